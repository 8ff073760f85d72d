"""`kodeverk frequencies`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, cast

import click

from kodeverk.cells import cells_of, cut
from kodeverk.cli.console import note, say, say_csv, say_json, say_table, terminal_width
from kodeverk.cli.layout import blocks
from kodeverk.cli.opening import opened
from kodeverk.cli.options import (
    basis_option,
    coders_option,
    json_option,
    municipalities_option,
    project_argument,
    round_option,
    scope_option,
)
from kodeverk.model.text import visible

if TYPE_CHECKING:
    from kodeverk.service.counting import FrequencyRow, FrequencyTable
    from kodeverk.service.grouping import By

Measure = Literal["codings", "passages", "turns", "transcripts", "speakers", "words"]

GROUPINGS = ("municipality", "role", "coder", "transcript", "variable")
MEASURES = ("codings", "passages", "turns", "transcripts", "speakers", "words")
_FIGURES = (*MEASURES, "of_speakers")

_ALL = "all"
_PERCENT_FROM = 20
_WIDEST_GROUP = 18


@click.command
@project_argument
@click.option(
    "--by",
    type=click.Choice(GROUPINGS),
    default="municipality",
    show_default=True,
    help="What to compare.",
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
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV to stdout, a row a code and group.")
@json_option
def frequencies(
    project: str,
    by: str,
    variable: str | None,
    roles: tuple[str, ...],
    codes: tuple[str, ...],
    municipalities: tuple[str, ...],
    coders: tuple[str, ...],
    scope: Literal["finished", "started"],
    basis: Literal["final", "all", "coder"],
    round_name: str,
    measure: Measure,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Count codes by municipality, role and more.

    Each cell has the informants who have the code, of those in scope, and beside them the passages:
    `7 of 12 · 31`. 0 is read and not found; `..` is not coded.
    """
    from kodeverk.service import counting

    if as_csv and as_json:
        raise click.UsageError("--csv and --json exclude each other")
    with opened(project) as read:
        table = counting.frequencies(
            read,
            by=cast("By", by),
            variable=variable,
            roles=roles,
            codes=codes,
            municipalities=municipalities,
            coders=coders,
            scope=scope,
            basis=basis,
            round_name=round_name,
            themes=as_json,
        )
    if as_json:
        say_json(table.as_json())
    elif as_csv:
        _say_rows(table)
        for line in about(table):
            note(line)
    else:
        say_frequencies(table, measure)


def say_frequencies(table: "FrequencyTable", measure: Measure = "passages") -> None:
    """Write a table of codes by groups for each role, and under it what it covers.

    The roles are those the table was asked for, otherwise all as one.

    Roles stand side by side where they are what is compared. Codes without a coding are told in
    a line instead, unless they were asked for.
    """
    if table.by == "role":
        _say_codes(table, table.rows, measure)
    else:
        for role in table.filters.get("roles", (_ALL,)):
            say(f"role: {role}")
            _say_codes(table, [row for row in table.rows if row.role == role], measure)
    for line in about(table):
        say(line)


def about(table: "FrequencyTable") -> list[str]:
    """Return what must stand beside every figure: scope, basis, filters, what is left out."""
    chosen = [f"{name} {', '.join(values)}" for name, values in table.filters.items() if values]
    return [
        f"Scope: {table.scope}, round {table.round_name}. Basis: {table.basis}. "
        + (f"Only: {'; '.join(chosen)}." if chosen else "No filter."),
        *table.notes,
    ]


def _say_codes(table: "FrequencyTable", rows: Sequence["FrequencyRow"], measure: Measure) -> None:
    from kodeverk.service.phrases import are, number_of

    columns = list(dict.fromkeys(_group(table, row) for row in rows))
    by_code: dict[str, dict[str, FrequencyRow]] = {}
    for row in rows:
        by_code.setdefault(row.code, {})[_group(table, row)] = row
    listed = {
        code: cells
        for code, cells in by_code.items()
        if table.filters.get("codes") or any(row.codings for row in cells.values())
    }
    shown = {
        code: [_cell(cells[group], measure) if group in cells else "" for group in columns]
        for code, cells in listed.items()
    }
    if not any(row.reason is None for row in rows):
        # Nobody has read anything: what stands under the table says why, and what to do.
        return
    width = terminal_width()
    headings = [visible(group) for group in columns]
    if width is not None:
        headings = [cut(heading, _WIDEST_GROUP) for heading in headings]
    widths = [
        max(cells_of(heading), *(cells_of(cells[place]) for cells in shown.values()), 0)
        for place, heading in enumerate(headings)
    ]
    first = max(map(cells_of, ["code", *shown]))
    beside = "" if measure == "speakers" else f" · {measure}"
    say(f"informants who have the code, of informants in scope{beside}")
    for block in blocks(first, widths, width) if shown else ():
        say_table(
            ["code", *(headings[place] for place in block)],
            [[code, *(cells[place] for place in block)] for code, cells in shown.items()],
        )
        say()
    unread = sum(
        code not in listed and all(row.reason for row in cells.values())
        for code, cells in by_code.items()
    )
    unused = len(by_code) - len(listed) - unread
    for number, what in ((unused, "without a coding"), (unread, "that nobody has read for")):
        if number:
            them = "it" if number == 1 else "them"
            codes = f"{number_of(number, 'code')} {what} {are(number)} not listed"
            say(f"{codes}; --code, --csv and --json show {them}.")


def _group(table: "FrequencyTable", row: "FrequencyRow") -> str:
    if table.by == "role":
        return row.role
    if table.by == "municipality" and row.group_name != row.group:
        return f"{row.group} {row.group_name}"
    return row.group_name


def _cell(row: "FrequencyRow", measure: Measure) -> str:
    """Return `7 of 12 · 31`; a percentage only where there are enough for one to mean something."""
    if row.of_speakers is None or row.speakers is None:
        return row.reason or ""
    share = f"{row.speakers} of {row.of_speakers}"
    if row.of_speakers >= _PERCENT_FROM:
        share += f" ({100 * row.speakers / row.of_speakers:.0f} %)"
    return share if measure == "speakers" else f"{share} · {getattr(row, measure)}"


def _say_rows(table: "FrequencyTable") -> None:
    """Write the rows as CSV; where a figure is not known its reason stands, never a blank."""
    group = {"role": [], "municipality": ["municipality", "municipality_name"]}
    columns = ["code", "code_name", *group.get(table.by, [table.by]), "role"]
    rows = (
        [row.code, row.code_name, *(row.group, row.group_name)[: len(columns) - 3], row.role]
        + [row.reason if (figure := getattr(row, name)) is None else figure for name in _FIGURES]
        + [row.reason or "", row.left_out, table.scope, table.basis]
        for row in table.rows
    )
    say_csv([*columns, *_FIGURES, "reason", "left_out", "scope", "basis"], rows)
