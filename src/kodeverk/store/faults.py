"""What no project holds, in what a merge brings or a file has: which record, and what is wrong.

A change is looked at by itself first (`kodeverk.model.allowed_values`), then what all changes make
of its record beside other records and in its text.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

import sqlalchemy as sa

from kodeverk.errors import BadProject
from kodeverk.model.allowed_values import (
    in_quotes,
    is_id,
    is_municipality,
    turn_faults,
    value_fault,
)
from kodeverk.model.change import Value, canonical, fold
from kodeverk.model.kinds import KINDS, ids_in
from kodeverk.model.records import IN_MUNICIPALITY, ON_WORDS, Turn, target_passage, unpack_turns
from kodeverk.model.text import quote_hash
from kodeverk.store import journal
from kodeverk.store.compact_json import LONGEST
from kodeverk.store.schema import change, state, text
from kodeverk.store.standing import standing

_BATCH = 500
LAST_CLOCK = 2**63 - 1
"""The last clock there is: what is dated too far ahead of now, `kodeverk.store.dating` tells."""

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError)
"""What reading raises where something is that nothing this program writes looks like."""


FAULTS = (*UNREADABLE, ArithmeticError, sa.exc.SQLAlchemyError, sqlite3.Error)
"""What the program raises where a file is damaged, or where it has a fault itself."""


_BESIDE = ("step", "withdrawal", "draft", "entry")
"""What stands beside the records of a project; an entry is what its file says of itself."""


class Fault(NamedTuple):
    """A record, and what is wrong with it in words; the `field` whose mention of another is."""

    kind: str
    record: str
    what: str
    field: str | None = None


class Unsound(BadProject):
    """A project that is to be merged holds what none can: which record, and what is wrong."""


def refuse_source(source: sa.Connection, fault: Fault) -> NoReturn:
    """Raise Unsound for what is wrong in a project that is to be merged."""
    raise Unsound(
        fault_in_words(source, fault),
        "Ask for a sound copy. Its owner makes one with: kodeverk verify PROJECT --repair NEW",
    )


def fault_in_words(connection: sa.Connection, fault: Fault) -> str:
    """Return what is wrong in words, with the name of the record where it has one."""
    kind = fault.kind if fault.kind in (*KINDS, *_BESIDE) else "record"
    called = _called(connection, fault) if fault.kind in KINDS else ""
    # What is damaged may hold bytes in place of text, whatever the types say.
    record: object = fault.record
    identity = record if isinstance(record, str) and is_id(record) else in_quotes(record)
    return f"the {kind.replace('_', ' ')} {called}{identity}: {fault.what}"


def _called(connection: sa.Connection, fault: Fault) -> str:
    table, fields = state[fault.kind], KINDS[fault.kind].fields
    for name in ("name", "key", "label"):
        if name in fields and fields[name].type == "text":
            value = connection.scalar(sa.select(table.c[name]).where(table.c.id == fault.record))
            return f"{in_quotes(value)}, " if value else ""
    return ""


def change_fault(row: Mapping[Any, Any]) -> Fault | None:
    """Return what is wrong with a row of the journal, looked at by itself."""
    held = sound_value(row)
    return held if isinstance(held, Fault) else None


def sound_value(row: Mapping[Any, Any]) -> Value | Fault:
    """Return what a row of the journal holds, or what is wrong with it, looked at by itself."""
    value: Value = None
    what = _envelope_fault(row)
    if what is None:
        try:
            value, _ = _read(row["value"])
        except (ValueError, RecursionError):
            what = "a change of it cannot be read"
        else:
            what = value_fault(row["kind"], row["record"], row["field"], value)
            if what is None and canonical(value) != row["value"]:
                # What is in it twice, after it, or spelt otherwise, no withdrawal would find.
                what = "a change of it is not spelt as this program spells it"
    return Fault(str(row["kind"]), str(row["record"]), what) if what else value


def _envelope_fault(row: Mapping[Any, Any]) -> str | None:
    """Return what is wrong with what stands around the value of a change."""
    author, clock, replaces = row["author"], row["clock"], row["replaces"]
    names = (row["kind"], row["record"], row["field"], row["value"])
    if not all(isinstance(name, str) for name in names):
        return "a change of it holds bytes or numbers in place of text"
    if len(row["value"]) > LONGEST:
        return f"a change of it is longer than {LONGEST:,} characters"
    if not (_is_id(row["id"]) and _is_id(row["step"]) and (author is None or _is_id(author))):
        return "a change of it has no id, step or author"
    if not is_clock(clock):
        return "the time of a change of it is none"
    if replaces is not None and (not _are_packed_ids(replaces) or row["id"] in replaces):
        return "what a change replaces is none, or itself"
    return None


def _is_id(value: object) -> bool:
    return isinstance(value, str) and is_id(value) is not None


def is_clock(clock: object) -> bool:
    """Tell whether a change may have this clock, be it ahead or not."""
    return type(clock) is int and 0 <= clock <= LAST_CLOCK


def is_maker(author: object, at: object) -> bool:
    """Tell whether a step was made by a coder, at a time in milliseconds since 1970."""
    known = isinstance(author, str) and is_id(author)
    return bool(known) and type(at) is int and is_clock(at << 16)


def _are_packed_ids(packed: object) -> bool:
    if not isinstance(packed, str):
        return False
    try:
        return are_ids(json.loads(packed))
    except (ValueError, RecursionError):
        return False


def holds(check: Callable[[Any], bool], value: Any) -> bool:
    """Tell whether a check holds of a value; of what it cannot read it does not."""
    try:
        return check(value)
    except UNREADABLE:
        return False


def are_ids(listed: object) -> bool:
    """Tell whether this is a list of ids."""
    return isinstance(listed, list) and all(
        isinstance(identity, str) and is_id(identity) for identity in listed
    )


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


# Made once: `json.loads` makes another for every value that may hold no NaN.
_read = json.JSONDecoder(parse_constant=_no_number).raw_decode
"""Gives a value and where it ends."""


def fold_faults(connection: sa.Connection, touched: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """Yield the records of which their changes make nothing."""
    for kind, records in touched.items():
        for record in records:
            try:
                fold(journal.history(connection, record))
            except UNREADABLE:
                yield Fault(kind, record, "its changes replace each other, or lack its birth")


def mixed_faults(connection: sa.Connection, before: int) -> Iterator[Fault]:
    """Yield the records that changes after `before` speak of as two kinds."""
    other = change.alias()
    rows = connection.execute(
        sa.select(change.c.kind, change.c.record)
        .join(other, sa.and_(other.c.record == change.c.record, other.c.kind != change.c.kind))
        .where(change.c.seq > before)
    )
    for row in rows:
        yield Fault(row.kind, row.record, "other changes say that it is of another kind")


def record_faults(connection: sa.Connection, before: int, kinds: Iterable[str]) -> Iterator[Fault]:
    """Yield what is wrong with records of these kinds that changes after `before` speak of."""
    for kind in KINDS:
        if kind in kinds:
            came = sa.select(change.c.record).where(change.c.seq > before, change.c.kind == kind)
            yield from _lacking(connection, kind, came)
            yield from _astray(connection, kind, came)
            if kind in _OF_ONE_KIND:
                yield from _OF_ONE_KIND[kind](connection, came)


def _lacking(connection: sa.Connection, kind: str, came: sa.Select[Any]) -> Iterator[Fault]:
    """Yield the records that lack a field, or refer to what is not there or of another text."""
    table = state[kind]
    source: sa.FromClause = table
    wrong: list[tuple[str, str | None, sa.ColumnElement[bool]]] = []
    own = table.c.id if kind == "transcript" else table.c.get("transcript")
    behind = {*standing(connection)} if kind == "transcript" else set[str]()
    for name, about in KINDS[kind].fields.items():
        column, meant = table.c[name], about.refers or about.mentions
        if not about.optional:
            wrong.append((f"it has no {name}", None, column.is_(None)))
        if about.type != "text" or meant in (None, "any"):
            continue
        other = (text if meant == "text" else state[str(meant)]).alias()
        key = other.c.hash if meant == "text" else other.c.id
        source = source.outerjoin(other, key == column)
        mention = name if about.mentions else None
        wrong.append((f"its {name} is not there", mention, column.is_not(None) & key.is_(None)))
        if own is not None and "transcript" in other.c:
            # Of what was removed, the text may have been parted again from that of its transcript.
            of_another = table.c.present & (other.c.transcript != own)
            if behind:  # what belongs to them stands with the one that stands for them
                of_another &= own.not_in(behind)
            wrong.append((f"its {name} is of another transcript", mention, of_another))
    flags = [
        sa.func.coalesce(holds, sa.false()).label(f"w{n}") for n, (*_, holds) in enumerate(wrong)
    ]
    rows = connection.execute(
        sa.select(table.c.id, *flags)
        .select_from(source)
        .where(table.c.id.in_(came), sa.or_(*(holds for *_, holds in wrong)))
    )
    for identity, *held in rows:
        yield from (
            Fault(kind, identity, what, mention)
            for (what, mention, _), is_so in zip(wrong, held, strict=True)
            if is_so
        )


def _astray(connection: sa.Connection, kind: str, came: sa.Select[Any]) -> Iterator[Fault]:
    """Yield the records that mention within a structure what is not there, or of another text."""
    table = state[kind]
    for name, about in KINDS[kind].fields.items():
        if about.type != "structure" or about.mentions is None:
            continue
        other, packed = state[about.mentions], table.c[name]
        is_of_text = "transcript" in table.c and "transcript" in other.c
        text_of = other.c.transcript if is_of_text else sa.null()
        known = {row[0]: row[1] for row in connection.execute(sa.select(other.c.id, text_of))}
        rows = connection.execute(
            sa.select(table.c.id, packed, table.c.transcript if is_of_text else sa.null())
            .where(table.c.id.in_(came), packed.is_not(None))
            .execution_options(yield_per=_BATCH)
        )
        for identity, value, own in rows:
            ids = ids_in(json.loads(value))
            if ids - known.keys():
                yield Fault(kind, identity, f"something in its {name} is not there", name)
            elif {known[identity] for identity in ids} - {own}:
                what = f"something in its {name} is of another transcript"
                yield Fault(kind, identity, what, name)


def _version_faults(connection: sa.Connection, came: sa.Select[Any]) -> Iterator[Fault]:
    table = state["version"]
    rows = connection.execute(
        sa.select(table.c.id, table.c.turns, text.c.text)
        .join(text, text.c.hash == table.c.text)
        .where(table.c.id.in_(came))
        .execution_options(yield_per=20)
    )
    for row in rows:
        turns: tuple[Turn, ...] = unpack_turns(json.loads(row.turns or "null"))
        for what in turn_faults(row.text, turns):
            yield Fault("version", row.id, what)


def _coding_faults(connection: sa.Connection, came: sa.Select[Any]) -> Iterator[Fault]:
    table = state["coding"]
    names = ("version", "id", "start", "end", "quote", "placed")
    rows = connection.execute(
        sa.select(*(table.c[name] for name in names))
        .where(table.c.id.in_(came))
        .order_by(table.c.version)
        .execution_options(yield_per=_BATCH)
    )
    texts, placed = _Texts(connection), _Texts(connection)
    for version, coding, start, end, digest, place in rows:
        if version is None or start is None or end is None:
            continue  # told as lacking
        words = texts.of(version)
        if not 0 <= start < end <= len(words):
            yield Fault("coding", coding, "it lies outside its text")
        elif quote_hash(words[start:end]) != digest:
            yield Fault("coding", coding, "its words are not those once coded")
        if place is not None and not placed.has_place(place):
            yield Fault("coding", coding, "its place lies outside the text")


def _memo_faults(connection: sa.Connection, came: sa.Select[Any]) -> Iterator[Fault]:
    table = state["memo"]
    names = ("id", "target_kind", "target", "placed")
    rows = connection.execute(
        sa.select(*(table.c[name] for name in names)).where(table.c.id.in_(came))
    )
    texts = _Texts(connection)
    for row in rows:
        if not _is_target(connection, texts, row.target_kind, row.target):
            yield Fault("memo", row.id, "what it is on is not there")
        if row.placed is not None and not texts.has_place(row.placed):
            yield Fault("memo", row.id, "its place lies outside the text")


def _variable_faults(connection: sa.Connection, came: sa.Select[Any]) -> Iterator[Fault]:
    table = state["variable"]
    columns = (table.c.id, table.c.subject_kind, table.c.subject)
    for row in connection.execute(sa.select(*columns).where(table.c.id.in_(came))):
        if not _is_there(connection, row.subject_kind, row.subject):
            yield Fault("variable", row.id, "what it is of is not there")


def _joining_faults(kind: str) -> Any:
    table = state[kind]
    pair = (table.c.first, table.c.second)
    wrong = sa.or_(pair[0] >= pair[1], table.c.stays.not_in(pair))

    def faults(connection: sa.Connection, came: sa.Select[Any]) -> Iterator[Fault]:
        for record in connection.scalars(sa.select(table.c.id).where(table.c.id.in_(came), wrong)):
            yield Fault(kind, record, "it joins nothing")

    return faults


_OF_ONE_KIND: Mapping[str, Any] = {
    "version": _version_faults,
    "coding": _coding_faults,
    "memo": _memo_faults,
    "variable": _variable_faults,
    **{kind: _joining_faults(kind) for kind, about in KINDS.items() if about.joins},
}
"""Kind -> what is asked of it beside what the table of kinds says."""


class _Texts:
    """The words of versions: of the last one asked for, as rows come by version."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._last: tuple[str | None, str] = (None, "")

    def of(self, version: str | None) -> str:
        """Return the text of a version; an empty one where it is not there."""
        if version is not None and version != self._last[0]:
            table = state["version"]
            chosen = sa.select(text.c.text).join(table, table.c.text == text.c.hash)
            words = self._connection.scalar(chosen.where(table.c.id == version))
            self._last = (version, words or "")
        return self._last[1] if version is not None else ""

    def has_place(self, packed: str) -> bool:
        """Tell whether what a person decided lies in the text it speaks of."""
        place = json.loads(packed)
        if "end" not in place:
            return True
        held = self.of(place["version"])
        return bool(place["end"] <= len(held))


