"""Two versions of a text, aligned word by word: where passages of the old are in the new.

The words of both (white space is no part of them, a sign is a word) are paired by the longest
sequence they share, then one by one inside what changed (`pairing`); what is gone from its place is
looked for elsewhere (`moves`). docs/versions.md has the method and its figures.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kodeverk.analysis.alignment.moves import Moved, moved
from kodeverk.analysis.alignment.pairing import pair_words
from kodeverk.analysis.alignment.runs import Run, run_at, within
from kodeverk.model.text import Span

SURE = 0.8
"""A placement whose confidence is lower waits for a person."""

_WORD = re.compile(r"\[\w+(?: \w+)?\]|(?:\w\.){2,}|\w+(?:[-.'’]\w+)*|[^\w\s]")
"""A word, initials (`N.N.`), a pseudonym or note in brackets (`[Person A]`), or a single sign."""

_CONTEXT = 4
"""The words around a passage, on either side, weigh as much as so many of its own."""

_ENOUGH = 6
"""A passage of so many words may be known by its own words alone; put in, it is not passed over."""

_ELSEWHERE = 0.9
"""The confidence in a passage that was moved, as a share of that in one that was not."""

_DIVIDED = 0.5
"""The same, where a passage may be in several places, or another was moved into its midst."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage in the new text: code-point offsets `[start, end)` and a confidence from 0 to 1."""

    start: int
    end: int
    confidence: float


# Without a repr: it would put a whole interview into an error report.
@dataclass(frozen=True, slots=True, repr=False)
class Alignment:
    """What became of every word of a text; made by `align`.

    `old_words` and `new_words` are the words' spans, `runs` the words that stand where they stood,
    `moved` those that stand elsewhere.
    """

    old: str
    new: str
    old_words: tuple[Span, ...]
    new_words: tuple[Span, ...]
    runs: tuple[Run, ...]
    moved: tuple[Moved, ...]

    def place(self, start: int, end: int) -> Placed | None:
        """Return where `[start, end)` of the old text is in the new; None: its words are gone.

        A word that changed is taken whole. Where words at an edge are gone, the passage begins
        (ends) with the next word that is left.
        """
        first = bisect_right(self.old_words, start, key=lambda word: word.end)
        last = bisect_left(self.old_words, end, key=lambda word: word.start)
        if first >= last:
            return self._blank(start, end)
        candidates = [(1.0, within(self.runs, first, last))]
        for passage in self._moved_from(first, last):
            share = _ELSEWHERE * (_DIVIDED if passage.several else 1.0)
            candidates.append((share, within(passage.runs, first, last)))
        candidates = [(share, parts) for share, parts in candidates if parts]
        if not candidates:
            return None
        share, parts = max(candidates, key=lambda candidate: _weight(candidate[1]))
        if len(candidates) > 1 or self._moved_into(parts[0].new, parts[-1].new_end, first, last):
            share *= _DIVIDED
        confidence = share * _confidence(parts, last - first)
        if parts[0].old > first:
            parts = self._from_a_word(parts)
        if parts[-1].old_end < last:
            parts = self._to_a_word(parts)
        return Placed(
            self._start(start, parts[0], first), self._end(end, parts[-1], last), confidence
        )

    def offset(self, position: int) -> int:
        """Return where the point `position` of the old text is in the new.

        The points keep their order; the beginning stays the beginning and the end the end. What
        was put in at the point is after it.
        """
        if position <= 0 or not self.old:
            return 0
        if position >= len(self.old):
            return len(self.new)
        word = bisect_left(self.old_words, position, key=lambda span: span.start) - 1
        place = run_at(self.runs, word)
        if place < 0:
            return self._into_gap(0, 0, position)
        return self._past(self.runs[place], word, position)

    def _past(self, run: Run, word: int, position: int) -> int:
        """Return where `position` is, after the beginning of the old word `word`.

        `run` is the run that holds the word, or the last before it.
        """
        reached = min(word, run.old_end - 1)
        inside = position < self.old_words[reached].end
        if run.alike < 1:
            if inside or reached < run.old_end - 1:
                return self.new_words[run.new].start
            there = self.new_words[run.new_end - 1]
        else:
            there = self.new_words[run.new + reached - run.old]
            if inside:
                return there.start + position - self.old_words[reached].start
        return self._into_gap(self.old_words[reached].end, there.end, position)

    def _into_gap(self, old: int, new: int, position: int) -> int:
        """Return `new` and as much white space after it as follows `old` before `position`."""
        while (
            old < position and self.old[old].isspace() and self.new[new : new + 1] == self.old[old]
        ):
            old, new = old + 1, new + 1
        return new

    def _blank(self, start: int, end: int) -> Placed | None:
        """Return where white space is."""
        span = self.offset(start), self.offset(end)
        same = self.old[start:end] == self.new[slice(*span)]
        return Placed(*span, 1.0) if same else None

    def _moved_from(self, first: int, last: int) -> Sequence[Moved]:
        """Return the moved passages that hold some of the old words `[first, last)`."""
        start = bisect_right(self.moved, first, key=lambda passage: passage.runs[-1].old_end)
        stop = bisect_left(self.moved, last, key=lambda passage: passage.runs[0].old)
        return self.moved[start:stop]

    def _moved_into(self, new: int, new_end: int, first: int, last: int) -> bool:
        """Tell whether among the new words `[new, new_end)` are moved ones not of the passage."""
        return any(
            passage.runs[0].new < new_end
            and passage.runs[-1].new_end > new
            and (passage.runs[0].old >= last or passage.runs[-1].old_end <= first)
            for passage in self.moved
        )

    def _from_a_word(self, parts: list[Run]) -> list[Run]:
        """Return `parts` without the signs at their head, such as the comma after a word gone."""
        for place, run in enumerate(parts):
            for word in range(run.old, run.old_end):
                if self._is_word(run.part(word, word + 1).new):
                    return [run.part(word, run.old_end), *parts[place + 1 :]]
        return parts

    def _to_a_word(self, parts: list[Run]) -> list[Run]:
        """Return `parts` without the signs at their tail."""
        for place in range(len(parts) - 1, -1, -1):
            run = parts[place]
            for word in range(run.old_end, run.old, -1):
                if self._is_word(run.part(word - 1, word).new_end - 1):
                    return [*parts[:place], run.part(run.old, word)]
        return parts

    def _is_word(self, word: int) -> bool:
        span = self.new_words[word]
        return any(sign.isalnum() for sign in self.new[span.start : span.end])

    def _start(self, start: int, run: Run, first: int) -> int:
        here, word = self.new_words[run.new].start, self.old_words[first]
        if run.old > first or run.alike < 1:
            return here
        if start >= word.start:
            return here + start - word.start
        gap = self.old[start : word.start]
        return here - len(gap) if self.new[:here].endswith(gap) else here

    def _end(self, end: int, run: Run, last: int) -> int:
        here, word = self.new_words[run.new_end - 1].end, self.old_words[last - 1]
        if run.old_end < last or run.alike < 1:
            return here
        if end <= word.end:
            return here + end - word.end
        gap = self.old[word.end : end]
        return here + len(gap) if self.new.startswith(gap, here) else here


