"""Who made what does not say it: births that anybody makes alike."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import Change, Value
from kodeverk.store import journal
from kodeverk.store.schema import maker, step


class Said(NamedTuple):
    """A value that was given to a field; `author` is a coder's id, `at` in milliseconds since 1970.

    Either is None where nobody knows.
    """

    value: Value
    author: str | None
    at: int | None


def makers(connection: sa.Connection, changes: Sequence[Change]) -> dict[str, tuple[str, int]]:
    """Return step -> who made it, and when, for the changes that do not say it themselves."""
    steps = [change.step for change in changes if change.author is None]
    of_others = sa.select(maker.c.step, maker.c.author, maker.c.at).where(maker.c.step.in_(steps))
    own = sa.select(step.c.id, step.c.author, step.c.at).where(step.c.id.in_(steps))
    return {
        step_id: (author, at)
        for chosen in (of_others, own)
        for step_id, author, at in connection.execute(chosen)
    }


def all_said(connection: sa.Connection, record: str, field: str) -> list[Said]:
    """Return every value that a field of a record was given, the earliest first."""
    changes = [one for one in journal.history(connection, record) if one.sets(field)]
    made = makers(connection, changes)
    said = []
    for one in sorted(changes, key=lambda change: change.stamp):
        author, at = made.get(one.step, (None, None))
        if one.author is not None:
            author, at = one.author, one.clock >> 16
        said.append(Said(one.value_of(field), author, at))
    return said
