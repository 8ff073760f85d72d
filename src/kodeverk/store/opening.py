"""Opening a project: a new one, one that is there, one that an earlier version made."""

import filecmp
import os
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from kodeverk.errors import BadProject, Damaged, KodeverkError, Refused
from kodeverk.files import (
    OWNER_ONLY,
    make_folder,
    refused,
    remove_left,
    shared_rights,
    whole_file,
)
from kodeverk.model.identity import new_id
from kodeverk.store.address import is_address
from kodeverk.store.backup import copy_project
from kodeverk.store.copying import remove_leftovers
from kodeverk.store.engine import (
    DAMAGED,
    NOT_A_PROJECT,
    can_write,
    check_file,
    check_plain,
    check_tables,
    connect,
    explain,
)
from kodeverk.store.faults import UNREADABLE
from kodeverk.store.project import Project
from kodeverk.store.schema import SCHEMA_VERSION, change, local
from kodeverk.store.withdrawal.freed_pages import empty_freed, last_withdrawal

_REVISIONS = [f"{number:04}" for number in range(1, int(SCHEMA_VERSION) + 1)]
"""The schemas that projects of this program and of earlier ones have."""


def create_project(
    location: str, fill: Callable[[Project], object] = lambda _: None, *, shared: bool = False
) -> Project:
    """Make a project and open it. Raises Refused when there is something there already.

    A file is made beside its place and put there when it is whole, after `fill` has put into it
    what it begins with. It is for its owner alone, or where `shared` for its group too.
    """
    if is_address(location):
        project = begin_project(location)
        try:
            fill(project)
        except BaseException:  # Ctrl+C too: nothing else lets go of the connection
            project.close()
            raise
        return project
    path = Path(location)
    if os.path.lexists(path):
        raise Refused(f"{path} exists already", "Choose another name, or open it.")
    if not path.parent.is_dir():
        raise BadProject(f"there is no folder {path.parent}", "Make the folder first.")
    rights = shared_rights(path.parent) if shared else OWNER_ONLY
    try:
        with (
            refused(path, "Choose another name, or open it."),
            whole_file(path, rights, replace=False) as part,
            begin_project(str(part), str(path)) as project,
        ):
            fill(project)
            project.rest()
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        raise explain(error, str(path)) from error
    return open_project(location)


def begin_project(location: str, name: str | None = None) -> Project:
    """Make a project in an empty file or database, in one transaction, and open it.

    A project in a database in which nothing was done yet is taken as just made: the command that
    made it may have been killed before it put into it what it begins with. `name` is what it is
    called in messages. Raises Refused where a database is not empty.
    """
    from kodeverk.store.migrate import migrate  # loads Alembic

    project = Project(location, connect(location))
    project.name = name or project.name

    def check(connection: sa.Connection) -> None:
        if project.path is None:
            _check_empty(connection, project.name)

    def identify(connection: sa.Connection) -> None:
        if connection.scalar(sa.select(sa.func.count()).select_from(local)) == 0:
            for key, value in (("project", new_id()), ("file", new_id()), ("clock", "0")):
                connection.execute(sa.insert(local), {"key": key, "value": value})

    try:
        migrate(project.engine, check, identify)
    except BaseException as error:
        project.engine.dispose()
        if isinstance(error, sa.exc.DBAPIError | sqlite3.Error):
            raise explain(error, project.name, project.engine) from error
        raise
    return project


def open_project(location: str, *, as_it_is: bool = False) -> Project:
    """Open a project, bringing an older one up to date after a backup. Raises BadProject.

    With `as_it_is` an older project is not altered and raises Refused, as where it may not be.
    """
    path = None if is_address(location) else Path(location)
    if path is not None:
        check_file(path)
    project = Project(location, connect(location))
    try:
        with project.reading() as connection:
            check_plain(connection, project.name)
            revision = _revision(connection, project.name)
            check_tables(connection, project.name, revision)
            project.withdrawal = last_withdrawal(connection)
    except KodeverkError:
        project.engine.dispose()
        raise
    if revision != SCHEMA_VERSION:
        try:
            if as_it_is:
                raise Refused(
                    f"{project.name} was made by an earlier Kodeverk",
                    "Open it once by itself, so that it is brought up to date: kodeverk status",
                )
            _bring_up_to_date(project)
        except KodeverkError:
            project.engine.dispose()
            raise
    project.clean()
    if path is None:
        remove_left(project.merged)
    elif can_write(path):
        remove_leftovers(path, project.merged)
    return project


def _check_empty(connection: sa.Connection, name: str) -> None:
    tables = sa.inspect(connection).get_table_names()
    if "alembic_version" in tables:
        is_used = _revision(connection, name) != SCHEMA_VERSION or connection.scalar(
            sa.select(sa.exists().select_from(change))
        )
        if not is_used:
            return
        raise Refused(f"{name} exists already", "Choose another database, or open it.")
    if tables:
        raise Refused(
            f"{name} has tables already that no project has: {', '.join(sorted(tables)[:3])}",
            "Make the project in a database of its own.",
        )


def _revision(connection: sa.Connection, name: str) -> str:
    if not sa.inspect(connection).has_table("alembic_version"):
        raise BadProject(NOT_A_PROJECT.format(name=name), "Make one with: kodeverk init PROJECT")
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    revision = str(version)
    if version is not None and revision > SCHEMA_VERSION:
        raise BadProject(
            f"{name} was made by a newer Kodeverk (schema {revision}, here {SCHEMA_VERSION})",
            "Update this program: pip install --upgrade kodeverk",
        )
    if revision not in _REVISIONS:
        raise Damaged(DAMAGED.format(name=name), "Take the latest copy made by: kodeverk backup")
    return revision


def _bring_up_to_date(project: Project) -> None:
    from kodeverk.store.migrate import migrate  # loads Alembic

    def keep_as_it_is(connection: sa.Connection) -> None:
        revision = _revision(connection, project.name)
        if revision != SCHEMA_VERSION:  # else somebody else has just done it
            make_folder(project.near.parent)
            project.older_copy = _kept_once(project, f"{project.near.stem}-before-{revision}")

    if project.path is not None and not can_write(project.path):
        raise Refused(
            f"{project.name} was made by an earlier Kodeverk and cannot be brought up to date: it "
            "may not be written here",
            "Copy it to a folder where you may write, and open the copy.",
        )
    try:
        migrate(project.engine, keep_as_it_is)
        if project.path is not None:
            empty_freed(project.engine)  # where that cannot be done now, later work has the room
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        raise explain(error, project.name, project.engine) from error
    except UNREADABLE as error:
        raise Damaged(
            f"{project.name} was made by an earlier Kodeverk and cannot be brought up to date: "
            "something in it cannot be read",
            "It stays as it was. Take the latest copy made by: kodeverk backup",
        ) from error


def _kept_once(project: Project, stem: str) -> Path:
    """Make a copy of the project beside it, or return the one that is there and the same.

    A change of schema that failed has made one already, and has altered nothing.
    """
    copies: list[Path] = []
    for number in count(1):
        name = f"{stem}-{number}.kodeverk" if copies else f"{stem}.kodeverk"
        path = project.near.with_name(name)
        if not path.exists():
            break
        copies.append(path)
    copy = copy_project(project, path)
    for older in copies:
        if filecmp.cmp(older, copy, shallow=False):
            copy.unlink()
            return older
    return copy
