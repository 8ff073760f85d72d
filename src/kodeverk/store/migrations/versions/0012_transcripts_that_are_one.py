"""Transcripts that are one interview, begun apart, are joined."""

import sqlalchemy as sa
from alembic import op

from kodeverk.store.column_types import Id

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the facts that say so."""
    op.create_table(
        "transcript_joining",
        sa.Column("id", Id(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("first", Id(), nullable=True),
        sa.Column("second", Id(), nullable=True),
        sa.Column("stays", Id(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
