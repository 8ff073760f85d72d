"""Taking steps back and doing them again: inverse changes, never deletions, across restarts."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kodeverk.errors import Refused
from kodeverk.model.change import BIRTH, Change, Value, inverse
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.store import journal
from kodeverk.store.marks import drop_digest, kept_digests
from kodeverk.store.project import Project
from kodeverk.store.schema import change, state, step, text
from kodeverk.store.writer import Writer, log_step

_NOTHING_LEFT = {
    "undo": "Steps of other coders are theirs to take back. See: kodeverk log PROJECT",
    "redo": "What was undone last can be done again; a merge is done again by merging.",
}


WITHDRAW = "withdraw"
"""The act of a step that took words out for good: the stack of undo ends there."""

_WITHDRAWN = (
    "Words were withdrawn for good: neither that nor any step before it can be taken back. "
    "See: kodeverk log PROJECT"
)


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the log: one action of one coder in this file, `at` in milliseconds since 1970."""

    id: str
    author: str
    at: int
    act: str
    summary: str
    changes: int


@dataclass(frozen=True, slots=True)
class Reversal:
    """What an undo or redo did: the step it was about, and what it had to leave as it is."""

    summary: str
    skipped: tuple[str, ...]


def steps(connection: sa.Connection) -> list[Step]:
    """Return this file's steps, latest first."""
    rows = connection.execute(sa.select(step).order_by(step.c.seq.desc()))
    return [
        Step(
            row.id,
            row.author_name,
            row.at,
            row.act,
            row.summary,
            row.last_change - row.first_change + 1,
        )
        for row in rows
    ]


def authors(connection: sa.Connection) -> list[Coder]:
    """Return everybody who has made a step in this file, also those who made no change."""
    rows = connection.execute(sa.select(step.c.author, step.c.author_name).distinct())
    return [Coder(row.author, row.author_name) for row in rows]


def undo(project: Project, author: Coder) -> Reversal:
    """Take back this coder's last step in this file. Raises Refused when there is none."""
    return _reverse(project, author, "undo")


def redo(project: Project, author: Coder) -> Reversal:
    """Do this coder's last undone step again. Raises Refused when there is none."""
    return _reverse(project, author, "redo")


def log_withdrawal(connection: sa.Connection, author: Coder, summary: str) -> None:
    """Write the line in the log at which the stack of undo ends, for everybody in this file."""
    first, last = journal.no_changes(connection)
    log_step(
        connection,
        identity=new_id(),
        author=author,
        act=WITHDRAW,
        target=None,
        summary=summary,
        first=first,
        last=last,
    )


def _reverse(project: Project, author: Coder, act: str) -> Reversal:
    with project.locked() as connection:
        undoable, redoable = _stacks(connection, author)
        stack = undoable if act == "undo" else redoable
        if not stack:
            raise Refused(
                f"there is nothing of {author.name}'s to {act} in this file",
                _WITHDRAWN if _last_withdrawal(connection) else _NOTHING_LEFT[act],
            )
        target = stack[-1]
        if target.act == "merge":
            _withdraw_merge(connection, target)
            return Reversal(target.summary, ())
        writer = Writer(connection, author, target.summary)
        skipped = _take_back(writer, journal.of_step(connection, target.id))
        writer.finish(act, target.id)
        return Reversal(target.summary, tuple(dict.fromkeys(skipped)))


def _stacks(connection: sa.Connection, author: Coder) -> tuple[list[Any], list[Any]]:
    undoable: list[Any] = []
    redoable: list[Any] = []
    withdrawn = _last_withdrawal(connection)
    mine = (
        sa.select(step)
        .where(step.c.author == author.id, step.c.seq > withdrawn)
        .order_by(step.c.seq)
    )
    for row in connection.execute(mine):
        if row.act == "undo":
            undoable.pop()
            redoable.append(row)
        elif row.act == "redo":
            redoable.pop()
            undoable.append(row)
        else:
            undoable.append(row)
            redoable.clear()
    return undoable, redoable


def _last_withdrawal(connection: sa.Connection) -> int:
    """Return the `seq` of the last step that withdrew something, 0 without any."""
    found = sa.select(sa.func.max(step.c.seq)).where(step.c.act == WITHDRAW)
    return connection.scalar(found) or 0


def _take_back(writer: Writer, changes: list[Change]) -> list[str]:
    """Add the inverses of `changes`; return what was left, in words."""
    past = journal.histories(writer.connection, [one.record for one in changes])
    births = [one for one in changes if one.field == BIRTH]
    in_use = _in_use(writer.connection, births)
    skipped = []
    for one in reversed(changes):
        if one.field == BIRTH and one.record in in_use:
            skipped.append(f"the {one.kind} stays: there are codings that need it")
            continue
        answers = inverse(one, past[one.record], writer.author.id)
        if not answers:
            what = one.kind if one.field == BIRTH else f"{one.field} of the {one.kind}"
            skipped.append(f"the {what} stays: it has been changed since")
        for name, value, replaced in answers:
            writer.replace(one.kind, one.record, name, value, replaced)
    return skipped


def _in_use(connection: sa.Connection, births: list[Change]) -> set[str]:
    """Return the transcripts and codes among `births` that live codings need, with their parts."""
    coding = state["coding"]
    gone = {one.record for one in births if one.kind == "coding"}
    if not any(one.kind in {"transcript", "code"} for one in births):
        return set()
    used: set[str] = set()
    for kind in ("transcript", "code"):
        born = {one.record for one in births if one.kind == kind}
        rows = connection.execute(
            sa.select(coding.c[kind], coding.c.id).where(coding.c.live).order_by(coding.c[kind])
        )
        used |= {row[0] for row in rows if row[0] in born and row[1] not in gone}
    parts = {
        one.record
        for one in births
        if one.kind in {"version", "speaker"}
        and isinstance(one.value, dict)
        and one.value.get("transcript") in used
    }
    return used | parts


def _speaks_of(value: Value, records: set[str]) -> bool:
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        return any(_speaks_of(one, records) for one in value)
    return value in records


def _withdraw_merge(connection: sa.Connection, merge: Any) -> None:
    """Take a merge's changes out again, unless something since builds on them."""
    merged = change.c.seq.between(merge.first_change, merge.last_change)
    records = connection.execute(
        sa.select(change.c.kind, change.c.record).where(merged).distinct()
    ).all()
    touched = {row.record for row in records}
    brought = touched.difference(
        connection.scalars(sa.select(change.c.record).where(change.c.seq < merge.first_change))
    )
    for later in list(journal.since(connection, merge.last_change)):
        if later.record in touched or _speaks_of([later.author, later.value], brought):
            raise Refused(
                "the merge cannot be undone: later steps build on what it brought",
                "Go back to the backup made before the merge.",
            )
    connection.execute(sa.delete(change).where(merged))
    connection.execute(sa.delete(step).where(step.c.id == merge.id))
    journal.refold(connection, [(row.kind, row.record) for row in records])
    journal.keep_needed(connection)
    kept = sa.select(state["version"].c.text).where(state["version"].c.text.is_not(None))
    connection.execute(sa.delete(text).where(text.c.hash.not_in(kept)))
    for digest in kept_digests(connection).keys() - set(connection.scalars(sa.select(text.c.hash))):
        drop_digest(connection, digest)
