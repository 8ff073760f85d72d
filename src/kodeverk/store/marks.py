"""The marks of withdrawals: a set that only grows, united by every merge.

A mark says of a text (by the hash it had at first) or of a change (by its id) which characters of
it are withdrawn, or that a text, a transcript or an informant is forgotten whole. It holds no word
that was withdrawn: only offsets, and what shows instead.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import Value, canonical
from kodeverk.model.identity import derived_id
from kodeverk.model.mask import Cover, united
from kodeverk.model.records import KINDS
from kodeverk.model.text import text_hash
from kodeverk.store.schema import local, withdrawal

Kind = Literal["text", "change", "transcript", "informant"]

_BATCH = 500
_DIGEST = "withdrawn:"
"""Before a text's hash, the key of the digest of what is left of it."""


class Place(NamedTuple):
    """One string of a change's value: the field, and which of its strings (`strings_of`)."""

    field: str
    number: int


class Mark(NamedTuple):
    """One mark: `value` is canonical JSON with some of these keys.

    - `clock`: that of the withdrawal.
    - `edits`: of a text [[start, end, replacement, source]]; of a change [[field, number, start,
      end, replacement, source]]: what is withdrawn, in the offsets of the text or string as it was
      at first. `source` is null, or [text, start, end]: where else the same words stood. If a later
      withdrawal names another replacement there, it is that here too.
    - `names`: [[start, end, replacement]] of a text, [[field, number, start, end, replacement]] of
      a change: where an original stood that was replaced wherever else it was kept. A copy that
      still has the words there reads from it what to replace in its own strings.
    - `gone`: of edits, that the words are forgotten; alone, that the text is.
    """

    kind: Kind
    target: str
    value: str

    @property
    def id(self) -> str:
        """The same on every machine."""
        return derived_id("withdrawal", *self)

    @property
    def said(self) -> Mapping[str, Any]:
        """The value."""
        found: dict[str, Any] = json.loads(self.value)
        return found


@dataclass(frozen=True, slots=True)
class Masks:
    """All that marks say together: the covers of texts and strings, and what is forgotten."""

    texts: Mapping[str, tuple[Cover, ...]]
    strings: Mapping[str, Mapping[Place, tuple[Cover, ...]]]
    gone_texts: frozenset[str]
    transcripts: frozenset[str]
    informants: Mapping[str, int]
    """Who is forgotten, with the clock of the withdrawal."""

    def of_change(self, change: str) -> Mapping[Place, tuple[Cover, ...]]:
        """Return the covers of a change's strings."""
        return self.strings.get(change, {})


def mark(kind: Kind, target: str, **said: Value) -> Mark:
    """Return a mark."""
    return Mark(kind, target, canonical(said))


def masks(marks: Iterable[Mark]) -> Masks:
    """Return what the marks say together."""
    texts: dict[str, list[_Edit]] = {}
    strings: dict[str, dict[Place, list[_Edit]]] = {}
    names: dict[str, list[Cover]] = {}
    gone_texts, transcripts = set(), set()
    informants: dict[str, int] = {}
    for one in marks:
        said = one.said
        if one.kind == "transcript":
            transcripts.add(one.target)
        elif one.kind == "informant":
            informants[one.target] = max(said["clock"], informants.get(one.target, 0))
        elif one.kind == "text" and "edits" not in said:
            gone_texts.add(one.target)
        else:
            then = (said["clock"], bool(said.get("gone")))
            if one.kind == "text":
                names.setdefault(one.target, []).extend(
                    Cover(start, end, replacement, said["clock"])
                    for start, end, replacement in said.get("names", ())
                )
            for *place, start, end, replacement, source in said["edits"]:
                edit = _Edit(Cover(start, end, replacement, *then), source)
                if one.kind == "text":
                    texts.setdefault(one.target, []).append(edit)
                else:
                    of_change = strings.setdefault(one.target, {})
                    of_change.setdefault(Place(*place), []).append(edit)
    return Masks(
        {text: _united(edits, names) for text, edits in texts.items()},
        {
            change: {place: _united(edits, names) for place, edits in places.items()}
            for change, places in strings.items()
        },
        frozenset(gone_texts),
        frozenset(transcripts),
        informants,
    )


