"""Engines: every connection of SQLAlchemy's is from one made here, on SQLite and PostgreSQL."""

import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from kodeverk.errors import BadProject, Damaged, KodeverkError, Refused
from kodeverk.sqlite import APPLICATION_ID, UNCHANGING, Mode, open_sqlite
from kodeverk.store.address import is_address
from kodeverk.store.column_types import teach_ids
from kodeverk.store.lock import BUSY_MILLISECONDS, WRITES
from kodeverk.store.schema import (
    EARLIER_TABLES,
    LATER_TABLES,
    SCHEMA_VERSION,
    metadata,
)

Connection = sa.Connection
"""What reads and writes a project, as services hold it without a look inside."""

NOT_A_PROJECT = "{name} is encrypted, damaged or not a Kodeverk project"
DAMAGED = "{name} is damaged"
_REFUSALS = (
    (
        ("readonly", "read-only", "permission denied"),
        (
            "{name} cannot be written: the file or its folder is read-only",
            "Copy the project to a folder of your own, or ask for the right to write there.",
        ),
    ),
    (
        ("unable to open",),
        (
            "{name} cannot be opened or written: {said}",
            "Check that the folder exists and that you may write there.",
        ),
    ),
    (
        ("disk is full", "disk i/o error", "no space left"),
        (
            "{name} was not changed: the disk is full or failing ({said})",
            "Free some space and do it again; what was saved before is whole.",
        ),
    ),
    (
        ("locked",),
        (
            "{name} is being written by another program",
            "Wait until it is done and try again.",
        ),
    ),
    (
        ("not a database", "encrypted"),
        (NOT_A_PROJECT, "Take the latest copy made by: kodeverk backup"),
    ),
    (
        ("malformed", "could not decode", "user-defined", "no such", "out of memory", "too big"),
        (DAMAGED, "Take the latest copy made by: kodeverk backup"),
    ),
)
"""What SQLite says -> what is said of it, and what to do."""

_NO_TABLE = re.compile(r"no such table: (?:\w+\.)?(\w+)")
"""What SQLite says where a project lacks a table, with the name of that."""

