"""Who codes what, from the project screen: every effect is seen before it is there, and undone."""

from pathlib import Path

import pytest

from kodeverk.service.assigning import assign, status
from kodeverk.service.coding import finish
from kodeverk.service.transcripts import find_transcript
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.deal import DealDialog
from kodeverk.tui.screens.menu import Menu
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


def work(path: Path, round_name: str = "main") -> list[tuple[str, str | None, str | None, bool]]:
    """Transcript, coder, state and whether that is the main coder, as the command has it."""
    with open_project(str(path)) as project:
        rows = status(project, round_name)
    return [(row.transcript, row.coder, row.state, row.main) for row in rows]


def content(path: Path) -> str:
    with open_project(str(path)) as project:
        return content_of(project)


@pytest.fixture
def team(project: Path) -> Path:
    with open_project(str(project)) as opened:
        for coder in (KARI, OLA):
            with opened.writing(coder, "came") as writer:
                writer.share("coder", coder.id, {"name": coder.name, "kind": "person"})
    return project


def dialog(user: User) -> DealDialog:
    assert isinstance(user.app.screen, DealDialog)
    return user.app.screen


async def fill(user: User, field: str, text: str) -> None:
    """Write something into a field of the dialog, instead of what is there."""
    entry = dialog(user)._fields[field]
    dialog(user).set_focus(entry)
    await user.press("end", *["backspace"] * len(entry.value))
    names = {" ": "space", ",": "comma", "%": "percent_sign"}
    await user.press(*(names.get(sign, sign) for sign in text))


async def test_a_deal_is_seen_before_it_is_dealt_and_is_the_one_of_the_command(
    team: Path, tmp_path: Path
) -> None:
    before = content(team)
    async with at_the_keyboard(team, size=(120, 40)) as user:
        await user.press("A", "1")
        await fill(user, "coders", "Kari,Ola")
        await fill(user, "double", "67%")
        await fill(user, "seed", "3")
        foreseen = plain(dialog(user).effect.render()).splitlines()
        assert foreseen[0].startswith("3 transcripts, 2 by two: Kari ")
        assert content(team) == before
        await user.press("f2")
        assert isinstance(user.app.screen, ProjectScreen)
        assert "Dealt out 3 transcripts" in user.status
        assert "2 coded by two" in user.heading
    dealt = work(team)
    for line in foreseen[1:]:
        name, _, coders = line.strip().partition(": ")
        main, *others = coders.split(", ")
        assert (name, main, "assigned", True) in dealt
        assert all((name, other, "assigned", False) in dealt for other in others)
    async with at_the_keyboard(team) as user:
        await user.press("u", "2")
    assert content(team) == before
    with open_project(str(team)) as project:
        assign(project, KARI, ["Kari", "Ola"], double=0.67, seed=3)
    assert work(team) == dealt


async def test_what_is_wrong_with_a_deal_is_told_beside_its_field(team: Path) -> None:
    async with at_the_keyboard(team) as user:
        await user.press("A", "1")
        await fill(user, "double", "mye")
        assert "in percent" in plain(dialog(user)._wrong["double"].render())
        await fill(user, "double", "200")
        assert "between 0 and 100 %" in plain(dialog(user)._wrong["double"].render())
        await fill(user, "double", "0")
        await fill(user, "stratify", "alder")
        assert "cannot stratify by 'alder'" in plain(dialog(user)._wrong["stratify"].render())
        await user.press("f2")
        assert isinstance(user.app.screen, DealDialog)
        await user.press("escape")
    assert not any(coder for _, coder, _, _ in work(team))


async def test_another_round_is_shown_and_dealt_finished_and_released_by_itself(
    team: Path,
) -> None:
    async with at_the_keyboard(team, size=(120, 24)) as user:
        await user.press("o")
        assert "There is one round" in user.status
        assert user.heading.startswith("finished 0 of 3")
        await user.press("A", "1")
        await fill(user, "round", "pilot")
        await fill(user, "double", "100 %")
        await user.pilot.click("#deal")
        await user.rest()
        assert {state for _, _, state, _ in work(team, "pilot")} == {"assigned"}
        assert {state for _, _, state, _ in work(team)} == {None}
        assert user.heading.startswith("round main · finished 0 of 3")
        assert "3 transcripts nobody codes" in user.waits
        await user.press("o")
        assert user.heading.startswith("round pilot · finished 0 of 3")
        assert "3 coded by two" in user.heading
        assert "Ola assigned" in user.about
        await user.press("R")
        assert "in round pilot" in user.toasts[-1]
        await user.press("F")
        assert "Finish a-deltaker in pilot?" in screen_text(user.app)
        await user.press("1")
        assert ("a-deltaker", "Kari", "finished") in [row[:3] for row in work(team, "pilot")]
        assert {state for _, _, state, _ in work(team)} == {None}
        assert "finished 1 of 3" in user.heading
        await user.press("A", "1")
        assert dialog(user)._fields["round"].value == "pilot"
        await user.press("escape", "o")
        assert user.heading.startswith("round main · finished 0 of 3")
        await user.press("o", "u", "u")
        await user.press("2")
        assert user.heading.startswith("finished 0 of 3")


async def test_a_main_coder_is_named_and_named_otherwise(team: Path) -> None:
    async with at_the_keyboard(team) as user:
        await user.press("A", "2", "2")
        assert "Ola is the main coder of a-deltaker" in user.status
        await user.press("A", "2")
        assert "Ola (is it now)" in screen_text(user.app)
        await user.press("1")
        assert "Kari is the main coder of a-deltaker instead of Ola" in user.status
        await user.press("u", "2")
    assert ("a-deltaker", "Ola", "assigned", True) in work(team)


async def test_a_transcript_is_finished_after_telling_what_is_open_and_reopened(
    team: Path,
) -> None:
    async with at_the_keyboard(team) as user:
        await user.press("F")
        assert "turns not read, no coding of yours" in " ".join(screen_text(user.app).split())
        await user.press("escape")
        assert work(team)[0][2] is None
        await user.press("F", "1")
        assert work(team)[0] == ("a-deltaker", "Kari", "finished", False)
        assert "finished 1 of 3" in user.heading
        await user.press("F", "2")
        assert work(team)[0][2] == "started"
        await user.press("u")
        assert work(team)[0][2] == "finished"


async def test_all_that_is_finished_is_released_at_once_and_it_is_said_whose(team: Path) -> None:
    with open_project(str(team)) as project:
        for name in ("a-deltaker", "b-veileder"):
            for coder in (KARI, OLA):
                finish(project, coder, [find_transcript(project, name).id])
    async with at_the_keyboard(team) as user:
        assert "2 to release: R" in user.waits
        await user.press("R")
        assert isinstance(user.app.screen, Menu)
        assert "Release all 2 that somebody has finished" in screen_text(user.app)
        await user.press("2")
        assert "Released a-deltaker, b-veileder" in user.status
    assert [state for _, _, state, _ in work(team)] == ["released"] * 4 + [None]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_deal_as_it_looks(
    team: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(team, size=size) as user:
        user.call_the_project("studie.kodeverk")
        await user.press("g", "A", "1")
        await fill(user, "double", "34%")
        assert_screen(user.app, f"deal_{size[0]}x{size[1]}")
