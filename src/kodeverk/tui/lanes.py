"""The margin beside the text: which lane each coding's stripe runs in, and where its key stands."""

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from kodeverk.cells import cells_of, cut
from kodeverk.tui.shown_transcript import ShownCoding
from kodeverk.tui.wrapping import Layout

_ROOMY = 100
"""From so many cells on a view has room for long labels and keys."""
_MOST_LANES = 12
_LONGEST_KEYS = 30


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


MORE = 2
"""The cells for how many codings of a row have no lane: `+3`, or `9+` for more than nine."""


@dataclass(frozen=True, slots=True)
class RowColumns:
    """How the cells of a row are shared out; zero where there is no room for a part.

    From the left: the read mark (1), the speaker, a blank, the text, a blank, the lanes, `MORE`
    cells for how many codings have no lane, the keys.
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


def share_columns(width: int, label: int, measure: int) -> RowColumns:
    """Return the columns of a view of `width` cells; its text gets what the rest leaves.

    `label` is how many cells the longest speaker label takes; it gets them as far as there is room.
    The text takes at most `measure`; what is over then goes to more lanes and longer keys.
    """
    most, lanes, keys = (
        (14, 6, 16) if width >= _ROOMY else (12, 3, 11) if width >= 70 else (5, 2, 0)
    )
    speaker = min(max(label, 3), most)
    room = max(width - speaker - lanes - keys - 3 - MORE, 8)
    spare = max(room - measure, 0)
    more = min(spare // 2, _MOST_LANES - lanes)
    return RowColumns(
        speaker, room - spare, lanes + more, min(keys + spare - more, max(keys, _LONGEST_KEYS))
    )


def full_width(label: int, measure: int) -> int:
    """Return how many cells a roomy view needs for its text to take the whole `measure`."""
    return next(
        width
        for width in range(max(measure, _ROOMY), measure + _ROOMY)
        if share_columns(width, label, measure).text == measure
    )


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
    near = {coding.id for coding in changed}
    reached = [layout.rows_of(coding.start, coding.end) for coding in changed]
    while reached:
        first, last = reached.pop()
        for row in range(first, last + 1):
            if row not in rows:
                rows.add(row)
                for stripe in margin.stripes.get(row, ()):
                    near.add(stripe.coding.id)
                    reached.append((stripe.first, stripe.last))
    fresh = arrange([coding for coding in codings if coding.id in near], layout, columns)
    stripes, keys = margin.stripes | fresh.stripes, margin.keys | fresh.keys
    for row in rows:
        if row not in fresh.stripes:
            stripes.pop(row, None)
        if row not in fresh.keys:
            keys.pop(row, None)
    return Margin(stripes, keys)


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


def without_lane(margin: Margin, columns: RowColumns, row: int) -> list[ShownCoding]:
    """Return the codings of a row for which there is no lane."""
    stripes = margin.stripes.get(row, ())
    return [stripe.coding for stripe in stripes if stripe.lane >= columns.lanes]


def is_more_at(columns: RowColumns, x: int) -> bool:
    """Tell whether the number of codings without a lane is at cell `x` of a row."""
    return 0 <= x - columns.lanes_from - columns.lanes < MORE


def coding_at(margin: Margin, columns: RowColumns, row: int, x: int) -> ShownCoding | None:
    """Return the coding whose stripe or key is at cell `x` of a row, if any."""
    lane = x - columns.lanes_from
    if lane < columns.lanes:
        return next(
            (stripe.coding for stripe in margin.stripes.get(row, ()) if stripe.lane == lane), None
        )
    column = lane - columns.lanes - MORE
    return next(
        (
            key.coding
            for key in margin.keys.get(row, ())
            if key.column <= column < key.column + cells_of(key.text)
        ),
        None,
    )
