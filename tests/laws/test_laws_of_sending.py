"""The laws of merging (design, section 6) where coders mail what has changed."""

import itertools
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given

from kodeverk.service import derived_placements, sending
from kodeverk.store import receiving
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.receiving import Lacking
from tests.laws.coder_actions import CODERS, EVERYTHING, KEEPING, Act, World, programs
from tests.laws.test_laws_of_whole_projects import Copies, apart, check, laws, skews

POSTMAN = CODERS[0]
_numbers = itertools.count()


def sent(source: Project, since: str | None = None) -> Path:
    assert source.path is not None
    target = source.path.with_name(f"{next(_numbers)}.changes")
    sending.send(source, POSTMAN, target, since)
    return target


def received(into: Project, file: Path) -> int:
    """Take a file in; return how many changes came."""
    with into.locked() as connection:
        union = receiving.receive(connection, into, file)
        derived_placements.refresh(connection)
    into.clean()
    return union.last - union.first + 1


def mailed(into: Project, source: Project) -> int:
    """Send what has changed; where it rests on what is not there, what the refusal asks for."""
    try:
        return received(into, sent(source))
    except Lacking as refused:
        asked = re.search(r"--since (\S+)", refused.hint)
        assert asked
    return received(into, sent(source, asked[1]))


def mailed_both_ways(copies: Copies, world: World) -> None:
    """Let two copies mail each other, and compare with a merge of both."""
    a, b = copies.made
    whole = copies.merged(a, b)
    for into, source in ((b, a), (a, b), (b, a)):
        mailed(into, source)
    check([whole, a, b], world)
    assert received(a, sent(b, "beginning")) == 0


@pytest.fixture(scope="module")
def known(begun: Path) -> Path:
    """The project that everybody begins with, from which nothing is left to be sent."""
    path = Path(shutil.copy(begun, begun.with_name("known.kodeverk")))
    with open_project(str(path)) as project:
        sent(project)
    return path


@laws(ci=9, full=1_600)
@given(program=programs(copies=2, size=14, what=KEEPING), skews=skews(2))
def test_two_who_mail_what_has_changed_come_to_what_a_merge_gives(
    known: Path, program: list[Act], skews: list[int]
) -> None:
    with apart([known] * len(skews), program, skews, mailed) as (copies, world):
        mailed_both_ways(copies, world)


@laws(ci=8, full=1_000)
@given(program=programs(copies=2, size=14, what=EVERYTHING), skews=skews(2))
def test_two_who_mail_and_withdraw_come_to_what_a_merge_gives_without_a_withdrawn_word(
    known: Path, program: list[Act], skews: list[int]
) -> None:
    with apart([known] * len(skews), program, skews, mailed) as (copies, world):
        mailed_both_ways(copies, world)


@laws(ci=4, full=600)
@given(program=programs(copies=3, size=18, what=EVERYTHING), skews=skews(3))
def test_three_who_mail_come_to_what_a_merge_gives_though_not_all_got_every_file(
    known: Path, program: list[Act], skews: list[int]
) -> None:
    with apart([known] * len(skews), program, skews, mailed) as (copies, world):
        whole = copies.merged(*copies.made)
        for into, source in itertools.permutations(copies.made, 2):
            mailed(into, source)
        for into, source in itertools.permutations(copies.made, 2):
            received(into, sent(source, "beginning"))
        check([whole, *copies.made], world)
