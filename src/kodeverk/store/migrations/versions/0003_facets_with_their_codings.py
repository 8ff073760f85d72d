"""Facet values stand with their codings, and in SQLite one index has all that reports read."""

import itertools
import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_AT_ONCE = 5_000

_kept = sa.table("coding_facet", *map(sa.column, ("coding", "facet", "value")))
_coding = sa.table("coding", *map(sa.column, ("id", "facets")))


def upgrade() -> None:
    """Move the values, drop their table, and make the index anew."""
    op.add_column("coding", sa.Column("facets", TEXT, nullable=True))
    connection = op.get_bind()
    change = sa.update(_coding).where(_coding.c.id == sa.bindparam("one"))
    for packed in _packed(connection):
        connection.execute(change, packed)
    op.drop_table("coding_facet")
    if connection.dialect.name == "sqlite":
        op.drop_index("coding_transcript", "coding")
        op.create_index(
            "coding_report",
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


def _packed(connection: sa.Connection) -> Iterator[list[dict[str, str]]]:
    """Yield the facets of some codings at a time, by id."""
    ids = sa.select(_kept.c.coding).distinct().order_by(_kept.c.coding).limit(_AT_ONCE)
    some = connection.scalars(ids).all()
    while some:
        chosen = sa.select(_kept).where(_kept.c.coding.between(some[0], some[-1]))
        rows = connection.execute(chosen.order_by(*_kept.c))
        yield [
            {"one": one, "facets": _json(group)}
            for one, group in itertools.groupby(rows, key=lambda row: row.coding)
        ]
        some = connection.scalars(ids.where(_kept.c.coding > some[-1])).all()


def _json(rows: Iterator[sa.Row[tuple[str, str, str]]]) -> str:
    values = {
        facet: [row.value for row in group]
        for facet, group in itertools.groupby(rows, key=lambda row: row.facet)
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
