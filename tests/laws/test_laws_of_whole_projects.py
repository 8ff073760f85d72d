"""The laws of merging (design, section 6) over programs of everything that coders do."""

import itertools
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodeverk.service import derived_placements
from kodeverk.service.conflicts import list_conflicts
from kodeverk.service.verification import verify
from kodeverk.store import journal, writer
from kodeverk.store.merging import Union, unite
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.withdrawal import marks
from tests.laws.coder_actions import EVERYTHING, KEEPING, Act, World, programs, run
from tests.project_content import bytes_on_disk, content_of
from tests.strategies import examples

SKEWS = (0, 0, -3_600, 86_400 * 2, -86_400 * 3_000, 7)
"""How wrong the clocks of copies are, in seconds."""


class _Clock:
    """A clock that each copy may have wrong; it never stands still."""

    def __init__(self) -> None:
        self.now = 1_700_000_000_000_000_000
        self.skew = 0

    def time_ns(self) -> int:
        self.now += 1_000_000
        return self.now + self.skew * 1_000_000_000


class Copies:
    """Copies of what each coder has begun with, and a way to make more of any."""

    def __init__(self, begun: Sequence[Path], folder: Path, stack: ExitStack) -> None:
        self._stack = stack
        self._names = (folder / f"{number}.kodeverk" for number in itertools.count())
        self.made = [self._opened(path) for path in begun]

    def merged(self, first: Project, *others: Project) -> Project:
        first.rest()
        assert first.path is not None
        result = self._opened(first.path)
        for other in others:
            united(result, other)
        return result

    def _opened(self, path: Path) -> Project:
        copy = next(self._names)
        shutil.copyfile(path, copy)
        return self._stack.enter_context(open_project(str(copy)))


def united(into: Project, source: Project) -> Union:
    with into.locked() as connection, source.reading() as read:
        union = unite(connection, read)
        derived_placements.refresh(connection)
    into.clean()
    return union


@contextmanager
def apart(
    begun: Sequence[Path],
    program: Sequence[Act],
    skews: Sequence[int],
    merge: Callable[[Project, Project], object] = united,
) -> Iterator[tuple[Copies, World]]:
    """Copies of what coders began with, in which they did what the program says, by own clocks."""
    clock = _Clock()
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setattr(writer, "time", clock)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=begun[0].parent)))
        copies = Copies(begun, folder, stack)
        world = World(folder, copies.made)
        for act in program:
            clock.skew = skews[act.who]
            run(world, [act], merge)
        clock.skew = 0
        yield copies, world


def said(project: Project) -> tuple[object, ...]:
    """Return the conflicts in words, with who said what.

    Of a code that two people's codebooks had where it is, the author is whoever's came first to
    the file: codes that stand below each other are told without. So is the number of a transcript
    that has another's name: the one that came first to the file goes without.
    """
    return tuple(
        (
            one.id,
            re.sub(r" \(\d+\)", "", one.about),
            tuple((each.words, one.field != "parent" and each.author) for each in one.choices),
        )
        for one in list_conflicts(project)
    )


def unsearched(project: Project) -> set[str]:
    """Return the pseudonyms that `verify` lists: of words that could not be looked for."""
    with project.reading() as connection:
        return {one.shows for one in marks.unsearched(connection)}


def live_codings(project: Project) -> set[str]:
    with project.reading() as connection:
        return {record for record, _ in journal.read_state(connection, "coding")}


def check(projects: Sequence[Project], world: World) -> None:
    """One content with the same conflicts, proved of two, no withdrawn name in any's bytes.

    Where a copy has names whose places are forgotten everywhere when it comes, nobody can look for
    them: the order makes a difference, and each project that keeps a name lists it as unsearched.
    """
    for project in projects[-2:]:
        assert verify(project).problems == ()
    listed = [unsearched(project) for project in projects]
    if not any(listed):
        assert len({content_of(project) for project in projects}) == 1
        assert len({said(project) for project in projects}) == 1
    for project, pseudonyms in zip(projects, listed, strict=True):
        for name, shown in world.withdrawn.items():
            assert name.encode() not in bytes_on_disk(project) or not shown.isdisjoint(pseudonyms)


def every_order(copies: Copies) -> list[Project]:
    """Merge three copies in every order and grouping."""
    pairs = {
        (one, other): copies.merged(copies.made[one], copies.made[other])
        for one, other in itertools.permutations(range(3), 2)
    }
    results = [
        copies.merged(pair, copies.made[3 - one - other]) for (one, other), pair in pairs.items()
    ]
    results += [
        copies.merged(copies.made[third], pairs[one, other])
        for third, one, other in ((0, 1, 2), (1, 2, 0), (2, 0, 1))
    ]
    return results


def merged_both_ways(copies: Copies, world: World) -> Union:
    """Merge two copies both ways and check the results; return what merging once more did."""
    a, b = copies.made
    ab, ba = copies.merged(a, b), copies.merged(b, a)
    check([ab, ba], world)
    again = united(ab, b)
    both = live_codings(a) | live_codings(b)
    report = united(a, b)
    told = {*report.removed, *(one.coding for one in report.withheld)}
    assert both <= live_codings(a) | told
    check([a, ab, ba], world)
    return again


def skews(copies: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.sampled_from(SKEWS), min_size=copies, max_size=copies)


def laws(ci: int, full: int) -> settings:
    """Settings for so many programs: the same every time, but new ones in a full run."""
    return settings(
        max_examples=(count := examples(ci, full)),
        derandomize=count == ci,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@laws(ci=12, full=2_400)
@given(program=programs(copies=2, size=12, what=KEEPING), skews=skews(2))
def test_two_copies_merge_both_ways_to_one_content_and_merging_again_changes_nothing(
    begun: Path, program: list[Act], skews: list[int]
) -> None:
    with apart([begun] * len(skews), program, skews) as (copies, world):
        again = merged_both_ways(copies, world)
        assert (again.added, again.last) == ({}, again.first - 1)


@laws(ci=5, full=600)
@given(program=programs(copies=3, size=16, what=KEEPING), skews=skews(3))
def test_three_copies_merge_in_every_order_and_grouping_to_one_content(
    begun: Path, program: list[Act], skews: list[int]
) -> None:
    with apart([begun] * len(skews), program, skews) as (copies, world):
        check(every_order(copies), world)


@laws(ci=8, full=1_600)
@given(program=programs(copies=2, size=12, what=EVERYTHING), skews=skews(2))
def test_two_copies_with_withdrawals_merge_both_ways_to_one_content_without_a_withdrawn_word(
    begun: Path, program: list[Act], skews: list[int]
) -> None:
    with apart([begun] * len(skews), program, skews) as (copies, world):
        assert merged_both_ways(copies, world).added == {}


@laws(ci=4, full=600)
@given(program=programs(copies=3, size=16, what=EVERYTHING), skews=skews(3))
def test_three_copies_with_withdrawals_merge_in_every_order_and_grouping_to_one_content(
    begun: Path, program: list[Act], skews: list[int]
) -> None:
    with apart([begun] * len(skews), program, skews) as (copies, world):
        check(every_order(copies), world)
