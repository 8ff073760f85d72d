"""`kodeverk release`."""

import click

from kodeverk.cli.console import Failure, insist, note, on_terminal, say, say_json
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, project_argument, round_option


@click.command("release")
@project_argument
@click.argument("transcripts", metavar="[TRANSCRIPT]...", nargs=-1)
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
        found = releasing.releasable(into, chosen, round_name)
        unfinished = [one for one in found if one.at_work]
        for one in unfinished if chosen and not yes else ():
            told = f"{one.name} is not finished by {' and '.join(one.at_work)}"
            if not on_terminal():
                raise Failure(
                    told,
                    "Say --yes to release what is finished of it all the same.",
                )
            insist(f"{told}. Release what is finished of it?")
        ready = [one for one in found if chosen or not one.at_work or yes]
        releasing.release(into, author, [one.transcript for one in ready], round_name)
    waiting = [one for one in unfinished if one not in ready]
    if as_json:
        say_json(
            {
                "released": [{"transcript": one.name, "coders": one.finished} for one in ready],
                "waiting": [{"transcript": one.name, "coders": one.at_work} for one in waiting],
                "round": round_name,
            }
        )
        return
    for one in ready:
        say(f"released {one.name}: {', '.join(one.finished)}")
    for one in waiting:
        note(f"note: {one.name} is not released: it is not finished by {' and '.join(one.at_work)}")
    if not ready:
        note("note: nothing was released: nothing is finished that is not released already")
