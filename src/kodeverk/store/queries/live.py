"""Rows of the state tables that are there."""

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
    table = state[kind]
    return connection.execute(
        sa.select(table).where(table.c.live, *where).order_by(*(table.c[name] for name in order))
    ).all()
