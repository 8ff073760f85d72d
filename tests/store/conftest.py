"""Fixtures of the store's tests: fresh projects in SQLite files and on a real PostgreSQL."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from tests.store.postgresql_server import Server, running_server

NewLocation = Callable[[], str]
"""Gives the location of a new, empty project."""


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> NewLocation:
    folder = tmp_path_factory.mktemp("projects")
    empty = folder / "empty.kodeverk"
    create_project(str(empty)).close()
    numbers = itertools.count()

    def copied() -> str:
        return shutil.copyfile(empty, folder / f"{next(numbers)}.kodeverk").as_posix()

    return copied


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture
def new_database(server: Server) -> Iterator[NewLocation]:
    """New databases without tables; they are gone after the test."""
    with _dropped_after(server, server.make) as made:
        yield made


@pytest.fixture
def new_postgresql(server: Server) -> Iterator[NewLocation]:
    with _dropped_after(server, server.make_project) as made:
        yield made


@contextmanager
def _dropped_after(server: Server, make: Callable[[], str]) -> Iterator[NewLocation]:
    with ExitStack() as stack:

        def made() -> str:
            name = make()
            stack.callback(server.drop, name)
            return server.address(name)

        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def new_location(request: pytest.FixtureRequest) -> NewLocation:
    made: NewLocation = request.getfixturevalue(f"new_{request.param}")
    return made


@pytest.fixture
def fresh(new_location: NewLocation) -> Iterator[Callable[[], Project]]:
    """Opens new projects, all of one kind; they are closed after the test."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(open_project(new_location()))


@pytest.fixture(autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder for what programs keep: one of the test's."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder / "kodeverk"


@pytest.fixture
def project(fresh: Callable[[], Project]) -> Project:
    return fresh()


@pytest.fixture
def file(new_sqlite: NewLocation, tmp_path: Path) -> Path:
    """The file of a new project, alone in a folder."""
    return Path(shutil.move(new_sqlite(), tmp_path / "studie.kodeverk"))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another account can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="kodeverk-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)
