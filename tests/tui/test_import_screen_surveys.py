"""The import screen says what a survey becomes, and asks before it becomes that."""

from pathlib import Path

import pytest

from kodeverk.tui.screens.importing import ImportScreen
from tests.survey_sheets import BEST, BETTER, sheet
from tests.tui.at_the_import_screen import names, reach, ready, shown, statuses, with_files
from tests.tui.keyboard_user import User, at_the_keyboard, plain


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "skjema"
    made.mkdir()
    sheet(made)
    return made


async def asked(user: User, folder: Path) -> ImportScreen:
    screen = await with_files(user, folder)
    (line,) = shown(screen.files)
    assert line.startswith("asks")
    assert "it looks like a survey: 4 respondents, 2 open questions" in line
    told = plain(screen.panel.words.render())
    for words in (BEST, BETTER, "variables: alder", "municipality: Kommune", "left out: E-post"):
        assert words in told
    return screen


async def test_each_respondent_comes_in_when_somebody_says_that_it_is_a_survey(
    project: Path, folder: Path
) -> None:
    before = names(project)
    async with at_the_keyboard(project, size=(120, 40)) as user:
        screen = await asked(user, folder)
        await user.press("i")
        assert "No file is ready" in user.status
        await user.press("1")
        await ready(user)
        assert "svar.csv is a survey: 4 respondents" in plain(screen.status.render())
        assert [line.split()[1] for line in shown(screen.files)] == [
            f"svar.csv/R{n}" for n in (1, 2, 3, 4)
        ]
        assert statuses(screen) == ["asks"] * 4
        told = plain(screen.panel.words.render()).splitlines()
        assert "Outside the interview (o shows it): 1 line (1 front)" in told
        assert told[told.index("R1") + 1].startswith("Interviewer: ")
        # The role of the one is the role of all.
        await reach(user, 0)
        await user.press("enter", "r")
        await ready(user)
        assert statuses(screen) == ["ready"] * 4
        await user.press("i")
        await ready(user)
    assert names(project) == [*before, "svar R1", "svar R2", "svar R3", "svar R4"]


async def test_the_table_comes_in_as_it_is_when_that_is_said(project: Path, folder: Path) -> None:
    before = names(project)
    async with at_the_keyboard(project, size=(120, 40)) as user:
        screen = await asked(user, folder)
        await user.press("I", "2")
        await ready(user)
        assert any(": one table" in line for line in shown(screen.panel.lines))
        await user.press("I")
        await ready(user)
    assert names(project) == [*before, "svar"]


async def test_it_is_left_out_when_that_is_said(project: Path, folder: Path) -> None:
    before = names(project)
    async with at_the_keyboard(project, size=(120, 40)) as user:
        screen = await asked(user, folder)
        await user.press("I", "3")
        await ready(user)
        assert not screen.queue.previews
    assert names(project) == before


async def test_the_encoding_of_a_respondent_is_that_of_the_sheet(
    project: Path, folder: Path
) -> None:
    async with at_the_keyboard(project, size=(120, 40)) as user:
        screen = await asked(user, folder)
        await user.press("I", "1")
        await ready(user)
        await user.press("e")
        assert "A sheet has one encoding" in plain(screen.status.render())
