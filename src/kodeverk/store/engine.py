"""Connections: every one of them comes from here, on SQLite as on PostgreSQL."""

import logging
import os
import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from kodeverk.errors import BadProject, KodeverkError, Refused
from kodeverk.store.schema import APPLICATION_ID, EARLIER_TABLES, SCHEMA_VERSION, metadata

NOT_A_PROJECT = "{name} is encrypted, damaged or not a Kodeverk project"
WRITES = "kodeverk_writes"
"""The execution option of a connection that will write: it takes the write lock at once."""

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
        ("locked", "lock timeout"),
        (
            "{name} is being written by another program",
            "Wait until it is done and try again.",
        ),
    ),
    (
        ("not a database", "malformed", "encrypted"),
        (NOT_A_PROJECT, "Take the latest copy made by: kodeverk backup"),
    ),
    (
        ("connection failed", "connection refused", "could not translate host"),
        ("no database answers at {name}: {said}", "Check the address and the network."),
    ),
)
"""What a database says -> what is said of it, and what to do."""

BUSY_MILLISECONDS = 10_000
"""How long a writer waits for another before it is told so."""

# What the library would log of a connection that broke is told by `explain`, without a traceback.
logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())

_HEADER = b"SQLite format 3\x00"
_PG_LOCK = 0x4B4F4456


def is_address(location: str) -> bool:
    """Tell whether PROJECT is a database address rather than a path.

    Raises BadProject for the address of anything but PostgreSQL.
    """
    scheme, sign, _ = location.partition("://")
    if not sign or len(scheme) == 1:  # C:// is a drive
        return False
    if scheme not in {"postgresql", "postgres"}:
        raise BadProject(
            f"{scheme}:// is not the address of a project",
            "Give a file, NAME.kodeverk, or postgresql://NAME@HOST/DATABASE.",
        )
    return True


def connect(location: str) -> sa.Engine:
    """Return the engine for an existing or just created PROJECT; nothing is read yet."""
    if is_address(location):
        return _connect_postgres(location)
    return _connect_sqlite(Path(location))


def check_file(path: Path) -> None:
    """Raise BadProject unless `path` carries the mark of a project; opens nothing as a database."""
    if not path.exists():
        raise BadProject(f"there is no project {path}", "Make one with: kodeverk init PROJECT")
    if path.is_dir():
        raise BadProject(f"{path} is a folder", "Give the project file, NAME.kodeverk.")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise BadProject(
            f"{path} cannot be read: {error.strerror}", "Check your right to read the file."
        ) from error
    marked = len(header) == 100 and int.from_bytes(header[68:72], "big") == APPLICATION_ID
    if not header.startswith(_HEADER) or not marked:
        raise BadProject(
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
    """Raise BadProject if the file holds other tables than a project of this schema or before."""
    if connection.dialect.name != "sqlite":
        return
    earlier = EARLIER_TABLES if revision < SCHEMA_VERSION else ()
    known = {*metadata.tables, *earlier, "alembic_version", "sqlite_sequence"}
    rows = connection.exec_driver_sql("SELECT tbl_name FROM sqlite_master").all()
    if any(row.tbl_name not in known for row in rows):
        raise BadProject(NOT_A_PROJECT.format(name=name), "It holds tables that no project has.")


def explain(error: Exception, name: str) -> KodeverkError:
    """Return what a person should read when the database refuses, with what to do."""
    said = str(getattr(error, "orig", None) or error).strip()
    for signs, answer in _REFUSALS:
        if any(sign in said.lower() for sign in signs):
            what, hint = answer
            kind = BadProject if what == NOT_A_PROJECT else Refused
            return kind(what.format(name=name, said=said.splitlines()[0]), hint)
    return KodeverkError(
        f"{name}: the database refused: {said.splitlines()[0]}",
        "Nothing was changed. Check the project with: kodeverk verify",
    )


def shown_address(location: str) -> str:
    """Return PROJECT as it may be printed: without a password. Raises BadProject."""
    if is_address(location):
        address = _address(location).difference_update_query(["password", "sslpassword"])
        return address.render_as_string(hide_password=True)
    return location


def _address(location: str) -> sa.URL:
    try:
        return sa.make_url(location)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise BadProject(
            "the database's address cannot be read",  # it is not shown: it may hold a password
            "Write it as postgresql://NAME@HOST:PORT/DATABASE, with % @ : / of a password as "
            "%25 %40 %3A %2F.",
        ) from error


def _connect_postgres(location: str) -> sa.Engine:
    url = _address(location).set(drivername="postgresql+psycopg")
    try:
        engine = sa.create_engine(url, poolclass=QueuePool, pool_size=2, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise BadProject(
            "a PostgreSQL project needs one more package",
            "Install it: pip install 'kodeverk[postgres]'",
        ) from error

    @event.listens_for(engine, "begin")
    def take_lock(connection: sa.Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_PG_LOCK})")

    return engine


def can_write(path: Path) -> bool:
    """Tell whether the project file and its folder may be written, as its log needs both."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def log_of(path: Path) -> Path:
    """Return where the file's write-ahead log is while somebody has it open, or after a kill."""
    return path.with_name(f"{path.name}-wal")


def last_change(path: Path) -> tuple[int, int, int]:
    """Return what is another value after every change of the file. Raises OSError."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _connect_sqlite(path: Path) -> sa.Engine:
    database, query = str(path), {}
    if path.exists() and not can_write(path):
        # Writing is refused by SQLite. Without a log it could make none to read with others.
        database, query = path.absolute().as_uri(), {"mode": "ro", "uri": "true"}
        if not log_of(path).exists():
            query["immutable"] = "1"
        elif not path.with_name(f"{path.name}-shm").exists():
            raise Refused(
                f"{path} cannot be read: what was written last lies in a log beside it, and only "
                "who may write it can read that",
                "Ask who may write it to open it once, or for a copy made by: kodeverk backup",
            )
    engine = sa.create_engine(
        sa.URL.create("sqlite+pysqlite", database=database, query=query),
        poolclass=QueuePool,
        pool_size=2,
        connect_args={"timeout": BUSY_MILLISECONDS / 1000},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "trusted_schema=OFF",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MILLISECONDS}",
            "synchronous=FULL",
            "temp_store=MEMORY",
            "secure_delete=FAST",
            "cache_size=-16000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
