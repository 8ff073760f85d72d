"""The versions of a text: listed, compared, and replaced by a corrected file after a look."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Button, OptionList
from textual.widgets._footer import FooterKey

from kodeverk.tui.screens.corrected_file import CorrectedFile, CorrectionQuestion
from kodeverk.tui.screens.placements import PlacementScreen
from kodeverk.tui.screens.project import ProjectScreen
from kodeverk.tui.screens.versions import VersionScreen
from tests.tui.corrected_project import CORRECTED, codings_in_an_old_text, replace, waiting
from tests.tui.keyboard_user import (
    INTERVIEW,
    AssertScreen,
    User,
    at_the_keyboard,
    held,
    plain,
    screen_text,
)


@pytest.fixture
def coded(project: Path, tmp_path: Path) -> Path:
    codings_in_an_old_text(project)
    (tmp_path / "a-rettet.txt").write_text(CORRECTED, encoding="utf-8")
    return project


@asynccontextmanager
async def at_versions(
    path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[User]:
    monkeypatch.chdir(path.parent)
    async with at_the_keyboard(path, size=size) as user:
        await user.press("v")
        assert isinstance(user.app.screen, VersionScreen)
        yield user


def shown(user: User) -> VersionScreen:
    assert isinstance(user.app.screen, VersionScreen)
    return user.app.screen


def lines(user: User) -> list[list[str]]:
    return [plain(one.prompt).split() for one in shown(user).lines.options]


def words(user: User) -> str:
    return plain(shown(user).words.render())


async def choose_file(user: User, name: str) -> None:
    await user.press("c")
    assert isinstance(user.app.screen, CorrectedFile)
    await user.type(name)
    await user.press("enter")


async def test_a_text_that_was_never_corrected_says_how_it_could_be(
    coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_versions(coded, monkeypatch) as user:
        assert "a-deltaker · 1 version" in user.heading
        (only,) = lines(user)
        assert (only[0], only[1], only[-2:]) == ("1", "a-deltaker.txt", ["5", "current"])
        assert "c asks for it" in words(user)
        await user.press("q")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_a_corrected_file_is_looked_at_before_it_is_taken_and_leads_to_the_review(
    coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_versions(coded, monkeypatch) as user:
        await choose_file(user, "a-rettet")
        assert isinstance(user.app.screen, CorrectionQuestion)
        asked = screen_text(user.app)
        assert "Replace the text of a-deltaker by a-rettet.txt?" in asked
        assert "codings: 2 placed, 2 to review, 1 gone" in asked
        assert held(coded).text == INTERVIEW.replace("e\u0301", "é")
        await user.press("enter")
        assert isinstance(user.app.screen, PlacementScreen)
        assert "a-deltaker · 1 of 3" in user.heading
        assert held(coded).text.startswith("I: Hvordan møter veilederen deg?\nD: Han sa bare")
        await user.press("q")
        assert [line[0] for line in lines(user)] == ["1", "2"]
        assert "codings: 2 placed, 2 to review, 1 gone" in user.status


async def test_nothing_changes_when_the_question_is_answered_no(
    coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for answer in ("escape", "q"):
        async with at_versions(coded, monkeypatch) as user:
            await choose_file(user, "a-rettet")
            await user.press(answer)
            assert len(lines(user)) == 1
    async with at_versions(coded, monkeypatch) as user:
        await choose_file(user, "a-rettet")
        await user.press("right", "enter")
        assert len(lines(user)) == 1
    assert held(coded).text == INTERVIEW.replace("e\u0301", "é")


async def test_the_correction_is_undone_and_done_again(
    coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_versions(coded, monkeypatch) as user:
        await choose_file(user, "a-rettet")
        await user.press("enter", "q", "u", "2")
        assert "Undid: replaced the text of a-deltaker" in user.status
        assert [line[-1] for line in lines(user)] == ["current"]
        assert waiting(coded) == {}
        await user.press("U", "2")
        assert len(lines(user)) == 2
        assert len(waiting(coded)) == 3


async def test_the_same_text_again_is_said_to_be_there(
    coded: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "samme.txt").write_text(INTERVIEW, encoding="utf-8")
    async with at_versions(coded, monkeypatch) as user:
        await choose_file(user, "samme")
        assert "is the text of a-deltaker already" in user.status


async def test_an_earlier_text_is_gone_back_to(
    coded: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "gammel.txt").write_text(INTERVIEW, encoding="utf-8")
    replace(coded, tmp_path / "a-rettet.txt", CORRECTED)
    async with at_versions(coded, monkeypatch) as user:
        await choose_file(user, "gammel")
        assert "an earlier version of this text" in screen_text(user.app)
        await user.press("enter")
        assert "Went back to this text" in user.status
        assert lines(user)[0][-1] == "current"
    assert held(coded).text == INTERVIEW.replace("e\u0301", "é")


async def test_a_file_that_cannot_be_used_is_refused_with_the_reason(
    coded: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ord.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (tmp_path / "fremmed.txt").write_text(
        "I: Hvor mange deltakere har du?\nV: Tjueto. Det er på grensen, men det går.\n",
        encoding="utf-8",
    )
    async with at_versions(coded, monkeypatch) as user:
        await choose_file(user, "ord.doc")
        assert ".docx" in user.toasts[-1]
        await choose_file(user, "ingen")
        assert isinstance(user.app.screen, CorrectedFile)
        await user.press("escape")
        await choose_file(user, "fremmed")
        assert "in the project as b-veileder" in user.toasts[-1]
        assert len(lines(user)) == 1


async def test_two_versions_are_compared_with_signs_not_colours_alone(
    coded: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    replace(coded, tmp_path / "a-rettet.txt", CORRECTED)
    replace(coded, tmp_path / "tredje.txt", CORRECTED.replace("Mm.", "Ja vel."))
    async with at_versions(coded, monkeypatch) as user:
        assert "Version 2 → 3: 1 difference" in plain(shown(user).which.render())
        assert "[-Mm-]{+Ja vel+}." in words(user)
        await user.press("up")
        assert "Version 1 → 2" in plain(shown(user).which.render())
        assert "Så [-fikk-]{+kom+} jeg" in words(user)
        await user.press("up")
        assert "the first one" in plain(shown(user).which.render())
        await user.press("m")
        assert lines(user)[0][0] == "*1"
        await user.press("down", "down")
        assert "Version 1 → 3" in plain(shown(user).which.render())
        assert "{+Ja vel+}" in words(user)
        await user.press("up", "up", "m")
        assert lines(user)[0][0] == "1"


async def test_every_step_works_by_mouse(coded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_versions(coded, monkeypatch, (120, 40)) as user:
        keys = user.app.screen.query(FooterKey)
        await user.pilot.click(next(one for one in keys if one.description == "Correct"))
        await user.rest()
        await user.type("a-rettet")
        await user.pilot.click(user.app.screen.query_one(OptionList), offset=(4, 0))
        await user.rest()
        await user.pilot.click(user.app.screen.query_one("#replace", Button))
        await user.rest()
        assert isinstance(user.app.screen, PlacementScreen)
        await user.press("q")
        await user.pilot.click(shown(user).lines, offset=(4, 0))
        await user.rest()
        assert lines(user)[0][0] == "*1"


async def test_long_differences_are_read_page_by_page(
    coded: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    longer = CORRECTED + "".join(f"D: Så sa jeg {number} ganger nei.\n" for number in range(90))
    replace(coded, tmp_path / "lang.txt", longer)
    async with at_versions(coded, monkeypatch) as user:
        assert "89 ganger" not in screen_text(user.app)
        await user.press(*["z"] * 8)
        assert "89 ganger" in screen_text(user.app)
        await user.press("Z")
        assert "89 ganger" not in screen_text(user.app)


async def test_a_transcript_whose_import_is_undone_is_left(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_versions(project, monkeypatch) as user:
        await user.press("q", "down", "down", "v", "u", "2")
        assert isinstance(user.app.screen, ProjectScreen)
        assert "no longer" in user.toasts[-1] or "no transcript" in user.toasts[-1]


async def test_the_versions_look_like_this(
    coded: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    assert_screen: AssertScreen,
) -> None:
    monkeypatch.setattr("kodeverk.tui.screens.versions.local_time", lambda _at: "2026-01-02 03:04")
    replace(coded, tmp_path / "a-rettet.txt", CORRECTED)
    for size in ((80, 24), (120, 40)):
        async with at_versions(coded, monkeypatch, size) as user:
            user.call_the_project("studie.kodeverk")
            await user.press("up", "m", "down")
            shown(user)._show_heading()
            assert_screen(user.app, f"versions_{size[0]}x{size[1]}")
