"""Whole copies of a project, and private copies of somebody else's to read from."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kodeverk.errors import Refused
from kodeverk.store.engine import check_file, explain, is_address
from kodeverk.store.project import Project, create_project, open_project


def back_up(project: Project, target: Path) -> Path:
    """Write a whole copy of the project to `target`, which must not exist, and return it.

    A PostgreSQL project is copied into a project file.
    """
    if target.exists():
        raise Refused(f"{target} exists already", "Choose another name for the backup.")
    if not target.parent.is_dir():
        raise Refused(f"there is no folder {target.parent}", "Make the folder first.")
    if project.path is not None:
        _copy_file(project.path, target)
        return target
    from kodeverk.store.merging import unite

    with create_project(str(target)) as copy, copy.locked() as into, project.reading() as source:
        unite(into, source)
    return target


@contextmanager
def private_copy(location: str, beside: Path | None) -> Iterator[Project]:
    """Open a private copy of the project at `location`, made in the folder `beside`; gone after.

    The original is never altered. A PostgreSQL project is read where it is.
    """
    if is_address(location):
        with open_project(location) as project:
            yield project
        return
    check_file(Path(location))
    with tempfile.TemporaryDirectory(prefix=".kodeverk-merge-", dir=beside) as folder:
        copy = Path(folder) / "copy.kodeverk"
        _copy_file(Path(location), copy)
        with open_project(str(copy)) as project:
            yield project


def _copy_file(source: Path, target: Path) -> None:
    """Copy a project with SQLite's own backup, through a name of its own, into place."""
    part = target.with_name(f".{target.name}.part")
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as read,
            closing(sqlite3.connect(part)) as write,
        ):
            read.backup(write)
        part.replace(target)
    except sqlite3.Error as error:
        raise explain(error, str(source)) from error
    finally:
        part.unlink(missing_ok=True)
