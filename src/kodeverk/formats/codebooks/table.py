"""Codebooks as tables in CSV, Excel or OpenDocument, for people who keep them in a spreadsheet.

A table holds codes only: no rules, facets or former keys.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import BadInput
from kodeverk.files import OWNER_ONLY, Rights
from kodeverk.formats import limits
from kodeverk.formats.codebooks.codes import as_key, code, id_of, refuse_duplicates
from kodeverk.formats.codebooks.parts import (
    Fields,
    FilePlace,
    Part,
    TextPart,
    as_line,
    bad,
    quoted,
    suggestion,
)
from kodeverk.formats.codebooks.source import read_codebook_text
from kodeverk.formats.codebooks.writing import refuse_to_lose_codes
from kodeverk.formats.csv_rows import UnpairedQuotes, csv_rows
from kodeverk.formats.limits import bytes_of
from kodeverk.formats.reports.endings import write_records
from kodeverk.formats.reports.table import Cell, Table
from kodeverk.model.codebook import RESERVE_PREFIX, SHARED, Codebook, in_tree_order
from kodeverk.model.identity import code_id
from kodeverk.model.records import Code
from kodeverk.model.text import normalise

COLUMNS = (
    "key",
    "parent",
    "name_nb",
    "name_en",
    "definition_nb",
    "definition_en",
    "full_definition",
    "use_when",
    "not_when",
    "example",
    "colour",
    "hotkey",
    "counted",
)
"""The columns of a table; `active` and other languages' names and definitions may be added."""

_BY_LANGUAGE = re.compile("(name|definition)_([a-z]{2,3})")
_FLAGS = {
    **dict.fromkeys(("true", "yes", "ja", "sann", "1"), "true"),
    **dict.fromkeys(("false", "no", "nei", "usann", "0"), "false"),
}
_NO_SIGN = re.compile(r"[\W_]+")


class CodeRow(NamedTuple):
    """A row: the key, the fields of a code, and what the column parent says."""

    key: str
    fields: Fields
    parent: TextPart | None


def read_codebook_table(path: Path) -> Codebook:
    """Return the codebook in a table with a header line of `COLUMNS`, in any order.

    CSV in UTF-8, separated by comma, semicolon or tab, or a sheet of a workbook: the first one with
    a column `key`. The codebook is called after the file; it has no
    version, rules or facets. A key that begins with X- is a reserve code; `parent` is a key in the
    table, above or below. Raises BadInput, its message `FILE:LINE: what`.
    """
    rows, language = _rows(path)
    key = _NO_SIGN.sub("-", path.stem.casefold()).strip("-")[:40].rstrip("-")
    if not key:
        raise BadInput(f"{path}: no codebook can be called that", "Give the file a name.")
    refuse_duplicates(((row.key, row.fields.at) for row in rows), "code")
    codes = _placed(key, language, rows)
    ordered = in_tree_order(codes)
    placed = {each.key for each in ordered}
    for row in rows:
        if row.key not in placed:
            raise bad(row.fields.at, f"{row.key} stands under itself", "Correct the column parent.")
    return Codebook(key, "0", {language: normalise(path.stem)}, {}, language, (), (), ordered)


def codes_table(codebook: Codebook) -> Table[Code]:
    """Return the table of the codes, which `read_codebook_table` reads as they were.

    Raises Refused if a code stands under no theme.
    """
    refuse_to_lose_codes(codebook)
    spoken = {lang for each in codebook.codes for lang in (*each.name, *each.definition)}
    keys = {each.id: each.key for each in codebook.codes}
    shown: dict[str | tuple[str, ...], Callable[[Code], Cell]] = {
        name: attrgetter(name) for name in COLUMNS
    }
    shown["parent"] = lambda each: keys[each.parent] if each.parent else None
    shown["counted"] = lambda each: str(each.counted).lower()
    for language in ("nb", "en", *sorted(spoken - {"nb", "en"})):
        for field in ("name", "definition"):
            shown[f"{field}_{language}"] = _spoken(field, language)
    if not all(each.active for each in codebook.codes):
        shown["active"] = lambda each: str(each.active).lower()
    return Table("codes", shown)


def write_codebook_table(codebook: Codebook, path: Path, rights: Rights = OWNER_ONLY) -> None:
    """Write the codes as CSV (UTF-8, comma, LF) or XLSX, as the ending says.

    Raises what `codes_table` does, and BadInput if the file cannot be written.
    """
    write_records(path, codes_table(codebook), codebook.codes, rights)


def _spoken(field: str, language: str) -> Callable[[Code], Cell]:
    def text(each: Code) -> Cell:
        by_language: dict[str, str] = getattr(each, field)
        return by_language.get(language)

    return text


def _rows(path: Path) -> tuple[list[CodeRow], str]:
    """Return the rows and the table's language."""
    file = str(path)
    rows: list[CodeRow] = []
    columns: list[str] | None = None
    try:
        for begins, cells in _sheet(path) if is_workbook(path) else _csv(path):
            at = FilePlace(file, begins)
            if columns is None:
                columns = _header(cells, at)
            elif any(cell.strip() for cell in cells):
                rows.append(_cells(columns, cells, at))
                limits.refuse_over(limits.CODEBOOK_ROWS, len(rows), file)
    except UnpairedQuotes as error:
        raise bad(
            FilePlace(file, error.line), f"not a CSV table: {error}", "Check the quotes."
        ) from error
    if columns is None or not rows:
        raise BadInput(f"{path}: no codes in the table", "Write a header line and a row a code.")
    spoken = [name.removeprefix("name_") for name in columns if name.startswith("name_")]
    return rows, "nb" if "nb" in spoken else spoken[0]


