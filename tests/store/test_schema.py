"""The schema: what the migrations make is what the store expects, on both databases."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.schema import SchemaItem

import kodeverk.store.migrations
from kodeverk.errors import Damaged, Refused
from kodeverk.model.change import Value
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import FACET_PREFIX, Coder
from kodeverk.service.assigning import set_main
from kodeverk.sqlite import APPLICATION_ID
from kodeverk.store import queries
from kodeverk.store.column_types import CompactJson, Id
from kodeverk.store.merging import unite
from kodeverk.store.opening import open_project
from kodeverk.store.private_copy import private_copy
from kodeverk.store.project import Project
from kodeverk.store.schema import SCHEMA_VERSION, metadata, step
from kodeverk.store.steps import steps
from tests.earlier_schemas import write_as_of
from tests.project_content import content_of
from tests.store.coder_steps import (
    ADA,
    BO,
    CARI,
    DIRECTION,
    apply_code,
    assert_state_is_the_fold,
    founded,
    set_field,
    transcript_of,
    value,
)
from tests.store.conftest import NewLocation
from tests.undo_and_redo import redo, undo


def differences(connection: sa.Connection) -> list[object]:
    """What of the database is not as the schema says; some indexes belong to one dialect only."""

    def here(found: SchemaItem, _name: str, kind: str, *_: object) -> bool:
        return kind != "index" or found.info.get("dialect") in {None, connection.dialect.name}

    options = {"compare_type": True, "include_object": here}
    context = MigrationContext.configure(connection, opts=options)
    found: list[object] = compare_metadata(context, metadata)
    return found


def test_the_migrations_make_exactly_the_tables_of_the_schema(project: Project) -> None:
    with project.reading() as connection:
        assert differences(connection) == []


def test_the_schema_version_is_the_newest_migration() -> None:
    (folder,) = kodeverk.store.migrations.__path__
    assert ScriptDirectory(folder).get_current_head() == SCHEMA_VERSION


def test_a_new_project_carries_its_mark_and_its_version(file: Path) -> None:
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
def test_every_connection_to_a_file_is_careful(file: Path, pragma: str, setting: str | int) -> None:
    with open_project(str(file)) as project:
        project.rest()
        with project.reading() as one, project.reading() as other, project.locked() as writing:
            for connection in (one, other, writing):
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == setting


def test_on_a_server_every_text_is_compared_by_code_point(new_postgresql: NewLocation) -> None:
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


def test_new_projects_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    from kodeverk.store.opening import create_project
    from kodeverk.store.queries import local_value

    known = set()
    for name in ("a", "b"):
        with create_project(str(tmp_path / name)) as project, project.reading() as connection:
            known |= {local_value(connection, key) for key in ("project", "file")}
    assert len(known) == 4


def coded_with_facets(project: Project) -> dict[str, tuple[tuple[str, str], ...]]:
    """Code an interview; return the facet values of the codings that have any."""
    founded(project)
    codings = [apply_code(project, ADA, start, start + 3) for start in range(4)]
    set_field(project, ADA, "coding", codings[0], DIRECTION, ["hemmer"])
    set_field(project, ADA, "coding", codings[1], FACET_PREFIX + "fase", ["oppstart", "slutt"])
    set_field(project, ADA, "coding", codings[1], DIRECTION, ["fremmer"])
    set_field(project, ADA, "coding", codings[2], DIRECTION, ["fremmer"])
    set_field(project, ADA, "coding", codings[2], DIRECTION, [])
    return {
        codings[0]: (("retning", "hemmer"),),
        codings[1]: (("fase", "oppstart"), ("fase", "slutt"), ("retning", "fremmer")),
    }


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_an_older_project_is_copied_and_then_brought_up_to_date(file: Path, revision: str) -> None:
    with open_project(str(file)) as project:
        facets = coded_with_facets(project)
        before = content_of(project)
    write_as_of(revision, file)
    with open_project(str(file)) as project, project.reading() as connection:
        assert project.older_copy == file.with_name(f"studie-before-{revision}.kodeverk")
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        assert differences(connection) == []
        assert content_of(project) == before
        assert queries.facet_values(connection) == facets
    assert version == SCHEMA_VERSION
    with open_project(str(file)) as project:
        assert project.older_copy is None
        assert_state_is_the_fold(project)
    kept = file.with_name(f"studie-before-{revision}.kodeverk")
    with closing(sqlite3.connect(kept)) as database:
        found = database.execute("SELECT version_num FROM alembic_version").fetchone()
    assert found == (revision,)


def test_an_older_project_that_cannot_be_brought_up_to_date_is_copied_once(file: Path) -> None:
    with open_project(str(file)) as project:
        coded_with_facets(project)
    write_as_of("0002", file)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE change SET value = '{\"ord'")
        before = [*database.iterdump()]
    for _ in range(3):
        with pytest.raises(Damaged, match="cannot be brought up to date") as refused:
            open_project(str(file))
        assert "ord" not in refused.value.message.replace("Kodeverk", "")
    assert [one.name for one in file.parent.glob("*before*")] == ["studie-before-0002.kodeverk"]
    with closing(sqlite3.connect(file)) as database:
        assert [*database.iterdump()] == before


@pytest.mark.parametrize("column", ["record", "value"])
def test_an_older_project_that_holds_no_text_is_called_damaged_and_stays(
    file: Path, column: str
) -> None:
    with open_project(str(file)) as project:
        coded_with_facets(project)
    write_as_of("0007", file)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(f"UPDATE change SET {column} = CAST(x'22ff22' AS TEXT) WHERE seq = 2")
    with pytest.raises(Damaged, match="is damaged"):
        open_project(str(file))
    with closing(sqlite3.connect(file)) as database:
        assert [*database.execute("SELECT version_num FROM alembic_version")] == [("0007",)]


def test_an_older_project_knows_its_steps_again(file: Path) -> None:
    with open_project(str(file)) as project:
        founded(project)
        apply_code(project, ADA, 0, 3)
        apply_code(project, ADA, 4, 8)
        undo(project, ADA)
        redo(project, ADA)
        undo(project, ADA)
        before = content_of(project)
        with project.reading() as connection:
            log = steps(connection)
        with project.locked() as connection:
            # Until then a redo named the undo, and the next undo the redo.
            for later, earlier in pairwise(log):
                if later.target is not None:
                    named = sa.update(step).where(step.c.id == later.id).values(target=earlier.id)
                    connection.execute(named)
    write_as_of("0003", file)
    with open_project(str(file)) as project:
        with project.reading() as connection:
            assert steps(connection) == log
        assert content_of(project) == before
        assert redo(project, ADA).summary == "apply code"
        assert undo(project, ADA).skipped == ()
        undo(project, ADA)
        assert content_of(project) != before


def test_bringing_a_project_up_to_date_replaces_no_file(file: Path) -> None:
    taken = file.with_name("studie-before-0002.kodeverk")
    taken.write_text("my notes", encoding="utf-8")
    write_as_of("0002", file)
    with open_project(str(file)) as project:
        assert project.older_copy == file.with_name("studie-before-0002-2.kodeverk")
    assert taken.read_text(encoding="utf-8") == "my notes"


@pytest.mark.parametrize("number", range(3))
def test_opening_an_older_project_several_times_at_once_does_it_once(
    file: Path, number: int
) -> None:
    write_as_of("0002", file)
    with ThreadPoolExecutor(4) as several:
        projects = [*several.map(open_project, [str(file)] * 4)]
    copies = {project.older_copy for project in projects if project.older_copy}
    for project in projects:
        with project.reading() as connection:
            assert differences(connection) == []
        project.close()
    assert copies == {file.with_name("studie-before-0002.kodeverk")}
    with closing(sqlite3.connect(copies.pop())) as database:
        found = database.execute("SELECT version_num FROM alembic_version").fetchone()
    assert found == ("0002",)


KEYS = {
    (table.name, key.name): key
    for table in metadata.sorted_tables
    for key in table.foreign_key_constraints
}


def keys_of(connection: sa.Connection) -> set[tuple[str, str | None]]:
    inspector = sa.inspect(connection)
    return {
        (table, key["name"])
        for table in metadata.tables
        for key in inspector.get_foreign_keys(table)
    }


def as_text(connection: sa.Connection) -> None:
    """Let ids and the journal's JSON on a server be text again, as before schema 0008."""
    changes = metadata.tables["change"]
    rows = connection.execute(sa.select(changes.c.seq, changes.c.value, changes.c.replaces)).all()
    for keyed, name in KEYS:
        connection.exec_driver_sql(f"ALTER TABLE {keyed} DROP CONSTRAINT {name}")
    for table in metadata.sorted_tables:
        for column in table.c:
            if isinstance(column.type, Id | CompactJson):
                was = f"{column.name}::text" if isinstance(column.type, Id) else "''"
                connection.exec_driver_sql(
                    f"ALTER TABLE {table.name} ALTER COLUMN {column.name}"
                    f' TYPE text COLLATE "C" USING {was}'
                )
    connection.exec_driver_sql("UPDATE placement SET version = '' WHERE version IS NULL")
    connection.exec_driver_sql("ALTER TABLE placement ALTER COLUMN version SET NOT NULL")
    for row in rows:
        connection.exec_driver_sql(
            "UPDATE change SET value = %s, replaces = %s WHERE seq = %s",
            (row.value, row.replaces, row.seq),
        )
    for (keyed, name), key in KEYS.items():
        (referring,), (of,) = key.column_keys, key.elements
        connection.exec_driver_sql(
            f"ALTER TABLE {keyed} ADD CONSTRAINT {name} FOREIGN KEY ({referring})"
            f" REFERENCES {of.column.table.name} ({of.column.name}) DEFERRABLE INITIALLY DEFERRED"
        )


