"""Reading: frozen model values out of the state tables."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import EXISTS, Value
from kodeverk.model.records import (
    MAIN_ROUND,
    Assignment,
    Code,
    Coder,
    Coding,
    Facet,
    FacetValue,
    Informant,
    Memo,
    Speaker,
    Transcript,
    Turn,
    Variable,
    unpack_turns,
)
from kodeverk.model.text import Span
from kodeverk.store import journal
from kodeverk.store.schema import coding_facet, conflict, local, state, text


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a transcript's text: where it came from, the words, and the turns over them."""

    id: str
    transcript: str
    text: str
    turns: tuple[Turn, ...]
    source_file: str
    sha256: str
    format: str
    convention: str


class KnownText(NamedTuple):
    """The transcript a text belongs to: its name, municipality number and date."""

    name: str
    municipality: str | None
    date: str | None


class CodingSpan(NamedTuple):
    """A coding as it is told from others."""

    code: str
    transcript: str
    start: int
    end: int
    coder: str
    id: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """A loaded codebook and its current version."""

    id: str
    key: str
    version: str
    title: dict[str, str]
    current_version: str | None


def local_value(connection: sa.Connection, key: str) -> str:
    """Return what this file alone knows: its `file` id, its `project` id."""
    return str(connection.scalar(sa.select(local.c.value).where(local.c.key == key)))


def coders(connection: sa.Connection) -> list[Coder]:
    """Return everybody who coded, by name."""
    rows = _live(connection, "coder", "name", "id")
    return [Coder(row.id, row.name, row.kind) for row in rows]


def transcripts(connection: sa.Connection) -> list[Transcript]:
    """Return the transcripts by name; equal names from a merge are told apart by a suffix."""
    taken: dict[str, int] = {}
    found = []
    for row in _live(connection, "transcript", "name", "id"):
        taken[row.name] = taken.get(row.name, 0) + 1
        name = row.name if taken[row.name] == 1 else f"{row.name} ({taken[row.name]})"
        found.append(Transcript(row.id, name, row.version, row.municipality, row.date))
    return sorted(found, key=lambda transcript: transcript.name)


def version(connection: sa.Connection, identity: str) -> Version:
    """Return one version of a transcript with its text and turns."""
    table = state["version"]
    (found,) = _versions(connection, table.c.id == identity)
    return found


def current_versions(
    connection: sa.Connection, chosen: Iterable[str] | None = None
) -> Iterator[Version]:
    """Yield the current version of every transcript, or of the chosen ones, by transcript id."""
    table, transcript = state["version"], state["transcript"]
    current = sa.select(transcript.c.version).where(transcript.c.live)
    if chosen is not None:
        current = current.where(transcript.c.id.in_(list(chosen)))
    return _versions(connection, table.c.id.in_(current))


def known_texts(connection: sa.Connection) -> dict[str, KnownText]:
    """Return the hash of every text of a live transcript, in any version -> its transcript."""
    table = state["version"]
    named = {transcript.id: transcript for transcript in transcripts(connection)}
    rows = connection.execute(sa.select(table.c.text, table.c.transcript).where(table.c.live))
    return {
        row.text: KnownText(known.name, known.municipality, known.date)
        for row in rows
        if (known := named.get(row.transcript)) is not None
    }


def speakers(connection: sa.Connection, transcript: str | None = None) -> list[Speaker]:
    """Return the speakers of one transcript, or of all."""
    table = state["speaker"]
    where = [] if transcript is None else [table.c.transcript == transcript]
    return [
        Speaker(row.id, row.transcript, row.label, row.role, row.informant, row.speaks_for)
        for row in _live(connection, "speaker", "transcript", "label", where=where)
    ]


def informants(connection: sa.Connection) -> list[Informant]:
    """Return the informants by pseudonym."""
    return [
        Informant(row.id, row.name, row.takes_part, row.quotation, row.archiving)
        for row in _live(connection, "informant", "name", "id")
    ]


def variables(connection: sa.Connection) -> list[Variable]:
    """Return all variables by subject and name."""
    return [
        Variable(row.subject_kind, row.subject, row.name, json.loads(row.value))
        for row in _live(connection, "variable", "subject_kind", "subject", "name")
    ]


def codebooks(connection: sa.Connection) -> list[Codebook]:
    """Return the loaded codebooks by key, each with the id of its current version."""
    return [
        Codebook(
            row.id,
            row.key,
            row.version,
            json.loads(row.title),
            row.current,
        )
        for row in _live(connection, "codebook", "key", "id")
    ]


