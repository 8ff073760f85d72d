"""Codebooks are frozen and keep their versions, and what a changed code asks of coders is kept."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from kodeverk.store.column_types import Id

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_ADDED: Mapping[str, Mapping[str, sa.types.TypeEngine[Any]]] = {
    "codebook": {"frozen": sa.Boolean()},
    "codebook_version": {"content": TEXT},
    "code": {"formerly": TEXT},
    "assignment": {"read_for": TEXT},
    "coding": {"proposal": TEXT, "decided": TEXT},
}


def upgrade() -> None:
    """Make room for them."""
    for table, columns in _ADDED.items():
        for name, kept in columns.items():
            op.add_column(table, sa.Column(name, kept))
    op.create_table(
        "code_redefinition",
        sa.Column("id", Id(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("code", Id(), nullable=True),
        sa.Column("effect", TEXT, nullable=True),
        sa.Column("into", TEXT, nullable=True),
        sa.Column("proposal", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["code"],
            ["code.id"],
            name="code_redefinition_code",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
