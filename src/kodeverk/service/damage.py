"""Damage is called damage: not a fault of the program, and never with words of an interview."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kodeverk.errors import Damaged, KodeverkError, Refused
from kodeverk.files import private_folder
from kodeverk.service.verification import verify
from kodeverk.store.copying import copy_file
from kodeverk.store.derived_files import backups
from kodeverk.store.engine import connect
from kodeverk.store.faults import FAULTS
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project


def open_or_advise(location: str) -> Project:
    """Open a project as `open_project` does; Damaged says where its newest sound backup is."""
    try:
        return open_project(location)
    except Damaged as error:
        with Project(location, connect(location)) as project:
            raise Damaged(error.message, what_to_do(project)) from error


@contextmanager
def failure_as_damage(project: Project) -> Iterator[None]:
    """Raise Damaged in place of what fails within, where that is because the file is damaged.

    What it fails by may quote what stands in the file: of that nothing is told.
    """
    try:
        yield
    except KodeverkError as error:
        # Of what the database refused for no reason that we know, and of damage, all is looked at.
        if type(error) not in (KodeverkError, Damaged) or not is_damaged(project):
            raise
        message = f"{project.name} is damaged"
        if not error.message.startswith(project.name):
            message += f": {error.message}"
        raise Damaged(message, what_to_do(project)) from error
    except FAULTS as error:
        if not is_damaged(project):
            raise
        raise Damaged(f"{project.name} is damaged", what_to_do(project)) from error


def is_damaged(project: Project) -> bool:
    """Tell whether a project holds what no project can, or cannot be read through."""
    try:
        return not verify(project).ok
    except Damaged:
        return True
    except KodeverkError:
        return False
    except FAULTS:
        return True


def what_to_do(project: Project) -> str:
    """Return where the newest sound backup of a damaged project is, and what else helps."""
    newest = _newest_sound(project)
    known = f"The newest sound backup is {newest}" if newest else "No sound backup is known here"
    return (
        f"{known}. What is wrong is listed by kodeverk verify, and kodeverk verify --repair NEW "
        "writes a sound copy of what can be kept."
    )


def _newest_sound(project: Project) -> Path | None:
    return next((backup for backup in backups(project) if _is_sound(backup)), None)


def _is_sound(backup: Path) -> bool:
    """Tell whether a backup can be used; the backup stays as it is.

    Where it is of an earlier version, a private copy is brought up to date and looked into.
    """
    try:
        with suppress(Refused), open_project(str(backup), as_it_is=True) as project:
            return verify(project).ok
        with private_folder(backup) as folder:
            copy = folder / backup.name
            copy_file(backup, copy)
            with open_project(str(copy)) as project:
                return verify(project).ok
    except (KodeverkError, OSError, *FAULTS):
        return False
