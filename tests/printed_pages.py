"""Text as it comes out of a printed document: lines wrapped, pages with heads and feet."""

from collections.abc import Callable, Iterable, Sequence
from textwrap import wrap
from typing import NamedTuple

Ends = Callable[[int, int], Sequence[str]]
"""The number of a page from 1, and of how many -> the lines at one end of it."""


class Printed(NamedTuple):
    """A text and the numbers of its paragraphs that its pages were furnished with."""

    text: str
    furniture: frozenset[int]


def nothing(_page: int, _pages: int) -> Sequence[str]:
    return ()


def printed(
    paragraphs: Iterable[str],
    head: Ends = nothing,
    foot: Ends = nothing,
    width: int = 80,
    length: int = 40,
    page_end: str = "\n\f",
    blank: bool = True,
) -> Printed:
    """Return paragraphs printed on pages of `length` lines of `width` characters.

    A blank line stands between paragraphs if `blank`, and `page_end` behind each page.
    """
    rows: list[str] = []
    for paragraph in paragraphs:
        rows += wrap(paragraph, width) or [""]
        rows += [""] if blank else []
    pages = [rows[start : start + length] for start in range(0, len(rows), length)]
    text: list[str] = []
    furniture: set[int] = set()
    place = 0
    for number, page in enumerate(pages, 1):
        for lines, is_furniture in (
            (head(number, len(pages)), True),
            (page, False),
            (foot(number, len(pages)), True),
        ):
            if is_furniture:
                furniture.update(range(place, place + len(lines)))
            place += len(lines)
            text += [f"{line}\n" for line in lines]
        text.append(page_end)
        place += len(page_end)
    return Printed("".join(text), frozenset(furniture))
