"""The conventions that only a whole file shows: columns of a table, questions and their answers.

Each is a function from a source to the heads of its turns.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.labels_behind import name_behind
from kodeverk.analysis.recognition.conventions.questions import (
    FEWEST_ASK,
    Asked,
    asked_by_turns,
    asks,
    behind_counting_cell,
    fewest_ask,
    of_cell,
    told_questions,
    until_next,
    until_next_section,
)
from kodeverk.analysis.recognition.forms.labels import (
    ANSWER_WORDS,
    could_be_label,
    is_fact,
    key_of,
    says_question,
)
from kodeverk.analysis.recognition.forms.line_forms import RULE
from kodeverk.analysis.recognition.forms.notes import is_not_said
from kodeverk.analysis.recognition.forms.numbers import counted_word, number_at
from kodeverk.analysis.recognition.forms.paragraph_forms import sign_before
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.model.columns import IN_DOCUMENTS
from kodeverk.model.sentences import ASKING, ENDS
from kodeverk.model.source import Source

QUESTIONS = "question and answer"
BEHIND = "text (name)"
QUESTION, ANSWER = "Q", "A"
"""The labels of who asks and who answers where the file names neither."""

_MOST_SPEAKERS = 12
_FEWEST_ROWS = 4
_HEADING_WITHIN = 60
_RULE = re.compile(r"[\s|:]*-[-\s|:]*")
_NUMBER_CELL = re.compile(r"\d{0,5}[.)]?")
_ANSWERED = re.compile(
    r"\s*[*_]{0,3}(?P<word>[^\W\d_]\w{0,13}?)[.\s]?\d{0,3}[*_]{0,3}[.):：][*_]{0,3}\s*"
)
_FEWEST_QUESTIONS = 3
_MOST_ANSWERED = 0.6
_NEARLY_ALL = 0.8


class _Row(NamedTuple):
    """A row of a table: the number of its paragraph, and where each of its cells begins."""

    place: int
    starts: tuple[int, ...]
    cells: tuple[str, ...]


def table_column(source: Source, spoken: Sequence[int]) -> list[Head]:
    """Return the heads of the rows in `spoken` one of whose cells names the speaker.

    The column of speakers is the one whose heading says so, else the one whose few short entries
    come back. What was said is in the cells behind it, or where it is the last, before it; not in
    those whose heading is of something else, as `Code` is. Or each speaker has a column.
    """
    rows = _rows(source, spoken)
    column = _speaker_column(source, rows)
    if column is None:
        return _columns_of_speakers(source, spoken)
    asides = _asides(rows)
    counting = _counting(rows)
    heads = []
    counts = Counter(key_of(_label(row.cells[column])) for row in rows)
    for row in rows:
        label = _label(row.cells[column])
        is_said = any(not _is_mark(cell) for cell in row.cells)
        is_header = IN_DOCUMENTS.is_header(row.cells) or (
            counts[key_of(label)] == 1 and _is_above_rule(source, row.place)
        )
        if is_said and not is_header:
            label = label if could_be_label(label) else ""
            heads.append(_of_row(source, row, column, label, asides, counting))
    return heads


def _columns_of_speakers(source: Source, spoken: Sequence[int]) -> list[Head]:
    """Return the heads of rows nearly all of which have words in one cell, that of who speaks.

    The first row names the speakers, who take turns.
    """
    rows = [
        _row(source, place)
        for place in spoken
        if source.paragraphs[place].row and source.line(place).strip()
    ]
    names = [_label(cell) for cell in rows[0].cells] if rows else []
    heads = []
    for row in rows[1:]:
        said = [number for number, cell in enumerate(row.cells) if not _is_mark(cell)]
        if len(said) != 1 or said[0] >= len(names) or not could_be_label(names[said[0]]):
            continue
        body = row.starts[said[0]]
        times = [time for cell in row.cells if (time := only_a_time(cell)) is not None]
        time = times[0] if times else source.paragraphs[row.place].milliseconds
        until = body + len(row.cells[said[0]])
        heads.append(
            Head(names[said[0]], body, body, body, row.place, row.place, time, until=until)
        )
    labels = Counter(head.label for head in heads)
    changes = sum(one.label != other.label for one, other in pairwise(heads))
    take_turns = changes >= len(labels) > 1
    are_most = len(heads) >= max(_FEWEST_ROWS, _NEARLY_ALL * (len(rows) - 1))
    return heads if take_turns and are_most else []


def _asides(rows: Sequence[_Row]) -> set[int]:
    """Return the numbers of the columns whose headings say that they hold what is not said."""
    header = next(
        (row for row in rows[:_HEADING_WITHIN] if IN_DOCUMENTS.is_header(row.cells)), None
    )
    columns = IN_DOCUMENTS.columns(header.cells) if header else {}
    return {number for number, column in columns.items() if column == "aside"}


def _counting(rows: Sequence[_Row]) -> set[int]:
    """Return the numbers of the columns that number their rows: elsewhere `1996.` is an answer."""
    columns = enumerate(zip(*(row.cells for row in rows), strict=True))
    return {number for number, cells in columns if 2 * sum(map(_is_mark, cells)) > len(cells)}


def _is_above_rule(source: Source, place: int) -> bool:
    """Tell whether the rule stands below a row that in Markdown parts the headings from the rest.

    Where a table has no headings, that row is said too.
    """
    below = place + 1
    return below < len(source.paragraphs) and _RULE.fullmatch(source.line(below)) is not None


def _rows(source: Source, spoken: Iterable[int]) -> list[_Row]:
    """Return the rows with the number of cells that most rows have."""
    rows = []
    for place in spoken:
        paragraph = source.paragraphs[place]
        line = source.text[paragraph.start : paragraph.end]
        if "\t" not in line:
            continue
        rows.append(_row(source, place))
    widths = Counter(len(row.cells) for row in rows)
    usual = widths.most_common(1)[0][0] if widths else 0
    return [row for row in rows if len(row.cells) == usual]


def _row(source: Source, place: int) -> _Row:
    cells = source.line(place).split("\t")
    starts = accumulate(
        (len(cell) + 1 for cell in cells[:-1]), initial=source.paragraphs[place].start
    )
    return _Row(place, tuple(starts), tuple(cells))


def _speaker_column(source: Source, rows: Sequence[_Row]) -> int | None:
    for row in rows[:_HEADING_WITHIN]:
        if IN_DOCUMENTS.is_header(row.cells):
            columns = IN_DOCUMENTS.columns(row.cells)
            named = [number for number, column in columns.items() if column == "speaker"]
            if len(named) == 1:
                return named[0]
    if len(rows) < _FEWEST_ROWS or not all(source.paragraphs[row.place].row for row in rows):
        return None
    below = [*zip(*(row.cells for row in rows), strict=True)]
    # Headed `Gender` a column tells of who answers, and names nobody. Nor does one behind several:
    # it tells how important each row is.
    are_several = sum(not all(map(_is_mark, cells)) for cells in below[:-1]) > 1
    last = len(below) - 1 if are_several else None
    named = [
        number
        for number, cells in enumerate(below)
        if number != last and _are_speakers(cells) and not is_fact(_label(cells[0]))
    ]
    return named[0] if len(named) == 1 else None


def _are_speakers(cells: Sequence[str]) -> bool:
    """Tell whether a column holds few labels, nearly all of which come back."""
    labels = Counter(_label(cell) for cell in cells if cell.strip())
    filled = labels.total()
    counts: Counter[str] = Counter()
    for label, count in labels.items():
        counts[key_of(label)] += count
    again = sum(count for count in counts.values() if count > 1)
    is_often = filled >= max(_FEWEST_ROWS, len(cells) / 2) and again >= 0.8 * filled
    if not (is_often and 1 < len(counts) <= _MOST_SPEAKERS):
        return False
    named = (label for label in labels if could_be_label(label) and not _is_mark(label))
    return sum(labels[label] for label in named) >= 0.8 * filled


def _label(cell: str) -> str:
    """Return what a cell names, without Markdown's marks of bold and a colon."""
    return cell.replace("**", "").strip().rstrip(":").strip()


