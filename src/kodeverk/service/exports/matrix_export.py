"""A matrix as a file: tables of it, or a text to read with small tables and the words in it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kodeverk.analysis.counting.rules import RULES
from kodeverk.files import rights_of
from kodeverk.formats.reports.endings import (
    PROSE,
    TABLES,
    write_document,
    write_tables,
)
from kodeverk.formats.reports.prose import (
    Block,
    Document,
    Grid,
    Heading,
    Listing,
    RunningText,
    grids,
)
from kodeverk.formats.reports.table import Cell, Cells, Table
from kodeverk.model.codebook import IDENTIFYING
from kodeverk.service.exports.content import about_table, line_by_line, new_file_ending
from kodeverk.service.exports.options import Exported
from kodeverk.service.matrices.table import Matrix
from kodeverk.store.derived_files import remembered
from kodeverk.store.project import Project

_MOST_IN_A_CELL = 32_000
"""The characters that a cell of a workbook surely holds."""


def export_matrix(
    project: Project, matrix: Matrix, out: Path, *, replace: bool = False
) -> Exported:
    """Write a matrix to `out` as what its ending says: the table, its records, what it is of.

    Raises BadInput for another ending and where it cannot be written, and Refused for a project,
    and for a file that is there unless `replace`.
    """
    ending = new_file_ending(project, out, TABLES, PROSE, replace=replace)
    rights = rights_of(project.path)
    with remembered(project, out):
        if ending in PROSE:
            write_document(out, _document(matrix), rights)
            return Exported((out,), matrix.notes)
        kind = matrix.options.kind
        wide: Table[Cells] = Table(kind, {matrix.heads: lambda row: row})
        records: Table[Cells] = Table(f"{kind}-records", {matrix.fields: lambda row: row})
        most = _MOST_IN_A_CELL if ending == ".xlsx" else None
        tables: list[tuple[Table[Any], Iterable[Any]]] = [
            (wide, (tuple(_cut(cell, most) for cell in row) for row in matrix.wide_rows())),
            (records, matrix.records),
            (about_table("about"), line_by_line(_about(matrix))),
        ]
        return Exported(write_tables(out, tables, rights, replace=replace), matrix.notes)


def _cut(cell: Cell, most: int | None) -> Cell:
    """Return what a cell holds, at most so much; what is left out is said."""
    if most is None or not isinstance(cell, str) or len(cell) <= most:
        return cell
    kept = cell[:most].rpartition("\n\n")[0] or cell[:most]
    return f"{kept}\n\n… the rest stands among the records"


def _about(matrix: Matrix) -> list[tuple[str, str]]:
    return [
        *matrix.about(),
        ("identifying_words", f"withheld: words marked {IDENTIFYING}"),
        ("counting_rules", "\n".join(RULES)),
    ]


def _document(matrix: Matrix) -> Document:
    return Document(f"Matrix: {matrix.options.kind}", "en", [*_blocks(matrix)])


def _blocks(matrix: Matrix) -> Iterator[Block]:
    for key, value in _about(matrix)[:-1]:
        yield RunningText(value, key.replace("_", " ").capitalize())
    yield from grids(
        Grid(
            (matrix.corner, *(column.head for column in matrix.columns)),
            [(row.head, *(cell.text for cell in row.cells)) for row in matrix.rows],
        )
    )
    if matrix.options.kind == "framework":
        yield from _of_framework(matrix)
    if matrix.options.kind == "measures":
        yield Heading(1, "What is proposed")
        of = (dict(zip(matrix.fields, record, strict=True)) for record in matrix.records)
        yield Listing([_proposal(record) for record in of])
    yield Heading(1, "How it is counted")
    yield Listing(RULES)


def _of_framework(matrix: Matrix) -> Iterator[Block]:
    """Yield the words of each cell that has any, below its row and its column."""
    for row in matrix.rows:
        yield Heading(1, row.head)
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            _, *words = str(cell.value).split("\n\n")
            if words:
                yield Heading(2, f"{column.head}: {cell.text}")
            for paragraph in words:
                yield RunningText(paragraph)


def _proposal(record: dict[str, Cell]) -> str:
    about = f" – {record['about']}" if record["about"] else ""
    who = ", ".join(
        str(record[name]) for name in ("speakers", "roles", "municipality_name", "transcript")
    )
    return f"“{record['text']}” ({who}{about})"
