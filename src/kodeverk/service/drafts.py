"""Drafts: a memo that is being written is on disk, so that nothing typed is lost."""

import time

from kodeverk.model.records import Coder
from kodeverk.model.text import normalise
from kodeverk.store import drafts
from kodeverk.store.drafts import Draft
from kodeverk.store.project import Project


def keep_draft(project: Project, author: Coder, about: str, target: str, text: str) -> None:
    """Keep what the author has typed of a memo; `about` and `target` as in `Draft`.

    It is no step: nothing is undone, logged or merged. Raises StaleWrite when words have been
    withdrawn while the project was open.
    """
    at = time.time_ns() // 1_000_000
    with project.locked() as connection:
        drafts.keep(connection, Draft(author.id, about, target, normalise(text), at))


def give_up_draft(project: Project, author: Coder, about: str, target: str) -> None:
    """Keep the author's draft of a memo no longer, if there is one."""
    with project.locked() as connection:
        drafts.drop(connection, author.id, about, target)


def kept_drafts(project: Project, author: Coder) -> list[Draft]:
    """Return the author's drafts, the latest first."""
    with project.reading() as connection:
        return drafts.drafts(connection, author.id)


def draft_of(project: Project, author: Coder, about: str, target: str) -> Draft | None:
    """Return the author's draft of one memo, if there is one."""
    kept = kept_drafts(project, author)
    return next((one for one in kept if (one.about, one.target) == (about, target)), None)
