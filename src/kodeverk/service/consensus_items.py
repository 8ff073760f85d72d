"""What tells codings that coders decided of from what became of them since."""

import hashlib
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

from kodeverk.analysis.agreement.consensus import coders_agree
from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.passages import connected_spans
from kodeverk.analysis.counting.work import FINISHED
from kodeverk.model.change import BIRTH, EXISTS, Value, canonical, heads
from kodeverk.model.coding_rows import HERE, CodingRow
from kodeverk.model.identity import consensus_id
from kodeverk.model.records import FACET_PREFIX, Assignment, Decision, Outcome
from kodeverk.model.text import Span
from kodeverk.service.equal_codings import as_one
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.releases import fields_set, histories_of

_TOLD = (BIRTH, EXISTS, "version", "start", "end", "code", "placed")
"""The fields of a coding, besides its facets, that it matters to a decision to change."""


def item_digest(codings: Iterable[str], changes: Mapping[str, Iterable[tuple[str, str]]]) -> str:
    """Return the digest of codings as they are: another when anybody changes one of them.

    It follows from their `changes` alone, each with its id and its field, so that it is the same in
    every copy, whatever becomes of the text.
    """
    told = sorted(
        identity
        for coding in codings
        for identity, field in changes[coding]
        if field in _TOLD or field.startswith(FACET_PREFIX)
    )
    return hashlib.sha256("".join(told).encode()).hexdigest()[:16]


def complete_ones(
    connection: Connection, assignments: Sequence[Assignment], reserve: Container[str]
) -> frozenset[str]:
    """Return the transcripts whose consensus was finished and is complete.

    All codings of the two coders or more who finished there are decided on, as they are now and
    among these coders, no two decided otherwise in copies, and the consensus has nothing that no
    coder has any more. `assignments` are those of one round, `reserve` the codes that no consensus
    is on.
    """
    coders_of: dict[str, set[str]] = {}
    for work in assignments:
        if work.state in FINISHED:
            coders_of.setdefault(work.transcript, set()).add(work.coder)
    finished = [transcript for transcript, who in coders_of.items() if consensus_id() in who]
    if not finished:
        return frozenset()
    apart = queries.decisions_apart(connection)
    rows_of = coding_rows.coding_rows(connection, SURE)
    found = set()
    for current in queries.current_versions(connection, finished):
        transcript = current.transcript
        coders = coders_of[transcript] - {consensus_id()}
        all_rows = rows_of(transcript, current.id)
        rows, _ = as_one(all_rows)
        if (
            len(coders) > 1
            and not held_by_nobody(rows)
            and all(_are_decided(connection, rows, coders, reserve, transcript))
            and not _otherwise(connection, all_rows, transcript, apart.get(transcript, {}))
        ):
            found.add(transcript)
    return frozenset(found)


def held_by_nobody(rows: Iterable[CodingRow]) -> list[CodingRow]:
    """Return the codings of the consensus, of all of a transcript, that no coder has any more.

    They share no words with anybody's coding of their code, and none of those waits for its place.
    """
    own, of_coders = list[CodingRow](), dict[str, list[CodingRow]]()
    for row in rows:
        if row[3] != consensus_id():
            of_coders.setdefault(row[0], []).append(row)
        elif row[4] == HERE:
            own.append(row)
    return [
        row
        for row in own
        if all(
            other[4] == HERE and (other[2] <= row[1] or row[2] <= other[1])
            for other in of_coders.get(row[0], ())
        )
    ]


def holds(outcome: Outcome, *, is_agreed: bool) -> bool:
    """Tell whether a decision on codings is one of the coders whose they are now.

    What was written because all agreed holds while they do: nobody has decided it.
    """
    return is_agreed or outcome != "agreed"


