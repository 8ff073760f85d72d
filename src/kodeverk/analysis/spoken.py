"""The words of a transcript's turns, and how many of them a coding covers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kodeverk.analysis.shapes import SPACE, WORD, shape
from kodeverk.model.records import Turn


class SpokenWords:
    """The words in the turns of one text, counted as `kodeverk.analysis.counting` counts them.

    `turns` are in order and do not overlap. `counts` has how many words each has.
    """

    def __init__(self, text: str, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._starts = [turn.start for turn in turns]
        self._ends = [turn.end for turn in turns]
        self._shape = shape(text[turn.start : turn.end] for turn in turns)
        self._shifts: list[int] = []
        place = 1
        for turn in turns:
            self._shifts.append(place - turn.start)
            place += turn.end - turn.start + 1
        self.counts = [
            self._shape.count(WORD, turn.start + shift - 1, turn.end + shift)
            for turn, shift in zip(turns, self._shifts, strict=True)
        ]

    def covered(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """Yield, for each turn that `[start, end)` touches, its speaker and the words covered."""
        first = bisect_right(self._ends, start)
        for place in range(first, bisect_left(self._starts, end, first)):
            turn, shift = self._turns[place], self._shifts[place]
            if turn.start == turn.end:
                continue
            before = turn.start + shift - 1
            if start > turn.start:
                before = self._shape.rfind(SPACE, before, start + shift + 1)
            yield turn.speaker, self._shape.count(WORD, before, min(end, turn.end) + shift)
