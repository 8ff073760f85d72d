"""Codings."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import EXISTS
from kodeverk.model.records import Coding, unpack_facets
from kodeverk.model.text import Span
from kodeverk.store import journal
from kodeverk.store.placements import joined, placed
from kodeverk.store.schema import state

_OF_A_PLACE = ("version", "start", "end")


class CodingSpan(NamedTuple):
    """A coding as it is told from others, at its place in the current version."""

    code: str
    transcript: str
    start: int
    end: int
    coder: str
    id: str


class RemovedCoding(NamedTuple):
    """A coding that is no longer there, and who removed it."""

    coding: str
    transcript: str
    code: str
    coder: str
    start: int
    end: int
    removed_by: str | None


def codings(connection: sa.Connection, transcript: str | None = None) -> list[Coding]:
    """Return the codings of a transcript, or of all, by start, end and id.

    Each is at its place in the current version: `version`, `start` and `end` are those of the
    place, not of the anchor, which may be in an earlier version. A coding that has no place, its
    words gone or set aside, is not among them (`kodeverk.store.placements` has it).
    """
    table = state["coding"]
    start, end = placed("coding", "start"), placed("coding", "end")
    columns = [
        placed("coding", one.name).label(one.name) if one.name in _OF_A_PLACE else one
        for one in table.c
    ]
    chosen = sa.select(*columns).select_from(joined("coding"))
    chosen = chosen.where(table.c.live, start.is_not(None)).order_by(start, end, table.c.id)
    if transcript is not None:
        chosen = chosen.where(table.c.transcript == transcript)
    return [_coding(row) for row in connection.execute(chosen)]


def codings_as_made(
    connection: sa.Connection, ids: Sequence[str], *, also_removed: bool = False
) -> list[Coding]:
    """Return the named codings as their coders made them: each at its anchor, in its version.

    Those that are live, with `also_removed` the others too.
    """
    table = state["coding"]
    is_wanted = sa.true() if also_removed else table.c.live
    found: list[Coding] = []
    for start in range(0, len(ids), 500):
        chosen = sa.select(table).where(table.c.id.in_(ids[start : start + 500]), is_wanted)
        found += map(_coding, connection.execute(chosen))
    return found


def coding_ids(connection: sa.Connection) -> set[str]:
    """Return the ids of all codings there have been, live or removed."""
    return set(connection.scalars(sa.select(state["coding"].c.id)))


def coding_spans(connection: sa.Connection) -> Iterator[CodingSpan]:
    """Yield all live codings that have a place, at it, by code, transcript and start."""
    table = state["coding"]
    start, end = placed("coding", "start"), placed("coding", "end")
    rows = connection.execute(
        sa.select(table.c.code, table.c.transcript, start, end, table.c.coder, table.c.id)
        .select_from(joined("coding"))
        .where(table.c.live, start.is_not(None))
        .order_by(table.c.code, table.c.transcript, start, end, table.c.id)
        .execution_options(yield_per=5000)
    )
    return (CodingSpan._make(row) for row in rows)


def coding_counts(connection: sa.Connection) -> dict[tuple[str, str], int]:
    """Return (transcript, coder) -> how many live codings."""
    table = state["coding"]
    rows = connection.execute(
        sa.select(table.c.transcript, table.c.coder, sa.func.count())
        .where(table.c.live)
        .group_by(table.c.transcript, table.c.coder)
    )
    return {(transcript, coder): count for transcript, coder, count in rows}


def codings_by_version(connection: sa.Connection, transcript: str) -> dict[str, int]:
    """Return version -> how many live codings of one transcript were made on it."""
    table = state["coding"]
    rows = connection.execute(
        sa.select(table.c.version, sa.func.count())
        .where(table.c.transcript == transcript, table.c.live)
        .group_by(table.c.version)
    )
    return {row.version: row[1] for row in rows}


def has_coding(
    connection: sa.Connection, transcript: str, coder: str, code: str, span: Span
) -> bool:
    """Tell whether this coder has this code on exactly this span of the current version."""
    values = {"transcript": transcript, "coder": coder, "code": code, **span._asdict()}
    return connection.execute(_coding_like(), values).first() is not None


@functools.cache
def _coding_like() -> sa.Select[tuple[str]]:
    """Return the statement of `has_coding`; made once, as every coding needs it."""
    table = state["coding"]
    return (
        sa.select(table.c.id)
        .select_from(joined("coding"))
        .where(
            table.c.code == sa.bindparam("code"),
            table.c.transcript == sa.bindparam("transcript"),
            placed("coding", "start") == sa.bindparam("start"),
            placed("coding", "end") == sa.bindparam("end"),
            table.c.coder == sa.bindparam("coder"),
            table.c.live,
        )
        .limit(1)
    )


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


def facet_values(connection: sa.Connection) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return coding -> its (facet, value) pairs, for the live codings that have any."""
    table = state["coding"]
    rows = connection.execute(
        sa.select(table.c.id, table.c.facets).where(table.c.live, table.c.facets.is_not(None))
    )
    return {coding: unpack_facets(packed) for coding, packed in rows}


def _coding(row: Any) -> Coding:
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
        unpack_facets(row.facets),
    )