def codebook_version_members(
    connection: sa.Connection,
) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Return codebook version -> the ids of its codes, and of its facets in their order."""
    return {
        row.id: (frozenset(json.loads(row.codes)), tuple(json.loads(row.facets)))
        for row in _live(connection, "codebook_version", "id")
    }


def codebook_details(
    connection: sa.Connection,
) -> dict[str, tuple[dict[str, str], str, tuple[str, ...]]]:
    """Return codebook -> its research question by language, its language and its rules."""
    return {
        row.id: (json.loads(row.question), row.language, tuple(json.loads(row.rules)))
        for row in _live(connection, "codebook", "id")
    }


def codes(connection: sa.Connection) -> list[Code]:
    """Return every code and theme in the order of the codebook, active or not.

    Clashing keys are written `codebook:KEY`. Moves that closed a cycle leave the code at top level.
    """
    rows = _live(connection, "code", "position", "key", "id")
    books = {row.id: row.key for row in _live(connection, "codebook", "id")}
    parents = {row.id: row.parent for row in rows}
    keys: dict[str, int] = {}
    for row in rows:
        keys[row.key] = keys.get(row.key, 0) + 1
    return [
        Code(
            id=row.id,
            codebook=books.get(row.codebook, ""),
            key=row.key if keys[row.key] == 1 else f"{books.get(row.codebook, '')}:{row.key}",
            name=json.loads(row.name),
            parent=None if _in_cycle(row.id, parents) else row.parent,
            position=row.position,
            definition=json.loads(row.definition or "{}"),
            full_definition=row.full_definition,
            use_when=row.use_when,
            not_when=row.not_when,
            example=row.example,
            colour=row.colour,
            hotkey=row.hotkey,
            counted=bool(row.counted),
            active=bool(row.active),
        )
        for row in rows
    ]


def facets(connection: sa.Connection) -> list[Facet]:
    """Return the facets by key."""
    return [
        Facet(
            id=row.id,
            key=row.key,
            name=json.loads(row.name),
            values=tuple(
                FacetValue(value["id"], value["name"], value["definition"])
                for value in json.loads(row.values)
            ),
            single=bool(row.single),
            required=bool(row.required),
            codes=None if row.codes is None else tuple(json.loads(row.codes)),
            note=row.note,
        )
        for row in _live(connection, "facet", "key", "id")
    ]


def assignments(
    connection: sa.Connection, transcript: str | None = None, round_name: str | None = MAIN_ROUND
) -> list[Assignment]:
    """Return the assignments of one round, or of all with None, of one transcript or of all."""
    table = state["assignment"]
    where = [] if round_name is None else [table.c.round == round_name]
    if transcript is not None:
        where.append(table.c.transcript == transcript)
    return [
        Assignment(
            row.id,
            row.coder,
            row.transcript,
            row.round,
            row.read_to,
            row.state,
            bool(row.main),
            tuple(json.loads(row.codebook_versions or "[]")),
        )
        for row in _live(connection, "assignment", "transcript", "coder", where=where)
    ]


def codings(
    connection: sa.Connection,
    transcript: str | None = None,
    ids: Sequence[str] | None = None,
) -> list[Coding]:
    """Return the codings of a transcript, or the named ones, by start, end and id."""
    table = state["coding"]
    where = []
    if transcript is not None:
        where.append(table.c.transcript == transcript)
    if ids is not None:
        where.append(table.c.id.in_(list(ids)))
    rows = _live(connection, "coding", "start", "end", "id", where=where)
    return [_coding(row, facets) for row, facets in _with_facets(connection, rows)]


def coding_ids(connection: sa.Connection) -> set[str]:
    """Return the ids of all codings there have been, live or removed."""
    return set(connection.scalars(sa.select(state["coding"].c.id)))


class RemovedCoding(NamedTuple):
    """A coding that is no longer there, and who removed it."""

    coding: str
    transcript: str
    code: str
    coder: str
    start: int
    end: int
    removed_by: str | None


def removed_codings(connection: sa.Connection, ids: Sequence[str]) -> list[RemovedCoding]:
    """Return what those of the named codings were that are gone, and who removed each."""
    table = state["coding"]
    found = []
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        gone = sa.select(table).where(table.c.id.in_(chunk), sa.not_(table.c.live))
        for row in connection.execute(gone):
            last = journal.disputed(connection, row.id, EXISTS)[-1]
            found.append(
                RemovedCoding(
                    row.id, row.transcript, row.code, row.coder, row.start, row.end, last.author
                )
            )
    return found


def has_coding(
    connection: sa.Connection, transcript: str, coder: str, code: str, span: Span
) -> bool:
    """Tell whether this coder has this code on exactly this span."""
    table = state["coding"]
    found = sa.select(table.c.id).where(
        table.c.code == code,
        table.c.transcript == transcript,
        table.c.start == span.start,
        table.c.end == span.end,
        table.c.coder == coder,
        table.c.live,
    )
    return connection.execute(found.limit(1)).first() is not None


def recent_codes(connection: sa.Connection, coder: str, limit: int) -> list[str]:
    """Return the codes this coder has used, the one of the latest coding first."""
    table = state["coding"]
    rows = connection.execute(
        sa.select(table.c.code)
        .where(table.c.live, table.c.coder == coder)
        .group_by(table.c.code)
        .order_by(sa.func.max(table.c.born).desc(), table.c.code)
        .limit(limit)
    )
    return [row.code for row in rows]


def coding_spans(connection: sa.Connection) -> Iterator[CodingSpan]:
    """Yield all live codings in the order of code, transcript, start."""
    table = state["coding"]
    columns = [table.c[name] for name in CodingSpan._fields]
    rows = connection.execute(
        sa.select(*columns)
        .where(table.c.live)
        .order_by(table.c.code, table.c.transcript, table.c.start, table.c.end, table.c.id)
        .execution_options(yield_per=5000)
    )
    return (CodingSpan._make(row) for row in rows)


def facet_values(connection: sa.Connection) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return coding -> its (facet, value) pairs."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = connection.execute(sa.select(coding_facet).order_by(*coding_facet.primary_key))
    for row in rows:
        found.setdefault(row.coding, []).append((row.facet, row.value))
    return {coding: tuple(pairs) for coding, pairs in found.items()}


def coding_counts(connection: sa.Connection) -> dict[tuple[str, str], int]:
    """Return (transcript, coder) -> how many live codings."""
    table = state["coding"]
    rows = connection.execute(
        sa.select(table.c.transcript, table.c.coder, sa.func.count())
        .where(table.c.live)
        .group_by(table.c.transcript, table.c.coder)
    )
    return {(transcript, coder): count for transcript, coder, count in rows}


def text_lengths(connection: sa.Connection) -> dict[str, int]:
    """Return version -> the length of its text in code points."""
    table = state["version"]
    rows = connection.execute(
        sa.select(table.c.id, sa.func.length(text.c.text)).join(text, text.c.hash == table.c.text)
    )
    return {row[0]: row[1] for row in rows}


def memos(connection: sa.Connection, target: str | None = None) -> list[Memo]:
    """Return the memos on one target, or all, oldest first."""
    table = state["memo"]
    where = [] if target is None else [table.c.target == target]
    return [
        Memo(row.id, row.target_kind, row.target, row.type, row.text, row.coder)
        for row in _live(connection, "memo", "born", "id", where=where)
    ]


def settings(connection: sa.Connection) -> dict[str, Value]:
    """Return the project's settings: key -> value."""
    return {row.key: json.loads(row.value) for row in _live(connection, "setting", "key")}


