"""The schema: what the migrations make is what the store expects, on both databases."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from scenes import (
    ADA,
    DIRECTION,
    apply_code,
    assert_state_is_the_fold,
    content,
    founded,
    set_field,
)

import kodeverk.store.migrations
from kodeverk.model.records import FACET_PREFIX
from kodeverk.store import queries
from kodeverk.store.project import open_project
from kodeverk.store.schema import APPLICATION_ID, SCHEMA_VERSION, metadata


def test_the_migrations_make_exactly_the_tables_of_the_schema(project):
    with project.reading() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), metadata
        )
    assert differences == []


def test_the_schema_version_is_the_newest_migration():
    (folder,) = kodeverk.store.migrations.__path__
    assert ScriptDirectory(folder).get_current_head() == SCHEMA_VERSION


def test_a_new_project_carries_its_mark_and_its_version(file):
    assert int.from_bytes(file.read_bytes()[68:72], "big") == APPLICATION_ID
    with open_project(str(file)) as project, project.reading() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    assert version == SCHEMA_VERSION


@pytest.mark.parametrize(
    ("pragma", "setting"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),
        ("busy_timeout", 10_000),
    ],
)
def test_every_connection_to_a_file_is_careful(file, pragma, setting):
    with open_project(str(file)) as project:
        project.rest()
        with project.reading() as one, project.reading() as other, project.locked() as writing:
            for connection in (one, other, writing):
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == setting


def test_on_a_server_every_text_is_compared_by_code_point(new_postgresql):
    with open_project(new_postgresql()) as project, project.reading() as connection:
        collations = connection.execute(
            sa.text(
                "SELECT c.relname, a.attname, o.collname FROM pg_attribute a"
                " JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'"
                " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'"
                " JOIN pg_collation o ON o.oid = a.attcollation"
                " WHERE c.relname <> 'alembic_version'"
            )
        ).all()
    assert len(collations) > 50
    assert {row.collname for row in collations} == {"C"}


def test_new_projects_are_told_apart_by_their_ids(tmp_path):
    from kodeverk.store.project import create_project
    from kodeverk.store.queries import local_value

    known = set()
    for name in ("a", "b"):
        with create_project(str(tmp_path / name)) as project, project.reading() as connection:
            known |= {local_value(connection, key) for key in ("project", "file")}
    assert len(known) == 4


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


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_an_older_project_is_copied_and_then_brought_up_to_date(file, revision):
    with open_project(str(file)) as project:
        founded(project)
        codings = [apply_code(project, ADA, start, start + 3) for start in range(4)]
        set_field(project, ADA, "coding", codings[0], DIRECTION, ["hemmer"])
        set_field(project, ADA, "coding", codings[1], FACET_PREFIX + "fase", ["oppstart", "slutt"])
        set_field(project, ADA, "coding", codings[1], DIRECTION, ["fremmer"])
        set_field(project, ADA, "coding", codings[2], DIRECTION, ["fremmer"])
        set_field(project, ADA, "coding", codings[2], DIRECTION, [])
        before = content(project)
    write_as_of(revision, file)
    with open_project(str(file)) as project, project.reading() as connection:
        assert project.older_copy == file.with_name(f"studie-before-{revision}.kodeverk")
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        assert content(project) == before
        facets = queries.facet_values(connection)
    assert (version, differences) == (SCHEMA_VERSION, [])
    assert facets == {
        codings[0]: (("retning", "hemmer"),),
        codings[1]: (("fase", "oppstart"), ("fase", "slutt"), ("retning", "fremmer")),
    }
    with open_project(str(file)) as project:
        assert project.older_copy is None
        assert_state_is_the_fold(project)
    kept = file.with_name(f"studie-before-{revision}.kodeverk")
    with closing(sqlite3.connect(kept)) as database:
        found = database.execute("SELECT version_num FROM alembic_version").fetchone()
    assert found == (revision,)
