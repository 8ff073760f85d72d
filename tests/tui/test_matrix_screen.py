"""Matrices on screen: which one, of what, from a cell to its passages and back, and into a file."""

import shutil
from pathlib import Path

import pytest

from kodeverk.model.text import Span
from kodeverk.service.codebooks import load_codebook, load_crosswalk
from kodeverk.service.coding import apply_code, finish
from kodeverk.service.matrices.making import matrix
from kodeverk.service.matrices.table import MATRICES, MatrixKind, MatrixOptions
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.matrix import KINDS, MatrixScreen
from kodeverk.tui.screens.passages import PassageScreen
from kodeverk.tui.screens.project import ProjectScreen
from tests.tui.keyboard_user import KARI, AssertScreen, User, at_the_keyboard, plain, screen_text

CODED: tuple[tuple[str, str, str, dict[str, list[str]]], ...] = (
    ("a-deltaker", "Jeg stoler på ham", "REL-TILLIT", {"retning": ["fremmer"]}),
    ("a-deltaker", "ham 👩‍👩‍👧 fordi han ringer", "REL-KONTIN", {}),
    ("a-deltaker", "Læreren snakket", "FOR-TILTAK", {}),
    ("a-deltaker", "snakket hele tiden", "IND-PLAN", {}),
    ("b-veileder", "Tjueto", "TID-SAKER", {"retning": ["hemmer"]}),
)


@pytest.fixture(scope="module")
def coded_once(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kari has finished two interviews: some codes are on the same words."""
    path = Path(shutil.copy(made, tmp_path_factory.mktemp("coded") / made.name))
    with open_project(str(path)) as opened:
        with opened.reading() as connection:
            codes = {code.key: code for code in queries.codes(connection)}
        for name, words, key, facets in CODED:
            transcript = find_transcript(opened, name)
            with opened.reading() as connection:
                text = queries.version(connection, transcript.version).text
            at = text.index(words)
            apply_code(opened, KARI, transcript.id, Span(at, at + len(words)), codes[key], facets)
        finish(opened, KARI, [find_transcript(opened, name).id for name in ("a-deltaker", "b-")])
    return path


@pytest.fixture
def coded(coded_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(coded_once, tmp_path / coded_once.name))


def table(user: User) -> list[list[str]]:
    assert isinstance(user.app.screen, MatrixScreen)
    return user.app.screen.table.texts


def about(user: User) -> str:
    assert isinstance(user.app.screen, MatrixScreen)
    return plain(user.app.screen.about.render())


async def test_from_a_cell_to_its_passages_and_back(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("t")
        assert table(user)[1][:3] == ["REL-TILLIT", "(1)", "1"]
        await user.press("right")
        assert "REL-TILLIT × REL-KONTIN: 1" in about(user)
        await user.press("enter")
        assert isinstance(user.app.screen, PassageScreen)
        assert "code:REL-TILLIT with:REL-KONTIN" in screen_text(user.app)
        assert "1 of 1" in user.heading
        await user.press("q")
        assert "REL-TILLIT × REL-KONTIN: 1" in about(user), "the cell is the same"
        await user.press("q")
        assert isinstance(user.app.screen, ProjectScreen)


async def test_a_click_goes_to_a_cell_and_a_second_one_to_its_passages(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("t")
        screen = user.app.screen
        assert isinstance(screen, MatrixScreen)
        line = screen_text(user.app).splitlines()[screen.table.region.y + 1]
        at = line.index("  1 ") + 2
        await user.pilot.click(screen.table, offset=(at, 1))
        await user.rest()
        assert "REL-TILLIT × REL-KONTIN" in about(user)
        await user.pilot.click(screen.table, offset=(at, 1))
        await user.rest()
        assert isinstance(user.app.screen, PassageScreen)


async def test_every_matrix_is_the_commands(coded: Path) -> None:
    assert [*KINDS] == [*MATRICES, "crosswalk"]
    async with at_the_keyboard(coded) as user:
        await user.press("t")
        for number, kind in enumerate(MATRICES, 1):
            await user.press("m", str(number))
            shown = table(user)
            with open_project(str(coded)) as opened:
                made = matrix(opened, KARI, MatrixOptions(kind))
            assert shown[0] == [*made.heads]
            assert shown[1:] == [
                [row.head, *(cell.text for cell in row.cells)] for row in made.rows
            ], kind
            assert kind in user.heading


async def test_what_is_counted_is_switched_and_said(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("t", "w")
        assert "near: turn" in user.heading
        assert table(user)[1][2] == "1"
        await user.press("s", "b")
        assert "scope started · basis all" in screen_text(user.app)
        await user.press("r", "2")
        assert "advisor" in user.heading
        await user.press("i")
        assert "framework · municipality" in user.heading
        await user.press("i")
        assert "framework · informant" in user.heading
        await user.press("c")
        await user.type("rel-tillit")
        await user.press("enter")
        assert any("REL-TILLIT" in toast for toast in user.toasts), "keys are in capitals"
        assert "framework · informant" in user.heading, "what was shown stays"


async def test_a_filter_shows_some_rows(coded: Path) -> None:
    async with at_the_keyboard(coded) as user:
        await user.press("t", "slash")
        await user.type("rel")
        await user.press("enter")
        assert [row[0] for row in table(user)[1:]] == ["REL-TILLIT", "REL-KONTIN"]
        assert "2 of 5 rows shown" in user.heading
        await user.press("escape")
        assert len(table(user)) == 6


async def test_what_is_shown_is_written_to_a_file(
    coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_the_keyboard(coded) as user:
        await user.press("t", "m", "6", "E", "enter")
        assert user.status == "Written: measures.xlsx"
        assert (tmp_path / "measures.xlsx").stat().st_size > 0
        await user.press("E", "enter")
        assert "measures.xlsx exists. Replace it?" in screen_text(user.app)


async def test_from_a_line_of_the_crosswalk_to_the_passages_of_both(
    coded: Path, repository: Path
) -> None:
    with open_project(str(coded)) as opened:
        load_codebook(opened, KARI, repository / "codebooks" / "samskaping.yaml")
        links = (repository / "codebooks" / "crosswalk.yaml").read_text(encoding="utf-8")
        ours = links[: links.index("- from: veiledning:REL-KONTIN\n  to: arbeidsgiver")]
        (coded.parent / "links.yaml").write_text(ours, encoding="utf-8")
        load_crosswalk(opened, KARI, coded.parent / "links.yaml")
    async with at_the_keyboard(coded) as user:
        await user.press("t", "m", "7")
        assert table(user)[1][:4] == [
            "veiledning:REL-KONTIN",
            "close",
            "samskaping:INV-FAST",
            "1 of 2 · 1",
        ]
        await user.press("enter")
        assert "code:REL-KONTIN code:INV-FAST" in screen_text(user.app)
        assert "1 of 1" in user.heading


async def test_nothing_finished_says_what_to_do(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("t")
        assert "Nothing is in scope yet" in about(user)
        await user.press("enter")
        assert user.status == "No passages stand behind this"


@pytest.mark.parametrize(("kind", "size"), [("cooccurrence", (80, 24)), ("framework", (120, 40))])
async def test_the_screen_as_it_is(
    coded: Path, kind: MatrixKind, size: tuple[int, int], assert_screen: AssertScreen
) -> None:
    async with at_the_keyboard(coded, size=size) as user:
        user.call_the_project("studie.kodeverk")
        await user.press("t", "m", str(MATRICES.index(kind) + 1))
        assert_screen(user.app, f"matrix_{kind}_{size[0]}x{size[1]}")
