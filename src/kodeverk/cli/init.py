"""`kodeverk init`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodeverk.cli.console import note, say
from kodeverk.cli.opening import author_in, warn_of_place
from kodeverk.cli.options import coder_option, project_argument
from kodeverk.files import is_for_group

if TYPE_CHECKING:
    from kodeverk.service.codebooks import CodebookLoad
    from kodeverk.service.projects import Project


@click.command
@project_argument
@click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Load this codebook (YAML, CSV, XLSX or ODS) at once.",
)
@click.option(
    "--shared",
    is_flag=True,
    help="For a team with a common folder: the file's group may read and write, too.",
)
@coder_option
def init(project: str, codebook: Path | None, shared: bool, coder: str | None) -> None:
    """Make an empty project.

    PROJECT is the file to make, NAME.kodeverk, which only you can read; or the address of an empty
    PostgreSQL database.
    """
    from kodeverk.service.addresses import is_address
    from kodeverk.service.codebooks import codebook_in, load_codebook
    from kodeverk.service.phrases import number_of
    from kodeverk.service.projects import create_project

    if codebook is not None:
        codebook_in(codebook)  # a file with an error is told before anything is asked or made
    if shared and is_address(project):
        raise click.UsageError("--shared is for a file; who reads a database, its server decides")
    loaded: CodebookLoad | None = None

    def load(made: "Project") -> None:
        nonlocal loaded
        if codebook is not None:
            loaded = load_codebook(made, author_in(made, coder), codebook)

    with create_project(project, load, shared=shared) as made:
        say(f"made {made.name}")
    if loaded is not None:
        codes = number_of(loaded.added, "code")
        say(f"loaded {loaded.codebook} {loaded.version}: {codes}")
    warn_of_place(project)
    if shared and not is_for_group(folder := Path(project).absolute().parent):
        note(
            f"note: the folder {folder} is not for a group, so that others cannot write the "
            f"project: chgrp GROUP {folder} && chmod 2770 {folder}"
        )
