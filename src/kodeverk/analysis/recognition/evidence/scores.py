"""How sure it is that the labels of a convention are those of the speakers."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.layouts import BEHIND, LAYOUTS
from kodeverk.analysis.recognition.evidence.facts import are_factual, is_factual
from kodeverk.analysis.recognition.forms.labels import counted_persons, is_phrase, key_of, style
from kodeverk.analysis.recognition.forms.signs import has_case
from kodeverk.analysis.recognition.text.source_text import SourceText

_WEIGHTS = {"role": 1.0, "code": 1.0, "capitals": 0.9, "name": 0.8, "plain": 0.3}
PRIORS = {
    "voice": 1.2,
    "table column": 1.15,
    "time and name": 1.1,
    "name and time": 1.1,
    "name: text": 1.0,
    "[name] text": 0.95,
    "name<TAB>text": 0.95,
    "bold name": 0.9,
    "name on a line": 0.9,
    "name - text": 0.85,
    "first word": 0.8,
    BEHIND: 0.75,
    "name; text": 0.7,
    "question and answer": 0.6,
}
"""The most a convention's score can be, the best first, for when equally many labels speak for two.

What a format or a time marks is meant as a label; what stands alone or before a dash need not be.
"""
_WITHOUT_CASE = 0.6
WITH_TIMES = ("name and time", "time and name")
_ONE_LINE_OF_TWO = (*WITH_TIMES, "name on a line")
_OF_SEVERAL = ("name - text", "name<TAB>text", "bold name", "[name] text", "name; text")
_ANYTHING = ("first word", "name on a line")
"""Conventions without a sign, which the beginning of any line may follow."""
_OF_FACTS = 0.5
_MOSTLY = 0.6
_NEARLY_ALL = 0.9
_FEWEST = 3
_ENOUGH_TURNS = 6
_OFTEN = 2
OFFERED = 0.1
"""What comes back and is too little to be sure of is offered, and chosen by somebody."""
_MOST_SPEAKERS = 40
"""More labels of any look than so many are words of sentences."""
_CERTAIN = 0.85
_RECURRING = 0.9
"""Few labels that come back in turn are nearly certain, whatever they look like."""


def score_of(
    text: SourceText,
    convention: str,
    heads: tuple[Head, ...],
    others: Sequence[Head],
    beginnings: int,
) -> float:
    """Return 0 to the convention's prior: how sure it is that `heads` are the turns' heads.

    `others` have the form and are no speaker's. `beginnings` is how many lines may begin with a
    first word.
    """
    score = _by_their_looks(text, convention, heads, others, beginnings)
    if convention == "[name] text" and _are_unmistakable(text, heads):
        return max(score, PRIORS[convention] * _RECURRING)
    return score


def _by_their_looks(
    text: SourceText,
    convention: str,
    heads: tuple[Head, ...],
    others: Sequence[Head],
    beginnings: int,
) -> float:
    """Return how sure it is by how the labels look and stand.

    Of how the labels look, how often they come back, how often one follows another, and of one of
    two: that nearly every paragraph has a label, or that nearly all that has the form of a label is
    one that comes back. Answers may run over any number of paragraphs without a label.
    """
    number = len(heads)
    coded = sum(_is_coded(head.label) for head in heads)
    are_coded = convention == "first word" and coded >= _NEARLY_ALL * number
    if are_coded:
        # One letter may be a word: where labels have more, it is none of them.
        fewest = min(len(head.label) for head in heads)
        others = [
            other for other in others if _is_coded(other.label) and len(other.label) >= fewest
        ]
    are_facts = convention == "name: text" and are_factual(text, heads)
    others_of_form = sum(
        other.start > heads[0].start
        and (convention in _ANYTHING or not is_phrase(other.label))
        # Facts between turns are no evidence against what speaks.
        and (are_facts or convention != "name: text" or not is_factual(text, other))
        for other in others
    )
    keys = [key_of(head.label) for head in heads]
    speakers = len(set(keys))
    before = bisect_left(text.spoken, heads[0].first)
    covered = _covered(text, convention, heads, before, beginnings)
    repetition = min(1.0, (number - speakers) / (2 * speakers))
    changes = sum(one != other for one, other in pairwise(keys))
    alternation = changes / (number - 1) if speakers > 1 else 0.3
    recurring = repetition * number / (number + others_of_form) if alternation > 0.3 else 0.0
    explained = covered
    if convention != "first word" or (are_coded and alternation > _CERTAIN):
        explained = max(covered, recurring)
    if not _is_enough(convention, heads, speakers, explained):
        return OFFERED if _may_be_offered(convention, heads, speakers) else 0.0
    if convention == BEHIND and covered < _MOSTLY:
        return OFFERED  # who is quoted in what somebody writes
    if number == speakers and before > len(text.spoken) / 2:
        return 0.0  # what stands once each below a talk are facts about it
    looks = _looks(text, heads, keys)
    if are_facts and number > _FEWEST:
        looks *= _OF_FACTS
    plain = looks if covered < 0.6 else max(looks, 0.6)
    form = 0.25 + 0.25 * repetition + 0.15 * alternation + 0.35 * max(sqrt(covered), recurring)
    score = plain * form * PRIORS[convention]
    is_certain = number >= _ENOUGH_TURNS and min(recurring, repetition, alternation) > _CERTAIN
    is_certain = is_certain and looks > 0.5 and convention != "first word"
    return max(score, PRIORS[convention] * _RECURRING) if is_certain else score


def _covered(
    text: SourceText, convention: str, heads: tuple[Head, ...], before: int, beginnings: int
) -> float:
    """Return the share of the lines from the first head on that labels stand in.

    `before` is how many paragraphs stand above it; of first words only `beginnings` may be labels.
    """
    number = len(heads)
    rows = max(number, beginnings) if convention == "first word" else len(text.spoken) - before
    lines = sum(head.last - head.first for head in heads) + number
    return min(1.0, (lines + number * (convention in _ONE_LINE_OF_TWO)) / rows)


def _looks(text: SourceText, heads: tuple[Head, ...], keys: Sequence[str]) -> float:
    """Return how much the labels look like some; `keys` are theirs."""
    number, speakers = len(heads), len(set(keys))
    counted = counted_persons(keys)
    looks = sum(
        _WEIGHTS["code"] if key in counted else _look(head.label)
        for key, head in zip(keys, heads, strict=True)
    )
    timed = sum(head.milliseconds is not None for head in heads)
    come_back = 1 < speakers <= _MOST_SPEAKERS
    come_back = come_back and number >= max(_ENOUGH_TURNS, _FEWEST * speakers)
    # What a time marks is meant as a label.
    are_timed = come_back and not text.has_cues and timed >= _NEARLY_ALL * number
    return max(looks / number, _WEIGHTS["name"] if are_timed else 0.0)


def _may_be_offered(convention: str, heads: tuple[Head, ...], speakers: int) -> bool:
    """Tell whether labels come back, and have a sign or are the one name that others answer."""
    may_name = convention not in (*_ANYTHING, *LAYOUTS) or (
        convention == "name on a line" and _is_one_name(heads)
    )
    return len(heads) >= max(_FEWEST, _OFTEN * speakers) and may_name


def _is_one_name(heads: tuple[Head, ...]) -> bool:
    """Tell whether one name again and again stands alone above words, and others between them.

    So write programs that answer: who asks them has no label.
    """
    followed = sum(one.last + 2 < other.first for one, other in pairwise(heads))
    is_name = style(heads[0].label) != "plain"
    return is_name and len(heads) >= _ENOUGH_TURNS and followed >= _NEARLY_ALL * (len(heads) - 1)


def _are_unmistakable(text: SourceText, heads: tuple[Head, ...]) -> bool:
    """Tell whether nothing but a name in brackets and a time stands above all that is said.

    The times go up. Then one speaker is enough, whatever the name looks like.
    """
    times = [head.milliseconds for head in heads if head.milliseconds is not None]
    return (
        len(heads) >= _ENOUGH_TURNS
        and len(times) == len(heads)
        and times == sorted(times)
        and all(map(text.is_bare, heads))
        and not any(text.source.paragraphs[head.first].milliseconds is not None for head in heads)
    )


def _is_coded(label: str) -> bool:
    """Tell whether a label looks like a role's word, a code or capitals, and not like any word."""
    return style(label) in ("role", "code", "capitals")


