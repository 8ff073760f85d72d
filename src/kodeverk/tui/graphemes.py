"""What a reader sees as one character, and how many terminal cells it takes.

A grapheme is a base character with what joins it: combining marks, variation selectors, a second
regional indicator, emoji joined by zero-width joiners (Unicode Standard Annex 29, the rules that
concern a terminal). Cells are measured over the whole grapheme, with the widths the terminal
library itself draws by, so that a row is never wider on the screen than it was when it was wrapped.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kodeverk.cells import cells_of

TAB_CELLS = 4
"""A TAB reaches to the next column that is a multiple of this, counted from the row's start."""

_JOINER = "\u200d"
_PLACEHOLDER = "\u25cc"

# Letters that always take one cell and join nothing: Latin, Greek, Cyrillic, Hebrew, Arabic,
# Ethiopic and general punctuation. A line of these needs no measuring.
_NOT_PLAIN = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u061d-\u064a"
    "\u0660-\u066f\u0671-\u06d3\u1200-\u135a\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\n]"
)


class Grapheme(NamedTuple):
    """Code points `[start, end)`, drawn from cell `column` of the row over `cells` cells."""

    start: int
    end: int
    column: int
    cells: int


def is_plain(text: str, start: int, end: int) -> bool:
    """Tell whether each code point of `text[start:end]` is a grapheme of one cell, LF included."""
    return _NOT_PLAIN.search(text, start, end) is None


@lru_cache(maxsize=4096)
def _joins_before(character: str) -> bool:
    return character not in "\n\t" and cells_of(character) == 0


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_pictograph(character: str) -> bool:
    return character >= "\u2190" and unicodedata.category(character) in ("So", "Cn")


def next_boundary(text: str, offset: int, end: int) -> int:
    """Return where the grapheme that begins at `offset` ends, at most `end`."""
    if offset >= end:
        return end
    first = text[offset]
    stop = offset + 1
    if first in "\n\t":
        return stop
    if _is_regional(first) and stop < end and _is_regional(text[stop]):
        stop += 1
    joinable = not _joins_before(first)
    while stop < end:
        character = text[stop]
        joined = joinable and text[stop - 1] == _JOINER and _is_pictograph(character)
        if not joined and not _joins_before(character):
            break
        stop += 1
    return stop


def previous_boundary(text: str, offset: int, start: int) -> int:
    """Return where the grapheme before `offset` begins, at least `start`."""
    if offset <= start:
        return start
    sure = offset - 1
    while sure > start and _NOT_PLAIN.match(text, sure):
        sure -= 1
    while (following := next_boundary(text, sure, offset)) < offset:
        sure = following
    return sure


@lru_cache(maxsize=4096)
def _drawn(grapheme: str) -> str:
    """Return what is drawn for a grapheme other than LF and TAB: always at least one cell.

    A joiner with nothing to join would swallow its neighbour; a mark without a base gets the
    dotted circle, so that it can be seen and selected.
    """
    shown = grapheme.rstrip(_JOINER)
    return shown if cells_of(shown) else _PLACEHOLDER + shown


def cells(grapheme: str, column: int) -> int:
    """Return how many cells one grapheme takes when it begins at `column`; an LF is one blank."""
    if grapheme == "\t":
        return TAB_CELLS - column % TAB_CELLS
    return 1 if grapheme == "\n" else cells_of(_drawn(grapheme))


def graphemes(text: str, start: int, end: int) -> Iterator[Grapheme]:
    """Yield the graphemes of `text[start:end]`, a row or the head of one."""
    column = 0
    while start < end:
        stop = next_boundary(text, start, end)
        width = cells(text[start:stop], column)
        yield Grapheme(start, stop, column, width)
        column += width
        start = stop


def drawing(text: str, grapheme: Grapheme) -> str:
    """Return the string that draws `grapheme` in exactly its cells."""
    shown = text[grapheme.start : grapheme.end]
    return " " * grapheme.cells if shown in "\n\t" else _drawn(shown)
