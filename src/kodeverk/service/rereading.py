"""A transcript on the coding screen, read again: only what has changed since it was read.

An undo in a long interview must not take as long as opening it.
"""

from bisect import insort
from dataclasses import replace
from operator import attrgetter

from kodeverk.model.records import Coder
from kodeverk.service import derived_placements
from kodeverk.service.blindness import coded_apart, rounds_apart
from kodeverk.service.coding import WorkingTranscript, main_work, memos_on, working_transcript
from kodeverk.service.equal_codings import codings_as_one
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.moments import Changed, changed_since, moment
from kodeverk.store.project import Project

_READ_IN_PART = frozenset({"coding", "memo", "assignment"})
"""The kinds of records on a transcript that stand by themselves: changed, they are read alone."""

_PLACE = attrgetter("start", "end", "id")

_FEW = 100
"""How many changed codings are read alone."""


def read_again(project: Project, coder: Coder, before: WorkingTranscript) -> WorkingTranscript:
    """Return what `working_transcript` does, given what it returned before.

    What has not changed since is the same value. Raises NotFound as it does.
    """
    with derived_placements.reading(project) as connection:
        changed = None if before.moment is None else changed_since(connection, before.moment)
        if changed is not None and _stand_by_themselves(changed):
            again = _with_changed(connection, coder, before, changed)
            if again is not None:
                return again
    return working_transcript(project, before.transcript.id, coder)


def _stand_by_themselves(changed: set[Changed]) -> bool:
    return all(
        field.kind in _READ_IN_PART and field.field not in ("placed", "foreign_id")
        for field in changed
    )


def _with_changed(
    connection: Connection, coder: Coder, before: WorkingTranscript, changed: set[Changed]
) -> WorkingTranscript | None:
    """Return the transcript with what was changed; None where that concerns more than itself."""
    ids = {field.record for field in changed if field.kind == "coding"}
    if len(ids) > _FEW or any(coding.one_with for coding in before.codings):
        return None
    made = queries.codings_as_made(connection, [*ids], also_removed=True)
    if any(coding.version != before.version.id for coding in made) or ids & before.unsure:
        return None
    codings = before.codings
    if ids:
        fresh = queries.codings(connection, before.transcript.id, among=[*ids])
        kept = [coding for coding in codings if coding.id not in ids]
        starts = {coding.start for coding in fresh}
        near = [*fresh, *(coding for coding in kept if coding.start in starts)]
        if len(codings_as_one(near, before.unsure)) < len(near):
            return None
        for coding in fresh:
            insort(kept, coding, key=_PLACE)
        codings = tuple(kept)
    again = replace(before, codings=codings, moment=moment(connection))
    noted = {memo.target for memo in before.memos}
    noted |= {memo.coding.id for memo in before.memos if memo.coding is not None}
    kinds = {field.kind for field in changed}
    if "memo" in kinds or ids & noted:
        again = replace(again, memos=memos_on(connection, before.transcript, codings))
    if "assignment" in kinds:
        assignments = queries.assignments(connection, before.transcript.id, round_name=None)
        apart = coded_apart(assignments, coder.id, rounds_apart(connection))
        if bool(apart) != bool(before.apart_from):
            return None  # more than before may be seen, or less
        again = replace(again, assignment=main_work(assignments, coder), apart_from=apart)
    return again
