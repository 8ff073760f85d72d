"""Bodies: what words can be taken out of. Texts by their hash, strings of the journal by place.

Everything here is in the offsets a body had at first, in which pieces and marks are kept.
"""

import json
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import BIRTH, Value
from kodeverk.model.kinds import fields_where
from kodeverk.model.mask import Cover
from kodeverk.model.replacement import BREAK, HOLE, WORD, Hole, plain
from kodeverk.store.schema import change
from kodeverk.store.withdrawal.traces import Piece

FREE_TEXT = fields_where(lambda field: field.words == "withdrawn")
"""The fields that names are taken out of."""

_LOST = "\1"
"""Fills what is known to have stood in a body and is not known any more."""


class BodyPlace(NamedTuple):
    """One string of a change's value: the field, and which of its strings (`strings_of`)."""

    field: str
    number: int


class Skeleton(NamedTuple):
    """A body as long as it was at first, with holes for the words that were taken out."""

    text: str
    holes: tuple[Hole, ...]


class Token(NamedTuple):
    """A word of a skeleton: as `plain` gives it, or its class."""

    start: int
    end: int
    key: str | int


def string_body(change_id: str, place: BodyPlace) -> str:
    """Return the body of a string in the journal."""
    return f"{change_id}/{place.field}/{place.number}"


def body_place(body: str) -> tuple[str, BodyPlace] | None:
    """Return the change and the place of a string's body; None for a text."""
    identity, _, rest = body.partition("/")
    field, _, number = rest.rpartition("/")
    return (identity, BodyPlace(field, int(number))) if field else None


def strings_of(value: Value) -> Iterator[str]:
    """Yield the strings in a field's value in one fixed order: what a `BodyPlace` counts.

    The keys of structures are no part of it.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from strings_of(part)
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from strings_of(value[key])


def with_strings(value: Value, strings: Iterator[str]) -> Value:
    """Return the value with other strings, given in the order of `strings_of`."""
    if isinstance(value, str):
        return next(strings)
    if isinstance(value, list):
        return [with_strings(part, strings) for part in value]
    if isinstance(value, dict):
        return {key: with_strings(value[key], strings) for key in sorted(value)}
    return value


def string_bodies(
    connection: sa.Connection, changes: Collection[str] | None = None
) -> Iterator[tuple[str, str]]:
    """Yield (body, words) of every string in which people write what they like, of any change."""
    chosen = sa.select(change.c.id, change.c.kind, change.c.field, change.c.value).where(
        change.c.kind.in_(list(FREE_TEXT))
    )
    if changes is not None:
        chosen = chosen.where(change.c.id.in_(changes))
    rows = connection.execute(chosen.order_by(change.c.id).execution_options(yield_per=1000))
    for row in rows.mappings():
        for place, words in _strings_in(row):
            yield string_body(row["id"], place), words


def skeleton(words: str, covers: Sequence[Cover], pieces: Collection[Piece]) -> Skeleton:
    """Return a body that shows `words` under `covers`, with holes where `pieces` have classes.

    Pieces that no cover hides are left out: there the words are.
    """
    parts: list[str] = []
    position = shown = 0
    for cover in covers:
        held = cover.start - position
        parts += (words[shown : shown + held], _LOST * (cover.end - cover.start))
        position, shown = cover.end, shown + held + len(cover.replacement)
    text = "".join((*parts, words[shown:]))
    return with_pieces(text, (piece for piece in pieces if is_covered(piece, covers)))


def with_pieces(text: str, pieces: Iterator[Piece] | Collection[Piece]) -> Skeleton:
    """Return a body of its first length with pieces over it: words over signs over the rest."""
    signs = list(text)
    holes = []
    for start, end, what in sorted(pieces, key=_depth):
        if isinstance(what, int):
            holes.append(Hole(start, end, what))
            signs[start:end] = HOLE * (end - start)
        else:
            signs[start:end] = what or _LOST * (end - start)
    return Skeleton("".join(signs), tuple(sorted(holes)))


def is_covered(piece: Piece, covers: Sequence[Cover]) -> bool:
    """Tell whether one of the covers, which are in order, hides all of a piece."""
    at = bisect_right(covers, piece.start, key=lambda cover: cover.start) - 1
    return at >= 0 and piece.end <= covers[at].end


def tokens(body: Skeleton, start: int, end: int, known: Mapping[str, int]) -> list[Token]:
    """Return the words in `[start, end)` of a body in order, those `known` by their class."""
    words = [Token(*hole) for hole in body.holes if start <= hole.start and hole.end <= end]
    for word in WORD.finditer(body.text, start, end):
        said = plain(word[0])
        words.append(Token(*word.span(), known.get(said, said)))
    return sorted(words, key=lambda token: (token.start, token.end))


def signs_around(text: str, words: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    """Return the signs before, between and after the tokens of `[start, end)`, one more."""
    edges = [start, *(edge for token in words for edge in token[:2]), end]
    signs = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return (signs[0], *map(plain, signs[1:-1]), signs[-1])


def pieces_of(body: Skeleton, start: int, end: int, known: Mapping[str, int]) -> Iterator[Piece]:
    """Yield the pieces that take `[start, end)` out of a body, all words of which are `known`.

    Line breaks and TABs stay.
    """
    for token in tokens(body, start, end, known):
        if isinstance(token.key, int):
            yield Piece(*token)
        yield from _signs(body.text, start, token.start)
        start = max(start, token.end)
    yield from _signs(body.text, start, end)


def _signs(text: str, start: int, end: int) -> Iterator[Piece]:
    while gap := BREAK.search(text, start, end):
        if start < gap.start():
            yield Piece(start, gap.start(), text[start : gap.start()])
        start = gap.end()
    if start < end:
        yield Piece(start, end, text[start:end])


def _strings_in(row: Mapping[Any, Any]) -> Iterator[tuple[BodyPlace, str]]:
    value = json.loads(row["value"])
    fields = value if row["field"] == BIRTH else {row["field"]: value}
    for name in FREE_TEXT.get(row["kind"], ()):
        for number, words in enumerate(strings_of(fields.get(name))):
            if words:
                yield BodyPlace(name, number), words


def _depth(piece: Piece) -> tuple[bool, bool, int, int]:
    what = piece.what
    return (what is not None, isinstance(what, int), piece.start, piece.end)
