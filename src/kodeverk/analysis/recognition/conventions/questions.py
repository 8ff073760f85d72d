"""What may be questions where nobody is named: told by a number, bold, a heading, or their look."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from kodeverk.analysis.recognition.forms.numbers import counted_places, number_at
from kodeverk.analysis.recognition.forms.paragraph_forms import (
    LISTED,
    MARKED_BOLD,
    PLAIN,
    ParagraphForm,
    form_of,
    is_marked_heading,
    level_of,
)
from kodeverk.analysis.recognition.forms.signs import is_in_capitals
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.model.sentences import ASKING, ENDS
from kodeverk.model.source import Source

_ASKS_LAST = re.compile(
    rf"(?:{'|'.join(map(re.escape, ASKING))})[\s)*_\"”»]*"
    r"(?:(?:[(\[][^()\[\]]*[)\]]|#[\d:.,-]+#)[\s*_]*)?"
    r"(?:</?br\s*/?>\s*)*$"
)
"""A question mark ends a line, or stands before a time, a note or a further question in brackets.

Behind it a line of Markdown may be broken: `<br>`.
"""
_MAY_ASK_LAST = (*ASKING, *')]#>*_"”»')
_LISTED_OR_BEGUN = re.compile(rf"{LISTED.pattern}|\s*(?P<begun>[-–—•])[^\W\d_]")
_ASKED_CELL = re.compile(r"(?:\s*\d{1,3}[.):]?\t)?(?P<asked>[^\t]*[^\s\t][^\t]*)\t(?P<answer>.*)")
_ENTRIES = ("-", "–", "—", "•", "*", "+")
_PROBE = re.compile(r"\s*\([^()]*(?:[,،、;/]|$)")
"""A bracket with several words for what may be meant, `(school, work)`, or one that goes on."""
_LABELLED = re.compile(r"\W*\w[^:：.?!]{0,24}[:：]")
_FEWEST_QUESTIONS = 3
_FEWEST_WORDS = 2
FEWEST_ASK = 0.3
"""Of what is asked at least this share has a question mark: `Tell me about …` has none."""
_NEARLY_ALL = 0.8
_BY_TURNS, _FEWEST_TURNS = 0.9, 4
_WRAPPED = 45
_MOST_LINES = 12
_NEARLY_ALL_LINES = 0.95
_OF_WIDEST = 0.9
_ENDED = (*ENDS, ":", ")", "]", "*", "_")


class Asked(NamedTuple):
    """A question: the numbers of its first and its last paragraph, and where it ends."""

    place: int
    last: int
    end: int


def told_questions(source: Source, spoken: Sequence[int]) -> Iterator[list[Asked]]:
    """Yield what may be all questions: what is numbered, in bold, lettered, or looks alike."""
    yield _asked_twice(source, spoken, _numbered(source, spoken))
    yield _asked_twice(source, spoken, _in_bold(source, spoken))
    yield _in_rows(source, spoken)
    yield _numbered(source, spoken, lettered=True)
    # Who answers may ask something in passing, and looks alike too.
    yield from sorted(_alike(source, spoken), key=lambda asked: -_share_asking(source, asked))


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
        and sum(_LABELLED.match(source.line(place)) is not None for place in turns) <= few
    )
    return [Asked(place, *_span(source, place)) for place in turns[::2]] if are_told else []


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
            twice.append(Asked(each.place, *_span(source, second)))
    first = sum(each.place not in further for each in asked)
    are_most = len(twice) >= max(_FEWEST_QUESTIONS, _NEARLY_ALL * first)
    return twice if are_most else asked


def _numbered(source: Source, spoken: Iterable[int], *, lettered: bool = False) -> list[Asked]:
    """Return the paragraphs numbered in order, by their text or by the format.

    Below a number alone on its line stands what it counts.
    """
    asking = (place for place in spoken if asks(source.line(place)))
    places = counted_places(source, spoken, asking, lettered=lettered)
    # A number alone above one that counts is that of an interview.
    places = [place for place in places if _below_number(source, place) not in {*places} - {place}]
    begins = [_below_number(source, place) for place in places]
    to_blank = [
        _to_blank(source, place, until) if begin == place else None
        for begin, (place, until) in zip(begins, until_next(source, places), strict=True)
    ]
    if sum(last is not None for last in to_blank) < _NEARLY_ALL * len(places):
        to_blank = [None for _ in places]
    full = _full_line(source)
    lasts = [
        _to_its_end(source, begin, full) if last is None else last
        for begin, last in zip(begins, to_blank, strict=True)
    ]
    lasts = _until_they_ask(source, lasts, [until for _, until in until_next(source, places)], full)
    return [Asked(place, *_span(source, last)) for place, last in zip(places, lasts, strict=True)]


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
        goes_on = below + 2 < until and _LABELLED.match(source.line(below + 1)) is None
        if goes_on and not asks_last(source.line(last)):
            below = _to_its_end(source, last + 1, full)
        is_asked = asks_last(source.line(below)) and below + 1 < until
        further.append(below if is_asked else last)
    going_on = sum(below > last for below, last in zip(further, lasts, strict=True))
    silent = sum(not asks_last(source.line(last)) for last in lasts)
    asking = len(lasts) - silent + going_on
    are_most = going_on > 1 and 2 * going_on >= silent and asking >= _NEARLY_ALL * len(lasts)
    return further if are_most else [*lasts]


def _share_asking(source: Source, asked: Sequence[Asked]) -> float:
    return sum(asks_last(source.line(each.last)) for each in asked) / max(1, len(asked))


def _below_number(source: Source, place: int) -> int:
    """Return the paragraph in which what is numbered begins: the next one with words, or this."""
    number = number_at(source, place)
    if number is None or source.text[number.end : source.paragraphs[place].end].strip():
        return place
    below = range(place + 1, min(place + 1 + _MOST_LINES, len(source.paragraphs)))
    return next((other for other in below if not source.is_blank(other)), place)


def until_next(source: Source, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each place with the next one, or the end."""
    yield from pairwise([*places, len(source.paragraphs)])


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


