"""Which labels of a convention are speakers, and how well a file follows the convention.

Repetition and alternation decide: the labels of an interview come back, those of a cover page and
the words before a colon in a sentence do not.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise, takewhile
from math import sqrt
from typing import NamedTuple, Self

from kodeverk.analysis.recognition.conventions import HEADS, SIGNS, Head, with_times_behind
from kodeverk.analysis.recognition.cover import cover_end
from kodeverk.analysis.recognition.labels import (
    SENTENCE_ENDS,
    is_backchannel,
    is_event,
    is_fact,
    is_fact_line,
    is_not_said,
    is_notice,
    is_remark,
    key_of,
    numbered_word,
    seen,
    style,
)
from kodeverk.analysis.recognition.layouts import ANSWER_WORDS, FEWEST_ASK, LAYOUTS, asks
from kodeverk.analysis.recognition.legend import legend, rejoined, with_short_forms
from kodeverk.analysis.recognition.page_furniture import page_furniture
from kodeverk.analysis.recognition.roles import guess_role
from kodeverk.analysis.recognition.times import end_stamp, may_have_times, only_a_time
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
_WORDS_OF_SPEECH = 8
_LONGEST_FACT = 200
_FEW_BARE = 0.2
_WORDS_WITHOUT_CASE = 2
"""Where there are no capitals, a name is told from other words by being no longer."""
_FEWEST_LINES = 3
_ENOUGH_LINES = 5
"""Of fewer lines all must end as sentences do."""
_LONGEST_HEADING = 45
_MOST_END = 0.8
_MOST_TOLD = 3
_FEWEST = 3
_MOST_MARKED = 0.8
_MORE = 1.2
_MOSTLY = 0.7
_FEW_COUNTED = 6
_FAR_MORE = 3
_OFTEN = 10
_ENOUGH_TO_SEE = 60
_WITH_SIGNS = ("name: text", "name; text", "name - text", "name<TAB>text")
_WITHOUT_CASE = 0.6
_OF_FACTS = 0.5
_ANYTHING = ("first word", "name on a line")
"""Conventions without a sign, which the beginning of any line may follow."""
_ENOUGH_TURNS = 8
_CERTAIN = 0.85
_RECURRING = 0.9
"""Few labels that come back in turn are nearly certain, whatever they look like."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_MOST_READ = 2_000_000
_KEPT = 4096
_MOST_LABELS = 1000
_MOST_SPEAKERS = 200
_MOST_IN_A_TABLE = 40
_MOST_NUMBERS = 12
_MOST_ONCE = 12
"""With more labels, numbers as labels, or labels that occur once, it is a list and no talk."""


