"""Projects as earlier versions of the program made them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

import kodeverk.store.migrations
from kodeverk.store.schema import APPLICATION_ID


def write_as_of(revision: str, file: Path) -> None:
    """Replace a project by what it was under an earlier schema."""
    new = file.with_name("new.kodeverk")
    file.rename(new)
    config = Config()
    config.set_main_option("script_location", kodeverk.store.migrations.__path__[0])
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("ATTACH ? AS new", [str(new)])

        def tables(schema: str) -> set[str]:
            named = f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'"
            return {name for (name,) in database.execute(named)} - {"sqlite_sequence"}

        def columns(schema: str, table: str) -> set[str]:
            return {row[1] for row in database.execute(f"PRAGMA {schema}.table_info({table})")}

        for table in tables("main") & tables("new") - {"alembic_version"}:
            both = columns("main", table) & columns("new", table)
            listed = ", ".join(f'"{name}"' for name in sorted(both))
            database.execute(f"INSERT INTO {table} ({listed}) SELECT {listed} FROM new.{table}")
        database.execute(
            "INSERT INTO coding_facet SELECT coding.id, facet.key, given.value FROM new.coding,"
            " json_each(coding.facets) AS facet, json_each(facet.value) AS given"
        )
    new.unlink()
