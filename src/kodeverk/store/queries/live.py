"""Rows of the state tables that are there."""

import functools
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from kodeverk.store.schema import state

_BATCH = 500


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
    wanted = list(ids)
    found: set[str] = set()
    for start in range(0, len(wanted), _BATCH):
        batch = table.c.id.in_(wanted[start : start + _BATCH])
        found.update(connection.scalars(sa.select(table.c.id).where(batch, table.c.present)))
    return found
