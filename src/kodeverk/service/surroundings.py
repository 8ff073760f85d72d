"""What stands around a passage: some words, or whole turns, with the names of who speaks there."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kodeverk.analysis.counting.passages import mask
from kodeverk.model.records import Turn
from kodeverk.model.text import Span, words


class Context(NamedTuple):
    """How much stands before and after a passage: so many words.

    With `turns` whole turns instead: its own, and so many more.
    """

    words: int = 10
    turns: int | None = None


NARROW = Context()


class Surroundings:
    """A text with its turns and the spans withheld of it; `names` stand for labels, by speaker."""

    def __init__(
        self, text: str, turns: Sequence[Turn], names: Mapping[str, str], hidden: Sequence[Span]
    ) -> None:
        self._text, self._turns, self._names, self._hidden = text, turns, names, hidden
        self._starts = [turn.start for turn in turns]
        self._ends = [turn.end for turn in turns]

    def of(self, span: Span, context: Context) -> tuple[str, str]:
        """Return what stands before a passage, and what stands after it."""
        begin, end = self.around(span, context)
        return self._said(begin, span.start), self._said(span.end, end)

    def around(self, span: Span, context: Context) -> Span:
        """Return a passage with what stands around it."""
        if context.turns is not None:
            return Span(*self._turns_around(span, context.turns))
        before = self._words_before(span.start, context.words)
        return Span(before, self._words_after(span.end, context.words))

    def _words_before(self, offset: int, wanted: int) -> int:
        begin = offset
        for turn in reversed(self._turns[: bisect_left(self._starts, offset)]):
            if wanted <= 0:
                break
            there = [*words(self._text, turn.start, min(turn.end, offset))][-wanted:]
            wanted -= len(there)
            begin = there[0].start if there else begin
        return begin

    def _words_after(self, offset: int, wanted: int) -> int:
        end = offset
        for turn in self._turns[bisect_right(self._ends, offset) :]:
            if wanted <= 0:
                break
            there = [*words(self._text, max(turn.start, offset), turn.end)][:wanted]
            wanted -= len(there)
            end = there[-1].end if there else end
        return end

    def _turns_around(self, span: Span, more: int) -> tuple[int, int]:
        first = bisect_right(self._ends, span.start)
        after = bisect_left(self._starts, span.end)
        around = self._turns[max(first - more, 0) : after + more]
        if not around:
            return span
        return min(span.start, around[0].label_start), max(span.end, around[-1].end)

    def _said(self, begin: int, end: int) -> str:
        """Return what is said between two offsets, with names where somebody begins to speak."""
        pieces = []
        for turn in self._turns[bisect_right(self._starts, begin) :]:
            if turn.label_start >= end:
                break
            if turn.label_start >= begin and turn.label_start < turn.label_end:
                pieces += [mask(self._text, begin, turn.label_start, self._hidden)]
                pieces += [f"{self._names[turn.speaker]}: "]
                begin = min(turn.start, end)
        return "".join([*pieces, mask(self._text, begin, end, self._hidden)])
