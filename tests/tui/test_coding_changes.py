"""A coding gets other borders, another code, or becomes two: by keys and by the mouse."""

from pathlib import Path

import pytest

from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.widgets.transcript import TranscriptView
from tests.tui.keyboard_user import OLA, User, at_the_keyboard, held, screen_text
from tests.tui.test_transcript_view import cell_of

TRUST = "Jeg stoler på ham 👩‍👩‍👧 fordi han ringer."
TIME = "Han har alltid tid til meg."
JAM = "Blåbærsyltetøy på brødet."


def words(project: Path) -> list[tuple[str, str]]:
    return [(code, text) for code, text, _ in held(project).said()]


async def with_coding(user: User, *more: str) -> None:
    """Open the interview and put the code of 1 on the second sentence of the first answer."""
    await user.press("enter", "e", "j", "s", "1", *more)


def at(user: User, text: str) -> int:
    return user.coding.view.transcript.text.index(text)


async def drag(user: User, begin: int, end: int) -> None:
    """Press on the character at an offset, move to that at another, let go."""
    view = user.coding.view
    await user.pilot.mouse_down(TranscriptView, offset=cell_of(view, begin))
    await user.pilot.hover(TranscriptView, offset=cell_of(view, end))
    await user.pilot.mouse_up(TranscriptView, offset=cell_of(view, end))
    await user.rest()


MOVED = (
    (["j"], f"{TRUST} {JAM}"),
    (["b"], TRUST.removesuffix(" ringer.")),
    (["left"], TRUST[:-1]),
    (["right", "right"], f"{TRUST} B"),
    (["tab", "J"], f"{TIME} {TRUST}"),
    (["O", "w"], TRUST.removeprefix("Jeg ")),
    (["tab", "b", "tab", "J"], "meg."),
    (["shift+left", "S"], TRUST),
    (["tab", "w", "w", "O", "b", "b"], "på ham 👩‍👩‍👧 fordi"),
)


async def test_movements_move_a_border_and_enter_writes_it(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, "f", "m")
        await user.type("her")
        await user.press("f2")
        for keys, moved in MOVED:
            await user.press("O", *keys, "enter")
            assert user.selected == moved
            there = held(project)
            assert there.said() == [("REL-TILLIT", moved, {"retning": "fremmer"})]
            assert [memo.target for memo in there.memos] == [there.codings[0].id]
            if moved != TRUST:
                await user.press("u", "g", "k")
            assert user.selected == TRUST


STOPPED = (
    (["b"] * 12, "Jeg"),
    (["J", "J", "T"], "Jeg"),
    (["g"], "Jeg"),
    (["pageup"], "J"),
    (["left"] * 50, "J"),
    (["left"] * 50 + ["b"], "J"),
    (["tab", *["w"] * 12], "ringer."),
    (["tab", "G"], "ringer."),
    (["tab", "j", "t"], "ringer."),
)


async def test_a_border_never_goes_past_the_other_one(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user)
        for keys, left in STOPPED:
            await user.press("O", *keys)
            moved = "START" if keys[0] == "tab" else "END"
            assert f"{moved} of REL-TILLIT, 1 word ·" in user.status
            await user.press("enter")
            assert user.selected == left
            assert words(project) == [("REL-TILLIT", left)]
            await user.press("u", "g", "k")
            assert user.selected == TRUST


async def test_a_coding_never_loses_its_last_word_to_a_border(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, "O", "tab", "w", *["right"] * 60, "enter")
        assert "There would be no words left" in user.status
        assert user.selected == TRUST
    assert words(project) == [("REL-TILLIT", TRUST)]


async def test_an_end_dragged_past_the_other_never_takes_words_before_it(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user)
        await drag(user, at(user, "ringer.") + 6, at(user, "til meg"))
        assert user.selected == "J"
        await user.press("u", "k")
        await drag(user, at(user, "Jeg stoler"), at(user, "Blåbær"))
        assert user.selected == TRUST
    assert words(project) == [("REL-TILLIT", TRUST)]