def is_table(path: Path) -> bool:
    """Tell whether a file is a table of codes: a workbook, or text that begins with its columns.

    Raises BadInput when it is neither a workbook nor text.
    """
    if path.suffix.lower() in (".csv", ".tsv") or is_workbook(path):
        return True
    first = read_codebook_text(path).split("\n", 1)[0]
    heads = {cell.strip().strip('"') for cell in first.split(_separator(first))}
    return "key" in heads and any(map(_BY_LANGUAGE.fullmatch, heads))


def is_workbook(path: Path) -> bool:
    """Tell whether a file is an archive, as workbooks of Excel and OpenDocument are."""
    return bytes_of(path, limits.CODEBOOK).startswith(b"PK\x03\x04")


def _separator(first_line: str) -> str:
    return max(",;\t", key=first_line.count)


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV table, each with the line it begins in."""
    text = read_codebook_text(path)
    return csv_rows(io.StringIO(text, newline=""), _separator(text.split("\n", 1)[0]))


def _sheet(path: Path) -> Iterable[tuple[int, list[str]]]:
    """Return the rows of the sheet with the codes, numbered without those that a file leaves out.

    Raises BadInput for an archive that is no workbook.
    """
    from kodeverk.formats.transcripts.excel import xlsx_sheets
    from kodeverk.formats.transcripts.package import package_kind
    from kodeverk.formats.transcripts.workbooks import ods_sheets

    data, file = bytes_of(path, limits.CODEBOOK), str(path)
    kind = package_kind(data, file)
    if kind not in ("xlsx", "ods"):
        raise BadInput(
            f"{file}: a {kind} file is no codebook",
            "Give a YAML file, or a table of codes as CSV, XLSX or ODS.",
        )
    sheets, _ = xlsx_sheets(data, file) if kind == "xlsx" else ods_sheets(data, file)
    filled = [sheet.rows for sheet in sheets if any(map(any, sheet.rows))]
    with_codes = [rows for rows in filled if "key" in rows[0]]
    chosen = (with_codes or filled or [[]])[0]
    return enumerate(([normalise(cell) for cell in row] for row in chosen), 1)


def _header(cells: list[str], at: FilePlace) -> list[str]:
    limits.refuse_over(limits.COLUMNS, len(cells), at.file)
    columns = [cell.strip() for cell in cells]
    for name in columns:
        if name not in (*COLUMNS, "active") and not _BY_LANGUAGE.fullmatch(name):
            raise bad(at, f"the column {quoted(name)} is unknown", suggestion(name, COLUMNS))
        if columns.count(name) > 1:
            raise bad(at, f"the column {name} is there twice", "Keep one of the two.")
    if "key" not in columns:
        raise bad(at, "there is no column key", "Begin the table with a header line.")
    if not any(name.startswith("name_") for name in columns):
        raise bad(at, "there is no column name_nb", "Add it: every code needs a name.")
    return columns


def _cells(columns: list[str], cells: list[str], at: FilePlace) -> CodeRow:
    if len(cells) > len(columns):
        raise bad(
            at,
            f"{len(cells)} cells under {len(columns)} columns",
            "Put texts that have the separator in quotes.",
        )
    given = {
        name: TextPart(at, cell) for name, cell in zip(columns, cells, strict=False) if cell.strip()
    }
    parts: dict[str, Part] = {}
    for name, part in given.items():
        match = _BY_LANGUAGE.fullmatch(name)
        if name in ("counted", "active"):
            parts[name] = _as_flag(part, name)
        elif match is None:
            parts["id" if name == "key" else name] = part
    for field in ("name", "definition"):
        spoken: dict[str, Part] = {
            name.removeprefix(f"{field}_"): part
            for name, part in given.items()
            if name.startswith(f"{field}_")
        }
        if spoken:
            parts[field] = Fields(at, spoken, dict.fromkeys(spoken, at))
    parent = parts.pop("parent", None)
    assert parent is None or isinstance(parent, TextPart)
    if "id" not in parts:
        raise bad(at, "this row has no key", "Fill in the column key.")
    fields = Fields(at, parts, dict.fromkeys(parts, at))
    return CodeRow(as_key(parts["id"], "a code's key"), fields, parent)


def _as_flag(part: TextPart, column: str) -> TextPart:
    word = part.text.strip().casefold()
    if word not in _FLAGS:
        raise bad(part.at, f"{column} is {quoted(word)}", "Write true or false.")
    return TextPart(part.at, _FLAGS[word])


def _placed(codebook: str, language: str, rows: list[CodeRow]) -> list[Code]:
    """Return the codes in the order of the rows, each under its parent."""
    home = {row.key: SHARED if row.key.startswith(RESERVE_PREFIX) else codebook for row in rows}
    ids = {key: code_id(book, key) for key, book in home.items()}
    siblings: dict[tuple[str, str | None], int] = {}
    codes: list[Code] = []
    for row in rows:
        parent = id_of(row.parent, ids, f"parent of {row.key}") if row.parent else None
        if row.parent and SHARED in (home[row.key], home[as_line(row.parent, "parent")]):
            raise bad(
                row.fields.at,
                f"{row.key} under {as_line(row.parent, 'parent')}: reserve codes stand alone",
                "Leave the parent of a reserve code empty, and put no code under it.",
            )
        where = home[row.key], parent
        siblings[where] = position = siblings.get(where, -1) + 1
        codes.append(code(row.fields, home[row.key], language, parent, position))
    return codes
