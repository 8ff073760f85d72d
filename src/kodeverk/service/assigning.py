"""Who codes what: assignments dealt out evenly, and how far each has come."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from kodeverk.analysis.municipalities import today
from kodeverk.errors import BadInput, NotFound
from kodeverk.formats.register import load_register
from kodeverk.model.identity import derived_id, new_id
from kodeverk.model.records import MAIN_ROUND, NOT_INFORMANTS, AssignmentState, Coder, Transcript
from kodeverk.service.coders import checked_name, find_coder
from kodeverk.service.coding import share_assignment
from kodeverk.store import queries
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

STRATA = ("municipality", "role")


@dataclass(frozen=True, slots=True)
class Assigned:
    """A transcript's main coder, and who else codes it."""

    transcript: str
    main: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How one coder stands with one transcript; nobody's yet has no coder and state None.

    `read_percent` is how much of the text's characters lies before the read-to mark.
    """

    transcript: str
    municipality: str | None
    coder: str | None
    state: AssignmentState | None
    read_percent: int
    codings: int
    main: bool


def assign(
    project: Project,
    author: Coder,
    coders: Sequence[str],
    *,
    double: float = 0.0,
    stratify: Sequence[str] = (),
    seed: int = 0,
    round_name: str = MAIN_ROUND,
) -> list[Assigned]:
    """Give every transcript that has none a main coder, and a share `double` of them a second one.

    Transcripts are dealt out evenly within each stratum, in an order that follows from `seed`
    alone. Coders the project has not met yet become coders of it. Assignments there are stay.
    Raises BadInput for a share outside 0–1, an unknown stratum, or a single coder to code twice.
    """
    if not 0 <= double <= 1:
        raise BadInput(f"the share coded twice is {double}", "Give it between 0 and 100 %.")
    if double and len(coders) < 2:
        raise BadInput("coding twice needs two coders", "Name at least two with --coders.")
    for name in stratify:
        if name not in STRATA:
            raise BadInput(f"cannot stratify by {name!r}", f"Strata are: {', '.join(STRATA)}.")
    with project.writing(author, f"assigned round {round_name}") as writer:
        people = [_coder(writer, name) for name in coders] or queries.coders(writer.connection)
        if not people:
            raise NotFound("there are no coders to assign to", "Name them with --coders A,B,C.")
        writer.put("round", derived_id("round", round_name), {"name": round_name})
        taken = {
            one.transcript: one
            for one in queries.assignments(writer.connection, round_name=round_name)
            if one.main
        }
        open_ones = [one for one in queries.transcripts(writer.connection) if one.id not in taken]
        return _deal(writer, people, open_ones, double, stratify, seed, round_name)


def status(project: Project, round_name: str = MAIN_ROUND) -> list[StatusRow]:
    """Return transcript × coder with state, by municipality of the interview and name."""
    with project.reading() as connection:
        names = {coder.id: coder.name for coder in queries.coders(connection)}
        lengths = queries.text_lengths(connection)
        counts = queries.coding_counts(connection)
        by_transcript: dict[str, list[StatusRow]] = {}
        transcripts = queries.transcripts(connection)
        known = {one.id: one for one in transcripts}
        for one in queries.assignments(connection, round_name=round_name):
            transcript = known.get(one.transcript)
            if transcript is None:
                continue
            by_transcript.setdefault(one.transcript, []).append(
                StatusRow(
                    transcript.name,
                    transcript.municipality,
                    names.get(one.coder, one.coder),
                    one.state,
                    round(100 * one.read_to / max(1, lengths.get(transcript.version, 1))),
                    counts.get((one.transcript, one.coder), 0),
                    one.main,
                )
            )
    rows: list[StatusRow] = []
    for transcript in sorted(transcripts, key=lambda one: (one.municipality or "~", one.name)):
        nobody = StatusRow(transcript.name, transcript.municipality, None, None, 0, 0, False)
        rows += by_transcript.get(transcript.id, [nobody])
    return rows


def set_main(writer: Writer, coder: str, transcript: str, round_name: str = MAIN_ROUND) -> None:
    """Make one coder the main coder of a transcript in the step being written."""
    assignment = share_assignment(writer, coder, transcript, round_name)
    writer.set("assignment", assignment, "main", True)


def _deal(
    writer: Writer,
    people: Sequence[Coder],
    transcripts: Sequence[Transcript],
    double: float,
    stratify: Sequence[str],
    seed: int,
    round_name: str,
) -> list[Assigned]:
    dice = random.Random(seed)  # noqa: S311 - a repeatable deal, not a secret
    roles = _roles(writer) if "role" in stratify else {}
    strata: dict[tuple[str, ...], list[Transcript]] = {}
    for transcript in transcripts:
        key = tuple(
            _place(transcript) if name == "municipality" else roles.get(transcript.id, "")
            for name in stratify
        )
        strata.setdefault(key, []).append(transcript)
    order: list[Transcript] = []
    for key in sorted(strata):
        dice.shuffle(strata[key])
        order += strata[key]
    first = dice.randrange(len(people))
    twice = _spread(len(order), round(double * len(order)))
    dealt = []
    for place, transcript in enumerate(order):
        main = people[(first + place) % len(people)]
        set_main(writer, main.id, transcript.id, round_name)
        others = []
        if place in twice:
            step = 1 + place // len(people) % (len(people) - 1)
            second = people[(first + place + step) % len(people)]
            share_assignment(writer, second.id, transcript.id, round_name)
            others.append(second.name)
        dealt.append(Assigned(transcript.name, main.name, tuple(others)))
    return sorted(dealt, key=lambda one: one.transcript)


def _spread(length: int, count: int) -> set[int]:
    """Return `count` places spread evenly over `length`, so that every stratum has its share."""
    return {(2 * number + 1) * length // (2 * count) for number in range(count)}


def _coder(writer: Writer, name: str) -> Coder:
    known = queries.coders(writer.connection)
    if any(name in (coder.name, coder.id) for coder in known):
        return find_coder(known, name)
    coder = Coder(new_id(), checked_name(name))
    writer.share("coder", coder.id, {"name": coder.name, "kind": coder.kind})
    return coder


def _roles(writer: Writer) -> dict[str, str]:
    """Return transcript -> the roles of its informants, in one string."""
    found: dict[str, set[str]] = {}
    for speaker in queries.speakers(writer.connection):
        if speaker.role not in NOT_INFORMANTS:
            found.setdefault(speaker.transcript, set()).add(speaker.role)
    return {transcript: "+".join(sorted(roles)) for transcript, roles in found.items()}


def _place(transcript: Transcript) -> str:
    if transcript.municipality is None:
        return "-"
    now = today(load_register(), transcript.municipality).now
    return transcript.municipality if now is None else now.number
