"""What no file of a project says of itself, of its log and of drafts: which line, what is wrong.

None of it merges: a sound copy does without.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from kodeverk.model.allowed_values import MOST, is_id, is_number, line_fault, value_fault
from kodeverk.model.records import IN_MUNICIPALITY, MEMO_TARGETS, ON_WORDS
from kodeverk.store.dating import AHEAD, this_clock
from kodeverk.store.drafts import WRITTEN
from kodeverk.store.faults import Fault, holds, is_clock, is_maker
from kodeverk.store.schema import change, draft, local, maker, step
from kodeverk.store.sending import SEND, SENT

_ACTS = ("do", "merge", "withdraw", "undo", "redo", SEND)
_MOST_NUMBERED = MOST // 2
_NO_TIME = "no change can be made after the time it says, or it says none"


def file_faults(connection: sa.Connection) -> Iterator[Fault]:
    """Yield what is wrong in what only this file has."""
    yield from _said_faults(connection)
    for row in connection.execute(sa.select(step)):
        if not holds(_is_step, row):
            yield Fault("step", row.id, "its line in the log is none")
    for row in connection.execute(sa.select(maker)):
        if not holds(lambda made: bool(is_id(made.step)) and is_maker(made.author, made.at), row):
            yield Fault("step", row.step, "nobody made it")
    for row in connection.execute(sa.select(draft)):
        if not holds(_is_draft, row):
            yield Fault("draft", row.target, "no memo is written so")


def _said_faults(connection: sa.Connection) -> Iterator[Fault]:
    """Yield what is wrong in what a file says of itself, and of its numbers."""
    entries = {row.key: row.value for row in connection.execute(sa.select(local))}
    for key, (is_sound, what) in _SAID.items():
        if not holds(is_sound, entries.get(key)):
            yield Fault("entry", key, what)
    if holds(_is_clock, entries.get("clock")):
        last = connection.scalar(sa.select(sa.func.max(change.c.clock)))
        if int(entries["clock"]) > max(this_clock(), last if is_clock(last) else 0) + AHEAD:
            yield Fault("entry", "clock", _NO_TIME)
    if _last_number(connection) > _MOST_NUMBERED:
        yield Fault("entry", "seq", "it leaves no number for changes to come")


def _last_number(connection: sa.Connection) -> int:
    """Return the largest number that a line of the journal or of the log has, or had."""
    last = [connection.scalar(sa.select(sa.func.max(table.c.seq))) for table in (change, step)]
    if connection.dialect.name == "sqlite":
        last.append(connection.exec_driver_sql("SELECT max(seq) FROM sqlite_sequence").scalar())
    return max((number for number in last if isinstance(number, int)), default=0)


def leave_out_of_file(connection: sa.Connection, fault: Fault) -> None:
    """Take out what is wrong; what a file says of itself a copy says anew."""
    if fault.kind == "step":
        connection.execute(sa.delete(step).where(step.c.id == fault.record))
        connection.execute(sa.delete(maker).where(maker.c.step == fault.record))
    elif fault.kind == "draft":
        connection.execute(sa.delete(draft).where(draft.c.target == fault.record))


def _is_said_id(value: Any) -> bool:
    return bool(is_id(value))


def _is_clock(value: Any) -> bool:
    return isinstance(value, str) and is_clock(int(value))


def _is_digest(value: Any) -> bool:
    return value is None or (len(value) == 64 and int(value, 16) >= 0)


def _are_paths(value: Any) -> bool:
    paths = json.loads(value or "[]")
    return isinstance(paths, list) and all(
        isinstance(path, str) and "\0" not in path for path in paths
    )


_SAID: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "project": (_is_said_id, "it is no id"),
    "file": (_is_said_id, "it is no id"),
    "clock": (_is_clock, _NO_TIME),
    "made": (_are_paths, "it names no files"),
    SENT: (_is_digest, "it is no digest of what was withdrawn"),
}
"""What a file says of itself -> whether it is sound, and what is said where it is not."""


def _is_step(row: Any) -> bool:
    spans, words = (row.first_change, row.last_change), (row.author_name, row.summary)
    return (
        bool(is_id(row.id))
        and is_maker(row.author, row.at)
        and row.act in _ACTS
        and all(type(offset) is int for offset in spans)
        and all(isinstance(word, str) for word in words)
        and all(identity is None or is_id(identity) for identity in (row.target, row.transcript))
    )


def _is_draft(row: Any) -> bool:
    if not is_id(row.coder) or not is_number(row.at, 2**53) or not isinstance(row.text, str):
        return False
    if row.about in (*ON_WORDS, IN_MUNICIPALITY):
        sign = ":" if row.about in ON_WORDS else "/"
        return sign in row.target and value_fault("memo", row.coder, "target", row.target) is None
    return row.about in (WRITTEN, *MEMO_TARGETS) and line_fault(row.target) is None
