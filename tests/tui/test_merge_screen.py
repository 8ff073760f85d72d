"""The merge on screen: what comes in is seen, answered and merged, by key and by mouse."""

from pathlib import Path

import pytest
from textual import events

from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code
from kodeverk.service.conflicts import list_conflicts
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.sending import send
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.tui.screens.file_choice import FileChoice
from kodeverk.tui.screens.merge import MergeScreen
from kodeverk.tui.screens.project import ProjectScreen
from tests.project_content import content_of
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
def colleague(project: Path) -> Path:
    """Ola's copy: codings, a corrected interview brought in as another, and another place."""
    folder = project.parent / "ola"
    folder.mkdir()
    path = folder / "ola.kodeverk"
    with open_project(str(project)) as mine:
        copy_project(mine, path)
        set_place(mine, KARI.id, "0301")
    with open_project(str(path)) as theirs:
        send(theirs, OLA, folder / "before.changes")
        known = find_transcript(theirs, "a-deltaker")
        with theirs.reading() as connection:
            text = queries.version(connection, known.version).text
            code = next(one for one in queries.codes(connection) if one.key == "REL-TILLIT")
        apply_code(theirs, OLA, known.id, Span(4, 10), code, {})
        file = folder / "a-rettet.txt"
        file.write_text(text.replace("Jeg", "Eg"), encoding="utf-8")
        import_files(theirs, OLA, [file], Choices(as_new=True))
        set_place(theirs, OLA.id, "4601")
        send(theirs, OLA, folder / "monday.changes")
    return path


def set_place(project: Project, coder: str, number: str) -> None:
    author = KARI if coder == KARI.id else OLA
    with project.writing(author, "said") as writer:
        writer.set("transcript", find_transcript(project, "c-uten").id, "municipality", number)


def shown(user: User) -> list[str]:
    assert isinstance(user.app.screen, MergeScreen)
    return [plain(line.prompt) for line in user.app.screen.lines.options]


def content(path: Path) -> str:
    with open_project(str(path)) as project:
        return content_of(project)


def names(path: Path) -> list[str]:
    with open_project(str(path)) as project, project.reading() as connection:
        return [one.name for one in queries.transcripts(connection)]


async def go_to_merge(user: User, file: Path) -> None:
    """Press M and paste the path of a colleague's copy."""
    await user.press("M")
    assert isinstance(user.app.screen, FileChoice)
    user.app.key_queue.add(events.Paste(str(file)))
    await user.rest()
    await user.rest()


async def to_line(user: User, words: str) -> None:
    """Move to the line with these words."""
    lines = shown(user)
    screen = user.app.screen
    assert isinstance(screen, MergeScreen)
    wanted = next(at for at, line in enumerate(lines) if words in line)
    for _ in lines:
        if screen.lines.highlighted == wanted:
            return
        await user.press("down")
    raise AssertionError(words)


@pytest.mark.parametrize("what", ["ola.kodeverk", "monday.changes"])
async def test_what_would_come_in_is_seen_and_leaving_writes_nothing(
    project: Path, colleague: Path, what: str
) -> None:
    before = content(project)
    async with at_the_keyboard(project, size=(120, 40)) as user:
        await go_to_merge(user, colleague.with_name(what))
        lines = shown(user)
        assert any(line.startswith("  Ola: ") and "1 coding" in line for line in lines)
        assert any("[ ] transcript: a-rettet → a-deltaker" in line for line in lines)
        assert "  municipality of the transcript c-uten" in lines
        assert any("4601 Bergen (Ola" in line for line in lines)
        assert any("0301 Oslo (Kari" in line for line in lines)
        assert "Nothing is written yet" in user.status
        await user.press("q")
        assert isinstance(user.app.screen, ProjectScreen)
    assert content(project) == before
    assert [one.name for one in project.parent.glob("*before-merge*")] == []