def _is_target(
    connection: sa.Connection, texts: _Texts, kind: str | None, target: str | None
) -> bool:
    if kind == "project" or target is None:
        return kind == "project" and target is None
    if kind in ON_WORDS:
        if ":" not in target:
            return False
        version, span = target_passage(target)
        return span.end <= len(texts.of(version))
    if kind == IN_MUNICIPALITY:
        code, _, municipality = target.partition("/")
        return is_municipality(municipality) is not None and _is_there(connection, "code", code)
    return _is_there(connection, kind, target)


def is_there(connection: sa.Connection, target_kind: str, target: str | None) -> bool:
    """Tell whether what a memo is to be on is in the project."""
    return _is_target(connection, _Texts(connection), target_kind, target)


def _is_there(connection: sa.Connection, kind: str | None, record: str | None) -> bool:
    if kind == "municipality":
        return bool(is_municipality(record or ""))
    if kind not in state:
        return True  # told as no kind there is
    table = state[kind]
    return connection.scalar(sa.select(table.c.id).where(table.c.id == record)) is not None


def change_faults(connection: sa.Connection) -> Iterator[Fault]:
    """Yield what is wrong with the changes of a project, each looked at by itself."""
    columns = [column for column in change.c if column.name != "seq"]
    twice = twice_there(connection)
    rows = connection.execute(
        sa.select(*columns).order_by(change.c.seq).execution_options(yield_per=2000)
    )
    for row in rows.mappings():
        fault = change_fault(row)
        if fault:
            yield fault
        elif row["id"] in twice:
            yield Fault(row["kind"], row["record"], TWICE)


TWICE = "there are two changes of one id"


def twice_there(connection: sa.Connection) -> set[str]:
    """Return the ids that several changes have: a table made by others may let them."""
    chosen = sa.select(change.c.id).group_by(change.c.id).having(sa.func.count() > 1)
    return {*connection.scalars(chosen)}


def all_faults(connection: sa.Connection) -> Iterator[Fault]:
    """Yield what is wrong with the changes of a project, and where these are sound, its records."""
    unsound = 0
    for fault in change_faults(connection):
        unsound += 1
        yield fault
    if unsound == 0:
        yield from mixed_faults(connection, 0)
        yield from record_faults(connection, 0, KINDS)
