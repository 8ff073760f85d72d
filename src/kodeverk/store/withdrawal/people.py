"""Who and which interviews are forgotten, and what of other interviews goes with them."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import BIRTH
from kodeverk.model.identity import speaker_id, transcript_id, unnamed_informant_id
from kodeverk.model.kinds import fields_where
from kodeverk.model.mask import Shift, from_shown
from kodeverk.model.records import NOT_INFORMANTS, Turn, unpack_turns
from kodeverk.store import journal
from kodeverk.store.schema import change, state, text
from kodeverk.store.standing import facts_in, one_interview
from kodeverk.store.withdrawal.bodies import BodyPlace, string_body
from kodeverk.store.withdrawal.marks import WithdrawalMark, gone_along, targets
from kodeverk.store.withdrawal.traces import Piece, Traces, forgotten_speakers, noted, pairs_of

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_NAME = re.compile(r"\w(?:.*\w)?", re.DOTALL)


Replaced = Mapping[str, Collection[str]]
"""`turns`, `informant`, `speaks_for` -> the changes of this field that later ones replace."""

_SAYING = {
    field: kind
    for kind, fields in fields_where(
        lambda field: (field.refers or field.mentions) in ("speaker", "informant")
    ).items()
    for field in fields
}
"""The fields that say whose words are whose -> whose fields they are."""


class ForgottenPeople(NamedTuple):
    """Which interviews and people marks forget, and which speakers are said to be these people."""

    transcripts: frozenset[str]
    informants: frozenset[str]
    speakers: Mapping[str, Collection[str]]
    """Speaker -> informants."""
    replaced: Mapping[str, Replaced]
    """Informant -> what had been replaced whenever they were forgotten."""
    spoke: Collection[tuple[str, str]] = ()
    """Forgotten transcript, informant who was said to speak in it."""
    along: frozenset[str] = frozenset()
    """Informants who go with forgotten interviews and speakers; their words elsewhere stay."""

    @property
    def gone(self) -> frozenset[str]:
        """The informants who are no longer there."""
        return self.informants | self.along

    def counts(self, speaker: str, field: str, change_id: str) -> bool:
        """Tell whether a change of this field says something of a forgotten speaker."""
        return any(
            change_id not in self.replaced.get(person, {}).get(field, ())
            for person in self.speakers[speaker]
        )


class Knowing(NamedTuple):
    """A project, the marks it has, and the traces it keeps of what went."""

    connection: sa.Connection
    marks: Collection[WithdrawalMark]
    traces: Traces


def forgotten(projects: Sequence[Knowing], marks: Collection[WithdrawalMark]) -> ForgottenPeople:
    """Return whom all `marks` forget in projects that are to be one.

    An interview goes with the people in it, and is never back, as soon as everybody is forgotten
    for whom it was to stay when a person in it was forgotten, whoever else is said to speak in it
    elsewhere. Where that was not asked when the person was forgotten, it goes if a version of it
    has no informant who is not forgotten, in a project that does not have that mark yet. So more
    projects never mean that less is forgotten, and the order in which they meet makes no
    difference.
    """
    transcripts, informants = targets(marks, "transcript"), targets(marks, "informant")
    fields_of = {mark: json.loads(mark.value) for mark in marks if mark.kind == "informant"}
    replaced: dict[str, Replaced] = {}
    for mark, fields in fields_of.items():
        changes = {field: {*fields.get("replaced", {}).get(field, ())} for field in _SAYING}
        before = replaced.get(mark.target, changes)
        replaced[mark.target] = {
            field: changes[field].intersection(before[field]) for field in changes
        }
    speakers: dict[str, set[str]] = {}
    for knowing in projects:
        known = forgotten_speakers(knowing.traces).items()
        for speaker, whom in (*known, *_linked(knowing.connection, replaced).items()):
            speakers.setdefault(speaker, set()).update(whom)
    gone = {*transcripts.union(*(noted(project.traces, "transcript") for project in projects))}
    for fields in fields_of.values():
        stays = fields.get("stays", {}).items()
        gone |= {transcript for transcript, others in stays if speakers.keys() >= {*others}}
    joinings = [one for knowing in projects for one in facts_in(knowing.connection)]
    people = ForgottenPeople(frozenset(), informants, speakers, replaced)
    for project in projects:
        new = {mark: fields for mark, fields in fields_of.items() if mark not in project.marks}
        alone = _without_others(project.connection, people) if new else ()
        for transcript, talking in alone:
            talking_people = {person for speaker in talking for person in speakers.get(speaker, ())}
            gone |= {
                transcript
                for mark, fields in new.items()
                if mark.target in talking_people and transcript not in fields.get("stays", {})
            }
    gone = one_interview(joinings, gone)
    spoke: set[tuple[str, str]] = set()
    unnamed = {*map(unnamed_informant_id, people.speakers)}
    for knowing in projects:
        theirs = _speakers_of(knowing.connection, gone)
        unnamed.update(map(unnamed_informant_id, theirs))
        spoke |= pairs_of(noted(knowing.traces, "spoke"))
        if theirs:
            said_to_be = said_of_speakers(knowing.connection, "informant")
            spoke.update((theirs[who], person) for _, who, person in said_to_be if who in theirs)
    return people._replace(
        transcripts=frozenset(gone), spoke=spoke, along=gone_along(marks, spoke) | unnamed
    )


def others_beside(
    connection: sa.Connection, traces: Traces, informants: Collection[str]
) -> dict[str, set[str]]:
    """Return interview with these people -> who else speaks in it: informants not forgotten.

    They are speakers who have turns in any of its versions. Of an interview that was taken out of
    the project they are all who had: undo, or another copy, brings them back.
    """
    replaced = replaced_changes(connection)
    going = _linked(connection, dict.fromkeys(informants, replaced)).keys()
    speakers = going | forgotten_speakers(traces).keys()
    turns_now = (turns for row, turns in _turns(connection) if row.id not in replaced["turns"])
    talking = {speaker for turns in turns_now for speaker in turns}
    rows = connection.execute(sa.select(state["speaker"])).all()
    table = state["transcript"]
    live = {*connection.scalars(sa.select(table.c.id).where(table.c.live))}
    others: dict[str, set[str]] = {row.transcript: set() for row in rows if row.id in going}
    for row in rows:
        is_other = row.id not in speakers and row.role not in NOT_INFORMANTS
        is_there = row.live or row.transcript not in live
        if row.transcript in others and is_there and row.id in talking and is_other:
            others[row.transcript].add(row.id)
    return others


def speaking_elsewhere(connection: sa.Connection, transcripts: Collection[str]) -> set[str]:
    """Return the informants who speak in other interviews than these, also in removed ones."""
    table = state["speaker"]
    rows = connection.execute(sa.select(table.c.transcript, table.c.informant))
    return {row.informant for row in rows if row.informant and row.transcript not in transcripts}


def _speakers_of(connection: sa.Connection, transcripts: Collection[str]) -> dict[str, str]:
    """Return the speakers of these transcripts -> the transcript."""
    table = state["speaker"]
    rows = connection.execute(sa.select(table.c.id, table.c.transcript)) if transcripts else ()
    return {row.id: row.transcript for row in rows if row.transcript in transcripts}


def replaced_changes(connection: sa.Connection) -> dict[str, frozenset[str]]:
    """Return what later changes of whose words are whose replace: what was put right by then."""
    changes = {}
    for field, kind in _SAYING.items():
        replaces = sa.select(change.c.replaces).where(
            change.c.kind == kind, change.c.field == field, change.c.replaces.is_not(None)
        )
        rows = connection.scalars(replaces).all()
        changes[field] = frozenset(change_id for row in rows for change_id in json.loads(row))
    return changes


def _without_others(
    connection: sa.Connection, people: ForgottenPeople
) -> Iterator[tuple[str, Collection[str]]]:
    """Yield (transcript, those who speak) of versions in which no informant but `people` does.

    Nobody is one who was ever said to be none: what a later copy says can bring nothing back.
    """
    chosen = sa.select(change).where(
        change.c.kind == "speaker", change.c.field.in_((BIRTH, "role"))
    )
    rows = connection.execute(chosen)
    silent = {row.record for row in rows if journal.value_of(row, "role") in NOT_INFORMANTS}
    for row, turns in _turns(connection):
        if turns.keys() <= {*people.speakers, *silent}:
            theirs = turns.keys() & people.speakers.keys()
            yield (
                row.transcript,
                {speaker for speaker in theirs if people.counts(speaker, "turns", row.id)},
            )


def lost_pieces(
    connection: sa.Connection,
    traces: Traces,
    people: ForgottenPeople,
    speakers: Set[str],
) -> Iterator[tuple[str, Piece]]:
    """Yield (body, piece) of all that some of the `people` said, and what was said for them.

    That is what any change says but those that had been replaced when the person was forgotten.
    Also of all words of a forgotten interview that another one has as a text of its own history: a
    wrong file given with `--replaces`. White space between lines stays, so that paragraphs keep
    their numbers.
    """
    strays = [*_strays(connection, traces, people.transcripts)]
    for digest, _ in strays:
        words, root = _words_of(connection, traces, digest)
        for line in _LINE.finditer(words):
            yield digest, Piece(*root.span(*line.span()), None)
    born = {speaker for _, ids in strays for speaker in ids}
    yield from _labels(connection, traces, born - speakers)
    if not speakers:
        return
    says = {speaker: {speaker} for speaker in speakers}
    for change_id, speaker, whose in said_of_speakers(connection, "speaks_for"):
        if whose in speakers and people.counts(whose, "speaks_for", change_id):
            says.setdefault(speaker, set()).add(whose)
    for row, turns in _turns(connection):
        spoken = [
            turn
            for speaker in turns.keys() & says.keys()
            if any(people.counts(whose, "turns", row.id) for whose in says[speaker])
            for turn in turns[speaker]
        ]
        if not spoken:
            continue
        words, root = _words_of(connection, traces, row.text)
        for turn in spoken:
            for span in _lines(words, turn, labelled=turn.speaker in speakers):
                yield row.text, Piece(*root.span(*span), None)
    yield from _labels(connection, traces, speakers)


def _words_of(connection: sa.Connection, traces: Traces, digest: str) -> tuple[str, Shift]:
    """Return what a text shows, and what leads from there to the offsets it had at first."""
    words = connection.scalar(sa.select(text.c.text).where(text.c.hash == digest)) or ""
    return words, from_shown(traces[digest].covers if digest in traces else ())


def _strays(
    connection: sa.Connection, traces: Traces, transcripts: Collection[str]
) -> Iterator[tuple[str, set[str]]]:
    """Yield the texts of forgotten interviews that others have, and the speakers born of them."""
    if not transcripts:
        return
    version = state["version"]
    for row in connection.execute(sa.select(version)).all():
        if row.transcript in transcripts or transcript_id(row.text) not in transcripts:
            continue
        root = from_shown(traces[row.text].covers if row.text in traces else ())
        turns = unpack_turns(journal.stored_value("version", "turns", row.turns))
        labels = ((turn.speaker, root.span(turn.label_start, turn.label_end)) for turn in turns)
        yield row.text, {speaker for speaker, span in labels if speaker == speaker_id(row.id, span)}


def _linked(connection: sa.Connection, replaced: Mapping[str, Replaced]) -> dict[str, set[str]]:
    """Return speaker of whom any change says that they are one of these people -> who of them.

    `replaced` are, for each of the people, the changes that say nothing of them any more.
    """
    informants: dict[str, set[str]] = {}
    if replaced:
        for change_id, speaker, informant in said_of_speakers(connection, "informant"):
            if informant in replaced and change_id not in replaced[informant]["informant"]:
                informants.setdefault(speaker, set()).add(informant)
    return informants


def said_of_speakers(connection: sa.Connection, field: str) -> Iterator[tuple[str, str, str]]:
    """Yield (change, speaker, value) of every change that gives a speaker's field a value."""
    rows = sa.select(change).where(change.c.kind == "speaker", change.c.field.in_((BIRTH, field)))
    for row in connection.execute(rows).all():
        value = journal.value_of(row, field)
        if isinstance(value, str):
            yield row.id, row.record, value