def _span(source: Source, last: int) -> tuple[int, int]:
    return last, source.paragraphs[last].end


def _full_line(source: Source) -> int:
    """Return how long a hard-wrapped line is with the next word, which had no room in it."""
    lengths = sorted(at.end - at.start for at in source.paragraphs if at.end > at.start)
    widest = lengths[ceil(_NEARLY_ALL_LINES * (len(lengths) - 1))] if lengths else 0
    return max(_WRAPPED, int(_OF_WIDEST * widest))


def _to_its_end(source: Source, place: int, full: int, *, in_small: bool = False) -> int:
    """Return the number of the last of hard-wrapped lines that one sentence begins in.

    The sentence does not end in the first, and the next word would have made it longer than `full`;
    that has small letters where lines go on `in_small`.
    """
    last = place
    for below in range(place, min(place + _MOST_LINES, len(source.paragraphs) - 1)):
        line = source.line(below).rstrip()
        words = source.line(below + 1).split(None, 1)
        if not words or source.paragraphs[below + 1].numbered:
            break
        if source.paragraphs[below + 1].look != source.paragraphs[below].look:
            break
        is_probe = asks(line) and _PROBE.match(source.line(below + 1)) is not None
        has_ended = line.endswith(_ENDED) and not is_probe
        if has_ended or len(line) + 1 + len(words[0]) < full:
            break
        if in_small and not words[0][0].islower():
            break
        last = below + 1
    return last


def _in_bold(source: Source, spoken: Iterable[int]) -> list[Asked]:
    """Return the sentences in bold or capitals at the head of a paragraph, or in headings.

    Any other heading ends without a sign. Of those the format marks those of one level are
    questions where enough of them ask, and others between them too.
    """
    questions = []
    levels: dict[tuple[int, int], list[Asked]] = {}
    for place in spoken:
        paragraph = source.paragraphs[place]
        line = source.line(place)
        if is_marked_heading(source, place):
            levels.setdefault(level_of(source, place), []).append(
                Asked(place, place, paragraph.end)
            )
            continue
        marked = MARKED_BOLD.match(line)
        end = paragraph.start + marked.end() if marked else paragraph.bold_to
        is_long = len(line.split()) >= _FEWEST_WORDS
        if is_in_capitals(line) and is_long and line.rstrip().endswith(ENDS):
            end = paragraph.end  # in capitals, where nothing can be bold
        if _has_ended(source, paragraph.start, end):
            questions.append(Asked(place, place, end))
    for headings in levels.values():
        asking = sum(asks(source.line(each.place)) for each in headings)
        if asking >= fewest_ask(source, headings):
            questions += _from_first_to_last(source, headings)
    questions = _without_answers(source, sorted(questions))
    return _without_title(source, _without_entries(source, questions))


