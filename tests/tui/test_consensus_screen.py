"""Coders settle on screen what they code differently: by key and by mouse, each step undone."""

from pathlib import Path

import pytest

from kodeverk.model.text import Span
from kodeverk.service.assigning import assign
from kodeverk.service.coding import apply_code, finish
from kodeverk.service.consensus import CONSENSUS
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.coding import CodingScreen
from kodeverk.tui.screens.consensus import ConsensusScreen
from kodeverk.tui.screens.project import ProjectScreen
from tests.tui.keyboard_user import (
    KARI,
    OLA,
    AssertScreen,
    User,
    at_the_keyboard,
    held,
    plain,
    screen_text,
)

ANSWER = "Det gikk for fort. Læreren snakket hele tiden, og jeg skrev av tavla."
SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def coded(project: Path) -> Path:
    """Kari and Ola have finished an interview: they agree on trust, and on nothing else."""
    with open_project(str(project)) as opened:
        transcript = find_transcript(opened, "a-deltaker").id
        with opened.reading() as connection:
            codes = {code.key: code for code in queries.codes(connection)}
            known = queries.transcript_by_id(connection, transcript)
            assert known is not None
            text = queries.version(connection, known.version).text
        for coder, key, words in (
            (KARI, "REL-TILLIT", "Han har alltid tid til meg."),
            (OLA, "REL-TILLIT", "Han har alltid tid til meg."),
            (KARI, "SPR-NORSK", "Det gikk for fort."),
            (OLA, "SPR-NORSK", ANSWER),
            (OLA, "ARB-PRAKS", "praksis på et lager"),
        ):
            start = text.index(words)
            apply_code(opened, coder, transcript, Span(start, start + len(words)), codes[key])
        for coder in (KARI, OLA):
            finish(opened, coder, [transcript])
    return project


def lines(user: User) -> list[list[str]]:
    assert isinstance(user.app.screen, ConsensusScreen)
    return [plain(line.prompt).split() for line in user.app.screen.lines.options]


def of_consensus(path: Path) -> set[tuple[str, str]]:
    seen = held(path)
    return {
        (seen.codes[one.code].key, seen.text[one.start : one.end])
        for one in seen.codings
        if one.coder == CONSENSUS.id
    }


