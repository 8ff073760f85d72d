"""The conflicts on screen, and releasing: seen, settled, taken back, by key and by mouse."""

from pathlib import Path

import pytest

from kodeverk.config import Settings
from kodeverk.model.records import Coder
from kodeverk.service.assigning import name_main_coder, status
from kodeverk.service.coder_list import add_coder
from kodeverk.service.coding import finish
from kodeverk.service.conflicts import list_conflicts
from kodeverk.service.merging import merge
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.tui.screens.conflicts import ConflictScreen
from kodeverk.tui.screens.menu import Menu
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


@pytest.fixture
def disputed(project: Path, tmp_path: Path) -> Path:
    """Kari and Ola each say what D is, and which place c-uten belongs to."""
    with open_project(str(project)) as mine:
        with open_project(str(copy_project(mine, tmp_path / "ola.kodeverk"))) as theirs:
            say(theirs, OLA, "volunteer", "4601")
        say(mine, KARI, "leader", "0301")
        backup = merge(mine, KARI, [theirs.location]).backup
        assert backup is not None
        backup.unlink()
        (tmp_path / "ola.kodeverk").unlink()
    return project


def say(project: Project, coder: Coder, role: str, place: str) -> None:
    transcript = find_transcript(project, "a-deltaker").id
    with project.reading() as connection:
        (speaker,) = [
            one.id for one in queries.speakers(connection, transcript) if one.label == "D"
        ]
    with project.writing(coder, "said") as writer:
        writer.set("speaker", speaker, "role", role)
        writer.set("transcript", find_transcript(project, "c-uten").id, "municipality", place)


def shown(user: User) -> list[str]:
    assert isinstance(user.app.screen, ConflictScreen)
    return [plain(line.prompt) for line in user.app.screen.lines.options]


def open_ones(path: Path) -> list[str]:
    with open_project(str(path)) as project:
        return [one.about for one in list_conflicts(project)]


async def test_conflicts_are_counted_listed_and_settled_and_undo_opens_them_again(
    disputed: Path,
) -> None:
    async with at_the_keyboard(disputed) as user:
        assert "2 conflicts: C" in user.waits
        await user.press("C")
        lines = shown(user)
        assert lines[0] == "municipality of the transcript c-uten"
        assert lines[1].startswith("   4601 Bergen (Ola, 20")
        assert lines[2].startswith(" * 0301 Oslo (Kari, 20")
        assert lines[3] == "role of the speaker a-deltaker, D"
        await user.press("enter")
        assert "Settled municipality of the transcript c-uten: 4601 Bergen" in user.status
        assert open_ones(disputed) == ["role of the speaker a-deltaker, D"]
        await user.press("u")
        assert "Undid: settled municipality of the transcript c-uten" in user.status
        assert len(open_ones(disputed)) == 2
        await user.press("U")
        assert len(shown(user)) == 3
        await user.press("s")
        assert open_ones(disputed) == []
        assert "No conflict is open" in screen_text(user.app)
        await user.press("q")
        assert isinstance(user.app.screen, ProjectScreen)
        assert "conflict: C" not in user.waits


async def test_a_conflict_is_settled_by_the_mouse(disputed: Path) -> None:
    async with at_the_keyboard(disputed) as user:
        await user.press("C")
        assert isinstance(user.app.screen, ConflictScreen)
        await user.pilot.click(user.app.screen.lines, offset=(8, 2))
        await user.rest()
        assert "0301 Oslo" in user.status
        assert len(open_ones(disputed)) == 1


async def test_finished_work_is_released_after_a_question_where_somebody_is_at_work(
    project: Path,
) -> None:
    with open_project(str(project)) as opened:
        transcript = find_transcript(opened, "a-deltaker").id
        finish(opened, KARI, [transcript])
        add_coder(opened, Settings(project.with_name("none.toml")), "Ola")
        name_main_coder(opened, KARI, {transcript: "Ola"})
    async with at_the_keyboard(project) as user:
        assert "finished 1 of 3" in user.heading
        await user.press("R")
        assert isinstance(user.app.screen, Menu)
        assert "a-deltaker is not finished by Ola" in screen_text(user.app)
        await user.press("escape")
        assert states(project) == {"Kari": "finished", "Ola": "assigned"}
        await user.press("R", "1")
        assert "Released a-deltaker" in user.status
        assert "finished 1 of 3" in user.heading
        assert states(project) == {"Kari": "released", "Ola": "assigned"}
        await user.press("R")
        assert "released already" in user.status
        await user.press("u")
        assert states(project)["Kari"] == "finished"
        await user.press("down", "R")
        assert "nobody has finished b-veileder" in user.toasts[-1]


def states(path: Path) -> dict[str, str]:
    with open_project(str(path)) as project:
        rows = status(project)
    return {
        row.coder: row.state
        for row in rows
        if row.transcript == "a-deltaker" and row.coder and row.state
    }


async def test_the_conflicts_look_like_this(
    disputed: Path,
    monkeypatch: pytest.MonkeyPatch,
    assert_screen: AssertScreen,
) -> None:
    monkeypatch.setattr(
        "kodeverk.tui.screens.conflicts._whose",
        lambda choice: f"{choice.author}, 2026-01-02 03:04",
    )
    for size in ((80, 24), (120, 40)):
        async with at_the_keyboard(disputed, size=size) as user:
            user.call_the_project("studie.kodeverk")
            await user.press("C", "down", "g")
            assert_screen(user.app, f"conflicts_{size[0]}x{size[1]}")
