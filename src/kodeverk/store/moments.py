"""What has changed in a project since a moment, so that what is on a screen is read again in part.

A moment is of one file: how far its journal and its log had come.
"""

from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import BIRTH
from kodeverk.store.schema import change, maker, step


def made_after(connection: sa.Connection, seq: int) -> dict[tuple[str | None, str], int]:
    """Return (author, kind) -> how many new records came after a change, by `seq`, as theirs.

    The author is None where nobody knows who made a birth that anybody makes alike.
    """
    whose = sa.func.coalesce(change.c.author, maker.c.author, type_=change.c.author.type)
    born = sa.select(whose, change.c.kind, sa.func.count(change.c.record.distinct()))
    born = born.outerjoin(maker, maker.c.step == change.c.step)
    before = change.alias("before")
    there = sa.exists().where(before.c.record == change.c.record, before.c.seq <= seq)
    born = born.where(change.c.seq > seq, change.c.field == BIRTH, sa.not_(there))
    rows = connection.execute(born.group_by(whose, change.c.kind))
    return {(author, kind): count for author, kind, count in rows}


class Moment(NamedTuple):
    """The last change and the last step there were, by `seq`, and how many steps."""

    change: int
    step: int
    steps: int


class Changed(NamedTuple):
    """A field of a record that a change was about."""

    kind: str
    record: str
    field: str


_NOW = sa.select(
    sa.select(sa.func.coalesce(sa.func.max(change.c.seq), 0)).scalar_subquery(),
    sa.select(sa.func.coalesce(sa.func.max(step.c.seq), 0)).scalar_subquery(),
    sa.select(sa.func.count()).select_from(step).scalar_subquery(),
)
_CHANGED = sa.select(change.c.kind, change.c.record, change.c.field).where(
    change.c.seq > sa.bindparam("since")
)
_ACTS = sa.select(step.c.act).where(step.c.seq > sa.bindparam("since"))
_ORDINARY = frozenset({"do", "undo", "redo"})


def moment(connection: sa.Connection) -> Moment:
    """Return the present moment."""
    return Moment(*connection.execute(_NOW).one())


def changed_since(connection: sa.Connection, before: Moment) -> set[Changed] | None:
    """Return what was changed since a moment; None where more may have become another.

    A merge and a withdrawal reach further than their changes, and taking back a merge takes its
    changes and its line of the log out.
    """
    acts = list(connection.scalars(_ACTS, {"since": before.step}))
    if moment(connection).steps != before.steps + len(acts) or not _ORDINARY.issuperset(acts):
        return None
    return {Changed(*row) for row in connection.execute(_CHANGED, {"since": before.change})}
