"""What the coders of transcripts decided together."""

import json

import sqlalchemy as sa

from kodeverk.model.records import Decision
from kodeverk.store.queries.joining import stand_ins
from kodeverk.store.queries.live import live
from kodeverk.store.schema import state


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
