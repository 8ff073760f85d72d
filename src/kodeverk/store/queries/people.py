"""Coders, and what belongs to the project as a whole."""

import json

import sqlalchemy as sa

from kodeverk.model.change import Value
from kodeverk.model.records import (
    Coder,
)
from kodeverk.store.queries.joining import stand_ins
from kodeverk.store.queries.live import live
from kodeverk.store.schema import change, local, state


def local_value(connection: sa.Connection, key: str) -> str:
    """Return what this file alone knows: its `file` id, its `project` id."""
    return str(connection.scalar(sa.select(local.c.value).where(local.c.key == key)))


def coders(connection: sa.Connection) -> list[Coder]:
    """Return everybody who coded, by name; of coders who are joined the one who stands for them."""
    joined = stand_ins(connection)
    rows = live(connection, "coder", "name", "id")
    also: dict[str, set[str]] = {}
    for row in rows:
        if row.id in joined:
            also.setdefault(joined[row.id], set()).update((row.id, row.name))
    for coder, chosen in joined.items():
        also.setdefault(chosen, set()).add(coder)
    return [
        Coder(row.id, row.name, row.kind, frozenset(also.get(row.id, ())))
        for row in rows
        if row.id not in joined
    ]


def coder_names(connection: sa.Connection) -> dict[str, str]:
    """Return coder -> name; of a coder who is joined into another, the name of the other."""
    names = {coder.id: coder.name for coder in coders(connection)}
    joined = stand_ins(connection)
    return names | {coder: names[chosen] for coder, chosen in joined.items() if chosen in names}


def names_of(connection: sa.Connection, kind: str) -> dict[tuple[str, str], str]:
    """Return (kind, id) -> name of every record of a kind that has names, also of removed ones."""
    table = state[kind]
    rows = connection.execute(sa.select(table.c.id, table.c.name))
    return {(kind, row.id): row.name or "" for row in rows}


def rounds(connection: sa.Connection) -> set[str]:
    """Return the names of the rounds that have been dealt out."""
    return {row.name for row in live(connection, "round", "name")}


def setting(connection: sa.Connection, identity: str) -> Value:
    """Return the value of the setting with this id, None where nobody has said one."""
    table = state["setting"]
    kept = connection.scalar(sa.select(table.c.value).where(table.c.id == identity, table.c.live))
    return None if kept is None else json.loads(kept)


def settings(connection: sa.Connection) -> dict[str, tuple[str, Value]]:
    """Return what is remembered for the next interviews: id -> key and value, the last said last.

    One key may be there for several interviews; what holds in the whole project is not among them.
    """
    chosen = sa.select(change.c.record, sa.func.max(change.c.clock)).where(
        change.c.kind == "setting"
    )
    last = {row[0]: row[1:] for row in connection.execute(chosen.group_by(change.c.record))}
    remembered = live(connection, "setting", where=[state["setting"].c.transcript.is_not(None)])
    rows = sorted(remembered, key=lambda row: (*last[row.id], row.id))
    return {row.id: (row.key, json.loads(row.value)) for row in rows}


def settings_of_project(connection: sa.Connection) -> dict[str, Value]:
    """Return what holds in the whole project: key -> value."""
    rows = live(connection, "setting", where=[state["setting"].c.transcript.is_(None)])
    return {row.key: json.loads(row.value) for row in rows}
