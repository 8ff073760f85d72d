"""Which paragraphs a text has without its pages: a line goes on over the end of a page.

What was printed on a page and the blank lines around it may part a label from its words, a sentence
in two, or a question.
"""

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from kodeverk.analysis.recognition.forms.numbers import number_at
from kodeverk.analysis.recognition.forms.signs import SENTENCE_ENDS
from kodeverk.model.source import Source

_ENDS = (*SENTENCE_ENDS, "–", "—", "-", "#")
_AROUND = 2
_FEWEST_QUESTIONS = 3
_NEARLY_ALL = 0.9


class _Block(NamedTuple):
    """Lines without a blank one: the first and the last, and whether they stand below a page."""

    place: int
    last: int
    is_below_page: bool


def unpaged(source: Source, furniture: Collection[int]) -> list[int]:
    """Return the numbers of the paragraphs that stay when `furniture` goes, in order.

    Of the blank ones around furniture one stays, where the line above has ended, or there are more
    than one on either side; none where a question goes on.
    """
    going_on = {*_rest_of_questions(source, furniture)}
    kept: list[int] = []
    blank: list[int] = []
    above = ""
    is_page = False
    for place, paragraph in enumerate(source.paragraphs):
        is_page = is_page or place in furniture or paragraph.begins_page
        if place in furniture:
            continue
        line = source.text[paragraph.start : paragraph.end].strip()
        if not line:
            blank.append(place)
            continue
        if not is_page:
            kept += blank
        elif (
            place not in going_on
            and (above.endswith(_ENDS) or len(blank) > _AROUND)
            and not line[0].islower()
        ):
            kept += blank[:1]
        kept.append(place)
        blank, above, is_page = [], line, False
    return kept + blank


def _rest_of_questions(source: Source, furniture: Collection[int]) -> Iterator[int]:
    """Yield where a counted question goes on below the end of a page.

    A blank line stands between each question and its answer, and none within the answer: of two
    blocks below a question, the first of them below a page, that is the question's. The other one
    ends as a sentence does, and is no heading.
    """
    blocks = [*_blocks(source, furniture)]
    counted = [at for at, block in enumerate(blocks) if number_at(source, block.place)]
    answers = [blocks[at + 1 : until] for at, until in pairwise(counted)]
    whole = [answer for answer in answers if not any(block.is_below_page for block in answer)]
    single = sum(len(answer) == 1 for answer in whole)
    if len(whole) < _FEWEST_QUESTIONS or single < _NEARLY_ALL * len(whole):
        return
    for answer in answers:
        are_below_pages = [block.is_below_page for block in answer]
        if are_below_pages == [True, False] and _has_ended(source, answer[1].last):
            yield answer[0].place


def _has_ended(source: Source, place: int) -> bool:
    return source.line(place).rstrip().endswith(SENTENCE_ENDS)


def _blocks(source: Source, furniture: Collection[int]) -> Iterator[_Block]:
    first: int | None = None
    is_below_page = True
    for place in range(len(source.paragraphs) + 1):
        is_line = place < len(source.paragraphs) and place not in furniture
        if is_line and source.line(place).strip():
            first = place if first is None else first
        elif first is not None:
            yield _Block(first, place - 1, is_below_page)
            first, is_below_page = None, False
        is_below_page = is_below_page or place in furniture