class SourceText:
    """A source with what all conventions ask of it.

    `furniture` are the numbers of the paragraphs that are the pages', `spoken` of all other
    paragraphs with words.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.has_cues = source.has_cues
        self.furniture = page_furniture(source)
        self.spoken = [
            place
            for place, paragraph in enumerate(source.paragraphs)
            if not source.text[paragraph.start : paragraph.end].isspace()
            and paragraph.end > paragraph.start
            and place not in self.furniture
        ]
        self.weighed: dict[str, Candidate] = {}
        self._apart: dict[int, bool] = {}

    def line(self, place: int) -> str:
        """Return the text of paragraph number `place`."""
        paragraph = self.source.paragraphs[place]
        return self.source.text[paragraph.start : paragraph.end]

    def is_blank(self, place: int) -> bool:
        """Tell whether paragraph number `place` has no words, or is none of the file's."""
        if not 0 <= place < len(self.source.paragraphs):
            return True
        start, end = self.source.paragraphs[place][:2]
        text = self.source.text
        return start == end or (text[start].isspace() and text[start:end].isspace())

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
    def _texts(self) -> Sequence[int]:
        """The numbers of the paragraphs `spoken` that are more than a time."""
        return [place for place in self.spoken if only_a_time(self.line(place)) is None]

    def ends_sentences(self, heads: Sequence[Head]) -> bool:
        """Tell whether nearly all that is said before the labels ends as sentences do.

        Short lines by themselves may be headings.
        """
        above = (bisect_left(self._texts, head.first) for head in heads)
        lines = [line for number in above if number and (line := self._end(number - 1, heads))]
        # What comes back is no sentence, but the head of a page; nor is a time.
        ends = [
            line
            for line, times in Counter(lines).items()
            if times == 1 and any(map(str.isalpha, line)) and not is_fact_line(line)
        ]
        ended = sum(line.rstrip().endswith(SENTENCE_ENDS) for line in ends)
        least = len(ends) if len(ends) < _ENOUGH_LINES else _MOST_END * len(ends)
        return len(ends) >= _FEWEST_LINES and ended >= least

    def _end(self, number: int, heads: Sequence[Head]) -> str:
        """Return what text number `number` ends with; nothing where it may be a heading."""
        place = self._texts[number]
        line = self.line(place)
        if len(line) <= _LONGEST_HEADING:
            goes_on = not self.is_blank(place - 1) and not self.line(place - 1).rstrip().endswith(
                SENTENCE_ENDS
            )
            at = bisect_right(heads, place, key=lambda head: head.first)
            if not goes_on and not (at and heads[at - 1].first == place):
                return ""
        stamp = end_stamp(line)
        return line if stamp is None else line[: stamp.start()]

    def stands_apart(self, place: int) -> bool:
        """Tell whether a paragraph stands below a blank line, a time or a note."""
        is_apart = self._apart.get(place)
        if is_apart is None:
            line = "" if self.is_blank(place - 1) else self.line(place - 1)
            is_apart = place - 1 in self.furniture or only_a_time(line) is not None
            is_apart = self._apart[place] = is_apart or is_not_said(line)
        return is_apart

    @cached_property
    def cover(self) -> int:
        """The number of the first paragraph behind the cover page, 0 when there is none."""
        return cover_end(self.source, self.spoken)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One convention as a file follows it: its speakers' heads, and how well, at most the prior.

    `doubted` are heads that look like a speaker's and were not taken for one, `unnamed` those of
    rows in which the place for the speaker is empty. `stated` is who labels are, as the file says.
    """

    convention: str
    heads: tuple[Head, ...]
    score: float
    doubted: tuple[Head, ...] = ()
    unnamed: tuple[Head, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)


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
    """Return how the file follows `convention` (a key of HEADS); worked out once a text."""
    candidate = text.weighed.get(convention)
    if candidate is None:
        candidate = text.weighed[convention] = _weigh(text, convention)
    return candidate


def _weigh(text: SourceText, convention: str) -> Candidate:
    if convention in SIGNS and not any(sign in text.source.text for sign in SIGNS[convention]):
        return Candidate(convention, (), 0.0)
    if convention in _WITH_TIMES and not text.may_have_times:
        return Candidate(convention, (), 0.0)
    layout = LAYOUTS.get(convention)
    followed = layout(text.source, text.spoken) if layout else _heads(text, convention)
    if convention == "voice":
        return Candidate(convention, tuple(followed), PRIORS[convention] if followed else 0.0)
    few, many = _without_too_many(followed)
    counts = Counter(head.label for head in few)
    possible = [head for head in few if _may_be_label(text, convention, head, counts[head.label])]
    possible = _without_running_numbers(possible)
    possible = with_times_behind(text.source, possible)
    held = with_short_forms(head.label for head in possible)
    possible = [
        head._replace(label=held[head.label][0]) if head.label in held else head
        for head in possible
    ]
    marked = _as_marked(text, possible)
    if convention == "first word":
        marked = _beginning(text, marked)
        speakers = _first_words(text, marked)
    else:
        speakers = _speakers(text, convention, marked)
    heads = _without_list(text, [head for head in marked if key_of(head.label) in speakers])
    others = [head for head in possible if key_of(head.label) not in speakers]
    score = 0.0
    if heads and (convention in LAYOUTS or not _are_no_labels(text, convention, heads, others)):
        rows = len(_beginning(text, followed)) if convention == "first word" else 0
        score = _score(text, convention, heads, others, rows)
    doubted = sorted(
        (*_doubted(text, convention, heads, others), *many), key=lambda head: head.start
    )
    unnamed = tuple(head for head in followed if not head.label)
    stated = {label: words for label, words in held.values() if guess_role(words) != "unknown"}
    if heads:
        front = rejoined(text.line(place) for place in text.spoken if place < heads[0].first)
        stated = legend(front, {head.label for head in heads}) | stated
    return Candidate(convention, heads, score, tuple(doubted), unnamed, stated)


def _without_list(text: SourceText, heads: list[Head]) -> tuple[Head, ...]:
    """Return the heads without the first ones that nothing is said behind: a list of speakers."""
    silent = takewhile(
        lambda pair: not text.source.text[pair[0].body : pair[1].start].strip(), pairwise(heads)
    )
    return tuple(heads[sum(1 for _ in silent) :])


def _may_be_label(text: SourceText, convention: str, head: Head, count: int) -> bool:
    """Tell whether a label behind the cover page, `count` times, may be a speaker's."""
    if not head.label or head.first < text.cover:
        return False
    # `Han` and `hun` may be who answers, if they come back.
    is_pronoun = convention == "name: text" and count >= _FEWEST and head.label.isalpha()
    if _is_no_name(head.label) and not (is_pronoun and is_backchannel(head.label)):
        return False
    cells = text.line(head.first).split("\t") if convention == "name<TAB>text" else []
    return not (cells and IN_DOCUMENTS.is_header(cells))


