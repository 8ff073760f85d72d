"""Which column of a transcript's table holds the time, which the speaker, which what was said."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from statistics import mean, median

from kodeverk.formats.transcripts.clock import cell_milliseconds
from kodeverk.model.columns import IN_FILES, Column

_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_HEADER_WITHIN = 30
"""A table's header is among so many rows."""

_FEWEST_TIMES = 3
"""So many pairs of numbers that follow each other are times."""
_LONGEST_NAME = 60
_MOST_SPEAKERS = 40
_MOST_NUMBERED = 12
_MOST_COLUMNS = 60
"""A table with more columns is no transcript, and looking at each would take long."""


@dataclass(frozen=True, slots=True)
class TableColumns:
    """What the columns of a table are, counted from 0; rows up to `header` are no talk.

    `guessed` tells that the content told, not the header. `others` hold words that are neither.
    """

    header: int | None
    text: int
    time: int | None
    end: int | None
    speaker: int | None
    others: tuple[int, ...]
    guessed: bool


def find_columns(rows: Sequence[Sequence[str]]) -> TableColumns | None:
    """Return what the columns of a table are, None when it cannot be told which was said.

    The names in a header tell; what they leave open the content does: times that ascend, few names
    that come back, long texts. A header of unknown words is the row of words above the times.
    """
    header, kinds = _header(rows)
    body = rows[0 if header is None else header + 1 :]
    used = _used(body)
    if len(used) > _MOST_COLUMNS:
        return None
    text = _one(kinds, "text", body)
    speaker = _one(kinds, "speaker", body)
    time = _one(kinds, "time", body)
    end = _one(kinds, "end", body)
    time, end = _times(body, [c for c in used if c not in {speaker, text}], time, end)
    open_to_all = [column for column in used if column not in {time, end, speaker, text}]
    if text is None:
        text = _text(body, open_to_all)
    if text is None:
        return None
    if speaker is None:
        left = [column for column in open_to_all if column != text]
        speaker = _speaker(body, left, text, numbers=len({*kinds.values()}) > 1 or end is not None)
    chosen = {time, end, speaker, text}
    if kinds.get(text) != "text" and len(used) > 1 and speaker is None and time is None:
        return None
    others = tuple(column for column in used if column not in chosen)
    if text not in kinds and any(_is_said_elsewhere(body, text, column) for column in others):
        return None
    guessed = any(column is not None and column not in kinds for column in (text, speaker, time))
    return TableColumns(header, text, time, end, speaker, others, guessed and len(used) > 1)


def take_turns(rows: Sequence[Sequence[str]], columns: TableColumns) -> bool:
    """Tell whether few people speak in the rows of a table, and mostly another than just before."""
    if columns.speaker is None:
        return False
    names = _cells(rows, columns.speaker)
    changes = sum(one != other for one, other in pairwise(names))
    return len({*names}) <= _MOST_NUMBERED and 2 * changes >= len(names)


def is_numeral(cell: str) -> bool:
    """Tell whether a cell holds a number and nothing else."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def _header(rows: Sequence[Sequence[str]]) -> tuple[int | None, dict[int, Column]]:
    """Return the number of the row that names the columns, and the kinds it names."""
    first = True
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        if not any(cell.strip() for cell in row):
            continue
        kinds = IN_FILES.columns(row)
        named = set(kinds.values())
        is_first = first and ("text" in named or (named and _stands_alone(row, rows[place + 1 :])))
        if len(named) > 1 or is_first:
            return place, kinds
        first = False
    above = _words_above_times(rows)
    return above, {} if above is None else IN_FILES.columns(rows[above])


def _stands_alone(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row has several cells, each a name, none of which comes back in its column."""
    names = {number: cell.strip() for number, cell in enumerate(row) if cell.strip()}
    return (
        len({*names.values()}) == len(names) > 1
        and all(map(_could_be_name, names.values()))
        and not any(
            _cell(other, number) == name for other in below for number, name in names.items()
        )
    )


