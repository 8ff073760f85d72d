"""The turns of a reading while somebody says what single lines of it are."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NoReturn

from kodeverk.analysis.recognition.decision.blocks import (
    Block,
    are_parted,
    begun,
    resuming,
    trimmed,
)
from kodeverk.analysis.recognition.doubts.labels_of_blocks import doubts_of_labels
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.analysis.recognition.zones.outside import Outside
from kodeverk.errors import BadInput
from kodeverk.model.source import Source

_BEGINS = attrgetter("label_start")
_PLACE = attrgetter("place")


class ChangedTurns:
    """The `blocks` of a reading and what lies `outside`, both in order, as answers change them.

    `outside_at` is where the paragraphs outside begin.
    """

    def __init__(self, source: Source, reading: Recognition) -> None:
        self.source = source
        self.blocks = [*reading.blocks]
        self.outside = [*reading.outside]
        self.outside_at = [*reading.outside_at]
        self._of_nobody = {block.start for block in reading.blocks if block.label is None}

    def of(self, reading: Recognition) -> Recognition:
        """Return `reading` with these blocks, and with what is odd about their labels now."""
        if self.blocks == [*reading.blocks] and self.outside == [*reading.outside]:
            return reading
        before = doubts_of_labels(reading.blocks, reading.stated)
        kept = [doubt for doubt in reading.doubts if doubt not in before]
        return replace(
            reading,
            blocks=tuple(self.blocks),
            turns=_turns(reading, self.blocks),
            doubts=(*kept, *doubts_of_labels(self.blocks, reading.stated)),
            outside=tuple(self.outside),
            outside_at=tuple(self.outside_at),
        )

    def put(self, first: int, until: int, blocks: Sequence[Block]) -> None:
        """Put `blocks` in the place of those from `first` to `until`, half-open."""
        self.blocks[first:until] = blocks
        near = slice(max(first - 1, 0), first + len(blocks) + 1)
        self.blocks[near] = resuming(self.blocks[near], self.outside_at)

    def leave_out(self, paragraph: Outside) -> None:
        """Let a paragraph lie outside."""
        insort(self.outside, paragraph)
        insort(self.outside_at, self.source.paragraphs[paragraph.place].start)

    def take_in(self, place: int) -> None:
        """Let the paragraph at `place` lie outside no longer, if it does."""
        number = self.number_outside(place)
        if number is not None:
            del self.outside[number], self.outside_at[number]

    def number_outside(self, place: int) -> int | None:
        """Return the number among those outside of the paragraph at `place`, if it is one."""
        number = bisect_left(self.outside, place, key=_PLACE)
        is_there = number < len(self.outside) and self.outside[number].place == place
        return number if is_there else None

    def span_of(self, line: int) -> tuple[int, int]:
        """Return the span of a line, counted from 1. Raises BadInput where the file has none."""
        if not 0 < line <= len(self.source.paragraphs):
            refuse(line, "the file does not have so many")
        paragraph = self.source.paragraphs[line - 1]
        return paragraph.start, paragraph.end

    def words_of(self, line: int) -> tuple[int, int]:
        """Return the span of the words of a line. Raises BadInput where it has none."""
        start, end = trimmed(self.source, *self.span_of(line))
        if start == end:
            refuse(line, "it is empty")
        return start, end

    def beginning_in(self, line: int) -> int | None:
        """Return the number of the block that begins a turn in `line`."""
        start, end = self.span_of(line)
        return next((n for n in self._from(start, max(end, 1)) if not self.blocks[n].resumes), None)

    def begun_with(self, start: int, end: int) -> int | None:
        """Return the number of the block whose label, or first words below it, stand in a line.

        So of a turn that was nobody's, though no label tells where that begins.
        """
        first = bisect_left(self.blocks, start, key=_BEGINS)
        above = [first - 1] if first and self.blocks[first - 1].start == start else []
        for n in (*above, *self._from(start, end)):
            block = self.blocks[n]
            if is_labelled(block) or (block.label is None and block.start in self._of_nobody):
                return n
        return None

    def behind(self, start: int) -> int:
        """Return the number of the first block that begins behind `start`."""
        return bisect_right(self.blocks, start, key=_BEGINS)

    def reached(self, start: int, end: int) -> tuple[int, int]:
        """Return the numbers, half-open, of the blocks that reach into a span."""
        return bisect_right(self.blocks, start, key=_end), bisect_left(
            self.blocks, end, key=_BEGINS
        )

    def parts_of(self, block: Block, start: int, end: int) -> tuple[list[Block], list[Block]]:
        """Return what of a block stands before a span, its label too, and behind it, if any."""
        # A label may reach into the span, and what is said begin behind it.
        label_end = trimmed(self.source, block.label_start, min(block.label_end, start))[1]
        said_from, said_to = label_end, label_end
        if block.start <= start:
            said_from, said_to = trimmed(self.source, block.start, start)
        above = block._replace(label_end=label_end, start=said_from, end=said_to)
        at, until = trimmed(self.source, max(end, block.start), max(end, block.end))
        below = Block(block.label, at, at, at, until)
        return [above] if block.label_start < start else [], [below] if at < until else []

    def resumed_by(self, label: str | None, first: int) -> list[Block]:
        """Return the blocks from `first` on that go on with a turn, as those of `label`."""
        resumed = []
        for block in self.blocks[first:]:
            if not block.resumes:
                break
            resumed.append(block._replace(label=label))
        return resumed

    def _from(self, start: int, end: int) -> Iterator[int]:
        """Yield the numbers of the blocks that begin in a span."""
        first = bisect_left(self.blocks, start, key=_BEGINS)
        for n in range(first, len(self.blocks)):
            if self.blocks[n].label_start >= end:
                break
            yield n


def _turns(reading: Recognition, blocks: Sequence[Block]) -> int:
    """Return how many turns `reading` has with other blocks; where nobody is named, the labelled.

    That is how it counts them.
    """
    if not reading.turns:
        return begun(block for block in blocks if block.label is not None)
    return reading.turns - begun(reading.blocks) + begun(blocks)


def run_together(blocks: Iterable[Block], outside_at: Sequence[int]) -> list[Block]:
    """Return the blocks, as one where a speaker goes on without a label or interlude between."""
    together: list[Block] = []
    for block in blocks:
        before = together[-1] if together else None
        goes_on = before and before.label == block.label and not is_labelled(block)
        if before and goes_on and not are_parted(before, block, outside_at):
            together[-1] = before._replace(end=block.end)
        else:
            together.append(block)
    return together


def is_labelled(block: Block) -> bool:
    """Tell whether a label, or a time or sign in its place, stands at the head of a block."""
    return block.label_start < block.label_end


def refuse(line: int, why: str) -> NoReturn:
    """Raise BadInput: that cannot be said of a line."""
    raise BadInput(f"line {line}: {why}", "See its lines: kodeverk recognise FILE")


def _end(block: Block) -> int:
    return max(block.label_end, block.end)
