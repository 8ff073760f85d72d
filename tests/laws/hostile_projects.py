"""Projects that nobody's program wrote: a sound copy, and a few things in it changed by hand."""

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.raw_database import raw_database

VALUES: tuple[Any, ...] = (
    *(None, True, False, -1, 0, 1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 10**30, 1.5, 1e308),
    *("", "x", "\x1b]52;c;aGVp\x07", "\u202eivt", "to\nlinjer", "\u200b", "e\u0301", "ø" * 20_000),
    *([], {}, [[]], ["a", 1], {"nb": 1}, {"nb": "\x9b31m"}, {"id": "x"}),
    *(
        "finished",
        "person",
        "2024-13-45",
        "9999",
        "#zzzzzz",
        "00000000-0000-4000-8000-000000000000",
    ),
    *("../../etc/passwd", "=1+1", "project", "passage"),
)
"""What is put in the place of a value."""

CELLS: tuple[Any, ...] = (
    *(None, "", "x", b"\xff\x00", -1, 2**62, 2**63 - 1, 1.5, "\x1b[31m", "*", "exists", "kind"),
    *("[]", "{}", "nul", "NaN", "[" * 5_000, '["x"]', '{"a": 1e999}', '"\\ud800"'),
)
"""What is put in the place of what a row holds."""

_COLUMNS = ("id", "clock", "author", "step", "kind", "record", "field", "value", "replaces")

Spoil = Callable[[sqlite3.Connection, random.Random], object]