def _without_running_numbers(heads: list[Head]) -> list[Head]:
    """Return the heads with the words of labels that count all turns: `I1`, `R2`, `I3`, `R4`."""
    numbered = [numbered_word(head.label) for head in heads]
    pairs = [label for label in numbered if label is not None]
    if len(pairs) < max(_FEW_COUNTED, len(heads)) or len({word for word, _ in pairs}) < 2:
        return heads
    if any(later - one != 1 for (_, one), (_, later) in pairwise(pairs)):
        return heads
    return [head._replace(label=word) for head, (word, _) in zip(heads, pairs, strict=True)]


def _are_no_labels(
    text: SourceText, convention: str, heads: Sequence[Head], others: Sequence[Head]
) -> bool:
    """Tell whether what comes back counts questions, lists something, or is a part of labels."""
    return (
        (convention == "first word" and _are_before_colons(text, heads))
        or _are_answers(text, heads)
        or _number_questions(text, sorted((*heads, *others), key=lambda head: head.start))
        or _is_a_list(text, convention, heads)
        or (convention == "name<TAB>text" and _are_first_words(text, heads))
    )


def _doubted(
    text: SourceText, convention: str, heads: Sequence[Head], others: Sequence[Head]
) -> list[Head]:
    """Return those of the `others` that look like the labels of `heads`: perhaps they are some."""
    if not heads:
        return [*others]
    forms = {_form_of(text, head) for head in heads}
    are_apart = sum(text.stands_apart(head.first) for head in heads) > _NEARLY_ALL * len(heads)
    most_spaces = 1 if convention == "name: text" else 0
    are_small = any(head.label[0].islower() for head in heads)
    return [
        head
        for head in others
        if _form_of(text, head) in forms
        and (are_small or not head.label[0].islower() or style(head.label) == "code")
        and (not are_apart or text.stands_apart(head.first))
        and not _is_phrase(head.label, most_spaces)
        and not (head.label.endswith(".") and _is_bare(text, head))
        and not _is_fact_beside(text, heads, head)
    ]


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


