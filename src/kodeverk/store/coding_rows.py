"""Reading many codings for reports: plain rows, a transcript at a time."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from kodeverk.model.coding_rows import ASIDE, HERE, UNCONFIRMED, WAITING, CodingRow, CountedRow
from kodeverk.store.column_types import id_reader
from kodeverk.store.placements import replaced_transcripts, with_placement
from kodeverk.store.queries.joining import stand_ins, stood_for
from kodeverk.store.schema import OF_A_SEARCH, placement, state


class FrozenCodebook(NamedTuple):
    """A frozen state of a codebook: the codebook's key, what it is called, the ids of its codes."""

    id: str
    codebook: str
    label: str
    codes: frozenset[str]


_LISTED = ("id", "codebook_version", "origin", "born")

Row = TypeVar("Row")

Reader = Callable[[str, str], Sequence[Row]]
"""What reads the live codings of a transcript, given its id and that of its current version.

They are by code, start and end. Only what is `HERE` has its offsets in the current text; the others
have those of their anchors."""


def coding_rows(
    connection: sa.Connection, sure: float, codes: Collection[str] | None = None
) -> Reader[CodingRow]:
    """Return what reads codings; a coding whose place is less than `sure` waits.

    With `codes` only those of these codes, and of all that were joined into them.
    Where a text is as it was coded, they are read from an index alone.
    """
    return _reader(connection, sure, listed=True, codes=codes)


def counted_rows(connection: sa.Connection, sure: float) -> Reader[CountedRow]:
    """Return what reads as that of `coding_rows` does, but no facet values, and less."""
    return _reader(connection, sure, listed=False)


def _reader(
    connection: sa.Connection, sure: float, *, listed: bool, codes: Collection[str] | None = None
) -> Reader[Any]:
    with_places = {*replaced_transcripts(connection)}
    unconfirmed = unconfirmed_transcripts(connection)
    stand_in = stand_ins(connection)
    id_of = id_reader(connection.dialect)
    wanted = sorted(
        {*(codes or ()), *(of for of, stays in stand_in.items() if stays in (codes or ()))}
    )
    known = cache(id_of)  # of few codes, coders and versions of codebooks there are many codings

    def with_ids(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
        if not listed:
            return [
                (known(code), start, end, known(coder), place, None)
                for code, start, end, coder, place, _ in rows
            ]
        return [
            (
                known(code),
                start,
                end,
                known(coder),
                place,
                facets,
                id_of(identity),
                None if version is None else known(version),
                origin,
                born,
            )
            for code, start, end, coder, place, facets, identity, version, origin, born in rows
        ]

    def read(transcript: str, version: str) -> Sequence[Any]:
        given = {"transcript": transcript, "version": version, "sure": sure, "codes": wanted}
        statement = _statement(
            listed=listed,
            placed=transcript in with_places,
            auto=transcript in unconfirmed,
            among=codes is not None,
        )
        result = connection.execute(statement, given)
        # The driver's own tuples: there are many, and the library's rows take twice as long.
        try:
            rows = with_ids(result.cursor.fetchall())
        except connection.dialect.loaded_dbapi.Error as error:
            raise sa.exc.DatabaseError(None, None, error) from error
        finally:
            result.close()
        return _stood_for(rows, stand_in) if stand_in else rows

    return read


def _stood_for(rows: Sequence[Any], stand_in: Mapping[str, str]) -> Sequence[Any]:
    """Return the rows with the codes and coders that stand for theirs, in the same order again."""
    of = stand_in.get
    codings = [(of(row[0], row[0]), *row[1:3], of(row[3], row[3]), *row[4:]) for row in rows]
    return sorted(codings, key=itemgetter(0, 1, 2))


@cache
def _statement(*, listed: bool, placed: bool, auto: bool, among: bool) -> sa.Select[Any]:
    """Return what selects codings.

    `placed` where some have a place that was derived, `auto` where some wait to be confirmed;
    `among` those of some codes.
    """
    table = state["coding"]
    current: sa.BindParameter[str] = sa.bindparam("version")
    source: sa.FromClause = table
    start: sa.ColumnElement[int] = table.c.start
    end: sa.ColumnElement[int] = table.c.end
    place = sa.case((table.c.version == current, HERE), else_=WAITING)
    if placed:
        source = with_placement("coding")
        is_sure = placement.c.confidence >= sa.bindparam("sure")
        is_there = is_sure & (placement.c.version == current) & placement.c.start.is_not(None)
        is_aside = is_sure & placement.c.start.is_(None)
        start = sa.case((is_there, placement.c.start), else_=start)
        end = sa.case((is_there, placement.c.end), else_=end)
        place = sa.case((is_there, HERE), (is_aside, ASIDE), else_=place)
    if auto:
        place = sa.case((_waits_to_be_confirmed() & (place == HERE), UNCONFIRMED), else_=place)
    more = [table.c[name] for name in ("facets", *_LISTED)] if listed else [sa.null()]
    codes: sa.BindParameter[Any] = sa.bindparam("codes", expanding=True)
    return (
        sa.select(table.c.code, start, end, table.c.coder, place, *more)
        .select_from(source)
        .where(table.c.transcript == sa.bindparam("transcript"), table.c.live == sa.true())
        .where(table.c.code.in_(codes) if among else sa.true())
        # The order of the index: SQLite need not sort.
        .order_by(table.c.code, table.c.start, table.c.end)
    )


def unconfirmed_transcripts(connection: sa.Connection) -> set[str]:
    """Return the transcripts with live codings that a search made and nobody has confirmed."""
    table = state["coding"]
    waiting = sa.select(table.c.transcript).where(table.c.live, _waits_to_be_confirmed())
    return {*connection.scalars(waiting.distinct())}


def _waits_to_be_confirmed() -> sa.ColumnElement[bool]:
    return sa.and_(OF_A_SEARCH, state["coding"].c.confirmed.is_not(sa.true()))


def codebook_versions(connection: sa.Connection) -> list[FrozenCodebook]:
    """Return every version of every codebook there has been, also where it was taken back.

    A version with a code that was joined into another since has the other code.
    """
    stand_in = stand_ins(connection)
    table, book = state["codebook_version"], state["codebook"]
    rows = connection.execute(
        sa.select(table.c.id, book.c.key, table.c.label, table.c.codes)
        .join(book, book.c.id == table.c.codebook)
        .order_by(table.c.born, table.c.id)
    )
    return [
        FrozenCodebook(row.id, row.key, row.label, stood_for(json.loads(row.codes), stand_in))
        for row in rows
    ]


def used_codes(connection: sa.Connection) -> set[str]:
    """Return the ids of the codes that live codings have."""
    table = state["coding"]
    used = connection.scalars(sa.select(table.c.code).where(table.c.live).distinct())
    return {*stood_for(used, stand_ins(connection))}