async def test_the_status_line_says_what_goes_on_and_other_keys_wait(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, "O")
        assert "END of REL-TILLIT, 7 words · Tab: start · Enter writes · Esc leaves" in user.status
        await user.press("tab")
        assert "START of REL-TILLIT, 7 words · Tab: end" in user.status
        await user.press("2", "x", "s", "u")
        assert "START of REL-TILLIT" in user.status
        await user.press("J", "escape")
        assert "· Tab" not in user.status
        assert user.selected == TRUST
        await user.press("f")
    assert held(project).said() == [("REL-TILLIT", TRUST, {"retning": "fremmer"})]


async def test_words_within_a_coding_are_enough_to_move_its_borders(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, "left", "b", "o", *["O", "j", "enter"])
    assert words(project) == [("REL-TILLIT", f"{TRUST} {JAM}")]


async def test_undo_takes_moved_borders_back_and_redo_moves_them_again(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, *["O", "j", "enter"])
        assert "REL-TILLIT lies on 10 words now" in user.status
        await user.press("u")
        assert words(project) == [("REL-TILLIT", TRUST)]
        assert "Undid: REL-TILLIT: other borders, now 10 words, before 7" in user.status
        await user.press("U", "k")
        assert user.selected == f"{TRUST} {JAM}"


async def test_the_ends_of_the_selected_coding_are_dragged(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user)
        await drag(user, at(user, "ringer.") + 6, at(user, "brødet") + 5)
        assert words(project) == [("REL-TILLIT", f"{TRUST} Blåbærsyltetøy på brødet")]
        assert user.coding.target.selected() is not None
        await drag(user, at(user, "Jeg stoler"), at(user, "til meg"))
        assert words(project) == [("REL-TILLIT", f"til meg. {TRUST} Blåbærsyltetøy på brødet")]


async def test_a_click_on_a_coding_s_end_only_moves_the_caret(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user)
        place = at(user, "Jeg stoler")
        await user.pilot.click(TranscriptView, offset=cell_of(user.coding.view, place))
        await user.rest()
        assert user.coding.view.selection == (place, place)
        await drag(user, place, place + 2)
        assert user.selected == "Jeg"
    assert words(project) == [("REL-TILLIT", TRUST)]


async def test_the_borders_of_a_colleagues_coding_stay(project: Path) -> None:
    async with at_the_keyboard(project, OLA) as user:
        await with_coding(user)
    async with at_the_keyboard(project) as user:
        await user.press("enter", "C", "k", "O")
        assert "Only its own coder" in user.status
        await drag(user, at(user, "ringer.") + 6, at(user, "brødet"))
        assert "this coding is Ola's" in user.toasts[-1]
    assert words(project) == [("REL-TILLIT", TRUST)]


async def test_borders_are_never_moved_onto_the_words_of_the_same_code(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, "s", *["1", "down", "down", "enter"])
        await user.press("K", "O", "j", "enter")
        assert "REL-TILLIT is on exactly these words already" in user.toasts[-1]
    assert words(project) == [("REL-TILLIT", TRUST), ("REL-TILLIT", f"{TRUST} {JAM}")]


async def test_a_coding_is_split_at_the_caret_and_undone_in_one_step(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, "f", "left", "b", "b", "b", "I")
        assert "REL-TILLIT was split into 4 words and 3 words" in user.status
        first, second = held(project).said()
        assert (first[1], second[1]) == ("Jeg stoler på ham 👩‍👩‍👧", "fordi han ringer.")
        assert first[2] == second[2] == {"retning": "fremmer"}
        await user.press("u")
    assert words(project) == [("REL-TILLIT", TRUST)]


