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
    joined: list[frozenset[str]] = []
    seen: set[str] = set()
    for record in beside:
        if record not in seen:
            joined.append(frozenset(distances(beside, record)))
            seen |= joined[-1]
    return joined


def stand_ins_among(joinings: Collection[Joining], there: Collection[str]) -> dict[str, str]:
    """Return each record that another stands for -> its stand-in, which is `there` if any is.

    The stand-in is the record that no joining puts behind another; where there are several, or a
    circle leaves none, the one with the least id.
    """
    behind = {
        joining.first if joining.stays == joining.second else joining.second for joining in joinings
    }
    stand_ins: dict[str, str] = {}
    for group in groups(joinings):
        live = group & frozenset(there) or group
        chosen = min(live - behind or live)
        stand_ins |= dict.fromkeys(group - {chosen}, chosen)
    return stand_ins


def turned_to(joinings: Collection[Joining], record: str) -> list[Joining]:
    """Return the joinings that lead to `record`, turned so that it stands for all that are one.

    Of the two records of a joining the one that is fewer joinings away from `record` stays.
    """
    away = distances(_beside(joinings), record)
    return [
        joining._replace(stays=min(joining[:2], key=lambda end: (away[end], end)))
        for joining in joinings
        if joining.first in away
    ]


def gone_into(joinings: Iterable[Joining], record: str) -> frozenset[str]:
    """Return `record` and those that went into it, one after the other."""
    behind: dict[str, list[str]] = {}
    for first, second, stays in joinings:
        behind.setdefault(stays, []).append(first if stays == second else second)
    return frozenset(distances(behind, record))


def distances(beside: Mapping[str, Collection[str]], record: str) -> dict[str, int]:
    """Return every record that is joined with `record` -> how many joinings away."""
    away = {record: 0}
    waiting = [record]
    for reached in waiting:
        for other in beside.get(reached, ()):
            if other not in away:
                away[other] = away[reached] + 1
                waiting.append(other)
    return away


def _beside(joinings: Iterable[Joining]) -> dict[str, list[str]]:
    """Return each record -> those it is joined to."""
    beside: dict[str, list[str]] = {}
    for joining in joinings:
        beside.setdefault(joining.first, []).append(joining.second)
        beside.setdefault(joining.second, []).append(joining.first)
    return beside
