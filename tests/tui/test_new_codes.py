"""A code is made while coding, on the words at hand; of a frozen codebook it is proposed."""

from pathlib import Path

from kodeverk.model.records import Proposal
from kodeverk.service.code_edits import describe_code, rename_code
from kodeverk.service.freezing import freeze
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.proposing import list_proposals
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.code_picker import CodePicker
from tests.tui.keyboard_user import (
    INTERVIEW,
    KARI,
    OLA,
    User,
    at_the_keyboard,
    held,
    plain,
    screen_text,
)
from tests.tui.test_codebook_screen import applied, code, open_book, shown, title, undo


async def select(user: User, path: Path, words: str) -> None:
    start = held(path).text.index(words)
    user.coding.view.select(start, start + len(words))
    await user.rest()


def picker(user: User) -> CodePicker:
    assert isinstance(user.app.screen, CodePicker), user.app.screen
    return user.app.screen


def offered(user: User) -> list[str]:
    return [plain(one.prompt) for one in picker(user).lines.options]


async def test_open_coding_works_from_the_first_minute(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "a-deltaker.txt").write_text(INTERVIEW, encoding="utf-8")
    with open_project(str(empty)) as project:
        import_files(project, KARI, [tmp_path / "a-deltaker.txt"], Choices("Asker"))
    async with at_the_keyboard(empty) as user:
        await user.press("enter")
        assert "No codes yet: c makes one" in screen_text(user.app)
        await select(user, empty, "Jeg stoler på ham")
        await user.press("c")
        await user.type("tillit")
        assert offered(user) == ["+ a new code: tillit"]
        await user.press("enter")
        assert title(user) == "The name of the code"
        await user.press("enter")
        assert held(empty).said() == [("TILLIT", "Jeg stoler på ham", {})]
        assert "TILLIT on 4 words" in user.status
        assert "No codes yet" not in screen_text(user.app)
        assert user.selected == "Jeg stoler på ham"
        await select(user, empty, "praksis")
        await user.press("c")
        await user.type("til")
        await user.press("enter")
        assert [key for key, _, _ in held(empty).said()] == ["TILLIT", "TILLIT"]
        await user.press("u", "u")
        assert held(empty).said() == []
        assert "No codes yet: c makes one" in screen_text(user.app)
        await user.press(".")
        assert held(empty).said() == []
        assert user.status.startswith("No code has been applied yet")
        await user.press("U", "U")
        assert [key for key, _, _ in held(empty).said()] == ["TILLIT", "TILLIT"]


async def test_a_new_code_is_asked_for_its_theme_and_name_and_goes_on_the_words(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        await select(user, project, "fordi han ringer")
        await user.press("c")
        await user.type("ringer ofte")
        assert offered(user)[-1] == "+ a new code: ringer ofte"
        await user.press("end", "pagedown", "enter")
        assert title(user) == "“ringer ofte”: under which code?"
        await user.type("rel")
        await user.press("enter", "enter")
        assert held(project).said() == [("REL-RINGER-OFTE", "fordi han ringer", {})]
        assert code(project, "REL-RINGER-OFTE").parent == code(project, "REL").id
        assert code(project, "REL-RINGER-OFTE").definition == {}
        await user.press("q")
        await open_book(user)
        assert "REL-RINGER-OFTE" in shown(user)
        await user.press("u")
        assert "REL-RINGER-OFTE" not in shown(user)
        assert held(project).said() == []


async def test_a_new_code_that_a_colleague_uses_by_now_stays_and_undo_says_why(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        user.app.sticky["retning"] = ["fremmer"]
        await select(user, project, "fordi han ringer")
        await user.press("c")
        await user.type("ringer ofte")
        await user.press("pagedown", "enter")
        await user.type("rel")
        await user.press("enter", "enter")
        made = ("REL-RINGER-OFTE", "fordi han ringer", {"retning": "fremmer"})
        assert held(project).said() == [made]
        applied(project, OLA, "norskkurset", "REL-RINGER-OFTE")
        await user.press("u")
        assert "later steps build on it" in user.toasts[-1]
        assert "Ola: REL-RINGER-OFTE on 1 word" in user.toasts[-1]
        assert len(held(project).codings) == 2


async def test_while_the_codebook_is_frozen_the_code_is_proposed_on_the_words(
    project: Path,
) -> None:
    with open_project(str(project)) as opened:
        freeze(opened, KARI)
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        await select(user, project, "fordi han ringer")
        await user.press("c")
        await user.type("ringer ofte")
        await user.press("pagedown", "enter")
        await user.type("rel")
        await user.press("enter")
        assert title(user) == "The name of the code that is proposed"
        await user.press("enter")
        assert user.status.startswith("Proposed ringer ofte on 3 words")
        (coding,) = held(project).codings
        assert coding.proposal == Proposal("ringer ofte", code(project, "REL").id)
        assert any("X-ANNET proposes “ringer ofte”" in row for row in user.here)
        await user.press("q", "b", "P")
        assert title(user) == "1 code proposed"
        await user.press("escape", "f", "2", "P", "1", "1")
        assert held(project).said() == [("REL-RINGER-OFTE", "fordi han ringer", {})]
        with open_project(str(project)) as opened:
            assert list_proposals(opened, KARI) == ()
        await undo(user)
        assert [key for key, _, _ in held(project).said()] == ["X-ANNET"]


async def test_the_picker_finds_codes_by_what_they_mean_and_were_called_and_says_where(
    project: Path,
) -> None:
    with open_project(str(project)) as opened:
        rename_code(opened, KARI, code(project, "REL-KONTIN").id, "Samme person", key="REL-SAMME")
        texts = {"not_when": "Når noen ringer en gang i kvartalet."}
        describe_code(opened, KARI, code(project, "REL-TILLIT").id, texts)
    async with at_the_keyboard(project, size=(120, 40)) as user:
        await user.press("enter")
        await select(user, project, "fordi han ringer")
        await user.press("c")
        await user.type("rel-kontin")
        assert offered(user)[0] == "▌ REL-SAMME  Samme person  formerly REL-KONTIN"
        await user.press("ctrl+u")
        await user.type("kvartalet")
        assert "REL-TILLIT  Tillit  not when: …" in offered(user)[0]
        assert offered(user)[-1] == "+ a new code: kvartalet"
        await user.press("enter")
        assert held(project).said() == [("REL-TILLIT", "fordi han ringer", {})]
