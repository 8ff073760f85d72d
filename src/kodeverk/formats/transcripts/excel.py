"""The rows of Excel workbooks, each cell as the sheet shows it.

Read here because the libraries fail where it matters: python-calamine 0.9 ends the whole process
over a cell far away, openpyxl 3.1 refuses workbooks for their styles and prints to the terminal.
"""

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kodeverk.errors import BadInput
from kodeverk.formats.limits import CELLS, CHARACTERS, refuse_over
from kodeverk.formats.transcripts.package import (
    check_parts,
    damaged_as_bad_input,
    open_xml,
    read_part,
)
from kodeverk.formats.transcripts.workbooks import WorkbookSheet, without_end

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PLACE = re.compile(r"([A-Z]{1,3})\d+")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]')
"""What a number format writes out, or does, rather than shows of a number."""
_OF_TIMES = re.compile("[ydhms]")

_DAY = 86_400_000
_LAST_DAY = 2_958_465
_DATE, _BOTH = "yyyy-mm-dd", "yyyy-mm-dd h:mm"
_BUILT_IN = {
    **{str(number): _DATE for number in (*range(14, 18), *range(27, 37), *range(50, 59))},
    "18": "h:mm",
    "19": "h:mm:ss",
    "20": "h:mm",
    "21": "h:mm:ss",
    "22": _BOTH,
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mm:ss.0",
}
"""The number formats of dates and times that a workbook does not spell out (ECMA-376, 18.8.30)."""


class _Book(NamedTuple):
    """What the cells of all sheets refer to; `formats` are the number formats of cell styles."""

    strings: list[str]
    formats: list[str]
    day_zero: datetime.date


def xlsx_sheets(data: bytes, name: str) -> tuple[list[WorkbookSheet], int]:
    """Return the sheets of an Excel workbook, and how many comments on cells are left out.

    Raises BadInput when it is damaged or far too large. The archive is one that `package_kind` has
    looked at.
    """
    check_parts(data, name)
    workbook = open_xml(data, _WORKBOOK, name)
    if workbook is None:
        raise BadInput(
            f"{name}: this is a binary workbook (.xlsb)", "Open it in Excel and save it as .xlsx."
        )
    with (
        damaged_as_bad_input(name, "the spreadsheet"),
        zipfile.ZipFile(io.BytesIO(data)) as archive,
    ):
        targets = {
            relation.get("Id"): _path(relation.get("Target", ""))
            for relation in open_xml(data, _RELATIONS, name).iter("{*}Relationship")
        }
        settings = workbook.find("{*}workbookPr")
        since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        book = _Book(
            _strings(archive, targets.values()),
            _formats(open_xml(data, "xl/styles.xml", name)),
            datetime.date(1904, 1, 1) if since_1904 else datetime.date(1899, 12, 30),
        )
        counted = characters = 0
        sheets = []
        for sheet in workbook.iter("{*}sheet"):
            relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            rows = []
            for cells in _rows(archive, targets[relation], book):
                counted += len(cells) + 1
                characters += sum(map(len, cells))
                refuse_over(CELLS, counted, name)
                refuse_over(CHARACTERS, characters, name)
                if row := without_end(cells):
                    rows.append(row)
            sheets.append(WorkbookSheet(sheet.get("name", ""), rows))
        comments = sum(
            read_part(archive, part).count(b"<comment ")
            for part in archive.namelist()
            if part.startswith("xl/comments")
        )
    return sheets, comments


def _path(target: str) -> str:
    """Return the archive's name of a part that the workbook refers to."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _strings(archive: zipfile.ZipFile, parts: Iterable[str]) -> list[str]:
    part = next((part for part in parts if part.lower().endswith("sharedstrings.xml")), None)
    if part is None:
        return []
    return [_text(element) for element in _elements(archive, part, "si")]


def _elements(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[Any]:
    """Yield the elements of a part one by one, so that a large one takes no memory."""
    from lxml import etree

    with archive.open(part) as xml:
        for _, element in etree.iterparse(xml, tag=f"{{*}}{tag}", resolve_entities=False):
            yield element
            element.clear()


def _text(element: Any) -> str:
    """Return the text of a string, plain or of several runs, without its phonetic reading."""
    pieces = [
        piece.text or ""
        for piece in element.iter("{*}t")
        if not piece.getparent().tag.endswith("}rPh")
    ]
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(pieces))


def _formats(styles: Any) -> list[str]:
    """Return the number format of each style a cell can have."""
    if styles is None:
        return []
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in styles.iter("{*}numFmt")}
    used = styles.find("{*}cellXfs")
    ids = [] if used is None else [each.get("numFmtId", "0") for each in used]
    return [own.get(each) or _BUILT_IN.get(each, "") for each in ids]


def _rows(archive: zipfile.ZipFile, part: str, book: _Book) -> Iterator[list[str]]:
    for row in _elements(archive, part, "row"):
        cells: list[str] = []
        for cell in row.iter("{*}c"):
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else len(cells)
            if text := _shown(cell, book):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = text
            elif place is None:
                cells.append("")
        yield cells


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _shown(cell: Any, book: _Book) -> str:
    """Return what a cell shows, empty when it shows nothing."""
    kind = cell.get("t", "n")
    value = (cell.findtext("{*}v") or "").strip()
    if kind == "inlineStr":
        return _text(cell)
    if kind == "s" and value:
        return book.strings[int(value)]
    if kind == "n" and value:
        return _number(float(value), cell.get("s", ""), book)
    if kind == "b" and value:
        return "TRUE" if value == "1" else "FALSE"
    return value


def _number(number: float, style: str, book: _Book) -> str:
    known = style.isdecimal() and int(style) < len(book.formats)
    number_format = _LITERAL.sub("", book.formats[int(style)].lower()) if known else ""
    if _OF_TIMES.search(number_format.replace("general", "")) and 0 <= number <= _LAST_DAY:
        return _shown_time(number, number_format, book.day_zero)
    return f"{number:.15g}"


def _shown_time(days: float, number_format: str, day_zero: datetime.date) -> str:
    """Return a date or a time with the parts that its number format shows.

    A transcriber who types 05:32 for minutes and seconds sees 05:32, while the cell holds half past
    five and two minutes.
    """
    thousandths = round(days * _DAY)
    has_clock = "h" in number_format or "s" in number_format
    date = ""
    if "y" in number_format or "d" in number_format or not has_clock:
        date = (day_zero + datetime.timedelta(days=thousandths // _DAY)).isoformat()
        thousandths %= _DAY
    if not has_clock:
        return date
    minutes, rest = divmod(thousandths, 60_000)
    fraction = f".{rest % 1000:03}" if rest % 1000 else ""
    behind = f":{rest // 1000:02}{fraction}" if "s" in number_format or rest else ""
    if "h" in number_format or minutes >= 60:
        clock = f"{minutes // 60:02}:{minutes % 60:02}{behind}"
    else:
        clock = f"{minutes:02}{behind}"
    return f"{date} {clock}".lstrip()
