"""Which transcript a step keeps within: what is near at hand while one codes it.

A step that touches several transcripts, or what the whole project has in common, keeps within
none: an import, a codebook, a merge, assignments of others. A code that comes together with its
first coding keeps within the transcript of that: nothing else knows it yet.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import BIRTH, EXISTS, Change
from kodeverk.model.identity import consensus_id
from kodeverk.model.kinds import KINDS, ON_ANY
from kodeverk.model.records import ON_WORDS, target_passage
from kodeverk.store.batches import batches
from kodeverk.store.queries.joining import one_with
from kodeverk.store.schema import state

_COMMON = {
    kind: {BIRTH, EXISTS, *(name for name, field in about.fields.items() if field.common)}
    for kind, about in KINDS.items()
    if about.common
}
"""Kind -> what reaches beyond its transcript: what brings a text or takes it away, and who is its
main coder."""

_PEOPLE = {
    kind for kind, about in KINDS.items() if about.stays and "transcript" not in about.fields
}
"""The kinds of who comes with a transcript and is in no other, for nobody knows them yet."""

_KEPT_BY_CODINGS = {
    kind for kind, about in KINDS.items() if about.keeps and "transcript" not in about.fields
}
"""The kinds of what may come, and go, together with the codings of it."""


class StepTranscript:
    """Learns the changes of one step as they are made, and tells the transcript they are all in."""

    def __init__(self, author: str) -> None:
        self._author = author
        self._is_wide = False
        self._transcripts: set[str] = set()
        self._others: dict[str, set[str]] = {}
        self._people: set[str] = set()
        self._whose: set[str] = set()

    def note(self, change: Change) -> None:
        """Take note of a change."""
        if self._is_wide or (change.kind, change.record) == ("coder", self._author):
            return
        if change.kind in _PEOPLE and change.field == BIRTH:
            self._people.add(change.record)
        if change.record in self._people:
            return
        if change.kind in _KEPT_BY_CODINGS and change.field in (BIRTH, EXISTS):
            return
        if change.kind == "transcript":
            self._transcripts.add(change.record)
        elif (
            change.field == BIRTH
            and isinstance(change.value, dict)
            and _refers(change.kind)
            and change.value.get("transcript") is not None
        ):
            self._transcripts.add(str(change.value.get("transcript")))
            if KINDS[change.kind].implied:
                self._whose.add(str(change.value.get("coder")))
            self._is_wide |= change.value.get("origin") == "imported"
        else:
            self._others.setdefault(change.kind, set()).add(change.record)
        self._is_wide |= change.field in _COMMON.get(change.kind, ())
        self._is_wide |= len(self._transcripts) > 1

    def transcript(self, connection: sa.Connection) -> str | None:
        """Return the transcript that all the changes are in, now that they are written, or None."""
        for kind, records in self._others.items():
            if not self._is_wide:
                self._transcripts |= self._found(connection, kind, records)
                self._is_wide |= len(self._transcripts) > 1
        if self._is_wide or not self._transcripts:
            return None
        others = self._whose - {self._author}
        if others and others.difference(one_with(connection, self._author)):
            return None
        return next(iter(self._transcripts))

    def _found(self, connection: sa.Connection, kind: str, records: set[str]) -> set[str]:
        table, transcripts = state[kind], set[str]()
        if kind in ON_ANY:
            field = ON_ANY[kind]
            targets = sa.select(table.c[f"{field}_kind"], table.c[field])
            for row in _chosen(connection, targets, table, records):
                if row[1] not in self._people:
                    transcripts |= self._of_target(connection, row[0], row[1])
        elif _refers(kind):
            for row in _chosen(connection, _transcripts(kind), table, records):
                if row.transcript is None:
                    return self._none()
                transcripts.add(row.transcript)
                if KINDS[kind].implied:
                    self._whose.add(row.coder)
        else:
            self._is_wide = True
        return transcripts

    def _of_target(self, connection: sa.Connection, kind: str, target: str | None) -> set[str]:
        """Return the transcript of what a memo is on, or a variable of."""
        if kind in ON_WORDS and target is not None:
            kind, target = "version", target_passage(target)[0]
        if kind == "transcript" and target is not None:
            return {target}
        return self._found(connection, kind, {str(target)}) if _refers(kind) else self._none()

    def _none(self) -> set[str]:
        self._is_wide = True
        return set()


class Work(NamedTuple):
    """The transcript that a coding, memo or decision is in, whose it is, and what a memo is on.

    Any is None where there is none.
    """

    transcript: str | None
    coder: str | None
    target_kind: str = ""
    target: str | None = None


def whose_work(connection: sa.Connection, kind: str, record: str) -> Work:
    """Return where a coding, memo or decision is and whose; a memo of nobody's is its coding's."""
    table = state[kind]
    row = connection.execute(sa.select(table).where(table.c.id == record)).first()
    if row is None:
        return Work(None, None)
    if kind == "coding":
        return Work(row.transcript, row.coder)
    if kind == "decision":
        return Work(row.transcript, consensus_id())
    found = StepTranscript("")._of_target(connection, row.target_kind, row.target)
    coder = row.coder
    if coder is None and row.target_kind == "coding":
        coder = whose_work(connection, "coding", str(row.target)).coder
    return Work(next(iter(found), None), coder, row.target_kind, row.target)


def _refers(kind: str) -> bool:
    """Tell whether records of a kind belong to a transcript, which they name."""
    return kind in KINDS and "transcript" in KINDS[kind].fields


@cache
def _transcripts(kind: str) -> sa.Select[Any]:
    table = state[kind]
    named = (table.c[name] for name in ("transcript", "coder") if name in table.c)
    return sa.select(*named).distinct()


def _chosen(
    connection: sa.Connection, chosen: sa.Select[Any], table: sa.Table, records: set[str]
) -> Iterable[Any]:
    for some in batches(sorted(records)):
        yield from connection.execute(chosen.where(table.c.id.in_(some)))
