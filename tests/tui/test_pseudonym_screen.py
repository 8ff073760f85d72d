"""The review of pseudonyms: answered by keys and by mouse, replaced after one more question."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Button, OptionList

from kodeverk.service.importing import Choices, import_files
from kodeverk.store import queries
from kodeverk.store.opening import create_project, open_project
from kodeverk.tui.screens.notice import Notice
from kodeverk.tui.screens.project import ProjectScreen
from kodeverk.tui.screens.pseudonyms import PseudonymScreen
from tests.tui.keyboard_user import KARI, AssertScreen, User, at_the_keyboard, plain

TALK = """\
Intervjuer: Hvem er Gunnvald Myrstad?

Deltaker: Gunnvald bor i Fyresdal. Gunnvaldstunet heter det. Da sa Tindra nei. Ring 912 34 567.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "studie.kodeverk"
    (tmp_path / "en.txt").write_text(TALK, encoding="utf-8")
    with create_project(str(path)) as made:
        (result,) = import_files(made, KARI, [tmp_path / "en.txt"], Choices())
        assert result.error is None
    return path


@asynccontextmanager
async def reviewing(project: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[User]:
    async with at_the_keyboard(project, size=size) as user:
        await user.press("P")
        assert isinstance(user.app.screen, PseudonymScreen)
        yield user


def listed(user: User) -> dict[str, list[str]]:
    """Text -> the words of its line."""
    lines = user.app.screen.query_one(OptionList).options
    rows = [plain(one.prompt).split() for one in lines if not one.disabled]
    return {" ".join(row[1 : row.index("[Person")]): row for row in rows if "[Person" in row}


def text_in(project: Path) -> str:
    with open_project(str(project)) as opened, opened.reading() as connection:
        (version,) = queries.current_versions(connection)
        return version.text


async def until(user: User, screen: type[object]) -> None:
    await user.rest()
    assert isinstance(user.app.screen, screen), user.app.screen


async def test_answers_are_counted_and_the_next_proposal_is_reached(project: Path) -> None:
    async with reviewing(project) as user:
        assert "yes 0 · no 0 · open 5" in user.heading
        await user.press("y", "n", "n", "up", "x")
        assert "yes 1 · no 1 · open 3" in user.heading


async def test_the_highlighted_one_is_shown_where_it_stands(project: Path) -> None:
    async with reviewing(project) as user:
        await user.press("down")
        assert "Hvem er Gunnvald Myrstad?" in plain(user.app.screen.query_one("#contexts").render())


async def test_a_replacement_is_written_by_hand_and_joined_to_the_one_above(project: Path) -> None:
    async with reviewing(project) as user:
        await user.press("down", "e", "ctrl+u", "O", "d", "a", "enter")
        assert "yes 1" in user.heading
        lines = user.app.screen.query_one(OptionList)
        assert "Oda" in plain(lines.options[lines.highlighted or 0].prompt)
        await user.press("down", "j")
        assert "becomes Oda too" in user.status


async def test_names_are_replaced_after_the_key_and_one_more_question(
    project: Path, tmp_path: Path
) -> None:
    (tmp_path / "k").mkdir()
    key = tmp_path / "k" / "n.csv"
    async with reviewing(project) as user:
        await user.press(*"yyyyy", "a")
        for sign in str(key):
            await user.pilot.press(
                {"/": "slash", ".": "full_stop", "-": "minus", "_": "underscore"}.get(sign, sign)
            )
        await user.press("enter", "2")
        await until(user, Notice)
        await user.press("enter")
        assert "yes 0 · no 0 · open 0" in user.heading
        await user.press("q")
        await until(user, ProjectScreen)
    assert text_in(project) == (
        "Intervjuer: Hvem er [Person A]?\n\nDeltaker: [Person A] bor i [kommune 1]. "
        "Gunnvaldstunet heter det. Da sa [Person B] nei. Ring [telefon].\n"
    )
    assert "Gunnvald" in key.read_text(encoding="utf-8")


async def test_nothing_is_replaced_when_the_question_is_answered_no(
    project: Path, tmp_path: Path
) -> None:
    async with reviewing(project) as user:
        await user.press("y", "a", "k", "enter", "1")
        await until(user, PseudonymScreen)
        assert "yes 1" in user.heading
        await user.press("a", "escape")
        await until(user, PseudonymScreen)
    assert text_in(project) == TALK


async def test_a_key_that_cannot_be_there_is_told_and_the_answers_stay(project: Path) -> None:
    async with reviewing(project) as user:
        await user.press("y", "a", "n", "slash", "k", "enter", "2")
        await until(user, PseudonymScreen)
        assert "there is no folder" in user.toasts[0]
        assert "yes 1" in user.heading
    assert text_in(project) == TALK


async def test_answers_and_added_names_are_there_again_after_leaving_and_after_a_new_search(
    project: Path,
) -> None:
    async with reviewing(project) as user:
        await user.press("y", "n", "plus")
        await user.type("Gunnvaldstunet")
        await user.press("enter")
        assert "Added, in 1 place" in user.status
        assert "yes 2 · no 1 · open 3" in user.heading
        for again in ("q", "escape"):
            await user.press(again)
            await until(user, ProjectScreen)
            await user.press("P")
            await until(user, PseudonymScreen)
            assert "yes 2 · no 1 · open 3" in user.heading
        await user.press("g")
        assert "yes 2 · no 1 · open 3" in user.heading
        assert "Gunnvaldstunet" in listed(user)


async def test_an_added_name_is_replaced_and_one_that_stands_nowhere_is_refused(
    project: Path, tmp_path: Path
) -> None:
    (tmp_path / "k").mkdir()
    async with reviewing(project) as user:
        await user.press("plus")
        await user.type("gunnvaldstunet")
        await user.press("enter")
        assert "stands nowhere" in user.toasts[-1]
        await user.press("plus")
        await user.type("Gunnvaldstunet")
        await user.press("enter", "a")
        for sign in str(tmp_path / "k" / "n.csv"):
            names = {"/": "slash", ".": "full_stop", "-": "minus", "_": "underscore"}
            await user.pilot.press(names.get(sign, sign))
        await user.press("enter", "2")
        await user.rest()
    assert "Gunnvaldstunet" not in text_in(project)
    assert "Gunnvald bor" in text_in(project)


async def test_the_proposals_are_searched_and_escape_shows_all_again(project: Path) -> None:
    async with reviewing(project) as user:
        await user.press("slash")
        await user.type("tindra")
        assert [*listed(user)] == ["Tindra"]
        await user.press("enter", "y", "escape")
        assert len(listed(user)) > 1
        assert "yes 1" in user.heading
        assert isinstance(user.app.screen, PseudonymScreen)


async def test_a_click_asks_for_what_comes_instead(project: Path) -> None:
    async with reviewing(project) as user:
        await user.pilot.click(user.app.screen.query_one(OptionList), offset=(10, 3))
        await user.rest()
        assert user.app.screen.query_one(Button)
        await user.pilot.click(user.app.screen.query_one(Button))
        await until(user, PseudonymScreen)
        assert "yes 1" in user.heading


async def test_the_review_looks_like_this(project: Path, assert_screen: AssertScreen) -> None:
    for size in ((80, 24), (120, 40)):
        async with reviewing(project, size) as user:
            user.call_the_project("studie.kodeverk")
            await user.press("down", "y")
            assert_screen(user.app, f"pseudonyms_{size[0]}x{size[1]}")
