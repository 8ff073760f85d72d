"""The selected coding, made, cycled to or acted on last: it is in sight, and keys act on it."""

from pathlib import Path

import pytest

from kodeverk.model.records import Turn
from kodeverk.tui.coding_target import TURN_WORDS, whole_to_code
from kodeverk.tui.shown_transcript import ShownTranscript
from tests.tui.keyboard_user import User, at_the_keyboard, held, screen_text


def given(project: Path) -> list[dict[str, str]]:
    """The facet values of each coding."""
    return [facets for _, _, facets in held(project).said()]


def selected_coding(user: User) -> tuple[str, list[str]]:
    """The code of the coding shown as selected in the text, and the lines marked in the list."""
    shown = user.coding.view.highlighted
    return (
        "" if shown is None else shown.key.strip("?*!+−±·"),
        [line for line in user.here if line.startswith("▸")],
    )


async def test_the_coding_just_made_is_shown_as_selected_until_the_caret_moves(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2")
        key, marked = selected_coding(user)
        assert key == "TID-SAKER"
        assert [line.split()[1] for line in marked] == ["TID-SAKER"]
        assert "▸ TID-SAKER" in user.status
        assert user.selected.startswith("Han har alltid")
        await user.press("right")
        assert selected_coding(user) == ("", [])
        assert "▸" not in user.status


async def test_every_key_acts_on_the_coding_cycled_to_and_the_status_line_names_it(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2", "y")
        assert selected_coding(user)[0] == "REL-TILLIT"
        await user.press("f")
        assert "REL-TILLIT “Han har alltid ti…” became fremmer" in user.status
        await user.press("m")
        await user.type("her")
        await user.press("f2", "x")
        assert "REL-TILLIT “Han har alltid ti…” was removed with your memo" in user.status
    assert held(project).said() == [("TID-SAKER", "Han har alltid tid til meg.", {})]


async def test_a_coding_chosen_in_a_question_is_the_one_the_next_key_acts_on(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2", "left", "f")
        lines = screen_text(user.app)
        assert "Which coding is fremmer?" in lines
        assert "REL-TILLIT" in lines
        assert "TID-SAKER" in lines
        await user.press("2")
        chosen = selected_coding(user)[0]
        await user.press("x")
        assert f"{chosen} “Han har alltid ti…” was removed" in user.status
    assert given(project) == [{}]


async def test_a_code_where_the_answer_begins_takes_the_whole_short_turn(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e")
        assert "a code takes the turn" in user.status
        await user.press("1")
        assert user.selected.startswith("Han har")
        assert user.selected.endswith("på brødet.")
        await user.press("escape", "T", "j")
        assert "a code takes the sentence" in user.status
        await user.press("2")
        assert user.selected == "Jeg stoler på ham 👩‍👩‍👧 fordi han ringer."


def test_a_long_answer_is_never_coded_whole_by_a_key_that_only_came_to_it() -> None:
    def whole(words: int) -> str:
        text = "D: Ja. " + "ord " * (words - 1)
        shown = ShownTranscript(text, (Turn(0, 3, 3, len(text), "D"),))
        return whole_to_code(shown, 3)

    assert whole(TURN_WORDS) == "turn"
    assert whole(TURN_WORDS + 1) == "sentence"
    assert whole(50_000) == "sentence"


async def test_applying_a_code_ends_holding_and_keeps_the_selection(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "v", "w", "w")
        assert "HOLD" in user.status
        words = user.selected
        await user.press("1")
        assert "HOLD" not in user.status
        assert user.selected == words.rstrip()
        await user.press("right")
        assert user.selected == ""


async def test_the_status_line_says_nothing_of_before_the_caret_moved(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1")
        assert "REL-TILLIT on 6 words" in user.status
        await user.press("right")
        assert "REL-TILLIT" not in user.status
        await user.press("slash")
        await user.type("jeg")
        await user.press("enter", "n")
        assert "Hit 2 of" in user.status
        await user.press("left")
        assert "Hit" not in user.status


async def test_the_selected_coding_differs_from_others_also_without_colours(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "1", "2", "j", "left")

        def look() -> set[tuple[bool | None, ...]]:
            (row,) = [
                strip
                for strip in user.app.screen._compositor.render_strips()
                if "alltid" in strip.text and strip.text.startswith((" I", " D", " "))
                and "Han har" in strip.text and "▌" not in strip.text and "▸" not in strip.text
            ]  # fmt: skip
            start = row.text.index("Han")
            return {
                (one.style.bold, one.style.italic, one.style.underline)
                for one in row.crop(start, start + 12)
                if one.style is not None
            }

        before = look()
        await user.press("left", "y")
        assert look().isdisjoint(before)
