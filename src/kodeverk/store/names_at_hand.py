"""Names in a project for a shell that completes them: at once, and nothing is opened for writing.

The database library is not loaded, which takes longer than all else.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Literal

from kodeverk.sqlite import APPLICATION_ID, UNCHANGING, open_sqlite

_MOST = 500
_PATIENCE = 0.2
"""How many seconds whoever presses a key waits for others to let go of the file."""


def names_at_hand(
    path: Path, kinds: Sequence[Literal["transcript", "informant"]], begin: str
) -> list[str]:
    """Return the names of a project's records of these kinds that begin so, in order.

    Empty where the file is no project, or cannot be read at once.
    """
    with suppress(OSError, sqlite3.Error):
        with path.open("rb") as file:
            if int.from_bytes(file.read(100)[68:72], "big") != APPLICATION_ID:
                return []
        # Where nobody has the file open, reading it would leave files beside it.
        in_use = path.with_name(f"{path.name}-wal").exists()
        with closing(open_sqlite(path, "ro" if in_use else UNCHANGING, patience=_PATIENCE)) as file:
            file.execute("PRAGMA trusted_schema=OFF")
            names = [
                name
                for kind in kinds
                for (name,) in file.execute(
                    f"SELECT name FROM {kind} WHERE live AND substr(name, 1, ?) = ?"  # noqa: S608
                    " ORDER BY name LIMIT ?",
                    (len(begin), begin, _MOST),
                )
            ]
            return [name for name in names if isinstance(name, str) and name.isprintable()]
    return []
