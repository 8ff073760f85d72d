"""`kodeverk archive`."""

from pathlib import Path

import click

from kodeverk.cli.console import note, say
from kodeverk.cli.opening import opened
from kodeverk.cli.options import project_argument


@click.command
@project_argument
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
def archive(project: str, folder: Path) -> None:
    """Write what a repository takes: texts with consent, codebooks, codings, agreement, log.

    Only texts are taken whose informants all consented to archiving; the others are listed with
    the reason. It refuses while passages marked X-IDENT stand in one of them. An archive that is
    in FOLDER as it was written is replaced, other files never.
    """
    from kodeverk.service.exports.archive import archive

    with opened(project) as read:
        done = archive(read, folder)
    for path in done.paths:
        say(str(path))
    for line in done.notes:
        note(f"note: {line}")
