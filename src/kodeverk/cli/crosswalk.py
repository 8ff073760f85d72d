"""`kodeverk crosswalk`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

from kodeverk.cli.matrix import make_matrix
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

_TWO = 2


def _two(_ctx: click.Context, option: click.Parameter, given: str | None) -> Sequence[str]:
    books = tuple(name.strip() for name in (given or "").split(",") if name.strip())
    if given is not None and len({*books}) != _TWO:
        raise click.BadParameter(f"{given!r} is not two codebooks", param=option)
    return books


@click.command
@project_argument
@click.option(
    "--codebooks", "books", metavar="A,B", callback=_two, help="Only between these two, by comma."
)
@click.option("--role", "roles", metavar="R", multiple=True, help="Only what this role says.")
@click.option(
    "--code", "codes", metavar="C", multiple=True, help="Only links of this code. Repeatable."
)
@municipalities_option
@coders_option
@scope_option
@basis_option
@round_option
@with_options(*file_options())
@json_option
def crosswalk(
    project: str,
    books: tuple[str, ...],
    roles: tuple[str, ...],
    codes: tuple[str, ...],
    municipalities: tuple[str, ...],
    coders: tuple[str, ...],
    scope: Literal["finished", "started"],
    basis: Literal["final", "all", "coder"],
    round_name: str,
    out: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Show codes of two codebooks side by side, by their links; they are never counted together.

    Each line has what the first code is to the second, and what each of them has. The passages of
    both: `kodeverk passages PROJECT --code A --code B`.
    """
    from kodeverk.service.matrices.table import MatrixOptions
    from kodeverk.service.scoping import Selection

    selection = Selection(
        roles, codes, municipalities, coders, scope=scope, basis=basis, round_name=round_name
    )
    options = MatrixOptions("crosswalk", selection, books=books)
    make_matrix(project, options, out, replace=replace, as_json=as_json)
