"""The same by mouse, at two sizes, and how the screens look."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from kodeverk.tui.screens.code_picker import CodePicker
from tests.tui.keyboard_user import AssertScreen, User, at_the_keyboard, held

SIZES = [(80, 24), (120, 40)]


async def click_on(user: User, words: str, times: int = 1) -> None:
    """Click where the words stand on the screen."""
    from tests.tui.keyboard_user import screen_text

    for y, line in enumerate(screen_text(user.app).splitlines()):
        if words in line:
            await user.pilot.click(offset=(line.index(words) + 1, y), times=times)
            await user.rest()
            return
    raise AssertionError(f"{words!r} is not on the screen")


@pytest.mark.parametrize("size", SIZES)
async def test_a_sentence_is_coded_with_the_mouse_alone(
    project: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(project, size=size) as user:
        await click_on(user, "a-deltaker")
        await click_on(user, "alltid", times=3)
        assert user.selected == "Han har alltid tid til meg."
        await click_on(user, "Code")
        assert isinstance(user.app.screen, CodePicker)
        await click_on(user, "REL-TILGJ")
        await click_on(user, "1 REL-TILLIT")
        assert len(user.here) == 2
        await click_on(user, "▌ REL-TILGJ")
        assert any(line.startswith("▸ REL-TILGJ") for line in user.here)
        await click_on(user, "Remove")
    assert [said[:2] for said in held(project).said()] == [
        ("REL-TILLIT", "Han har alltid tid til meg.")
    ]


@pytest.mark.parametrize("size", [*SIZES, (200, 60)])
async def test_the_coding_screen_looks_like_this(
    project: Path, size: tuple[int, int], assert_screen: AssertScreen
) -> None:
    async with at_the_keyboard(project, size=size) as user:
        await user.press("enter", "e", "D", "down", "enter", "escape", "s", "1", "f", "2", "R")
        assert_screen(user.app, f"coding_{size[0]}x{size[1]}")
        await user.press("c")
        await user.type("tid")
        assert_screen(user.app, f"picker_{size[0]}x{size[1]}")


async def test_without_colours_everything_can_still_be_told_apart(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    from tests.tui.keyboard_user import screen_text

    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "f")
        shown = screen_text(user.app)
    assert "REL-TILLIT" in shown
    assert "fremmer" in shown


async def test_the_picker_shows_what_a_code_is_not_for(project: Path) -> None:
    async with at_the_keyboard(project, size=(120, 40)) as user:
        await user.press("enter", "e", "c")
        await user.type("rel-tillit")
        picker = user.app.screen
        assert isinstance(picker, CodePicker)
        assert picker.query_one(OptionList).highlighted == 0
        assert "Not when: " in str(picker.meaning.render())


@pytest.mark.parametrize("opens", ["Code", "Help"])
async def test_a_dialog_is_closed_by_a_click_on_what_escape_does(project: Path, opens: str) -> None:
    async with at_the_keyboard(project) as user:
        await click_on(user, "a-deltaker")
        screen = user.app.screen
        await click_on(user, opens)
        assert user.app.screen is not screen
        await click_on(user, "Esc closes")
        assert user.app.screen is screen
