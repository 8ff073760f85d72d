"""Where what one speaker is taken to say holds turns of others, whose labels were not seen."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise, takewhile

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.layouts import ANSWER, QUESTION
from kodeverk.analysis.recognition.conventions.questions import asks, asks_last
from kodeverk.analysis.recognition.decision.unnamed_questions import (
    counted_questions,
    first_line,
    form_of_words,
    names_who_asks,
)
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.numbers import number_at
from kodeverk.analysis.recognition.forms.paragraph_forms import LISTED, PLAIN, Form, form_of
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.outside import A_NOTE, HEADINGS, Outside
from kodeverk.analysis.recognition.zones.talk import ENOUGH_TURNS, Talk
from kodeverk.model.records import Role
from kodeverk.model.sentences import ENDS, sentences

_FEWEST_QUESTIONS = 3
_FEWEST_ENTRIES = 3
_SENTENCES_ASKED = 2
_NEARLY_ALL = 0.8
_MOSTLY = 0.6
_SELDOM = 0.1
_SOMETIMES = 0.2
_FEWEST_TURNS = 4
_FEWEST_PARAGRAPHS = 8
_FAR_LONGER = 4
_OF_TWO = re.compile(r"\s*[-–—]\s?[^\W\d_].*[^\w\s,]\s+[-–—]\s?[^\W\d_]|.*\s>>\s*\S")
_LONG = 1_500
"""So many characters has a turn that is asked about for its length alone."""


def possible_turns(talk: Talk, lying_outside: Set[int]) -> Iterator[int]:
    """Yield paragraphs below a head with which somebody else may begin to speak.

    The first of several questions that are answered below one and the same head, or of one, where
    turns mostly are one paragraph, or form alone tells who asks and it stands as the others do but
    for its form; the question between two turns of one person, where others take turns; the first
    of those that are counted, or end turns of those who ask nothing else;
    what stands below a question of who else has one paragraph a turn, where nobody else answers; or
    the second paragraph of a turn, but the last, that is far longer than all others; or where
    another interview may begin with who speaks in it.
    Of the paragraphs `lying_outside` none is looked at.
    """
    text, heads = talk.text, talk.heads
    below = [
        (head, [place for place in places if place not in lying_outside])
        for head, places in talk.gaps
    ]
    longer = sum(bool(places) for _, places in below)
    are_short = longer <= _SELDOM * len(heads)
    ends = {*_ends(text, heads)} if longer and are_short else set[Head]()
    by_form = _are_told_by_form(heads)
    # One is enough where turns are one paragraph and it stands by itself.
    fewest = 1 if are_short and by_form else _FEWEST_QUESTIONS
    plain: list[int] = []
    for head, places in below:
        said = places[text.is_bare(head) :]
        answered = [
            place
            for place, after in pairwise(said)
            if is_a_question(text, place) and not is_a_question(text, after)
        ]
        # With the answers they are most of what stands there from the first on.
        are_most = answered and 2 * len(answered) >= _MOSTLY * len(said[said.index(answered[0]) :])
        is_alone = bool(answered) and are_short and text.stands_apart(answered[0])
        if (is_alone or len(answered) >= fewest) and are_most:
            yield answered[0]
        elif by_form and head.label == ANSWER and (others := _plain(text, heads, answered)):
            plain.append(others[0])
        elif said and head in ends:
            yield said[0]
    if by_form:
        # Who answers may ask something in each answer: `Where was I?`
        few = len(plain) < _NEARLY_ALL * sum(head.label == ANSWER for head in heads)
        yield from plain if few else ()
        yield from _asking_on(text, heads, {head for head, places in below if places})
        yield from _choices(text, heads, dict(below))
    else:
        if sum(asks(text.line(place)) for _, places in below for place in places) > 1:
            yield from (counted_questions(text, heads) or _ending_turns(text, heads, below))[:1]
        yield from _below_questions(text, heads, below)
        yield from _between_own_turns(text, heads, below)
    yield from _in_their_form(text, heads, below)
    lengths = sorted(after.start - head.body for head, after in pairwise(heads))
    if len(lengths) > 2 and lengths[-1] > max(_LONG, _FAR_LONGER * lengths[-2]):
        for head, places in below:
            is_longest = head is not heads[-1] and len(places) >= _FEWEST_PARAGRAPHS
            if is_longest and _length(text, places) > _FAR_LONGER * lengths[-2]:
                yield places[text.is_bare(head)]


def _asking_on(text: SourceText, heads: Sequence[Head], going_on: Set[Head]) -> Iterator[int]:
    """Yield what is taken for an answer, and asks, below what does not: the question may go on.

    Only where the answer is `going_on`: who answers may ask back, and say no more. What is asked is
    one sentence or two; more are an answer's. Where questions have a form of their own, none goes
    on without it.
    """
    if form_of_questions(text, heads) is not None:
        return
    for question, answer in pairwise(heads):
        if question.label == QUESTION and answer.label == ANSWER and answer in going_on:
            above = text.spoken[bisect_left(text.spoken, answer.first) - 1]
            paragraph = text.source.paragraphs[answer.first]
            asked = sentences(text.source.text, paragraph.start, paragraph.end)
            is_short = len([*asked]) <= _SENTENCES_ASKED
            if is_short and not asks_last(text.line(above)) and is_a_question(text, answer.first):
                yield answer.first


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


def form_of_questions(text: SourceText, heads: Sequence[Head]) -> Form | None:
    """Return the form of nearly all questions and of hardly an answer; None where there is none."""
    asked = [head for head in heads if head.label == QUESTION and head.start == head.end]
    forms = Counter(form_of(text.source, head.first) for head in asked)
    if not forms:
        return None
    form, count = forms.most_common(1)[0]
    answers = [form_of(text.source, head.first) for head in heads if head.label == ANSWER]
    is_own = form != PLAIN and answers.count(form) <= _SELDOM * len(answers)
    return form if count >= _NEARLY_ALL * forms.total() and is_own else None


def _in_their_form(
    text: SourceText, heads: Sequence[Head], below: Sequence[tuple[Head, Sequence[int]]]
) -> Iterator[int]:
    """Yield what stands in answers in the form of questions, alone, with words in another below.

    `below` are the paragraphs below each head.
    """
    form = form_of_questions(text, heads)
    for head, places in below if form else ():
        forms = [form_of(text.source, place) == form for place in places]
        for number, place in enumerate(places[:-1]):
            is_alone = forms[max(0, number - 1) : number + 2].count(True) == 1
            if head.label == ANSWER and forms[number] and is_alone:
                yield place


def _plain(text: SourceText, heads: Sequence[Head], answered: Sequence[int]) -> list[int]:
    """Return what is `answered` and may be one of the questions that form tells, but for its form.

    It is one sentence, and stands below a blank line as the last of them does, or does not.
    """
    *_, asked = (head.first for head in heads if head.label == QUESTION)
    return [
        place
        for place in answered
        if text.stands_apart(place) == text.stands_apart(asked)
        and not any(sign in text.line(place).strip()[:-2] for sign in ENDS)
    ]


def _choices(
    text: SourceText, heads: Sequence[Head], below: Mapping[Head, Sequence[int]]
) -> Iterator[int]:
    """Yield the first entry of each list of several that begins an answer, and may be asked.

    Other words stand below it, or the question ends in a colon.
    """
    for asked, head in pairwise(heads):
        if head.label != ANSWER or LISTED.match(text.line(head.first)) is None:
            continue
        said = [head.first, *below.get(head, ())]
        entries = [*takewhile(lambda place: LISTED.match(text.line(place)), said)]
        opens_list = text.line(asked.first).rstrip(" *_").endswith(":")
        if len(entries) >= _FEWEST_ENTRIES and (opens_list or len(entries) < len(said)):
            yield head.first


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


def between_turns(talk: Talk, lying_outside: Sequence[Outside]) -> list[int]:
    """Return what stands alone without a label between turns, where nobody who has one asks.

    In an interview somebody does, and may say that. It may be taken for a heading by how it looks.
    Where all that asks without a label has a form of its own, nothing else is looked at.
    """
    if not talk.gaps:
        return []
    text, heads = talk.text, talk.heads
    forms = {form_of(text.source, head.first) for head in heads if not head.label}
    has_own_form = forms.isdisjoint(form_of_words(text, head) for head in heads if head.label)
    turns, asking = Counter[str](), Counter[str]()
    outside = {each.place: each.reason for each in lying_outside}
    below = dict(talk.gaps)
    alone: list[int] = []
    longer = 0
    for head in heads[:-1]:
        places = [place for place in below.get(head, ()) if place not in outside]
        turns[key_of(head.label)] += 1
        last = text.line(places[-1]) if places else text.said_in(head)
        asking[key_of(head.label)] += asks_last(last)
        said = [
            place
            for place in below.get(head, [])[text.is_bare(head) :]
            if only_a_time(text.line(place)) is None
            and (
                place not in outside
                or (outside[place] in HEADINGS and not _is_marked_heading(text, place))
            )
        ]
        if forms and has_own_form:
            said = [place for place in said if head.label and form_of(text.source, place) in forms]
        first = first_line(text, said[-1], said) if said else head.first
        begins = first > head.last + 1 or text.has_ended(head.last)
        # Right below a note who spoke above it goes on.
        begins = begins and (outside.get(first - 1) != A_NOTE or asks_last(text.line(first)))
        if first in said[:1] and begins and not text.line(first).lstrip()[0].islower():
            alone.append(first)
        else:
            longer += bool(said)
    del turns[""]  # who asks without a label
    ask = any(asking[key] >= _SOMETIMES * count for key, count in turns.items() if count > 1)
    enough = len(alone) >= max(
        _FEWEST_QUESTIONS, _SELDOM * len(heads), _MOSTLY * (len(alone) + longer)
    )
    return alone if enough and len(turns) > 1 and not ask else []


def asked_in_a_group(talk: Talk, roles: Mapping[str, Role], lying_outside: Set[int]) -> list[int]:
    """Return the questions that end turns of who answers, alone there, where another answers next.

    Somebody who has a label asks, and hardly any turn of the others goes on below its label
    otherwise: who asks is not named each time.
    """
    if not talk.gaps:
        return []
    text, heads = talk.text, talk.heads
    turns = Counter(head.label for head in heads if head.label)
    asking = Counter[str]()
    ending: list[tuple[Head, Head, list[int]]] = []
    below = dict(talk.gaps)
    for head, after in pairwise(heads):
        places = [place for place in below.get(head, ()) if place not in lying_outside]
        own = text.line(places[0]) if places and text.is_bare(head) else text.said_in(head)
        asking[head.label] += roles.get(head.label) == "interviewer" or asks_last(own)
        if said := places[text.is_bare(head) :]:
            ending.append((head, after, said))
    answering = {label for label, count in turns.items() if asking[label] < _MOSTLY * count}
    if not 1 < len(answering) < len(turns):
        return []
    ending = [each for each in ending if each[0].label in answering]
    found = [
        said[0]
        for head, after, said in ending
        if after.label in answering
        and first_line(text, said[-1], said) == said[0]
        and (said[0] > head.last + 1 or text.has_ended(head.last))
        and asks_last(text.line(said[-1]))
    ]
    return found if len(ending) - len(found) <= _SELDOM * len(heads) else []


def in_another_form(talk: Talk, lying_outside: Set[int]) -> list[int]:
    """Return the sentences that end turns in a form that hardly any words behind a label have.

    They are in italics, in capitals, behind a sign: nothing of that form stands elsewhere.
    """
    text, heads = talk.text, talk.heads
    all_of: Counter[Form] = Counter()
    ending: dict[Form, list[int]] = {}
    for head, places in talk.gaps:
        said = [place for place in places[text.is_bare(head) :] if place not in lying_outside]
        if head is heads[-1]:
            break
        forms = [form_of(text.source, place) for place in said]
        all_of.update(forms)
        if forms[-2:-1] != forms[-1:] != [] and _is_sentence(text, said[-1]):
            ending.setdefault(forms[-1], []).append(said[-1])
    own = Counter(form_of_words(text, head) for head in heads) if ending else Counter[Form]()
    return sorted(
        place
        for form, places in ending.items()
        for place in places
        if len(places) >= max(_FEWEST_QUESTIONS, _NEARLY_ALL * all_of[form])
        and own[form] <= _SELDOM * len(heads)
    )


def _is_sentence(text: SourceText, place: int) -> bool:
    """Tell whether several words end as what is said does."""
    return " " in text.line(place).strip() and text.has_ended(place)


def _is_marked_heading(text: SourceText, place: int) -> bool:
    """Tell whether the format or a number says that a paragraph is a heading."""
    is_marked = text.source.paragraphs[place].heading or text.line(place).lstrip().startswith("#")
    return is_marked or number_at(text.source, place) is not None


def below_heading(talk: Talk, lying_outside: Sequence[Outside]) -> list[int]:
    """Return what stands below a heading that nothing asks, taken for the answer above it.

    Where labels tell who speaks, below a heading that stands above the talk too, a summary of
    another interview, between two headings, a section without a label, or below each, what opens
    sections where hardly anything else has no label.
    """
    text, heads = talk.text, talk.heads
    headings = {place for place, _, reason in lying_outside if reason in HEADINGS}
    if not headings:
        return []
    by_form = _are_told_by_form(heads)
    front = set[str]()
    if not by_form:
        front = {text.line(place) for place in text.spoken if place < heads[0].first}
    outside = {place for place, _, _ in lying_outside}
    found: list[int] = []
    unlabelled = [
        places for head, places in talk.gaps if not outside.issuperset(places[text.is_bare(head) :])
    ]
    headed = sum(places[0] in headings for places in unlabelled)
    open_sections = headed > 1 and headed >= _NEARLY_ALL * len(unlabelled)
    for _, places in talk.gaps:
        among = [place for place in places if place in headings]
        begin = (
            among
            if by_form or open_sections
            else [place for place in among if text.line(place) in front]
        )
        first = min([*begin, *among[:-1]], default=None)
        until = len(text.source.paragraphs) if by_form or begin else among[-1] if among else 0
        found += [
            place
            for place in places
            if first is not None and first < place < until and place not in outside
        ]
    return found


def possible_end(text: SourceText, heads: Sequence[Head], lying_outside: Set[int]) -> list[int]:
    """Return where questions told by their form may end, and headings above notes begin.

    Nearly all above asks, and from there on nothing does; nor is it counted, or ends as a sentence,
    but below a heading: several, or one that ends in a colon or stands below what lies outside.
    """
    if not _are_told_by_form(heads):
        return []
    asked = [head.first for head in heads if head.label == QUESTION]
    asking = [asks(text.line(place)) for place in asked]
    last = len(asked) - asking[::-1].index(True) if True in asking else 0
    between = range(asked[last - 1], asked[last]) if 0 < last < len(asked) else ()
    if not any(_is_marked_heading(text, place) for place in lying_outside & {*between}):
        asking = [
            is_asked
            or text.line(place).rstrip(" *_").endswith(ENDS)
            or text.source.paragraphs[place].numbered
            or number_at(text.source, place) is not None
            for is_asked, place in zip(asking, asked, strict=True)
        ]
    behind = [*takewhile(lambda number: not asking[number], reversed(range(len(asked))))][::-1]
    if not behind or sum(asking) < max(_FEWEST_QUESTIONS, _NEARLY_ALL * behind[0]):
        return []
    first = asked[behind[0]]
    above = bisect_left(text.spoken, first) - 1
    is_below_heading = above >= 0 and text.spoken[above] in lying_outside
    is_heading = text.line(first).rstrip(" *_").endswith(":")
    return [first] if len(behind) > 1 or is_heading or is_below_heading else []


def _are_told_by_form(heads: Sequence[Head]) -> bool:
    """Tell whether questions and answers have no labels that say whose they are."""
    return {head.label for head in heads} == {QUESTION, ANSWER} and any(
        head.start == head.end for head in heads if head.label == ANSWER
    )


def is_a_question(text: SourceText, place: int) -> bool:
    """Tell whether a paragraph by itself asks: no sentence goes on in it from the one above."""
    may_begin = (
        not text.is_wrapped or text.stands_apart(place) or text.has_ended(place - 1)
    ) and not text.line(place).lstrip()[0].islower()
    line = text.line(place).strip()
    return may_begin and (line[0] == "¿" or asks_last(line))


def _length(text: SourceText, places: Sequence[int]) -> int:
    return sum(len(text.line(place)) for place in places)
