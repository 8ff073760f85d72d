"""Every connection is made in one place, so that what all of them need is said once."""

import ast
from pathlib import Path

import kodeverk

SOURCE = Path(kodeverk.__file__).parent


def modules_that_call(name: str) -> set[str]:
    return {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == name
    }


def test_every_connection_to_sqlite_is_made_by_one_function() -> None:
    assert modules_that_call("sqlite3.connect") == {"sqlite.py"}


def test_engines_are_made_where_their_connections_are_prepared() -> None:
    assert modules_that_call("sa.create_engine") == {"store/engine.py", "store/postgresql.py"}
