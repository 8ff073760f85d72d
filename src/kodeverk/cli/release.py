"""`kodeverk release`."""

import click

from kodeverk.cli import completing
from kodeverk.cli.console import Failure, insist, note, on_terminal, say, say_json
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, project_argument, round_option


@click.command("release")
@project_argument
@click.argument(
    "transcripts", metavar="[TRANSCRIPT]...", nargs=-1, shell_complete=completing.transcripts
)
@round_option
@click.option("--yes", is_flag=True, help="Also where somebody has not finished.")
@coder_option
@json_option
def release(
    project: str,
    transcripts: tuple[str, ...],
    round_name: str,
    yes: bool,
    coder: str | None,
    as_json: bool,
) -> None:
    """Release finished transcripts, so that their coders may see and compare what they coded.

    Without a TRANSCRIPT, every one that all its coders have finished. One that is named is released
    as far as it is finished; where somebody has not finished, you are asked. What is released
    counts as finished. `kodeverk undo` takes it back.
    """
    from kodeverk.service import releasing
    from kodeverk.service.transcripts import find_transcript

    with opened(project) as into:
        author = author_in(into, coder)
        chosen = [find_transcript(into, name).id for name in transcripts]
        standings = releasing.releasable(into, chosen, round_name, reader=author)
        unfinished = [standing for standing in standings if standing.at_work]
        for standing in unfinished if chosen and not yes else ():
            warning = standing.warning
            if not on_terminal():
                raise Failure(
                    warning,
                    "Say --yes to release what is finished of it all the same.",
                )
            insist(f"{warning}. Release what is finished of it?")
        ready = [standing for standing in standings if chosen or not standing.at_work or yes]
        releasing.release(into, author, [standing.transcript for standing in ready], round_name)
    waiting = [standing for standing in unfinished if standing not in ready]
    if as_json:
        say_json(
            {
                "released": [
                    {"transcript": standing.name, "coders": standing.finished} for standing in ready
                ],
                "waiting": [
                    {"transcript": standing.name, "coders": standing.at_work}
                    for standing in waiting
                ],
                "round": round_name,
            }
        )
        return
    for standing in ready:
        say(f"released {standing.name}: {', '.join(standing.finished)}")
    for standing in waiting:
        note(
            f"note: {standing.name} is not released: it is not finished by "
            f"{' and '.join(standing.at_work)}"
        )
    if not ready:
        note("note: nothing was released: nothing is finished that is not released already")
