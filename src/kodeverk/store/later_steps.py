"""What builds on a step: later changes of what it changed, and later records that need its own.

A step also says by the way who its author is, and that they have begun on a transcript. Others of
their steps do not build on that: it stays as long as there is one of them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

import sqlalchemy as sa

from kodeverk.errors import Refused
from kodeverk.model.change import (
    BIRTH,
    EXISTS,
    Change,
    Folded,
    Value,
    canonical,
    fold,
    heads,
    inverse,
)
from kodeverk.model.kinds import KEEPERS, KINDS, PARTS, fields_where, ids_in
from kodeverk.store import journal
from kodeverk.store.batches import batches
from kodeverk.store.needed_records import keep_needed
from kodeverk.store.schema import change, state, step, text
from kodeverk.store.withdrawal.traces import forget_covers

_BATCH = 500
_MOST = 200
"""How many records that need others are looked into, so that a refusal does not take minutes."""

_MOST_NAMED = 8
MERGED = "Go back to the backup made before the merge, or correct what it brought."
"""What is left to do where later steps build on a merge: taken back, their changes are still there.
"""

_REFERRING = {
    (kind, field)
    for kind, fields in fields_where(lambda field: field.refers or field.mentions).items()
    for field in fields
}

_CODED = tuple(
    kind
    for kind, keepers in KEEPERS.items()
    if ("coding", kind) in keepers and kind not in PARTS and not KINDS[kind].implied
)
"""The kinds of what a coding is of, and cannot be without."""

_GROUND = tuple(
    part
    for part in PARTS
    if any(
        part in (field.refers, field.mentions)
        for about in KINDS.values()
        for field in about.fields.values()
    )
)
"""The parts of a transcript that other records speak of: its texts, and who speaks in them."""

_THEIRS = fields_where(lambda field: "coder" in (field.refers, field.mentions))
"""The kinds of what is a coder's, or says who one is -> the fields with that coder."""

Made = Mapping[str, set[str]]
"""Kind -> the records of it that a step has made."""


def in_use(
    connection: sa.Connection,
    changes: Sequence[Change],
    author: str,
    about: str,
    turned: Collection[str] = (),
) -> set[str]:
    """Return the records that the step `about` made with `changes` and that have to stay.

    What live codings are of, with the ground they stand on; an `author` who has made other steps,
    and their work on a transcript in which they have. Codings that are `turned` will be of
    something else.
    """
    made = _made(changes)
    coding, used = state["coding"], set[str]()
    gone = made.get("coding", set()).union(turned)
    for kind in _CODED:
        for some in batches(sorted(made.get(kind, ()))):
            of_them = sa.select(coding.c[kind], coding.c.id).where(coding.c[kind].in_(some))
            rows = connection.execute(of_them.where(coding.c.live))
            used |= {row[0] for row in rows if row.id not in gone}
    ground = set()
    for kind in _GROUND if used else ():
        table = state[kind]
        for some in batches(sorted(made.get(kind, ()))):
            chosen = sa.select(table.c.id, table.c.transcript).where(table.c.id.in_(some))
            ground |= {row.id for row in connection.execute(chosen) if row.transcript in used}
    return used | ground | _begun(connection, made, author, about)


def coders_at_work(connection: sa.Connection, changes: Sequence[Change], author: str) -> set[str]:
    """Return the coders whom a step of `author` made with `changes`, and who have something since.

    Not the author, where the step only says by the way that there is such a coder.
    """
    made = _made(changes)
    coders = made.get("coder", set()) - ({author} if _is_by_the_way(author, changes) else set())
    at_work = set[str]()
    for kind, fields in _THEIRS.items() if coders else ():
        table = state[kind]
        for field in fields:
            chosen = sa.select(table.c.id, table.c[field]).where(
                table.c.live, table.c[field].in_(coders)
            )
            gone = made.get(kind, set())
            at_work |= {row[1] for row in connection.execute(chosen) if row.id not in gone}
    return at_work


def _is_by_the_way(author: str, changes: Iterable[Change]) -> bool:
    """Tell whether a step does more than to add its author as a coder."""
    return any(entry.record != author for entry in changes)


def _begun(connection: sa.Connection, made: Made, author: str, about: str) -> set[str]:
    """Return what of `made` says that the author has begun, and that other steps of theirs need."""
    others = sa.select(step.c.id).where(
        step.c.author == author,
        sa.not_(step.c.undone),
        step.c.act.in_(("do", "merge")),
        step.c.id != about,
    )
    begun = set()
    if author in made.get("coder", ()) and connection.scalar(others.limit(1)):
        begun.add(author)
    for row in _own_work(connection, made, author):
        if connection.scalar(others.where(step.c.transcript == row.transcript).limit(1)):
            begun.add(row.id)
    return begun


