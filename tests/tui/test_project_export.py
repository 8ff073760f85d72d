"""Exports from the project screen, by keys."""

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.keyboard_user import User, at_the_keyboard, screen_text
from tests.written_files import xlsx_rows


@pytest.fixture(autouse=True)
def beside_the_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program was started where the project is, and names what it writes after it."""
    monkeypatch.chdir(project.parent)


async def test_a_workbook_and_a_report_are_written_by_keys(project: Path) -> None:
    out, report = project.parent / "studie.xlsx", project.parent / "studie.docx"
    async with at_the_keyboard(project) as user:
        await user.press("E", "1", "2", "1", "enter")
        assert "Written: studie.xlsx" in user.status
        await user.press("E", "2", "2", "1", "enter")
        assert "Written: studie.docx" in user.status
        before = report.read_bytes()
        report.write_bytes(b"mine")
        await user.press("E", "2", "2", "1", "enter")
        assert "Replace it?" in screen_text(user.app)
        await user.press("1")
        assert report.read_bytes() == b"mine"
    assert len(before) > 1000
    told = {row["key"]: row["value"] for row in xlsx_rows(out, "notes")}
    assert told["scope"] == "started"


async def test_an_archive_that_nobody_consented_to_is_refused_in_words(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("E", "8", "enter")
        assert "no transcript may be archived" in screen_text(user.app)
    assert not (project.parent / "studie-archive").exists()


def said(user: User) -> str:
    """The words on the screen, also those that are parted by the edge of a dialog."""
    return " ".join(screen_text(user.app).replace("│", " ").split())


async def test_what_is_published_is_chosen_in_a_dialog_and_what_is_withheld_is_told(
    project: Path,
) -> None:
    out = project.parent / "studie.xlsx"
    async with at_the_keyboard(project) as user:
        await user.press("E", "1", "2", "2")
        assert "n is from 1 to below 5" in screen_text(user.app)
        await user.press("backspace", "2", "enter")
        assert "A whole number, 3 or more" in screen_text(user.app), "2 protects nobody"
        await user.press("backspace", "3", "down")
        await user.type("size")
        await user.press("enter")
        assert "has a variable 'size'. There are: none." in said(user)
        await user.press("ctrl+u", "down", "ctrl+u")
        await user.type("yes")
        assert "n is from 1 to below 3" in screen_text(user.app)
        await user.press("enter", "enter")
        assert "Withheld: " in said(user)
        assert "The log beside it is not to be published" in said(user)
        await user.press("enter")
        assert "Written: studie.xlsx" in user.status
    about = {row["key"]: row["value"] for row in xlsx_rows(out, "notes")}
    assert "below 3" in about["suppression"]
    places = [row["name"] for row in xlsx_rows(out, "municipality")]
    assert sorted(places) == ["Municipality 1", "Municipality 2", "no municipality"]
    assert out.with_name("studie.xlsx-withheld.csv").is_file()


async def test_a_dialog_of_publishing_that_is_closed_writes_nothing(project: Path) -> None:
    before = {*project.parent.iterdir()}
    async with at_the_keyboard(project) as user:
        await user.press("E", "1", "1", "2", "escape")
        assert user.status == ""
    assert {*project.parent.iterdir()} == before


async def test_a_name_that_no_file_can_have_is_refused_in_words(project: Path) -> None:
    before = {*project.parent.iterdir()}
    long = f"{'a' * 300}.xlsx"
    async with at_the_keyboard(project) as user:
        for name, told in (("~nobody-here/a.xlsx", "no folder"), (long, "another name or folder")):
            await user.press("E", "1", "1", "1")
            user.app.screen.query_one(Input).value = name
            await user.press("enter")
            assert told in said(user)
    assert {*project.parent.iterdir()} == before
