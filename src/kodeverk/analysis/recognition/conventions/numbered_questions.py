"""Questions that numbers tell, each with the lines that it runs over."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from kodeverk.analysis.recognition.conventions.asked import (
    LABELLED,
    MOST_LINES,
    Asked,
    asked_from,
    full_line,
    is_sentence,
    to_its_end,
    until_next,
)
from kodeverk.analysis.recognition.forms.numbers import counted_places, lettered_parts, number_at
from kodeverk.analysis.recognition.forms.paragraph_forms import is_bold
from kodeverk.analysis.recognition.forms.signs import asks, asks_last
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.model.source import Source

_NEARLY_ALL = 0.8


def numbered_questions(
    source: Source, spoken: Iterable[int], *, lettered: bool = False
) -> list[Asked]:
    """Return the paragraphs numbered in order, by their text or by the format.

    Below a number alone on its line stands what it counts.
    """
    spoken = [*spoken]
    asking = [place for place in spoken if asks(source.line(place))]
    places = counted_places(source, spoken, asking, lettered=lettered)
    if places and not lettered:
        below = [place for place in spoken if place > places[0]]
        parts = lettered_parts(source, below, (place for place in asking if place > places[0]))
        places = sorted({*places, *parts})
    # A number alone above one that counts is that of an interview.
    places = [place for place in places if _below_number(source, place) not in {*places} - {place}]
    begins = [_below_number(source, place) for place in places]
    to_blank = [
        _to_blank(source, place, until) if begin == place else None
        for begin, (place, until) in zip(begins, until_next(source, places), strict=True)
    ]
    if sum(last is not None for last in to_blank) < _NEARLY_ALL * len(places):
        to_blank = [None for _ in places]
    full = full_line(source)
    lasts = [
        to_its_end(source, begin, full) if last is None else last
        for begin, last in zip(begins, to_blank, strict=True)
    ]
    untils = [until for _, until in until_next(source, places)]
    lasts = _while_bold(source, places, _until_they_ask(source, lasts, untils, full), untils)
    return [asked_from(source, place, last) for place, last in zip(places, lasts, strict=True)]


def _until_they_ask(
    source: Source, lasts: Sequence[int], untils: Sequence[int], full: int
) -> list[int]:
    """Return the last paragraphs of questions, with the sentence right below that asks.

    Most that do not ask themselves have one, and something below it up to the paragraphs `untils`;
    then nearly all ask.
    """
    further = []
    for last, until in zip(lasts, untils, strict=True):
        below = last
        goes_on = below + 2 < until and LABELLED.match(source.line(below + 1)) is None
        if goes_on and not asks_last(source.line(last)):
            below = to_its_end(source, last + 1, full)
        is_asked = asks_last(source.line(below)) and below + 1 < until
        further.append(below if is_asked else last)
    going_on = sum(below > last for below, last in zip(further, lasts, strict=True))
    silent = sum(not asks_last(source.line(last)) for last in lasts)
    asking = len(lasts) - silent + going_on
    are_most = going_on > 1 and 2 * going_on >= silent and asking >= _NEARLY_ALL * len(lasts)
    return further if are_most else [*lasts]


def _while_bold(
    source: Source, places: Sequence[int], lasts: Sequence[int], untils: Sequence[int]
) -> list[int]:
    """Return the last paragraphs of questions, with the sentences right below in bold as they are.

    Nearly all questions are bold, and what answers them up to the paragraphs `untils` is not.
    """
    fewest = _NEARLY_ALL * len(places)
    if sum(is_bold(source, place) for place in places) < fewest:
        return [*lasts]
    further = []
    for last, until in zip(lasts, untils, strict=True):
        below = takewhile(lambda place: is_bold(source, place), range(last + 1, until))
        further.append(max(below, default=last))
    answers = [
        next((place for place in range(last + 1, until) if not source.is_blank(place)), None)
        for last, until in zip(further, untils, strict=True)
    ]
    are_told = [answer is not None and not is_bold(source, answer) for answer in answers]
    if sum(are_told) < fewest:
        return [*lasts]
    return [
        below
        if is_told and is_sentence(source, below) and not LABELLED.match(source.line(last + 1))
        else last
        for last, below, is_told in zip(lasts, further, are_told, strict=True)
    ]


def _below_number(source: Source, place: int) -> int:
    """Return the paragraph in which what is numbered begins: the next one with words, or this."""
    number = number_at(source, place)
    if number is None or source.text[number.end : source.paragraphs[place].end].strip():
        return place
    below = range(place + 1, min(place + 1 + MOST_LINES, len(source.paragraphs)))
    return next((other for other in below if not source.is_blank(other)), place)


def _to_blank(source: Source, place: int, until: int) -> int | None:
    """Return the last paragraph before a blank one, where words follow below it before `until`.

    A time alone is above what comes next.
    """
    blank = next((below for below in range(place, until) if source.is_blank(below)), None)
    if blank is None or all(_says_nothing(source, below) for below in range(blank, until)):
        return None
    return blank - 1


def _says_nothing(source: Source, place: int) -> bool:
    return source.is_blank(place) or only_a_time(source.line(place)) is not None
