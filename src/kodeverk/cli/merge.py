"""`kodeverk merge`."""

from pathlib import Path

import click

from kodeverk.cli.mapping import mapping_option, merged_with
from kodeverk.cli.merge_report import tell_report
from kodeverk.cli.opening import author_in, note_unclean, opened
from kodeverk.cli.options import coder_option, json_option, project_argument


@click.command
@project_argument
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Report everything and write nothing.")
@mapping_option
@coder_option
@json_option
def merge(
    project: str,
    others: tuple[str, ...],
    dry_run: bool,
    mapping: Path | None,
    coder: str | None,
    as_json: bool,
) -> None:
    """Add colleagues' copies of a project to this one.

    Everything of every copy is in the result, or in the report with the reason. The copies are not
    altered, and a backup of a project file is made beside it.
    """
    from kodeverk.service import merging

    with opened(project) as into:
        author = author_in(into, coder)
        report = merged_with(
            mapping,
            lambda pairings: merging.merge(
                into, author, [*others], dry_run=dry_run, pairings=pairings
            ),
            dry_run=dry_run,
        )
    tell_report(report, dry_run=dry_run, as_json=as_json)
    if not as_json:
        note_unclean(into)
