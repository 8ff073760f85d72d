"""Many ids or rows, some at a time: a statement has a bound for how many it names."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")

AT_ONCE = 500
"""How many a statement may name."""


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in their order, as lists of at most so many as one statement may name."""
    waiting = iter(items)
    while batch := list(islice(waiting, AT_ONCE)):
        yield batch
