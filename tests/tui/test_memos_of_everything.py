"""Memos on anything, from the list: written, found again, and gone to; the diary by date."""

from pathlib import Path

import pytest

from kodeverk.model.records import IN_MUNICIPALITY, Memo, in_municipality_target
from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code, write_memo
from kodeverk.service.correcting import correct
from kodeverk.service.drafts import kept_drafts
from kodeverk.service.facts import Fact
from kodeverk.service.transcripts import find_transcript
from kodeverk.store.opening import open_project
from kodeverk.tui.screens import memo_editor
from kodeverk.tui.screens.filter_choice import FilterChoice
from kodeverk.tui.screens.memo_editor import MemoEditor
from kodeverk.tui.screens.memos import MemoScreen
from kodeverk.tui.screens.passages import PassageScreen
from kodeverk.tui.screens.project import ProjectScreen
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


@pytest.fixture(autouse=True)
def kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo_editor, "KEEP_SECONDS", 0.01)


def memos(path: Path) -> list[tuple[str, str, str]]:
    """The memos there are: what each is on, its type and its words."""
    return [(one.target_kind, one.type, one.text) for one in held(path).memos]


def memo(path: Path, text: str) -> Memo:
    return next(one for one in held(path).memos if one.text == text)


def some_memos(path: Path) -> None:
    with open_project(str(path)) as project:
        transcript = find_transcript(project, "a-deltaker").id
        write_memo(project, KARI, "project", None, "Piloten er ferdig.", memo_type="method")
        write_memo(project, OLA, "transcript", transcript, "Kort intervju.", memo_type="case")
        write_memo(project, KARI, "municipality", "4601", "Stor kommune.", memo_type="case")


def list_of(user: User) -> MemoScreen:
    assert isinstance(user.app.screen, MemoScreen)
    return user.app.screen


