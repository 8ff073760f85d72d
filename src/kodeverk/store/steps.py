"""The log of this file, and taking steps back and doing them again.

By inverse changes, never by deletions, and across restarts; a merge alone is taken out again. What
builds on a step is in `kodeverk.store.later_steps`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from kodeverk.errors import Refused
from kodeverk.model.change import BIRTH, EXISTS, Change, Value, fold, heads, inverse
from kodeverk.model.identity import new_id
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Coder
from kodeverk.store import journal
from kodeverk.store.begun_work import (
    BEFORE,
    BEGUN,
    is_said_otherwise,
    left_begun,
    says_begun,
    work_going_on,
)
from kodeverk.store.column_types import begins_with
from kodeverk.store.later_steps import coders_at_work, in_use, put_back, take_out
from kodeverk.store.queries.joining import one_with
from kodeverk.store.schema import change, state, step
from kodeverk.store.writer import Writer, log_step

Act = Literal["undo", "redo"]

WITHDRAW = "withdraw"
"""The act of a step that took words out for good: nothing before it can be taken back."""

_DONE = ("do", "merge")
"""The acts that can be taken back."""

_OF_WHAT_STAYS = (BIRTH, EXISTS, "state")

_NOTHING_LEFT = {
    "undo": "Steps of other coders are theirs to take back. See: kodeverk log PROJECT",
    "redo": "What was undone last can be done again; a merge is done again by merging.",
}
_NOTHING_HERE = {
    "undo": "What reaches beyond it is taken back on the project screen. See: kodeverk log",
    "redo": "What was undone last can be done again, beyond it on the project screen.",
}

_WITHDRAWN = (
    "Words were withdrawn for good: neither that nor any step before it can be taken back. "
    "See: kodeverk log PROJECT"
)


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the log: one action of one coder in this file, `at` in milliseconds since 1970.

    `number` counts the lines. `transcript` is the id of the one it keeps within; None when it
    reaches beyond one. `undone` tells whether it is taken back, and of an undo or redo `target` is
    the step it was of. `author` is a name.
    """

    number: int
    id: str
    author: str
    author_id: str
    at: int
    act: str
    summary: str
    changes: int
    transcript: str | None
    undone: bool
    target: str | None


class LogLine(NamedTuple):
    """A step as a line of the log: `where` names the transcript it keeps within, if it does.

    `of` is the number of the step that an undo or redo is of.
    """

    step: Step
    where: str | None
    of: int | None


class Within(NamedTuple):
    """Among which steps the last is looked for: all, those in a transcript, or about placements."""

    transcript: str | None = None
    placements: bool = False


EVERYWHERE = Within()


@dataclass(frozen=True, slots=True)
class Reversal:
    """What an undo or redo did: the step it was about, and what it had to leave as it is."""

    act: Act
    summary: str
    skipped: tuple[str, ...]


def steps(connection: sa.Connection) -> list[Step]:
    """Return this file's steps, latest first."""
    return [as_step(row) for row in connection.execute(sa.select(step).order_by(step.c.seq.desc()))]


def log_lines(
    connection: sa.Connection,
    most: int,
    *,
    before: int | None = None,
    transcript: str | None = None,
    authors: Collection[str] = (),
) -> list[LogLine]:
    """Return at most so many lines of the log, latest first, of those `before` a number.

    With a `transcript` only the steps that keep within it; with `authors`, by id, only theirs.
    """
    named, about = state["transcript"], step.alias("about")
    chosen = (
        sa.select(step, named.c.name.label("called"), about.c.seq.label("of"))
        .outerjoin(named, named.c.id == step.c.transcript)
        .outerjoin(about, about.c.id == step.c.target)
        .order_by(step.c.seq.desc())
        .limit(most)
    )
    if before is not None:
        chosen = chosen.where(step.c.seq < before)
    if transcript is not None:
        chosen = chosen.where(step.c.transcript == transcript)
    if authors:
        chosen = chosen.where(step.c.author.in_(authors))
    return [LogLine(as_step(row), row.called, row.of) for row in connection.execute(chosen)]


