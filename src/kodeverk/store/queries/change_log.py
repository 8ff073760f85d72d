"""What steps changed, without a word of it."""

import sqlalchemy as sa

from kodeverk.store.schema import change


def kinds_changed(connection: sa.Connection) -> dict[str, dict[str, int]]:
    """Return step -> kind of record -> how many records of it the step changed."""
    changed = sa.select(change.c.step, change.c.kind, sa.func.count(change.c.record.distinct()))
    rows = connection.execute(changed.group_by(change.c.step, change.c.kind))
    kinds: dict[str, dict[str, int]] = {}
    for step, kind, number in rows:
        kinds.setdefault(step, {})[kind] = number
    return kinds
