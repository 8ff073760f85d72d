"""Codebooks: their versions, codes and facets."""

import functools
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import heads
from kodeverk.model.codebook import Relation
from kodeverk.model.records import (
    Code,
    Facet,
    FacetValue,
)
from kodeverk.store.journal import histories
from kodeverk.store.queries.joining import stand_ins, stood_for
from kodeverk.store.queries.live import live
from kodeverk.store.queries.transcript import free_name
from kodeverk.store.schema import change, state


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """A codebook: what its version is called, the id of that version, and whether it is frozen.

    One that was begun in the program has no version before it is frozen.
    """

    id: str
    key: str
    version: str
    title: dict[str, str]
    current_version: str | None
    frozen: bool = False


class LinkedCodes(NamedTuple):
    """A link of a crosswalk: what the code `source` is to the code `target`, both by id."""

    id: str
    source: str
    target: str
    relation: Relation
    note: str | None


class KeptVersion(NamedTuple):
    """A version of a codebook that was loaded or frozen, with its content as it was kept.

    `content` is None of what an earlier version of the program loaded.
    """

    id: str
    codebook: str
    label: str
    codes: frozenset[str]
    content: Any


def links(connection: sa.Connection) -> list[LinkedCodes]:
    """Return the links of the crosswalks that were loaded."""
    return [
        LinkedCodes(row.id, row.source, row.target, row.relation, row.note)
        for row in live(connection, "link", "id")
    ]


def codebooks(connection: sa.Connection) -> list[CodebookRow]:
    """Return the codebooks by key, each with its current version."""
    return [
        CodebookRow(
            row.id, row.key, row.label or "", json.loads(row.title), row.version, bool(row.frozen)
        )
        for row in connection.execute(_codebooks())
    ]


@functools.cache
def _codebooks() -> sa.Select[Any]:
    """Return the statement of `codebooks` and `facets`; made once, as every coding asks them."""
    book, version = state["codebook"], state["codebook_version"]
    return (
        sa.select(book.c.id, book.c.key, book.c.title, book.c.version, book.c.frozen)
        .add_columns(version.c.label, version.c.facets)
        .outerjoin(version, version.c.id == book.c.version)
        .where(book.c.live)
        .order_by(book.c.key, book.c.id)
    )


