"""What the coders of transcripts decided together."""

import json

import sqlalchemy as sa

from kodeverk.model.change import BIRTH, heads
from kodeverk.model.records import Decision
from kodeverk.store import journal
from kodeverk.store.queries.joining import stand_ins
from kodeverk.store.queries.live import live
from kodeverk.store.schema import change, state


def decisions(connection: sa.Connection, transcript: str | None = None) -> list[Decision]:
    """Return the decisions on codings of a transcript, or of all, in the order of their ids."""
    stand_in = stand_ins(connection)
    table = state["decision"]
    where = [] if transcript is None else [table.c.transcript == transcript]
    return [
        Decision(
            row.id,
            row.transcript,
            stand_in.get(row.code, row.code),
            row.item,
            tuple(json.loads(row.codings)),
            row.outcome,
            row.deciders or "",
            row.reason or "",
        )
        for row in live(connection, "decision", "id", where=where)
    ]


def decisions_apart(
    connection: sa.Connection, transcript: str | None = None
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return transcript -> decision -> the steps in which people decided it apart, in copies.

    Of one transcript, or of all. Whether they decided alike, the steps do not tell.
    """
    table = state["decision"]
    where = [] if transcript is None else [table.c.transcript == transcript]
    said_again = (
        sa.select(table.c.id, table.c.transcript)
        .join(change, change.c.record == table.c.id)
        .where(table.c.live, change.c.field.in_((BIRTH, "outcome")), *where)
        .group_by(table.c.id, table.c.transcript)
        .having(sa.func.count() > 1)
    )
    of = {row.id: row.transcript for row in connection.execute(said_again)}
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for identity, changes in journal.histories(connection, [*of]).items():
        steps = tuple(dict.fromkeys(entry.step for entry in heads(changes, "outcome")))
        if len(steps) > 1:
            found.setdefault(of[identity], {})[identity] = steps
    return found
