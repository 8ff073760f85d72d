"""What the tests of the terminal UI share: the screen as plain text, and snapshots of it."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

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