def _look(label: str) -> float:
    """Return how much a label looks like one; where there are no capitals, any two words may."""
    weight = _WEIGHTS[style(label)]
    is_any = style(label) == "name" and " " in label and not has_case(label)
    return min(weight, _WITHOUT_CASE) if is_any else weight


def _is_enough(convention: str, heads: tuple[Head, ...], speakers: int, covered: float) -> bool:
    number = len(heads)
    certain = all(style(head.label) == "role" for head in heads)
    if convention == "first word":
        enough = number >= (4 if certain else 6)
        are_codes = sum(_is_coded(head.label) for head in heads) >= _NEARLY_ALL * number
        return enough and 2 <= speakers <= number / 2 and (covered >= _NEARLY_ALL or are_codes)
    if convention == "name on a line":
        followed = sum(one.last + 1 < other.first for one, other in pairwise(heads))
        return number > 1 and (number > speakers > 1 or certain) and followed >= 0.8 * (number - 1)
    if speakers == 1 and all(style(head.label) == "plain" for head in heads):
        return False
    if number == speakers:
        return certain or (1 < number <= 3 and covered >= 0.6)
    if convention in (*WITH_TIMES, *_OF_SEVERAL):
        are_several = convention in WITH_TIMES or speakers > 1
        return are_several and (covered >= 0.3 or certain)
    return True
