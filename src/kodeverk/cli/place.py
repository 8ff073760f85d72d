"""`kodeverk place`."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from kodeverk.cli import completing
from kodeverk.cli.console import note, say, say_json
from kodeverk.cli.layout import shortened
from kodeverk.cli.opening import author_in, known_reader_in, opened
from kodeverk.cli.options import NumberBetween, coder_option, json_option, project_argument

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.projects import Project
    from kodeverk.service.reviewing import ToReview

_WORDS = {"unsure": "perhaps here", "gone": "its words are gone", "aside": "set aside"}


@click.command("place")
@project_argument
@click.argument("transcript", required=False, shell_complete=completing.transcripts)
@click.option(
    "--accept", "accepted", metavar="ID", multiple=True, help="It lies where it was placed."
)
@click.option("--accept-all", is_flag=True, help="All that wait lie there; see --over.")
@click.option(
    "--over",
    type=NumberBetween(0, 1),
    metavar="0.x",
    help="With --accept-all: only what is placed with more confidence than this.",
)
@click.option(
    "--move",
    "moved",
    type=(str, int, int),
    metavar="ID START END",
    help="It lies at these offsets of the current text.",
)
@click.option("--aside", metavar="ID", multiple=True, help="It has no place in this text.")
@click.option("--all", "everything", is_flag=True, help="List what has been set aside, too.")
@coder_option
@json_option
def place(
    project: str,
    transcript: str | None,
    accepted: tuple[str, ...],
    over: float | None,
    moved: tuple[str, int, int] | None,
    aside: tuple[str, ...],
    coder: str | None,
    *,
    accept_all: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """List the codings and memos whose place in a corrected text waits for a person; decide.

    An ID may be shortened to its beginning. Offsets are counted in characters from 0; the end is
    the first character after the passage. What is set aside stays in the project. Colleagues'
    codings and memos in a transcript that you code apart are hidden, and counted, until you have
    finished it.
    """
    from kodeverk.service import reviewing

    if over is not None and not accept_all:
        raise click.UsageError("--over belongs to --accept-all")
    if sum(map(bool, (accepted, accept_all, moved, aside))) > 1:
        raise click.UsageError("decide one thing at a time: each decision is a step of its own")
    with opened(project) as into:
        if accepted or accept_all or moved or aside:
            author = author_in(into, coder)
            if accept_all:
                accepted = tuple(
                    placement.id
                    for placement in reviewing.waiting_seen(into, author, transcript).waiting
                    if placement.new is not None and placement.confidence > (over or 0.0)
                )
            _decide(into, author, accepted, moved, aside)
        reader = known_reader_in(into, coder)
        seen = reviewing.waiting_seen(into, reader, transcript, aside=everything)
    placements = seen.waiting
    if as_json:
        say_json({"waiting": list(map(_fields, placements)), "hidden": seen.hidden})
        return
    for placement in placements:
        _tell(placement)
    waiting = sum(placement.state != "aside" for placement in placements)
    say(f"waiting: {waiting}" if waiting else "nothing waits")
    if seen.hidden:
        note(
            f"note: {seen.hidden} of colleagues in transcripts you code apart: "
            "not shown before you have finished those"
        )


def _decide(
    into: "Project",
    author: "Coder",
    accepted: Sequence[str],
    moved: tuple[str, int, int] | None,
    aside: Sequence[str],
) -> None:
    from kodeverk.model.text import Span
    from kodeverk.service import reviewing

    if moved is not None:
        reviewing.move(into, author, moved[0], Span(moved[1], moved[2]))
        note(f"moved {moved[0]} to {moved[1]}–{moved[2]}")
    elif aside:
        reviewing.set_aside(into, author, aside)
        note(f"set aside: {len(aside)}")
    else:
        reviewing.accept(into, author, accepted)
        note(f"accepted: {len(accepted)}")


def _fields(placement: "ToReview") -> dict[str, Any]:
    fields = asdict(placement)
    for side in ("old", "new"):
        span = fields[side]
        fields[side] = None if span is None else {"start": span[0], "end": span[1]}
    return fields


def _tell(placement: "ToReview") -> None:
    """Write one coding or memo: what it is, the passage it was on, and where it lies now."""
    what = (
        placement.code if placement.kind == "coding" else f"memo {shortened(placement.memo or '')}"
    )
    say(f"{placement.id}  {placement.name}  {what}  {placement.coder}")
    say(f"  was  {placement.old.start}–{placement.old.end}  {shortened(placement.old_words)}")
    where = _WORDS[placement.state]
    if placement.new is not None:
        words = shortened(placement.new_words)
        sure = f"{placement.confidence:.2f}"
        where = f"{placement.new.start}–{placement.new.end}  {words}  ({where}: {sure})"
    say(f"  now  {where}")
