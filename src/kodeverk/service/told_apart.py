"""Records of which people said that they are two, though they seem one: nobody is asked again.

It is a setting of the whole project, so that it travels with merges, is in the log and is undone.
"""

from typing import NamedTuple

from kodeverk.model.identity import setting_id
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.writer import Writer

_TWO = "two"


class Two(NamedTuple):
    """Two records of a kind, by ids."""

    kind: str
    first: str
    second: str


def told_apart(connection: Connection) -> set[frozenset[str]]:
    """Return the pairs that are two, by the ids of the records that stand for them by now."""
    joined = queries.stand_ins(connection)
    return {
        frozenset(joined.get(one, one) for one in two[1:])
        for key in queries.settings_of_project(connection)
        if (two := two_of(key)) is not None
    }


def tell_apart(writer: Writer, kind: str, one: str, other: str) -> bool:
    """Say that two records of a kind are two; tell whether nobody had said so."""
    key = ".".join((_TWO, kind, *sorted((one, other))))
    return writer.say(
        "setting", setting_id(None, key), {"key": key, "value": True, "transcript": None}
    )


def two_of(key: str) -> Two | None:
    """Return the records that a setting says are two; None for another setting."""
    what, *two = key.split(".")
    return Two(*two) if what == _TWO and len(two) == len(Two._fields) else None
