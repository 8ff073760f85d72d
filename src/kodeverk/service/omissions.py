"""What a report leaves out, and the sentences that say so beside every figure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from kodeverk.analysis.counting.work import FINISHED
from kodeverk.service.phrases import are, number_of
from kodeverk.service.scoping import Material


class Begun(NamedTuple):
    """Transcripts by name, and how many codings are in them."""

    transcripts: tuple[str, ...]
    codings: int


@dataclass(frozen=True, slots=True)
class Omissions:
    """What stands in no figure: transcripts by name, and how many codings for which reason.

    `unfinished` are not finished by anybody who counts (in the scope `started` they may count
    nevertheless), `unsettled` have several finished coders and no main coder. `begun` is what of
    the unfinished does not count although it has codings. `of_coders` has, where coders are
    compared, what each has not finished of how many transcripts, and then only that. Codings are
    of reserve codes, `unconfirmed` after a search made them, `waiting` for a person to say where
    they are in the corrected text, set `aside`, touch no turn or only turns that are not in the
    table (`elsewhere`), or are of a code that their transcript is not read for.
    """

    unfinished: tuple[str, ...]
    unsettled: tuple[str, ...]
    begun: Begun
    of_coders: dict[str, tuple[tuple[str, ...], int]]
    reserve: int
    unconfirmed: int
    waiting: int
    aside: int
    untouching: int
    elsewhere: int
    unread: int


def notes(material: Material, left_out: Omissions) -> tuple[str, ...]:
    """Return in sentences what a report leaves out, and how municipality numbers were mapped."""
    total = len(material.transcripts)
    nothing = not material.work.counting and not left_out.unsettled
    said: list[str] = []
    if not total:
        said.append("There are no transcripts.")
    elif nothing:
        said.append(_nothing_in_scope(material, left_out.begun))
    counted = "those started are counted" if material.selection.scope == "started" else "left out"
    during = f"not finished in the round {material.selection.round_name}: {counted}"
    for coder, (unfinished, given) in left_out.of_coders.items():
        if unfinished:
            said.append(f"{coder}: {_part(unfinished, given)} {during}.")
    if left_out.unfinished and not left_out.of_coders:
        begun = (
            f" ({number_of(left_out.begun.codings, 'coding')})" if left_out.begun.codings else ""
        )
        said.append(f"{_part(left_out.unfinished, total)} {during}{begun}.")
    if left_out.unsettled:
        said.append(
            f"{_part(left_out.unsettled, total)} unsettled (several coders, not one main coder) "
            f"and left out: {', '.join(left_out.unsettled)}."
        )
    if others := _finished_by_others(material):
        said.append(
            f"Finished, but not by their main coders, and left out: {', '.join(others)} (kodeverk "
            "assign PROJECT --main T=CODER)."
        )
    for number, reason in (
        (left_out.reserve, "of reserve codes"),
        (left_out.unconfirmed, "that a search made and nobody has confirmed"),
        (
            left_out.waiting,
            "that wait for their place in a corrected text (kodeverk place PROJECT)",
        ),
        (left_out.aside, "that were set aside"),
        (left_out.untouching, "that touch no turn"),
        (left_out.elsewhere, "that touch only turns which are not in this table"),
        (left_out.unread, "of codes that their transcript was not read for"),
    ):
        if number:
            said.append(f"Codings {reason}, left out: {number}.")
    return (*said, *material.sentences)


def _part(some: Collection[str], total: int) -> str:
    return f"{len(some)} of {number_of(total, 'transcript')} {are(len(some))}"


def _finished_by_others(material: Material) -> tuple[str, ...]:
    """Return the names of transcripts that somebody has finished whose codings do not count."""
    if material.selection.basis != "final":
        return ()
    finished = {
        assignment.transcript
        for assignment in material.assignments
        if assignment.round == material.selection.round_name and assignment.state in FINISHED
    }
    return material.names(
        transcript for transcript in material.work.unfinished if transcript in finished
    )


def _nothing_in_scope(material: Material, begun: Begun) -> str:
    """Return the sentence of a report in which no transcript counts, and what to do about it."""
    if material.selection.scope == "started":
        return "Nothing is in scope yet: nobody has begun a transcript."
    there = "no transcript is finished"
    if begun.codings:
        count = len(begun.transcripts)
        there = (
            f"{number_of(begun.codings, 'coding')} in "
            f"{number_of(count, 'transcript')} that {are(count)} not finished"
        )
    return (
        f"Nothing is in scope yet: {there}. Finish what is coded (kodeverk finish PROJECT "
        "TRANSCRIPT), or count what is begun (--scope started)."
    )
