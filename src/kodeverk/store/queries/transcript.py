"""Transcripts: their versions and texts, speakers, informants, variables, assignments."""

import functools
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

import sqlalchemy as sa

from kodeverk.model.change import Value
from kodeverk.model.identity import transcript_id
from kodeverk.model.records import (
    MAIN_ROUND,
    Assignment,
    AssignmentState,
    Informant,
    Speaker,
    Transcript,
    Turn,
    Variable,
    unpack_turns,
)
from kodeverk.store import journal
from kodeverk.store.batches import batches
from kodeverk.store.placements import with_placement
from kodeverk.store.queries.joining import stand_ins
from kodeverk.store.queries.live import live
from kodeverk.store.schema import conflict, placement, state, text
from kodeverk.store.withdrawal.traces import kept_digests


@dataclass(frozen=True, slots=True)
class VersionText:
    """The words of one state of a transcript's text."""

    id: str
    transcript: str
    text: str


@dataclass(frozen=True, slots=True)
class Version(VersionText):
    """One state of a transcript's text: the words, the turns over them, where it came from."""

    turns: tuple[Turn, ...]
    source_file: str
    sha256: str
    format: str
    convention: str


def transcripts(connection: sa.Connection) -> list[Transcript]:
    """Return the transcripts by name; equal names from a merge are told apart by a suffix.

    The first by id keeps the name, so that they are called alike in every copy.
    """
    named: dict[str, list[sa.Row[Any]]] = {}
    for row in live(connection, "transcript", "name", "id"):
        named.setdefault(row.name, []).append(row)
    taken = set(named)
    as_read = dict(_as_read(connection))
    listed = []
    for name, rows in named.items():
        first, *others = rows
        listed.append(_transcript(first, name, as_read))
        for row in others:
            unique = free_name(name, taken)
            taken.add(unique)
            listed.append(_transcript(row, unique, as_read))
    return sorted(listed, key=lambda transcript: transcript.name)


def transcript_by_id(connection: sa.Connection, identity: str) -> Transcript | None:
    """Return one transcript, called as among all of them; None when it is not there."""
    table = state["transcript"]
    row = connection.execute(sa.select(table).where(table.c.id == identity, table.c.live)).first()
    if row is None:
        return None
    alike = sa.select(sa.func.count()).where(table.c.name == row.name, table.c.live)
    if connection.scalar(alike) == 1:
        return _transcript(row, row.name, dict(_as_read(connection, identity)))
    return next(
        (transcript for transcript in transcripts(connection) if transcript.id == identity), None
    )


def removed_transcripts(connection: sa.Connection) -> tuple[str, ...]:
    """Return the ids of transcripts that were taken out and whose texts are kept for undo."""
    table = state["transcript"]
    rows = sa.select(table.c.id).where(sa.not_(table.c.live)).order_by(table.c.id)
    return tuple(connection.scalars(rows))


def _transcript(row: sa.Row[Any], name: str, as_read: Mapping[str, str]) -> Transcript:
    return Transcript(
        row.id, name, row.version, row.municipality, row.date, as_read.get(row.version)
    )