def _is_mark(cell: str) -> bool:
    """Tell whether a cell is empty or only numbers or times its row."""
    return bool(_NUMBER_CELL.fullmatch(cell.strip())) or only_a_time(cell) is not None


def _of_row(
    source: Source,
    row: _Row,
    column: int,
    label: str,
    asides: Collection[int],
    counting: Collection[int],
) -> Head:
    paragraph = source.paragraphs[row.place]
    times = [time for cell in row.cells if (time := only_a_time(cell)) is not None]
    time = times[0] if times else paragraph.milliseconds
    filled = [
        number
        for number, cell in enumerate(row.cells)
        if not _is_mark(cell)
        or (number not in counting and cell.strip() and only_a_time(cell) is None)
    ]
    said = [number for number in filled if number not in asides] or filled
    behind = [number for number in said if number > column]
    if behind:
        body, last = row.starts[behind[0]], behind[-1]
        end = _before_spaces(source.text, paragraph.start, body)
        until = row.starts[last] + len(row.cells[last]) if last < filled[-1] else None
        return Head(label, paragraph.start, end, body, row.place, row.place, time, until=until)
    if said == [column]:  # the words are in the rows below
        start, end = paragraph.start, paragraph.end
        return Head(label, start, end, end, row.place, row.place, time)
    body = row.starts[said[0]]
    until = row.starts[column] - 1 if label else paragraph.end
    return Head(label, body, body, body, row.place, row.place, time, until=until)


