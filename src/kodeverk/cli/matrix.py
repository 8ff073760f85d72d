"""`kodeverk matrix`."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from kodeverk.cells import cells_of, cut
from kodeverk.cli.console import note, say, say_json, say_table, terminal_width
from kodeverk.cli.layout import blocks
from kodeverk.cli.opening import opened, reader_in
from kodeverk.cli.options import (
    basis_option,
    coders_option,
    file_options,
    json_option,
    municipalities_option,
    near_option,
    project_argument,
    round_option,
    scope_option,
    with_options,
)
from kodeverk.model.text import visible

if TYPE_CHECKING:
    from kodeverk.service.matrices.table import FrameworkRows, Matrix, MatrixKind, MatrixOptions

MATRICES = ("cooccurrence", "facets", "informants", "framework", "saturation", "measures")
_WIDEST = 40


@click.command
@project_argument
@click.argument("kind", metavar="KIND", type=click.Choice(MATRICES))
@click.option("--role", "roles", metavar="R", multiple=True, help="Only what this role says.")
@click.option(
    "--code",
    "codes",
    metavar="C",
    multiple=True,
    help="Only this code; of measures: this code says that one is proposed. Repeatable.",
)
@municipalities_option
@coders_option
@scope_option
@basis_option
@round_option
@near_option("cooccurrence: ")
@click.option(
    "--across-coders",
    is_flag=True,
    help="cooccurrence, with --basis all: passages of different coders may meet.",
)
@click.option(
    "--by",
    type=click.Choice(("municipality", "informant")),
    default="municipality",
    show_default=True,
    help="framework: whose words the rows are.",
)
@with_options(*file_options())
@json_option
@click.pass_context
def matrix(
    context: click.Context,
    project: str,
    kind: str,
    roles: tuple[str, ...],
    codes: tuple[str, ...],
    municipalities: tuple[str, ...],
    coders: tuple[str, ...],
    scope: Literal["finished", "started"],
    basis: Literal["final", "all", "coder"],
    round_name: str,
    near: Literal["words", "turn"] | int,
    across_coders: bool,
    by: str,
    out: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Show codes by codes, facets, informants or themes; saturation; measures proposed.

    KIND is cooccurrence (codes by codes), facets (codes by values), informants (0 and 1, for R and
    QCA), framework (municipalities or informants by themes, with passages and memos), saturation
    (new codes with each finished transcript) or measures (what is proposed, and by whom).
    """
    from kodeverk.service.matrices.table import MatrixOptions
    from kodeverk.service.scoping import Selection

    check_together(context)
    selection = Selection(
        roles, codes, municipalities, coders, scope=scope, basis=basis, round_name=round_name
    )
    options = MatrixOptions(
        cast("MatrixKind", kind), selection, near, across_coders, cast("FrameworkRows", by)
    )
    make_matrix(project, options, out, replace=replace, as_json=as_json)


def make_matrix(
    project: str, options: "MatrixOptions", out: Path | None, *, replace: bool, as_json: bool
) -> None:
    """Make a matrix and write it to a file, as JSON or as a table.

    Raises UsageError where both a file and JSON are asked for.
    """
    from kodeverk.service.exports.matrix_export import export_matrix
    from kodeverk.service.matrices.making import matrix as make

    if as_json and out is not None:
        raise click.UsageError("--json and --out exclude each other")
    with opened(project) as read:
        made = make(read, reader_in(read), options)
        if out is not None:
            written = export_matrix(read, made, out, replace=replace)
    if out is not None:
        for path in written.paths:
            say(str(path))
        for sentence in written.notes:
            note(f"note: {visible(sentence)}")
    elif as_json:
        say_json(made.as_json())
    else:
        _say_matrix(made)


def check_together(context: click.Context) -> None:
    """Raise UsageError for an option of another kind of matrix."""
    of = {"near": "cooccurrence", "across_coders": "cooccurrence", "by": "framework"}
    for name, belongs in of.items():
        given = context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if given and context.params["kind"] != belongs:
            raise click.UsageError(f"--{name.replace('_', '-')} belongs to {belongs}")


def _say_matrix(made: "Matrix") -> None:
    """Write the table, in blocks as wide as the terminal, and what it is of."""
    say(visible(made.says))
    width = terminal_width()
    columns = [[column.head for column in made.columns]]
    columns += [[cell.text for cell in row.cells] for row in made.rows]
    most = _WIDEST if width is not None else max(map(len, map(str, columns)), default=1)
    texts = [[cut(visible(" ".join(text.split())), most) for text in line] for line in columns]
    heads, *rows = texts
    widths = [max(map(cells_of, column)) for column in zip(*texts, strict=True)]
    named = [cut(visible(row.head), _WIDEST) for row in made.rows]
    first = max(map(cells_of, [made.corner, *named]))
    for block in blocks(first, widths, width) if rows and heads else ():
        say_table(
            [made.corner, *(heads[place] for place in block)],
            [
                [name, *(row[place] for place in block)]
                for name, row in zip(named, rows, strict=True)
            ],
        )
        say()
    for key, value in made.about()[2:]:
        say(visible(f"{key}: {value}"))
    if made.options.kind in ("framework", "measures"):
        say("The words themselves are in --out FILE and in --json.")
