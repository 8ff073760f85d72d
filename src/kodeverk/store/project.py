"""An open project: reading and writing it. One file, or one PostgreSQL database."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from kodeverk.config import state_folder
from kodeverk.errors import Refused, StaleWrite
from kodeverk.model.records import Coder
from kodeverk.sqlite import UNCHANGING
from kodeverk.store.address import database_of, is_address, shown_address
from kodeverk.store.engine import can_write, explain, is_of, last_change, log_of, written
from kodeverk.store.lock import BUSY_MILLISECONDS
from kodeverk.store.withdrawal.freed_pages import empty_freed, is_unclean, last_withdrawal
from kodeverk.store.writer import Writer


class Project:
    """An open project. `kodeverk.store.opening` makes one; close it when done."""

    def __init__(self, location: str, engine: sa.Engine) -> None:
        self.location = location
        self.name = shown_address(location)
        self.older_copy: Path | None = None
        """The copy made when opening brought the file up to date with this version."""
        self.unclean = ""
        """Why words that were withdrawn still lie in freed pages; empty where none do."""
        self.engine = engine
        self._write_lock = threading.Lock()
        self.withdrawal: str | None = None
        """What `last_withdrawal` gave when the words that are shown were read."""
        self._file = _identity(self.path)
        is_unchanging = engine.get_execution_options().get(UNCHANGING, False)
        self._read = self._now() if is_unchanging else None

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
            with self.engine.connect() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    self._check_unchanged()
                    yield connection
                    self._check_unchanged()
        except sa.exc.DBAPIError as error:
            if not is_of(error, self.engine):
                raise
            self._check_unchanged()
            raise explain(error, self.name, self.engine) from error

    def _check_unchanged(self) -> None:
        """Refuse to read on in what may not be written, and is written by others meanwhile."""
        if self._read is not None and self._read != self._now():
            raise Refused(
                f"{self.name} was written by somebody else while it was read",
                "Do it again: it is read anew, with what was written.",
            )

    def _now(self) -> tuple[object, ...] | None:
        """Return a value that changes when others write the file; None where the file is gone."""
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
                with written(self.engine) as connection:
                    self._check_same_file()
                    self._check_same_words(connection)
                    yield connection
                    self._check_same_file()
                    is_kept = connection.in_transaction()
                    withdrawal = last_withdrawal(connection) if is_kept else None
                self.withdrawal = withdrawal or self.withdrawal
        except sa.exc.DBAPIError as error:
            if not is_of(error, self.engine):
                raise
            raise explain(error, self.name, self.engine) from error

    def _check_same_file(self) -> None:
        """Refuse to write what nobody would find: a file taken away can still be written to."""
        now = _identity(self.path)
        self._file = self._file or now
        if now != self._file:
            raise Refused(
                f"{self.name} was {'replaced' if now else 'removed'} while it was open",
                "Close this program, put the file that was there back, and open it again.",
            )

    def _check_same_words(self, connection: sa.Connection) -> None:
        """Refuse to write what may have been read before words were withdrawn: offsets moved."""
        if last_withdrawal(connection) != self.withdrawal:
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
        with self.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            # Nobody waits for this: whoever is in the way empties the log in turn.
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
        self.unclean = empty_freed(self.engine) if is_to_be_done else ""
        if is_to_be_done and not self.unclean:
            self.rest()

    def close(self) -> None:
        """Empty the write-ahead log and let go of the file."""
        try:
            self.rest()
        except (sa.exc.DBAPIError, sqlite3.Error):
            return  # what is in the log is safe there, and read from there
        finally:
            self.engine.dispose()

    def __enter__(self) -> "Project":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Return what tells a file from another that comes to have its name; None without a file."""
    try:
        status = path.stat() if path else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else None