def align(old: str, new: str) -> Alignment:
    """Return the alignment of two versions of a text.

    It takes time and memory that grow with the product of their lengths, but in the compiled
    library and in parts: 8,000 words well under 0.1 s, 50,000 about a second.
    """
    old_words, new_words = _words(old), _words(new)
    said = [old[start:end] for start, end in old_words]
    says = [new[start:end] for start, end in new_words]
    seams = (_seams(old, old_words), _seams(new, new_words))
    runs = pair_words(said, says, seams=seams)
    return Alignment(old, new, old_words, new_words, tuple(runs), moved(said, says, runs))


def _words(text: str) -> tuple[Span, ...]:
    return tuple(Span(*word.span()) for word in _WORD.finditer(text))


def _seams(text: str, spans: Sequence[Span]) -> bytes:
    """Return for each word 2 if it begins a line, 1 if it begins a sentence, else 0."""
    seams = bytearray(len(spans))
    end = 0
    for place, span in enumerate(spans):
        if not place or "\n" in text[end : span.start]:
            seams[place] = 2
        elif text[end - 1] in ".!?":
            seams[place] = 1
        end = span.end
    return bytes(seams)


def _weight(parts: Sequence[Run]) -> float:
    return sum(run.weight for run in parts)


def _confidence(parts: Sequence[Run], words: int) -> float:
    """Return how sure it is that `parts` are what became of a passage of `words` words.

    It is the share of words that are still there, in the passage and around it; of a longer
    passage the words in it are enough. Much that was put in counts as words of the passage, as
    nobody has coded it.
    """
    kept = _weight(parts)
    put_in = sum(max(0, after.new - before.new_end - _ENOUGH) for before, after in pairwise(parts))
    all_words = words + put_in
    around = _CONTEXT * (parts[0].before + parts[-1].after)
    confidence = (kept + around) / (all_words + 2 * _CONTEXT)
    return min(1.0, max(confidence, kept / all_words if words >= _ENOUGH else 0.0))
