"""Tables as a workbook for spreadsheet programs (XLSX)."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kodeverk.errors import BadInput
from kodeverk.formats.reports.packages import EARLIEST, xml_text
from kodeverk.formats.reports.table import Cell, Record, Table

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_ROWS, _COLUMNS, _CHARACTERS = 1_048_576, 16_384, 32_767
"""The most there can be on a sheet, and in a cell."""

_NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")

_NARROWEST, _WIDEST = 6, 60
_LINE, _MOST_LINES = 15, 27
"""The height of a line of text, in points, and how many lines a row can show."""

_A4 = 9
"""The number of this size of paper in a workbook."""

_LOOKED_AT = 50
"""Rows by which a column's width is chosen, in characters."""

_WHOLE, _FRACTION = "#,##0", "0.00"
"""The formats of numbers, as every language of a spreadsheet program understands them."""


@dataclass(slots=True)
class _Sheet:
    """A sheet being written: its next line, and how wide what stands in its columns is."""

    sheet: "Worksheet"
    widths: list[int]
    line: int = 0


class Workbook:
    """The workbook being written, a sheet a table; a row that is written leaves the memory."""

    def __init__(self, path: Path, book: "xlsxwriter.Workbook") -> None:
        self._path = path
        self._book = book
        self._sheets: dict[str, _Sheet] = {}
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._whole = book.add_format({"num_format": _WHOLE})
        self._fraction = book.add_format({"num_format": _FRACTION})
        self._wrapped = book.add_format({"text_wrap": True})

    def add(self, table: Table[Record], records: Iterable[Record]) -> None:
        """Write rows of a table, below those that are there. A text is never run as a formula.

        Raises BadInput for what no workbook can hold.
        """
        columns = table.columns
        to = self._sheets.get(table.name)
        if to is None:
            name = _NOT_IN_NAMES.sub("-", table.name)[:_NAME_LENGTH]
            to = _Sheet(self._book.add_worksheet(name), [_NARROWEST] * len(columns))
            self._sheets[table.name] = to
            to.sheet.freeze_panes(1, 0)
            # On paper a sheet is one page wide, and its head stands on every page.
            to.sheet.set_landscape()
            to.sheet.set_paper(_A4)
            to.sheet.fit_to_pages(1, 0)
            to.sheet.repeat_rows(0)
            self._write(to, table, columns, self._head)
        for row in table.flat_rows(records):
            self._write(to, table, row)

    def finish(self) -> None:
        """Give the columns their widths, and each sheet a filter over its rows."""
        for to in self._sheets.values():
            for column, width in enumerate(to.widths):
                to.sheet.set_column(column, column, min(width + 2, _WIDEST))
            if to.widths:
                to.sheet.autofilter(0, 0, max(to.line - 1, 0), len(to.widths) - 1)

    def _write(
        self,
        to: _Sheet,
        table: Table[Record],
        row: Iterable[Cell],
        text_format: "Format | None" = None,
    ) -> None:
        line = to.line
        for column, cell in enumerate(row):
            longest = len(cell) if isinstance(cell, str) else 0
            if line >= _ROWS or column >= _COLUMNS or longest > _CHARACTERS:
                raise BadInput(
                    f"{table.name} does not fit into a workbook: a sheet has {_ROWS:,} rows and "
                    f"{_COLUMNS:,} columns at most, a cell {_CHARACTERS:,} characters",
                    "Write CSV instead.",
                )
            if line < _LOOKED_AT:
                shown = longest or len(f"{cell:,}" if isinstance(cell, int) else str(cell or ""))
                to.widths[column] = max(to.widths[column], shown)
            if isinstance(cell, str):
                # What runs out of the last column makes the page wider, and all on it tiny.
                runs_out = column == len(to.widths) - 1 and longest > _WIDEST
                shape = self._wrapped if runs_out else text_format
                to.sheet.write_string(line, column, xml_text(cell), shape)
                if runs_out:
                    to.sheet.set_row(line, _LINE * min(-(-longest // _WIDEST), _MOST_LINES))
            elif cell is not None:
                number = self._fraction if isinstance(cell, float) else self._whole
                to.sheet.write_number(line, column, cell, number)
        to.line += 1


@contextmanager
def new_workbook(path: Path) -> Iterator[Workbook]:
    """Give what writes tables into a workbook at `path`; equal tables give equal bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"tmpdir": str(path.parent), "constant_memory": True})
    book.set_properties({"created": datetime(*EARLIEST)})
    made = Workbook(path, book)
    try:
        yield made
    except BaseException:
        # Rows wait in files of their own until the book is closed, which would write it.
        for sheet in book.worksheets():
            sheet.row_data_fh.close()
        raise
    made.finish()
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error
