"""Copying a project's file whole, also while somebody has it open."""

import glob
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from kodeverk.files import rights_of, whole_file
from kodeverk.store.engine import explain


def copy_file(source: Path, target: Path) -> None:
    """Copy a project with SQLite's own backup, whole or not at all, to what does not exist.

    Raises FileExistsError where it does.
    """
    # Without a log nobody has the file open: reading it as immutable leaves nothing beside it.
    mode = "mode=ro" if Path(f"{source}-wal").exists() else "mode=ro&immutable=1"
    try:
        with (
            whole_file(target, rights_of(source), replace=False) as part,
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?{mode}", uri=True)) as read,
            closing(sqlite3.connect(part)) as write,
        ):
            read.backup(write)
    except sqlite3.Error as error:
        is_full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise explain(error, str(target if is_full else source)) from error


def merged_beside(path: Path) -> Path:
    """Return what `files.private_folder` is asked for, to hold what is merged into the project."""
    return path.with_name(f"{path.name}-merge")


def leftovers(path: Path) -> list[Path]:
    """Return such folders as are there, and of the project's making: at work, or interrupted."""
    return list(path.parent.glob(f".{glob.escape(path.name)}-*.part"))


def remove_leftovers(path: Path) -> None:
    """Remove what an interrupted merge or making of the project left, unless a merge is running.

    Copies hold what the other project holds, perhaps words that are withdrawn here.
    """
    left = leftovers(path)
    if not left:
        return
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return  # the lock that a merge holds
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)
        connection.execute("ROLLBACK")
