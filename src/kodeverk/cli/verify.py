"""`kodeverk verify`."""

from pathlib import Path

import click

from kodeverk.cli.console import answer_no, note, say, say_json
from kodeverk.cli.layout import conflicts_line, unsearched_line
from kodeverk.cli.opening import opened
from kodeverk.cli.options import json_option, project_argument


@click.command
@project_argument
@click.option(
    "--repair",
    metavar="NEW",
    type=click.Path(path_type=Path),
    help="Write a sound copy of what can be kept, and list what cannot.",
)
@json_option
def verify(project: str, repair: Path | None, as_json: bool) -> None:
    """Prove that a project is whole and every quote is its words.

    The exit code is 3 when there is a problem. Two projects with the same content hash hold the
    same.
    """
    from kodeverk.service import verification

    if repair is not None:
        _repair(project, repair, as_json)
        return
    with opened(project) as read:
        verdict = verification.verify(read)
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
        for problem in verdict.problems:
            say(problem)
        say(f"problems in {name}: {len(verdict.problems)}")
    if verdict.conflicts and not as_json:
        note(conflicts_line(verdict.conflicts))
    if verdict.unsearched and not as_json:
        note(unsearched_line(verdict.unsearched))
    if not verdict.ok:
        answer_no()


def _repair(project: str, target: Path, as_json: bool) -> None:
    from kodeverk.service.phrases import number_of
    from kodeverk.service.repairing import write_sound_copy

    with opened(project) as read:
        lacking, dated_anew = write_sound_copy(read, target)
    if as_json:
        say_json({"repaired": str(target), "left_out": list(lacking), "dated_anew": dated_anew})
        return
    for sentence in lacking:
        say(sentence)
    if dated_anew:
        anew = number_of(dated_anew, "change")
        say(f"dated anew in their order, having been dated days ahead: {anew}")
    left = f"without {number_of(len(lacking), 'thing')} listed here" if lacking else "of everything"
    say(f"{target} is written: a sound copy {left}")
