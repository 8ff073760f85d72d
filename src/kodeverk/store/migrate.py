"""Bringing a database to the newest schema (Alembic)."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from kodeverk.sqlite import APPLICATION_ID
from kodeverk.store.engine import written


def migrate(
    engine: sa.Engine,
    before: Callable[[sa.Connection], None] = lambda _: None,
    after: Callable[[sa.Connection], None] = lambda _: None,
    *,
    revision: str = "head",
) -> None:
    """Create the tables of an empty database, or bring older ones up to date; all or nothing.

    `before` is called when nobody else can write any more, and before anything is written; `after`
    in the same transaction, when the schema is that of `revision`.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            raw = connection.connection.dbapi_connection
            assert raw is not None
            # First the mark, while it still goes straight into the file and not into a log. A file
            # that has it is not written yet: others may be opening it, and the lock comes below.
            if raw.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
            raw.execute("PRAGMA journal_mode=WAL")
    with written(engine) as writing:
        before(writing)
        config = Config()
        config.set_main_option(
            "script_location", str(Path(__file__).parent / "migrations").replace("%", "%%")
        )
        config.attributes["connection"] = writing
        command.upgrade(config, revision)
        after(writing)
