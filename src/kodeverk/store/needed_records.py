"""Which removed records stay live: those that live ones need, so that none loses its ground.

A transcript that somebody has removed, and somebody else has coded meanwhile, is there with what
was known of it.
"""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.sql import visitors

from kodeverk.model.change import Change
from kodeverk.model.kinds import KEEPERS, KINDS, ON_ANY, PARTS
from kodeverk.model.records import ON_WORDS, target_passage
from kodeverk.store.batches import batches
from kodeverk.store.column_types import IdAsText, TextAsId
from kodeverk.store.placements import is_on_passage
from kodeverk.store.schema import state

_NEAR = tuple(
    kind
    for kind, keepers in KEEPERS.items()
    if kind not in PARTS and not any(keeper in (*KEEPERS, *PARTS) for keeper, _ in keepers)
)
"""The kinds kept by what nothing keeps: which of them can be needed, one change says."""

_CHAINED = tuple(kind for kind in reversed([*KEEPERS]) if kind not in (*_NEAR, *PARTS))
"""The kinds kept by what is kept itself: a change can reach any of them, and they are few."""

_GOING_ALONG = {kind: field for kind, field in ON_ANY.items() if not KINDS[kind].is_decided}
"""The kinds of what goes and comes back with the record of any kind that it is on."""


class _Need(NamedTuple):
    """How the removed records of a kind that are needed are found."""

    kind: str
    update: sa.Update
    """Lets them be live, and no other removed ones."""
    reads: frozenset[str]
    """The kinds that say whether one is needed."""
    near: str | None
    """The parameter `some` are the ids of records of this kind near which one can be."""
    of_removed: sa.Update | None = None
    """Does the same only in removed transcripts: enough where none of the `reads` changed."""


def keep_needed(connection: sa.Connection, changes: Sequence[Change] | None = None) -> None:
    """Let removed records that live ones need be live, and no other removed ones.

    Only what `changes`, folded already, can have made needed is looked at; without them everything
    is.
    """
    if changes is None:
        for need in _needs(everywhere=True):
            connection.execute(need.update)
        return
    kinds = {entry.kind for entry in changes}
    near = _near(connection, changes)
    for need in _needs(everywhere=False):
        is_touched = not kinds.isdisjoint(need.reads)
        if need.near is None:
            if is_touched:
                connection.execute(need.update)
            continue
        update = need.update if is_touched or need.of_removed is None else need.of_removed
        for some in batches(sorted(near[need.near])):
            connection.execute(update, {"some": some})


def _near(connection: sa.Connection, changes: Sequence[Change]) -> dict[str, set[str]]:
    """Return kind -> the records of it whose own need, or that of what is near, changed."""
    touched: dict[str, set[str]] = {}
    for entry in changes:
        touched.setdefault(entry.kind, set()).add(entry.record)
    near = {kind: touched.get(kind, set()) for kind in _NEAR}
    versions: set[str] = set()
    for kind, records in touched.items():
        for some in batches(sorted(records) if kind in _places() else ()):
            for row in connection.execute(_places()[kind], {"some": some}).mappings():
                for of, place in _places_in(row):
                    near.get(of, versions).add(place)
    table = state["version"]
    for some in batches(sorted(versions)):
        of_passages = sa.select(table.c.transcript).where(table.c.id.in_(some))
        near["transcript"].update(connection.scalars(of_passages))
    return near


def _places_in(row: sa.RowMapping) -> Iterator[tuple[str, str]]:
    """Yield what a row of `_places` says: kind and id of what may be needed, or of its version."""
    if "subject" not in row:
        yield from ((of, place) for of, place in row.items() if place is not None)
    elif row["subject_kind"] in ON_WORDS:
        yield "version", target_passage(row["subject"])[0]
    elif row["subject_kind"] in _NEAR:
        yield row["subject_kind"], row["subject"]


@functools.cache
def _places() -> dict[str, sa.Select[Any]]:
    """Return kind -> what gives what some records of the kind are near."""
    some: sa.BindParameter[Any] = sa.bindparam("some", expanding=True)
    columns: dict[str, list[sa.ColumnElement[Any]]] = {
        kind: [state[kind].c.transcript.label("transcript")] for kind in PARTS
    }
    for kept in _NEAR:
        for keeper, field in KEEPERS[kept]:
            columns.setdefault(keeper, []).append(state[keeper].c[field].label(kept))
    for kind, field in ON_ANY.items():
        table = state[kind]
        columns[kind] = [
            table.c[field].label("subject"),
            table.c[f"{field}_kind"].label("subject_kind"),
        ]
    return {
        kind: sa.select(*chosen).where(state[kind].c.id.in_(some)).distinct()
        for kind, chosen in columns.items()
    }


