"""Projects as earlier versions of the program made them."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

import kodeverk.store.migrations
from kodeverk.sqlite import APPLICATION_ID
from tests.raw_database import raw_database


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
    with closing(raw_database(file)) as database:
        database.isolation_level = None
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("ATTACH ? AS new", [str(new)])

        def tables(schema: str) -> set[str]:
            named = f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'"
            return {name for (name,) in database.execute(named)} - {"sqlite_sequence"}

        def columns(schema: str, table: str) -> dict[str, str]:
            rows = database.execute(f"PRAGMA {schema}.table_info({table})")
            return {row[1]: row[2] for row in rows}

        def as_before(table: str, name: str) -> str:
            """Return what stands in a column, which was text where it is bytes."""
            if columns("main", table)[name] == columns("new", table)[name]:
                return f'"{name}"'
            if name in ("value", "replaces"):
                return f"spelled_out({name})"
            return (
                "coalesce(id_as_text(version), '')"
                if table == "placement" and name == "version"
                else f"id_as_text({name})"
            )

        for table in tables("main") & tables("new") - {"alembic_version"}:
            both = sorted(columns("main", table).keys() & columns("new", table).keys())
            listed = ", ".join(f'"{name}"' for name in both)
            kept = ", ".join(as_before(table, name) for name in both)
            database.execute(f"INSERT INTO {table} ({listed}) SELECT {kept} FROM new.{table}")
        if revision < "0008":  # and so before 0010, which keeps what a version says
            database.execute(
                "UPDATE change SET value = json_remove(value, '$.content')"
                " WHERE kind = 'codebook_version' AND field = '*'"
            )
        if revision < "0004":
            _journal_of_before(database)
        if "coding_facet" in tables("main"):
            database.execute(
                "INSERT INTO coding_facet SELECT id_as_text(coding.id), facet.key, given.value"
                " FROM new.coding, json_each(coding.facets) AS facet,"
                " json_each(facet.value) AS given"
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
    named: dict[str, str] = {}
    for seq, identity, record, field, packed, replaces in database.execute(
        "SELECT seq, id, record, field, value, replaces FROM change WHERE kind = 'main_coder'"
        " ORDER BY seq"
    ).fetchall():
        value = json.loads(packed)
        if field == "exists" and value:  # the word that follows says who it is then
            database.execute("DELETE FROM change WHERE seq = ?", [seq])
            continue
        if field == "*":
            whose = (value["coder"], value["transcript"], value["round"])
        else:
            asked = (
                "SELECT id_as_text(transcript), round FROM new.main_coder WHERE id = text_as_id(?)"
            )
            whose = (value, *database.execute(asked, [record]).fetchone())
        work = named[json.loads(replaces)[0]] if field == "exists" else works[whose]
        named[identity] = work
        old = replaces if field == "exists" else json.dumps([births[work]])
        database.execute(
            "UPDATE change SET kind = 'assignment', record = ?, field = 'main', value = ?,"
            " replaces = ? WHERE seq = ?",
            [work, json.dumps(field != "exists"), old, seq],
        )
        database.execute("UPDATE assignment SET main = ? WHERE id = ?", [field != "exists", work])
    for seq, kind, packed in database.execute(
        "SELECT seq, kind, value FROM change"
        " WHERE field = '*' AND kind IN ('assignment', 'codebook')"
    ).fetchall():
        fields = json.loads(packed)
        if kind == "assignment":
            fields["main"] = False
        else:
            fields["current"] = fields.pop("version", None)
            fields["version"] = labels.get(fields["current"], "")
        database.execute("UPDATE change SET value = ? WHERE seq = ?", [json.dumps(fields), seq])
    database.execute("UPDATE assignment SET main = 0 WHERE main IS NULL")
    database.execute(
        "UPDATE codebook SET current = (SELECT id_as_text(version) FROM new.codebook AS n"
        " WHERE n.id = text_as_id(codebook.id))"
    )
    database.execute(
        "UPDATE codebook SET version = (SELECT label FROM codebook_version"
        " WHERE codebook_version.id = codebook.current)"
    )
