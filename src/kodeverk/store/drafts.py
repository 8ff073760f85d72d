"""Memos that are being written: on disk as they are typed, in this file alone, never a change."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.replacement import finder, with_replacements
from kodeverk.store.schema import draft

WRITTEN = "memo"
"""What a draft is about that changes a memo; any other is of a memo on the kind it names."""


class Draft(NamedTuple):
    """What a coder has typed last of one memo, `at` in milliseconds since 1970.

    `about` and `target` are what the memo is on, as those of `kodeverk.model.records.Memo`; or
    `WRITTEN` and the id of the memo that is changed.
    """

    coder: str
    about: str
    target: str
    text: str
    at: int


def replace_draft(connection: sa.Connection, kept: Draft) -> None:
    """Keep a draft instead of the one there was."""
    delete_draft(connection, kept.coder, kept.about, kept.target)
    connection.execute(sa.insert(draft), kept._asdict())


def delete_draft(connection: sa.Connection, coder: str, about: str, target: str) -> None:
    """Keep a draft no longer, if there is one."""
    connection.execute(
        sa.delete(draft).where(
            draft.c.coder == coder, draft.c.about == about, draft.c.target == target
        )
    )


def drafts_of(connection: sa.Connection, coders: Collection[str]) -> list[Draft]:
    """Return the drafts of coders, by id, the latest first."""
    rows = connection.execute(
        sa.select(draft).where(draft.c.coder.in_(coders)).order_by(draft.c.at.desc(), *draft.c)
    )
    return [Draft._make(row) for row in rows]


def without_in_drafts(connection: sa.Connection, replacements: Mapping[str, str]) -> None:
    """Replace words in everybody's drafts: an original -> what comes instead."""
    if not replacements:
        return
    find = finder(replacements)
    for kept in _all(connection):
        if edits := find(kept.text):
            replace_draft(connection, kept._replace(text=with_replacements(kept.text, edits)))


def follow(connection: sa.Connection, target_now: Callable[[str, str], str | None]) -> None:
    """Let drafts go with what is withdrawn, and stay on the words they are on.

    `target_now` is given what a draft is about and on, and says what that is now; None: it is gone.
    """
    for kept in _all(connection):
        target = target_now(kept.about, kept.target)
        if target != kept.target:
            delete_draft(connection, kept.coder, kept.about, kept.target)
            if target is not None:
                replace_draft(connection, kept._replace(target=target))


def _all(connection: sa.Connection) -> list[Draft]:
    return [Draft._make(row) for row in connection.execute(sa.select(draft))]
