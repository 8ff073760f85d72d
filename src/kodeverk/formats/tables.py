"""CSV as this program reads and writes it: RFC 4180, or as spreadsheets want it."""

import codecs
import io
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Self

from kodeverk.errors import BadInput
from kodeverk.formats.csv_rows import UnpairedQuotes, csv_rows
from kodeverk.formats.limits import (
    COLUMNS,
    ROWS,
    TABLE,
    TABLE_LINE,
    Limit,
    bytes_of,
    refuse_over,
)
from kodeverk.model.text import composed

_GUARDED = re.compile(r"'*(?:[=+\-@\t\r]|0[0-9]+\Z)")
"""What a spreadsheet would run, or take for a number without its zero, and what looks guarded."""

_KEPT = 10_000
"""So many tuples of cells are kept as they were written."""

_BUFFER = 1 << 20
"""Bytes that are written at once."""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file: its column names, how many rows it has, and what it holds.

    The rows are made anew each time they are gone through: together they would take many times
    the memory of the file.
    """

    path: Path
    columns: tuple[str, ...]
    size: int
    _content: bytes
    _delimiter: str

    @property
    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows, each as column -> cell, with the line it begins on, counted from 1."""
        for begins, _, cells in islice(_rows(self.path, self._content, self._delimiter), 1, None):
            yield begins, self._named(cells)

    def grouped(
        self, column: str, group: Callable[[str], object]
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the rows as `rows` does, but all of one group before those of the next.

        `group` says of a cell of the column which group it stands for. Of a row no more is kept in
        memory meanwhile than where it is in the file.
        """
        place = self.columns.index(column)
        places: dict[object, array[int]] = {}
        for begins, at, cells in islice(_rows(self.path, self._content, self._delimiter), 1, None):
            cell = self._cleaned(cells[place]) if place < len(cells) else ""
            places.setdefault(group(cell), array("Q")).extend((begins, at))
        for waiting in places.values():
            for begins, at in zip(waiting[::2], waiting[1::2], strict=True):
                _, _, cells = next(_rows(self.path, self._content, self._delimiter, at))
                yield begins, self._named(cells)

    @property
    def _cleaned(self) -> Callable[[str], str]:
        return _unguarded if self._delimiter == ";" else str.strip

    def _named(self, cells: Iterable[str]) -> dict[str, str]:
        # A spreadsheet leaves out the empty cells at the end of a row.
        whole = chain(map(self._cleaned, cells), repeat(""))
        return dict(zip(self.columns, whole, strict=False))


def read_table(path: Path, required: Sequence[str], most: Limit = ROWS) -> CsvTable:
    """Return the table in a CSV file, comma or semicolon, UTF-8 with or without a BOM.

    Text is composed (NFC), column names are in lower case, and cells lose the white space around
    them; with semicolons, as a spreadsheet writes, also the guard against formulas. Cells that are
    missing at the end of a row are empty.
    Raises BadInput, naming file and line, for anything that is not such a table or lacks a column,
    and for more rows than there may be.
    """
    content = bytes_of(path, TABLE).removeprefix(codecs.BOM_UTF8)
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\x00" in content:
        for _ in _lines(path, content):
            pass  # what is not UTF-8 is told as that, with its line
        raise BadInput(f"{path} is not a CSV file", "Save the table as CSV UTF-8.")
    header = next((line for _, line in _lines(path, content) if line.strip()), "")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    columns: tuple[str, ...] = ()
    size = 0
    for begins, _, cells in _rows(path, content, delimiter):
        if not columns:
            columns = _columns(path, cells, required)
            continue
        size += 1
        refuse_over(most, size, str(path))
        if len(cells) > len(columns):
            raise BadInput(
                f"{path}:{begins}: {len(cells)} cells where the header has {len(columns)}",
                "A comma or a quotation mark inside a cell needs quotation marks around it.",
            )
    if not columns:
        raise BadInput(f"{path} is empty", f"It needs the columns: {', '.join(required)}.")
    return CsvTable(path, columns, size, content, delimiter)


def _rows(
    path: Path, content: bytes, delimiter: str, at: int = 0
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the rows that are not empty, the header first, with line and byte each begins on.

    They are those from the byte `at` on, where a row begins; lines are counted from there.
    """
    begun: list[int] = []

    def lines() -> Iterator[str]:
        for start, line in _lines(path, content, at):
            begun.append(start)
            yield line

    try:
        for begins, cells in csv_rows(lines(), delimiter):
            start = begun[0]
            begun.clear()
            if any(cell.strip() for cell in cells):
                yield begins, start, cells
    except UnpairedQuotes as error:
        raise BadInput(
            f"{path}:{error.begins}: {error}", "Save the table as CSV (UTF-8) and try again."
        ) from error


def _lines(path: Path, content: bytes, at: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the lines from the byte `at` on, as text in NFC, each with where it begins."""
    file = io.BytesIO(content)
    file.seek(at)
    number = 0
    while line := file.readline(TABLE_LINE.most + 1):
        number += 1
        refuse_over(TABLE_LINE, len(line), f"{path}:{number}")
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            raise BadInput(f"{path}:{number}: not UTF-8", "Save the table as CSV UTF-8.") from error
        yield at, composed(text)
        at += len(line)


class TableFile:
    """A CSV file being written, its header first; closed as a context manager.

    UTF-8, comma and LF; with `excel` a BOM, semicolon and CRLF, and an apostrophe guards cells that
    a spreadsheet would run as a formula, or of which it would make a number without the zero before
    it. A cell with any kind of line break stands in quotation marks.
    """

    def __init__(self, path: Path, columns: Sequence[str], *, excel: bool = False) -> None:
        encoding = "utf-8-sig" if excel else "utf-8"
        self._delimiter, self._ending = (";", "\r\n") if excel else (",", "\n")
        self._written = _Written(self._delimiter, is_guarded=excel)
        self._file = path.open("w", buffering=_BUFFER, encoding=encoding, newline="")
        # A municipality's column may begin like a formula too: `- no municipality`.
        self.add([columns])

    def add(self, rows: Iterable[Sequence[object]]) -> int:
        """Write rows and return how many they were.

        A tuple in a row is several cells: those that stand together in many rows are written in a
        fraction of the time.
        """
        write, join, ending = self._file.write, self._delimiter.join, self._ending
        cell = self._written.__getitem__
        lines = 0
        for row in rows:
            # A line of one empty cell would be no line.
            write((join(map(cell, row)) or '""') + ending)
            lines += 1
        return lines

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def guarded(text: str) -> str:
    """Return a text that a spreadsheet neither runs as a formula nor takes for a number."""
    return f"'{text}" if _GUARDED.match(text) else text


def write_table(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], *, excel: bool = False
) -> int:
    """Write a CSV file as `TableFile` does, and return how many rows it has."""
    with TableFile(path, columns, excel=excel) as file:
        return file.add(rows)


class _Written(dict[object, str]):
    """Cells as they stand in the file, after RFC 4180; tuples of cells are kept for the next row.

    They are texts, whole numbers and None: `1`, `1.0` and `True` would be one key.

    The csv module asks of every character whether it is special: in a table of passages that takes
    longer than to read and to count them.
    """

    def __init__(self, delimiter: str, *, is_guarded: bool) -> None:
        super().__init__()
        self._delimiter = delimiter
        self._is_guarded = is_guarded

    def __missing__(self, cell: object) -> str:
        if isinstance(cell, str):
            if self._is_guarded:
                cell = guarded(cell)
            if self._delimiter in cell or '"' in cell or "\n" in cell or "\r" in cell:
                cell = cell.replace('"', '""')
                return f'"{cell}"'
            return cell
        if isinstance(cell, tuple):
            if len(self) >= _KEPT:
                self.clear()
            text = self[cell] = self._delimiter.join(map(self.__missing__, cell))
            return text
        return "" if cell is None else str(cell)


def _unguarded(cell: str) -> str:
    return (cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell).strip()


def _columns(path: Path, cells: Sequence[str], required: Sequence[str]) -> tuple[str, ...]:
    refuse_over(COLUMNS, len(cells), str(path))
    columns = tuple(cell.strip().lower() for cell in cells)
    missing = [name for name in required if name not in columns]
    if missing:
        raise BadInput(
            f"{path}:1: no column {', '.join(missing)}",
            f"The first line names the columns; needed are: {', '.join(required)}.",
        )
    doubled = sorted({name for name in columns if name and columns.count(name) > 1})
    if doubled:
        raise BadInput(f"{path}:1: the column {doubled[0]} is there twice", "Remove one of them.")
    return columns
