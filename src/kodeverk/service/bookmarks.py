"""Bookmarks: where a coder left a transcript is where they come back to."""

from kodeverk.model.records import Coder
from kodeverk.service.derived_placements import aligned
from kodeverk.service.drafts import owners
from kodeverk.store import bookmarks, queries
from kodeverk.store.bookmarks import Bookmark
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.queries import Version


def keep_bookmark(project: Project, coder: Coder, transcript: str, kept: Bookmark) -> None:
    """Keep where a coder is in a transcript.

    It is no step: nothing is undone, logged or merged, and the transcript is not begun by it.
    """
    with project.locked() as connection:
        bookmarks.keep_bookmark(connection, owners(connection, coder)[0], transcript, kept)


def bookmark_in(
    connection: Connection, coder: Coder, transcript: str, current: Version
) -> Bookmark | None:
    """Return where a coder left a transcript, in its current version; None where nobody knows.

    In a corrected text that is where the words are by now.
    """
    found = (
        bookmarks.bookmark_of(connection, owner, transcript) for owner in owners(connection, coder)
    )
    kept = next((bookmark for bookmark in found if bookmark is not None), None)
    if kept is None:
        return None
    end = len(current.text)
    if kept.version == current.id:
        return Bookmark(current.id, min(kept.caret, end), min(kept.top, end))
    versions = queries.versions(connection, transcript)
    left = next((version for version in versions if version.id == kept.version), None)
    if left is None:
        return None
    moved = aligned(left.text, current.text)
    caret, top = moved.offset(min(kept.caret, len(left.text))), moved.offset(kept.top)
    return Bookmark(current.id, caret, top)


def last_transcript(project: Project, coder: Coder) -> str | None:
    """Return the id of the transcript that a coder was in last, in this file."""
    with project.reading() as connection:
        found = (
            bookmarks.last_transcript(connection, owner) for owner in owners(connection, coder)
        )
        return next((transcript for transcript in found if transcript is not None), None)
