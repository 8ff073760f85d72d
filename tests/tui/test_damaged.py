"""What is wrong with a project's file is told on the screen: a message, never a traceback."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kodeverk.tui.app import KodeverkApp
from kodeverk.tui.screens.project import ProjectScreen
from tests.tui.keyboard_user import at_the_keyboard


async def test_damage_is_told_with_the_newest_sound_backup_and_again_when_its_text_is_opened(
    project: Path,
) -> None:
    project.with_name("studie-backup-1.kodeverk").write_bytes(project.read_bytes())
    with closing(sqlite3.connect(project)) as database, database:
        database.execute("UPDATE version SET turns = '[[7,'")
    async with at_the_keyboard(project) as user:
        (first,) = user.app._notifications
        await user.press("enter")
        (again,) = user.app._notifications
        assert again is not first
        for told in (first, again):
            assert f"{project} is damaged" in told.title
            assert "studie-backup-1.kodeverk" in told.message
        assert isinstance(user.app.screen, ProjectScreen)


async def test_withdrawn_words_that_still_lie_on_disk_are_told_at_the_opening(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kodeverk.store.project.empty_freed", lambda _: "the disk is full")
    with closing(sqlite3.connect(project)) as database, database:
        database.execute("INSERT INTO local VALUES ('unclean', '1')")
    async with at_the_keyboard(project) as user:
        (told,) = user.app._notifications
        assert "still lie in the project's file" in told.title
        assert "the disk is full" in told.message


async def test_a_fault_of_the_screen_is_told_in_a_line_without_what_it_quotes(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(_app: KodeverkApp) -> None:
        raise ValueError("et ord fra intervjuet")

    monkeypatch.setattr(KodeverkApp, "action_show_keys", fail)
    with pytest.raises(ValueError, match="intervjuet"):
        async with at_the_keyboard(project) as user:
            await user.pilot.press("question_mark")
    told = capsys.readouterr().err
    assert "a fault in Kodeverk itself: ValueError" in told
    assert "intervjuet" not in told
    assert "Traceback" not in told
