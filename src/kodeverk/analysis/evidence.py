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

from kodeverk.analysis.conventions import HEADS, SIGNS, Head
from kodeverk.analysis.labels import (
    is_backchannel,
    is_event,
    is_fact,
    is_heading_row,
    is_remark,
    key_of,
    style,
)
from kodeverk.analysis.roles import guess_role
from kodeverk.model.source import Source

_WORD = re.compile(r"\w(?:[\w.'’-]*\w)?")
_WEIGHTS = {"role": 1.0, "code": 1.0, "capitals": 0.9, "name": 0.8, "plain": 0.3}
PRIORS = {
    "voice": 1.2,
    "time and name": 1.1,
    "name and time": 1.1,
    "name: text": 1.0,
    "[name] text": 0.95,
    "name<TAB>text": 0.95,
    "bold name": 0.9,
    "name on a line": 0.9,
    "name - text": 0.85,
    "first word": 0.8,
}
"""The most a convention's score can be, the best first, for when equally many labels speak for two.

What a format or a time marks is meant as a label; what stands alone or before a dash need not be.
"""
_ONE_LINE_OF_TWO = ("name and time", "time and name", "name on a line")
_NEARLY_ALL = 0.9
_SHORT = 3
"""Up to so many characters a label is an abbreviation, and a name initials."""
_FEW = 12
"""Up to so many heads a file is short: a label that occurs once is no exception in it."""


