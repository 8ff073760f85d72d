"""What of a list is shown: properties of its lines that somebody has chosen."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple


class Filter(NamedTuple):
    """A property that lines of a list can have, such as by `author` the value `Kari`."""

    by: str
    value: str

    def __str__(self) -> str:
        """Return what people call it."""
        return f"{self.by}: {self.value}"


def fits(chosen: Collection[Filter], of_line: Collection[Filter]) -> bool:
    """Tell whether a line has, by everything that was chosen by, one of the values chosen."""
    wanted: dict[str, bool] = {}
    for each in chosen:
        wanted[each.by] = wanted.get(each.by, False) or each in of_line
    return all(wanted.values())


class FilterLine(NamedTuple):
    """A property that can be chosen: how many lines of all have it, and whether it is chosen."""

    filter: Filter
    lines: int
    is_chosen: bool


def filter_lines(
    lines: Iterable[Collection[Filter]], chosen: Collection[Filter], order: Sequence[str]
) -> list[FilterLine]:
    """Return what can be chosen: what is chosen first, then by `order`, in each by value."""
    counts = Counter(each for line in lines for each in {*line})
    counts.update(dict.fromkeys(chosen, 0))
    return sorted(
        (FilterLine(each, count, each in chosen) for each, count in counts.items()),
        key=lambda line: (not line.is_chosen, order.index(line.filter.by), line.filter.value),
    )


def in_words(chosen: Collection[Filter], words: Sequence[str]) -> Iterator[str]:
    """Yield what a list is narrowed by, for its heading."""
    yield from map(str, sorted(chosen))
    if words:
        yield f"“{' '.join(words)}”"
