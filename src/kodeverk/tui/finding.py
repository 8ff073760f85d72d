"""Finding a code by what has been typed of it; the same query always gives the same order."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kodeverk.model.records import Code

_LIKE_ENOUGH = 80
"""From 0 to 100: how like a query a code's words are for the code to be listed at all."""


class Candidate(NamedTuple):
    """A code with the words it is found by: its key and the words of its names, in folded case."""

    code: Code
    key: str
    words: str


def candidates(codes: Sequence[Code]) -> tuple[Candidate, ...]:
    """Return `codes` ready to be searched: by key, by names in every language, by their theme."""
    by_id: Mapping[str, Code] = {code.id: code for code in codes}
    found = []
    for code in codes:
        theme = by_id.get(code.parent or "")
        named = [*code.name.values(), *(theme.name.values() if theme else ())]
        found.append(Candidate(code, code.key.casefold(), " ".join(named).casefold()))
    return tuple(found)


def rank(query: str, known: Sequence[Candidate]) -> tuple[Code, ...]:
    """Return the codes that fit `query`, best first; all of them for an empty one.

    The key itself stands first, then keys that begin with the query, keys with a part that does,
    names with a word that does, words inside, and last what is merely like it. Equals keep the
    order of the codebook.
    """
    wanted = " ".join(query.casefold().split())
    if not wanted:
        return tuple(one.code for one in known)
    placed = [(_place(wanted, one), place) for place, one in enumerate(known)]
    fitting = sorted((rung, place) for rung, place in placed if rung is not None)
    return tuple(known[place].code for _, place in fitting)


def _place(wanted: str, one: Candidate) -> tuple[int, float] | None:
    """Return how well a candidate fits, the lowest best, or None if it does not."""
    if one.key == wanted:
        return (0, 0)
    if one.key.startswith(wanted):
        return (1, 0)
    if any(part.startswith(wanted) for part in one.key.split("-")):
        return (2, 0)
    if f" {one.words}".find(f" {wanted}") >= 0:
        return (3, 0)
    if wanted in one.words or wanted in one.key:
        return (4, 0)
    from rapidfuzz import fuzz

    likeness = max(fuzz.partial_ratio(wanted, one.words), fuzz.ratio(wanted, one.key))
    # Short queries are like everything.
    return (5, -likeness) if likeness >= _LIKE_ENOUGH and len(wanted) > 2 else None