def told_sentences(source: Source, spoken: Sequence[int]) -> Iterator[list[Asked]]:
    """Yield the bold sentences alone in their paragraphs, the numbered ones, and those of a form.

    Nearly all that has another form ends as sentences do: no headings, but for those that ask.
    """
    yield [
        Asked(place, *_span(source, place))
        for place in spoken
        if is_marked_heading(source, place) and asks_last(source.line(place))
    ]
    for asked in (_in_bold(source, spoken), _numbered(source, spoken)):
        yield [
            each
            for each in asked
            if _is_alone(source, each)
            and _is_sentence(source, each.last)
            and not is_marked_heading(source, each.place)
        ]
    forms: dict[ParagraphForm, list[int]] = {}
    for place in spoken:
        forms.setdefault(form_of(source, place), []).append(place)
    forms.pop(PLAIN, None)
    for places in forms.values():
        if sum(_is_sentence(source, place) for place in places) >= _NEARLY_ALL * len(places):
            yield [Asked(place, *_span(source, place)) for place in places]


def _without_entries(source: Source, questions: list[Asked]) -> list[Asked]:
    """Return the questions without entries of lists that do not ask, where most are no entries."""
    entries = {
        each
        for each in questions
        if LISTED.match(line := source.line(each.place)) and not asks(line)
    }
    are_few = 2 * len(entries) < len(questions)
    return [each for each in questions if each not in entries] if are_few else questions


def _without_answers(source: Source, questions: list[Asked]) -> list[Asked]:
    """Return the questions without what has another form than those that ask, and says more.

    Questions in bold may have answers in italics.
    """
    forms: dict[ParagraphForm, list[Asked]] = {}
    for each in questions:
        forms.setdefault(form_of(source, each.place), []).append(each)
    ask = {
        form
        for form, marked in forms.items()
        if sum(asks_last(source.line(each.last)) for each in marked) >= _NEARLY_ALL * len(marked)
    }
    asking = [each for form in ask for each in forms[form]]
    if len(asking) < _FEWEST_QUESTIONS or len(ask) == len(forms):
        return questions
    usual = _mean_length(source, asking)
    told = [form for form in forms.keys() - ask if _mean_length(source, forms[form]) > 2 * usual]
    return [each for each in questions if form_of(source, each.place) not in told]


def _mean_length(source: Source, marked: Sequence[Asked]) -> float:
    lengths = (each.end - source.paragraphs[each.place].start for each in marked)
    return sum(lengths) / len(marked)


def _without_title(source: Source, questions: list[Asked]) -> list[Asked]:
    """Return the questions without what ends as a sentence does among them, and does not ask.

    Nearly all others do, none of them in its form; or a heading stands right above the second of
    them alone: then the first is a title above a text of its own.
    """
    if len(questions) <= _FEWEST_QUESTIONS:
        return questions  # too few would be left
    asking = {
        each
        for each in questions
        if asks(source.text[source.paragraphs[each.place].start : each.end])
    }
    if len(asking) < _NEARLY_ALL * (len(questions) - 1):
        return questions
    forms = {form_of(source, each.place) for each in asking}
    questions = [each for each in questions if form_of(source, each.place) in forms]
    title, *others = questions
    if title in asking:
        return questions
    headed = [_heading_above(source, one.last, other.place) for one, other in pairwise(questions)]
    return others if headed[0] and not any(headed[1:]) else questions


def _heading_above(source: Source, last: int, place: int) -> bool:
    """Tell whether a heading stands right above a paragraph, and words between it and `last`."""
    above = place - 1
    while above > last and source.is_blank(above):
        above -= 1
    return above > last + 1 and _is_heading(source, above)


def _is_heading(source: Source, place: int) -> bool:
    """Tell whether a paragraph is bold or a heading, and ends as no sentence does."""
    paragraph = source.paragraphs[place]
    marked = MARKED_BOLD.fullmatch(source.line(place))
    is_bold = marked is not None or paragraph.bold_to >= paragraph.end
    is_marked = is_bold or is_marked_heading(source, place)
    return is_marked and not _has_ended(source, paragraph.start, paragraph.end)


