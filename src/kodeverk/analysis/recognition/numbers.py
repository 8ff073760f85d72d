"""The numbers that count questions: `1.`, `1.2`, `2-`, `B.`, `Question 3:`, `### 4.`."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kodeverk.analysis.recognition.labels import is_numbered_question
from kodeverk.model.source import Source

_LEAD = r"\s*(?:#{1,6}\s+)?[*_]{0,3}\(?"
_BEHIND = r"[*_]{0,3}\s*"
_NUMBER = re.compile(
    rf"{_LEAD}(?:(?P<word>[^\W\d_]{{1,14}}+)\.?\s?)?(?P<number>\d{{1,3}})"
    rf"(?:(?:\.(?P<part>\d{{1,2}}))[.):：]?(?=\s)|[.):：](?!\d)|(?P<dash>[-–—])(?!\d)){_BEHIND}"
)
_LETTER = re.compile(rf"{_LEAD}(?P<letter>[A-Z])[.)]{_BEHIND}(?=\s|$)")
_FEWEST = 3


class Number(NamedTuple):
    """The number at the head of a line: the casefolded word before it, and where it ends.

    `part` is the second number of `1.2`. `is_plain` tells that a full stop, a bracket or a colon
    stands behind the number, as behind those that count nothing else.
    """

    word: str
    number: int
    part: int | None
    end: int
    is_plain: bool


def number_at(source: Source, place: int, *, lettered: bool = False) -> Number | None:
    """Return the number, or where they are `lettered` the letter, at the head of a paragraph."""
    start, end = source.paragraphs[place][:2]
    if lettered:
        letter = _LETTER.match(source.text, start, end)
        if letter is None:
            return None
        return Number("", ord(letter["letter"]) - ord("A") + 1, None, letter.end(), is_plain=False)
    match = _NUMBER.match(source.text, start, end)
    if match is None:
        return None
    word, part = (match["word"] or "").casefold(), match["part"]
    if word and part:
        return None
    return Number(
        word, int(match["number"]), int(part) if part else None, match.end(), not match["dash"]
    )


def counted_word(source: Source) -> str:
    """Return the word before numbers that count up through the file, casefolded; ``""``: none."""
    counted: dict[str, list[int]] = {}
    for place in range(len(source.paragraphs)):
        number = number_at(source, place)
        if number is not None and number.word:
            counted.setdefault(number.word, []).append(number.number)
    word = max(counted, key=lambda each: len(counted[each]), default="")
    may_begin_anew = is_numbered_question(f"{word} 1")
    return word if count_up(counted.get(word, []), may_begin_anew=may_begin_anew) else ""


def count_up(numbers: Sequence[int], *, may_begin_anew: bool = False) -> bool:
    """Tell whether three numbers or more rise, or stand twice; or begin anew with the first."""
    rising = all(
        one <= other or (may_begin_anew and other == numbers[0]) for one, other in pairwise(numbers)
    )
    return rising and len({*numbers}) >= _FEWEST


def counted_places(
    source: Source, spoken: Iterable[int], asks: Iterable[int], *, lettered: bool = False
) -> list[int]:
    """Return the paragraphs in `spoken` that are numbered in order, by their text or the format.

    Those among `asks` may have any number: one is left out, or a list begins anew. Where a word
    counts, each is one, for numbers are typed twice. `1.2` follows 1.
    """
    word = "" if lettered else counted_word(source)
    asking = {*asks}
    places: list[int] = []
    last, last_part = 0, 0
    for place in spoken:
        number = number_at(source, place, lettered=lettered)
        if number is not None and number.word != word:
            number = None
        if number is None:
            if source.paragraphs[place].numbered and not word and not lettered:
                places.append(place)
        elif number.part is not None:
            if number.number == last and number.part > last_part:
                places.append(place)
                last_part = number.part
        elif (
            word
            or number.number == last + 1
            or (place in asking and (number.is_plain or number.number == 1))
        ):
            places.append(place)
            last, last_part = number.number, 0
    return places