def question_and_answer(
    source: Source, spoken: Sequence[int], *, is_said: bool = False
) -> list[Head]:
    """Return the heads of questions told by a number or their look, and of the answers below them.

    Nobody is named, so they are labelled QUESTION and ANSWER. A number alone does not make a
    question: most of them must ask, where nobody has said so, and have an answer. Where somebody
    has, it is enough that every other paragraph asks.
    """
    by_turns = [asked_by_turns(source, spoken)] if is_said else []
    for asked in chain(told_questions(source, spoken), by_turns):
        heads = _asked_and_answered(source, asked, {*spoken}, is_said=is_said)
        if heads:
            return heads
    return []


def _asked_and_answered(
    source: Source, asked: Sequence[Asked], spoken: Collection[int], *, is_said: bool
) -> list[Head]:
    if len(asked) < _FEWEST_QUESTIONS:
        return []
    asked = [of_cell(source, each) for each in asked]
    untils = [until for _, until in until_next(source, [each.place for each in asked])]
    untils = [until_next_section(source, *each) for each in zip(asked, untils, strict=True)]
    answers = [
        _answer(source, question, until, spoken)
        for question, until in zip(asked, untils, strict=True)
    ]
    label = _label_of_answers(source, answers, untils)
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
        start = source.paragraphs[question.place].start
        body = behind_counting_cell(source, question.place)
        ends = question.end if label is None or answer is None else answer.start
        asking += asks(source.text[start:ends])
        number = number_at(source, question.place)
        if number and number.word:
            body = number.end
        end = _before_spaces(source.text, start, body)
        # What may be meant, in brackets at the end of a question, is no note, nor is what is asked
        # again in another language a heading.
        above = source.line(question.last - 1)
        is_closed = question.last == question.place or is_not_said(source.line(question.last))
        is_closed = is_closed or not above.strip()
        last, stop = (question.last, question.end) if is_closed else (question.place, None)
        heads.append(Head(QUESTION, start, end, body, question.place, last, until=stop))
        if answer is not None:
            heads.append(_without_label(source, answer) if label else answer)
    answered = sum(answer is not None for answer in answers)
    # Where a word counts them, one of them shows that they ask; none need where it says so, as
    # `Question 3:` does before sentences, or each answer has the number of its question.
    word = counted_word(source)
    are_sentences = fewest_ask(source, asked) == 1
    fewest = 1 if word else fewest_ask(source, asked)
    if are_sentences and says_question(word):
        fewest = 0
    if label is not None and _are_paired(source, asked, answers):
        fewest = 0
    enough = (is_said or asking >= fewest) and answered >= _MOST_ANSWERED * len(asked)
    is_told = enough and not _is_guide(source, heads) and not _is_dialogue(source, asked, spoken)
    return heads if is_told else []


