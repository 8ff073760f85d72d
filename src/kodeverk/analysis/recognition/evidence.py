"""Which labels of a convention are speakers, and how well a file follows the convention.

Repetition and alternation decide: the labels of an interview come back, those of a cover page and
the words before a colon in a sentence do not.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import sqrt
from typing import NamedTuple, Self

from kodeverk.analysis.recognition.conventions import HEADS, SIGNS, Head, with_times_behind
from kodeverk.analysis.recognition.cover import cover_end
from kodeverk.analysis.recognition.labels import (
    is_backchannel,
    is_event,
    is_fact,
    is_notice,
    is_numbered_question,
    is_remark,
    key_of,
    style,
)
from kodeverk.analysis.recognition.layouts import LAYOUTS
from kodeverk.analysis.recognition.times import may_have_times
from kodeverk.model.columns import IN_DOCUMENTS
from kodeverk.model.source import Source

_WORD = re.compile(r"\w(?:[\w.'’-]*\w)?")
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
    "name; text": 0.7,
    "question and answer": 0.6,
}
"""The most a convention's score can be, the best first, for when equally many labels speak for two.

What a format or a time marks is meant as a label; what stands alone or before a dash need not be.
"""
_WITH_TIMES = ("name and time", "time and name")
_ONE_LINE_OF_TWO = (*_WITH_TIMES, "name on a line")
_NEARLY_ALL = 0.9
_SHORT = 3
"""Up to so many letters a word before a number is a code, and no heading."""
_MANY_QUESTIONS = 3
_FEW = 12
"""Up to so many heads a file is short: a label that occurs once is no exception in it."""
_MOST_READ = 2_000_000
_MOST_LABELS = 1000
_MOST_SPEAKERS = 200
_MOST_IN_A_TABLE = 40
_MOST_NUMBERS = 12
_MOST_ONCE = 12
"""With more labels, numbers as labels, or labels that occur once, it is a list and no talk."""


class SourceText:
    """A source with what all conventions ask of it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.has_cues = source.has_cues
        self.spoken = [
            place
            for place, paragraph in enumerate(source.paragraphs)
            if not source.text[paragraph.start : paragraph.end].isspace()
            and paragraph.end > paragraph.start
        ]

    def line(self, place: int) -> str:
        """Return the text of paragraph number `place`."""
        paragraph = self.source.paragraphs[place]
        return self.source.text[paragraph.start : paragraph.end]

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word occurs, as it is written, in as much as is said in two days."""
        matches = _WORD.finditer(self.source.text, 0, _MOST_READ)
        return Counter(word[0] for word in matches)

    @cached_property
    def may_have_times(self) -> bool:
        """Whether there may be a time in the text."""
        return may_have_times(self.source.text)

    @cached_property
    def cover(self) -> int:
        """The number of the first paragraph behind the cover page, 0 when there is none."""
        return cover_end(self.source, self.spoken)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One convention as a file follows it: its speakers' heads, and how well, at most the prior.

    `doubted` are heads that look like a speaker's and were not taken for one, `unnamed` those of
    rows in which the place for the speaker is empty.
    """

    convention: str
    heads: tuple[Head, ...]
    score: float
    doubted: tuple[Head, ...] = ()
    unnamed: tuple[Head, ...] = ()


def best(text: SourceText, conventions: Collection[str]) -> Candidate:
    """Return how the file follows the best fitting of `conventions`."""
    leading = Candidate("", (), 0.0)
    for convention, most in PRIORS.items():
        if leading.score >= most:
            break
        if convention in conventions:
            candidate = weigh(text, convention)
            if candidate.score > leading.score or not leading.convention:
                leading = candidate
    return leading


def weigh(text: SourceText, convention: str) -> Candidate:
    """Return how the file follows `convention` (a key of HEADS)."""
    if convention in SIGNS and not any(sign in text.source.text for sign in SIGNS[convention]):
        return Candidate(convention, (), 0.0)
    if convention in _WITH_TIMES and not text.may_have_times:
        return Candidate(convention, (), 0.0)
    layout = LAYOUTS.get(convention)
    followed = layout(text.source) if layout else _heads(text, convention)
    if convention == "voice":
        return Candidate(convention, tuple(followed), PRIORS[convention] if followed else 0.0)
    few, many = _without_too_many(followed)
    possible = [
        head
        for head in few
        if head.label
        and head.first >= text.cover
        and not _is_no_name(head.label)
        and not (
            convention == "name<TAB>text"
            and IN_DOCUMENTS.is_header(text.line(head.first).split("\t"))
        )
    ]
    possible = with_times_behind(text.source, possible)
    marked = _as_marked(possible)
    if convention == "first word":
        speakers = _first_words(text, marked)
    else:
        speakers = _speakers(text, convention, marked)
    heads = tuple(head for head in marked if key_of(head.label) in speakers)
    doubted = [head for head in possible if key_of(head.label) not in speakers]
    if many:
        doubted = sorted((*doubted, *many), key=lambda head: head.start)
    score = 0.0
    if heads and (
        convention in LAYOUTS or not (_numbers_questions(heads) or _is_a_list(convention, heads))
    ):
        score = _score(text, convention, heads)
    unnamed = tuple(head for head in followed if not head.label)
    return Candidate(convention, heads, score, tuple(doubted), unnamed)


