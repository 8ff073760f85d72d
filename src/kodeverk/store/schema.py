"""The tables: texts and changes, the state they fold into, and what only this file knows."""

from typing import Any

import sqlalchemy as sa

from kodeverk.model.records import FIELDS

SCHEMA_VERSION = "0003"
"""The newest Alembic revision; a project with a later one is refused."""

APPLICATION_ID = 0x4B4F4456
"""What marks an SQLite file as a Kodeverk project (`KODV`)."""

EARLIER_TABLES = frozenset({"coding_facet"})
"""Tables of earlier schemas, which the migrations drop."""

INTEGERS = {("code", "position"), ("assignment", "read_to"), ("coding", "start"), ("coding", "end")}
BOOLEANS = {
    ("code", "counted"),
    ("code", "active"),
    ("facet", "single"),
    ("facet", "required"),
    ("assignment", "main"),
}
STRUCTURES = {
    ("codebook", "title"),
    ("codebook", "question"),
    ("codebook", "rules"),
    ("codebook_version", "codes"),
    ("codebook_version", "facets"),
    ("code", "name"),
    ("code", "definition"),
    ("facet", "name"),
    ("facet", "values"),
    ("facet", "codes"),
    ("version", "turns"),
    ("version", "marks"),
    ("coding", "placed"),
    ("memo", "placed"),
    ("variable", "value"),
    ("assignment", "codebook_versions"),
    ("setting", "value"),
}
"""Fields kept as canonical JSON."""

REFERENCES = {  # transcript.version is left out: the two tables would need each other to be made
    ("codebook_version", "codebook"): "codebook",
    ("code", "codebook"): "codebook",
    ("code", "parent"): "code",
    ("version", "transcript"): "transcript",
    ("speaker", "transcript"): "transcript",
    ("speaker", "informant"): "informant",
    ("assignment", "coder"): "coder",
    ("assignment", "transcript"): "transcript",
    ("coding", "transcript"): "transcript",
    ("coding", "version"): "version",
    ("coding", "code"): "code",
    ("coding", "coder"): "coder",
}

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
    sa.Column("id", _text(), nullable=False, unique=True),
    sa.Column("clock", sa.BigInteger, nullable=False),
    sa.Column("author", _text()),
    sa.Column("step", _text(), nullable=False),
    sa.Column("kind", _text(), nullable=False),
    sa.Column("record", _text(), nullable=False),
    sa.Column("field", _text(), nullable=False),
    sa.Column("value", _text(), nullable=False),
    sa.Column("replaces", _text()),
    sa.Index("change_record", "record"),
    sqlite_autoincrement=True,
)

step = sa.Table(
    "step",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", _text(), nullable=False, unique=True),
    sa.Column("author", _text(), nullable=False),
    sa.Column("author_name", _text(), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("act", _text(), nullable=False),
    sa.Column("target", _text()),
    sa.Column("summary", _text(), nullable=False),
    sa.Column("first_change", sa.Integer, nullable=False),
    sa.Column("last_change", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)
"""The steps made in this file; `act` is do, undo, redo or merge."""

conflict = sa.Table(
    "conflict",
    metadata,
    sa.Column("kind", _text(), primary_key=True),
    sa.Column("record", _text(), primary_key=True),
    sa.Column("field", _text(), primary_key=True),
)

placement = sa.Table(
    "placement",
    metadata,
    sa.Column("kind", _text(), primary_key=True),
    sa.Column("record", _text(), primary_key=True),
    sa.Column("version", _text(), nullable=False),
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
    sa.Index("withdrawal_target", "target"),
    comment="Permanent marks of what was withdrawn; they win every merge",
)


def _column(kind: str, field: str) -> sa.Column[Any]:
    references: list[sa.ForeignKey] = []
    if (kind, field) in REFERENCES:
        references = [
            sa.ForeignKey(
                f"{REFERENCES[kind, field]}.id",
                name=f"{kind}_{field}",
                deferrable=True,
                initially="DEFERRED",
            )
        ]
    if (kind, field) == ("version", "text"):
        references = [
            sa.ForeignKey("text.hash", name="version_text", deferrable=True, initially="DEFERRED")
        ]
    if (kind, field) in INTEGERS:
        return sa.Column(field, sa.Integer)
    if (kind, field) in BOOLEANS:
        return sa.Column(field, sa.Boolean)
    return sa.Column(field, _text(), *references)


state: dict[str, sa.Table] = {
    kind: sa.Table(
        kind,
        metadata,
        sa.Column("id", _text(), primary_key=True),
        sa.Column("present", sa.Boolean, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("born", sa.BigInteger, nullable=False),
        *(_column(kind, field) for field in fields),
        *([sa.Column("facets", _text())] if kind == "coding" else []),
        sqlite_with_rowid=False,
    )
    for kind, fields in FIELDS.items()
}
"""Kind of record -> its table. `present` is what its changes say of its existence; `live` adds
the records that live codings still need. A coding's `facets` are the values of its facet fields
(`kodeverk.model.records.pack_facets`)."""

sa.Index(
    "coding_count",
    state["coding"].c.code,
    state["coding"].c.transcript,
    state["coding"].c.start,
)
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
sa.Index("speaker_transcript", state["speaker"].c.transcript)
sa.Index("memo_target", state["memo"].c.target)
sa.Index("variable_subject", state["variable"].c.subject)
