"""What withdrawals add to the content of a project: what people said, and how texts read since."""

from collections.abc import Iterator

import sqlalchemy as sa

from kodeverk.model.change import canonical
from kodeverk.store.withdrawal.marks import read_marks
from kodeverk.store.withdrawal.traces import kept_digests


def withdrawal_lines(connection: sa.Connection) -> Iterator[str]:
    """Yield the lines that withdrawals add to the content hash, in one order."""
    for hash_at_first, digest in sorted(kept_digests(connection).items()):
        yield canonical(["text", hash_at_first, digest])
    forgotten = {
        (mark.kind, mark.target) for mark in read_marks(connection) if mark.kind != "words"
    }
    for kind, target in sorted(forgotten):
        yield canonical(["forgotten", kind, target])
