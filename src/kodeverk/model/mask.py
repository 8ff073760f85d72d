"""Masks: what has been withdrawn from a text for good, and where the rest of it lies since.

A text is withdrawn by covers laid over it as it was at first. Covers are only ever added, and what
shows of a text follows from the set of its covers alone: so copies of a project in which different
people withdrew different words agree once they know each other's covers, although neither has the
words any more. Offsets are code points, half-open `[start, end)`.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kodeverk.model.replacement import Edit, with_replacements
from kodeverk.model.text import Span

GONE = "[…]"
"""What shows instead of words that are forgotten."""


class Cover(NamedTuple):
    """The characters `[start, end)`, at least one, show as `replacement`, which is not empty.

    With `gone` the words are no longer anybody's to read, so that codings of nothing else go.
    """

    start: int
    end: int
    replacement: str
    gone: bool = False


class Shift:
    """Where positions of a text lie once stretches of it have got other lengths."""

    def __init__(self, stretches: Iterable[tuple[int, int, int]]) -> None:
        """Take (start, end, new length) of each stretch, in order and not overlapping."""
        self._stretches = list(stretches)
        self._starts = [start for start, _, _ in self._stretches]
        grown = (length - (end - start) for start, end, length in self._stretches)
        self._before = [0, *itertools.accumulate(grown)]

    def start(self, position: int) -> int:
        """Return where what begins at `position` begins: inside a stretch, where that begins."""
        return self._moved(position, within_to_end=False)

    def end(self, position: int) -> int:
        """Return where what ends at `position` ends: inside a stretch, where that ends."""
        return self._moved(position, within_to_end=True)

    def span(self, start: int, end: int) -> Span:
        """Return where the characters `[start, end)` are; what is empty stays empty."""
        moved = self.start(start)
        return Span(moved, moved if start == end else self.end(end))

    def _moved(self, position: int, *, within_to_end: bool) -> int:
        at = bisect_right(self._starts, position) - 1
        if at < 0:
            return position
        start, end, length = self._stretches[at]
        begins = start + self._before[at]
        if position >= end:
            return begins + length + position - end
        return begins + length if within_to_end and position > start else begins


def united(covers: Iterable[Cover]) -> tuple[Cover, ...]:
    """Return the covers in order, those that overlap joined to one cover as long as all of them.

    The joined cover shows as a cover that is gone says, if there is any, else as the last by its
    words. Uniting again, with others too, gives what uniting all at once gives.
    """
    joined: list[Cover] = []
    for cover in sorted(covers):
        if joined and cover.start < joined[-1].end:
            last = joined[-1]
            wins = max(last, cover, key=lambda covers: (covers.gone, covers.replacement))
            joined[-1] = wins._replace(start=last.start, end=max(last.end, cover.end))
        else:
            joined.append(cover)
    return tuple(joined)


def lacking(before: Sequence[Cover], after: Sequence[Cover]) -> tuple[Cover, ...]:
    """Return what is still to be covered of a text that shows `before`, in its offsets as it shows.

    Both are united covers, and `after` holds all that `before` does.
    """
    there = {cover[:3] for cover in before}
    return (*as_shown(before, (cover for cover in after if cover[:3] not in there)),)


def as_shown(before: Sequence[Cover], covers: Iterable[Cover]) -> Iterator[Cover]:
    """Yield covers in the offsets of a text that shows `before`."""
    shift = to_shown(before)
    for cover in covers:
        yield cover._replace(start=shift.start(cover.start), end=shift.end(cover.end))


def to_shown(covers: Sequence[Cover]) -> Shift:
    """Return where positions of a text lie under `covers`."""
    return Shift((cover.start, cover.end, len(cover.replacement)) for cover in covers)


def from_shown(covers: Sequence[Cover]) -> Shift:
    """Return where positions of what shows under `covers` lie in the text as it was at first."""
    shift = to_shown(covers)
    return Shift(
        (start := shift.start(cover.start), start + len(cover.replacement), cover.end - cover.start)
        for cover in covers
    )


def covered(text: str, covers: Iterable[Cover]) -> str:
    """Return what shows of `text` under `covers`, which are in its offsets."""
    return with_replacements(text, (Edit(*cover[:3]) for cover in covers))
