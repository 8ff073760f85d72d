"""Transcript text as rows of cells: wrapping, and the way from offsets to cells and back.

Rows hold text offsets and nothing else, so that a selection survives any width. Every code point
but those of speaker labels is in exactly one row and has a cell there; a line's LF is a blank cell
at its end, where the caret can stand.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kodeverk.model.passages import body_start, label_spans
from kodeverk.model.records import Turn
from kodeverk.model.text import Span
from kodeverk.tui.graphemes import cells, graphemes, is_plain, next_boundary

NARROWEST = 8
"""The fewest cells a row can have: a TAB, an emoji sequence and the end of a line fit in it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A text wrapped to rows of at most `width` cells.

    Row `r` shows `text[starts[r]:ends[r]]`. `opens` maps the first row of a turn to the turn's
    place in the sequence. A *spacer* is an empty row before a turn; it begins where the next row
    does.
    """

    text: str
    width: int
    starts: "array[int]"
    ends: "array[int]"
    opens: Mapping[int, int]
    spaced: bool

    def __len__(self) -> int:
        return len(self.starts)

    def is_spacer(self, row: int) -> bool:
        """Tell whether `row` only separates two turns."""
        return row + 1 < len(self.starts) and self.starts[row] == self.starts[row + 1]

    def row_of(self, offset: int) -> int:
        """Return the row where `offset` is shown; what a label hides is shown at its body's start.

        The offset just behind a row that ends without an LF before a label belongs to that row.
        """
        row = max(bisect_right(self.starts, offset) - 1, 0)
        end = self.ends[row]
        past = offset > end or (offset == end > self.starts[row] and self.text[end - 1] == "\n")
        if past and row + 1 < len(self.starts):
            row = bisect_right(self.starts, self.starts[row + 1]) - 1
        return row

    def rows_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last row that show something of `text[start:end]`."""
        first = self.row_of(start)
        return first, max(first, bisect_left(self.starts, end) - 1)

    def column_of(self, offset: int) -> tuple[int, int]:
        """Return the row and the column of cells where the grapheme at `offset` is drawn."""
        row = self.row_of(offset)
        start, end = self.starts[row], self.ends[row]
        offset = min(max(offset, start), end)
        if is_plain(self.text, start, end):
            return row, offset - start
        column = 0
        for grapheme in graphemes(self.text, start, end):
            if grapheme.end > offset:
                return row, grapheme.column
            column = grapheme.column + grapheme.cells
        return row, column

    def offset_at(self, row: int, column: int) -> int:
        """Return the offset of the grapheme at a cell, or of the nearest one in that row."""
        start, end = self.starts[row], self.ends[row]
        last = self.last_stop(row)
        if is_plain(self.text, start, end):
            return min(start + max(column, 0), last)
        for grapheme in graphemes(self.text, start, end):
            if column < grapheme.column + grapheme.cells:
                return min(grapheme.start, last)
        return last

    def drawn_at(self, row: int, column: int) -> Span:
        """Return the grapheme drawn at a cell; an empty span where the cell shows none."""
        offset = self.offset_at(row, column)
        end = self.ends[row]
        if offset >= end or self.text[offset] == "\n":
            return Span(offset, offset)
        behind = next_boundary(self.text, offset, end)
        shown = self.column_of(offset)[1]
        if not shown <= column < shown + cells(self.text[offset:behind], shown):
            return Span(offset, offset)
        return Span(offset, behind)

    def last_stop(self, row: int) -> int:
        """Return the last offset of `row` where the caret can stand."""
        start, end = self.starts[row], self.ends[row]
        if start == end:
            return start
        if self.text[end - 1] == "\n":
            return end - 1
        if row + 1 < len(self.starts) and self.starts[row + 1] == end:
            if is_plain(self.text, start, end):
                return end - 1
            *_, last = graphemes(self.text, start, end)
            return last.start
        return end


def lay_out(text: str, turns: Sequence[Turn], width: int, *, spaced: bool = False) -> Layout:
    """Wrap `text` to rows of at most `width` cells (at least `NARROWEST`), each turn on a new row.

    `turns` are in the order of the text. With `spaced`, a turn is separated from what stands
    before it by a blank row, unless the text has one there.
    """
    width = max(width, NARROWEST)
    starts, ends = array("q"), array("q")
    opens: dict[int, int] = {}
    for start, end, turn in _regions(text, turns):
        if turn is not None:
            if spaced and starts and text[starts[-1] : ends[-1]].strip():
                starts.append(start)
                ends.append(start)
            opens[len(starts)] = turn
        for line_start, line_end in _paragraphs(text, start, end):
            for row_start, row_end in _rows(text, line_start, line_end, width):
                starts.append(row_start)
                ends.append(row_end)
    return Layout(text, width, starts, ends, opens, spaced)


def _regions(text: str, turns: Sequence[Turn]) -> Iterator[tuple[int, int, int | None]]:
    """Yield (start, end, turn) of the stretches of text between labels; they share no row."""
    label_of = {span.end: span.start for span in label_spans(text, turns)}
    openings: dict[int, int] = {}
    for place, turn in enumerate(turns):
        openings[body_start(text, turn)] = place
    region_start, opened_by = 0, None
    for opening in sorted(openings):
        region_end = label_of.get(opening, opening)
        if region_start < region_end or opened_by is not None:
            yield region_start, region_end, opened_by
        region_start, opened_by = opening, openings[opening]
    yield region_start, len(text), opened_by


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of a region with their LF; behind the text's last LF is one more, empty."""
    line_start = start
    while (line_end := text.find("\n", line_start, end) + 1) > 0:
        yield line_start, line_end
        line_start = line_end
    if line_start < end or start == end or end == len(text):
        yield line_start, end


def _rows(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield the rows of one line; a row breaks behind the last blank that fits, or at `width`."""
    # Behind a line without an LF the caret needs a cell of its own.
    caret = 0 if text.endswith("\n", start, end) else 1
    if not is_plain(text, start, end):
        yield from _measured_rows(text, start, end, width - caret)
        return
    while end + caret - start > width:
        blank = text.rfind(" ", start, start + width)
        stop = start + width if blank < 0 else blank + 1
        yield start, stop
        start = stop
    yield start, end


def _measured_rows(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield the rows of a line whose graphemes must be measured one by one."""
    place, column, behind_blank = start, 0, start
    while place < end:
        stop = next_boundary(text, place, end)
        taken = cells(text[place:stop], column)
        if column + taken > width:
            place = behind_blank if behind_blank > start else place
            yield start, place
            start, column = place, 0
            continue
        column += taken
        place = stop
        if text[stop - 1] in " \t":
            behind_blank = stop
    yield start, end
