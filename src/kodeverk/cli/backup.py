"""`kodeverk backup`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodeverk.cli.console import answer_no, busy, problem, say
from kodeverk.cli.opening import opened
from kodeverk.cli.options import project_argument

if TYPE_CHECKING:
    from kodeverk.service.projects import Project


@click.command
@project_argument
@click.argument("file", required=False, type=click.Path(path_type=Path))
def backup(project: str, file: Path | None) -> None:
    """Copy a project whole, also while it is in use.

    Without FILE the copy is NAME-backup-YYYYMMDD-HHMMSS.kodeverk beside the project; of a
    PostgreSQL project, in the current folder. The exit code is 3 when the project is damaged.
    """
    from kodeverk.service.damage import is_damaged, what_to_do
    from kodeverk.service.projects import back_up

    with opened(project) as source:
        target = file or _named_now(source)
        back_up(source, target)
        say(str(target))
        busy("checking")
        if is_damaged(source):
            problem(f"{source.name} is damaged, and so is this copy", what_to_do(source))
            answer_no()


def _named_now(project: "Project") -> Path:
    path = project.path or Path(project.near.name)
    now = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    return path.with_name(f"{path.stem}-backup-{now}.kodeverk")
