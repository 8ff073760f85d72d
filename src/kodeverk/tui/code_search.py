"""Finding a code by what has been typed of it; the same query always gives the same order."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kodeverk.model.records import Code

_LIKE_ENOUGH = 80
"""From 0 to 100: how like a query a code's words are for the code to be listed at all."""
_SHORT = 3
"""Queries of up to so many letters are like everything, and are not compared, nor looked for in
texts."""

_FORMER, _TEXT, _LIKE = 8, 9, 10
"""How well a code fits that had such a name, that has it in a text, that is merely like it."""


_AROUND = 18
"""How many characters around what was found in a text are shown of it."""


class IndexedCode(NamedTuple):
    """A code with what it is found by, in folded case: key, names in every language, theme.

    `former` are keys and names that it had, `texts` what says when it is used, each with what it
    is called, as it is written.
    """

    code: Code
    key: str
    names: tuple[str, ...]
    theme: str
    former: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


class Fitting(NamedTuple):
    """A code that fits a query; `found` is where, unless it is in its key, names or theme."""

    code: Code
    found: str = ""


def code_index(codes: Sequence[Code]) -> tuple[IndexedCode, ...]:
    """Return `codes` ready to be searched."""
    by_id: Mapping[str, Code] = {code.id: code for code in codes}
    indexed_codes = []
    for code in codes:
        theme = by_id.get(code.parent or "")
        names = tuple(name.casefold() for name in code.name.values())
        above = " ".join(theme.name.values()).casefold() if theme else ""
        former = tuple(name.casefold() for name in code.formerly)
        indexed_codes.append(
            IndexedCode(code, code.key.casefold(), names, above, former, _texts(code))
        )
    return tuple(indexed_codes)


def _texts(code: Code) -> tuple[tuple[str, str], ...]:
    """Return the texts of a code in which one may remember a word, those that say most first."""
    texts = [
        *(("", text) for text in code.definition.values()),
        ("use when", code.use_when),
        ("not when", code.not_when),
        ("example", code.example),
        ("", code.full_definition),
    ]
    return tuple((called, " ".join(text.split())) for called, text in texts if text)


def rank(query: str, known: Sequence[IndexedCode]) -> tuple[Code, ...]:
    """Return the codes that fit `query`, as `fitting` orders them."""
    return tuple(one.code for one in fitting(query, known))


def fitting(query: str, known: Sequence[IndexedCode]) -> tuple[Fitting, ...]:
    """Return the codes that fit `query`, best first; all of them for an empty one.

    The key itself stands first, then keys that begin with the query, keys with a part that does,
    keys whose parts begin with pieces of it (`rt`, `retil`: REL-TILLIT), names that begin with it,
    names with a word that does, what has it inside, what has it in its theme; then what had such a
    key or name before, what has it in its definition, rules or example, and last what is merely
    like it. Equals keep the order of the codebook.
    """
    wanted = " ".join(query.casefold().split())
    if not wanted:
        return tuple(Fitting(indexed.code) for indexed in known)
    placed = [(_place(wanted, indexed), place) for place, indexed in enumerate(known)]
    ordered = sorted((rung, place) for rung, place in placed if rung is not None)
    return tuple(_found(wanted, known[place], rung[0]) for rung, place in ordered)


def _found(wanted: str, indexed: IndexedCode, rung: int) -> Fitting:
    if rung == _FORMER:
        formerly = zip(indexed.code.formerly, indexed.former, strict=True)
        name = next(name for name, plain in formerly if wanted in plain)
        return Fitting(indexed.code, f"formerly {name}")
    if rung == _TEXT:
        called, text = next(one for one in indexed.texts if wanted in one[1].casefold())
        start = max(text.casefold().index(wanted) - _AROUND, 0)
        end = start + len(wanted) + 2 * _AROUND
        before, after = "…" * (start > 0), "…" * (end < len(text))
        excerpt = f"{before}{text[start:end].strip()}{after}"
        return Fitting(indexed.code, f"{called}: {excerpt}" if called else excerpt)
    return Fitting(indexed.code)


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
        any(wanted in name for name in indexed.former),
    )
    if True in rungs:
        return (rungs.index(True), 0)
    if len(wanted) <= _SHORT:
        return None
    if any(wanted in text.casefold() for _, text in indexed.texts):
        return (_TEXT, 0)
    from rapidfuzz import fuzz

    texts = (indexed.key, *indexed.names)
    if max(fuzz.partial_ratio(wanted, text) for text in texts) < _LIKE_ENOUGH:
        return None
    return (_LIKE, -max(fuzz.ratio(wanted, text) for text in texts))
