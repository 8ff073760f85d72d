"""What is kept of withdrawn words: where they stood, and a random number for each distinct word.

A *body* is a text, known by the hash it had at first, or one string of the journal. Its trace has
*pieces*, the stretches that were taken out, in the offsets it had at first, and *covers*, what
shows instead of them now. Pieces only grow, every merge unites them, and none holds a word: a word
is a number (its *class*: the same word, the same number), signs between words are as they were, and
of what was forgotten nothing is kept but that it was there.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import canonical
from kodeverk.model.mask import Cover
from kodeverk.store.batches import batches
from kodeverk.store.schema import change, text, trace

Noted = Literal["speaker", "transcript", "spoke", "unsearched"]
"""What is noted among traces in place of a body: that what a speaker said (`SPEAKER/INFORMANT`) or
a whole interview is forgotten, who was said to speak in such an interview
(`TRANSCRIPT/INFORMANT`), or that something here could not be searched for a mark's words."""


class Piece(NamedTuple):
    """The characters `[start, end)` of a body: a word's class, signs, or None: forgotten."""

    start: int
    end: int
    what: int | str | None


@dataclass(frozen=True, slots=True)
class Trace:
    """The pieces and covers of a body; `reads` is the hash of a text as it reads now."""

    pieces: frozenset[Piece] = frozenset()
    covers: tuple[Cover, ...] = ()
    reads: str | None = None


Traces = Mapping[str, Trace]
"""Body -> its trace."""

NOTHING = Trace()


def new_class() -> int:
    """Return a number for a word: random, so that it says nothing of the word."""
    return int.from_bytes(os.urandom(6))


def read_traces(connection: sa.Connection) -> dict[str, Trace]:
    """Return body -> trace of everything words were taken out of."""
    return {
        row.body: Trace(
            frozenset(Piece(*piece) for piece in json.loads(row.pieces)),
            tuple(Cover(a, b, shows, gone) for a, b, shows, gone in json.loads(row.covers)),
            row.reads,
        )
        for row in connection.execute(sa.select(trace))
    }


def write_traces(connection: sa.Connection, before: Traces, after: Traces) -> None:
    """Keep the traces `after`, of which those `before` are there already."""
    changed = [body for body, trace in after.items() if before.get(body) != trace]
    rows = [
        {
            "body": body,
            "pieces": canonical([[*piece] for piece in sorted(after[body].pieces, key=_order)]),
            "covers": canonical([[*cover] for cover in after[body].covers]),
            "reads": after[body].reads,
        }
        for body in changed
    ]
    replaced = [body for body in changed if body in before]
    drop_traces(connection, replaced)
    for some_rows in batches(rows):
        connection.execute(sa.insert(trace), some_rows)


def same_traces(one: sa.Connection, other: sa.Connection) -> bool:
    """Tell whether two projects keep the same traces."""
    rows = sa.select(trace).order_by(trace.c.body)
    return one.execute(rows).all() == other.execute(rows).all()


def note_of(what: Noted, identity: str) -> str:
    """Return what stands in place of a body for what is noted of a speaker, interview or mark."""
    return f"{what}/{identity}"


def noted(bodies: Iterable[str], what: Noted) -> frozenset[str]:
    """Return the ids of which this is noted."""
    before = note_of(what, "")
    return frozenset(body.removeprefix(before) for body in bodies if body.startswith(before))


def forgotten_speakers(bodies: Iterable[str]) -> dict[str, set[str]]:
    """Return speaker whose words are forgotten -> the informants they were said to be."""
    informants: dict[str, set[str]] = {}
    for speaker, informant in pairs_of(noted(bodies, "speaker")):
        informants.setdefault(speaker, set()).add(informant)
    return informants


def pairs_of(noted_ids: Iterable[str]) -> set[tuple[str, str]]:
    """Return (speaker or transcript, informant) of the notes that name both."""
    parts = (note.partition("/") for note in noted_ids)
    return {(first, informant) for first, _, informant in parts}


def read_noted(connection: sa.Connection, what: Noted) -> frozenset[str]:
    """Return the ids of which this is noted in a project."""
    bodies = sa.select(trace.c.body).where(trace.c.body.startswith(note_of(what, "")))
    return noted(connection.scalars(bodies), what)


def drop_traces(connection: sa.Connection, bodies: Iterable[str]) -> None:
    """Keep these traces no longer."""
    for some in batches(sorted(bodies)):
        connection.execute(sa.delete(trace).where(trace.c.body.in_(some)))


def kept_digests(connection: sa.Connection) -> dict[str, str]:
    """Return the hash of every text that was rewritten -> the hash of what it reads now."""
    rows = connection.execute(
        sa.select(trace.c.body, trace.c.reads).where(trace.c.reads.is_not(None))
    )
    return {row.body: row.reads for row in rows}


def not_there(connection: sa.Connection, traces: Traces) -> dict[str, Trace]:
    """Return the traces of bodies that are not in the project, as they are without them."""
    asked = {
        body: body.partition("/")[0]
        for body, trace in traces.items()
        if trace.covers or trace.reads
    }
    known: set[str] = set()
    for column in (text.c.hash, change.c.id):
        for some in batches(sorted(set(asked.values()) - known)):
            known.update(connection.scalars(sa.select(column).where(column.in_(some))))
    return {
        body: replace(traces[body], covers=(), reads=None)
        for body, identity in asked.items()
        if identity not in known
    }


def forget_covers(connection: sa.Connection) -> None:
    """Know no longer how texts and strings read that have left the project."""
    traces = read_traces(connection)
    write_traces(connection, traces, not_there(connection, traces))


def _order(piece: Piece) -> tuple[int, int, str]:
    return (piece.start, piece.end, str(piece.what))
