"""What was said can be corrected: coders and codes that are one are joined."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make what is new, each by itself."""
    _joinings()
    _drafts()


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