def decided_otherwise(connection: Connection, transcript: str, version: str) -> frozenset[str]:
    """Return the decisions that people made apart, each giving the consensus other codings.

    A merge brings all of these together, which nobody has decided. `version` is the text of now.
    """
    apart = queries.decisions_apart(connection, transcript).get(transcript)
    if not apart:
        return frozenset()
    rows = coding_rows.coding_rows(connection, SURE)(transcript, version)
    return _otherwise(connection, rows, transcript, apart)


def given_by_others(connection: Connection, decision: str, outcome: Value) -> list[str]:
    """Return the codings that the consensus has by those who decided apart, not with `outcome`."""
    (changes,) = (history.changes for history in histories_of(connection, [decision]).values())
    steps: dict[bool, set[str]] = {True: set(), False: set()}
    for head in heads(changes, "outcome"):
        steps[canonical(head.value_of("outcome")) == canonical(outcome)].add(head.step)
    (transcript,) = {str(one.value_of("transcript")) for one in changes if one.sets("transcript")}
    (current,) = queries.current_versions(connection, [transcript])
    rows = coding_rows.coding_rows(connection, SURE)(transcript, current.id)
    (about,) = (one for one in queries.decisions(connection, transcript) if one.id == decision)
    given = _given(connection, rows, about)
    return [row[6] for row, step in given if step in steps[False] - steps[True]]


def _otherwise(
    connection: Connection,
    rows: Sequence[CodingRow],
    transcript: str,
    apart: Mapping[str, Iterable[str]],
) -> frozenset[str]:
    """Return those of the decisions that were made apart, in steps, which differ in codings."""
    found = set()
    for decision in queries.decisions(connection, transcript) if apart else ():
        of_step = {step: set[tuple[int, int, str | None]]() for step in apart.get(decision.id, ())}
        for row, step in _given(connection, rows, decision) if of_step else ():
            if step in of_step:
                of_step[step].add((row[1], row[2], row[5]))
        if len({frozenset(codings) for codings in of_step.values()}) > 1:
            found.add(decision.id)
    return frozenset(found)


def _given(
    connection: Connection, rows: Sequence[CodingRow], decision: Decision
) -> list[tuple[CodingRow, str]]:
    """Return the codings that the consensus has on an item's words, with the step of each."""
    about = [row for row in rows if row[6] in decision.codings]
    start = min((row[1] for row in about), default=0)
    end = max((row[2] for row in about), default=0)
    there = [
        row
        for row in rows
        if row[0] == decision.code
        and row[3] == consensus_id()
        and row[4] == HERE
        and row[1] < end
        and start < row[2]
    ]
    histories = histories_of(connection, [row[6] for row in there])
    return [(row, histories[row[6]].changes[0].step) for row in there]


def _are_decided(
    connection: Connection,
    rows: Sequence[CodingRow],
    coders: Collection[str],
    reserve: Container[str],
    transcript: str,
) -> Iterator[bool]:
    """Yield of each item of a transcript whether a decision on it holds."""
    items = list(_items(rows, coders, reserve))
    changes = fields_set(connection, [row[6] for item in items for row in item])
    decided = {
        (one.code, one.item): one.outcome for one in queries.decisions(connection, transcript)
    }
    for item in items:
        digest = item_digest((row[6] for row in item), changes)
        outcome = decided.get((item[0][0], digest))
        is_agreed = coders_agree(coders, [(row[3], Span(row[1], row[2])) for row in item])
        yield outcome is not None and holds(outcome, is_agreed=is_agreed)


def _items(
    rows: Sequence[CodingRow], coders: Container[str], reserve: Container[str]
) -> Iterator[list[CodingRow]]:
    """Yield the codings of each item: of one code, in one row of shared characters."""
    by_code: dict[str, list[CodingRow]] = {}
    for row in rows:
        if row[3] in coders and row[4] == HERE and row[0] not in reserve:
            by_code.setdefault(row[0], []).append(row)
    for of_code in by_code.values():
        for span in connected_spans((row[1], row[2]) for row in of_code):
            yield [row for row in of_code if span.start <= row[1] < span.end]
