"""Where questions are told by form alone: what may be asked too, or ends the interview."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise, takewhile

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.questions_and_answers import ANSWER, QUESTION
from kodeverk.analysis.recognition.decision.unnamed_questions import is_a_question
from kodeverk.analysis.recognition.forms.numbers import number_at
from kodeverk.analysis.recognition.forms.paragraph_forms import (
    LISTED,
    PLAIN,
    ParagraphForm,
    form_of,
)
from kodeverk.analysis.recognition.forms.signs import asks, asks_last
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.headings import is_marked_or_counted
from kodeverk.analysis.recognition.zones.outside import A_PAGE, HEADINGS, Outside
from kodeverk.analysis.recognition.zones.talk import Talk
from kodeverk.model.sentences import ENDS, sentences

_FEWEST_QUESTIONS = 3
_NEARLY_ALL = 0.8
_SELDOM = 0.1
_FEWEST_ENTRIES = 3
_SENTENCES_ASKED = 2
_QUOTED = re.compile(r"\w[^\w\n]*[“\"«„][^\n]*[?？؟][”\"»“]\W*$")


def asking_on(
    text: SourceText, heads: Sequence[Head], below: Mapping[Head, Sequence[int]]
) -> Iterator[int]:
    """Yield what is taken for an answer, and asks, below what does not: the question may go on.

    Only where the answer goes on, `below` its head: who answers may ask back, and say no more. What
    is asked is one sentence or two; more are an answer's. Where questions have a form of their own,
    none goes on without it, nor behind a blank line where the answer has none within.
    """
    if form_of_questions(text, heads) is not None:
        return
    for question, answer in pairwise(heads):
        goes_on = below.get(answer)
        if question.label == QUESTION and answer.label == ANSWER and goes_on:
            above = text.spoken[bisect_left(text.spoken, answer.first) - 1]
            paragraph = text.source.paragraphs[answer.first]
            asked = sentences(text.source.text, paragraph.start, paragraph.end)
            is_short = len([*asked]) <= _SENTENCES_ASKED
            is_parted = text.is_blank(answer.first - 1) and not text.is_blank(goes_on[0] - 1)
            may_go_on = is_short and not is_parted and not asks_last(text.line(above))
            if may_go_on and is_a_question(text, answer.first):
                yield answer.first


def form_of_questions(text: SourceText, heads: Sequence[Head]) -> ParagraphForm | None:
    """Return the form of nearly all questions and of hardly an answer; None where there is none."""
    asked = [head for head in heads if head.label == QUESTION and head.start == head.end]
    forms = Counter(form_of(text.source, head.first) for head in asked)
    if not forms:
        return None
    form, count = forms.most_common(1)[0]
    answers = [form_of(text.source, head.first) for head in heads if head.label == ANSWER]
    is_own = form != PLAIN and answers.count(form) <= _SELDOM * len(answers)
    return form if count >= _NEARLY_ALL * forms.total() and is_own else None


def in_their_form(
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


def in_plain_form(text: SourceText, heads: Sequence[Head], answered: Sequence[int]) -> list[int]:
    """Return what is `answered` and may be one of the questions that form tells, but for its form.

    It is one sentence, none that somebody tells of (`I thought: “Why?”`), and stands below a blank
    line as the last of them does, or does not.
    """
    *_, asked = (head.first for head in heads if head.label == QUESTION)
    return [
        place
        for place in answered
        if text.stands_apart(place) == text.stands_apart(asked)
        and not any(sign in text.line(place).strip()[:-2] for sign in ENDS)
        and _QUOTED.search(text.line(place)) is None
    ]


def choices(
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


def below_heading(talk: Talk, lying_outside: Sequence[Outside]) -> list[int]:
    """Return what stands below a heading that nothing asks, taken for the answer above it.

    Where labels tell who speaks, below a heading that stands above the talk too, a summary of
    another interview, between two headings, a section without a label, or below each, what opens
    sections where hardly anything else has no label; and below several behind the last label.
    """
    text, heads = talk.text, talk.heads
    headings = {
        place
        for place, _, reason in lying_outside
        if reason in HEADINGS or (reason == A_PAGE and _is_title(text.line(place)))
    }
    if not headings:
        return []
    by_form = are_told_by_form(heads)
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
    for head, places in talk.gaps:
        among = [place for place in places if place in headings]
        ends_talk = head is heads[-1] and len(among) > 1
        begin = (
            among
            if by_form or open_sections or ends_talk
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


def _is_title(line: str) -> bool:
    """Tell whether a line below a page's number has words alone, as the foot of a page seldom."""
    return not any(map(str.isdigit, line)) and any(map(str.isalpha, line))


def possible_end(text: SourceText, heads: Sequence[Head], lying_outside: Set[int]) -> list[int]:
    """Return where questions told by their form may end, and headings above notes begin.

    Nearly all above asks, and from there on nothing does; nor is it counted, or ends as a sentence,
    but below a heading: several, or one that ends in a colon or stands below what lies outside.
    """
    if not are_told_by_form(heads):
        return []
    asked = [head.first for head in heads if head.label == QUESTION]
    asking = [asks(text.line(place)) for place in asked]
    last = len(asked) - asking[::-1].index(True) if True in asking else 0
    between = range(asked[last - 1], asked[last]) if 0 < last < len(asked) else ()
    if not any(is_marked_or_counted(text, place) for place in lying_outside & {*between}):
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


def are_told_by_form(heads: Sequence[Head]) -> bool:
    """Tell whether questions and answers have no labels that say whose they are."""
    return {head.label for head in heads} == {QUESTION, ANSWER} and any(
        head.start == head.end for head in heads if head.label == ANSWER
    )
