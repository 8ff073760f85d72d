"""The types of columns that hold ids and the journal's JSON: text in the program, bytes on disk.

What a file of others holds in their place comes back as no text that this program writes:
`kodeverk.store.faults` refuses it.
"""

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from kodeverk.model.allowed_values import is_id
from kodeverk.model.identity import ID_PATTERN, id_from_bytes, id_to_bytes
from kodeverk.store.compact_json import compacted, spelled_out

_ID_BYTES = 16
_NO_RECORD = UUID(int=0)
"""What PostgreSQL is given in place of what is no id: no record has it, none may refer to it."""

_FIRST, _LAST = "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"


class Id(sa.TypeDecorator[str]):
    """An id: 16 bytes in SQLite, `uuid` in PostgreSQL. What is no id equals none."""

    impl = sa.LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the type it is in a database."""
        is_postgresql = dialect.name == "postgresql"
        return dialect.type_descriptor(postgresql.UUID() if is_postgresql else sa.LargeBinary())

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[Any], Any]:
        """Return what makes what is kept of an id."""
        return _uuid if dialect.name == "postgresql" else _kept

    def result_processor(self, *_: object, **__: object) -> Callable[[Any], Any]:
        """Return what makes the id that is kept, or bytes where none is."""
        return _written


class CompactJson(sa.TypeDecorator[str]):
    """Canonical JSON as text, kept as `kodeverk.store.compact_json` keeps it."""

    impl = sa.LargeBinary
    cache_ok = True

    def bind_processor(self, *_: object, **__: object) -> Callable[[Any], Any]:
        """Return what makes what is kept of canonical JSON."""
        return _kept_json

    def result_processor(self, *_: object, **__: object) -> Callable[[Any], Any]:
        """Return what makes the JSON that is kept, or bytes where none is."""
        return _written_json


# There are few records to which many refer, and one of their ids follows another.
@lru_cache(maxsize=4096)
def _kept(identity: Any) -> Any:
    is_one = isinstance(identity, str) and is_id(identity)
    return id_to_bytes(identity) if is_one else identity


def _uuid(identity: Any) -> UUID | None:
    if identity is None:
        return None
    return UUID(identity) if isinstance(identity, str) and is_id(identity) else _NO_RECORD


@lru_cache(maxsize=4096)
def _written(kept: Any) -> Any:
    if type(kept) is bytes and len(kept) == _ID_BYTES:
        return id_from_bytes(kept)
    if isinstance(kept, UUID):
        return str(kept)
    return _bytes(kept) if isinstance(kept, str) and is_id(kept) else kept


def _bytes(kept: Any) -> Any:
    """Return text as bytes: where bytes should be kept, it is no text that this program wrote."""
    return kept.encode() if isinstance(kept, str) else kept


def _kept_json(text: Any) -> Any:
    return compacted(text) if isinstance(text, str) else text


def _written_json(kept: Any) -> Any:
    try:
        return spelled_out(kept) if isinstance(kept, bytes) else _bytes(kept)
    except ValueError:
        return kept


class IdAsText(GenericFunction[str]):
    """An id as text, to compare it with what holds ids and other words."""

    name = "id_as_text"
    inherit_cache = True
    type = sa.Text()


class TextAsId(GenericFunction[str]):
    """The id that stands in a column of text; null where other words do."""

    name = "text_as_id"
    inherit_cache = True
    type = Id()


@compiles(IdAsText, "postgresql")
def _cast_to_text(element: IdAsText, compiler: Any, **options: Any) -> str:
    return f'CAST({compiler.process(element.clauses, **options)} AS TEXT) COLLATE "C"'


@compiles(TextAsId, "postgresql")
def _cast_to_id(element: TextAsId, compiler: Any, **options: Any) -> str:
    words = compiler.process(element.clauses, **options)
    return f"CASE WHEN {words} ~ '^{ID_PATTERN}$' THEN CAST({words} AS UUID) END"


def teach_ids(connection: sqlite3.Connection) -> None:
    """Let a connection of SQLite know the functions that PostgreSQL has casts for."""
    for name, known in (("id_as_text", _text), ("text_as_id", _id)):
        connection.create_function(name, 1, known, deterministic=True)


def _text(kept: object) -> str | None:
    return id_from_bytes(kept) if type(kept) is bytes and len(kept) == _ID_BYTES else None


def _id(words: object) -> bytes | None:
    return id_to_bytes(words) if isinstance(words, str) and is_id(words) else None


def begins_with(identity: sa.ColumnElement[Any], prefix: str) -> sa.ColumnElement[bool]:
    """Return what is true of ids that are written with this at their beginning."""
    first, last = (prefix.lower() + edge[len(prefix) :] for edge in (_FIRST, _LAST))
    if not prefix or not is_id(first):
        return sa.false()
    return identity.between(first, last)


def id_reader(dialect: sa.Dialect) -> Callable[[Any], str]:
    """Return what makes an id of what the driver itself gives."""
    return str if dialect.name == "postgresql" else id_from_bytes