def _is_dialogue(source: Source, asked: Sequence[Asked], spoken: Collection[int]) -> bool:
    """Tell whether what is said below the questions begins with one sign, and asks and answers.

    Then these are headings: `Interview 2. A guest` above `➔ And then?` and `➔ Nothing.`
    """
    headed = {each.place for each in asked}
    below = [place for place in sorted(spoken) if place > asked[0].place and place not in headed]
    signs = Counter(filter(None, (sign_before(source.line(place)) for place in below)))
    if not signs:
        return False
    sign, count = signs.most_common(1)[0]
    begin = {place for place in below if sign_before(source.line(place)) == sign}
    asking = sum(
        asks("".join(map(source.line, range(place, until))))
        for place, until in until_next(source, sorted(begin | headed))
        if place in begin
    )
    are_headed = all(sign_before(source.line(place)) != sign for place in headed)
    return are_headed and count >= FEWEST_ASK * len(below) and asking >= FEWEST_ASK * count


def _are_paired(source: Source, asked: Sequence[Asked], answers: Sequence[Head | None]) -> bool:
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


def _answer(source: Source, asked: Asked, until: int, spoken: Collection[int]) -> Head | None:
    """Return the head of the first words behind a question, up to paragraph number `until`.

    A note of what happened, or a time, is the answer only where nothing else is, a rule nowhere.
    """
    note: Head | None = None
    for place in range(asked.last, until):
        paragraph = source.paragraphs[place]
        start = max(paragraph.start, asked.end) if place == asked.last else paragraph.start
        words = source.text[start : paragraph.end]
        if place not in spoken or not words.strip() or RULE.fullmatch(words):
            continue
        head = Head(ANSWER, start, start, start, place, place)
        if not is_not_said(words) and only_a_time(words) is None:
            return head
        note = note or head
    return note


def _label_of_answers(
    source: Source, answers: Sequence[Head | None], untils: Sequence[int]
) -> str | None:
    """Return the word before the colon of nearly all answers, in small letters and without numbers.

    None where they have none; the most frequent of several. One that means an answer may stand
    below the first paragraph too, for a question may go on there, up to the paragraphs `untils`.
    """
    given = [
        (answer, until) for answer, until in zip(answers, untils, strict=True) if answer is not None
    ]
    labels = Counter(
        match["word"].casefold()
        for answer, _ in given
        if (match := _ANSWERED.match(source.text, answer.body))
    )
    if labels.total() < _NEARLY_ALL * len(given):
        labels = Counter(
            word
            for answer, until in given
            for word in {_meant(source, place) for place in range(answer.first, until)} - {""}
        )
    label, number = labels.most_common(1)[0] if labels else ("", 0)
    return label if number and labels.total() >= _NEARLY_ALL * len(given) else None


def _meant(source: Source, place: int) -> str:
    """Return the word at the head of a paragraph that labels an answer, in small letters, or ""."""
    named = _ANSWERED.match(source.text, *source.paragraphs[place][:2])
    word = named["word"].casefold() if named else ""
    is_label = named is not None and any(sign.isdigit() or sign in ":：" for sign in named[0])
    return word if is_label and word in ANSWER_WORDS else ""


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


def _mostly_asks(words: str) -> bool:
    """Tell whether as many sentences ask as do not: an answer may ask something in passing."""
    return asks(words) and 2 * sum(map(words.count, ASKING)) >= sum(map(words.count, ENDS))


LAYOUTS: Mapping[str, Callable[[Source, Sequence[int]], list[Head]]] = {
    "table column": table_column,
    BEHIND: name_behind,
    QUESTIONS: question_and_answer,
}
"""Convention -> all heads of a source, in the paragraphs that may be said."""
