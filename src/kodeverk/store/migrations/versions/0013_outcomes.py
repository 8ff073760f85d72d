"""What statistics say of municipalities is kept beside what is coded."""

import sqlalchemy as sa
from alembic import op

from kodeverk.store.column_types import Id

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make room for it."""
    op.create_table(
        "outcome",
        sa.Column("id", Id(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("measure", TEXT, nullable=True),
        sa.Column("area", TEXT, nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("sex", TEXT, nullable=True),
        sa.Column("cohort", sa.Integer(), nullable=True),
        sa.Column("n", TEXT, nullable=True),
        sa.Column("of", TEXT, nullable=True),
        sa.Column("share", TEXT, nullable=True),
        sa.Column("source", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
