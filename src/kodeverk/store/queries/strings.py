"""Every string a project keeps, to look for words that must not be left."""

from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.kinds import fields_where
from kodeverk.store.schema import change, state, step, text

_WITH_WORDS = (*fields_where(lambda field: field.words != "none"),)


class KeptText(NamedTuple):
    """The words of one version of a transcript, and whether it is the current one."""

    transcript: str
    current: bool
    text: str


class KeptString(NamedTuple):
    """A value in the journal as JSON, or a line of the log (kind `log`, without a record)."""

    kind: str
    record: str
    field: str
    value: str


def kept_texts(connection: sa.Connection) -> Iterator[KeptText]:
    """Yield the text of every version of every transcript, also of removed ones."""
    version, transcript = state["version"], state["transcript"]
    rows = connection.execute(
        sa.select(version.c.transcript, transcript.c.version == version.c.id, text.c.text)
        .join(text, text.c.hash == version.c.text)
        .join(transcript, transcript.c.id == version.c.transcript, isouter=True)
        .order_by(version.c.transcript, version.c.id)
        .execution_options(yield_per=20)
    )
    return (KeptText(row[0], bool(row[1]), row[2]) for row in rows)


def kept_strings(connection: sa.Connection) -> Iterator[KeptString]:
    """Yield every value in the journal that may hold words, earlier ones too, and the log."""
    values = connection.execute(
        sa.select(change.c.kind, change.c.record, change.c.field, change.c.value)
        .where(change.c.kind.in_(_WITH_WORDS))
        .order_by(change.c.seq)
        .execution_options(yield_per=1000)
    )
    for row in values:
        yield KeptString(*row)
    log = sa.select(step.c.summary, step.c.author_name).order_by(step.c.seq)
    for summary, author in connection.execute(log):
        yield KeptString("log", "", "summary", summary)
        yield KeptString("log", "", "author", author)
