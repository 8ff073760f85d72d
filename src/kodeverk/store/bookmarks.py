"""Bookmarks: where a coder left a transcript, in this file alone, never a change."""

from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.store.schema import local

_LEFT = "left:"
"""How the keys of bookmarks begin among what belongs to a file alone."""


class Bookmark(NamedTuple):
    """Code-point offsets in a version of a text: of the caret, and of the window's beginning."""

    version: str
    caret: int
    top: int


def keep_bookmark(connection: sa.Connection, coder: str, transcript: str, kept: Bookmark) -> None:
    """Keep where a coder is in a transcript, instead of where they were, and that it was here."""
    entries = {_key(coder, transcript): ":".join(map(str, kept)), _key(coder): transcript}
    connection.execute(sa.delete(local).where(local.c.key.in_(entries)))
    rows = [{"key": key, "value": value} for key, value in entries.items()]
    connection.execute(sa.insert(local), rows)


def bookmark_of(connection: sa.Connection, coder: str, transcript: str) -> Bookmark | None:
    """Return where a coder left a transcript; None where that is not known."""
    chosen = sa.select(local.c.value).where(local.c.key == _key(coder, transcript))
    version, *offsets = (connection.scalar(chosen) or "").split(":")
    if len(offsets) != len(Bookmark._fields) - 1 or not all(map(str.isdecimal, offsets)):
        return None
    return Bookmark(version, *map(int, offsets))


def last_transcript(connection: sa.Connection, coder: str) -> str | None:
    """Return the transcript, by id, that a coder was in last; None where that is not known."""
    found = connection.scalar(sa.select(local.c.value).where(local.c.key == _key(coder)))
    return None if found is None else str(found)


def drop_bookmarks(connection: sa.Connection) -> None:
    """Keep none any longer: words have been withdrawn, and the offsets are of texts of before."""
    connection.execute(sa.delete(local).where(local.c.key.startswith(_LEFT, autoescape=True)))


def _key(coder: str, transcript: str = "") -> str:
    return f"{_LEFT}{coder}:{transcript}"
