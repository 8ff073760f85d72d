"""What is remembered for the next imports stands with the interview for which it was chosen.

What was remembered before does not say for which, so that nobody could tell when it has to go with
a forgotten interview: it goes now. Every copy lets the same go.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_of_kind = {table: sa.table(table, sa.column("kind")) for table in ("change", "conflict")}


def upgrade() -> None:
    """Make the table of settings anew, and take away the changes that made those of before."""
    connection = op.get_bind()
    for table in _of_kind.values():
        connection.execute(sa.delete(table).where(table.c.kind == "setting"))
    op.drop_table("setting")
    op.create_table(
        "setting",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("value", TEXT, nullable=True),
        sa.Column("transcript", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["transcript"],
            ["transcript.id"],
            name="setting_transcript",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
