"""Frequencies on screen: every figure the command's, from a cell to its passages and back."""

import csv
from pathlib import Path

import pytest

from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code, finish
from kodeverk.service.counting import frequencies
from kodeverk.service.cross_table import cross_table
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.views import saved_views
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.frequencies import FrequencyScreen
from kodeverk.tui.screens.passages import PassageScreen
from kodeverk.tui.screens.project import ProjectScreen
from tests.tui.keyboard_user import KARI, AssertScreen, User, at_the_keyboard, screen_text

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def coded(project: Path) -> Path:
    """Kari has coded two interviews and finished them; the third she has only begun."""
    with open_project(str(project)) as opened:
        with opened.reading() as connection:
            codes = {code.key: code for code in queries.codes(connection)}
            texts = {
                one.name: queries.version(connection, one.version)
                for one in queries.transcripts(connection)
            }
        for name, key, place, facets in (
            ("a-deltaker", "REL-TILLIT", 1, {"retning": ["fremmer"]}),
            ("a-deltaker", "REL-TILLIT", 3, {}),
            ("a-deltaker", "IND-PLAN", 3, {}),
            ("b-veileder", "TID-SAKER", 1, {"retning": ["hemmer"]}),
            ("c-uten", "TID-SAKER", 1, {}),
        ):
            turn = texts[name].turns[place]
            span = Span(turn.start, turn.end)
            known = find_transcript(opened, name).id
            apply_code(opened, KARI, known, span, codes[key], facets)
        for name in ("a-deltaker", "b-veileder"):
            finish(opened, KARI, [find_transcript(opened, name).id])
    return project


def screen(user: User) -> FrequencyScreen:
    assert isinstance(user.app.screen, FrequencyScreen)
    return user.app.screen


def shown(user: User) -> dict[str, list[str]]:
    """What stands in each line of the table, but what figures are of."""
    return {
        head.strip(" ▾▸"): cells
        for head, *cells in screen(user).table.texts[1:]
        if not head.startswith("of ")
    }


