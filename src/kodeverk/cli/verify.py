"""`kodeverk verify`."""

import click

from kodeverk.cli.console import answer_no, note, say, say_json
from kodeverk.cli.layout import conflicts_line, unsearched_line
from kodeverk.cli.opening import opened
from kodeverk.cli.options import json_option, project_argument


@click.command
@project_argument
@json_option
def verify(project: str, as_json: bool) -> None:
    """Prove that a project is whole and every quote is its words.

    The exit code is 3 when there is a problem. Two projects with the same content hash hold the
    same.
    """
    from kodeverk.service import checking

    with opened(project) as read:
        verdict = checking.verify(read)
        name = read.name
    if as_json:
        say_json(
            {
                "ok": verdict.ok,
                "content_hash": verdict.content_hash,
                "problems": list(verdict.problems),
                "conflicts": verdict.conflicts,
                "unsearched": list(verdict.unsearched),
            }
        )
    elif verdict.ok:
        say(f"{name} is sound")
        say(f"content hash {verdict.content_hash}")
    else:
        for one in verdict.problems:
            say(one)
        say(f"problems in {name}: {len(verdict.problems)}")
    if verdict.conflicts and not as_json:
        note(conflicts_line(verdict.conflicts))
    if verdict.unsearched and not as_json:
        note(unsearched_line(verdict.unsearched))
    if not verdict.ok:
        answer_no()
