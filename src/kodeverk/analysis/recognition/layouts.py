"""The conventions that only a whole file shows: columns of a table, questions and their answers.

Each is a function from a source to the heads of its turns.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions import Head
from kodeverk.analysis.recognition.labels import (
    could_be_label,
    key_of,
)
from kodeverk.analysis.recognition.times import only_a_time
from kodeverk.model.columns import IN_DOCUMENTS
from kodeverk.model.source import Source

QUESTION, ANSWER = "Q", "A"
"""The labels of who asks and who answers where the file names neither."""

_MOST_SPEAKERS = 12
_FEWEST_ROWS = 4
_HEADING_WITHIN = 60
_NUMBER_CELL = re.compile(r"\d{0,5}[.)]?")
_ASKED = r"(?:spm|spørsmål|q|question|frage)"
_NUMBER = re.compile(
    rf"\s*[*_]{{0,3}}(?P<word>{_ASKED}\.?\s?)?(?P<number>\d{{1,3}})[.):](?!\d)[*_]{{0,3}}\s*",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\s*[*_]{0,3}(?:svar|answer|antwort|a)\.?\s?\d{0,3}[*_]{0,3}[.):][*_]{0,3}\s*", re.IGNORECASE
)
_MARKED_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<words>.+?)(?:\*\*|__)\s*")
_FEWEST_QUESTIONS = 3
_MOST_ASK = 0.6


class _Row(NamedTuple):
    """A row of a table: the number of its paragraph, and where each of its cells begins."""

    place: int
    starts: tuple[int, ...]
    cells: tuple[str, ...]


def table_column(source: Source) -> list[Head]:
    """Return the heads of rows one of whose cells names the speaker.

    The column of speakers is the one whose heading says so, else the one whose few short entries
    come back. What was said is in the cells behind it, or where it is the last, before it.
    """
    rows = _rows(source)
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


def _rows(source: Source) -> list[_Row]:
    """Return the rows with the number of cells that most rows have."""
    rows = []
    for place, paragraph in enumerate(source.paragraphs):
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
    """A question: the number of its paragraph, and where it ends there."""

    place: int
    end: int


def question_and_answer(source: Source) -> list[Head]:
    """Return the heads of questions told by a number or by bold, and of the answers below them.

    Nobody is named, so they are labelled QUESTION and ANSWER. A number alone does not make a
    question: most of them must ask, and have an answer.
    """
    for asked in (_numbered(source), _in_bold(source)):
        heads = _asked_and_answered(source, asked)
        if heads:
            return heads
    return []


def _numbered(source: Source) -> list[_Asked]:
    """Return the paragraphs numbered in order, or numbered by the format and asking."""
    questions: list[_Asked] = []
    expected = 1
    for place, paragraph in enumerate(source.paragraphs):
        number = _NUMBER.match(source.text, paragraph.start, paragraph.end)
        if number is None and not paragraph.numbered:
            continue
        follows = number is not None and int(number["number"]) == expected
        if follows or _asks(source.text[paragraph.start : paragraph.end]):
            questions.append(_Asked(place, paragraph.end))
            expected = int(number["number"]) + 1 if number else expected
    return questions


def _in_bold(source: Source) -> list[_Asked]:
    """Return the bold sentences at the head of a paragraph; a heading ends without a sign."""
    questions = []
    for place, paragraph in enumerate(source.paragraphs):
        line = source.text[paragraph.start : paragraph.end]
        marked = _MARKED_BOLD.match(line)
        end = paragraph.start + marked.end() if marked else paragraph.bold_to
        if source.text[paragraph.start : end].rstrip(" *_").endswith(("?", ".", "!", "…")):
            questions.append(_Asked(place, end))
    return questions


def _asked_and_answered(source: Source, asked: Sequence[_Asked]) -> list[Head]:
    if len(asked) < _FEWEST_QUESTIONS:
        return []
    heads: list[Head] = []
    asking = answered = 0
    ends = [*(question.place for question in asked[1:]), len(source.paragraphs)]
    for question, until in zip(asked, ends, strict=True):
        start = body = source.paragraphs[question.place].start
        asking += _asks(source.text[start : question.end])
        number = _NUMBER.match(source.text, start, question.end)
        if number and number["word"]:
            body = number.end()
        end = _before_spaces(source.text, start, body)
        heads.append(
            Head(QUESTION, start, end, body, question.place, question.place, until=question.end)
        )
        answer = _answer(source, question, until)
        if answer is not None:
            answered += 1
            heads.append(answer)
    enough = min(asking, answered) >= _MOST_ASK * len(asked)
    return heads if enough and not _is_guide(source, heads) else []


def _answer(source: Source, asked: _Asked, until: int) -> Head | None:
    """Return the head of the first words behind a question, up to paragraph number `until`."""
    for place in range(asked.place, until):
        paragraph = source.paragraphs[place]
        start = max(paragraph.start, asked.end) if place == asked.place else paragraph.start
        words = source.text[start : paragraph.end]
        if words.strip():
            named = _ANSWERED.match(words)
            body = start + (named.end() if named else 0)
            end = _before_spaces(source.text, start, body)
            return Head(ANSWER, start, end, body, place, place)
    return None


def _is_guide(source: Source, heads: Sequence[Head]) -> bool:
    """Tell whether what stands below the questions asks too: nobody has answered yet."""
    answers = [head for head in heads if head.label == ANSWER]
    asking = sum(
        _asks(source.text[head.body : source.paragraphs[head.last].end]) for head in answers
    )
    return asking > len(answers) / 2


def _before_spaces(text: str, start: int, end: int) -> int:
    """Return the end of `text[start:end]` without the white space there."""
    return start + len(text[start:end].rstrip())


def _asks(words: str) -> bool:
    return words.rstrip(" *_)\n").endswith("?")


LAYOUTS: Mapping[str, Callable[[Source], list[Head]]] = {
    "table column": table_column,
    "question and answer": question_and_answer,
}
"""Convention -> all heads of a source."""
