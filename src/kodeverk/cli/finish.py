"""`kodeverk finish`."""

import click

from kodeverk.cli import completing
from kodeverk.cli.console import note, say
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, project_argument


@click.command("finish")
@project_argument
@click.argument(
    "transcripts",
    metavar="TRANSCRIPT...",
    nargs=-1,
    required=True,
    shell_complete=completing.transcripts,
)
@click.option(
    "--round",
    "round_name",
    metavar="ROUND",
    help="Only in this round. By default in main, and in every other in which they are yours.",
)
@coder_option
def finish(
    project: str, transcripts: tuple[str, ...], round_name: str | None, coder: str | None
) -> None:
    """Say that transcripts are coded to the end.

    A TRANSCRIPT is a name, the beginning of one, or an id. What is left open in it (turns after the
    read-to mark, required facets) is listed and does not stop it.
    """
    from kodeverk.service import assigning, coding
    from kodeverk.service.transcripts import find_transcript

    with opened(project) as into:
        author = author_in(into, coder)
        chosen = [find_transcript(into, name) for name in transcripts]
        for transcript in chosen:
            left = coding.unfinished(into, author, transcript.id)
            if left.unread:
                note(f"note: {transcript.name}: turns after the read-to mark: {len(left.unread)}")
            for facet in sorted({facet.key for _, facet in left.lacking}):
                count = sum(lacking.key == facet for _, lacking in left.lacking)
                note(f"note: {transcript.name}: codings without {facet}: {count}")
        coding.finish(into, author, [transcript.id for transcript in chosen], round_name)
        unfinished, unsettled = assigning.uncounted(into)
    for transcript in chosen:
        say(f"finished {transcript.name}")
        if transcript.name in unsettled:
            note(
                f"note: {transcript.name}: nobody's coding counts there until one coder is the"
                " main one:"
            )
            note("      kodeverk assign PROJECT --main TRANSCRIPT=CODER")
        elif transcript.name in unfinished:
            note(
                f"note: {transcript.name}: another's coding counts there:"
                " see kodeverk status PROJECT"
            )
