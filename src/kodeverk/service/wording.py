"""Numbers in words, for summaries and messages."""

from collections.abc import Collection
from itertools import islice


def number_of(count: int, noun: str) -> str:
    """Return `1 file` or `12 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def some_of(names: Collection[object], most: int = 8) -> str:
    """Return `names` with commas between them; of more than `most`, these and how many more."""
    more = len(names) - most
    listed = ", ".join(map(str, islice(names, most)))
    return f"{listed} and {more} more" if more > 0 else listed
