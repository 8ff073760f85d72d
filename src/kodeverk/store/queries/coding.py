"""Codings."""

import functools
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import EXISTS
from kodeverk.model.records import Coding, Proposal, Wording, unpack_facets
from kodeverk.model.text import Span
from kodeverk.store import journal
from kodeverk.store.batches import batches
from kodeverk.store.column_types import begins_with
from kodeverk.store.placements import placed_column, replaced_transcripts, with_placement
from kodeverk.store.queries.joining import one_with, stand_ins
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


def codings(
    connection: sa.Connection,
    transcript: str | None = None,
    *,
    among: Sequence[str] | None = None,
) -> list[Coding]:
    """Return the codings of a transcript, or of all, by start, end and id.

    With `among` only those with these ids, of which there are few.

    Each is at its place in the current version: `version`, `start` and `end` are those of the
    place, not of the anchor, which may be in an earlier version. A coding that has no place, its
    words gone or set aside, is not among them (`kodeverk.store.placements` has it).
    """
    stand_in = stand_ins(connection)
    table = state["coding"]
    start, end = placed_column("coding", "start"), placed_column("coding", "end")
    columns = [
        placed_column("coding", column.name).label(column.name)
        if column.name in _OF_A_PLACE
        else column
        for column in table.c
    ]
    chosen = sa.select(*columns).select_from(with_placement("coding"))
    chosen = chosen.where(table.c.live, start.is_not(None)).order_by(start, end, table.c.id)
    if transcript is not None:
        chosen = chosen.where(table.c.transcript == transcript)
    if among is not None:
        chosen = chosen.where(table.c.id.in_(among))
    return [_coding(row, stand_in) for row in connection.execute(chosen)]


def codings_as_made(
    connection: sa.Connection, ids: Sequence[str], *, also_removed: bool = False
) -> list[Coding]:
    """Return the named codings as their coders made them: each at its anchor, in its version.

    Only live codings are returned; with `also_removed` the others too.
    """
    stand_in = stand_ins(connection)
    table = state["coding"]
    is_wanted = sa.true() if also_removed else table.c.live
    codings: list[Coding] = []
    for some in batches(ids):
        chosen = sa.select(table).where(table.c.id.in_(some), is_wanted)
        codings += (_coding(row, stand_in) for row in connection.execute(chosen))
    return codings


def coding_ids(connection: sa.Connection) -> Iterator[str]:
    """Yield the ids of all codings there have been, live or removed."""
    chosen = sa.select(state["coding"].c.id).execution_options(yield_per=5000)
    yield from connection.scalars(chosen)


def codings_beginning(connection: sa.Connection, prefix: str) -> list[Coding]:
    """Return the live codings that have a place and whose ids begin so, as `codings` does."""
    table = state["coding"]
    fitting = sa.select(table.c.id).where(table.c.live, begins_with(table.c.id, prefix)).limit(2)
    return codings(connection, among=[*connection.scalars(fitting)])


def coding_spans(connection: sa.Connection, transcript: str) -> Iterator[CodingSpan]:
    """Yield a transcript's live codings that have a place, at it, in the order of their codes."""
    stand_in = stand_ins(connection)
    table = state["coding"]
    start, end = placed_column("coding", "start"), placed_column("coding", "end")
    rows = connection.execute(
        sa.select(table.c.code, table.c.transcript, start, end, table.c.coder, table.c.id)
        .select_from(with_placement("coding"))
        .where(table.c.live, table.c.transcript == transcript, start.is_not(None))
        .order_by(table.c.code, start, end, table.c.id)
        .execution_options(yield_per=5000)
    )
    return (
        CodingSpan(stand_in.get(row[0], row[0]), *row[1:4], stand_in.get(row[4], row[4]), row[5])
        for row in rows
    )


def coding_counts(connection: sa.Connection) -> dict[tuple[str, str], int]:
    """Return (transcript, coder) -> how many live codings; equal spans of one code are one."""
    table = state["coding"]
    stand_in = stand_ins(connection)
    if stand_in:
        return _distinct_counts(connection, stand_in)
    each = (table.c.transcript, table.c.coder)
    rows = connection.execute(sa.select(*each, sa.func.count()).where(table.c.live).group_by(*each))
    counts = {(transcript, coder): count for transcript, coder, count in rows}
    # In the order of an index, of all there are, so that nothing is sorted.
    alike = [table.c[name] for name in ("transcript", "live", "code", "start", "end", "version")]
    again = sa.select(*each, sa.func.count() - 1).group_by(*alike, table.c.coder)
    again = again.having(sa.and_(sa.func.count() > 1, table.c.live))
    for transcript, coder, more in connection.execute(again):
        counts[transcript, coder] -= more
    for batch in batches(replaced_transcripts(connection)):
        counts |= _distinct_counts(connection, stand_in, table.c.transcript.in_(batch))
    return counts


def count_codings(
    connection: sa.Connection, field: Literal["coder", "code", "transcript"]
) -> dict[str, int]:
    """Return how many live codings each coder, code or transcript has."""
    column, stand_in = state["coding"].c[field], stand_ins(connection)
    rows = sa.select(column, sa.func.count()).where(state["coding"].c.live).group_by(column)
    counts: Counter[str] = Counter()
    for record, count in connection.execute(rows):
        counts[stand_in.get(record, record)] += count
    return dict(counts)


