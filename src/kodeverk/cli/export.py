"""`kodeverk export`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kodeverk.cli.console import note, say
from kodeverk.cli.opening import opened
from kodeverk.cli.options import (
    basis_option,
    coders_option,
    municipalities_option,
    project_argument,
    round_option,
    scope_option,
)

if TYPE_CHECKING:
    from kodeverk.service.scoping import Selection

_Function = TypeVar("_Function", bound=Callable[..., Any])

_SELECTION = (municipalities_option, coders_option, scope_option, basis_option, round_option)
_CONTENT = (
    click.option("--counts-only", is_flag=True, help="Leave out the single codings."),
    click.option("--memos", is_flag=True, help="With memos: on codings, passages and transcripts."),
    click.option(
        "--with-identifying", is_flag=True, help="With the words marked X-IDENT, not […] for them."
    ),
    click.option("--force", is_flag=True, help="Replace what is there, whoever made it."),
)


def _export_options(function: _Function) -> _Function:
    """Give a command what all exports can be asked for."""
    for option in reversed((*_SELECTION, *_CONTENT)):
        function = option(function)
    return function


@click.group
def export() -> None:
    """Write an SQLite database or CSV tables."""


@export.command
@project_argument
@click.argument("out", metavar="OUT.sqlite", type=click.Path(path_type=Path))
@_export_options
def sqlite(
    project: str,
    out: Path,
    counts_only: bool,
    memos: bool,
    with_identifying: bool,
    force: bool,
    **chosen: Any,
) -> None:
    """Write frequencies and the codings behind them as an SQLite database.

    The tables are described in docs/files.md. An earlier export at OUT.sqlite is replaced when the
    new one is whole.
    """
    from kodeverk.service.exporting import ExportOptions, export_sqlite

    options = ExportOptions(
        _selection(**chosen),
        counts_only=counts_only,
        memos=memos,
        with_identifying=with_identifying,
        replace=force,
    )
    with opened(project) as read:
        left_out = export_sqlite(read, out, options)
    say(str(out))
    for line in left_out:
        note(f"note: {line}")


@export.command
@project_argument
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@_export_options
@click.option(
    "--excel", is_flag=True, help="As spreadsheets want it: BOM, semicolons, no formulas."
)
def csv(
    project: str,
    folder: Path,
    counts_only: bool,
    memos: bool,
    with_identifying: bool,
    force: bool,
    excel: bool,
    **chosen: Any,
) -> None:
    """Write codings, frequencies and matrices as CSV tables in FOLDER.

    The columns are described in docs/files.md. `kodeverk import-codings` reads codings.csv back.
    """
    from kodeverk.service.exporting import ExportOptions, export_csv

    options = ExportOptions(
        _selection(**chosen),
        counts_only=counts_only,
        memos=memos,
        with_identifying=with_identifying,
        excel=excel,
        replace=force,
    )
    with opened(project) as read:
        left_out = export_csv(read, folder, options)
    for path in sorted(folder.glob("*.csv")):
        say(str(path))
    for line in left_out:
        note(f"note: {line}")


def _selection(**chosen: Any) -> "Selection":
    from kodeverk.service.scoping import Selection

    return Selection(**chosen)
