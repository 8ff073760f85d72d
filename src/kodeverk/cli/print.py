"""`kodeverk print`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodeverk.cli import completing
from kodeverk.cli.console import note, say
from kodeverk.cli.opening import opened, reader_in
from kodeverk.cli.options import project_argument

if TYPE_CHECKING:
    from kodeverk.service.exports.interview import Whose


@click.command("print")
@project_argument
@click.argument("transcript", shell_complete=completing.transcripts)
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--coder",
    "coders",
    metavar="NAME",
    multiple=True,
    help="Whose codings, in place of --basis. Repeatable.",
)
@click.option(
    "--basis",
    type=click.Choice(("mine", "final", "all")),
    default="mine",
    show_default=True,
    help="Whose codings: your own, those that count, or everybody's.",
)
@click.option("--memos", is_flag=True, help="With memos: on the transcript, codings and passages.")
@click.option(
    "--with-identifying", is_flag=True, help="With the words marked X-IDENT, not […] for them."
)
@click.option("--force", "replace", is_flag=True, help="Replace OUT if it exists.")
def print_(
    project: str,
    transcript: str,
    out: Path,
    coders: tuple[str, ...],
    basis: "Whose",
    *,
    memos: bool,
    with_identifying: bool,
    replace: bool,
) -> None:
    """Print a coded interview with its codes in the margin, as a document or a page.

    The ending of OUT says as what: .docx, .html or .md. A TRANSCRIPT is a name, the beginning of
    one, or an id. Who codes it apart from colleagues prints theirs only when they have finished.
    """
    from kodeverk.service.exports.interview import PrintOptions, print_interview

    options = PrintOptions(coders, basis, memos, with_identifying, replace)
    with opened(project) as read:
        done = print_interview(read, transcript, out, reader_in(read), options)
    for path in done.paths:
        say(str(path))
    for line in done.notes:
        note(f"note: {line}")
