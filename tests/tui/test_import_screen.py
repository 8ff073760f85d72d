"""The import screen: what it shows of files, what can be chosen, and what is then kept."""

import os
import threading
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, OptionList

from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.file_choice import FileChoice, pasted_paths
from kodeverk.tui.screens.importing import ImportScreen
from tests.tui.at_the_import_screen import names, reach, ready, shown, statuses, with_files
from tests.tui.keyboard_user import (
    INTERVIEW,
    AssertScreen,
    at_the_keyboard,
    held,
    plain,
    screen_text,
)

ADVISOR = "Intervjuer: Hvordan går det?\nVeileder: Jeg stoler på henne.\n" * 4
LETTERS = "I: Hva gjør du?\nV: Jeg veileder {0}.\n" * 4
INTERPRETED = "Forsker: Hei?\nMann: Ja.\nKone: Jo.\nTolk: Vi kom i fjor.\n" * 4


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "filer"
    folder.mkdir()
    for name, text in (
        ("1 asker.txt", ADVISOR),
        ("2 volda.txt", LETTERS.format("i Volda")),
        ("3 heroy.txt", LETTERS.format("på Herøy")),
        ("4 tolket.txt", INTERPRETED),
        ("5 tom.txt", ""),
        ("lyd.mp3", "ID3"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


async def test_a_folder_gives_its_files_with_what_each_asks_and_why_one_failed(
    empty: Path, files: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        assert statuses(screen) == ["ready", "asks", "asks", "asks", "failed"]
        assert "role unknown: V" in shown(screen.files)[1]
        assert "empty" in shown(screen.files)[4]
        assert "1 ready · 3 asks · 1 failed" in user.heading
    assert names(empty) == []


async def test_of_a_folder_that_is_pasted_what_cannot_be_read_is_named(
    empty: Path, files: Path
) -> None:
    (files / "mappe").mkdir()
    (files / "mappe" / "6 dypt.txt").write_text(ADVISOR.replace("henne", "ham"), encoding="utf-8")
    async with at_the_keyboard(empty) as user:
        await user.press("i")
        user.app.key_queue.add(events.Paste(str(files)))
        await user.rest()
        screen = await ready(user)
        assert user.status == "Read 6 files; cannot read lyd.mp3"
        assert "6 dypt.txt" in shown(screen.files)[5]


async def test_one_key_imports_what_is_ready_and_the_rest_stays(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await user.press("i")
        await ready(user)
        assert statuses(screen) == ["asks", "asks", "asks", "failed"]
        assert "Imported 1 of 1" in user.status
        await user.press("q")
        assert "finished 0 of 1" in user.heading
        await user.press("u")
        assert "Take back “imported 1 file” (1 transcript" in screen_text(user.app)
        assert names(empty) != []
        await user.press("2")
        assert "Undid: imported 1 file" in user.status
    assert names(empty) == []


async def test_a_role_chosen_for_a_label_holds_for_all_files_that_ask_and_is_remembered(
    empty: Path, files: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await reach(user, 1, 2)
        await user.press("r", "r")
        assert "advisor" in shown(screen.panel.lines)[2]
        assert statuses(screen)[:3] == ["ready", "ready", "ready"]
        await user.press("i")
        await ready(user)
    assert names(empty) == ["1 asker", "2 volda", "3 heroy"]
    with open_project(str(empty)) as project, project.reading() as connection:
        roles = {one.label: one.role for one in queries.speakers(connection)}
        assert roles["V"] == "advisor"
        remembered = {*queries.settings(connection).values()}
        assert remembered == {("import.role:V", "advisor")}


async def test_a_role_can_be_chosen_from_a_list(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await reach(user, 1, 2)
        await user.press("enter", "2")
        assert "advisor" in shown(screen.panel.lines)[2]


async def test_a_file_that_asks_can_be_imported_as_it_is(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await reach(user, 2)
        await user.press("I")
        await ready(user)
        assert len(screen.files.options) == 4
    assert names(empty) == ["3 heroy"]


async def test_heroy_is_typed_and_both_are_offered_with_their_counties(
    empty: Path, files: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await reach(user, 0)
        await user.press("m")
        await user.press("h", "e", "r", "ø", "y")
        offered = shown(user.app.screen.query_one(OptionList))
        assert offered[:2] == ["1515 Herøy (Møre og Romsdal)", "1818 Herøy (Nordland)"]
        await user.press("down", "enter")
        assert "1818 Herøy" in "".join(shown(screen.panel.lines))
        await user.press("i")
        await ready(user)
    with open_project(str(empty)) as project, project.reading() as connection:
        assert queries.transcripts(connection)[0].municipality == "1818"


async def test_a_place_that_is_no_norwegian_municipality_is_said_to_be_none_and_kept_as_ones_own(
    empty: Path, files: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await reach(user, 0)
        await user.press("m")
        await user.type("sheffield")
        assert "“sheffield” is no Norwegian municipality" in screen_text(user.app)
        offered = shown(user.app.screen.query_one(OptionList))
        assert offered == [
            "sheffield: a place of your own, the variable place",
            "no municipality",
        ]
        await user.press("enter")
        assert "none; place: sheffield" in "".join(shown(screen.panel.lines))
        await user.press("m", "down", "enter")
        assert "none; place" not in "".join(shown(screen.panel.lines))
        await user.press("m")
        await user.type("sheffield")
        await user.press("enter", "i")
        await ready(user)
    with open_project(str(empty)) as project, project.reading() as connection:
        (transcript,) = queries.transcripts(connection)
        (variable,) = queries.variables(connection, transcript.id)
        assert transcript.municipality is None
        assert (variable.name, variable.value) == ("place", "sheffield")


async def test_the_number_is_that_of_the_interviews_day(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await user.press("d")
        for sign in "2017-11-08":
            await user.press("minus" if sign == "-" else sign)
        await user.press("enter", "m")
        await user.press(*"stange", "enter")
        assert "0417 Stange" in "".join(shown(screen.panel.lines))
        await user.press("d")
        screen.app.screen.query_one(Input).value = "en gang"
        await user.press("enter")
        assert "asks" in shown(screen.files)[0]
        assert "not a date" in plain(screen.panel.words.render())


async def test_one_municipality_can_be_given_to_all_files_without(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await user.press("M")
        await user.press(*"volda", "enter")
        lines = shown(screen.files)
        assert all("Volda" in line for line in lines[:4])


async def test_the_next_best_convention_is_a_key_away_and_nothing_else_changes(
    empty: Path, files: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        before = shown(screen.files)[1:]
        assert "name: text" in shown(screen.panel.lines)[0]
        await user.press("n")
        assert "name: text" not in shown(screen.panel.lines)[0]
        for _ in range(4):
            if "name: text" not in shown(screen.panel.lines)[0]:
                await user.press("n")
        assert "name: text" in shown(screen.panel.lines)[0]
        assert shown(screen.files)[1:] == before


async def test_labels_are_joined_kept_apart_and_ignored(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await reach(user, 3, 2)
        assert shown(screen.panel.lines)[2].startswith("Mann")
        await user.press("j", "2")
        assert shown(screen.panel.lines)[2].split()[:3] == ["Mann", "is", "Kone"]
        await user.press("j", "4")
        assert shown(screen.panel.lines)[2].split()[1] == "unknown"
        await user.press("x")
        assert "is no speaker" in shown(screen.panel.lines)[2]
        await user.press("x")
        assert "is no speaker" not in shown(screen.panel.lines)[2]


async def test_whose_words_an_interpreter_says_is_asked_and_answered(
    empty: Path, files: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await reach(user, 3)
        assert "Tolk interprets" in plain(screen.panel.words.render())
        await reach(user, 3, 2)
        await user.press("s")
        assert "is no interpreter" in user.status
        await reach(user, 3, 4)
        await user.press("s", "2")
        assert "for Kone" in shown(screen.panel.lines)[4]
        assert "Tolk interprets" not in plain(screen.panel.words.render())


async def test_a_pseudonym_makes_the_speaker_an_informant(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, files)
        await reach(user, 0, 2)
        await user.press("p")
        await user.press(*"ASKER", "minus", "V", "1", "enter")
        assert "as ASKER-V1" in shown(screen.panel.lines)[2]
        await user.press("i")
        await ready(user)
    with open_project(str(empty)) as project, project.reading() as connection:
        assert [one.name for one in queries.informants(connection)] == ["ASKER-V1"]


async def test_an_encoding_is_chosen_and_the_letters_follow(empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "gammel.txt"
    path.write_bytes(ADVISOR.replace("henne", "blåbær").encode("cp1252"))
    async with at_the_keyboard(empty) as user:
        await user.press("i")
        user.app.key_queue.add(events.Paste(str(path)))
        await user.rest()
        screen = await ready(user)
        assert "blåbær" in plain(screen.panel.words.render())
        await user.press("e")
        choices = shown(user.app.screen.query_one(OptionList))
        place = next(n for n, line in enumerate(choices) if "cp865" in line)
        user.app.screen.query_one(OptionList).highlighted = place
        await user.press("enter")
        assert "blåbær" not in plain(screen.panel.words.render())
        assert "cp865" in "".join(shown(screen.panel.lines))


async def test_several_paths_are_pasted_at_once(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        await user.press("i")
        pasted = f"'{files / '1 asker.txt'}' {files}/2\\ volda.txt"
        user.app.key_queue.add(events.Paste(pasted))
        await user.rest()
        screen = await ready(user)
        assert len(screen.files.options) == 2


async def test_files_are_marked_one_by_one_in_the_list(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        await user.press("i", "a")
        chooser = user.app.screen
        assert isinstance(chooser, FileChoice)
        chooser.field.value = str(files)[:-2]
        await user.rest()
        await user.press("tab")
        assert chooser.field.value == f"{files}{os.sep}"
        await user.press("down", "down", "enter", "down", "enter")
        assert [line for line in shown(chooser.lines) if line.startswith("[x]")] == [
            "[x] 1 asker.txt",
            "[x] 2 volda.txt",
        ]
        await user.press("f2")
        screen = await ready(user)
        assert len(screen.files.options) == 2


async def test_a_whole_path_is_typed_behind_the_folder_that_stands_there(
    empty: Path, files: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        await user.press("i", "a")
        chooser = user.app.screen
        assert isinstance(chooser, FileChoice)
        before = chooser.field.value
        chooser.field.value = f"{before}{files / '2 vo'}"
        await user.rest()
        assert shown(chooser.lines) == ["[ ] 2 volda.txt"]
        await user.press("f2")
        screen = await ready(user)
        assert len(screen.files.options) == 1


async def test_files_are_found_by_any_part_of_their_names(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        await user.press("i", "a")
        chooser = user.app.screen
        assert isinstance(chooser, FileChoice)
        chooser.field.value = f"{files}{os.sep}hero"
        await user.rest()
        assert shown(chooser.lines) == ["[ ] 3 heroy.txt"]
        await user.press("escape")
        screen = await with_files(user, files)
        await user.press("slash")
        await user.type("tolk")
        await user.press("enter")
        assert screen.chosen is not None
        assert screen.chosen.file == "4 tolket.txt"


async def test_names_in_the_list_have_the_whole_line_on_a_wide_screen(
    empty: Path, tmp_path: Path
) -> None:
    name = "intervju-asker-veileder-03.txt"
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / name).write_text(ADVISOR, encoding="utf-8")
    async with at_the_keyboard(empty, size=(120, 40)) as user:
        screen = await with_files(user, folder)
        assert name in shown(screen.files)[0]


async def test_a_folder_that_is_typed_gives_all_its_files_with_one_key(
    empty: Path, files: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        await user.press("i", "a")
        chooser = user.app.screen
        assert isinstance(chooser, FileChoice)
        chooser.field.value = f"{files}{os.sep}"
        await user.rest()
        await user.press("f2")
        screen = await ready(user)
        assert len(screen.files.options) == 5


async def test_escape_while_files_are_read_leaves_the_list_as_it_was(
    empty: Path, files: Path
) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs a named pipe to wait on")
    pipe = files / "0 treg.txt"
    os.mkfifo(pipe)
    async with at_the_keyboard(empty) as user:
        await user.press("i")
        screen = user.app.screen
        assert isinstance(screen, ImportScreen)
        user.app.key_queue.add(events.Paste(f"'{pipe}' '{files / '1 asker.txt'}'"))
        await user.app.key_queue.settled()
        while not screen.is_busy:
            await user.pilot.pause()
        assert "Esc cancels" in user.status
        await user.pilot.press("i", "escape")
        await user.app.key_queue.settled()
        # Who writes into the pipe waits for ever where nobody reads it any more.
        threading.Thread(target=pipe.write_text, args=("Slutt.",), daemon=True).start()
        await ready(user)
        assert any("cancelled" in toast for toast in user.toasts)
        assert len(screen.files.options) == 0
    assert names(empty) == []


async def test_a_text_that_is_there_already_is_told_with_its_name(
    project: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "kopi.txt"
    with open_project(str(project)) as opened, opened.reading() as connection:
        version = next(iter(queries.current_versions(connection)))
        name = next(
            one.name for one in queries.transcripts(connection) if one.id == version.transcript
        )
    copy.write_text(version.text, encoding="utf-8")
    async with at_the_keyboard(project) as user:
        await user.press("i")
        user.app.key_queue.add(events.Paste(str(copy)))
        await user.rest()
        screen = await ready(user)
        assert statuses(screen) == ["unchanged"]
        assert name in shown(screen.files)[0]
        await user.press("delete")
        assert len(screen.files.options) == 0


async def test_a_corrected_file_becomes_the_new_version_and_codings_stay_on_their_words(
    project: Path, tmp_path: Path
) -> None:
    corrected = tmp_path / "rettet.txt"
    text = INTERVIEW.replace("Blåbærsyltetøy på brødet.", "Det var blåbærsyltetøy på brødet.")
    corrected.write_text(text, encoding="utf-8")
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "q", "i")
        user.app.key_queue.add(events.Paste(str(corrected)))
        await user.rest()
        screen = await ready(user)
        await user.press("v", *"deltaker", "enter")
        await ready(user)
        assert "Corrected a-deltaker; codings: 1 placed" in user.status
        assert len(screen.files.options) == 0
    assert "Det var blåbær" in held(project).text
    with open_project(str(project)) as opened:
        assert verify(opened).ok


async def test_everything_is_done_with_the_mouse_too(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty, size=(120, 40)) as user:
        screen = await with_files(user, files)
        await user.pilot.click(screen.files, offset=(6, 1))
        await user.rest()
        assert "asks" in shown(screen.files)[1]
        await user.pilot.click(screen.panel.lines, offset=(6, 2))
        await user.rest()
        await user.pilot.click(user.app.screen.query_one(OptionList), offset=(6, 1))
        await user.rest()
        assert "advisor" in shown(screen.panel.lines)[2]


async def test_a_project_stays_whole_after_all_kinds_of_choices(empty: Path, files: Path) -> None:
    async with at_the_keyboard(empty) as user:
        await with_files(user, files)
        await reach(user, 3, 2)
        await user.press("j", "2")
        await reach(user, 3, 3)
        await user.press("r", "r", "r")
        await reach(user, 3)
        await user.press("I")
        await ready(user)
    with open_project(str(empty)) as project:
        assert verify(project).ok


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("/a/b.txt", ["/a/b.txt"]),
        ("/a/b.txt\n/c d.txt\r\n", ["/a/b.txt", "/c", "d.txt"]),
        ("'/a b.txt' /c\\ d.txt", ["/a b.txt", "/c d.txt"]),
        ("file:///a%20b.txt", ["/a b.txt"]),
        ("/it's.txt", ["/it's.txt"]),
        ("  \n", []),
    ],
)
def test_what_file_managers_and_terminals_paste_is_understood(text: str, paths: list[str]) -> None:
    assert pasted_paths(text) == [Path(path) for path in paths]


async def test_the_import_screen_looks_like_this(
    empty: Path, files: Path, assert_screen: AssertScreen
) -> None:
    for size in ((80, 24), (120, 40)):
        async with at_the_keyboard(empty, size=size) as user:
            await user.press("i")
            screen = await ready(user)
            user.call_the_project("studie.kodeverk")
            await user.press("q", "i")
            assert_screen(user.app, f"import_empty_{size[0]}x{size[1]}")
            await user.press("q")
            screen = await with_files(user, files)
            await reach(user, 1, 2)
            screen.say("Read 5 files")
            await user.rest()
            assert_screen(user.app, f"import_{size[0]}x{size[1]}")