def steps_named(connection: sa.Connection, name: str) -> list[Step]:
    """Return the steps with this number or id, or whose ids begin so."""
    fits = begins_with(step.c.id, name)
    if name.isascii() and name.isdigit() and len(name) < 10:
        fits = step.c.seq == int(name)
    return [as_step(row) for row in connection.execute(sa.select(step).where(fits))]


def step_of(connection: sa.Connection, made: Change) -> Step:
    """Return the step of this file's log that made a change, or brought it."""
    at = sa.select(change.c.seq).where(change.c.id == made.id).scalar_subquery()
    within = at.between(step.c.first_change, step.c.last_change)
    return as_step(connection.execute(sa.select(step).where(within)).one())


def reached(connection: sa.Connection, about: Step) -> tuple[dict[str, int], int]:
    """Return kind -> how many records a step changed; and how many transcripts have its codings.

    That the step may have made its author known is left out.
    """
    row = connection.execute(sa.select(step).where(step.c.id == about.id)).one()
    made = sa.and_(
        change.c.seq.between(row.first_change, row.last_change), change.c.record != row.author
    )
    counts = sa.select(change.c.kind, sa.func.count(change.c.record.distinct())).where(made)
    coding = state["coding"]
    places = sa.select(sa.func.count(coding.c.transcript.distinct())).join(
        change, sa.and_(change.c.record == coding.c.id, change.c.kind == "coding", made)
    )
    counted = connection.execute(counts.group_by(change.c.kind))
    return {row.kind: row[1] for row in counted}, connection.scalar(places) or 0


def authors(connection: sa.Connection) -> list[Coder]:
    """Return everybody who has made a step in this file, also those who made no change."""
    rows = connection.execute(sa.select(step.c.author, step.c.author_name).distinct())
    return [Coder(row.author, row.author_name) for row in rows]


def last(connection: sa.Connection, author: Coder, act: Act, within: Within = EVERYWHERE) -> Step:
    """Return the step of this coder that an undo or redo would be of.

    A step of one transcript can be done again until its coder goes on there, one that reaches
    beyond at any time. Raises Refused when there is none.
    """
    later = step.alias("later")
    mine = one_with(connection, author.id)
    chosen = sa.select(step).where(
        step.c.author.in_(mine), step.c.undone == (act == "redo"), step.c.act.in_(_DONE)
    )
    if within.transcript is not None:
        chosen = chosen.where(step.c.transcript == within.transcript)
    if within.placements:
        placed = change.alias("placed_first")
        first = sa.and_(placed.c.seq == step.c.first_change, placed.c.field == "placed")
        chosen = chosen.where(sa.exists().where(first))
    if act == "redo":
        chosen = chosen.where(
            sa.not_(
                sa.exists().where(
                    later.c.author.in_(mine),
                    later.c.transcript == step.c.transcript,
                    later.c.act.in_(_DONE),
                    later.c.seq > step.c.moved,
                )
            )
        )
    newest = connection.execute(chosen.order_by(step.c.moved.desc()).limit(1)).first()
    if newest is not None and not _was_withdrawn_after(connection, newest.seq):
        return as_step(newest)
    where = {True: "about placements", False: "in this file"}[within.placements]
    where = "in this transcript" if within.transcript is not None else where
    hint = _NOTHING_LEFT[act] if within == EVERYWHERE else _NOTHING_HERE[act]
    raise Refused(
        f"there is nothing of {author.name}'s to {act} {where}",
        _WITHDRAWN if _was_withdrawn_after(connection, 0) else hint,
    )


def reverse(connection: sa.Connection, author: Coder, about: Step, act: Act) -> Reversal:
    """Take a step back, or do it again; what somebody has changed since stays, and is named.

    Raises Refused for a merge that later steps build on, and for a step of before a withdrawal.
    """
    check_not_withdrawn(connection, about)
    if about.act == "merge":
        take_out(connection, about.id)
        return Reversal(act, about.summary, ())
    answers, skipped = answers_to(connection, author, about)
    writer = Writer(connection, author, about.summary)
    for answer in answers:
        writer.replace(*answer)
    writer.finish(act, about.id)
    return Reversal(act, about.summary, skipped)


