"""The case matrix as files: tables (CSV, XLSX), or a text with tables (DOCX, Markdown, HTML)."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kodeverk.analysis.counting.rules import RULES
from kodeverk.analysis.outcomes import Exploration
from kodeverk.files import rights_of
from kodeverk.formats.reports.endings import (
    PROSE,
    TABLES,
    write_document,
    write_tables,
)
from kodeverk.formats.reports.prose import Block, Document, Grid, Heading, Listing, RunningText
from kodeverk.formats.reports.table import Cell, Table, table_of
from kodeverk.model.outcomes import SUPPRESSED
from kodeverk.service.case_matrix import Case, CaseMatrix, CodeInCase, CodeRow
from kodeverk.service.exports.content import (
    BETWEEN,
    about_table,
    fill_log,
    log_beside,
    log_to_fill,
    new_file_ending,
)
from kodeverk.service.exports.options import Exported
from kodeverk.store.derived_files import remembered
from kodeverk.store.project import Project

_PERCENT_FROM = 20
CASE_COLUMNS = (
    "municipality",
    "outcome",
    "95 %",
    "to target",
    "years",
    "cohorts",
    "interviews",
    "lag",
    "informants",
)


class _CodeCell(NamedTuple):
    """A cell of the matrix as a row: `reason` stands where nothing is known."""

    code: str
    code_name: str
    direction: str
    municipality: str
    municipality_name: str
    n: Cell
    of: Cell
    reason: str | None


class _ExploredRow(NamedTuple):
    """What was found of a row of the matrix."""

    code: str
    direction: str
    statistic: str
    value: Cell
    chance: Cell
    adjusted: Cell
    municipalities: int


_CASES: Table[Case] = Table(
    "cases",
    {
        ("municipality", "municipality_name"): lambda case: (case.place.number, case.place.name),
        ("n", "of", "share", "low", "high"): lambda case: (
            _known(case.outcome.n, case),
            _known(case.outcome.of, case),
            _known(case.outcome.share, case),
            _known(case.interval and case.interval.low, case),
            _known(case.interval and case.interval.high, case),
        ),
        ("standing", "reason"): lambda case: (case.standing, case.outcome.reason),
        ("years", "years_left_out"): lambda case: (
            _listed(case.outcome.years),
            BETWEEN.join(f"{year} {sign}" for year, sign in case.outcome.without),
        ),
        "cohorts": lambda case: _listed(case.cohorts),
        "interviews": lambda case: _listed(case.interviews),
        ("lag_least", "lag_most"): lambda case: case.lag or (None, None),
        "informants": lambda case: SUPPRESSED if case.informants is None else case.informants,
    },
)


def _case_table(matrix: CaseMatrix) -> Table[Case]:
    """Return the table of the municipalities, without the columns of which nothing is published."""
    hidden = _hidden(matrix)
    shown = {
        columns: cells
        for columns, cells in _CASES.shown.items()
        if hidden.isdisjoint((columns,) if isinstance(columns, str) else columns)
    }
    return Table(_CASES.name, shown)


def export_cases(
    project: Project, matrix: CaseMatrix, out: Path, *, replace: bool = False
) -> Exported:
    """Write a case matrix as what the ending says: .csv, .xlsx, .docx, .md or .html.

    Raises BadInput for another ending, and Refused for a project and for a file that is there,
    unless `replace`.
    """
    ending = new_file_ending(project, out, TABLES, PROSE, replace=replace)
    rights = rights_of(project.path)
    log = log_to_fill(out, matrix.options.publishing, rights, replace=replace)
    with remembered(project, out), log as part_of_log:
        logs: tuple[Path, ...] = ()
        if part_of_log is not None:
            fill_log(part_of_log, matrix.withheld)
            logs = (log_beside(out),)
        if ending in PROSE:
            write_document(out, case_document(matrix), rights)
            return Exported((out, *logs), matrix.notes)
        tables: list[tuple[Table[Any], Iterable[Any]]] = [
            (_case_table(matrix), matrix.cases),
            (table_of("codes", _CodeCell), _code_cells(matrix)),
            (table_of("exploratory", _ExploredRow), _explored(matrix)),
            (about_table("about"), _about(matrix)),
        ]
        if not matrix.options.exploratory:
            del tables[2]
        written = write_tables(out, tables, rights, replace=replace)
        return Exported((*written, *logs), matrix.notes)


def case_document(matrix: CaseMatrix) -> Document:
    """Return a case matrix as a text with its tables."""
    return Document(f"Outcomes beside codes: {matrix.measure}", "en", [*_blocks(matrix)])


def _blocks(matrix: CaseMatrix) -> Iterator[Block]:
    for line in headline(matrix):
        yield RunningText(line)
    yield Heading(1, "Municipalities by outcome")
    yield Grid(*case_grid(matrix))
    yield Heading(1, "Informants who have the code, of informants in scope")
    places = [case.place for case in matrix.cases]
    yield Grid(
        ("code", *(f"{place.name}" for place in places)),
        [
            (row.label, *(code_cell(row.cells.get(place.number)) for place in places))
            for row in matrix.rows
        ],
    )
    if matrix.options.exploratory:
        yield Heading(1, "Exploratory")
        yield Grid(EXPLORED_COLUMNS, [explored_cells(row) for row in matrix.rows])
    yield Heading(1, "Notes")
    yield Listing(matrix.notes)
    yield Heading(1, "How it is counted")
    yield Listing(RULES)


def headline(matrix: CaseMatrix) -> list[str]:
    """Return what stands above a matrix: what is measured, for which years, and the target."""
    selection = matrix.options.selection
    publish = matrix.options.publishing.publish
    filters = [
        name if publish else f"{name} {', '.join(values)}"
        for name, values in selection.filters.items()
    ]
    return [
        f"{matrix.source} ({matrix.measure}), {_span(matrix.years)}. "
        f"Target: {matrix.options.target:g} %. Cannot tell: the interval holds the target.",
        f"Informants: {matrix.options.role}. Scope: {selection.scope}, round "
        f"{selection.round_name}. Basis: {selection.basis}. "
        + (f"Only: {'; '.join(filters)}." if filters else "No filter."),
    ]


def case_grid(matrix: CaseMatrix) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the columns of the municipalities and a row for each, as far as they are known."""
    hidden = _hidden(matrix)
    kept = [at for at, column in enumerate(CASE_COLUMNS) if column not in hidden]
    rows = []
    for case in matrix.cases:
        cells = _case_cells(case)
        if matrix.options.publishing.publish:
            cells = (case.place.name, *cells[1:])
        rows.append(tuple(cells[at] for at in kept))
    return tuple(CASE_COLUMNS[at] for at in kept), rows


