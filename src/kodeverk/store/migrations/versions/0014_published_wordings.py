"""Codings say how their words are published, where that is not as they were said."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make room for the wordings."""
    op.add_column("coding", sa.Column("wording", TEXT))
