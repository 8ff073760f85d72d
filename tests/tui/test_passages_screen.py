"""The passages screen: to find, read, change and write out what was coded across interviews."""

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from kodeverk.cli.commands import kodeverk
from kodeverk.model.records import Coder
from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code, write_memo
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.removing import remove
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.tui.screens.coding import CodingScreen
from kodeverk.tui.screens.memo_editor import MemoEditor
from kodeverk.tui.screens.passage_filter import PassageFilter
from kodeverk.tui.screens.passages import PassageScreen
from kodeverk.tui.screens.prompt import Prompt
from tests.project_content import content_of
from tests.tui.keyboard_user import (
    INTERVIEW,
    KARI,
    OLA,
    AssertScreen,
    User,
    at_the_keyboard,
    held,
    screen_text,
)

TRUST = {
    "a-deltaker": ("Jeg stoler på ham", "praksis på et lager"),
    "d-deltaker": ("Jeg stoler på henne", "praksis på et lager", "snakket hele tiden"),
}


@pytest.fixture
def study(project: Path) -> Path:
    """The project with a participant from Bergen, and REL-TILLIT in both participants' words."""
    text = project.parent / "d-deltaker.txt"
    text.write_text(INTERVIEW.replace("stoler på ham", "stoler på henne"), encoding="utf-8")
    with open_project(str(project)) as opened:
        roles = {"I": "interviewer", "D": "participant"}
        import_files(opened, KARI, [text], Choices(municipality="4601", roles=roles, as_new=True))
        for name, passages in TRUST.items():
            for words in passages:
                code(opened, name, words, "REL-TILLIT")
        code(opened, "b-veileder", "det går", "REL-TILLIT")
    return project


def code(project: Project, name: str, words: str, key: str, coder: Coder = KARI) -> str:
    with project.reading() as connection:
        transcript = next(one for one in queries.transcripts(connection) if one.name == name)
        text = queries.version(connection, transcript.version).text
        chosen = next(one for one in queries.codes(connection) if one.key == key)
    start = text.index(words)
    span = Span(start, start + len(words))
    made = apply_code(project, coder, transcript.id, span, chosen)
    assert made is not None
    return made.id


def codebook_of(path: Path) -> str:
    with open_project(str(path)) as project, project.reading() as connection:
        return next(one.codebook for one in queries.codes(connection) if one.key == "REL-TILLIT")


def content(path: Path) -> str:
    with open_project(str(path)) as project:
        assert verify(project).ok
        return content_of(project)


def screen_of(user: User) -> PassageScreen:
    assert isinstance(user.app.screen, PassageScreen)
    return user.app.screen


async def look_for(user: User, line: str) -> None:
    """From the project, ask for passages."""
    await user.press("p")
    await typed(user, line)
    await user.press("enter")


async def typed(user: User, line: str) -> None:
    names = {" ": "space", "-": "minus", ":": "colon", "*": "asterisk"}
    await user.press(*(names.get(sign, sign) for sign in line))


def lines(user: User) -> list[str]:
    return [line.rstrip() for line in screen_text(user.app).splitlines()]


async def test_a_researchers_first_half_hour(study: Path, tmp_path: Path) -> None:
    before, out = content(study), tmp_path / "tillit.docx"
    asked = "code:REL-TILLIT role:participant municipality:Oslo municipality:Bergen"
    async with at_the_keyboard(study, size=(100, 40)) as user:
        # Every passage of a code said by participants in two municipalities.
        await look_for(user, asked)
        assert "1 of 5 · passages 5 · informants 2 of 2" in user.heading
        assert [line.split(" · ")[0].strip() for line in lines(user) if "listed" in line] == [
            "0301 Oslo",
            "4601 Bergen",
        ]
        # Correct a border, and come back to the same passage.
        await user.press("j", "O")
        assert isinstance(user.app.screen, CodingScreen)
        await user.press("w", "enter", "q")
        assert "2 of 5" in user.heading
        words = [one[1] for one in held(study).said()]
        assert "praksis på et lager i" in " ".join(words)
        # Recode three, after their effect was shown.
        await user.press("space", "space", "space", "X")
        await user.type("relkon")
        await user.press("enter")
        assert "This changes 3 passages in 2 transcripts, as one step." in screen_text(user.app)
        await user.press("2")
        assert "REL-KONTIN instead on 3 passages" in user.status
        assert "of 2 · passages 2 · informants 2 of 2" in user.heading
        # A memo on what the code holds in a municipality.
        await user.press("M")
        assert isinstance(user.app.screen, MemoEditor)
        await user.type("tillit er ringing")
        await user.press("ctrl+s")
        assert user.status == "The memo was written"
        assert [one.target_kind for one in held(study).memos] == ["code-in-municipality"]
        # To Word.
        await user.press("E")
        prompt = user.app.screen
        assert isinstance(prompt, Prompt)
        prompt.field.value = str(out)
        await user.press("enter")
        assert user.status == f"Written: {out.name}"
        shown = [one.text for one in screen_of(user).quoted.values()]
        assert len(shown) == 2
        # The same by the command line.
        runner = CliRunner(env={"KODEVERK_CODER": "Kari", "KODEVERK_CONFIG": "nowhere.toml"})
        flags = ["--code", "REL-TILLIT", "--role", "participant", "--municipality", "Oslo"]
        flags += ["--municipality", "Bergen", "--scope", "started", "--basis", "all", "--json"]
        answer = json.loads(runner.invoke(kodeverk, ["passages", str(study), *flags]).stdout)
        assert [one["text"] for one in answer["passages"]] == shown
        written = docx.Document(str(out))
        cells = [cell.text for one in written.tables for row in one.rows for cell in row.cells]
        assert all(words in "\n".join(cells) for words in shown)
        # Each step undone: the memo, the codes (in two transcripts, so it is asked), the border.
        await user.press("u", "u")
        assert "3 codings in 2 transcripts became REL-KONTIN" in screen_text(user.app)
        await user.press("2", "u")
        assert "of 5 · passages 5" in user.heading
    assert content(study) == before


