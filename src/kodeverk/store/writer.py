"""Writing: the changes of one step, gathered and then put on disk together."""

import time
from collections.abc import Iterable
from functools import cached_property
from typing import Final

import sqlalchemy as sa

from kodeverk.errors import Refused, StaleWrite
from kodeverk.model.allowed_values import cleaned
from kodeverk.model.change import (
    BIRTH,
    EXISTS,
    Change,
    Value,
    canonical,
    fold,
    heads,
    shared_birth,
)
from kodeverk.model.identity import new_id, transcript_id
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Coder
from kodeverk.model.text import text_hash
from kodeverk.store import journal
from kodeverk.store.many_rows import insert_rows
from kodeverk.store.schema import local, state, step, text
from kodeverk.store.step_transcript import StepTranscript
from kodeverk.store.withdrawal.marks import forgotten_records, is_withdrawn

_MOST_GATHERED = 2_000
"""Changes held in memory before they are written, so that a large import needs little of it."""

# Made once: every write needs them.
_CLOCK = sa.select(local.c.value).where(local.c.key == "clock")
_SET_CLOCK = sa.update(local).where(local.c.key == "clock").values(value=sa.bindparam("clock"))

_THERE = sa.select(text.c.hash).where(text.c.hash == sa.bindparam("one"))
_KEEP = sa.insert(text)

_line = step.alias("line")
_MOVE = (
    sa.update(step)
    .where(step.c.id == sa.bindparam("about"))
    .values(
        undone=sa.bindparam("taken"),
        moved=sa.select(_line.c.seq).where(_line.c.id == sa.bindparam("line")).scalar_subquery(),
    )
)

UNREAD: Final = object()
"""Stands for "whatever the field holds now" where a write names no value it was read with."""


