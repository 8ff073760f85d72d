"""What the matrix screen and the crosswalk screen call, as those of `kodeverk.tui.services`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.exports.options import Exported
    from kodeverk.service.matrices.table import Matrix, MatrixOptions
    from kodeverk.service.projects import Project


def matrix(project: Project, coder: Coder, options: MatrixOptions) -> Matrix:
    """Return a matrix, with the words that the coder may see."""
    from kodeverk.service.matrices.making import matrix

    return matrix(project, coder, options)


def export_matrix(
    project: Project, _coder: Coder, made: Matrix, out: Path, *, replace: bool = False
) -> Exported:
    """Write a matrix that is shown to a file, as its ending says."""
    from kodeverk.service.exports.matrix_export import export_matrix

    return export_matrix(project, made, out, replace=replace)
