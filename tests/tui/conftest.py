"""What the tests of the terminal UI share: the screen as plain text, and snapshots of it."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

import kodeverk.tui.app
from kodeverk.store.opening import create_project
from tests.tui.keyboard_user import AssertScreen, make_project, screen_text

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = "KODEVERK_UPDATE_SNAPSHOTS"


@pytest.fixture
def assert_screen() -> AssertScreen:
    """Compare the screen with snapshots/NAME.txt; with KODEVERK_UPDATE_SNAPSHOTS=1 write it."""

    def compare(app: App[Any], name: str) -> None:
        path = SNAPSHOTS / f"{name}.txt"
        shown = screen_text(app)
        if os.environ.get(UPDATE) == "1":
            path.parent.mkdir(exist_ok=True)
            path.write_text(shown, encoding="utf-8")
        assert path.exists(), f"no snapshot {path.name}; run with {UPDATE}=1 and look at it"
        assert shown == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session", autouse=True)
def quick_starts() -> Iterator[None]:
    """Spare every app what only tests pay for again and again.

    Its styles are parsed anew by each app, and the search for cycles when a transcript is opened
    goes through all that pytest has loaded.
    """
    parse, known = Stylesheet._parse_rules, dict[object, list[RuleSet]]()

    def parsed(sheet: Stylesheet, *source: Any, **more: Any) -> list[RuleSet]:
        asked = (source, *more.items(), *sheet._variables.items())
        if asked not in known:
            known[asked] = parse(sheet, *source, **more)
        return known[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed)
        patch.setattr(kodeverk.tui.app, "_rest_the_collector", lambda: None)
        yield


@pytest.fixture(scope="module", autouse=True)
def memory_given_back() -> Iterator[None]:
    """Let go of the apps of a file's tests: their widgets know each other."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    return make_project(
        tmp_path_factory.mktemp("made"), repository / "codebooks" / "veiledning.yaml"
    )


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    path = tmp_path / made.name
    shutil.copy(made, path)
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A project with nothing in it."""
    path = tmp_path / "studie.kodeverk"
    create_project(str(path)).close()
    return path
