"""Figures of agreement as a file: tables, or a report for a codebook meeting."""

import dataclasses
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from kodeverk.analysis.agreement.differences import FacetAgreement
from kodeverk.analysis.agreement.elsewhere import Elsewhere
from kodeverk.files import rights_of
from kodeverk.formats.reports.endings import (
    PROSE,
    TABLES,
    write_document,
    write_tables,
)
from kodeverk.formats.reports.table import Cells, Table, table_of
from kodeverk.model.records import Coder
from kodeverk.service.agreement import agreement
from kodeverk.service.agreement_table import (
    DEFAULT,
    AgreementRow,
    AgreementTable,
    CodeDifferences,
)
from kodeverk.service.exports.content import BETWEEN, about_table, new_file_ending
from kodeverk.service.exports.meeting_report import meeting_report
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

_FACETS: Table[FacetAgreement] = Table(
    "facets",
    {
        ("facet", "value", "pairs", "values"): lambda one: (
            one.facet,
            one.value,
            one.pairs,
            BETWEEN.join(one.values),
        )
    },
)
_ELSEWHERE: Table[Cells] = Table("elsewhere", {("code", *Elsewhere._fields): lambda row: row})


def export_agreement(
    project: Project,
    table: AgreementTable,
    out: Path,
    reader: Callable[[], Coder],
    *,
    replace: bool = False,
) -> Exported:
    """Write figures, differences and what they are of, as what the ending says.

    .csv and .xlsx are tables, the endings of prose a report, which always has alpha and positive
    agreement; it holds words of interviews as `reader` may see them. Raises BadInput for another
    ending, Refused for a project and for a file that is there, unless `replace`, and where
    identifying words could slip through.
    """
    ending = new_file_ending(project, out, TABLES, PROSE, replace=replace)
    if ending in PROSE:
        return _export_report(project, table, out, reader())
    with remembered(project, out):
        tables = agreement_tables(table)
        written = write_tables(out, tables, rights_of(project.path), replace=replace)
    return Exported(written)


def agreement_tables(table: AgreementTable) -> list[tuple[Table[Any], Iterable[Any]]]:
    """Return figures, differences, what was confused, and what these are of, as tables."""
    by_round = [(f"round {one.round}", f"{one.first} – {one.last}") for one in table.rounds]
    about = [
        *(by_round if table.options.by == "round" else [("round", table.options.round_name)]),
        ("unit", table.options.unit),
        ("as_of", table.options.as_of),
        ("coders", BETWEEN.join(table.coders)),
        *(("note", sentence) for sentence in table.notes),
    ]
    tables: list[tuple[Table[Any], Iterable[Any]]] = [
        (_FIGURES, table.rows),
        (table_of("differences", CodeDifferences), table.differences),
        (_CONFUSED, table.confused),
        (_FACETS, table.facets),
        (about_table("about"), about),
    ]
    if table.options.compare:
        tables.append((_ELSEWHERE, [(code, *of) for code, of in table.elsewhere]))
    return tables


def _export_report(project: Project, table: AgreementTable, out: Path, reader: Coder) -> Exported:
    asked = table.options.statistics
    if not {*DEFAULT} <= {*asked}:
        both = tuple(dict.fromkeys((*DEFAULT, *asked)))
        table = agreement(project, dataclasses.replace(table.options, statistics=both))
    with remembered(project, out):
        report = meeting_report(project, reader, table)
        write_document(out, report.document, rights_of(project.path))
    return Exported((out,), report.notes)
