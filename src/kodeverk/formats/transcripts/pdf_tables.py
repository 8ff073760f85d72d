"""Tables whose cells a page of a PDF parts by lines, read row by row and cell by cell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from typing import NamedTuple

from kodeverk.formats.transcripts.pdf_lines import LABEL, joined, words_known
from kodeverk.formats.transcripts.pdf_rows import Cell, PageRow, rows_of, shows_blanks
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


def page_rows(page: PageDrawing) -> list[PageRow]:
    """Return the rows of a page from above, those of its tables with all their cells.

    The lines of a cell are joined; what stands below a line that was ended is one of its own.
    """
    has_blanks = shows_blanks(page.runs)
    loose = page.runs
    found: list[PageRow] = []
    for boxes in _tables(page.rules):
        inside, outside = _placed(loose, boxes)
        if sum(any(run.text.strip() for run in runs) for runs in inside) < 2:
            continue
        loose = outside
        found += _table_rows(boxes, inside, has_blanks)
    if not found:
        return rows_of(loose, has_blanks)
    others = rows_of([run for run in loose if not run.is_turned], has_blanks)
    turned = rows_of([run for run in loose if run.is_turned], has_blanks)
    return sorted([*found, *others], key=lambda row: -row.y) + turned


def over_pages(
    pages: Sequence[Sequence[PageRow]],
) -> tuple[list[list[PageRow]], list[tuple[str, int]]]:
    """Return the pages with the tables that go on over their ends in one, and what was left out.

    The head of a table that comes back is left out; a row whose first cell is empty goes on with
    the last row of the page before.
    """
    whole: list[list[PageRow]] = []
    heads: Counter[str] = Counter()
    last: PageRow | None = None
    for page in pages:
        rows = list(page)
        if last is not None and last.is_of_table and rows and rows[0].is_of_table:
            if rows[0].text in heads:
                heads[rows[0].text] += 1
                del rows[0]
            if rows and _continues(last, rows[0]):
                into = next(page for page in reversed(whole) if page)
                into[-1] = _in_one(last, rows.pop(0))
                last = into[-1]
        for row in rows:
            if row.is_of_table and not (last and last.is_of_table):
                heads.setdefault(row.text, 0)
            last = row
        whole.append(rows)
    return whole, [(text, times) for text, times in heads.items() if times]


def _continues(last: PageRow, first: PageRow) -> bool:
    """Tell whether the first row of a page is the rest of the last row of the page before."""
    same = first.is_of_table and len(last.cells) == len(first.cells)
    return same and not first.cells[0].text


def _in_one(row: PageRow, rest: PageRow) -> PageRow:
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


def _table_rows(
    boxes: Sequence[_Box], inside: Sequence[Sequence[TextRun]], has_blanks: bool
) -> Iterator[PageRow]:
    lines = [rows_of(runs, has_blanks) for runs in inside]
    known = words_known(line.text for cell in lines for line in cell)
    for number in sorted({box.row for box in boxes}):
        there = [(box, cell) for box, cell in zip(boxes, lines, strict=True) if box.row == number]
        firsts = [cell[0] for _, cell in there if cell]
        if firsts:
            cells = tuple(_cell(box, cell, known) for box, cell in there)
            y = max(line.y for line in firsts)
            yield PageRow(cells, y, max(line.height for line in firsts), len(cells) > 1)


def _cell(box: _Box, lines: Sequence[PageRow], known: set[str]) -> Cell:
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
    return Cell(text, min(bold, len(text)), box.left, box.right)


def _is_ended(line: PageRow, following: PageRow, longest: float) -> bool:
    """Tell whether the next line's first word would have stood on a line, had that gone on."""
    width = line.end - line.x
    if line.text.endswith(_ENDS) and LABEL.match(following.text):
        return True
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

    A program that draws each cell's lower side alone parts the columns by nothing else.
    """
    pieces: dict[float, list[Rule]] = {}
    for rule in rules:
        if rule.is_level:
            pieces.setdefault(round(rule.low), []).append(rule)
    joints: dict[float, list[float]] = {}
    for low, there in pieces.items():
        there.sort()
        for rule, following in pairwise(there):
            if abs(following.left - rule.right) <= _JOINT:
                joints.setdefault(round(following.left), []).append(low)
    for across, lows in joints.items():
        if len(lows) >= _FEWEST_JOINTS:
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
