"""The conventions that only a whole file shows: columns of a table, questions and their answers.

Each is a function from a source to the heads of its turns.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions import Head
from kodeverk.analysis.recognition.labels import (
    ANSWER_WORDS,
    could_be_label,
    is_not_said,
    key_of,
)
from kodeverk.analysis.recognition.numbers import counted_places, counted_word, number_at
from kodeverk.analysis.recognition.times import only_a_time
from kodeverk.model.columns import IN_DOCUMENTS
from kodeverk.model.source import Source

QUESTION, ANSWER = "Q", "A"
"""The labels of who asks and who answers where the file names neither."""

_MOST_SPEAKERS = 12
_FEWEST_ROWS = 4
_HEADING_WITHIN = 60
_NUMBER_CELL = re.compile(r"\d{0,5}[.)]?")
_ANSWERED = re.compile(
    r"\s*[*_]{0,3}(?P<word>[^\W\d_]\w{0,13}?)[.\s]?\d{0,3}[*_]{0,3}[.):][*_]{0,3}\s*"
)
_HEADING = re.compile(r"(?P<level>#{1,6})\s+\S")
_MARKED_BOLD = re.compile(
    r"\s*(?:[-–—•*+]\s+)?(?P<mark>\*{1,3}|_{1,3})(?P<words>[^\s*_].*?)(?P=mark)\s*"
)
_LISTED = re.compile(r"\s*(?P<sign>[-–—•*+])\s+\S")
_FEWEST_QUESTIONS = 3
_FEWEST_WORDS = 2
FEWEST_ASK = 0.3
"""Of what is asked at least this share has a question mark: `Tell me about …` has none."""
_MOST_ANSWERED = 0.6
_NEARLY_ALL = 0.8
_WRAPPED = 45
_MOST_LINES = 12
_NEARLY_ALL_LINES = 0.95
_OF_WIDEST = 0.9
_ENDED = ("?", ".", "!", "…", "؟", ":", ")", "]", "*", "_")


class _Row(NamedTuple):
    """A row of a table: the number of its paragraph, and where each of its cells begins."""

    place: int
    starts: tuple[int, ...]
    cells: tuple[str, ...]


def table_column(source: Source, spoken: Sequence[int]) -> list[Head]:
    """Return the heads of the rows in `spoken` one of whose cells names the speaker.

    The column of speakers is the one whose heading says so, else the one whose few short entries
    come back. What was said is in the cells behind it, or where it is the last, before it.
    """
    rows = _rows(source, spoken)
    column = _speaker_column(source, rows)
    if column is None:
        return []
    heads = []
    for row in rows:
        label = row.cells[column].strip().rstrip(":").strip()
        is_said = any(not _is_mark(cell) for cell in row.cells)
        if is_said and not IN_DOCUMENTS.is_header(row.cells):
            heads.append(_of_row(source, row, column, label if could_be_label(label) else ""))
    return heads


def _rows(source: Source, spoken: Iterable[int]) -> list[_Row]:
    """Return the rows with the number of cells that most rows have."""
    rows = []
    for place in spoken:
        paragraph = source.paragraphs[place]
        line = source.text[paragraph.start : paragraph.end]
        if "\t" not in line:
            continue
        cells = line.split("\t")
        starts = [paragraph.start]
        for cell in cells[:-1]:
            starts.append(starts[-1] + len(cell) + 1)
        rows.append(_Row(place, tuple(starts), tuple(cells)))
    widths = Counter(len(row.cells) for row in rows)
    usual = widths.most_common(1)[0][0] if widths else 0
    return [row for row in rows if len(row.cells) == usual]


def _speaker_column(source: Source, rows: Sequence[_Row]) -> int | None:
    for row in rows[:_HEADING_WITHIN]:
        if IN_DOCUMENTS.is_header(row.cells):
            columns = IN_DOCUMENTS.columns(row.cells)
            named = [number for number, column in columns.items() if column == "speaker"]
            if len(named) == 1:
                return named[0]
    if len(rows) < _FEWEST_ROWS or not all(source.paragraphs[row.place].row for row in rows):
        return None
    below = zip(*(row.cells for row in rows), strict=True)
    named = [number for number, cells in enumerate(below) if _are_speakers(cells)]
    return named[0] if len(named) == 1 else None


def _are_speakers(cells: Sequence[str]) -> bool:
    """Tell whether a column holds few labels, nearly all of which come back."""
    labels = [cell.strip().rstrip(":").strip() for cell in cells if cell.strip()]
    if len(labels) < max(_FEWEST_ROWS, len(cells) / 2) or all(map(_is_mark, labels)):
        return False
    counts = Counter(map(key_of, labels))
    again = sum(count for count in counts.values() if count > 1)
    fit = sum(could_be_label(label) and not _is_mark(label) for label in labels)
    return 1 < len(counts) <= _MOST_SPEAKERS and min(again, fit) >= 0.8 * len(labels)


def _is_mark(cell: str) -> bool:
    """Tell whether a cell is empty or only numbers or times its row."""
    return bool(_NUMBER_CELL.fullmatch(cell.strip())) or only_a_time(cell) is not None


def _of_row(source: Source, row: _Row, column: int, label: str) -> Head:
    paragraph = source.paragraphs[row.place]
    times = [time for cell in row.cells if (time := only_a_time(cell)) is not None]
    time = times[0] if times else paragraph.milliseconds
    said = [number for number, cell in enumerate(row.cells) if not _is_mark(cell)]
    behind = [number for number in said if number > column]
    if behind:
        body = row.starts[behind[0]]
        end = _before_spaces(source.text, paragraph.start, body)
        return Head(label, paragraph.start, end, body, row.place, row.place, time)
    body = row.starts[said[0]]
    until = row.starts[column] - 1 if label else paragraph.end
    return Head(label, body, body, body, row.place, row.place, time, until=until)


class _Asked(NamedTuple):
    """A question: the numbers of its first and its last paragraph, and where it ends."""

    place: int
    last: int
    end: int


def question_and_answer(source: Source, spoken: Sequence[int]) -> list[Head]:
    """Return the heads of questions told by a number or their look, and of the answers below them.

    Nobody is named, so they are labelled QUESTION and ANSWER. A number alone does not make a
    question: most of them must ask, and have an answer.
    """
    for asked in _told(source, spoken):
        heads = _asked_and_answered(source, asked, {*spoken})
        if heads:
            return heads
    return []


def _told(source: Source, spoken: Sequence[int]) -> Iterator[list[_Asked]]:
    """Yield what may be all questions: what is numbered, in bold, lettered, or looks alike."""
    yield _numbered(source, spoken)
    yield _in_bold(source, spoken)
    yield _in_rows(source, spoken)
    yield _numbered(source, spoken, lettered=True)
    yield from _alike(source, spoken)


def _numbered(source: Source, spoken: Iterable[int], *, lettered: bool = False) -> list[_Asked]:
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
        for begin, (place, until) in zip(begins, _until_next(source, places), strict=True)
    ]
    if sum(last is not None for last in to_blank) < _NEARLY_ALL * len(places):
        to_blank = [None for _ in places]
    full = _full_line(source)
    return [
        _Asked(place, *_span(source, _to_its_end(source, begin, full) if last is None else last))
        for place, begin, last in zip(places, begins, to_blank, strict=True)
    ]


def _below_number(source: Source, place: int) -> int:
    """Return the paragraph in which what is numbered begins: the next one with words, or this."""
    number = number_at(source, place)
    if number is None or source.text[number.end : source.paragraphs[place].end].strip():
        return place
    below = range(place + 1, min(place + 1 + _MOST_LINES, len(source.paragraphs)))
    return next((other for other in below if not _is_blank(source, other)), place)


def _until_next(source: Source, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each place with the next one, or the end."""
    yield from pairwise([*places, len(source.paragraphs)])


