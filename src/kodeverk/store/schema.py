"""The tables: texts and changes, the state they fold into, and what only this file knows."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from kodeverk.model.kinds import KINDS, ON_ANY, PARTS, Field
from kodeverk.store.column_types import CompactJson, Id

SCHEMA_VERSION = "0014"
"""The newest Alembic revision; a project with a later one is refused."""

EARLIER_TABLES = frozenset({"coding_facet"})
"""Tables of earlier schemas, which the migrations drop."""

LATER_TABLES: Mapping[str, str] = {
    **dict.fromkeys(("placement", "withdrawal"), "0002"),
    **dict.fromkeys(("coder_joining", "code_joining", "draft", "maker", "main_coder"), "0004"),
    "trace": "0005",
    "code_redefinition": "0010",
    "decision": "0011",
    "transcript_joining": "0012",
    "outcome": "0013",
}
"""Tables that the first schema did not have -> the schema they came with."""

metadata = sa.MetaData()


def _text() -> sa.types.TypeEngine[str]:
    """Text sorted by code point on both databases."""
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


local = sa.Table(
    "local",
    metadata,
    sa.Column("key", _text(), primary_key=True),
    sa.Column("value", _text(), nullable=False),
    comment="What belongs to this file alone: its id, the project's id, the clock",
)

text = sa.Table(
    "text",
    metadata,
    sa.Column("hash", _text(), primary_key=True),
    sa.Column("text", _text(), nullable=False),
)

change = sa.Table(
    "change",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", Id(), nullable=False, unique=True),
    sa.Column("clock", sa.BigInteger, nullable=False),
    sa.Column("author", Id()),
    sa.Column("step", Id(), nullable=False),
    sa.Column("kind", _text(), nullable=False),
    sa.Column("record", Id(), nullable=False),
    sa.Column("field", _text(), nullable=False),
    sa.Column("value", CompactJson(), nullable=False),
    sa.Column("replaces", CompactJson()),
    sa.Index("change_record", "record"),
    sqlite_autoincrement=True,
)

step = sa.Table(
    "step",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", Id(), nullable=False, unique=True),
    sa.Column("author", Id(), nullable=False),
    sa.Column("author_name", _text(), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("act", _text(), nullable=False),
    sa.Column("target", Id()),
    sa.Column("summary", _text(), nullable=False),
    sa.Column("first_change", sa.Integer, nullable=False),
    sa.Column("last_change", sa.Integer, nullable=False),
    sa.Column("transcript", Id()),
    sa.Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("moved", sa.Integer),
    sa.Index("step_moved", "author", "undone", "moved"),
    sa.Index("step_transcript", "author", "transcript", "undone", "moved"),
    sqlite_autoincrement=True,
)
"""The steps made in this file; `act` is do, merge, withdraw, undo or redo.

`transcript` is the one a step keeps within (`kodeverk.store.step_transcript`), `target` the step
that an undo or redo is of. `undone` tells whether a step is taken back, and `moved` is the `seq` of
the last line about it, the one that did it, took it back or did it again; on a line that is an undo
or redo it is null."""

maker = sa.Table(
    "maker",
    metadata,
    sa.Column("step", Id(), primary_key=True),
    sa.Column("author", Id(), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    comment="Who made steps of other files, and when: births made alike by anybody do not say it",
)

conflict = sa.Table(
    "conflict",
    metadata,
    sa.Column("kind", _text(), primary_key=True),
    sa.Column("record", Id(), primary_key=True),
    sa.Column("field", _text(), primary_key=True),
)

placement = sa.Table(
    "placement",
    metadata,
    sa.Column("kind", _text(), primary_key=True),
    sa.Column("record", Id(), primary_key=True),
    sa.Column("version", Id()),
    sa.Column("start", sa.Integer),
    sa.Column("end", sa.Integer),
    sa.Column("confidence", sa.Float, nullable=False),
    comment="Where anchors of earlier versions lie in the current one: derived, never a change",
)

withdrawal = sa.Table(
    "withdrawal",
    metadata,
    sa.Column("id", _text(), primary_key=True),
    sa.Column("kind", _text(), nullable=False),
    sa.Column("target", _text(), nullable=False),
    sa.Column("value", _text(), nullable=False),
    comment="Permanent marks of what was withdrawn; they win every merge",
)

trace = sa.Table(
    "trace",
    metadata,
    sa.Column("body", _text(), primary_key=True),
    sa.Column("pieces", _text(), nullable=False),
    sa.Column("covers", _text(), nullable=False),
    sa.Column("reads", _text()),
    comment="Where withdrawn words stood, as numbers, and what shows instead of them",
)


draft = sa.Table(
    "draft",
    metadata,
    sa.Column("coder", Id(), primary_key=True),
    sa.Column("about", _text(), primary_key=True),
    sa.Column("target", _text(), primary_key=True),
    sa.Column("text", _text(), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    comment="Memos that are being written: never a change, never merged",
)


def _column(kind: str, name: str, field: Field) -> sa.Column[Any]:
    types = {"integer": sa.Integer, "boolean": sa.Boolean}
    if field.type in types:
        return sa.Column(name, types[field.type]())
    if field.refers is None:
        is_id = field.type == "text" and field.mentions not in (None, "any")
        return sa.Column(name, Id() if is_id else _text())
    key = sa.ForeignKey(
        "text.hash" if field.refers == text.name else f"{field.refers}.id",
        name=f"{kind}_{name}",
        deferrable=True,
        initially="DEFERRED",
    )
    return sa.Column(name, _text() if field.refers == text.name else Id(), key)


state: dict[str, sa.Table] = {
    kind: sa.Table(
        kind,
        metadata,
        sa.Column("id", Id(), primary_key=True),
        sa.Column("present", sa.Boolean, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("born", sa.BigInteger, nullable=False),
        *(_column(kind, name, field) for name, field in about.fields.items()),
        *([sa.Column("facets", _text())] if about.faceted else []),
        sqlite_with_rowid=False,
    )
    for kind, about in KINDS.items()
}
"""Kind of record -> its table. `present` is what its changes say of its existence; `live` adds
the records that live ones still need. What is faceted has `facets`, the values of its facet
fields (`kodeverk.model.records.pack_facets`)."""

sa.Index("coding_code", state["coding"].c.code)
_COUNTED = ("transcript", "live", "code", "start", "end", "version", "coder")
_LISTED = ("facets", "id", "codebook_version", "origin", "born")
sa.Index(
    "coding_transcript",
    *(state["coding"].c[name] for name in _COUNTED),
    info={"dialect": "postgresql"},
)
sa.Index(
    "coding_report",
    *(state["coding"].c[name] for name in (*_COUNTED, *_LISTED)),
    info={"dialect": "sqlite"},
)
"""All that counting and reports look at. SQLite reads the index alone; PostgreSQL looks into the
table in any case, and has a bound for what one coding may bring into an index."""
OF_A_SEARCH = sa.text("origin = 'auto'")
sa.Index(
    "coding_auto",
    state["coding"].c.transcript,
    sqlite_where=OF_A_SEARCH,
    postgresql_where=OF_A_SEARCH,
)
"""The codings that a search made, which wait to be confirmed: mostly there are none."""
for _kind in PARTS:
    sa.Index(f"{_kind}_transcript", state[_kind].c.transcript)
sa.Index("transcript_name", state["transcript"].c.name)
for _kind, _field in ON_ANY.items():
    sa.Index(f"{_kind}_{_field}", state[_kind].c[_field])
