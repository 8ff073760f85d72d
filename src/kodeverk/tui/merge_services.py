"""What the merge screen calls, each by `Gateway.ask` or `Gateway.write`; see `tui.services`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.merging import MergeReport
    from kodeverk.service.perhaps_one import PerhapsOne
    from kodeverk.service.projects import Project


def copies_in(folder: Path, own: Path | None) -> tuple[Sequence[Path], Sequence[Path]]:
    """Return the folders in a folder, and what can be merged there; it asks no project."""
    from kodeverk.service.sending import copies_in

    return copies_in(folder, own)


def foresee_merge(
    project: Project,
    coder: Coder,
    files: Sequence[Path],
    progress: Callable[[int, int], None],
) -> MergeReport:
    """Return what merging colleagues' copies, or what they sent, would do; nothing is written."""
    from kodeverk.service.sending import take_in_files

    return take_in_files(project, coder, files, progress, pairings=(), dry_run=True)


def merge_files(
    project: Project,
    coder: Coder,
    files: Sequence[Path],
    answers: Mapping[PerhapsOne, bool],
    settled: Mapping[str, int],
    progress: Callable[[int, int], None],
) -> MergeReport:
    """Merge files, join what is one by the answers, remember what is two, and settle conflicts.

    These are settled by id, with the numbered values.
    """
    from kodeverk.service.conflicts import settle_conflicts
    from kodeverk.service.sending import take_in_files

    pairings = [one.answered(is_one) for one, is_one in answers.items()]
    report = take_in_files(project, coder, files, progress, pairings=pairings)
    if settled:
        settle_conflicts(project, coder, dict(settled))
    return report
