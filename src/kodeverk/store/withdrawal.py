"""Withdrawal: words, interviews and people taken out of a project for good, in every copy of it.

Nothing changes place in the records: a transcript keeps its versions and their ids, a version keeps
the hash of the text as it was at first, a coding keeps its id. What changes, in place and in one
transaction, is what is kept: the words under that hash; the offsets of codings, memos, turns and
read-to marks in them; the strings of every change in the journal; the log. So no reader needs to
know of withdrawals, and no anchor lies in a text that is gone. Marks (`kodeverk.store.marks`) stay
and win every merge: `kodeverk.store.meeting`. What was freed on disk is emptied afterwards, and if
that is interrupted, at the next opening (`Project.clean`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from kodeverk.errors import BadInput, NotFound
from kodeverk.model.records import Coder
from kodeverk.store.cleaning import note_withdrawal
from kodeverk.store.drafts import without_in_drafts
from kodeverk.store.forgetting import forgotten
from kodeverk.store.marks import Mark, insert_marks, mark, masks, read_marks
from kodeverk.store.project import Project
from kodeverk.store.rewriting import rewrite, rewriting
from kodeverk.store.schema import state
from kodeverk.store.spreading import string_marks, text_marks, without_in_log
from kodeverk.store.steps import log_withdrawal
from kodeverk.store.writer import next_clock, set_clock


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal did: in which transcripts, and how many texts and changes it rewrote.

    `gone` are the ids of the records that are no longer there, by kind. Where not `clean`, another
    program kept the file busy: the next opening empties what was freed.
    """

    transcripts: tuple[str, ...]
    texts: int
    values: int
    gone: Mapping[str, tuple[str, ...]]
    clean: bool


def withdraw_text(
    project: Project,
    author: Coder,
    chosen: Mapping[str, Mapping[str, str]],
    everywhere: Mapping[str, str],
    summary: str,
) -> Withdrawn:
    """Replace words for good: in the texts of chosen transcripts, and wherever else they are kept.

    `chosen` maps a transcript's id to what is replaced in its text, in all its versions (an
    original -> what comes instead, which is not empty); `everywhere` is what is replaced in all
    that is not the text of a transcript: memos, labels, names, file names, variables, settings, the
    log. Both are read as `kodeverk.model.rewording.finder` reads them. `summary` goes into the log
    and holds no original. Raises NotFound for a transcript that is not there, and BadInput for a
    replacement that is empty or longer than a line: passages and paragraphs would get lost.
    """
    for replacements in (everywhere, *chosen.values()):
        if any(not shows.strip() or "\n" in shows for shows in replacements.values()):
            raise BadInput(
                "something is to be replaced by nothing, or by more than one line",
                "Give each a replacement, such as [Person A].",
            )

    def marks(connection: sa.Connection, there: set[Mark], clock: int) -> set[Mark]:
        _check_there(connection, "transcript", [*chosen])
        had = masks(there)
        found, names = text_marks(connection, had, clock, chosen, everywhere)
        has = masks(there | found)
        return found | string_marks(connection, had, has, names, naming=True)

    return _carry_out(project, author, summary, marks, everywhere)


def forget(
    project: Project,
    author: Coder,
    transcripts: Sequence[str],
    informants: Sequence[str],
    *,
    dry_run: bool = False,
) -> Withdrawn:
    """Remove interviews and people for good, by their ids.

    A transcript goes with its versions, speakers, codings, memos, variables and assignments; an
    informant who speaks in no other goes with it. Where an informant is not the only one in an
    interview, what they said there shows as `[…]` and codings of nothing else go. With `dry_run`
    nothing is written. Raises NotFound for what is not there.
    """

    def marks(connection: sa.Connection, there: set[Mark], clock: int) -> set[Mark]:
        for kind, ids in (("transcript", transcripts), ("informant", informants)):
            _check_there(connection, kind, ids)
        found = {mark("transcript", one) for one in transcripts}
        found |= {mark("informant", one, clock=clock) for one in informants}
        return found | forgotten(connection, masks(there), there | found)

    what = " and ".join(
        f"{len(ids)} {kind}{'' if len(ids) == 1 else 's'}"
        for kind, ids in (("transcript", transcripts), ("informant", informants))
        if ids
    )
    return _carry_out(project, author, f"forgot {what}", marks, {}, dry_run=dry_run)


def _carry_out(
    project: Project,
    author: Coder,
    summary: str,
    marks_of: Callable[[sa.Connection, set[Mark], int], set[Mark]],
    in_log: Mapping[str, str],
    *,
    dry_run: bool = False,
) -> Withdrawn:
    """Add marks to the project and rewrite it as they say, as one step that cannot be undone."""
    with project.locked() as connection:
        clock = next_clock(connection)
        there = read_marks(connection)
        new = marks_of(connection, there, clock) - there
        change_of = rewriting(connection, masks(there), masks(there | new))
        gone: dict[str, tuple[str, ...]] = {}
        for kind, record in sorted(change_of.gone):
            gone[kind] = (*gone.get(kind, ()), record)
        values = rewrite(connection, change_of)
        without_in_log(connection, in_log)
        without_in_drafts(connection, in_log)
        insert_marks(connection, new)
        log_withdrawal(connection, author, summary)
        set_clock(connection, clock)
        note_withdrawal(connection, clock)
        done = Withdrawn(
            tuple(sorted(change_of.transcripts)), len(change_of.texts), values, gone, clean=True
        )
        if dry_run:
            project.take_back(connection)
            return done
    return replace(done, clean=project.clean())


def _check_there(connection: sa.Connection, kind: str, ids: Sequence[str]) -> None:
    table = state[kind]
    there = set(connection.scalars(sa.select(table.c.id).where(table.c.id.in_(ids))))
    if lacking := set(ids) - there:
        raise NotFound(
            f"there is no {kind} {min(lacking)}", "Somebody may have removed it: look again."
        )
