"""Copying a project's file whole, also while somebody has it open."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kodeverk.store.engine import explain


def copy_file(source: Path, target: Path) -> None:
    """Copy a project with SQLite's own backup, through a name of its own, into place."""
    part = target.with_name(f".{target.name}.part")
    # Without a log nobody has the file open: reading it as immutable leaves nothing beside it.
    mode = "mode=ro" if Path(f"{source}-wal").exists() else "mode=ro&immutable=1"
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?{mode}", uri=True)) as read,
            closing(sqlite3.connect(part)) as write,
        ):
            read.backup(write)
        part.replace(target)
    except sqlite3.Error as error:
        raise explain(error, str(source)) from error
    finally:
        part.unlink(missing_ok=True)
