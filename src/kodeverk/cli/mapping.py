"""The mapping of a merge on the command line: a table that is asked for, and its answers."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodeverk.cli.console import note

if TYPE_CHECKING:
    from kodeverk.service.mapping import Answers
    from kodeverk.service.merging import MergeReport

mapping_option = click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="A table in which you say which codes, coders and transcripts are one. With --dry-run a "
    "new one is written, to be answered.",
)


def merged_with(
    mapping: Path | None,
    merge: "Callable[[Answers], MergeReport]",
    *,
    dry_run: bool,
) -> "MergeReport":
    """Merge with the answers of a mapping, if there is one; return the report.

    A trial writes a mapping that is not there yet, to be answered.
    """
    from kodeverk.service.mapping import mapping_read, save_mapping
    from kodeverk.service.phrases import number_of

    if mapping is None:
        return merge(None)
    if not dry_run or mapping.exists():
        return merge(mapping_read(mapping))
    report = merge(())
    count = save_mapping(mapping, report.proposals)
    note(f"note: {mapping}: {number_of(count, 'row')} to be answered with yes or no under join")
    return report
