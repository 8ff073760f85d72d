"""The commands that write, each with what is there before, for the campaign of kills."""

import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from benchmarks.corpus import BOOK
from kodeverk.cli.commands import kodeverk as command_line
from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code
from kodeverk.store import queries
from kodeverk.store.compact_json import compacted, spelled_out
from kodeverk.store.opening import open_project

TALK = """\
I: Hvordan gikk det på møtet med Amina?
V: Vi hadde god tid den dagen, og hun forklarte alt rolig.
I: Hva skjedde etterpå?
V: Amina ringte tilbake samme uke, og Jonas også.
"""

CODED = "Vi hadde god tid den dagen"
PROJECT = "p.kodeverk"

ENVIRONMENT = {"KODEVERK_CODER": "Kari", "KODEVERK_CONFIG": "nowhere.toml"}
"""Kari codes, and has no settings."""

Command = Sequence[str] | Callable[[], int]


class Job(NamedTuple):
    """A command that writes, by the words that call it, and what is done in the folder before.

    What is not `of_interviews` may be left beside its target until that is written again.
    """

    command: Command
    before: tuple[Command, ...] = ()
    of_interviews: bool = True


def call(command: Command) -> int:
    """Run a command in the current folder; return its exit code."""
    if callable(command):
        return command()
    done = CliRunner(env=ENVIRONMENT).invoke(command_line, [*command])
    if done.exit_code:
        sys.stderr.write(f"{command}: {done.output}")
    return done.exit_code


def _settle() -> int:
    with open_project(PROJECT) as project, project.reading() as connection:
        first = queries.conflicts(connection)[0]
    return call(("conflicts", PROJECT, "--settle", f"{first.id}=1"))


def _apply_code() -> int:
    """Do what a key does on the coding screen."""
    with open_project(PROJECT) as project:
        with project.reading() as connection:
            transcript = queries.transcripts(connection)[0]
            code = next(one for one in queries.codes(connection) if one.parent)
            coder = queries.coders(connection)[0]
        apply_code(project, coder, transcript.id, Span(60, 70), code, {})
    return 0


def _answer(table: Path, column: str) -> int:
    """Answer all of a table with yes."""
    lines = table.read_text(encoding="utf-8").splitlines()
    head = lines[0].split(",")
    at = head.index(column)
    rows = [line.split(",") for line in lines[1:]]
    answered = [",".join([*row[:at], "yes", *row[at + 1 :]]) for row in rows]
    table.write_text("\n".join([lines[0], *answered]) + "\n", encoding="utf-8")
    return 0


def _spoil() -> int:
    with closing(sqlite3.connect(PROJECT)) as connection:
        chosen = "SELECT seq, value FROM change WHERE kind = 'coding'"
        for seq, value in connection.execute(chosen).fetchall():
            spoilt = compacted(spelled_out(value).replace('"start":', '"start":9'))
            connection.execute("UPDATE change SET value = ? WHERE seq = ?", (spoilt, seq))
        connection.commit()
    return 0


APART = "apart.kodeverk"
MAP = ("merge", PROJECT, APART, "--mapping", "one.csv")
BEGUN_APART: tuple[Command, ...] = (
    ("init", APART, "--codebook", "book.yaml"),
    ("import", APART, "a2.txt"),
    (*MAP, "--dry-run"),
    partial(_answer, Path("one.csv"), "join"),
)
"""What a colleague does who began alone, and the answers to what may be one."""

PROPOSE = ("pseudonymise", PROJECT, "--proposals", "names.csv")
APPLY = ("pseudonymise", PROJECT, "--apply", "names.csv", "--key", "key.csv", "--yes")
ANSWER = partial(_answer, Path("names.csv"), "replace")

