"""What codings of some codes are about: the other codes on the same words."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from kodeverk.analysis.counting.transcripts import PlainCoding


class Beside(NamedTuple):
    """A coding, and the codes of other codings that share a character with it, in order."""

    coding: PlainCoding
    codes: tuple[str, ...]


def codes_beside(
    codings: Iterable[PlainCoding], of: Collection[str], order: Mapping[str, int]
) -> Iterator[Beside]:
    """Yield the codings of the codes `of`, in order of start, each with what is beside it.

    Beside them stand only codes that have a place in `order`, and none of `of`.
    """
    ordered = sorted(codings, key=lambda coding: coding[1:3])
    others = [coding for coding in ordered if coding[0] in order and coding[0] not in of]
    first = 0
    reach = _reaches(others)
    for coding in ordered:
        if coding[0] not in of:
            continue
        _, start, end, _ = coding
        while first < len(others) and reach[first] <= start:
            first += 1
        found = set()
        for place in range(first, len(others)):
            if others[place][1] >= end:
                break
            if others[place][2] > start:
                found.add(others[place][0])
        yield Beside(coding, tuple(sorted(found, key=order.__getitem__)))


def _reaches(codings: Iterable[PlainCoding]) -> list[int]:
    """Return how far each coding, or one before it, reaches."""
    reached = 0
    reaches = []
    for coding in codings:
        reached = max(reached, coding[2])
        reaches.append(reached)
    return reaches
