"""Outcomes on screen: municipalities in their order, who has which code, and the same in a file."""

import shutil
from pathlib import Path

import pytest

from kodeverk.model.text import Span
from kodeverk.service.case_matrix import MatrixOptions, case_matrix
from kodeverk.service.coding import apply_code, finish
from kodeverk.service.exports.case_export import case_grid, code_cell
from kodeverk.service.outcomes import load_outcomes
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.outcomes import OutcomeScreen
from kodeverk.tui.screens.passages import PassageScreen
from kodeverk.tui.screens.project import ProjectScreen
from tests.tui.keyboard_user import KARI, User, at_the_keyboard, plain, screen_text
from tests.written_files import csv_rows

WORK = """\
municipality,year,n,of,cohort
0301,2021,500,1000,2020
0301,2022,450,1000,2021
4601,2022,700,1000,2021
"""
SCHOOL = WORK.replace("700", "100")
CODED: tuple[tuple[str, str, str, dict[str, list[str]]], ...] = (
    ("a-deltaker", "Jeg stoler på ham", "REL-TILLIT", {"retning": ["fremmer"]}),
    ("b-veileder", "Tjueto", "TID-SAKER", {}),
)


@pytest.fixture(scope="module")
def coded_once(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two municipalities with an interview each that Kari has finished, and two outcomes."""
    folder = tmp_path_factory.mktemp("outcomes")
    path = Path(shutil.copy(made, folder / made.name))
    with open_project(str(path)) as opened:
        with opened.reading() as connection:
            codes = {code.key: code for code in queries.codes(connection)}
        for name, words, key, facets in CODED:
            transcript = find_transcript(opened, name)
            with opened.reading() as connection:
                at = queries.version(connection, transcript.version).text.index(words)
            span = Span(at, at + len(words))
            apply_code(opened, KARI, transcript.id, span, codes[key], facets)
            finish(opened, KARI, [transcript.id])
        for name, table in (("work", WORK), ("school", SCHOOL)):
            (folder / f"{name}.csv").write_text(table, encoding="utf-8")
            load_outcomes(opened, KARI, folder / f"{name}.csv")
    return path


@pytest.fixture
def coded(coded_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(coded_once, tmp_path / coded_once.name))


def table(user: User) -> list[list[str]]:
    assert isinstance(user.app.screen, OutcomeScreen)
    return user.app.screen.table.texts


def about(user: User) -> str:
    assert isinstance(user.app.screen, OutcomeScreen)
    return plain(user.app.screen.about.render())


async def test_a_project_without_outcomes_says_how_they_are_loaded(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("O")
        assert "No outcomes are loaded" in screen_text(user.app)
        assert "kodeverk outcomes load" in screen_text(user.app)
        await user.press("E")
        assert "nothing to write" in user.status
        await user.press("enter", "m", "escape", "q")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_the_table_is_that_of_the_command_from_best_to_worst(coded: Path) -> None:
    with open_project(str(coded)) as opened:
        made = case_matrix(opened, MatrixOptions(measure="work"))
    heads, cases = case_grid(made)
    async with at_the_keyboard(coded) as user:
        await user.press("O", "m", "2")
        assert user.heading.startswith("work · target 55 %")
        shown = table(user)
    assert shown[0] == [*heads, *(row.label for row in made.rows)]
    assert [line[0] for line in shown[1:]] == ["above", "4601 Bergen", "below", "0301 Oslo"]
    for case, cells, line in zip(made.cases, cases, shown[2::2], strict=True):
        assert line == [
            *cells,
            *(code_cell(row.cells.get(case.place.number)) for row in made.rows),
        ]


async def test_from_a_case_with_a_code_to_its_passages_and_back(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("O", "c")
        await user.type("REL")
        await user.press("minus")
        await user.type("TILLIT")
        await user.press("enter")
        assert table(user)[0][-2:] == ["REL-TILLIT", "REL-TILLIT fremmer"]
        await user.press("end", "down")
        while "Oslo" not in about(user).splitlines()[0]:
            await user.press("down")
        assert about(user).splitlines()[0].endswith("Tillit fremmer × Oslo: 1 of 1")
        await user.press("enter")
        assert isinstance(user.app.screen, PassageScreen)
        assert "1 of 1" in user.heading
        await user.press("q")
        assert about(user).splitlines()[0].endswith("Tillit fremmer × Oslo: 1 of 1")


async def test_what_is_shown_is_chosen_and_said(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("O", "m", "2", "y")
        await user.type("2022")
        await user.press("enter")
        assert "450 of 1000 (45 %)" in screen_text(user.app)
        await user.press("y", "ctrl+u")
        await user.type("2022-19")
        await user.press("enter")
        assert "'2022-19' is not like 2019-2022" in user.toasts[-1]
        await user.press("t", "ctrl+u")
        await user.type("44")
        await user.press("enter")
        assert "target 44 %" in user.heading
        assert "cannot tell" in screen_text(user.app)
        await user.press("x")
        assert "exploratory" in user.heading
        await user.press("s", "b", "r", "2")
        assert "advisor" in user.heading
        assert "scope started · basis all" in screen_text(user.app)
        await user.press("slash")
        await user.type("bergen")
        assert [line[0] for line in table(user)[1:]] == ["above", "4601 Bergen"]


async def test_what_is_published_withholds_and_is_written_with_its_log(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("O", "P", "enter")
        assert "to be published" in user.heading
        assert "Withheld: " in about(user)
        assert {cell for line in table(user)[1:] for cell in line[-2:]} <= {"", ":"}
        await user.press("x")
        assert "What is explored is not published" in user.status
        await user.press("E", "ctrl+u")
        await user.type("ut.csv")
        await user.press("enter")
        shown = " ".join(screen_text(user.app).replace("│", " ").split())
        assert "The log beside it is not to be published: ut.csv-withheld.csv" in shown
        await user.press("enter", "P")
        assert "to be published" not in user.heading
    assert {row["informants"] for row in csv_rows(coded.parent / "ut.csv")} == {":"}
    assert csv_rows(coded.parent / "ut.csv-withheld.csv")
