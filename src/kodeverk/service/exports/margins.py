"""A text with what is marked in it, as paragraphs with notes beside them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kodeverk.analysis.counting.passages import WITHHELD
from kodeverk.formats.reports.prose import Annotated, Beside, MarginNote, Stretch
from kodeverk.model.hard_wraps import joined_lines
from kodeverk.model.records import Turn
from kodeverk.model.text import Span

_LONG = 300
"""After so many characters a mark begins a new row, so that its note stands near it."""

_PAUSE = re.compile(r"(?<=[.!?…])\s+")

BEGINS, ENDS = "›", "‹"
"""The signs, beside a number, of where a mark begins and where it ends."""


class Mark(NamedTuple):
    """A marked passage `[start, end)` of a text, not empty, and what the margin says of it."""

    start: int
    end: int
    text: str
    colour: str = ""
    more: str = ""


class _Row(NamedTuple):
    """Some characters of a text that are one paragraph."""

    start: int
    end: int
    lead: str
    is_aside: bool


def annotated(
    text: str,
    turns: Sequence[Turn],
    names: Mapping[str, str],
    marks: Sequence[Mark],
    withheld: Sequence[Span],
    first: int = 1,
) -> Annotated:
    """Return a text turn by turn, each with its number and its speaker's name, and its marks.

    The first turn has the number `first`; `names` are by speaker. Marks are numbered in their
    order. Of the spans `withheld`, merged and in order, only `[…]` shows. What lies in no turn is
    dimmed.
    """
    shown = joined_lines(text, turns)
    starts = sorted({mark.start for mark in marks})
    rows = [
        piece
        for row in _paragraphs(shown, turns, names, first)
        for piece in _near_their_marks(shown, row, starts)
    ]
    over: list[list[int]] = [[] for _ in rows]
    begin: list[list[int]] = [[] for _ in rows]
    end: list[list[int]] = [[] for _ in rows]
    for number, mark in enumerate(marks if rows else ()):
        touched = [
            place for place, row in enumerate(rows) if mark.start < row.end and row.start < mark.end
        ] or [_nearest(rows, mark)]
        begin[touched[0]].append(number)
        end[touched[-1]].append(number)
        for place in touched:
            over[place].append(number)
    return Annotated(
        [
            Beside(
                row.lead,
                [*_stretches(shown, row, _Marks(marks, *of_row), withheld)],
                [MarginNote(f"{number + 1}", *marks[number][2:]) for number in of_row[1]],
                row.is_aside,
            )
            for row, *of_row in zip(rows, over, begin, end, strict=True)
        ]
    )


class _Marks(NamedTuple):
    """The marks of a text, and by their numbers those over a row, beginning and ending in it."""

    all: Sequence[Mark]
    over: Sequence[int]
    begin: Sequence[int]
    end: Sequence[int]


def _nearest(rows: Sequence[_Row], mark: Mark) -> int:
    """Return the row before or at a mark that is on nothing that is shown, as on a label."""
    return max((place for place, row in enumerate(rows) if row.start <= mark.start), default=0)


def _paragraphs(
    text: str, turns: Sequence[Turn], names: Mapping[str, str], first: int
) -> Iterator[_Row]:
    """Yield what a text consists of, without speakers' labels: paragraphs of turns and others."""
    position = 0
    for number, turn in enumerate(turns, first):
        yield from _lines(text, position, turn.label_start, "", is_aside=True)
        lead = f"{number} {names[turn.speaker]}:"
        yield from _lines(text, turn.start, turn.end, lead, is_aside=False)
        position = turn.end
    yield from _lines(text, position, len(text), "", is_aside=True)


def _lines(text: str, start: int, end: int, lead: str, *, is_aside: bool) -> Iterator[_Row]:
    position = start
    for line in text[start:end].split("\n"):
        words = line.strip()
        if words:
            begins = position + line.index(words[0])
            yield _Row(begins, begins + len(words), lead, is_aside)
            lead = ""
        position += len(line) + 1


def _near_their_marks(text: str, row: _Row, starts: Sequence[int]) -> Iterator[_Row]:
    """Yield a long paragraph in pieces: one begins before the sentence in which a mark begins."""
    begins = row.start
    pauses = [pause.end() for pause in _PAUSE.finditer(text, row.start, row.end)]
    for start in starts[bisect_left(starts, row.start) : bisect_left(starts, row.end)]:
        sentence = pauses[bisect_right(pauses, start) - 1] if pauses else 0
        if sentence <= start and sentence - begins > _LONG:
            yield row._replace(start=begins, end=len(text[:sentence].rstrip()))
            begins, row = sentence, row._replace(lead="")
    yield row._replace(start=begins)


def _stretches(text: str, row: _Row, marks: _Marks, withheld: Sequence[Span]) -> Iterator[Stretch]:
    """Yield the words of a row between the borders of its marks, and the signs of these."""
    hidden = [span for span in withheld if span.start < row.end and row.start < span.end]
    here = [marks.all[number] for number in marks.over]
    borders = {row.start, row.end}
    for start, end in (*((mark.start, mark.end) for mark in here), *hidden):
        borders |= {_within(row, start), _within(row, end)}
    ordered = sorted(borders)
    for start, end in pairwise(ordered):
        for number in marks.begin:
            if _within(row, marks.all[number].start) == start:
                yield Stretch(f"{number + 1}{BEGINS}", is_sign=True)
        on = [mark for mark in here if mark.start <= start and end <= mark.end]
        colour = next((mark.colour for mark in reversed(on) if mark.colour), "")
        covering = next((span for span in hidden if span.start <= start and end <= span.end), None)
        words = text[start:end]
        if covering is not None:
            words = WITHHELD if start == _within(row, covering.start) else ""
        if words:
            yield Stretch(words, len(on), colour)
        for number in reversed(marks.end):
            if _within(row, marks.all[number].end) == end:
                yield Stretch(f"{ENDS}{number + 1}", is_sign=True)


def _within(row: _Row, offset: int) -> int:
    """Return the offset of a row that is nearest to an offset of the text."""
    return min(max(offset, row.start), row.end)
