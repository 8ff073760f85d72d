"""Every SQLite connection of the program, to projects, copies and exports, is made here."""

import sqlite3
from pathlib import Path
from typing import Final, Literal

Mode = Literal["rwc", "rw", "ro", "ro&immutable=1"]
"""What may be done: `rwc` makes the file if there is none, `rw` and `ro` do not."""

APPLICATION_ID: Final = 0x4B4F4456
"""What marks an SQLite file as a Kodeverk project (`KODV`)."""

UNCHANGING: Final = "ro&immutable=1"
"""Reads a file that nobody changes meanwhile: no lock is taken, and nothing made beside it."""


def open_sqlite(path: Path, mode: Mode = "rwc", *, patience: float = 5) -> sqlite3.Connection:
    """Return a connection that begins no transaction by itself; any thread may use it.

    `patience` is how many seconds it waits for others to let go of the file.
    """
    makes = mode == "rwc"
    return sqlite3.connect(
        str(path) if makes else f"{path.absolute().as_uri()}?mode={mode}",
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
        uri=not makes,
    )
