"""Codes that people move below each other: at top level in every copy, until it is settled."""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodeverk.model.identity import code_id
from kodeverk.service.codebooks import find_codebook, load_codebook
from kodeverk.service.conflicts import list_conflicts, settle_conflicts
from kodeverk.service.merging import merge
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.trial_project import AMINA, JONAS, KARI
from tests.undo_and_redo import undo

CODERS = (KARI, JONAS, AMINA)
KEYS = ("A-EN", "B-TO", "C-TRE", "D-FIRE")
CODES = [code_id("flytt", key) for key in KEYS]
BOOK = "schema: kodeverk-kodebok/1\n" + (
    "codebook: {id: flytt, version: '1', title: {nb: Flytt, en: Move}, language: nb}\nthemes:\n"
    + "".join(f"- {{id: {key}, name: {{nb: {key}, en: {key}}}}}\n" for key in KEYS)
)
MOVES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.none() | st.integers(0, 3)), max_size=8
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moves")
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    with create_project(str(folder / "begun.kodeverk")) as project:
        load_codebook(project, KARI, folder / "book.yaml")
    return folder / "begun.kodeverk"


@contextmanager
def moved(begun: Path, moves: Sequence[tuple[int, int, int | None]]) -> Iterator[list[Project]]:
    """Three copies, in each of which its coder moved codes below others, or to the top."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        with open_project(str(begun)) as project:
            paths = [
                copy_project(project, Path(folder) / f"{number}.kodeverk") for number in range(3)
            ]
        copies = [stack.enter_context(open_project(str(path))) for path in paths]
        for who, code, below in moves:
            with copies[who].writing(CODERS[who], "moved") as writer:
                above = None if below is None else CODES[below]
                writer.set("code", CODES[code], "parent", above)
        for copy in copies:
            copy.rest()
        yield copies


def parents(project: Project) -> dict[str, str | None]:
    with project.reading() as connection:
        return {code.id: code.parent for code in queries.codes(connection)}


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=MOVES)
def test_any_moves_merged_in_any_order_give_one_tree_and_the_same_conflicts(
    begun: Path, moves: list[tuple[int, int, int | None]]
) -> None:
    with moved(begun, moves) as copies:
        found = set()
        for number, order in enumerate(itertools.permutations(copies)):
            target = copy_project(
                order[0], Path(order[0].location).with_name(f"all{number}.kodeverk")
            )
            with open_project(str(target)) as project:
                merge(project, KARI, [copy.location for copy in order[1:]])
                assert verify(project).ok
                tree = parents(project)
                assert len(find_codebook(project, "flytt").codes) == len(KEYS)
                said = tuple((one.id, one.about) for one in list_conflicts(project))
                found.add((content_of(project), tuple(sorted(tree.items(), key=str)), said))
                while open_ones := list_conflicts(project):
                    settle_conflicts(project, KARI, {open_ones[0].id: 1})
        assert len(found) == 1


def test_two_who_moved_codes_below_each_other_see_a_conflict_and_either_move_can_stand(
    begun: Path,
) -> None:
    with moved(begun, [(0, 0, 1), (1, 1, 0), (0, 2, 0)]) as (mine, theirs, _):
        (told,) = merge(mine, KARI, [theirs.location]).conflicts
        assert told.about == "A-EN and B-TO, moved below each other"
        assert sorted((one.words, one.author) for one in told.choices) == [
            ("A-EN below B-TO", "Kari"),
            ("B-TO below A-EN", "Jonas"),
        ]
        a, b, c, d = CODES
        assert parents(mine) == {a: None, b: None, c: a, d: None}
        jonas = [one.author for one in told.choices].index("Jonas") + 1
        settle_conflicts(mine, KARI, {told.id: jonas})
        assert parents(mine) == {a: None, b: a, c: a, d: None}
        assert list_conflicts(mine) == ()
        undo(mine, KARI)
        assert list_conflicts(mine) == (told,)
        settle_conflicts(mine, KARI, {told.id: 3 - jonas})
        assert parents(mine) == {a: b, b: None, c: a, d: None}
        merge(theirs, JONAS, [mine.location])
        assert content_of(theirs) == content_of(mine)
        assert verify(theirs).ok


def test_a_code_below_a_circle_stays_where_it_was(begun: Path) -> None:
    with moved(begun, [(0, 0, 1), (1, 1, 2), (2, 2, 0), (0, 3, 2)]) as (mine, theirs, third):
        report = merge(mine, KARI, [theirs.location, third.location])
        (told,) = report.conflicts
        assert len(told.choices) == 3
        assert parents(mine) == {**dict.fromkeys(CODES), CODES[3]: CODES[2]}
        settle_conflicts(mine, KARI, {told.id: 1})
        assert sum(parent is None for parent in parents(mine).values()) == 1
