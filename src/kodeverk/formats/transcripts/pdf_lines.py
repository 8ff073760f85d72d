"""Runs of characters at places on pages, put into rows, and rows into paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kodeverk.formats.transcripts.assembly import Line
from kodeverk.formats.transcripts.pdf_runs import TextRun

_WHITE = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_HYPHENS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LOWER_WORD = re.compile(r"[^\W\d_]+")
_SOFT_HYPHEN = "\u00ad"

_EDGE = 3
"""At most so many rows at the head and at the foot of a page are its furniture."""
_MOST_PAGES = 0.6
"""Furniture comes back on at least this share of the pages."""
_APART = 1.3
"""Paragraphs are set apart by more than this times the usual distance of two lines."""
_ENOUGH = 0.1
"""At least this share of the distances must be of either kind to tell paragraphs by them."""
_SHORT = 0.75
"""A line that with the next line's first word stays under this share of a full one was ended."""
_MOST_ENDED = 0.05
"""With more than this share of ended lines inside, what is set apart are no paragraphs."""
_COLUMN = 2.5
"""A gap of more than so many times the height of the letters begins a column."""
_SPACE = 0.2
"""A gap of more than so many times the height of the letters stands between two words."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """What stands on one height of a page; `bold` code points at its head are bold."""

    text: str
    bold: int
    y: float
    height: float


class _Segment(NamedTuple):
    """Runs that follow each other on one line of the file."""

    runs: list[TextRun]

    @property
    def x(self) -> float:
        return self.runs[0].x

    @property
    def y(self) -> float:
        return self.runs[0].y

    @property
    def height(self) -> float:
        return max(run.height for run in self.runs) or 1.0


def rows_of(runs: Sequence[TextRun]) -> list[PageRow]:
    """Return the rows of a page from above; turned text, such as in a margin, comes last."""
    level = [segment for segment in _segments(runs) if not segment.runs[0].is_turned]
    turned = [segment for segment in _segments(runs) if segment.runs[0].is_turned]
    level.sort(key=lambda segment: -segment.y)
    rows: list[list[_Segment]] = []
    for segment in level:
        same = rows and rows[-1][0].y - segment.y < 0.5 * min(rows[-1][0].height, segment.height)
        if same:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    lines = [_row(sorted(row, key=lambda segment: segment.x)) for row in rows]
    lines += [_row([segment]) for segment in turned]
    return [row for row in lines if row.text]


def _segments(runs: Sequence[TextRun]) -> list[_Segment]:
    segments: list[_Segment] = []
    goes_on = False
    for run in runs:
        pieces = run.text.split("\n")
        for place, piece in enumerate(pieces):
            if place:
                goes_on = False
            if not piece.strip():
                # Blanks belong to the line before them; where they stand says nothing.
                if piece and goes_on:
                    segments[-1].runs.append(segments[-1].runs[-1]._replace(text=" "))
                continue
            here = run._replace(text=piece, y=run.y - 1.2 * place * run.height)
            last = segments[-1].runs[-1] if goes_on else None
            if last and abs(last.y - here.y) < 0.5 * max(last.height, here.height):
                segments[-1].runs.append(here)
            else:
                segments.append(_Segment([here]))
            goes_on = True
    return segments


def _row(segments: Sequence[_Segment]) -> PageRow:
    text = ""
    bold = 0
    ends = 0.0
    for segment in segments:
        for place, run in enumerate(segment.runs):
            piece = _WHITE.sub(" ", _LIGATURE.sub(lambda at: _LIGATURES[at[0]], run.text))
            gap = (run.x - ends) / (run.height or 1.0)
            if text and gap > _COLUMN and piece.strip():
                text = text.rstrip(" ") + "\t"
            elif text and text[-1] not in " \t" and (place == 0 or gap > _SPACE):
                text += " "
            if not text or text[-1] in " \t":
                piece = piece.removeprefix(" ")
            if run.bold and bold == len(text):
                bold += len(piece)
            text += piece
            if piece.strip():
                ends = run.x + run.width
    text = text.rstrip()
    return PageRow(
        text, min(bold, len(text)), segments[0].y, max(segment.height for segment in segments)
    )


def without_furniture(
    pages: Sequence[Sequence[PageRow]],
) -> tuple[list[list[PageRow]], list[tuple[str, int]]]:
    """Return the pages without what comes back at their heads and feet, and what that was.

    Furniture is on most pages at the same end, says the same on each or counts the pages, and
    stands nowhere between their ends: a speaker's label may come back at the head of many pages,
    so what ends in a colon is none either.
    """
    at_ends: dict[tuple[bool, str], dict[int, str]] = {}
    between: set[str] = set()
    for number, page in enumerate(pages):
        for place, row in enumerate(page):
            key = _key(row)
            at_head, at_foot = place < _edge(page), len(page) - place <= _edge(page)
            if not (at_head or at_foot):
                between.add(key)
            if at_head:
                at_ends.setdefault((True, key), {})[number] = row.text
            if at_foot:
                at_ends.setdefault((False, key), {})[number] = row.text
    furniture = {
        (end, key): by_page
        for (end, key), by_page in at_ends.items()
        if key not in between and _is_furniture(by_page, len(pages))
    }
    kept: list[list[PageRow]] = []
    left_out: Counter[str] = Counter()
    for page in pages:
        first, last = 0, len(page)
        edge = _edge(page)
        while first < edge and (True, _key(page[first])) in furniture:
            first += 1
        while last > len(page) - edge and (False, _key(page[last - 1])) in furniture:
            last -= 1
        kept.append(list(page[first:last]))
        left_out.update(map(_key, (*page[:first], *page[last:])))
    shown = {key: next(iter(by_page.values())) for (_, key), by_page in furniture.items()}
    return kept, [(shown[key], times) for key, times in left_out.items()]


def _edge(page: Sequence[PageRow]) -> int:
    """Return how many rows at either end of a page may be furniture."""
    return min(_EDGE, (len(page) + 2) // 4)


def _key(row: PageRow) -> str:
    return _DIGITS.sub("0", row.text)


def _is_furniture(by_page: dict[int, str], pages: int) -> bool:
    """Tell whether what stands on these pages, by their numbers, is furniture of `pages` pages."""
    if len(by_page) < max(2, _MOST_PAGES * pages):
        return False
    texts = set(by_page.values())
    if len(by_page) > 2 and len(texts) == 1:
        return not texts.pop().endswith(":")
    numbers = [
        [int(digits[:9]) - page for digits in _DIGITS.findall(text)]
        for page, text in by_page.items()
    ]
    return any(len(set(column)) == 1 for column in zip(*numbers, strict=True))


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