# What a library would log of a connection that broke is told by `explain`, without a traceback.
for _library in ("sqlalchemy", "psycopg"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

_WHOSE = "kodeverk_engine"
_BITS_ASTRAY = 4
"""How many bits of the mark may be wrong in what still was a project."""
_HEADER = b"SQLite format 3\x00"


def connect(location: str) -> sa.Engine:
    """Return the engine for an existing or just created PROJECT; nothing is read yet."""
    if is_address(location):
        from kodeverk.store.postgresql import connect_postgresql

        engine = connect_postgresql(location)
    else:
        engine = _connect_sqlite(Path(location))

    @event.listens_for(engine, "handle_error")
    def say_whose(context: sa.ExceptionContext) -> None:
        vars(context.sqlalchemy_exception or context.original_exception)[_WHOSE] = engine

    return engine


def is_of(error: sa.exc.DBAPIError, engine: sa.Engine) -> bool:
    """Tell whether an error is of this database, not of another written while this is read."""
    return vars(error).get(_WHOSE, engine) is engine


def check_file(path: Path) -> None:
    """Raise BadProject unless `path` carries the mark of a project; opens nothing as a database.

    What begins almost as a project does is Damaged.
    """
    if not path.exists():
        raise BadProject(f"there is no project {path}", "Make one with: kodeverk init PROJECT")
    if path.is_dir():
        raise BadProject(f"{path} is a folder", "Give the project file, NAME.kodeverk.")
    if not path.is_file():  # Whoever opens a pipe in which nobody writes waits for ever.
        raise BadProject(f"{path} is a pipe or a device", "Give the project file, NAME.kodeverk.")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise BadProject(
            f"{path} cannot be read: {error.strerror}", "Check your right to read the file."
        ) from error
    wrong = (int.from_bytes(header[68:72], "big") ^ APPLICATION_ID).bit_count()
    if not header.startswith(_HEADER) or len(header) < 100 or wrong:
        kind = Damaged if wrong <= _BITS_ASTRAY else BadProject
        raise kind(
            NOT_A_PROJECT.format(name=path),
            "Check the name. A transcript is added with: kodeverk import PROJECT FILE",
        )


def check_plain(connection: sa.Connection, name: str) -> None:
    """Raise BadProject if the file holds what no project of any version has: only plain tables."""
    if connection.dialect.name != "sqlite":
        return
    rows = connection.exec_driver_sql("SELECT type, sql FROM sqlite_master").all()
    if any(
        row.type not in {"table", "index"} or (row.sql or "").upper().startswith("CREATE VIRTUAL")
        for row in rows
    ):
        raise BadProject(
            NOT_A_PROJECT.format(name=name), "It holds views or triggers, which no project has."
        )


def check_tables(connection: sa.Connection, name: str, revision: str) -> None:
    """Raise BadProject if the file holds other tables than a project of this schema or before.

    An older project that lacks one is Damaged: it cannot be brought up to date.
    """
    if connection.dialect.name != "sqlite":
        return
    is_older = revision < SCHEMA_VERSION
    earlier = EARLIER_TABLES if is_older else ()
    known = {*metadata.tables, *earlier, "alembic_version", "sqlite_sequence"}
    tables = {*connection.scalars(sa.text("SELECT tbl_name FROM sqlite_master"))}
    if tables - known:
        raise BadProject(NOT_A_PROJECT.format(name=name), "It holds tables that no project has.")
    had = {table for table in metadata.tables if LATER_TABLES.get(table, "") <= revision}
    if is_older and had - tables:
        raise _lacking(name, min(had - tables))


def _lacking(name: str, table: str) -> Damaged:
    return Damaged(
        f"{DAMAGED.format(name=name)}: it has no table {table}",
        "Take the latest copy made by: kodeverk backup",
    )


def explain(error: Exception, name: str, engine: sa.Engine | None = None) -> KodeverkError:
    """Return what a person should read when the database refuses, with what to do.

    `engine` is given where it may be one for PostgreSQL.
    """
    if engine is not None and engine.dialect.name == "postgresql":
        from kodeverk.store.postgresql import explain_postgresql

        return explain_postgresql(error, name, engine)
    original = getattr(error, "orig", None) or error
    said = str(original).strip()
    if getattr(original, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_SHORT_READ:
        return Damaged(DAMAGED.format(name=name), "Take the latest copy made by: kodeverk backup")
    if table := _NO_TABLE.search(said):
        return _lacking(name, table[1])
    for signs, answer in _REFUSALS:
        if any(sign in said.lower() for sign in signs):
            what, hint = answer
            kind = Damaged if what in (NOT_A_PROJECT, DAMAGED) else Refused
            return kind(what.format(name=name, said=said.splitlines()[0]), hint)
    return KodeverkError(
        f"{name}: the database refused: {_unquoted(said)}",
        "Nothing was changed. Check the project with: kodeverk verify",
    )


def _unquoted(said: str) -> str:
    """Return what a database says without what it quotes: that may be words of an interview."""
    return re.split(r"[\n\"'“]", said)[0].strip()


@contextmanager
def written(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection holding the write lock: committed at the end, rolled back on error.

    A commit whose answer was lost is looked up. Raises Unconfirmed where that is not possible.
    """
    with engine.connect() as connection:
        writing = connection.execution_options(**{WRITES: True})
        with writing.begin():
            yield writing
            if engine.dialect.name == "postgresql" and writing.in_transaction():
                from kodeverk.store.postgresql import commit

                commit(engine, writing)


def can_write(path: Path) -> bool:
    """Tell whether the project file and its folder may be written, as its log needs both."""
    file = path.resolve()
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def log_of(path: Path) -> Path:
    """Return where the file's write-ahead log is while somebody has it open, or after a kill.

    Of a link it is beside the file that this leads to.
    """
    return _beside(path, "-wal")


def _beside(path: Path, ending: str) -> Path:
    file = path.resolve()
    return file.with_name(f"{file.name}{ending}")


def _keep_private(path: Path) -> None:
    """Let what was put beside a project before it was opened be read by nobody else than that.

    SQLite writes into what it finds there. Raises Refused for what is somebody else's, and a link.
    """
    may = path.stat().st_mode & 0o777
    for ending in ("-wal", "-shm", "-journal"):
        beside = _beside(path, ending)
        try:
            if os.path.lexists(beside):
                _narrow(beside, may)
        except FileNotFoundError:
            continue  # who had the project open has just closed it
        except PermissionError as error:
            raise Refused(
                f"{beside} is somebody else's, and more people may read it than the project",
                "Ask whose it is to close the project, or to remove it.",
            ) from error


def _narrow(path: Path, may: int) -> None:
    if path.is_symlink():
        raise Refused(
            f"{path} is a link, and the project's newest steps are not written through one",
            "Remove the link.",
        )
    has = path.stat().st_mode & 0o777
    if has & ~may:
        path.chmod(has & may)


def last_change(path: Path) -> tuple[int, int, int]:
    """Return what is another value after every change of the file. Raises OSError."""
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _connect_sqlite(path: Path) -> sa.Engine:
    mode: Mode = "rwc"
    if path.exists() and not can_write(path):
        # Writing is refused by SQLite. Without a log it could make none to read with others.
        mode = "ro"
        if not log_of(path).exists():
            mode = UNCHANGING
        elif not _beside(path, "-shm").exists():
            raise Refused(
                f"{path} cannot be read: what was written last lies in a log beside it, and only "
                "who may write it can read that",
                "Ask who may write it to open it once, or for a copy made by: kodeverk backup",
            )
    elif path.exists() and os.name != "nt":
        _keep_private(path)
    engine = sa.create_engine(
        sa.URL.create("sqlite+pysqlite", database=str(path)),
        creator=lambda: open_sqlite(path, mode, patience=BUSY_MILLISECONDS / 1000),
        poolclass=QueuePool,
        pool_size=2,
        execution_options={UNCHANGING: mode == UNCHANGING},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        teach_ids(connection)
        for pragma in (
            "trusted_schema=OFF",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MILLISECONDS}",
            "synchronous=FULL",
            "temp_store=MEMORY",  # what is sorted, words of people among it, is in no other file
            "secure_delete=FAST",  # what goes is overwritten where that writes no further page
            "cache_size=-16000",
        ):
            try:
                connection.execute(f"PRAGMA {pragma}")
            except UnicodeDecodeError as error:
                # What is wrong with the tables is said in bytes that are no text.
                raise sqlite3.DatabaseError("malformed") from error

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
