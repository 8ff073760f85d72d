"""A report as prose: headings, paragraphs, lists and tables, for whatever writes them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Heading(NamedTuple):
    """A heading; level 1 is the largest below the title; the smallest stand for what is deeper."""

    level: int
    text: str


class RunningText(NamedTuple):
    """Words, which may have several lines; `lead` stands before them and apart: `Use when`."""

    text: str
    lead: str = ""


class Listing(NamedTuple):
    """A list of things in no order that matters."""

    items: Sequence[str]


class Grid(NamedTuple):
    """A small table among the words."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


MOST_ABREAST = 8
"""So many columns of a table stand beside the first one in a text: more go on no page."""


def grids(grid: Grid) -> Iterator[Grid]:
    """Yield a table in parts that go on a page, each with the first column and some others."""
    for first in range(1, len(grid.columns), MOST_ABREAST):
        some = slice(first, first + MOST_ABREAST)
        yield Grid(
            (grid.columns[0], *grid.columns[some]), [(row[0], *row[some]) for row in grid.rows]
        )


class Quotation(NamedTuple):
    """Words of somebody, which may have several lines, and who says them and where.

    `wording` is how they are published instead, with whoever has checked that, if that is said;
    there may be that alone.
    """

    words: str
    source: str
    wording: str = ""
    checked_by: str = ""


class Figure(NamedTuple):
    """A picture as SVG, what stands below it, and the same as a table for who cannot see it."""

    svg: str
    caption: str
    table: Grid


class Stretch(NamedTuple):
    """Some words of a text: how many marks are on them, and the colour (`#rrggbb`) of the last.

    What `is_sign` is no word: it tells, small and raised, where a mark begins or ends.
    """

    words: str
    marks: int = 0
    colour: str = ""
    is_sign: bool = False


class MarginNote(NamedTuple):
    """What the margin says of a mark: its sign, what it is, its colour, and more about it."""

    sign: str
    text: str
    colour: str = ""
    more: str = ""


class Beside(NamedTuple):
    """A paragraph with its notes beside it; `lead` says who speaks. What `is_aside` is dimmed."""

    lead: str
    stretches: Sequence[Stretch]
    notes: Sequence[MarginNote] = ()
    is_aside: bool = False


class Annotated(NamedTuple):
    """A text with notes in its margin."""

    rows: Sequence[Beside]


Block = Heading | RunningText | Listing | Grid | Quotation | Figure | Annotated

PUBLISHED = "Published wording"
"""What stands before words that are published instead of those that were said."""


def checked(quotation: Quotation) -> str:
    """Return what stands behind a published wording: who has checked it, if that is said."""
    return f" (checked by {quotation.checked_by})" if quotation.checked_by else ""


class Document(NamedTuple):
    """A text to read: its title, the language it is in (`nb`), and its blocks in order."""

    title: str
    language: str
    blocks: Iterable[Block]