JOBS: dict[str, Job] = {
    "init": Job(("init", "new.kodeverk")),
    "init with a codebook": Job(("init", "new.kodeverk", "--codebook", "book.yaml")),
    "import": Job(("import", PROJECT, "c.txt", "--role", "V=advisor")),
    "import a folder": Job(("import", PROJECT, "more")),
    "import a corrected text": Job(("import", PROJECT, "a2.txt", "--replaces", "a")),
    "turns": Job(("turns", PROJECT, "a", "--ignore", "I")),
    "set": Job(("set", PROJECT, "a", "--name", "anna", "--date", "2024-05-06")),
    "set from a table": Job(("set", PROJECT, "--metadata", "facts.csv", "--overwrite")),
    "remove": Job(("remove", PROJECT, "a", "--yes")),
    "codebook load": Job(("codebook", "load", PROJECT, "book2.yaml")),
    "codebook export": Job(("codebook", "export", PROJECT, "out.yaml"), of_interviews=False),
    "assign": Job(("assign", PROJECT, "--coders", "Kari,Jonas", "--round", "two")),
    "import-codings": Job(("import-codings", PROJECT, "coded/more.csv")),
    "code on the screen": Job(_apply_code),
    "finish": Job(("finish", PROJECT, "b")),
    "release": Job(("release", PROJECT, "a", "--yes"), (("finish", PROJECT, "a"),)),
    "merge": Job(("merge", PROJECT, "theirs.kodeverk")),
    "merge with a mapping": Job(MAP, BEGUN_APART),
    "merge withdrawals": Job(("merge", "theirs.kodeverk", PROJECT), (PROPOSE, ANSWER, APPLY)),
    "send": Job(("send", PROJECT, "mine.changes")),
    "receive": Job(
        ("receive", PROJECT, "their.changes"), (("send", "theirs.kodeverk", "their.changes"),)
    ),
    "conflicts": Job(_settle, (("merge", PROJECT, "theirs.kodeverk"),)),
    "coders --rename": Job(("coders", PROJECT, "--rename", "Jonas=Jon")),
    "coders --add": Job(("coders", PROJECT, "--add", "Lise")),
    "coders --join": Job(("coders", PROJECT, "--join", "Jonas=Kari")),
    "pseudonymise, proposals": Job(PROPOSE),
    "pseudonymise": Job(APPLY, (PROPOSE, ANSWER)),
    "forget an interview": Job(("forget", PROJECT, "a", "--yes")),
    "forget a person": Job(("forget", PROJECT, "P1", "--yes")),
    "undo": Job(("undo", PROJECT, "--yes")),
    "redo": Job(("redo", PROJECT, "--yes"), (("undo", PROJECT, "--yes"),)),
    "backup": Job(("backup", PROJECT, "copy.kodeverk")),
    "export sqlite": Job(("export", "sqlite", PROJECT, "out.sqlite")),
    "export csv": Job(("export", "csv", PROJECT, "tables")),
    "export csv again": Job(
        ("export", "csv", PROJECT, "tables"),
        (("export", "csv", PROJECT, "tables"), ("import-codings", PROJECT, "coded/more.csv")),
    ),
    "verify --repair": Job(("verify", PROJECT, "--repair", "sound.kodeverk"), (_spoil,)),
    "demo": Job(("demo", "try")),
    "demo in a folder": Job(("demo", "more")),
}


def in_child(folder: Path, run: Callable[[], int]) -> int:
    """Run in a child that works in a folder; return how it ended."""
    child = os.fork()
    if child == 0:
        os._exit(working_in(folder, run))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def working_in(folder: Path, run: Callable[[], int]) -> int:
    """Run with a folder as the current one; return how it ended, 70 for an exception."""
    os.chdir(folder)
    try:
        return run()
    except Exception as error:  # noqa: BLE001 -- what ends a child is an outcome
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 70
    finally:
        sys.stderr.flush()


def begin(folder: Path) -> None:
    """Make a folder with a project of two coders, a colleague's copy of it, and files to import."""
    texts = {"a": TALK, "b": TALK.replace("møtet", "kurset").replace("uke", "måned"), "c": TALK * 3}
    texts["a2"] = TALK.replace("alt rolig", "alt veldig rolig")
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    for name in ("more", "coded"):
        (folder / name).mkdir()
    for number in range(2):
        lines = (f"I: Og {one}{number}?\nV: Ja{one}{number} takk{number}." for one in range(4))
        (folder / "more" / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    (folder / "book2.yaml").write_text(
        BOOK.replace("1.0", "1.1").replace("Tillit", "Stoler på"), encoding="utf-8"
    )
    (folder / "facts.csv").write_text("file,municipality,kjønn\na.txt,Asker,k\n", encoding="utf-8")
    start = TALK.index(CODED)
    for name, coder, end in (("kari", "Kari", 26), ("jonas", "Jonas", 14), ("more", "Kari", 7)):
        row = f"a,{start},{start + end},REL-TILLIT,{coder},{TALK[start : start + end]}"
        (folder / "coded" / f"{name}.csv").write_text(
            f"transcript,start,end,code,coder,quote\n{row}\n", encoding="utf-8"
        )
    roles = ("--role", "V=participant", "--role", "I=interviewer", "--informant", "V=P1")
    commands: tuple[Sequence[str], ...] = (
        ("init", PROJECT, "--codebook", "book.yaml"),
        ("import", PROJECT, "a.txt", "b.txt", "--as-new", *roles),
        ("coders", PROJECT, "--add", "Jonas"),
        ("assign", PROJECT, "--coders", "Kari"),
        ("backup", PROJECT, "theirs.kodeverk"),
        ("import-codings", PROJECT, "coded/kari.csv", "--unfinished"),
        ("set", PROJECT, "b", "--date", "2024-01-02"),
        ("import-codings", "theirs.kodeverk", "coded/jonas.csv", "--unfinished"),
        ("set", "theirs.kodeverk", "b", "--date", "2024-03-04"),
        ("set", PROJECT, "b", "--name", "berit"),
        ("set", PROJECT, "berit", "--name", "b"),
    )
    for command in commands:
        if code := in_child(folder, partial(call, command)):
            raise SystemExit(f"{' '.join(command)} ended with {code}")
