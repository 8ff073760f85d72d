"""What a search coded can be confirmed; where something is not is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_OF_A_SEARCH = sa.text("origin = 'auto'")


def upgrade() -> None:
    """Make room for the word of whoever confirms a coding."""
    op.add_column("coding", sa.Column("confirmed", sa.Boolean))
    op.create_index(
        "coding_auto",
        "coding",
        ["transcript"],
        sqlite_where=_OF_A_SEARCH,
        postgresql_where=_OF_A_SEARCH,
    )
