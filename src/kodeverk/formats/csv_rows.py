"""Rows of CSV: the one place that reads them, whatever the table is about."""

import csv
from collections.abc import Iterable, Iterator

from kodeverk.formats.limits import CHARACTERS


class UnpairedQuotes(ValueError):
    """Text that is no CSV: the row that begins on line `begins` cannot be read on line `line`."""

    def __init__(self, error: csv.Error, begins: int, line: int) -> None:
        super().__init__(str(error))
        self.begins = begins
        self.line = line


def csv_rows(
    lines: Iterable[str], separator: str = ",", *, quoted: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row's cells with the line it begins on, counted from 1.

    `lines` end in LF. Unless `quoted`, quotation marks are signs like others. Raises UnpairedQuotes
    where they do not enclose whole cells.
    """
    # The library's own limit is shorter than the longest passage somebody may code.
    csv.field_size_limit(CHARACTERS.most)
    reader = csv.reader(
        lines,
        delimiter=separator,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        strict=True,
    )
    line = 1
    try:
        for cells in reader:
            begins, line = line, reader.line_num + 1
            yield begins, cells
    except csv.Error as error:
        raise UnpairedQuotes(error, line, reader.line_num) from error
