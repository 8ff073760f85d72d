"""`kodeverk frequencies`."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kodeverk.cells import cells_of, cut
from kodeverk.cli.console import note, say, say_csv, say_json, say_table, terminal_width
from kodeverk.cli.layout import blocks
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import (
    basis_option,
    coders_option,
    file_options,
    json_option,
    municipalities_option,
    project_argument,
    round_option,
    scope_option,
    with_options,
)
from kodeverk.model.text import visible

if TYPE_CHECKING:
    from kodeverk.service.cross_table import CrossTable, Line
    from kodeverk.service.frequency_table import FrequencyRow, FrequencyTable, Measure
    from kodeverk.service.projects import Project

MEASURES = (
    "informants",
    "passages",
    "codings",
    "turns",
    "transcripts",
    "words",
    "per-1000",
    "speakers",
)
_BESIDE = {"per-1000": "passages per 1,000 words of theirs"}
_FIGURES = ("codings", "passages", "turns", "transcripts", "speakers", "words", "of_speakers")

_ALL = "all"
_WIDEST_GROUP = 18


def _by(_ctx: click.Context, option: click.Parameter, given: str) -> str:
    from kodeverk.service.dimensions import KINDS, kinds_in

    for kind in kinds_in(given):
        if kind not in KINDS:
            raise click.BadParameter(f"{kind!r} is not one of {', '.join(KINDS)}", param=option)
    return given


@click.command
@project_argument
@click.option(
    "--by",
    metavar="A[,B]",
    default="municipality",
    show_default=True,
    callback=_by,
    help="What to compare, one or two of: municipality, role, informant, facet:NAME, coder, round, "
    "transcript, variable:NAME.",
)
@click.option("--variable", metavar="NAME", help="Which variable, with --by variable.")
@click.option("--role", "roles", metavar="R", multiple=True, help="Only this role. Repeatable.")
@click.option("--code", "codes", metavar="C", multiple=True, help="Only this code. Repeatable.")
@municipalities_option
@coders_option
@scope_option
@basis_option
@round_option
@click.option(
    "--measure",
    type=click.Choice(MEASURES),
    default="passages",
    show_default=True,
    help="What stands beside the informants who have the code.",
)
@click.option("--view", metavar="NAME", help="As this saved view says; other options go before it.")
@click.option("--save-view", metavar="NAME", help="Keep what is asked for in the project as NAME.")
@click.option("--drop-view", metavar="NAME", help="Take a saved view away.")
@click.option("--views", "lists_views", is_flag=True, help="List the saved views.")
@with_options(*file_options())
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV to stdout, a row a code and group.")
@json_option
def frequencies(
    project: str,
    variable: str | None,
    view: str | None,
    save_view: str | None,
    drop_view: str | None,
    lists_views: bool,
    out: Path | None,
    replace: bool,
    as_csv: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Count codes by municipality, role and more.

    Each cell has the informants who have the code, of those in scope, and beside them the passages:
    `7 of 12 · 31`. 0 is read and not found; `..` is not coded.
    """
    from kodeverk.service import counting, views
    from kodeverk.service.dimensions import kinds_in, named

    if sum((as_csv, as_json, out is not None)) > 1:
        raise click.UsageError("--csv, --json and --out exclude each other")
    with opened(project) as into:
        if lists_views or drop_view is not None:
            _tend_views(into, drop_view, as_json=as_json)
            return
        wanted = views.View(**asked)
        if view is not None:
            given = {name: asked[name] for name in asked if _is_given(name)}
            wanted = dataclasses.replace(views.find_view(into, view), **given)
        if "round" in kinds_in(wanted.by) and _is_given("round_name"):
            raise click.UsageError("--by round takes all rounds: leave out --round")
        table = counting.frequencies(
            into,
            **wanted.choice,
            variable=variable,
            themes=as_json or out is not None,
            totals=not as_csv,
        )
        # Only what can be counted is kept.
        if save_view is not None:
            by = named(wanted.by, variable)
            views.save_view(
                into, author_in(into, None), save_view, dataclasses.replace(wanted, by=by)
            )
            note(f"saved the view {save_view}: {dataclasses.replace(wanted, by=by).in_words}")
        if out is not None:
            _write(into, table, wanted.measure, out, replace=replace)
    if out is None:
        _say_table(table, wanted.measure, as_csv=as_csv, as_json=as_json)


def _say_table(table: "FrequencyTable", measure: "Measure", *, as_csv: bool, as_json: bool) -> None:
    if as_json:
        say_json({**table.as_json(), "measure": measure})
    elif as_csv:
        _say_rows(table)
        for line in table.about():
            note(line)
    else:
        say_frequencies(table, measure)


def _is_given(name: str) -> bool:
    """Tell whether an option was said, not left to its default."""
    source = click.get_current_context().get_parameter_source(name)
    return source not in (None, ParameterSource.DEFAULT)


