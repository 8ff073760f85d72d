"""A table of frequencies as files: as it is looked at, and its rows at length."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kodeverk.errors import Refused
from kodeverk.files import rights_of
from kodeverk.formats.reports.endings import TABLES, ending_of, write_tables
from kodeverk.formats.reports.table import Cell, Cells, Table
from kodeverk.service.cross_table import CrossTable, Line
from kodeverk.service.dimensions import Dimension
from kodeverk.service.exports.content import about_table, check_no_project
from kodeverk.service.exports.options import Exported
from kodeverk.service.frequency_table import FrequencyRow, FrequencyTable, Measure
from kodeverk.service.table_layout import BETWEEN
from kodeverk.store.derived_files import remembered
from kodeverk.store.project import Project

_FIGURES = ("codings", "passages", "turns", "transcripts", "speakers", "words", "of_speakers")


def export_frequencies(
    project: Project,
    table: FrequencyTable,
    shown: CrossTable,
    lines: Sequence[Line],
    measure: Measure,
    out: Path,
    *,
    replace: bool = False,
) -> Exported:
    """Write these lines of a table, and at length what stands in them, as the ending says.

    Raises BadInput for another ending than .csv and .xlsx, and Refused for a project and for a file
    that is there, unless `replace`.
    """
    ending_of(out, TABLES)
    check_no_project(project, out)
    if out.exists() and not replace:
        raise Refused(f"{out} exists already", "Choose another name, or say --force.")
    at_length = [
        (line, row)
        for line in lines
        for column in shown.columns
        if (row := line.cells.get(column.at)) is not None
    ]
    about = [
        ("by", table.by),
        ("measure", measure),
        ("scope", table.scope),
        ("basis", table.basis),
        ("round", table.round_name),
        *((name, ", ".join(values)) for name, values in table.filters.items()),
        *(("note", sentence) for sentence in table.notes),
        ("counting_rules", "\n".join(table.rules)),
    ]
    with remembered(project, out):
        written = write_tables(
            out,
            [
                (_as_shown(shown), _lines(shown, lines, measure)),
                (_rows(table.dimensions), at_length),
                (about_table("about"), about),
            ],
            rights_of(project.path),
            replace=replace,
        )
    return Exported(written)


def _as_shown(shown: CrossTable) -> Table[Cells]:
    """Return the table as it is looked at: a line a code, a column a value or a total."""
    headings = (BETWEEN.join(column.headings) for column in shown.columns)
    columns = ("code", "code_name", "level", "codebook", *headings)
    return Table("frequencies", {columns: lambda row: row})


def _lines(shown: CrossTable, lines: Iterable[Line], measure: Measure) -> Iterator[Cells]:
    """Yield what stands in each line, and under them what figures are of."""
    for line in lines:
        cells = (line.cells.get(column.at) for column in shown.columns)
        figures = (None if row is None else row.cell(measure) for row in cells)
        yield (line.code.key, line.code.name, _level(line), line.code.codebook, *figures)
    for name in ("speakers", "transcripts", "words"):
        bases = (getattr(shown.bases[column.at], name) for column in shown.columns)
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


def _level(line: Line) -> str:
    return "theme" if line.is_theme else "code"
