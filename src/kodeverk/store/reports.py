"""Reading many codings for reports: plain rows, a few transcripts at a time."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from kodeverk.store.placements import joined
from kodeverk.store.schema import placement, state


class CodebookVersion(NamedTuple):
    """A frozen state of a codebook: the codebook's key, what it is called, the ids of its codes."""

    id: str
    codebook: str
    label: str
    codes: frozenset[str]


CountedRow = tuple[str, str, str, int, int, str, str | None]
"""A coding as counting needs it, a plain tuple because there are many: transcript, version, code,
start, end, coder, and facet values for `kodeverk.model.records.unpack_facets`."""

CodingRow = tuple[str, str, str, int, int, str, str | None, str, str | None, str, int]
"""A coding as lists of passages need it: a `CountedRow`, then its id, codebook version, origin and
the clock of `kodeverk.model.change.Change`."""

SET_ASIDE = ""
"""The version of a coding of which a person said that it has no place in the current text."""

_COUNTED = ("transcript", "version", "code", "start", "end", "coder")
_LISTED = ("id", "codebook_version", "origin", "born")


def coding_rows(
    connection: sa.Connection, transcripts: Sequence[str], sure: float
) -> Sequence[CodingRow]:
    """Return the live codings of some transcripts by transcript, code, start and end.

    Each is at its place in the current version; where the confidence in that is less than `sure`,
    or it has no place, at its anchor, whose version is another: `SET_ASIDE` where a person decided
    that it has none. Where every text is as it was coded, they are read from an index alone.
    """
    rows: Sequence[CodingRow] = _rows(
        connection, transcripts, sure, state["coding"].c.facets, _LISTED
    )
    return rows


def counted_rows(
    connection: sa.Connection, transcripts: Sequence[str], sure: float
) -> Sequence[CountedRow]:
    """Return what `coding_rows` does, but without facet values, and only what counting needs."""
    rows: Sequence[CountedRow] = _rows(connection, transcripts, sure, sa.null(), ())
    return rows


def waiting_transcripts(connection: sa.Connection, sure: float) -> list[str]:
    """Return the transcripts with live codings whose place is less than `sure`, by id."""
    table = state["coding"]
    return sorted(
        connection.scalars(
            sa.select(table.c.transcript)
            .select_from(joined("coding"))
            .where(table.c.live, placement.c.confidence < sure)
            .distinct()
        )
    )


def _rows(
    connection: sa.Connection,
    transcripts: Sequence[str],
    sure: float,
    facets: sa.ColumnElement[Any],
    names: Sequence[str],
) -> Any:
    table = state["coding"]
    source: sa.FromClause = table
    place: dict[str, sa.ColumnElement[Any]] = {name: table.c[name] for name in _COUNTED}
    if connection.scalar(sa.select(sa.exists().where(placement.c.kind == "coding"))):
        source = joined("coding")
        is_sure = placement.c.confidence >= sure
        is_there = is_sure & placement.c.start.is_not(None)
        place |= {
            name: sa.case((is_there, placement.c[name]), else_=table.c[name])
            for name in ("start", "end")
        }
        place["version"] = sa.case(
            (is_there, placement.c.version), (is_sure, SET_ASIDE), else_=table.c.version
        )
    found = connection.execute(
        sa.select(*place.values(), facets, *(table.c[name] for name in names))
        .select_from(source)
        .where(table.c.live, table.c.transcript.in_(transcripts))
        # The order of the index: it costs nothing, and sorting what is sorted is quick.
        .order_by(table.c.transcript, table.c.code, table.c.start, table.c.end)
    )
    # The driver's own tuples: there are many, and the library's rows take twice as long.
    try:
        return found.cursor.fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        raise sa.exc.DatabaseError(None, None, error) from error
    finally:
        found.close()


def codebook_versions(connection: sa.Connection) -> list[CodebookVersion]:
    """Return every version of every codebook there has been, also where it was taken back."""
    table, book = state["codebook_version"], state["codebook"]
    rows = connection.execute(
        sa.select(table.c.id, book.c.key, table.c.label, table.c.codes)
        .join(book, book.c.id == table.c.codebook)
        .order_by(table.c.born, table.c.id)
    )
    return [
        CodebookVersion(row.id, row.key, row.label, frozenset(json.loads(row.codes)))
        for row in rows
    ]


def used_codes(connection: sa.Connection) -> set[str]:
    """Return the ids of the codes that live codings have."""
    table = state["coding"]
    return set(connection.scalars(sa.select(table.c.code).where(table.c.live).distinct()))
