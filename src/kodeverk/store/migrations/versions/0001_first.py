"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("clock", sa.BigInteger(), nullable=False),
        sa.Column("author", TEXT, nullable=True),
        sa.Column("step", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("replaces", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("change_record", "change", ["record"], unique=False)
    op.create_table(
        "codebook",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("version", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("question", TEXT, nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("rules", TEXT, nullable=True),
        sa.Column("current", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coder",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("kind", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coding_facet",
        sa.Column("coding", TEXT, nullable=False),
        sa.Column("facet", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("coding", "facet", "value"),
    )
    op.create_table(
        "conflict",
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("kind", "record", "field"),
    )
    op.create_table(
        "facet",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("values", TEXT, nullable=True),
        sa.Column("single", sa.Boolean(), nullable=True),
        sa.Column("required", sa.Boolean(), nullable=True),
        sa.Column("codes", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "informant",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("takes_part", TEXT, nullable=True),
        sa.Column("quotation", TEXT, nullable=True),
        sa.Column("archiving", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("source", TEXT, nullable=True),
        sa.Column("target", TEXT, nullable=True),
        sa.Column("relation", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "local",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key"),
        comment="What belongs to this file alone: its id, the project's id, the clock",
    )
    op.create_table(
        "memo",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("target_kind", TEXT, nullable=True),
        sa.Column("target", TEXT, nullable=True),
        sa.Column("type", TEXT, nullable=True),
        sa.Column("text", TEXT, nullable=True),
        sa.Column("coder", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("memo_target", "memo", ["target"], unique=False)
    op.create_table(
        "round",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("name", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "setting",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("value", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "step",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("author_name", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=True),
        sa.Column("summary", TEXT, nullable=False),
        sa.Column("first_change", sa.Integer(), nullable=False),
        sa.Column("last_change", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "text",
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "transcript",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("version", TEXT, nullable=True),
        sa.Column("municipality", TEXT, nullable=True),
        sa.Column("date", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "variable",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("subject_kind", TEXT, nullable=True),
        sa.Column("subject", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("value", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("variable_subject", "variable", ["subject"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("coder", TEXT, nullable=True),
        sa.Column("transcript", TEXT, nullable=True),
        sa.Column("round", TEXT, nullable=True),
        sa.Column("read_to", sa.Integer(), nullable=True),
        sa.Column("state", TEXT, nullable=True),
        sa.Column("main", sa.Boolean(), nullable=True),
        sa.Column("codebook_versions", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["coder"], ["coder.id"], name="assignment_coder", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["transcript"],
            ["transcript.id"],
            name="assignment_transcript",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "code",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("codebook", TEXT, nullable=True),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("parent", TEXT, nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("definition", TEXT, nullable=True),
        sa.Column("full_definition", TEXT, nullable=True),
        sa.Column("use_when", TEXT, nullable=True),
        sa.Column("not_when", TEXT, nullable=True),
        sa.Column("example", TEXT, nullable=True),
        sa.Column("colour", TEXT, nullable=True),
        sa.Column("hotkey", TEXT, nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["codebook"],
            ["codebook.id"],
            name="code_codebook",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent"], ["code.id"], name="code_parent", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "codebook_version",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("codebook", TEXT, nullable=True),
        sa.Column("label", TEXT, nullable=True),
        sa.Column("hash", TEXT, nullable=True),
        sa.Column("codes", TEXT, nullable=True),
        sa.Column("facets", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["codebook"],
            ["codebook.id"],
            name="codebook_version_codebook",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "speaker",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("transcript", TEXT, nullable=True),
        sa.Column("label", TEXT, nullable=True),
        sa.Column("role", TEXT, nullable=True),
        sa.Column("informant", TEXT, nullable=True),
        sa.Column("speaks_for", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["informant"],
            ["informant.id"],
            name="speaker_informant",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["transcript"],
            ["transcript.id"],
            name="speaker_transcript",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("speaker_transcript", "speaker", ["transcript"], unique=False)
    op.create_table(
        "version",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("transcript", TEXT, nullable=True),
        sa.Column("text", TEXT, nullable=True),
        sa.Column("turns", TEXT, nullable=True),
        sa.Column("source_file", TEXT, nullable=True),
        sa.Column("sha256", TEXT, nullable=True),
        sa.Column("format", TEXT, nullable=True),
        sa.Column("encoding", TEXT, nullable=True),
        sa.Column("convention", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["text"], ["text.hash"], name="version_text", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["transcript"],
            ["transcript.id"],
            name="version_transcript",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coding",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("transcript", TEXT, nullable=True),
        sa.Column("version", TEXT, nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("code", TEXT, nullable=True),
        sa.Column("coder", TEXT, nullable=True),
        sa.Column("codebook_version", TEXT, nullable=True),
        sa.Column("origin", TEXT, nullable=True),
        sa.Column("quote", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["code"], ["code.id"], name="coding_code", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["coder"], ["coder.id"], name="coding_coder", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["transcript"],
            ["transcript.id"],
            name="coding_transcript",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["version"],
            ["version.id"],
            name="coding_version",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("coding_count", "coding", ["code", "transcript", "start"], unique=False)
    op.create_index(
        "coding_transcript",
        "coding",
        ["transcript", "live", "code", "start", "end", "version", "coder"],
        unique=False,
    )
