"""Rows on pages put into paragraphs."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from kodeverk.formats.transcripts.assembly import Line
from kodeverk.formats.transcripts.pdf_rows import PageRow

_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_HYPHENS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LOWER_WORD = re.compile(r"[^\W\d_]+")
_SOFT_HYPHEN = "\u00ad"
_ENDS = tuple('.?!…:;»”")]')
_LABEL = re.compile(r"[^:\t]{0,30}(?::(?!\d)|\t)|[^\s#]{0,3}\d")
"""What may be a label or a time, or the number of a question, begins a paragraph.

A time between two `#` stands behind what is said.
"""

_APART = 1.3
"""Paragraphs are set apart by more than this times the usual distance of two lines."""
_ENOUGH = 0.1
"""At least this share of the distances must be of either kind to tell paragraphs by them."""
_SHORT = 0.75
"""A line that with the next line's first word stays under this share of a full one was ended."""
_MOST_ENDED = 0.05
"""With more than this share of ended lines inside, what is set apart are no paragraphs."""
_MOST_BOLD = 0.5
"""Questions are bold where less than this share of the rows is."""

_GoesOn = Callable[[PageRow, PageRow, bool], bool]


def paragraphs(pages: Sequence[Sequence[PageRow]]) -> Iterator[Line]:
    """Yield the paragraphs that the rows of all pages make, and the rows of tables.

    A wrong joining would hide a speaker's label within a line, and lines left apart are joined in
    display, so rows are joined only where distances tell paragraphs apart throughout, over the end
    of a page where a sentence, or what is bold, goes on; a bold question of two lines also where
    nothing tells paragraphs apart.
    """
    goes_on = _going_on([[row for row in page if not row.is_of_table] for page in pages])
    known = words_known(row.text for page in pages for row in page)
    line: Line | None = None
    before: PageRow | None = None
    for page in pages:
        for place, row in enumerate(page):
            if line is None or before is None:
                line = Line(row.text, row.bold, row=row.is_of_table)
            elif not goes_on(before, row, place == 0):
                yield line
                line = Line(row.text, row.bold, row=row.is_of_table)
            else:
                bold = len(line.text) + 1 + row.bold if line.bold == len(line.text) else line.bold
                text = joined(line.text, row.text, known)
                line = Line(text, min(bold, len(text)))
            before = row
    if line is not None:
        yield line


def _going_on(pages: Sequence[Sequence[PageRow]]) -> _GoesOn:
    """Return what tells whether a row and the next, perhaps of a new page, are of one paragraph."""
    apart = _distance(pages)
    full = _full_length(pages)
    if apart is None or _ended_inside(pages, apart, full) > _MOST_ENDED:
        return _bold_going_on(pages)

    def goes_on(before: PageRow, row: PageRow, is_first: bool) -> bool:
        if _is_ended(before, row, full):
            return False
        return _runs_over(before, row) if is_first else _goes_on(before, row, apart)

    return goes_on


def _bold_going_on(pages: Sequence[Sequence[PageRow]]) -> _GoesOn:
    """Return what tells whether a bold row goes on in the next, where most rows are not bold.

    Then it is a question of two lines, and the first is full: the next word had no room on it, as
    the page's other lines show.
    """
    rows = [row for page in pages for row in page]
    is_rare = sum(row.is_bold for row in rows) < _MOST_BOLD * len(rows)
    rights = {id(row): max(each.end for each in page) for page in pages for row in page}
    usual = median([above.y - row.y for page in pages for above, row in pairwise(page)] or [0.0])

    def goes_on(before: PageRow, row: PageRow, is_first: bool) -> bool:
        are_bold = is_rare and before.is_bold and row.is_bold
        are_bold = are_bold and not (before.is_of_table or row.is_of_table)
        if not are_bold or before.text.endswith(_ENDS) or _LABEL.match(row.text):
            return False
        is_close = is_first or 0 <= before.y - row.y <= _APART * usual
        first = row.text.split(None, 1)[0]
        return is_close and before.end + _width(row) * (1 + len(first)) >= rights[id(before)]

    return goes_on


def _width(row: PageRow) -> float:
    """Return how wide a letter of a row is."""
    return (row.end - row.x) / len(row.text)


def _goes_on(before: PageRow, row: PageRow, apart: float) -> bool:
    """Tell whether two rows of a page are of one paragraph."""
    if before.is_of_table or row.is_of_table:
        return False
    return 0 <= before.y - row.y <= apart and not begins_anew(before, row)


def begins_anew(before: PageRow, row: PageRow) -> bool:
    """Tell whether a row below one that ends a sentence is not said with it, however close it is.

    It begins with what may be a label, or is a heading, or either is a question in bold.
    """
    if not before.text.endswith(_ENDS):
        return False
    is_marked = before.is_bold != row.is_bold or row.text.endswith(":")
    return is_marked or _LABEL.match(row.text) is not None


def _runs_over(last: PageRow, first: PageRow) -> bool:
    """Tell whether the last row of a page and the first of the next are of one paragraph."""
    if last.is_of_table or first.is_of_table:
        return False
    if last.text.endswith(_ENDS) or _LABEL.match(first.text):
        return False
    return first.text[0].islower() or (last.is_bold and first.is_bold)


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


def words_known(texts: Iterable[str]) -> set[str]:
    """Return the words of texts, in small letters, those with hyphens also as they stand."""
    return set(_HYPHENS.findall("\n".join(texts).lower()))


def joined(text: str, following: str, known: set[str]) -> str:
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
