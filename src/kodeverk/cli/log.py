"""`kodeverk log`."""

from dataclasses import asdict

import click

from kodeverk.cli.console import say_json, say_table
from kodeverk.cli.opening import opened
from kodeverk.cli.options import json_option, project_argument
from kodeverk.service.phrases import time_told


@click.command
@project_argument
@json_option
def log(project: str, as_json: bool) -> None:
    """List the steps made in this file, latest first.

    By its number `kodeverk undo PROJECT STEP` takes one back.
    """
    from kodeverk.store import queries, steps

    with opened(project) as read, read.reading() as connection:
        found = steps.steps(connection)
        names = {one.id: one.name for one in queries.transcripts(connection)}
    if as_json:
        say_json({"steps": [asdict(step) for step in found]})
        return
    numbers = {step.id: step.number for step in found}
    rows = [
        (
            step.number,
            time_told(step.at),
            step.author,
            f"{step.act} {numbers[step.target]}" if step.target in numbers else step.act,
            f"{step.summary} (undone)" if step.undone else step.summary,
            names.get(step.transcript or "", ""),
            max(0, step.changes),
        )
        for step in found
    ]
    say_table(("step", "time", "coder", "act", "what", "transcript", "changes"), rows)
