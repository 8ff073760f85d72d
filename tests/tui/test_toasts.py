"""Toasts: one error and one fact at most, and never over the words one is at."""

from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from tests.tui.keyboard_user import User, at_the_keyboard


def rows_of_toasts(user: User) -> set[int]:
    """The rows of the screen that toasts cover."""
    return {
        row
        for toast in user.app.screen.query(Toast)
        for row in range(toast.region.y, toast.region.bottom)
    }


def row_of_the_caret(user: User) -> int:
    view = user.coding.view
    return view.region.y + view.caret_row


async def test_an_error_said_again_and_again_stands_there_once(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", *["u"] * 5)
        await user.pilot.pause()
        assert len(user.toasts) == len(user.app.screen.query(Toast)) == 1


async def test_an_error_takes_no_fact_away_and_a_later_fact_replaces_the_one_before(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        user.app.notify("one", severity="warning")
        user.app.notify("fails", severity="error")
        user.app.notify("two")
        user.app.notify("fails again", severity="error")
        await user.rest()
        assert user.toasts == [" | two", " | fails again"]


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_toast_never_covers_the_row_of_the_caret(
    project: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(project, size=size) as user:
        await user.press("enter", "u")
        await user.pilot.pause()
        assert rows_of_toasts(user)
        for key in ("G", "g", *["down"] * 20):
            await user.press(key)
            assert row_of_the_caret(user) not in rows_of_toasts(user)
        await user.press("G", "u")
        await user.pilot.pause()
        assert rows_of_toasts(user)
        assert row_of_the_caret(user) not in rows_of_toasts(user)
