"""What is in a project: the hash of its content, and every byte of it on disk."""

from kodeverk.store import journal
from kodeverk.store.project import Project


def content_of(project: Project) -> str:
    with project.reading() as connection:
        return journal.content_hash(connection)


def bytes_on_disk(project: Project) -> bytes:
    """Return all bytes of a project's file and its log."""
    assert project.path is not None
    files = [project.path, *project.path.parent.glob(f"{project.path.name}-*")]
    return b"".join(file.read_bytes() for file in files)
