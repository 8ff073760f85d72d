"""What the tests of the command line share: what commands answer, small files and tables."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import click

from kodeverk.cli.commands import kodeverk
from kodeverk.store import queries
from kodeverk.store.opening import open_project

TALK = """\
I: Hvordan gikk det på møtet?
V: Vi hadde god tid den dagen, og hun forklarte alt rolig.
I: Hva skjedde etterpå?
V: Hun ringte tilbake samme uke.
"""
"""A short interview."""


CODINGS = ("transcript", "start", "end", "code", "coder", "quote", "retning")


class Ran(NamedTuple):
    """What a command did: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def every_command() -> list[tuple[str, click.Command]]:
    """Return all commands by the words that call them, those of groups too."""
    context = click.Context(kodeverk)
    found = []
    for name in kodeverk.list_commands(context):
        command = kodeverk.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {sub}", command.commands[sub]) for sub in sorted(command.commands)]
    return found


def process(*arguments: object, **environment: str) -> Ran:
    """Run the program as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kodeverk", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def longest_answers(project: Path, coder: str, code: str) -> list[dict[str, object]]:
    """Return a row for each transcript: `code` on the longest turn of its second speaker."""
    rows: list[dict[str, object]] = []
    with open_project(str(project)) as opened, opened.reading() as connection:
        names = {one.id: one.name for one in queries.transcripts(connection)}
        for version in queries.current_versions(connection):
            turn = max(version.turns[1::2], key=lambda one: one.end - one.start)
            rows.append(
                {
                    "transcript": names[version.transcript],
                    "start": turn.start,
                    "end": turn.end,
                    "code": code,
                    "coder": coder,
                    "quote": version.text[turn.start : turn.end],
                    "retning": "fremmer",
                }
            )
    return sorted(rows, key=lambda row: str(row["transcript"]))


def write_codings(path: Path, rows: Iterable[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, CODINGS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