async def test_a_memo_on_the_group_is_on_the_code_however_it_was_asked_for(study: Path) -> None:
    async with at_the_keyboard(study) as user:
        await look_for(user, f"code:{codebook_of(study)}:REL-TILLIT")
        await user.press("M")
        await user.type("tillit er ringing")
        await user.press("ctrl+s")
        assert [one.target_kind for one in held(study).memos] == ["code-in-municipality"]
        await user.press("E")
        prompt = user.app.screen
        assert isinstance(prompt, Prompt)
        assert prompt.field.value.endswith("-REL-TILLIT.docx")
        assert ":" not in prompt.field.value
        await user.press("escape", "b", "b", "b")
        assert user.heading.endswith("by transcript")
        await user.press("M")
        await user.type("om samtalen")
        await user.press("ctrl+s")
        kinds = {one.target_kind for one in held(study).memos}
        assert kinds == {"code-in-municipality", "transcript"}


async def test_where_a_transcript_is_removed_meanwhile_the_others_are_read_and_no_file_lacks_it(
    study: Path, tmp_path: Path
) -> None:
    out = tmp_path / "tillit.md"
    async with at_the_keyboard(study, size=(100, 40)) as user:
        await look_for(user, "code:REL-TILLIT")
        with open_project(str(study)) as other, other.reading() as connection:
            gone = next(o for o in queries.transcripts(connection) if o.name == "a-deltaker")
        with open_project(str(study)) as other:
            remove(other, OLA, gone.id)
        await user.press("right_parenthesis")
        assert "stoler på henne" in screen_text(user.app)
        await user.press("E")
        prompt = user.app.screen
        assert isinstance(prompt, Prompt)
        prompt.field.value = str(out)
        await user.press("enter")
        assert "other passages would be listed by now" in screen_text(user.app)
        assert not out.exists()


async def test_what_is_listed_looks_as_it_should(study: Path, assert_screen: AssertScreen) -> None:
    for size, name in (((80, 24), "passages"), ((120, 40), "passages_wide")):
        async with at_the_keyboard(study, size=size) as user:
            await look_for(user, "code:REL-TILLIT")
            if size[0] > 100:
                await user.press("right_parenthesis", "b")
            await user.press("j", "space")
            assert_screen(user.app, name)


async def test_a_line_is_completed_by_tab_and_by_mouse_and_says_what_is_wrong(
    study: Path,
) -> None:
    async with at_the_keyboard(study, size=(100, 40)) as user:
        await user.press("p")
        await typed(user, "co")
        await user.press("tab")
        await typed(user, "REL-TILL")
        await user.press("tab")
        dialog = user.app.screen
        assert isinstance(dialog, PassageFilter)
        assert dialog.field.value == "code:REL-TILLIT "
        await typed(user, "role:chef")
        await user.press("enter")
        assert user.app.screen is dialog
        assert "nobody in the transcripts chosen has the role 'chef'" in screen_text(user.app)
        await user.press(*["backspace"] * 4)
        await user.pilot.click("OptionList", offset=(5, 1))
        await user.rest()
        await user.pilot.click("Button")
        await user.rest()
        assert "code:REL-TILLIT role:" in "\n".join(lines(user))
        assert isinstance(user.app.screen, PassageScreen)


async def test_a_passage_is_opened_at_its_place_and_one_comes_back_to_it(study: Path) -> None:
    async with at_the_keyboard(study) as user:
        await look_for(user, "code:REL-TILLIT")
        await user.press("j", "j", "enter")
        at_words = user.selected
        assert at_words == "det går"
        await user.press("q")
        assert "3 of 6" in user.heading
        current = screen_of(user).passages.current
        assert current is not None
        assert screen_of(user).quoted[current].text == at_words
        await user.press("q")
        assert "finished" in user.heading


async def test_from_the_coding_screen_one_goes_to_all_passages_of_the_code_there(
    study: Path,
) -> None:
    async with at_the_keyboard(study) as user:
        await user.press("enter", "k", "quotation_mark")
        assert "code:REL-TILLIT" in lines(user)[1]
        await user.press("enter", "quotation_mark", "q")
        assert isinstance(user.app.screen, CodingScreen)
        await user.press("q")
        assert "finished" in user.heading


