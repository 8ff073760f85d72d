"""Sending: the changes of a project since a step of its log, as the lines of a file."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa

from kodeverk.model.allowed_values import is_id
from kodeverk.model.change import BIRTH, Value, canonical
from kodeverk.model.kinds import KINDS, ids_in
from kodeverk.store.batches import batches
from kodeverk.store.schema import (
    SCHEMA_VERSION,
    change,
    local,
    maker,
    step,
    text,
    trace,
    withdrawal,
)
from kodeverk.store.sent_file import Header, Line

SENT = "sent"
"""What this file keeps under this name: a digest of what was withdrawn when it last sent."""

SEND = "send"
"""The act of a step that sent changes; it made none."""


class Parcel(NamedTuple):
    """What is sent: the header, how many changes and texts, and the lines, to be read once."""

    header: Header
    changes: int
    texts: int
    lines: Iterator[Line]


def withdrawn_digest(connection: sa.Connection) -> str:
    """Return a digest of all that was withdrawn and of what is kept of it."""
    digest = hashlib.sha256()
    for line in _withdrawn_lines(connection):
        digest.update(canonical(line).encode())
    return digest.hexdigest()


def parcel(connection: sa.Connection, after: int) -> Parcel:
    """Return the changes that came to this file after one, by `seq`; after none, everything."""
    chosen = change.c.seq > after
    count = connection.scalar(sa.select(sa.func.count()).select_from(change).where(chosen)) or 0
    texts = _all_texts(connection) if after == 0 else _texts_of_births(connection, chosen)
    header = Header(
        SCHEMA_VERSION,
        after == 0,
        withdrawn_digest(connection),
        {} if after == 0 else _rests_on(connection, chosen),
    )
    return Parcel(header, count, len(texts), _lines(connection, chosen, texts, header.whole))


def last_sent(connection: sa.Connection) -> int:
    """Return the last change, by `seq`, that this file has sent; 0 where it has sent none.

    So it is too where words were withdrawn since: only a whole project carries that.
    """
    digest = connection.scalar(sa.select(local.c.value).where(local.c.key == SENT))
    if digest != withdrawn_digest(connection):
        return 0
    chosen = sa.select(sa.func.max(step.c.last_change)).where(step.c.act == SEND)
    return connection.scalar(chosen) or 0


def changes_between(connection: sa.Connection, after: int, until: int) -> int:
    """Return how many changes came to this file after one, by `seq`, until another."""
    chosen = sa.select(sa.func.count()).select_from(change)
    return connection.scalar(chosen.where(change.c.seq > after, change.c.seq <= until)) or 0


def before_step(connection: sa.Connection, number: int) -> int:
    """Return the last change, by `seq`, of before a step of the log.

    It is 0 where words were withdrawn since: only a whole project carries that.
    """
    since = step.c.seq >= number
    made = step.c.first_change <= step.c.last_change
    if connection.scalar(sa.select(step.c.seq).where(since, step.c.act == "withdraw").limit(1)):
        return 0
    first = connection.scalar(sa.select(sa.func.min(step.c.first_change)).where(since, made))
    last = connection.scalar(sa.select(sa.func.max(change.c.seq))) or 0
    return last if first is None else int(first) - 1


def last_step(connection: sa.Connection) -> int:
    """Return the number of the last step of the log; 0 where there is none."""
    return connection.scalar(sa.select(sa.func.max(step.c.seq))) or 0


def step_at(connection: sa.Connection, at: int) -> int:
    """Return the first step of the log made at a time or later, in milliseconds since 1970.

    Where there is none, it is the one that will come.
    """
    first = connection.scalar(sa.select(sa.func.min(step.c.seq)).where(step.c.at >= at))
    return last_step(connection) + 1 if first is None else int(first)


def note_sent(connection: sa.Connection) -> None:
    """Keep what is withdrawn by now, as this file sends it."""
    connection.execute(sa.delete(local).where(local.c.key == SENT))
    connection.execute(sa.insert(local), {"key": SENT, "value": withdrawn_digest(connection)})


def outside(connection: sa.Connection, chosen: sa.ColumnElement[bool]) -> tuple[set[str], set[str]]:
    """Return what changes rest on that is not among them: changes they replace, and records."""
    replaced, records = set[str](), set[str]()
    changes, born = set[str](), set[str]()
    columns = (change.c[name] for name in ("id", "kind", "record", "field", "value", "replaces"))
    rows = sa.select(*columns).where(chosen).execution_options(yield_per=2000)
    for row in connection.execute(rows):
        changes.add(row.id)
        if row.field == BIRTH:
            born.add(row.record)
        replaced.update(json.loads(row.replaces or "[]"))
        records.update(_records_in(row))
    return replaced - changes, records - born


def _records_in(row: Any) -> Iterator[str]:
    """Yield the records that a change speaks of, its own first."""
    yield row.record
    value: Value = json.loads(row.value)
    fields = KINDS[row.kind].fields
    values = value if row.field == BIRTH and isinstance(value, dict) else {row.field: value}
    for name, held in values.items():
        about = fields.get(name)
        if about and (about.mentions or about.refers not in (None, text.name)):
            yield from filter(is_id, ids_in(held))


def _rests_on(connection: sa.Connection, chosen: sa.ColumnElement[bool]) -> dict[str, int]:
    """Return what changes rest on -> the step of the log by which it came."""
    came: dict[str, int] = {}
    for column, ids in zip(
        (change.c.id, change.c.record), outside(connection, chosen), strict=True
    ):
        for some in batches(sorted(ids)):
            rows = sa.select(column, sa.func.min(change.c.seq)).where(column.in_(some))
            came |= {row[0]: row[1] for row in connection.execute(rows.group_by(column))}
    spans = connection.execute(
        sa.select(step.c.first_change, step.c.last_change, step.c.seq).where(
            step.c.first_change <= step.c.last_change
        )
    ).all()
    return {
        identity: max((number for first, last, number in spans if first <= seq <= last), default=1)
        for identity, seq in came.items()
    }


def _all_texts(connection: sa.Connection) -> list[str]:
    return [*connection.scalars(sa.select(text.c.hash).order_by(text.c.hash))]


def _texts_of_births(connection: sa.Connection, chosen: sa.ColumnElement[bool]) -> list[str]:
    births = sa.select(change.c.value).where(chosen, change.c.kind == "version")
    values = connection.scalars(births.where(change.c.field == BIRTH))
    return sorted({json.loads(value)["text"] for value in values})


def _lines(
    connection: sa.Connection,
    chosen: sa.ColumnElement[bool],
    texts: Iterable[str],
    whole: bool,
) -> Iterator[Line]:
    for digest in texts:
        words = connection.scalar(sa.select(text.c.text).where(text.c.hash == digest))
        yield ["text", digest, words]
    if whole:
        yield from _withdrawn_lines(connection)
    yield from _makers(connection, chosen)
    columns = [column for column in change.c if column.name != "seq"]
    rows = sa.select(*columns).where(chosen).order_by(change.c.seq)
    for row in connection.execute(rows.execution_options(yield_per=2000)):
        *envelope, value, replaces = row
        yield ["change", *envelope, json.loads(value), json.loads(replaces or "[]")]


def _makers(connection: sa.Connection, chosen: sa.ColumnElement[bool]) -> Iterator[Line]:
    """Yield who made the births among changes that anybody makes alike."""
    nobodys = sa.select(change.c.step).where(chosen, change.c.author.is_(None)).distinct()
    known = sa.union(
        sa.select(step.c.id, step.c.author, step.c.at).where(step.c.id.in_(nobodys)),
        sa.select(maker.c.step, maker.c.author, maker.c.at).where(maker.c.step.in_(nobodys)),
    )
    for identity, author, at in sorted(
        {row[0]: tuple(row) for row in connection.execute(known)}.values()
    ):
        yield ["maker", identity, author, at]


def _withdrawn_lines(connection: sa.Connection) -> Iterator[Line]:
    columns = (withdrawal.c.kind, withdrawal.c.target, withdrawal.c.value)
    for row in connection.execute(sa.select(*columns).order_by(withdrawal.c.id)):
        yield ["mark", *row]
    for row in connection.execute(sa.select(trace).order_by(trace.c.body)):
        yield ["trace", row.body, json.loads(row.pieces), json.loads(row.covers), row.reads]
