"""`kodeverk merge`."""

import click

from kodeverk.cli.merge_report import tell_report
from kodeverk.cli.opening import author_in, note_unclean, opened
from kodeverk.cli.options import coder_option, json_option, project_argument


@click.command
@project_argument
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Report everything and write nothing.")
@coder_option
@json_option
def merge(
    project: str, others: tuple[str, ...], dry_run: bool, coder: str | None, as_json: bool
) -> None:
    """Add colleagues' copies of a project to this one.

    Everything of every copy is in the result, or in the report with the reason. The copies are not
    altered, and a backup of a project file is made beside it.
    """
    from kodeverk.service import merging

    with opened(project) as into:
        report = merging.merge(into, author_in(into, coder), list(others), dry_run=dry_run)
    tell_report(report, dry_run=dry_run, as_json=as_json)
    if not as_json:
        note_unclean(into)
