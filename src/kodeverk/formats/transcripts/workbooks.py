"""The sheets of workbooks, and those of OpenDocument: each cell as the sheet shows it."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts.package import damage_told, read_part, refuse_declarations

MOST_CELLS = 500_000
"""A table that has or repeats more cells is refused; three hours of talk fill some thousand."""

_ODS_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODS_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODS_ANNOTATION = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
_ODS_CELLS = (_ODS_TABLE + "table-cell", _ODS_TABLE + "covered-table-cell")
_SPACE = re.compile(r"[ \t\r\n]+")
_UNSEEN = {_ODS_ANNOTATION, _ODS_TEXT + "ruby-text", _ODS_TEXT + "note"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its rows that are not empty, up to the last cell that is not."""

    name: str
    rows: list[list[str]]


def ods_sheets(data: bytes, name: str) -> tuple[list[Sheet], int]:
    """Return the sheets of an OpenDocument spreadsheet, and how many comments are left out.

    Raises BadInput when it is damaged, locked or far too large.
    """
    refuse_declarations(data, name)
    sheets: list[Sheet] = []
    comments = 0
    left = MOST_CELLS
    table, row = _ODS_TABLE + "table", _ODS_TABLE + "table-row"
    with damage_told(name, "the spreadsheet"):
        from lxml import etree

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = io.BytesIO(read_part(archive, "content.xml"))
        for event, element in etree.iterparse(
            content, events=("start", "end"), tag=(table, row), resolve_entities=False
        ):
            if event == "start":
                if element.tag == table:
                    sheets.append(Sheet(element.get(_ODS_TABLE + "name", ""), []))
            elif element.tag == row and sheets:
                comments += sum(1 for _ in element.iter(_ODS_ANNOTATION))
                left -= _add_ods_row(element, sheets[-1].rows, left, name)
                element.clear()
    return sheets, comments


def too_large(name: str) -> BadInput:
    """Return the error of a table with more than MOST_CELLS cells."""
    return BadInput(
        f"{name}: the table has more than {MOST_CELLS:,} cells; refused",
        "Check that it is the right file; save the transcript alone in a new table.",
    )


def without_end(cells: list[str]) -> list[str]:
    """Return the cells of a row, those removed that are empty up to its end."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _add_ods_row(row: Any, rows: list[list[str]], left: int, name: str) -> int:
    """Add what a row shows, as often as it is repeated, and return how many cells that are.

    Empty cells to the sheet's edge are announced by every program; only those before a text count.
    """
    cells: list[str] = []
    empty = 0
    for cell in row.iter(*_ODS_CELLS):
        text = "\n".join(_ods_text(paragraph) for paragraph in cell.findall(f"{_ODS_TEXT}p"))
        times = _repeated(cell, "columns")
        if not text:
            empty += times
            continue
        if len(cells) + empty + times > left:
            raise too_large(name)
        cells += [""] * empty + [text] * times
        empty = 0
    times = _repeated(row, "rows") if cells else 0
    size = times * (len(cells) + 1)
    if size > left:
        raise too_large(name)
    rows += [cells] * times
    return size


def _repeated(element: Any, what: str) -> int:
    return max(1, int(element.get(f"{_ODS_TABLE}number-{what}-repeated", "1")))


def _ods_text(element: Any) -> str:
    """Return what a paragraph shows; spaces, tabs and line ends are elements of their own."""
    pieces = [_SPACE.sub(" ", element.text or "")]
    for child in element:
        if child.tag == _ODS_TEXT + "s":
            pieces.append(" " * min(1000, int(child.get(f"{_ODS_TEXT}c", "1"))))
        elif child.tag == _ODS_TEXT + "tab":
            pieces.append("\t")
        elif child.tag == _ODS_TEXT + "line-break":
            pieces.append("\n")
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            pieces.append(_ods_text(child))
        pieces.append(_SPACE.sub(" ", child.tail or ""))
    return "".join(pieces)
