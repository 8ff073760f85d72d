"""A table one of whose columns names the speakers, or each of whose columns is a speaker."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions.heads import Head, before_spaces
from kodeverk.analysis.recognition.forms.labels import could_be_label, key_of, names_fact
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.model.columns import IN_DOCUMENTS
from kodeverk.model.source import Source

_NEARLY_ALL = 0.8
_MOST_SPEAKERS = 12
_FEWEST_ROWS = 4
_HEADING_WITHIN = 60
_RULE = re.compile(r"[\s|:]*-[-\s|:]*")
_NUMBER_CELL = re.compile(r"\d{0,5}[.)]?")


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
        worded = (number for number, cell in enumerate(row.cells) if not _is_mark(cell))
        said = [*islice(worded, 2)]
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
        if number != last and _are_speakers(cells) and not names_fact(_label(cells[0]))
    ]
    return named[0] if len(named) == 1 else None


def _are_speakers(cells: Sequence[str]) -> bool:
    """Tell whether a column holds few labels, nearly all of which come back."""
    labels = Counter(_label(cell) for cell in cells if cell.strip())
    filled = labels.total()
    counts: Counter[str] = Counter()
    for label, count in labels.items():
        counts[key_of(label)] += count
        if len(counts) > _MOST_SPEAKERS:
            return False
    again = sum(count for count in counts.values() if count > 1)
    is_often = filled >= max(_FEWEST_ROWS, len(cells) / 2) and again >= 0.8 * filled
    if not (is_often and len(counts) > 1):
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
        end = before_spaces(source.text, paragraph.start, body)
        until = row.starts[last] + len(row.cells[last]) if last < filled[-1] else None
        return Head(label, paragraph.start, end, body, row.place, row.place, time, until=until)
    if said == [column]:  # the words are in the rows below
        start, end = paragraph.start, paragraph.end
        return Head(label, start, end, end, row.place, row.place, time)
    body = row.starts[said[0]]
    until = row.starts[column] - 1 if label else paragraph.end
    return Head(label, body, body, body, row.place, row.place, time, until=until)
