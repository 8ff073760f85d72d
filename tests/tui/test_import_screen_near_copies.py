"""The import screen asks about a file that is nearly a transcript of the project."""

from pathlib import Path

import pytest

from kodeverk.tui.screens.importing import ImportScreen
from tests.tui.at_the_import_screen import names, ready, with_files
from tests.tui.keyboard_user import INTERVIEW, User, at_the_keyboard, held, plain


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "rettet"
    made.mkdir()
    text = INTERVIEW.replace("Læreren", "Lærerinnen")
    (made / "rettet.txt").write_text(text, encoding="utf-8")
    return made


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
        await user.press("1")
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


async def test_one_key_says_what_a_file_is_that_is_nearly_there(
    project: Path, folder: Path
) -> None:
    for name in ("s-andre.txt", "t-tredje.txt"):
        (folder / name).write_text((folder / "rettet.txt").read_text() + f"{name}\n")
    before = names(project)
    async with at_the_keyboard(project, size=(120, 30)) as user:
        screen = await asked(user, folder)
        told = plain(screen.panel.words.render())
        assert "1  A corrected text of a-deltaker" in told
        assert "2  Another interview" in told
        assert "3  Leave it out" in told
        await user.press("3")
        await ready(user)
        assert [preview.file for preview in screen.queue.previews] == [
            "s-andre.txt",
            "t-tredje.txt",
        ]
        await user.press("1")
        await ready(user)
        assert [preview.file for preview in screen.queue.previews] == ["t-tredje.txt"]
        await user.press("2")
        await ready(user)
        assert "it is another interview" in plain(screen.panel.lines.options[0].prompt)
    assert "s-andre.txt" in held(project).text
    assert names(project) == before


async def test_a_digit_does_nothing_to_a_file_that_is_not_asked_about(
    project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "nytt"
    folder.mkdir()
    (folder / "nytt.txt").write_text("Intervjuer: Hei?\n\nDeltaker: Ja, hei.\n" * 3)
    before = names(project)
    async with at_the_keyboard(project, size=(120, 30)) as user:
        screen = await with_files(user, folder)
        await user.press("1", "2", "3")
        await ready(user)
        assert "not asked what this file is" in plain(screen.status.render())
        assert len(screen.queue.previews) == 1
    assert names(project) == before
