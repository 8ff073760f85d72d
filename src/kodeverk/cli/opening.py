"""The project a command is about, and who runs the command."""

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodeverk.cli.console import note, on_terminal
from kodeverk.config import load_settings

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.store.project import Project


def opened(location: str) -> "Project":
    """Return the open project at a path or address; a `with` closes it.

    Raises BadProject when it cannot be opened as one.
    """
    from kodeverk.store.project import open_project

    project = open_project(location)
    # What has been imported stays: a search for cycles need not go through it.
    gc.freeze()
    if project.older_copy is not None:
        note(
            f"note: {location} was made by an older version and is brought up to date; as it was, "
            f"it is kept in {project.older_copy}"
        )
    warn_of_place(location)
    return project


def warn_of_place(location: str) -> None:
    """Note on stderr when a project's file lies where other machines may write it meanwhile."""
    from kodeverk.store.places import unsafe_place

    if "://" not in location and (place := unsafe_place(Path(location))):
        note(
            f"note: {location} is in {place}, where work can be lost: keep the project in a folder "
            "of this machine alone, and share copies made by kodeverk backup"
        )


def note_unclean(*, clean: bool) -> None:
    """Note on stderr when another program kept what was withdrawn from being emptied on disk."""
    if not clean:
        note("note: another program has the file open; the next opening empties what was freed")


def author_in(project: "Project", coder: str | None) -> "Coder":
    """Return who writes: asked for once on a terminal, elsewhere the name logged in under.

    Raises NotFound when the name fits two coders.
    """
    from kodeverk.service.coders import current_coder, introduce

    settings = load_settings(os.environ, coder)
    if settings.coder is None and on_terminal():
        name = click.prompt("Who codes? All you do carries this name", err=True)
        settings = introduce(settings, name)
        note(f"kept in {settings.path}")
    author = current_coder(project, settings)
    if settings.coder is None:
        note(
            f"note: coding as {author.name}, the name you are logged in under; "
            "say another with --coder NAME or KODEVERK_CODER"
        )
    return author
