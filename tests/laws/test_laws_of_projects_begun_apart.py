"""The laws of merging (design, section 6) where each coder began alone, and what a person decides.

The interviews came from other bytes at each, with corrected words, and codes of their own; what is
one is said afterwards, once or by several.
"""

import itertools
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.errors import KodeverkError
from kodeverk.formats.mapping import Pairing
from kodeverk.service import merging, perhaps_one
from kodeverk.store.project import Project
from tests.laws.coder_actions import (
    ALONE,
    CODERS,
    KEEPING,
    Act,
    begin_alone,
    perhaps,
    programs,
)
from tests.laws.test_laws_of_sending import mailed
from tests.laws.test_laws_of_whole_projects import (
    apart,
    check,
    every_order,
    laws,
    skews,
    united,
)
from tests.project_content import content_of, path_of
from tests.undo_and_redo import undo

JUDGE = CODERS[0]
DECIDING = (*KEEPING, "accept", "accept", "accept", "merge", "merge")
answers = st.lists(st.booleans(), min_size=12, max_size=12)


@pytest.fixture(scope="module")
def alone(begun: Path) -> list[Path]:
    """The projects of three coders who each began alone."""
    paths = [begun.parent / f"alone-{number}" / "own.kodeverk" for number in range(len(ALONE))]
    for number, path in enumerate(paths):
        path.parent.mkdir()
        begin_alone(path, number)
    return paths


def taken(project: Project, yes: Sequence[bool]) -> list[Pairing]:
    """Join what a person says is one of all that may be; return what was joined."""
    joined = []
    for one, answer in zip(perhaps(project), itertools.cycle(yes), strict=False):
        if answer and joins(project, one.answered(True)):
            joined.append(one.answered(True))
    return joined


def joins(project: Project, pairing: Pairing) -> bool:
    """Join two records; tell whether the program lets them be one."""
    with suppress(KodeverkError):
        perhaps_one.join_records(project, JUDGE, [pairing])
        return True
    return False


@laws(ci=1, full=400)
@given(program=programs(copies=3, size=16, what=DECIDING), skews=skews(3), yes=answers)
def test_three_who_began_alone_merge_in_every_order_to_one_content_before_and_after_deciding(
    alone: list[Path], program: list[Act], skews: list[int], yes: list[bool]
) -> None:
    ways = itertools.cycle((united, mailed))

    def take_in(into: Project, source: Project) -> object:
        """Merge or mail, in turn."""
        return next(ways)(into, source)

    with apart(alone, program, skews, take_in) as (copies, world):
        first, *others = every_order(copies)
        check([first, *others], world)
        decided, again = copies.merged(first), copies.merged(others[0])
        for pairing in taken(decided, yes):
            assert joins(again, pairing)
        both, later = copies.merged(decided, again), copies.merged(others[-1], decided)
        check([decided, again, both, later], world)


@laws(ci=1, full=400)
@given(program=programs(copies=2, size=12, what=DECIDING), skews=skews(2), yes=answers)
def test_a_merge_is_undone_to_what_was_there_and_its_decisions_to_what_was_merged(
    alone: list[Path], program: list[Act], skews: list[int], yes: list[bool]
) -> None:
    with apart(alone[:2], program, skews) as (copies, world):
        a, b = copies.made
        merged, theirs = copies.merged(a, b), str(path_of(b))
        decided = copies.merged(merged)
        pairings = taken(decided, yes)
        before = content_of(a)
        if merging.merge(a, JUDGE, [theirs]).backup:
            check([merged, a], world)
            undo(a, JUDGE)
            assert content_of(a) == before
        done = merging.merge(a, JUDGE, [theirs], pairings=pairings)
        check([decided, a], world)
        if done.joined:
            undo(a, JUDGE)
            check([merged, a], world)
