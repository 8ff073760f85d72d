"""What the frequencies screen calls, as those of `kodeverk.tui.services`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.cross_table import CrossTable, Line
    from kodeverk.service.exports.options import Exported
    from kodeverk.service.frequency_table import FrequencyTable, Measure
    from kodeverk.service.projects import Project
    from kodeverk.service.views import View


def frequencies(
    project: Project, _coder: Coder, view: View, progress: Callable[[int, int], None]
) -> FrequencyTable:
    """Return the table of a view, with themes and totals."""
    from kodeverk.service.counting import frequencies

    return frequencies(project, **view.choice, themes=True, totals=True, progress=progress)


def comparable(project: Project, _coder: Coder) -> tuple[str, ...]:
    """Return everything that a table can compare."""
    from kodeverk.service.grouping import comparable

    with project.reading() as connection:
        return comparable(connection)


def saved_views(project: Project, _coder: Coder) -> dict[str, View]:
    """Return the views of the project by name."""
    from kodeverk.service.views import saved_views

    return saved_views(project)


def save_view(project: Project, coder: Coder, name: str, view: View) -> None:
    """Keep a view under a name."""
    from kodeverk.service.views import save_view

    save_view(project, coder, name, view)


def drop_view(project: Project, coder: Coder, name: str) -> None:
    """Take a view away."""
    from kodeverk.service.views import drop_view

    drop_view(project, coder, name)


def export(
    project: Project,
    _coder: Coder,
    table: FrequencyTable,
    shown: CrossTable,
    lines: Sequence[Line],
    measure: Measure,
    out: Path,
    *,
    replace: bool = False,
) -> Exported:
    """Write what is shown of a table to a file, as its ending says."""
    from kodeverk.service.exports.frequency_export import Shown, export_frequencies

    part = Shown(shown, lines)
    return export_frequencies(project, table, [part], measure, out, replace=replace)
