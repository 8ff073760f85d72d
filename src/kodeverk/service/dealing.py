"""A deal: which transcripts go to which coders, evenly, and the same for the same seed."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kodeverk.analysis.counting.work import FINISHED
from kodeverk.analysis.municipalities import today
from kodeverk.errors import BadInput, NotFound
from kodeverk.formats.register import load_register
from kodeverk.model.records import NOT_INFORMANTS, Assignment, Coder, Transcript
from kodeverk.service.coders import (
    checked_name,
    coder_named,
    expected_coder,
    find_coder,
    is_identity,
)
from kodeverk.store import queries
from kodeverk.store.engine import Connection

STRATA = ("municipality", "role")


@dataclass(frozen=True, slots=True)
class Assigned:
    """A transcript's main coder, who else codes it, and whom the main coder replaced."""

    transcript: str
    main: str
    others: tuple[str, ...]
    instead_of: str | None = None


class Dealing(NamedTuple):
    """What is asked of a deal, as in `assign`."""

    coders: Sequence[str]
    double: float
    stratify: Sequence[str]
    seed: int
    round_name: str
    again: bool


@dataclass(frozen=True, slots=True)
class Deal:
    """Who codes, and each transcript that is dealt with its main coder and its second one.

    `before` is the name of the main coder whom another replaces, by transcript id.
    """

    people: Sequence[Coder]
    dealt: Sequence[tuple[Transcript, Coder, Coder | None]]
    before: Mapping[str, str]

    @property
    def assigned(self) -> list[Assigned]:
        """What was dealt out, by the names of the transcripts."""
        return sorted(
            (
                Assigned(
                    transcript.name,
                    main.name,
                    () if second is None else (second.name,),
                    self.before.get(transcript.id),
                )
                for transcript, main, second in self.dealt
            ),
            key=lambda assigned: assigned.transcript,
        )


def deal_out(connection: Connection, author: Coder, chosen: Dealing) -> Deal:
    """Return whom each transcript without a main coder goes to; nothing is written.

    Raises BadInput for a share outside 0–1, an unknown stratum, or a single coder to code twice,
    and NotFound where nobody codes.
    """
    if not 0 <= chosen.double <= 1:
        wrong = f"the share coded twice is {chosen.double:.0%}"
        raise BadInput(wrong, "Give it between 0 and 100 %.")
    for name in chosen.stratify:
        if name not in STRATA:
            raise BadInput(f"cannot stratify by {name!r}", f"Strata are: {', '.join(STRATA)}.")
    people = people_named(connection, author, chosen.coders)
    if not people:
        raise NotFound("there are no coders to assign to", "Name them with --coders A,B,C.")
    if chosen.double and len(people) < 2:
        raise BadInput("coding twice needs two coders", "Name at least two with --coders.")
    given = queries.assignments(connection, round_name=chosen.round_name)
    taken = queries.main_coders(connection, chosen.round_name)
    left = left_without_main(taken, given, people) if chosen.again else {}
    names = {coder.id: coder.name for coder in queries.coders(connection)}
    for transcript_id in left:
        del taken[transcript_id]
    order = _dealing_order(
        connection,
        [
            transcript
            for transcript in queries.transcripts(connection)
            if transcript.id not in taken
        ],
        chosen.stratify,
        random.Random(chosen.seed),  # noqa: S311 - a repeatable deal, not a secret
    )
    mains = _mains(order, people, given, taken)
    seconds = _seconds(mains, _twice(mains, round(chosen.double * len(order))), people)
    transcripts = [transcript for _, transcript in order]
    before = {transcript: names[coder] for transcript, coder in left.items() if coder in names}
    return Deal(people, [*zip(transcripts, mains, seconds, strict=True)], before)


def left_without_main(
    mains: Mapping[str, Sequence[str]], given: Sequence[Assignment], people: Sequence[Coder]
) -> dict[str, str]:
    """Return transcript -> its one main coder, who is none of `people` and has not finished it."""
    coding = {coder.id for coder in people}
    finished = {
        (assignment.transcript, assignment.coder)
        for assignment in given
        if assignment.state in FINISHED
    }
    return {
        transcript: named[0]
        for transcript, named in mains.items()
        if len(named) == 1 and named[0] not in coding and (transcript, named[0]) not in finished
    }


