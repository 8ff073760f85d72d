"""Merging: the union of two sets of changes, and what it did to each record."""

from dataclasses import dataclass

import sqlalchemy as sa

from kodeverk.model.records import FIELDS
from kodeverk.store import journal
from kodeverk.store.schema import change, conflict, state, text
from kodeverk.store.writer import next_clock, set_clock

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Union:
    """What came in: changes by `seq`, live records added per kind, new conflicts, lost codings."""

    first: int
    last: int
    added: dict[str, int]
    conflicts: tuple[tuple[str, str, str], ...]
    removed: tuple[str, ...]
    """Codings that were live on one side and are not in the result: somebody removed them."""


def unite(into: sa.Connection, source: sa.Connection) -> Union:
    """Add to `into` every text and change of `source` that it lacks, and fold what they touch."""
    before = into.scalar(sa.select(sa.func.coalesce(sa.func.max(change.c.seq), 0)))
    assert isinstance(before, int)
    counts = _live_counts(into)
    disputes = _conflicts(into)
    _add_texts(into, source)
    touched = _add_changes(into, source)
    mine = _live_codings(into, [record for kind, record in touched if kind == "coding"])
    journal.refold(into, touched)
    journal.keep_needed(into)
    last = into.scalar(sa.select(sa.func.coalesce(sa.func.max(change.c.seq), 0)))
    assert isinstance(last, int)
    latest = into.scalar(sa.select(sa.func.max(change.c.clock)).where(change.c.seq > before)) or 0
    set_clock(into, max(latest, next_clock(into)))
    after = _live_counts(into)
    return Union(
        before + 1,
        last,
        {kind: after[kind] - counts[kind] for kind in FIELDS if after[kind] != counts[kind]},
        tuple(sorted(_conflicts(into) - disputes)),
        tuple(sorted(_removed(into, source, mine))),
    )


def _add_texts(into: sa.Connection, source: sa.Connection) -> None:
    there = set(into.scalars(sa.select(text.c.hash)))
    for digest in source.scalars(sa.select(text.c.hash)).all():
        if digest not in there:
            content = source.scalar(sa.select(text.c.text).where(text.c.hash == digest))
            into.execute(sa.insert(text), {"hash": digest, "text": content})


def _add_changes(into: sa.Connection, source: sa.Connection) -> list[tuple[str, str]]:
    """Insert the changes `into` lacks; return the records they speak of."""
    columns = [column for column in change.c if column.name != "seq"]
    rows = source.execute(
        sa.select(*columns).order_by(change.c.seq).execution_options(yield_per=_BATCH)
    )
    touched: dict[tuple[str, str], None] = {}
    for batch in rows.mappings().partitions():
        ids = [row["id"] for row in batch]
        known = set(into.scalars(sa.select(change.c.id).where(change.c.id.in_(ids))))
        lacking = [dict(row) for row in batch if row["id"] not in known]
        if lacking:
            journal.insert_rows(into, change, lacking)
            touched.update(dict.fromkeys((row["kind"], row["record"]) for row in lacking))
    return list(touched)


def _live_counts(connection: sa.Connection) -> dict[str, int]:
    return {
        kind: connection.scalar(sa.select(sa.func.count()).select_from(table).where(table.c.live))
        or 0
        for kind, table in state.items()
    }


def _conflicts(connection: sa.Connection) -> set[tuple[str, str, str]]:
    return {(row.kind, row.record, row.field) for row in connection.execute(sa.select(conflict))}


def _live_codings(connection: sa.Connection, ids: list[str]) -> set[str]:
    coding = state["coding"]
    live: set[str] = set()
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        live.update(
            connection.scalars(sa.select(coding.c.id).where(coding.c.id.in_(batch), coding.c.live))
        )
    return live


def _removed(into: sa.Connection, source: sa.Connection, mine: set[str]) -> set[str]:
    coding = state["coding"]
    gone = into.scalars(sa.select(coding.c.id).where(sa.not_(coding.c.live))).all()
    return (mine & set(gone)) | _live_codings(source, list(gone))
