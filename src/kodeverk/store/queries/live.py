"""Rows of the state tables that are there."""

import functools
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

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
