"""What a PDF shows at the heads and feet of its pages: furniture, no words of the interview."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kodeverk.formats.transcripts.pdf_rows import PageRow

_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")

_EDGE = 4
"""At most so many rows at the head and at the foot of a page are its furniture."""
_MOST_PAGES = 0.6
"""Furniture comes back on at least this share of the pages, or of the odd or even ones ..."""
_NEARLY_ALL = 0.8
"""... or of those from its first to its last, where a distance sets it apart at one height."""
_ELSEWHERE = 0.25
"""What stands between heads and feet is none, unless at most so many times as often as at these."""
_SAID = (":", ".", "?", "!", "…")
"""What ends so on two pages alone may be a short answer that both end with."""
_APART = 1.2
"""Furniture is set apart by more than this times the usual distance of two rows."""
_HEIGHT = 3.0
"""At one height is what is at most so many points from the middle of all."""


class _End(NamedTuple):
    """What stands at the head or the foot of pages, whatever its numbers."""

    is_head: bool
    key: str


class _Place(NamedTuple):
    row: PageRow
    is_apart: bool


def without_furniture(
    pages: Sequence[Sequence[PageRow]],
) -> tuple[list[list[PageRow]], list[tuple[str, int]]]:
    """Return the pages without what comes back at their heads and feet, and what that was.

    Furniture is on most pages, or on most odd or even ones, at the same end, and says the same on
    each or counts the pages; the head of a table that comes back stays where it is first. A
    speaker's label may come back at the head of many pages, so what ends in a colon is none, nor
    is what stands often elsewhere.
    """
    at_ends, elsewhere = _at_ends(pages)
    furniture = {
        end: by_page
        for end, by_page in at_ends.items()
        if elsewhere[end.key] <= _ELSEWHERE * len(by_page) and _is_furniture(by_page, len(pages))
    }
    kept: list[list[PageRow]] = []
    left_out: Counter[str] = Counter()
    table_heads: set[str] = set()
    for number, page in enumerate(pages):
        first, last = _inside(page, number, furniture)
        outside = [*page[:first], *page[last:]]
        stay = [row for row in outside if _is_new_table_head(row, table_heads)]
        kept.append([*stay, *page[first:last]])
        left_out.update(_key(row) for row in outside if row not in stay)
    shown = {end.key: next(iter(places.values())).row.text for end, places in furniture.items()}
    return kept, [(shown[key], times) for key, times in left_out.items()]


def _at_ends(
    pages: Sequence[Sequence[PageRow]],
) -> tuple[dict[_End, dict[int, _Place]], Counter[str]]:
    """Return what stands at heads and feet by the pages' numbers, and how often what else does."""
    at_ends: dict[_End, dict[int, _Place]] = {}
    elsewhere: Counter[str] = Counter()
    usual = _usual_distance(pages)
    heights = _heights(pages)

    def is_at(end: _End, row: PageRow, distance: int, edge: int) -> bool:
        # Short pages have heads and feet as long as others.
        return distance < edge or (
            distance < _EDGE and any(abs(y - row.y) <= _HEIGHT for y in heights.get(end, ()))
        )

    for number, page in enumerate(pages):
        edge = _edge(page)
        head, foot = _apart(page, usual)
        for place, row in enumerate(page):
            key = _key(row)
            at_head = is_at(_End(True, key), row, place, edge)
            at_foot = is_at(_End(False, key), row, len(page) - place - 1, edge)
            if at_head:
                at_ends.setdefault(_End(True, key), {})[number] = _Place(row, place < head)
            if at_foot:
                at_ends.setdefault(_End(False, key), {})[number] = _Place(row, place >= foot)
            elsewhere[key] += not (at_head or at_foot)
    return at_ends, elsewhere