def codebook_version_members(
    connection: sa.Connection,
) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Return codebook version -> the ids of its codes, and of its facets in their order."""
    joined = stand_ins(connection)
    return {
        row.id: (stood_for(json.loads(row.codes), joined), tuple(json.loads(row.facets)))
        for row in live(connection, "codebook_version", "id")
    }


def kept_versions(connection: sa.Connection, codebook: str) -> list[KeptVersion]:
    """Return the versions of a codebook that have a name, by name."""
    table = state["codebook_version"]
    is_named = [table.c.codebook == codebook, table.c.hash != ""]
    return [
        KeptVersion(
            row.id,
            row.codebook,
            row.label,
            frozenset(json.loads(row.codes)),
            json.loads(row.content or "null"),
        )
        for row in live(connection, "codebook_version", "label", "id", where=is_named)
    ]


def former_keys(connection: sa.Connection) -> dict[str, list[str]]:
    """Return code -> the keys it had before it was given another, for codes that have any."""
    renamed = [state["code"].c.formerly.is_not(None)]
    return {
        row.id: json.loads(row.formerly) for row in live(connection, "code", "id", where=renamed)
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
    codes: dict[tuple[str, str], list[str]] = {}
    for row in live(connection, "code", "id"):
        codes.setdefault((books.get(row.codebook, ""), row.key), []).append(row.id)
    return codes


def codes(connection: sa.Connection) -> list[Code]:
    """Return every code and theme in the order of the codebook, active or not.

    Of codes that are joined the one that stands for them is there, and above what was under any of
    them. Clashing keys are written `codebook:KEY`; what clashes still, as only a merge can bring
    it, is told apart by a suffix. Codes that are moved below each other (`code_cycles`) stand at
    top level.
    """
    joined = stand_ins(connection)
    there = live(connection, "code", "position", "key", "id")
    rows = [row for row in there if row.id not in joined]
    former: dict[str, list[str]] = {}
    for row in there if joined else ():
        if row.id in joined:
            called = (row.key, *json.loads(row.name).values())
            former.setdefault(joined[row.id], []).extend(called)
    for code, names in _former_names(connection).items():
        former.setdefault(joined.get(code, code), []).extend(names)
    books = {row.id: row.key for row in live(connection, "codebook", "id")}
    parents = {row.id: joined.get(row.parent, row.parent) for row in rows}
    circling = {code for cycle in _cycles(parents) for code in cycle}
    keys = _keys(rows, books)
    return [
        Code(
            id=row.id,
            codebook=books.get(row.codebook, ""),
            key=keys[row.id],
            name=json.loads(row.name),
            parent=None if row.id in circling else parents[row.id],
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
            formerly=(*json.loads(row.formerly or "[]"), *former.get(row.id, ())),
        )
        for row in rows
    ]


def _former_names(connection: sa.Connection) -> dict[str, list[str]]:
    """Return code -> the names it had, in any language, before it was given those of now."""
    former: dict[str, list[str]] = {}
    for code, changes in histories(connection, connection.scalars(_renamed()).all()).items():
        called: list[Any] = [entry.value_of("name") for entry in changes if entry.sets("name")]
        now: Any = heads(changes, "name")[-1].value_of("name")
        names = dict.fromkeys(name for by_language in called for name in by_language.values())
        former[code] = [name for name in names if name not in now.values()]
    return former


@functools.cache
def _renamed() -> sa.Select[Any]:
    """Return the statement for the codes that were given another name: found by an index."""
    codes = sa.select(state["code"].c.id)
    return (
        sa.select(change.c.record)
        .where(change.c.record.in_(codes), change.c.field == "name")
        .distinct()
    )


def codes_in_use(connection: sa.Connection) -> dict[str, frozenset[str]]:
    """Return codebook, by id -> the ids of its codes in use; joined ones as what stands for them.

    It is asked for every transcript that is finished.
    """
    joined = stand_ins(connection)
    used: dict[str, set[str]] = {}
    for book, code in connection.execute(_codes_in_use()):
        used.setdefault(book, set()).add(joined.get(code, code))
    return {book: frozenset(codes) for book, codes in used.items()}


@functools.cache
def _codes_in_use() -> sa.Select[Any]:
    code = state["code"]
    in_a_book = code.c.codebook.is_not(None)
    return sa.select(code.c.codebook, code.c.id).where(code.c.live, code.c.active, in_a_book)


def _keys(rows: Sequence[Any], books: Mapping[str, str]) -> dict[str, str]:
    """Return code -> its key as it is shown: no two are alike."""
    times = Counter(row.key for row in rows)
    written = {
        row.id: row.key if times[row.key] == 1 else f"{books.get(row.codebook, '')}:{row.key}"
        for row in rows
    }
    return _told_apart(written)


def _told_apart(written: Mapping[str, str]) -> dict[str, str]:
    """Return record -> its key, with a suffix where one whose id comes before has the same."""
    given = Counter(written.values())
    taken, keys = {*given}, {**written}
    for code in sorted(written, reverse=True):
        key = written[code]
        if given[key] > 1:
            keys[code] = free_name(key, taken)
            taken.add(keys[code])
            given[key] -= 1
    return keys


def facets(connection: sa.Connection) -> list[Facet]:
    """Return the facets by key, each with the codebooks whose current version lists it.

    Keys that clash, as only a merge can bring it, are told apart by a suffix.
    """
    rows = [*live(connection, "facet", "key", "id")]
    keys = _told_apart({row.id: row.key for row in rows})
    joined = stand_ins(connection)
    listed: dict[str, set[str]] = {}
    for row in connection.execute(_codebooks()):
        for facet in json.loads(row.facets or "[]"):
            listed.setdefault(facet, set()).add(row.key)
    return [
        Facet(
            id=row.id,
            key=keys[row.id],
            name=json.loads(row.name),
            values=tuple(
                FacetValue(value["id"], value["name"], value["definition"])
                for value in json.loads(row.values)
            ),
            single=bool(row.single),
            required=bool(row.required),
            codes=None
            if row.codes is None
            else tuple(dict.fromkeys(joined.get(code, code) for code in json.loads(row.codes))),
            note=row.note,
            codebooks=frozenset(listed.get(row.id, ())),
        )
        for row in rows
    ]


def code_cycles(connection: sa.Connection) -> list[tuple[str, ...]]:
    """Return the ids of codes that are moved below each other, each group from below upwards.

    Nobody alone can do that: people moved them apart. A group begins with its smallest id.
    """
    joined = stand_ins(connection)
    rows = [row for row in live(connection, "code", "id") if row.id not in joined]
    return _cycles({row.id: joined.get(row.parent, row.parent) for row in rows})


def _cycles(parents: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    cycles = []
    done: set[str] = set()
    for start in sorted(parents):
        way: dict[str, None] = {}
        code: str | None = start
        while code is not None and code in parents and code not in done and code not in way:
            way[code] = None
            code = parents[code]
        if code is not None and code in way:
            walked = [*way]
            cycle = walked[walked.index(code) :]
            first = cycle.index(min(cycle))
            cycles.append((*cycle[first:], *cycle[:first]))
        done.update(way)
    return cycles