def conflicts(connection: sa.Connection) -> list[dict[str, Any]]:
    """Return every conflict: kind, record, field, and who says what."""
    names = {coder.id: coder.name for coder in coders(connection)}
    found = []
    for row in connection.execute(sa.select(conflict).order_by(*conflict.primary_key)):
        heads = journal.disputed(connection, row.record, row.field)
        said = [
            {"value": head.value_of(row.field), "author": names.get(head.author or "", "-")}
            for head in heads
        ]
        found.append({"kind": row.kind, "record": row.record, "field": row.field, "values": said})
    return found


def _live(
    connection: sa.Connection,
    kind: str,
    *order: str,
    where: Sequence[sa.ColumnElement[bool]] = (),
) -> Sequence[sa.Row[Any]]:
    table = state[kind]
    return connection.execute(
        sa.select(table).where(table.c.live, *where).order_by(*(table.c[name] for name in order))
    ).all()


def _versions(connection: sa.Connection, where: sa.ColumnElement[bool]) -> Iterator[Version]:
    table = state["version"]
    rows = connection.execute(
        sa.select(table, text.c.text.label("content"))
        .join(text, text.c.hash == table.c.text)
        .where(where)
        .order_by(table.c.transcript)
        .execution_options(yield_per=20)
    )
    for row in rows:
        yield Version(
            row.id,
            row.transcript,
            row.content,
            unpack_turns(json.loads(row.turns)),
            row.source_file,
            row.sha256,
            row.format,
            row.convention,
        )


def _coding(row: Any, facets: tuple[tuple[str, str], ...]) -> Coding:
    return Coding(
        row.id,
        row.transcript,
        row.version,
        row.start,
        row.end,
        row.code,
        row.coder,
        row.codebook_version,
        row.origin,
        facets,
    )


def _with_facets(
    connection: sa.Connection, rows: Sequence[sa.Row[Any]]
) -> Iterator[tuple[sa.Row[Any], tuple[tuple[str, str], ...]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    ids = [row.id for row in rows]
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        pairs = connection.execute(
            sa.select(coding_facet)
            .where(coding_facet.c.coding.in_(chunk))
            .order_by(*coding_facet.primary_key)
        )
        for pair in pairs:
            found.setdefault(pair.coding, []).append((pair.facet, pair.value))
    for row in rows:
        yield row, tuple(found.get(row.id, ()))


def _in_cycle(code: str, parents: dict[str, str | None]) -> bool:
    seen = {code}
    parent = parents.get(code)
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = parents.get(parent)
    return parent is not None
