"""What belongs to one transcript is found by an index, and records can keep a foreign id."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_OF_A_TRANSCRIPT = ("version", "assignment", "main_coder")
_EXCHANGED = ("coder", "code", "transcript", "informant", "coding", "memo")


def upgrade() -> None:
    """Make the indexes, take away those that nobody read, and make room for the ids."""
    op.drop_index("withdrawal_target", "withdrawal")
    op.drop_index("coding_count", "coding")
    op.create_index("coding_code", "coding", ["code"])
    for table in _OF_A_TRANSCRIPT:
        op.create_index(f"{table}_transcript", table, ["transcript"])
    op.create_index("transcript_name", "transcript", ["name"])
    for table in _EXCHANGED:
        op.add_column(table, sa.Column("foreign_id", TEXT))
