"""The log on screen: what was done, by whom; taken back from there with its effects seen first."""

from pathlib import Path

from kodeverk.model.identity import new_id
from kodeverk.service.verification import verify
from kodeverk.store import journal
from kodeverk.store.many_rows import insert_rows
from kodeverk.store.opening import open_project
from kodeverk.store.schema import step
from kodeverk.store.steps import log_lines
from kodeverk.tui.screens.coding import CodingScreen
from kodeverk.tui.screens.log import LogScreen
from kodeverk.tui.screens.project import ProjectScreen
from kodeverk.tui.screens.step_question import StepQuestion
from tests.tui.keyboard_user import (
    OLA,
    User,
    at_the_keyboard,
    held,
    plain,
    screen_text,
)
from tests.tui.test_memos_on_screen import coded


def log(user: User) -> LogScreen:
    assert isinstance(user.app.screen, LogScreen)
    return user.app.screen


def steps(user: User) -> list[str]:
    """What the lines of the log say, their columns divided by single blanks, without times."""
    rows = [" ".join(plain(line.prompt).split()) for line in log(user).lines.options]
    return [" ".join([row.split()[0], *row.split()[3:]]) for row in rows]


def question(user: User) -> str:
    assert isinstance(user.app.screen, StepQuestion), user.app.screen
    return screen_text(user.app)


def keys_of(path: Path) -> list[str]:
    return [key for key, _, _ in held(path).said()]


def content(path: Path) -> str:
    with open_project(str(path)) as project:
        found = verify(project)
        assert found.problems == ()
        return found.content_hash


def make_long(path: Path, lines: int) -> None:
    """Put many lines that changed nothing into the log, as reading on makes them."""
    with open_project(str(path)) as project:
        with project.reading() as connection:
            (latest,) = log_lines(connection, 1)
        with project.locked() as connection:
            first, last = journal.no_changes(connection)
            same: dict[str, object] = {
                "author": OLA.id,
                "author_name": OLA.name,
                "act": "do",
                "target": None,
                "first_change": first,
                "last_change": last,
                "transcript": latest.step.transcript,
                "undone": False,
            }
            rows = [
                same
                | {"id": new_id(), "at": latest.step.at + number, "summary": f"read to {number} %"}
                for number in range(lines)
            ]
            insert_rows(connection, step, rows)


async def test_what_was_done_while_coding_is_listed_there_and_one_comes_back_to_the_place(
    project: Path,
) -> None:
    coded(project, OLA, "alltid tid")
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "j", "s", "2")
        caret, selected = user.coding.view.caret, user.selected
        await user.press("Q")
        first, second, third = steps(user)
        assert third.endswith("Ola REL-TILLIT on 2 words")
        assert "Kari" in first
        assert "Kari" in second
        assert "3 steps · a-deltaker · everybody's" in user.heading
        await user.press("a")
        assert len(steps(user)) == 2
        assert "mine" in user.heading
        await user.press("t")
        assert "all transcripts" in user.heading
        assert len(steps(user)) > 2
        await user.press("q")
        assert isinstance(user.app.screen, CodingScreen)
        assert (user.coding.view.caret, user.selected) == (caret, selected)


async def test_the_effects_are_seen_first_and_only_a_yes_takes_the_step_back(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "j", "s", "2", "Q")
        before = content(project)
        await user.press("down", "enter")
        seen = question(user)
        key = held(project).said()[0][0]
        assert f"{key} of Kari on “Han har alltid tid til meg.” goes" in seen
        await user.press("enter")
        assert content(project) == before
        await user.press("enter", "escape", "enter", "2")
        assert "Undid" in user.status
        assert key not in keys_of(project)
        undone = steps(user)[2]
        assert "UNDONE" in undone
        assert "undid" in steps(user)[0]
        await user.press("enter")
        assert "comes back" in question(user)
        await user.press("down", "enter")
        assert "Did again" in user.status
        assert content(project) == before
        await user.press("q")
        assert len(user.coding.transcript.codings) == 2


async def test_taken_back_in_the_log_a_coding_is_gone_from_the_coding_screen(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "Q", "enter", "2", "q")
        assert user.coding.transcript.codings == {}


async def test_what_builds_on_a_step_is_named_and_the_step_stays(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "f", "Q", "down", "enter")
        seen = question(user)
        assert "Later steps build on it" in seen
        assert "Kari: retning: fremmer" in seen
        assert "Take those back first" in seen
        assert "Take it back\n" not in seen
        await user.press("2")  # there is no such choice
        assert isinstance(user.app.screen, StepQuestion)
        await user.press("enter")
        assert len(held(project).codings) == 1
        await user.press("up", "enter", "2", "down", "enter", "2")
        assert held(project).codings == ()


async def test_what_is_a_colleagues_stays_theirs(project: Path) -> None:
    coded(project, OLA, "alltid tid")
    async with at_the_keyboard(project) as user:
        await user.press("l", "enter")
        assert "is Ola's, with codings" in question(user)
        await user.press("enter")
    assert len(held(project).codings) == 1


async def test_the_log_is_filtered_by_what_is_typed(project: Path) -> None:
    coded(project, OLA, "alltid tid")
    async with at_the_keyboard(project) as user:
        await user.press("l")
        total = len(steps(user))
        await user.press("slash")
        await user.type("ola")
        await user.rest()
        assert len(steps(user)) == 1
        await user.press("enter", "enter")
        assert "is Ola's" in question(user)
        await user.press("escape", "slash")
        await user.type(" finnes ikke")
        await user.rest()
        assert "No step fits" in screen_text(user.app)
        await user.press("escape")
        await user.rest()
        assert len(steps(user)) == total
        await user.press("q")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_a_log_with_nothing_in_it_says_what_a_step_is(empty: Path) -> None:
    async with at_the_keyboard(empty) as user:
        await user.press("l")
        assert "No step has been made here yet" in screen_text(user.app)
        await user.press("enter", "a")
        assert "No step fits" in screen_text(user.app)


async def test_a_long_log_comes_in_page_by_page_and_is_never_read_whole(
    project: Path,
) -> None:
    coded(project, OLA, "alltid tid")
    make_long(project, 5_000)
    async with at_the_keyboard(project) as user:
        await user.press("l")
        assert len(steps(user)) < 500
        assert "steps and more" in user.heading
        await user.press("end", "end", "end")
        assert 500 < len(steps(user)) < 2_000
        numbers = [int(row.split()[0]) for row in steps(user)]
        assert numbers == sorted(set(numbers), reverse=True)
        await user.press("home", "slash")
        await user.type("tillit")
        await user.rest()
        assert steps(user)[-1].endswith("Ola REL-TILLIT on 2 words a-deltaker")


async def test_the_wheel_reads_on_too(project: Path) -> None:
    coded(project, OLA, "alltid tid")
    make_long(project, 1_000)
    async with at_the_keyboard(project) as user:
        await user.press("l")
        before = len(steps(user))
        log(user).lines.scroll_end(animate=False)
        await user.rest()
        assert len(steps(user)) > before


async def test_the_log_by_mouse(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "Q")
        await user.pilot.click(log(user).lines, offset=(12, 0))
        await user.rest()
        assert isinstance(user.app.screen, StepQuestion)
        await user.pilot.click(user.app.screen.choices, offset=(5, 1))
        await user.rest()
        assert held(project).codings == ()
