"""Lines between turns that count: the numbers of pages, and headings with numbers."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from kodeverk.analysis.recognition.conventions.questions_and_answers import ANSWER
from kodeverk.analysis.recognition.forms.line_forms import GOES_ON
from kodeverk.analysis.recognition.forms.numbers import number_at
from kodeverk.analysis.recognition.forms.signs import DIGITS, SENTENCE_ENDS, numbers_alike
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.talk import Talk

_NUMBER = re.compile(r"[-–—|\[(\s]*\d{1,4}(?:\s?/\s?\d{1,4})?[-–—|\])\s]*")
_LONGEST = 45
_BARE_NUMBER = re.compile(r"[-–—|\[(\s]*\d{1,4}[-–—|\])\s]*")
_NUMBER_ALONE = re.compile(r"\d{1,3}\s?[-–—.):]")
"""What counts interviews or sections: a sign stands behind it."""
_BEFORE_LABEL = re.compile(r"\s*(\d{1,4})[.):]?\s+[*_[(]*[^\W\d]")
_NUMBER_AT_ALL = re.compile(r"\d{1,4}")
_FEWEST_NUMBERED = 4
_NEARLY_ALL = 0.9
_COUNTING = re.compile(r"[-–—|\[(\s]*(\d{1,4})\s?(?:[-–—|.):\]]+(?!\d)|$)")


def page_numbers(talk: Talk) -> frozenset[int]:
    """Return the paragraphs that are numbers alone of one form, of which each follows the last.

    Or follows the number before the label above, or precedes that of the next, as those of empty
    paragraphs do. What stands below a label alone is said: it is an answer.
    """
    text = talk.text
    alike: dict[str, list[int]] = {}
    for head, places in talk.gaps:
        for place in places[text.is_bare(head) :]:
            words = text.line(place).strip()
            if _NUMBER.fullmatch(words):
                alike.setdefault(numbers_alike(words), []).append(place)
    found: set[int] = set()
    for places in alike.values():
        numbers = [int(DIGITS.findall(text.line(place))[0]) for place in places]
        if len(numbers) > 1 and all(later - one == 1 for one, later in pairwise(numbers)):
            found.update(places)
    return frozenset(found) or _numbers_of_paragraphs(talk, [*chain.from_iterable(alike.values())])


def _numbers_of_paragraphs(talk: Talk, alone: Sequence[int]) -> frozenset[int]:
    """Return the numbers `alone` that follow, or precede, one before a label, as nearly all do.

    Anything else would be a number that somebody says.
    """
    if not alone:
        return frozenset()
    line = talk.text.line
    labelled = ((head.first, _BEFORE_LABEL.match(line(head.first))) for head, _ in talk.gaps)
    before = {place: int(number[1]) for place, number in labelled if number}
    numbers = {at: int(line(at)) for at in alone if _NUMBER_AT_ALL.fullmatch(line(at).strip())}
    steps = pairwise(sorted({**before, **numbers}.items()))
    found = {at for (one, n), (other, later) in steps if later == n + 1 for at in (one, other)}
    found &= numbers.keys()
    are_numbered = len(before) >= _FEWEST_NUMBERED and len(found) >= _NEARLY_ALL * len(numbers)
    return frozenset(found if are_numbered else ())


def possible_page_numbers(talk: Talk, outside: Collection[int]) -> Iterator[int]:
    """Yield the numbers alone in a line of a turn that has other words; none of them `outside`.

    They may be pages' though they do not count up. What stands above has ended: else it is a
    question, or goes on with the number; or the two stand together between blank lines.
    """
    text = talk.text
    for head, places in talk.gaps:
        is_first = head.label == ANSWER and text.said_in(head)
        lines = [head.last, *places] if is_first else places[text.is_bare(head) :]
        for place in lines:
            if place not in outside and _NUMBER.fullmatch(text.line(place).strip()):
                above = text.spoken[bisect_left(text.spoken, place) - 1]
                is_block = above in lines and text.is_blank(above - 1) and text.is_blank(place + 1)
                if text.has_ended(above) or is_block:
                    yield place


def numbered_headings(talk: Talk) -> frozenset[int]:
    """Return the short lines above labels that begin with numbers, of which each follows the last.

    They count up from one label to another, as no list does that somebody tells; anew from 1 in
    another interview.
    """
    text = talk.text
    found: list[int] = []
    numbers: list[int] = []
    for _, places in talk.gaps:
        words = text.line(places[-1]).rstrip()
        number = number_at(text.source, places[-1])
        is_short = len(words) < _LONGEST and not words.endswith((*SENTENCE_ENDS, ",", ";", ":"))
        if number and number.is_plain and not number.word and number.part is None and is_short:
            found.append(places[-1])
            numbers.append(number.number)
    counts = all(later in (1, one + 1) for one, later in pairwise(numbers))
    return frozenset(found if len(found) > 1 and counts and numbers[0] <= 2 else ())


@dataclass(frozen=True)
class CountingNumbers:
    """The numbers that count in a text: one line begins with it, and one with the next or the last.

    Any other number alone is an answer.
    """

    text: SourceText

    @cached_property
    def _counted(self) -> Collection[str]:
        begin = (_COUNTING.match(self.text.line(place)) for place in self.text.spoken)
        numbers = {int(number[1]) for number in begin if number}
        return {str(number) for number in numbers if numbers & {number - 1, number + 1}}

    def has(self, words: str) -> bool:
        """Tell whether what is a number alone, with its signs, is one of those that count."""
        number = _COUNTING.match(words)
        return number is not None and number[1].lstrip("0") in self._counted

    def heads_section(self, words: str) -> bool:
        """Tell whether words are a number that counts interviews or sections."""
        return _NUMBER_ALONE.fullmatch(words) is not None and self.has(words)

    def is_of_page(self, place: int) -> bool:
        """Tell whether a number stands alone, or above a title alone."""
        lines = self.text
        words = lines.line(place).strip()
        below = place + 1 if lines.is_blank(place + 1) else place + 2
        return (
            _BARE_NUMBER.fullmatch(words) is not None
            and self.has(words)
            and lines.is_blank(place - 1)
            and lines.is_blank(below)
            and not lines.line(below - 1).rstrip().endswith(GOES_ON)
        )
