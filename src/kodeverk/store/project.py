"""A project: opening, reading and writing it. One file, or one PostgreSQL database."""

import filecmp
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from kodeverk.config import state_folder
from kodeverk.errors import BadProject, Damaged, KodeverkError, Refused, StaleWrite
from kodeverk.files import (
    OWNER_ONLY,
    make_folder,
    refused,
    remove_left,
    shared_rights,
    whole_file,
)
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.store.address import database_of, is_address, shown_address
from kodeverk.store.copying import remove_leftovers
from kodeverk.store.engine import (
    BUSY_MILLISECONDS,
    NOT_A_PROJECT,
    can_write,
    check_file,
    check_plain,
    check_tables,
    connect,
    explain,
    is_of,
    last_change,
    log_of,
    written,
)
from kodeverk.store.schema import SCHEMA_VERSION, change, local
from kodeverk.store.withdrawal.freed_pages import empty_freed, is_unclean, last_withdrawal
from kodeverk.store.writer import Writer


class Project:
    """An open project. `open_project` and `create_project` make one; close it when done."""

    def __init__(self, location: str, engine: sa.Engine) -> None:
        self.location = location
        self.name = shown_address(location)
        self.older_copy: Path | None = None
        """The copy made when opening brought the file up to date with this version."""
        self.unclean = ""
        """Why words that were withdrawn still lie in freed pages; empty where none do."""
        self._engine = engine
        self._write_lock = threading.Lock()
        self._withdrawal: str | None = None
        self._file = _identity(self.path)
        unchanging = self.path is not None and "immutable" in engine.url.query
        self._read = self._now() if unchanging else None

    @property
    def path(self) -> Path | None:
        """The project's file, or None for PostgreSQL."""
        return None if is_address(self.location) else Path(self.location)

    @property
    def near(self) -> Path:
        """What stands beside the copies that are made of it unasked: its file.

        For a database that is its name in the user's own folder for what programs keep.
        """
        return self.path or state_folder(os.environ) / database_of(self.location)

    @property
    def merged(self) -> Path:
        """Return what `files.private_folder` is asked for, to hold what is merged into it."""
        return self.near.absolute().with_name(f"{self.near.name}-merge")

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the project throughout."""
        try:
            with self._engine.connect() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    self._check_unchanged()
                    yield connection
                    self._check_unchanged()
        except sa.exc.DBAPIError as error:
            if not is_of(error, self._engine):
                raise
            self._check_unchanged()
            raise explain(error, self.name, self._engine) from error

    def _check_unchanged(self) -> None:
        """Refuse to read on in what may not be written, and is written by others meanwhile."""
        if self._read is not None and self._read != self._now():
            raise Refused(
                f"{self.name} was written by somebody else while it was read",
                "Do it again: it is read anew, with what was written.",
            )

    def _now(self) -> tuple[object, ...] | None:
        """Return what is another value when others have written the file; None where it is gone."""
        assert self.path is not None
        try:
            return *last_change(self.path), log_of(self.path).exists()
        except FileNotFoundError:
            return None

    @contextmanager
    def writing(self, author: Coder, summary: str) -> Iterator[Writer]:
        """Give a writer whose changes are one step: all of them on disk at the end, or none."""
        with self.locked() as connection:
            writer = Writer(connection, author, summary)
            yield writer
            writer.finish()

    @contextmanager
    def locked(self) -> Iterator[sa.Connection]:
        """Give a connection holding the write lock: committed at the end, rolled back on error."""
        try:
            with self._write_lock:
                with written(self._engine) as connection:
                    self._check_same_file()
                    self._check_same_words(connection)
                    yield connection
                    self._check_same_file()
                    is_kept = connection.in_transaction()
                    withdrawal = last_withdrawal(connection) if is_kept else None
                self._withdrawal = withdrawal or self._withdrawal
        except sa.exc.DBAPIError as error:
            if not is_of(error, self._engine):
                raise
            raise explain(error, self.name, self._engine) from error

    def _check_same_file(self) -> None:
        """Refuse to write what nobody would find: a file taken away can still be written to."""
        found = _identity(self.path)
        self._file = self._file or found
        if found != self._file:
            raise Refused(
                f"{self.name} was {'replaced' if found else 'removed'} while it was open",
                "Close this program, put the file that was there back, and open it again.",
            )

    def _check_same_words(self, connection: sa.Connection) -> None:
        """Refuse to write what may have been read before words were withdrawn: offsets moved."""
        if last_withdrawal(connection) != self._withdrawal:
            raise StaleWrite(
                f"words have been withdrawn from {self.name} while it was open",
                "Close it, open it again, and do this again on the text as it is now.",
            )

    @staticmethod
    def take_back(connection: sa.Connection) -> None:
        """Roll back all that was written on a connection from `locked`; nothing may follow."""
        transaction = connection.get_transaction()
        assert transaction is not None
        transaction.rollback()

    def rest(self) -> None:
        """Empty the write-ahead log, so that a copy of the file is whole.

        While somebody reads or writes the log stays; the last to close the file empties it.
        """
        if self.path is None or not can_write(self.path):
            return
        with self._engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA busy_timeout=0")
            try:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")

    def clean(self) -> None:
        """Empty on disk what a withdrawal freed, if that is to be done; else `unclean` says why."""
        with self.reading() as connection:
            is_to_be_done = is_unclean(connection)
        if is_to_be_done and self.path is not None and not can_write(self.path):
            self.unclean = "it may not be written here"
            return
        self.unclean = empty_freed(self._engine) if is_to_be_done else ""
        if is_to_be_done and not self.unclean:
            self.rest()

    def close(self) -> None:
        """Empty the write-ahead log and let go of the file."""
        try:
            self.rest()
        except (sa.exc.DBAPIError, sqlite3.Error):
            return  # what is in the log is safe there, and read from there
        finally:
            self._engine.dispose()

    def __enter__(self) -> "Project":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Return what tells a file from another that comes to have its name; None without a file."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def create_project(
    location: str, fill: Callable[[Project], object] = lambda _: None, *, shared: bool = False
) -> Project:
    """Make a project and open it. Raises Refused when there is something there already.

    A file is made beside its place and put there when it is whole, after `fill` has put into it
    what it begins with. It is for its owner alone, or where `shared` for its group too.
    """
    if is_address(location):
        project = begin_project(location)
        try:
            fill(project)
        except BaseException:
            project.close()
            raise
        return project
    path = Path(location)
    if os.path.lexists(path):
        raise Refused(f"{path} exists already", "Choose another name, or open it.")
    if not path.parent.is_dir():
        raise BadProject(f"there is no folder {path.parent}", "Make the folder first.")
    rights = shared_rights(path.parent) if shared else OWNER_ONLY
    try:
        with (
            refused(path, "Choose another name, or open it."),
            whole_file(path, rights, replace=False) as part,
            begin_project(str(part), str(path)) as project,
        ):
            fill(project)
            project.rest()
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        raise explain(error, str(path)) from error
    return open_project(location)


def begin_project(location: str, name: str | None = None) -> Project:
    """Make a project in an empty file or database, in one transaction, and open it.

    A project in a database in which nothing was done yet is taken as just made: the command that
    made it may have been killed before it put into it what it begins with. `name` is what it is
    called in messages. Raises Refused where a database is not empty.
    """
    from kodeverk.store.migrate import migrate

    project = Project(location, connect(location))
    project.name = name or project.name

    def check(connection: sa.Connection) -> None:
        if project.path is None:
            _check_empty(connection, project.name)

    def identify(connection: sa.Connection) -> None:
        if connection.scalar(sa.select(sa.func.count()).select_from(local)) == 0:
            for key, value in (("project", new_id()), ("file", new_id()), ("clock", "0")):
                connection.execute(sa.insert(local), {"key": key, "value": value})

    try:
        migrate(project._engine, check, identify)
    except BaseException as error:
        project._engine.dispose()
        if isinstance(error, sa.exc.DBAPIError | sqlite3.Error):
            raise explain(error, project.name, project._engine) from error
        raise
    return project


def open_project(location: str, *, as_it_is: bool = False) -> Project:
    """Open a project, bringing an older one up to date after a backup. Raises BadProject.

    With `as_it_is` an older one is not altered: that raises Refused, as does one that may not be.
    """
    path = None if is_address(location) else Path(location)
    if path is not None:
        check_file(path)
    project = Project(location, connect(location))
    try:
        with project.reading() as connection:
            check_plain(connection, project.name)
            revision = _revision(connection, project.name)
            check_tables(connection, project.name, revision)
            project._withdrawal = last_withdrawal(connection)
    except KodeverkError:
        project._engine.dispose()
        raise
    if revision != SCHEMA_VERSION:
        try:
            if as_it_is:
                raise Refused(
                    f"{project.name} was made by an earlier Kodeverk",
                    "Open it once by itself, so that it is brought up to date: kodeverk status",
                )
            _bring_up_to_date(project)
        except KodeverkError:
            project._engine.dispose()
            raise
    project.clean()
    if path is None:
        remove_left(project.merged)
    elif can_write(path):
        remove_leftovers(path, project.merged)
    return project


def _check_empty(connection: sa.Connection, name: str) -> None:
    tables = sa.inspect(connection).get_table_names()
    if "alembic_version" in tables:
        is_used = _revision(connection, name) != SCHEMA_VERSION or connection.scalar(
            sa.select(sa.exists().select_from(change))
        )
        if not is_used:
            return
        raise Refused(f"{name} exists already", "Choose another database, or open it.")
    if tables:
        raise Refused(
            f"{name} has tables already that no project has: {', '.join(sorted(tables)[:3])}",
            "Make the project in a database of its own.",
        )


def _revision(connection: sa.Connection, name: str) -> str:
    if not sa.inspect(connection).has_table("alembic_version"):
        raise BadProject(NOT_A_PROJECT.format(name=name), "Make one with: kodeverk init PROJECT")
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    revision = str(found)
    if revision > SCHEMA_VERSION:
        raise BadProject(
            f"{name} was made by a newer Kodeverk (schema {revision}, here {SCHEMA_VERSION})",
            "Update this program: pip install --upgrade kodeverk",
        )
    return revision


def _bring_up_to_date(project: Project) -> None:
    from kodeverk.store.migrate import migrate
    from kodeverk.store.soundness import UNREADABLE

    def keep_as_it_is(connection: sa.Connection) -> None:
        revision = _revision(connection, project.name)
        if revision != SCHEMA_VERSION:  # else somebody else has just done it
            make_folder(project.near.parent)
            project.older_copy = _kept_once(project, f"{project.near.stem}-before-{revision}")

    if project.path is not None and not can_write(project.path):
        raise Refused(
            f"{project.name} was made by an earlier Kodeverk and cannot be brought up to date: it "
            "may not be written here",
            "Copy it to a folder where you may write, and open the copy.",
        )
    try:
        migrate(project._engine, keep_as_it_is)
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        raise explain(error, project.name, project._engine) from error
    except UNREADABLE as error:
        raise Damaged(
            f"{project.name} was made by an earlier Kodeverk and cannot be brought up to date: "
            "something in it cannot be read",
            "It stays as it was. Take the latest copy made by: kodeverk backup",
        ) from error


def _kept_once(project: Project, stem: str) -> Path:
    """Make a copy of the project beside it, or return the one that is there and the same.

    A change of schema that failed has made one already, and has altered nothing.
    """
    from kodeverk.store.backup import back_up

    there: list[Path] = []
    for number in count(1):
        name = f"{stem}-{number}.kodeverk" if there else f"{stem}.kodeverk"
        path = project.near.with_name(name)
        if not path.exists():
            break
        there.append(path)
    copy = back_up(project, path)
    for one in there:
        if filecmp.cmp(one, copy, shallow=False):
            copy.unlink()
            return one
    return copy