def _tend_views(into: "Project", dropped: str | None, *, as_json: bool) -> None:
    """Take a view away, if one is named; list those there are then."""
    from kodeverk.service.views import drop_view, saved_views

    if dropped is not None:
        drop_view(into, author_in(into, None), dropped)
    there = saved_views(into)
    if as_json:
        say_json(
            {"views": [{"name": name, **dataclasses.asdict(view)} for name, view in there.items()]}
        )
        return
    for name, view in there.items():
        say(visible(f"{name}: {view.in_words}"))
    if not there:
        note("no saved views: --save-view NAME keeps what is asked for")


def _write(
    into: "Project", table: "FrequencyTable", measure: "Measure", out: Path, *, replace: bool
) -> None:
    """Write a table to a file, with all its codes and themes, and say what was written."""
    from kodeverk.service.cross_table import cross_tables
    from kodeverk.service.exports.frequency_export import Shown, export_frequencies

    shown = [Shown(each, each.lines, role) for role, each in cross_tables(table).items()]
    for path in export_frequencies(into, table, shown, measure, out, replace=replace).paths:
        say(str(path))
    for line in table.about():
        note(line)


def say_frequencies(table: "FrequencyTable", measure: "Measure" = "passages") -> None:
    """Write a table of codes by groups for each role, and under it what it covers.

    The roles are those the table was asked for, otherwise all as one; they stand side by side where
    they are what is compared. Codes without a coding are told in a line instead, unless they were
    asked for.
    """
    from kodeverk.service.cross_table import cross_tables

    for role, shown in cross_tables(table).items():
        if not table.compares_roles:
            say(f"role: {role}")
        _say_codes(table, shown, measure)
    for line in table.about():
        say(line)


def _say_codes(table: "FrequencyTable", shown: "CrossTable", measure: "Measure") -> None:
    from kodeverk.service.phrases import are, number_of

    lines = [line for line in shown.lines if not line.is_theme]
    if all(line.is_unread for line in lines):
        # Nobody has read anything: what stands under the table says why, and what to do.
        return
    listed = [line for line in lines if table.filters.get("codes") or line.is_used]
    beside = "" if measure in ("informants", "speakers") else f" · {_BESIDE.get(measure, measure)}"
    say(f"informants who have the code, of informants in scope{beside}")
    books: dict[str, list[Line]] = {}
    for line in listed:
        books.setdefault(line.code.codebook, []).append(line)
    for book, own in books.items():
        if len(books) > 1:
            say(f"codebook: {book}")
        _say_block(shown, own, measure)
    unread = sum(line not in listed and line.is_unread for line in lines)
    unused = len(lines) - len(listed) - unread
    for number, what in ((unused, "without a coding"), (unread, "that nobody has read for")):
        if number:
            them = "it" if number == 1 else "them"
            codes = f"{number_of(number, 'code')} {what} {are(number)} not listed"
            say(f"{codes}; --code, --csv and --json show {them}.")


def _say_block(shown: "CrossTable", lines: "Sequence[Line]", measure: "Measure") -> None:
    """Write the lines of one codebook, and under them what is in scope in each column."""
    from kodeverk.service.table_layout import BETWEEN

    width = terminal_width()
    headings = [visible(BETWEEN.join(column.headings)) for column in shown.columns]
    if width is not None:
        headings = [cut(heading, _WIDEST_GROUP) for heading in headings]
    rows = {
        line.code.key: [
            line.cells[column.at].cell(measure) if column.at in line.cells else ""
            for column in shown.columns
        ]
        for line in lines
    }
    for name in ("transcripts", "words"):
        rows[f"of {name}"] = [
            str(getattr(shown.bases[column.at], name)) for column in shown.columns
        ]
    widths = [
        max(cells_of(heading), *(cells_of(cells[place]) for cells in rows.values()))
        for place, heading in enumerate(headings)
    ]
    first = max(map(cells_of, ["code", *rows]))
    for block in blocks(first, widths, width):
        say_table(
            ["code", *(headings[place] for place in block)],
            [[code, *(cells[place] for place in block)] for code, cells in rows.items()],
        )
        say()


def _say_rows(table: "FrequencyTable") -> None:
    """Write the rows as CSV; where a figure is not known its reason stands, never a blank."""
    keys: list[str] = []
    for one in table.dimensions:
        if one.kind != "role":
            keys += [one.written] + ["municipality_name"] * (one.kind == "municipality")
    rows = (
        [row.code, row.code_name, *_values(table, row), row.role]
        + [row.reason if (figure := getattr(row, name)) is None else figure for name in _FIGURES]
        + [row.reason or "", row.left_out, table.scope, table.basis]
        + [row.figure("per-1000") if row.per_1000 is None else round(row.per_1000, 3)]
        + [row.reason if row.of_words is None else row.of_words]
        for row in table.rows
    )
    columns = ["code", "code_name", *keys, "role", *_FIGURES]
    say_csv([*columns, "reason", "left_out", "scope", "basis", "per_1000", "of_words"], rows)


def _values(table: "FrequencyTable", row: "FrequencyRow") -> list[str]:
    """Return a row's value in each dimension but the role; of a municipality its name too."""
    values: list[str] = []
    for one, value, names in zip(table.dimensions, row.at, table.values, strict=True):
        if one.kind != "role" and value is not None:
            values += [value] + [names[value]] * (one.kind == "municipality")
    return values
