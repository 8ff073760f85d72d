"""What no withdrawal of this program writes among marks and traces: which, and what is wrong."""

import json
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from kodeverk.model.allowed_values import MOST, is_id, is_number, line_fault
from kodeverk.model.change import Value
from kodeverk.model.identity import ID_PATTERN
from kodeverk.model.mask import Cover
from kodeverk.store.faults import LAST_CLOCK, Fault, are_ids, holds
from kodeverk.store.schema import trace, withdrawal
from kodeverk.store.withdrawal.bodies import body_place
from kodeverk.store.withdrawal.marks import WithdrawalMark, read_marks, words_marks
from kodeverk.store.withdrawal.reach import Side, side_of

_is_digest = re.compile(r"[0-9a-f]{64}").fullmatch
_is_note = re.compile(
    rf"(?:transcript|unsearched)/{ID_PATTERN}|spoke/{ID_PATTERN}/{ID_PATTERN}|speaker/{ID_PATTERN}(?:/(?:{ID_PATTERN})?)?"
).fullmatch


def withdrawal_faults(connection: sa.Connection) -> Iterator[Fault]:
    """Yield what is wrong with the marks and traces of a project, first each by itself."""
    faults = [*faults_alone(connection)]
    yield from faults or faults_of_places([side_of(connection)], read_marks(connection))


def faults_alone(connection: sa.Connection) -> Iterator[Fault]:
    """Yield the marks and traces that are not as this program writes them, looked at alone."""
    for row in connection.execute(sa.select(withdrawal).order_by(withdrawal.c.id)):
        if not holds(_is_mark, row):
            yield Fault("withdrawal", row.id, "it says nothing that can be withdrawn")
    for row in connection.execute(sa.select(trace).order_by(trace.c.body)):
        if not holds(_is_trace, row):
            yield Fault(
                "withdrawal", row.body, "what is kept of it says of no words where they stood"
            )


def faults_of_places(sides: Collection[Side], marks: Collection[WithdrawalMark]) -> Iterator[Fault]:
    """Yield what marks and traces of any of the sides place outside of what a side has there."""
    ends: dict[str, tuple[int, str]] = {}
    for words_mark in words_marks(marks):
        ends[words_mark.body] = max(
            ends.get(words_mark.body, (0, "")), (words_mark.end, words_mark.mark.id)
        )
    for side in sides:
        for body, kept in side.traces.items():
            edges = [piece.end for piece in kept.pieces] + [cover.end for cover in kept.covers]
            if edges:
                ends[body] = max(ends.get(body, (0, "")), (max(edges), body))
    for side in sides:
        for body, words in side.words(ends.keys()):
            end, identity = ends[body]
            length = _first_length(words, side.trace(body).covers)
            if length is None:
                yield Fault("withdrawal", body, "what shows of it is not in its text")
            elif end > length:
                yield Fault("withdrawal", identity, "it lies outside of its text")


def _first_length(words: str, covers: Collection[Cover]) -> int | None:
    """Return how long a body was at first that shows these words; None where covers do not show."""
    grown = 0
    for start, end, shows, _ in covers:
        at = start + grown
        if words[at : at + len(shows)] != shows:
            return None
        grown += len(shows) - (end - start)
    return len(words) - grown


def leave_out(connection: sa.Connection, fault: Fault) -> None:
    """Take out an unsound mark, or all that is kept of a body but how its text reads now.

    Offsets of a body mean nothing without its whole trace: no mark is left that says any.
    """
    gone = sa.or_(withdrawal.c.id == fault.record, withdrawal.c.target == fault.record)
    connection.execute(sa.delete(withdrawal).where(gone))
    chosen = trace.c.body == fault.record
    reads = connection.scalar(sa.select(trace.c.reads).where(chosen))
    connection.execute(sa.delete(trace).where(chosen))
    if all(isinstance(digest, str) and _is_digest(digest) for digest in (reads, fault.record)):
        row = {"body": fault.record, "pieces": "[]", "covers": "[]", "reads": reads}
        connection.execute(sa.insert(trace), row)


def _is_mark(row: Any) -> bool:
    fields = json.loads(row.value)
    if not isinstance(fields, dict) or row.id != WithdrawalMark(row.kind, row.target, row.value).id:
        return False
    if row.kind == "words":
        return _is_body(row.target) and _says_words(fields)
    rest = {name: held for name, held in fields.items() if name != "clock"}
    if not is_id(row.target) or not is_number(fields.get("clock", 0), LAST_CLOCK):
        return False
    if row.kind == "transcript":
        return are_ids(rest.pop("elsewhere", [])) and not rest
    stays, replaced = rest.pop("stays", {}), rest.pop("replaced", {})
    lists = [[*stays], *stays.values(), *replaced.values()]
    return row.kind == "informant" and all(map(are_ids, lists)) and not rest


def _says_words(fields: dict[str, Any]) -> bool:
    start, end, shows, clock, root, of, strings, signs, genitive = (
        fields.pop(name)
        for name in ("start", "end", "shows", "clock", "root", "of", "strings", "signs", "genitive")
    )
    return (
        not fields
        and _is_stretch(start, end)
        and _shows(shows)
        and is_number(root, clock)
        and is_number(clock, LAST_CLOCK)
        and are_ids(of)
        and (signs is None or (len(signs) > 1 and _are(str, signs)))
        and _are(bool, [strings, genitive])
    )


def _is_trace(row: Any) -> bool:
    pieces, covers = json.loads(row.pieces), json.loads(row.covers)
    if _is_note(row.body):
        return [pieces, covers] == [[], []] and row.reads is None
    return (
        _is_body(row.body)
        and _are(list, [pieces, covers])
        and all(
            _is_stretch(start, end) and _is_piece(end - start, what) for start, end, what in pieces
        )
        and all(
            _is_stretch(start, end) and _shows(shows) and isinstance(gone, bool)
            for start, end, shows, gone in covers
        )
        and all(one[1] <= other[0] for one, other in pairwise(covers))
        and (row.reads is None or bool(_is_digest(row.reads)))
    )


def _is_piece(length: int, what: Value) -> bool:
    if isinstance(what, str):
        return len(what) == length
    return what is None or is_number(what, 1 << 48)


def _is_body(body: str) -> bool:
    """Tell whether this names a text, or a string of the journal."""
    if _is_digest(body):
        return True
    place = body_place(body)
    return place is not None and bool(is_id(place[0])) and place[1].number >= 0


def _is_stretch(start: Any, end: Any) -> bool:
    return is_number(end, MOST) and is_number(start, end - 1)


def _shows(words: Any) -> bool:
    return bool(words) and line_fault(words) is None


def _are(kind: type, values: Any) -> bool:
    return all(type(value) is kind for value in values)
