"""Keys that people know from elsewhere, and keys typed faster than the program works."""

from pathlib import Path

from textual import events
from textual.binding import Binding

from kodeverk.tui.keys import ALL_SECTIONS
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
