"""The log of steps, which this file alone keeps, without withdrawn words."""

from collections.abc import Mapping

import sqlalchemy as sa

from kodeverk.model.replacement import finder, with_replacements
from kodeverk.store.schema import step


def without_in_log(connection: sa.Connection, replacements: Mapping[str, str]) -> None:
    """Replace words in the lines of this file's log of steps: an original -> what comes instead."""
    if not replacements:
        return
    find = finder(replacements)
    for row in connection.execute(sa.select(step.c.id, step.c.summary)).all():
        if edits := find(row.summary):
            said = with_replacements(row.summary, edits)
            connection.execute(sa.update(step).where(step.c.id == row.id).values(summary=said))