def _edge(page: Sequence[PageRow]) -> int:
    """Return how many rows at either end of a page may be furniture for what stands there."""
    return min(_EDGE, (len(page) + 2) // 4)


def _heights(pages: Sequence[Sequence[PageRow]]) -> dict[_End, list[float]]:
    """Return at which heights something stands at the heads and feet of pages."""
    heights: dict[_End, list[float]] = {}
    for page in pages:
        edge = _edge(page)
        for row in page[:edge]:
            heights.setdefault(_End(True, _key(row)), []).append(row.y)
        for row in page[len(page) - edge :]:
            heights.setdefault(_End(False, _key(row)), []).append(row.y)
    return heights


def _inside(
    page: Sequence[PageRow], number: int, furniture: Mapping[_End, Mapping[int, _Place]]
) -> tuple[int, int]:
    """Return which row of a page is the first inside its furniture, and which is the first below.

    Short pages have heads and feet as long as others. What stands at a height of its own, such as
    a title, is no furniture.
    """

    def is_furniture(is_head: bool, row: PageRow) -> bool:
        places = furniture.get(_End(is_head, _key(row)), {})
        return any(
            abs(place.row.y - row.y) <= _HEIGHT
            for other, place in places.items()
            if other != number
        )

    first, last = 0, len(page)
    while first < min(_EDGE, last) and is_furniture(True, page[first]):
        first += 1
    while last > max(first, len(page) - _EDGE) and is_furniture(False, page[last - 1]):
        last -= 1
    return first, last


def _key(row: PageRow) -> str:
    return _DIGITS.sub("0", row.text)


def _is_new_table_head(row: PageRow, known: set[str]) -> bool:
    """Tell whether a row has cells with words and no numbers, which are not known yet; note it."""
    with_words = sum(_LETTER.search(cell.text) is not None for cell in row.cells)
    is_new = with_words > 2 and row.text not in known and not _DIGITS.search(row.text)
    known.add(row.text)
    return is_new


def _usual_distance(pages: Sequence[Sequence[PageRow]]) -> float:
    distances = [
        before.y - row.y for page in pages for before, row in pairwise(page) if before.y > row.y
    ]
    return median(distances) if distances else 0.0


def _apart(page: Sequence[PageRow], usual: float) -> tuple[int, int]:
    """Return how many rows stand apart at the head of a page, and from which on at its foot."""
    gaps = [
        place
        for place, (before, row) in enumerate(pairwise(page), 1)
        if before.y - row.y > _APART * usual
    ]
    head = max((place for place in gaps if place <= _EDGE), default=0)
    foot = min((place for place in gaps if len(page) - place <= _EDGE), default=len(page))
    return head, foot


def _is_furniture(by_page: Mapping[int, _Place], pages: int) -> bool:
    """Tell whether what stands on these pages, by their numbers, is furniture of `pages` pages."""
    if len(by_page) < 2 or not _comes_back(by_page, pages):
        return False
    texts = {place.row.text for place in by_page.values()}
    is_on_both = len(by_page) == 2 == len(_of_its_side(by_page, pages))
    if len(texts) == 1 and (len(by_page) > 2 or (is_on_both and _is_set_apart(by_page))):
        return not texts.pop().endswith(_SAID if is_on_both else ":")
    numbers = [
        [int(digits[:9]) - page for digits in _DIGITS.findall(place.row.text)]
        for page, place in by_page.items()
    ]
    counts = any(len(set(column)) == 1 for column in zip(*numbers, strict=True))
    return counts and (len(by_page) > 2 or _is_set_apart(by_page))


def _comes_back(by_page: Mapping[int, _Place], pages: int) -> bool:
    """Tell whether something is on so many pages that a program put it there."""
    of_its_side = _of_its_side(by_page, pages)
    if len(by_page) >= _MOST_PAGES * len(of_its_side):
        return True
    between = len(range(min(by_page), max(by_page) + 1, of_its_side.step))
    return len(by_page) > 2 and len(by_page) >= _NEARLY_ALL * between and _is_set_apart(by_page)


def _of_its_side(by_page: Mapping[int, _Place], pages: int) -> range:
    """Return the odd or the even pages, where something is on those alone; else all."""
    step = 2 if len({page % 2 for page in by_page}) == 1 else 1
    return range(min(by_page) % step, pages, step)


def _is_set_apart(by_page: Mapping[int, _Place]) -> bool:
    """Tell whether something is at one height, and apart from what is said."""
    middle = median(place.row.y for place in by_page.values())
    set_apart = [
        place.is_apart and abs(place.row.y - middle) <= _HEIGHT for place in by_page.values()
    ]
    return sum(set_apart) >= _NEARLY_ALL * len(by_page)
