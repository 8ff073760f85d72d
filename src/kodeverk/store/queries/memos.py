"""Memos, each on what there is of what it was written on."""

from collections.abc import Collection

import sqlalchemy as sa

from kodeverk.model.records import Memo, passage_target
from kodeverk.model.text import Span
from kodeverk.store.placements import joined, with_removed_coding
from kodeverk.store.queries.codings import codings_as_made
from kodeverk.store.schema import placement, state


def memos(connection: sa.Connection, targets: Collection[str] | None = None) -> list[Memo]:
    """Return the memos written on the targets, or all, oldest first.

    The target of a memo on a passage is the passage's place in the current version; one whose
    words are gone or set aside keeps the passage it was written on. A memo on a coding that has
    been removed, by whomever and in whichever copy, is one on the passage of that coding.
    """
    table, coding = state["memo"], state["coding"]
    chosen = sa.select(
        table,
        placement.c.version,
        placement.c.start,
        placement.c.end,
        coding.c.id.label("removed"),
    ).select_from(with_removed_coding(joined("memo")))
    if targets is not None:
        chosen = chosen.where(table.c.target.in_(targets))
    rows = connection.execute(chosen.where(table.c.live).order_by(table.c.born, table.c.id)).all()
    ids = [row.removed for row in rows if row.removed is not None]
    removed = {one.id: one for one in codings_as_made(connection, ids, removed=True)}
    found = []
    for row in rows:
        kind, target = row.target_kind, row.target
        if (on := removed.get(row.removed)) is not None:
            kind, target = "passage", passage_target(on.version, Span(on.start, on.end))
        if row.start is not None:
            target = passage_target(row.version, Span(row.start, row.end))
        found.append(Memo(row.id, kind, target, row.type, row.text, row.coder, row.born, on))
    return found
