"""Merging: the union of two sets of changes, and what it did to each record.

Marks of withdrawals are united first. Each side is brought to what all marks say: the project in
place, the other on its way in, so that no word that was withdrawn comes in for a moment.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import EXISTS, canonical
from kodeverk.model.kinds import FIELDS, FORGETTABLE
from kodeverk.model.text import normalise, text_hash
from kodeverk.store import dating, faults, journal
from kodeverk.store.batches import batches
from kodeverk.store.derived_files import forget_paths
from kodeverk.store.drafts import without_in_drafts
from kodeverk.store.incoming_changes import add_changes
from kodeverk.store.many_rows import insert_rows
from kodeverk.store.needed_records import keep_needed
from kodeverk.store.schema import change, maker, state, step, text
from kodeverk.store.withdrawal.dependents import Record
from kodeverk.store.withdrawal.enforcement import (
    Enforcement,
    carry_out,
    enforcement,
    keep_traces,
    needs_none,
)
from kodeverk.store.withdrawal.freed_pages import note_withdrawal
from kodeverk.store.withdrawal.log import without_in_log
from kodeverk.store.withdrawal.mark_faults import faults_alone, faults_of_places
from kodeverk.store.withdrawal.marks import read_marks
from kodeverk.store.withdrawal.substitution import Substitution
from kodeverk.store.withdrawal.traces import kept_digests
from kodeverk.store.writer import next_clock, set_clock

_TOLD = ("transcript", "memo")
"""The kinds of what people are told, beside codings, that somebody has removed it."""


class Withheld(NamedTuple):
    """A coding that is not in the result, because its words are forgotten."""

    coding: str
    code: str
    coder: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Union:
    """What came in: changes by `seq`, live records added per kind, lost codings."""

    first: int
    last: int
    added: dict[str, int]
    removed: tuple[str, ...]
    """Codings that were live on one side and are not in the result: somebody removed them."""
    removed_beside: tuple[tuple[str, str], ...] = ()
    """Likewise kind and id of transcripts and memos."""
    withheld: tuple[Withheld, ...] = ()
    """Codings that were live on one side, of what is forgotten for good."""
    withdrawn: tuple[str, ...] = ()
    """Transcripts, by name, that the other's marks took words from here, or took away."""
    people: tuple[str, ...] = ()
    """People, by name, whom the other's marks took away here."""
    withdrew: bool = False
    """Whether marks of withdrawals came in, or more of what they reach was found."""
    unsearched: tuple[str, ...] = ()
    """Pseudonyms of words that could not be looked for on one side: it never had where they stood.
    """
    dated_anew: bool = False
    """Whether changes that were there have the earlier date now that the other has."""


def unite(into: sa.Connection, source: sa.Connection, *, is_part: bool = False) -> Union:
    """Add to `into` every text and change of `source` that it lacks, and fold what they touch.

    A source that `is_part` of a project holds texts, changes and makers, folded to nothing; what
    was withdrawn is the same there and in `into`. Raises `faults.Unsound` for what no project
    holds, naming the record.
    """
    before = into.scalar(sa.select(sa.func.coalesce(sa.func.max(change.c.seq), 0)))
    assert isinstance(before, int)
    enforced = _Enforced() if is_part else _enforce(into, source)
    _add_texts(into, source, enforced.incoming, _texts_of_part if is_part else _texts_of_versions)
    waiting, dated_anew = add_changes(into, source, enforced.incoming)
    _add_makers(into, source, before)
    mine = {kind: _live(into, kind, records) for kind, records in waiting.items()}
    _fold(into, source, before, waiting)
    kinds = {
        *waiting,
        *into.scalars(sa.select(change.c.kind).where(change.c.seq > before).distinct()),
    }
    for fault in faults.record_faults(into, before, kinds):
        faults.refuse_source(source, fault)
    withdrew = enforced.marked
    if enforced.enforcement:
        withdrew |= keep_traces(enforced.enforcement)
    last = into.scalar(sa.select(sa.func.coalesce(sa.func.max(change.c.seq), 0)))
    assert isinstance(last, int)
    latest = into.scalar(sa.select(sa.func.max(change.c.clock)).where(change.c.seq > before)) or 0
    marks = enforced.enforcement.reached.marks if enforced.enforcement else ()
    set_clock(into, max(latest, next_clock(into), *map(dating.mark_clock, marks)))
    added = {
        kind: len(_come(into, kind, before, waiting.get(kind, ())) - mine.get(kind, set()))
        for kind in kinds
    }
    if is_part:
        for kind in ("coding", *_TOLD):
            mine[kind] = mine.get(kind, set()) | _there(source, kind)
    return Union(
        before + 1,
        last,
        {kind: added[kind] for kind in FIELDS if added.get(kind)},
        tuple(sorted(_removed(into, source, "coding", mine))),
        tuple(
            (kind, record)
            for kind in _TOLD
            for record in sorted(_removed(into, source, kind, mine))
        ),
        enforced.withheld,
        enforced.withdrawn,
        enforced.people,
        withdrew,
        tuple(sorted(enforced.enforcement.reached.unsearched)) if enforced.enforcement else (),
        dated_anew,
    )


