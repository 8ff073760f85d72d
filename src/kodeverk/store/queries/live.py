"""Rows of the state tables that are there."""

import functools
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from kodeverk.model.change import EXISTS, heads
from kodeverk.store import journal
from kodeverk.store.batches import batches
from kodeverk.store.schema import state


def live(
    connection: sa.Connection,
    kind: str,
    *order: str,
    where: Sequence[sa.ColumnElement[bool]] = (),
) -> Sequence[sa.Row[Any]]:
    """Return the live records of a kind in the order of the named columns."""
    chosen = _all_live(kind, order)
    return connection.execute(chosen.where(*where) if where else chosen).all()


@functools.cache
def _all_live(kind: str, order: tuple[str, ...]) -> sa.Select[Any]:
    """Return the statement for all records; made once, as every coding asks for the codebooks."""
    table = state[kind]
    return sa.select(table).where(table.c.live).order_by(*(table.c[name] for name in order))


def present(connection: sa.Connection, kind: str, ids: Iterable[str]) -> set[str]:
    """Return those of the records with these ids that are there and have not been removed."""
    table = state[kind]
    present: set[str] = set()
    for some in batches(ids):
        chosen = sa.select(table.c.id).where(table.c.id.in_(some), table.c.present)
        present.update(connection.scalars(chosen))
    return present


def removed_by(connection: sa.Connection, ids: Sequence[str]) -> dict[str, str | None]:
    """Return who removed each of these records."""
    return {
        record: heads(history, EXISTS)[-1].author
        for record, history in journal.histories(connection, ids).items()
    }
