"""What shows that a file holds excerpts of talks: what heads them, and words of nobody in them."""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from itertools import dropwhile

from kodeverk.analysis.recognition.forms.signs import DIGITS, numbers_alike
from kodeverk.analysis.recognition.zones.outside import A_HEADING, Outside
from kodeverk.analysis.recognition.zones.talk import Talk

_COUNTED = re.compile(r"\W*(?:\d{3,5}\b|[^\W\d_]{3,}\W{1,3}\d{1,5}\b(?!:\d))")
"""A number of a list has fewer digits, and no word before it."""
_FEWEST = 3
_SELDOM = 0.3


def heads_of_excerpts(talk: Talk, lying_outside: Set[int]) -> list[int]:
    """Return what heads excerpts below labels: it counts on from a line above the first of them.

    `1201 (woman, nurse)` heads one excerpt there, `1204 (man, cook)` another. Where such a line is
    one of those `lying_outside`, what stands below it, above the next label, is not said either.
    What counts no further everywhere heads none: `[TAPE 1, A]`, `[TAPE 1, B]`.
    """
    text = talk.text
    begin = bisect_left(text.spoken, talk.heads[0].first)
    first = {_count(text.line(place)) for place in text.spoken[:begin]} - {("", 0)}
    between = (place for place in lying_outside if place > talk.heads[0].first)
    if not first or any(_count(text.line(place)) in first for place in between):
        return []
    numbers = {number for _, number in first}
    found: list[int] = []
    for _, places in talk.gaps:
        heads = [place for place in places if _counts_on(_count(text.line(place)), first)]
        below = [place for place in places if place not in lying_outside]
        if not heads or (heads[0] not in lying_outside and heads[0] != below[-1]):
            continue
        number = _count(text.line(heads[0]))[1]
        if number in numbers:
            return []
        numbers.add(number)
        found += [place for place in below if place >= heads[0]]
    return found


def headings_again(talk: Talk, lying_outside: Sequence[Outside]) -> list[int]:
    """Return the lines below labels that lie outside as headings elsewhere."""
    text = talk.text
    headings = {text.line(each.place).strip() for each in lying_outside if each.reason == A_HEADING}
    return [
        place
        for head, places in (talk.gaps if headings else ())
        for place in places[text.is_bare(head) :]
        if text.line(place).strip() in headings
    ]


def _counts_on(count: tuple[str, int], first: Set[tuple[str, int]]) -> bool:
    words, number = count
    return any(words == other and number > least for other, least in first)


def _count(line: str) -> tuple[str, int]:
    """Return what a line begins with up to a number, the number as if it were any, and it."""
    counted = _COUNTED.match(line)
    return (numbers_alike(counted[0]), int(DIGITS.findall(counted[0])[-1])) if counted else ("", 0)


def words_in_excerpts(talk: Talk, lying_outside: Set[int]) -> list[int]:
    """Return what stands below blank lines without a label, where these part excerpts.

    Turns of one excerpt stand right below each other; somebody else may begin another. On pages
    blank lines part what the pages end in.
    """
    text = talk.text
    if text.furniture:
        return []
    parted = sum(text.is_blank(head.first - 1) for head in talk.heads[1:])
    if not _FEWEST <= parted <= _SELDOM * len(talk.heads):
        return []
    said = (
        [place for place in places[text.is_bare(head) :] if place not in lying_outside]
        for head, places in talk.gaps
    )
    apart = [[*dropwhile(lambda place: not text.is_blank(place - 1), places)] for places in said]
    found = [places for places in apart if places]
    return [place for places in found for place in places] if len(found) >= _FEWEST else []
