"""`kodeverk export`."""

from pathlib import Path

import click


@click.group
def export() -> None:
    """Write an SQLite database or CSV tables."""


@export.command
@click.argument("project", metavar="PROJECT")
@click.argument("out", metavar="OUT.sqlite", type=click.Path(path_type=Path))
def sqlite(project: str, out: Path) -> None:
    """Write an SQLite database."""


@export.command
@click.argument("project", metavar="PROJECT")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
def csv(project: str, folder: Path) -> None:
    """Write CSV tables."""