async def test_words_are_coded_one_by_one_with_the_code_ready_on_enter(study: Path) -> None:
    before = content(study)
    async with at_the_keyboard(study) as user:
        await look_for(user, "norskkurs*")
        assert "1 of 2" in user.heading
        await user.press("e", "c")
        await user.type("relti")
        await user.press("enter")
        assert "REL-TI" in lines(user)[1]
        assert "2 of 2" in user.heading
        await user.press("enter")
        coded = [one for one in held(study).said() if "norskkurset" in one[1]]
        assert [one[1] for one in coded] == ["Hva med det norskkurset du tok?"]
        with open_project(str(study)) as project, project.reading() as connection:
            origins = {one.origin for one in queries.codings(connection)}
        assert origins == {"manual"}
        await user.press("u", "u")
    assert content(study) == before


async def test_all_words_found_are_coded_in_a_step_of_its_own_and_wait_to_be_confirmed(
    study: Path,
) -> None:
    before = content(study)
    async with at_the_keyboard(study, size=(100, 40)) as user:
        await look_for(user, "stoler")
        await user.press("C")
        await user.type("relkon")
        await user.press("enter")
        assert "until you have confirmed them" in screen_text(user.app)
        await user.press("1")
        assert content(study) == before
        await user.press("C")
        await user.type("relkon")
        await user.press("enter", "2")
        assert "REL-KONTIN on 2 passages" in user.status
        assert sum("✓ REL-KONTIN" in line for line in lines(user)) == 2
        await user.press("slash", *["backspace"] * 20)
        await typed(user, "only:unconfirmed")
        await user.press("enter")
        assert "1 of 2" in user.heading
        assert sum("unconfirmed" in line for line in lines(user)) == 3
        await user.press("y")
        assert "1 of 1" in user.heading
        await user.press("u")
        assert "of 2" in user.heading
        await user.press("u", "2")
    assert content(study) == before


async def test_marks_groups_and_context_by_key_and_by_mouse(study: Path) -> None:
    async with at_the_keyboard(study, size=(100, 40)) as user:
        await look_for(user, "code:REL-TILLIT")
        screen = screen_of(user)
        await user.press("A")
        assert "6 marked" in user.heading
        await user.press("escape")
        assert "marked" not in user.heading
        await user.pilot.click("PassageList", offset=(2, 1))
        await user.rest()
        assert len(screen.passages.marked) == 1
        await user.pilot.click("PassageList", offset=(40, 6))
        await user.rest()
        assert screen.passages.at == 2
        await user.press("b")
        assert "by role" in user.heading
        assert [line.split(" · ")[0].strip() for line in lines(user) if "listed" in line] == [
            "advisor",
            "participant",
        ]
        await user.press("t")
        assert screen.passages.at == 1
        rows = sum(bool(line.strip()) for line in lines(user))
        await user.press("right_parenthesis")
        assert sum(bool(line.strip()) for line in lines(user)) > rows
        await user.press("v")
        assert "[finished, final]" in lines(user)[1]
        assert "No passage is like this" in screen_text(user.app)
        assert "Nothing is in scope yet" in screen_text(user.app)


async def test_only_ones_own_codings_are_changed_from_here(study: Path) -> None:
    with open_project(str(study)) as project:
        made = code(project, "b-veileder", "Tjueto", "REL-TILLIT", OLA)
        write_memo(project, OLA, "coding", made, "Hvorfor?")
    async with at_the_keyboard(study, size=(100, 40)) as user:
        await look_for(user, "code:REL-TILLIT coder:Ola")
        assert "* memo" in screen_text(user.app)
        await user.press("x")
        assert any("none of these passages" in toast for toast in user.toasts)
        await user.press("O")
        assert user.status == "Only its own coder moves the borders of a coding"
        await user.press("slash", *["backspace"] * 10, "enter", "A", "x")
        assert "1 coding of Ola, which only Ola changes, is left." in screen_text(user.app)
        await user.press("2")
        assert "6 codings removed" in user.status


async def test_words_are_copied_with_where_they_are_from(study: Path) -> None:
    async with at_the_keyboard(study) as user:
        await look_for(user, "code:REL-TILLIT municipality:Oslo")
        await user.press("Y")
        assert user.app.clipboard.startswith("“Jeg stoler på ham”")
        assert "a-deltaker" in user.app.clipboard


async def test_a_wording_is_written_on_the_passages_screen(study: Path) -> None:
    async with at_the_keyboard(study) as user:
        await user.press("p")
        await user.type("code:REL-TILLIT")
        await user.press("enter", "_", "ctrl+u")
        await user.type("Deltakeren har tillit.")
        await user.press("enter")
        await user.type("Jonas")
        await user.press("enter")
        assert "The wording was written" in screen_text(user.app)
    with open_project(str(study)) as opened, opened.reading() as connection:
        (wording,) = queries.wordings(connection).values()
    assert wording == ("Deltakeren har tillit.", "Jonas")
