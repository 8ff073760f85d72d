"""What was said can be corrected, and one person is one coder.

The journal is rewritten by what each change says alone, and every change keeps its id, so that
copies that are brought up to date apart still agree.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from kodeverk.model.identity import derived_id

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_FIELDS = ("seq", "id", "clock", "kind", "record", "field", "value", "replaces")
_change = sa.table("change", *map(sa.column, _FIELDS))
_conflict = sa.table("conflict", *map(sa.column, ("kind", "record", "field")))
_assignment = sa.table(
    "assignment", *map(sa.column, ("id", "coder", "transcript", "round", "main"))
)
_main_coder = sa.table(
    "main_coder",
    *map(sa.column, ("id", "present", "live", "born", "transcript", "round", "coder")),
)


def upgrade() -> None:
    """Make what is new, each by itself."""
    connection = op.get_bind()
    _joinings()
    _drafts()
    _makers()
    _main_coders(connection)
    _codebook_versions(connection)
    _steps_within_reach(connection)


def _joinings() -> None:
    """Make the tables of coders, and of codes, that are one."""
    for of in ("coder", "code"):
        op.create_table(
            f"{of}_joining",
            sa.Column("id", TEXT, primary_key=True),
            sa.Column("present", sa.Boolean, nullable=False),
            sa.Column("live", sa.Boolean, nullable=False),
            sa.Column("born", sa.BigInteger, nullable=False),
            sa.Column("first", TEXT),
            sa.Column("second", TEXT),
            sa.Column("stays", TEXT),
            sqlite_with_rowid=False,
        )


def _drafts() -> None:
    """Make the table of memos that are being written."""
    op.create_table(
        "draft",
        sa.Column("coder", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("coder", "about", "target"),
        comment="Memos that are being written: never a change, never merged",
    )


def _makers() -> None:
    """Make the table of who made steps of other files."""
    op.create_table(
        "maker",
        sa.Column("step", TEXT, nullable=False),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("step"),
        comment="Who made steps of other files, and when: births made alike by anybody do not "
        "say it",
    )


def _main_coders(connection: sa.Connection) -> None:
    """Let who is a main coder be a record of transcript and round."""
    op.create_table(
        "main_coder",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("transcript", TEXT, nullable=True),
        sa.Column("round", TEXT, nullable=True),
        sa.Column("coder", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["transcript"],
            ["transcript.id"],
            name="main_coder_transcript",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["coder"], ["coder.id"], name="main_coder_coder", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    _name_main_coders(connection)
    op.drop_column("assignment", "main")


def _name_main_coders(connection: sa.Connection) -> None:
    """Make of every word that an assignment is the main one the birth of a main coder.

    Words that were taken back are left out: that somebody is no main coder says nobody who is.
    """
    works = {row.id: row for row in connection.execute(sa.select(_assignment))}
    said = [*_changes(connection, "assignment", "main")]
    replaced = {old for row in said for old in json.loads(row.replaces or "[]")}
    births: dict[str, list[tuple[Any, dict[str, str]]]] = {}
    for row in said:
        if row.id in replaced or row.value != "true" or row.record not in works:
            connection.execute(sa.delete(_change).where(_change.c.seq == row.seq))
            continue
        work = works[row.record]
        record = derived_id("main_coder", work.transcript, work.round)
        value = {"coder": work.coder, "round": work.round, "transcript": work.transcript}
        births.setdefault(record, []).append((row, value))
        connection.execute(
            sa.update(_change)
            .where(_change.c.seq == row.seq)
            .values(kind="main_coder", record=record, field="*", value=_json(value), replaces=None)
        )
    for record, made in births.items():
        _, latest = max(made, key=lambda one: (one[0].clock, one[0].id))
        there = {"id": record, "present": True, "live": True}
        born = min(row.clock for row, _ in made)
        connection.execute(sa.insert(_main_coder), [{**there, "born": born, **latest}])
        if len({value["coder"] for _, value in made}) > 1:
            disputed = {"kind": "main_coder", "record": record, "field": "coder"}
            connection.execute(sa.insert(_conflict), [disputed])
    _rewrite_births(connection, "assignment", lambda value: value.pop("main", None))
    _forget_conflicts(connection, "assignment", "main")


def _codebook_versions(connection: sa.Connection) -> None:
    """Let a codebook's version be the record of it, which knows what it is called."""
    for row in _changes(connection, "codebook", "version"):
        connection.execute(sa.delete(_change).where(_change.c.seq == row.seq))
    _forget_conflicts(connection, "codebook", "version")
    for table in (_change, _conflict):
        named = sa.and_(table.c.kind == "codebook", table.c.field == "current")
        connection.execute(sa.update(table).where(named).values(field="version"))

    def rename(value: dict[str, Any]) -> None:
        value.pop("version", None)
        if "current" in value:
            value["version"] = value.pop("current")

    _rewrite_births(connection, "codebook", rename)
    op.drop_column("codebook", "version")
    op.execute('ALTER TABLE codebook RENAME COLUMN "current" TO version')


