"""Emptying what a withdrawal freed on disk, now or at the next opening."""

import sqlite3

import sqlalchemy as sa

from kodeverk.store.engine import BUSY_MILLISECONDS
from kodeverk.store.schema import local, metadata

_PATIENCE_MILLISECONDS = 1_000
"""How long somebody waits for others to let go of the file, when the next opening can do it too."""

_UNCLEAN = "unclean"
_WITHDRAWN = "withdrawn"

# Made once: every write asks for it twice.
_LAST = sa.select(local.c.value).where(local.c.key == _WITHDRAWN)


def note_withdrawal(connection: sa.Connection, clock: int) -> None:
    """Note in the transaction of a withdrawal that words have been rewritten, and lie on disk."""
    for key in (_UNCLEAN, _WITHDRAWN):
        connection.execute(sa.delete(local).where(local.c.key == key))
        connection.execute(sa.insert(local), {"key": key, "value": str(clock)})


def last_withdrawal(connection: sa.Connection) -> str | None:
    """Return what is another value after every withdrawal; None before the first."""
    return connection.scalar(_LAST)


def is_unclean(connection: sa.Connection) -> bool:
    """Tell whether what a withdrawal freed still lies on disk."""
    found = connection.scalar(sa.select(local.c.value).where(local.c.key == _UNCLEAN))
    return found is not None


def empty_freed(engine: sa.Engine) -> bool:
    """Write the database anew without what was freed; tell whether nothing of it is left.

    While another program reads or writes the file it may not be possible.
    """
    try:
        if engine.dialect.name == "sqlite":
            return _empty_file(engine)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in metadata.sorted_tables:
                # Its statistics hold words too: the most common values of each column.
                connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table.name}"')
    except (sa.exc.DBAPIError, sqlite3.Error):
        return False
    with engine.begin() as connection:
        connection.execute(sa.delete(local).where(local.c.key == _UNCLEAN))
    return True


def _empty_file(engine: sa.Engine) -> bool:
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute(f"PRAGMA busy_timeout={_PATIENCE_MILLISECONDS}")
        try:
            raw.execute("VACUUM")
            busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    return not busy
