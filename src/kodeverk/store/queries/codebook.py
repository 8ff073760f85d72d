"""Codebooks: their versions, codes and facets."""

import json
from dataclasses import dataclass

import sqlalchemy as sa

from kodeverk.model.records import (
    Code,
    Facet,
    FacetValue,
)
from kodeverk.store.queries.joinings import stand_ins, stood_for
from kodeverk.store.queries.live import live


@dataclass(frozen=True, slots=True)
class Codebook:
    """A loaded codebook and its current version."""

    id: str
    key: str
    version: str
    title: dict[str, str]
    current_version: str | None


def codebooks(connection: sa.Connection) -> list[Codebook]:
    """Return the loaded codebooks by key, each with the id of its current version."""
    return [
        Codebook(
            row.id,
            row.key,
            row.version,
            json.loads(row.title),
            row.current,
        )
        for row in live(connection, "codebook", "key", "id")
    ]


def codebook_version_members(
    connection: sa.Connection,
) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Return codebook version -> the ids of its codes, and of its facets in their order."""
    joined = stand_ins(connection)
    return {
        row.id: (stood_for(json.loads(row.codes), joined), tuple(json.loads(row.facets)))
        for row in live(connection, "codebook_version", "id")
    }


def codebook_details(
    connection: sa.Connection,
) -> dict[str, tuple[dict[str, str], str, tuple[str, ...]]]:
    """Return codebook -> its research question by language, its language and its rules."""
    return {
        row.id: (json.loads(row.question), row.language, tuple(json.loads(row.rules)))
        for row in live(connection, "codebook", "id")
    }


def code_keys(connection: sa.Connection) -> dict[tuple[str, str], list[str]]:
    """Return (codebook, key) -> the ids of the codes that have this key, also where another stands
    for them.

    The codebook of reserve codes is empty.
    """
    books = {row.id: row.key for row in live(connection, "codebook", "id")}
    found: dict[tuple[str, str], list[str]] = {}
    for row in live(connection, "code", "id"):
        found.setdefault((books.get(row.codebook, ""), row.key), []).append(row.id)
    return found


def codes(connection: sa.Connection) -> list[Code]:
    """Return every code and theme in the order of the codebook, active or not.

    Of codes that are joined the one that stands for them is there, and above what was under any of
    them. Clashing keys are written `codebook:KEY`. Moves that closed a cycle leave the code at top
    level.
    """
    joined = stand_ins(connection)
    rows = [
        row for row in live(connection, "code", "position", "key", "id") if row.id not in joined
    ]
    books = {row.id: row.key for row in live(connection, "codebook", "id")}
    parents = {row.id: joined.get(row.parent, row.parent) for row in rows}
    keys: dict[str, int] = {}
    for row in rows:
        keys[row.key] = keys.get(row.key, 0) + 1
    return [
        Code(
            id=row.id,
            codebook=books.get(row.codebook, ""),
            key=row.key if keys[row.key] == 1 else f"{books.get(row.codebook, '')}:{row.key}",
            name=json.loads(row.name),
            parent=None if _in_cycle(row.id, parents) else parents[row.id],
            position=row.position,
            definition=json.loads(row.definition or "{}"),
            full_definition=row.full_definition,
            use_when=row.use_when,
            not_when=row.not_when,
            example=row.example,
            colour=row.colour,
            hotkey=row.hotkey,
            counted=bool(row.counted),
            active=bool(row.active),
        )
        for row in rows
    ]


def facets(connection: sa.Connection) -> list[Facet]:
    """Return the facets by key."""
    joined = stand_ins(connection)
    return [
        Facet(
            id=row.id,
            key=row.key,
            name=json.loads(row.name),
            values=tuple(
                FacetValue(value["id"], value["name"], value["definition"])
                for value in json.loads(row.values)
            ),
            single=bool(row.single),
            required=bool(row.required),
            codes=None
            if row.codes is None
            else tuple(dict.fromkeys(joined.get(one, one) for one in json.loads(row.codes))),
            note=row.note,
        )
        for row in live(connection, "facet", "key", "id")
    ]


def _in_cycle(code: str, parents: dict[str, str | None]) -> bool:
    seen = {code}
    parent = parents.get(code)
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = parents.get(parent)
    return parent is not None