def _hidden(matrix: CaseMatrix) -> frozenset[str]:
    """Return the columns of which nothing is published."""
    publishing = matrix.options.publishing
    if not publishing.publish:
        return frozenset()
    return _DATES | _FIGURES if publishing.hides_places else _DATES


_DATES = frozenset({"interviews", "lag", "lag_least", "lag_most"})
_FIGURES = frozenset(
    {"outcome", "95 %", "n", "of", "share", "low", "high", "years", "years_left_out", "cohorts"}
)


def _case_cells(case: Case) -> tuple[str, ...]:
    """Return what stands under `CASE_COLUMNS` of a municipality."""
    lag, share = case.lag, case.outcome.share
    outcome: str
    if share is None:
        outcome = case.outcome.reason or ""
    elif case.outcome.of is None:
        outcome = f"{100 * share:.0f} %"
    else:
        outcome = n_of(case.outcome.n, case.outcome.of)
    return (
        f"{case.place.number} {case.place.name}",
        outcome,
        "–".join(f"{100 * end:.0f}" for end in case.interval) + " %" if case.interval else "",
        case.standing or case.outcome.reason or "",
        _span(case.outcome.years),
        _span(case.cohorts),
        _span(case.interviews),
        "" if lag is None else f"{lag[0]}" if lag[0] == lag[1] else f"{lag[0]} to {lag[1]}",
        SUPPRESSED if case.informants is None else str(case.informants),
    )


def code_cell(cell: CodeInCase | None) -> str:
    """Return what stands in a cell: `7 of 12`, or why nothing is known."""
    if cell is None:
        return ""
    if cell.n is None or cell.of is None:
        return cell.reason or ""
    return n_of(cell.n, cell.of)


def n_of(n: int | None, of: int | None) -> str:
    """Return `7 of 12`, with a percentage only where there are enough for one to mean something."""
    share = f" ({100 * n / of:.0f} %)" if n is not None and of and of >= _PERCENT_FROM else ""
    return f"{n} of {of}{share}"


EXPLORED_COLUMNS = ("code", "contrast", "p", "p, Holm", "n", "tau-b", "p", "p, Holm", "n")


def explored_cells(row: CodeRow) -> tuple[str, ...]:
    """Return what stands under `EXPLORED_COLUMNS` of a row."""
    return (row.label, *_of(row.contrast), *_of(row.tau))


def _of(found: Exploration | None) -> tuple[str, ...]:
    if found is None:
        return ("", "", "", "")
    return (
        "undefined" if found.value is None else f"{found.value:+.2f}",
        "" if found.chance is None else f"{found.chance:.3f}",
        "" if found.adjusted is None else f"{found.adjusted:.3f}",
        str(found.municipalities),
    )


def _code_cells(matrix: CaseMatrix) -> Iterator[_CodeCell]:
    names = {case.place.number: case.place.name for case in matrix.cases}
    for row in matrix.rows:
        for number, name in names.items():
            cell = row.cells.get(number)
            if cell is not None:
                yield _CodeCell(
                    row.code,
                    row.name,
                    row.direction,
                    number,
                    name,
                    cell.reason if cell.n is None else cell.n,
                    cell.reason if cell.of is None else cell.of,
                    cell.reason,
                )


def _explored(matrix: CaseMatrix) -> Iterator[_ExploredRow]:
    for row in matrix.rows:
        for statistic, found in (("contrast", row.contrast), ("tau-b", row.tau)):
            if found is not None:
                figures = (found.value, found.chance, found.adjusted, found.municipalities)
                yield _ExploredRow(row.code, row.direction, statistic, *figures)


def _about(matrix: CaseMatrix) -> list[tuple[str, str]]:
    selection = matrix.options.selection
    return [
        ("measure", matrix.measure),
        ("source", matrix.source),
        ("years", _listed(matrix.years)),
        ("target_percent", f"{matrix.options.target:g}"),
        ("role", matrix.options.role),
        ("scope", selection.scope),
        ("basis", selection.basis),
        ("round", selection.round_name),
        (
            "filters",
            ", ".join(selection.filters)
            if matrix.options.publishing.publish
            else "; ".join(f"{name}: {', '.join(v)}" for name, v in selection.filters.items()),
        ),
        *(("note", sentence) for sentence in matrix.notes),
        *(("counting_rule", rule) for rule in RULES),
    ]


def _known(figure: float | None, case: Case) -> Cell:
    """Return a figure, or where it is not known the reason, never a blank."""
    return (case.outcome.reason or "..") if figure is None else figure


def _listed(years: tuple[int, ...]) -> str:
    return BETWEEN.join(map(str, years))


def _span(years: tuple[int, ...]) -> str:
    """Return years as they are written: `2019–2022`, or one by one where some lack between."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))
