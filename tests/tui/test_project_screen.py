"""The project screen: what is listed, how it is filtered, and the way into a transcript."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kodeverk.service.coding import mark_read
from kodeverk.service.correcting import correct
from kodeverk.service.drafts import keep_draft
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.facts import Fact
from kodeverk.service.scoping import Selection
from kodeverk.service.transcripts import find_transcript
from kodeverk.store.opening import create_project, open_project
from tests.tui.keyboard_user import KARI, OLA, AssertScreen, User, at_the_keyboard, held, plain


def lines(user: User) -> list[str]:
    return [plain(option.prompt) for option in user.project.lines.options]


def names(user: User) -> list[str]:
    return [line.split()[0] for line in lines(user) if line.startswith(" ")]


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
        assert lines(user)[1].split() == ["a-deltaker", "55", "started", "100", "%", "2"]


async def test_colleagues_who_have_a_transcript_are_named(project: Path) -> None:
    with open_project(str(project)) as opened:
        mark_read(opened, OLA, find_transcript(opened, "b-veileder").id, 5)
    async with at_the_keyboard(project, size=(120, 40)) as user:
        assert lines(user)[3].split()[-1] == "Ola"
        await user.press("down")
        assert "Ola started" in user.about


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


async def test_what_is_shown_is_chosen_by_what_transcripts_have_and_the_heading_says_how_many(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("f")
        await user.type("role advisor")
        await user.press("enter")
        assert names(user) == ["b-veileder", "c-uten"]
        assert user.heading.startswith("2 of 3 shown")
        await user.press("f")
        await user.type("bergen")
        await user.press("enter")
        assert user.heading.startswith("1 of 3 shown")
        assert "role: advisor" in user.heading
        await user.press("escape")
        assert len(names(user)) == 3
        assert user.heading.startswith("finished")


async def test_the_list_is_sorted_by_length_and_date_and_state_and_back_by_municipality(
    project: Path,
) -> None:
    with open_project(str(project)) as opened:
        mark_read(opened, KARI, find_transcript(opened, "c-uten").id, 5)
        for name, day in (("a-deltaker", "2024-03-01"), ("b-veileder", "2024-01-01")):
            found = find_transcript(opened, name).id
            correct(opened, KARI, found, {Fact("date"): day})
    async with at_the_keyboard(project) as user:
        orders = []
        for _ in range(5):
            await user.press("s")
            orders.append(names(user))
        by_date, by_length, by_state = orders[1:4]
        assert by_date == ["c-uten", "b-veileder", "a-deltaker"]
        assert by_length[0] == "a-deltaker"
        assert by_state[0] == "c-uten"
        assert orders[0] == orders[4] == ["a-deltaker", "b-veileder", "c-uten"]


async def test_a_number_of_then_stands_beside_the_municipality_of_today(project: Path) -> None:
    with open_project(str(project)) as opened:
        for name, place, day in (
            ("b-veileder", "0220", "2018-01-01"),
            ("c-uten", "3025", "2021-01-01"),
        ):
            statements = {Fact("municipality"): place, Fact("date"): day}
            correct(opened, KARI, find_transcript(opened, name).id, statements)
    async with at_the_keyboard(project) as user:
        assert "3203 Asker (0220, 3025 then)" in lines(user)
        await user.press("down")
        assert "3203 Asker (0220 then)" in user.about


async def test_words_and_turns_on_the_screen_are_those_of_the_export(
    project: Path, tmp_path: Path
) -> None:
    with open_project(str(project)) as opened:
        export_sqlite(opened, tmp_path / "out.sqlite", ExportOptions(Selection(scope="started")))
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        rows = database.execute("SELECT transcript, words, turns FROM transcript").fetchall()
    async with at_the_keyboard(project, size=(120, 40)) as user:
        shown = {line.split()[0]: line.split()[1:3] for line in lines(user) if line[0] == " "}
    assert shown == {name: [str(words), str(turns)] for name, words, turns in rows}


async def test_the_next_thing_to_do_stands_in_one_line_with_its_key(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        assert user.waits == "Next: 3 transcripts nobody codes: A"
    with open_project(str(project)) as opened:
        mark_read(opened, KARI, find_transcript(opened, "b-veileder").id, 5)
        keep_draft(opened, KARI, "project", "", "halvt")
    async with at_the_keyboard(project) as user:
        assert user.waits == (
            "Next: 1 memo not written: m · go on with b-veileder: Enter · "
            "2 transcripts nobody codes: A"
        )


async def test_the_project_screen_looks_like_this(
    project: Path, assert_screen: AssertScreen
) -> None:
    for size in ((80, 24), (120, 40)):
        async with at_the_keyboard(project, size=size) as user:
            user.app.gateway.location = "studie.kodeverk"
            user.call_the_project("studie.kodeverk")
            await user.press("g")
            assert_screen(user.app, f"project_{size[0]}x{size[1]}")