def _to_blank(source: Source, place: int, until: int) -> int | None:
    """Return the last paragraph before a blank one, where words follow below it before `until`.

    A time alone is above what comes next.
    """
    blank = next((below for below in range(place, until) if _is_blank(source, below)), None)
    if blank is None or all(_says_nothing(source, below) for below in range(blank, until)):
        return None
    return blank - 1


def _says_nothing(source: Source, place: int) -> bool:
    return _is_blank(source, place) or only_a_time(source.line(place)) is not None


def _is_blank(source: Source, place: int) -> bool:
    return not source.line(place).strip()


def _span(source: Source, last: int) -> tuple[int, int]:
    return last, source.paragraphs[last].end


def _full_line(source: Source) -> int:
    """Return how long a hard-wrapped line is with the next word, which had no room in it."""
    lengths = sorted(at.end - at.start for at in source.paragraphs if at.end > at.start)
    widest = lengths[ceil(_NEARLY_ALL_LINES * (len(lengths) - 1))] if lengths else 0
    return max(_WRAPPED, int(_OF_WIDEST * widest))


def _to_its_end(source: Source, place: int, full: int) -> int:
    """Return the number of the last of hard-wrapped lines that one sentence begins in.

    The sentence does not end in the first, and the next word would have made it longer than `full`.
    """
    last = place
    for below in range(place, min(place + _MOST_LINES, len(source.paragraphs) - 1)):
        paragraph = source.paragraphs[below]
        line = source.text[paragraph.start : paragraph.end].rstrip()
        words = source.line(below + 1).split(None, 1)
        if not words or source.paragraphs[below + 1].numbered:
            break
        if source.paragraphs[below + 1].look != paragraph.look:
            break
        if line.endswith(_ENDED) or len(line) + 1 + len(words[0]) < full:
            break
        last = below + 1
    return last


