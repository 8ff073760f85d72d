"""`kodeverk open`."""

import os
from pathlib import Path

import click

from kodeverk.cli.console import on_terminal
from kodeverk.cli.opening import warn_of_place
from kodeverk.cli.options import coder_option, project_argument
from kodeverk.config import load_settings
from kodeverk.errors import BadProject, Refused
from kodeverk.service.addresses import is_address, parameters


@click.command("open")
@project_argument
@coder_option
def open_(project: str, coder: str | None) -> None:
    """Code, in the terminal.

    On the first opening you are asked who codes.
    """
    if not on_terminal():
        raise Refused(
            "the terminal UI needs a terminal, and input or output is none",
            "Run kodeverk open in a terminal, without < > or |.",
        )
    # Said before the screen is taken over, and without loading the database.
    if is_address(project):
        parameters(project)
    elif not Path(project).exists():
        raise BadProject(f"there is no project {project}", "Make one with: kodeverk init PROJECT")
    warn_of_place(project)
    from kodeverk.tui.app import run

    run(project, load_settings(os.environ, coder))
