"""The journal of changes and the state it folds into, written in one transaction."""

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from kodeverk.model.change import BIRTH, Change, Folded, Value, canonical, content_line, fold, heads
from kodeverk.model.kinds import FIELDS, KINDS, OF_TRANSCRIPT, fields_where
from kodeverk.model.records import facet_fields, pack_facets
from kodeverk.store.batches import batches
from kodeverk.store.many_rows import insert_columns, insert_rows
from kodeverk.store.needed_records import keep_needed
from kodeverk.store.placements import note_cleared, note_written
from kodeverk.store.schema import change, conflict, state, step
from kodeverk.store.standing import JOINING, belonging, is_behind, joined_by, standing, stood
from kodeverk.store.withdrawal.content import withdrawal_lines

_STRUCTURES = fields_where(lambda field: field.type == "structure")
"""Kind -> its fields that are kept as canonical JSON."""

# Made once: every write asks for them, and to build a statement takes longer than to run it.
_LAST = sa.select(sa.func.coalesce(sa.func.max(change.c.seq), 0))
_HISTORY = sa.select(change).where(change.c.record == sa.bindparam("one")).order_by(change.c.seq)
_HISTORIES = (
    sa.select(change)
    .where(change.c.record.in_(sa.bindparam("these", expanding=True)))
    .order_by(change.c.seq)
)


def append(
    connection: sa.Connection, changes: Sequence[Change], fresh: frozenset[str]
) -> tuple[int, int]:
    """Add the changes that are not there yet, fold their records anew, return the span of `seq`.

    `fresh` names records that nothing in the project can have spoken of before.
    """
    known = _known(connection, [entry.id for entry in changes if entry.record not in fresh])
    added = [entry for entry in changes if entry.id not in known]
    if not added:
        return no_changes(connection)
    insert_rows(connection, change, [_row(entry) for entry in added])
    _, last = no_changes(connection)
    _fold_added(connection, added, fresh)
    moved = any(entry.kind == JOINING for entry in added)
    keep_needed(connection, None if moved else added)
    return last - len(added) + 1, last  # one writer at a time: they follow each other


def no_changes(connection: sa.Connection) -> tuple[int, int]:
    """Return the empty span of `seq` at the end of the journal: first one past last."""
    last = connection.scalar(_LAST)
    assert isinstance(last, int)
    return last + 1, last


def write_births(connection: sa.Connection, births: Iterable[tuple[str, str, Folded]]) -> None:
    """Write the state of records of which nothing but their births speaks: kind, id and fold.

    Not of what `folds_alone` says no: that takes a look at the other records.
    """
    by_kind: dict[str, list[tuple[str, Folded]]] = {}
    for kind, record, folded in births:
        by_kind.setdefault(kind, []).append((record, folded))
    for kind in FIELDS:
        if kind in by_kind:
            _write(connection, kind, by_kind[kind])


def folds_alone(kind: str, field: str) -> bool:
    """Tell whether a change of a record of which no other speaks is all there is to fold."""
    return field == BIRTH and kind != JOINING


def refold(connection: sa.Connection, records: Iterable[tuple[str, str]]) -> None:
    """Fold the given (kind, record) pairs anew from the journal; what has no changes goes.

    Where they say that transcripts are one, what belongs to those is folded anew too.
    """
    by_kind: dict[str, list[str]] = {}
    for kind, record in dict.fromkeys(records):
        by_kind.setdefault(kind, []).append(record)
    facts = by_kind.get(JOINING, ())
    joined = joined_by(connection, facts) if facts else set()
    for kind, ids in by_kind.items():
        for batch in batches(ids):
            _clear(connection, kind, batch)
            rows = connection.execute(
                sa.select(change).where(change.c.record.in_(batch)).order_by(change.c.record)
            ).all()
            groups = itertools.groupby(map(_change, rows), key=lambda entry: entry.record)
            _write(connection, kind, [(record, fold(group)) for record, group in groups])
    if facts:
        refold(connection, belonging(connection, joined | joined_by(connection, facts)))


def history(connection: sa.Connection, record: str) -> list[Change]:
    """Return every change of one record, in the order they came to this file."""
    return [_change(row) for row in connection.execute(_HISTORY, {"one": record})]


def histories(connection: sa.Connection, records: Sequence[str]) -> dict[str, list[Change]]:
    """Return every change of each of the records, in the order they came to this file."""
    histories: dict[str, list[Change]] = {}
    for batch in batches(dict.fromkeys(records)):
        for entry in map(_change, connection.execute(_HISTORIES, {"these": batch})):
            histories.setdefault(entry.record, []).append(entry)
    return histories


def field_heads(connection: sa.Connection, record: str, field: str) -> tuple[Change, ...]:
    """Return the heads of a field, earliest stamp first."""
    return heads(history(connection, record), field)


def of_step(connection: sa.Connection, identity: str) -> list[Change]:
    """Return the changes that one step of this file's log made, in order."""
    span = sa.select(step.c.first_change, step.c.last_change).where(step.c.id == identity)
    first, last = connection.execute(span).one()
    rows = connection.execute(
        sa.select(change).where(change.c.seq.between(first, last)).order_by(change.c.seq)
    )
    return [_change(row) for row in rows]


def since(connection: sa.Connection, seq: int) -> Iterator[Change]:
    """Yield the changes that came to this file after `seq`, in order."""
    rows = connection.execute(
        sa.select(change)
        .where(change.c.seq > seq)
        .order_by(change.c.seq)
        .execution_options(yield_per=2000)
    )
    return map(_change, rows)


