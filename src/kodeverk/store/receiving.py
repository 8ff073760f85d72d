"""Receiving: what a file of changes holds, put into tables that can be united with a project."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kodeverk.errors import BadProject, Refused
from kodeverk.files import make_folder, new_file, private_folder
from kodeverk.model.allowed_values import is_id
from kodeverk.model.change import Value, canonical
from kodeverk.store import faults, journal
from kodeverk.store.batches import batches
from kodeverk.store.engine import explain, written
from kodeverk.store.many_rows import insert_rows
from kodeverk.store.merging import Union, unite
from kodeverk.store.needed_records import keep_needed
from kodeverk.store.opening import begin_project
from kodeverk.store.project import Project
from kodeverk.store.schema import SCHEMA_VERSION, change, maker, text, trace, withdrawal
from kodeverk.store.sending import outside, withdrawn_digest
from kodeverk.store.sent_file import Header, Line, reading_lines
from kodeverk.store.withdrawal.marks import WithdrawalMark

_BATCH = 500
_AGAIN = "kodeverk send PROJECT FILE --since {since}"


class Lacking(BadProject):
    """A file of changes rests on what the project does not have: it is to be sent with more."""


def receive(into: sa.Connection, project: Project, path: Path) -> Union:
    """Add what a file of changes holds to a project, whose write lock `into` holds.

    Raises BadProject for what is no such file, Lacking where it rests on what is not here, and as
    `unite` does.
    """
    with reading_lines(path) as (header, lines):
        _check_schema(path, header)
        if not header.whole and header.withdrawn != withdrawn_digest(into):
            raise Lacking(
                f"in the project that {path} is from other words are withdrawn than in this one",
                "Only all of it together can be searched for them. Ask for: "
                + _AGAIN.format(since="beginning"),
            )
        with _unpacked(path, header, lines, project) as source:
            if not header.whole:
                _check_rests_on(into, source, header, path)
            return unite(into, source, is_part=not header.whole)


def _check_schema(path: Path, header: Header) -> None:
    if header.schema == SCHEMA_VERSION:
        return
    is_newer = header.schema > SCHEMA_VERSION
    raise BadProject(
        f"{path} was sent by {'a newer' if is_newer else 'an earlier'} Kodeverk",
        "Update this program: pip install --upgrade kodeverk"
        if is_newer
        else "Ask who sent it to update their Kodeverk, and to send again.",
    )


@contextmanager
def _unpacked(
    path: Path, header: Header, lines: Iterator[Line], project: Project
) -> Iterator[sa.Connection]:
    """Give what is in a file as a project of its own, beside `project`, which is gone after.

    Of a part of a project only texts, makers and changes are there, folded to nothing.
    """
    try:
        make_folder(project.merged.parent)
        with private_folder(project.merged) as folder:
            location = folder / "received.kodeverk"
            new_file(location)
            with begin_project(str(location), str(path)) as received:
                _fill(received, path, header, lines)
                with received.reading() as source:
                    yield source
    except OSError as error:
        raise Refused(
            f"{path} cannot be unpacked to be read: {error.strerror}",
            "It is unpacked beside the project: check that there is room and that you may write.",
        ) from error


def _fill(received: Project, path: Path, header: Header, lines: Iterator[Line]) -> None:
    try:
        with written(received.engine) as connection:
            _insert(connection, lines)
            if header.whole:
                chosen = sa.select(change.c.kind, change.c.record).distinct()
                journal.refold(connection, [(row[0], row[1]) for row in connection.execute(chosen)])
                keep_needed(connection)
    except sa.exc.IntegrityError as error:
        raise faults.Unsound(
            "something in it is there twice, or refers to what is not there",
            "Ask who sent it to look: kodeverk verify PROJECT",
        ) from error
    except sa.exc.DBAPIError as error:
        raise explain(error, str(path)) from error


def _insert(connection: sa.Connection, lines: Iterator[Line]) -> None:
    """Put lines into the tables they are of. Raises Unsound, and as `faults.UNREADABLE` says."""
    waiting: dict[str, list[dict[str, Any]]] = {}
    for what, *columns in lines:
        table, row_of = _TABLES[str(what)]
        row = row_of(*columns)
        if table is change and (fault := faults.change_fault(row)):
            faults.refuse_source(connection, fault)
        rows = waiting.setdefault(table.name, [])
        rows.append(row)
        if len(rows) == _BATCH:
            insert_rows(connection, table, rows)
            rows.clear()
    for table, _ in _TABLES.values():
        insert_rows(connection, table, waiting.get(table.name, []))


def _text(digest: Value, words: Value) -> dict[str, Any]:
    return {"hash": _word(digest), "text": _word(words)}


def _maker(identity: Value, author: Value, at: Value) -> dict[str, Any]:
    if not (is_id(_word(identity)) and faults.is_maker(author, at)):
        raise ValueError("nobody made it")
    return {"step": identity, "author": author, "at": at}


def _mark(kind: Value, target: Value, value: Value) -> dict[str, Any]:
    mark = WithdrawalMark(*map(_word, (kind, target, value)))  # type: ignore[arg-type]
    return {"id": mark.id, **mark._asdict()}


def _trace(body: Value, pieces: Value, covers: Value, reads: Value) -> dict[str, Any]:
    return {
        "body": _word(body),
        "pieces": canonical(pieces),
        "covers": canonical(covers),
        "reads": None if reads is None else _word(reads),
    }


def _change(*columns: Value) -> dict[str, Any]:
    names = (column.name for column in change.c if column.name != "seq")
    row: dict[str, Any] = dict(zip(names, columns, strict=True))
    replaces = row["replaces"]
    return row | {
        "value": canonical(row["value"]),
        "replaces": canonical(replaces) if replaces else None,
    }


def _word(said: Value) -> str:
    if not isinstance(said, str):
        raise TypeError("no text")
    return said


_TABLES: Mapping[str, tuple[sa.Table, Callable[..., dict[str, Any]]]] = {
    "text": (text, _text),
    "maker": (maker, _maker),
    "mark": (withdrawal, _mark),
    "trace": (trace, _trace),
    "change": (change, _change),
}
"""What a line is -> the table it is of, and what makes a row of its columns."""


def _check_rests_on(into: sa.Connection, source: sa.Connection, header: Header, path: Path) -> None:
    """Raise Lacking where changes speak of what is neither among them nor in the project."""
    replaced, records = outside(source, sa.true())
    lacking = _not_there(into, change.c.id, replaced)
    lacking |= _not_there(into, change.c.record, records)
    if lacking:
        steps = [header.rests_on.get(identity, 1) for identity in lacking]
        since = min(steps) if min(steps) > 1 else "beginning"
        raise Lacking(
            f"{path} builds on changes that this project does not have",
            "Something that was sent before has not been received. Ask for all since then: "
            + _AGAIN.format(since=since),
        )


def _not_there(into: sa.Connection, column: sa.ColumnElement[Any], ids: set[str]) -> set[str]:
    known: set[str] = set()
    for some in batches(sorted(ids)):
        known.update(into.scalars(sa.select(column).where(column.in_(some))))
    return ids - known
