"""Whatever stands in a project or is a file called: the terminal shows it and obeys nothing."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import click
import pytest

from kodeverk.cli.commands import kodeverk
from kodeverk.model.change import Value
from kodeverk.model.kinds import KINDS
from kodeverk.service.demo import make_demo
from tests.raw_database import raw_database

pytest.importorskip("pty", reason="this system has no pseudo-terminals")

from tests.tui.pseudo_terminal import terminal

HOSTILE = "\x1b]52;c;QUJD\x07\x1b]0;title\x1b\\\x9b31m\x85\u202e\u2066\u200f[/b][@click=app.bell]"
"""What a terminal obeys, and at the end what the widgets would take for their own marks."""
OBEYED = re.compile(
    "\x1b\\](?!22;[a-z]*\x07)|[\x80-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What no screen may write: C1, what turns the direction round, and commands to the system, but for
the one that gives the mouse its shape."""

ENTER, ESCAPE = "\r", "\x1b[27u"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
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
    (f"{ESCAPE}x", "Leave it"),
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
    ("b", "Back"),
    ("q", "Quit"),
    ("p", "Back"),
    (f"{ESCAPE}q", "Quit"),
    ("t", "Near"),
    ("q", "Quit"),
    ("n", "Measure"),
    ("q", "Quit"),
    ("a", "Back"),
    ("q", "Quit"),
    ("c", "Back"),
    ("q", "Quit"),
    ("M", "Esc closes"),
    (ESCAPE, "Leave"),
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


def test_no_screen_writes_what_a_terminal_obeys(hostile: Path, tmp_path: Path) -> None:
    (tmp_path / f"a{HOSTILE.replace('/', '')}.txt").write_text("I: Hei.\n", encoding="utf-8")
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


FOR_PROGRAMS = (
    ("agreement", "PROJECT", "--json"),
    ("assign", "PROJECT", "--coders", "Amina", "--round", "extra", "--json"),
    ("coders", "PROJECT", "--json"),
    ("conflicts", "PROJECT", "--json"),
    ("consensus", "PROJECT", "--json"),
    ("crosswalk", "PROJECT", "--json"),
    ("explain", "PROJECT", "--code", f"REL-TILLIT{HOSTILE}", "--json"),
    ("forget", "PROJECT", "ID", "--dry-run", "--json"),
    ("frequencies", "PROJECT", "--json"),
    ("frequencies", "PROJECT", "--csv"),
    ("frequencies", "PROJECT", "--by", "transcript", "--csv"),
    ("import", "PROJECT", "FILE", "--json"),
    ("log", "PROJECT", "--json"),
    ("matrix", "PROJECT", "informants", "--json"),
    ("matrix", "PROJECT", "framework", "--json"),
    ("memos", "PROJECT", "--json"),
    ("memos", "PROJECT", "--csv"),
    ("merge", "PROJECT", "OTHER", "--dry-run", "--json"),
    ("passages", "PROJECT", "--json"),
    ("place", "PROJECT", "--json"),
    ("pseudonymise", "PROJECT", "--json"),
    ("receive", "PROJECT", "SENT", "--json"),
    ("recognise", "FILE", "--json"),
    ("release", "PROJECT", "01-", "--round", f"main{HOSTILE}", "--json"),
    ("remove", "PROJECT", "01-", "--yes", "--json"),
    ("search", "PROJECT", "tid", "--json"),
    ("send", "PROJECT", "NEW", "--json"),
    ("set", "PROJECT", "01-", "--name", "Ås", "--json"),
    ("status", "PROJECT", "--json"),
    ("turns", "PROJECT", "01-", "--json"),
    ("verify", "PROJECT", "--json"),
    ("versions", "PROJECT", "01-", "--json"),
    ("wording", "PROJECT", "--json"),
)
"""Every command that writes for programs, with what it is given."""

ONE_AFTER_THE_OTHER = """
import json, sys
from kodeverk.cli.commands import kodeverk
from kodeverk.cli.console import prepare_streams

prepare_streams()
for words in json.loads(sys.argv[1]):
    try:
        kodeverk(words)
    except SystemExit as end:
        print(f"\\n{ascii(words[0])} ends with {end.code}", flush=True)
"""


def test_every_command_that_writes_for_programs_is_tried_on_a_terminal() -> None:
    context, found = click.Context(kodeverk), set()
    for name in kodeverk.list_commands(context):
        command = kodeverk.get_command(context, name)
        assert command is not None
        found |= {(name, flag) for one in command.params for flag in one.opts}
    written = {one for one in found if one[1] in ("--json", "--csv")}
    assert written == {(words[0], words[-1]) for words in FOR_PROGRAMS}


