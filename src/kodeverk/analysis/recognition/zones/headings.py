"""Lines that look like headings: by what marks them, or by their look alone."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise, takewhile
from typing import Literal

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.forms.fact_lines import is_fact_line
from kodeverk.analysis.recognition.forms.line_forms import (
    GOES_ON,
    MARKDOWN_HEADING,
    WORDS_OF_NOTES,
    WRAPPED,
    begins_as_heading,
    certain_form,
)
from kodeverk.analysis.recognition.forms.numbers import number_at
from kodeverk.analysis.recognition.forms.paragraph_forms import LISTED
from kodeverk.analysis.recognition.forms.signs import BULLET, COLONS, has_case, is_in_capitals
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.sentences import ENDS

ENTRIES = 3
"""So many short lines right below each other are a list."""
_LETTERS_OF_HEADING = 4
_SECTION = re.compile(
    r"(?:\d{1,2}\.){1,3}\d{1,2}\.?\s+\S|"
    r"(?:section|part|del|kapittel|kapitel|chapter|teil|abschnitt|theme|tema|thema|topic|avsnitt|"
    r"bolk|blokk|block|partie|parte|sección|seção|hoofdstuk|część|часть|раздел)\s+"
    r"(?:\d{1,2}|[ivx]{1,4}|[a-h])\b",
    re.IGNORECASE,
)
_WITHIN_SENTENCE = re.compile(r"[,;，、؛،?!。？！].")
_I = re.compile(r"I\b")
"""Whoever speaks English, in a capital wherever it stands."""
_SHORT = 4
_TAG = re.compile(r"<[^<>]*>")
_MARKED_BOLD = re.compile(r"\s*(?:\*\*|__)[^*_]+(?:\*\*|__)\s*")


def heading_form(
    text: SourceText, place: int, words: str, is_unlike: bool = False
) -> Literal["heading", "title"] | None:
    """Return that a line is a heading by its form, or one by its look alone.

    `is_unlike` tells that all else ends as sentences do, and that nothing goes on in this line.
    """
    if MARKDOWN_HEADING.match(words):
        return "heading"
    words = _TAG.sub("", words).strip()
    if words.endswith(GOES_ON):
        return None
    if BULLET.match(words) and any(
        BULLET.match(text.line(beside).lstrip())
        for beside in (place - 1, place + 1)
        if not text.is_blank(beside)
    ):
        return None
    paragraph = text.source.paragraphs[place]
    is_bold = paragraph.bold_to - paragraph.start >= len(text.line(place).rstrip())
    if (
        is_bold
        or _MARKED_BOLD.fullmatch(words) is not None
        or _SECTION.match(words) is not None
        or (
            is_in_capitals(words)
            and sum(map(str.isalpha, words)) >= _LETTERS_OF_HEADING
            and not _goes_on_in_capitals(text, place)
        )
    ):
        return "heading"
    return "title" if is_unlike and begins_as_heading(words) else None


def stands_alone(text: SourceText, place: int, above: int, begin: Collection[int]) -> bool:
    """Tell whether what stands `above` a paragraph has ended, and it goes on nowhere itself.

    It is no entry of a list; paragraphs with which turns `begin` are none.
    """
    # Nor does a heading stand last on a page.
    if text.goes_on(place) or text.ends_page(place):
        return False
    # The first of hard-wrapped lines is a long one.
    is_short = len(text.line(place)) < WRAPPED
    if above < place - 1:
        return is_short or text.is_blank(place + 1)
    # Right below words and above a blank line speech belongs to the words.
    is_of_words = text.is_blank(place + 1) and reads_as_said(text.line(place))
    may_be_title = is_short and not is_of_words and text.has_ended(above)
    return may_be_title and not _is_entry(text, place, begin)


def reads_as_said(line: str) -> bool:
    """Tell whether a line may break off a turn, as `So`, or be a sentence without its full stop.

    It goes on in small letters, or in a script without them, or has a sign within it that parts
    what is said.
    """
    line = line.strip()
    words = [word for word in line.split() if any(map(str.isalnum, word))][1:]
    small = sum(map(_is_small, words)) if has_case(line) else len(words)
    is_word = len(line) <= _SHORT and not line.isupper() and has_case(line)
    return is_word or 2 * small > len(words) > 1 or _WITHIN_SENTENCE.search(line) is not None


def _is_small(word: str) -> bool:
    return word[0].islower() or _I.match(word) is not None


def breaks_off(
    text: SourceText, gaps: Iterable[tuple[Head, Sequence[int]]], begin: Collection[int]
) -> bool:
    """Tell whether who speaks breaks off: a line without its stop is no heading for that.

    As many paragraphs lack it that are too long for a heading as lines above labels that only their
    look may make one, all of which read as said. `gaps` are heads with the paragraphs below each;
    with those that `begin` turns.
    """
    broken = titles = 0
    for head, places in gaps:
        if places[-1] == text.spoken[-1]:
            continue  # what ends the file may be told below the talk
        for above, place in pairwise([head.last, *places]):
            line = text.line(place).rstrip()
            if text.has_ended(place) or line.endswith(COLONS):
                continue
            is_last = place == places[-1]
            ends_wrapped = text.goes_on(place - 1) and not text.has_ended(place - 1)
            if len(line) > WRAPPED or ends_wrapped:
                broken += is_last or not text.goes_on(place)
            elif is_last and stands_alone(text, place, above, begin) and not _has_form(text, place):
                if not reads_as_said(line):
                    return False
                titles += 1
    return titles <= broken > 0


def _has_form(text: SourceText, place: int) -> bool:
    """Tell whether a line is what its own form says: counted, a rule, a time, a heading ..."""
    words = text.line(place).strip()
    return (
        number_at(text.source, place) is not None
        or certain_form(words) is not None
        or heading_form(text, place, words) is not None
    )


def leads_on(text: SourceText, place: int) -> bool:
    """Tell whether a line that only its look may make a heading leads to what stands below it.

    A colon stands behind several words, or above an entry of a list.
    """
    words = text.line(place).strip()
    if not words.endswith(COLONS) or place >= text.spoken[-1]:
        return False
    below = text.spoken[bisect_right(text.spoken, place)]
    is_list = (
        text.source.paragraphs[below].numbered
        or number_at(text.source, below) is not None
        or LISTED.match(text.line(below)) is not None
    )
    is_said = is_list or words.count(" ") > WORDS_OF_NOTES
    return is_said and heading_form(text, place, words) is None


def _is_entry(text: SourceText, place: int, begin: Collection[int]) -> bool:
    """Tell whether a short line is one of three or more right below each other: a list.

    None of them ends as a sentence does, or is a fact, or one with which turns `begin`.
    """

    def is_short(place: int) -> bool:
        return (
            not text.is_blank(place)
            and place not in begin
            and any(map(str.isalnum, text.line(place)))
            and len(text.line(place)) < WRAPPED
            and not text.line(place).rstrip().endswith((*ENDS, ":"))
            and not is_fact_line(text.line(place).strip())
        )

    above = takewhile(is_short, range(place - 1, place - ENTRIES, -1))
    below = takewhile(is_short, range(place + 1, place + ENTRIES))
    return 1 + len([*above]) + len([*below]) >= ENTRIES


def _goes_on_in_capitals(text: SourceText, place: int) -> bool:
    """Tell whether the line right above a paragraph ends in capitals, and goes on in it."""
    if not text.goes_on(place - 1) or text.has_ended(place - 1):
        return False
    *_, last = text.line(place - 1).split() or [""]
    return last.isupper()


def is_marked_or_counted(text: SourceText, place: int) -> bool:
    """Tell whether the format or a number says that a paragraph is a heading."""
    is_marked = text.source.paragraphs[place].heading or text.line(place).lstrip().startswith("#")
    return is_marked or number_at(text.source, place) is not None
