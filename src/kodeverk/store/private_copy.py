"""A private copy of somebody else's project, to read from: the original is never altered."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kodeverk.errors import BadProject, Damaged, KodeverkError, Refused
from kodeverk.files import make_folder, private_folder
from kodeverk.store.address import is_address
from kodeverk.store.copying import NOT_WHOLE, WAIT_FOR_IT, copy_file
from kodeverk.store.engine import check_file
from kodeverk.store.integrity import file_problems
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project


@contextmanager
def private_copy(location: str, target: Project) -> Iterator[Project]:
    """Open a private copy of the project at `location`, made beside `target`; gone after.

    For a PostgreSQL project it is made in the user's own folder for what programs keep.

    The original is never altered. A PostgreSQL project is read where it is; one that an earlier
    version of the program made is refused, as reading it would alter it. The caller holds the
    write lock of `target`.
    """
    if is_address(location):
        with open_project(location, as_it_is=True) as project:
            yield project
        return
    check_file(Path(location))
    try:
        make_folder(target.merged.parent)
        with private_folder(target.merged) as folder:
            copy = folder / "copy.kodeverk"
            copy_file(Path(location), copy)
            with _opened(copy, location) as project:
                yield project
    except OSError as error:
        raise Refused(
            f"{location} cannot be copied to be read: {error.strerror}",
            "The copy is made beside the project: check that there is room and that you may write.",
        ) from error


def _opened(copy: Path, location: str) -> Project:
    """Open the copy; what is wrong with it is said of the original."""
    try:
        project = open_project(str(copy))
        with project.reading() as connection:
            problem = next(file_problems(connection), None)
    except Damaged as error:
        raise BadProject(NOT_WHOLE.format(name=location), WAIT_FOR_IT) from error
    except KodeverkError as error:
        raise BadProject(error.message.replace(str(copy), location), error.hint) from error
    project.name = location
    if problem:
        project.close()
        raise BadProject(f"{NOT_WHOLE.format(name=location)}: {problem}", WAIT_FOR_IT)
    return project
