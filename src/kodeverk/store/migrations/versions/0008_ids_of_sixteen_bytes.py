"""Ids take 16 bytes, and the JSON of the journal is kept compact."""

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from kodeverk.model.allowed_values import is_id
from kodeverk.model.identity import id_to_bytes
from kodeverk.store.compact_json import compacted

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_IDS = {
    "change": ("id", "author", "step", "record"),
    "step": ("id", "author", "target", "transcript"),
    "maker": ("step", "author"),
    "conflict": ("record",),
    "placement": ("record", "version"),
    "draft": ("coder",),
    "coder": ("id",),
    "codebook": ("id", "version"),
    "codebook_version": ("id", "codebook"),
    "code": ("id", "codebook", "parent"),
    "facet": ("id",),
    "link": ("id",),
    "transcript": ("id", "version"),
    "version": ("id", "transcript"),
    "informant": ("id",),
    "speaker": ("id", "transcript", "informant", "speaks_for"),
    "variable": ("id",),
    "round": ("id",),
    "assignment": ("id", "coder", "transcript", "read_version"),
    "main_coder": ("id", "transcript", "coder"),
    "coding": ("id", "transcript", "version", "code", "coder", "codebook_version"),
    "memo": ("id", "coder"),
    "setting": ("id", "transcript"),
    "coder_joining": ("id", "first", "second", "stays"),
    "code_joining": ("id", "first", "second", "stays"),
}
"""Table -> its columns of ids, before what refers to it."""

_JSON = {"change": ("value", "replaces")}
_AT_ONCE = 1000


def upgrade() -> None:
    """Keep ids and the journal's JSON as bytes."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _write_tables_anew(connection)
    else:
        _alter_columns(connection)


def _write_tables_anew(connection: sa.Connection) -> None:
    """Make each table as it is but for the types of these columns, and fill it with what it had.

    What is no id, or no JSON, stays as it is: the program tells it, and can leave it out.
    """
    driver: Any = connection.connection.dbapi_connection
    for function, keep in (("kept_id", _kept_id), ("kept_json", _kept_json)):
        driver.create_function(function, 1, keep)
    made = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
    tables = {row.name: row.sql for row in made if row.type == "table"}
    indexes = [row for row in made if row.type == "index" and row.sql and row.tbl_name in _IDS]
    last = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all()
    for row in indexes:
        connection.exec_driver_sql(f'DROP INDEX "{row.name}"')
    for table in _IDS:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" RENAME TO "old_{table}"')
    for table in _IDS:
        connection.exec_driver_sql(_with_bytes(tables[table], table))
        columns = [
            row.name for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()
        ]
        kept = ", ".join(_kept(table, column) for column in columns)
        listed = ", ".join(f'"{column}"' for column in columns)
        kept = f'SELECT {kept} FROM "old_{table}"'  # noqa: S608 - names of its own tables
        connection.exec_driver_sql(f'INSERT INTO "{table}" ({listed}) {kept}')
    for table in reversed(_IDS):
        connection.exec_driver_sql(f'DROP TABLE "old_{table}"')
    for row in indexes:
        connection.exec_driver_sql(row.sql)
    for name, seq in last:
        connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (seq, name))


def _with_bytes(sql: str, table: str) -> str:
    """Return the statement that makes a table, with other types of its columns."""
    for column in (*_IDS[table], *_JSON.get(table, ())):
        sql, times = re.subn(rf'(?<=[\s(,])("?{column}"?) TEXT\b', r"\1 BLOB", sql)
        if times != 1:
            raise ValueError(f"the table {table} has no column {column} of text")
    if table == "placement":
        sql = sql.replace("version BLOB NOT NULL", "version BLOB")
    return sql


def _kept(table: str, column: str) -> str:
    """Return what of the table of before stands in a column now."""
    if (table, column) == ("placement", "version"):
        return "kept_id(nullif(version, ''))"
    if column in _IDS[table]:
        return f'kept_id("{column}")'
    if column in _JSON.get(table, ()):
        return f'kept_json("{column}")'
    return f'"{column}"'


def _kept_id(identity: Any) -> Any:
    is_one = isinstance(identity, str) and is_id(identity)
    return id_to_bytes(identity) if is_one else identity


def _kept_json(text: Any) -> Any:
    try:
        return compacted(text) if isinstance(text, str) else text
    except ValueError:
        return text


def _alter_columns(connection: sa.Connection) -> None:
    """Let PostgreSQL make its own type of the ids, and this program bytes of the journal's JSON."""
    keys = [*_foreign_keys(connection)]
    for table, key in keys:
        op.drop_constraint(key["name"], table, type_="foreignkey")
    op.alter_column("placement", "version", nullable=True)
    for table, columns in _IDS.items():
        for column in columns:
            now = f"nullif(\"{column}\", '')" if table == "placement" else f'"{column}"'
            connection.exec_driver_sql(
                f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE UUID USING {now}::uuid'
            )
    for table, key in keys:
        op.create_foreign_key(
            key["name"],
            table,
            key["referred_table"],
            key["constrained_columns"],
            key["referred_columns"],
            deferrable=True,
            initially="DEFERRED",
        )
    for table, columns in _JSON.items():
        for column in columns:
            _alter_json(connection, table, column)


def _foreign_keys(connection: sa.Connection) -> Iterator[tuple[str, Any]]:
    """Yield the table and what is known of each key that refers to a table of ids."""
    inspector = sa.inspect(connection)
    for table in _IDS:
        for key in inspector.get_foreign_keys(table):
            if key["referred_table"] in _IDS:
                yield table, key


def _alter_json(connection: sa.Connection, name: str, column: str) -> None:
    op.add_column(name, sa.Column("kept", sa.LargeBinary()))
    table = sa.table(name, *map(sa.column, ("seq", column)), sa.column("kept", sa.LargeBinary()))
    rows = connection.execute(sa.select(table.c.seq, table.c[column]).order_by(table.c.seq))
    this = sa.update(table).where(table.c.seq == sa.bindparam("one"))
    for some in rows.partitions(_AT_ONCE):
        kept = [{"one": seq, "as": compacted(text)} for seq, text in some if text is not None]
        if kept:
            connection.execute(this.values(kept=sa.bindparam("as")), kept)
    nullable = {row["name"]: row["nullable"] for row in sa.inspect(connection).get_columns(name)}
    op.drop_column(name, column)
    op.alter_column(name, "kept", new_column_name=column, nullable=nullable[column])
