"""What lies outside for its look alone and may be said: headings, and long notes in brackets."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kodeverk.analysis.recognition.forms.fact_lines import tells_fact
from kodeverk.analysis.recognition.forms.labels import calls_itself_notes
from kodeverk.analysis.recognition.forms.signs import has_case, is_in_capitals
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.headings import reads_as_said
from kodeverk.analysis.recognition.zones.outside import (
    A_HEADING,
    A_NOTE,
    BY_ITS_LOOK,
    HEADINGS,
    Outside,
    places_in,
)
from kodeverk.model.text import count_words

_FEWEST_SENTENCES = 3
_OFTEN = 3
_TITLE_BETWEEN = (BY_ITS_LOOK, "interlude")
_HEADING_BETWEEN = (A_HEADING, "interlude")
_WORDS_OF_TITLE = 4
_SIGNS = 8
"""A title in letters that part no words has at most so many."""
_NUMBERED = re.compile(r"\s*([^\d.,;:!?]{0,30})(\d{1,3})\b")
_SHORT = 4
_WORDS_OF_SENTENCE = 6
_MANY_WORDS = 0.15


def possible_words(text: SourceText, outside: Sequence[Outside]) -> list[int]:
    """Return the headings between turns by their look alone that may be said.

    What comes back, or is counted, is a heading, and so are several that do not read as what
    somebody says; a title is one, but where headings have a form of their own.
    """
    titles = [each.place for each in outside if (each.reason, each.zone) == _TITLE_BETWEEN]
    if not titles or (
        len(titles) >= _OFTEN and not any(reads_as_said(text.line(place)) for place in titles)
    ):
        return []
    have_form = _have_form(outside)
    lines = Counter(text.line(place).strip("#*_ \t") for place in text.spoken)
    counted = {(number[1], int(number[2])) for number in map(_NUMBERED.match, lines) if number}
    asked: list[int] = []
    for place in titles:
        line = text.line(place).strip("#*_ \t")
        number = _NUMBERED.match(line)
        beside = {(number[1], int(number[2]) + step) for step in (-1, 1)} if number else set()
        comes_back = lines[line] > 1 or (number and number[1].strip() in lines)
        is_counted = comes_back or beside & counted
        is_of_words = text.is_blank(place + 1) and not text.is_blank(place - 1)
        is_unlike = have_form and not (is_in_capitals(line) or tells_fact(line))
        may_be_half = is_of_words or is_unlike or _may_be_half(text, place, outside)
        is_title = _is_title(line) and not may_be_half
        if not (is_title or (is_counted and len(line) > _SHORT)):
            asked.append(place)
    return asked


def possible_translation(text: SourceText, outside: Iterable[Outside]) -> list[int]:
    """Return the long notes in brackets that have too many of all words for what happened.

    Somebody may put in brackets what is said in another language.
    """
    notes = [each.place for each in outside if each.reason == A_NOTE]
    words = {place: count_words(text.line(place)) for place in notes}
    long = [place for place in notes if words[place] >= _WORDS_OF_SENTENCE]
    opened = sum(text.line(place).lstrip("*_ \t").startswith(("(", "[")) for place in long)
    if opened < _FEWEST_SENTENCES:
        return []
    many = _MANY_WORDS * count_words(text.source.text)
    return long if sum(map(words.__getitem__, long)) >= many else []


def possible_words_behind(
    text: SourceText, outside: Sequence[Outside]
) -> Iterator[tuple[int, int]]:
    """Yield where back matter begins with what may be said, with how many words lie outside then.

    It is a heading by its look alone that does not look as a title does, but for what calls itself
    notes; or one by its form that is a sentence with its stop.
    """
    back = [each for each in outside if each.zone == "back"]
    if not back or back[0].reason not in HEADINGS:
        return
    first = text.line(back[0].place)
    if back[0].reason != BY_ITS_LOOK and not (" " in first and text.has_ended(back[0].place)):
        return
    may_be_half = _have_form(outside) or _may_be_half(text, back[0].place, outside)
    is_title = _is_title(first) and not may_be_half
    if not calls_itself_notes(first) and not is_title:
        yield back[0].place, sum(count_words(text.line(each.place)) for each in back)


def _have_form(outside: Iterable[Outside]) -> bool:
    """Tell whether several headings between turns show by their form what they are."""
    return sum((each.reason, each.zone) == _HEADING_BETWEEN for each in outside) >= _OFTEN


def _is_title(line: str) -> bool:
    """Tell whether a line is so few words as most titles are, or a fact, and reads as no speech.

    Two words in a script without capitals read as speech as well.
    """
    if has_case(line):
        is_short = len(line.split()) <= _WORDS_OF_TITLE
    else:
        is_short = " " not in line and len(line) <= _SIGNS
    return (is_short and not reads_as_said(line)) or tells_fact(line)


def _may_be_half(text: SourceText, place: int, outside: Iterable[Outside]) -> bool:
    """Tell whether a line right below another may be half a sentence, as others in the file are.

    Its last word, of several, is in small letters.
    """
    _, *others = text.line(place).split()
    if not others or not others[-1][0].islower() or text.is_blank(place - 1):
        return False
    said = {*text.spoken} - places_in(outside)
    return any(not (text.has_ended(other) or text.goes_on(other)) for other in said)