def _words_above_times(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the number of the row that has words where all rows below it have times or numbers."""
    body = rows[_HEADER_WITHIN:] or rows
    columns = [
        column
        for column in _used(rows)[:_MOST_COLUMNS]
        if _is_of_times(body, column, numbers=True, share=0.6)
    ]
    place = None
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        cells = [cell for column in columns if (cell := _cell(row, column))]
        if any(_amount(cell) is not None for cell in cells):
            break
        if cells:
            place = number
    if place is None:
        return None
    heads = [cell.strip() for cell in rows[place] if cell.strip()]
    is_header = len({*heads}) == len(heads) > 1 and 2 * len(heads) > len(_used(rows[place + 1 :]))
    return place if is_header and all(len(head) <= _LONGEST_NAME for head in heads) else None


def _used(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the columns that are not empty."""
    return sorted({column for row in rows for column, cell in enumerate(row) if cell.strip()})


def _cells(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    """Return the cells of a column that hold anything, without white space around them."""
    return [cell for row in rows if column < len(row) and (cell := row[column].strip())]


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _amount(cell: str) -> float | None:
    """Return a time in milliseconds, or a number; None for what is neither."""
    if is_numeral(cell):
        return float(cell.replace(",", "."))
    return cell_milliseconds(cell)


def _one(kinds: dict[int, Column], kind: Column, rows: Sequence[Sequence[str]]) -> int | None:
    """Return the column of `kind` that the header names; of several the one that holds most."""
    filled = [
        column
        for column, column_kind in kinds.items()
        if column_kind == kind and _cells(rows, column)
    ]
    if kind == "text":
        return max(filled, key=lambda column: _words(rows, column), default=None)
    if kind == "speaker":
        return next((column for column in filled if _is_of_names(rows, column)), None)
    return next((column for column in filled if _is_of_times(rows, column, numbers=True)), None)


def _words(rows: Sequence[Sequence[str]], column: int) -> int:
    return sum(len(cell.split()) for cell in _cells(rows, column))


def _times(
    rows: Sequence[Sequence[str]], columns: Sequence[int], time: int | None, end: int | None
) -> tuple[int | None, int | None]:
    """Return the columns in which words begin and end; one that its header named is kept.

    Numbers are times only where they come in pairs that follow each other: a start, an end.
    """
    left = [column for column in columns if column not in {time, end}]
    clocks = [column for column in left if _is_of_times(rows, column)]
    numbers = [column for column in left if _is_of_times(rows, column, numbers=True)]
    starts = [time] if time is not None else numbers
    ends = [end] if end is not None else numbers
    amounts = {column: [_amount(_cell(row, column)) for row in rows] for column in {*starts, *ends}}
    for start, stop in product(starts, ends):
        if start != stop and _follow(amounts[start], amounts[stop]):
            return start, stop
    if time is None and clocks:
        time = clocks.pop(0)
    return time, end if end is not None or time is None else next(iter(clocks), None)


def _follow(starts: Iterable[float | None], stops: Iterable[float | None]) -> bool:
    """Tell whether rows begin and end at these times, one row after the other."""
    pairs = [
        (begins, ends)
        for begins, ends in zip(starts, stops, strict=True)
        if begins is not None and ends is not None
    ]
    if len(pairs) < _FEWEST_TIMES:
        return False
    # Few columns pass the first: of many numbers each two are looked at.
    steps = len(pairs) - 1
    return (
        sum(begins <= ends for begins, ends in pairs) >= 0.95 * len(pairs)
        and sum(begins < ends for begins, ends in pairs) >= 0.5 * len(pairs)
        and sum(one[0] <= other[0] for one, other in pairwise(pairs)) >= 0.9 * steps
        # Two may speak at once, but most are done before half of what comes next is said.
        and sum(2 * one[1] <= other[0] + other[1] for one, other in pairwise(pairs)) >= 0.7 * steps
    )


def _is_of_times(
    rows: Sequence[Sequence[str]], column: int, *, numbers: bool = False, share: float = 0.8
) -> bool:
    cells = _cells(rows, column)
    times = sum(
        cell_milliseconds(cell) is not None or (numbers and is_numeral(cell)) for cell in cells
    )
    return bool(cells) and times >= share * len(cells)


def _text(rows: Sequence[Sequence[str]], columns: Collection[int]) -> int | None:
    """Return the column with by far the most words, several in most of its cells."""
    most = sorted(((_words(rows, column), column) for column in columns), reverse=True)
    if not most or (len(most) > 1 and most[0][0] < 2 * most[1][0]):
        return None
    lengths = [len(cell.split()) for cell in _cells(rows, most[0][1])]
    several = len(lengths) == 1 or (median(lengths) >= 2 and mean(lengths) >= 3)
    return most[0][1] if several or len(columns) == 1 else None


def _speaker(
    rows: Sequence[Sequence[str]], columns: Collection[int], text: int, *, numbers: bool
) -> int | None:
    """Return the column with few names that come back, or names with a colon behind them.

    With `numbers` people may be numbered, in the only column that could say so.
    """
    best: tuple[int, int] | None = None
    numbered: list[int] = []
    for column in columns:
        names = [
            name
            for row in rows
            if max(column, text) < len(row) and row[text].strip() and (name := row[column].strip())
        ]
        speakers = Counter(names)
        if len(names) < 2 or len(speakers) < 2 or len(speakers) > _MOST_SPEAKERS:
            continue
        comes_back = len(speakers) <= len(names) / 2
        if not comes_back and not all(name.endswith(":") for name in names):
            continue
        if all(map(str.isdecimal, speakers)) and len(speakers) <= _MOST_NUMBERED:
            numbered.append(column)
        elif _is_of_names(rows, column) and all(map(_LETTER.search, speakers)):
            changes = sum(one != other for one, other in pairwise(names))
            # Who speaks comes back after another; rows put in order by a column do not.
            if changes >= len(speakers) and (best is None or changes > best[0]):
                best = (changes, column)
    if best is None and numbers and len(numbered) == 1:
        return numbered[0]
    return best[1] if best else None


def _is_said_elsewhere(rows: Sequence[Sequence[str]], text: int, column: int) -> bool:
    """Tell whether a column has sentences where the one of what is said has nothing.

    Each speaker has a column then.
    """
    cells = [(cell, _cell(row, text)) for row in rows if (cell := _cell(row, column))]
    apart = sum(not said for _, said in cells)
    are_words = sum(len(cell.split()) for cell, _ in cells) >= 3 * len(cells)
    return len(cells) > 1 and are_words and apart >= 0.8 * len(cells)


def _is_of_names(rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = _cells(rows, column)
    return sum(map(_could_be_name, cells)) >= 0.9 * len(cells)


def _could_be_name(cell: str) -> bool:
    words = len(cell.split())
    is_sentence = cell.endswith(("?", "!")) or (words > 3 and cell.endswith((".", "…")))
    return len(cell) <= _LONGEST_NAME and words <= 6 and not is_sentence
