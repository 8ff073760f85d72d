"""Taking steps back and doing them again: what is within reach, and what is asked about first."""

from kodeverk.errors import NotFound, Question, Refused
from kodeverk.model.change import BIRTH, fold
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Coder
from kodeverk.service.blindness import blindness_of
from kodeverk.service.book_of_project import Frozen
from kodeverk.service.phrases import local_time, number_of, number_of_records, some_of
from kodeverk.store import journal, queries
from kodeverk.store.engine import Connection
from kodeverk.store.later_steps import MERGED, building_on, building_on_merge, refuse_taking_back
from kodeverk.store.project import Project
from kodeverk.store.steps import (
    EVERYWHERE,
    Act,
    Reversal,
    Step,
    Within,
    as_step,
    last,
    reached,
    reverse,
    step_of,
    steps_named,
)

_OWN = "coder"
"""The field that says whose a coding, a memo or an assignment is."""

_CODE_OF = {"code": "id", "code_joining": "first", "code_redefinition": "code"}
"""Kinds of records of a codebook -> what says which code a record is about."""


def undo(
    project: Project,
    author: Coder,
    named: str | None = None,
    *,
    within: Within = EVERYWHERE,
    sure: str | None = None,
) -> Reversal:
    """Take back this coder's last step `within` reach, or the one `named` by number or id.

    Of the last one, what somebody has changed since stays and is named; one that is named, or that
    made a code for a coding, is taken back as a whole, while nothing builds on it. Raises Question
    for one that reaches beyond a transcript or is somebody else's, until `sure` holds its id;
    NotFound for a name that fits none or several; Refused when there is none, when later steps
    build on it, when it is taken back already or holds somebody else's codings, and when words were
    withdrawn since.
    """
    with project.locked() as connection:
        about: Step
        act: Act = "undo"
        if named is None:
            about = last(connection, author, act, within)
        else:
            about, act = _named(connection, named, author)
            check_whose(connection, about, author)
        is_whole = named is not None or about.act == "merge" or _made_code(connection, about)
        if act == "undo" and is_whole:
            _check_last(connection, about, author)
        _check_open(connection, about)
        _ask(connection, about, author, act, sure)
        return reverse(connection, author, about, act)


def redo(
    project: Project,
    author: Coder,
    *,
    within: Within = EVERYWHERE,
    sure: str | None = None,
) -> Reversal:
    """Do this coder's last undone step `within` reach again; raises as `undo` does."""
    with project.locked() as connection:
        about = last(connection, author, "redo", within)
        _check_open(connection, about)
        _ask(connection, about, author, "redo", sure)
        return reverse(connection, author, about, "redo")


def reverse_step(project: Project, author: Coder, identity: str, act: Act) -> Reversal:
    """Take back the step with this id as a whole, or do it again; nothing is asked.

    It is for somebody who was shown what that does (`kodeverk.service.step_effects`). Raises
    NotFound and Refused as `undo` does.
    """
    with project.locked() as connection:
        about = step_with_id(connection, identity)
        _check_act(_seen(connection, about, author), act)
        check_whose(connection, about, author)
        if act == "undo":
            _check_last(connection, about, author)
        _check_open(connection, about)
        return reverse(connection, author, about, act)


def step_with_id(connection: Connection, identity: str) -> Step:
    """Return the step with this id; of an undo or redo, the step it was of.

    Raises NotFound when it is not there: its merge was taken back.
    """
    for line in steps_named(connection, identity):
        return line if line.target is None else step_with_id(connection, line.target)
    raise NotFound("the step is no longer in the log", "Read the log again.")


def _named(connection: Connection, name: str, author: Coder) -> tuple[Step, Act]:
    """Return the step with this number or id and how to reverse it: an undo is done again."""
    steps = steps_named(connection, name)
    if len(steps) != 1:
        fits = some_of([step.number for step in steps])
        raise NotFound(
            f"{name!r} fits several steps: {fits}" if steps else f"there is no step {name!r}",
            "Each has its number in: kodeverk log PROJECT",
        )
    (line,) = steps
    about = line if line.target is None else step_with_id(connection, line.target)
    act: Act = "redo" if line.act == "undo" else "undo"
    _check_act(_seen(connection, about, author), act)
    return about, act


def _check_act(about: Step, act: Act) -> None:
    """Raise Refused for a step that is taken back, or done again, already."""
    if about.undone == (act == "undo"):
        is_now = "taken back" if about.undone else "done again"
        raise Refused(
            f"“{about.summary}” is {is_now} already",
            "See what was last done with it: kodeverk log PROJECT",
        )