def _in_bold(source: Source, spoken: Iterable[int]) -> list[_Asked]:
    """Return the sentences in bold or capitals at the head of a paragraph, or in headings.

    Any other heading ends without a sign. Of Markdown's those of one level are questions where
    enough of them ask, and others between them too.
    """
    questions = []
    levels: dict[int, list[_Asked]] = {}
    for place in spoken:
        paragraph = source.paragraphs[place]
        line = source.text[paragraph.start : paragraph.end]
        if level := heading_level(source, place):
            levels.setdefault(level, []).append(_Asked(place, place, paragraph.end))
            continue
        marked = _MARKED_BOLD.match(line)
        end = paragraph.start + marked.end() if marked else paragraph.bold_to
        is_long = len(line.split()) >= _FEWEST_WORDS
        if line.isupper() and is_long and line.rstrip().endswith((".", "?", "!")):
            end = paragraph.end  # in capitals, where nothing can be bold
        if paragraph.heading:
            end = paragraph.end
        if _has_ended(source, paragraph.start, end):
            questions.append(_Asked(place, place, end))
    for headings in levels.values():
        asking = sum(asks(source.line(each.place)) for each in headings)
        if asking >= FEWEST_ASK * len(headings):
            questions += _from_first_to_last(source, headings)
    return _without_title(source, sorted(questions))


def _without_title(source: Source, questions: list[_Asked]) -> list[_Asked]:
    """Return the questions without a title that ends as a sentence does, above a text of its own.

    It does not ask as nearly all others do, and a heading stands right above the first of these.
    """
    if len(questions) < _FEWEST_QUESTIONS:
        return questions
    title, *others = questions
    asking = sum(
        asks(source.text[source.paragraphs[each.place].start : each.end]) for each in others
    )
    if asks(source.line(title.place)) or asking < _NEARLY_ALL * len(others):
        return questions
    above = others[0].place - 1
    while above > title.last and _is_blank(source, above):
        above -= 1
    return others if above > title.last + 1 and _is_heading(source, above) else questions


