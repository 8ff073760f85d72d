"""Figures of agreement as tables: a workbook, or CSV files beside each other."""

from pathlib import Path

from kodeverk.errors import Refused
from kodeverk.files import rights_of
from kodeverk.formats.reports.endings import TABLES, ending_of, write_tables
from kodeverk.formats.reports.table import Cells, Table, table_of
from kodeverk.service.agreement_table import AgreementRow, AgreementTable, CodeDifferences
from kodeverk.service.exports.content import BETWEEN, about_table, check_no_project
from kodeverk.service.exports.options import Exported
from kodeverk.store.derived_files import remembered
from kodeverk.store.project import Project

_FIGURES: Table[AgreementRow] = Table(
    "agreement",
    {
        ("statistic", "code", "coders", "group", "unit"): lambda row: (
            row.statistic,
            row.code,
            BETWEEN.join(row.coders),
            row.group,
            row.unit,
        ),
        ("value", "low", "high"): lambda row: (row.value, row.low, row.high),
        ("both", "first_only", "second_only", "neither"): lambda row: row.pairs,
        ("coded", "units", "transcripts", "coverage", "note"): lambda row: (
            row.coded,
            row.units,
            row.transcripts,
            row.coverage,
            row.note,
        ),
    },
)
_CONFUSED: Table[Cells] = Table("confused", {("first", "second", "times"): lambda row: row})


def export_agreement(
    project: Project, table: AgreementTable, out: Path, *, replace: bool = False
) -> Exported:
    """Write figures, differences and what they are of, as what the ending says: .csv or .xlsx.

    Raises BadInput for another ending, and Refused for a project and for a file that is there,
    unless `replace`.
    """
    ending_of(out, TABLES)
    check_no_project(project, out)
    if out.exists() and not replace:
        raise Refused(f"{out} exists already", "Choose another name, or say --force.")
    about = [
        ("round", table.options.round_name),
        ("unit", table.options.unit),
        ("as_of", table.options.as_of),
        ("coders", BETWEEN.join(table.coders)),
        *(("note", sentence) for sentence in table.notes),
    ]
    with remembered(project, out):
        written = write_tables(
            out,
            [
                (_FIGURES, table.rows),
                (table_of("differences", CodeDifferences), table.differences),
                (_CONFUSED, table.confused),
                (about_table("about"), about),
            ],
            rights_of(project.path),
            replace=replace,
        )
    return Exported(written)
