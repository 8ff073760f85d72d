"""Coders and codes that are one: who stands for whom, resolved once where records are read.

What is joined stays as it is in the tables and in the journal. Every query that gives coders or
codes, or records that have one, gives those that stand for them; so joining touches no coding, and
taking it back parts them as they were.
"""

import functools
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from kodeverk.model import joining
from kodeverk.model.joining import Joining
from kodeverk.model.kinds import KINDS
from kodeverk.store.schema import state

_KINDS = tuple(about.joins for about in KINDS.values() if about.joins)
"""The kinds of records that people join: coders and codes."""


def joinings(connection: sa.Connection) -> list[Joining]:
    """Return which coders are one and which codes are, pair by pair."""
    return [Joining(*row) for row in connection.execute(_joinings())]


def stand_ins(connection: sa.Connection) -> dict[str, str]:
    """Return each coder and code that another stands for -> that one.

    Most projects have none; where one is looked up, `stand_ins(…).get(one, one)` is who it is.
    """
    known = joinings(connection)
    if not known:
        return {}
    ids = {end for joining in known for end in joining[:2]}
    there = connection.scalars(_there(), {"some": [*ids]})
    return joining.stand_ins_among(known, frozenset(there))


def stood_for(records: Iterable[str], joined: Mapping[str, str]) -> frozenset[str]:
    """Return the ids of those that stand for some records, by what `stand_ins` gave."""
    return frozenset(joined.get(record, record) for record in records)


def one_with(connection: sa.Connection, record: str) -> tuple[str, ...]:
    """Return the ids of all records that are one with this one, itself among them."""
    for group in joining.groups(joinings(connection)):
        if record in group:
            return (*sorted(group),)
    return (record,)


@functools.cache
def _joinings() -> sa.CompoundSelect[Any]:
    """Return the statement of `joinings`; made once, as every coding needs it."""
    tables = [state[f"{kind}_joining"] for kind in _KINDS]
    selects = [
        sa.select(table.c.first, table.c.second, table.c.stays).where(table.c.live)
        for table in tables
    ]
    return sa.union_all(*selects)


@functools.cache
def _there() -> sa.CompoundSelect[Any]:
    """Return the statement that finds which of some coders and codes are there."""
    some: sa.BindParameter[Any] = sa.bindparam("some", expanding=True)
    selects = [
        sa.select(state[kind].c.id).where(state[kind].c.id.in_(some), state[kind].c.live)
        for kind in _KINDS
    ]
    return sa.union_all(*selects)
