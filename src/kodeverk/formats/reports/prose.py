"""A report as prose: headings, paragraphs, lists and tables, for whatever writes them."""

from collections.abc import Sequence
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


Block = Heading | RunningText | Listing | Grid | Annotated


class Document(NamedTuple):
    """A text to read: its title, the language it is in (`nb`), and its blocks in order."""

    title: str
    language: str
    blocks: Sequence[Block]
