"""Tables as a workbook for spreadsheet programs (XLSX)."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kodeverk.errors import BadInput
from kodeverk.formats.reports.packages import EARLIEST, xml_text
from kodeverk.formats.reports.table import Cell, Record, Table

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

_ROWS, _COLUMNS, _CHARACTERS = 1_048_576, 16_384, 32_767
"""The most there can be on a sheet, and in a cell."""

_NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


class Workbook:
    """The workbook being written, a sheet a table."""

    def __init__(self, path: Path, book: "xlsxwriter.Workbook") -> None:
        self._path = path
        self._book = book
        self._sheets: dict[str, tuple[Worksheet, int]] = {}

    def add(self, table: Table[Record], records: Iterable[Record]) -> None:
        """Write rows of a table, below those that are there. A text is never run as a formula.

        Raises BadInput for what no workbook can hold.
        """
        if table.name in self._sheets:
            sheet, line = self._sheets[table.name]
        else:
            name = _NOT_IN_NAMES.sub("-", table.name)[:_NAME_LENGTH]
            sheet, line = self._book.add_worksheet(name), 0
            sheet.freeze_panes(1, 0)
            line = self._write(sheet, table, line, table.columns)
        for row in table.flat_rows(records):
            line = self._write(sheet, table, line, row)
        self._sheets[table.name] = sheet, line

    def _write(
        self, sheet: "Worksheet", table: Table[Record], line: int, row: Iterable[Cell]
    ) -> int:
        for column, cell in enumerate(row):
            longest = len(cell) if isinstance(cell, str) else 0
            if line >= _ROWS or column >= _COLUMNS or longest > _CHARACTERS:
                raise BadInput(
                    f"{table.name} does not fit into a workbook: a sheet has {_ROWS:,} rows and "
                    f"{_COLUMNS:,} columns at most, a cell {_CHARACTERS:,} characters",
                    "Write CSV instead.",
                )
            if isinstance(cell, str):
                sheet.write_string(line, column, xml_text(cell))
            elif cell is not None:
                sheet.write_number(line, column, cell)
        return line + 1


@contextmanager
def new_workbook(path: Path) -> Iterator[Workbook]:
    """Give what writes tables into a workbook at `path`; equal tables give equal bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"tmpdir": str(path.parent)})
    book.set_properties({"created": datetime(*EARLIEST)})
    yield Workbook(path, book)
    book.close()
