"""`kodeverk merge`."""

from pathlib import Path

import click

from kodeverk.cli.console import note
from kodeverk.cli.merge_report import tell_report
from kodeverk.cli.opening import author_in, note_unclean, opened
from kodeverk.cli.options import coder_option, json_option, project_argument
from kodeverk.service.phrases import number_of


@click.command
@project_argument
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Report everything and write nothing.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="A table in which you say which codes, coders and transcripts are one. With --dry-run a "
    "new one is written, to be answered.",
)
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
    from kodeverk.service.mapping import mapping_read, save_mapping

    is_new = mapping is not None and dry_run and not mapping.exists()
    pairings = None if mapping is None else () if is_new else mapping_read(mapping)
    with opened(project) as into:
        report = merging.merge(
            into, author_in(into, coder), list(others), dry_run=dry_run, pairings=pairings
        )
    if mapping is not None and is_new:
        count = save_mapping(mapping, report.proposals)
        note(f"note: {mapping}: {number_of(count, 'row')} to be answered with yes or no under join")
    tell_report(report, dry_run=dry_run, as_json=as_json)
    if not as_json:
        note_unclean(into)
