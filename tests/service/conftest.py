"""A small project to use: two interviews, one codebook, three coders."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.service.known_study import make_study
from tests.service.trial_project import make_trial, write_files


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    return write_files(tmp_path / "files")


@pytest.fixture
def make_project(tmp_path: Path, files: dict[str, Path]) -> Iterator[Callable[[str], Project]]:
    """Make the trial project anew, as somebody does who has no copy of another's."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(make_trial(tmp_path / f"{name}.kodeverk", files))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trial")
    make_trial(folder / "project.kodeverk", write_files(folder / "files")).close()
    return folder / "project.kodeverk"


@pytest.fixture
def project(made_once: Path, tmp_path: Path, files: dict[str, Path]) -> Iterator[Project]:
    copy = shutil.copy(made_once, tmp_path)
    with open_project(str(copy)) as project:
        yield project


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The study whose every figure is known, to be read and not changed."""
    with make_study(tmp_path_factory.mktemp("study")) as project:
        yield project