def _distinct_counts(
    connection: sa.Connection,
    stand_in: Mapping[str, str],
    chosen: sa.ColumnElement[bool] | None = None,
) -> dict[tuple[str, str], int]:
    """Return what `coding_counts` does of codings, also where they have a place or are joined."""
    table = state["coding"]
    start, end = placed_column("coding", "start"), placed_column("coding", "end")
    rows = connection.execute(
        sa.select(
            table.c.transcript,
            table.c.coder,
            table.c.code,
            start,
            end,
            sa.case((start.is_(None), table.c.id)),
        )
        .select_from(with_placement("coding"))
        .where(table.c.live, sa.true() if chosen is None else chosen)
    )
    different = {
        (transcript, stand_in.get(coder, coder), stand_in.get(code, code), *place)
        for transcript, coder, code, *place in rows
    }
    return dict(Counter((transcript, coder) for transcript, coder, *_ in different))


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
    return bool(codings_like(connection, transcript, coder, code, span))


def codings_like(
    connection: sa.Connection, transcript: str, coder: str, code: str, span: Span
) -> dict[str, bool]:
    """Return this coder's codings with this code on exactly this span of the current version.

    Each with whether it waits to be confirmed, as a search made it.
    """
    coders, codes = one_with(connection, coder), one_with(connection, code)
    values = {"transcript": transcript, "coders": coders, "codes": codes, **span._asdict()}
    rows = connection.execute(_coding_like(), values)
    return {row.id: row.origin == "auto" and not row.confirmed for row in rows}


@functools.cache
def _coding_like() -> sa.Select[Any]:
    """Return the statement of `codings_like`; made once, as every coding needs it."""
    table = state["coding"]
    return (
        sa.select(table.c.id, table.c.origin, table.c.confirmed)
        .select_from(with_placement("coding"))
        .where(
            table.c.code.in_(sa.bindparam("codes", expanding=True)),
            table.c.transcript == sa.bindparam("transcript"),
            placed_column("coding", "start") == sa.bindparam("start"),
            placed_column("coding", "end") == sa.bindparam("end"),
            table.c.coder.in_(sa.bindparam("coders", expanding=True)),
            table.c.live,
        )
    )


def last_used_codes(connection: sa.Connection, coder: str, limit: int) -> list[str]:
    """Return the codes this coder has used, the one of the latest coding first."""
    stand_in = stand_ins(connection)
    table = state["coding"]
    rows = connection.scalars(
        sa.select(table.c.code)
        .where(table.c.live, table.c.coder.in_(one_with(connection, coder)))
        .group_by(table.c.code)
        .order_by(sa.func.max(table.c.born).desc(), table.c.code)
    )
    return [*dict.fromkeys(stand_in.get(code, code) for code in rows)][:limit]


def removed_codings(connection: sa.Connection, ids: Sequence[str]) -> list[RemovedCoding]:
    """Return what those of the named codings were that are gone, and who removed each."""
    stand_in = stand_ins(connection)
    table = state["coding"]
    removed = []
    for some in batches(ids):
        gone = sa.select(table).where(table.c.id.in_(some), sa.not_(table.c.live))
        for row in connection.execute(gone):
            last = journal.field_heads(connection, row.id, EXISTS)[-1]
            removed.append(
                RemovedCoding(
                    row.id,
                    row.transcript,
                    stand_in.get(row.code, row.code),
                    stand_in.get(row.coder, row.coder),
                    row.start,
                    row.end,
                    last.author,
                )
            )
    return removed


def wordings(connection: sa.Connection) -> dict[str, Wording]:
    """Return coding -> how its words are published, for the live codings of which that is said."""
    table = state["coding"]
    said = sa.select(table.c.id, table.c.wording).where(table.c.live, table.c.wording.is_not(None))
    found = {coding: _wording_of(packed) for coding, packed in connection.execute(said)}
    return {coding: wording for coding, wording in found.items() if wording is not None}


def facet_values(
    connection: sa.Connection, transcript: str | None = None
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return coding -> its (facet, value) pairs, for the live codings that have any.

    Those of one transcript, or of all.
    """
    table = state["coding"]
    chosen = sa.select(table.c.id, table.c.facets).where(table.c.live, table.c.facets.is_not(None))
    if transcript is not None:
        chosen = chosen.where(table.c.transcript == transcript)
    rows = connection.execute(chosen)
    return {coding: unpack_facets(packed) for coding, packed in rows}


def _coding(row: Any, stand_in: Mapping[str, str]) -> Coding:
    return Coding(
        row.id,
        row.transcript,
        row.version,
        row.start,
        row.end,
        stand_in.get(row.code, row.code),
        stand_in.get(row.coder, row.coder),
        row.codebook_version,
        row.origin,
        unpack_facets(row.facets),
        confirmed=bool(row.confirmed),
        proposal=proposal_of(row.proposal),
        wording=_wording_of(row.wording),
    )


def proposal_of(packed: str | None) -> Proposal | None:
    """Return the proposal that a column holds, if any."""
    return None if packed is None else Proposal(**json.loads(packed))


def _wording_of(packed: str | None) -> Wording | None:
    return None if packed is None else Wording(**json.loads(packed))
