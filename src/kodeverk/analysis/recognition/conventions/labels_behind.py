"""Labels that stand behind what is said, at the end of its last line or alone below it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions.head_times import time_alone
from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.forms.labels import (
    could_be_label,
    is_event,
    is_numbered_question,
    style,
)
from kodeverk.analysis.recognition.forms.notes import is_not_said
from kodeverk.model.source import Source
from kodeverk.model.text import seen

_FEWEST = 2
_MOST_LABELS = 12
_MOSTLY = 0.8
_FARTHEST = 80
_LONGEST_ALONE = 40
_NAME = r"[^\W_][^()\[\]{}<>\t\n]{0,58}"
_BEHIND = re.compile(
    rf"(?<!\S)(?:[-–—]{{1,2}}\s*(?P<dash>{_NAME}?)|[(\[{{<](?P<bracket>{_NAME})[)\]}}>])[\s.]*$"
    rf"|\t\s*(?P<tab>{_NAME}?)\s*$"
)
_REFERENCE = re.compile(r"\d{4}|^\d+$")
"""`(Nord 1998)` and `[3]` are where something has been written."""


class _Piece(NamedTuple):
    """Paragraphs that somebody says, with a label that begins at `end`, or an empty one."""

    first: int
    last: int
    label: str
    end: int


def name_behind(source: Source, spoken: Sequence[int]) -> list[Head]:
    """Return the heads of what has its speaker's label behind it: `words – Kari`, `words (Kari)`.

    Labels are those that come back, several and no more than take part in a talk; most of what has
    the form is one, and none a note, which stands in brackets within what is said as well. What
    has none behind it is nobody's, from the first that has one on.
    """
    pieces = [*_pieces(source, spoken)]
    counts = Counter(piece.label for piece in pieces if piece.label)
    labels = {label for label, count in counts.items() if count >= _FEWEST}
    named = sum(counts[label] for label in labels)
    if not 1 < len(labels) <= _MOST_LABELS or named < _MOSTLY * counts.total():
        return []
    if any(_is_mostly_noted(source.text, label, counts[label]) for label in labels):
        return []
    talk = dropwhile(lambda piece: piece.label not in labels, pieces)
    return [_head(source, piece, piece.label if piece.label in labels else "") for piece in talk]


def _is_mostly_noted(text: str, label: str, times: int) -> bool:
    """Tell whether a label is in brackets far oftener than the times it stands behind words."""
    bracketed = re.compile(rf"[(\[{{<]{re.escape(label)}[)\]}}>]")
    return len([*islice(bracketed.finditer(text), 2 * times + 1)]) > 2 * times


def _head(source: Source, piece: _Piece, label: str) -> Head:
    start = body = source.paragraphs[piece.first].start
    timed = time_alone(source, piece.first)
    if timed is not None and timed.body < piece.end:
        body = timed.body
    time = timed and timed.milliseconds
    until = piece.end if label else None
    return Head(label, start, max(start, body), body, piece.first, piece.last, time, until=until)


def _pieces(source: Source, spoken: Sequence[int]) -> Iterator[_Piece]:
    """Yield what stands between blank lines; where labels have none below them, each paragraph.

    A label alone on its line is that of what stands above it.
    """
    found = {place: at for place in spoken if (at := _label_at(source, place)) is not None}
    alone = {
        place for place, (_, start) in found.items() if start == source.paragraphs[place].start
    }
    apart = sum(source.is_blank(place + 1) for place in found)
    are_apart = apart >= _MOSTLY * len(found)
    first: int | None = None
    if not found:
        return
    for place, below in zip(spoken, [*spoken[1:], None], strict=True):
        first = place if first is None else first
        is_parted = source.is_blank(place + 1) if are_apart else below not in alone
        if place in found or is_parted:
            label, end = found.get(place, ("", source.paragraphs[place].end))
            if not is_not_said(source.text[source.paragraphs[first].start : end]):
                yield _Piece(first, place, label, end)
            first = None


def _label_at(source: Source, place: int) -> tuple[str, int] | None:
    """Return the label at the end of a paragraph, no row of cells, and where it begins."""
    start, end = source.paragraphs[place][:2]
    if source.line(place).count("\t") > 1:
        return None
    match = _BEHIND.search(source.text, max(start, end - _FARTHEST), end)
    if match is not None:
        label, start = match[match.lastgroup or 0], match.start()
    elif end - start <= _LONGEST_ALONE and _is_below(source, place):
        label = source.line(place)
    else:
        return None
    label = seen(label).strip()
    is_nobody = style(label) == "plain" or is_event(label) or is_numbered_question(label)
    may_be = could_be_label(label) and not is_nobody
    return (label, start) if may_be and _REFERENCE.search(label) is None else None


def _is_below(source: Source, place: int) -> bool:
    """Tell whether a line stands right below others, and apart from what is below it."""
    return not source.is_blank(place - 1) and source.is_blank(place + 1)
