"""Transcripts that are one interview: where what belongs to each of them stands.

That two transcripts are one is a fact (`model/joining`). The journal keeps of everything what its
maker said; in the state tables what belongs to a transcript for which another stands is of that
one: its texts are versions of it, its codings and memos are in it. What can be said but once of a
transcript, such as its name, is not live where another stands for it. So no reader needs to know of
joinings, taking one back parts what it joined, and what a merge brings later stands where it
should.
"""

import functools
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from kodeverk.model.change import Value
from kodeverk.model.joining import Joining, groups, stand_ins_among
from kodeverk.model.kinds import KINDS, OF_TRANSCRIPT
from kodeverk.store.batches import batches
from kodeverk.store.schema import change, state

JOINING = "transcript_joining"

Standing = Mapping[str, str]
"""Transcript for which another stands -> that one."""


def standing(connection: sa.Connection) -> Standing:
    """Return which transcripts others stand for, as the facts that are there say."""
    known = facts_in(connection)
    if not known:
        return {}
    return stand_ins_among(known, {end for joined in known for end in joined[:2]})


def stood(kind: str, values: dict[str, Value], where: Standing) -> dict[str, Value]:
    """Return a record's fields as the state tables have them."""
    if not where:
        return values
    moved: dict[str, Value] = {}
    for name in OF_TRANSCRIPT.get(kind, ()):
        held = values.get(name)
        if isinstance(held, str) and held in where:
            moved[name] = where[held]
    return {**values, **moved} if moved else values


def is_behind(kind: str, record: str, values: Mapping[str, Value], where: Standing) -> bool:
    """Tell whether a record says of a transcript what is said of the one that stands for it."""
    if not where:
        return False
    if kind == "transcript":
        return record in where
    return KINDS[kind].once and any(values.get(name) in where for name in OF_TRANSCRIPT[kind])


def joined_by(connection: sa.Connection, facts: Iterable[str]) -> set[str]:
    """Return the transcripts that some facts join, by id, and all that are one with them now."""
    table = state[JOINING]
    ends: set[str] = set()
    for some in batches(facts):
        rows = connection.execute(
            sa.select(table.c.first, table.c.second).where(table.c.id.in_(some))
        )
        ends.update(end for row in rows for end in row if end is not None)
    return one_interview(facts_in(connection), ends)


def one_interview(joinings: Iterable[Joining], transcripts: Iterable[str]) -> set[str]:
    """Return transcripts and all that these facts make one with any of them."""
    these = {*transcripts}
    return these.union(*(group for group in groups(joinings) if not these.isdisjoint(group)))


def belonging(connection: sa.Connection, transcripts: Iterable[str]) -> list[tuple[str, str]]:
    """Return kind and id of transcripts and of all that stands with them."""
    records: list[tuple[str, str]] = []
    for some in batches(transcripts):
        records += (("transcript", one) for one in some)
        for kind, names in OF_TRANSCRIPT.items():
            table = state[kind]
            for name in names:
                ids = connection.scalars(sa.select(table.c.id).where(table.c[name].in_(some)))
                records += ((kind, record) for record in ids)
    return records


def facts_in(connection: sa.Connection) -> list[Joining]:
    """Return which transcripts are one, pair by pair."""
    return [Joining(*row) for row in connection.execute(_all_joinings())]


@functools.cache
def _all_joinings() -> sa.Select[Any]:
    """Return the statement for all facts; made once, as every write asks for it."""
    table = state[JOINING]
    # A file may hold what is no fact: of transcripts of which no change speaks.
    known = [
        sa.exists().where(change.c.record == end, change.c.kind == "transcript")
        for end in (table.c.first, table.c.second)
    ]
    return sa.select(table.c.first, table.c.second, table.c.stays).where(table.c.live, *known)
