"""Making a sound copy of a project that holds what none can."""

from pathlib import Path

from kodeverk.errors import BadProject
from kodeverk.service import derived_placements
from kodeverk.service.verification import verify
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.repair import Repaired, repair


def write_sound_copy(project: Project, target: Path) -> Repaired:
    """Write a sound copy of what can be kept of a project; return what it lacks, and has otherwise.

    Raises Refused for a target that is there, BadProject where no sound copy can be made.
    """
    done = repair(project, target)
    with open_project(str(target)) as sound:
        with sound.locked() as connection:
            derived_placements.refresh(connection)
        proved = verify(sound).ok
    if not proved:
        target.unlink()
        raise BadProject(
            f"no sound copy of {project.name} can be made",
            "Take the latest copy made by: kodeverk backup",
        )
    return done
