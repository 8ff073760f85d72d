"""The sheets of workbooks, and those of OpenDocument: each cell as the sheet shows it."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from kodeverk.formats.limits import CELLS, CHARACTERS, refuse_over
from kodeverk.formats.transcripts.package import check_parts, damaged_as_bad_input, read_part

_ODS_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODS_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODS_ANNOTATION = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
_ODS_CELLS = (_ODS_TABLE + "table-cell", _ODS_TABLE + "covered-table-cell")
_SPACE = re.compile(r"[ \t\r\n]+")
_UNSEEN = {_ODS_ANNOTATION, _ODS_TEXT + "ruby-text", _ODS_TEXT + "note"}


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet of a workbook: its rows that are not empty, up to the last cell that is not."""

    name: str
    rows: list[list[str]]


def ods_sheets(data: bytes, name: str) -> tuple[list[WorkbookSheet], int]:
    """Return the sheets of an OpenDocument spreadsheet, and how many comments are left out.

    Raises BadInput when it is damaged, locked or far too large.
    """
    check_parts(data, name)
    sheets: list[WorkbookSheet] = []
    comments = 0
    counted = characters = 0
    table, row = _ODS_TABLE + "table", _ODS_TABLE + "table-row"
    with damaged_as_bad_input(name, "the spreadsheet"):
        from lxml import etree

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = io.BytesIO(read_part(archive, "content.xml"))
        for event, element in etree.iterparse(
            content, events=("start", "end"), tag=(table, row), resolve_entities=False
        ):
            if event == "start":
                if element.tag == table:
                    sheets.append(WorkbookSheet(element.get(_ODS_TABLE + "name", ""), []))
            elif element.tag == row and sheets:
                comments += sum(1 for _ in element.iter(_ODS_ANNOTATION))
                said, times = _ods_row(element, name)
                counted += times * (len(said) + 1)
                characters += times * sum(map(len, said))
                refuse_over(CELLS, counted, name)
                refuse_over(CHARACTERS, characters, name)
                sheets[-1].rows.extend([said] * times)
                element.clear()
    return sheets, comments


def without_end(cells: list[str]) -> list[str]:
    """Return the cells of a row, those removed that are empty up to its end."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _ods_row(row: Any, name: str) -> tuple[list[str], int]:
    """Return what a row shows, and how often it is repeated.

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
        refuse_over(CELLS, len(cells) + empty + times, name)
        cells += [""] * empty + [text] * times
        empty = 0
    return cells, _repeated(row, "rows") if cells else 0


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
