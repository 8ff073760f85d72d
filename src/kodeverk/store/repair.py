"""A sound copy of what can be kept of a project that holds what none can."""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.errors import BadProject, Refused
from kodeverk.files import refused, rights_of, whole_file
from kodeverk.model.allowed_values import cleaned, is_id, value_fault
from kodeverk.model.change import BIRTH, Value, canonical
from kodeverk.model.kinds import KINDS
from kodeverk.model.text import normalise, text_hash
from kodeverk.store import journal
from kodeverk.store.backup import copy_project
from kodeverk.store.batches import batches
from kodeverk.store.dating import date_anew
from kodeverk.store.faults import (
    TWICE,
    UNREADABLE,
    Fault,
    change_fault,
    fault_in_words,
    fold_faults,
    record_faults,
    twice_there,
)
from kodeverk.store.local_faults import file_faults, leave_out_of_file
from kodeverk.store.merging import unite
from kodeverk.store.needed_records import keep_needed
from kodeverk.store.opening import begin_project, open_project
from kodeverk.store.project import Project
from kodeverk.store.queries import local_value
from kodeverk.store.schema import change, conflict, local, placement, state, text
from kodeverk.store.withdrawal.mark_faults import leave_out, withdrawal_faults
from kodeverk.store.withdrawal.traces import kept_digests


class Repaired(NamedTuple):
    """What a sound copy lacks, in words, and how many changes are dated anew in it."""

    lacking: tuple[str, ...]
    dated_anew: int


def repair(project: Project, target: Path) -> Repaired:
    """Write a sound copy of a project to `target`, which must not exist.

    What is dated too far ahead is dated anew. The project stays as it is. The copy has no log:
    nothing in it can be taken back. Raises Refused for a target that is there, BadProject where the
    file is too damaged to be read through.
    """
    if not target.parent.is_dir():
        raise Refused(f"there is no folder {target.parent}", "Make the folder first.")
    try:
        with (
            refused(target, "Choose another name."),
            whole_file(target, rights_of(project.path), replace=False) as part,
        ):
            whole = copy_project(project, part.with_name(f"whole-{part.name}"))
            with open_project(str(whole)) as copy:
                with copy.locked() as connection:
                    beside = [*_leave_out_beside(connection)]
                    dated_anew = date_anew(connection)
                    lacking = tuple(dict.fromkeys([*beside, *_leave_out(connection)]))
                _unite(copy, part, target)
    except UNREADABLE as error:
        raise BadProject(
            f"{project.name} is too damaged to be read through",
            "Take the latest copy made by: kodeverk backup",
        ) from error
    return Repaired(lacking, dated_anew)


def _unite(copy: Project, part: Path, target: Path) -> None:
    """Make the project in `part` of what is left in a copy: the same project, without its log."""
    with begin_project(str(part), str(target)) as sound:
        with copy.reading() as source, sound.locked() as into:
            unite(into, source)
            same = local_value(source, "project")
            if is_id(same):
                into.execute(sa.update(local).where(local.c.key == "project").values(value=same))
        sound.rest()


def _leave_out_beside(connection: sa.Connection) -> Iterator[str]:
    """Take out what is wrong in what only the file has; yield in words what that is."""
    for fault in [*file_faults(connection)]:
        yield fault_in_words(connection, fault)
        leave_out_of_file(connection, fault)


def _leave_out(connection: sa.Connection) -> Iterator[str]:
    """Take out of a copy what no project holds; yield in words what that is."""
    while wrong := [*withdrawal_faults(connection)]:
        for fault in wrong:
            yield fault_in_words(connection, fault)
            leave_out(connection, fault)
    yield from _leave_out_changes(connection)
    for kind in reversed([*KINDS]):
        connection.execute(sa.delete(state[kind]))
    connection.execute(sa.delete(conflict))
    connection.execute(sa.delete(placement))
    rows = connection.execute(sa.select(change.c.kind, change.c.record).distinct()).all()
    touched: dict[str, list[str]] = {}
    for row in rows:
        touched.setdefault(row.kind, []).append(row.record)
    try:
        journal.refold(connection, map(tuple, rows))
    except UNREADABLE:
        faults = [*fold_faults(connection, touched)]
        yield from (fault_in_words(connection, fault) for fault in faults)
        _without(connection, {fault.record for fault in faults})
        journal.refold(connection, map(tuple, rows))
    keep_needed(connection)
    while faults := [*_text_faults(connection), *record_faults(connection, 0, KINDS)]:
        yield from (fault_in_words(connection, fault) for fault in faults)
        # What else is wrong with what was mended may follow from that, and is looked at again.
        mended = {fault.record for fault in faults if _without_mention(connection, fault)}
        gone = {fault.record for fault in faults} - mended
        _without(connection, gone)
        before = _without_versions(connection, gone)
        journal.refold(connection, before | {(fault.kind, fault.record) for fault in faults})
        keep_needed(connection)