class _Recognised(NamedTuple):
    """A change that says who speaks where in a version: of which transcript, in which text."""

    id: str
    transcript: str
    text: str


def _turns(connection: sa.Connection) -> Iterator[tuple[_Recognised, dict[str, list[Turn]]]]:
    """Yield each change of the turns of a version, and speaker -> turns as it says."""
    version = state["version"]
    columns = (version.c.id, version.c.transcript, version.c.text)
    versions = {row.id: row for row in connection.execute(sa.select(*columns))}
    rows = sa.select(change).where(change.c.kind == "version", change.c.field.in_((BIRTH, "turns")))
    for row in connection.execute(rows).all():
        turns_of: dict[str, list[Turn]] = {}
        for turn in unpack_turns(journal.value_of(row, "turns")):
            turns_of.setdefault(turn.speaker, []).append(turn)
        of = versions[row.record]
        yield _Recognised(row.id, of.transcript, of.text), turns_of


def _lines(words: str, turn: Turn, *, labelled: bool) -> Iterator[tuple[int, int]]:
    """Yield the label's name and the lines of a turn's body, without white space around them."""
    named = _NAME.search(words, turn.label_start, turn.label_end)
    if labelled and named:
        yield named.span()
    for line in _LINE.finditer(words, turn.start, turn.end):
        yield line.span()


def _labels(
    connection: sa.Connection, traces: Traces, speakers: Collection[str]
) -> Iterator[tuple[str, Piece]]:
    rows = connection.execute(
        sa.select(change).where(
            change.c.kind == "speaker",
            change.c.record.in_(speakers),
            change.c.field.in_((BIRTH, "label")),
        )
    )
    for row in rows:
        value = journal.value_of(row, "label")
        if isinstance(value, str) and any(map(str.isalnum, value)):
            body = string_body(row.id, BodyPlace("label", 0))
            root = from_shown(traces[body].covers if body in traces else ())
            yield body, Piece(*root.span(0, len(value)), None)
