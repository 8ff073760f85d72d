"""`kodeverk outcomes`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kodeverk.cells import cells_of, cut
from kodeverk.cli.console import note, say, say_json, say_table, terminal_width
from kodeverk.cli.layout import blocks
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import (
    NumberBetween,
    basis_option,
    coder_option,
    coders_option,
    file_options,
    json_option,
    municipalities_option,
    project_argument,
    publishing_options,
    round_option,
    scope_option,
    with_options,
)
from kodeverk.errors import BadInput
from kodeverk.model.text import visible

if TYPE_CHECKING:
    from kodeverk.service.case_matrix import CaseMatrix
    from kodeverk.service.outcomes import LoadedOutcomes
    from kodeverk.service.projects import Project

_WIDEST_NAME = 18


def _years(_context: click.Context, option: click.Parameter, given: str | None) -> tuple[int, ...]:
    """Return the years of `2019-2022` or `2019,2021`."""
    from kodeverk.service.outcomes import years_in

    try:
        return years_in(given or "")
    except BadInput as error:
        raise click.BadParameter(error.message, param=option) from error


@click.group
def outcomes() -> None:
    """Load outcomes of municipalities; set them beside codes."""


@outcomes.command
@project_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--measure", metavar="NAME", help="What a CSV of one's own measures, as in its name.")
@coder_option
@json_option
def load(project: str, file: Path, measure: str | None, coder: str | None, as_json: bool) -> None:
    """Load outcomes of municipalities from FILE.

    FILE is an export of SSB's table 10824 (CSV or JSON-stat), a table of SSB or IMDi with a line a
    municipality, or a CSV with the columns municipality, year, n and of. docs/files.md describes
    them. What is suppressed (`:`), missing (`..`) or not applicable (`.`) stays that everywhere.
    """
    from kodeverk.service.outcomes import load_outcomes

    with opened(project) as into:
        loaded = load_outcomes(into, author_in(into, coder), file, measure)
    if as_json:
        say_json(asdict(loaded))
    else:
        _say_loaded(loaded)


def _say_loaded(loaded: "LoadedOutcomes") -> None:
    say(
        f"{', '.join(loaded.measures)}: {loaded.added} added, {loaded.changed} changed, "
        f"{loaded.unchanged} unchanged"
    )
    for name, figures in (("n", loaded.n), ("of", loaded.of)):
        say(
            f"{name}: {figures.present} present, {figures.suppressed} suppressed, "
            f"{figures.missing} missing, {figures.not_applicable} not applicable"
        )
    if loaded.nowhere:
        note(f"note: left out, as the register has no such area: {', '.join(loaded.nowhere)}")
    if loaded.unread:
        note(f"note: not read, as it is not work or education: {', '.join(loaded.unread)}")


@outcomes.command
@project_argument
@click.option("--measure", metavar="NAME", help="Which outcome, if several are loaded.")
@click.option(
    "--years", metavar="YEARS", callback=_years, help="Pooled years, as 2019-2022; all otherwise."
)
@click.option(
    "--target",
    type=NumberBetween(0, 100),
    default=55,
    show_default=True,
    metavar="PERCENT",
    help="What municipalities are above or below.",
)
@click.option("--role", metavar="R", default="all", help="Informants of this role only.")
@click.option("--code", "codes", metavar="C", multiple=True, help="Only this code. Repeatable.")
@municipalities_option
@coders_option
@scope_option
@basis_option
@round_option
@click.option(
    "--exploratory",
    is_flag=True,
    help="Add a contrast of above and below by permutation, and rank correlation, for each code.",
)
@with_options(*publishing_options)
@with_options(*file_options())
@json_option
def matrix(
    project: str,
    measure: str | None,
    years: tuple[int, ...],
    target: float,
    role: str,
    codes: tuple[str, ...],
    municipalities: tuple[str, ...],
    coders: tuple[str, ...],
    scope: Literal["finished", "started"],
    basis: Literal["final", "all", "coder"],
    round_name: str,
    exploratory: bool,
    publish: bool,
    threshold: int,
    group: str | None,
    labels: bool,
    out: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Show municipalities by outcome, and beside them who has which code.

    Each outcome is pooled over the years, with its 95 % interval; years with `:` are left out and
    named. A municipality is above or below the target only where the interval does not hold it.
    Beside that stand the informants who have a code, of those in scope, for each direction too.
    """
    from kodeverk.service.case_matrix import MatrixOptions, case_matrix
    from kodeverk.service.exports.options import ExportOptions
    from kodeverk.service.scoping import Selection

    if as_json and out is not None:
        raise click.UsageError("--json and --out exclude each other")
    selection = Selection(
        codes=codes,
        municipalities=municipalities,
        coders=coders,
        scope=scope,
        basis=basis,
        round_name=round_name,
    )
    publishing = ExportOptions(publish=publish, threshold=threshold, group=group, labels=labels)
    options = MatrixOptions(selection, measure, years, target, role, exploratory, publishing)
    with opened(project) as read:
        made = case_matrix(read, options)
        if out is not None:
            _write(read, made, out, replace=replace)
    if as_json:
        say_json(made.as_json())
    elif out is None:
        _say_matrix(made)