def _heads(text: SourceText, convention: str) -> list[Head]:
    """Return the heads of paragraphs, none of which begins within the one before."""
    head_of, source = HEADS[convention], text.source
    heads: list[Head] = []
    behind = 0
    for place in text.spoken:
        if place >= behind and (head := head_of(source, place)) is not None:
            heads.append(head)
            behind = head.last + 1
    return heads


def _without_too_many(heads: list[Head]) -> tuple[list[Head], list[Head]]:
    """Return the heads that may be speakers', and those whose labels are far too many for that.

    Among very many labels only those that come back may be speakers, and not if they are still very
    many. Looking at each of them would take long.
    """
    if len(heads) <= _MOST_LABELS:
        return heads, []
    counts = Counter(head.label for head in heads)
    if len(counts) <= _MOST_LABELS:
        return heads, []
    again = {label for label, count in counts.items() if count > 1 or not label}
    if len(again) > _MOST_LABELS:
        return [], heads
    kept: list[Head] = []
    left: list[Head] = []
    for head in heads:
        (kept if head.label in again else left).append(head)
    return kept, left


def _is_a_list(convention: str, heads: Sequence[Head]) -> bool:
    """Tell whether labels are entries of a list or ids: of a talk, few people speak often."""
    counts = Counter(key_of(head.label) for head in heads)
    once = sum(count == 1 for count in counts.values())
    numbers = sum(map(str.isdigit, counts))
    most = _MOST_IN_A_TABLE if convention == "name<TAB>text" else _MOST_SPEAKERS
    return (
        len(counts) > most
        or numbers > _MOST_NUMBERS
        or (once > _MOST_ONCE and once > len(heads) / 3)
    )


def _numbers_questions(heads: Sequence[Head]) -> bool:
    """Tell whether labels count questions, `Spørsmål 1`, and are not persons'."""
    counts = Counter(key_of(head.label) for head in heads if is_numbered_question(head.label))
    return len(counts) >= _MANY_QUESTIONS and all(count == 1 for count in counts.values())


def _is_no_name(label: str) -> bool:
    if is_fact(label) or is_remark(label) or is_event(label) or is_notice(label):
        return True
    return is_backchannel(label) and not (label.isupper() and len(label) < 4)


def _as_marked(heads: list[Head]) -> list[Head]:
    """Leave out the labels that never look like nearly all others: bold, timed, in no list."""
    repeated = _repeated(heads)
    sample = [head for head in heads if key_of(head.label) in repeated]
    for is_marked in (_is_bold, _is_timed, _is_unlisted):
        share = sum(map(is_marked, sample)) / len(sample) if sample else 0
        if share >= 0.9:
            marked = {key_of(head.label) for head in heads if is_marked(head)}
            heads = [head for head in heads if key_of(head.label) in marked]
    return heads


def _is_bold(head: Head) -> bool:
    return head.bold


def _is_timed(head: Head) -> bool:
    return head.milliseconds is not None


def _is_unlisted(head: Head) -> bool:
    return not head.listed


def _repeated(heads: Sequence[Head]) -> set[str]:
    counts = Counter(key_of(head.label) for head in heads)
    return {key for key, count in counts.items() if count > 1}


def _speakers(text: SourceText, convention: str, heads: list[Head]) -> set[str]:
    """Return the keys of the labels that are speakers."""
    counts = Counter(key_of(head.label) for head in heads)
    spelling = {key_of(head.label): head.label for head in heads}
    repeated = {key: style(spelling[key]) for key, count in counts.items() if count > 1}
    total = len(heads)
    accepted = {key for key, looks in repeated.items() if looks in ("role", "code", "capitals")}
    names = {key for key, looks in repeated.items() if looks == "name"}
    nouns = {key for key in names if _is_a_noun(text, spelling[key])}
    accepted |= names - nouns
    # Liv and Stein are names too: among other speakers, or where every paragraph has a speaker.
    if accepted or total > 0.6 * len(text.spoken):
        accepted |= {key for key in nouns if counts[key] > total / 7}
    everywhere = len(accepted) < 2 and total > 0.6 * len(text.spoken)
    for key, looks in repeated.items():
        is_phrase = " " in spelling[key]
        if looks == "plain" and counts[key] > total / 5 and (everywhere or not is_phrase):
            accepted.add(key)
    others = _Others.of([spelling[key] for key in accepted])
    hollow = _hollow(text, heads)
    single = {key_of(head.label): head for head in heads}
    for key, count in counts.items():
        if (
            count == 1
            and key not in hollow
            and _is_single_speaker(text, convention, single[key], others, total)
        ):
            accepted.add(key)
    return accepted


