"""Numbers and times in words, for summaries and messages."""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice


def number_of(count: int, noun: str) -> str:
    """Return `1 file` or `12 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def are(count: int) -> str:
    """Return the verb for so many: `is` or `are`."""
    return "is" if count == 1 else "are"


def local_time(at: int) -> str:
    """Return a time in milliseconds since 1970 as `2026-11-28 07:03`, where the user is."""
    return f"{datetime.fromtimestamp(at / 1000).astimezone():%Y-%m-%d %H:%M}"


def short_local_time(at: int) -> str:
    """Return a time in milliseconds since 1970 as `28.11. 07:03`, where the user is."""
    return f"{datetime.fromtimestamp(at / 1000).astimezone():%d.%m. %H:%M}"


@lru_cache(maxsize=4096)
def time_in_files(second: int) -> str:
    """Return a time in seconds since 1970 as files have it: ISO 8601, UTC."""
    return datetime.fromtimestamp(second, UTC).isoformat()


def some_of(names: Collection[object], most: int = 8) -> str:
    """Return `names` with commas between them; of more than `most`, these and how many more."""
    more = len(names) - most
    listed = ", ".join(map(str, islice(names, most)))
    return f"{listed} and {more} more" if more > 0 else listed