async def test_a_cell_leads_to_its_passages_and_back_to_the_same_cell(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("n", "down", "right")
        at = screen(user).table.at
        assert at is not None
        assert at[0] == "code REL-TILLIT"
        assert "informants 1 of 1 · passages 2" in screen_text(user.app)
        await user.press("enter")
        assert isinstance(user.app.screen, PassageScreen)
        assert "passages 2 · informants 1 of 1" in screen_text(user.app)
        await user.press("q")
        assert screen(user).table.at == at
        await user.press("q")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_measure_scope_and_basis_are_in_sight_and_switched_by_a_key_each(
    coded: Path,
) -> None:
    async with at_the_keyboard(coded, size=(120, 40)) as user:
        await user.press("n")
        text = screen_text(user.app)
        assert "by municipality · passages" in text
        assert "scope finished · basis final · round main · all informants" in text
        assert shown(user)["TID-SAKER"][1:] == ["0 of 1 · 0", "1 of 1 · 1", "1 of 2 · 1"]
        await user.press("s", "b")
        assert "scope started · basis all" in screen_text(user.app)
        assert shown(user)["TID-SAKER"][0] == "1 of 1 · 1", "who has no municipality comes first"
        await user.press("m")
        assert "by municipality · codings" in screen_text(user.app)
        await user.press(*["m"] * 4)
        assert "per-1000" in screen_text(user.app)
        await user.press("m")
        assert shown(user)["TID-SAKER"][0] == "1 of 1"


async def test_every_count_on_the_screen_is_that_of_the_command_and_of_the_export(
    coded: Path, tmp_path: Path
) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("n", "a")
        for keys, by in (
            ((), "municipality"),
            (("w", "2"), "municipality,role"),
        ):
            await user.press(*keys)
            with open_project(str(coded)) as opened:
                table = frequencies(opened, by=by, themes=True, totals=True)
            right = cross_table(table)
            found = shown(user)
            assert len(found) > 40
            themes = {line.code.key for line in right.lines if line.is_theme}
            for line in right.lines:
                cells = [line.cells[one.at].cell("passages") for one in right.columns]
                if line.is_theme or line.code.key not in themes:
                    assert found[line.code.key] == cells
            name = f"{by.replace(',', '-')}.csv"
            await user.press("E")
            for _ in "frequencies.xlsx":
                await user.pilot.press("backspace")
            field = user.app.screen.query_one("Input")
            field.value = str(tmp_path / name)  # type: ignore[attr-defined]
            await user.press("enter")
            with (tmp_path / name).open(encoding="utf-8", newline="") as file:
                rows = [*csv.reader(file)]
            in_file = {
                (row[0], row[2]): row[4:] for row in rows[1:] if not row[0].startswith("of ")
            }
            for line in right.lines:
                key = (line.code.key, "theme" if line.is_theme else "code")
                if key in in_file:
                    cells = [line.cells[one.at].cell("passages") for one in right.columns]
                    assert in_file[key] == cells
            assert len(in_file) == len(found)


async def test_codes_fold_under_their_themes_and_are_sorted_and_filtered(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("n")
        assert [*shown(user)] == ["REL", "REL-TILLIT", "TID", "TID-SAKER", "IND", "IND-PLAN"]
        await user.press("minus")
        assert [*shown(user)] == ["REL", "TID", "TID-SAKER", "IND", "IND-PLAN"]
        assert shown(user)["REL"][-1] == "1 of 2 · 2"
        await user.press("asterisk")
        assert [*shown(user)] == ["REL", "TID", "IND"]
        await user.press("asterisk", "L", "o")
        assert next(iter(shown(user))) == "REL-TILLIT"
        assert "sorted by total" in screen_text(user.app)
        await user.press("o", "slash")
        await user.type("saker")
        await user.press("enter")
        assert [*shown(user)] == ["TID", "TID-SAKER"]
        await user.press("escape", "a")
        assert len(shown(user)) > 40


async def test_a_click_on_a_heading_sorts_and_one_on_the_current_cell_opens_it(
    coded: Path,
) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("n")
        table = screen(user).table
        left, _ = table._places()[3]
        await user.pilot.click(table, offset=(left + 3, 0))
        await user.rest()
        assert "sorted by total" in screen_text(user.app)
        await user.pilot.click(table, offset=(left + 3, 1))
        await user.rest()
        assert table.at == ("code REL-TILLIT", table._columns[3].id)
        await user.pilot.click(table, offset=(left + 3, 1))
        await user.rest()
        assert isinstance(user.app.screen, PassageScreen)


async def test_where_nothing_is_finished_the_screen_says_what_to_do(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("n")
        assert "Nothing is in scope yet: no transcript is finished." in screen_text(user.app)
        assert "s counts what is begun." in screen_text(user.app)


async def test_a_view_is_saved_chosen_and_taken_away(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("n", "i", "2", "m", "v", "1")
        await user.type("roller")
        await user.press("enter")
        assert "view roller" in screen_text(user.app)
        with open_project(str(coded)) as opened:
            (view,) = saved_views(opened).values()
        assert (view.by, view.measure) == ("role", "codings")
        await user.press("i", "1", "v", "1")
        assert "by role · codings" in screen_text(user.app)
        await user.press("v", "3", "1")
        with open_project(str(coded)) as opened:
            assert saved_views(opened) == {}
        await user.press("u")
        with open_project(str(coded)) as opened:
            assert [*saved_views(opened)] == ["roller"]


@pytest.mark.parametrize("size", SIZES)
async def test_the_screen_as_a_whole(
    coded: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(coded, size=size) as user:
        user.call_the_project("studie")
        await user.press("n", "i", "2", "w", "9", "down")
        assert_screen(user.app, f"frequencies_{size[0]}x{size[1]}")
