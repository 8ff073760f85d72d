"""Proof: the database is whole, and its state is what its changes make of it."""

import heapq
import itertools
import json
from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.allowed_values import in_quotes, is_id
from kodeverk.model.change import Folded, fold
from kodeverk.model.kinds import FIELDS
from kodeverk.model.records import Turn, unpack_turns
from kodeverk.store import journal
from kodeverk.store.schema import conflict, state, text
from kodeverk.store.standing import is_behind, standing
from kodeverk.store.withdrawal.traces import kept_digests


class HashedVersion(NamedTuple):
    """A version's text beside the hash it should have, and its turns."""

    id: str
    transcript: str
    hash: str
    text: str
    turns: tuple[Turn, ...]


class Quote(NamedTuple):
    """A coding's span and the digest of its words when it was made."""

    start: int
    end: int
    digest: str


def file_problems(connection: sa.Connection) -> Iterator[str]:
    """Yield what SQLite finds wrong with the pages of a file."""
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        for line in said.splitlines():
            if line != "ok" and not line.startswith("***"):  # the name of the database
                yield f"the file is damaged: {line}"


def database_problems(connection: sa.Connection) -> Iterator[str]:
    """Yield what the database itself finds wrong."""
    if connection.dialect.name != "sqlite":
        return
    yield from file_problems(connection)
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"a {row[0]} refers to a {row[2]} that is not there"


def state_problems(connection: sa.Connection) -> Iterator[str]:
    """Yield every record whose state is not the fold of its changes, and every missing one."""
    disputed: set[tuple[str, str, str]] = set()
    for kind in FIELDS:
        nameless: set[str] = set()
        folded = _noting_disputes(kind, journal.folded_anew(connection, kind), disputed)
        stored = journal.read_state(connection, kind, removed=True)
        folded, stored = (_noting_nameless(side, nameless) for side in (folded, stored))
        for record, sides in itertools.groupby(
            _by_record(folded, stored), key=lambda pair: pair[0]
        ):
            shown_by_both = [shown for _, shown in sides]
            if len(shown_by_both) != 2:
                yield f"the {kind} {record} is in the state or in the journal, not in both"
            elif shown_by_both[0] != shown_by_both[1]:
                yield f"the {kind} {record} differs from what its changes make of it"
        for shown in sorted(map(in_quotes, nameless)):
            yield f"the {kind} {shown}: its id is none"
    columns = (conflict.c.kind, conflict.c.record, conflict.c.field)
    kept = {tuple(row) for row in connection.execute(sa.select(*columns))}
    for kind, record in sorted({field[:2] for field in kept ^ disputed}, key=repr):
        named = f"{in_quotes(kind)} {in_quotes(record)}"
        yield f"the conflicts kept of {named} are not those that its changes make"
    yield from _liveness_problems(connection)


def _noting_disputes(
    kind: str, folded: Iterator[tuple[str, Folded]], disputed: set[tuple[str, str, str]]
) -> Iterator[tuple[str, Folded]]:
    """Pass folded records on, and add to `disputed` the fields of theirs that are in conflict."""
    for record, state_of in folded:
        disputed.update((kind, record, field) for field in state_of.conflicts)
        yield record, state_of


def _noting_nameless(
    records: Iterator[tuple[str, Folded]], nameless: set[str]
) -> Iterator[tuple[str, Folded]]:
    """Pass records on, and add to `nameless` what stands in place of an id: it is in no order."""
    for record, state_of in records:
        if isinstance(record, str) and is_id(record):
            yield record, state_of
        else:
            nameless.add(record)


def hashed_versions(connection: sa.Connection) -> Iterator[HashedVersion]:
    """Yield every version of every transcript."""
    table = state["version"]
    digests = kept_digests(connection)
    rows = connection.execute(
        sa.select(
            table.c.id, table.c.transcript, table.c.text, table.c.turns, text.c.text.label("w")
        )
        .join(text, text.c.hash == table.c.text)
        .order_by(table.c.id)
        .execution_options(yield_per=20)
    )
    for row in rows:
        turns = unpack_turns(json.loads(row.turns))
        yield HashedVersion(row.id, row.transcript, digests.get(row.text, row.text), row.w, turns)


def quotes(connection: sa.Connection) -> dict[str, list[Quote]]:
    """Return version -> the quotes of its live codings."""
    table = state["coding"]
    quotes: dict[str, list[Quote]] = {}
    for row in connection.execute(
        sa.select(table.c.version, table.c.start, table.c.end, table.c.quote).where(table.c.live)
    ):
        quotes.setdefault(row.version, []).append(Quote(row.start, row.end, row.quote))
    return quotes


def _by_record(*streams: Iterator[tuple[str, Folded]]) -> Iterator[tuple[str, object]]:
    """Merge streams that are in the order of their record ids; records as can be compared."""
    return heapq.merge(*map(_shown, streams), key=lambda pair: pair[0])


def _shown(stream: Iterator[tuple[str, Folded]]) -> Iterator[tuple[str, object]]:
    for record, folded in stream:
        values = {name: value for name, value in folded.values.items() if value not in (None, [])}
        yield record, (folded.live, values, folded.born)


def _liveness_problems(connection: sa.Connection) -> Iterator[str]:
    where = standing(connection)
    for kind, table in state.items():
        hidden = sa.select(table.c.id).where(table.c.present, sa.not_(table.c.live))
        wrong = [
            record
            for record in connection.scalars(hidden).all()
            if not is_behind(kind, record, fold(journal.history(connection, record)).values, where)
        ]
        if wrong:
            yield f"records of the kind {kind} that exist but are not shown: {len(wrong)}"
