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
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import canonical
from kodeverk.model.mask import Cover
from kodeverk.store.batches import batches
from kodeverk.store.schema import change, text, trace

_SPEAKER = "speaker/"
"""Before the id of a speaker whose words are forgotten, in the place of a body."""


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
    changed = [body for body, one in after.items() if before.get(body) != one]
    rows = [
        {
            "body": body,
            "pieces": canonical([[*piece] for piece in sorted(after[body].pieces, key=_order)]),
            "covers": canonical([[*cover] for cover in after[body].covers]),
            "reads": after[body].reads,
        }
        for body in changed
    ]
    there = [body for body in changed if body in before]
    for some in batches(there):
        connection.execute(sa.delete(trace).where(trace.c.body.in_(some)))
    for some_rows in batches(rows):
        connection.execute(sa.insert(trace), some_rows)


def same_traces(one: sa.Connection, other: sa.Connection) -> bool:
    """Tell whether two projects keep the same traces."""
    rows = sa.select(trace).order_by(trace.c.body)
    return one.execute(rows).all() == other.execute(rows).all()


def speaker_body(speaker: str) -> str:
    """Return where the traces say that a speaker's words are forgotten."""
    return f"{_SPEAKER}{speaker}"


def forgotten_speakers(bodies: Iterable[str]) -> frozenset[str]:
    """Return the speakers of whom traces say that their words are forgotten."""
    return frozenset(body.removeprefix(_SPEAKER) for body in bodies if body.startswith(_SPEAKER))


def kept_digests(connection: sa.Connection) -> dict[str, str]:
    """Return the hash of every text that was rewritten -> the hash of what it reads now."""
    rows = connection.execute(
        sa.select(trace.c.body, trace.c.reads).where(trace.c.reads.is_not(None))
    )
    return {row.body: row.reads for row in rows}


def not_there(connection: sa.Connection, traces: Traces) -> dict[str, Trace]:
    """Return the traces of bodies that are not in the project, as they are without them."""
    asked = {
        body: body.partition("/")[0] for body, one in traces.items() if one.covers or one.reads
    }
    there: set[str] = set()
    for column in (text.c.hash, change.c.id):
        for some in batches(sorted(set(asked.values()) - there)):
            there.update(connection.scalars(sa.select(column).where(column.in_(some))))
    return {
        body: replace(traces[body], covers=(), reads=None)
        for body, identity in asked.items()
        if identity not in there
    }


def forget_covers(connection: sa.Connection) -> None:
    """Know no longer how texts and strings read that have left the project."""
    traces = read_traces(connection)
    write_traces(connection, traces, not_there(connection, traces))


def _order(piece: Piece) -> tuple[int, int, str]:
    return (piece.start, piece.end, str(piece.what))
