"""The lines of a text as they may stand on printed pages: how far apart, and which come back."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions.heads import HEADS
from kodeverk.analysis.recognition.forms.signs import numbers_alike
from kodeverk.model.sentences import ENDS
from kodeverk.model.source import Source
from kodeverk.model.text import seen

FEWEST_LINES = 10
"""A page has at least so many lines."""
MOST_LINES = 120
"""... and no more: of small letters, a line of the text two on paper."""
BESIDE = 4
"""Furniture stands at most so many lines away from the number of its page."""
EVEN = (0.55, 1.7)
"""Pages are between so many times the usual length of one ..."""
NEARLY_ALL = 0.75
"""... at least this share of them."""
EXACT = (0.88, 1.12)
"""Pages that a program made are between so many times as long as the usual one."""
ENDED = (*ENDS, *':;»”")]*_')
LINE = 90
"""So many characters are about a line of a page, where a paragraph is not wrapped."""
ACROSS = 0.05
"""At least this share of the numbers of pages stand in the middle of a sentence."""
LONGEST = 600
"""What stands at the head or foot of a page has at most so many characters: six lines or so."""
_OFTENER = 7
"""Nobody says the same so many times as often as all else."""
_LABELLED = ("name: text", "name<TAB>text", "[name] text", "name - text", "name; text")

_DIGIT = re.compile(r"\d")
WORDS = re.compile(r"[^\W\d_]+")


class Line(NamedTuple):
    """A line with words: its paragraph's number, how many lines of a page stand above, its text.

    The text of what may be furniture has single spaces.
    """

    place: int
    depth: int
    text: str


class PrintedLines:
    """The lines with words of a source; all else asks for them by their numbers among these.

    `same` are the numbers of the lines, none too long for furniture, that say the same, by what
    they say; `alike` of those that do but for numbers.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines: list[Line] = []
        same: dict[str, list[int]] = {}
        alike: dict[str, list[int]] = {}
        depth = 0
        for place, paragraph in enumerate(source.paragraphs):
            text = source.text[paragraph.start : paragraph.end].strip()
            if text and len(text) <= LONGEST:
                if "  " in text or not text.isprintable():
                    text = " ".join(seen(text).split())
                if text:
                    same.setdefault(text, []).append(len(self.lines))
                if _DIGIT.search(text):
                    alike.setdefault(numbers_alike(text), []).append(len(self.lines))
            if text:
                self.lines.append(Line(place, depth, text))
            depth += max(1, -(-len(text) // LINE))
        self.same = _coming_back(same)
        self.alike = _coming_back(alike)

    def text(self, number: int) -> str:
        """Return what a line says."""
        return self.lines[number].text

    def pages(self) -> list[list[int]]:
        """Return the numbers of the lines on each page, where the file itself parts its pages.

        None where the parts are no pages, but chapters or several interviews.
        """
        begins = [n for n, each in enumerate(self.source.paragraphs) if each.begins_page]
        pages: dict[int, list[int]] = {}
        for number, line in enumerate(self.lines):
            pages.setdefault(bisect_right(begins, line.place), []).append(number)
        ends = [page[-1] for page in pages.values()]
        first, *others = (self.lines[number].depth for number in ends)
        lengths = [first, *self.distances(ends[:-1])] if others else []
        are_pages = lengths and max(lengths) <= MOST_LINES and are_even(lengths)
        return [*pages.values()] if are_pages else []

    def distances(self, numbers: Sequence[int]) -> list[int]:
        """Return how many lines of a page each of the lines stands below the one before."""
        return [self.lines[later].depth - self.lines[one].depth for one, later in pairwise(numbers)]

    def stands_apart(self, number: int) -> bool:
        """Tell whether a blank line, or an end of the text, is above or below a line.

        Above or below also those that come back beside it, as often: they are one head or foot.
        """
        return any(self._blanks(*self._block(number)))

    def have_blanks_around(self, numbers: Iterable[int]) -> bool:
        """Tell whether a blank line, or an end of the text, is above and below all of the lines."""
        return all(all(self._blanks(number, number)) for number in numbers)

    def _blanks(self, first: int, last: int) -> tuple[bool, bool]:
        return not self._is_below(first), not self._is_below(last + 1)

    def _is_below(self, number: int) -> bool:
        """Tell whether a line stands right below another."""
        if not 0 < number < len(self.lines):
            return False
        return self.lines[number].place == self.lines[number - 1].place + 1

    def _block(self, number: int) -> tuple[int, int]:
        """Return the first and the last of the lines beside a line that come back as often."""
        times = self._times(number)
        first = last = number
        while self._is_below(first) and self._times(first - 1) == times:
            first -= 1
        while self._is_below(last + 1) and self._times(last + 1) == times:
            last += 1
        return first, last

    def _times(self, number: int) -> int:
        return len(self.same.get(self.text(number), (number,)))

    def across(self, numbers: Collection[int]) -> float:
        """Return the share of lines that stand in the middle of a sentence."""
        return sum(map(self._is_across, numbers)) / len(numbers)

    def _is_across(self, number: int) -> bool:
        """Tell whether a line and what comes back beside it stand in the middle of a sentence."""
        before = self._next_said(range(number - 1, max(-1, number - BESIDE - 2), -1))
        after = self._next_said(range(number + 1, min(len(self.lines), number + BESIDE + 2)))
        if before is None or after is None or before.endswith(ENDED):
            return False
        return after[0].isalpha() and not after[0].isupper()

    def _next_said(self, numbers: Iterable[int]) -> str | None:
        """Return the first of the lines that comes back nowhere, whatever its numbers."""
        texts = map(self.text, numbers)
        return next(
            (
                text
                for text in texts
                if text not in self.same and numbers_alike(text) not in self.alike
            ),
            None,
        )

    def is_labelled(self, number: int) -> bool:
        """Tell whether a line begins with a label that other words have too, or with a time."""
        place = self.lines[number].place
        if any(
            HEADS[name](self.source, place) is not None
            for name in ("time and name", "name and time")
        ):
            return True
        heads = [HEADS[name](self.source, place) for name in _LABELLED]
        return any(
            head.milliseconds is not None
            or self._begins_others(self.source.text[head.start : head.end], self.text(number))
            for head in heads
            if head is not None
        )

    def _begins_others(self, label: str, text: str) -> bool:
        """Tell whether the same label stands before other words too, hardly rarer than these."""
        begins = " ".join(label.split())
        form = numbers_alike(text)
        others = sum(
            line.text.startswith(begins) and numbers_alike(line.text) != form for line in self.lines
        )
        return others * _OFTENER >= len(self.same.get(text, (text,)))


def _coming_back(numbers_of: Mapping[str, Sequence[int]]) -> Mapping[str, Sequence[int]]:
    return {text: numbers for text, numbers in numbers_of.items() if len(numbers) > 1}


def are_even(
    lengths: Sequence[float], bounds: tuple[float, float] = EVEN, share: float = NEARLY_ALL
) -> bool:
    """Tell whether nearly all pages, or this share of them, are about as long as the usual one."""
    usual = median(lengths)
    low, high = bounds
    fit = sum(low * usual <= length <= high * usual for length in lengths)
    return usual >= FEWEST_LINES and fit >= share * len(lengths)