def check_not_withdrawn(connection: sa.Connection, about: Step) -> None:
    """Raise Refused for a step of before a withdrawal."""
    if _was_withdrawn_after(connection, about.number - 1):
        raise Refused(f"“{about.summary}” cannot be taken back", _WITHDRAWN)


def log_withdrawal(connection: sa.Connection, author: Coder, summary: str) -> None:
    """Write the line in the log before which nobody in this file can take anything back."""
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


def as_step(row: sa.Row[Any]) -> Step:
    """Return a row of the log's table as a step."""
    return Step(
        row.seq,
        row.id,
        row.author_name,
        row.author,
        row.at,
        row.act,
        row.summary,
        row.last_change - row.first_change + 1,
        row.transcript,
        row.undone,
        row.target,
    )


def _was_withdrawn_after(connection: sa.Connection, seq: int) -> bool:
    later = sa.select(step.c.seq).where(step.c.seq > seq, step.c.act == WITHDRAW).limit(1)
    return connection.scalar(later) is not None


class Answer(NamedTuple):
    """A change that takes one of a step back: which field gets which value, in place of what."""

    kind: str
    record: str
    field: str
    value: Value
    replaced: tuple[str, ...]


def answers_to(
    connection: sa.Connection, author: Coder, about: Step
) -> tuple[list[Answer], tuple[str, ...]]:
    """Return what takes back the last line about a step, and in words what has to be left.

    The last line is the step itself, or what took it back or did it again. Not for a merge.
    """
    moved = sa.select(step.c.moved).where(step.c.id == about.id).scalar_subquery()
    line = connection.scalar(sa.select(step.c.id).where(step.c.seq == moved))
    changes = journal.of_step(connection, str(line))
    past = journal.histories(connection, [entry.record for entry in changes])
    again = put_back(connection, past, author.id)
    turned = {
        entry.record
        for entry in changes
        if (entry.kind, entry.field) == ("coding", "code")
        and inverse(entry, past[entry.record], author.id, again)
    }
    kept = in_use(connection, changes, author.id, about.id, turned)
    at_work = coders_at_work(connection, changes, about.author_id)
    going_on = set[str]() if about.undone else work_going_on(connection, changes, about.id)
    own = one_with(connection, about.author_id)
    others = {work for work in going_on if fold(past[work]).values.get("coder") not in own}
    staying = dict.fromkeys(at_work, "the coder stays: there is work of theirs")
    staying |= dict.fromkeys(others, "the assignment stays: its coder has begun")
    answers, skipped = list[Answer](), list[str]()
    for entry in reversed(changes):
        if is_said_otherwise(entry, past[entry.record], going_on, again=about.undone):
            continue
        if entry.record in staying and entry.sets(EXISTS) and entry.value_of(EXISTS):
            skipped.append(staying[entry.record])
            continue
        if entry.record in kept and entry.field in _OF_WHAT_STAYS:
            if not KINDS[entry.kind].implied:
                skipped.append(f"the {entry.kind} stays: there are codings that need it")
            continue
        inverses = inverse(entry, past[entry.record], author.id, again)
        if not inverses:
            is_whole = entry.field in (BIRTH, EXISTS)
            what = entry.kind if is_whole else f"{entry.field} of the {entry.kind}"
            skipped.append(f"the {what} stays: it has been changed since")
        for name, value, replaced in inverses:
            is_begun = entry.record in going_on and (name, value) == ("state", BEFORE)
            given = BEGUN if is_begun else value
            answer = Answer(entry.kind, entry.record, name, given, replaced)
            why = _stays_away(connection, answer, past)
            if why is not None:
                skipped.append(f"the coding stays away: {why}")
                continue
            answers.append(answer)
    if about.author_id == author.id:
        answers += _begun_otherwise(connection, about, {*past})
        answered = {answer.record for answer in answers if answer.field in (EXISTS, "state")}
        answers += _state_otherwise(connection, about, {*past}, answered)
    return answers, tuple(dict.fromkeys(skipped))


