"""Columns of a text on the pages of a PDF, which are read one after the other.

Each goes on from above to below for itself; in those of a table what stands beside each other
belongs together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kodeverk.formats.transcripts.pdf_columns import (
    ACROSS,
    APART,
    FEWEST_ROWS,
    NEAR,
    Band,
    Piece,
    Runs,
    bands_at,
    column_distance,
    followed,
    heads_rows,
    is_near,
    pieces_of,
    places_of,
    row_groups,
    sides_of,
    words_of,
)
from kodeverk.formats.transcripts.pdf_rows import PageRow, rows_of

_DENSE, _FEWEST_DENSE, _GAPS = 0.85, 10, 0.1
"""The columns of a text have so many lines, for the height they have, and at least so many; and at
most so many gaps across the page for each."""
_LEVEL, _MOST_LEVEL = 0.2, 0.5
"""At the same height are lines of which one is at most so many lines higher; in columns of a text
that begin at different heights, at most this share of them are."""
_FARTHEST = 2.5
"""A paragraph is at most so many lines below the one above."""


def text_bands(pages: Sequence[Sequence[Runs]]) -> list[list[Band]]:
    """Return the bands on each page that are columns of a text, by its lines.

    Where they are certain on one page, less is needed on others for columns at the same places.
    """
    words = [[words_of(line) for line in lines] for lines in pages]
    gutters: list[float] = []
    for lines, there in zip(pages, words, strict=True):
        for band in bands_at(dict.fromkeys(places_of(there), _FEWEST_DENSE), lines, there):
            if _is_of_text(band):
                gutters += [
                    gutter
                    for gutter in band.gutters
                    if all(abs(gutter - other) > NEAR for other in gutters)
                ]
    places = dict.fromkeys(gutters, FEWEST_ROWS)
    found = [
        [band for band in bands_at(places, lines, there) if not _has_heads(band)]
        for lines, there in zip(pages, words, strict=True)
    ]
    return [
        [_to_its_end(band, lines, bands) for band in bands]
        for lines, bands in zip(pages, found, strict=True)
    ]


def rows_by_column(band: Band, has_blanks: bool) -> list[PageRow]:
    """Return the rows of a band of columns of a text, one column after the other."""
    columns = [
        [run for line in band.lines for run in line if left <= run.x < right]
        for left, right in sides_of(band.gutters)
    ]
    return [row for column in columns for row in rows_of(column, has_blanks)]


def _has_heads(band: Band) -> bool:
    """Tell whether a column holds labels, times or numbers of what stands beside them."""
    columns = [pieces_of(band.lines, left, right) for left, right in sides_of(band.gutters)]
    return any(len(column) >= FEWEST_ROWS and heads_rows(column) for column in columns)


def _is_of_text(band: Band) -> bool:
    """Tell whether columns go on from above to below, each for itself."""
    columns = [pieces_of(band.lines, left, right) for left, right in sides_of(band.gutters)]
    distance = column_distance(columns)
    for column in columns:
        if len(column) < _FEWEST_DENSE:
            return False
        room = (column[0].y - column[-1].y) / distance + 1
        going = [goes_on for _, _, goes_on in followed(column, distance)]
        if len(column) < _DENSE * room or sum(going) < ACROSS * len(going):
            return False
    height = (columns[0][0].y - columns[0][-1].y) / distance
    tops = [column[0].y for column in columns]
    begin_together = max(tops) - min(tops) < APART * distance
    parted = len(row_groups(band.lines, distance)) - 1
    return parted <= _GAPS * height and (begin_together or _are_of_own_lines(columns, distance))


def _are_of_own_lines(columns: Sequence[Sequence[Piece]], distance: float) -> bool:
    """Tell whether the lines of columns are not at the same heights, as those of a table are."""
    beside = level = 0
    for number, column in enumerate(columns):
        others = sorted(piece.y for other in columns[:number] for piece in other)
        for piece in column:
            beside += is_near(others, piece.y, distance)
            level += is_near(others, piece.y, distance * _LEVEL)
    return level <= _MOST_LEVEL * beside


def _to_its_end(band: Band, lines: Sequence[Runs], others: Iterable[Band]) -> Band:
    """Return a band of columns of a text with what stands lower in one of them."""
    columns = [pieces_of(band.lines, left, right) for left, right in sides_of(band.gutters)]
    begins = sorted(min(piece.x for piece in column) for column in columns if column)
    distance = column_distance(columns)
    tops = {id(other.lines[0]) for other in others}
    whole = list(band.lines)
    below = next(place for place, line in enumerate(lines) if line is whole[-1]) + 1
    for line in lines[below:]:
        is_close = whole[-1][0].y - line[0].y <= _FARTHEST * distance
        is_crossed = any(
            run.x < gutter - NEAR and gutter < run.end
            for gutter in band.gutters
            for run in words_of(line)
        )
        if not is_close or is_crossed or id(line) in tops or not is_near(begins, line[0].x, NEAR):
            break
        whole.append(line)
    return replace(band, lines=tuple(whole))
