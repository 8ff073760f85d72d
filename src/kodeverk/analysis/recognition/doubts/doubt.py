"""What a person should look at before trusting a reading, and what they can do about it."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, get_args

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.text.source_text import SourceText

LineMeaning = Literal["speaker", "said", "outside", "end"]
LINE_MEANINGS: tuple[LineMeaning, ...] = get_args(LineMeaning)
"""What a line may be."""


class SaidBy(NamedTuple):
    """That who has `label` says a line, or, where it is None, somebody who is not named.

    With `goes_on` they say what follows in the turn, too.
    """

    label: str | None
    goes_on: bool = False


LineAnswer = LineMeaning | SaidBy
"""What somebody can say of a line (`recognition.lines`)."""

Remedy = Literal["ignore", "role", "convention", "file", "by", LineMeaning]
"""What settles a doubt: a label is no speaker's, or has another role, the file is read in another
way, or corrected; or what its line is, or `by` whom it is said.
"""


class Doubt(NamedTuple):
    """Something to look at, in words, and what settles it where it is not as it was taken.

    `line` is the first line it is about, counted from 1; a doubt about a `label` is seen where that
    speaks first. Where one is known, `convention` is the other way to read the file. `likewise` are
    further lines that it is about: the answer holds for all. What `may_wait` is told, and need not
    be answered.
    """

    text: str
    remedy: Remedy
    line: int | None = None
    label: str | None = None
    convention: str | None = None
    likewise: tuple[int, ...] = ()
    may_wait: bool = False


MOST = 5
"""So many lines or labels are shown; of more it is told how many."""
_MOST_LINES = 12
LONGEST_SHOWN = 30


def more_lines(places: Iterable[int]) -> str:
    """Return where it is so besides the first of `places`: `; likewise in lines 12 and 14`."""
    _, *lines = dict.fromkeys(place + 1 for place in places)
    if not lines:
        return ""
    shown = ", ".join(map(str, lines[:_MOST_LINES]))
    more = f" and {len(lines) - _MOST_LINES} more" if len(lines) > _MOST_LINES else ""
    return f"; likewise in line{'s' if len(lines) > 1 else ''} {shown}{more}"


def of_places(text: SourceText, places: Iterable[int], asked: str, remedy: Remedy) -> list[Doubt]:
    """Return a doubt about each place, `asked` with how its line begins in place of `{}`."""
    source = text.source
    begins = ((place, opening(source.text, source.paragraphs[place].start)) for place in places)
    return [
        Doubt(f"line {place + 1}: {asked.format(repr(words))}", remedy, place + 1)
        for place, words in begins
    ]


def of_each(text: SourceText, places: Sequence[int], asked: str, remedy: Remedy) -> list[Doubt]:
    """Return a doubt about each place; of many the last is about all others."""
    shown, others = places[: MOST - 1], places[MOST - 1 :]
    return of_places(text, shown, asked, remedy) + of_all(text, others, asked, remedy)


def of_all(
    text: SourceText, places: Sequence[int], asked: str, remedy: Remedy, words: str | None = None
) -> list[Doubt]:
    """Return one doubt about all places, `asked` with `words`, or the first line, for `{}`."""
    if not places:
        return []
    first, *others = (place + 1 for place in dict.fromkeys(places))
    source = text.source
    shown = words or opening(source.text, source.paragraphs[places[0]].start)
    told = f"line {first}: {asked.format(repr(shown))}{more_lines(places)}"
    return [Doubt(told, remedy, first, likewise=tuple(others))]


def where(text: SourceText, head: Head) -> str:
    """Return which line the label of `head` stands in, and the beginning of that."""
    return f"line {head.first + 1}, “{opening(text.source.text, head.start)}”"


def opening(text: str, start: int) -> str:
    """Return how what stands at `start` begins, as far as its line goes."""
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].strip()[:LONGEST_SHOWN]
