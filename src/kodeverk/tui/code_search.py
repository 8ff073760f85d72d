"""Finding a code by what has been typed of it; the same query always gives the same order."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kodeverk.model.records import Code

_LIKE_ENOUGH = 80
"""From 0 to 100: how like a query a code's words are for the code to be listed at all."""
_SHORT = 3
"""Queries of up to so many letters are like everything, and are not compared."""


class IndexedCode(NamedTuple):
    """A code with what it is found by, in folded case: key, names in every language, theme."""

    code: Code
    key: str
    names: tuple[str, ...]
    theme: str


def code_index(codes: Sequence[Code]) -> tuple[IndexedCode, ...]:
    """Return `codes` ready to be searched."""
    by_id: Mapping[str, Code] = {code.id: code for code in codes}
    indexed_codes = []
    for code in codes:
        theme = by_id.get(code.parent or "")
        names = tuple(name.casefold() for name in code.name.values())
        above = " ".join(theme.name.values()).casefold() if theme else ""
        indexed_codes.append(IndexedCode(code, code.key.casefold(), names, above))
    return tuple(indexed_codes)


def rank(query: str, known: Sequence[IndexedCode]) -> tuple[Code, ...]:
    """Return the codes that fit `query`, best first; all of them for an empty one.

    The key itself stands first, then keys that begin with the query, keys with a part that does,
    keys whose parts begin with pieces of it (`rt`, `retil`: REL-TILLIT), names that begin with it,
    names with a word that does, what has it inside, what has it in its theme, and last what is
    merely like it. Equals keep the order of the codebook.
    """
    wanted = " ".join(query.casefold().split())
    if not wanted:
        return tuple(indexed.code for indexed in known)
    placed = [(_place(wanted, indexed), place) for place, indexed in enumerate(known)]
    fitting = sorted((rung, place) for rung, place in placed if rung is not None)
    return tuple(known[place].code for _, place in fitting)


def _is_of_parts(wanted: str, parts: Sequence[str]) -> bool:
    """Tell whether pieces of what is wanted begin the parts, one after another and all of them."""
    if not parts:
        return not wanted
    pieces = (wanted[:end] for end in range(1, len(wanted) + 1))
    return any(
        parts[0].startswith(piece) and _is_of_parts(wanted[len(piece) :], parts[1:])
        for piece in pieces
    )


def _place(wanted: str, indexed: IndexedCode) -> tuple[int, float] | None:
    """Return how well a candidate fits, the lowest best, or None if it does not."""
    rungs = (
        indexed.key == wanted,
        indexed.key.startswith(wanted),
        any(part.startswith(wanted) for part in indexed.key.split("-")),
        _is_of_parts(wanted, indexed.key.split("-")),
        any(name.startswith(wanted) for name in indexed.names),
        any(f" {wanted}" in name for name in indexed.names),
        any(wanted in text for text in (indexed.key, *indexed.names)),
        f" {wanted}" in f" {indexed.theme}",
    )
    if True in rungs:
        return (rungs.index(True), 0)
    if len(wanted) <= _SHORT:
        return None
    from rapidfuzz import fuzz

    texts = (indexed.key, *indexed.names)
    if max(fuzz.partial_ratio(wanted, text) for text in texts) < _LIKE_ENOUGH:
        return None
    return (len(rungs), -max(fuzz.ratio(wanted, text) for text in texts))
