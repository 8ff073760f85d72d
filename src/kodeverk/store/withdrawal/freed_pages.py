"""Emptying what a withdrawal freed on disk, now or at the next opening."""

import sqlite3

import sqlalchemy as sa

from kodeverk.store.lock import BUSY_MILLISECONDS
from kodeverk.store.schema import local, metadata

_PATIENCE_MILLISECONDS = 1_000
"""How long somebody waits for others to let go of the file, when the next opening can do it too."""

UNCLEAN = "unclean"
"""The key of the mark that what a withdrawal freed still lies on disk."""
_WITHDRAWN = "withdrawn"

_BUSY = "another program has it open"
_REASONS = (
    ("lock", _BUSY),
    ("full", "the disk is full"),
    ("i/o", "the disk is full or failing"),
    ("no space", "the disk is full"),
    ("malformed", "the file is damaged"),
)
"""What a database says -> why nothing could be emptied."""

# Made once: every write asks for it twice.
_LAST = sa.select(local.c.value).where(local.c.key == _WITHDRAWN)


def note_withdrawal(connection: sa.Connection, clock: int) -> None:
    """Note in the transaction of a withdrawal that words have been rewritten, and lie on disk."""
    for key in (UNCLEAN, _WITHDRAWN):
        connection.execute(sa.delete(local).where(local.c.key == key))
        connection.execute(sa.insert(local), {"key": key, "value": str(clock)})


def last_withdrawal(connection: sa.Connection) -> str | None:
    """Return what is another value after every withdrawal; None before the first."""
    return connection.scalar(_LAST)


def is_unclean(connection: sa.Connection) -> bool:
    """Tell whether what a withdrawal freed still lies on disk."""
    noted = connection.scalar(sa.select(local.c.value).where(local.c.key == UNCLEAN))
    return noted is not None


def empty_freed(engine: sa.Engine) -> str:
    """Write the database anew without what was freed; return why it could not be, or nothing.

    The mark of what is to be emptied goes when that is done.
    """
    try:
        if engine.dialect.name == "sqlite":
            busy = _empty_file(engine)
        else:
            busy = False
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in metadata.sorted_tables:
                    # Its statistics hold words too: the most common values of each column.
                    connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table.name}"')
        if not busy:
            with engine.begin() as connection:
                connection.execute(sa.delete(local).where(local.c.key == UNCLEAN))
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        return _reason(str(getattr(error, "orig", None) or error).lower())
    return _BUSY if busy else ""


def _reason(said: str) -> str:
    return next((reason for sign, reason in _REASONS if sign in said), "the database refused")


def _empty_file(engine: sa.Engine) -> bool:
    """Tell whether another program keeps what was freed in the file."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute(f"PRAGMA busy_timeout={_PATIENCE_MILLISECONDS}")
        try:
            raw.execute("VACUUM")
            busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    return bool(busy)