def _dealing_order(
    connection: Connection,
    transcripts: Sequence[Transcript],
    stratify: Sequence[str],
    dice: random.Random,
) -> list[tuple[tuple[str, ...], Transcript]]:
    """Return the transcripts with their strata, stratum by stratum, mixed within each."""
    roles = _roles(connection) if "role" in stratify else {}
    strata: dict[tuple[str, ...], list[Transcript]] = {}
    for transcript in transcripts:
        key = tuple(
            _place(transcript) if name == "municipality" else roles.get(transcript.id, "")
            for name in stratify
        )
        strata.setdefault(key, []).append(transcript)
    order = []
    for key in sorted(strata):
        dice.shuffle(strata[key])
        order += [(key, transcript) for transcript in strata[key]]
    return order


def _mains(
    order: Sequence[tuple[tuple[str, ...], Transcript]],
    people: Sequence[Coder],
    given: Sequence[Assignment],
    taken: Mapping[str, Sequence[str]],
) -> list[Coder]:
    """Return a main coder for each transcript: who has begun it, fewest of its stratum, or of all.

    `given` are the assignments of the round that there are already, `taken` the main coders.
    """
    begun = {(assignment.transcript, assignment.coder) for assignment in given}
    load = Counter(coder for named in taken.values() for coder in named)
    within: Counter[tuple[tuple[str, ...], str]] = Counter()
    mains = []
    for key, transcript in order:
        chosen = [coder for coder in people if (transcript.id, coder.id) in begun] or people
        main = min(chosen, key=lambda coder: (within[key, coder.id], load[coder.id]))
        within[key, main.id] += 1
        load[main.id] += 1
        mains.append(main)
    return mains


def _seconds(
    mains: Sequence[Coder], twice: set[int], people: Sequence[Coder]
) -> list[Coder | None]:
    """Return a second coder at the places in `twice`: every pair as often as every other."""
    pairs: Counter[frozenset[str]] = Counter()
    load: Counter[str] = Counter()
    seconds: list[Coder | None] = []
    for place, main in enumerate(mains):
        second = None
        if place in twice:
            second = min(
                (coder for coder in people if coder.id != main.id),
                key=lambda coder: (pairs[frozenset((main.id, coder.id))], load[coder.id]),
            )
            pairs[frozenset((main.id, second.id))] += 1
            load[second.id] += 1
        seconds.append(second)
    return seconds


def _twice(mains: Sequence[Coder], count: int) -> set[int]:
    """Return `count` places to be coded twice: spread over the strata, and over the main coders.

    Each stretch of the order gives one, of the main coder who has had fewest.
    """
    had: Counter[str] = Counter()
    places: set[int] = set()
    for number in range(count):
        stretch = range(number * len(mains) // count, (number + 1) * len(mains) // count)
        fewest = min(had[mains[place].id] for place in stretch)
        place = next(place for place in stretch if had[mains[place].id] == fewest)
        had[mains[place].id] += 1
        places.add(place)
    return places


def people_named(connection: Connection, author: Coder, names: Sequence[str]) -> list[Coder]:
    """Return the coders with these names, each once, or every person in the project.

    Raises UnclearCoder for a name that fits two coders, or is like that of one.
    """
    known = queries.coders(connection)
    if not names:
        return [coder for coder in known if coder.kind == "person"]
    if author.id not in {coder.id for coder in known}:
        known.append(author)
    people: dict[str, Coder] = {}
    for name in dict.fromkeys(map(checked_name, names)):
        there = find_coder(known, name) if is_identity(name) else coder_named(known, name)
        coder = there or expected_coder(name)
        people[coder.id] = coder
    return [*people.values()]


def _roles(connection: Connection) -> dict[str, str]:
    """Return transcript -> the roles of its informants, in one string."""
    roles_in: dict[str, set[str]] = {}
    for speaker in queries.speakers(connection):
        if speaker.role not in NOT_INFORMANTS:
            roles_in.setdefault(speaker.transcript, set()).add(speaker.role)
    return {transcript: "+".join(sorted(roles)) for transcript, roles in roles_in.items()}


def _place(transcript: Transcript) -> str:
    if transcript.municipality is None:
        return "-"
    now = today(load_register(), transcript.municipality).now
    return transcript.municipality if now is None else now.number
