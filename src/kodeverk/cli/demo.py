"""`kodeverk demo`."""

import os
import shlex
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import click

from kodeverk.cli.console import busy, note, on_terminal, say
from kodeverk.cli.frequencies import say_frequencies
from kodeverk.cli.opening import opened
from kodeverk.config import load_settings


@click.command
@click.argument(
    "folder",
    metavar="[DIR]",
    required=False,
    default="kodeverk-demo",
    type=click.Path(path_type=Path),
)
def demo(folder: Path) -> None:
    """Make a sample project with three coders' codings, and open it.

    The project, its frequencies in an SQLite database and CSV tables go to DIR (kodeverk-demo). On
    a terminal the project is opened first, for Kari, one of its three coders; your own settings
    stay as they are. Then come the table of frequencies, the files, and what to try next.
    """
    from kodeverk.service.demo import CODERS, make_demo

    made = make_demo(folder, progress=busy)
    coder, table = CODERS[0], made.table
    if on_terminal():
        from kodeverk.service.counting import frequencies
        from kodeverk.tui.app import run

        settings = load_settings(os.environ)
        run(str(made.project), replace(settings, coder=coder, own_name=None, own_id=None))
        with opened(str(made.project)) as read:
            table = frequencies(read)
    say_frequencies(table)
    for path in (made.project, made.sqlite, made.csv):
        say(str(path))
    note("try next:")
    project = str(made.project)
    for words in (
        ("open", project, "--coder", coder),
        ("frequencies", project, "--by", "role", "--code", "REL-TILLIT"),
        ("status", project),
    ):
        note(f"  {shlex.join((*_program(), *words))}")


def _program() -> tuple[str, ...]:
    """Return how this program is called again from the same shell."""
    called = sys.argv[0]
    if shutil.which("kodeverk") == called:
        return ("kodeverk",)
    return (called,) if os.access(called, os.X_OK) else (sys.executable, "-m", "kodeverk")
