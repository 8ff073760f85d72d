"""Columns of words that stand beside each other on a page of a PDF, with no line between them.

A page is read from above, row by row. Where the cells of two columns wrap, a row is a piece of
each: then white space across the page has to tell the cells.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from kodeverk.formats.transcripts.pdf_rows import PageRow
from kodeverk.formats.transcripts.pdf_runs import TextRun
from kodeverk.formats.transcripts.pdf_tables import in_one, table_rows

_GUTTER = 0.7
"""Columns are apart by at least so many times the height of their letters."""
_TOUCH = 0.1
"""Letters of a word are apart by at most so many times their height."""
NEAR = 2.5
"""At one place is what begins at most so many points apart."""
FEWEST_ROWS = 3
"""Words begin beside a gutter in at least so many rows."""
_MOST_GUTTERS = 60
"""A page with more places at which words begin is a picture."""
APART = 1.3
"""Cells are apart by more than so many times the distance of two lines."""
ACROSS, _FEWEST_ACROSS = 0.25, 1
"""Where at least this share of the lines with words beside them go on with the line above, and at
least so many, the cells wrap."""
_FEWEST_CERTAIN = 3
"""So many such lines of a band are no accident."""
_SIGN, _LONGEST_NUMBER, _NEARLY_ALL = 3, 5, 0.8
"""A column of which nearly all lines are labels, or signs of so many letters, never wraps."""
_LONGEST_LABEL = 20
_LEAST = 0.5
"""Lines are at least so many points apart."""
_BESIDE = 0.6
"""Words stand beside each other at most so many lines higher or lower."""
_WIDE = 4.0
"""A column in which sentences go on is more than so many lines wide."""
_FULL = 0.9
"""A line that with the next line's first word goes over this share of the widest one is full."""
_MOST_ANEW = 0.2
"""With more cells, for each that is told, that may begin without being told, none are."""
_ENDS = tuple(".?!…:;")

Runs = list[TextRun]


class Unordered(Exception):
    """Nothing tells in which order words are read that stand beside each other."""


class Piece(NamedTuple):
    """Words of one column at one height, from `x` to `end`."""

    text: str
    x: float
    end: float
    y: float

    def goes_on(self, following: "Piece", widest: float) -> bool:
        """Tell whether a sentence goes on in the next line, because this one is full."""
        if self.text.endswith(_ENDS) or not following.text[0].islower():
            return False
        width = self.end - self.x
        first = following.text.split(None, 1)[0]
        return width + width / len(self.text) * (1 + len(first)) >= _FULL * widest


@dataclass(frozen=True, slots=True)
class Band:
    """Lines of a page, from above, that leave `gutters` free: places where columns begin.

    Of the lines that have words beside them and a line above, `beside`, as many as `across` go on
    with that.
    """

    lines: tuple[Runs, ...]
    gutters: tuple[float, ...]
    beside: int
    across: int

    @property
    def wraps(self) -> bool:
        """Whether it is certain that more than one of the columns wraps."""
        return self.across >= max(_FEWEST_CERTAIN, ACROSS * self.beside)


def wraps(bands: Iterable[Band]) -> bool:
    """Tell whether more than one column of these bands seems to wrap."""
    beside = across = 0
    for band in bands:
        beside, across = beside + band.beside, across + band.across
    return across >= max(_FEWEST_ACROSS, ACROSS * beside)


def bands_of(lines: Sequence[Runs], known: Iterable[float] = ()) -> list[Band]:
    """Return the bands of columns among the lines of a page, from above.

    Where columns begin at `known` places, one line is enough.
    """
    words = [words_of(line) for line in lines]
    places = dict.fromkeys(places_of(words), FEWEST_ROWS)
    for place in known:
        for other in [other for other in places if abs(place - other) <= NEAR]:
            del places[other]
        places[place] = 1
    return bands_at(places, lines, words)


def bands_at(
    places: Mapping[float, int], lines: Sequence[Runs], words: Sequence[Runs]
) -> list[Band]:
    """Return the bands of columns that begin at `places`, in so many lines as these say."""
    usual = _line_distance(lines)
    active: list[list[float]] = [[] for _ in lines]
    for gutter, fewest in sorted(places.items()):
        for first, last in _free(words, gutter, fewest, usual):
            for number in range(first, last):
                active[number].append(gutter)
    bands = []
    for gutters, group in groupby(range(len(lines)), key=lambda number: tuple(active[number])):
        numbers = list(group)
        if gutters:
            bands.append(_band(lines[numbers[0] : numbers[-1] + 1], gutters))
    return bands


