"""The codebook on screen: read, changed by keys and mouse, each change seen before and undone."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kodeverk.formats.codebooks import read_codebook
from kodeverk.model.records import Code, Coder
from kodeverk.service import code_edits
from kodeverk.service.codebooks import find_codebook, load_codebook
from kodeverk.service.coding import apply_code, finish
from kodeverk.service.deciding import to_decide, to_read_again
from kodeverk.service.freezing import history
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.code_choice import CodeChoice
from kodeverk.tui.screens.code_texts import CodeTexts
from kodeverk.tui.screens.codebook import CodebookScreen
from kodeverk.tui.screens.coding import CodingScreen
from kodeverk.tui.screens.decide_again import DecideAgain
from kodeverk.tui.screens.memo_editor import MemoEditor
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.passages import PassageScreen
from kodeverk.tui.screens.project import ProjectScreen
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.screens.reader import Reader
from tests.tui.keyboard_user import (
    KARI,
    OLA,
    AssertScreen,
    User,
    at_the_keyboard,
    held,
    plain,
    screen_text,
)
from tests.tui.test_memos_on_screen import coded


def book(user: User) -> CodebookScreen:
    assert isinstance(user.app.screen, CodebookScreen), user.app.screen
    return user.app.screen


async def open_book(user: User) -> CodebookScreen:
    await user.press("b")
    await counted(user)
    return book(user)


async def counted(user: User) -> None:
    """Wait until the codes are counted, where the codebook is in front."""
    screen = user.app.screen
    if isinstance(screen, CodebookScreen):
        for worker in [one for one in user.app.workers if one.node is screen]:
            await worker.wait()
        await user.rest()


def lines(user: User) -> list[str]:
    """The lines of the tree, their columns divided by single blanks."""
    return [" ".join(plain(line.prompt).split()) for line in book(user).lines.options]


def shown(user: User) -> list[str]:
    """The keys in the tree."""
    return [line.partition("▌ ")[2].split()[0] for line in lines(user)]


def title(user: User) -> str:
    return plain(user.app.screen.query_one(".title").render())


def code(path: Path, key: str) -> Code:
    return next(one for one in held(path).codes.values() if one.key == key)


def content(path: Path) -> str:
    with open_project(str(path)) as project:
        found = verify(project)
        assert found.problems == ()
        return found.content_hash


def keys_of(path: Path) -> list[str]:
    return [key for key, _, _ in held(path).said()]


def applied(path: Path, coder: Coder, words: str, key: str) -> None:
    with open_project(str(path)) as project:
        there = find_transcript(project, "a-deltaker").id
        start = held(path).text.index(words)
        from kodeverk.model.text import Span

        assert apply_code(project, coder, there, Span(start, start + len(words)), code(path, key))


async def answer(user: User, place: int, asks: Sequence[str]) -> None:
    """Answer a question whose title says all this."""
    assert isinstance(user.app.screen, Menu), user.app.screen
    for said in asks:
        assert said in title(user)
    await user.press(str(place))
    await counted(user)


async def undo(user: User, times: int = 1) -> None:
    """Take back so many steps; those that reach beyond a transcript ask."""
    for _ in range(times):
        await user.press("u")
        if isinstance(user.app.screen, Menu):
            await user.press("2")


async def test_the_tree_says_what_each_code_means_and_how_often_it_is_used(project: Path) -> None:
    coded(project, KARI, "Jeg stoler på ham")
    coded(project, OLA, "norskkurset")
    async with at_the_keyboard(project) as user:
        screen = await open_book(user)
        assert "veiledning 1.0, open for changes" in user.heading
        assert lines(user)[1] == "▌ REL-TILLIT Tillit [1] 1 1 of 1 1"
        await user.press("down")
        said = plain(screen.words.render())
        assert said.startswith("REL-TILLIT")
        assert "Not when: " in said
        await user.press("q")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_the_passages_of_a_theme_are_as_many_codings_as_stand_beside_it(
    project: Path,
) -> None:
    coded(project, KARI, "Jeg stoler på ham")
    async with at_the_keyboard(project) as user:
        await open_book(user)
        number = lines(user)[0].split()[-5]
        await user.press("p")
        assert isinstance(user.app.screen, PassageScreen)
        await user.rest()
        assert user.app.screen.found is not None
        assert str(len(user.app.screen.found.places)) == number == "1"


async def test_a_theme_says_what_was_finished_before_there_was_one_of_its_codes(
    project: Path,
) -> None:
    coded(project, KARI, "Jeg stoler på ham")
    with open_project(str(project)) as opened:
        finish(opened, KARI, [find_transcript(opened, "a-deltaker").id])
    async with at_the_keyboard(project) as user:
        screen = await open_book(user)
        assert "nobody has read" not in plain(screen.words.render())
        await user.press("a", "1", *"helt", "enter")
        await counted(user)
        await user.press("home")
        assert lines(user)[0].endswith("REL Relasjon og tillit .. .. ..")
        said = "1 transcript that nobody has read for all of its codes"
        assert said in plain(screen.words.render())


async def test_what_is_under_a_theme_folds_and_a_filter_says_how_many_of_how_many(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        screen = await open_book(user)
        total = len(screen.codes)
        await user.press("left")
        assert shown(user)[:2] == ["REL", "TID"]
        await user.press("right", "down", "left")
        assert shown(user)[:2] == ["REL", "TID"]
        assert screen.code is not None
        assert screen.code.key == "REL"
        await user.press("right", "asterisk")
        assert len(shown(user)) < 15
        await user.press("asterisk")
        assert len(shown(user)) == total
        await user.press("slash")
        await user.type("kontaktperson")
        await user.press("enter")
        assert "REL-KONTIN" in shown(user)
        assert f"{len(shown(user))} of {total} codes" in user.heading
        await user.press("escape")
        assert len(shown(user)) == total


async def test_an_empty_project_begins_its_codebook_on_the_screen(empty: Path) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await open_book(user)
        assert "a adds the first one" in plain(screen.empty.render())
        await user.press("a")
        assert isinstance(user.app.screen, Prompt)
        await user.type("relasjon")
        await user.press("enter")
        assert shown(user) == ["RELASJON", "X-ANNET", "X-IDENT"]
        assert user.status == "Added RELASJON; e describes it"
        await user.press("a")
        await answer(user, 1, ["Where is the new code?"])
        await user.type("tillit")
        await user.press("enter")
        assert shown(user)[:2] == ["RELASJON", "RELASJON-TILLIT"]
        assert screen.code is not None
        assert screen.code.key == "RELASJON-TILLIT"
        await undo(user, 2)
        assert "Undid: added the code RELASJON" in user.status


async def test_what_is_written_on_the_screen_never_goes_over_the_words_in_another_language(
    empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "english.yaml"
    file.write_text(
        "schema: kodeverk-kodebok/0.1\n"
        "codebook: {id: english, version: '1', title: {en: English}, language: en}\n"
        "themes:\n"
        "- {id: TRU, name: {nb: Tillit, en: Trust}, definition: {nb: Norsk, en: English}}\n",
        encoding="utf-8",
    )
    with open_project(str(empty)) as project:
        load_codebook(project, KARI, file)
    async with at_the_keyboard(empty) as user:
        await open_book(user)
        await user.press("r", "end")
        await user.type(" til")
        await user.press("enter")
        await user.rest()
        await user.press("e")
        await user.type(" definisjon")
        await user.press("ctrl+s")
    with open_project(str(empty)) as project, project.reading() as connection:
        (trust,) = queries.codes(connection)
    assert trust.name == {"nb": "Tillit til", "en": "Trust"}
    assert trust.definition == {"nb": "Norsk definisjon", "en": "English"}


async def test_renaming_pinning_moving_and_colouring_are_a_step_each(project: Path) -> None:
    before = content(project)
    async with at_the_keyboard(project) as user:
        screen = await open_book(user)
        await user.press("down", "r")
        assert "The name of REL-TILLIT · no codings keep it" in title(user)
        await user.press("ctrl+u", "ctrl+k")
        await user.type("vertrouwen")
        await user.press("enter")
        assert code(project, "REL-TILLIT").name["nb"] == "vertrouwen"
        await user.press("k", "ctrl+u", "ctrl+k")
        await user.type("TRU")
        await user.press("enter")
        assert code(project, "TRU").id == code(project, "TRU").id
        await user.press("9")
        assert code(project, "TRU").hotkey == "9"
        await user.press("9")
        assert code(project, "TRU").hotkey is None
        await user.press("J")
        assert shown(user)[1:3] == ["REL-KONTIN", "TRU"]
        await user.press("K", "K")
        assert user.status == "TRU is the first here"
        await user.press("c")
        await answer(user, 3, ["The colour of TRU"])
        assert code(project, "TRU").colour == "#d9b63e"
        await user.press("v")
        assert isinstance(user.app.screen, CodeChoice)
        await user.type("tid")
        await user.press("enter")
        assert code(project, "TRU").parent == code(project, "TID").id
        assert screen.code is not None
        assert screen.code.key == "TRU"
        await undo(user, 8)
    assert content(project) == before


async def test_joining_says_what_goes_along_and_is_undone(project: Path) -> None:
    coded(project, KARI, "Jeg stoler på ham")
    coded(project, OLA, "norskkurset")
    before = content(project)
    async with at_the_keyboard(project) as user:
        await open_book(user)
        await user.press("down", "j")
        assert "2 codings (1 yours, 1 of colleagues) of 1 informant" in title(user)
        await user.type("kontin")
        await user.press("enter")
        await answer(user, 1, ["Join REL-TILLIT into REL-KONTIN", "2 codings"])
        assert content(project) == before
        await user.press("j")
        await user.type("kontin")
        await user.press("enter")
        await answer(user, 2, ["Join REL-TILLIT into REL-KONTIN"])
        assert keys_of(project) == ["REL-KONTIN", "REL-KONTIN"]
        assert "REL-TILLIT" not in shown(user)
        assert lines(user)[1] == "▌ REL-KONTIN Fast kontaktperson 1 1 of 1 1"
        await undo(user)
        assert content(project) == before


async def test_a_changed_definition_asks_and_what_waits_is_worked_off_with_digits(
    project: Path,
) -> None:
    for words in ("Jeg stoler på ham", "fordi han ringer", "Blåbærsyltetøy"):
        coded(project, KARI, words)
    coded(project, OLA, "norskkurset")
    async with at_the_keyboard(project) as user:
        screen = await open_book(user)
        await user.press("down", "e")
        assert isinstance(user.app.screen, CodeTexts)
        await user.type(" snevrere")
        await user.press("ctrl+s")
        await answer(user, 2, ["What becomes of REL-TILLIT?", "4 codings"])
        assert "3 wait for you (w)" in user.heading
        assert "3 to decide" in lines(user)[1]
        assert code(project, "REL-TILLIT").definition["nb"].endswith(" snevrere")
        await user.press("w")
        queue = user.app.screen
        assert isinstance(queue, DecideAgain)
        assert title(user).startswith("1 of 3 · REL-TILLIT")
        assert "Jeg stoler på ham" in plain(queue.words.render())
        await user.press("1")
        assert title(user).startswith("1 of 2")
        await user.press("x")
        await user.press("u")
        assert title(user).startswith("1 of 2")
        assert keys_of(project).count("REL-TILLIT") == 4
        await user.press("c")
        await user.type("kontin")
        await user.press("enter")
        await user.press("x")
        assert book(user) is screen
        assert sorted(keys_of(project)) == ["REL-KONTIN", "REL-TILLIT", "REL-TILLIT"]
        with open_project(str(project)) as opened:
            assert to_decide(opened, KARI) == ()
            assert len(to_decide(opened, OLA)) == 1
        await user.press("w")
        assert user.status == "Nothing waits for you"


async def test_splitting_a_code_gives_a_queue_with_its_parts_on_digits(project: Path) -> None:
    coded(project, KARI, "Jeg stoler på ham")
    before = content(project)
    async with at_the_keyboard(project) as user:
        await open_book(user)
        await user.press("down", "s")
        await user.press(*"ny", "enter")
        assert "REL-TILLIT is out of use" not in screen_text(user.app)
        await answer(user, 1, ["Split REL-TILLIT into ny?"])
        await user.press("s", *"ny", "semicolon", *"annen", "enter")
        await answer(user, 2, ["Split REL-TILLIT into ny, annen?", "1 coding"])
        assert {"REL-NY", "REL-ANNEN"} <= {*shown(user)}
        assert not code(project, "REL-TILLIT").active
        await user.press("w")
        queue = user.app.screen
        assert isinstance(queue, DecideAgain)
        assert [plain(one.prompt) for one in queue.choices.options] == [
            "1  REL-TILLIT stays",
            "2  REL-NY  ny",
            "3  REL-ANNEN  annen",
        ]
        await user.press("3")
        assert keys_of(project) == ["REL-ANNEN"]
        await undo(user, 2)
    assert content(project) == before


async def test_a_queue_is_worked_off_by_mouse(project: Path) -> None:
    for words in ("Jeg stoler på ham", "fordi han ringer", "Blåbærsyltetøy"):
        coded(project, KARI, words)
    with open_project(str(project)) as opened:
        code_edits.split_code(opened, KARI, code(project, "REL-TILLIT").id, ["En", "To"])
    async with at_the_keyboard(project) as user:
        await open_book(user)
        await user.press("w")
        queue = user.app.screen
        assert isinstance(queue, DecideAgain)
        await user.pilot.click(queue.choices, offset=(4, 1))
        await user.rest()
        hint = queue.query_one(".hint")
        rows = screen_text(user.app).splitlines()[hint.region.y : hint.region.bottom]
        column = rows[0].index("x takes it off") - hint.region.x
        await user.pilot.click(hint, offset=(column + 2, 0))
        await user.rest()
        assert title(user).startswith("1 of 1")
    assert keys_of(project) == ["REL-EN", "REL-TILLIT"]


async def test_keys_typed_ahead_decide_on_no_coding_that_nobody_has_seen(project: Path) -> None:
    for words in ("Jeg stoler på ham", "norskkurset", "praksis"):
        applied(project, KARI, words, "REL-TILLIT")
    with open_project(str(project)) as opened:
        code_edits.split_code(opened, KARI, code(project, "REL-TILLIT").id, ["En", "To"])

        def waiting() -> int:
            return len(to_decide(opened, KARI))

        async with at_the_keyboard(project) as user:
            await open_book(user)
            await user.in_one_go("w", "2", "2")
            assert waiting() == 3
            await user.in_one_go("2", "2", "2")
            assert waiting() == 2
            await user.in_one_go("full_stop", "x")
            assert waiting() == 2
            await user.press("x")
            assert waiting() == 1


async def test_a_queue_goes_to_the_place_and_back_and_leaves_what_is_not_decided(
    project: Path,
) -> None:
    coded(project, KARI, "Jeg stoler på ham")
    with open_project(str(project)) as opened:
        code_edits.split_code(opened, KARI, code(project, "REL-TILLIT").id, ["En", "To"])
    async with at_the_keyboard(project) as user:
        await open_book(user)
        await user.press("w", "o")
        assert isinstance(user.app.screen, CodingScreen)
        assert user.selected == "Jeg stoler på ham"
    with open_project(str(project)) as opened:
        assert len(to_decide(opened, KARI)) == 1


async def test_what_is_finished_is_read_again_for_a_code_that_was_widened(project: Path) -> None:
    with open_project(str(project)) as opened:
        finish(opened, KARI, [find_transcript(opened, "a-deltaker").id])
        wider = {"use_when": "Også annet."}
        code_edits.describe_code(opened, KARI, code(project, "REL-TILLIT").id, wider, "widened")
    async with at_the_keyboard(project) as user:
        await open_book(user)
        assert "1 wait for you" in user.heading
        await user.press("w")
        await answer(user, 1, ["1 transcript to read again"])
        await answer(user, 2, ["a-deltaker · for REL-TILLIT"])
        assert user.status == "a-deltaker is read again"
    with open_project(str(project)) as opened:
        assert to_read_again(opened, KARI) == ()


async def test_a_frozen_codebook_says_so_and_how_to_open_it(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await open_book(user)
        await user.press("f", "enter")
        assert "veiledning 1.0, frozen" in user.heading
        await user.press("a")
        await answer(user, 1, ["Where is the new code?"])
        await user.type("ny")
        await user.press("enter")
        assert "frozen as 1.0" in user.toasts[-1]
        await user.press("f")
        await answer(user, 2, ["veiledning is frozen as 1.0"])
        assert "open for changes" in user.heading
        await user.press("down", "r", "ctrl+u", "ctrl+k")
        await user.type("ny")
        await user.press("enter", "f")
        await user.type("to")
        await user.press("enter")
        with open_project(str(project)) as opened:
            assert [one.label for one in history(opened).versions] == ["1.0", "to"]
        await user.press("h")
        await answer(user, 2, ["versions"])
        assert isinstance(user.app.screen, Reader)
        assert "code REL-TILLIT: name" in screen_text(user.app)


async def test_a_code_out_of_use_is_dim_and_comes_back(project: Path) -> None:
    coded(project, KARI, "Jeg stoler på ham")
    async with at_the_keyboard(project) as user:
        await open_book(user)
        await user.press("x")
        await answer(user, 2, ["Take REL and", "out of use?", "1 coding"])
        assert not code(project, "REL-TILLIT").active
        assert "(out of use)" in lines(user)[1]
        await user.press("down", "x")
        assert code(project, "REL-TILLIT").active
        assert code(project, "REL").active
        assert keys_of(project) == ["REL-TILLIT"]


async def test_memos_on_a_code_are_written_and_read_here(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        screen = await open_book(user)
        await user.press("down", "m")
        assert isinstance(user.app.screen, MemoEditor)
        await user.type("tvil om grensen")
        await user.press("ctrl+s")
        assert "Memo, Kari: tvil om grensen" in plain(screen.words.render())
        assert "✎" in lines(user)[1]
    async with at_the_keyboard(project, OLA) as user:
        await open_book(user)
        await user.press("down", "m")
        await answer(user, 2, ["Memo on REL-TILLIT"])
        assert "tvil om grensen" in screen_text(user.app)


async def test_the_codebook_is_written_to_a_file(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_the_keyboard(project) as user:
        await open_book(user)
        await user.press("E", "enter")
        assert user.status == "Wrote veiledning.docx"
        assert (tmp_path / "veiledning.docx").exists()
        await user.press("E", "ctrl+u", "ctrl+k")
        await user.type("bok.yaml")
        await user.press("enter")
        assert read_codebook(tmp_path / "bok.yaml").key == "veiledning"
        await user.press("E", "enter")
        await answer(user, 2, ["exists already"])
        assert user.status == "Wrote veiledning.docx"


async def test_while_coding_the_codebook_opens_at_the_code_here_and_its_changes_are_seen_there(
    project: Path,
) -> None:
    coded(project, KARI, "Jeg stoler på ham")
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        user.coding.view.select(30, 30)
        start = held(project).text.index("stoler")
        user.coding.view.select(start, start)
        await user.press("exclamation_mark")
        assert book(user).code == code(project, "REL-TILLIT")
        await user.press("k", "ctrl+u", "ctrl+k")
        await user.type("TRU")
        await user.press("enter", "q")
        assert isinstance(user.app.screen, CodingScreen)
        assert "TRU" in screen_text(user.app)


async def test_the_mouse_folds_and_the_palette_knows_all_of_it(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        screen = await open_book(user)
        await user.pilot.click(screen.lines, offset=(5, 0))
        await user.rest()
        assert shown(user)[:2] == ["REL", "TID"]
        await user.press("colon")
        await user.type("several codes")
        await user.pilot.pause(0.3)
        await user.press("enter")
        await user.rest()
        assert isinstance(user.app.screen, Prompt)
        assert "Split REL" in title(user)
        await user.press("escape", "colon")
        await user.type("fast kontaktperson")
        await user.pilot.pause(0.3)
        await user.press("enter")
        await user.rest()
        assert book(user).code == code(project, "REL-KONTIN")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_codebook_screen_looks_as_it_did(
    project: Path, size: tuple[int, int], assert_screen: AssertScreen
) -> None:
    coded(project, KARI, "Jeg stoler på ham")
    with open_project(str(project)) as opened:
        code_edits.split_code(opened, KARI, code(project, "REL-TILLIT").id, ["En", "To"])
        assert find_codebook(opened, None).version == "1.0"
        with opened.reading() as connection:
            assert queries.codebooks(connection)
    async with at_the_keyboard(project, size=size) as user:
        await open_book(user)
        await user.press("down")
        assert_screen(user.app, f"codebook_{size[0]}x{size[1]}")
        await user.press("w")
        assert_screen(user.app, f"decide_{size[0]}x{size[1]}")
