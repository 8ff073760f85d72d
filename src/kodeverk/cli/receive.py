"""`kodeverk receive`."""

from pathlib import Path

import click

from kodeverk.cli.mapping import mapping_option, merged_with
from kodeverk.cli.merge_report import tell_report
from kodeverk.cli.opening import author_in, note_unclean, opened
from kodeverk.cli.options import coder_option, json_option, project_argument


@click.command
@project_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Report everything and write nothing.")
@mapping_option
@coder_option
@json_option
def receive(
    project: str,
    file: Path,
    dry_run: bool,
    mapping: Path | None,
    coder: str | None,
    as_json: bool,
) -> None:
    """Add what a colleague has sent to the project.

    It is a merge: all of it comes in or nothing does, it is reported as `kodeverk merge` reports,
    and `kodeverk undo` takes it out again. A file that builds on changes which have not come here
    is refused, and the message says since when to ask for them.
    """
    from kodeverk.service import sending

    with opened(project) as into:
        author = author_in(into, coder)
        report = merged_with(
            mapping,
            lambda pairings: sending.receive(
                into, author, file, dry_run=dry_run, pairings=pairings
            ),
            dry_run=dry_run,
        )
    tell_report(report, dry_run=dry_run, as_json=as_json)
    if not as_json:
        note_unclean(into)