def words_of(line: Runs) -> Runs:
    """Return a line whose letters, where the file shows each alone, are put together to words.

    By accident some letter of a line stands at any place, though no word begins there.
    """
    words: Runs = []
    for run in line:
        last = words[-1] if words else None
        if last and run.text.strip() and last.text.strip() and _touches(last, run):
            width = run.x + run.width - last.x
            words[-1] = last._replace(text=last.text + run.text, width=width)
        else:
            words.append(run)
    return words


def _touches(run: TextRun, following: TextRun) -> bool:
    return not run.text[-1].isspace() and following.x - run.end <= _TOUCH * run.height


def _line_distance(lines: Sequence[Runs]) -> float:
    distances = [before[0].y - line[0].y for before, line in pairwise(lines)]
    return median(distances) if distances else 0.0


def places_of(lines: Sequence[Runs]) -> list[float]:
    """Return the places, from the left, at which words begin in some lines behind white space."""
    starts: list[float] = []
    for line in lines:
        end = -inf
        for run in line:
            if run.x - end > _GUTTER * run.height:
                starts.append(run.x)
            end = max(end, run.end)
    places: list[list[float]] = []
    for start in sorted(starts):
        if places and start <= places[-1][0] + NEAR:
            places[-1].append(start)
        else:
            places.append([start])
    found = [there[0] for there in places if len(there) >= FEWEST_ROWS]
    return found if len(found) <= _MOST_GUTTERS else []


def _free(
    lines: Sequence[Runs], gutter: float, fewest: int, usual: float
) -> Iterator[tuple[int, int]]:
    """Yield from where to before where lines leave a gutter free, and words begin beside it."""
    least = _GUTTER / 2 if fewest > 1 else 0.0
    begins = [any(abs(run.x - gutter) <= NEAR for run in line) for line in lines]
    left = [any(run.x < gutter - NEAR for run in line) for line in lines]
    crossed = [
        any(run.x < gutter - NEAR and gutter < run.end + least * run.height for run in line)
        for line in lines
    ]
    for is_crossed, group in groupby(range(len(lines)), key=lambda place: crossed[place]):
        places = list(group)
        there = [place for place in places if begins[place]]
        if is_crossed or len(there) < fewest:
            continue
        first, last = there[0], there[-1]
        # A cell beside may be longer, above or below.
        while first > places[0] and lines[first - 1][0].y - lines[first][0].y <= APART * usual:
            first -= 1
        while last < places[-1] and lines[last][0].y - lines[last + 1][0].y <= APART * usual:
            last += 1
        if sum(left[first : last + 1]) >= fewest:
            yield first, last + 1


def _band(lines: Sequence[Runs], gutters: tuple[float, ...]) -> Band:
    columns = [pieces_of(lines, left, right) for left, right in sides_of(gutters)]
    distance = column_distance(columns)
    begun = sorted(piece.y for column in columns if heads_rows(column) for piece in column)
    beside = across = 0
    for number, column in enumerate(columns):
        others = sorted(piece.y for other in columns if other is not column for piece in other)
        behind = (other for other in columns[number + 1 :] if not count_lines(other))
        right = sorted(piece.y for other in behind for piece in other)
        for before, piece, goes_on in followed(column, distance):
            # Read line by line, what goes on alone would be added to the words right above it.
            is_parted = goes_on and is_near(right, before.y, distance)
            if is_parted or is_near(others, piece.y, distance):
                beside += 1
                across += goes_on and not is_near(begun, piece.y, distance)
    return Band(tuple(lines), gutters, beside, across)


def heads_rows(column: Sequence[Piece]) -> bool:
    """Tell whether each line of a column begins a row: a time, a number, a sign, a label.

    Who speaks comes back, again and again.
    """
    times = Counter(piece.text for piece in column)
    heads = [
        len(piece.text) <= _SIGN
        or piece.text.endswith(":")
        or (times[piece.text] >= FEWEST_ROWS and len(piece.text) <= _LONGEST_LABEL)
        or not any(map(str.isalpha, piece.text))
        for piece in column
    ]
    return sum(heads) >= _NEARLY_ALL * len(heads)


