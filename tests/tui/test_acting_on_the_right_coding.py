"""What a key acts on: the coding made last, one's own transcript, words that are not finished."""

from pathlib import Path

import pytest

from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code, finish
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.finish_question import FinishQuestion
from kodeverk.tui.screens.menu import Menu
from tests.tui.keyboard_user import KARI, OLA, User, at_the_keyboard, held, screen_text


def code_as_colleague(project: Path, *words: str) -> None:
    with open_project(str(project)) as opened:
        transcript = find_transcript(opened, "a-deltaker")
        with opened.reading() as connection:
            code = next(one for one in queries.codes(connection) if one.key == "REL-TILLIT")
            text = queries.version(connection, transcript.version).text
        for one in words:
            start = text.index(one)
            apply_code(opened, OLA, transcript.id, Span(start, start + len(one)), code)


def given(project: Path) -> dict[str, dict[str, str]]:
    """Code -> the facet values of its coding."""
    return {key: facets for key, _, facets in held(project).said()}


def screen(user: User) -> str:
    return screen_text(user.app)


async def test_a_direction_goes_to_the_coding_just_made_not_to_the_one_gone_to_before(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "g", "k", "4", "d")
        assert given(project) == {"REL-TILLIT": {}, "MED-MEDV": {"retning": "hemmer"}}
        await user.press("y", "f")
    directions = [facets for facets in given(project).values() if facets]
    assert {"retning": "fremmer"} in directions


async def test_facets_go_to_the_coding_just_made(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "g", "k", "4", "D", "enter", "escape")
        assert user.app.sticky == {}
    assert given(project) == {"REL-TILLIT": {}, "MED-MEDV": {"retning": "fremmer"}}


async def test_a_memo_goes_to_the_coding_just_made(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "g", "k", "4", "m")
        await user.type("her")
        await user.press("f2")
    now = held(project)
    (memo,) = now.memos
    on = next(one for one in now.codings if one.id == memo.target)
    assert now.codes[on.code].key == "MED-MEDV"


async def test_a_memo_on_selected_words_never_goes_to_a_longer_coding_they_lie_in(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "a", "1", "escape", "s", "m")
        await user.type("her")
        await user.press("f2", "g", "j", "m")
        await user.type("der")
        await user.press("f2")
    now = held(project)
    (coding,) = now.codings
    on = {one.text: (one.target_kind, one.target) for one in now.memos}
    assert on["her"][0] == "passage"
    assert on["der"] == ("coding", coding.id)


async def test_a_code_that_was_there_already_takes_the_direction_that_follows(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "4", "g", "k", "4", "d")
    assert given(project) == {"REL-TILLIT": {}, "MED-MEDV": {"retning": "hemmer"}}


async def test_coding_in_a_finished_transcript_asks_whether_to_reopen_it(project: Path) -> None:
    code_in = {"1": "REL-TILLIT", "2": "TID-SAKER", "3": "IND-PLAN"}
    with open_project(str(project)) as opened:
        finish(opened, KARI, [find_transcript(opened, "a-deltaker").id])
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1")
        assert isinstance(user.app.screen, Menu)
        assert held(project).codings == ()
        await user.press("escape")
        assert held(project).codings == ()
        await user.press("2", "2", "1", "f")
        assert [*given(project)] == [code_in["2"], code_in["1"]]
        assert held(project).assignments[KARI.id].state == "finished"
        await user.press("q", "enter", "e", "s", "3", "1")
        assert "started" in user.heading
    assert {*given(project)} == {*code_in.values()}
    assert held(project).assignments[KARI.id].state == "started"


async def test_who_has_no_codings_sees_at_once_that_colleagues_have(project: Path) -> None:
    code_as_colleague(project, "Jeg stoler på ham", "Læreren")
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        assert "no codes here" in screen(user)
        assert "2 codings of colleagues · C shows them" in screen(user)
        await user.press("C", "e", "j")
        assert "by Ola" in user.here[0]
        assert "C shows them" not in screen(user)
        await user.press("C")
        assert "C shows them" in screen(user)
        await user.press("s", "1")
        assert "of colleagues" not in screen(user)


@pytest.mark.parametrize("key", ["F", "f10"])
async def test_finishing_names_the_codings_whose_required_facet_is_missing(
    project: Path, key: str
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2", "f", "G", "R", key)
        assert isinstance(user.app.screen, FinishQuestion)
        assert "1 required facet missing" in screen(user)
        assert "REL-TILLIT has no retning" in screen(user)
        await user.press("escape")
    assert held(project).assignments[KARI.id].state == "started"


async def test_undo_stays_in_the_transcript_and_what_is_larger_is_asked_about(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("down", "enter", "s", "1", "q", "up", "enter", "e", "s", "2")
        await user.press("u")
        assert "Undid: TID-SAKER on 6 words" in user.status
        await user.press("u")
        assert "nothing of Kari's to undo in this transcript" in user.toasts[-1]
        await user.press("q", "down", "enter", "s", "3", "q", "up", "enter", "U")
        assert [said[0] for said in held(project).said()] == ["TID-SAKER"]
        await user.press("u", "q", "u", "u")
        assert held(project, "b-veileder").codings == ()
        await user.press("u")
        assert "Take back “imported 1 file” (1 transcript" in screen(user)
        await user.press("1")
        await user.press("u", "2")
        assert "Undid: imported 1 file" in user.status


async def test_extending_by_a_sentence_says_where_the_next_speaker_begins(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "A", "S")
        assert "The turn ends here: the same key again goes on into that of I" in user.status
        assert user.selected.endswith("på brødet.")
        await user.press("S")
        assert user.selected.endswith("Mm.")


async def test_a_sentence_its_code_and_its_direction_are_five_keys_typed_at_once(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", *["space", "c", "1", "f"])
        (said,) = held(project).said()
        assert said[1:] == (
            "Jeg stoler på ham 👩\u200d👩\u200d👧 fordi han ringer.",
            {"retning": "fremmer"},
        )
        assert user.selected == said[1]
        await user.press(*["space", "c", "d", "2", "d"])
        assert [one[0] for one in held(project).said()] == [said[0], "TID-SAKER"]