def _write(read: "Project", made: "CaseMatrix", out: Path, *, replace: bool) -> None:
    from kodeverk.service.exports.case_export import export_cases

    written = export_cases(read, made, out, replace=replace)
    for path in written.paths:
        say(str(path))
    for sentence in written.notes:
        note(sentence)


def _say_matrix(made: "CaseMatrix") -> None:
    from kodeverk.service.exports.case_export import (
        EXPLORED_COLUMNS,
        case_grid,
        code_cell,
        explored_cells,
        headline,
    )

    for line in headline(made):
        say(line)
    say()
    say_table(*case_grid(made))
    say()
    if made.rows:
        say("informants who have the code, of informants in scope")
    headings = [cut(visible(case.place.name), _WIDEST_NAME) for case in made.cases]
    numbers = [case.place.number for case in made.cases]
    lines = {
        row.label: [code_cell(row.cells.get(number)) for number in numbers] for row in made.rows
    }
    widths = [
        max(cells_of(heading), *(cells_of(cells[place]) for cells in lines.values()), 0)
        for place, heading in enumerate(headings)
    ]
    first = max(map(cells_of, ["code", *lines]))
    for block in blocks(first, widths, terminal_width()) if lines and headings else ():
        say_table(
            ["code", *(headings[place] for place in block)],
            [[label, *(cells[place] for place in block)] for label, cells in lines.items()],
        )
        say()
    if made.options.exploratory:
        say_table(EXPLORED_COLUMNS, [explored_cells(row) for row in made.rows])
        say()
    for sentence in made.notes:
        say(sentence)


@outcomes.command
@project_argument
@click.argument("measure")
@coder_option
def remove(project: str, measure: str, coder: str | None) -> None:
    """Take the outcomes of a measure out of the project.

    `kodeverk undo` brings them back.
    """
    from kodeverk.service.outcomes import remove_outcomes
    from kodeverk.service.phrases import number_of

    with opened(project) as into:
        gone = remove_outcomes(into, author_in(into, coder), measure)
    say(f"removed {measure}: {number_of(gone, 'outcome')}")


@outcomes.command
@project_argument
@click.option("--measure", metavar="NAME", help="Only this outcome.")
@click.option("--municipality", metavar="M", help="The figures of this municipality, year by year.")
@json_option
def show(project: str, measure: str | None, municipality: str | None, as_json: bool) -> None:
    """Show which outcomes are loaded.

    For each measure: from where, of how many municipalities and which years, and how many figures
    are present, suppressed, missing and not applicable.
    """
    from kodeverk.service.outcomes import area_name, measures_in, outcomes_of

    with opened(project) as read:
        found = outcomes_of(read, measure, municipality)
    if as_json:
        measures = [asdict(each) for each in measures_in(found)]
        say_json({"measures": measures, "outcomes": [asdict(each) for each in found]})
        return
    if municipality is not None:
        say_table(
            ["measure", "municipality", "year", "sex", "n", "of", "share", "cohort"],
            [
                [
                    each.measure,
                    area_name(each.area),
                    str(each.year),
                    each.sex,
                    *("" if figure is None else str(figure) for figure in (each.n, each.of)),
                    "" if each.share is None else str(each.share),
                    str(each.cohort or ""),
                ]
                for each in found
            ],
        )
        return
    for each in measures_in(found):
        say(f"{each.measure}: {each.source}")
        years = ", ".join(map(str, each.years))
        counties = f", {each.counties} counties" if each.counties else ""
        say(f"  {each.municipalities} municipalities{counties}; years {years}")
        for name, figures in (("n", each.n), ("of", each.of)):
            say(
                f"  {name}: {figures.present} present, {figures.suppressed} suppressed, "
                f"{figures.missing} missing, {figures.not_applicable} not applicable"
            )
    if not found:
        say("No outcomes. Load some: kodeverk outcomes load PROJECT FILE")