def _as_read(connection: sa.Connection, transcript: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield the versions of transcripts that lost words, with the id their text of now gives.

    Of all transcripts, or of one.
    """
    digests = kept_digests(connection)
    if not digests:
        return
    table = state["version"]
    chosen = sa.select(table.c.id, table.c.transcript, table.c.text)
    if transcript is not None:
        chosen = chosen.where(table.c.transcript == transcript)
    rows = connection.execute(chosen).all()
    lost = {row.transcript for row in rows if row.text in digests}
    for row in rows:
        if row.transcript in lost:
            yield row.id, transcript_id(digests.get(row.text, row.text))


def free_name(name: str, taken: Container[str]) -> str:
    """Return `name`, or the first of `name (2)`, `name (3)` … that is not taken."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def version(connection: sa.Connection, identity: str) -> Version:
    """Return one version of a transcript with its text and turns."""
    table = state["version"]
    (version,) = _read(connection, _versions().where(table.c.id == identity))
    return version


def versions(connection: sa.Connection, transcript: str) -> Iterator[Version]:
    """Yield the live versions of one transcript, in no order."""
    table = state["version"]
    return _read(connection, _versions().where(table.c.transcript == transcript, table.c.live))


def marks(connection: sa.Connection, version: str) -> Value:
    """Return the value of a version's field `marks` (`kodeverk.model.source.unpack_marks`)."""
    table = state["version"]
    kept = connection.scalar(sa.select(table.c.marks).where(table.c.id == version))
    value: Value = json.loads(kept or "null")
    return value


def current_text(connection: sa.Connection, transcript: str) -> VersionText | None:
    """Return the words of a transcript's current version; None when it is not there."""
    row = connection.execute(_current_text(), {"one": transcript}).first()
    return None if row is None else VersionText(row.id, transcript, row.text)


@functools.cache
def _current_text() -> sa.Select[tuple[str, str]]:
    """Return the statement of `current_text`; made once, as every coding needs it."""
    table, transcript = state["version"], state["transcript"]
    return (
        sa.select(table.c.id, text.c.text)
        .join(transcript, transcript.c.version == table.c.id)
        .join(text, text.c.hash == table.c.text)
        .where(transcript.c.id == sa.bindparam("one"), transcript.c.live)
    )


def current_versions(
    connection: sa.Connection, chosen: Iterable[str] | None = None
) -> Iterator[Version]:
    """Yield the current version of every transcript, or of the chosen ones, by transcript id."""
    table, transcript = state["version"], state["transcript"]
    # By the key of the transcripts: to sort what is read would move every text.
    current = (
        _versions()
        .join(transcript, transcript.c.version == table.c.id)
        .where(transcript.c.live)
        .order_by(transcript.c.id)
    )
    if chosen is not None:
        current = current.where(transcript.c.id.in_(list(chosen)))
    return _read(connection, current)


def known_texts(connection: sa.Connection) -> dict[str, tuple[Transcript, bool]]:
    """Return the hash of every text of a live transcript -> the transcript, and if it shows it.

    It is the one that began with the text, or shows it now, or else one that has it as an earlier
    version, which may be a file given to it by mistake; only then False. A text from which words
    were withdrawn is there under the hash it had and under that it has.
    """
    table = state["version"]
    named = {transcript.id: transcript for transcript in transcripts(connection)}
    rows = connection.execute(
        sa.select(table.c.id, table.c.text, table.c.transcript)
        .where(table.c.live)
        .order_by(table.c.id)
    )
    digests = kept_digests(connection)
    texts: dict[str, tuple[int, Transcript]] = {}
    for row in rows:
        if (known := named.get(row.transcript)) is not None:
            began = transcript_id(row.text) == row.transcript
            rank = 2 if began else int(row.id == known.version)
            for digest in (row.text, digests.get(row.text, row.text)):
                if digest not in texts or rank > texts[digest][0]:
                    texts[digest] = rank, known
    return {digest: (known, rank > 0) for digest, (rank, known) in texts.items()}


def source_files(connection: sa.Connection) -> dict[str, list[str]]:
    """Return the name of each file a live version came from -> the transcripts it is of."""
    table = state["version"]
    chosen = sa.select(table.c.source_file, table.c.transcript).where(table.c.live).distinct()
    transcripts: dict[str, list[str]] = {}
    for name, transcript in connection.execute(chosen.order_by(table.c.transcript)):
        transcripts.setdefault(name, []).append(transcript)
    return transcripts


def beginnings(
    connection: sa.Connection, most: int, some: Iterable[str] | None = None
) -> Iterator[tuple[str, str, int]]:
    """Yield each transcript, what its current text begins with, and the length of that text.

    At most `most` code points of it; the length is in code points too. Of all transcripts by id, or
    of `some`.
    """
    table, transcript = state["version"], state["transcript"]
    chosen = (
        sa.select(
            transcript.c.id, sa.func.substr(text.c.text, 1, most), sa.func.length(text.c.text)
        )
        .join(table, transcript.c.version == table.c.id)
        .join(text, text.c.hash == table.c.text)
        .where(transcript.c.live)
        .order_by(transcript.c.id)
        .execution_options(yield_per=100)
    )
    of_some = (transcript.c.id.in_(ids) for ids in batches(some or ()))
    for where in [sa.true()] if some is None else of_some:
        for row in connection.execute(chosen.where(where)):
            yield row[0], row[1], row[2]


def text_lengths(connection: sa.Connection, versions: Iterable[str]) -> dict[str, int]:
    """Return version -> the length of its text in code points, for some versions.

    A database reads a text through to know its length.
    """
    table, lengths = state["version"], dict[str, int]()
    length = sa.select(table.c.id, sa.func.length(text.c.text))
    for some in batches(versions):
        rows = length.join(text, text.c.hash == table.c.text).where(table.c.id.in_(some))
        lengths |= {row[0]: row[1] for row in connection.execute(rows)}
    return lengths


def speakers(connection: sa.Connection, transcript: str | None = None) -> list[Speaker]:
    """Return the speakers of one transcript, or of all."""
    table = state["speaker"]
    where = [] if transcript is None else [table.c.transcript == transcript]
    return [
        Speaker(row.id, row.transcript, row.label, row.role, row.informant, row.speaks_for)
        for row in live(connection, "speaker", "transcript", "label", where=where)
    ]


def removed_speakers(connection: sa.Connection, transcript: str) -> list[Speaker]:
    """Return the speakers a transcript had and has no more, as they were."""
    table = state["speaker"]
    gone = sa.select(table).where(table.c.transcript == transcript, sa.not_(table.c.live))
    return [
        Speaker(row.id, row.transcript, row.label, row.role, row.informant, row.speaks_for)
        for row in connection.execute(gone.order_by(table.c.label))
    ]


def informants(connection: sa.Connection) -> list[Informant]:
    """Return the informants by pseudonym."""
    return [
        Informant(row.id, row.name, row.takes_part, row.quotation, row.archiving)
        for row in live(connection, "informant", "name", "id")
    ]


def variables(connection: sa.Connection, subject: str | None = None) -> list[Variable]:
    """Return the variables of one subject, or of all, by subject and name."""
    where = [] if subject is None else [state["variable"].c.subject == subject]
    return [
        Variable(row.subject_kind, row.subject, row.name, json.loads(row.value))
        for row in live(connection, "variable", "subject_kind", "subject", "name", where=where)
    ]


def assignments(
    connection: sa.Connection, transcript: str | None = None, round_name: str | None = MAIN_ROUND
) -> list[Assignment]:
    """Return the assignments of one round, or of all with None, of one transcript or of all.

    `read_to` is an offset in the transcript's current version. Where coders who are joined have
    work on one transcript, it is one assignment: as far as one of them read and has come.
    """
    stand_in = stand_ins(connection)
    table = state["assignment"]
    read_here = sa.func.coalesce(placement.c.start, table.c.read_to)
    chosen = (
        sa.select(table.c.id, table.c.coder, table.c.transcript, table.c.round, read_here)
        .add_columns(table.c.state, table.c.codebook_versions)
        .select_from(with_placement("assignment"))
        .where(table.c.live)
        .order_by(table.c.transcript, table.c.coder)
    )
    if round_name is not None:
        chosen = chosen.where(table.c.round == round_name)
    if transcript is not None:
        chosen = chosen.where(table.c.transcript == transcript)
    assignments = [
        Assignment(
            identity,
            stand_in.get(coder, coder),
            of,
            during,
            read_to,
            reached,
            _codebook_versions(packed),
        )
        for identity, coder, of, during, read_to, reached, packed in connection.execute(chosen)
    ]
    return _one_a_person(assignments) if stand_in else assignments


def _one_a_person(assignments: Sequence[Assignment]) -> list[Assignment]:
    """Return assignments of which no two are of one coder, transcript and round."""
    states = get_args(AssignmentState)
    together: dict[tuple[str, str, str], Assignment] = {}
    for assignment in assignments:
        first = together.setdefault(
            (assignment.transcript, assignment.coder, assignment.round), assignment
        )
        if first is not assignment:
            together[assignment.transcript, assignment.coder, assignment.round] = replace(
                first,
                read_to=max(first.read_to, assignment.read_to),
                state=max(first.state, assignment.state, key=states.index),
                codebook_versions=(
                    *sorted({*first.codebook_versions, *assignment.codebook_versions}),
                ),
            )
    return sorted(
        together.values(), key=lambda assignment: (assignment.transcript, assignment.coder)
    )


def main_coders(
    connection: sa.Connection, round_name: str = MAIN_ROUND
) -> dict[str, tuple[str, ...]]:
    """Return transcript -> its main coder in a round; several where people named different ones."""
    mains: dict[str, tuple[str, ...]] = {}
    disputed, stand_in = _disputed_main_coders(connection), stand_ins(connection)
    for row in live(connection, "main_coder", "transcript"):
        if row.round == round_name and row.coder is not None:
            named: tuple[str, ...] = disputed.get(row.id, (row.coder,))
            mains[row.transcript] = (*dict.fromkeys(stand_in.get(coder, coder) for coder in named),)
    return mains


def _disputed_main_coders(connection: sa.Connection) -> dict[str, tuple[str, ...]]:
    in_question = sa.select(conflict.c.record).where(
        conflict.c.kind == "main_coder", conflict.c.field == "coder"
    )
    disputed = {}
    for record in connection.scalars(in_question).all():
        heads = journal.field_heads(connection, record, "coder")
        disputed[record] = tuple(str(head.value_of("coder")) for head in heads)
    return disputed


@functools.lru_cache
def _codebook_versions(packed: str | None) -> tuple[str, ...]:
    """Return the ids of codebook versions; a whole project was read under few sets of them."""
    return tuple(json.loads(packed or "[]"))


def assignment_states(
    connection: sa.Connection, assignments: Sequence[str]
) -> dict[str, AssignmentState]:
    """Return how far each of some assignments has come, by id; those there are."""
    rows = connection.execute(_assignment_states(), {"some": assignments})
    return {row.id: row.state for row in rows}


@functools.cache
def _assignment_states() -> sa.Select[tuple[str, AssignmentState]]:
    """Return the statement of `assignment_states`; made once, as every coding needs it."""
    table = state["assignment"]
    some: sa.BindParameter[str] = sa.bindparam("some", expanding=True)
    return sa.select(table.c.id, table.c.state).where(table.c.id.in_(some), table.c.live)


def _versions() -> sa.Select[Any]:
    """Return what selects the fields of `Version`."""
    table = state["version"]
    before = (table.c.id, table.c.transcript, text.c.text, table.c.turns)
    of_file = ("source_file", "sha256", "format", "convention")
    after = (sa.func.coalesce(table.c[name], "") for name in of_file)  # it may not be known
    return sa.select(*before, *after).join(text, text.c.hash == table.c.text)


def _read(connection: sa.Connection, chosen: sa.Select[Any]) -> Iterator[Version]:
    rows = connection.execute(chosen.execution_options(yield_per=20))
    for identity, transcript, words, turns, *source in rows:
        yield Version(identity, transcript, words, unpack_turns(json.loads(turns)), *source)
