"""The project screen: what is listed, how it is filtered, and the way into a transcript."""

from pathlib import Path

from kodeverk.service.coding import mark_read
from kodeverk.service.transcripts import find_transcript
from kodeverk.store.opening import create_project, open_project
from tests.tui.keyboard_user import OLA, AssertScreen, User, at_the_keyboard, held, plain


def lines(user: User) -> list[str]:
    return [plain(option.prompt) for option in user.project.lines.options]


async def test_transcripts_stand_under_their_municipality_and_those_without_come_last(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        shown = lines(user)
    assert [line.split("  ")[0] for line in shown if not line.startswith(" ")] == [
        "0301 Oslo",
        "4601 Bergen",
        "no municipality",
    ]
    assert [line.split()[0] for line in shown if line.startswith(" ")] == [
        "a-deltaker",
        "b-veileder",
        "c-uten",
    ]


async def test_work_done_on_the_coding_screen_shows_on_the_way_back(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2", "G", "R", "q")
        assert lines(user)[1].split() == ["a-deltaker", "started", "100", "%", "2"]


async def test_colleagues_who_have_a_transcript_are_named(project: Path) -> None:
    with open_project(str(project)) as opened:
        mark_read(opened, OLA, find_transcript(opened, "b-veileder").id, 5)
    async with at_the_keyboard(project, size=(120, 40)) as user:
        assert lines(user)[3].split()[-1] == "Ola"
        await user.press("down")
        assert "also with Ola" in user.status


async def test_a_filter_leaves_what_fits_every_word_and_escape_shows_all_again(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("slash")
        await user.type("bergen b")
        assert [line.split()[0] for line in lines(user)] == ["4601", "b-veileder"]
        await user.press("enter", "enter")
        assert "b-veileder" in user.heading
        await user.press("q", "slash")
        await user.type("xx")
        assert "No transcript fits" in plain(user.project.empty.render())
        await user.press("escape")
        assert len(lines(user)) == 6


async def test_an_empty_project_says_how_to_import(tmp_path: Path) -> None:
    path = tmp_path / "tom.kodeverk"
    create_project(str(path)).close()
    async with at_the_keyboard(path) as user:
        said = plain(user.project.empty.render())
        assert f"kodeverk import {path} FILES" in said
        assert "finished 0 of 0" in user.heading


async def test_undo_on_the_project_screen_takes_back_the_last_step(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "q", "u")
        assert "Undid: REL-TILLIT" in user.status
        assert held(project).codings == ()
        await user.press("U")
        assert "Did again" in user.status
    assert len(held(project).codings) == 1


async def test_nothing_left_to_undo_is_said(tmp_path: Path) -> None:
    path = tmp_path / "tom.kodeverk"
    create_project(str(path)).close()
    async with at_the_keyboard(path) as user:
        await user.press("u")
        assert len(user.toasts) == 1


async def test_a_click_opens_a_transcript(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.pilot.click(user.project.lines, offset=(6, 3))
        await user.rest()
        assert "b-veileder" in user.heading


async def test_the_project_screen_looks_like_this(
    project: Path, assert_screen: AssertScreen
) -> None:
    for size in ((80, 24), (120, 40)):
        async with at_the_keyboard(project, size=size) as user:
            user.app.gateway.location = "studie.kodeverk"
            user.call_the_project("studie.kodeverk")
            await user.press("g")
            assert_screen(user.app, f"project_{size[0]}x{size[1]}")
