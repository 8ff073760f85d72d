"""The import screen asks about a file that is nearly a transcript of the project."""

from pathlib import Path

import pytest

from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.importing import ImportScreen
from tests.tui.at_the_import_screen import ready, with_files
from tests.tui.keyboard_user import INTERVIEW, User, at_the_keyboard, held, plain


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "rettet"
    made.mkdir()
    text = INTERVIEW.replace("Læreren", "Lærerinnen")
    (made / "rettet.txt").write_text(text, encoding="utf-8")
    return made


def names(project: Path) -> list[str]:
    with open_project(str(project)) as opened, opened.reading() as connection:
        return [one.name for one in queries.transcripts(connection)]


async def asked(user: User, folder: Path) -> ImportScreen:
    screen = await with_files(user, folder)
    line = plain(screen.files.options[0].prompt)
    assert line.startswith("asks")
    assert 'perhaps it is there: "a-deltaker" 98 % the same words' in line
    return screen


async def test_it_becomes_the_next_version_of_that_transcript(project: Path, folder: Path) -> None:
    async with at_the_keyboard(project, size=(120, 30)) as user:
        screen = await asked(user, folder)
        await user.press("i")
        assert "No file is ready" in user.status
        await user.press("enter", "enter", "1")
        await ready(user)
        assert "Corrected a-deltaker" in plain(screen.status.render())
    assert "Lærerinnen" in held(project).text
    assert names(project) == ["a-deltaker", "b-veileder", "c-uten"]


async def test_it_comes_in_as_another_interview_when_that_is_said(
    project: Path, folder: Path
) -> None:
    async with at_the_keyboard(project, size=(120, 30)) as user:
        await asked(user, folder)
        await user.press("enter", "enter", "2")
        screen = await ready(user)
        assert "it is another interview" in plain(screen.panel.lines.options[0].prompt)
        await user.press("I")
        await ready(user)
    assert names(project) == ["a-deltaker", "b-veileder", "c-uten", "rettet"]
