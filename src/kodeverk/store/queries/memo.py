"""Memos, each on what is left of what it was written on."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import sqlalchemy as sa

from kodeverk.model.records import (
    IN_MUNICIPALITY,
    ON_WORDS,
    Memo,
    in_municipality_target,
    passage_target,
    target_in_municipality,
    target_passage,
)
from kodeverk.model.text import Span
from kodeverk.store.batches import batches
from kodeverk.store.placements import memos_within, with_coding, with_placement
from kodeverk.store.queries.coding import codings_as_made
from kodeverk.store.queries.joining import stand_ins
from kodeverk.store.schema import change, placement, state, step


def memos(
    connection: sa.Connection,
    targets: Collection[str] | None = None,
    *,
    transcript: str | None = None,
    removed: Collection[str] | None = None,
) -> list[Memo]:
    """Return the memos written on the targets, on and in a transcript, or all; oldest first.

    With `removed` those of them are given that have been removed, and have these ids.

    The target of a memo on a passage is the passage's place in the current version; one whose
    words are gone or set aside keeps the passage it was written on. A memo on a coding that has
    been removed, by whomever and in whichever copy, is one on the passage of that coding.
    """
    stand_in = stand_ins(connection)
    table, on = state["memo"], state["coding"]
    chosen = sa.select(
        table,
        placement.c.version,
        placement.c.start,
        placement.c.end,
        on.c.id.label("coding"),
        on.c.live.label("coding_live"),
    ).select_from(with_coding(with_placement("memo")))
    if targets is not None:
        targets = {*targets, *_joined_into(targets, stand_in)}
        chosen = chosen.where(table.c.target.in_(targets))
    if transcript is not None:
        chosen = chosen.where(
            sa.or_(table.c.target == transcript, table.c.id.in_(memos_within(transcript)))
        )
    chosen = chosen.where(table.c.live if removed is None else sa.not_(table.c.live))
    rows = connection.execute(chosen.order_by(table.c.born, table.c.id)).all()
    rows = [row for row in rows if removed is None or row.id in removed]
    ids = list({row.coding for row in rows if row.coding is not None})
    codings = {coding.id: coding for coding in codings_as_made(connection, ids, also_removed=True)}
    passages = {str(row.target) for row in rows if row.target_kind in ON_WORDS}
    transcripts = _transcripts(connection, {target_passage(target)[0] for target in passages})
    came = _came(connection, [row.id for row in rows if not row.born])
    memos = []
    for row in rows:
        kind, target = row.target_kind, _stand_in(row.target_kind, row.target, stand_in)
        transcript = None
        if (coding := codings.get(row.coding)) is not None:
            transcript = coding.transcript
            if not row.coding_live:
                kind = "passage"
                target = passage_target(coding.version, Span(coding.start, coding.end))
        elif kind == "transcript":
            transcript = target
        elif kind in ON_WORDS:
            transcript = transcripts.get(target_passage(str(target))[0])
        if row.start is not None:
            target = passage_target(row.version, Span(row.start, row.end))
        memos.append(
            Memo(
                row.id,
                kind,
                target,
                row.type,
                row.text,
                stand_in.get(row.coder, row.coder),
                row.born >> 16 or came.get(row.id),
                transcript,
                coding,
            )
        )
    return memos


def _stand_in(kind: str, target: str | None, stand_in: Mapping[str, str]) -> str | None:
    """Return what a memo is on, where codes or coders are joined the one that stands for all."""
    if kind == IN_MUNICIPALITY and target is not None:
        code, municipality = target_in_municipality(target)
        return in_municipality_target(stand_in.get(code, code), municipality)
    return None if target is None else stand_in.get(target, target)


def _joined_into(targets: Collection[str], stand_in: Mapping[str, str]) -> Iterator[str]:
    """Yield the targets with what is joined into something that stands in one of `targets`."""
    for other, first in stand_in.items():
        for target in targets:
            if target == first or target.startswith(f"{first}/"):
                yield target.replace(first, other, 1)


def memo_count(connection: sa.Connection) -> int:
    """Return how many memos there are."""
    table = state["memo"]
    return connection.scalar(sa.select(sa.func.count()).where(table.c.live)) or 0


def _came(connection: sa.Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return when memos that have no time of their own came into this file, as its log says."""
    times: dict[str, int] = {}
    for some in batches(ids):
        logged = sa.select(change.c.record, step.c.at).join(step, step.c.id == change.c.step)
        here = change.c.record.in_(some)
        times |= {row.record: row.at for row in connection.execute(logged.where(here))}
    return times


def _transcripts(connection: sa.Connection, versions: Collection[str]) -> dict[str, str]:
    """Return version -> the transcript it is one of, for some versions."""
    table, transcripts = state["version"], dict[str, str]()
    for some in batches(versions):
        chosen = sa.select(table.c.id, table.c.transcript).where(table.c.id.in_(some))
        transcripts |= {row.id: row.transcript for row in connection.execute(chosen)}
    return transcripts
