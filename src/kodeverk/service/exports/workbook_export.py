"""The export as a workbook: a sheet a table, and one with what is said of them."""

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from kodeverk.analysis.counting.figures import Counts, FacetFrequency
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.formats.reports.endings import whole_report
from kodeverk.formats.reports.table import Record, Table
from kodeverk.formats.reports.workbook import Workbook, new_workbook
from kodeverk.model.outcomes import SUPPRESSED
from kodeverk.service.exports.content import (
    Content,
    about_table,
    check_new,
    export_content,
    line_by_line,
)
from kodeverk.service.exports.csv_export import (
    CODE_COLUMNS,
    MEASURES,
    code_cells,
    informants_matrix,
    measured,
    passages_matrix,
    write_codings_and_counts,
)
from kodeverk.service.exports.database_export import (
    base_by_role,
    code_table,
    listed_codes,
    municipality_table,
)
from kodeverk.service.exports.options import PLAIN, Exported, ExportOptions
from kodeverk.service.scoping import Material
from kodeverk.store.project import Project

NOTES = "notes"
"""The sheet with what is said of the export, its rules and what it leaves out."""


class _Sheets:
    """A workbook that takes the tables of the CSV export, under their names without the ending."""

    def __init__(self, book: Workbook) -> None:
        self._book = book

    def add(self, table: Table[Record], records: Iterable[Record]) -> None:
        self._book.add(replace(table, name=table.name.removesuffix(".csv")), records)


def export_xlsx(project: Project, out: Path, options: ExportOptions = PLAIN) -> Exported:
    """Write codings, frequencies, denominators and codes as a workbook, a sheet a table.

    Raises Refused for a file that is there, unless `options.replace`, BadInput for what no workbook
    can hold, and what `service.scoping.material_of` raises for the selection.
    """
    options = options.as_counts()
    check_new(out, replace=options.replace)
    with (
        export_content(project, out, options, facets=True) as made_from,
        whole_report(out, made_from.rights) as part,
        new_workbook(part) as book,
    ):
        sheets = _Sheets(book)
        # The sheets to look at first stand first; what they hold is known last.
        sheets.add(about_table(NOTES), ())
        for matrix in (informants_matrix, passages_matrix):
            sheets.add(matrix(made_from.material), ())
        counts = write_codings_and_counts(sheets, made_from)
        _write_base(sheets, made_from, counts)
        sheets.add(about_table(NOTES), line_by_line(made_from.about()))
    return Exported((out, *made_from.logs(out)), made_from.notes())


def _write_base(sheets: _Sheets, made_from: Content, counts: Counts) -> None:
    """Write the figures by facet value, what the figures are of, and the codes."""
    material = made_from.material
    whole = {base.group: base for base in counts.denominators if base.role == ALL}
    places = sorted({material.places[transcript] for transcript in material.transcripts})
    sheets.add(_facet_table(material), counts.facets)
    sheets.add(municipality_table(whole, SUPPRESSED), places)
    sheets.add(base_by_role(SUPPRESSED), made_from.bases(counts))
    in_figures = {row.code for row in counts.codes}
    sheets.add(code_table(material, in_figures), enumerate(listed_codes(made_from)))


def _facet_table(material: Material) -> Table[FacetFrequency]:
    codes = code_cells(material)
    return Table(
        "facet_frequency",
        {
            "municipality": attrgetter("group"),
            CODE_COLUMNS: lambda row: codes[row.code],
            ("role", "facet", "value"): attrgetter("role", "facet", "value"),
            **{measure: measured(attrgetter(measure)) for measure in MEASURES},
            ("reason", "left_out"): attrgetter("reason", "left_out"),
            "is_all": lambda row: int(row.role == ALL),
        },
    )
