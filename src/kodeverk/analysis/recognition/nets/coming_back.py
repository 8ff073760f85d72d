"""Words that come back within turns at such distances as the heads and feet of pages do."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions.questions_and_answers import QUESTION
from kodeverk.analysis.recognition.forms.signs import numbers_alike
from kodeverk.analysis.recognition.text.printed_lines import (
    BESIDE,
    EVEN,
    LINE,
    LONGEST,
    PrintedLines,
    are_even,
)
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.talk import Talk
from kodeverk.model.sentences import QUESTION_MARKS

_FEWEST = 3
_WORDS = 4
"""So many words tell what comes back ..."""
_LETTERS = 10
"""... of at least so many letters together ..."""
_FAR = 100
"""... within so many characters."""
_MOSTLY = 0.65
_NEARLY_ALL = 0.8
_MOST_LINES = 65
"""A page has at most so many lines."""
_MOST_ENDS = 3
_MORE = 20
"""A reply has at most so many characters more than its first words."""
_ALIKE = 85
"""Of 100: what is so much alike differs by a few signs, as when they are read wrong."""

_WORD = re.compile(r"[^\W\d_]+|\d+")


class ComingBack(NamedTuple):
    """Words that come back so many `times`, in these paragraphs; with others, or `alone` there."""

    words: str
    times: int
    places: Sequence[int]
    alone: bool


def possible_furniture(talk: Talk, outside: Collection[int]) -> Iterator[ComingBack]:
    """Yield the words that open paragraphs between labels again and again, and may be the pages'.

    They stand about a page apart all through the talk, wherever in a paragraph, be they read a
    little differently; the paragraphs are those that are not `outside`. What asks is a set
    question, as is what stands below one, and what is all that somebody says a usual reply.
    """
    text = talk.text
    opened: dict[str, list[int]] = {}
    between = [place for head, places in talk.gaps if head.label != QUESTION for place in places]
    for place in (*between, *sorted(text.furniture)):
        if words := _opening(text.line(place)):
            opened.setdefault(_key(words), []).append(place)
    again = [
        places[0]
        for places in opened.values()
        if len(places) >= _FEWEST and not all(place in outside for place in places)
    ]
    if again:
        pages = _Pages(talk)
        said = [place for place in between if place not in outside]
        found = [back for place in again for back in pages.coming_back(place, outside)]
        apart = [*_apart(text, found, said)]
        # A page has one head and one foot, or other ones on the odd pages: more are a form's.
        if len({back.words for back in apart}) <= _MOST_ENDS:
            yield from apart


def _key(words: str) -> str:
    return " ".join(_WORD.findall(numbers_alike(words.casefold())))


def _opening(line: str) -> str:
    """Return the first words of a line that is no question; nothing where they are too few."""
    if any(sign in line for sign in QUESTION_MARKS):
        return ""
    letters, start, end = [0], None, 0
    for word in _WORD.finditer(line, 0, _FAR):
        start = word.start() if start is None else start
        end = word.end()
        if not word[0].isdigit():
            letters.append(len(word[0]))
        if len(letters) > _WORDS:
            break
    return line[start:end] if len(letters) > 2 and sum(letters) >= _LETTERS else ""


class _Pages:
    """A talk as it may have been printed on pages."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._text = talk.text
        self._heads = talk.heads
        self._depths = {line.place: line.depth for line in PrintedLines(talk.text.source).lines}
        self._begin = self._depths[talk.heads[0].first]
        self._end = self._depths[talk.text.spoken[-1]]

    def coming_back(self, place: int, outside: Collection[int]) -> Iterator[ComingBack]:
        """Yield where the words that open a paragraph come back, a page apart."""
        line = self._text.line(place)
        words = _opening(line)
        standing = self._on_pages_without_it(self._standing(words))
        depths = [depth for _, depth in standing]
        if not self._are_a_page_apart(depths) or _key(words) in self._replies:
            return
        places = dict.fromkeys(among for among, _ in standing)
        alone = [among for among in places if _are_alike(line, self._text.line(among))]
        alone = alone if len(alone) >= _FEWEST else []
        if alone and len(line) > LONGEST:
            return
        within = [among for among in places if among not in alone]
        if len(standing) == _FEWEST or not self._are_a_page_apart(depths, _NEARLY_ALL):
            if len(alone) < _MOSTLY * len(standing):
                return
            within = []  # it may be chance
        if self._are_usual(line if alone else words, len(standing)):
            return
        for among, are_alone in ((alone, True), (within, False)):
            if said := [each for each in among if each not in outside]:
                yield ComingBack(words, len(standing), said, are_alone)

    def _on_pages_without_it(self, standing: list[tuple[int, float]]) -> list[tuple[int, float]]:
        """Return what stands there but for what else does on a page whose head or foot is known."""
        known = [depth for place, depth in standing if place in self._text.furniture]
        if len(known) < _FEWEST:
            return standing
        nearest = median(later - one for one, later in pairwise(known)) / 2
        return [
            (place, depth)
            for place, depth in standing
            if place in self._text.furniture
            or bisect_left(known, depth - nearest) == bisect_right(known, depth + nearest)
        ]

    @cached_property
    def _replies(self) -> Collection[str]:
        """What begins a turn behind a label, or is (about) all that stands below one, not once."""
        behind = [self._text.said_in(head) for head in self._heads if not self._text.is_bare(head)]
        below = Counter(
            self._text.line(places[0])
            for head, places in self._talk.gaps
            if self._text.is_bare(head) and len(places) == 1
        )
        behind += [
            line
            for line in below.elements()
            if len(line) < len(_opening(line)) + _MORE or below[line] > 1
        ]
        begun = Counter(_key(_opening(line)) for line in behind)
        return {words for words, times in begun.items() if times > 1}

    def _are_usual(self, words: str, times: int) -> bool:
        """Tell whether each of the words is said more often elsewhere: `yes, I think so`.

        The first may begin with a capital in any case; a title has a name, a number or a capital.
        """
        first, *others = _WORD.findall(words)
        said = self._text.words
        often = [said[first.lower()] + said[first.capitalize()], *(said[word] for word in others)]
        return min(often) > 2 * times

    def _standing(self, words: str) -> list[tuple[int, float]]:
        """Return in which paragraphs words stand, whatever their signs, and how far down."""
        said, begin, places = self._said
        sought = f" {_key(words)} "
        standing: list[tuple[int, float]] = []
        start = said.find(sought)
        while start >= 0:
            number = bisect_right(begin, start) - 1
            place = places[number]
            standing.append((place, self._depths[place] + (start - begin[number]) / LINE))
            start = said.find(sought, start + 1)
        return standing

    @cached_property
    def _said(self) -> tuple[str, Sequence[int], Sequence[int]]:
        """All words from the first head on, with where each paragraph begins among them.

        It is much faster to find words among these than in the text, whatever their signs.
        """
        places = [place for place in self._depths if place >= self._heads[0].first]
        said = [f" {_key(self._text.line(place))}" for place in places]
        begin = [*accumulate(map(len, said), initial=0)]
        return "".join((*said, " ")), begin[:-1], places

    def _are_a_page_apart(self, depths: Sequence[float], share: float = _MOSTLY) -> bool:
        """Tell whether this share of what stands there is a page apart, from first to last."""
        if len(depths) < _FEWEST:
            return False
        lengths = [later - one for one, later in pairwise(depths)]
        usual = median(lengths)
        if len(lengths) > 2 and lengths[-1] < usual:
            lengths.pop()  # the last page may be shorter
        margin = 2 * EVEN[1] * usual
        is_all_through = depths[0] - self._begin <= margin and self._end - depths[-1] <= margin
        return usual <= _MOST_LINES and is_all_through and are_even(lengths, share=share)