def test_an_older_project_on_a_server_keeps_its_facet_values(
    new_postgresql: NewLocation, state_folder: Path
) -> None:
    location = new_postgresql()
    with open_project(location) as project:
        facets = coded_with_facets(project)
        before = content_of(project)
        with project.locked() as connection:
            as_text(connection)
            for statement in (
                'CREATE TABLE coding_facet (coding text COLLATE "C", facet text COLLATE "C",'
                ' value text COLLATE "C", PRIMARY KEY (coding, facet, value))',
                "INSERT INTO coding_facet SELECT id, facet.key, given.value FROM coding,"
                " json_each(facets::json) AS facet, json_array_elements_text(facet.value) AS given",
                "ALTER TABLE coding DROP COLUMN facets",
                "DROP INDEX version_transcript, assignment_transcript",
                "DROP INDEX transcript_name, coding_code, coding_auto",
                "ALTER TABLE coding DROP COLUMN confirmed",
                "CREATE INDEX coding_count ON coding (code, transcript, start)",
                "CREATE INDEX withdrawal_target ON withdrawal (target)",
                *(
                    f"ALTER TABLE {kind} DROP COLUMN foreign_id"
                    for kind, about in KINDS.items()
                    if "foreign_id" in about.fields
                ),
                "ALTER TABLE codebook DROP COLUMN frozen",
                "ALTER TABLE codebook_version DROP COLUMN content",
                "ALTER TABLE code DROP COLUMN formerly",
                "ALTER TABLE assignment DROP COLUMN read_for",
                "ALTER TABLE coding DROP COLUMN proposal, DROP COLUMN decided, DROP COLUMN wording",
                "DROP TABLE code_redefinition",
                "DROP TABLE decision",
                "DROP TABLE transcript_joining",
                "DROP TABLE outcome",
                "DROP TABLE coder_joining",
                "DROP TABLE code_joining",
                "DROP TABLE draft",
                "DROP TABLE trace",
                "DROP TABLE maker",
                "DROP TABLE main_coder",
                "ALTER TABLE assignment ADD COLUMN main boolean",
                "ALTER TABLE codebook RENAME COLUMN version TO current",
                'ALTER TABLE codebook ADD COLUMN version text COLLATE "C"',
                "ALTER TABLE step DROP COLUMN transcript, DROP COLUMN undone, DROP COLUMN moved",
                "UPDATE alembic_version SET version_num = '0002'",
            ):
                connection.exec_driver_sql(statement)
    with (
        open_project(new_postgresql()) as target,
        target.locked(),
        pytest.raises(Refused, match="made by an earlier Kodeverk"),
        private_copy(location, target),
    ):
        pass
    with ThreadPoolExecutor(3) as several:
        projects = [*several.map(open_project, [location] * 3)]
    copies = {project.older_copy for project in projects if project.older_copy}
    assert {(copy.parent, copy.stat().st_mode & 0o777) for copy in copies} == {
        (state_folder, 0o600)
    }
    assert state_folder.stat().st_mode & 0o777 == 0o700
    assert [*state_folder.iterdir()] == [*copies]
    for project in projects:
        project.close()
    with open_project(str(*copies)) as copy:
        assert content_of(copy) == before
    with open_project(location) as project:
        assert content_of(project) == before
        assert_state_is_the_fold(project)
        with project.reading() as connection:
            assert differences(connection) == []
            assert keys_of(connection) == KEYS.keys()
            assert queries.facet_values(connection) == facets