class _Enforced(NamedTuple):
    """What the marks of both sides did to the project, and do to what comes in."""

    enforcement: Enforcement | None = None
    withheld: tuple[Withheld, ...] = ()
    withdrawn: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    marked: bool = False

    @property
    def incoming(self) -> Substitution | None:
        """What becomes of what comes in."""
        return self.enforcement.substitutions[1] if self.enforcement else None


def _enforce(into: sa.Connection, source: sa.Connection) -> _Enforced:
    """Unite the marks of both sides and rewrite `into` as they say; nothing else comes in yet."""
    if needs_none(into, source):
        return _Enforced()
    for fault in chain(faults.change_faults(source), faults_alone(source)):
        faults.refuse_source(source, fault)  # what comes in is read as a whole
    here, theirs, now = read_marks(into), read_marks(source), dating.this_clock()
    for mark in sorted(theirs - here):
        dating.refuse_ahead(source, "withdrawal", mark.id, dating.mark_clock(mark), now)
    enforced = enforcement([into, source], here | theirs)
    for fault in faults_of_places(enforced.sides, enforced.reached.marks):
        faults.refuse_source(source, fault)
    own, incoming = enforced.substitutions
    withheld = {*_withheld(into, own), *_withheld(source, incoming)}
    forgot = {
        kind: _names(into, kind, {record for of, record in own.gone if of == kind})
        for kind in FORGETTABLE
    }
    replaced = enforced.sides[0].replaced
    if carry_out(enforced, here) or own.texts or here - enforced.reached.marks:
        note_withdrawal(into, next_clock(into))
    without_in_log(into, replaced)
    without_in_drafts(into, replaced)
    forget_paths(into, [*replaced, *forgot["transcript"]])
    withdrawn = forgot["transcript"] + _names(into, "transcript", own.transcripts)
    marked = enforced.reached.marks != here
    return _Enforced(enforced, tuple(sorted(withheld)), withdrawn, forgot["informant"], marked)


def _withheld(connection: sa.Connection, change_of: Substitution) -> Iterator[Withheld]:
    coding = state["coding"]
    gone = {record for kind, record in change_of.gone if kind == "coding"}
    if gone:
        columns = [coding.c[name] for name in ("id", "code", "coder", "start", "end")]
        for row in connection.execute(sa.select(*columns).where(coding.c.live)):
            if row.id in gone:
                yield Withheld(*row)


def _names(connection: sa.Connection, kind: str, records: set[str]) -> tuple[str, ...]:
    """Return the names that transcripts or informants have now, in their order."""
    table = state[kind]
    rows = connection.execute(sa.select(table.c.id, table.c.name))
    return tuple(sorted(row.name for row in rows if row.id in records))


def _texts_of_versions(source: sa.Connection, gone: Collection[Record]) -> dict[str, str]:
    """Return the texts of the versions that are not gone -> one that has it."""
    version = state["version"]
    rows = source.execute(sa.select(version.c.id, version.c.text))
    return {row.text: row.id for row in rows if ("version", row.id) not in gone}


def _texts_of_part(source: sa.Connection, _gone: Collection[Record]) -> dict[str, str]:
    """Return the texts that are part of a project, and what each is called in messages."""
    return {digest: digest for digest in source.scalars(sa.select(text.c.hash))}


