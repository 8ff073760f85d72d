"""Small random programs: what three coders do in three copies of one project."""

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from hypothesis import strategies as st

from kodeverk.errors import Refused, StaleWrite
from kodeverk.model.change import Value
from kodeverk.model.records import Coder
from kodeverk.model.text import Span
from kodeverk.store import queries
from kodeverk.store.project import Project
from tests.store.coder_steps import (
    CODERS,
    CODES,
    DIRECTION,
    THEME,
    TRUST,
    apply_code,
    import_interview,
    join,
    live,
    remove,
    set_field,
    transcript_of,
    unite_as_step,
)
from tests.undo_and_redo import redo, undo


class Action(NamedTuple):
    """What the coder `who` does; `one` and `other` choose among what there is."""

    who: int
    what: str
    one: int
    other: int


BACK_AND_FORTH = ("undo", "undo", "redo")
TOGETHER = ("merge",)


def programs(what: Sequence[str], coders: int, size: int) -> st.SearchStrategy[list[Action]]:
    choices = st.integers(0, 5)
    action = st.builds(Action, st.integers(0, coders - 1), st.sampled_from(what), choices, choices)
    return st.lists(action, min_size=2, max_size=size)


def run(copies: Sequence[Project], program: Sequence[Action]) -> None:
    """Let coder 0 work in copy 0 and so on; with one copy all work in that one."""
    for action in program:
        project, coder = copies[action.who % len(copies)], CODERS[action.who]
        if action.what == "merge":
            _merge(project, copies[action.other % len(copies)], coder)
        else:
            with suppress(StaleWrite):  # somebody has removed what the coder still sees
                _ACTIONS[action.what](project, coder, action.one, action.other)


def _merge(project: Project, source: Project, coder: Coder) -> None:
    if project is not source:
        with project.locked() as into, source.reading() as read:
            unite_as_step(into, read, coder)


def _code(project: Project, coder: Coder, one: int, other: int) -> None:
    transcripts = live(project, "transcript")
    numbers = [number for number in (one % 3, 0) if transcript_of(number) in transcripts]
    code, span = CODES[other % 2], Span(other, other + 1 + one)
    if numbers and not _has(project, transcript_of(numbers[0]), coder, code, span):
        apply_code(project, coder, *span, code=code, number=numbers[0])


def _has(project: Project, transcript: str, coder: Coder, code: str, span: Span) -> bool:
    with project.reading() as connection:
        return queries.has_coding(connection, transcript, coder.id, code, span)


def _set_facet(project: Project, coder: Coder, one: int, other: int) -> None:
    if codings := sorted(live(project, "coding")):
        values: tuple[list[Value], ...] = (["hemmer"], ["ambivalent", "fremmer"], [])
        set_field(
            project, coder, "coding", codings[one % len(codings)], DIRECTION, values[other % 3]
        )


def _remove_coding(project: Project, coder: Coder, one: int, other: int) -> None:
    if codings := sorted(live(project, "coding")):
        remove(project, coder, "coding", codings[one % len(codings)])


def _define(project: Project, coder: Coder, one: int, other: int) -> None:
    set_field(project, coder, "code", CODES[one % 2], "definition", {"nb": f"ord {other % 3}"})


def _move(project: Project, coder: Coder, one: int, other: int) -> None:
    set_field(project, coder, "code", TRUST, "parent", [None, THEME][other % 2])


def _join_codes(project: Project, coder: Coder, one: int, other: int) -> None:
    three = [*CODES, THEME]
    if one % 3 != other % 3:
        join(project, coder, "code", three[one % 3], three[other % 3])


def _join_coders(project: Project, coder: Coder, one: int, other: int) -> None:
    both = {CODERS[one % 3].id, CODERS[other % 3].id}
    if len(both) == 2 and both <= live(project, "coder"):
        join(project, coder, "coder", CODERS[one % 3].id, CODERS[other % 3].id)


def _import(project: Project, coder: Coder, one: int, other: int) -> None:
    import_interview(project, coder, one % 3)


def _remove(project: Project, coder: Coder, one: int, other: int) -> None:
    transcripts = [("transcript", transcript_of(number)) for number in range(3)]
    kind, record = [*transcripts, ("code", TRUST), ("code", THEME)][one % 5]
    if record in live(project, kind):
        remove(project, coder, kind, record)


def _undo(project: Project, coder: Coder, one: int, other: int) -> None:
    with suppress(Refused):
        undo(project, coder)


def _redo(project: Project, coder: Coder, one: int, other: int) -> None:
    with suppress(Refused):
        redo(project, coder)


_ACTIONS = {
    "code": _code,
    "set facet": _set_facet,
    "remove coding": _remove_coding,
    "define": _define,
    "move": _move,
    "join codes": _join_codes,
    "join coders": _join_coders,
    "import": _import,
    "remove": _remove,
    "undo": _undo,
    "redo": _redo,
}
ALONE = (
    "code",
    "code",
    "set facet",
    "remove coding",
    "define",
    "move",
    "join codes",
    "join coders",
    "import",
    "remove",
)