class _Others(NamedTuple):
    """What the labels that come back look like."""

    shapes: frozenset[str]
    has_capitals: bool
    all_capitals: bool

    @classmethod
    def of(cls, labels: Sequence[str]) -> Self:
        return cls(
            frozenset(map(_shape, labels)),
            any(style(label) == "capitals" for label in labels),
            bool(labels) and all(map(str.isupper, labels)),
        )


def _hollow(text: SourceText, heads: list[Head]) -> set[str]:
    """Return the keys of labels with nothing said behind them: headings above other labels."""
    return {
        key_of(head.label)
        for head, after in pairwise(heads)
        if not text.source.text[head.body : after.start].strip()
    }


def _is_single_speaker(
    text: SourceText, convention: str, head: Head, others: _Others, total: int
) -> bool:
    """Tell whether a label that occurs once is a speaker, beside the `others` that come back."""
    label = head.label
    looks = style(label)
    if looks == "role":
        return True
    if convention == "name on a line" and not head.bold:
        return False
    if looks == "code" and not label.isdigit():
        # `Salme 23` and `Tema 2` are a word and a number as well.
        is_short = sum(map(str.isalpha, label)) <= _SHORT
        return _shape(label) in others.shapes or (is_short and total <= _FEW)
    if looks == "capitals":
        return total <= _FEW or others.has_capitals
    if looks == "name":
        return not others.all_capitals and not _is_a_noun(text, label)
    return False


def _is_a_noun(text: SourceText, label: str) -> bool:
    """Tell whether all of a label's words are also written in small letters: no name is."""
    capitalised = [word for word in _WORD.findall(label) if word[0].isupper()]
    return all(text.words[word.lower()] for word in capitalised)


def _shape(label: str) -> str:
    return re.sub(r"\d", "0", label)


def _first_words(text: SourceText, heads: list[Head]) -> set[str]:
    """Return the keys of first words that are speakers: words that seldom stand anywhere else."""
    counts = Counter(key_of(head.label) for head in heads)
    speakers: set[str] = set()
    if len(heads) < _NEARLY_ALL * _rows(text, 0):
        return speakers
    dashes = sum(text.source.text[head.body : head.body + 1] in "-–—" for head in heads)
    if dashes > len(heads) / 2:
        return speakers
    for head in heads:
        key, label = key_of(head.label), head.label
        is_code = len(label) > 1 and any(sign.isdigit() or sign == "_" for sign in label)
        written = (label,) if is_code or label.isupper() else (label, label.lower(), label.title())
        elsewhere = sum(text.words[word] for word in set(written)) - counts[key]
        comes_back = counts[key] > 1 and (is_code or elsewhere <= counts[key])
        if comes_back or (is_code and style(label) == "role"):
            speakers.add(key)
    return speakers


def _score(text: SourceText, convention: str, heads: tuple[Head, ...]) -> float:
    """Return 0 to the convention's prior: how sure it is that `heads` are the turns' heads.

    Of how the labels look, how often they come back, how often one follows another, and how many
    paragraphs have one, the last by its root, for answers may run over many paragraphs.
    """
    number = len(heads)
    keys = [key_of(head.label) for head in heads]
    speakers = len(set(keys))
    if convention == "first word":
        rows = _rows(text, heads[0].first)
    else:
        rows = sum(place >= heads[0].first for place in text.spoken)
    lines = sum(head.last - head.first for head in heads) + number
    covered = min(1.0, (lines + number * (convention in _ONE_LINE_OF_TWO)) / rows)
    looks = sum(_WEIGHTS[style(head.label)] for head in heads) / number
    if not _is_enough(convention, heads, speakers, covered):
        return 0.0
    repetition = min(1.0, (number - speakers) / (2 * speakers))
    changes = sum(one != other for one, other in pairwise(keys))
    alternation = changes / (number - 1) if speakers > 1 else 0.3
    plain = looks if covered < 0.6 else max(looks, 0.6)
    form = 0.25 + 0.25 * repetition + 0.15 * alternation + 0.35 * sqrt(covered)
    return plain * form * PRIORS[convention]


def _is_enough(convention: str, heads: tuple[Head, ...], speakers: int, covered: float) -> bool:
    number = len(heads)
    certain = all(style(head.label) == "role" for head in heads)
    if convention == "first word":
        enough = number >= (4 if certain else 6)
        return enough and 2 <= speakers <= number / 2 and covered >= _NEARLY_ALL
    if convention == "name on a line":
        followed = sum(one.last + 1 < other.first for one, other in pairwise(heads))
        return number > 1 and (number > speakers > 1 or certain) and followed >= 0.8 * (number - 1)
    if speakers == 1 and all(style(head.label) == "plain" for head in heads):
        return False
    if number == speakers:
        return certain or (1 < number <= 3 and covered >= 0.6)
    if convention in ("name - text", "name<TAB>text", "bold name", "[name] text", "name; text"):
        return speakers > 1 and (covered >= 0.3 or certain)
    return True


def _rows(text: SourceText, first: int) -> int:
    """Return how many lines from paragraph `first` on are not indented: utterances begin there."""
    source = text.source
    return sum(
        place >= first and not source.text[source.paragraphs[place].start].isspace()
        for place in text.spoken
    )
