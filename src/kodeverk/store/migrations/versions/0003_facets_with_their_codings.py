"""Facet values stand with their codings, and one index has all that reports read of them."""

import itertools
import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Move the values, drop their table, and make the index anew."""
    op.add_column("coding", sa.Column("facets", TEXT, nullable=True))
    kept = sa.table("coding_facet", *map(sa.column, ("coding", "facet", "value")))
    coding = sa.table("coding", *map(sa.column, ("id", "facets")))
    connection = op.get_bind()
    rows = connection.execute(sa.select(kept).order_by(*kept.c)).all()
    packed = [
        {"one": one, "packed": _packed(list(group))}
        for one, group in itertools.groupby(rows, key=lambda row: row.coding)
    ]
    if packed:
        one = coding.c.id == sa.bindparam("one")
        change = sa.update(coding).where(one).values(facets=sa.bindparam("packed"))
        connection.execute(change, packed)
    op.drop_table("coding_facet")
    op.drop_index("coding_transcript", "coding")
    op.create_index(
        "coding_transcript",
        "coding",
        [
            "transcript",
            "live",
            "code",
            "start",
            "end",
            "version",
            "coder",
            "facets",
            "id",
            "codebook_version",
            "origin",
            "born",
        ],
        unique=False,
    )


def _packed(rows: list[sa.Row[tuple[str, str, str]]]) -> str:
    values = {
        facet: [row.value for row in group]
        for facet, group in itertools.groupby(rows, key=lambda row: row.facet)
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
