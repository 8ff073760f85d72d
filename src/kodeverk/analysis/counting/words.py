"""The words of a transcript's turns, and how many of them a coding covers."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from kodeverk.analysis.counting.shapes import SPACE, WORD, shape
from kodeverk.model.records import Turn


class SpokenWords:
    """The words in the turns of one text, counted as `frequencies` counts them.

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

    def covered(self, start: int, end: int) -> Collection[tuple[str, int]]:
        """Return each speaker whose turns `[start, end)` touches, and how many words it covers."""
        first = bisect_right(self._ends, start)
        after = bisect_left(self._starts, end, first)
        if after - first == 1 and self._starts[first] < self._ends[first]:
            return ((self._turns[first].speaker, self._covered_in(first, start, end)),)
        covered: dict[str, int] = {}
        for place in range(first, after):
            turn = self._turns[place]
            if turn.start < turn.end:
                words = self._covered_in(place, start, end)
                covered[turn.speaker] = covered.get(turn.speaker, 0) + words
        return covered.items()

    def _covered_in(self, place: int, start: int, end: int) -> int:
        shift, begins, ends = self._shifts[place], self._starts[place], self._ends[place]
        before = begins + shift - 1
        if start > begins:
            before = self._shape.rfind(SPACE, before, start + shift + 1)
        return self._shape.count(WORD, before, (end if end < ends else ends) + shift)