async def test_a_memo_is_written_on_what_a_code_holds_in_a_municipality_and_can_be_undone(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("m", "n")
        await user.type("rel-tillit")
        await user.press("enter")
        await user.type("0301")
        assert "REL-TILLIT in 0301 Oslo" in screen_text(user.app)
        await user.press("enter")
        await user.type("de stoler")
        while "de stoler" not in drafts(project):
            await user.pilot.pause()
    async with at_the_keyboard(project) as user:
        await user.press("m")
        assert "REL-TILLIT in 0301 Oslo" in plain(list_of(user).which.render())
        await user.press("enter")
        assert isinstance(user.app.screen, MemoEditor)
        await user.press("f2")
        assert memos(project) == [(IN_MUNICIPALITY, "code", "de stoler")]
        assert drafts(project) == []
        assert plain(list_of(user).which.render()) == "on REL-TILLIT in 0301 Oslo"
        await user.press("u")
        assert memos(project) == []
        await user.press("U")
        assert memos(project) == [(IN_MUNICIPALITY, "code", "de stoler")]


def drafts(path: Path) -> list[str]:
    with open_project(str(path)) as project:
        return [one.text for one in kept_drafts(project, KARI)]


async def test_the_list_shows_only_what_is_chosen_and_says_how_many_of_all(project: Path) -> None:
    some_memos(project)
    async with at_the_keyboard(project, size=(120, 40)) as user:
        await user.press("m")
        assert user.heading.startswith("3 memos · ")
        await user.press("f")
        await user.type("type case")
        await user.press("enter")
        assert user.heading.startswith("2 of 3 memos shown")
        assert user.heading.endswith("type: case")
        await user.press("f")
        await user.type("author kari")
        await user.press("enter")
        assert user.heading.startswith("1 of 3 memos shown")
        assert plain(list_of(user).words.render()) == "Stor kommune."
        await user.press("f")
        screen = user.app.screen
        assert isinstance(screen, FilterChoice)
        assert [screen.shown(line) for line in screen._fitting[:2]] == [
            "✓ type: case (2)",
            "✓ author: Kari (2)",
        ]
        await user.pilot.click(screen.lines, offset=(5, 0))
        await user.rest()
        assert user.heading.startswith("2 of 3 memos shown")
        await user.press("escape")
        assert user.heading.startswith("3 memos")
        await user.press("slash")
        await user.type("stor")
        assert user.heading.startswith("1 of 3 memos shown")


async def test_the_diary_has_the_method_memos_and_a_new_one_goes_into_it(project: Path) -> None:
    some_memos(project)
    async with at_the_keyboard(project) as user:
        await user.press("m", "d")
        assert "1 of 3 memos shown · diary" in user.heading
        await user.press("n")
        await user.type("kodeboken er frosset")
        await user.press("f2")
        assert ("project", "method", "kodeboken er frosset") in memos(project)
        assert "2 of 4 memos shown · diary" in user.heading
        days = [plain(line.prompt).split()[1] for line in list_of(user).lines.options]
        assert days == ["Kari", "Kari"]
        await user.press("d")
        assert user.heading.startswith("4 memos")


async def test_the_type_of_a_memo_is_changed_by_key_and_by_mouse(project: Path) -> None:
    some_memos(project)
    async with at_the_keyboard(project) as user:
        await user.press("m", "slash")
        await user.type("pilot")
        await user.press("enter", "m", "f4", "f2")
        assert memo(project, "Piloten er ferdig.").type == "case"
        await user.press("m")
        await user.pilot.click("#type")
        await user.pilot.click("#write")
        await user.rest()
        assert memo(project, "Piloten er ferdig.").type == "code"


async def test_a_memo_on_a_turn_is_written_while_coding_and_gone_to(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "apostrophe", "enter")
        await user.type("viktig svar")
        await user.press("f2")
        assert memos(project) == [("turn", "free", "viktig svar")]
        assert any("memo on the turn: viktig svar" in line for line in user.here)
        await user.press("apostrophe", "1")
        assert isinstance(user.app.screen, MemoEditor)
        assert user.app.screen.field.text == "viktig svar"
        await user.press("escape", "q", "m", "enter")
        assert user.selected.startswith("Hvordan møter veilederen")


async def test_a_memo_on_the_municipality_while_coding_is_on_that_of_today(project: Path) -> None:
    with open_project(str(project)) as opened:
        statements = {Fact("municipality"): "0220", Fact("date"): "2018-01-01"}
        correct(opened, KARI, find_transcript(opened, "a-deltaker").id, statements)
    async with at_the_keyboard(project) as user:
        await user.press("slash")
        await user.type("a-deltaker")
        await user.press("enter", "enter", "apostrophe")
        assert "the municipality 3203 Asker" in screen_text(user.app)
        await user.press("2")
        await user.type("stor")
        await user.press("f2")
        assert user.coding.transcript.memos == []
    assert [(one.target_kind, one.target) for one in held(project).memos] == [
        ("municipality", "3203")
    ]


async def test_enter_on_a_memo_of_a_municipality_shows_its_transcripts(project: Path) -> None:
    some_memos(project)
    async with at_the_keyboard(project) as user:
        await user.press("m", "slash")
        await user.type("stor")
        await user.press("enter", "enter")
        screen = user.app.screen
        assert isinstance(screen, ProjectScreen)
        assert screen.lines.option_count == 2  # the municipality's line and its one transcript
        await user.press("escape")
        assert screen.lines.option_count > 2


async def test_enter_on_a_memo_of_a_code_in_a_municipality_shows_the_passages_it_sums_up(
    project: Path,
) -> None:
    with open_project(str(project)) as opened:
        code = next(one for one in held(project).codes.values() if one.key == "REL-TILLIT")
        target = in_municipality_target(code.id, "0301")
        write_memo(opened, KARI, IN_MUNICIPALITY, target, "De stoler.")
        transcript = find_transcript(opened, "a-deltaker").id
        apply_code(opened, KARI, transcript, Span(40, 50), code)
    async with at_the_keyboard(project, size=(120, 40)) as user:
        await user.press("m", "enter")
        screen = user.app.screen
        assert isinstance(screen, PassageScreen)
        assert "code:REL-TILLIT municipality:0301" in screen_text(user.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_list_of_memos_as_it_looks(
    project: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    some_memos(project)
    async with at_the_keyboard(project, size=size) as user:
        user.call_the_project("studie.kodeverk")
        await user.press("m")
        hidden = screen_text(user.app)
        assert "Kort intervju." in hidden
        await user.press("f")
        await user.type("case")
        await user.press("enter")
        list_of(user)._memos = {
            identity: one._replace(created_at="2026-05-04T10:00:00")
            for identity, one in list_of(user)._memos.items()
        }
        list_of(user).show_lines()
        await user.rest()
        assert_screen(user.app, f"memos-{size[0]}")
