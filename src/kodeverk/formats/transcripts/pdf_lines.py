"""Rows on pages put into paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kodeverk.formats.transcripts.assembly import Line
from kodeverk.formats.transcripts.pdf_rows import PageRow

_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_HYPHENS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LOWER_WORD = re.compile(r"[^\W\d_]+")
_SOFT_HYPHEN = "\u00ad"

_APART = 1.3
"""Paragraphs are set apart by more than this times the usual distance of two lines."""
_ENOUGH = 0.1
"""At least this share of the distances must be of either kind to tell paragraphs by them."""
_SHORT = 0.75
"""A line that with the next line's first word stays under this share of a full one was ended."""
_MOST_ENDED = 0.05
"""With more than this share of ended lines inside, what is set apart are no paragraphs."""


def paragraphs(pages: Sequence[Sequence[PageRow]]) -> Iterator[Line]:
    """Yield the paragraphs that the rows of all pages make.

    A wrong joining would hide a speaker's label within a line, and lines left apart are joined in
    display, so rows are joined only where distances tell paragraphs apart throughout.
    """
    apart = _distance(pages)
    full = _full_length(pages)
    if apart is None or _ended_inside(pages, apart, full) > _MOST_ENDED:
        yield from (Line(row.text, row.bold) for page in pages for row in page)
        return
    known = set(_HYPHENS.findall("\n".join(row.text.lower() for page in pages for row in page)))
    for page in pages:
        text, bold = "", 0
        before: PageRow | None = None
        for row in page:
            if before is None:
                text, bold = row.text, row.bold
            elif before.y - row.y > apart or row.y > before.y or _is_ended(before, row, full):
                yield Line(text, bold)
                text, bold = row.text, row.bold
            else:
                text = _joined(text, row.text, known)
            before = row
        if before is not None:
            yield Line(text, bold)


def _distance(pages: Sequence[Sequence[PageRow]]) -> float | None:
    """Return from which distance on two rows are two paragraphs, None when it cannot be told."""
    distances = [
        round(before.y - row.y, 1)
        for page in pages
        for before, row in pairwise(page)
        if before.y > row.y
    ]
    common = [
        distance
        for distance, times in Counter(distances).items()
        if times >= max(2, _ENOUGH * len(distances))
    ]
    if not common:
        return None
    limit = _APART * min(common)
    farther = sum(distance > limit for distance in distances)
    if min(farther, len(distances) - farther) < max(2, _ENOUGH * len(distances)):
        return None
    return limit


def _full_length(pages: Sequence[Sequence[PageRow]]) -> int:
    """Return how many characters the fullest line has."""
    return max((len(row.text) for page in pages for row in page), default=0)


def _ended_inside(pages: Sequence[Sequence[PageRow]], apart: float, full: int) -> float:
    """Return the share of rows, of those with one close under them, that end before the margin."""
    inside = [
        _is_ended(before, row, full)
        for page in pages
        for before, row in pairwise(page)
        if 0 <= before.y - row.y <= apart
    ]
    return sum(inside) / len(inside) if inside else 0.0


def _is_ended(row: PageRow, following: PageRow, full: int) -> bool:
    """Tell whether the next row's first word would have stood on `row`, had the line gone on."""
    first = following.text.split(None, 1)[0]
    return len(row.text) + 1 + len(first) < _SHORT * full


def _joined(text: str, following: str, known: set[str]) -> str:
    """Return two rows of a paragraph as one line; a word divided between them is one where known.

    Known are words that stand undivided, or with the hyphen, elsewhere in the file.
    """
    if text.endswith(_SOFT_HYPHEN):
        return text.removesuffix(_SOFT_HYPHEN) + following
    head = _HYPHENATED.search(text)
    tail = _LOWER_WORD.match(following)
    if head and tail and tail[0][0].islower():
        if (head[1] + tail[0]).lower() in known:
            return text.removesuffix("-") + following
        if f"{head[1]}-{tail[0]}".lower() in known:
            return text + following
    return f"{text} {following}"
