"""The lines of the frequencies screen: a tree of codes, or a list sorted by a column."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kodeverk.cells import cells_of, cut
from kodeverk.service.phrases import number_of
from kodeverk.tui.widgets.cell_table import WIDEST, Cell, TableRow, shade_of
from kodeverk.tui.widgets.cell_table import Column as Head

if TYPE_CHECKING:
    from kodeverk.service.cross_table import Column, CrossTable, Line
    from kodeverk.service.frequency_table import At, FrequencyRow, Measure


_BETWEEN = " · "
_LEAST = 6
"""The cells that the first of two values may always take in a heading."""


def id_of(at: At) -> str:
    """Return the id of the column that is there in each dimension."""
    return "\x1f".join("\x1e" if value is None else value for value in at)


def columns_of(shown: CrossTable, sorted_by: str) -> list[Head]:
    """Return the headings of the columns; the one that lines are sorted by has an arrow."""
    return [
        Head(id_of(column.at), _heading(column, is_sorted=id_of(column.at) == sorted_by))
        for column in shown.columns
    ]


def _heading(column: Column, *, is_sorted: bool) -> str:
    """Return what stands above a column: of two values the second in full, if there is room."""
    first, *others = column.headings
    rest = "".join(f"{_BETWEEN}{heading}" for heading in others)
    arrow = "↓" if is_sorted else ""
    room = max(WIDEST - cells_of(arrow + rest), _LEAST)
    return f"{arrow}{cut(first, room) if others else first}{rest}"


def lines_of(
    shown: CrossTable,
    measure: Measure,
    words: Sequence[str],
    folded: Collection[str],
    by: Column | None,
    *,
    unused: bool,
) -> list[Line]:
    """Return the lines to show: those that hold all `words` and are not folded away.

    Without words those that are `unused` are there only where they are asked for.
    A theme's own line as a code is there only where it has codings. Sorted by a column there are
    codes alone, what has most of the measure first, codebook by codebook.
    """
    fitting = [
        line
        for line in shown.lines
        if _is_wanted(shown, line, words) and (words or unused or line.is_used)
    ]
    if by is not None:
        return [
            line
            for _, of_book in groupby(fitting, lambda line: line.code.codebook)
            for line in sorted(
                (line for line in of_book if not line.is_theme),
                key=lambda line: _size(line, by.at, measure),
                reverse=True,
            )
        ]
    themes = {line.code.key for line in shown.lines if line.is_theme}
    kept = [
        line
        for line in fitting
        if line.is_theme or not (line.code.theme in folded and line.code.theme in themes)
    ]
    return kept if not words else [*_with_themes(shown, kept)]


def _with_themes(shown: CrossTable, kept: Sequence[Line]) -> Iterator[Line]:
    """Yield lines that fit a filter with the themes above them."""
    needed = {line.code.theme for line in kept}
    for line in shown.lines:
        if line in kept or (line.is_theme and line.code.key in needed):
            yield line


def _is_wanted(shown: CrossTable, line: Line, words: Sequence[str]) -> bool:
    text = f"{line.code.key} {line.code.name}".casefold()
    is_own = not line.is_theme and line.code.key in {
        other.code.key for other in shown.lines if other.is_theme
    }
    return all(word in text for word in words) and (not is_own or line.is_used)


def _size(line: Line, at: At, measure: Measure) -> float:
    row = line.cells.get(at)
    size = None if row is None else row.size(measure)
    return -1.0 if size is None else size


def rows_of(
    shown: CrossTable, lines: Sequence[Line], measure: Measure, folded: Collection[str]
) -> tuple[list[TableRow], dict[str, Line]]:
    """Return the rows of the table, and the line of each by its id.

    Several codebooks stand apart, each under its name. Under the lines stands what figures are of.
    """
    rows: list[TableRow] = []
    by_id: dict[str, Line] = {}
    books = {line.code.codebook for line in lines}
    most = {
        is_theme: _highest([line for line in lines if line.is_theme is is_theme], measure)
        for is_theme in (True, False)
    }
    themes = {line.code.key for line in lines if line.is_theme}
    for book, own in groupby(lines, lambda line: line.code.codebook):
        if len(books) > 1:
            rows.append(TableRow(f"book {book}", book, [Cell("")] * len(shown.columns), True))
        for line in own:
            row_id = f"{'theme' if line.is_theme else 'code'} {line.code.key}"
            by_id[row_id] = line
            cells = [
                _cell(line.cells.get(c.at), measure, most[line.is_theme]) for c in shown.columns
            ]
            rows.append(TableRow(row_id, _head(line, themes, folded), cells, line.is_theme))
    for name in ("speakers", "transcripts", "words"):
        called = "informants" if name == "speakers" else name
        bases = [Cell(str(getattr(shown.bases[column.at], name))) for column in shown.columns]
        rows.append(TableRow(f"of {name}", f"of {called}", bases))
    return rows, by_id


def _head(line: Line, themes: Collection[str], folded: Collection[str]) -> str:
    if line.is_theme:
        return f"{'▸' if line.code.key in folded else '▾'} {line.code.key}"
    if line.code.key in themes:
        return f"  {line.code.key} itself"
    return f"{'  ' * max(line.code.depth, 1)}{line.code.key}" if themes else line.code.key


def _cell(row: FrequencyRow | None, measure: Measure, most: float) -> Cell:
    if row is None:
        return Cell("")
    return Cell(row.cell(measure), shade_of(row.size(measure) or 0.0, most))


def _highest(lines: Iterable[Line], measure: Measure) -> float:
    """Return the highest figure of a measure, totals apart: they would outshine all else."""
    cells = [(at, row) for line in lines for at, row in line.cells.items()]
    parts = [row for at, row in cells if None not in at] or [row for _, row in cells]
    return max((row.size(measure) or 0.0 for row in parts), default=0.0)


def about_cell(shown: CrossTable, line: Line | None, column: Column | None) -> list[str]:
    """Return in sentences all that is known of a cell, and what it is of."""
    if column is None:
        return []
    said = []
    where = _BETWEEN.join(column.headings)
    row = None if line is None else line.cells.get(column.at)
    if line is not None and row is not None:
        what = f"{line.code.key} {line.code.name}".strip()
        what += " with all its codes" if line.is_theme else ""
        if row.reason is not None:
            said.append(f"{what} × {where}: {row.reason} nobody has read it for this code")
        else:
            rate = row.figure("per-1000")
            said.append(
                f"{what} × {where}: informants {row.share()} · passages {row.passages} · codings "
                f"{row.codings} · turns {row.turns} · transcripts {row.transcripts} · words "
                f"{row.words} · per 1,000 words {rate}"
            )
        if row.left_out:
            said.append(f"{number_of(row.left_out, 'transcript')} left out of this figure")
    base = shown.bases.get(column.at)
    if base is not None:
        said.append(
            f"In scope in {where}: {number_of(base.speakers, 'informant')}, "
            f"{number_of(base.transcripts, 'transcript')}, {number_of(base.turns, 'turn')}, "
            f"{number_of(base.words, 'word')}"
        )
    return said