def _without(connection: sa.Connection, records: Collection[str]) -> None:
    """Take records out with all their changes."""
    for some in batches(records):
        connection.execute(sa.delete(change).where(change.c.record.in_(some)))


def _without_mention(connection: sa.Connection, fault: Fault) -> bool:
    """Let a record no longer mention what is not there; return whether it can do without."""
    if fault.field is None:
        return False
    about = KINDS[fault.kind].fields[fault.field]
    if not about.optional and about.holds != "list of ids":
        return False
    known = {*connection.scalars(sa.select(state[str(about.mentions)].c.id))}
    is_mended = False
    for row in connection.execute(sa.select(change).where(change.c.record == fault.record)).all():
        value = json.loads(row.value)
        if not (row.field == fault.field or (row.field == BIRTH and fault.field in value)):
            continue
        held = value[fault.field] if row.field == BIRTH else value
        kept = None if about.optional else [mentioned for mentioned in held if mentioned in known]
        packed = canonical(value | {fault.field: kept} if row.field == BIRTH else kept)
        if packed != row.value:
            is_mended = True
            this = sa.update(change).where(change.c.seq == row.seq)
            connection.execute(this.values(value=packed))
    return is_mended


def _without_versions(connection: sa.Connection, gone: set[str]) -> set[tuple[str, str]]:
    """Let no transcript have a version that is gone, where it had another; return which those are.

    A version that came before is current again.
    """
    named = {canonical(version) for version in gone}
    chosen = sa.select(change.c.seq, change.c.record, change.c.value).where(
        change.c.kind == "transcript", change.c.field == "version"
    )
    naming = [row for row in connection.execute(chosen) if row.value in named]
    for some in batches(row.seq for row in naming):
        connection.execute(sa.delete(change).where(change.c.seq.in_(some)))
    return {("transcript", row.record) for row in naming}


def _leave_out_changes(connection: sa.Connection) -> Iterator[str]:
    """Take out changes that are not sound by themselves, or what is not sound in them."""
    kinds: dict[str, str] = {}
    gone: list[int] = []
    twice, once = twice_there(connection), set[str]()
    for row in connection.execute(sa.select(change).order_by(change.c.seq)).mappings().all():
        fault = change_fault(row)
        if fault is None and kinds.setdefault(row["record"], row["kind"]) != row["kind"]:
            fault = Fault(
                row["kind"], row["record"], "other changes say that it is of another kind"
            )
            yield fault_in_words(connection, fault)
        elif fault is None and row["id"] in twice:
            if row["id"] in once:
                fault = Fault(row["kind"], row["record"], TWICE)
                yield fault_in_words(connection, fault)
            once.add(row["id"])
        elif fault is not None:
            yield fault_in_words(connection, fault)
            kept = _mended(row["kind"], row["record"], row["field"], row["value"])
            if kept is not None and change_fault(dict(row) | {"value": kept}) is None:
                chosen = sa.update(change).where(change.c.seq == row["seq"])
                connection.execute(chosen.values(value=kept))
                kinds.setdefault(row["record"], row["kind"])
                continue
        if fault is not None:
            gone.append(row["seq"])
    for some in batches(gone):
        connection.execute(sa.delete(change).where(change.c.seq.in_(some)))


def _mended(kind: object, record: object, field: object, packed: object) -> str | None:
    """Return the value of a change without what is not sound in it; None where nothing is left."""
    names = (kind, record, field, packed)
    if not all(isinstance(name, str) for name in names) or kind not in KINDS:
        return None
    assert isinstance(kind, str)
    assert isinstance(record, str)
    assert isinstance(field, str)
    assert isinstance(packed, str)
    try:
        value: Value = json.loads(packed)
    except (ValueError, RecursionError):
        return None
    if field != BIRTH:
        return canonical(cleaned(kind, field, value))
    if not isinstance(value, dict):
        return None
    clean = {name: cleaned(kind, name, held) for name, held in value.items()}
    fields = KINDS[kind].fields
    return canonical(
        {
            name: held
            for name, held in clean.items()
            if (name in fields and not fields[name].optional)
            or value_fault(kind, record, name, held) is None
        }
    )


def _text_faults(connection: sa.Connection) -> Iterator[Fault]:
    """Yield the versions whose text is not the one that was imported."""
    version, digests = state["version"], kept_digests(connection)
    chosen = sa.select(version.c.id, version.c.text, text.c.text.label("words"))
    rows = connection.execute(chosen.join(text, text.c.hash == version.c.text))
    for row in rows:
        words = row.words
        if (
            not isinstance(words, str)
            or text_hash(words) != digests.get(row.text, row.text)
            or normalise(words) != words
        ):
            yield Fault("version", row.id, "its text is not the one that was imported")
