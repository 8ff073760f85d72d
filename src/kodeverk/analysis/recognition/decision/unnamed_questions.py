"""Questions that stand without a label above those who have one: nobody is said to ask them.

Their form tells them: bold, a heading, italics, numbers that count them, or that they stand apart.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from kodeverk.analysis.recognition.conventions.heads import Head, places_of
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.notes import is_not_said
from kodeverk.analysis.recognition.forms.numbers import Number, counted_places, number_at
from kodeverk.analysis.recognition.forms.paragraph_forms import ParagraphForm, form_of
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.forms.signs import SENTENCE_ENDS, asks, asks_last, is_in_capitals
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.analysis.recognition.text.source_text import SourceText

_FEWEST = 3
_NEARLY_ALL = 0.8
_HALF = 0.5
_SELDOM = 0.1
_MARKED_HEADING = re.compile(r"\s*#{1,6}\s+\S")
_MARKED_ITALIC = re.compile(r"\s*(?P<mark>[*_])(?![*_\s]).*[^*_\s](?P=mark)\s*")


def unnamed_questions(text: SourceText, heads: Sequence[Head]) -> list[int]:
    """Return the paragraphs with which somebody without a label asks those who have one."""
    unnamed = _unnamed(text, heads)
    if not unnamed:
        return []
    ways = (_bold, _in_capitals, _counted, _marked, _above_answers)
    found = {place for way in ways for place in way(text, heads, unnamed)}
    found = found or {*_apart(text, heads, unnamed)}
    found.update(_alike(text, heads, unnamed, found))
    # In capitals several lines below each other are one utterance.
    goes_on = {place for place in found if place - 1 in found and is_in_capitals(text.line(place))}
    return sorted(found - goes_on)


def question_above(text: SourceText, heads: Sequence[Head]) -> list[int]:
    """Return the question above the first label, which is asked as those below it are."""
    above = [place for place in text.spoken if place < heads[0].first]
    return [first_line(text, place, above) for place in above[-1:] if asks(text.line(place))]


def first_line(text: SourceText, place: int, possible: Collection[int]) -> int:
    """Return the first of the lines, among those that are `possible`, that go on up to a place."""
    while place - 1 in possible and text.goes_on(place - 1) and not text.has_ended(place - 1):
        place -= 1
    return place


def _unnamed(text: SourceText, heads: Sequence[Head]) -> list[int]:
    """Return the paragraphs with words that no label stands in, nor right above as it mostly does.

    An answer that is left out has its label alone on the line as well.
    """
    named = places_of(heads)
    if named.issuperset(text.spoken):
        return []
    counts = Counter(key_of(head.label) for head in heads)
    bare = [head for head in heads if text.is_bare(head)]
    alone = Counter(key_of(head.label) for head in bare)
    named |= {
        head.last + 1
        for head in bare
        if alone[key_of(head.label)] >= _NEARLY_ALL * counts[key_of(head.label)]
    }
    return [
        place
        for place in text.spoken
        if place not in named and any(map(str.isalnum, text.line(place)))
    ]


def _alike(
    text: SourceText, heads: Sequence[Head], unnamed: Sequence[int], found: Collection[int]
) -> list[int]:
    """Return what is between labels in the form of nearly all that is `found`, in capitals perhaps.

    Hardly any label has words in that form: whoever asks says that too, without a question mark.
    """
    forms = Counter(form_of(text.source, place) for place in found)
    if len(found) < _FEWEST:
        return []
    form, count = forms.most_common(1)[0]
    own = sum(form_of_words(text, head) == form for head in heads)
    if count < _NEARLY_ALL * len(found) or own > _SELDOM * len(heads):
        return []
    # What is bold and ends as no sentence does is a heading.
    may_be_heading = form.bold == "all" or bool(form.marks)
    alike = [
        place
        for place in unnamed
        if form_of(text.source, place) == form
        and (not may_be_heading or text.line(place).rstrip(" *_").endswith(SENTENCE_ENDS))
    ]
    opening = {place for place in _answered(text, heads, alike) if text.has_ended(place)}
    first, last = heads[0].first, heads[-1].first
    return [place for place in alike if first < place < last or place in opening]


def form_of_words(text: SourceText, head: Head) -> ParagraphForm:
    """Return the form of what stands behind a label, or first below one alone on its line."""
    if text.is_bare(head):
        below = bisect_right(text.spoken, head.last)
        return form_of(text.source, text.spoken[min(below, len(text.spoken) - 1)])
    form = form_of(text.source, head.last)
    said = text.said_in(head).rstrip()
    return form._replace(
        marks=form.marks if said.endswith(form.marks) else "",
        bold=form.bold if form.bold == "all" else "",
        in_capitals=is_in_capitals(said),
        sign="",
    )


def _answered(text: SourceText, heads: Sequence[Head], asked: Collection[int]) -> list[int]:
    """Return which of what is `asked` stands right above a label, but for times and notes."""
    begin = {head.first for head in heads}
    return [place for place in sorted(asked) if _said_below(text, place) in begin]


def _said_below(text: SourceText, place: int) -> int | None:
    """Return the next paragraph that is said, no time and no note; None behind the last."""
    below = (
        text.spoken[number] for number in range(bisect_right(text.spoken, place), len(text.spoken))
    )
    said = (
        after
        for after in below
        if only_a_time(line := text.line(after)) is None
        and not is_not_said(line)
        and any(map(str.isalnum, line))
    )
    return next(said, None)


def _bold(text: SourceText, heads: Sequence[Head], unnamed: Sequence[int]) -> list[int]:
    """Return the bold sentences among labels whose own words are not bold."""
    if any(head.bold and _speaks_in_bold(text, head) for head in heads):
        return []
    asked = [place for place in unnamed if _is_bold_sentence(text, place)]
    return asked if len(_answered(text, heads, {*asked})) >= _FEWEST else []


def _in_capitals(text: SourceText, heads: Sequence[Head], unnamed: Sequence[int]) -> list[int]:
    """Return the lines in capitals that ask, where hardly anything behind a label is in them."""
    written = [place for place in unnamed if is_in_capitals(text.line(place))]
    asked = [place for place in written if asks(text.line(place))]
    answered = len(_answered(text, heads, written))
    if names_who_asks(heads) or min(len(asked), answered) < _FEWEST:
        return []
    own = sum(is_in_capitals(text.said_in(head)) for head in heads)
    return asked if own <= _SELDOM * len(heads) else []


def _speaks_in_bold(text: SourceText, head: Head) -> bool:
    """Tell whether all that stands behind a label, or right below one alone, is bold."""
    return _is_bold_sentence(text, head.last + text.is_bare(head))


def _is_bold_sentence(text: SourceText, place: int) -> bool:
    if text.is_blank(place):
        return False
    paragraph = text.source.paragraphs[place]
    words = text.line(place).strip()
    is_bold = paragraph.bold_to >= paragraph.start + len(text.line(place).rstrip())
    is_marked = any(words.startswith(mark) and words.endswith(mark) for mark in ("**", "__"))
    return (is_bold or is_marked) and words.rstrip("*_").endswith(SENTENCE_ENDS)


def _marked(text: SourceText, heads: Sequence[Head], unnamed: Sequence[int]) -> list[int]:
    """Return the headings, and what is in italics, where nearly all of it asks those below it."""
    if names_who_asks(heads):
        return []
    between = [
        place for place in unnamed if place < heads[-1].first and _is_heading_or_italic(text, place)
    ]
    asked = [place for place in between if asks(text.line(place))]
    behind = sum(place > heads[0].first for place in between)
    answered = len(_answered(text, heads, {*asked}))
    return asked if answered >= max(_FEWEST, _NEARLY_ALL * behind) else []


def _is_heading_or_italic(text: SourceText, place: int) -> bool:
    line = text.line(place)
    is_italic = text.source.format == "md" and _MARKED_ITALIC.fullmatch(line) is not None
    is_heading = text.source.paragraphs[place].heading or _MARKED_HEADING.match(line) is not None
    return is_italic or is_heading


def _counted(text: SourceText, heads: Sequence[Head], unnamed: Sequence[int]) -> list[int]:
    """Return the questions that are counted, anew perhaps in each part, and answered below."""
    possible = _possible(text, unnamed)
    counted = _counted_among(text, heads, possible)
    firsts = [head.first for head in heads]
    below = (bisect_left(firsts, place) for place in counted)
    answers = {firsts[number] for number in below if number < len(firsts)}
    # A question may have several lines: the last one ends as sentences do.
    lasts = [possible[bisect_left(possible, answer) - 1] for answer in answers]
    ending = sum(text.line(place).rstrip().endswith(SENTENCE_ENDS) for place in lasts)
    within = len(counted) - max(0, bisect_left(counted, firsts[0]) - 1)
    enough = len(answers) >= max(_FEWEST, _NEARLY_ALL * within)
    return counted if enough and ending > _HALF * len(answers) else []


def counted_questions(text: SourceText, heads: Sequence[Head]) -> list[int]:
    """Return the counted questions in what several turns are taken to say, if they are several.

    Those right above the talk that they go on from are among them.
    """
    counted = _counted_among(text, heads, _possible(text, _unnamed(text, heads)))
    asked = [place for place in counted if asks(text.line(place))]
    numbers = {number and number.number for number in _numbers(text, asked)}
    firsts = [head.first for head in heads]
    turns = {bisect_left(firsts, place) for place in asked}
    return asked if min(len(numbers), len(turns)) >= _FEWEST else []


def _possible(text: SourceText, unnamed: Sequence[int]) -> list[int]:
    return [
        place
        for place in unnamed
        if asks(text.line(place)) or not _is_heading_or_italic(text, place)
    ]


def _counted_among(text: SourceText, heads: Sequence[Head], possible: Sequence[int]) -> list[int]:
    """Return the counted paragraphs below the first label, with the one right above it.

    With those above this that it goes on from, where what stands between answers them.
    """
    asking = {place for place in possible if asks(text.line(place))}
    places = counted_places(text.source, possible, asking)
    begin = max(0, bisect_left(places, heads[0].first) - 1)
    while begin and _goes_on_from(text, places[begin - 1], places[begin], asking):
        begin -= 1
    return places[begin:]


def _numbers(text: SourceText, places: Iterable[int]) -> Iterator[Number | None]:
    return (number_at(text.source, place) for place in places)


def _goes_on_from(text: SourceText, place: int, after: int, asking: Collection[int]) -> bool:
    """Tell whether a question is counted right after the one at `place`, which is answered."""
    number, next_one = _numbers(text, (place, after))
    is_next = number is not None and next_one is not None and next_one.number == number.number + 1
    answer = _said_below(text, place)
    return is_next and place in asking and answer is not None and answer < after


def _apart(text: SourceText, heads: Sequence[Head], unnamed: Sequence[int]) -> list[int]:
    """Return the questions that stand apart, above labels none of which is an interviewer's again.

    Nothing else stands between, or no other question: then hardly a turn ends in one.
    """
    askers = sum(guess_role(head.label) == "interviewer" for head in heads)
    if askers > 1:
        return []
    fewest = _FEWEST - askers
    own = {_said_below(text, head.last) for head in heads if text.is_bare(head)}
    between = {place for place in unnamed if heads[0].first < place < heads[-1].first} - own
    asking = {place for place in between if asks_last(text.line(place))}
    if len(asking) + 1 < fewest:
        return []
    answered = [place for place in _answered(text, heads, between) if asks(text.line(place))]
    apart = [place for place in answered if text.stands_apart(place)]
    if len(apart) < _NEARLY_ALL * len(between):
        ending = sum(asks_last(text.said_in(head)) for head in heads)
        ending += sum(place is not None and asks_last(text.line(place)) for place in own)
        firsts = [first_line(text, place, between) for place in answered if place in asking]
        begun = [first for first in firsts if text.has_ended(first - 1) or text.is_blank(first - 1)]
        sure = sum(text.stands_apart(first) or not text.goes_on(first - 1) for first in begun)
        are_all = ending <= _SELDOM * len(heads) and len(begun) >= _NEARLY_ALL * len(asking)
        apart = begun if are_all and sure > _HALF * len(asking) else []
    asked = [*question_above(text, heads), *apart]
    if len(asked) < fewest or not apart:
        return []
    last = text.spoken[-1]
    is_asked = last in unnamed and last not in own and asks_last(text.line(last))
    return [*asked, last] if is_asked and last > heads[-1].last else asked


def _above_answers(text: SourceText, heads: Sequence[Head], unnamed: Sequence[int]) -> list[int]:
    """Return what stands right above the labels of the only one who has one, and mostly asks."""
    if len({key_of(head.label) for head in heads}) > 1:
        return []
    above = _answered(text, heads, unnamed)
    asking = sum(asks(text.line(place)) for place in above)
    own = sum(asks(text.said_in(head)) for head in heads)
    enough = len(above) >= max(_FEWEST, _NEARLY_ALL * len(heads))
    if not enough or asking <= _HALF * len(above) or own >= asking:
        return []
    possible = {*unnamed}
    return [first_line(text, place, possible) for place in above]


def names_who_asks(heads: Iterable[Head]) -> bool:
    """Tell whether a label is an interviewer's."""
    return any(guess_role(head.label) == "interviewer" for head in heads)


def is_a_question(text: SourceText, place: int) -> bool:
    """Tell whether a paragraph by itself asks: no sentence goes on in it from the one above."""
    may_begin = (
        not text.is_wrapped or text.stands_apart(place) or text.has_ended(place - 1)
    ) and not text.line(place).lstrip()[0].islower()
    line = text.line(place).strip()
    return may_begin and (line[0] == "¿" or asks_last(line))