@functools.cache
def _needs(*, everywhere: bool) -> tuple[_Need, ...]:
    """Return how what is needed is found, in order; made once, as every write asks for it.

    Not `everywhere`, it is looked for near some records.
    """
    some: sa.BindParameter[Any] = sa.bindparam("some", expanding=True)
    transcript = state["transcript"]
    removed = sa.select(transcript.c.id).where(sa.not_(transcript.c.present))
    if not everywhere:
        removed = removed.where(transcript.c.id.in_(some))
    kept = removed.where(transcript.c.live)
    needs: list[_Need] = []

    def add(
        kind: str,
        near: str | None,
        place: sa.ColumnElement[Any] | None,
        *reasons: sa.ColumnElement[bool],
    ) -> None:
        table = state[kind]
        needed = sa.or_(*reasons, *_kept_by_others(kind))
        if kind in _OWN_REASONS:
            needed = sa.or_(needed, _OWN_REASONS[kind]())
        these = sa.update(table).where(sa.not_(table.c.present))
        if place is not None and not everywhere:
            these = these.where(place.in_(some))
        update = these.values(live=needed)
        reads = _tables(update)
        chain = (earlier.reads for earlier in needs if earlier.kind in reads and near is None)
        of_removed = None
        if kind in _SLOW:
            of_removed = these.where(table.c.transcript.in_(removed)).values(live=needed)
        needs.append(_Need(kind, update, reads.union(*chain), near, of_removed))

    for kind in _NEAR:
        add(kind, kind, state[kind].c.id)
    for kind in PARTS:
        column = state[kind].c.transcript
        add(kind, "transcript", column, column.in_(kept))
    for kind, field in _GOING_ALONG.items():
        subject = state[kind].c[field]
        of_kept = sa.exists().where(
            transcript.c.id == TextAsId(subject),
            sa.not_(transcript.c.present),
            transcript.c.live,
        )
        add(kind, "transcript", subject, of_kept)
    for kind in _CHAINED:
        add(kind, None, None)
    return (*needs,)


def _kept_by_others(kind: str) -> Iterator[sa.ColumnElement[bool]]:
    """Yield what is true of records of a kind that live ones keep."""
    table = state[kind]
    keeping: list[sa.ColumnElement[bool]] = []
    for keeper, field in KEEPERS.get(kind, ()):
        if keeper != kind:
            other = state[keeper]
            is_kept = sa.exists().where(other.c[field] == table.c.id, other.c.live)
            if kind in PARTS:
                # By the transcript too, so that an index finds them.
                is_kept = is_kept.where(other.c.transcript == table.c.transcript)
            keeping.append(is_kept)
    for keeper, field in KEEPERS.get(kind, ()):
        if keeper == kind:
            used = (
                sa.select(table.c.id, table.c[field])
                .where(sa.or_(table.c.present, *keeping))
                .cte("used", recursive=True)
            )
            above = table.alias("above")
            used = used.union(
                sa.select(above.c.id, above.c[field]).where(above.c.id == used.c[field])
            )
            keeping = [table.c.id.in_(sa.select(used.c.id))]
    yield from keeping


def _tables(statement: sa.Update) -> frozenset[str]:
    """Return the names of the tables that a statement reads."""
    elements = visitors.iterate(statement)
    return frozenset(table.name for table in elements if isinstance(table, sa.Table))


def _noted() -> sa.ColumnElement[bool]:
    """Return what is true of transcripts that somebody has a memo on, or on a passage in them."""
    memo, version, transcript = state["memo"], state["version"], state["transcript"]
    return sa.or_(
        sa.exists().where(memo.c.live, memo.c.target == IdAsText(transcript.c.id)),
        sa.exists().where(
            memo.c.live,
            memo.c.target_kind.in_(ON_WORDS),
            version.c.transcript == transcript.c.id,
            is_on_passage(memo, version),
        ),
    )


def _shown() -> sa.ColumnElement[bool]:
    """Return what is true of versions that are the current one of a transcript.

    One that was taken back here may be that all the same, by a merge.
    """
    transcript, version = state["transcript"], state["version"]
    return sa.exists().where(
        transcript.c.id == version.c.transcript,
        transcript.c.version == version.c.id,
        transcript.c.live,
    )


def _speaking() -> sa.ColumnElement[bool]:
    """Return what is true of speakers who speak in the current version of a transcript.

    Turns may be recognised of somebody who no longer speaks where they were recognised anew.
    """
    transcript, speaker = state["transcript"], state["speaker"]
    current = state["version"].alias()
    return sa.exists().where(
        transcript.c.id == speaker.c.transcript,
        transcript.c.live,
        current.c.id == transcript.c.version,
        sa.not_(current.c.present) | current.c.turns.contains(IdAsText(speaker.c.id)),
    )


_OWN_REASONS: Mapping[str, Callable[[], sa.ColumnElement[bool]]] = {
    "transcript": _noted,
    "version": _shown,
    "speaker": _speaking,
}
"""Kind -> what keeps its records beside what the table of kinds says."""

_SLOW = ("speaker",)
"""To look for these in turns takes long."""
