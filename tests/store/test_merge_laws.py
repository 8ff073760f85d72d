"""The laws of merging and of undo, over random programs (design, sections 5 and 6)."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kodeverk.errors import Refused
from kodeverk.model.change import Change
from kodeverk.model.records import Coder
from kodeverk.store import journal
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.steps import Reversal
from tests.project_content import content_of
from tests.store.coder_steps import (
    ADA,
    CARI,
    assert_state_is_the_fold,
    changes,
    content_of_changes,
    founded,
    live,
    seen,
)
from tests.store.conftest import NewLocation
from tests.store.postgresql_server import Server
from tests.store.random_programs import ALONE, BACK_AND_FORTH, TOGETHER, Action, programs, run
from tests.store.three_copies import Copies, apart_from, united
from tests.undo_and_redo import redo, undo

LAWS = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEEPING_GROUND = tuple(what for what in ALONE if what != "remove")
"""What one coder does alone but to remove what codings need, which stays when it is done again."""

three_coders = programs((*ALONE, *BACK_AND_FORTH, *TOGETHER), coders=3, size=14)


@pytest.fixture(scope="module")
def begun(new_sqlite: NewLocation) -> Path:
    """A project with a codebook and an interview, from which copies go apart."""
    path = Path(new_sqlite())
    with open_project(str(path)) as project:
        founded(project, CARI)
    return path


@contextmanager
def apart(begun: Path, program: Sequence[Action]) -> Iterator["Copies"]:
    """Three copies of the project in which three coders did what the program says."""
    with apart_from(begun) as copies:
        run(copies.made, program)
        yield copies


@LAWS
@given(program=three_coders)
def test_merging_in_all_six_orders_gives_one_content_and_what_the_changes_say(
    begun: Path, program: list[Action]
) -> None:
    with apart(begun, program) as copies:
        orders = [copies.merged(*order) for order in itertools.permutations(copies.made)]
        assert len({content_of(project) for project in orders}) == 1
        assert len({*map(seen, orders)}) == 1
        together = set().union(*map(changes, copies.made))
        assert all(changes(project) == together for project in orders)
        assert_state_is_the_fold(orders[0])
        assert content_of(orders[0]) == content_of_changes(all_changes(copies.made))


def all_changes(projects: Sequence[Project]) -> Iterator[Change]:
    for project in projects:
        with project.reading() as connection:
            yield from journal.since(connection, 0)


@LAWS
@given(program=three_coders)
def test_merging_is_idempotent_commutative_and_associative(
    begun: Path, program: list[Action]
) -> None:
    with apart(begun, program) as copies:
        a, b, c = copies.made
        assert content_of(copies.merged(a, a)) == content_of(a)
        once = copies.merged(a, b)
        assert content_of(copies.merged(b, a)) == content_of(once)
        again = united(once, b)
        assert not again.added
        assert again.last < again.first
        assert {*again.removed} <= live(b, "coding"), "each time it says what is not in the result"
        assert content_of(once) == content_of(copies.merged(b, a))
        left = copies.merged(once, c)
        right = copies.merged(a, copies.merged(b, c))
        assert content_of(left) == content_of(right)


@LAWS
@given(program=three_coders)
def test_every_coding_of_every_input_is_in_the_result_or_in_the_report(
    begun: Path, program: list[Action]
) -> None:
    with apart(begun, program) as copies:
        result = copies.of(copies.made[0])
        for other in copies.made[1:]:
            before = live(result, "coding") | live(other, "coding")
            union = united(result, other)
            after = live(result, "coding")
            assert before == after | set(union.removed)
            assert not after & set(union.removed)
            for coding_ground in ("transcript", "version", "code", "coder"):
                assert _grounds(result, coding_ground) <= live(result, coding_ground)


def _grounds(project: Project, kind: str) -> set[str]:
    with project.reading() as connection:
        codings = journal.read_state(connection, "coding")
        return {str(folded.values[kind]) for _, folded in codings}


@LAWS
@given(program=three_coders)
def test_the_state_is_the_fold_of_the_changes_after_any_program(
    begun: Path, program: list[Action]
) -> None:
    with apart(begun, program) as copies:
        for project in copies.made:
            assert_state_is_the_fold(project)


@LAWS
@given(program=three_coders)
def test_a_merge_taken_back_leaves_what_was_there(begun: Path, program: list[Action]) -> None:
    with apart(begun, program) as copies:
        mine, theirs, _ = copies.made
        before, known = content_of(mine), changes(mine)
        run([mine, theirs], [Action(0, "merge", 0, 1)])
        undo(mine, ADA)
        assert content_of(mine) == before
        assert changes(mine) == known
        assert_state_is_the_fold(mine)


@LAWS
@given(program=programs((*KEEPING_GROUND, *BACK_AND_FORTH), coders=1, size=20))
def test_undo_all_the_way_gives_the_start_and_redo_all_the_way_the_end(
    begun: Path, program: list[Action]
) -> None:
    with apart(begun, program) as copies, open_project(str(begun)) as start:
        project = copies.made[0]
        with suppress(Refused):  # what was undone before other work is done again as far as it can
            while True:
                redo(project, ADA)
        shown = [content_of(project), *_to_the_end(project, undo)]
        assert shown[-1] == content_of(start)
        assert _to_the_end(project, redo) == shown[-2::-1]
        assert_state_is_the_fold(project)


def _to_the_end(project: Project, way: Callable[[Project, Coder], Reversal]) -> list[str]:
    """Undo or redo until there is nothing left; return the content after each."""
    contents: list[str] = []
    while True:
        try:
            assert way(project, ADA).skipped == ()
        except Refused:
            return contents
        contents.append(content_of(project))


@LAWS
@given(program=programs((*ALONE, *BACK_AND_FORTH), coders=3, size=20))
def test_three_coders_in_one_project_may_undo_in_any_order_and_nothing_breaks(
    begun: Path, program: list[Action]
) -> None:
    with apart(begun, []) as copies:
        project = copies.made[0]
        run([project], program)
        assert_state_is_the_fold(project)
        assert content_of(copies.merged(project, copies.made[1])) == content_of(project)


@settings(LAWS, max_examples=4)
@given(program=three_coders)
def test_on_a_server_merging_gives_the_same_content_as_in_a_file(
    begun: Path, program: list[Action], server: Server
) -> None:
    with apart(begun, program) as copies, ExitStack() as stack:
        in_a_file = copies.merged(*copies.made)
        expected = content_of(in_a_file)
        for order in (copies.made, copies.made[::-1]):
            name = server.make_project()
            stack.callback(server.drop, name)
            target = stack.enter_context(open_project(server.address(name)))
            for project in order:
                united(target, project)
            assert content_of(target) == expected
            assert seen(target) == seen(in_a_file)
            assert_state_is_the_fold(target)
