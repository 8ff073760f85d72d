"""Whole copies of a project, and private copies of somebody else's to read from."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from kodeverk.errors import BadProject, Damaged, KodeverkError, Refused
from kodeverk.files import make_folder, private_folder, refused, whole_file
from kodeverk.store.address import is_address
from kodeverk.store.copying import NOT_WHOLE, WAIT_FOR_IT, copy_file
from kodeverk.store.engine import check_file, connect, written
from kodeverk.store.integrity import file_problems
from kodeverk.store.project import Project, open_project


def back_up(project: Project, target: Path) -> Path:
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


@contextmanager
def private_copy(location: str, target: Project) -> Iterator[Project]:
    """Open a private copy of the project at `location`, made beside `target`; gone after.

    For a PostgreSQL project it is made in the user's own folder for what programs keep.

    The original is never altered. A PostgreSQL project is read where it is; one that an earlier
    version of the program made is refused, as reading it would alter it. The caller holds the
    write lock of `target`.
    """
    if is_address(location):
        with open_project(location, as_it_is=True) as project:
            yield project
        return
    check_file(Path(location))
    try:
        make_folder(target.merged.parent)
        with private_folder(target.merged) as folder:
            copy = folder / "copy.kodeverk"
            copy_file(Path(location), copy)
            with _opened(copy, location) as project:
                yield project
    except OSError as error:
        raise Refused(
            f"{location} cannot be copied to be read: {error.strerror}",
            "The copy is made beside the project: check that there is room and that you may write.",
        ) from error


def _opened(copy: Path, location: str) -> Project:
    """Open the copy; what is wrong with it is said of the original."""
    try:
        project = open_project(str(copy))
        with project.reading() as connection:
            problem = next(file_problems(connection), None)
    except Damaged as error:
        raise BadProject(NOT_WHOLE.format(name=location), WAIT_FOR_IT) from error
    except KodeverkError as error:
        raise BadProject(error.message.replace(str(copy), location), error.hint) from error
    project.name = location
    if problem:
        project.close()
        raise BadProject(f"{NOT_WHOLE.format(name=location)}: {problem}", WAIT_FOR_IT)
    return project


def _copy_database(project: Project, target: Path) -> None:
    """Copy a PostgreSQL project into a project file as it is: as old, with all that is wrong."""
    with project.reading() as source:
        revision = source.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        _copy_tables(source, target, str(revision))


def _copy_tables(source: sa.Connection, target: Path, revision: str) -> None:
    from kodeverk.store.migrate import migrate

    engine = connect(str(target))
    try:
        migrate(engine, revision=revision)
        tables = sa.MetaData()
        with written(engine) as into:
            tables.reflect(into)
            for table in tables.sorted_tables:
                if table.name == "alembic_version":
                    continue
                rows = source.execute(sa.select(table).execution_options(yield_per=500))
                for batch in rows.mappings().partitions():
                    into.execute(sa.insert(table), [dict(row) for row in batch])
    finally:
        engine.dispose()
