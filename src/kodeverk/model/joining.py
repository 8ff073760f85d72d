"""Records joined on a person's word: which of them stands for all.

That two records are one is a fact about the pair, the same from either side. Who stands for those
that are joined is derived from all such facts and from which records there are, and never kept: so
it is a function of the set of changes, whoever joined what in which copy.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple


class Joining(NamedTuple):
    """Two records that are one; `stays` is the one whose name stays.

    `first` and `second` are in the order of their ids.
    """

    first: str
    second: str
    stays: str


def joining(goes: str, stays: str) -> Joining:
    """Return the fact that two records are one, under the name of the second."""
    return Joining(min(goes, stays), max(goes, stays), stays)


def groups(joinings: Iterable[Joining]) -> list[frozenset[str]]:
    """Return the records that are one, as sets of two and more."""
    beside = _beside(joinings)
    found: list[frozenset[str]] = []
    seen: set[str] = set()
    for one in beside:
        if one not in seen:
            found.append(frozenset(distances(beside, one)))
            seen |= found[-1]
    return found


def stand_ins_among(joinings: Collection[Joining], there: Collection[str]) -> dict[str, str]:
    """Return each record that another stands for -> that one, which is `there` if any is.

    It is the one that no joining puts behind another; where there are several, or a circle leaves
    none, the one with the least id.
    """
    behind = {one.first if one.stays == one.second else one.second for one in joinings}
    found: dict[str, str] = {}
    for group in groups(joinings):
        live = group & frozenset(there) or group
        chosen = min(live - behind or live)
        found |= dict.fromkeys(group - {chosen}, chosen)
    return found


def turned_to(joinings: Collection[Joining], record: str) -> list[Joining]:
    """Return the joinings that lead to `record`, turned so that it stands for all it is one with.

    Of two records the one that is fewer joinings away from it stays.
    """
    away = distances(_beside(joinings), record)
    return [
        one._replace(stays=min(one[:2], key=lambda end: (away[end], end)))
        for one in joinings
        if one.first in away
    ]


def distances(beside: Mapping[str, Collection[str]], record: str) -> dict[str, int]:
    """Return every record that is one with `record` -> how many joinings it is away."""
    away = {record: 0}
    waiting = [record]
    for one in waiting:
        for other in beside.get(one, ()):
            if other not in away:
                away[other] = away[one] + 1
                waiting.append(other)
    return away


def _beside(joinings: Iterable[Joining]) -> dict[str, list[str]]:
    """Return each record -> those it is joined to."""
    beside: dict[str, list[str]] = {}
    for one in joinings:
        beside.setdefault(one.first, []).append(one.second)
        beside.setdefault(one.second, []).append(one.first)
    return beside
