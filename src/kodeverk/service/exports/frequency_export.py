"""A table of frequencies as a file: as it is looked at, and its rows at length; or as a text."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kodeverk.analysis.counting.transcripts import ALL
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
from kodeverk.model.records import Role
from kodeverk.service.cross_table import CrossTable, Line
from kodeverk.service.dimensions import Dimension
from kodeverk.service.exports.content import about_table, line_by_line, new_file_ending
from kodeverk.service.exports.options import Exported
from kodeverk.service.frequency_table import FrequencyRow, FrequencyTable, Measure
from kodeverk.service.table_layout import BETWEEN
from kodeverk.store.derived_files import remembered
from kodeverk.store.project import Project

_FIGURES = ("codings", "passages", "turns", "transcripts", "speakers", "words", "of_speakers")


class Shown(NamedTuple):
    """What is looked at of a table: lines of one role, unless roles are compared."""

    table: CrossTable
    lines: Sequence[Line]
    role: Role = ALL


def export_frequencies(
    project: Project,
    table: FrequencyTable,
    shown: Sequence[Shown],
    measure: Measure,
    out: Path,
    *,
    replace: bool = False,
) -> Exported:
    """Write what is shown of a table, and at length what stands in it, as the ending says.

    Raises BadInput for another ending than .csv, .xlsx, .docx, .md and .html, and Refused for a
    project and for a file that is there, unless `replace`.
    """
    ending = new_file_ending(project, out, TABLES, PROSE, replace=replace)
    rights = rights_of(project.path)
    with remembered(project, out):
        if ending in PROSE:
            document = Document("Frequencies", "en", _blocks(table, shown, measure))
            write_document(out, document, rights)
            return Exported((out,))
        tables: list[tuple[Table[Any], Iterable[Any]]] = [
            (_as_shown(part, is_alone=len(shown) == 1), _lines(part, measure)) for part in shown
        ]
        tables += [
            (_rows(table.dimensions), _at_length(shown)),
            (about_table("about"), line_by_line(_about(table, measure))),
        ]
        return Exported(write_tables(out, tables, rights, replace=replace))


def _about(table: FrequencyTable, measure: Measure) -> list[tuple[str, str]]:
    return [
        ("by", table.by),
        ("measure", measure),
        ("scope", table.scope),
        ("basis", table.basis),
        ("round", table.round_name),
        *((name, ", ".join(values)) for name, values in table.filters.items()),
        *(("note", sentence) for sentence in table.notes),
        ("counting_rules", "\n".join(table.rules)),
    ]


def _at_length(shown: Iterable[Shown]) -> Iterator[tuple[Line, FrequencyRow]]:
    for part in shown:
        for line in part.lines:
            for column in part.table.columns:
                row = line.cells.get(column.at)
                if row is not None:
                    yield line, row


def _blocks(table: FrequencyTable, shown: Iterable[Shown], measure: Measure) -> Iterator[Block]:
    for key, value in _about(table, measure)[:-1]:
        yield RunningText(value, key.capitalize())
    for part in shown:
        if part.role != ALL:
            yield Heading(1, part.role)
        books = part.table.codebooks
        for book in books:
            if len(books) > 1:
                yield Heading(2, book)
            lines = [line for line in part.lines if line.code.codebook == book]
            is_asked = bool(table.filters.get("codes"))
            yield from _of_codebook(part, lines, measure, is_asked=is_asked)
    yield Heading(1, "How it is counted")
    yield Listing(table.rules)


def _of_codebook(
    part: Shown, lines: Sequence[Line], measure: Measure, *, is_asked: bool
) -> Iterator[Block]:
    """Yield the table of one codebook; codes without a coding are only named, unless asked for."""
    listed = [line for line in lines if is_asked or line.is_used]
    heads = (BETWEEN.join(column.headings) for column in part.table.columns)
    rows = [
        (f"{code} (theme)" if level == "theme" else str(code), *map(_in_text, figures))
        for code, _, level, _, *figures in _lines(part._replace(lines=listed), measure)
    ]
    if listed:
        yield from grids(Grid(("code", *heads), rows))
    others = [line for line in lines if line not in listed and not line.is_theme]
    for is_unread, lead in ((False, "Without a coding"), (True, "Not read for by anybody")):
        keys = [line.code.key for line in others if line.is_unread is is_unread]
        if keys:
            yield RunningText(", ".join(keys), lead)


def _as_shown(part: Shown, *, is_alone: bool) -> Table[Cells]:
    """Return the table as it is looked at: a line a code, a column a value or a total."""
    headings = (BETWEEN.join(column.headings) for column in part.table.columns)
    columns = ("code", "code_name", "level", "codebook", *headings)
    name = "frequencies" if is_alone else f"frequencies-{part.role}"
    return Table(name, {columns: lambda row: row})


def _lines(part: Shown, measure: Measure) -> Iterator[Cells]:
    """Yield what stands in each line, and under them what figures are of."""
    for line in part.lines:
        cells = (line.cells.get(column.at) for column in part.table.columns)
        figures = (None if row is None else row.cell(measure) for row in cells)
        yield (line.code.key, line.code.name, _level(line), line.code.codebook, *figures)
    for name in ("speakers", "transcripts", "words"):
        bases = (getattr(part.table.bases[column.at], name) for column in part.table.columns)
        yield (f"of {name}", None, None, None, *bases)


def _rows(dimensions: Sequence[Dimension]) -> Table[tuple[Line, FrequencyRow]]:
    """Return the rows at length; of a total the value is `*`, of an unknown figure its reason."""

    def figures(of: tuple[Line, FrequencyRow]) -> Cells:
        row = of[1]
        values: list[Cell] = [getattr(row, name) for name in _FIGURES]
        return tuple(row.reason if value is None else value for value in values)

    def rates(of: tuple[Line, FrequencyRow]) -> Cells:
        row = of[1]
        rate = row.figure("per-1000") if row.per_1000 is None else row.per_1000
        return (row.reason or row.of_words, rate, row.reason, row.left_out)

    return Table(
        "rows",
        {
            ("code", "level"): lambda of: (of[0].code.key, _level(of[0])),
            tuple(one.written for one in dimensions if one.kind != "role"): lambda of: tuple(
                "*" if value is None else value
                for one, value in zip(dimensions, of[1].at, strict=True)
                if one.kind != "role"
            ),
            "role": lambda of: of[1].role,
            _FIGURES: figures,
            ("of_words", "per_1000", "reason", "left_out"): rates,
        },
    )


def _in_text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _level(line: Line) -> str:
    return "theme" if line.is_theme else "code"