def _are_before_colons(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether most lines of `heads` begin with more words and a colon, or another sign."""
    few = heads[:_ENOUGH_TO_SEE]
    for convention in _WITH_SIGNS:
        others = [HEADS[convention](text.source, head.first) for head in few]
        longer = sum(
            other is not None and (convention != "name<TAB>text" or other.label != head.label)
            for head, other in zip(few, others, strict=True)
        )
        if longer > len(few) / 2:
            return True
    return False


def _is_phrase(label: str, most_spaces: int = 1) -> bool:
    """Tell whether words before a colon are some of a sentence, as `And then he said:` are."""
    looks = style(label)
    return label.count(" ") > most_spaces and (
        looks == "plain" or (looks == "name" and not _cased(label))
    )


def _cased(label: str) -> bool:
    return any(map(_has_case, label))


def other_labels(candidate: Candidate, heads: Sequence[Head]) -> list[Head]:
    """Return the roles and names in capitals that stand otherwise among `heads`."""
    known = {place for head in heads for place in range(head.first, head.last + 1)}
    return [
        head
        for head in sorted((*candidate.heads, *candidate.doubted), key=lambda head: head.start)
        if head.first > heads[0].first
        and head.first not in known
        and style(head.label) in ("capitals", "role")
    ]


def _form_of(text: SourceText, head: Head) -> str:
    """Return the signs that stand around a label: `[]`, `:`, `-`."""
    return _signs_around(text.source.text[head.start : head.end], head.label)


@lru_cache(maxsize=_KEPT)
def _signs_around(written: str, label: str) -> str:
    rest = seen(written).replace(label, "", 1)
    return "".join(sign for sign in rest if not (sign.isalnum() or sign.isspace()))


def _is_a_list(text: SourceText, convention: str, heads: Sequence[Head]) -> bool:
    """Tell whether labels are entries of a list or ids: of a talk, few people speak often."""
    counts = Counter(key_of(head.label) for head in heads)
    letters = sorted(key for key in counts if len(key) == 1)
    if convention == "name; text" and letters == [*counts] == [*_ALPHABET[: len(letters)]]:
        return all(text.source.text[head.end - 1] in ".)" for head in heads)
    once = sum(count == 1 for count in counts.values())
    numbers = sum(map(str.isdigit, counts))
    most = _MOST_IN_A_TABLE if convention == "name<TAB>text" else _MOST_SPEAKERS
    return (
        len(counts) > most
        or numbers > _MOST_NUMBERS
        or (once > _MOST_ONCE and once > len(heads) / 3)
    )


def _are_first_words(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether labels have spaces behind them, and are the first words of nearly all lines."""
    tabs = sum("\t" in text.source.text[head.start : head.body] for head in heads)
    if tabs >= len(heads) / 2:
        return False
    first_words = weigh(text, "first word")
    return first_words.score > 0 and len(first_words.heads) > _MORE * len(heads)


def _are_answers(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether the only label is `Answer`, below questions told by a number or by bold."""
    keys = {key_of(head.label) for head in heads}
    return keys <= ANSWER_WORDS and bool(weigh(text, "question and answer").heads)


def _number_questions(text: SourceText, heads: Sequence[Head]) -> bool:
    """Tell whether labels count questions, `Spørsmål 1`, and are not persons'.

    One word is counted up from beginning to end, and asks. Answers may have the numbers too.
    """
    numbered: dict[str, list[tuple[int, Head]]] = {}
    for head in heads:
        if label := numbered_word(head.label):
            word, number = label
            numbered.setdefault(word.casefold(), []).append((number, head))
    if not numbered:
        return False
    questions = max(numbered.values(), key=len)
    numbers = [number for number, _ in questions]
    counts = Counter(numbers)
    if len(counts) < _MANY_QUESTIONS or numbers != sorted(numbers) or max(counts.values()) > 2:
        return False
    first = dict(reversed(questions))
    asking = sum(asks(_said_in(text, head)) for head in first.values())
    return asking >= FEWEST_ASK * len(first)


def _said_in(text: SourceText, head: Head) -> str:
    return text.source.text[head.body : text.source.paragraphs[head.last].end]


def _is_no_name(label: str) -> bool:
    if is_fact(label) or is_remark(label) or is_event(label) or is_notice(label):
        return True
    return is_backchannel(label) and not (label.isupper() and len(label) < 4)


def _as_marked(text: SourceText, heads: list[Head]) -> list[Head]:
    """Leave out the labels that never look like nearly all others.

    They are bold, timed, in a list or in none, or stand below a blank line.
    """
    repeated = _repeated(heads)
    sample = [head for head in heads if key_of(head.label) in repeated]
    speaking = [head for head in sample if not _is_factual(text.source, head)]
    if len(speaking) < len(sample) / 2:
        speaking = sample
    for is_marked in (_is_bold, _is_timed, _is_unlisted, _is_listed):
        if speaking and sum(map(is_marked, speaking)) >= _MOST_MARKED * len(speaking):
            marked = {key_of(head.label) for head in heads if is_marked(head)}
            heads = [head for head in heads if key_of(head.label) in marked]
    for looks in (_is_bare, _has_words_below, _form_of) if len(speaking) >= _ENOUGH_TURNS else ():
        usual, count = Counter(looks(text, head) for head in speaking).most_common(1)[0]
        if count >= _MOST_MARKED * len(speaking):
            marked = {key_of(head.label) for head in heads if looks(text, head) == usual}
            heads = [head for head in heads if key_of(head.label) in marked]
        if looks is _form_of and count >= _NEARLY_ALL * len(speaking):
            # Another spelling in another form is a word of the talk: `i.` among `I;`.
            spellings = {head.label for head in heads if _form_of(text, head) == usual}
            apart = sum(text.stands_apart(head.first) for head in speaking)
            are_not_apart = apart < _NEARLY_ALL * len(speaking)
            heads = [
                head
                for head in heads
                if _form_of(text, head) == usual
                or (head.label in spellings and (are_not_apart or text.stands_apart(head.first)))
            ]
    for is_above in (_is_apart, _time_above):
        share = sum(is_above(text, head) for head in speaking) / len(speaking) if speaking else 0
        if share >= _NEARLY_ALL:
            marked = {key_of(head.label) for head in heads if is_above(text, head)}
            first = next(head.start for head in heads if is_above(text, head))
            heads = [head for head in heads if key_of(head.label) in marked and head.start >= first]
    return heads


def _is_apart(text: SourceText, head: Head) -> bool:
    return text.stands_apart(head.first)


def _is_bare(text: SourceText, head: Head) -> bool:
    return head.body == text.source.paragraphs[head.last].end


def _has_words_below(text: SourceText, head: Head) -> bool:
    """Tell whether words stand behind a label, or right below one alone on its line."""
    return not _is_bare(text, head) or not text.is_blank(head.last + 1)


def _time_above(text: SourceText, head: Head) -> bool:
    above = head.first - 1
    return not text.is_blank(above) and only_a_time(text.line(above)) is not None


def _is_bold(head: Head) -> bool:
    return head.bold


def _is_timed(head: Head) -> bool:
    return head.milliseconds is not None


def _is_unlisted(head: Head) -> bool:
    return not head.listed


def _is_listed(head: Head) -> bool:
    return head.listed


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
    names -= _facts(text, heads, names)
    nouns = {key for key in names if _is_a_noun(text, spelling[key], counts[key])}
    accepted |= names - nouns
    # Liv and Stein are names too: among other speakers, or where every paragraph has a speaker.
    if accepted or total > 0.6 * len(text.spoken):
        accepted |= {key for key in nouns if counts[key] > total / 7}
    everywhere = len(accepted) < 2 and total > 0.6 * len(text.spoken)
    for key, looks in repeated.items():
        is_phrase = " " in spelling[key]
        if looks != "plain":
            continue
        often = counts[key] > total / 3
        if often or (counts[key] > total / 5 and (everywhere or not is_phrase)):
            accepted.add(key)
    if convention == "name<TAB>text" and sum(counts[key] for key in accepted) > _NEARLY_ALL * total:
        # Where words in a column of their own are nearly all labels, the others that come back are.
        accepted |= repeated.keys()
    others = _Others.of([spelling[key] for key in accepted])
    hollow = _hollow(text, heads) | _bare(text, heads)
    accepted -= _always_hollow(text, heads)
    single = {key_of(head.label): head for head in heads}
    talk = [head for head in heads if key_of(head.label) in accepted]
    forms = {_form_of(text, head) for head in talk}
    for key, count in counts.items():
        if (
            count == 1
            and key not in hollow
            and (not forms or _form_of(text, single[key]) in forms)
            and not (talk and _is_fact_beside(text, talk, single[key]))
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


def _facts(text: SourceText, heads: Sequence[Head], names: set[str]) -> set[str]:
    """Return the keys among `names` that come back but say nothing, beside others that do.

    The facts about an interview may stand above it and again below it, or above each of several
    interviews: then always beside each other.
    """
    keys = [key_of(head.label) for head in heads]
    counts = Counter(keys)
    begin = {head.first for head in heads}
    speaking = {
        key
        for key, head in zip(keys, heads, strict=True)
        if is_speech(text.source, head) or _goes_on(text, head, begin)
    }
    roles = {key_of(head.label) for head in heads if style(head.label) == "role"}
    if len(speaking) < 2 and not speaking & roles:
        return set()
    silent = {key for key in keys if key not in speaking}
    alone = {
        key
        for key, head in zip(keys, heads, strict=True)
        if not _is_beside_fact(text, head, speaking)
    }
    return {key for key in names & silent if counts[key] <= _MOST_TOLD or key not in alone}


def _goes_on(text: SourceText, head: Head, begin: Collection[int]) -> bool:
    """Tell whether a line goes on right below a head's, which is no fact, nor one of `begin`."""
    below = head.last + 1
    return not (text.is_blank(below) or below in begin or is_fact_line(text.line(below)))


def _is_fact_beside(text: SourceText, talk: Sequence[Head], head: Head) -> bool:
    """Tell whether a head is a fact about the talk beside it, as `Datum: 3. mai` is.

    Between the turns of `talk` facts stand beside each other, as on a second cover page. Behind the
    talk they are only told where all that is said ends as sentences do.
    """
    is_before = head.start < talk[0].start
    if is_before and _lists(text, head, {key_of(other.label) for other in talk}):
        return True
    is_phrase = is_before and head.label.count(" ") > 1
    if is_speech(text.source, head) or (style(head.label) in ("role", "code") and not is_phrase):
        return False
    if is_before:
        return True
    if head.start > talk[-1].start and text.ends_sentences(talk):
        return True
    has_colon = ":" in text.source.text[head.start : head.body]
    return has_colon and _is_beside_fact(text, head, {key_of(other.label) for other in talk})


def _lists(text: SourceText, head: Head, labels: Collection[str]) -> bool:
    """Tell whether labels stand behind a label, as in `Speakers: A, B`."""
    below = range(head.last + 1, len(text.source.paragraphs))
    block = [*takewhile(lambda place: not text.is_blank(place), below)]
    words = " ".join([_said_in(text, head), *map(text.line, block)])
    named = re.split(r"[,;/&]\s*", " ".join(words.split()))
    if _is_bare(text, head):
        named = [text.line(place).strip() for place in block]
    return len(named) > 1 and all(key_of(name) in labels for name in named if name.strip())


def _is_beside_fact(text: SourceText, head: Head, labels: Collection[str]) -> bool:
    """Tell whether right above or below a head there is a fact, whose label is none of `labels`."""
    return any(
        not text.is_blank(place)
        and is_fact_line(text.line(place))
        and key_of(text.line(place).partition(":")[0]) not in labels
        for place in (head.first - 1, head.last + 1)
    )


def _are_factual(source: Source, heads: Sequence[Head]) -> bool:
    """Tell whether no sentence ends in a line or between labels: all are facts about the talk."""
    if not all(_is_factual(source, head) for head in heads):
        return False
    between = [source.text[head.body : after.start] for head, after in pairwise(heads)]
    said = sum(
        any(line.rstrip().endswith(SENTENCE_ENDS) for line in words.split("\n"))
        for words in between
    )
    return said < len(between) / 2


def _is_factual(source: Source, head: Head) -> bool:
    """Tell whether a few words stand behind a label on its line, and are no sentence."""
    return head.body < source.paragraphs[head.last].end and not is_speech(source, head)


def is_speech(source: Source, head: Head) -> bool:
    """Tell whether what stands behind a label is said, by its form: a sentence, or many words.

    A fact about the interview is neither: `Datum: 3. mai`.
    """
    end = source.paragraphs[head.last].end
    if end - head.body > _LONGEST_FACT:
        return True
    value = source.text[head.body : end].rstrip()
    return (
        value.endswith(SENTENCE_ENDS) or len(value.split(None, _WORDS_OF_SPEECH)) > _WORDS_OF_SPEECH
    )


def _hollow(text: SourceText, heads: list[Head]) -> set[str]:
    """Return the keys of labels with nothing said behind them: headings above other labels."""
    return {
        key_of(head.label)
        for head, after in pairwise(heads)
        if not text.source.text[head.body : after.start].strip()
    }


def _always_hollow(text: SourceText, heads: list[Head]) -> set[str]:
    """Return the keys of labels behind which nothing is ever said: headings above other labels."""
    said = {
        key_of(head.label)
        for head, after in pairwise([*heads, None])
        if head and (after is None or _is_said_between(text, head, after))
    }
    return {key_of(head.label) for head in heads} - said


def _is_said_between(text: SourceText, head: Head, after: Head) -> bool:
    """Tell whether more than facts stands between two heads."""
    if not _is_bare(text, head):
        return True
    lines = [text.line(place) for place in range(head.last + 1, after.first)]
    return any(line.strip() and not is_fact_line(line) for line in lines)


def _bare(text: SourceText, heads: list[Head]) -> set[str]:
    """Return the keys of labels alone on their line, where nearly all have words behind them."""
    bare = [head for head in heads if head.body == text.source.paragraphs[head.last].end]
    return {key_of(head.label) for head in bare} if len(bare) <= _FEW_BARE * len(heads) else set()


def _is_single_speaker(
    text: SourceText, convention: str, head: Head, others: _Others, total: int
) -> bool:
    """Tell whether a label that occurs once is a speaker, beside the `others` that come back."""
    label = head.label
    looks = style(label)
    if looks == "role":
        # `Interviewer's notes` stand alone on a line too.
        is_title = any(word[0].islower() for word in label.split()[1:])
        return not (convention == "name on a line" and is_title)
    if convention == "name on a line" and not head.bold:
        return False
    if looks == "code" and not label.isdigit():
        # `Salme 23` and `Tema 2` are a word and a number as well.
        is_short = sum(map(str.isalpha, label)) <= _SHORT
        return _shape(label) in others.shapes or (is_short and total <= _FEW)
    if looks == "capitals":
        return total <= _FEW or others.has_capitals
    is_too_long = not any(map(_has_case, label)) and len(label.split()) > _WORDS_WITHOUT_CASE
    return (
        looks == "name"
        and not is_too_long
        and not others.all_capitals
        and not _is_a_noun(text, label, 1)
    )


def _is_a_noun(text: SourceText, label: str, count: int) -> bool:
    """Tell whether all of a label's words are also written in small letters: no name is.

    Where there are no capitals, whether they are far more frequent than the label, of `count`.
    """
    words = _WORD.findall(label)
    capitalised = [word for word in words if word[0].isupper()]
    if not _cased(label):
        most = max(_OFTEN, _FAR_MORE * count)
        return all(text.words[word] > most for word in words if word.isalpha())
    return all(text.words[word.lower()] for word in capitalised)


def _has_case(letter: str) -> bool:
    return letter.upper() != letter.lower()


def _shape(label: str) -> str:
    return "X" if len(label) == 1 and label.isupper() else re.sub(r"\d", "0", label)


def _beginning(text: SourceText, heads: list[Head]) -> list[Head]:
    """Return the heads below blank lines, where such lines set blocks apart; else all."""
    apart = [head for head in heads if text.stands_apart(head.first)]
    return apart if len(apart) >= _FEW else heads


def _first_words(text: SourceText, heads: list[Head]) -> set[str]:
    """Return the keys of first words that are speakers: words that seldom stand anywhere else."""
    counts = Counter(key_of(head.label) for head in heads)
    speakers: set[str] = set()
    dashes = sum(text.source.text[head.body : head.body + 1] in "-–—" for head in heads)
    if dashes > len(heads) / 2:
        return speakers
    for head in heads:
        key, label = key_of(head.label), head.label
        is_code = len(label) > 1 and any(sign.isdigit() or sign == "_" for sign in label)
        written = (label,) if is_code or label.isupper() else (label, label.lower(), label.title())
        elsewhere = sum(text.words[word] for word in set(written)) - counts[key]
        comes_back = counts[key] > 1 and (is_code or elsewhere <= counts[key])
        is_usual = counts[key] > len(heads) / 4 and (label.isupper() or style(label) == "role")
        if comes_back or is_usual or (is_code and style(label) == "role"):
            speakers.add(key)
    coded = {key for key in speakers if style(_spelled(heads, key)) in ("role", "code", "capitals")}
    is_coded = sum(counts[key] for key in coded) > _MOSTLY * sum(counts[key] for key in speakers)
    return coded if is_coded else speakers


def _spelled(heads: Iterable[Head], key: str) -> str:
    return next(head.label for head in heads if key_of(head.label) == key)


def _score(
    text: SourceText,
    convention: str,
    heads: tuple[Head, ...],
    others: Sequence[Head],
    beginnings: int,
) -> float:
    """Return 0 to the convention's prior: how sure it is that `heads` are the turns' heads.

    Of how the labels look, how often they come back, how often one follows another, and of one of
    two: that nearly every paragraph has a label, or that nearly all that has the form of a label is
    one that comes back. Answers may run over any number of paragraphs without a label.
    `others` have the form and are no speaker's. `beginnings` is how many lines may begin with a
    first word.
    """
    number = len(heads)
    others_of_form = sum(
        other.start > heads[0].start and (convention in _ANYTHING or not _is_phrase(other.label))
        for other in others
    )
    keys = [key_of(head.label) for head in heads]
    speakers = len(set(keys))
    if convention == "first word":
        rows = max(number, beginnings)
    else:
        rows = sum(place >= heads[0].first for place in text.spoken)
    lines = sum(head.last - head.first for head in heads) + number
    covered = min(1.0, (lines + number * (convention in _ONE_LINE_OF_TWO)) / rows)
    looks = sum(_look(head.label) for head in heads) / number
    repetition = min(1.0, (number - speakers) / (2 * speakers))
    changes = sum(one != other for one, other in pairwise(keys))
    alternation = changes / (number - 1) if speakers > 1 else 0.3
    recurring = repetition * number / (number + others_of_form) if alternation > 0.3 else 0.0
    explained = covered if convention == "first word" else max(covered, recurring)
    if not _is_enough(convention, heads, speakers, explained):
        return 0.0
    before = sum(place < heads[0].first for place in text.spoken)
    if number == speakers and before > len(text.spoken) / 2:
        return 0.0  # what stands once each below a talk are facts about it
    may_be_facts = number > _FEWEST and convention == "name: text"
    if may_be_facts and _are_factual(text.source, heads):
        looks *= _OF_FACTS
    plain = looks if covered < 0.6 else max(looks, 0.6)
    form = 0.25 + 0.25 * repetition + 0.15 * alternation + 0.35 * max(sqrt(covered), recurring)
    score = plain * form * PRIORS[convention]
    is_certain = number >= _ENOUGH_TURNS and min(recurring, repetition, alternation) > _CERTAIN
    is_certain = is_certain and looks > 0.5 and convention not in _ANYTHING
    return max(score, PRIORS[convention] * _RECURRING) if is_certain else score


def _look(label: str) -> float:
    """Return how much a label looks like one; where there are no capitals, any two words may."""
    weight = _WEIGHTS[style(label)]
    is_any = style(label) == "name" and " " in label and not _cased(label)
    return min(weight, _WITHOUT_CASE) if is_any else weight


def _is_enough(convention: str, heads: tuple[Head, ...], speakers: int, covered: float) -> bool:
    number = len(heads)
    certain = all(style(head.label) == "role" for head in heads)
    if convention == "first word":
        enough = number >= (4 if certain else 6)
        are_codes = all(style(head.label) in ("role", "code", "capitals") for head in heads)
        return enough and 2 <= speakers <= number / 2 and (covered >= _NEARLY_ALL or are_codes)
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
