"""Projects as earlier versions of the program made them."""

import json
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
        _journal_of_before(database)
        database.execute(
            "INSERT INTO coding_facet SELECT coding.id, facet.key, given.value FROM new.coding,"
            " json_each(coding.facets) AS facet, json_each(facet.value) AS given"
        )
    new.unlink()


def _journal_of_before(database: sqlite3.Connection) -> None:
    """Write assignments with their main coders, and codebooks with their labels, as before 0004."""
    labels = dict(database.execute("SELECT id, label FROM codebook_version"))
    works = {
        (coder, transcript, during): one
        for one, coder, transcript, during in database.execute(
            "SELECT id, coder, transcript, round FROM assignment"
        )
    }
    chosen = "SELECT record, id FROM change WHERE kind = 'assignment' AND field = '*'"
    births = dict(database.execute(chosen))
    for seq, kind, value in database.execute(
        "SELECT seq, kind, value FROM change WHERE field = '*' AND"
        " kind IN ('assignment', 'codebook', 'main_coder')"
    ).fetchall():
        fields = json.loads(value)
        if kind == "main_coder":
            record = works[fields["coder"], fields["transcript"], fields["round"]]
            database.execute(
                "UPDATE change SET kind = 'assignment', record = ?, field = 'main', value = 'true',"
                " replaces = ? WHERE seq = ?",
                [record, json.dumps([births[record]]), seq],
            )
            database.execute("UPDATE assignment SET main = 1 WHERE id = ?", [record])
            continue
        if kind == "assignment":
            fields["main"] = False
        else:
            fields["current"] = fields.pop("version", None)
            fields["version"] = labels.get(fields["current"], "")
        database.execute("UPDATE change SET value = ? WHERE seq = ?", [json.dumps(fields), seq])
    database.execute("UPDATE assignment SET main = 0 WHERE main IS NULL")
    database.execute(
        "UPDATE codebook SET current = (SELECT version FROM new.codebook AS n"
        " WHERE n.id = codebook.id)"
    )
    database.execute(
        "UPDATE codebook SET version = (SELECT label FROM codebook_version"
        " WHERE codebook_version.id = codebook.current)"
    )
