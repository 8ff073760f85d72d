"""`kodeverk send`."""

from pathlib import Path

import click

from kodeverk.cli.console import note, say, say_json
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import coder_option, json_option, project_argument


@click.command
@project_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--since",
    metavar="STEP",
    help="Send what was done in this step of the log and later, or since a time such as "
    "2026-11-29T14:00, or from the `beginning`. Otherwise since this project last sent.",
)
@coder_option
@json_option
def send(project: str, file: Path, since: str | None, coder: str | None, as_json: bool) -> None:
    """Write what has changed as a small file, for colleagues who mail their work.

    It holds the steps since the last `send`, and the texts that came with them. The first time, and
    when words have been withdrawn since, it holds everything there is. The file is not encrypted:
    send it as you would send the interviews.
    """
    from kodeverk.service import sending
    from kodeverk.service.phrases import are, number_of

    with opened(project) as source:
        sent = sending.send(source, author_in(source, coder), file, since)
    if as_json:
        say_json(
            {
                "file": str(sent.file),
                "changes": sent.changes,
                "texts": sent.texts,
                "bytes": sent.size,
                "whole": sent.whole,
                "unsent": sent.unsent,
            }
        )
        return
    what = "everything" if sent.whole else "what has changed"
    size = f"{sent.size / 1000:,.1f} kB"
    say(
        f"{sent.file}: {what}, {number_of(sent.changes, 'change')} and "
        f"{number_of(sent.texts, 'text')}, {size}"
    )
    if sent.unsent:
        note(
            f"note: {number_of(sent.unsent, 'change')} from before that "
            f"{are(sent.unsent)} not sent yet; the next send without --since holds them"
        )
    elif not sent.changes:
        note("note: nothing has changed since it was last sent; --since sends from earlier on")
    note("note: the file is not encrypted: whoever has it can read what is in it")
