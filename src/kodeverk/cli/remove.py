"""`kodeverk remove`."""

from typing import TYPE_CHECKING

import click

from kodeverk.cli import completing
from kodeverk.cli.console import Failure, insist, on_terminal, say, say_json
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, project_argument

if TYPE_CHECKING:
    from kodeverk.service.removing import Removal


@click.command
@project_argument
@click.argument("transcript", shell_complete=completing.transcripts)
@click.option("--yes", is_flag=True, help="Do not ask, whatever was coded in it.")
@coder_option
@json_option
def remove(project: str, transcript: str, yes: bool, coder: str | None, as_json: bool) -> None:
    """Take a transcript out of the project, so that it can come in again.

    Its versions, speakers, assignments, codings, memos and variables go with it; what is known of
    informants stays. kodeverk undo brings it back. The file imported again is a transcript in which
    nothing is coded. For withdrawn consent see kodeverk forget.
    """
    from kodeverk.service import removing
    from kodeverk.service.transcripts import find_transcript

    with opened(project) as into:
        author = author_in(into, coder)
        known = find_transcript(into, transcript)
        if not yes:
            _ask(removing.removal(into, known.id))
        removal = removing.remove(into, author, known.id)
    if as_json:
        say_json(
            {
                "transcript": removal.transcript,
                "codings": dict(removal.codings),
                "removed": dict(removal.removed),
            }
        )
        return
    counts = (f"{kind.replace('_', ' ')} {count}" for kind, count in removal.removed.items())
    say(f"removed {removal.transcript}: {', '.join(counts)}")


def _ask(planned: "Removal") -> None:
    """Ask whether what was coded shall go too. Raises Failure where nobody can be asked."""
    if not planned.codings:
        return
    coded = ", ".join(f"{coder} {count}" for coder, count in planned.codings.items())
    if not on_terminal():
        raise Failure(
            f"{planned.transcript} has codings, which go with it: {coded}",
            "Say --yes to take them out too; kodeverk undo brings them back.",
        )
    insist(f"{planned.transcript} has codings: {coded}. Take it out with them?")
