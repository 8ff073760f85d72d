"""`kodeverk demo`."""

import os
from pathlib import Path

import click

from kodeverk.cli.console import busy, on_terminal, say
from kodeverk.cli.frequencies import say_frequencies
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
    a terminal the project is opened first; then the table of frequencies is printed.
    """
    from kodeverk.service.demo import make_demo

    made = make_demo(folder, progress=busy)
    if on_terminal():
        from kodeverk.tui.app import run

        run(str(made.project), load_settings(os.environ))
    say_frequencies(made.table, roles=("all", "advisor", "participant"))
    for path in (made.project, made.sqlite, made.csv):
        say(str(path))