def test_a_coding_may_carry_any_number_of_facet_values(project: Project) -> None:
    founded(project)
    coding = apply_code(project)
    values: list[Value] = [f"{number:040x}" for number in range(200)]
    set_field(project, ADA, "coding", coding, DIRECTION, values)
    assert value(project, "coding", coding, DIRECTION) == values
    assert_state_is_the_fold(project)


def test_copies_brought_up_to_date_apart_agree_who_the_main_coder_is(
    new_sqlite: NewLocation,
) -> None:
    mine, theirs = new_sqlite(), new_sqlite()
    with open_project(mine) as project:
        founded(project)
        deal(project, ADA, BO)
    Path(theirs).write_bytes(Path(mine).read_bytes())
    with open_project(theirs) as project:
        undo(project, ADA)
        deal(project, BO, CARI)
    for file in (mine, theirs):
        write_as_of("0003", Path(file))
    with open_project(mine) as one, open_project(theirs) as other:
        assert mains(one) == {transcript_of(): (BO.id,)}
        assert mains(other) == {transcript_of(): (CARI.id,)}
        with one.locked() as into, other.reading() as read:
            unite(into, read)
        with other.locked() as into, one.reading() as read:
            unite(into, read)
        assert content_of(one) == content_of(other)
        assert mains(one) == mains(other) == {transcript_of(): (BO.id, CARI.id)}
        for project in (one, other):
            assert_state_is_the_fold(project)
            with project.reading() as connection:
                assert [book.version for book in queries.codebooks(connection)] == [""]


def deal(project: Project, author: Coder, coder: Coder) -> None:
    """Make a coder the main coder of the interview."""
    with project.writing(author, "deal") as writer:
        writer.share("coder", coder.id, {"name": coder.name, "kind": coder.kind})
        set_main(writer, coder.id, transcript_of())


def mains(project: Project) -> dict[str, tuple[str, ...]]:
    with project.reading() as connection:
        return queries.main_coders(connection)