def _own_work(connection: sa.Connection, made: Made, author: str) -> list[sa.Row[Any]]:
    table, works = state["assignment"], list[sa.Row[Any]]()
    chosen = sa.select(table.c.id, table.c.transcript).where(table.c.coder == author)
    for some in batches(sorted(made.get("assignment", ()))):
        works += connection.execute(chosen.where(table.c.id.in_(some)))
    return works


def put_back(
    connection: sa.Connection, past: Mapping[str, list[Change]], author: str
) -> frozenset[str]:
    """Return the steps of other coders than `author` that put back what there was before."""
    others = {
        change.step for history in past.values() for change in history if change.author != author
    }
    back = sa.select(step.c.id).where(step.c.act.in_(("undo", "redo")))
    return frozenset(
        step_id
        for some in batches(sorted(others))
        for step_id in connection.scalars(back.where(step.c.id.in_(some)))
    )


def building_on(connection: sa.Connection, about: str, author: str) -> list[sa.Row[Any]]:
    """Return the lines of the log that build on a step of `author`, earliest first.

    Those that replace one of its changes, refer to a record it made, or lie in a text it brought,
    and have not been taken back.
    """
    changes = journal.of_step(connection, about)
    past = journal.histories(connection, [change.record for change in changes])
    again = put_back(connection, past, author)
    made = _made(changes)
    by_the_way = {row.id for row in _own_work(connection, made, author)}
    if _is_by_the_way(author, changes):
        by_the_way.add(author)
    changes = [change for change in changes if change.record not in by_the_way] or changes
    later = [*_replacing(changes, past, author, again)]
    needing = _needing(connection, {kind: ids - by_the_way for kind, ids in made.items()})
    known = journal.histories(connection, [record for record, _ in needing])
    later += [heads(known[record], field)[-1] for record, field in needing]
    return _lines(connection, [change for change in later if change.step != about])


def _made(changes: Iterable[Change]) -> dict[str, set[str]]:
    """Return what the changes of a step brought, or brought back."""
    made: dict[str, set[str]] = {}
    for entry in changes:
        if entry.field == BIRTH or (entry.field == EXISTS and entry.value is True):
            made.setdefault(entry.kind, set()).add(entry.record)
    return made


def _replacing(
    changes: Sequence[Change],
    past: Mapping[str, list[Change]],
    author: str,
    again: frozenset[str],
) -> Iterator[Change]:
    """Yield the heads that hold something else now than these changes, all of one step, gave."""
    of_record: dict[str, list[Change]] = {}
    for entry in changes:
        of_record.setdefault(entry.record, []).append(entry)
        if not inverse(entry, past[entry.record], author, again):
            yield from heads(past[entry.record], EXISTS if entry.field == BIRTH else entry.field)[
                -1:
            ]
    for record, own in of_record.items():
        if any(entry.field == BIRTH for entry in own):
            was = fold(own).values
            for field, value in fold(past[record]).values.items():
                if canonical(value or None) != canonical(was.get(field) or None):
                    yield heads(past[record], field)[-1]


def _needing(connection: sa.Connection, made: Made) -> list[tuple[str, str]]:
    """Return (record, field) of some that are there and refer to something in `made`."""
    all_made = set().union(*made.values())
    fields: list[tuple[str, str]] = []
    for kind, field in sorted(_REFERRING):
        table = state[kind]
        chosen = sa.select(table.c.id, table.c[field]).where(
            table.c.live, table.c[field].is_not(None)
        )
        meant = _meant(kind, field, made)
        if KINDS[kind].fields[field].refers and len(meant) <= _BATCH:
            chosen = chosen.where(table.c[field].in_(meant))
        if meant and len(fields) < _MOST:
            rows = connection.execute(chosen.execution_options(yield_per=_BATCH))
            fields += [
                (row.id, field)
                for row in rows
                if row.id not in all_made
                and meant & ids_in(journal.stored_value(kind, field, row[1]))
            ]
    return fields[:_MOST]


def _meant(kind: str, field: str, made: Made) -> set[str]:
    about = KINDS[kind].fields[field]
    if about.mentions == "any":
        return set().union(*made.values())
    return made.get(about.refers or about.mentions or "", set())


def _lines(connection: sa.Connection, changes: Iterable[Change]) -> list[sa.Row[Any]]:
    """Return the lines of the log that brought these changes, earliest first."""
    of: dict[str, str] = {change.id: change.step for change in changes}
    lines: dict[str, sa.Row[Any]] = {}
    for some in batches(sorted({*of.values()})):
        for row in connection.execute(sa.select(step).where(step.c.id.in_(some))):
            lines[row.id] = row
    merged = [change for change, made_in in of.items() if made_in not in lines]
    for some in batches(sorted(merged)):
        brought = sa.select(step).join(
            change, change.c.seq.between(step.c.first_change, step.c.last_change)
        )
        for row in connection.execute(brought.where(step.c.act == "merge", change.c.id.in_(some))):
            lines[row.id] = row
    return sorted(lines.values(), key=lambda row: row.seq)