def _add_texts(
    into: sa.Connection,
    source: sa.Connection,
    incoming: Substitution | None,
    texts: Callable[[sa.Connection, Collection[Record]], dict[str, str]],
) -> None:
    known = set(into.scalars(sa.select(text.c.hash)))
    digests = kept_digests(source)
    lacking = texts(source, incoming.gone if incoming else ())
    for digest in sorted(lacking.keys() - known, key=str):
        content = source.scalar(sa.select(text.c.text).where(text.c.hash == digest))
        wrong = ""
        if not isinstance(content, str) or text_hash(content) != digests.get(digest, digest):
            wrong = "its text is not the one that was imported"
        elif normalise(content) != content:
            wrong = "its text holds signs that no project keeps"
        if wrong:
            faults.refuse_source(source, faults.Fault("version", lacking[digest], wrong))
        words = incoming.texts.get(digest, content) if incoming else content
        into.execute(sa.insert(text), {"hash": digest, "text": words})


def _fold(
    into: sa.Connection,
    source: sa.Connection,
    before: int,
    touched: Mapping[str, Sequence[str]],
) -> None:
    """Fold anew the records that came in. Raises BadProject where that makes no sound record."""
    for fault in faults.mixed_faults(into, before):
        faults.refuse_source(source, fault)
    try:
        journal.refold(
            into, ((kind, record) for kind, records in touched.items() for record in records)
        )
        keep_needed(into)
    except faults.UNREADABLE:
        for fault in faults.fold_faults(into, touched):
            faults.refuse_source(source, fault)
        raise


def _add_makers(into: sa.Connection, source: sa.Connection, before: int) -> None:
    """Keep who made what came in and does not say it itself: births that anybody makes alike."""
    nobodys = sa.select(change.c.step).where(change.c.seq > before, change.c.author.is_(None))
    steps = into.scalars(nobodys.distinct()).all()
    now = dating.this_clock()
    for batch in batches(steps):
        known = set(into.scalars(sa.select(maker.c.step).where(maker.c.step.in_(batch))))
        chosen = sa.union(
            sa.select(step.c.id, step.c.author, step.c.at).where(step.c.id.in_(batch)),
            sa.select(maker.c.step, maker.c.author, maker.c.at).where(maker.c.step.in_(batch)),
        )
        rows = {row[0]: tuple(row) for row in source.execute(chosen) if row[0] not in known}
        for identity, author, at in rows.values():
            if not faults.is_maker(author, at):
                faults.refuse_source(source, faults.Fault("step", identity, "nobody made it"))
            dating.refuse_ahead(source, "step", identity, at << 16, now)
        insert_rows(
            into,
            maker,
            [dict(zip(("step", "author", "at"), row, strict=True)) for row in rows.values()],
        )


def _live(connection: sa.Connection, kind: str, ids: Sequence[str]) -> set[str]:
    """Return those of the named records of a kind that are there."""
    table = state[kind]
    live: set[str] = set()
    for batch in batches(ids):
        live.update(
            connection.scalars(sa.select(table.c.id).where(table.c.id.in_(batch), table.c.live))
        )
    return live


def _come(connection: sa.Connection, kind: str, before: int, folded: Sequence[str]) -> set[str]:
    """Return the records of a kind that are there, of those that changes after `before` speak of.

    Those that were `folded` anew are looked at as well.
    """
    table = state[kind]
    came = sa.select(change.c.record).where(change.c.seq > before, change.c.kind == kind)
    live = connection.scalars(sa.select(table.c.id).where(table.c.live, table.c.id.in_(came)))
    return {*live, *_live(connection, kind, folded)}


def _there(part: sa.Connection, kind: str) -> set[str]:
    """Return the records of a kind that a part of a project speaks of, and does not remove."""
    chosen = sa.select(change.c.record).where(change.c.kind == kind)
    removed = chosen.where(change.c.field == EXISTS, change.c.value == canonical(False))
    return {*part.scalars(chosen)} - {*part.scalars(removed)}


def _removed(
    into: sa.Connection, source: sa.Connection, kind: str, mine: Mapping[str, set[str]]
) -> set[str]:
    """Return the records of a kind that either side had and that are gone; `mine` were live."""
    table = state[kind]
    # What is there and not live stands with another transcript that it is one with.
    removed = sa.select(table.c.id).where(sa.not_(table.c.live), sa.not_(table.c.present))
    gone = into.scalars(removed).all()
    return (mine.get(kind, set()) & set(gone)) | _live(source, kind, gone)
