"""Dates: what is dated too far ahead of the clock of this computer, and dating it anew.

A computer's clock may be wrong by years, and what was coded there is as good as any. But for as
long it would win over all that others decide later: it comes into their projects dated anew.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from kodeverk.model.change import canonical
from kodeverk.store.faults import UNREADABLE, Fault, Unsound, fault_in_words
from kodeverk.store.schema import change, maker, step, trace, withdrawal
from kodeverk.store.withdrawal.marks import WithdrawalMark
from kodeverk.store.withdrawal.traces import note_of

DAYS = 3
"""How many days ahead of the clock of this computer anything may be dated: zones and bad clocks."""

_DAY = 86_400_000 << 16
AHEAD = DAYS * _DAY
"""The same as part of a clock."""


class Ahead(Unsound):
    """A project that is to be merged holds what is dated too far ahead: which record, and when."""


def this_clock() -> int:
    """Return the clock of a change that is made now, by the clock of this computer."""
    return time.time_ns() // 1_000_000 << 16


def refuse_ahead(source: sa.Connection, kind: str, record: str, clock: int, now: int) -> None:
    """Raise Ahead for a record of a project that is to be merged if it is dated too far ahead."""
    if clock > now + AHEAD:
        raise Ahead(
            fault_in_words(source, Fault(kind, record, _dated(clock, now))),
            "If the clock of this computer is wrong, set it right, and merge again. If the other "
            "was, its owner sets that right, makes a sound copy with "
            "kodeverk verify PROJECT --repair NEW.kodeverk, and goes on in that.",
        )


def clock_faults(connection: sa.Connection) -> Iterator[Fault]:
    """Yield the change, the withdrawal and the step that are dated furthest ahead, if too far.

    What is said of one counts the others too.
    """
    now = this_clock()
    for dated in (_changes(connection), _withdrawals(connection), _steps(connection)):
        ahead, furthest = 0, (0, "", "")
        for clock, kind, record in dated:
            if clock > now + AHEAD:
                ahead, furthest = ahead + 1, max(furthest, (clock, kind, record))
        if ahead:
            clock, kind, record = furthest
            others = f", the last of {ahead:,} that are ahead" if ahead > 1 else ""
            remedy = "set the clock right that is wrong, then date anew with --repair"
            yield Fault(kind, record, f"{_dated(clock, now)}{others}: {remedy}")


def mark_clock(mark: WithdrawalMark) -> int:
    """Return when a mark was made; zero where it does not say."""
    clock: int = json.loads(mark.value).get("clock", 0)
    return clock


def date_anew(connection: sa.Connection) -> int:
    """Date anew what is too far ahead, in its own order, now and after all else.

    Return how many changes and withdrawals that are.
    """
    now = this_clock()
    columns = sa.select(change.c.id, change.c.clock)
    changes = [row for row in connection.execute(columns) if type(row.clock) is int]
    marks = [*_marks(connection)]
    clocks = {row.clock for row in changes}
    clocks.update(fields[name] for _, fields in marks for name in _CLOCKS if name in fields)
    ahead = sorted(clock for clock in clocks if clock > now + AHEAD)
    start = max(clocks.difference(ahead) | {now})
    anew = {old: start + number for number, old in enumerate(ahead, 1)}
    moved = [{"id": row.id, "clock": anew[row.clock]} for row in changes if row.clock in anew]
    date_as(connection, moved)
    count = len(moved)
    for mark, fields in marks:
        held = {name: anew.get(fields[name], fields[name]) for name in _CLOCKS if name in fields}
        if held.items() <= fields.items():
            continue
        count += 1
        other = mark._replace(value=canonical(fields | held))
        connection.execute(
            sa.update(withdrawal)
            .where(withdrawal.c.id == mark.id)
            .values(id=other.id, value=other.value)
        )
        before, after = (note_of("unsearched", dated.id) for dated in (mark, other))
        connection.execute(sa.update(trace).where(trace.c.body == before).values(body=after))
    for table in (step, maker):
        too_late = table.c.at > now + AHEAD >> 16
        connection.execute(sa.update(table).where(too_late).values(at=now >> 16))
    return count


def date_as(connection: sa.Connection, changes: Sequence[Mapping[Any, Any]]) -> None:
    """Give changes that are there the clocks that rows with their ids say."""
    this = sa.update(change).where(change.c.id == sa.bindparam("one"))
    clocks = [{"one": row["id"], "to": row["clock"]} for row in changes]
    if clocks:
        connection.execute(this.values(clock=sa.bindparam("to")), clocks)


_CLOCKS = ("clock", "root")
"""What of a mark are clocks."""


def _dated(clock: int, now: int) -> str:
    days = (clock - now) // _DAY
    return (
        f"it is dated {_day(clock)}, which is {days:,} days ahead of "
        f"the clock of this computer ({_day(now)})"
    )


def _day(clock: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime((clock >> 16) / 1000))


def _changes(connection: sa.Connection) -> Iterator[tuple[int, str, str]]:
    columns = sa.select(change.c.clock, change.c.kind, change.c.record)
    for row in connection.execute(columns.execution_options(yield_per=2000)):
        if type(row.clock) is int:
            yield row.clock, str(row.kind), str(row.record)


def _withdrawals(connection: sa.Connection) -> Iterator[tuple[int, str, str]]:
    for mark, fields in _marks(connection):
        yield fields.get("clock", 0), "withdrawal", mark.id


def _steps(connection: sa.Connection) -> Iterator[tuple[int, str, str]]:
    for columns in (sa.select(step.c.at, step.c.id), sa.select(maker.c.at, maker.c.step)):
        for at, identity in connection.execute(columns):
            if type(at) is int:
                yield at << 16, "step", str(identity)


def _marks(connection: sa.Connection) -> Iterator[tuple[WithdrawalMark, dict[str, Any]]]:
    """Yield the marks whose clocks can be read, and what they say."""
    for row in connection.execute(sa.select(withdrawal)).all():
        try:
            mark = WithdrawalMark(row.kind, row.target, row.value)
            fields = json.loads(mark.value)
            clocks = [fields[name] for name in _CLOCKS if name in fields]
            if row.id == mark.id and canonical(fields).encode() and _are_clocks(clocks):
                yield mark, fields
        except UNREADABLE:
            continue  # none of this program: it is told, and left out, as such


def _are_clocks(values: list[Any]) -> bool:
    return all(type(value) is int and value >= 0 for value in values)
