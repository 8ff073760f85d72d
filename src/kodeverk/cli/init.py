"""`kodeverk init`."""

from pathlib import Path

import click

from kodeverk.cli.console import say
from kodeverk.cli.opening import author_in, warn_of_place
from kodeverk.cli.options import coder_option, project_argument


@click.command
@project_argument
@click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Load this codebook (YAML or CSV) at once.",
)
@coder_option
def init(project: str, codebook: Path | None, coder: str | None) -> None:
    """Make an empty project.

    PROJECT is the file to make, NAME.kodeverk, or the address of an empty PostgreSQL database.
    """
    from kodeverk.service.codebooks import codebook_in, load_codebook
    from kodeverk.service.wording import number_of
    from kodeverk.store.project import create_project

    if codebook is not None:
        codebook_in(codebook)  # a file with an error leaves no project behind
    with create_project(project) as made:
        say(f"made {made.name}")
        warn_of_place(project)
        if codebook is not None:
            loaded = load_codebook(made, author_in(made, coder), codebook)
            codes = number_of(loaded.added, "code")
            say(f"loaded {loaded.codebook} {loaded.version}: {codes}")