def spoil(file: Path, chance: random.Random, *, withdrew: bool = False) -> list[str]:
    """Change one to three things in a project file; return what.

    Where it `withdrew` words, these are often among what is kept of that.
    """
    done = []
    with closing(raw_database(file)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            way = chance.choice(_WITHDRAWN if withdrew else _WAYS)
            try:
                done.append(f"{way.__name__}: {way(connection, chance)!r:.200}")
            except sqlite3.Error:
                continue  # the database itself does not let it in
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if chance.random() < 0.1:
        whole = bytearray(file.read_bytes())
        for _ in range(chance.choice((1, 1, 8))):
            at = chance.randrange(100, len(whole))
            whole[at] ^= 1 << chance.randrange(8)
            done.append(f"byte {at}")
        file.write_bytes(whole)
    return done


def _row(connection: sqlite3.Connection, chance: random.Random) -> Any:
    """Choose a change that can be read still, of every kind and field as often."""
    there = "FROM change WHERE json_valid(spelled_out(value))"
    kinds = connection.execute(f"SELECT DISTINCT kind, field {there} ORDER BY 1, 2").fetchall()
    kind, field = chance.choice(kinds)
    chosen = f"SELECT seq, kind, field, spelled_out(value) {there} AND kind = ? AND field = ?"
    return chance.choice(connection.execute(f"{chosen} ORDER BY seq", (kind, field)).fetchall())


def _keep(connection: sqlite3.Connection, seq: int, value: Any) -> None:
    packed = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    connection.execute("UPDATE change SET value = compacted(?) WHERE seq = ?", (packed, seq))


def _changed(value: Any, chance: random.Random, another: Any) -> Any:
    """Return a value of JSON in which something, at any depth, is `another`."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        name = chance.choice(sorted(value))
        return value | {name: _changed(value[name], chance, another)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return [*value[:at], _changed(value[at], chance, another), *value[at + 1 :]]
    return another


def another_value(connection: sqlite3.Connection, chance: random.Random) -> object:
    seq, kind, field, value = _row(connection, chance)
    other = chance.choice(VALUES)
    _keep(connection, seq, _changed(json.loads(value), chance, other))
    return kind, field, other


def another_number(connection: sqlite3.Connection, chance: random.Random) -> object:
    kind, names = chance.choice(
        [("coding", ("start", "end")), ("assignment", ("read_to",)), ("code", ("position",))]
    )
    chosen = (
        "SELECT seq, spelled_out(value) FROM change WHERE kind = ? AND field = '*' ORDER BY seq"
    )
    seq, value = chance.choice(connection.execute(chosen, (kind,)).fetchall())
    name, by = chance.choice(names), chance.choice((-1, 1, 3, 1000))
    held = json.loads(value)
    if not isinstance(held, dict) or not isinstance(held.get(name), int):
        return None  # what was changed before has left no number there
    _keep(connection, seq, held | {name: held[name] + by})
    return kind, name, by


def another_record(connection: sqlite3.Connection, chance: random.Random) -> object:
    """Let a field refer to some other record, of any kind."""
    seq, kind, field, value = _row(connection, chance)
    ids = [
        one
        for (one,) in connection.execute(
            "SELECT DISTINCT id_as_text(record) FROM change ORDER BY 1"
        )
    ]
    other = chance.choice(ids)
    _keep(connection, seq, _changed(json.loads(value), chance, other))
    return kind, field, other


def a_field_less(connection: sqlite3.Connection, chance: random.Random) -> object:
    seq, kind, _, value = _row(connection, chance)
    held = json.loads(value)
    if not isinstance(held, dict) or not held:
        return None
    name = chance.choice(sorted(held))
    del held[name]
    _keep(connection, seq, held)
    return kind, name


def a_field_more(connection: sqlite3.Connection, chance: random.Random) -> object:
    seq, kind, field, value = _row(connection, chance)
    held = json.loads(value)
    if isinstance(held, dict):
        name = chance.choice(("mine", "exists", "facet.retning", "facet.\x1b", "id", "live"))
        _keep(connection, seq, held | {name: chance.choice(VALUES)})
    return kind, field


def another_cell(connection: sqlite3.Connection, chance: random.Random) -> object:
    seq, *_ = _row(connection, chance)
    column, cell = chance.choice(_COLUMNS), chance.choice(CELLS)
    connection.execute(f"UPDATE change SET {column} = ? WHERE seq = ?", (cell, seq))
    return column, cell


def another_kind(connection: sqlite3.Connection, chance: random.Random) -> object:
    seq, kind, field, _ = _row(connection, chance)
    kinds = [one for (one,) in connection.execute("SELECT DISTINCT kind FROM change ORDER BY 1")]
    other = chance.choice(kinds)
    connection.execute("UPDATE change SET kind = ? WHERE seq = ?", (other, seq))
    return kind, field, other


def replaced_in_a_circle(connection: sqlite3.Connection, chance: random.Random) -> object:
    seq, *_ = _row(connection, chance)
    circle = "'[\"' || id_as_text(id) || '\"]'"
    connection.execute(f"UPDATE change SET replaces = compacted({circle}) WHERE seq = ?", (seq,))
    return seq


def a_change_less(connection: sqlite3.Connection, chance: random.Random) -> object:
    seq, kind, field, _ = _row(connection, chance)
    connection.execute("DELETE FROM change WHERE seq = ?", (seq,))
    return kind, field


def another_text(connection: sqlite3.Connection, chance: random.Random) -> object:
    more = chance.choice(("mer", "\x1b[2J", "\u202e"))
    texts = [one for (one,) in connection.execute("SELECT hash FROM text ORDER BY 1")]
    one = chance.choice(texts)
    connection.execute("UPDATE text SET text = text || ? WHERE hash = ?", (more, one))
    return one, more


def a_text_less(connection: sqlite3.Connection, chance: random.Random) -> object:
    texts = [one for (one,) in connection.execute("SELECT hash FROM text ORDER BY 1")]
    one = chance.choice(texts)
    connection.execute("DELETE FROM text WHERE hash = ?", (one,))
    return one


def another_maker(connection: sqlite3.Connection, chance: random.Random) -> object:
    cell = chance.choice(CELLS)
    column = chance.choice(("author", "at"))
    connection.execute(f"UPDATE step SET {column} = ?", (cell,))
    return column, cell


def another_state(connection: sqlite3.Connection, chance: random.Random) -> object:
    """Change the state, which a merge does not look at but to tell what was live there."""
    kind = chance.choice(("coding", "transcript", "memo", "version", "code"))
    column = chance.choice(("live", "present", "born"))
    connection.execute(f"UPDATE {kind} SET {column} = ?", (chance.choice((0, 7, "x", b"\xff")),))
    return kind, column


def another_withdrawal(connection: sqlite3.Connection, chance: random.Random) -> object:
    """Change a mark or a trace, if there is one, inside or in what stands around."""
    table, key, columns = chance.choice(
        (
            ("withdrawal", "id", ("id", "kind", "target", "value")),
            ("trace", "body", ("body", "pieces", "covers", "reads")),
        )
    )
    keys = [one for (one,) in connection.execute(f"SELECT {key} FROM {table} ORDER BY 1")]
    if not keys:
        return None
    one, column = chance.choice(keys), chance.choice(columns)
    cell, chosen = chance.choice(CELLS), f"SELECT {column} FROM {table} WHERE {key} = ?"
    ((held,),) = connection.execute(chosen, (one,)).fetchall()
    if chance.random() < 0.7 and column in ("value", "pieces", "covers"):
        other = chance.choice((*VALUES, 40_000, 7))
        cell = json.dumps(_changed(json.loads(held), chance, other), ensure_ascii=False)
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (cell, one))
    return table, column, cell


_WAYS: tuple[Spoil, ...] = (
    *(another_value,) * 6,
    *(another_number, another_record, a_field_less, a_field_more, another_cell) * 2,
    *(another_kind, replaced_in_a_circle, a_change_less, another_text, a_text_less),
    *(another_maker, another_state),
)
_WITHDRAWN = (*_WAYS, *(another_withdrawal,) * 12)
