"""CSV as this program reads and writes it: RFC 4180, or as spreadsheets want it."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

from kodeverk.errors import BadInput

LARGEST = 200_000_000
"""Bytes; a larger file is refused before it is read."""

_GUARDED = re.compile(r"'*(?:[=+\-@\t\r]|0[0-9]+\Z)")
"""What a spreadsheet would run, or take for a number without its zero, and what looks guarded."""

_KEPT = 10_000
"""So many tuples of cells are kept as they were written."""

_BUFFER = 1 << 20
"""Bytes that are written at once."""

_FIRST_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: its column names and its rows with the line each begins on, counted from 1."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_table(path: Path, required: Sequence[str]) -> Table:
    """Return the table in a CSV file, comma or semicolon, UTF-8 with or without a BOM.

    Text is composed (NFC), column names are in lower case, and cells lose the white space around
    them; with semicolons, as a spreadsheet writes, also the guard against formulas. Cells that are
    missing at the end of a row are empty.
    Raises BadInput, naming file and line, for anything that is not such a table or lacks a column.
    """
    text = _decoded(path)
    first = _FIRST_LINE.search(text)
    header = first[0] if first else ""
    delimiter = ";" if header.count(";") > header.count(",") else ","
    cleaned = _unguarded if delimiter == ";" else str.strip
    # The library's own limit is shorter than the longest passage somebody may code.
    csv.field_size_limit(LARGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    columns: tuple[str, ...] = ()
    line = 1
    try:
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(path, cells, required)
                continue
            if len(cells) > len(columns):
                raise BadInput(
                    f"{path}:{begins}: {len(cells)} cells where the header has {len(columns)}",
                    "A comma or a quotation mark inside a cell needs quotation marks around it.",
                )
            # A spreadsheet leaves out the empty cells at the end of a row.
            whole = chain(map(cleaned, cells), repeat(""))
            rows.append((begins, dict(zip(columns, whole, strict=False))))
    except csv.Error as error:
        raise BadInput(
            f"{path}:{line}: {error}", "Save the table as CSV (UTF-8) and try again."
        ) from error
    if not columns:
        raise BadInput(f"{path} is empty", f"It needs the columns: {', '.join(required)}.")
    return Table(path, columns, tuple(rows))


def write_table(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], *, excel: bool = False
) -> int:
    """Write a CSV file and return how many rows it has.

    A tuple in a row is several cells: those that stand together in many rows are written in a
    fraction of the time. UTF-8, comma and LF; with `excel` a BOM, semicolon and CRLF, and an
    apostrophe guards cells that a spreadsheet would run as a formula, or of which it would make a
    number without the zero before it. A cell with any kind of line break stands in quotation marks.
    """
    encoding = "utf-8-sig" if excel else "utf-8"
    delimiter, ending = (";", "\r\n") if excel else (",", "\n")
    written = _Written(delimiter, is_guarded=excel)
    lines = 0
    with path.open("w", buffering=_BUFFER, encoding=encoding, newline="") as file:
        # A municipality's column may begin like a formula too: `- no municipality`.
        for row in chain([columns], rows):
            # A line of one empty cell would be no line.
            file.write((delimiter.join(map(written.__getitem__, row)) or '""') + ending)
            lines += 1
    return lines - 1


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
            if self._is_guarded and _GUARDED.match(cell):
                cell = f"'{cell}"
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


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path} is larger than {LARGEST // 1_000_000} MB", "Split the table.")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}", "Check the name of the file.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{path}:{line}: not UTF-8", "Save the table as CSV UTF-8.") from error
    if "\x00" in text:
        raise BadInput(f"{path} is not a CSV file", "Save the table as CSV UTF-8.")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _columns(path: Path, cells: Sequence[str], required: Sequence[str]) -> tuple[str, ...]:
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
