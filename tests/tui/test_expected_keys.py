"""Keys that people know from elsewhere, and keys typed faster than the program works."""

from pathlib import Path

from textual import events
from textual.binding import Binding

from kodeverk.tui.keys import ALL_SECTIONS
from kodeverk.tui.screens.code_picker import CodePicker
from kodeverk.tui.screens.key_list import KeyList
from kodeverk.tui.screens.menu import Menu
from tests.tui.keyboard_user import User, at_the_keyboard, held, screen_text


async def type_at_once(user: User, *keys: str) -> None:
    """Type keys faster than anything can be done, as over a slow line."""
    for key in keys:
        user.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await user.pilot.pause()
    await user.rest()


async def test_ctrl_z_takes_the_last_step_back_and_ctrl_y_does_it_again(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "ctrl+z")
        assert held(project).codings == ()
        await user.press("ctrl+y")
        assert len(held(project).codings) == 1
        await user.press("q", "ctrl+z")
        assert held(project).codings == ()


async def test_ctrl_z_in_a_search_never_takes_back_a_coding(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "slash")
        await user.type("ha")
        await user.press("ctrl+z")
        assert len(held(project).codings) == 1
        await user.press("escape", "ctrl+z")
        assert held(project).codings == ()


async def test_ctrl_f_asks_for_words_where_there_is_a_search_or_a_filter(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("ctrl+f")
        await user.type("deltaker")
        assert "b-veileder" not in screen_text(user.app)
        await user.press("escape", "enter", "ctrl+f")
        await user.type("norskkurset")
        await user.press("enter")
        assert user.selected == "norskkurset"


def test_whoever_takes_back_a_step_or_searches_can_do_it_with_the_keys_of_other_programs() -> None:
    bindings: list[Binding] = [one for section in ALL_SECTIONS for one in section.keys]
    for action, key in {
        "undo": "ctrl+z", "redo": "ctrl+y", "search": "ctrl+f", "filter": "ctrl+f"
    }.items():  # fmt: skip
        keys = [one.key.split(",") for one in bindings if one.action == action]
        assert keys
        assert all(key in each for each in keys)


async def test_a_transcript_is_opened_and_coded_by_keys_typed_at_once(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await type_at_once(user, "enter", "e", "1", "f")
    ((code, words, facets),) = held(project).said()
    assert code == "REL-TILLIT"
    assert words.startswith("Han har alltid tid")
    assert facets == {"retning": "fremmer"}


async def test_keys_typed_while_a_dialog_opens_go_to_the_dialog(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e")
        await type_at_once(user, "m", "h", "e", "r", "f2", "c", "t", "i", "d", "enter", "d")
    assert [memo.text for memo in held(project).memos] == ["her"]
    assert [(code[:3], facets) for code, _, facets in held(project).said()] == [
        ("TID", {"retning": "hemmer"})
    ]


async def test_keys_typed_while_undo_runs_act_on_what_is_there_then(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2")
        await type_at_once(user, "u", "f", "u", "u", "3", "d")
    assert held(project).said() == [
        ("IND-PLAN", "Han har alltid tid til meg.", {"retning": "hemmer"})
    ]


async def test_keys_typed_while_one_goes_back_to_the_project_stay_in_their_order(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        await type_at_once(user, "e", "1", "q", "down", "enter", "e", "2")
        assert user.heading.startswith("b-veileder")
    assert [code for code, _, _ in held(project, "b-veileder").said()] == ["TID-SAKER"]
    assert [code for code, _, _ in held(project).said()] == ["REL-TILLIT"]


async def test_an_enter_typed_before_the_program_took_the_terminal_over_is_an_enter(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await type_at_once(user, "ctrl+j", "e", "1")
        assert len(held(project).codings) == 1


async def test_keys_typed_ahead_answer_no_question_that_nobody_has_seen(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "1", "F", "F")
        await user.press("j", "s")
        await type_at_once(user, "2", "f", "2", "d")
        assert isinstance(user.app.screen, Menu)
        await user.press("escape")
        assert [facets for _, _, facets in held(project).said()] == [{}]


async def test_a_transcript_is_not_taken_out_by_keys_typed_ahead_of_the_question(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await type_at_once(user, "x", "1")
        assert isinstance(user.app.screen, Menu)
        await user.press("escape")
        assert "a-deltaker" in screen_text(user.app)


async def test_a_recent_code_is_applied_by_keys_typed_at_once(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "1", "t", "t")
        await type_at_once(user, "comma", "1")
        assert len(held(project).codings) == 2


async def test_a_line_chosen_twice_before_its_list_closes_is_chosen_once(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "c")
        picker = user.app.screen
        assert isinstance(picker, CodePicker)
        picker.lines.action_select()
        picker.lines.action_select()
        await user.rest()
        assert len(held(project).codings) == 1
        await user.press("question_mark")
        keys = user.app.screen
        assert isinstance(keys, KeyList)
        keys.lines.action_select()
        keys.lines.action_select()
        await user.rest()
        assert user.app.screen is not keys
