"""Where what one speaker is taken to say holds turns of others, whose labels were not seen."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.questions_and_answers import ANSWER, QUESTION
from kodeverk.analysis.recognition.decision.unnamed_questions import (
    counted_questions,
    first_line,
    is_a_question,
    names_who_asks,
)
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.numbers import number_at
from kodeverk.analysis.recognition.forms.signs import asks, asks_last
from kodeverk.analysis.recognition.nets.questions_by_form import (
    are_told_by_form,
    asking_on,
    choices,
    in_plain_form,
    in_their_form,
)
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.talk import ENOUGH_TURNS, Talk

_FEWEST_QUESTIONS = 3
_NEARLY_ALL = 0.8
_MOSTLY = 0.6
_SELDOM = 0.1
_FEWEST_TURNS = 4
_FEWEST_PARAGRAPHS = 8
_FAR_LONGER = 4
_OF_TWO = re.compile(r"\s*[-–—]\s?[^\W\d_].*[^\w\s,]\s+[-–—]\s?[^\W\d_]|.*\s>>\s*\S")
_LONG = 1_500
"""So many characters has a turn that is asked about for its length alone."""


def possible_turns(talk: Talk, lying_outside: Set[int]) -> Iterator[int]:
    """Yield paragraphs below a head with which somebody else may begin to speak.

    The first of the questions that are answered there, what may be asked or answered otherwise, the
    first paragraph where another interview may begin with who speaks in it, and the second of a
    turn that is far longer than all others. Of the paragraphs `lying_outside` none is looked at.
    """
    text, heads = talk.text, talk.heads
    below = [
        (head, [place for place in places if place not in lying_outside])
        for head, places in talk.gaps
    ]
    longer = sum(bool(places) for _, places in below)
    are_short = longer <= _SELDOM * len(heads)
    ends = {*_ends(text, heads)} if longer and are_short else set[Head]()
    by_form = are_told_by_form(heads)
    # One is enough where turns are one paragraph and form tells who asks.
    fewest = 1 if are_short and by_form else _FEWEST_QUESTIONS
    plain: list[int] = []
    for head, places in below:
        said = places[text.is_bare(head) :]
        answered = _answered(text, said)
        is_alone = bool(answered) and are_short and text.stands_apart(answered[0])
        if _are_most(said, answered) and (is_alone or len(answered) >= fewest):
            yield answered[0]
        elif by_form and head.label == ANSWER and (others := in_plain_form(text, heads, answered)):
            plain.append(others[0])
        elif said and head in ends:
            yield said[0]
    if by_form:
        # Who answers may ask something in each answer: `Where was I?`
        few = len(plain) < _NEARLY_ALL * sum(head.label == ANSWER for head in heads)
        yield from plain if few else ()
        by_head = dict(below)
        yield from asking_on(text, heads, by_head)
        yield from choices(text, heads, by_head)
    else:
        if sum(asks(text.line(place)) for _, places in below for place in places) > 1:
            yield from (counted_questions(text, heads) or _ending_turns(text, heads, below))[:1]
        yield from _below_questions(text, heads, below)
        yield from _between_own_turns(text, heads, below)
    yield from in_their_form(text, heads, below)
    yield from _far_longer(text, heads, below)


def _answered(text: SourceText, said: Sequence[int]) -> list[int]:
    """Return the questions with anything else below them in what is said below one head."""
    return [
        place
        for place, after in pairwise(said)
        if is_a_question(text, place) and not is_a_question(text, after)
    ]


def _are_most(said: Sequence[int], answered: Sequence[int]) -> bool:
    """Tell whether questions with their answers are most of what is said from the first on."""
    return bool(answered) and 2 * len(answered) >= _MOSTLY * len(said[said.index(answered[0]) :])


def _far_longer(
    text: SourceText, heads: Sequence[Head], below: Iterable[tuple[Head, Sequence[int]]]
) -> Iterator[int]:
    """Yield the second paragraph of a turn, but the last, that is far longer than all others."""
    lengths = sorted(after.start - head.body for head, after in pairwise(heads))
    if len(lengths) < 3 or lengths[-1] <= max(_LONG, _FAR_LONGER * lengths[-2]):
        return
    for head, places in below:
        is_longer = sum(len(text.line(place)) for place in places) > _FAR_LONGER * lengths[-2]
        if is_longer and head is not heads[-1] and len(places) >= _FEWEST_PARAGRAPHS:
            yield places[text.is_bare(head)]


def _between_own_turns(
    text: SourceText, heads: Sequence[Head], below: Iterable[tuple[Head, Sequence[int]]]
) -> Iterator[int]:
    """Yield the questions between two turns of one person, where others take turns.

    Or whatever stands there, where each other turn is one paragraph.
    """
    twice = {head for head, after in pairwise(heads) if head.label == after.label != ""}
    if len(twice) > max(1, _SELDOM * len(heads)):
        return
    longer = [(head, said) for head, places in below if (said := places[text.is_bare(head) :])]
    are_alone = len(heads) >= ENOUGH_TURNS and len(twice) == len(longer)
    are_alone = are_alone and all(head in twice and len(said) == 1 for head, said in longer)
    for head, said in longer:
        if head in twice and (are_alone or is_a_question(text, said[-1])):
            yield said[-1]


def cues_of_two(text: SourceText, heads: Iterable[Head]) -> Iterator[int]:
    """Yield the cues of one speaker in which another speaks too, behind a sign: `- Yes? - No.`"""
    for head in heads:
        end = text.source.paragraphs[head.last].end
        if head.label and _OF_TWO.match(text.source.text, head.body, end):
            yield head.last


def _ending_turns(
    text: SourceText, heads: Sequence[Head], below: Sequence[tuple[Head, Sequence[int]]]
) -> list[int]:
    """Return the questions that stand last in turns, above another of the same speaker.

    Or above anybody's, where nobody is an interviewer or asks otherwise. `below` are the paragraphs
    below each head.
    """
    following = dict(pairwise(heads))
    do_ask = names_who_asks(heads) or any(asks(text.said_in(head)) for head in heads)
    last: list[tuple[int, bool, bool]] = []
    for head, places in below:
        said = places[text.is_bare(head) :]
        if said and head in following:
            first = first_line(text, said[-1], said)
            is_same = key_of(following[head].label) == key_of(head.label) != ""
            last.append((first, asks_last(text.line(said[-1])), is_same))
            goes_on = text.goes_on(first - 1) and not text.has_ended(first - 1)
            do_ask = do_ask or (first == said[0] and goes_on)
        do_ask = do_ask or (text.is_bare(head) and any(asks(text.line(at)) for at in places[:1]))
    possible = [(first, is_asked) for first, is_asked, is_same in last if is_same or not do_ask]
    asked = [first for first, is_asked in possible if is_asked]
    return asked if len(asked) >= max(_FEWEST_QUESTIONS, len(possible) / 2) else []


def _ends(text: SourceText, heads: Sequence[Head]) -> Iterator[Head]:
    """Yield the heads of turns behind which another interview may begin.

    Questions are counted from 1 there, or of two who have spoken one speaks on: who asks.
    """
    last = {head.label: number for number, head in enumerate(heads)}
    first = {head.label: number for number, head in reversed([*enumerate(heads)])}
    for number in range(_FEWEST_TURNS, len(heads) - _FEWEST_TURNS):
        before = heads[number - 1]
        head = heads[number]
        counted = number_at(text.source, head.first)
        # The number in a speaker's label counts no questions.
        is_of_label = counted and head.label in text.source.text[head.start : counted.end]
        is_of_label = is_of_label and head.label != QUESTION
        if counted and counted.number == 1 and counted.part is None and not is_of_label:
            yield before
        elif last[before.label] == number - 1:
            goes_on = [last[label] >= number for label in first if first[label] < number]
            if len(goes_on) == 2 and any(goes_on):
                yield before


def _below_questions(
    text: SourceText, heads: Sequence[Head], below: Sequence[tuple[Head, Sequence[int]]]
) -> Iterator[int]:
    """Yield what stands below a question that nobody else answers: its asker, or nobody, is next.

    Nearly all other turns of the asker have one paragraph, and so many as stand there somebody's
    have. `below` are the paragraphs below each head.
    """
    if not below or len({key_of(head.label) for head in heads}) == 1:
        return
    said = [(head, places[text.is_bare(head) :]) for head, places in below]
    following = dict(pairwise(heads))
    turns = Counter(key_of(head.label) for head in heads)
    longer: Counter[str] = Counter()
    alone: list[tuple[str, Sequence[int]]] = []
    for head, goes_on in said:
        key, after = key_of(head.label), following.get(head)
        if goes_on and (after is None or key_of(after.label) == key):
            alone.append((key, goes_on))
        elif goes_on:
            longer[key] += 1
    # One paragraph more than any other turn has, be it the longest itself.
    most = 1 + sorted([0, 0, *(len(goes_on) for _, goes_on in said)])[-2]
    for key, goes_on in alone:
        is_short = turns[key] > _FEWEST_QUESTIONS and longer[key] <= _SELDOM * turns[key]
        if is_short and len(goes_on) <= most and not asks_last(text.line(goes_on[-1])):
            above = text.spoken[bisect_left(text.spoken, goes_on[0]) - 1]
            if asks(text.line(above)):
                yield goes_on[0]
