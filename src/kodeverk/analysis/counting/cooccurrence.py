"""Co-occurrence: how often passages of two codes are on the same words, in one turn, or near.

Passages are those of rule 5, of one coder each unless several are counted together. Two of them
meet as `kodeverk.analysis.searching.nearness` tells, which a sweep over them in order finds.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, combinations
from operator import attrgetter
from sys import maxsize
from typing import NamedTuple

from kodeverk.analysis.counting.figures import NOT_CODED
from kodeverk.analysis.counting.transcripts import ALL, CountedTranscript
from kodeverk.analysis.searching.nearness import Near, words_between
from kodeverk.model.records import NOT_INFORMANTS, Code, Role, Turn
from kodeverk.model.text import count_words

_START, _END = attrgetter("start"), attrgetter("end")


class Meetings(NamedTuple):
    """How often two codes occur together; of one code and itself, how many passages it has.

    `meetings` are pairs of a passage of `first` and one of `second` that meet; so many passages of
    each are in one (`first_passages`, `second_passages`), in so many `transcripts`, of those in
    scope that were read for both (`of_transcripts`). Where there are none of these, all figures
    are None, and `reason` is `..`.
    """

    first: str
    second: str
    meetings: int | None
    first_passages: int | None
    second_passages: int | None
    transcripts: int | None
    of_transcripts: int | None
    reason: str | None


@dataclass(slots=True)
class _Pair:
    """What two codes have together; the passages of each in a meeting, by which is first."""

    meetings: int = 0
    first_passages: int = 0
    second_passages: int = 0
    transcripts: set[str] = field(default_factory=set)


_Passage = tuple[int, int, str, int]
"""Where a passage begins and ends, for meeting others, its code and its number."""


class Cooccurrence:
    """Co-occurrence being counted: transcripts are added one by one, then the table is read off.

    `codes` are all codes of the project, in their order; `not_coded` are the (unit, code) that
    nobody has read for. Codings that wait for their place make no 0: where one waits, the unit is
    left out of each two codes that do not meet in it. With a `role` only codings that touch its
    turns count, otherwise those that touch an informant's; they are joined into passages on their
    whole spans. `untouching` codings touch nobody's turn, `unread` ones are of a code that their
    unit is not read for.
    """

    def __init__(
        self,
        codes: Sequence[Code],
        near: Near = "words",
        *,
        not_coded: Iterable[tuple[str, str]] = (),
        role: Role = ALL,
    ) -> None:
        self._codes = [code for code in codes if code.counted]
        self._place = {code.id: place for place, code in enumerate(self._codes)}
        self._near = near
        self._role = role
        self._unread: dict[str, set[str]] = {code.id: set() for code in self._codes}
        for unit, code in not_coded:
            if code in self._unread:
                self._unread[code].add(unit)
        self._units: dict[str, str] = {}
        self._pairs: defaultdict[tuple[str, str], _Pair] = defaultdict(_Pair)
        self._passages: defaultdict[str, int] = defaultdict(int)
        self._in: defaultdict[str, set[str]] = defaultdict(set)
        self._waits: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.unread = self.untouching = 0

    def add(self, counted: CountedTranscript, transcript: str) -> None:
        """Count what is coded in `transcript`: by one coder, or by those who count together.

        Its turns are in order and do not overlap.
        """
        turns = self._own_turns(counted)
        if not counted.coded or (self._role != ALL and not _says_a_word(counted.text, turns)):
            return
        self._units[counted.id] = transcript
        waiting = {code for code, _ in counted.waiting if code in self._place}
        if waiting:
            for code in waiting.difference(coding[0] for coding in counted.codings):
                self._unread[code].add(counted.id)
        passages = self._passages_of(counted, turns)
        numbers = Counter([passage[2] for passage in passages])
        for code, number in numbers.items():
            self._passages[code] += number
            self._in[code].add(transcript)
        here = self._meet(counted, passages, transcript)
        here |= {(code, code) for code in numbers}
        for code in waiting:
            for other in self._place:
                if (pair := self._ordered(code, other)) not in here:
                    self._waits[pair].add(counted.id)

    def table(self) -> Iterator[Meetings]:
        """Yield a row for each code with itself and for each two codes, in their order.

        Codes that are not in use and have no passage have none.
        """
        shown = [code.id for code in self._codes if code.active or self._passages.get(code.id)]
        read_in = cache(self._read_in)
        for first, second in chain(zip(shown, shown, strict=True), combinations(shown, 2)):
            waits = self._waits.get((first, second), set())
            read = read_in(frozenset(self._unread[first] | self._unread[second] | waits))
            if not read:
                yield Meetings(first, second, None, None, None, None, None, NOT_CODED)
            elif first == second:
                number, among = self._passages.get(first, 0), len(self._in.get(first, ()))
                yield Meetings(first, second, number, number, number, among, read, None)
            else:
                pair = self._pairs.get((first, second), _NONE)
                ours, theirs = pair.first_passages, pair.second_passages
                among = len(pair.transcripts)
                yield Meetings(first, second, pair.meetings, ours, theirs, among, read, None)

    def _read_in(self, left: frozenset[str]) -> int:
        """Return in how many transcripts there are units but those that are left out."""
        return len({transcript for unit, transcript in self._units.items() if unit not in left})

    def _own_turns(self, counted: CountedTranscript) -> list[Turn]:
        """Return the turns with characters whose codings count."""
        voices = {
            speaker
            for speaker, voice in counted.voices.items()
            if voice.group is not None
            and (
                voice.role not in NOT_INFORMANTS if self._role == ALL else voice.role == self._role
            )
        }
        return [turn for turn in counted.turns if turn.start < turn.end and turn.speaker in voices]

    def _passages_of(self, counted: CountedTranscript, turns: Sequence[Turn]) -> list[_Passage]:
        """Return the passages of counted codes that were read for, in order of start."""
        starts, ends = [*map(_START, turns), maxsize], [*map(_END, turns)]
        read = {code for code, unread in self._unread.items() if counted.id not in unread}
        passages: list[_Passage] = []
        # There are many: those of a code follow each other, and are joined as they come.
        begun, reached, of = -1, -1, ""
        for code, start, end, _ in sorted(counted.codings):
            if code not in read:
                self.unread += code in self._place
            elif starts[bisect_right(ends, start)] >= end:
                self.untouching += not _touches(counted.turns, start, end)
            elif code == of and start < reached:
                reached = max(end, reached)
            else:
                passages.append((begun, reached, of, len(passages)))
                begun, reached, of = start, end, code
        passages.append((begun, reached, of, len(passages)))
        del passages[0]
        passages.sort()
        return passages

    def _meet(
        self, counted: CountedTranscript, passages: Sequence[_Passage], transcript: str
    ) -> set[tuple[str, str]]:
        """Count the meetings of passages in one unit; return the codes that meet, in order."""
        here: set[tuple[str, str]] = set()
        seen: set[tuple[int, str]] = set()
        for one, other in self._meetings(counted, passages):
            pair = first, second = self._ordered(one[2], other[2])
            together = self._pairs[pair]
            together.meetings += 1
            together.transcripts.add(transcript)
            here.add(pair)
            for passage, with_code in ((one, other[2]), (other, one[2])):
                if (passage[3], with_code) not in seen:
                    seen.add((passage[3], with_code))
                    together.first_passages += passage[2] == first
                    together.second_passages += passage[2] == second
        return here

    def _ordered(self, one: str, other: str) -> tuple[str, str]:
        return (one, other) if self._place[one] < self._place[other] else (other, one)

    def _meetings(
        self, counted: CountedTranscript, passages: Sequence[_Passage]
    ) -> Iterator[tuple[_Passage, _Passage]]:
        if isinstance(self._near, int):
            return _within(counted, passages, self._near)
        if self._near == "turn":
            return _sharing(_extended(counted.turns, passages))
        return _sharing(passages)


_NONE = _Pair()


def _touches(turns: Iterable[Turn], start: int, end: int) -> bool:
    return any(turn.start < end and start < turn.end for turn in turns)


def _says_a_word(text: str, turns: Iterable[Turn]) -> bool:
    return any(count_words(text[turn.start : turn.end]) for turn in turns)


def _sharing(passages: Iterable[_Passage]) -> Iterator[tuple[_Passage, _Passage]]:
    """Yield every two passages of different codes that share a character, given in order."""
    open_ones: list[_Passage] = []
    for passage in passages:
        start, code = passage[0], passage[2]
        open_ones = [one for one in open_ones if one[1] > start]
        for one in open_ones:
            if one[2] != code:
                yield one, passage
        open_ones.append(passage)


def _extended(turns: Sequence[Turn], passages: Iterable[_Passage]) -> list[_Passage]:
    """Return passages, in order, with all of the turns they touch: in one turn they then share it.

    A character outside all turns is in what is extended only if it was in the passage.
    """
    starts, ends = [*map(_START, turns)], [*map(_END, turns)]
    extended: list[_Passage] = []
    for start, end, code, number in passages:
        first, after = bisect_right(ends, start), bisect_left(starts, end)
        if first < after:
            extended.append((min(start, starts[first]), max(end, ends[after - 1]), code, number))
        else:
            extended.append((start, end, code, number))
    extended.sort()
    return extended


def _within(
    counted: CountedTranscript, passages: Iterable[_Passage], most: int
) -> Iterator[tuple[_Passage, _Passage]]:
    """Yield every two passages of different codes with at most so many words between them."""
    between = words_between(counted.text, counted.turns)
    by_end: list[tuple[int, _Passage]] = []
    for passage in passages:
        start, code = passage[0], passage[2]
        for end, one in reversed(by_end):
            # The further two are apart the more words are between: all others have too many.
            if end < start and between(end, start) > most:
                break
            if one[2] != code:
                yield one, passage
        insort(by_end, (passage[1], passage))
