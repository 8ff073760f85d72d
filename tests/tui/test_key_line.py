"""The last line of the coding screen and the list of its keys: what matters here, whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.cells import cells_of
from kodeverk.tui.footer_keys import Offered, that_fit
from kodeverk.tui.screens.key_list import KeyList
from tests.tui.keyboard_user import User, at_the_keyboard, held, plain, screen_text


def last_line(user: User) -> str:
    return screen_text(user.app).splitlines()[-1]


async def click_on(user: User, word: str) -> None:
    """Click on a word of the last line."""
    line = last_line(user)
    await user.pilot.click("KeyLine", offset=(cells_of(line[: line.index(word)]), 0))
    await user.rest()


async def test_a_direction_that_is_required_is_offered_first(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1")
        assert last_line(user).startswith("f fremmer d hemmer i ambivalent E beskrivende │ ")
        assert user.coding.target.state()[0] == "lacking"
        await user.press("d")
        assert user.coding.target.state()[0] == "coding"
        assert "x Remove" in last_line(user)
        await user.press("2")
        await click_on(user, "fremmer")
        assert "became fremmer" in user.status
    assert sorted(said[2]["retning"] for said in held(project).said()) == ["fremmer", "hemmer"]


async def test_what_is_offered_follows_what_is_selected(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        assert "Space Letters" in last_line(user)
        assert "F Finish" in last_line(user)
        await user.press("e", "s")
        assert "m Memo" in last_line(user)
        assert "fremmer" not in last_line(user)
        await click_on(user, "Longer")
        assert user.coding.target.state()[0] == "selection"
        await user.press("1", "f")
        assert "x Remove" in user.coding.key_line.offered


@pytest.mark.parametrize("width", [60, 80, 96, 160])
async def test_no_key_is_cut_and_help_and_back_are_always_there(project: Path, width: int) -> None:
    async with at_the_keyboard(project, size=(width, 24)) as user:
        await user.press("enter", "e")
        for keys in ((), ("s",), ("1",), ("O",), ("escape", "f")):
            await user.press(*keys)
            line = last_line(user)
            assert cells_of(line) <= width
            assert line.endswith("? Help q Back")
            for offered in user.coding.key_line.offered:
                assert offered in line


@given(st.lists(st.lists(st.integers(1, 20), min_size=1)), st.integers(0, 100))
def test_what_is_shown_is_whole_and_fits(lengths: list[list[int]], cells: int) -> None:
    groups = [
        [Offered(f"{row}-{place}", "") for place, _ in enumerate(group)]
        for row, group in enumerate(lengths)
    ]
    sizes = {
        offered: length
        for group, row in zip(groups, lengths, strict=True)
        for offered, length in zip(group, row, strict=True)
    }
    fitting = that_fit(groups, sizes, cells, 2)
    taken = sum(sizes[offered] for group in fitting for offered in group)
    assert taken + 2 * max(len(fitting) - 1, 0) <= cells or not fitting
    flat = [offered for group in groups for offered in group]
    shown = [offered for group in fitting for offered in group]
    assert shown == flat[: len(shown)]


async def test_the_list_of_keys_names_the_codes_on_digits_and_can_be_searched(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "question_mark")
        keys = user.app.screen
        assert isinstance(keys, KeyList)
        code = plain(keys.lines.get_option("coding.pinned-1").prompt).split()
        assert code == ["1", "REL-TILLIT", "Tillit"]
        await user.type("next memo")
        assert [option.id for option in keys.lines.options] == [None, "coding.next-memo"]
        keys.field.value = "s"
        await user.rest()
        assert [option.id for option in keys.lines.options] == [None, "transcript.select-sentence"]
        await user.press("enter")
        assert user.selected == "Han har alltid tid til meg."


async def test_the_list_of_keys_fits_a_small_screen(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "question_mark")
        keys = user.app.screen
        assert isinstance(keys, KeyList)
        room = keys.lines.scrollable_content_region.width
        for option in keys.lines.options:
            assert cells_of(plain(option.prompt)) <= room, plain(option.prompt)
        dialog = keys.query_one(".dialog")
        assert dialog.region.bottom <= 24
        assert "Esc closes" in screen_text(user.app)


async def test_arrows_in_the_list_of_keys_pass_over_headings(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "question_mark")
        keys = user.app.screen
        assert isinstance(keys, KeyList)
        for _ in keys.lines.options:
            await user.press("down")
            assert keys.lines.highlighted is not None
            assert keys.lines.options[keys.lines.highlighted].id is not None
        await user.press("pageup", "pageup", "pageup", "pageup", "pageup", "pageup", "pageup")
        await user.press("pageup", "pageup", "pageup", "up")
        assert keys.lines.highlighted == 1
