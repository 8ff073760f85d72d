"""Who codes what: assignments dealt out evenly, and how far each has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kodeverk.analysis.counting.scope import counted_work
from kodeverk.model.change import Value
from kodeverk.model.identity import derived_id, main_coder_id
from kodeverk.model.records import (
    MAIN_ROUND,
    AssignmentState,
    Coder,
)
from kodeverk.service import derived_placements
from kodeverk.service.coders import (
    coder_named,
    known_coders,
    no_coder,
)
from kodeverk.service.coding import share_assignment
from kodeverk.service.dealing import (
    Assigned,
    Dealing,
    deal_out,
    left_without_main,
    people_named,
)
from kodeverk.service.phrases import number_of
from kodeverk.store import queries
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer


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
    chosen = Dealing(coders, double, tuple(stratify), seed, round_name, again)
    return deal(project, author, chosen)


def deal(project: Project, author: Coder, chosen: Dealing) -> list[Assigned]:
    """Do what `assign` does, as one step."""
    with project.writing(author, f"assigned round {chosen.round_name}") as writer:
        planned = deal_out(writer.connection, author, chosen)
        for coder in planned.people:
            _share_coder(writer, coder)
        round_id = derived_id("round", chosen.round_name)
        writer.put("round", round_id, {"name": chosen.round_name})
        for transcript, main, second in planned.dealt:
            set_main(writer, main.id, transcript.id, chosen.round_name)
            if second is not None:
                share_assignment(writer, second.id, transcript.id, chosen.round_name)
    return planned.assigned


def foresee_deal(project: Project, author: Coder, chosen: Dealing) -> list[Assigned]:
    """Return what `deal` would deal out; nothing is written. Raises what it raises."""
    with project.reading() as connection:
        return deal_out(connection, author, chosen).assigned


def coders_and_rounds(project: Project, author: Coder) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the persons who code, the author's own among them, and of the rounds."""
    with project.reading() as connection:
        people = {coder.name for coder in people_named(connection, author, ())}
        rounds = sorted({*queries.rounds(connection)} - {MAIN_ROUND})
    return (*sorted(people | {author.name}),), (MAIN_ROUND, *rounds)


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
        people = people_named(connection, author, coders)
        given = queries.assignments(connection, round_name=round_name)
        mains = queries.main_coders(connection, round_name)
        transcripts = {
            transcript.id: transcript.name for transcript in queries.transcripts(connection)
        }
        names = {coder.id: coder.name for coder in queries.coders(connection)}
        left = left_without_main(mains, given, people)
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


def _share_coder(writer: Writer, coder: Coder) -> None:
    writer.share("coder", coder.id, {"name": coder.name, "kind": coder.kind})
