"""What was made from a project, and holds what is withdrawn later: backups, exports, proposals."""

import glob
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from kodeverk.errors import Busy, KodeverkError
from kodeverk.files import left_beside
from kodeverk.model.text import normalise
from kodeverk.store.engine import can_write, check_file
from kodeverk.store.faults import FAULTS
from kodeverk.store.project import Project
from kodeverk.store.schema import local

_MADE = "made"


@contextmanager
def remembered(project: Project, path: Path) -> Iterator[None]:
    """Remember in this file alone a backup, export or table of proposals that is made within.

    It is remembered before it is written, for what a kill leaves of it. What nobody may write
    remembers nothing. Raises Busy where a database is locked.
    """
    try:
        _remember(project, path)
    except Busy:
        raise  # what is made now might not be known when words are withdrawn
    except KodeverkError:
        pass
    yield
    with suppress(KodeverkError):
        _remember(project, path)  # others at work may have found nothing there yet


def _remember(project: Project, path: Path) -> None:
    if project.path is not None and not can_write(project.path):
        return
    with project.locked() as connection:
        before = _remembered(connection)
        known = {str(path) for path in before if path.exists() or any(left_beside(path))}
        known.add(str(path.absolute()))
        if known != set(map(str, before)):
            _keep(connection, known)


def forget_named(project: Project, words: Collection[str]) -> None:
    """Forget what was made under a path that holds one of these words: it would keep them here."""
    with project.locked() as connection:
        forget_paths(connection, words)


def forget_paths(connection: sa.Connection, words: Collection[str]) -> None:
    """Do what `forget_named` does, on a connection that holds the write lock."""
    known = _remembered(connection)
    small = [word.casefold() for word in words]
    kept = [
        path for path in known if not any(word in normalise(str(path)).casefold() for word in small)
    ]
    if kept != known:
        _keep(connection, map(str, kept))


def files_made(project: Project) -> tuple[Path, ...]:
    """Return what `remembered` knows of the project, and kills left of it, that is still there.

    Those beside the file are known by their names too; of a PostgreSQL project, those in the
    user's own folder for what programs keep.
    """
    with project.reading() as connection:
        known = _remembered(connection)
    files = {path for path in known if path.exists()}
    for place in (*known, project.merged):
        files.update(left_beside(place))
    files.update(path.absolute() for path in _beside(project.near))
    return tuple(sorted(files))


def backups(project: Project) -> list[Path]:
    """Return the copies of the project that are known, the newest first.

    Where its file cannot be read, these are what its name tells beside it.
    """
    try:
        made: Iterable[Path] = files_made(project)
    except (KodeverkError, *FAULTS):
        made = _beside(project.near)
    files = [path for path in made if path.is_file() and _is_project(path)]
    return sorted(files, key=lambda path: path.stat().st_mtime_ns, reverse=True)


def _is_project(path: Path) -> bool:
    try:
        check_file(path)
    except KodeverkError:
        return False
    return True


def _beside(path: Path) -> Iterator[Path]:
    stem = glob.escape(path.stem)
    for pattern in (f"{stem}-before-*.kodeverk", f"{stem}-backup-*.kodeverk", f".{stem}*.part*"):
        yield from path.parent.glob(pattern)


def _keep(connection: sa.Connection, paths: Iterable[str]) -> None:
    connection.execute(sa.delete(local).where(local.c.key == _MADE))
    connection.execute(sa.insert(local), {"key": _MADE, "value": json.dumps(sorted(paths))})


def _remembered(connection: sa.Connection) -> list[Path]:
    kept = connection.scalar(sa.select(local.c.value).where(local.c.key == _MADE))
    return [Path(path) for path in json.loads(kept or "[]")]