def count_lines(column: Sequence[Piece]) -> bool:
    """Tell whether a column holds the numbers of lines: of each, or of every fifth or tenth."""
    told = [piece.text for piece in column if len(piece.text) <= _LONGEST_NUMBER]
    numbers = [int(text) for text in told if text.isdecimal()]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(numbers) == len(column) and len(steps) == 1 and steps <= {1, 5, 10}


def is_near(heights: Sequence[float], y: float, distance: float) -> bool:
    """Tell whether one of some heights, from below, is that of a line."""
    near = bisect_left(heights, y - distance * _BESIDE)
    return near < len(heights) and heights[near] <= y + distance * _BESIDE


def sides_of(gutters: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Yield from where to where each column has its words."""
    return pairwise((-inf, *(gutter - NEAR for gutter in gutters), inf))


def pieces_of(lines: Iterable[Runs], left: float, right: float) -> list[Piece]:
    """Return the words of a column, from above."""
    pieces = []
    for line in lines:
        there = [run for run in line if left <= run.x < right]
        text = " ".join("".join(run.text for run in there).split())
        if text:
            pieces.append(Piece(text, there[0].x, max(run.end for run in there), there[0].y))
    return pieces


def column_distance(columns: Iterable[Sequence[Piece]]) -> float:
    """Return the distance of two lines of a column."""
    distances = [before.y - piece.y for column in columns for before, piece in pairwise(column)]
    distances = sorted(distance for distance in distances if distance > _LEAST)
    # Most are of lines, others of cells.
    return distances[len(distances) // 4] if distances else _LEAST


def followed(column: Sequence[Piece], distance: float) -> Iterator[tuple[Piece, Piece, bool]]:
    """Yield each two lines that stand close, and whether the first goes on in the second.

    What comes back, such as a speaker, is none.
    """
    widest = max((piece.end - piece.x for piece in column), default=0.0)
    is_wide = widest > _WIDE * distance
    times = Counter(piece.text for piece in column)
    for before, piece in pairwise(column):
        if before.y - piece.y <= APART * distance and times[piece.text] == 1:
            yield before, piece, is_wide and before.goes_on(piece, widest)


def has_cells(band: Band) -> bool:
    """Tell whether white space parts the rows of a band."""
    columns = [pieces_of(band.lines, left, right) for left, right in sides_of(band.gutters)]
    return len(row_groups(band.lines, column_distance(columns))) > 1


def band_rows(band: Band, has_blanks: bool, are_told: bool) -> list[PageRow]:
    """Return the rows of a band whose columns wrap, which white space parts.

    `are_told` says that white space tells the cells of such a band, so that it may be a single row.

    Raises Unordered when white space does not tell the cells.
    """
    sides = list(sides_of(band.gutters))
    columns = [pieces_of(band.lines, left, right) for left, right in sides]
    distance = column_distance(columns)
    groups = row_groups(band.lines, distance)
    anew = sum(_may_begin(columns, group, distance) for group in groups)
    if (len(groups) < 2 and not are_told) or anew > _MOST_ANEW * len(groups):
        raise Unordered
    rows: list[PageRow] = []
    for group in groups:
        cells = [[run for line in group for run in line if a <= run.x < b] for a, b in sides]
        for row in table_rows([cells], has_blanks):
            if rows and not row.cells[0].text:
                rows[-1] = in_one(rows[-1], row)
            else:
                rows.append(row)
    return rows


def _may_begin(columns: Sequence[Sequence[Piece]], group: Sequence[Runs], distance: float) -> bool:
    """Tell whether more than one column begins anew inside what white space tells to be a row."""
    high, low = group[0][0].y, group[-1][0].y
    begun: Counter[float] = Counter()
    going: set[float] = set()
    for column in columns:
        times = Counter(piece.text for piece in column)
        for before, piece in pairwise(column):
            if low <= piece.y and before.y <= high:
                is_new = piece.text[0].isupper() and before.text.endswith(_ENDS)
                if is_new or times[piece.text] > 1:
                    begun[round(piece.y / distance)] += 1
                else:
                    going.add(round(piece.y / distance))
    return any(times > 1 and y not in going for y, times in begun.items())


def row_groups(lines: Sequence[Runs], distance: float) -> list[list[Runs]]:
    """Return the lines of each row of cells: white space across the page is between two."""
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        if before[0].y - line[0].y > APART * distance:
            groups.append([])
        groups[-1].append(line)
    return groups