async def test_a_team_decides_item_by_item_and_takes_each_step_back(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("c")
        assert lines(user) == [["a-deltaker", "Kari,", "Ola", "1", "0", "2"]]
        await user.press("enter")
        assert [line[:2] for line in lines(user)] == [
            ["open", "ARB-PRAKS"],
            ["open", "SPR-NORSK"],
            ["agreed", "REL-TILLIT"],
        ]
        assert of_consensus(coded) == set(), "to look writes nothing"
        assert "1 Kari: nothing" in screen_text(user.app)
        assert "2 Ola: praksis på et lager" in screen_text(user.app)
        await user.press("1")
        assert "Kari has no coding there" in screen_text(user.app)
        await user.press("2")
        assert "ARB-PRAKS: Ola; u takes it back" in user.status
        both = {
            ("ARB-PRAKS", "praksis på et lager"),
            ("REL-TILLIT", "Han har alltid tid til meg."),
        }
        assert of_consensus(coded) == both
        await user.press("x")
        assert "the consensus is complete" in user.status or "none" in user.status
        assert of_consensus(coded) == both
        await user.press("u", "2")
        assert [line[0] for line in lines(user)].count("open") == 1
        await user.press("q")
        assert lines(user) == [["a-deltaker", "Kari,", "Ola", "1", "1", "1", "begun"]]
        await user.press("q")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_keys_typed_ahead_decide_on_no_item_that_nobody_has_seen(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("c")
        await user.in_one_go("enter", "2")
        assert of_consensus(coded) == set()
        await user.in_one_go("2", "2", "2")
        assert ("ARB-PRAKS", "praksis på et lager") in of_consensus(coded)
        assert lines(user)[0][:2] == ["open", "SPR-NORSK"]


async def test_other_words_are_typed_and_why_is_noted(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("c", "enter", "down", "w")
        await user.type("Læreren ... tavla.")
        await user.press("enter")
        assert ("SPR-NORSK", "Læreren snakket hele tiden, og jeg skrev av tavla.") in of_consensus(
            coded
        )
        await user.press("home", *["down"] * 2)
        names = [line[1] for line in lines(user)]
        await user.press("home", *["down"] * names.index("SPR-NORSK"), "m")
        await user.type("farten er poenget")
        await user.press("enter")
        with open_project(str(coded)) as project, project.reading() as connection:
            reasons = {one.reason for one in queries.decisions(connection)}
        assert "farten er poenget" in reasons


async def test_what_was_decided_becomes_an_example_in_the_codebook_after_a_yes(
    coded: Path,
) -> None:
    def example() -> str | None:
        with open_project(str(coded)) as project, project.reading() as connection:
            return next(
                code.example for code in queries.codes(connection) if code.key == "ARB-PRAKS"
            )

    async with at_the_keyboard(coded) as user:
        before = example()
        await user.press("c", "enter", "e")
        assert "decide first" in user.status
        await user.press("2", "e")
        assert "“praksis på et lager”" in screen_text(user.app)
        assert "a codebook is shared" in screen_text(user.app)
        await user.press("1")
        assert example() == before, "it was left"
        await user.press("e", "2")
        assert "“praksis på et lager”" in (example() or "")
        await user.press("u")
        assert example() == before


async def test_what_is_open_in_all_transcripts_is_one_queue_in_the_order_one_likes(
    coded: Path,
) -> None:
    with open_project(str(coded)) as opened:
        transcript = find_transcript(opened, "b-veileder").id
        with opened.reading() as connection:
            code = next(one for one in queries.codes(connection) if one.key == "ARB-PRAKS")
            known = queries.transcript_by_id(connection, transcript)
            assert known is not None
            turn = queries.version(connection, known.version).turns[1]
        apply_code(opened, KARI, transcript, Span(turn.start, turn.end), code)
        for coder in (KARI, OLA):
            finish(opened, coder, [transcript])
    async with at_the_keyboard(coded) as user:
        await user.press("c", "a")
        assert "all transcripts: 3 open of 3 items · by code" in screen_text(user.app)
        assert [line[1] for line in lines(user)] == ["ARB-PRAKS", "ARB-PRAKS", "SPR-NORSK"]
        await user.press("s", "s")
        assert "by transcript" in screen_text(user.app)
        assert [line[2] for line in lines(user)] == ["a-deltaker", "a-deltaker", "b-veileder"]
        await user.press("home", "down", "down", "x")
        assert [line[0] for line in lines(user)] == ["open", "open", "decided"]
        await user.press("u", "2", "q")
        assert len(lines(user)) == 2


async def test_what_was_finished_in_another_round_is_a_key_away(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("c", "o")
        assert "There is one round" in user.status
    with open_project(str(coded)) as opened:
        assign(opened, KARI, [KARI.id, OLA.id], double=1.0, round_name="again")
        first, second = (find_transcript(opened, one).id for one in ("a-deltaker", "b-veileder"))
        finish(opened, KARI, [first, second], "again")
        finish(opened, OLA, [second], "again")
    async with at_the_keyboard(coded) as user:
        await user.press("c")
        assert [line[:2] for line in lines(user)] == [
            ["a-deltaker", "main"],
            ["b-veileder", "again"],
        ]
        await user.press("o")
        assert [line[:2] for line in lines(user)] == [["b-veileder", "again"]]
        assert "What was finished in the round again" in user.status
        await user.press("i")
        assert "b-veileder in again: 0 open of 0 items" in screen_text(user.app)
        await user.press("q", "o")
        assert [line[:2] for line in lines(user)] == [["a-deltaker", "main"]]
        assert lines(user)[0][-1] == "2"


async def test_words_that_do_not_stand_there_change_nothing(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("c", "enter", "w")
        await user.type("noe helt annet")
        await user.press("enter")
        assert any("does not stand near these codings" in toast for toast in user.toasts)
        assert of_consensus(coded) == set()


async def test_an_item_is_looked_at_in_its_place_and_left_again(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("c", "enter", "enter")
        assert isinstance(user.app.screen, CodingScreen)
        await user.press("q")
        assert isinstance(user.app.screen, ConsensusScreen)
        assert lines(user)[0][1] == "ARB-PRAKS"


async def test_a_transcript_is_opened_by_the_mouse(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("c")
        screen = user.app.screen
        assert isinstance(screen, ConsensusScreen)
        await user.pilot.click(screen.lines, offset=(4, 0))
        await user.rest()
        assert len(lines(user)) == 3


async def test_where_nothing_is_finished_that_is_said(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("c")
        assert lines(user) == []
        assert "No transcript is finished by two coders" in screen_text(user.app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_screen_as_it_is(
    coded: Path, size: tuple[int, int], assert_screen: AssertScreen
) -> None:
    async with at_the_keyboard(coded, size=size) as user:
        user.call_the_project("studie.kodeverk")
        await user.press("c", "enter", "down")
        assert_screen(user.app, f"consensus_{size[0]}x{size[1]}")
