"""The numbers that count questions: `1.`, `1.2`, `2-`, `B.`, `Question 3:`, `### 4.`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from kodeverk.analysis.recognition.forms.labels import is_numbered_question
from kodeverk.analysis.recognition.forms.signs import COLONS, is_in_capitals
from kodeverk.model.source import Source

_LEAD = r"\s*(?:#{1,6}\s+)?[*_]{0,3}\(?"
_BEHIND = r"[*_]{0,3}\s*"
_NUMBER = re.compile(
    rf"{_LEAD}(?:(?P<word>[^\W\d_]{{1,14}}+)\.?\s?)?(?P<number>\d{{1,3}})"
    rf"(?:(?:\.(?P<part>\d{{1,2}}))[.):：]?(?=\s)|[.):：](?!\d)|(?P<dash>[-–—])(?!\d)"
    rf"|(?P<alone>)(?=[*_]*\s*$)){_BEHIND}"
)
_LETTER = re.compile(rf"{_LEAD}(?P<letter>[A-Z])[.)]{_BEHIND}(?=\s|$)")
_LETTERED = re.compile(r"\s*\(?(?P<letter>[A-Za-z])[.)]\s")
_FEWEST = 3
_ENTRY = re.compile(
    r"\s*(?:[-–—*+•·●○▪◦]|\(?(?:[1aAiI]|(?P<later>\d{1,2}|[^\W\d_]|[ivx]{2,4}))[.)])\s+\S"
)
"""An entry of a list, the first by its sign or number, or a later one."""
_COUNTED = re.compile(r"\s*\(?(\d{1,2})[.)]\s")


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
    if match["alone"] is not None and not is_numbered_question(f"{word} 1"):
        return None
    return Number(
        word, int(match["number"]), int(part) if part else None, match.end(), not match["dash"]
    )


def begins_entry(source: Source, place: int) -> bool:
    """Tell whether a paragraph begins as an entry of a list does."""
    return source.paragraphs[place].numbered or _ENTRY.match(source.line(place)) is not None


def led_lists(source: Source, places: Sequence[int]) -> Iterator[list[int]]:
    """Yield the entries of each list below a line with a colon, in order, among some paragraphs.

    They are two at least, with a sign or from the first number or letter on; blank lines may stand
    between them. Who leads on to a list says it, be its entries as short as headings. A number that
    does not follow the last, or is the only one and ends the list, is a heading's.
    """
    for number, place in enumerate(places[:-1], 1):
        if source.line(place).rstrip().endswith(COLONS):
            entries = _entries(source, places[number:])
            first = _ENTRY.match(source.line(entries[0])) if entries else None
            if len(entries) > 1 and (first is None or first["later"] is None):
                yield entries


def _entries(source: Source, places: Iterable[int]) -> list[int]:
    """Return the entries of the list that some paragraphs begin with."""
    entries: list[int] = []
    numbered: list[int] = []
    for place in takewhile(lambda place: begins_entry(source, place), places):
        number = _COUNTED.match(source.line(place))
        if number is not None:
            if int(number[1]) != len(numbered) + 1:
                break
            numbered.append(place)
        entries.append(place)
    is_only = len(numbered) == 1 and numbered == entries[-1:]
    return entries[:-1] if is_only else entries


def counted_on(source: Source, places: Sequence[int]) -> Iterator[int]:
    """Yield what goes on right below the first of some paragraphs as a word counts that one.

    `Part 1: …`, `Part 2: …`: whoever says the first lists the others.
    """
    first = number_at(source, places[0])
    for count, place in enumerate(places[1:] if first and first.word else (), 1):
        number = number_at(source, place)
        if not first or not number or number[:2] != (first.word, first.number + count):
            return
        yield place


def lettered_lists(source: Source, places: Iterable[int]) -> Iterator[list[int]]:
    """Yield the entries of each list by letters among some paragraphs: `A. Ropes.`, `B. Nets.`, …

    They stand right below each other, three at least, from A on.
    """
    entries: list[int] = []
    for place in places:
        letter = _LETTERED.match(source.line(place))
        number = ord(letter["letter"].lower()) - ord("a") if letter else None
        if number != len(entries):
            if len(entries) >= _FEWEST:
                yield entries
            entries = []
        if number == len(entries):
            entries.append(place)
    if len(entries) >= _FEWEST:
        yield entries


def lettered_parts(source: Source, spoken: Sequence[int], asks: Iterable[int]) -> list[int]:
    """Return the questions among `asks` that letters count from `a.` on, anew below each number.

    Three at least, and below each stands another paragraph. Where others in `spoken` have such a
    letter and ask nothing, all are choices.
    """
    asked = [place for place in asks if _LETTERED.match(source.line(place))]
    if len(asked) < _FEWEST:
        return []
    last = 0
    for place, below in pairwise([*spoken, len(source.paragraphs)]):
        letter = _LETTERED.match(source.line(place))
        if letter is None:
            last = 0 if number_at(source, place) else last
            continue
        number = ord(letter["letter"].lower()) - ord("a") + 1
        if number != last + 1 or place not in asked or below in {*asked, len(source.paragraphs)}:
            return []
        last = number
    return asked


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
    counts, each is one, for numbers are typed twice. `1.2` follows 1, and a typed 2 the first that
    the format numbers. What an answer lists is not counted, up to what asks, nor is the heading of
    a section: what alone is in capitals, and asks nothing, right above its first part: `1.1`.
    """
    spoken, asks = [*spoken], {*asks}
    listed = {
        place
        for entries in led_lists(source, spoken)
        for place in takewhile(lambda entry: entry not in asks, entries)
    }
    word = "" if lettered else counted_word(source)
    places: list[int] = []
    last, last_part = 0, 0
    for above, place in pairwise([-1, *spoken]):
        if place in listed:
            continue
        number = number_at(source, place, lettered=lettered)
        if number is not None and number.word != word:
            number = None
        if number is None:
            if source.paragraphs[place].numbered and not word and not lettered:
                places.append(place)
        elif number.part is not None:
            if number.number == last and number.part > last_part:
                is_first = number.part == 1 and places[-1:] == [above] and above not in asks
                in_capitals = [is_in_capitals(source.line(each)) for each in (above, place)]
                if is_first and in_capitals == [True, False]:
                    places.pop()
                places.append(place)
                last_part = number.part
        elif (
            word
            or number.number in (last + 1, len(places) + 1)
            or (place in asks and (number.is_plain or number.number == 1))
        ):
            places.append(place)
            last, last_part = number.number, 0
    return places
