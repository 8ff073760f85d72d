"""Tables whose cells a page of a PDF parts by lines, read row by row and cell by cell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from typing import NamedTuple

from kodeverk.formats.transcripts.pdf_lines import begins_anew, joined, words_known
from kodeverk.formats.transcripts.pdf_rows import Cell, PageRow, rows_of
from kodeverk.formats.transcripts.pdf_runs import PageDrawing, Rule, TextRun

_NEAR = 3.0
"""What is at most so many points apart meets."""
_SHORT = 0.7
"""A line of a cell that with the next line's first word stays under this share of the longest was
ended."""
_ENDS = tuple(".?!…:;")
_JOINT, _FEWEST_JOINTS = 1.0, 3
"""Pieces of a line meet within so many points, columns are where they do in so many rows."""
_MOST_SIDES, _MOST_ROWS, _HIGHEST = 100, 1_000, 20_000.0
"""With more upright lines, or lines across, or points of height, it is a picture."""
_SLICE = 50.0
"""Points of height by which cells are looked up."""


class _Line(NamedTuple):
    """Lines at one height, or upright at one place: `spans` are from where to where they run."""

    at: float
    spans: tuple[tuple[float, float], ...]

    def covers(self, begin: float, end: float) -> bool:
        """Tell whether a line runs from one place to another, but for their rims."""
        return any(low - _NEAR <= begin and end <= high + _NEAR for low, high in self.spans)

    def within(self, low: float, high: float) -> "_Line":
        """Return the line with what runs between two places."""
        return _Line(self.at, tuple((a, b) for a, b in self.spans if low <= a and b <= high))


class _Box(NamedTuple):
    """A cell of a table; `row` is the number of the row it stands in, from above."""

    left: float
    low: float
    right: float
    high: float
    row: int

    def holds(self, run: TextRun) -> bool:
        """Tell whether the middle of what is shown is in the cell."""
        across, up = run.middle
        return self.left <= across <= self.right and self.low <= up <= self.high


def drawn_tables(page: PageDrawing, has_blanks: bool) -> tuple[list[PageRow], list[TextRun]]:
    """Return the rows of the tables that a page draws, and what it shows outside them."""
    outside = page.runs
    rows: list[PageRow] = []
    for boxes in _tables(page.rules):
        inside, others = _placed(outside, boxes)
        if sum(any(run.text.strip() for run in runs) for runs in inside) < 2:
            continue
        outside = others
        table: dict[int, list[list[TextRun]]] = {}
        for box, runs in zip(boxes, inside, strict=True):
            table.setdefault(box.row, []).append(runs)
        rows += table_rows(table.values(), has_blanks)
    return rows, outside


def table_rows(table: Iterable[Sequence[Sequence[TextRun]]], has_blanks: bool) -> Iterator[PageRow]:
    """Yield the rows of a table, given by what each of their cells shows, that show something.

    The lines of a cell are joined; what stands below a line that was ended is one of its own.
    """
    rows = [[rows_of(runs, has_blanks) for runs in cells] for cells in table]
    known = words_known(line.text for row in rows for lines in row for line in lines)
    for row in rows:
        firsts = [lines[0] for lines in row if lines]
        if firsts:
            cells = tuple(_cell(lines, known) for lines in row)
            y = max(line.y for line in firsts)
            yield PageRow(cells, y, max(line.height for line in firsts), len(cells) > 1)


def over_pages(
    pages: Sequence[Sequence[PageRow]],
) -> tuple[list[list[PageRow]], list[tuple[str, int]]]:
    """Return the pages with the tables that go on over their ends in one, and what was left out.

    The head of a table that comes back is left out; a row whose first cell is empty goes on with
    the last row of the page before.
    """
    heads = _heads(pages)
    left_out: Counter[str] = Counter()
    whole: list[list[PageRow]] = []
    last: PageRow | None = None
    for page in pages:
        rows = list(page)
        if last is not None and last.is_of_table and rows and rows[0].is_of_table:
            if rows[0].text in heads:
                left_out[rows.pop(0).text] += 1
            if rows and _continues(last, rows[0]):
                into = next(page for page in reversed(whole) if page)
                into[-1] = in_one(last, rows.pop(0))
        whole.append(rows)
        last = next((page[-1] for page in reversed(whole) if page), None)
    return whole, list(left_out.items())


def _heads(pages: Sequence[Sequence[PageRow]]) -> set[str]:
    """Return the first rows of tables that head their columns: no row begins as they do."""
    rows = [row for page in pages for row in page]
    begins = Counter(row.cells[0].text for row in rows if row.is_of_table)
    same = Counter(row.text for row in rows if row.is_of_table)
    firsts = [
        row
        for before, row in pairwise([None, *rows])
        if row is not None and row.is_of_table and not (before and before.is_of_table)
    ]
    return {
        row.text
        for row in firsts
        if begins[row.cells[0].text] == same[row.text]
        and not any(cell.text.endswith((*_ENDS, ",")) for cell in row.cells)
    }


def _continues(last: PageRow, first: PageRow) -> bool:
    """Tell whether the first row of a page is the rest of the last row of the page before."""
    same = first.is_of_table and len(last.cells) == len(first.cells)
    return same and not first.cells[0].text


def in_one(row: PageRow, rest: PageRow) -> PageRow:
    """Return a row of a table whose cells go on in the cells of another."""
    cells = []
    for cell, more in zip(row.cells, rest.cells, strict=True):
        if not (cell.text and more.text):
            between = ""
        elif cell.text.endswith(_ENDS) and not more.text[0].islower():
            between = "\n"
        else:
            between = " "
        cells.append(cell._replace(text=cell.text + between + more.text))
    return replace(row, cells=tuple(cells))


def _placed(
    runs: Iterable[TextRun], boxes: Sequence[_Box]
) -> tuple[list[list[TextRun]], list[TextRun]]:
    """Return what is in each cell of a table, and what is in none."""
    inside: list[list[TextRun]] = [[] for _ in boxes]
    outside: list[TextRun] = []
    slices: dict[int, list[int]] = {}
    for place, box in enumerate(boxes):
        for piece in range(int(box.low // _SLICE), int(box.high // _SLICE) + 1):
            slices.setdefault(piece, []).append(place)
    for run in runs:
        near = slices.get(int(run.middle[1] // _SLICE), ())
        at = next((place for place in near if boxes[place].holds(run)), None)
        (outside if at is None or run.is_turned else inside[at]).append(run)
    return inside, outside


def _cell(lines: Sequence[PageRow], known: set[str]) -> Cell:
    text, bold = "", 0
    longest = max((line.end - line.x for line in lines), default=0.0)
    before: PageRow | None = None
    for line in lines:
        words = line.text.replace("\t", " ")
        if before is None:
            text, bold = words, line.bold
        elif _is_ended(before, line, longest):
            text += "\n" + words
        else:
            bold = bold + 1 + line.bold if line.bold and bold == len(text) else bold
            text = joined(text, words, known)
        before = line
    return Cell(text, min(bold, len(text)), lines[0].x if lines else 0.0, longest)


def _is_ended(line: PageRow, following: PageRow, longest: float) -> bool:
    """Tell whether the next line's first word would have stood on a line, had that gone on."""
    if begins_anew(line, following):
        return True
    width = line.end - line.x
    first = following.text.split(None, 1)[0]
    return width + width / len(line.text) * (1 + len(first)) < _SHORT * longest


