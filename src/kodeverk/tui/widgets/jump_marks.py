"""Letters on what can be selected in sight: a key goes to a sentence, a second one extends to one.

Pure: given a transcript and which of its offsets are in sight; the view draws the letters.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from string import ascii_letters
from typing import NamedTuple

from kodeverk.model.sentences import CLOSING, sentences, trimmed
from kodeverk.model.text import Span
from kodeverk.tui.shown_transcript import ShownTranscript
from kodeverk.tui.widgets.selection import snap, whole_selection

_CLAUSE_END = re.compile(rf"[，、；：]+{CLOSING}|[,;:–—،؛፣፤]+{CLOSING}(?=\s)")
_LEADING = re.compile(r"(?:\s*(?:\[[^\]]*\]|(?i:og|men|eller|for|så)\b),?(?=\s))*\s*")
"""What coders leave out before a clause: a noise in brackets, the conjunction."""
_ENDING = " \n\t,;:–—.!?…，、；：،؛፣፤。｡！？．؟۔।॥።፧"


class Mark(NamedTuple):
    """A letter drawn at the offset `place`, which stands for the span `unit`."""

    letter: str
    place: int
    unit: Span


class JumpMarks(NamedTuple):
    """The letters in sight on the units of a kind; `chosen` is the unit selected from, if any."""

    kind: str
    marks: tuple[Mark, ...]
    chosen: Span | None = None

    def at(self, letter: str) -> Span | None:
        """Return the unit that a letter stands for, if any."""
        return next((mark.unit for mark in self.marks if mark.letter == letter), None)


def jump_marks(
    transcript: ShownTranscript, kind: str, rows: Sequence[Span], caret: int
) -> tuple[Mark, ...]:
    """Return the letters on the units of a kind of `UNITS` that the shown `rows` have something of.

    The unit at the caret gets `a`, those behind it the following letters, capitals last; then those
    before it, nearest first. Where there are more than letters, the farthest get none.
    """
    if not rows:
        return ()
    sight = Span(rows[0].start, rows[-1].end)
    units = (
        whole_selection(transcript, unit)
        for unit in UNITS[kind](transcript, rows)
        if unit.start < sight.end and sight.start < unit.end
    )
    places = {
        snap(transcript, max(unit.start, sight.start)): unit
        for unit in units
        if unit.start < unit.end
    }
    behind = sorted(place for place, unit in places.items() if caret < unit.end)
    before = sorted(places.keys() - set(behind), reverse=True)
    ordered = [*behind, *before]
    return tuple(
        Mark(letter, place, places[place])
        for letter, place in zip(ascii_letters, ordered, strict=False)
    )


def clauses(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the clauses of the sentence `text[start:end]`: parted by `,`, `;` and such.

    A clause begins behind its conjunction and ends before the sign that ends it.
    """
    cuts = (start, *(ending.end() for ending in _CLAUSE_END.finditer(text, start, end)), end)
    for left, right in pairwise(cuts):
        behind = left + len(text[left:right].rstrip(_ENDING))
        leading = _LEADING.match(text, left, behind)
        begin = left if leading is None else leading.end()
        if begin < behind:
            yield Span(begin, behind)


def _sentences(transcript: ShownTranscript, rows: Sequence[Span]) -> Iterator[Span]:
    for start, end in _turns(transcript, rows):
        yield from sentences(transcript.text, start, end)


def _clauses(transcript: ShownTranscript, rows: Sequence[Span]) -> Iterator[Span]:
    for sentence in _sentences(transcript, rows):
        yield from clauses(transcript.text, *sentence)


def _lines(transcript: ShownTranscript, rows: Sequence[Span]) -> Iterator[Span]:
    turns = _turns(transcript, rows)
    for row in rows:
        line = trimmed(transcript.text, *row)
        if line and any(turn.start < line.end and line.start < turn.end for turn in turns):
            yield line


def _turns(transcript: ShownTranscript, rows: Sequence[Span]) -> list[Span]:
    """Return the bodies of the turns in sight: what lies outside the interview is not coded."""
    first = max(transcript.last_turn_from(rows[0].start), 0)
    last = transcript.last_turn_from(rows[-1].end)
    return [Span(turn.start, turn.end) for turn in transcript.turns[first : last + 1]]


UNITS: dict[str, Callable[[ShownTranscript, Sequence[Span]], Iterator[Span]]] = {
    "sentence": _sentences,
    "clause": _clauses,
    "line": _lines,
}
"""What letters can be put on, in the order in which they are gone through."""


def following_kind(kind: str | None, *, round_again: bool) -> str | None:
    """Return the kind of units behind `kind`; behind the last the first if `round_again`."""
    kinds = list(UNITS)
    if kind is None:
        return kinds[0]
    place = kinds.index(kind) + 1
    return kinds[place % len(kinds)] if round_again or place < len(kinds) else None


def from_to(first: Span, second: Span) -> Span:
    """Return the span over two units and all between them, whichever comes first."""
    return Span(min(first.start, second.start), max(first.end, second.end))
