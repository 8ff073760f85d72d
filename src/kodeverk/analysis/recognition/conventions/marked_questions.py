"""Questions that their look tells: bold, capitals, headings of one level, a style, a sign."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.asked import (
    ENDED,
    FEWEST_ASK,
    Asked,
    asked_from,
    fewest_ask,
    full_line,
    has_ended,
    is_sentence,
    to_its_end,
)
from kodeverk.analysis.recognition.forms.paragraph_forms import (
    LISTED,
    ParagraphForm,
    form_of,
    is_bold,
    is_marked_heading,
    level_of,
    marked_bold,
)
from kodeverk.analysis.recognition.forms.signs import asks, asks_last, is_in_capitals
from kodeverk.model.sentences import ENDS
from kodeverk.model.source import Source

_NEARLY_ALL = 0.8
_FEWEST_QUESTIONS = 3
_LISTED_OR_BEGUN = re.compile(rf"{LISTED.pattern}|\s*(?P<begun>[-–—•])[^\W\d_]")
_ENTRIES = ("-", "–", "—", "•", "*", "+")
_FEWEST_WORDS = 2


def bold_questions(source: Source, spoken: Iterable[int]) -> list[Asked]:
    """Return the sentences in bold or capitals at the head of a paragraph, or in headings.

    Any other heading ends without a sign. Of those the format marks those of one level are
    questions where enough of them ask, and others between them too.
    """
    questions: list[Asked] = []
    levels: dict[tuple[int, int], list[Asked]] = {}
    full = full_line(source)
    for place in spoken:
        if questions and place <= questions[-1].last:
            continue
        paragraph = source.paragraphs[place]
        line = source.line(place)
        if is_marked_heading(source, place):
            levels.setdefault(level_of(source, place), []).append(
                Asked(place, place, paragraph.end)
            )
            continue
        marked = marked_bold(source, place)
        end = marked[1] if marked else paragraph.bold_to
        is_long = len(line.split()) >= _FEWEST_WORDS
        if is_in_capitals(line) and is_long and line.rstrip().endswith(ENDS):
            end = paragraph.end  # in capitals, where nothing can be bold
        last = place + source.text.count("\n", paragraph.start, end)
        if last == place and end >= paragraph.end:
            last = _last_bold(source, place, full)
            end = end if last == place else source.paragraphs[last].end
        is_all = end >= paragraph.end
        if has_ended(source, paragraph.start, end) or (is_all and _begins_small(line)):
            questions.append(Asked(place, last, end))
    for headings in levels.values():
        asking = sum(asks(source.line(each.place)) for each in headings)
        if asking >= fewest_ask(source, headings):
            questions += _from_first_to_last(source, headings)
    questions = _without_answers(source, sorted(questions))
    return _without_title(source, _without_entries(source, questions))


def _begins_small(line: str) -> bool:
    """Tell whether the first word of a line is in small letters, as of no heading."""
    first = next(filter(str.isalpha, line), "")
    return first.islower()


def _last_bold(source: Source, place: int, full: int) -> int:
    """Return the number of the last of hard-wrapped lines that a sentence in bold runs over."""
    last = max(to_its_end(source, place, full), to_its_end(source, place, 0, in_small=True))
    below = (source.paragraphs[line] for line in range(place + 1, last + 1))
    are_bold = all(paragraph.bold_to >= paragraph.end for paragraph in below)
    return last if are_bold else place


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
    is_marked = is_bold(source, place) or is_marked_heading(source, place)
    return is_marked and not has_ended(source, paragraph.start, paragraph.end)


def _from_first_to_last(source: Source, headings: Sequence[Asked]) -> Iterator[Asked]:
    """Yield the headings from the first to the last that end as sentences do.

    So may others between them, if what stands right below answers them.
    """
    ended = [has_ended(source, source.paragraphs[each.place].start, each.end) for each in headings]
    for number, each in enumerate(headings):
        is_between = any(ended[:number]) and any(ended[number:])
        if ended[number] or (is_between and _is_answered(source, each.place)):
            yield each


def with_headings(source: Source, spoken: Sequence[int], asked: list[Asked]) -> list[Asked]:
    """Return the counted questions, and where all are headings other sentences that are, too."""
    counted = {each.place for each in asked}
    if not all(is_marked_heading(source, place) for place in counted):
        return asked
    further = (
        asked_from(source, place, place)
        for place in spoken
        if counted
        and place not in counted
        and is_marked_heading(source, place)
        and is_sentence(source, place)
        and _is_answered(source, place)
    )
    return sorted([*asked, *further])


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


def alike_questions(source: Source, spoken: Iterable[int]) -> Iterator[list[Asked]]:
    """Yield for each of several looks the paragraphs that have it, where most are sentences.

    Without a style or italics what looks alike are entries of lists with one sign and of one level.
    """
    looks: dict[int | str, list[tuple[int, int]]] = {}
    full = full_line(source)
    last = -1
    for place in spoken:
        if place <= last:
            continue
        last = to_its_end(source, place, full, in_small=True)
        sign = _LISTED_OR_BEGUN.match(source.line(place))
        look = source.paragraphs[place].look or (_level(sign) if sign else 0)
        looks.setdefault(look, []).append((place, last))
    for alike, places in looks.items() if len(looks) > 1 else ():
        asked: list[Asked] = []
        for place, last in places:
            if asked and isinstance(alike, int) and _is_choice(source, asked[-1].last, place):
                asked[-1] = asked_from(source, asked[-1].place, last)
            elif source.line(last).rstrip().endswith(ENDED):
                asked.append(asked_from(source, place, last))
        asking = sum(
            any(asks(source.line(line)) for line in range(place, last + 1))
            for place, last in places
        )
        # In a dialogue of dashes who answers has one, too.
        is_dialogue = isinstance(alike, str) and 3 * asking < 2 * len(places)
        # Who hardly asks and says most is not who asks.
        says = sum(source.paragraphs[last].end - source.paragraphs[at].start for at, last in places)
        is_told = asking < FEWEST_ASK * len(places) and 2 * says > len(source.text)
        # What stands right below blocks with a sign is more of these.
        others = [place for look, of_look in looks.items() if look != alike for place, _ in of_look]
        is_below = alike == 0 and _stand_right_below(source, (place for place, _ in places), others)
        if 2 * len(asked) >= len(places) and not (is_dialogue or is_told or is_below):
            yield asked


def _stand_right_below(source: Source, places: Iterable[int], others: Sequence[int]) -> bool:
    """Tell whether hardly any of the paragraphs stands below a blank line, and nearly all others.

    The first one of the file does.
    """
    apart = [place == 0 or source.is_blank(place - 1) for place in places]
    are_others_apart = sum(place == 0 or source.is_blank(place - 1) for place in others)
    return (
        sum(apart) <= (1 - _NEARLY_ALL) * len(apart)
        and are_others_apart >= _NEARLY_ALL * len(others) > 0
    )


def _level(sign: re.Match[str]) -> str:
    """Return the sign of an entry of a list, with a blank where it stands within another entry."""
    before, _, _ = sign[0].partition(sign["sign"] or sign["begun"])
    return " " * (len(before.expandtabs()) > 1) + (sign["sign"] or sign["begun"])


def _is_choice(source: Source, last: int, place: int) -> bool:
    """Tell whether an entry of a list, which does not ask, stands right below a question's end."""
    line = source.line(place)
    is_next = all(source.is_blank(between) for between in range(last + 1, place))
    return is_next and line.lstrip().startswith(_ENTRIES) and not asks(line)
