"""`kodeverk conflicts`."""

from typing import TYPE_CHECKING, Any

import click

from kodeverk.cli.console import note, say, say_json
from kodeverk.cli.layout import shortened
from kodeverk.cli.opening import author_in, known_reader_in, opened
from kodeverk.cli.options import coder_option, json_option, pairs_option, project_argument
from kodeverk.service.phrases import local_time

if TYPE_CHECKING:
    from kodeverk.service.conflicts import Disagreement


@click.command("conflicts")
@project_argument
@pairs_option(
    "--settle", "ID=NUMBER", "Let the value with this number hold, and no other. Repeatable."
)
@coder_option
@json_option
def conflicts(project: str, settle: dict[str, str], coder: str | None, as_json: bool) -> None:
    """List what people said differently of one thing; settle it.

    Each value is listed with whose it is and when it was said. Of several values the latest
    shows until somebody settles which holds. An ID may be shortened to its beginning. All that is
    settled at once is one step, and `kodeverk undo` takes it back. Conflicts about colleagues'
    codings and memos in a transcript that you code apart are hidden, and counted, until you have
    finished it.
    """
    from kodeverk.service import conflicts as service

    answers = {identity: _number(identity, given) for identity, given in settle.items()}
    with opened(project) as into:
        settled = service.settle_conflicts(into, author_in(into, coder), answers) if answers else ()
        seen = service.conflicts_seen(into, known_reader_in(into, coder))
    open_conflicts = seen.conflicts
    if as_json:
        listed = {"conflicts": [*map(conflict_as_json, open_conflicts)], "hidden": seen.hidden}
        say_json(listed | {"settled": list(settled)} if answers else listed)
        return
    for held in settled:
        say(f"settled {held}")
    for conflict in open_conflicts:
        _tell(conflict)
    if seen.hidden:
        note(
            f"note: {seen.hidden} about colleagues' work in transcripts you code apart: "
            "not shown before you have finished those"
        )
    if not open_conflicts:
        note(f"note: there is no {'other ' if seen.hidden else ''}open conflict")
    elif not answers:
        note(
            "note: settle one by its id and a number: kodeverk conflicts PROJECT --settle ID=NUMBER"
        )


def conflict_as_json(conflict: "Disagreement") -> dict[str, Any]:
    """Return a conflict under the keys that scripts rely on."""
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "record": conflict.record,
        "name": conflict.name,
        "field": conflict.field,
        "about": conflict.about,
        "values": [
            {
                "value": choice.value,
                "author": choice.author,
                "name": choice.words,
                "at": choice.at,
                "shown": choice.is_shown,
            }
            for choice in conflict.choices
        ],
    }


def _tell(conflict: "Disagreement") -> None:
    say(f"{conflict.id}  {conflict.about}")
    for number, choice in enumerate(conflict.choices, 1):
        shown = ", shown now" if choice.is_shown else ""
        # Two readings may differ in what the last speaker says.
        words = choice.words if conflict.field == "turns" else shortened(choice.words)
        say(f"    {number}  {words} ({choice.author}{_day(choice.at)}{shown})")


def _day(at: int | None) -> str:
    return "" if at is None else f", {local_time(at)}"


def _number(conflict: str, given: str) -> int:
    if not given.isdigit():
        raise click.BadParameter(
            f"{conflict}={given} has no number of a value after the sign", param_hint="--settle"
        )
    return int(given)
