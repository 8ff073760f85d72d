"""Merging: the union of two sets of changes, and what it did to each record."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from kodeverk.errors import BadProject
from kodeverk.model.records import FIELDS
from kodeverk.model.text import text_hash
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
    disputes = _conflicts(into)
    _add_texts(into, source)
    touched = _add_changes(into, source)
    mine = {kind: _live(into, kind, records) for kind, records in touched.items()}
    journal.refold(into, ((kind, one) for kind, records in touched.items() for one in records))
    journal.keep_needed(into)
    last = into.scalar(sa.select(sa.func.coalesce(sa.func.max(change.c.seq), 0)))
    assert isinstance(last, int)
    latest = into.scalar(sa.select(sa.func.max(change.c.clock)).where(change.c.seq > before)) or 0
    set_clock(into, max(latest, next_clock(into)))
    added = {
        kind: len(_live(into, kind, records) - mine[kind]) for kind, records in touched.items()
    }
    return Union(
        before + 1,
        last,
        {kind: added[kind] for kind in FIELDS if added.get(kind)},
        tuple(sorted(_conflicts(into) - disputes)),
        tuple(sorted(_removed(into, source, mine.get("coding", set())))),
    )


def _add_texts(into: sa.Connection, source: sa.Connection) -> None:
    there = set(into.scalars(sa.select(text.c.hash)))
    for digest in source.scalars(sa.select(text.c.hash)).all():
        if digest not in there:
            content = source.scalar(sa.select(text.c.text).where(text.c.hash == digest))
            if content is None or text_hash(content) != digest:
                raise BadProject(
                    "the other project is damaged: a text in it is not the one that was imported",
                    "Ask for a new copy, made with: kodeverk backup",
                )
            into.execute(sa.insert(text), {"hash": digest, "text": content})


def _add_changes(into: sa.Connection, source: sa.Connection) -> dict[str, list[str]]:
    """Insert the changes `into` lacks; return the records they speak of, by kind."""
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
    by_kind: dict[str, list[str]] = {}
    for kind, record in touched:
        by_kind.setdefault(kind, []).append(record)
    return by_kind


def _conflicts(connection: sa.Connection) -> set[tuple[str, str, str]]:
    return {(row.kind, row.record, row.field) for row in connection.execute(sa.select(conflict))}


def _live(connection: sa.Connection, kind: str, ids: Sequence[str]) -> set[str]:
    """Return those of the named records of a kind that are there."""
    table = state[kind]
    live: set[str] = set()
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        live.update(
            connection.scalars(sa.select(table.c.id).where(table.c.id.in_(batch), table.c.live))
        )
    return live


def _removed(into: sa.Connection, source: sa.Connection, mine: set[str]) -> set[str]:
    coding = state["coding"]
    gone = into.scalars(sa.select(coding.c.id).where(sa.not_(coding.c.live))).all()
    return (mine & set(gone)) | _live(source, "coding", gone)
