"""Reports as single files, in the format that the ending of the name says."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kodeverk.errors import BadInput, Refused
from kodeverk.files import OWNER_ONLY, Rights, refused, whole_file
from kodeverk.formats.reports.markdown import write_markdown
from kodeverk.formats.reports.prose import Document
from kodeverk.formats.reports.table import Record, Table
from kodeverk.formats.reports.web_page import write_web_page
from kodeverk.formats.reports.word_document import write_word_document
from kodeverk.formats.reports.workbook import new_workbook
from kodeverk.formats.tables import write_table


def _write_csv(part: Path, table: Table[Any], records: Iterable[Any]) -> None:
    write_table(part, table.columns, table.rows(records))


def _write_xlsx(part: Path, table: Table[Any], records: Iterable[Any]) -> None:
    with new_workbook(part) as book:
        book.add(table, records)


TABLES: Mapping[str, Callable[[Path, Table[Any], Iterable[Any]], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
}
PROSE: Mapping[str, Callable[[Path, Document], None]] = {
    ".docx": write_word_document,
    ".md": write_markdown,
    ".html": write_web_page,
}
"""Ending -> what writes tables, or prose, in that format."""


def ending_of(path: Path, *formats: Iterable[str]) -> str:
    """Return the ending of a name in lower case. Raises BadInput if it is none of these formats."""
    endings = [ending for these in formats for ending in these]
    ending = path.suffix.lower()
    if ending not in endings:
        raise BadInput(
            f"{path}: the ending does not say in which format to write it",
            f"There are: {', '.join(endings)}.",
        )
    return ending


def write_records(
    path: Path, table: Table[Record], records: Iterable[Record], rights: Rights = OWNER_ONLY
) -> None:
    """Write a table in the format its ending says, in the place of what is there, whole.

    Raises BadInput for an ending of no table, and where it cannot be written.
    """
    write = TABLES[ending_of(path, TABLES)]
    with whole_report(path, rights) as part:
        write(part, table, records)


def write_tables(
    path: Path,
    tables: Sequence[tuple[Table[Any], Iterable[Any]]],
    rights: Rights = OWNER_ONLY,
    *,
    replace: bool = False,
) -> tuple[Path, ...]:
    """Write several tables: a workbook with a sheet for each, or CSV files beside each other.

    All but the first are called after it and after themselves, `NAME-TABLE.csv`. Returns what was
    written. Raises BadInput for an ending of no table, and where it cannot be written; Refused for
    a file beside it that is there, unless `replace`.
    """
    if ending_of(path, TABLES) == ".xlsx":
        with whole_report(path, rights) as part, new_workbook(part) as book:
            for table, records in tables:
                book.add(table, records)
        return (path,)
    (first, rows), *others = tables
    beside = [path.with_stem(f"{path.stem}-{table.name}") for table, _ in others]
    there = [file for file in beside if file.exists()]
    if there and not replace:
        raise Refused(f"{there[0]} exists already", "Choose another name, or replace it.")
    write_records(path, first, rows, rights)
    for file, (table, records) in zip(beside, others, strict=True):
        write_records(file, table, records, rights)
    return (path, *beside)


def write_document(path: Path, document: Document, rights: Rights = OWNER_ONLY) -> None:
    """Write prose in the format its ending says, in the place of what is there, whole.

    Raises BadInput for an ending of no prose, and where it cannot be written.
    """
    write = PROSE[ending_of(path, PROSE)]
    with whole_report(path, rights) as part:
        write(part, document)


@contextmanager
def whole_report(path: Path, rights: Rights = OWNER_ONLY) -> Iterator[Path]:
    """Give an empty file to fill, which at the end is put in the place of what is there, whole.

    Raises Refused where it cannot be written.
    """
    with refused(path), whole_file(path, rights) as part:
        yield part
