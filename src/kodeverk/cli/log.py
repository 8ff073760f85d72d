"""`kodeverk log`."""

from dataclasses import asdict

import click

from kodeverk.cli.console import say_json, say_table
from kodeverk.cli.opening import known_reader_in, opened
from kodeverk.cli.options import coder_option, json_option, project_argument
from kodeverk.service.phrases import local_time


@click.command
@project_argument
@coder_option
@json_option
def log(project: str, coder: str | None, as_json: bool) -> None:
    """List the steps made in this file, latest first.

    By its number `kodeverk undo PROJECT STEP` takes one back. What a colleague did in a transcript
    that you code apart is not told before you have finished it.
    """
    from kodeverk.service.log import read_log

    with opened(project) as read:
        whole_log = read_log(read, known_reader_in(read, coder))
    if as_json:
        say_json({"steps": [asdict(step) for step in whole_log.steps]})
        return
    numbers = {step.id: step.number for step in whole_log.steps}
    rows = [
        (
            step.number,
            local_time(step.at),
            step.author,
            f"{step.act} {numbers[step.target]}" if step.target in numbers else step.act,
            f"{step.summary} (undone)" if step.undone else step.summary,
            whole_log.transcripts.get(step.transcript or "", ""),
            max(0, step.changes),
        )
        for step in whole_log.steps
    ]
    say_table(("step", "time", "coder", "act", "what", "transcript", "changes"), rows)