async def test_another_code_keeps_words_direction_and_memo(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, "f", "m")
        await user.type("her")
        await user.press("f2", "X")
        await user.type("tid-saker")
        await user.press("enter")
        assert "REL-TILLIT “Jeg stoler på ham…” became TID-SAKER" in user.status
        await user.press("2")
        assert "TID-SAKER was on these words already" in user.status
    there = held(project)
    assert there.said() == [("TID-SAKER", TRUST, {"retning": "fremmer"})]
    assert [memo.target for memo in there.memos] == [there.codings[0].id]


async def test_another_code_that_lies_there_already_changes_nothing(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, "2", "X")
        await user.type("rel-tillit")
        await user.press("enter")
        assert "REL-TILLIT is on these words already" in user.status
    assert {code for code, _ in words(project)} == {"REL-TILLIT", "TID-SAKER"}


async def test_a_code_that_does_not_carry_the_direction_says_that_it_is_lost(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, "f", "X")
        await user.type("x-ident")
        await user.press("enter")
        assert "became X-IDENT; it carries no retning" in user.status
    assert held(project).said() == [("X-IDENT", TRUST, {})]


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        (["down", "enter"], [f"{TRUST} {JAM}"]),
        (["down", "down", "enter"], [TRUST, f"{TRUST} {JAM}"]),
        (["escape"], [TRUST]),
    ],
)
async def test_the_same_code_across_a_coding_asks_and_digits_do_not_answer(
    project: Path, answer: list[str], left: list[str]
) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, *["s", "1", "1", "2", "f", "enter"])
        assert isinstance(user.app.screen, Menu)
        assert "REL-TILLIT lies on some of these words already" in screen_text(user.app)
        await user.press("1", "2")
        assert words(project) == [("REL-TILLIT", TRUST)]
        await user.press(*answer)
    assert words(project) == [("REL-TILLIT", text) for text in left]


async def test_words_within_a_coding_of_the_code_can_leave_it_as_it_is(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await with_coding(user, "left", "b", "o", "1")
        assert "Leave the coding as it is" in screen_text(user.app)
        await user.press("down", "enter")
        assert "REL-TILLIT stays as it was" in user.status
    assert words(project) == [("REL-TILLIT", TRUST)]


async def test_a_number_in_the_palette_goes_to_the_turn(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", *["colon", "4", "enter"])
        assert user.coding.view.caret == at(user, "Cafe\u0301".replace("e\u0301", "é"))
        assert "Turn 4 of 6" in user.status
        await user.press("colon", "9", "9", "enter")
        assert "There is no turn 99: they are 1 to 6" in user.status
        await user.press("colon", "2")
        await _offered(user, "Go to turn 2")
        await user.press("enter")
        assert user.coding.view.caret == at(user, TIME)


async def _offered(user: User, text: str) -> None:
    for _ in range(100):
        await user.pilot.pause(0.01)
        if text in screen_text(user.app):
            return
    raise AssertionError(screen_text(user.app))


async def test_the_numbers_of_turns_are_shown_and_stay_shown(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "number_sign")
        assert "4 D " in screen_text(user.app)
        await user.press("q", "down", "enter")
        assert "2 V " in screen_text(user.app)
        await user.press("number_sign")
        assert "2 V " not in screen_text(user.app)


async def test_a_published_wording_is_written_shown_and_taken_back(project: Path) -> None:
    async with at_the_keyboard(project, size=(160, 45)) as user:
        await with_coding(user, "_")
        assert TRUST in screen_text(user.app)
        await user.press("ctrl+u")
        await user.type("Deltakeren har tillit.")
        await user.press("enter")
        await user.type("Jonas")
        await user.press("enter")
        assert "The wording was written" in screen_text(user.app)
        assert "Deltakeren har tillit." in screen_text(user.app)
        await user.press("u")
        assert "Deltakeren har tillit." not in screen_text(user.app)
        await user.press("U", "_")
        assert "Deltakeren har tillit." in screen_text(user.app)
        await user.press("ctrl+u", "enter")
        assert "The wording was taken away" in screen_text(user.app)
    assert words(project) == [("REL-TILLIT", TRUST)]
