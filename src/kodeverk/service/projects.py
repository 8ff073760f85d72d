"""What the front ends are given by the services and pass on to them: a project, its steps, drafts.

Nothing of it is looked into there. A project is opened by `kodeverk.service.damage.open_or_advise`.
"""

from pathlib import Path

from kodeverk.store import backup
from kodeverk.store.bookmarks import Bookmark
from kodeverk.store.derived_files import remembered
from kodeverk.store.drafts import Draft
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from kodeverk.store.steps import Act, LogLine, Reversal, Within

__all__ = [
    "Act",
    "Bookmark",
    "Draft",
    "LogLine",
    "Project",
    "Reversal",
    "Within",
    "back_up",
    "create_project",
]


def back_up(project: Project, target: Path) -> None:
    """Copy a project whole to `target`, also while it is in use; the copy is listed as a backup.

    Raises Refused where something is there already.
    """
    with remembered(project, target):
        backup.copy_project(project, target)
