"""That a coder has begun on a transcript they were given: the first of their steps there says it.

It stays said as long as anything of theirs is there, in whatever order steps are taken back.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from kodeverk.model.change import Change, heads
from kodeverk.store import journal
from kodeverk.store.batches import batches
from kodeverk.store.queries.joining import one_with
from kodeverk.store.schema import state, step

BEFORE, BEGUN = "assigned", "started"


def says_begun(entry: Change) -> bool:
    """Tell whether a change says that somebody has begun on a transcript."""
    return (entry.kind, entry.field, entry.value) == ("assignment", "state", BEGUN)


def is_said_otherwise(
    entry: Change, past: Iterable[Change], going_on: Collection[str], *, again: bool
) -> bool:
    """Tell whether what a change says of having begun holds without it, by other steps there are.

    `past` are the changes of its record. `again` where a step that was taken back is done again.
    """
    if (entry.kind, entry.field) != ("assignment", "state"):
        return False
    if again:
        return entry.value == BEFORE and heads(past, "state")[-1].value_of("state") == BEGUN
    was = [old.value_of("state") for old in past if old.id in entry.replaces]
    return says_begun(entry) and entry.record in going_on and was == [BEFORE]


def work_going_on(connection: sa.Connection, changes: Sequence[Change], about: str) -> set[str]:
    """Return the assignments in `changes` whose coders have more there than the step `about`.

    That is another step of theirs in the transcript that stands, or a coding.
    """
    told = {entry.record for entry in changes if entry.kind == "assignment"}
    table, gone = state["assignment"], {entry.record for entry in changes}
    works = list[sa.Row[Any]]()
    for some in batches(sorted(told)):
        chosen = sa.select(table.c.id, table.c.coder, table.c.transcript)
        works += connection.execute(chosen.where(table.c.id.in_(some)))
    return {work.id for work in works if _goes_on(connection, work, about, gone)}


def _goes_on(connection: sa.Connection, work: Any, about: str, gone: Collection[str]) -> bool:
    own, coding = one_with(connection, work.coder), state["coding"]
    others = sa.select(step.c.id).where(
        step.c.author.in_(own),
        step.c.transcript == work.transcript,
        sa.not_(step.c.undone),
        step.c.act.in_(("do", "merge")),
        step.c.id != about,
    )
    if connection.scalar(others.limit(1)) is not None:
        return True
    codings = sa.select(coding.c.id).where(
        coding.c.transcript == work.transcript, coding.c.live, coding.c.coder.in_(own)
    )
    return any(identity not in gone for identity in connection.scalars(codings))


def left_begun(
    connection: sa.Connection, author: str, transcript: str, about: str, gone: Collection[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the author's assignments in a transcript that nothing says are begun without `about`.

    The step that said so was taken back before, and the records in `gone` go now. With each, the
    ids of the changes that say it still.
    """
    table = state["assignment"]
    chosen = sa.select(table.c.id, table.c.coder, table.c.transcript).where(
        table.c.coder.in_(one_with(connection, author)),
        table.c.transcript == transcript,
        table.c.state == BEGUN,
        table.c.live,
    )
    left = []
    for work in connection.execute(chosen).all():
        tops = heads(journal.history(connection, work.id), "state")
        said = {top.step for top in tops}
        is_said = not _are_taken_back(connection, said - {about})
        if not is_said and not _goes_on(connection, work, about, gone):
            left.append((work.id, tuple(top.id for top in tops)))
    return left


def _are_taken_back(connection: sa.Connection, lines: Collection[str]) -> bool:
    """Tell whether the steps that these lines of the log are about are all taken back."""
    of = sa.func.coalesce(step.c.target, step.c.id)
    named = sa.select(of).where(step.c.id.in_(lines))
    undone = sa.select(step.c.undone).where(step.c.id.in_(named))
    found = [*connection.scalars(undone)]
    return all(found) and (bool(found) or not lines)
