"""Exports from the project screen, by keys."""

from pathlib import Path

from tests.tui.keyboard_user import at_the_keyboard, screen_text
from tests.written_files import xlsx_rows


async def test_a_workbook_and_a_report_are_written_by_keys(project: Path) -> None:
    out, report = project.parent / "ut.xlsx", project.parent / "ut.docx"
    async with at_the_keyboard(project) as user:
        await user.press("E", "1", "2", "ctrl+u")
        await user.type(str(out))
        await user.press("enter")
        assert "Written: ut.xlsx" in screen_text(user.app)
        await user.press("E", "2", "2", "ctrl+u")
        await user.type(str(report))
        await user.press("enter")
        assert "Written: ut.docx" in screen_text(user.app)
        before = report.read_bytes()
        report.write_bytes(b"mine")
        await user.press("E", "2", "2", "ctrl+u")
        await user.type(str(report))
        await user.press("enter")
        assert "Replace it?" in screen_text(user.app)
        await user.press("1")
        assert report.read_bytes() == b"mine"
    assert len(before) > 1000
    told = {row["key"]: row["value"] for row in xlsx_rows(out, "notes")}
    assert told["scope"] == "started"


async def test_an_archive_that_nobody_consented_to_is_refused_in_words(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("E", "8", "ctrl+u")
        await user.type(str(project.parent / "arkiv"))
        await user.press("enter")
        assert "no transcript may be archived" in screen_text(user.app)
    assert not (project.parent / "arkiv").exists()
