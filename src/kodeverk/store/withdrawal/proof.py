"""Proof: everything that marks reach is out, by deriving it again from what is kept."""

from collections.abc import Iterator

import sqlalchemy as sa

from kodeverk.store.schema import state, text
from kodeverk.store.withdrawal.dependents import dependents
from kodeverk.store.withdrawal.marks import read_marks
from kodeverk.store.withdrawal.reach import reached_by, side_of


def withdrawal_problems(connection: sa.Connection) -> Iterator[str]:
    """Yield what is there although it is withdrawn for good, and texts that belong to nothing."""
    version = state["version"]
    unused = sa.select(text.c.hash).where(
        text.c.hash.not_in(sa.select(version.c.text).where(version.c.text.is_not(None)))
    )
    for digest in connection.scalars(unused.order_by(text.c.hash)):
        yield f"the text {digest} is there and belongs to no interview"
    marks = read_marks(connection)
    if not marks:
        return
    here = side_of(connection)
    reached = reached_by([here], marks)
    for body, covers in sorted(here.covers.items()):
        if covers != here.trace(body).covers:
            what = f"the text {body}" if body in here.texts else f"a string ({body})"
            yield f"{what} holds words that were withdrawn"
    people = reached.forgotten
    for kind, record in sorted(dependents(connection, people.transcripts, people.gone, {})):
        yield f"the {kind} {record} is there and was forgotten"
    speaker = state["speaker"]
    rows = connection.execute(sa.select(speaker.c.id, speaker.c.informant))
    for row in rows:
        if row.informant in people.gone:
            yield f"the speaker {row.id} is said to be somebody who was forgotten"
