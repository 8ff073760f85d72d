"""What the screen of outcomes calls, as those of `kodeverk.tui.services`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as replaced
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.case_matrix import CaseMatrix, MatrixOptions
    from kodeverk.service.exports.options import Exported
    from kodeverk.service.outcomes import MeasureInProject
    from kodeverk.service.projects import Project


def measures(project: Project, _coder: Coder) -> Sequence[MeasureInProject]:
    """Return which outcomes are loaded."""
    from kodeverk.service.outcomes import measures_in, outcomes_of

    return measures_in(outcomes_of(project))


def case_matrix(project: Project, coder: Coder, options: MatrixOptions) -> CaseMatrix | None:
    """Return the case matrix, of the first measure unless one is named; None without outcomes."""
    from kodeverk.service.case_matrix import case_matrix

    there = measures(project, coder)
    if not there:
        return None
    return case_matrix(project, replaced(options, measure=options.measure or there[0].measure))


def export_cases(
    project: Project, _coder: Coder, made: CaseMatrix, out: Path, *, replace: bool = False
) -> Exported:
    """Write a case matrix that is shown to a file, as its ending says."""
    from kodeverk.service.exports.case_export import export_cases

    return export_cases(project, made, out, replace=replace)
