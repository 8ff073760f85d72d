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


Block = Heading | RunningText | Listing | Grid


class Document(NamedTuple):
    """A text to read: its title, the language it is in (`nb`), and its blocks in order."""

    title: str
    language: str
    blocks: Sequence[Block]
