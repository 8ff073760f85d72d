"""The transcripts of a project as one coder sees them: where each is, and how far it has come."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import NamedTuple

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.words import SpokenWords
from kodeverk.formats.register import load_register
from kodeverk.model.records import (
    MAIN_ROUND,
    Assignment,
    AssignmentState,
    Coder,
    Role,
    Speaker,
)
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.service.scoping import TableMunicipality, table_place
from kodeverk.store import placements, queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project


class Share(NamedTuple):
    """How far a colleague has come with a transcript, by name."""

    coder: str
    state: AssignmentState
    read_percent: int


class Voice(NamedTuple):
    """A speaker as the list shows them: label, role, and pseudonym where there is one."""

    label: str
    role: Role
    pseudonym: str | None


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One transcript; `state`, `read_percent` and `codings` are the coder's own.

    `place` is the municipality of today it stands under, `then` the number of the interview's day,
    None for none; `read_percent` counts the text's characters; `shares` are those of the colleagues
    who have the transcript too, in the round that is listed, and `main` who is its main coder in
    it, if one is.
    `to_review` counts the codings and memos whose place in a corrected text waits: anybody's, but
    not what the coder must not see yet.
    """

    id: str
    name: str
    version: str
    place: TableMunicipality
    then: str | None
    date: str | None
    state: AssignmentState | None
    read_percent: int
    codings: int
    voices: tuple[Voice, ...]
    shares: tuple[Share, ...]
    main: str | None
    to_review: int

    @property
    def others(self) -> tuple[str, ...]:
        """The names of the colleagues who have the transcript too."""
        return tuple(share.coder for share in self.shares)

    @property
    def is_double(self) -> bool:
        """Whether two people or more are to code it."""
        return len(self.shares) + (self.state is not None) > 1

    @property
    def is_releasable(self) -> bool:
        """Whether two people or more coded it, all have finished, and it is not released."""
        states = [share.state for share in self.shares] + ([self.state] if self.state else [])
        return self.is_double and {*states} == {"finished"}

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of those who speak, each once, in the order of their labels."""
        return (*dict.fromkeys(voice.role for voice in self.voices),)


class Length(NamedTuple):
    """How long a transcript is: the words in its turns, and how many turns there are."""

    words: int
    turns: int


def overview(
    project: Project, coder: Coder, round_name: str = MAIN_ROUND
) -> tuple[OverviewRow, ...]:
    """Return every transcript by municipality number and name; those without one come last.

    Who codes it, and how far that has come, is as in the round.
    """
    register = load_register()
    with derived_placements.reading(project) as connection:
        names = queries.coder_names(connection)
        counts = queries.coding_counts(connection)
        waiting = placements.waiting_by_transcript(connection, SURE)
        blindness = blindness_of(connection, coder)
        for blind in blindness.transcripts & waiting.keys():
            places = derived_placements.waiting_placements(connection, blind)
            waiting[blind] = len(blindness.places_seen(connection, places))
        work: dict[str, dict[str, Assignment]] = {}
        for assignment in _work_in(connection, round_name):
            work.setdefault(assignment.transcript, {})[assignment.coder] = assignment
        transcripts = queries.transcripts(connection)
        begun = {of for of, shares in work.items() if any(one.read_to for one in shares.values())}
        current = [transcript.version for transcript in transcripts if transcript.id in begun]
        lengths = queries.text_lengths(connection, current)
        mains = queries.main_coders(connection, round_name)
        pseudonyms = {person.id: person.name for person in queries.informants(connection)}
        voices: dict[str, list[Speaker]] = {}
        for speaker in queries.speakers(connection):
            voices.setdefault(speaker.transcript, []).append(speaker)
    rows = []
    for transcript in transcripts:
        shares = work.get(transcript.id, {})
        own = shares.get(coder.id)
        length = max(1, lengths.get(transcript.version, 1))
        named = mains.get(transcript.id, ())
        rows.append(
            OverviewRow(
                transcript.id,
                transcript.name,
                transcript.version,
                table_place(register, transcript.municipality)[0],
                transcript.municipality,
                transcript.date,
                own.state if own else None,
                100 * own.read_to // length if own else 0,
                counts.get((transcript.id, coder.id), 0),
                tuple(
                    Voice(speaker.label, speaker.role, pseudonyms.get(speaker.informant or ""))
                    for speaker in voices.get(transcript.id, ())
                ),
                tuple(
                    sorted(
                        Share(names.get(other, other), share.state, 100 * share.read_to // length)
                        for other, share in shares.items()
                        if other != coder.id
                    )
                ),
                names.get(named[0]) if len(named) == 1 else None,
                waiting.get(transcript.id, 0),
            )
        )
    return tuple(
        sorted(rows, key=lambda row: (row.then is None, row.place.number, row.name, row.id))
    )


def _work_in(connection: Connection, round_name: str) -> list[Assignment]:
    """Return the assignments of a round.

    That somebody has begun, and how far they have read, is noted in the main round alone.
    """
    given = queries.assignments(connection, round_name=round_name)
    if round_name == MAIN_ROUND:
        return given
    noted = {(one.transcript, one.coder): one for one in queries.assignments(connection)}
    return [_as_begun(one, noted.get((one.transcript, one.coder))) for one in given]


def _as_begun(work: Assignment, noted: Assignment | None) -> Assignment:
    if noted is None or noted.state == "assigned":
        return work
    begun: AssignmentState = "started" if work.state == "assigned" else work.state
    return replace(work, state=begun, read_to=noted.read_to)


def lengths(project: Project, transcripts: Collection[str]) -> dict[str, Length]:
    """Return transcript -> its length as exports have it, for some transcripts given by id."""
    with project.reading() as connection:
        return {
            version.transcript: Length(
                sum(SpokenWords(version.text, version.turns).counts), len(version.turns)
            )
            for version in queries.current_versions(connection, transcripts)
        }