def _are_alike(line: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(numbers_alike(line.strip()), numbers_alike(other.strip())) >= _ALIKE


def _with_lines_beside(text: SourceText, back: ComingBack, said: Sequence[int]) -> ComingBack:
    """Return what comes back alone with the lines that come back beside nearly all of it."""
    places = {*back.places}
    for step in (-1, 1) if back.alone else ():
        beside = [*_next(back.places, said, step)]
        while True:
            begin = {place: _beginning(text.line(place)) for place in beside}
            usual, times = next(iter(Counter(begin.values()).most_common(1)), ("", 0))
            if times < max(_FEWEST, _NEARLY_ALL * len(back.places)):
                break
            places.update(place for place in beside if begin[place] == usual)
            beside = [*_next(beside, said, step)]
    return back._replace(places=sorted(places))


def _beginning(line: str) -> str:
    return _key(_opening(line)) or line


def _next(places: Iterable[int], said: Sequence[int], step: int) -> Iterator[int]:
    """Yield which of the paragraphs `said` stands next to each of `places`, and near it."""
    for place in places:
        at = bisect_left(said, place) + step
        if 0 <= at < len(said) and abs(said[at] - place) <= BESIDE:
            yield said[at]


def _apart(
    text: SourceText, found: Iterable[ComingBack], said: Sequence[int]
) -> Iterator[ComingBack]:
    """Yield what comes back with the lines beside it, but for what is one of these itself."""
    told: set[int] = set()
    for back in found:
        if not told.issuperset(back.places):
            with_beside = _with_lines_beside(text, back, said)
            yield with_beside
            if back.alone:
                told.update(with_beside.places)
