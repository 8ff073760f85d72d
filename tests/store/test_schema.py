"""The schema: what the migrations make is what the store expects, on both databases."""

import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import kodeverk.store.migrations
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


def test_an_older_project_is_copied_and_then_brought_up_to_date(file):
    open_project(str(file)).close()
    with closing(sqlite3.connect(file)) as database:
        for field in ("version.marks", "assignment.read_version", "coding.placed", "memo.placed"):
            table, column = field.split(".")
            database.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        database.executescript(
            "DROP TABLE placement; DROP TABLE withdrawal;"
            "UPDATE alembic_version SET version_num = '0001'"
        )
    with open_project(str(file)) as project, project.reading() as connection:
        assert project.older_copy == file.with_name("studie-before-0001.kodeverk")
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert (version, differences) == (SCHEMA_VERSION, [])
    with closing(sqlite3.connect(project.older_copy)) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    with open_project(str(file)) as project:
        assert project.older_copy is None
