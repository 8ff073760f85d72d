"""What tells codings that coders decided of from what became of them since."""

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.passages import connected_spans
from kodeverk.analysis.counting.work import FINISHED
from kodeverk.model.change import BIRTH, EXISTS
from kodeverk.model.coding_rows import HERE, CodingRow
from kodeverk.model.identity import consensus_id
from kodeverk.model.records import FACET_PREFIX, Assignment
from kodeverk.service.equal_codings import as_one
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.releases import History, changed_since, histories_of, releases

_TOLD = (BIRTH, EXISTS, "version", "start", "end", "code", "placed")
"""The fields of a coding, besides its facets, that it matters to a decision to change."""


def item_digest(codings: Iterable[str], histories: Mapping[str, History]) -> str:
    """Return the digest of codings as they are: another when anybody changes one of them.

    It follows from their changes alone, so that it is the same in every copy, whatever becomes of
    the text.
    """
    told = sorted(
        entry.id
        for coding in codings
        for entry in histories[coding].changes
        if entry.field in _TOLD or entry.field.startswith(FACET_PREFIX)
    )
    return hashlib.sha256("".join(told).encode()).hexdigest()[:16]


def reopened(
    connection: Connection, assignments: Sequence[Assignment], reserve: Container[str]
) -> frozenset[str]:
    """Return the transcripts whose consensus was complete, and is not any more.

    Somebody has made, changed or taken off a coding there since. `assignments` are those of one
    round, `reserve` the codes that no consensus is on.
    """
    complete = [
        work for work in assignments if work.coder == consensus_id() and work.state in FINISHED
    ]
    if not complete:
        return frozenset()
    said = releases(connection, [work.id for work in complete])
    since = changed_since(connection, min(release.clock for release in said.values()))
    rows_of = coding_rows.coding_rows(connection, SURE)
    found = set()
    for current in queries.current_versions(
        connection, [work.transcript for work in complete if work.transcript in since]
    ):
        coders = {
            work.coder
            for work in assignments
            if work.transcript == current.transcript
            and work.state in FINISHED
            and work.coder != consensus_id()
        }
        rows, _ = as_one(rows_of(current.transcript, current.id))
        items = list(_items(rows, coders, reserve))
        histories = histories_of(connection, [coding for item in items for coding in item])
        decided = {one.item for one in queries.decisions(connection, current.transcript)}
        if any(item_digest(item, histories) not in decided for item in items):
            found.add(current.transcript)
    return frozenset(found)


def _items(
    rows: Sequence[CodingRow], coders: Container[str], reserve: Container[str]
) -> Iterator[list[str]]:
    """Yield the codings, by id, of each item: of one code, in one row of shared characters."""
    by_code: dict[str, list[CodingRow]] = {}
    for row in rows:
        if row[3] in coders and row[4] == HERE and row[0] not in reserve:
            by_code.setdefault(row[0], []).append(row)
    for of_code in by_code.values():
        for span in connected_spans((row[1], row[2]) for row in of_code):
            yield [row[6] for row in of_code if span.start <= row[1] < span.end]