class _Edit(NamedTuple):
    """A cover, and where else the words stood that it covers."""

    cover: Cover
    source: Sequence[Any] | None


def _united(edits: Iterable[_Edit], names: Mapping[str, Sequence[Cover]]) -> tuple[Cover, ...]:
    """Return the covers of the edits, each showing what is said last where its words come from."""
    covers = []
    for cover, source in edits:
        shows = cover
        if source is not None:
            text, start, end = source
            for name in names.get(text, ()):
                if name.start <= start and end <= name.end and name.clock > shows.clock:
                    shows = shows._replace(replacement=name.replacement, clock=name.clock)
        covers.append(shows)
    return united(covers)


def read_marks(connection: sa.Connection) -> set[Mark]:
    """Return every mark in the project."""
    columns = (withdrawal.c.kind, withdrawal.c.target, withdrawal.c.value)
    return {Mark(*row) for row in connection.execute(sa.select(*columns))}


def mark_ids(connection: sa.Connection) -> set[str]:
    """Return the ids of all marks in the project: equal sets are equal marks."""
    return set(connection.scalars(sa.select(withdrawal.c.id)))


def is_marked(connection: sa.Connection, *targets: str) -> bool:
    """Tell whether any of these texts, transcripts or informants has a mark."""
    found = sa.select(withdrawal.c.id).where(withdrawal.c.target.in_(targets)).limit(1)
    return connection.scalar(found) is not None


def forgotten_records(connection: sa.Connection) -> frozenset[str]:
    """Return the ids of the transcripts and informants that were forgotten for good."""
    kinds = [kind for kind, about in KINDS.items() if about.forgettable]
    found = sa.select(withdrawal.c.target).where(withdrawal.c.kind.in_(kinds))
    return frozenset(connection.scalars(found))


def insert_marks(connection: sa.Connection, marks: Iterable[Mark]) -> None:
    """Keep marks that are not there yet."""
    rows = [{"id": one.id, **one._asdict()} for one in sorted(marks)]
    for start in range(0, len(rows), _BATCH):
        connection.execute(sa.insert(withdrawal), rows[start : start + _BATCH])


def kept_digests(connection: sa.Connection) -> dict[str, str]:
    """Return the hash of every text that was rewritten -> the hash of what it reads now."""
    rows = connection.execute(
        sa.select(local.c.key, local.c.value).where(
            local.c.key.startswith(_DIGEST, autoescape=True)
        )
    )
    return {row.key.removeprefix(_DIGEST): row.value for row in rows}


def keep_digest(connection: sa.Connection, digest: str, words: str) -> None:
    """Keep the hash of what is left of the text that had the hash `digest`."""
    drop_digest(connection, digest)
    connection.execute(sa.insert(local), {"key": f"{_DIGEST}{digest}", "value": text_hash(words)})


def drop_digest(connection: sa.Connection, digest: str) -> None:
    """Forget what was left of the text that had the hash `digest`."""
    connection.execute(sa.delete(local).where(local.c.key == f"{_DIGEST}{digest}"))


def withdrawal_lines(connection: sa.Connection) -> Iterator[str]:
    """Yield the lines that withdrawals add to the content hash, in one order."""
    for hash_at_first, digest in sorted(kept_digests(connection).items()):
        yield canonical(["text", hash_at_first, digest])
    forgotten = {
        (one.kind, one.target)
        for one in read_marks(connection)
        if one.kind not in {"change", "text"}
    }
    for kind, target in sorted(forgotten):
        yield canonical(["forgotten", kind, target])


def strings_of(value: Value) -> Iterator[str]:
    """Yield the strings in a field's value in one fixed order: what a `Place` counts.

    The keys of structures are no part of it.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings_of(one)
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from strings_of(value[key])


def with_strings(value: Value, strings: Iterator[str]) -> Value:
    """Return the value with other strings, given in the order of `strings_of`."""
    if isinstance(value, str):
        return next(strings)
    if isinstance(value, list):
        return [with_strings(one, strings) for one in value]
    if isinstance(value, dict):
        return {key: with_strings(value[key], strings) for key in sorted(value)}
    return value


def packed(covers: Sequence[tuple[object, ...]]) -> list[Value]:
    """Return edits or names as a mark keeps them."""
    found: list[Value] = json.loads(json.dumps(covers))
    return found
