"""Who codes what: assignments dealt out evenly, and how far each has come."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kodeverk.analysis.counting.scope import counted_work
from kodeverk.analysis.counting.work import FINISHED
from kodeverk.analysis.municipalities import today
from kodeverk.errors import BadInput, NotFound
from kodeverk.formats.register import load_register
from kodeverk.model.change import Value
from kodeverk.model.identity import derived_id, main_coder_id
from kodeverk.model.records import (
    MAIN_ROUND,
    NOT_INFORMANTS,
    Assignment,
    AssignmentState,
    Coder,
    Transcript,
)
from kodeverk.service import derived_placements
from kodeverk.service.coders import (
    checked_name,
    coder_named,
    expected_coder,
    find_coder,
    is_identity,
    known_coders,
    no_coder,
)
from kodeverk.service.coding import share_assignment
from kodeverk.service.phrases import number_of
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

STRATA = ("municipality", "role")


@dataclass(frozen=True, slots=True)
class Assigned:
    """A transcript's main coder, who else codes it, and whom the main coder replaced."""

    transcript: str
    main: str
    others: tuple[str, ...]
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How one coder stands with one transcript; a transcript of nobody has no coder and state None.

    `read_percent` is how much of the text's characters lies before the read-to mark. `disputed`
    where people named different main coders, of whom this is one.
    """

    transcript: str
    municipality: str | None
    coder: str | None
    state: AssignmentState | None
    read_percent: int
    codings: int
    main: bool
    disputed: bool = False


def assign(
    project: Project,
    author: Coder,
    coders: Sequence[str],
    *,
    double: float = 0.0,
    stratify: Sequence[str] = (),
    seed: int = 0,
    round_name: str = MAIN_ROUND,
    again: bool = False,
) -> list[Assigned]:
    """Give every transcript that has none a main coder, and a share `double` of them a second one.

    Transcripts are dealt out evenly within each stratum and over the round, in an order that
    follows from `seed` alone; one that a coder has begun becomes that coder's. Without `coders`,
    everybody in the project codes; coders it has not met yet become coders of it. Assignments
    there are stay, and who has most of them is the last to get one more. With `again` the
    transcripts of main coders who do not code any more and have not finished (`left_behind`) are
    dealt too.
    Raises BadInput for a share outside 0–1, an unknown stratum, or a single coder to code twice.
    """
    if not 0 <= double <= 1:
        raise BadInput(f"the share coded twice is {double:.0%}", "Give it between 0 and 100 %.")
    for name in stratify:
        if name not in STRATA:
            raise BadInput(f"cannot stratify by {name!r}", f"Strata are: {', '.join(STRATA)}.")
    with project.writing(author, f"assigned round {round_name}") as writer:
        people = _people(writer.connection, author, coders)
        for coder in people:
            _share_coder(writer, coder)
        if not people:
            raise NotFound("there are no coders to assign to", "Name them with --coders A,B,C.")
        if double and len(people) < 2:
            raise BadInput("coding twice needs two coders", "Name at least two with --coders.")
        writer.put("round", derived_id("round", round_name), {"name": round_name})
        given = queries.assignments(writer.connection, round_name=round_name)
        taken = queries.main_coders(writer.connection, round_name)
        left = _left_behind(taken, given, people) if again else {}
        names = {coder.id: coder.name for coder in queries.coders(writer.connection)}
        for transcript_id in left:
            del taken[transcript_id]
        order = _dealing_order(
            writer,
            [
                transcript
                for transcript in queries.transcripts(writer.connection)
                if transcript.id not in taken
            ],
            stratify,
            random.Random(seed),  # noqa: S311 - a repeatable deal, not a secret
        )
        mains = _mains(order, people, given, taken)
        seconds = _seconds(mains, _twice(mains, round(double * len(order))), people)
        dealt = []
        for (_, transcript), main, second in zip(order, mains, seconds, strict=True):
            set_main(writer, main.id, transcript.id, round_name)
            if second is not None:
                share_assignment(writer, second.id, transcript.id, round_name)
            others = () if second is None else (second.name,)
            before = names.get(left.get(transcript.id, ""))
            dealt.append(Assigned(transcript.name, main.name, others, before))
        return sorted(dealt, key=lambda assigned: assigned.transcript)


def left_behind(
    project: Project, author: Coder, coders: Sequence[str], round_name: str = MAIN_ROUND
) -> dict[str, str]:
    """Return transcript -> main coder, by names, where the main coder is none of `coders`.

    Only those who have not finished it: a deal among `coders` can give it to one of them. Without
    `coders` everybody codes, and nobody is left behind.
    """
    if not coders:
        return {}
    with project.reading() as connection:
        people = _people(connection, author, coders)
        given = queries.assignments(connection, round_name=round_name)
        mains = queries.main_coders(connection, round_name)
        transcripts = {
            transcript.id: transcript.name for transcript in queries.transcripts(connection)
        }
        names = {coder.id: coder.name for coder in queries.coders(connection)}
        left = _left_behind(mains, given, people)
    return {
        transcripts[transcript]: names[left[transcript]]
        for transcript in transcripts
        if transcript in left
    }


def name_main_coder(
    project: Project,
    author: Coder,
    transcripts: Mapping[str, str],
    round_name: str = MAIN_ROUND,
) -> list[Assigned]:
    """Make coders the main coders of transcripts (id -> the coder's name or id), whoever they were.

    That settles which of several is the main coder, too. Raises NotFound for a name that nobody
    has, with nothing named, and UnclearCoder for one that fits two coders or is like that of one.
    """
    known = [author, *(coder for coder in known_coders(project) if coder.id != author.id)]
    summary = f"named the main coder of {number_of(len(transcripts), 'transcript')}"
    with project.writing(author, summary) as writer:
        writer.put("round", derived_id("round", round_name), {"name": round_name})
        before = queries.main_coders(writer.connection, round_name)
        called = {
            transcript.id: transcript.name for transcript in queries.transcripts(writer.connection)
        }
        names = {coder.id: coder.name for coder in queries.coders(writer.connection)}
        named = []
        for transcript, name in transcripts.items():
            coder = coder_named(known, name)
            if coder is None:
                raise no_coder(known, name, new="kodeverk coders PROJECT --add {name}")
            _share_coder(writer, coder)
            set_main(writer, coder.id, transcript, round_name)
            others = [names[other] for other in before.get(transcript, ()) if other != coder.id]
            replaced = " or ".join(others) or None
            named.append(Assigned(called[transcript], coder.name, (), replaced))
    return named


def status(project: Project, round_name: str = MAIN_ROUND) -> list[StatusRow]:
    """Return transcript × coder with state, by municipality of the interview and name."""
    with derived_placements.reading(project) as connection:
        names = queries.coder_names(connection)
        counts = queries.coding_counts(connection)
        by_transcript: dict[str, list[StatusRow]] = {}
        transcripts = queries.transcripts(connection)
        known = {transcript.id: transcript for transcript in transcripts}
        mains = queries.main_coders(connection, round_name)
        work = queries.assignments(connection, round_name=round_name)
        begun = {assignment.transcript for assignment in work if assignment.read_to}
        current = [transcript.version for transcript in transcripts if transcript.id in begun]
        lengths = queries.text_lengths(connection, current)
        for assignment in work:
            transcript = known.get(assignment.transcript)
            if transcript is None:
                continue
            named = mains.get(assignment.transcript, ())
            by_transcript.setdefault(assignment.transcript, []).append(
                StatusRow(
                    transcript.name,
                    transcript.municipality,
                    names.get(assignment.coder, assignment.coder),
                    assignment.state,
                    round(100 * assignment.read_to / max(1, lengths.get(transcript.version, 1))),
                    counts.get((assignment.transcript, assignment.coder), 0),
                    assignment.coder in named,
                    assignment.coder in named and len(named) > 1,
                )
            )
    rows: list[StatusRow] = []
    for transcript in sorted(
        transcripts, key=lambda transcript: (transcript.municipality or "~", transcript.name)
    ):
        nobody = StatusRow(transcript.name, transcript.municipality, None, None, 0, 0, False)
        rows += by_transcript.get(transcript.id, [nobody])
    return rows


def uncounted(
    project: Project, round_name: str = MAIN_ROUND
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of transcripts in which nobody's codings count in the round.

    First those that nobody whose codings could count has finished, then those that are finished and
    unsettled. Raises BadInput for a round without assignments, other than `main`.
    """
    with project.reading() as connection:
        names = {transcript.id: transcript.name for transcript in queries.transcripts(connection)}
        coders = {coder.id: coder for coder in queries.coders(connection)}
        given = queries.assignments(connection, round_name=None)
        mains = queries.main_coders(connection, round_name)
        work = counted_work(names, given, coders, mains, round_name=round_name)
    unsettled = (transcript for transcript in work.unsettled if transcript not in work.unfinished)
    return tuple(map(names.__getitem__, work.unfinished)), tuple(map(names.__getitem__, unsettled))


def disputed_transcripts(project: Project, round_name: str = MAIN_ROUND) -> tuple[str, ...]:
    """Return the names of transcripts of which people named different main coders in the round."""
    with project.reading() as connection:
        mains = queries.main_coders(connection, round_name)
        transcripts = queries.transcripts(connection)
    return tuple(
        transcript.name for transcript in transcripts if len(mains.get(transcript.id, ())) > 1
    )


def set_main(writer: Writer, coder: str, transcript: str, round_name: str = MAIN_ROUND) -> None:
    """Make one coder the main coder of a transcript in the step being written."""
    share_assignment(writer, coder, transcript, round_name)
    values: dict[str, Value] = {"transcript": transcript, "round": round_name, "coder": coder}
    writer.say("main_coder", main_coder_id(transcript, round_name), values)


def _left_behind(
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
    writer: Writer,
    transcripts: Sequence[Transcript],
    stratify: Sequence[str],
    dice: random.Random,
) -> list[tuple[tuple[str, ...], Transcript]]:
    """Return the transcripts with their strata, stratum by stratum, mixed within each."""
    roles = _roles(writer) if "role" in stratify else {}
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


def _people(connection: Connection, author: Coder, names: Sequence[str]) -> list[Coder]:
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


def _share_coder(writer: Writer, coder: Coder) -> None:
    writer.share("coder", coder.id, {"name": coder.name, "kind": coder.kind})


def _roles(writer: Writer) -> dict[str, str]:
    """Return transcript -> the roles of its informants, in one string."""
    roles_in: dict[str, set[str]] = {}
    for speaker in queries.speakers(writer.connection):
        if speaker.role not in NOT_INFORMANTS:
            roles_in.setdefault(speaker.transcript, set()).add(speaker.role)
    return {transcript: "+".join(sorted(roles)) for transcript, roles in roles_in.items()}


def _place(transcript: Transcript) -> str:
    if transcript.municipality is None:
        return "-"
    now = today(load_register(), transcript.municipality).now
    return transcript.municipality if now is None else now.number
