"""What stands above the talk and comes back above a label: front matter of another interview."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count, dropwhile, pairwise, takewhile

from kodeverk.analysis.recognition.forms.fact_lines import fact_label, is_fact_line
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.line_forms import (
    LONGEST_HEADING,
    WORDS_OF_NOTES,
    WRAPPED,
    Form,
)
from kodeverk.analysis.recognition.forms.signs import numbers_alike
from kodeverk.analysis.recognition.zones.headings import ENTRIES
from kodeverk.analysis.recognition.zones.talk import Talk

_PARTS = re.compile(r"\s*[:,;=()]\s*")
_FEWEST_TURNS = 4
_TITLE_WITH_NUMBER = re.compile(r"[^\W\d_]{3}.*\d")


@dataclass(frozen=True)
class FrontAgain:
    """The lines of a talk that stand above it too."""

    talk: Talk

    @cached_property
    def places(self) -> Collection[int]:
        """The lines below heads that stand above the talk too; a row may be said twice."""
        if not self._front:
            return ()
        rows = self.talk.text.source.paragraphs
        below = (place for _, places in self.talk.gaps for place in places if not rows[place].row)
        front = {*self._front}
        return {place for place in below if self._key(place) in front}

    def above_label(self, places: Sequence[int], forms: Mapping[int, Form]) -> list[int]:
        """Return the last of `places`, above a label, that stand above the first label too.

        A title with another number, or with another name and a line or two below it; two lines at
        least, one of them of several words; several that stand together there, or two with labels,
        or one with two; facts about another person. Any other line may be said by chance, or quoted
        at the head of the file. What stands below a heading that has prose below it there, too, is
        another summary.
        """
        if not self._front:
            return []
        titles = (
            place for place in places if _before_name(self.talk.text.line(place)) in self._titles
        )
        titled = places[places.index(first) :] if (first := next(titles, None)) else []
        are_short = all(len(self.talk.text.line(place)) < LONGEST_HEADING for place in titled)
        titled = titled if are_short and len(titled) <= ENTRIES else []
        is_headed = (
            forms.get(place) in ("heading", "title") and self._key(place) in self._above_prose
            for place in places[:-1]
        )
        headed = places[1 + next(compress(count(), is_headed), len(places)) :]
        known = self.places.__contains__
        ending = takewhile(
            lambda place: place in forms or place in headed or known(place), reversed(places)
        )
        text = self.talk.text
        again = [*filter(known, ending)][::-1]
        # A reply right below words belongs to them, be it said above the talk too.
        again = [
            *dropwhile(
                lambda at: (
                    text.has_ended(at) and not text.is_blank(at - 1) and self._labels_in(at) <= 1
                ),
                again,
            )
        ]
        lines = [self.talk.text.line(place) for place in again]
        is_long = any(line.count(" ") >= WORDS_OF_NOTES for line in lines)
        is_block = _joined(map(self._key, again)) in _joined(self._front)
        labels = sum(map(self._labels_in, again))
        are_facts = sum(is_fact_line(line.rstrip(". ")) for line in lines) > 1
        if not (
            are_facts
            or (is_long and len(lines) > 1)
            or (is_block and (len(lines) >= ENTRIES or labels > 1))
            or any(map(_TITLE_WITH_NUMBER.search, lines))
        ):
            again = []
        found = (*titled, *headed, *again)
        return [place for place in found if forms.get(place) in (None, "title")]

    def _labels_in(self, place: int) -> int:
        """Return how many labels a line has: two has `Interviewer = A.B., Guest = C.D.`"""
        return sum(
            key_of(part) in self.talk.labels for part in _PARTS.split(self.talk.text.line(place))
        )

    @cached_property
    def _front(self) -> Sequence[str]:
        """The keys of the lines above the talk."""
        return [*map(self._key, self._above_talk)]

    @cached_property
    def _above_talk(self) -> Sequence[int]:
        return self.talk.text.spoken[: bisect_left(self.talk.text.spoken, self.talk.heads[0].first)]

    @cached_property
    def _titles(self) -> Collection[str]:
        """The beginnings of the lines above the talk that end in a name."""
        lines = map(self.talk.text.line, self._above_talk)
        return {title for line in lines if (title := _before_name(line))}

    @cached_property
    def _above_prose(self) -> Collection[str]:
        """The keys of the short lines above the talk with a long one below, and no fact.

        What comes back oftener than interviews do may be a label: each has several turns.
        """
        text = self.talk.text
        most = len(self.talk.heads) / _FEWEST_TURNS
        return {
            self._key(place)
            for place, below in pairwise(self._above_talk)
            if len(text.line(place)) < WRAPPED < len(text.line(below))
            and not self.talk.is_fact(below)
            and sum(text.line(place) == text.line(other) for other in self.places) <= most
        }

    def _key(self, place: int) -> str:
        """Return the label of a fact, or any other line, its numbers as if they were all one."""
        line = self.talk.text.line(place)
        is_fact = self.talk.is_fact(place) or is_fact_line(line.rstrip(". "))
        return f"{fact_label(line)}:" if is_fact else numbers_alike(line.strip())


def _before_name(line: str) -> str:
    """Return the words of a title before the name it ends in, two at least: `Interview with`."""
    words = line.strip("#*_. ").split()
    names = sum(1 for _ in takewhile(lambda word: word[0].isupper(), reversed(words)))
    title = words[: len(words) - names]
    return " ".join(title) if names and len(title) > 1 and title[-1][0].islower() else ""


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"\n{line}" for line in lines) + "\n"