async def test_what_is_answered_yes_is_joined_and_what_is_decided_settled_with_the_merge(
    project: Path, colleague: Path
) -> None:
    async with at_the_keyboard(project, size=(120, 40)) as user:
        await go_to_merge(user, colleague)
        await to_line(user, "a-rettet → a-deltaker")
        assert "If yes: the text of a-rettet becomes a version of a-deltaker" in screen_text(
            user.app
        )
        await user.press("y")
        assert any("[x] transcript: a-rettet" in line for line in shown(user))
        await to_line(user, "4601 Bergen")
        await user.press("enter")
        await user.press("m")
        await user.rest()
        assert isinstance(user.app.screen, ProjectScreen)
        assert "Merged: 1 coder," in user.toasts[-1]
        assert "joined the transcript a-rettet into a-deltaker" in user.toasts[-1]
    assert names(project) == ["a-deltaker", "b-veileder", "c-uten"]
    with open_project(str(project)) as opened:
        assert list_conflicts(opened) == ()
        assert find_transcript(opened, "c-uten").municipality == "4601"


async def test_what_is_answered_no_or_not_at_all_stays_two(project: Path, colleague: Path) -> None:
    async with at_the_keyboard(project, size=(120, 40)) as user:
        await go_to_merge(user, colleague)
        await to_line(user, "a-rettet → a-deltaker")
        await user.press("y")
        await to_line(user, "a-rettet → a-deltaker")
        await user.press("n")
        assert any("[–] transcript: a-rettet" in line for line in shown(user))
        await user.press("m")
        await user.rest()
        assert "said to be two: the transcripts a-rettet and a-deltaker" in user.toasts[-1]
        await go_to_merge(user, colleague)
        assert not any("a-rettet" in line for line in shown(user)), "it was answered"
    assert names(project) == ["a-deltaker", "a-rettet", "b-veileder", "c-uten"]


async def test_proposals_are_answered_and_values_chosen_by_the_mouse(
    project: Path, colleague: Path
) -> None:
    async with at_the_keyboard(project, size=(120, 40)) as user:
        await go_to_merge(user, colleague)
        screen = user.app.screen
        assert isinstance(screen, MergeScreen)
        for words in ("a-rettet → a-deltaker", "4601 Bergen"):
            place = next(at for at, line in enumerate(shown(user)) if words in line)
            await user.pilot.click(screen.lines, offset=(8, place))
            await user.rest()
            assert "[x]" in shown(user)[place]
        await user.pilot.click(screen.lines, offset=(8, place))
        await user.rest()
        assert "[ ]" in shown(user)[place]


async def test_a_file_that_is_none_is_told_and_another_can_be_chosen(
    project: Path, colleague: Path
) -> None:
    wrong = colleague.with_name("wrong.kodeverk")
    wrong.write_bytes(b"nothing")
    async with at_the_keyboard(project) as user:
        await go_to_merge(user, wrong)
        assert "encrypted, damaged or not a Kodeverk project" in user.toasts[-1]
        await user.press("m")
        assert "Nothing is chosen" in user.status
        await user.press("a")
        assert isinstance(user.app.screen, FileChoice)
        await user.press("escape", "q")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_the_merge_looks_like_this(
    project: Path,
    colleague: Path,
    monkeypatch: pytest.MonkeyPatch,
    assert_screen: AssertScreen,
) -> None:
    monkeypatch.setattr(
        "kodeverk.tui.screens.merge._whose",
        lambda choice: f"{choice.author}, 2026-01-02 03:04",
    )
    for size in ((80, 24), (120, 40)):
        async with at_the_keyboard(project, size=size) as user:
            user.call_the_project("studie.kodeverk")
            await go_to_merge(user, colleague)
            await to_line(user, "a-rettet → a-deltaker")
            await user.press("y")
            await to_line(user, "a-rettet → a-deltaker")
            assert_screen(user.app, f"merge_{size[0]}x{size[1]}")
            await user.press("q")
