"""What is in a project: the hash of its content, and every byte of it on disk."""

from pathlib import Path

from kodeverk.store import journal
from kodeverk.store.project import Project


def content_of(project: Project) -> str:
    with project.reading() as connection:
        return journal.content_hash(connection)


def path_of(project: Project) -> Path:
    """Return the file of a project that is one."""
    assert project.path is not None
    return project.path


def bytes_on_disk(project: Project) -> bytes:
    """Return all bytes of a project's file and its log."""
    path = path_of(project)
    files = [path, *path.parent.glob(f"{path.name}-*")]
    return b"".join(file.read_bytes() for file in files)
