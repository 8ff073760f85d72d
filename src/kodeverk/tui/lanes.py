"""The margin beside the text: which lane each coding's stripe runs in, and where its key stands."""

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from kodeverk.cells import cells_of, cut
from kodeverk.tui.shown_transcript import ShownCoding
from kodeverk.tui.wrapping import Layout


class Stripe(NamedTuple):
    """A coding beside its rows `first` to `last`, both inclusive."""

    coding: ShownCoding
    lane: int
    first: int
    last: int


class Key(NamedTuple):
    """A code's key, written from cell `column` of the keys; cut, with `…`, to what fits."""

    coding: ShownCoding
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class RowColumns:
    """How the cells of a row are shared out; zero where there is no room for a part.

    From the left: the read mark (1), the speaker, a blank, the text, a blank, the lanes, a cell
    for `+`, the keys.
    """

    speaker: int
    text: int
    lanes: int
    keys: int

    @property
    def text_from(self) -> int:
        """The first cell of the text."""
        return self.speaker + 2

    @property
    def lanes_from(self) -> int:
        """The first cell of the lanes."""
        return self.text_from + self.text + 1


@dataclass(frozen=True, slots=True)
class Margin:
    """The stripes of every row that has any, and the keys of every row where one is written."""

    stripes: dict[int, list[Stripe]]
    keys: dict[int, list[Key]]


def share_columns(width: int, label: int) -> RowColumns:
    """Return the columns of a view of `width` cells; its text gets what the rest leaves.

    `label` is how many cells the longest speaker label takes; it gets them as far as there is room.
    """
    most, lanes, keys = (14, 6, 16) if width >= 100 else (12, 3, 11) if width >= 70 else (5, 2, 0)
    speaker = min(max(label, 3), most)
    return RowColumns(speaker, max(width - speaker - lanes - keys - 4, 8), lanes, keys)


def arrange(codings: Sequence[ShownCoding], layout: Layout, columns: RowColumns) -> Margin:
    """Return the margin for `codings` on `layout`.

    A stripe takes the leftmost lane free over its rows (greedy interval colouring: as few lanes as
    the rows allow); there may be more lanes than `columns` has room for.
    """
    rows = [
        (*layout.rows_of(coding.start, coding.end), place) for place, coding in enumerate(codings)
    ]
    stripes: defaultdict[int, list[Stripe]] = defaultdict(list)
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    for first, last, place in sorted(rows, key=lambda row: (row[0], -row[1], row[2])):
        while busy and busy[0][0] < first:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        heappush(busy, (last, lane))
        stripe = Stripe(codings[place], lane, first, last)
        for row in range(first, last + 1):
            stripes[row].append(stripe)
    return Margin(dict(stripes), _keys(codings, rows, layout, columns.keys))


def rearrange(
    margin: Margin,
    changed: Set[ShownCoding],
    codings: Sequence[ShownCoding],
    layout: Layout,
    columns: RowColumns,
) -> Margin:
    """Return what `arrange` does, given the margin of codings that differ by those `changed`.

    Lanes and keys depend only on codings that share rows, and on what shares rows with those; the
    rest of a long transcript stays as it is.
    """
    rows: set[int] = set()
    near = set(changed)
    reached = [layout.rows_of(coding.start, coding.end) for coding in changed]
    while reached:
        first, last = reached.pop()
        for row in range(first, last + 1):
            if row not in rows:
                rows.add(row)
                for stripe in margin.stripes.get(row, ()):
                    near.add(stripe.coding)
                    reached.append((stripe.first, stripe.last))
    fresh = arrange([coding for coding in codings if coding in near], layout, columns)
    stripes = {row: there for row, there in margin.stripes.items() if row not in rows}
    keys = {row: there for row, there in margin.keys.items() if row not in rows}
    return Margin(stripes | fresh.stripes, keys | fresh.keys)


def _keys(
    codings: Sequence[ShownCoding], rows: list[tuple[int, int, int]], layout: Layout, cells: int
) -> dict[int, list[Key]]:
    """Write each key on the first row of its stripe with room; stripes that end first go first."""
    keys: defaultdict[int, list[Key]] = defaultdict(list)
    taken: defaultdict[int, int] = defaultdict(int)
    for last, first, place in sorted((last, first, place) for first, last, place in rows):
        text = cut(codings[place].key, cells)
        for row in range(first, last + 1):
            if taken[row] + cells_of(text) <= cells and not layout.is_spacer(row):
                keys[row].append(Key(codings[place], taken[row], text))
                taken[row] += cells_of(text) + 1
                break
    return dict(keys)


def coding_at(margin: Margin, columns: RowColumns, row: int, x: int) -> ShownCoding | None:
    """Return the coding whose stripe or key is at cell `x` of a row, if any."""
    lane = x - columns.lanes_from
    if lane < columns.lanes:
        return next(
            (stripe.coding for stripe in margin.stripes.get(row, ()) if stripe.lane == lane), None
        )
    column = lane - columns.lanes - 1
    return next(
        (
            key.coding
            for key in margin.keys.get(row, ())
            if key.column <= column < key.column + cells_of(key.text)
        ),
        None,
    )