def building_on_merge(connection: sa.Connection, about: str) -> list[sa.Row[Any]]:
    """Return the lines of the log that speak of what a merge brought or changed, earliest first.

    Also those that have been taken back, where anything is left of them: the changes they speak of
    would go.
    """
    lines = _speaking_of_merge(connection, about)
    without = {row.id for row in _come_to_nothing(connection, lines)}
    return [row for row in lines if row.id not in without]


def _speaking_of_merge(connection: sa.Connection, about: str) -> list[sa.Row[Any]]:
    merge, records = _merged(connection, about)
    touched = {row.record for row in records}
    earlier = sa.select(change.c.record).where(change.c.seq < merge.first_change)
    brought = touched.difference(connection.scalars(earlier))
    return _lines(
        connection,
        (
            change
            for change in journal.since(connection, merge.last_change)
            if change.record in touched or _speaks_of([change.author, change.value], brought)
        ),
    )


def _come_to_nothing(
    connection: sa.Connection, lines: Iterable[sa.Row[Any]]
) -> Sequence[sa.Row[Any]]:
    """Return the lines by which steps, those of `lines` among them, were made and taken back.

    None, where the project would be another without their changes.
    """
    about = {row.target or row.id for row in lines}
    taken_back = sa.select(step.c.id).where(step.c.id.in_(about), step.c.undone)
    chosen = sa.or_(step.c.id.in_(taken_back), step.c.target.in_(taken_back))
    rows = connection.execute(sa.select(step).where(chosen)).all() if about else []
    changes = [entry for row in rows for entry in journal.of_step(connection, row.id)]
    ids = {entry.id for entry in changes}
    gone = set[str]()
    for record, history in journal.histories(connection, [one.record for one in changes]).items():
        rest = [entry for entry in history if entry.id not in ids]
        before, after = fold(history), fold(rest) if rest else None
        if any(ids.intersection(entry.replaces) for entry in rest):
            return []
        if before.live != (after is not None and after.live):
            return []
        if after is None:
            gone.add(record)
        elif before.live and _given(before) != _given(after):
            return []
    first = min((row.first_change for row in rows), default=0)
    if gone and any(
        entry.id not in ids and _speaks_of([entry.author, entry.value], gone)
        for entry in journal.since(connection, first - 1)
    ):
        return []
    return rows


def _given(folded: Folded) -> dict[str, str]:
    """Return the fields of a record that have a value."""
    return {field: canonical(value) for field, value in folded.values.items() if value}


def take_out(connection: sa.Connection, about: str) -> None:
    """Take a merge's changes out again, with steps that were made of them and taken back.

    Raises Refused where later ones build on them.
    """
    merge, records = _merged(connection, about)
    lines = building_on_merge(connection, about)
    if lines:
        told = [f"{row.seq} {row.author_name}: {row.summary}" for row in lines]
        refuse_taking_back(merge.summary, told, MERGED)
    folded = {(row.kind, row.record) for row in records}
    for row in _come_to_nothing(connection, _speaking_of_merge(connection, about)):
        folded |= {(entry.kind, entry.record) for entry in journal.of_step(connection, row.id)}
        _remove(connection, row)
    _remove(connection, merge)
    journal.refold(connection, sorted(folded))
    keep_needed(connection)
    kept = sa.select(state["version"].c.text).where(state["version"].c.text.is_not(None))
    connection.execute(sa.delete(text).where(text.c.hash.not_in(kept)))
    forget_covers(connection)


def _remove(connection: sa.Connection, line: sa.Row[Any]) -> None:
    """Remove a line of the log with its changes."""
    within = change.c.seq.between(line.first_change, line.last_change)
    connection.execute(sa.delete(change).where(within))
    connection.execute(sa.delete(step).where(step.c.id == line.id))


def _merged(connection: sa.Connection, about: str) -> tuple[Any, Sequence[Any]]:
    """Return the line of a merge, and the kind and id of each record it touched."""
    merge = connection.execute(sa.select(step).where(step.c.id == about)).one()
    merged = change.c.seq.between(merge.first_change, merge.last_change)
    chosen = sa.select(change.c.kind, change.c.record).where(merged).distinct()
    return merge, connection.execute(chosen).all()


def refuse_taking_back(summary: str, told: Sequence[str], hint: str) -> NoReturn:
    """Raise Refused for a step that lines of the log, told in their order, build on."""
    shown = [*reversed(told)]
    more = f"\n  and {len(shown) - _MOST_NAMED} more" if len(shown) > _MOST_NAMED else ""
    listed = "".join(f"\n  {line}" for line in shown[:_MOST_NAMED])
    raise Refused(f"“{summary}” cannot be undone: later steps build on it{listed}{more}", hint)


def _speaks_of(value: Value, records: set[str]) -> bool:
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        return any(_speaks_of(part, records) for part in value)
    return value in records
