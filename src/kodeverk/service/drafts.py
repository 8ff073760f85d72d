"""Drafts: a memo that is being written is on disk, so that nothing typed is lost."""

import time

from kodeverk.model.records import Coder
from kodeverk.model.text import normalise
from kodeverk.service.coders import expected_coder
from kodeverk.store import drafts, queries
from kodeverk.store.drafts import Draft
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project


def keep_draft(project: Project, author: Coder, about: str, target: str, text: str) -> None:
    """Keep what the author has typed of a memo; `about` and `target` as in `Draft`.

    It is no step: nothing is undone, logged or merged. Raises StaleWrite when words have been
    withdrawn while the project was open.
    """
    at = time.time_ns() // 1_000_000
    with project.locked() as connection:
        drop_draft(connection, author, about, target)
        owner = owners(connection, author)[0]
        drafts.replace_draft(connection, Draft(owner, about, target, normalise(text), at))


def give_up_draft(project: Project, author: Coder, about: str, target: str) -> None:
    """Keep the author's draft of a memo no longer, if there is one."""
    with project.locked() as connection:
        drop_draft(connection, author, about, target)


def drop_draft(connection: Connection, author: Coder, about: str, target: str) -> None:
    """Do what `give_up_draft` does, on a connection that holds the write lock."""
    for owner in owners(connection, author):
        drafts.delete_draft(connection, owner, about, target)


def kept_drafts(project: Project, author: Coder) -> list[Draft]:
    """Return the author's drafts, the latest first."""
    with project.reading() as connection:
        return drafts.drafts_of(connection, owners(connection, author))


def draft_of(project: Project, author: Coder, about: str, target: str) -> Draft | None:
    """Return the author's draft of one memo, if there is one."""
    kept = kept_drafts(project, author)
    return next((draft for draft in kept if (draft.about, draft.target) == (about, target)), None)


def owners(connection: Connection, author: Coder) -> list[str]:
    """Return the ids that what a file alone has of a person is under, the one for new first.

    Whoever has written nothing yet may have another id the next time, but the same name.
    """
    expected = expected_coder(author.name).id
    known = {coder.id for coder in queries.coders(connection)}
    own = [*queries.one_with(connection, author.id)]
    return [author.id, *own, expected] if author.id in known else [expected, *own]