def _is_heading(source: Source, place: int) -> bool:
    """Tell whether a paragraph is bold or a heading, and ends as no sentence does."""
    paragraph = source.paragraphs[place]
    marked = _MARKED_BOLD.fullmatch(source.line(place))
    is_bold = marked is not None or paragraph.bold_to >= paragraph.end
    is_marked = is_bold or paragraph.heading or heading_level(source, place) > 0
    return is_marked and not _has_ended(source, paragraph.start, paragraph.end)


def _in_rows(source: Source, spoken: Iterable[int]) -> list[_Asked]:
    """Return the sentences in the first cells of the rows of tables that have more cells."""
    rows = (_of_cell(source, _Asked(place, place, 0)) for place in spoken)
    return [
        each for each in rows if _has_ended(source, source.paragraphs[each.place].start, each.end)
    ]


def _of_cell(source: Source, asked: _Asked) -> _Asked:
    """Return what is asked: in a row of a table its first cell, where other cells have words."""
    paragraph = source.paragraphs[asked.place]
    first, _, others = source.line(asked.place).partition("\t")
    is_row = paragraph.row and first.strip() and others.strip()
    return _Asked(asked.place, asked.place, paragraph.start + len(first)) if is_row else asked


def _from_first_to_last(source: Source, headings: Sequence[_Asked]) -> Iterator[_Asked]:
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
    first = next((other for other in below if not _is_blank(source, other)), None)
    return first is not None and not heading_level(source, first)


def heading_level(source: Source, place: int) -> int:
    """Return how many `#` stand before a heading in Markdown; 0 where there is none."""
    heading = _HEADING.match(source.line(place)) if source.format == "md" else None
    return len(heading["level"]) if heading else 0


def _has_ended(source: Source, start: int, end: int) -> bool:
    return source.text[start:end].rstrip(" *_").endswith(_ENDED)


def _alike(source: Source, spoken: Iterable[int]) -> Iterator[list[_Asked]]:
    """Yield for each of several looks the paragraphs that have it, where most are sentences.

    Without a style or italics what looks alike are entries of lists with one sign.
    """
    looks: dict[int | str, list[int]] = {}
    for place in spoken:
        sign = _LISTED.match(source.line(place))
        look = source.paragraphs[place].look or (sign["sign"] if sign else 0)
        looks.setdefault(look, []).append(place)
    for places in looks.values() if len(looks) > 1 else ():
        asked = [
            _Asked(place, place, source.paragraphs[place].end)
            for place in places
            if source.line(place).rstrip().endswith(_ENDED)
        ]
        if 2 * len(asked) >= len(places):
            yield asked


def _asked_and_answered(
    source: Source, asked: Sequence[_Asked], spoken: Collection[int]
) -> list[Head]:
    if len(asked) < _FEWEST_QUESTIONS:
        return []
    asked = [_of_cell(source, each) for each in asked]
    untils = [until for _, until in _until_next(source, [each.place for each in asked])]
    answers = [
        _answer(source, question, until, spoken)
        for question, until in zip(asked, untils, strict=True)
    ]
    label = _label_of_answers(source, answers)
    if label is not None and label not in ANSWER_WORDS and not counted_word(source):
        return []
    if label is not None:
        # A question may have more paragraphs than one; where answers have a label it ends there.
        answers = [
            answer and (_labelled_answer(source, label, range(answer.first, until)) or answer)
            for answer, until in zip(answers, untils, strict=True)
        ]
    heads: list[Head] = []
    asking = 0
    for question, answer in zip(asked, answers, strict=True):
        start = body = source.paragraphs[question.place].start
        asking += asks(source.text[start : question.end])
        number = number_at(source, question.place)
        if number and number.word:
            body = number.end
        end = _before_spaces(source.text, start, body)
        stop = question.end if question.last == question.place else None
        heads.append(Head(QUESTION, start, end, body, question.place, question.place, until=stop))
        if answer is not None:
            heads.append(_without_label(source, answer) if label else answer)
    answered = sum(answer is not None for answer in answers)
    # Where a word counts them, as `Question 3:` does, one of them shows that they ask; none need
    # where each answer has the number of its question.
    fewest = 1 if counted_word(source) else FEWEST_ASK * len(asked)
    if label is not None and _are_paired(source, asked, answers):
        fewest = 0
    enough = asking >= fewest and answered >= _MOST_ANSWERED * len(asked)
    return heads if enough and not _is_guide(source, heads) else []


