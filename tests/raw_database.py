"""A project's tables as plain SQLite has them, for what no program of ours would write."""

import sqlite3
from pathlib import Path
from typing import Any

from kodeverk.store.column_types import teach_ids
from kodeverk.store.compact_json import compacted, spelled_out


def raw_database(file: Path | str) -> sqlite3.Connection:
    """Return a connection that knows ids as text, and the journal's JSON as it is spelled.

    In SQL: `id_as_text`, `text_as_id`, `spelled_out`, `compacted`.
    """
    connection = sqlite3.connect(file)
    teach_ids(connection)
    connection.create_function("spelled_out", 1, _spelled_out)
    connection.create_function("compacted", 1, compacted)
    return connection


def _spelled_out(value: Any) -> Any:
    try:
        return spelled_out(value) if isinstance(value, bytes) else value
    except ValueError:
        return None
