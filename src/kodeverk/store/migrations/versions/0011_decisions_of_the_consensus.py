"""What coders decide together of codings in which they differ is kept."""

import sqlalchemy as sa
from alembic import op

from kodeverk.store.column_types import Id

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make room for it."""
    op.create_table(
        "decision",
        sa.Column("id", Id(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("transcript", Id(), nullable=True),
        sa.Column("code", Id(), nullable=True),
        sa.Column("item", TEXT, nullable=True),
        sa.Column("codings", TEXT, nullable=True),
        sa.Column("outcome", TEXT, nullable=True),
        sa.Column("deciders", TEXT, nullable=True),
        sa.Column("reason", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["transcript"],
            ["transcript.id"],
            name="decision_transcript",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["code"], ["code.id"], name="decision_code", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("decision_transcript", "decision", ["transcript"])