def content_hash(connection: sa.Connection) -> str:
    """Return the SHA-256 over the live records in canonical order: equal means equal content.

    What was withdrawn is part of it: the texts as they read now, and what is forgotten.
    """
    digest, where = hashlib.sha256(), standing(connection)
    field_heads = {(row.kind, row.record) for row in connection.execute(sa.select(conflict))}
    for kind in sorted(FIELDS):
        for record, folded in read_state(connection, kind):
            whole = folded
            if (kind, record) in field_heads:
                whole = fold(history(connection, record))
                whole = replace(whole, values=stood(kind, whole.values, where))
            digest.update(content_line(kind, record, whole).encode())
            digest.update(b"\n")
    for line in withdrawal_lines(connection):
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def read_state(
    connection: sa.Connection, kind: str, *, removed: bool = False
) -> Iterator[tuple[str, Folded]]:
    """Yield the live records of a kind in the order of their ids, as the state tables hold them.

    With `removed` the others too.
    """
    table, fields = state[kind], (*FIELDS[kind],)
    packed = [field for field in fields if KINDS[kind].fields[field].type != "text"]
    facets = (table.c.facets,) if KINDS[kind].faceted else ()
    whole = (table.c.id, table.c.present, table.c.born, *(table.c[field] for field in fields))
    chosen = sa.select(*whole, *facets).order_by(table.c.id).execution_options(yield_per=2000)
    for row in connection.execute(chosen if removed else chosen.where(table.c.live)):
        identity, is_there, born, *held = row
        values: dict[str, Value] = dict(zip(fields, held, strict=False))
        for field in packed:
            values[field] = stored_value(kind, field, values[field])
        if facets:
            values |= facet_fields(held[-1])
        yield identity, Folded(is_there, values, {}, born)


def folded_anew(connection: sa.Connection, kind: str) -> Iterator[tuple[str, Folded]]:
    """Yield (record, what its changes make of it) for a kind, in the order of the records' ids."""
    rows = connection.execute(
        sa.select(change)
        .where(change.c.kind == kind)
        .order_by(change.c.record, change.c.seq)
        .execution_options(yield_per=2000)
    )
    where = standing(connection)
    for record, group in itertools.groupby(map(_change, rows), key=lambda entry: entry.record):
        folded = fold(group)
        yield record, replace(folded, values=stood(kind, folded.values, where))


def stored_value(kind: str, field: str, stored: Any) -> Value:
    """Return a state column's value as the field's value."""
    if stored is None:
        return None
    match KINDS[kind].fields[field].type:
        case "structure":
            value: Value = json.loads(stored)
        case "boolean":
            value = bool(stored)
        case _:
            value = stored
    return value


def _row(entry: Change) -> dict[str, Any]:
    return {
        "id": entry.id,
        "clock": entry.clock,
        "author": entry.author,
        "step": entry.step,
        "kind": entry.kind,
        "record": entry.record,
        "field": entry.field,
        "value": canonical(entry.value),
        "replaces": canonical(list(entry.replaces)) if entry.replaces else None,
    }


def _change(row: Any) -> Change:
    return Change(
        row.id,
        row.clock,
        row.author,
        row.step,
        row.kind,
        row.record,
        row.field,
        json.loads(row.value),
        tuple(json.loads(row.replaces)) if row.replaces else (),
    )


def value_of(row: Any, name: str) -> Value:
    """Return the value that a row of changes gives a field; None where it gives it none."""
    entry = _change(row)
    return entry.value_of(name) if entry.sets(name) else None


def _known(connection: sa.Connection, ids: list[str]) -> set[str]:
    known: set[str] = set()
    for batch in batches(ids):
        known.update(connection.scalars(sa.select(change.c.id).where(change.c.id.in_(batch))))
    return known


def _fold_added(connection: sa.Connection, added: Sequence[Change], fresh: frozenset[str]) -> None:
    """Write the state of the records `added` speaks of; a lone birth needs no look at the past."""
    records = dict.fromkeys((entry.kind, entry.record) for entry in added)
    lone = {
        entry.record: entry
        for entry in added
        if entry.record in fresh and folds_alone(entry.kind, entry.field)
    }
    for entry in added:
        if entry.field != BIRTH:
            lone.pop(entry.record, None)
    births = ((entry.kind, entry.record, fold([entry])) for entry in lone.values())
    write_births(connection, births)
    refold(connection, [key for key in records if key[1] not in lone])


def _write(connection: sa.Connection, kind: str, records: list[tuple[str, Folded]]) -> None:
    # In the order of the tables' trees: half the time for many.
    records = sorted(records, key=itemgetter(0))
    where = standing(connection) if kind in OF_TRANSCRIPT or kind == "transcript" else {}
    values = [stood(kind, folded.values, where) for _, folded in records]
    columns: dict[str, list[Any]] = {
        "id": [record for record, _ in records],
        "present": [folded.live for _, folded in records],
        "live": [
            folded.live and not is_behind(kind, record, folded.values, where)
            for record, folded in records
        ],
        "born": [folded.born for _, folded in records],
    }
    for field in FIELDS[kind]:
        columns[field] = [held.get(field) for held in values]
    for field in _STRUCTURES.get(kind, ()):
        columns[field] = [None if one is None else canonical(one) for one in columns[field]]
    if KINDS[kind].faceted:
        columns["facets"] = [*map(pack_facets, values)]
    insert_columns(connection, state[kind], columns)
    disputes = [
        {"kind": kind, "record": record, "field": field}
        for record, folded in records
        for field in folded.conflicts
    ]
    insert_rows(connection, conflict, disputes)
    note_written(connection, kind, columns)


def _clear(connection: sa.Connection, kind: str, ids: Sequence[str]) -> None:
    connection.execute(sa.delete(state[kind]).where(state[kind].c.id.in_(ids)))
    connection.execute(
        sa.delete(conflict).where(conflict.c.kind == kind, conflict.c.record.in_(ids))
    )
    note_cleared(connection, kind, ids)
