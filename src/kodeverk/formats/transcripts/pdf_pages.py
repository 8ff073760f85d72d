"""The rows of a PDF's pages in the order in which they are read."""

from collections.abc import Sequence

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts.pdf_columns import (
    Band,
    Unordered,
    band_rows,
    bands_of,
    has_cells,
    wraps,
)
from kodeverk.formats.transcripts.pdf_margins import without_margins
from kodeverk.formats.transcripts.pdf_rows import PageRow, lines_of, row_of, shows_blanks
from kodeverk.formats.transcripts.pdf_runs import PageDrawing, TextRun
from kodeverk.formats.transcripts.pdf_tables import drawn_tables
from kodeverk.formats.transcripts.pdf_text_columns import rows_by_column, text_bands

_MOST_TOLD = 10
_SAVE = (
    "Ask for the document it was made from, or open the PDF in a word processor, put the text in "
    "order and import that."
)


def rows_in_order(pages: Sequence[PageDrawing], name: str) -> tuple[list[list[PageRow]], list[str]]:
    """Return each page's rows as they are read, and what to warn of.

    Tables that are drawn are read row by row and cell by cell, and so are columns that wrap where
    white space tells their cells; columns of a text one after the other. Turned text, such as in a
    margin, comes last on its page; notes in the margin are left out.
    Raises BadInput, naming the file and the page, where words stand beside each other and nothing
    tells in which order they are read; a few lines of which it is not certain are warned of.
    """
    blanks = [shows_blanks(page.runs) for page in pages]
    drawn = [drawn_tables(page, shows) for page, shows in zip(pages, blanks, strict=True)]
    lines = [lines_of(outside) for _, outside in drawn]
    levels, margins = without_margins([level for level, _ in lines])
    by_column = text_bands(levels)
    levels = [_without(there, lines) for there, lines in zip(by_column, levels, strict=True)]
    bands = _wrapping(levels)
    are_told = any(has_cells(band) for there in bands for band in there)
    found: list[list[PageRow]] = []
    by_line: dict[int, None] = {}
    for number, has_blanks in enumerate(blanks):
        level, (_, turned) = levels[number], lines[number]
        blocks = [[row] for row in drawn[number][0]]
        blocks += [rows_by_column(band, has_blanks) for band in by_column[number]]
        for band in bands[number]:
            try:
                blocks.append(band_rows(band, has_blanks, are_told))
            except Unordered:
                if band.wraps:
                    raise BadInput(
                        f"{name}: on page {number + 1} words stand beside each other, and nothing "
                        f"tells in which order they are read",
                        _SAVE,
                    ) from None
                by_line[number + 1] = None
                continue
            level = _without([band], level)
        blocks += [row_of(line, has_blanks) for line in level]
        blocks = sorted((block for block in blocks if block), key=lambda block: -block[0].y)
        blocks += [row_of(line, has_blanks) for line in turned]
        found.append([row for block in blocks for row in block])
    told = {
        "read column after column": [page for page, there in enumerate(by_column, 1) if there],
        "look at what stands beside each other, read line by line": [*by_line],
    }
    order = [f"{what}: {pages_named(where)}" for what, where in told.items() if where]
    return found, [*margins, *order]


def _without(bands: Sequence[Band], lines: Sequence[list[TextRun]]) -> list[list[TextRun]]:
    """Return the lines of a page that are in none of these bands."""
    inside = {id(line) for band in bands for line in band.lines}
    return [line for line in lines if id(line) not in inside]


def _wrapping(pages: Sequence[Sequence[list[TextRun]]]) -> list[list[Band]]:
    """Return the bands on each page whose columns wrap, by its lines.

    The columns are where they are on other pages, also in a line or two.
    """
    found = [band for lines in pages for band in bands_of(lines)]
    if not wraps(found):
        return [[] for _ in pages]
    known = {gutter for band in found if band.across for gutter in band.gutters}
    bands = [bands_of(lines, known) for lines in pages]
    return [[band for band in there if known.issuperset(band.gutters)] for there in bands]


def pages_named(numbers: Sequence[int]) -> str:
    """Return pages as a warning names them."""
    named = ", ".join(map(str, numbers[:_MOST_TOLD]))
    more = len(numbers) - _MOST_TOLD
    return f"page {named} and {more} more" if more > 0 else f"page {named}"
