"""`kodeverk undo` and `kodeverk redo`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kodeverk.cli.console import agree, note, say
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, project_argument
from kodeverk.errors import Question

if TYPE_CHECKING:
    from kodeverk.service.projects import Reversal

yes_option = click.option(
    "--yes", is_flag=True, help="Do not ask about what reaches beyond one transcript."
)


@click.command
@project_argument
@click.argument("step", metavar="[STEP]", required=False)
@coder_option
@yes_option
def undo(project: str, step: str | None, coder: str | None, yes: bool) -> None:
    """Take back your last step, or any step of the log.

    Of your last step, what somebody has changed since stays, and is listed. A STEP is a number of
    the log; it is taken back while no later step builds on it, and otherwise those are named. The
    number of an undo does again what that took back.
    """
    from kodeverk.service import undoing

    with opened(project) as into:
        author = author_in(into, coder)
        reversal = _asked(lambda sure: undoing.undo(into, author, step, sure=sure), yes=yes)
    _tell(reversal)


@click.command
@project_argument
@coder_option
@yes_option
def redo(project: str, coder: str | None, yes: bool) -> None:
    """Do your last undone step again.

    A step of one transcript can be done again until you go on there.
    """
    from kodeverk.service import undoing

    with opened(project) as into:
        author = author_in(into, coder)
        reversal = _asked(lambda sure: undoing.redo(into, author, sure=sure), yes=yes)
    _tell(reversal)


def _asked(reverse: "Callable[[str | None], Reversal]", *, yes: bool) -> "Reversal":
    """Reverse a step at once where it is within reach; else when somebody has said yes to that."""
    try:
        return reverse(None)
    except Question as question:
        agree(question, yes=yes)
        return reverse(question.about)


def _tell(reversal: "Reversal") -> None:
    say(f"{'undid' if reversal.act == 'undo' else 'did again'}: {reversal.summary}")
    for skipped in reversal.skipped:
        note(f"note: {skipped}")