def on_a_terminal(commands: Sequence[Sequence[str]], folder: Path) -> str:
    """Run commands one after the other in a window; return every sign it was sent."""
    window, inside = os.openpty()
    said = {"KODEVERK_CONFIG": str(folder / "config.toml"), "KODEVERK_CODER": "Bo"}
    running = subprocess.Popen(
        [sys.executable, "-c", ONE_AFTER_THE_OTHER, json.dumps(commands)],
        stdin=subprocess.DEVNULL,
        stdout=inside,
        stderr=inside,
        env={**os.environ, **said},
        cwd=folder,
    )
    os.close(inside)
    written = bytearray()
    with suppress(OSError):  # the last to write has gone
        while read := os.read(window, 65536):
            written += read
    os.close(window)
    assert running.wait() == 0, written
    return written.decode("utf-8", "replace")


def test_what_is_written_for_programs_has_nothing_that_a_terminal_obeys(
    hostile: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"a{HOSTILE.replace('/', '')}.txt"
    file.write_text("I: Hei.\n", encoding="utf-8")
    finished, commands = Path(shutil.copy(hostile, tmp_path / "finished.kodeverk")), []
    with closing(raw_database(finished)) as database:
        database.execute("UPDATE assignment SET state = 'finished'")
        database.commit()
        (identity,) = database.execute("SELECT id_as_text(id) FROM transcript").fetchone()
    sent = tmp_path / "sent"
    on_a_terminal(
        [["send", str(shutil.copy(finished, tmp_path / "mine.kodeverk")), str(sent)]], tmp_path
    )
    for number, words in enumerate(FOR_PROGRAMS):
        project = shutil.copy(finished, tmp_path / f"{number}.kodeverk")
        given = {"PROJECT": str(project), "FILE": str(file), "OTHER": str(hostile), "ID": identity}
        given |= {"SENT": str(sent), "NEW": str(tmp_path / f"{number}.sent")}
        commands.append([given.get(one, one) for one in words])
    written = on_a_terminal(commands, tmp_path)
    assert [written[one.start() - 40 : one.end() + 20] for one in OBEYED.finditer(written)] == []
    assert "\x1b" not in written
    ends = re.findall(r"'(\w+)' ends with (\d+)", written)
    assert [end for end in ends if end[1] != "0"] == [("verify", "3")]
    assert len(ends) == len(FOR_PROGRAMS)


@pytest.mark.parametrize("words", [("memos", "--json"), ("memos", "--csv"), ("status", "--json")])
def test_what_a_program_reads_is_the_same_and_stands_as_it_is(
    words: tuple[str, str], hostile: Path, tmp_path: Path
) -> None:
    name, flag = words
    given = [[name, str(hostile), flag]]
    shown = on_a_terminal(given, tmp_path).replace("\r\n", "\n")
    read = subprocess.run(
        [sys.executable, "-m", "kodeverk", *given[0]],
        env={**os.environ, "KODEVERK_CONFIG": "none.toml", "KODEVERK_CODER": "Bo"},
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert "\x9b31m" in read
    if flag == "--json":
        assert json.JSONDecoder().raw_decode(shown)[0] == json.loads(read)


QUESTIONS = (
    ("release", "PROJECT", "TWICE", "--round", f"main{HOSTILE}"),
    ("assign", "PROJECT", "--coders", "Nina", "--round", f"main{HOSTILE}"),
    ("remove", "PROJECT", "01-"),
    ("forget", "PROJECT", "ID"),
)
"""Commands that ask about something by its name."""


@pytest.mark.parametrize("words", QUESTIONS, ids=[words[0] for words in QUESTIONS])
def test_no_question_writes_what_a_terminal_obeys(
    words: tuple[str, str, str, str, str]
    | tuple[str, str, str, str, str, str]
    | tuple[str, str, str],
    hostile: Path,
    tmp_path: Path,
) -> None:
    project = shutil.copy(hostile, tmp_path / "copy.kodeverk")
    with closing(raw_database(project)) as database:
        (identity,) = database.execute("SELECT id_as_text(id) FROM transcript").fetchone()
        (twice,) = database.execute(
            "SELECT id_as_text(transcript) FROM assignment GROUP BY transcript HAVING count(*) > 1"
        ).fetchone()
        database.execute(
            "UPDATE assignment SET state = CASE WHEN id IN (SELECT min(id) FROM assignment"
            " GROUP BY transcript) THEN 'finished' ELSE 'started' END"
        )
        database.commit()
    given = {"PROJECT": project, "ID": identity, "TWICE": twice}
    environment = {"KODEVERK_CONFIG": str(tmp_path / "config.toml"), "KODEVERK_CODER": "Bo"}
    with terminal(*(given.get(one, one) for one in words), environment=environment) as window:
        window.wait_for("[y/N]")
        window.send("n\r")
        window.ended()
        written = window.raw()
    assert "title" in written
    assert [written[one.start() - 40 : one.end() + 20] for one in OBEYED.finditer(written)] == []


def test_wrong_use_writes_nothing_that_a_terminal_obeys(tmp_path: Path) -> None:
    commands = [["verify", "a.kodeverk", HOSTILE], [HOSTILE], ["log", f"a{HOSTILE}", "b", HOSTILE]]
    written = on_a_terminal(commands, tmp_path)
    assert "title" in written
    assert [written[one.start() - 40 : one.end() + 20] for one in OBEYED.finditer(written)] == []
