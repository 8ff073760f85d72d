"""A small project to use: two interviews, one codebook, three coders."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kodeverk.service.codebooks import load_codebook
from kodeverk.service.importing import Choices, import_files
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.known_study import make_study
from tests.service.trial_project import ADVISOR, CODEBOOK, KARI, PARTICIPANT


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "files"
    folder.mkdir()
    contents = {"advisor.txt": ADVISOR, "participant.txt": PARTICIPANT, "book.yaml": CODEBOOK}
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    return {name: folder / name for name in contents}


@pytest.fixture
def make_project(tmp_path: Path, files: dict[str, Path]) -> Iterator[Callable[[str], Project]]:
    made: list[Project] = []

    def make(name: str) -> Project:
        project = create_project(str(tmp_path / f"{name}.kodeverk"))
        made.append(project)
        load_codebook(project, KARI, files["book.yaml"])
        results = import_files(
            project, KARI, [files["advisor.txt"], files["participant.txt"]], Choices("Asker")
        )
        assert [result.status for result in results] == ["imported", "imported"]
        return project

    yield make
    for project in made:
        project.close()


@pytest.fixture
def project(make_project: Callable[[str], Project]) -> Project:
    return make_project("project")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The study whose every figure is known, to be read and not changed."""
    with make_study(tmp_path_factory.mktemp("study")) as project:
        yield project
