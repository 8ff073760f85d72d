"""Fixtures of the store's tests: fresh projects in SQLite files and on a real PostgreSQL."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from kodeverk.store.project import Project, create_project, open_project

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
def new_database() -> Iterator[NewLocation]:
    """New databases without tables, on a server that lives as long as the tests."""
    with _server() as address:
        numbers = itertools.count()

        def made() -> str:
            name = f"empty{next(numbers)}"
            _execute(address("postgres"), f"CREATE DATABASE {name}")
            return address(name)

        yield made


@pytest.fixture(scope="session")
def new_postgresql(new_database: NewLocation) -> NewLocation:
    template = new_database()
    create_project(template).close()
    name = template.partition("?")[0].rpartition("/")[2]
    numbers = itertools.count()

    def copied() -> str:
        copy = f"project{next(numbers)}"
        _execute(template.replace(name, "postgres"), f"CREATE DATABASE {copy} TEMPLATE {name}")
        return template.replace(name, copy)

    return copied


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


@contextmanager
def _server() -> Iterator[Callable[[str], str]]:
    """Run a PostgreSQL server, data and socket in one folder, and give addresses on it."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    programs, account = _programs(), _account()
    folder = Path(tempfile.mkdtemp(prefix="kodeverk-pg-"))
    as_account: dict[str, Any] = {}
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
        as_account = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def run(program: str, *arguments: str) -> None:
        with (folder / f"{program}.out").open("w+") as said:
            done = subprocess.run(
                [programs / program, "-D", folder / "data", *arguments],
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd=folder,
                check=False,
                **as_account,
            )
            said.seek(0)
            assert done.returncode == 0, said.read()

    try:
        # A language's order, so that nothing but a column's own collation sorts by code point.
        order = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")
        run("initdb", "-U", "kodeverk", "-A", "trust", "-N", "-E", "UTF8", *order)
        fast = "-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
        settings = f"{fast} -c autovacuum=off -c listen_addresses='' -k {folder}"
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", settings, "start")
        try:
            yield lambda name: f"postgresql://kodeverk@/{name}?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in (*on_path, *installed):
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    pytest.skip("PostgreSQL's initdb and pg_ctl are not installed")


def _account() -> pwd.struct_passwd | None:
    """The account the server runs under, None for one's own: PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in accounts:
            return accounts[name]
    pytest.skip("PostgreSQL does not run as root, and there is no account postgres or nobody")


def _execute(address: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
