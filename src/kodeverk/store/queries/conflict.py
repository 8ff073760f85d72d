"""Conflicts: what people said of one thing, who said it, and when."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import BIRTH, EXISTS, Change, Value, canonical, heads
from kodeverk.model.identity import derived_id
from kodeverk.model.kinds import KINDS
from kodeverk.store import journal
from kodeverk.store.queries.codebook import code_cycles
from kodeverk.store.queries.joining import stand_ins
from kodeverk.store.queries.makers import makers
from kodeverk.store.schema import conflict, state

_OF_READING = ("label", "role", "speaks_for")
"""What a reading says of a speaker."""

_HOW = "convention"
"""What a reading says of a text beside its turns."""


class FieldValue(NamedTuple):
    """A value of a field of a record."""

    kind: str
    record: str
    field: str
    value: Value


class HeldValue(NamedTuple):
    """One value of a conflict.

    `author` is a coder's id and `at` in milliseconds since 1970; either may be unknown. `along` is
    what comes with it: with the turns of a text what the same reading says of its speakers.
    """

    value: Value
    author: str | None
    at: int | None
    along: tuple[FieldValue, ...] = ()


class _Dispute(NamedTuple):
    """A field of a record, and the changes that gave it different values."""

    kind: str
    record: str
    field: str
    tops: list[Change]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that people gave different values: the value said last is the last, and shows.

    With `cycle` they moved codes below each other, each below the next one, the last below the
    first: `said` has what each is below, by whom, and all stand at top level. Turns of a version
    are in conflict where its text was read in two ways: by two versions of the program, or as two
    people chose.
    """

    kind: str
    record: str
    field: str
    said: tuple[HeldValue, ...]
    cycle: tuple[str, ...] = ()

    @property
    def is_of_readings(self) -> bool:
        """Whether it is about who speaks in a text, where."""
        return (self.kind, self.field) == ("version", "turns")

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
    disputed: list[_Dispute] = []
    for kind, record, field in _open(connection):
        tops = _tops(connection, record, field)
        values = (top.value_of(field) for top in tops)
        if len({canonical(stand_in.get(str(value), value)) for value in values}) > 1:
            disputed.append(_Dispute(kind, record, field, tops))
    moved = [
        (cycle, _Dispute("code", cycle[0], "parent", [_move(connection, code) for code in cycle]))
        for cycle in code_cycles(connection)
    ]
    of_steps = makers(
        connection,
        [
            *(top for dispute in disputed for top in dispute.tops),
            *(move for _, dispute in moved for move in dispute.tops),
        ],
    )
    conflicts = [
        Conflict(*dispute[:3], tuple(_said(connection, dispute, of_steps, along)))
        for dispute, along in _gathered(connection, disputed)
    ]
    conflicts += [
        Conflict(*dispute[:3], tuple(_said(connection, dispute, of_steps)), cycle)
        for cycle, dispute in moved
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


def _gathered(
    connection: sa.Connection, disputed: Sequence[_Dispute]
) -> Iterator[tuple[_Dispute, list[_Dispute]]]:
    """Yield the disputes, with that about turns what their readings say of speakers otherwise.

    Nobody can decide on a speaker's label and role before it is decided who speaks where. What
    somebody said of a speaker by itself is a conflict of its own.
    """
    versions = [dispute.record for dispute in disputed if dispute.field == "turns"]
    table, transcript = state["version"], state["transcript"]
    current_last = (
        sa.select(table.c.transcript, table.c.id)
        .join(transcript, transcript.c.id == table.c.transcript)
        .where(table.c.id.in_(versions))
        .order_by(transcript.c.version == table.c.id, table.c.id)
    )
    read = {row.transcript: row.id for row in connection.execute(current_last)}
    along = {
        version: [_Dispute("version", version, _HOW, _tops(connection, version, _HOW))]
        for version in versions
    }
    others: list[_Dispute] = []
    for dispute in disputed:
        version = read.get(_transcript_read(dispute))
        (others if version is None else along[version]).append(dispute)
    for dispute in others:
        yield dispute, along.get(dispute.record, []) if dispute.field == "turns" else []


def _transcript_read(dispute: _Dispute) -> str:
    """Return the transcript of a speaker who differs as readings of its text do, none otherwise."""
    if dispute.kind != "speaker" or dispute.field not in _OF_READING:
        return ""
    if any(top.field != BIRTH or top.author is not None for top in dispute.tops):
        return ""
    return str(dispute.tops[0].value_of("transcript"))


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


def _move(connection: sa.Connection, code: str) -> Change:
    """Return what said last what a code is below."""
    return _tops(connection, code, "parent")[-1]


def _brought_back(change: Change, known: Mapping[str, Change], field: str) -> Change | None:
    """Return whose value `change` brings back by replacing one of its author's own, if it does."""
    replaced = [known[replaced_id] for replaced_id in change.replaces if replaced_id in known]
    if len(replaced) != 1 or replaced[0].author != change.author:
        return None
    value = canonical(change.value_of(field))
    before = (known[replaced_id] for replaced_id in replaced[0].replaces if replaced_id in known)
    return next((change for change in before if canonical(change.value_of(field)) == value), None)


def _said(
    connection: sa.Connection,
    dispute: _Dispute,
    of_steps: dict[str, tuple[str, int]],
    along: Sequence[_Dispute] = (),
) -> Iterator[HeldValue]:
    """Yield what the changes of a dispute say, what one person says several times once."""
    field, changes = dispute.field, dispute.tops
    held: dict[tuple[str, str | None], HeldValue] = {}
    for change in changes:
        author, at = of_steps.get(change.step, (None, None))
        if change.author is not None:
            author, at = change.author, change.clock >> 16
        key = (canonical(change.value_of(field)), author)
        held.pop(key, None)
        steps = _steps_behind(connection, change) if along else set()
        with_it = tuple(_value_along(steps, other) for other in along)
        held[key] = HeldValue(change.value_of(field), author, at, with_it)
    yield from held.values()


def _value_along(steps: Collection[str], dispute: _Dispute) -> FieldValue:
    """Return what was said of another field in one of the steps; the value shown if nothing was."""
    kind, record, field, tops = dispute
    said = [top for top in tops if top.step in steps] or tops
    return FieldValue(kind, record, field, said[-1].value_of(field))


def _steps_behind(connection: sa.Connection, change: Change) -> set[str]:
    """Return the steps of a change and of those that it replaces, back to the record's birth."""
    known = {before.id: before for before in journal.history(connection, change.record)}
    behind = {change.id: change}
    waiting = [change]
    while waiting:
        for before in waiting.pop().replaces:
            if before in known and before not in behind:
                behind[before] = known[before]
                waiting.append(known[before])
    return {one.step for one in behind.values()}