class Writer:
    """The changes of one step, gathered and then written together."""

    def __init__(self, connection: sa.Connection, author: Coder, summary: str) -> None:
        self.connection = connection
        self.author = author
        self.summary = summary
        self.step = new_id()
        self._pending: dict[str, Change] = {}
        self._of_record: dict[str, list[Change]] = {}
        self._fresh: set[str] = set()
        self._stored: dict[str, list[Change]] = {}
        self._written: tuple[int, int] | None = None
        self._clock = next_clock(connection)
        self._reach = StepTranscript(author.id)

    @cached_property
    def _forgotten(self) -> frozenset[str]:
        """The ids of transcripts and informants that are forgotten: none is while this writes."""
        return forgotten_records(self.connection)

    def put_text(self, content: str) -> str:
        """Keep a normalised text, once, and return its hash.

        Raises Refused for one that was withdrawn for good.
        """
        digest = text_hash(content)
        if self.connection.scalar(_THERE, {"one": digest}) is None:
            gone = transcript_id(digest) in self._forgotten
            if gone or is_withdrawn(self.connection, digest):
                raise Refused(
                    "this text was withdrawn from the project for good",
                    "Leave the file out, or import the text as it was made to read instead.",
                )
            self.connection.execute(_KEEP, {"hash": digest, "text": content})
        return digest

    def expect(self, records: Iterable[str]) -> None:
        """Look at once for what is known of records that are to be written."""
        unread = [each for each in records if each not in self._fresh and each not in self._stored]
        found = journal.histories(self.connection, unread)
        self._stored |= {record: found.get(record, []) for record in unread}

    def born(self, kind: str, values: dict[str, Value], record: str | None = None) -> str:
        """Make a record that only this author makes; return its id."""
        if len(self._pending) >= _MOST_GATHERED:
            self.flush()
        record = record or new_id()
        values = _cleaned(kind, values)
        self._fresh.add(record)
        self._add(
            Change(new_id(), self._tick(), self.author.id, self.step, kind, record, BIRTH, values)
        )
        return record

    def share(
        self,
        kind: str,
        record: str,
        values: dict[str, Value],
        *,
        source: str | None = None,
        afresh: bool = False,
    ) -> str:
        """Make a record that anybody makes alike from the same source; return its id.

        One that is there already is left as it is; one that was removed is there again, as it was
        or `afresh` with these values. `source` is as `shared_birth` takes it. Raises Refused for a
        transcript or informant that was forgotten for good.
        """
        past = self._past(record)
        values = _cleaned(kind, values)
        if not past and KINDS[kind].forgettable and record in self._forgotten:
            raise Refused(
                f"{values.get('name', kind)} was forgotten for good: the consent was withdrawn",
                "Leave it out; a person who comes anew needs another pseudonym.",
            )
        birth = shared_birth(kind, record, values, self.step, source)
        if not past:
            self._fresh.add(record)
            self._add(birth)
        elif not fold(past).live:
            self.set(kind, record, EXISTS, True)
            for field, value in values.items() if afresh else ():
                self.set(kind, record, field, value)
        return record

    def put(
        self, kind: str, record: str, values: dict[str, Value], *, source: str | None = None
    ) -> bool:
        """Make a record as its source gives it, or bring it to that; tell whether it differed."""
        past = self._past(record)
        was_there = bool(past) and fold(past).live
        self.share(kind, record, values, source=source)
        if not past:
            return True
        changed = [field for field, value in values.items() if self.set(kind, record, field, value)]
        return bool(changed) or not was_there

    def say(self, kind: str, record: str, values: dict[str, Value]) -> bool:
        """Make a record that is the author's word, not a source's, or bring it to that.

        Tell whether it differed. Somebody who says another in another copy is in conflict with it.
        """
        if self._past(record):
            return self.put(kind, record, values)
        self.born(kind, values, record)
        return True

    def set(
        self, kind: str, record: str, field: str, value: Value, *, expected: object = UNREAD
    ) -> bool:
        """Give a field a value; return False when it has it already.

        Raises StaleWrite when `expected` is given and the field holds something else by now, and
        when the record is no longer in the project.
        """
        past = self._past(record)
        if not past:
            raise StaleWrite(
                f"the {kind} is no longer in the project: its merge has been undone",
                "Look at the project as it is now.",
            )
        there = heads(past, EXISTS)
        if field != EXISTS and there and there[-1].value_of(EXISTS) is False:
            raise StaleWrite(
                f"{self._name_of(there[-1].author)} has removed this {kind} meanwhile",
                "Look at the project as it is now.",
            )
        value = cleaned(kind, field, value)
        tops = heads(past, field)
        now = tops[-1].value_of(field) if tops else None
        if expected is not UNREAD and now != expected:
            author = tops[-1].author if tops else None
            raise StaleWrite(
                f"{self._name_of(author)} has changed the {field} of this {kind} to "
                f"{canonical(now)} meanwhile",
                "Look at it as it is now and do it again if it still should be done.",
            )
        if len(tops) == 1 and canonical(now) == canonical(value):
            return False
        replaced = tuple(head.id for head in tops)
        if len(tops) == 1 and tops[0].id in self._pending and tops[0].field != BIRTH:
            del self._pending[tops[0].id]
            self._of_record[record].remove(tops[0])
            replaced = tops[0].replaces
        self.replace(kind, record, field, value, replaced)
        return True

    def remove(self, kind: str, record: str) -> bool:
        """Let a record no longer exist; return False when it does not."""
        return self.set(kind, record, EXISTS, False)

    def replace(
        self, kind: str, record: str, field: str, value: Value, replaced: tuple[str, ...]
    ) -> None:
        """Add a change that replaces exactly the named ones: for taking steps back."""
        self._add(
            Change(
                new_id(),
                self._tick(),
                self.author.id,
                self.step,
                kind,
                record,
                field,
                value,
                replaced,
            )
        )

    def finish(self, act: str = "do", target: str | None = None) -> bool:
        """Write the step; return False when it changed nothing.

        Taking a step back is logged even when all of it had to stay, so that the next undo goes on.
        """
        if self._pending or self._written:
            self._introduce_author()
        self.flush()
        if not self._written and act == "do":
            return False
        first, last = self._written or journal.no_changes(self.connection)
        log_step(
            self.connection,
            identity=self.step,
            author=self.author,
            act=act,
            target=target,
            summary=self.summary,
            first=first,
            last=last,
            transcript=self._reach.transcript(self.connection),
        )
        set_clock(self.connection, self._clock)
        return True

    def flush(self) -> None:
        """Put the gathered changes into the database, so that queries on its connection see them.

        The transaction goes on.
        """
        if not self._pending:
            return
        first, last = journal.append(
            self.connection, [*self._pending.values()], frozenset(self._fresh)
        )
        if first <= last:
            self._written = (self._written[0] if self._written else first, last)
        self._pending.clear()
        self._of_record.clear()
        self._fresh.clear()
        self._stored.clear()

    def _introduce_author(self) -> None:
        if self.author.id not in self._of_record:
            values: dict[str, Value] = {"name": self.author.name, "kind": self.author.kind}
            self.share("coder", self.author.id, values)

    def _add(self, change: Change) -> None:
        self._reach.note(change)
        self._pending[change.id] = change
        self._of_record.setdefault(change.record, []).append(change)

    def _past(self, record: str) -> list[Change]:
        if record not in self._fresh and record not in self._stored:
            self._stored[record] = journal.history(self.connection, record)
        return self._stored.get(record, []) + self._of_record.get(record, [])

    def _tick(self) -> int:
        self._clock += 1
        return self._clock

    def _name_of(self, author: str | None) -> str:
        coder = state["coder"]
        name = self.connection.scalar(sa.select(coder.c.name).where(coder.c.id == author))
        return name or "Somebody"


def _cleaned(kind: str, values: dict[str, Value]) -> dict[str, Value]:
    """Return the fields of a record as the project keeps them, whoever gives them."""
    return {field: cleaned(kind, field, value) for field, value in values.items()}


def next_clock(connection: sa.Connection) -> int:
    """Return a hybrid logical clock later than every change in the project and than now."""
    last = int(connection.scalar(_CLOCK) or 0)
    return max(last + 1, time.time_ns() // 1_000_000 << 16)


def set_clock(connection: sa.Connection, clock: int) -> None:
    """Remember the latest clock a change in this file carries."""
    connection.execute(_SET_CLOCK, {"clock": str(clock)})


def log_step(
    connection: sa.Connection,
    *,
    identity: str,
    author: Coder,
    act: str,
    target: str | None,
    summary: str,
    first: int,
    last: int,
    transcript: str | None = None,
) -> None:
    """Write a line in this file's log of steps: changes `first`..`last` by `seq`.

    A line that takes a step back, or does it again, is the last one about that step.
    """
    row = {
        "id": identity,
        "author": author.id,
        "author_name": author.name,
        "at": time.time_ns() // 1_000_000,
        "act": act,
        "target": target,
        "summary": summary,
        "first_change": first,
        "last_change": last,
        "transcript": transcript,
        "undone": False,
    }
    insert_rows(connection, step, [row])
    about = {"about": target or identity, "line": identity, "taken": act == "undo"}
    connection.execute(_MOVE, about)