def check_whose(connection: Connection, about: Step, author: Coder) -> None:
    """Raise Refused where a step of somebody else holds codings, memos or work of theirs."""
    mine = queries.one_with(connection, author.id)
    if about.author_id in mine or about.act == "merge":
        return
    for change in journal.of_step(connection, about.id):
        if (
            _OWN in KINDS[change.kind].fields
            and _value(connection, change.record, _OWN) not in mine
        ):
            seen = _seen(connection, about, author)
            raise Refused(
                f"“{seen.summary}” is {about.author}'s, with codings, memos or work of theirs",
                "Only they take that back; what you make yourself stands beside it.",
            )


def _seen(connection: Connection, about: Step, author: Coder) -> Step:
    return blindness_of(connection, author).seen(about)


def _check_last(connection: Connection, about: Step, author: Coder) -> None:
    """Raise Refused where later steps build on this step."""
    if later := built_on(connection, about, author):
        first = f"Take those back first: kodeverk undo PROJECT {later[-1].number}"
        hint = MERGED if about.act == "merge" else first
        summary = _seen(connection, about, author).summary
        refuse_taking_back(summary, [*map(line_in_words, later)], hint)


def _made_code(connection: Connection, about: Step) -> bool:
    """Tell whether a step that keeps within a transcript made a code, with the coding of it."""
    return about.transcript is not None and any(
        (change.kind, change.field) == ("code", BIRTH)
        for change in journal.of_step(connection, about.id)
    )


def _check_open(connection: Connection, about: Step) -> None:
    """Raise Frozen where a step, but a merge, changed codes of a codebook that was frozen since."""
    frozen = {
        book.id: book
        for book in queries.codebooks(connection)
        if book.frozen and _frozen_by(connection, book.id) > about.number
    }
    if not frozen or about.act == "merge":
        return
    for change in journal.of_step(connection, about.id):
        if (of := _CODE_OF.get(change.kind)) is None:
            continue
        about_code = change.record if of == "id" else _value(connection, change.record, of)
        book = _value(connection, str(about_code), "codebook")
        if book in frozen:
            raise Frozen(frozen[str(book)])


def _frozen_by(connection: Connection, book: str) -> int:
    """Return the number of the step that froze a codebook; undo and redo of others do not count."""
    freezes = [
        step_of(connection, change)
        for change in journal.history(connection, book)
        if change.field == "frozen" and change.value
    ]
    return max((line.number for line in freezes if line.target is None), default=0)


def built_on(connection: Connection, about: Step, reader: Coder) -> list[Step]:
    """Return the steps that build on a step, as `reader` may see them, earliest first."""
    if about.act == "merge":
        rows = building_on_merge(connection, about.id)
    else:
        rows = building_on(connection, about.id, about.author_id)
    return [*map(blindness_of(connection, reader).seen, map(as_step, rows))]


def line_in_words(step: Step) -> str:
    """Return which step is meant: its number, whose it is and what was done."""
    return f"{step.number} {step.author}: {step.summary}"


def _value(connection: Connection, record: str, field: str) -> object:
    return fold(journal.history(connection, record)).values.get(field)


def _ask(connection: Connection, about: Step, author: Coder, act: Act, sure: str | None) -> None:
    """Raise Question for a step that is somebody else's, or is larger than one transcript.

    A step that changed a single record, as a code or the name of a coder, is not large.
    """
    is_mine = about.author_id in queries.one_with(connection, author.id)
    if (is_mine and about.transcript is not None) or sure == about.id:
        return
    counts, transcripts = reached(connection, about)
    is_small = about.act != "merge" and sum(counts.values()) <= 1 and "transcript" not in counts
    if is_mine and is_small:
        return
    where = f" in {number_of(transcripts, 'transcript')}" if transcripts > 1 else ""
    changed = [
        number_of_records(counts[kind], kind) + (where if kind == "coding" else "")
        for kind in KINDS
        if kind in counts
    ]
    seen = _seen(connection, about, author)
    what = f"“{seen.summary}” ({', '.join([*changed, about.author, local_time(about.at)])})"
    raise Question(
        f"{what} reaches beyond one transcript" if is_mine else f"{what} is not a step of your own",
        f"{'Take back' if act == 'undo' else 'Do again'} {what}?",
        about.id,
    )
