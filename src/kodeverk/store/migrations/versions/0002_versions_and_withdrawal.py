"""New versions of a text with placements in them, and the withdrawal of texts and people."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the fields and the tables."""
    for table, field in (
        ("version", "marks"),
        ("assignment", "read_version"),
        ("coding", "placed"),
        ("memo", "placed"),
    ):
        op.add_column(table, sa.Column(field, TEXT, nullable=True))
    op.create_table(
        "placement",
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record"),
        comment="Where anchors of earlier versions lie in the current one: derived, never a change",
    )
    op.create_table(
        "withdrawal",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        comment="Permanent marks of what was withdrawn; they win every merge",
    )
    op.create_index("withdrawal_target", "withdrawal", ["target"], unique=False)
