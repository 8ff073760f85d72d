"""`kodeverk export`, and how every export becomes a command."""

import inspect
from pathlib import Path
from typing import Any

import click

from kodeverk.cli.console import note, say
from kodeverk.cli.opening import opened
from kodeverk.cli.options import (
    basis_option,
    coders_option,
    municipalities_option,
    project_argument,
    publishing_options,
    round_option,
    scope_option,
)
from kodeverk.service.exports.registry import EXPORTS

_SELECTION = (municipalities_option, coders_option, scope_option, basis_option, round_option)
_CHOSEN = ("municipalities", "coders", "scope", "basis", "round_name")

_OPTIONS = {
    "selection": _SELECTION,
    "counts_only": (
        click.option("--counts-only", is_flag=True, help="Leave out the single codings."),
    ),
    "memos": (
        click.option(
            "--memos", is_flag=True, help="With memos: on codings, passages and transcripts."
        ),
    ),
    "texts": (
        click.option(
            "--with-texts",
            "texts",
            is_flag=True,
            help="With the whole texts and their turns, for offsets to refer to.",
        ),
    ),
    "with_identifying": (
        click.option(
            "--with-identifying",
            is_flag=True,
            help="With the words marked X-IDENT, not […] for them.",
        ),
    ),
    "publish": publishing_options,
    "replace": (
        click.option(
            "--force", "replace", is_flag=True, help="Replace what is there, whoever made it."
        ),
    ),
    "replace_file": (
        click.option("--force", "replace", is_flag=True, help="Replace FILE if it exists."),
    ),
    "excel": (
        click.option(
            "--excel", is_flag=True, help="As spreadsheets want it: BOM, semicolons, no formulas."
        ),
    ),
    "codebook": (click.option("--codebook", metavar="KEY", help="Which one, if several."),),
}
"""What an export may be asked for -> the options of its command."""


def export_command(name: str) -> click.Command:
    """Return the command that makes the export of this name."""
    export = EXPORTS[name]

    def run(project: str, out: Path, **given: Any) -> None:
        from kodeverk.service.exports.options import ExportOptions
        from kodeverk.service.scoping import Selection

        if "selection" in export.options:
            given["selection"] = Selection(**{option: given.pop(option) for option in _CHOSEN})
        with opened(project) as read:
            done = export.write(read, out, ExportOptions(**given))
        for path in done.paths:
            say(str(path))
        for line in done.notes:
            note(f"note: {line}")

    def named(_ctx: click.Context, _target: click.Parameter, out: Path) -> Path:
        export.check_ending(out)
        return out

    decorated = run
    for option in reversed([option for wanted in export.options for option in _OPTIONS[wanted]]):
        decorated = option(decorated)
    target = click.argument(
        "out", metavar=export.out, type=click.Path(path_type=Path), callback=named
    )
    return click.command(name, help=inspect.cleandoc(export.help))(
        project_argument(target(decorated))
    )


@click.group
def export() -> None:
    """Write codings and frequencies as files for other programs."""


for _name, _export in EXPORTS.items():
    if _export.under == "export":
        export.add_command(export_command(_name))