class Text:
    """A source with what all conventions ask of it."""

    def __init__(self, source: Source) -> None:
        self.source = source
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
        """How often each word occurs, as it is written."""
        return Counter(_WORD.findall(self.source.text))

    @cached_property
    def cover(self) -> int:
        """The number of the first paragraph behind the cover page, 0 when there is none.

        A cover page is what stands before the last fact such as `Dato:` at the head of the file, up
        to the first long paragraph, sentence behind a label, or label that comes back; with what
        else stands above the next blank line under labels that never come back; and behind that, or
        without it, lines such as `Interviewer: Kari Nordmann`, when other labels follow.
        """
        after = 0
        seen: set[str] = set()
        for place in self.spoken[:60]:
            paragraph = self.source.paragraphs[place]
            head = self._labelled(place)
            if paragraph.cue is not None or paragraph.end - paragraph.start > 250:
                break
            if head is not None:
                key = key_of(head.label)
                is_known = is_fact(head.label)
                if key in seen or (not is_known and self._is_sentence(head)):
                    break
                seen.add(key)
                if is_known:
                    after = place + 1
        return self._behind_named_persons(self._behind_block(after))

    def _behind_block(self, after: int) -> int:
        """Return the number of the blank paragraph that ends the facts before `after`, if any."""
        paragraphs = self.source.paragraphs
        place = after
        while 0 < place < len(paragraphs) and paragraphs[place].start < paragraphs[place].end:
            head = self._labelled(place)
            is_fact_too = (
                head is not None
                and style(head.label) in ("name", "plain")
                and not self._is_sentence(head)
                and self.source.text.count(f"\n{head.label}") == 1
            )
            if not is_fact_too:
                return after
            place += 1
        # What runs to the end of the file is no block of facts above a talk.
        return place if place < len(paragraphs) else after

    def _behind_named_persons(self, after: int) -> int:
        persons: list[Head] = []
        for place in (place for place in self.spoken if place >= after):
            head = self._labelled(place)
            if head is None or not self._introduces(head):
                break
            persons.append(head)
        labels = {key_of(head.label) for head in persons}
        if len(labels) < len(persons) or (len(persons) < 2 and not after):
            return after
        later = {
            key_of(head.label)
            for place in self.spoken
            if persons and place > persons[-1].last
            if (head := self._labelled(place)) is not None
        }
        return persons[-1].last + 1 if persons and len(later) > 1 else after

    def _labelled(self, place: int) -> Head | None:
        source = self.source
        return HEADS["name: text"](source, place) or HEADS["name<TAB>text"](source, place)

    def _value(self, head: Head) -> str:
        return self.source.text[head.body : self.source.paragraphs[head.last].end].strip()

    def _is_sentence(self, head: Head) -> bool:
        value = self._value(head)
        return value.endswith(("?", "!")) or (value.endswith(".") and len(value.split()) > 3)

    def _introduces(self, head: Head) -> bool:
        """Tell whether a label and what stands behind it say who somebody is, and are no answer.

        `Intervjuer: Kari Nord`, `Intervjuer: KN`, and in a legend `V: veileder`.
        """
        value = self._value(head)
        words = value.split()
        if len(head.label) <= _SHORT:
            return len(words) == 1 and value.isalpha() and guess_role(value) != "unknown"
        is_name = all(word[0].isupper() and word[-1].isalnum() for word in words)
        is_initials = len(words) == 1 and len(value) <= _SHORT and value.isupper()
        return style(head.label) == "role" and is_name and (2 <= len(words) <= 4 or is_initials)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One convention as a file follows it: its speakers' heads, and how well, at most the prior.

    `doubted` are heads that look like a speaker's and were not taken for one.
    """

    convention: str
    heads: tuple[Head, ...]
    score: float
    doubted: tuple[Head, ...] = ()


def best(text: Text, conventions: Collection[str]) -> Candidate:
    """Return how the file follows the one of `conventions` that it follows best."""
    leading = Candidate("", (), 0.0)
    for convention, most in PRIORS.items():
        if leading.score >= most:
            break
        if convention in conventions:
            candidate = weigh(text, convention)
            if candidate.score > leading.score or not leading.convention:
                leading = candidate
    return leading


def weigh(text: Text, convention: str) -> Candidate:
    """Return how the file follows `convention` (a key of HEADS)."""
    if convention in SIGNS and not any(sign in text.source.text for sign in SIGNS[convention]):
        return Candidate(convention, (), 0.0)
    found = [
        head for place in text.spoken if (head := HEADS[convention](text.source, place)) is not None
    ]
    if convention == "voice":
        return Candidate(convention, tuple(found), PRIORS[convention] if found else 0.0)
    possible = [
        head
        for head in found
        if head.first >= text.cover
        and not _is_no_name(head.label)
        and not (convention == "name<TAB>text" and is_heading_row(text.line(head.first)))
    ]
    marked = _as_marked(possible)
    if convention == "first word":
        speakers = _first_words(text, marked)
    else:
        speakers = _speakers(text, convention, marked)
    heads = tuple(head for head in marked if key_of(head.label) in speakers)
    doubted = tuple(head for head in possible if key_of(head.label) not in speakers)
    score = _score(text, convention, heads) if heads else 0.0
    return Candidate(convention, heads, score, doubted)


def _is_no_name(label: str) -> bool:
    if is_fact(label) or is_remark(label) or is_event(label):
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


def _speakers(text: Text, convention: str, heads: list[Head]) -> set[str]:
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
    others = [spelling[key] for key in accepted]
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


def _hollow(text: Text, heads: list[Head]) -> set[str]:
    """Return the keys of labels with nothing said behind them: headings above other labels."""
    return {
        key_of(head.label)
        for head, after in pairwise(heads)
        if not text.source.text[head.body : after.start].strip()
    }


def _is_single_speaker(
    text: Text, convention: str, head: Head, accepted: list[str], total: int
) -> bool:
    """Tell whether a label that occurs once is a speaker, beside the labels `accepted`."""
    label = head.label
    looks = style(label)
    if looks == "role":
        return True
    if convention == "name on a line" and not head.bold:
        return False
    if looks == "code" and not label.isdigit():
        return total <= _FEW or _shape(label) in {_shape(other) for other in accepted}
    if looks == "capitals":
        return total <= _FEW or any(style(other) == "capitals" for other in accepted)
    if looks == "name":
        capitals = bool(accepted) and all(other.isupper() for other in accepted)
        return not capitals and not _is_a_noun(text, label)
    return False


def _is_a_noun(text: Text, label: str) -> bool:
    """Tell whether all of a label's words are also written in small letters: no name is."""
    capitalised = [word for word in _WORD.findall(label) if word[0].isupper()]
    return all(text.words[word.lower()] for word in capitalised)


def _shape(label: str) -> str:
    return re.sub(r"\d", "0", label)


def _first_words(text: Text, heads: list[Head]) -> set[str]:
    """Return the keys of first words that are speakers: words that seldom stand anywhere else."""
    counts = Counter(key_of(head.label) for head in heads)
    speakers: set[str] = set()
    if len(heads) < _NEARLY_ALL * _rows(text, 0):
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


def _score(text: Text, convention: str, heads: tuple[Head, ...]) -> float:
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
    covered = min(1.0, number * (2 if convention in _ONE_LINE_OF_TWO else 1) / rows)
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
    if convention in ("name - text", "name<TAB>text", "bold name", "[name] text"):
        return speakers > 1 and (covered >= 0.3 or certain)
    return True


def _rows(text: Text, first: int) -> int:
    """Return how many lines from paragraph `first` on are not indented: utterances begin there."""
    source = text.source
    return sum(
        place >= first and not source.text[source.paragraphs[place].start].isspace()
        for place in text.spoken
    )
