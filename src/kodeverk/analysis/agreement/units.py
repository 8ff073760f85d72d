"""The units that coders are compared on, and which of them a coder coded.

Units are numbered over all that is compared in a transcript, in order: characters, words, sentences
or turns of those who speak there, or the transcript as one. A unit other than a character is coded
where one whole word of it is; a transcript, where one of its turns is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, get_args

from kodeverk.model.records import Turn
from kodeverk.model.sentences import sentences
from kodeverk.model.text import Span, words

UnitKind = Literal["turn", "character", "word", "sentence", "transcript"]
UNITS: tuple[UnitKind, ...] = get_args(UnitKind)
PartKind = Literal["turn", "character", "word", "sentence"]

_WORD = re.compile(r"(?<!\S)\S*?[^\W_]\S*")


@dataclass(frozen=True, slots=True)
class CodedUnits:
    """How many units there are, and the ranges of those that each coder gave each code."""

    count: int
    by_coder: Mapping[str, Mapping[str, Sequence[Span]]]

    def as_one(self) -> "CodedUnits":
        """Return them all as one unit, coded where any of them is."""
        one = [Span(0, 1)]
        return CodedUnits(
            min(self.count, 1),
            {
                coder: {code: one for code, ranges in by_code.items() if ranges}
                for coder, by_code in self.by_coder.items()
            },
        )


class Units:
    """The parts of one kind in the `turns` compared of a text, in order; `count` is how many."""

    def __init__(self, kind: PartKind, text: str, turns: Sequence[Turn]) -> None:
        self.kind = kind
        self._text = text
        parts = [part for turn in turns for part in _parts(kind, text, turn)]
        self._starts = [start for start, _ in parts]
        self._ends = [end for _, end in parts]
        if kind == "character":
            lengths = (end - start for start, end in parts)
            self._before = list(accumulate(lengths, initial=0))
            self.count = self._before[-1]
        else:
            self.count = len(parts)

    def coded(self, passages: Iterable[tuple[int, int]]) -> list[Span]:
        """Return the ranges of units that one coder's passages of a code cover.

        Passages are in order, and no two share a character; ranges are half-open, in order, and do
        not overlap.
        """
        covered = self._characters if self.kind == "character" else self._with_words
        ranges = [units for passage in passages if (units := covered(*passage))]
        return list(_joined(ranges)) if len(ranges) > 1 else ranges

    def _characters(self, start: int, end: int) -> Span | None:
        first, last = self._touched(start, end)
        if first > last:
            return None
        return Span(
            self._before[first] + max(0, start - self._starts[first]),
            self._before[last] + min(end, self._ends[last]) - self._starts[last],
        )

    def _with_words(self, start: int, end: int) -> Span | None:
        first, last = self._touched(start, end)
        # What lies wholly in the span has its words in it: only those at its ends may not.
        if first <= last and not self._has_word(first, start, end):
            first += 1
        if first < last and not self._has_word(last, start, end):
            last -= 1
        if first > last or (first == last and not self._has_word(first, start, end)):
            return None
        return Span(first, last + 1)

    def _touched(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last part that shares a character with a span."""
        first = bisect_right(self._ends, start)
        return first, bisect_left(self._starts, end, first) - 1

    def _has_word(self, place: int, start: int, end: int) -> bool:
        """Tell whether a whole word of a part lies in `[start, end)`."""
        part_start, part_end = self._starts[place], self._ends[place]
        if start <= part_start and part_end <= end:
            return True
        word = _WORD.search(self._text, max(start, part_start), part_end)
        return word is not None and word.end() <= end


def _parts(kind: PartKind, text: str, turn: Turn) -> Iterator[Span]:
    """Yield the parts of a turn that are units; only of characters one may hold no word."""
    match kind:
        case "character":
            yield Span(turn.start, turn.end)
        case "word":
            yield from words(text, turn.start, turn.end)
        case "sentence":
            spoken = sentences(text, turn.start, turn.end)
            yield from (one for one in spoken if _WORD.search(text, *one))
        case "turn":
            if _WORD.search(text, turn.start, turn.end):
                yield Span(turn.start, turn.end)


def _joined(ranges: Sequence[Span]) -> Iterator[Span]:
    """Yield ranges in order, those that overlap as one."""
    reached = ranges[0]
    for following in ranges[1:]:
        if following.start >= reached.end:
            yield reached
            reached = following
        else:
            reached = Span(reached.start, max(reached.end, following.end))
    yield reached
