"""What may be questions where nobody is named: told by a number, bold, a heading, or their look."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.asked import (
    LABELLED,
    Asked,
    asked_from,
    has_ended,
    is_alone,
    is_sentence,
)
from kodeverk.analysis.recognition.conventions.marked_questions import (
    alike_questions,
    bold_questions,
    with_headings,
)
from kodeverk.analysis.recognition.conventions.numbered_questions import numbered_questions
from kodeverk.analysis.recognition.forms.paragraph_forms import (
    PLAIN,
    ParagraphForm,
    form_of,
    is_marked_heading,
)
from kodeverk.analysis.recognition.forms.signs import asks_last
from kodeverk.model.source import Source

_ASKED_CELL = re.compile(r"(?:\s*\d{1,3}[.):]?\t)?(?P<asked>[^\t]*[^\s\t][^\t]*)\t(?P<answer>.*)")
_FEWEST_QUESTIONS = 3
_NEARLY_ALL = 0.8
_BY_TURNS, _FEWEST_TURNS = 0.9, 4


def told_questions(source: Source, spoken: Sequence[int]) -> Iterator[list[Asked]]:
    """Yield what may be all questions: what is numbered, in bold, lettered, or looks alike."""
    numbered = numbered_questions(source, spoken)
    yield _asked_twice(source, spoken, with_headings(source, spoken, numbered))
    yield _asked_twice(source, spoken, bold_questions(source, spoken))
    yield _in_rows(source, spoken)
    yield numbered_questions(source, spoken, lettered=True)
    # Who answers may ask something in passing, and looks alike too.
    yield from sorted(
        alike_questions(source, spoken), key=lambda asked: -_share_asking(source, asked)
    )


def asked_by_turns(source: Source, spoken: Sequence[int]) -> list[Asked]:
    """Return every other paragraph from the first question on, where nearly all these alone ask.

    Where labels stand before what is said somebody is named.
    """
    asking = [asks_last(source.line(place)) for place in spoken]
    first = asking.index(True) if True in asking else len(asking)
    turns, asking = spoken[first:], asking[first:]
    few = (1 - _BY_TURNS) * len(turns[::2])
    are_told = (
        len(turns) >= 2 * _FEWEST_TURNS
        and asking[::2].count(False) + asking[1::2].count(True) <= few
        and sum(LABELLED.match(source.line(place)) is not None for place in turns) <= few
    )
    return [asked_from(source, place, place) for place in turns[::2]] if are_told else []


def _asked_twice(source: Source, spoken: Sequence[int], asked: list[Asked]) -> list[Asked]:
    """Return the questions with what asks right below each, where nearly all are asked twice.

    They are asked in two languages, whether the other one is marked as a question too or not.
    """
    below = dict(pairwise(spoken))
    twice: list[Asked] = []
    further: set[int] = set()
    for each in asked:
        second = below.get(each.last, each.last)
        answer = below.get(second, second)
        asking = [asks_last(source.line(place)) for place in (each.last, second, answer)]
        if each.place not in further and asking == [True, True, False]:
            further.add(second)
            twice.append(asked_from(source, each.place, second))
    first = sum(each.place not in further for each in asked)
    are_most = len(twice) >= max(_FEWEST_QUESTIONS, _NEARLY_ALL * first)
    return twice if are_most else asked


def _share_asking(source: Source, asked: Sequence[Asked]) -> float:
    return sum(asks_last(source.line(each.last)) for each in asked) / max(1, len(asked))


def told_sentences(source: Source, spoken: Sequence[int]) -> Iterator[list[Asked]]:
    """Yield the bold sentences alone in their paragraphs, the numbered ones, and those of a form.

    Nearly all that has another form ends as sentences do: no headings, but for those that ask.
    """
    yield [
        asked_from(source, place, place)
        for place in spoken
        if is_marked_heading(source, place) and asks_last(source.line(place))
    ]
    for asked in (bold_questions(source, spoken), numbered_questions(source, spoken)):
        yield [
            each
            for each in asked
            if is_alone(source, each)
            and is_sentence(source, each.last)
            and not is_marked_heading(source, each.place)
        ]
    forms: dict[ParagraphForm, list[int]] = {}
    for place in spoken:
        forms.setdefault(form_of(source, place), []).append(place)
    forms.pop(PLAIN, None)
    for places in forms.values():
        if sum(is_sentence(source, place) for place in places) >= _NEARLY_ALL * len(places):
            yield [asked_from(source, place, place) for place in places]


def _in_rows(source: Source, spoken: Iterable[int]) -> list[Asked]:
    """Return the sentences in the first cells of the rows of tables that have more cells."""
    rows = (of_cell(source, Asked(place, place, 0)) for place in spoken)
    return [
        each for each in rows if has_ended(source, source.paragraphs[each.place].start, each.end)
    ]


def of_cell(source: Source, asked: Asked) -> Asked:
    """Return what is asked: in a row of a table its first cell, where other cells have words.

    A cell before it may count the rows.
    """
    paragraph = source.paragraphs[asked.place]
    cells = _ASKED_CELL.match(source.line(asked.place)) if paragraph.row else None
    if cells is None or not cells["answer"].strip():
        return asked
    return Asked(asked.place, asked.place, paragraph.start + cells.end("asked"))


def behind_counting_cell(source: Source, place: int) -> int:
    """Return where a paragraph begins to ask: in a row behind the cell that counts the rows."""
    start = source.paragraphs[place].start
    cells = _ASKED_CELL.match(source.line(place)) if source.paragraphs[place].row else None
    return start + cells.start("asked") if cells else start
