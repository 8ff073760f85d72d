"""Conflicts: what people said of one thing, who said it, and when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import EXISTS, Change, Value, canonical, heads
from kodeverk.model.identity import derived_id
from kodeverk.model.kinds import KINDS
from kodeverk.store import journal
from kodeverk.store.queries.codebook import code_cycles
from kodeverk.store.queries.joining import stand_ins
from kodeverk.store.schema import conflict, maker, state, step


class HeldValue(NamedTuple):
    """One value of a conflict.

    `author` is a coder's id and `at` in milliseconds since 1970; either may be unknown.
    """

    value: Value
    author: str | None
    at: int | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that people gave different values: the value said last is the last, and shows.

    With `cycle` they moved codes below each other, each below the next one, the last below the
    first: `said` has what each is below, by whom, and all stand at top level.
    """

    kind: str
    record: str
    field: str
    said: tuple[HeldValue, ...]
    cycle: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same in every copy."""
        return derived_id("conflict", *(self.cycle or (self.kind, self.record, self.field)))


def conflicts(connection: sa.Connection) -> list[Conflict]:
    """Return every conflict that a person can decide, by kind and record.

    What is a fact about a file is none, neither is what is said of a record that is removed, nor
    where people named coders or codes that are one.
    """
    stand_in = stand_ins(connection)
    disputed = []
    for kind, record, field in _open(connection):
        tops = _tops(connection, record, field)
        values = (top.value_of(field) for top in tops)
        if len({canonical(stand_in.get(str(value), value)) for value in values}) > 1:
            disputed.append((kind, record, field, tops))
    moved = [
        (cycle, [_tops(connection, code, "parent")[-1] for code in cycle])
        for cycle in code_cycles(connection)
    ]
    of_steps = _makers(
        connection,
        [
            *(top for *_, tops in disputed for top in tops),
            *(move for _, moves in moved for move in moves),
        ],
    )
    conflicts = [
        Conflict(kind, record, field, tuple(_said(tops, field, of_steps)))
        for kind, record, field, tops in disputed
    ]
    conflicts += [
        Conflict("code", cycle[0], "parent", tuple(_said(moves, "parent", of_steps)), cycle)
        for cycle, moves in moved
    ]
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(
        conflicts,
        key=lambda conflict: (
            order[conflict.kind],
            conflict.record,
            conflict.field,
            conflict.cycle,
        ),
    )


def _open(connection: sa.Connection) -> Iterator[tuple[str, str, str]]:
    rows = connection.execute(sa.select(conflict).order_by(*conflict.primary_key)).all()
    for kind, about in KINDS.items():
        named = [row for row in rows if row.kind == kind]
        records = [row.record for row in named]
        table = state[kind]
        there = set(
            connection.scalars(sa.select(table.c.id).where(table.c.id.in_(records), table.c.live))
        )
        for row in named:
            field = about.fields.get(row.field)
            is_fact = field is not None and field.fact_of_file
            if not is_fact and (row.record in there or row.field == EXISTS):
                yield kind, row.record, row.field


def _tops(connection: sa.Connection, record: str, field: str) -> list[Change]:
    """Return the changes that said what the heads of a field hold, in the order of the heads.

    Whoever takes a change of their own back says nothing: what it brings back is said by others.
    """
    history = journal.history(connection, record)
    known = {change.id: change for change in history}
    tops = []
    for top in heads(history, field):
        saying = top
        while (before := _brought_back(saying, known, field)) is not None:
            saying = before
        tops.append(saying)
    return tops


def _brought_back(change: Change, known: Mapping[str, Change], field: str) -> Change | None:
    """Return whose value `change` brings back by replacing one of its author's own, if it does."""
    replaced = [known[replaced_id] for replaced_id in change.replaces if replaced_id in known]
    if len(replaced) != 1 or replaced[0].author != change.author:
        return None
    value = canonical(change.value_of(field))
    before = (known[replaced_id] for replaced_id in replaced[0].replaces if replaced_id in known)
    return next((change for change in before if canonical(change.value_of(field)) == value), None)


def _said(
    changes: Iterable[Change], field: str, of_steps: dict[str, tuple[str, int]]
) -> Iterator[HeldValue]:
    """Yield what changes say, what one person says several times once."""
    held: dict[tuple[str, str | None], HeldValue] = {}
    for change in changes:
        author, at = of_steps.get(change.step, (None, None))
        if change.author is not None:
            author, at = change.author, change.clock >> 16
        key = (canonical(change.value_of(field)), author)
        held.pop(key, None)
        held[key] = HeldValue(change.value_of(field), author, at)
    yield from held.values()


def _makers(connection: sa.Connection, changes: Sequence[Change]) -> dict[str, tuple[str, int]]:
    """Return step -> who made it, and when, for the changes that do not say it themselves."""
    steps = [change.step for change in changes if change.author is None]
    of_others = sa.select(maker.c.step, maker.c.author, maker.c.at).where(maker.c.step.in_(steps))
    own = sa.select(step.c.id, step.c.author, step.c.at).where(step.c.id.in_(steps))
    return {
        step_id: (author, at)
        for chosen in (of_others, own)
        for step_id, author, at in connection.execute(chosen)
    }
