"""What must be readable at 80 × 24, and what the list of codings at the caret does."""

from pathlib import Path

from textual.content import Content

from kodeverk.tui.keys import PINNED
from kodeverk.tui.screens.code_picker import CodePicker
from kodeverk.tui.screens.memo_editor import MemoEditor
from tests.tui.keyboard_user import at_the_keyboard, held, plain, screen_text


async def test_every_code_shows_what_it_is_and_is_not_without_scrolling(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "c")
        picker = user.app.screen
        assert isinstance(picker, CodePicker)
        width, height = picker.reading.size
        for place, code in enumerate(picker._ranked):
            picker.lines.highlighted = place
            await user.rest()
            shown = plain(picker.meaning.render())
            assert code.key in shown
            needed = shown.split("\n\nUse when: ")[0].split("\n\nIn full: ")[0]
            assert not code.not_when or code.not_when in needed
            assert len(Content(needed).wrap(width)) <= height, code.key


async def test_a_code_is_explained_in_the_order_in_which_one_decides(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "c")
        await user.type("rel-tillit")
        picker = user.app.screen
        assert isinstance(picker, CodePicker)
        shown = plain(picker.meaning.render())
        assert shown.startswith("▌ REL-TILLIT  Tillit · Trust")
        headings = ["Not when: ", "Use when: ", "Example: ", "In full: "]
        places = [shown.index(heading) for heading in headings]
        assert places == sorted(places)
        before = screen_text(user.app)
        await user.press("tab")
        assert screen_text(user.app) != before
        for _ in range(9):
            await user.press("tab")
            if screen_text(user.app) == before:
                break
        else:
            raise AssertionError("the beginning does not come back")
        await user.press("enter")
    assert [said[0] for said in held(project).said()] == ["REL-TILLIT"]


async def test_all_pinned_codes_can_be_seen(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        shown = screen_text(user.app)
        for digit in PINNED:
            code = user.coding.transcript.pinned(digit)
            assert code is None or f" {digit} {code.key[:5]}" in shown
        assert "c all codes" in shown


async def test_what_has_happened_is_never_cut_for_what_the_screen_shows_elsewhere(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "C", "D", "down", "enter", "escape", "A", "1", "v")
        assert "REL-TILLIT on 16 words" in user.status
        assert "HOLD · fase: oppstart" in user.status


async def test_a_coding_or_memo_at_the_caret_is_chosen_by_keyboard(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "m")
        await user.type("se her")
        await user.press("ctrl+s", "1", "2", "tab", "down", "enter")
        assert [line[:2] for line in user.here] == ["▌ ", "▸ ", "  "]
        await user.press("tab", "down", "down", "enter")
        assert isinstance(user.app.screen, MemoEditor)
        assert user.app.screen.field.text == "se her"


async def test_more_codings_than_rows_are_scrolled_to(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2", "3", "4", "5")
        assert len(user.here) == 5
        last = user.here[-1][2:].split()[0]
        listed = user.coding.side.codes_here.region
        await user.press("tab", *["down"] * 5)
        rows = screen_text(user.app).splitlines()[listed.y : listed.bottom]
        assert any(last in row for row in rows)
