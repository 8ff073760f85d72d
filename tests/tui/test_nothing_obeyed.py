"""Whatever stands in a project or is a file called: the terminal shows it and obeys nothing."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kodeverk.model.change import Value
from kodeverk.model.records import KINDS
from kodeverk.service.demo import make_demo

pytest.importorskip("pty", reason="this system has no pseudo-terminals")

from terminal import terminal

HOSTILE = "\x1b]52;c;QUJD\x07\x1b]0;title\x1b\\\x9b31m\x85\u202e\u2066\u200f"
OBEYED = re.compile(
    "\x1b\\](?!22;[a-z]*\x07)|[\x80-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What no screen may write: C1, what turns the direction round, and commands to the system, but for
the one that gives the mouse its shape."""

ENTER, ESCAPE = "\r", "\x1b[27u"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """A project each of whose strings that people write holds what a terminal obeys."""
    folder = tmp_path_factory.mktemp("hostile")
    path = make_demo(folder).project
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for kind, about in KINDS.items():
            for name, field in about.fields.items():
                if field.words == "none":
                    continue
                rows = database.execute(f'SELECT id, "{name}" FROM {kind}').fetchall()
                for identity, value in rows:
                    if value is None:
                        continue
                    new = value + HOSTILE
                    if field.type == "structure":
                        new = json.dumps(_hostile(json.loads(value)))
                    database.execute(
                        f'UPDATE {kind} SET "{name}" = ? WHERE id = ?', [new, identity]
                    )
        database.execute("UPDATE step SET summary = summary || ?", [HOSTILE])
    return path


def _hostile(value: Value) -> Value:
    if isinstance(value, str):
        return value + HOSTILE
    if isinstance(value, list):
        return [_hostile(one) for one in value]
    if isinstance(value, dict):
        return {key: _hostile(one) for key, one in value.items()}
    return value


WALK = (
    ("?", "Esc closes"),
    (f"{ESCAPE}:", "Search for commands"),
    (f"{ESCAPE}e", "What is said of"),
    (f"{ESCAPE}x", "asker-veileder"),
    (f"{ESCAPE}v", "Back"),
    ("q", "Quit"),
    ("C", "Back"),
    ("q", "Quit"),
    ("m", "Back"),
    ("q", "Quit"),
    ("r", "Back"),
    ("q", "Quit"),
    ("P", "Back"),
    ("q", "Quit"),
    ("i", "Back"),
    ("a", "all files here"),
    (f"{ESCAPE}q", "Quit"),
    (ENTER, "Back"),
    ("C", "colleague"),
    ("kyoc", "Esc"),
    (f"{ESCAPE}m", "Esc"),
    (f"{ESCAPE}D", "Esc"),
    (f"{ESCAPE}?", "Esc closes"),
    (f"{ESCAPE}q", "Quit"),
)
"""Keys and what they bring to the screen: every screen, its dialogs and its lists."""


def test_no_screen_writes_what_a_terminal_obeys(hostile, tmp_path):
    (tmp_path / f"a{HOSTILE}.txt").write_text("I: Hei.\n", encoding="utf-8")
    environment = {
        "KODEVERK_CONFIG": str(tmp_path / "config.toml"),
        "KODEVERK_CODER": "Anne",
        "HOME": str(tmp_path),
    }
    with terminal("open", hostile, environment=environment, size=(120, 40)) as window:
        window.wait_for("Asker")
        for keys, words in WALK:
            before = window.mark()
            window.send(keys)
            window.wait_for(words, before)
        written = window.raw()
    assert "]52;c;QUJD" in written
    assert [written[one.start() : one.end() + 20] for one in OBEYED.finditer(written)] == []
