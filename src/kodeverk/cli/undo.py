"""`kodeverk undo` and `kodeverk redo`."""

import click

from kodeverk.cli.console import note, say
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, project_argument


@click.command
@project_argument
@coder_option
def undo(project: str, coder: str | None) -> None:
    """Take back your last step.

    What somebody has changed since stays, and is listed. Steps of other coders are theirs.
    """
    from kodeverk.store import steps

    with opened(project) as into:
        done = steps.undo(into, author_in(into, coder))
    _tell("undid", done.summary, done.skipped)


@click.command
@project_argument
@coder_option
def redo(project: str, coder: str | None) -> None:
    """Do your last undone step again."""
    from kodeverk.store import steps

    with opened(project) as into:
        done = steps.redo(into, author_in(into, coder))
    _tell("did again", done.summary, done.skipped)


def _tell(verb: str, summary: str, skipped: tuple[str, ...]) -> None:
    say(f"{verb}: {summary}")
    for one in skipped:
        note(f"note: {one}")
