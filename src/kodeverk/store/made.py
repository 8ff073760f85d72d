"""What was made from a project, and holds what is withdrawn later: backups, exports, proposals."""

import glob
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from kodeverk.errors import KodeverkError
from kodeverk.model.text import normalise
from kodeverk.store.engine import can_write
from kodeverk.store.project import Project
from kodeverk.store.schema import local

_MADE = "made"


def remember_made(project: Project, path: Path) -> None:
    """Remember in this file alone a backup, an export or a table of proposals made from it.

    What nobody may write remembers nothing.
    """
    if project.path is not None and not can_write(project.path):
        return
    with suppress(KodeverkError), project.locked() as connection:
        known = {str(one) for one in _remembered(connection) if one.exists()}
        known.add(str(path.absolute()))
        _keep(connection, known)


def forget_named(project: Project, words: Collection[str]) -> None:
    """Forget what was made under a path that holds one of these words: it would keep them here."""
    with project.locked() as connection:
        forget_paths(connection, words)


def forget_paths(connection: sa.Connection, words: Collection[str]) -> None:
    """Do what `forget_named` does, on a connection that holds the write lock."""
    known = _remembered(connection)
    small = [one.casefold() for one in words]
    kept = [
        path for path in known if not any(one in normalise(str(path)).casefold() for one in small)
    ]
    if kept != known:
        _keep(connection, map(str, kept))


def made(project: Project) -> tuple[Path, ...]:
    """Return what `remember_made` remembers of the project and is still where it was made.

    Those beside the file are known by their names too; of a PostgreSQL project, those in the
    current folder.
    """
    with project.reading() as connection:
        found = {one for one in _remembered(connection) if one.exists()}
    found.update(one.absolute() for one in _beside(project.near))
    return tuple(sorted(found))


def _beside(path: Path) -> Iterator[Path]:
    stem = glob.escape(path.stem)
    for pattern in (f"{stem}-before-*.kodeverk", f"{stem}-backup-*.kodeverk", f".{stem}*.part*"):
        yield from path.parent.glob(pattern)


def _keep(connection: sa.Connection, paths: Iterable[str]) -> None:
    connection.execute(sa.delete(local).where(local.c.key == _MADE))
    connection.execute(sa.insert(local), {"key": _MADE, "value": json.dumps(sorted(paths))})


def _remembered(connection: sa.Connection) -> list[Path]:
    kept = connection.scalar(sa.select(local.c.value).where(local.c.key == _MADE))
    return [Path(one) for one in json.loads(kept or "[]")]
