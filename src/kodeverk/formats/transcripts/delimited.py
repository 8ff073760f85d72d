"""Rows of a text table: which sign stands between its cells is told by the content alone."""

import io
import re
from collections import Counter
from typing import NamedTuple

from kodeverk.formats.csv_rows import UnpairedQuotes, csv_rows

SEPARATORS = ("\t", ";", ",")
"""What may stand between the cells of a row, unless its first line says otherwise."""

_SAMPLE = 20_000
"""So many characters are enough to know a table by."""

_TOLD = re.compile(r"sep=(.)\n")
_QUOTED = re.compile(r'(?:^|\t)"[^\t\n]*""[^\t\n]*"(?=\t|$)', re.MULTILINE)


class Delimited(NamedTuple):
    """A text table: the cells of each row, what separated them, and how many columns it has."""

    rows: list[list[str]]
    separator: str
    width: int

    def fitted(self) -> tuple[list[list[str]], tuple[int, ...]]:
        """Return the rows with no more cells than columns, and the numbers of those that had more.

        What is too much is in the last cell, with the separator, as it was typed: a separator
        within what was said and no quotation marks around it cut it off.
        """
        last = self.width - 1
        wide = tuple(place for place, row in enumerate(self.rows) if any(row[self.width :]))
        rows = [row[: self.width] for row in self.rows]
        for place in wide:
            rows[place][last] = self.separator.join(self.rows[place][last:])
        return rows, wide


def delimited_rows(text: str) -> Delimited:
    """Return the table that a normalised text is; rows of one cell when it is none."""
    first_line = _TOLD.match(text)
    separator = first_line[1] if first_line else _separator(text)
    body = text[first_line.end() :] if first_line else text
    if separator is None:
        return Delimited(_single_column(body), "", 1)
    rows = _rows(body, separator)
    widths = Counter(len(row) for row in rows if any(row))
    first = next((len(row) for row in rows if any(row)), 1)
    return Delimited(rows, separator, max(first, widths.most_common(1)[0][0] if widths else 1))


def _rows(body: str, separator: str) -> list[list[str]]:
    if separator == "\t" and not _needs_quotes(body):
        return [line.split("\t") for line in body.split("\n")]
    try:
        return _parsed(body, separator, quoted=True)
    except UnpairedQuotes:
        # Quotation marks that do not pair are what somebody said, not what the table is made of.
        return _parsed(body, separator, quoted=False)


def _single_column(body: str) -> list[list[str]]:
    lines = [[line] for line in body.split("\n")]
    if any(line.strip() and not line.startswith('"') for [line] in lines):
        return lines
    try:
        return _parsed(body, ",", quoted=True)
    except UnpairedQuotes:
        return lines


def _separator(text: str) -> str | None:
    """Return the sign that cuts most rows into equally many cells, if it cuts at least half."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = _whole_rows(sample) or sample
    best: tuple[float, bool] = (0.5, True)
    chosen = None
    for separator in SEPARATORS:
        try:
            rows, in_order = _parsed(sample, separator, quoted=True), True
        except UnpairedQuotes:
            rows, in_order = _parsed(sample, separator, quoted=False), False
        widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
        cut = max((number for width, number in widths.items() if width > 1), default=0)
        likeness = (cut / max(1, widths.total()), in_order)
        if likeness > best:
            best, chosen = likeness, separator
    return chosen


def _whole_rows(sample: str) -> str:
    """Return the lines at the head of a text after which no cell in quotation marks is open."""
    whole = sample.rpartition("\n")[0]
    marks = whole.count('"')
    shorter = whole
    while marks % 2 and shorter:
        shorter, _, last = shorter.rpartition("\n")
        marks -= last.count('"')
    return shorter or whole


def _needs_quotes(text: str) -> bool:
    """Tell whether quotation marks hold the cells of a tab-separated table together.

    Recognisers write what was said as it is, spreadsheets put quotation marks around some cells.
    """
    if '"' not in text:
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    first = lines[0].split("\t")
    if all(len(cell) > 1 and cell[0] == cell[-1] == '"' for cell in first):
        return True
    return any(line.count("\t") + 1 != len(first) for line in lines) or bool(_QUOTED.search(text))


def _parsed(text: str, separator: str, *, quoted: bool) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    return [cells for _, cells in csv_rows(lines, separator, quoted=quoted)]
