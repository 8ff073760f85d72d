"""A PostgreSQL server that lives as long as the tests, with databases that live as long as one."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kodeverk.store.opening import create_project
from tests.memory_folder import memory_folder


class Server:
    """A running server: makes databases, and removes them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = (f"project{number}" for number in itertools.count())
        self._empty_project: str | None = None

    def address(self, database: str) -> str:
        return f"postgresql://kodeverk@/{database}?host={self._folder}"

    def make(self, how: str = "") -> str:
        """Make a database, without tables unless `how` says otherwise, and return its name."""
        name = next(self._names)
        self._execute(f"CREATE DATABASE {name} {how}")
        return name

    def make_project(self) -> str:
        """Make a database with a new, empty project, and return its name."""
        if self._empty_project is None:
            self._empty_project = self.make()
            create_project(self.address(self._empty_project)).close()
        return self.make(f"TEMPLATE {self._empty_project}")

    def drop(self, database: str) -> None:
        self._execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server, its data and socket in one folder that is gone at the end."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    programs, account = _programs(), _account()
    folder = Path(tempfile.mkdtemp(prefix="kodeverk-pg-", dir=memory_folder()))
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
        # Shared memory lies in the folder as well: stopping at once leaves none behind.
        inside = f"-c dynamic_shared_memory_type=mmap -c listen_addresses='' -k {folder}"
        settings = f"{fast} -c autovacuum=off {inside}"
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", settings, "start")
        try:
            yield Server(folder)
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