def _in_rows(source: Source, spoken: Iterable[int]) -> list[Asked]:
    """Return the sentences in the first cells of the rows of tables that have more cells."""
    rows = (of_cell(source, Asked(place, place, 0)) for place in spoken)
    return [
        each for each in rows if _has_ended(source, source.paragraphs[each.place].start, each.end)
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


def _from_first_to_last(source: Source, headings: Sequence[Asked]) -> Iterator[Asked]:
    """Yield the headings from the first to the last that end as sentences do.

    So may others between them, if what stands right below answers them.
    """
    ended = [_has_ended(source, source.paragraphs[each.place].start, each.end) for each in headings]
    for number, each in enumerate(headings):
        is_between = any(ended[:number]) and any(ended[number:])
        if ended[number] or (is_between and _is_answered(source, each.place)):
            yield each


def _is_answered(source: Source, place: int) -> bool:
    """Tell whether the next words below a heading are no heading."""
    below = range(place + 1, len(source.paragraphs))
    first = next((other for other in below if not source.is_blank(other)), None)
    return first is not None and not is_marked_heading(source, first)


def until_next_section(source: Source, asked: Asked, until: int) -> int:
    """Return where below a question that is a heading the next one of its level is, or `until`."""
    if not is_marked_heading(source, asked.place):
        return until
    level = level_of(source, asked.place)
    below = range(asked.last + 1, until)
    sections = (
        place
        for place in below
        if is_marked_heading(source, place) and level_of(source, place) == level
    )
    return next(sections, until)


def _has_ended(source: Source, start: int, end: int) -> bool:
    words = source.text[start:end].rstrip(" *_")
    return words.endswith(_ENDED) or words.rstrip(" –—-").endswith(ASKING)


def _alike(source: Source, spoken: Iterable[int]) -> Iterator[list[Asked]]:
    """Yield for each of several looks the paragraphs that have it, where most are sentences.

    Without a style or italics what looks alike are entries of lists with one sign and of one level.
    """
    looks: dict[int | str, list[tuple[int, int]]] = {}
    full = _full_line(source)
    last = -1
    for place in spoken:
        if place <= last:
            continue
        last = _to_its_end(source, place, full, in_small=True)
        sign = _LISTED_OR_BEGUN.match(source.line(place))
        look = source.paragraphs[place].look or (_level(sign) if sign else 0)
        looks.setdefault(look, []).append((place, last))
    for alike, places in looks.items() if len(looks) > 1 else ():
        asked: list[Asked] = []
        for place, last in places:
            if asked and isinstance(alike, int) and _is_choice(source, asked[-1].last, place):
                asked[-1] = Asked(asked[-1].place, *_span(source, last))
            elif source.line(last).rstrip().endswith(_ENDED):
                asked.append(Asked(place, *_span(source, last)))
        asking = sum(
            any(asks(source.line(line)) for line in range(place, last + 1))
            for place, last in places
        )
        # In a dialogue of dashes who answers has one, too.
        is_dialogue = isinstance(alike, str) and 3 * asking < 2 * len(places)
        # Who hardly asks and says most is not who asks.
        says = sum(source.paragraphs[last].end - source.paragraphs[at].start for at, last in places)
        is_told = asking < FEWEST_ASK * len(places) and 2 * says > len(source.text)
        if 2 * len(asked) >= len(places) and not is_dialogue and not is_told:
            yield asked


def _level(sign: re.Match[str]) -> str:
    """Return the sign of an entry of a list, with a blank where it stands within another entry."""
    before, _, _ = sign[0].partition(sign["sign"] or sign["begun"])
    return " " * (len(before.expandtabs()) > 1) + (sign["sign"] or sign["begun"])


def _is_choice(source: Source, last: int, place: int) -> bool:
    """Tell whether an entry of a list, which does not ask, stands right below a question's end."""
    line = source.line(place)
    is_next = all(source.is_blank(between) for between in range(last + 1, place))
    return is_next and line.lstrip().startswith(_ENTRIES) and not asks(line)


def fewest_ask(source: Source, asked: Sequence[Asked]) -> float:
    """Return how many of what may be questions must have a question mark.

    One is enough where each is a sentence in a paragraph of its own: `Tell me about …` asks too.
    """
    are_alone = all(
        _is_alone(source, each)
        and (_is_sentence(source, each.last) or asks(source.line(each.last)))
        for each in asked
    )
    return 1 if are_alone else FEWEST_ASK * len(asked)


def _is_alone(source: Source, asked: Asked) -> bool:
    """Tell whether nothing stands behind what is asked on its line."""
    return not source.text[asked.end : source.paragraphs[asked.last].end].strip(" *_")


def _is_sentence(source: Source, place: int) -> bool:
    return source.line(place).rstrip(" *_").endswith(ENDS)


def asks(words: str) -> bool:
    """Tell whether there is a question mark, or what stands for one."""
    return any(map(words.__contains__, ASKING))


def asks_last(words: str) -> bool:
    """Tell whether a question mark ends words, or stands before a note that does."""
    # Most words end in a full stop, and that is cheaper to see than no match.
    may_ask = words.rstrip().endswith(_MAY_ASK_LAST)
    return may_ask and _ASKS_LAST.search(words) is not None
