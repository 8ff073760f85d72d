"""When work was released, and what codings were then: read from the journal."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import BIRTH, Change, Folded, fold, heads
from kodeverk.store.batches import batches
from kodeverk.store.journal import histories
from kodeverk.store.schema import change, state


class Release(NamedTuple):
    """The change by which work was released, or finished where nobody released it."""

    clock: int
    change: str
    step: str

    def knows(self, entry: Change) -> bool:
        """Tell whether a change is not later, or of the same step."""
        return entry.step == self.step or entry.stamp <= (self.clock, self.change)


class History(NamedTuple):
    """All changes of one record."""

    changes: tuple[Change, ...]

    def at(self, release: Release) -> Folded | None:
        """Return the record as it was at a release, None where it was not there."""
        known = [entry for entry in self.changes if release.knows(entry)]
        if not any(entry.field == BIRTH for entry in known):
            return None
        folded = fold(known)
        return folded if folded.live else None


def releases(connection: sa.Connection, assignments: Sequence[str]) -> dict[str, Release]:
    """Return for each assignment, by id, when the state it has now was said."""
    said: dict[str, Release] = {}
    for record, changes in histories(connection, assignments).items():
        last = heads(changes, "state")[-1]
        said[record] = Release(last.clock, last.id, last.step)
    return said


def changed_since(connection: sa.Connection, clock: int) -> dict[str, set[str]]:
    """Return transcript -> the codings that were made, changed or removed after `clock`."""
    table = state["coding"]
    rows = connection.execute(
        sa.select(table.c.transcript, change.c.record)
        .join(table, table.c.id == change.c.record)
        .where(change.c.kind == "coding", change.c.clock > clock)
    )
    since: dict[str, set[str]] = {}
    for transcript, record in rows:
        since.setdefault(transcript, set()).add(record)
    return since


def histories_of(connection: sa.Connection, records: Collection[str]) -> dict[str, History]:
    """Return all that was ever said of each of the records."""
    return {
        record: History(tuple(changes))
        for record, changes in histories(connection, [*records]).items()
    }


def fields_set(
    connection: sa.Connection, records: Collection[str]
) -> dict[str, list[tuple[str, str]]]:
    """Return the changes of each of the records: the id of each, and the field it is of."""
    found: dict[str, list[tuple[str, str]]] = {}
    for batch in batches(dict.fromkeys(records)):
        columns = sa.select(change.c.record, change.c.id, change.c.field)
        for record, identity, field in connection.execute(
            columns.where(change.c.record.in_(batch))
        ):
            found.setdefault(record, []).append((identity, field))
    return found
