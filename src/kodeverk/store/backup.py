"""Backups: whole copies of a project."""

import os
from pathlib import Path

import sqlalchemy as sa

from kodeverk.errors import Refused
from kodeverk.files import refused, whole_file
from kodeverk.store.copying import copy_file
from kodeverk.store.engine import connect, written
from kodeverk.store.project import Project
from kodeverk.store.schema import SCHEMA_VERSION, metadata


def copy_project(project: Project, target: Path) -> Path:
    """Write a whole copy of the project to `target`, which must not exist, and return it.

    A PostgreSQL project is copied into a project file.
    """
    if not target.parent.is_dir():
        raise Refused(f"there is no folder {target.parent}", "Make the folder first.")
    if not os.access(target.parent, os.W_OK):
        raise Refused(
            f"{target} cannot be written: its folder is read-only",
            "Choose another folder, or ask for the right to write there.",
        )
    with refused(target, "Choose another name for the backup."):
        if project.path is not None:
            copy_file(project.path, target)
        else:
            with whole_file(target, replace=False) as part:
                _copy_database(project, part)
    return target


def _copy_database(project: Project, target: Path) -> None:
    """Copy a PostgreSQL project into a project file as it is: as old, with all that is wrong."""
    with project.reading() as source:
        revision = source.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        _copy_tables(source, target, str(revision))


def _copy_tables(source: sa.Connection, target: Path, revision: str) -> None:
    from kodeverk.store.migrate import migrate  # loads Alembic

    engine = connect(str(target))
    try:
        migrate(engine, revision=revision)
        with written(engine) as into:
            for table in _tables_of(into, revision):
                rows = source.execute(sa.select(table).execution_options(yield_per=500))
                for batch in rows.mappings().partitions():
                    into.execute(sa.insert(table), [dict(row) for row in batch])
    finally:
        engine.dispose()


def _tables_of(connection: sa.Connection, revision: str) -> list[sa.Table]:
    """Return the tables of a file: of this schema with its types, of an earlier one as they are."""
    if revision == SCHEMA_VERSION:
        return metadata.sorted_tables
    tables = sa.MetaData()
    tables.reflect(connection)
    return [table for table in tables.sorted_tables if table.name != "alembic_version"]