def _are_paired(source: Source, asked: Sequence[_Asked], answers: Sequence[Head | None]) -> bool:
    """Tell whether each answer has the number of its question behind a word: `Q3` and `A3`."""
    pairs = [
        (number_at(source, question.place), number_at(source, answer.first))
        for question, answer in zip(asked, answers, strict=True)
        if answer is not None
    ]
    return all(
        one and other and one.number == other.number and one.word != other.word != ""
        for one, other in pairs
    )


def _answer(source: Source, asked: _Asked, until: int, spoken: Collection[int]) -> Head | None:
    """Return the head of the first words behind a question, up to paragraph number `until`.

    A note of what happened, or a time, is the answer only where nothing else is.
    """
    note: Head | None = None
    for place in range(asked.last, until):
        paragraph = source.paragraphs[place]
        start = max(paragraph.start, asked.end) if place == asked.last else paragraph.start
        words = source.text[start : paragraph.end]
        if place not in spoken or not words.strip():
            continue
        head = Head(ANSWER, start, start, start, place, place)
        if not is_not_said(words) and only_a_time(words) is None:
            return head
        note = note or head
    return note


def _label_of_answers(source: Source, answers: Sequence[Head | None]) -> str | None:
    """Return the word before the colon of nearly all answers, in small letters and without numbers.

    None where they have none; the most frequent of several.
    """
    given = [answer for answer in answers if answer is not None]
    matches = [_ANSWERED.match(source.text, answer.body) for answer in given]
    labels = Counter(match["word"].casefold() for match in matches if match is not None)
    if not given or labels.total() < _NEARLY_ALL * len(given):
        return None
    return labels.most_common(1)[0][0]


def _labelled_answer(source: Source, label: str, places: Iterable[int]) -> Head | None:
    """Return the head of the first of some paragraphs that begins with the label of answers."""
    for place in places:
        start, end = source.paragraphs[place][:2]
        named = _ANSWERED.match(source.text, start, end)
        if named is not None and named["word"].casefold() == label:
            return Head(ANSWER, start, start, start, place, place)
    return None


def _without_label(source: Source, answer: Head) -> Head:
    """Return the head of an answer with the `Answer:` at its beginning."""
    named = _ANSWERED.match(source.text, answer.body)
    body = named.end() if named else answer.body
    return answer._replace(end=_before_spaces(source.text, answer.start, body), body=body)


def _is_guide(source: Source, heads: Sequence[Head]) -> bool:
    """Tell whether what stands below the questions asks too: nobody has answered yet."""
    answers = [head for head in heads if head.label == ANSWER]
    asking = sum(
        _mostly_asks(source.text[head.body : source.paragraphs[head.last].end]) for head in answers
    )
    return asking > len(answers) / 2


def _before_spaces(text: str, start: int, end: int) -> int:
    """Return the end of `text[start:end]` without the white space there."""
    return start + len(text[start:end].rstrip())


def asks(words: str) -> bool:
    """Tell whether there is a question mark."""
    return "?" in words or "؟" in words


def _mostly_asks(words: str) -> bool:
    """Tell whether as many sentences ask as do not: an answer may ask something in passing."""
    return asks(words) and sum(map(words.count, "?؟")) >= sum(map(words.count, ".!…"))


LAYOUTS: Mapping[str, Callable[[Source, Sequence[int]], list[Head]]] = {
    "table column": table_column,
    "question and answer": question_and_answer,
}
"""Convention -> all heads of a source, in the paragraphs that may be said."""
