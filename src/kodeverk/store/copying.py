"""Copying a project's file whole, also while somebody has it open."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from kodeverk.errors import Damaged, Refused
from kodeverk.files import left_beside, rights_of, whole_file
from kodeverk.sqlite import UNCHANGING, Mode, open_sqlite
from kodeverk.store.engine import can_write, explain, last_change, log_of
from kodeverk.store.withdrawal.freed_pages import UNCLEAN

NOT_WHOLE = "{name} is damaged, or not all of it is there yet"
WAIT_FOR_IT = "Where it is still being copied, wait until that is done; else take a fresh copy."

_ATTEMPTS = 4
_PATIENCE = 0.3
"""How often a file that changes is copied, and how many seconds there are between."""


def copy_file(source: Path, target: Path) -> None:
    """Copy a project whole or not at all to what does not exist; without what a withdrawal freed.

    Raises FileExistsError where it does, and Refused where the source keeps changing.
    """
    try:
        with whole_file(target, rights_of(source), replace=False) as part:
            for _ in range(_ATTEMPTS):
                before = last_change(source)
                _copy(source, part)
                # A program that copies a file there asks for no lock of SQLite's.
                if last_change(source) == before:
                    return
                time.sleep(_PATIENCE)
            raise Refused(
                f"{source} is being written by another program, and cannot be copied whole",
                "Wait until it is done and try again.",
            )
    except sqlite3.Error as error:
        is_full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        explained = explain(error, str(target if is_full else source))
        if isinstance(explained, Damaged):
            raise Damaged(NOT_WHOLE.format(name=source), WAIT_FOR_IT) from error
        raise explained from error


def _copy(source: Path, part: Path) -> None:
    """Write into `part` what is in a project; its own file stays as it is, with nothing beside."""
    mode: Mode
    if log_of(source).exists():
        mode = "ro"
    elif can_write(source):
        mode = "rw"  # so that others are kept from the file: when it is closed, no log stays
    else:
        mode = UNCHANGING
    part.write_bytes(b"")
    with (
        closing(open_sqlite(source, mode)) as read,
        closing(open_sqlite(part)) as write,
    ):
        if not _is_unclean(read):
            read.backup(write)
            return
        read.execute("VACUUM INTO ?", (str(part),))
        write.execute("PRAGMA journal_mode=WAL")
        write.execute("DELETE FROM local WHERE key = ?", (UNCLEAN,))


def _is_unclean(read: sqlite3.Connection) -> bool:
    """Tell whether words that were withdrawn still lie in freed pages."""
    if not read.execute("SELECT 1 FROM sqlite_master WHERE name = 'local'").fetchone():
        return False
    noted = read.execute("SELECT 1 FROM local WHERE key = ?", (UNCLEAN,)).fetchone()
    return noted is not None


def remove_leftovers(path: Path, merged: Path) -> None:
    """Remove what an interrupted merge or making of the project left, unless a merge is running.

    Copies hold what the other project holds, perhaps words that are withdrawn here. `merged` is
    what those of merges are beside.
    """
    left = [*left_beside(path), *left_beside(merged)]
    if not left:
        return
    with closing(open_sqlite(path, patience=0)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return  # the lock that a merge holds
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)
        connection.execute("ROLLBACK")