def _tables(rules: Sequence[Rule]) -> Iterator[list[_Box]]:
    """Yield the cells of each table that is drawn, row by row."""
    level = _lines((rule.low, rule.left, rule.right) for rule in rules if rule.is_level)
    upright = _lines(
        [
            *((rule.left, rule.low, rule.high) for rule in rules if not rule.is_level),
            *_between_joints(rules),
        ]
    )
    for low, high in _united(span for line in upright for span in line.spans):
        sides = [line.within(low, high) for line in upright]
        sides = [line for line in sides if line.spans]
        across = [line for line in level if low - _NEAR <= line.at <= high + _NEAR]
        if len(sides) <= _MOST_SIDES and len(across) <= _MOST_ROWS and high - low <= _HIGHEST:
            yield _boxes(sides, across, low, high)


def _between_joints(rules: Sequence[Rule]) -> Iterator[tuple[float, float, float]]:
    """Yield upright lines that are not drawn: where pieces of level lines meet above others.

    A program that draws each cell's lower side alone parts the columns by nothing else. Where it
    draws others, a cell without a side there goes over several columns.
    """
    pieces: dict[float, list[Rule]] = {}
    drawn: set[float] = set()
    for rule in rules:
        if rule.is_level:
            pieces.setdefault(round(rule.low), []).append(rule)
        else:
            drawn.add(rule.left)
    joints: dict[float, list[float]] = {}
    for low, there in pieces.items():
        there.sort()
        for rule, following in pairwise(there):
            if abs(following.left - rule.right) <= _JOINT:
                joints.setdefault(round(following.left), []).append(low)
    for across, lows in joints.items():
        if len(lows) >= _FEWEST_JOINTS and all(abs(side - across) > _NEAR for side in drawn):
            yield across, min(lows), max(lows)


def _boxes(sides: Sequence[_Line], across: Sequence[_Line], low: float, high: float) -> list[_Box]:
    """Return the cells between upright lines and those across them, of a table from low to high.

    A cell that goes on over several rows has an empty one in all but the first.
    """
    borders = sorted({low, high, *(line.at for line in across)}, reverse=True)
    borders = [at for at in borders if low < at + _NEAR and at - _NEAR < high]
    # A table may be open on its left and on its right.
    ends = [end for line in across for span in line.spans for end in span]
    open_sides = [min(ends), max(ends)] if ends else []
    boxes: list[_Box] = []
    above: dict[tuple[float, float], int] = {}
    for row, (top, bottom) in enumerate(pairwise(borders)):
        lines_above = [line for line in across if abs(line.at - top) <= _NEAR]
        places = [line.at for line in sides if line.covers(bottom, top)]
        here: dict[tuple[float, float], int] = {}
        for left, right in pairwise(_apart([*places, *open_sides])):
            begun = above.get((left, right))
            if begun is None or any(line.covers(left, right) for line in lines_above):
                here[left, right] = len(boxes)
                boxes.append(_Box(left, bottom, right, top, row))
            else:
                here[left, right] = begun
                boxes[begun] = boxes[begun]._replace(low=bottom)
                boxes.append(_Box(left, top, right, top, row))
        above = here
    return boxes


def _lines(rules: Iterable[tuple[float, float, float]]) -> list[_Line]:
    """Return lines of pieces, each with where it is and from where to where it runs."""
    spans: dict[float, list[tuple[float, float]]] = {}
    at = -inf
    for place, begin, end in sorted(rules):
        if place > at + _NEAR:
            at = place
        spans.setdefault(at, []).append((begin, end))
    return [_Line(at, tuple(_united(pieces))) for at, pieces in spans.items()]


def _united(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return spans of which no two meet, in order."""
    united: list[tuple[float, float]] = []
    for begin, end in sorted(spans):
        if united and begin <= united[-1][1] + _NEAR:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((begin, end))
    return united


def _apart(places: Iterable[float]) -> list[float]:
    """Return places of which no two meet, in order."""
    apart: list[float] = []
    for place in sorted(places):
        if not apart or place > apart[-1] + _NEAR:
            apart.append(place)
    return apart
