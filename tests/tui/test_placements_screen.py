"""The review of placements: each decision by key and mouse, on disk at once, and taken back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import OptionList
from textual.widgets._footer import FooterKey

from kodeverk.model.records import passage_target
from kodeverk.model.text import Span
from kodeverk.service.coding import working_transcript, write_memo
from kodeverk.service.transcripts import find_transcript
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.coding import CodingScreen
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.placements import PlacementScreen
from kodeverk.tui.screens.project import ProjectScreen
from tests.tui.corrected_project import CORRECTED, codings_in_an_old_text, put, replace, waiting
from tests.tui.keyboard_user import (
    KARI,
    OLA,
    SECOND,
    AssertScreen,
    User,
    at_the_keyboard,
    held,
    plain,
    screen_text,
)


@pytest.fixture
def corrected(project: Path, tmp_path: Path) -> Path:
    """The interview with the participant, coded by two and then corrected."""
    codings_in_an_old_text(project)
    replace(project, tmp_path / "a-rettet.txt", CORRECTED)
    return project


@asynccontextmanager
async def reviewing(path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[User]:
    async with at_the_keyboard(path, size=size) as user:
        await user.press("r")
        assert isinstance(user.app.screen, PlacementScreen)
        yield user


def screen(user: User) -> PlacementScreen:
    assert isinstance(user.app.screen, PlacementScreen)
    return user.app.screen


def about(user: User) -> str:
    return plain(screen(user).about.render())


async def click_key(user: User, words: str) -> None:
    """Click on a key of the footer."""
    keys = user.app.screen.query(FooterKey)
    await user.pilot.click(next(one for one in keys if one.description == words))
    await user.rest()


async def test_the_project_screen_says_how_many_wait_and_leads_there(corrected: Path) -> None:
    async with at_the_keyboard(corrected) as user:
        assert "3 placements wait: r" in user.waits
        (line,) = [
            plain(one.prompt)
            for one in user.project.lines.options
            if "a-deltaker" in str(one.prompt)
        ]
        assert line.split()[-2:] == ["3", "Ola"]
        await user.press("r")
        assert "a-deltaker · 1 of 3" in user.heading
        await user.press("q")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_one_of_all_that_wait_is_found_in_their_list(corrected: Path) -> None:
    async with reviewing(corrected) as user:
        before = about(user)
        await user.press("L")
        await user.type("ola")
        await user.press("enter")
        assert "by Ola" in about(user)
        assert about(user) != before


async def test_old_and_new_passage_stand_there_with_code_coder_and_confidence(
    corrected: Path,
) -> None:
    async with reviewing(corrected) as user:
        assert about(user) == "REL-TILLIT · by Kari · likely (0.72)"
        shown = screen_text(user.app)
        assert "Han har alltid tid til meg." in shown
        assert "Han sa bare sjelden noe" in shown
        await user.press("full_stop")
        assert about(user).startswith("ARB-PRAKS · by Ola · likely")
        await user.press("full_stop")
        assert about(user) == "SPR-NORSK · by Kari · its words are gone"
        assert "what stood around it" in screen_text(user.app)
        await user.press("full_stop")
        assert "1 of 3" in user.heading
        await user.press("comma")
        assert "3 of 3" in user.heading


async def test_what_is_accepted_is_on_disk_and_the_next_is_shown(corrected: Path) -> None:
    async with reviewing(corrected) as user:
        await user.press("c")
        assert set(waiting(corrected)) == {"ARB-PRAKS", "SPR-NORSK"}
        assert about(user).startswith("ARB-PRAKS")
        assert "1 of 2" in user.heading
        assert "Accepted REL-TILLIT" in user.status
    assert ("REL-TILLIT", "Han sa bare sjelden noe, og tid har ham", {}) in held(corrected).said()


async def test_words_that_are_gone_cannot_be_accepted(corrected: Path) -> None:
    async with reviewing(corrected) as user:
        await user.press("comma", "enter")
        assert "no place to accept" in user.status
    assert set(waiting(corrected)) == {"REL-TILLIT", "ARB-PRAKS", "SPR-NORSK"}


async def test_a_passage_is_moved_to_the_words_selected_by_the_keys_of_the_transcript(
    corrected: Path,
) -> None:
    async with reviewing(corrected) as user:
        await user.press("comma", "slash")
        await user.type("norskkurset")
        await user.press("enter", "escape", "s")
        assert "words selected: m says it lies there" in user.status
        await user.press("m")
        assert set(waiting(corrected)) == {"REL-TILLIT", "ARB-PRAKS"}
    said = held(corrected).said()
    assert ("SPR-NORSK", "Hva med det norskkurset du tok?", {}) in said


async def test_nothing_is_moved_without_a_selection(corrected: Path) -> None:
    async with reviewing(corrected) as user:
        await user.press("m")
        assert "Select where it lies" in user.status
        await user.press("slash")
        await user.type("xyz")
        await user.press("enter")
        assert "“xyz” does not occur" in user.status
    assert len(waiting(corrected)) == 3


async def test_accepting_while_other_words_are_selected_is_not_believed(corrected: Path) -> None:
    async with reviewing(corrected) as user:
        await user.press("t", "s", "c")
        assert "Other words are selected" in user.status
        assert len(waiting(corrected)) == 3
        await user.press("escape", "c")
        assert len(waiting(corrected)) == 2


async def test_what_is_set_aside_stays_in_the_project_and_can_be_shown_and_moved(
    corrected: Path,
) -> None:
    async with reviewing(corrected) as user:
        await user.press("comma", "x")
        assert "stays in the project" in user.status
        assert set(waiting(corrected)) == {"REL-TILLIT", "ARB-PRAKS"}
        assert waiting(corrected, aside=True)["SPR-NORSK"].state == "aside"
        await user.press("i", *["full_stop"] * 2)
        while "SPR-NORSK" not in about(user):
            await user.press("full_stop")
        assert about(user) == "SPR-NORSK · by Kari · set aside"
        await user.press("x")
        assert "set aside already" in user.status
        await user.press("g", "s", "m")
    assert waiting(corrected, aside=True).keys() == {"REL-TILLIT", "ARB-PRAKS"}


async def test_a_decision_is_taken_back_and_made_again(corrected: Path) -> None:
    async with reviewing(corrected) as user:
        await user.press("c", "c", "u")
        assert "Undid: accepted 1 place" in user.status
        assert about(user).startswith("ARB-PRAKS")
        assert set(waiting(corrected)) == {"ARB-PRAKS", "SPR-NORSK"}
        await user.press("U")
        assert set(waiting(corrected)) == {"SPR-NORSK"}
        assert "1 of 1" in user.heading


async def test_undo_in_the_review_takes_back_nothing_but_reviews(corrected: Path) -> None:
    codings = held(corrected).codings
    async with reviewing(corrected) as user:
        await user.press("u")
        assert "nothing of Kari's to undo about placements" in user.toasts[-1]
        await user.press("c", "q", "enter", "g", "s", "1", "q", "r", "u")
        assert "Undid: accepted 1 place" in user.status
        await user.press("u")
        (toast,) = user.toasts
        assert "nothing of Kari's to undo about placements" in toast
    assert len(held(corrected).codings) == len(codings) + 1


async def test_all_over_a_confidence_are_accepted_after_one_question(corrected: Path) -> None:
    async with reviewing(corrected) as user:
        await user.press("C")
        assert isinstance(user.app.screen, Menu)
        shown = [plain(one.prompt) for one in user.app.screen.lines.options]
        assert shown == [
            "1  0.75 and more: 1 of 2 places",
            "2  0.70 and more: 2 of 2 places",
        ]
        await user.press("escape")
        assert len(waiting(corrected)) == 3
        await user.press("C", "1")
        assert set(waiting(corrected)) == {"REL-TILLIT", "SPR-NORSK"}
        await user.press("C", "enter")
        assert set(waiting(corrected)) == {"SPR-NORSK"}
        assert "Accepted 1 place" in user.status
        await user.press("C")
        assert "has a place to accept" in user.status


async def test_accepting_all_leaves_other_transcripts_alone(
    corrected: Path, tmp_path: Path
) -> None:
    with open_project(str(corrected)) as opened:
        put(opened, KARI, "IND-MAL", "Tjueto. Det er på grensen", "b-veileder")
    replace(
        corrected,
        tmp_path / "b.txt",
        SECOND.replace("Tjueto. Det er på", "Kanskje over"),
        "b-veileder",
    )
    assert waiting(corrected)["IND-MAL"].state == "unsure"
    async with reviewing(corrected) as user:
        assert "4 in the project" in user.heading
        await user.press("C", "2")
        assert set(waiting(corrected)) == {"SPR-NORSK", "IND-MAL"}
        await user.press("x")
        assert "b-veileder · 1 of 1" in user.heading
        await user.press("q", "down", "r")
        assert "b-veileder · 1 of 1" in user.heading


async def test_an_empty_list_says_what_that_means(corrected: Path) -> None:
    async with reviewing(corrected) as user:
        await user.press("c", "c", "x")
        shown = screen_text(user.app)
        assert "Nothing waits for you" in shown
        assert "stays in the project" in shown
        await user.press("c", "m", "x", "C", "full_stop", "slash", "escape")
        assert "nothing waits" in user.heading
        await user.press("u")
        assert about(user).startswith("SPR-NORSK")
        await user.press("c")
        assert "no place to accept" in user.status


async def test_every_decision_can_be_made_by_mouse(corrected: Path) -> None:
    async with reviewing(corrected, (120, 40)) as user:
        await click_key(user, "Next")
        assert about(user).startswith("ARB-PRAKS")
        await click_key(user, "Previous")
        await click_key(user, "Accept")
        assert set(waiting(corrected)) == {"ARB-PRAKS", "SPR-NORSK"}
        await click_key(user, "Undo")
        await click_key(user, "Aside")
        assert waiting(corrected, aside=True)["REL-TILLIT"].state == "aside"
        new = screen(user).new
        await user.pilot.click(new, offset=(20, 2), times=2)
        assert "1 word selected" in user.status
        await click_key(user, "Move")
        assert set(waiting(corrected)) == {"SPR-NORSK"}
        await click_key(user, "Aside")
        await click_key(user, "Undo")
        await click_key(user, "Undo")
        await click_key(user, "All")
        await user.pilot.click(user.app.screen.query_one(OptionList), offset=(5, 0))
        await user.rest()
        assert set(waiting(corrected)) == {"SPR-NORSK"}
        await click_key(user, "Back")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_what_waits_next_is_shown_as_soon_as_a_click_has_decided(corrected: Path) -> None:
    async with reviewing(corrected, (120, 40)) as user:
        await user.press("C")
        before, after = Event(), Event()
        held_before = asyncio.ensure_future(user.app.gateway.run(before.wait))
        lines = user.app.screen.query_one(OptionList)
        click = asyncio.ensure_future(user.pilot.click(lines, offset=(5, 1)))
        while not isinstance(user.app.screen, PlacementScreen):
            await asyncio.sleep(0)
        # Whatever else is asked of the project comes behind all that the click leads to.
        held_behind = asyncio.ensure_future(user.app.gateway.run(after.wait))
        before.set()
        await click
        try:
            # The one call's answer comes from its thread; a second call would never be answered.
            for _ in range(1000):
                if about(user).startswith("SPR-NORSK"):
                    break
                await user.pilot.pause()
            assert waiting(corrected).keys() == {"SPR-NORSK"}
            assert about(user).startswith("SPR-NORSK")
            assert "what stood around it" in screen_text(user.app)
        finally:
            after.set()
            await asyncio.gather(held_before, held_behind)


async def test_a_memo_on_a_passage_is_reviewed_too(project: Path, tmp_path: Path) -> None:
    with open_project(str(project)) as opened:
        transcript = find_transcript(opened, "a-deltaker")
        start = held(project).text.index("Det gikk for fort")
        target = passage_target(transcript.version, Span(start, start + 17))
        write_memo(opened, KARI, "passage", target, "kurset\nvar for fort")
    replace(project, tmp_path / "a-rettet.txt", CORRECTED)
    async with reviewing(project) as user:
        assert about(user) == "the memo “kurset var for fort” · by Kari · its words are gone"
        await user.press("T", "s", "m")
        assert "Nothing waits" in screen_text(user.app)
    with open_project(str(project)) as opened:
        seen = working_transcript(opened, transcript.id, KARI)
    assert [memo.text for memo in seen.memos] == ["kurset\nvar for fort"]


async def test_the_coding_screen_marks_unsure_places_and_leads_to_their_review(
    corrected: Path,
) -> None:
    async with at_the_keyboard(corrected, OLA) as user:
        await user.press("enter")
        assert "3 to review: V" in user.heading
        await user.press("k")
        assert user.selected == "praksis i en butikk"
        assert user.here == ["▸ ARB-PRAKS · place unsure? · 4 words · Språk- og arbeidspraksis"]
        assert "?!ARB-PRAKS" in screen_text(user.app)
        await user.press("V")
        assert about(user).startswith("ARB-PRAKS")
        await user.press("c", "q")
        assert "2 to review: V" in user.heading
        assert user.here == ["▸ ARB-PRAKS · 4 words · Språk- og arbeidspraksis"]
        assert "?!ARB-PRAKS" not in screen_text(user.app)


async def test_enter_on_an_unsure_coding_in_the_list_leads_to_its_review(corrected: Path) -> None:
    async with at_the_keyboard(corrected, OLA) as user:
        await user.press("enter", "k", "tab", "enter")
        assert about(user).startswith("ARB-PRAKS")
        await user.press("q")
        assert isinstance(user.app.screen, CodingScreen)


async def test_a_colleague_who_replaced_the_text_meanwhile_is_noticed(
    corrected: Path, tmp_path: Path
) -> None:
    async with reviewing(corrected) as user:
        replace(corrected, tmp_path / "enda.txt", CORRECTED + "I: Takk.\n")
        await user.press("c")
        assert "new version meanwhile" in user.toasts[0]
        await user.press("f5")
        assert about(user).startswith("REL-TILLIT")
        await user.press("c")
    assert "REL-TILLIT" not in waiting(corrected)


async def test_the_review_looks_like_this(corrected: Path, assert_screen: AssertScreen) -> None:
    for size in ((80, 24), (120, 40)):
        async with reviewing(corrected, size) as user:
            assert_screen(user.app, f"placements_{size[0]}x{size[1]}")
            await user.press("comma")
            assert_screen(user.app, f"placements_gone_{size[0]}x{size[1]}")
