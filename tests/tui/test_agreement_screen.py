"""How far coders agree, on screen: from a figure to its passages and back, by key and by mouse."""

from pathlib import Path

import pytest

from kodeverk.model.text import Span
from kodeverk.service.agreement import agreement
from kodeverk.service.agreement_table import AgreementOptions
from kodeverk.service.assigning import assign
from kodeverk.service.coding import apply_code, finish
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.agreement import AgreementScreen
from kodeverk.tui.screens.passages import PassageScreen
from kodeverk.tui.screens.project import ProjectScreen
from tests.tui.keyboard_user import (
    KARI,
    OLA,
    AssertScreen,
    User,
    at_the_keyboard,
    plain,
    screen_text,
)

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def coded(project: Path) -> Path:
    """Kari and Ola have finished one interview: they agree on trust, and differ elsewhere."""
    with open_project(str(project)) as opened:
        transcript = find_transcript(opened, "a-deltaker").id
        with opened.reading() as connection:
            codes = {code.key: code for code in queries.codes(connection)}
            known = queries.transcript_by_id(connection, transcript)
            assert known is not None
            turns = [
                turn
                for turn in queries.version(connection, known.version).turns
                if turn.end > turn.start
            ]
        for coder, key, place in (
            (KARI, "REL-TILLIT", 1),
            (OLA, "REL-TILLIT", 1),
            (KARI, "REL-KONTIN", 3),
            (OLA, "IND-PLAN", 3),
        ):
            span = Span(turns[place].start, turns[place].end)
            apply_code(opened, coder, transcript, span, codes[key])
        for coder in (KARI, OLA):
            finish(opened, coder, [transcript])
    return project


def lines(user: User) -> list[str]:
    assert isinstance(user.app.screen, AgreementScreen)
    return [plain(line.prompt) for line in user.app.screen.lines.options]


async def test_what_coders_differ_in_is_shown_and_leads_to_the_passages(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("a")
        assert [line.split()[0] for line in lines(user)] == ["IND-PLAN", "REL-KONTIN", "REL-TILLIT"]
        text = screen_text(user.app)
        assert "3 codes · Kari and Ola · by turn · as released" in text
        assert "given to the same words instead: REL-KONTIN 2" in text
        await user.press("down", "enter")
        assert isinstance(user.app.screen, PassageScreen)
        assert "REL-KONTIN" in screen_text(user.app)
        await user.press("q")
        assert isinstance(user.app.screen, AgreementScreen)
        await user.press("q")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_the_unit_and_the_moment_are_switched_and_said(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("a", "i")
        assert "by character" in screen_text(user.app)
        await user.press("n")
        assert "as of now" in screen_text(user.app)
        await user.press("w")
        assert "Kari and Ola" in screen_text(user.app), "of two coders there is one pair"


async def test_a_filter_and_the_mouse_find_a_code(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("a", "slash")
        await user.type("kontin")
        assert [line.split()[0] for line in lines(user)] == ["REL-KONTIN"]
        assert "1 of 3 shown" in screen_text(user.app)
        screen = user.app.screen
        assert isinstance(screen, AgreementScreen)
        await user.pilot.click(screen.lines, offset=(4, 0))
        await user.rest()
        assert isinstance(user.app.screen, PassageScreen)


async def test_nothing_finished_by_two_says_what_to_do(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("a")
        assert lines(user) == []
        assert "No transcript is finished by two of the coders compared" in screen_text(user.app)


async def test_every_figure_on_the_screen_is_the_commands(coded: Path) -> None:
    with open_project(str(coded)) as opened:
        table = agreement(opened, AgreementOptions())
    async with at_the_keyboard(coded) as user:
        await user.press("a")
        for row in table.rows:
            if row.statistic == "positive" and row.value is not None:
                (line,) = [one for one in lines(user) if one.split()[0] == row.code]
                both, first, second, neither = row.pairs
                assert line.split()[-4:] == [
                    f"{row.value:.2f}",
                    str(both),
                    str(first + second),
                    str(neither),
                ]


async def test_two_codes_given_to_the_same_words_lead_to_the_passages_of_both(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("a", "v", "3")
        assert lines(user)[0].split() == ["IND-PLAN", "REL-KONTIN", "2"]
        await user.press("enter")
        assert isinstance(user.app.screen, PassageScreen)
        assert "1 of 1" in screen_text(user.app)
        await user.press("q", "v", "4")
        assert lines(user) == [], "nobody gave a facet"


async def test_drift_stands_round_by_round_and_figures_come_back(coded: Path) -> None:
    with open_project(str(coded)) as opened:
        transcript = find_transcript(opened, "a-deltaker").id
        assign(opened, KARI, [KARI.id, OLA.id], round_name="again", double=1.0)
        for coder in (KARI, OLA):
            finish(opened, coder, [transcript])
    async with at_the_keyboard(coded) as user:
        await user.press("a", "v", "2")
        text = screen_text(user.app)
        assert "main" in text.splitlines()[1]
        assert "again" in text.splitlines()[1]
        (trust,) = [line.split() for line in lines(user) if line.split()[0] == "REL-TILLIT"]
        assert trust == ["REL-TILLIT", "too", "rare", "too", "rare"]
        await user.press("v", "1")
        assert "positive" in screen_text(user.app)


async def test_another_figure_is_chosen_by_its_name_or_in_the_palette(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("a", "s")
        await user.type("scott")
        await user.press("enter")
        assert "scott" in screen_text(user.app).splitlines()[1]
        await user.press("colon")
        await user.type("figure: holsti")
        await user.press("enter")
        assert "all codes" in lines(user)[0]
        await user.press("enter")
        assert isinstance(user.app.screen, PassageScreen)


async def test_a_report_is_written_and_replaced_only_after_a_question(
    coded: Path, tmp_path: Path
) -> None:
    out = tmp_path / "meeting.md"
    async with at_the_keyboard(coded) as user:
        await user.press("a", "o", "ctrl+u")
        await user.type(str(out))
        await user.press("enter")
        assert "Written: meeting.md" in user.status
        assert "IND-PLAN" in out.read_text(encoding="utf-8")
        out.write_text("mine", encoding="utf-8")
        await user.press("o", "ctrl+u")
        await user.type(str(out))
        await user.press("enter", "1")
        assert out.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("size", SIZES)
async def test_the_screen_as_it_is(
    coded: Path, size: tuple[int, int], assert_screen: AssertScreen
) -> None:
    async with at_the_keyboard(coded, size=size) as user:
        user.call_the_project("studie.kodeverk")
        await user.press("a")
        assert_screen(user.app, f"agreement_{size[0]}x{size[1]}")
