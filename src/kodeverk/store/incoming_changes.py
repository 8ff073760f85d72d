"""The changes that come in with a merge: each is looked at once, kept, and folded if it can be."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import Folded, newborn
from kodeverk.store import dating, faults, journal
from kodeverk.store.many_rows import insert_columns, rows_with
from kodeverk.store.schema import change
from kodeverk.store.withdrawal.substitution import Substitution

_BATCH = 1000
_NAMES = [column.name for column in change.c if column.name != "seq"]
_KEPT = sa.type_coerce(change.c.value, sa.LargeBinary).label("kept")
"""A value as it is kept on disk."""
_READ = sa.select(*(change.c[name] for name in _NAMES), _KEPT).order_by(change.c.seq)
_EARLIER = change.alias()
_SPOKEN_OF = sa.select(change.c.record).where(
    change.c.seq > sa.bindparam("last"),
    sa.exists().where(
        _EARLIER.c.record == change.c.record, _EARLIER.c.seq <= sa.bindparam("before")
    ),
)
"""The records that changes after the `last` one speak of, and others till the one `before`."""

_LASTING = ("kind", "record", "field", "author", "replaces")
"""What of a change stays as it was made: values are rewritten by withdrawals, and mended in a
sound copy. Of what a sound copy dated anew the earlier clock holds, whoever merges what."""
_KNOWN = ("id", "step", "clock", *_LASTING)
_ANOTHER = "a change of it is another one here, under the same id"

Row = Mapping[str, Any]
"""A row of the journal."""


class Incoming(NamedTuple):
    """What was done with the changes that came in."""

    waiting: dict[str, list[str]]
    """Kind -> the records that have to be folded anew."""
    dated_anew: bool
    """Whether changes that were there have the earlier date now that the other has."""


def add_changes(
    into: sa.Connection, source: sa.Connection, rewriting: Substitution | None
) -> Incoming:
    """Insert the changes `into` lacks, and let the others have the earlier clock of both.

    `rewriting` says how they read where words are withdrawn. New records of which there is but one
    change are folded while that is at hand. Raises BadProject for a change that no project holds.
    """
    _refuse_twice(source)
    names = (*_NAMES, _KEPT.name)
    often = _spoken_of_often(source)
    _, before = journal.no_changes(into)
    waiting: dict[tuple[str, str], None] = {}
    dated_anew = False
    with source.execute(_READ.execution_options(yield_per=_BATCH)) as rows:
        for partition in rows.partitions():
            batch = [dict(zip(names, row, strict=True)) for row in partition]
            known, earlier = _known(into, source, batch)
            lacking = [*_rewritten((row for row in batch if row["id"] not in known), rewriting)]
            births = _births(source, lacking, often)
            dating.date_as(into, earlier)
            _, last = journal.no_changes(into)
            columns = {name: [row[name] for row in lacking] for name in _NAMES}
            if rewriting is None:  # it need not be packed again
                columns["value"] = [row["kept"] for row in lacking]
            insert_columns(into, change, columns)
            for record in into.scalars(_SPOKEN_OF, {"before": before, "last": last}):
                births.pop(record, None)
            journal.write_births(into, births.values())
            dated_anew |= bool(earlier)
            waiting.update(
                dict.fromkeys(
                    (row["kind"], row["record"])
                    for row in earlier + lacking
                    if row["record"] not in births
                )
            )
    by_kind: dict[str, list[str]] = {}
    for kind, record in waiting:
        by_kind.setdefault(kind, []).append(record)
    return Incoming(by_kind, dated_anew)


def _refuse_twice(source: sa.Connection) -> None:
    for identity in faults.twice_there(source):
        of_both = sa.select(change.c.kind, change.c.record).where(change.c.id == identity)
        row = source.execute(of_both).all()[0]
        faults.refuse_source(source, faults.Fault(row.kind, row.record, faults.TWICE))


def _spoken_of_often(source: sa.Connection) -> set[str]:
    """Return the records of which there are several changes."""
    chosen = sa.select(change.c.record).group_by(change.c.record).having(sa.func.count() > 1)
    return {*source.scalars(chosen)}


def _known(
    into: sa.Connection, source: sa.Connection, batch: Sequence[Row]
) -> tuple[Collection[str], list[Row]]:
    """Return the ids of the changes of a batch that `into` has, and the rows it dates later."""
    columns = (change.c[name] for name in _KNOWN)
    held = rows_with(into, change.c.id, (row["id"] for row in batch), *columns)
    known = {row[0]: dict(zip(_KNOWN, row, strict=True)) for row in held}
    came = [row for row in batch if row["id"] in known]
    for row in came:
        if not _is_same(row, known[row["id"]]):
            faults.refuse_source(source, faults.Fault(row["kind"], row["record"], _ANOTHER))
    return known.keys(), [row for row in came if row["clock"] < known[row["id"]]["clock"]]


def _is_same(came: Row, known: Row) -> bool:
    """Tell whether a change is the one that is known by its id here, whatever its value and date.

    Of a birth that anybody makes alike each copy knows the step by which it came.
    """
    by_whom = known["author"] is None or came["step"] == known["step"]
    is_dated = faults.is_clock(came["clock"])
    return is_dated and by_whom and all(came[name] == known[name] for name in _LASTING)


def _rewritten(rows: Iterable[dict[str, Any]], rewriting: Substitution | None) -> Iterator[Row]:
    """Yield the rows as they read now; what is gone is not among them."""
    for row in rows:
        if rewriting is not None:
            row["value"] = rewriting.value(row)
        if row["value"] is not None:
            yield row


def _births(
    source: sa.Connection, rows: Sequence[Row], often: Collection[str]
) -> dict[str, tuple[str, str, Folded]]:
    """Return record -> its kind, id and fold, for births that are all `source` says of a record.

    Raises BadProject for a row that no project holds, or that is dated too far ahead.
    """
    births: dict[str, tuple[str, str, Folded]] = {}
    now = dating.this_clock()
    for row in rows:
        value = faults.sound_value(row)
        if isinstance(value, faults.Fault):
            faults.refuse_source(source, value)
        kind, record, clock = row["kind"], row["record"], row["clock"]
        dating.refuse_ahead(source, kind, record, clock, now)
        if journal.folds_alone(kind, row["field"]) and record not in often:
            births[record] = (kind, record, newborn(value, clock))
    return births
