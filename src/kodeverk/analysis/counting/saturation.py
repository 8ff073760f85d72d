"""Saturation: which codes each transcript is the first to have, in the order of finishing."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple


class NewCodes(NamedTuple):
    """What a transcript brought: codes by id, in the order given.

    `used` are all it has, `new` those that none before it had. Of these `added` could be in none
    before it: none before was read for them. `cumulative` is how many there are by then, of
    `known`: those it was read for, or any before it.
    """

    used: tuple[str, ...]
    new: tuple[str, ...]
    added: tuple[str, ...]
    cumulative: int
    known: int


def new_codes(
    transcripts: Iterable[tuple[Collection[str], Collection[str]]],
) -> Iterator[NewCodes]:
    """Yield what each transcript brought: of each, in order, the codes it has and was read for."""
    had: set[str] = set()
    known: set[str] = set()
    for used, read in transcripts:
        new = tuple(code for code in used if code not in had)
        added = tuple(code for code in new if code not in known)
        had.update(used)
        known.update(read)
        yield NewCodes(tuple(used), new, added, len(had), len(known))