def _changes(connection: sa.Connection, kind: str, field: str) -> Iterator[Any]:
    chosen = sa.select(_change).where(_change.c.kind == kind, _change.c.field == field)
    yield from connection.execute(chosen.order_by(_change.c.seq)).all()


def _rewrite_births(
    connection: sa.Connection, kind: str, rewrite: Callable[[dict[str, Any]], object]
) -> None:
    change = sa.update(_change).where(_change.c.seq == sa.bindparam("one"))
    rows = []
    for row in _changes(connection, kind, "*"):
        value = json.loads(row.value)
        rewrite(value)
        rows.append({"one": row.seq, "value": _json(value)})
    if rows:
        connection.execute(change, rows)


def _forget_conflicts(connection: sa.Connection, kind: str, field: str) -> None:
    gone = sa.and_(_conflict.c.kind == kind, _conflict.c.field == field)
    connection.execute(sa.delete(_conflict).where(gone))


def _json(value: object) -> str:
    """Return the spelling in which the journal keeps values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# Steps within reach

_Rows = Sequence[sa.Row[tuple[Any, ...]]]
_Places = Mapping[tuple[str, str], tuple[str, str | None]]
"""(Kind, record) -> its transcript and, of an assignment, whose it is."""

_BRINGS_A_TEXT = {"transcript": ("*", "exists", "version"), "version": ("*", "exists")}


def _table(name: str, columns: str) -> sa.TableClause:
    return sa.table(name, *map(sa.column, columns.split()))


_step = _table("step", "seq id author act target first_change last_change transcript undone moved")


def _steps_within_reach(connection: sa.Connection) -> None:
    """Say of each step which transcript it keeps within, and whether it is taken back."""
    op.add_column("step", sa.Column("transcript", TEXT, nullable=True))
    op.add_column(
        "step", sa.Column("undone", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("step", sa.Column("moved", sa.Integer(), nullable=True))
    steps = connection.execute(sa.select(_step).order_by(_step.c.seq)).all()
    known = _told(steps, _within(connection, steps))
    if known:
        names = ("target", "transcript", "undone", "moved")
        change = sa.update(_step).where(_step.c.id == sa.bindparam("one"))
        connection.execute(change.values(**{name: sa.bindparam(name) for name in names}), known)
    op.create_index("step_moved", "step", ["author", "undone", "moved"])
    op.create_index("step_transcript", "step", ["author", "transcript", "undone", "moved"])


def _told(steps: _Rows, within: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what each line of the log says from now on."""
    about: dict[str, str] = {}
    told: dict[str, dict[str, Any]] = {}
    for row in steps:
        # Until now the undo of what was done again named the line that did it again.
        step = about[row.id] = about.get(row.target, row.id)
        told[row.id] = {
            "one": row.id,
            "target": None if step == row.id else step,
            "transcript": within.get(step),
            "undone": False,
            "moved": row.seq if step == row.id else None,
        }
        if step != row.id:
            told[step].update(undone=row.act == "undo", moved=row.seq)
    return [*told.values()]


def _within(connection: sa.Connection, steps: _Rows) -> dict[str, str]:
    """Return step -> the transcript it keeps within, for those that keep within one."""
    places = _places(connection)
    within: dict[str, str] = {}
    for row in steps:
        if row.act == "do":
            made = _change.c.seq.between(row.first_change, row.last_change)
            found: set[str | None] = set()
            for one in connection.execute(sa.select(_change).where(made)):
                if (one.kind, one.record) != ("coder", row.author):
                    found.add(_place(one, row.author, places))
                if len(found) > 1:
                    break
            place = found.pop() if len(found) == 1 else None
            if place is not None:
                within[row.id] = place
    return within


def _place(change: sa.Row[tuple[Any, ...]], author: str, places: _Places) -> str | None:
    """Return the transcript a change keeps within, or None."""
    if change.field in _BRINGS_A_TEXT.get(change.kind, ()):
        return None
    place, whose = places.get((change.kind, change.record), (None, None))
    return place if whose in (None, author) else None


def _places(connection: sa.Connection) -> _Places:
    places: dict[tuple[str, str], tuple[str, str | None]] = {}

    def read(kind: str, columns: str) -> _Rows:
        return connection.execute(sa.select(_table(kind, columns))).all()

    for one in read("transcript", "id"):
        places["transcript", one.id] = (one.id, None)
    for kind in ("version", "speaker"):
        for one in read(kind, "id transcript"):
            places[kind, one.id] = (one.transcript, None)
    for one in read("assignment", "id transcript coder"):
        places["assignment", one.id] = (one.transcript, one.coder)
    for one in read("coding", "id transcript origin"):
        if one.origin != "imported":
            places["coding", one.id] = (one.transcript, None)
    for one in read("memo", "id target_kind target"):
        kind = "version" if one.target_kind == "passage" else one.target_kind
        target = str(one.target)
        on = places.get((kind, target.rpartition(":")[0] if kind == "version" else target))
        if on is not None:
            places["memo", one.id] = on
    return places