def _begun_otherwise(
    connection: sa.Connection, about: Step, told: Collection[str]
) -> Iterator[Answer]:
    """Yield what lets its author be nobody who has begun any more, or somebody who has again.

    That an author is known, and has begun on a transcript, the first of their steps said. It stayed
    for the others when that one was taken back, and goes with the last of them. A step that was
    made when it was not said does not say it when it is done again.
    """
    made = max((entry.clock for entry in journal.of_step(connection, about.id)), default=0)
    work = state["assignment"]
    own = sa.select(work.c.id).where(
        work.c.coder == about.author_id, work.c.transcript == about.transcript
    )
    records = [("assignment", record) for record in connection.scalars(own)]
    for kind, record in [*records, ("coder", about.author_id)]:
        past = journal.history(connection, record)
        births = [change for change in past if change.field == BIRTH]
        if record in told or not births or fold(past).live == about.undone:
            continue
        if about.undone and not fold(change for change in past if change.clock <= made).live:
            continue
        said = sa.select(step.c.undone).where(step.c.id.in_([birth.step for birth in births]))
        is_taken_back = [*connection.scalars(said)] == [True] * len(births)
        is_needed = in_use(connection, births, about.author_id, about.id)
        if about.undone or (is_taken_back and not is_needed):
            tops = tuple(head.id for head in heads(past, EXISTS))
            yield Answer(kind, record, EXISTS, about.undone, tops)


def _state_otherwise(
    connection: sa.Connection, about: Step, gone: Collection[str], answered: Collection[str]
) -> Iterator[Answer]:
    """Yield what lets an assignment its author was given be one they have not begun, or have again.

    As `_begun_otherwise`: the first of their steps said it, and the last of them takes it back.
    """
    if about.undone:
        for entry in journal.of_step(connection, about.id):
            if says_begun(entry) and entry.record not in answered:
                tops = heads(journal.history(connection, entry.record), "state")
                if all(top.value_of("state") == BEFORE for top in tops):
                    ids = tuple(top.id for top in tops)
                    yield Answer("assignment", entry.record, "state", BEGUN, ids)
    elif about.transcript is not None:
        left = left_begun(connection, about.author_id, about.transcript, about.id, gone)
        for record, ids in left:
            if record not in answered:
                yield Answer("assignment", record, "state", BEFORE, ids)


def _stays_away(
    connection: sa.Connection, answer: Answer, past: Mapping[str, list[Change]]
) -> str | None:
    """Return why a removed coding cannot come back, None where it can, or none is to."""
    if (answer.kind, answer.field, answer.value) != ("coding", EXISTS, True):
        return None
    coding = answer.record
    table, version, was = state["coding"], state["version"], fold(past[coding]).values
    own = sa.select(table.c.transcript).where(table.c.id == coding)
    of_text = sa.select(version.c.transcript).where(version.c.id == was["version"])
    if connection.scalar(own) != connection.scalar(of_text):
        return "its text is of another transcript by now"
    alike = [table.c[name] == was.get(name) for name in ("code", "transcript", "coder")]
    others = sa.select(table.c.id).where(*alike, table.c.live, table.c.id != coding)
    there = journal.histories(connection, [*connection.scalars(others)])
    if any(_words_of(fold(changes).values) == _words_of(was) for changes in there.values()):
        return "the same code is on these words by now"
    return None


def _words_of(values: Mapping[str, Value]) -> tuple[Value, ...]:
    """Return the version, start and end of a coding's words: as placed, where somebody did."""
    placed = values.get("placed")
    where = placed if isinstance(placed, Mapping) and "start" in placed else values
    return where["version"], where["start"], where["end"]
