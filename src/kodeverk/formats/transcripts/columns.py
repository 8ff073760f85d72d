"""Which column of a transcript's table holds the time, which the speaker, which what was said."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from kodeverk.formats.transcripts.clock import cell_milliseconds
from kodeverk.model.columns import IN_FILES, Column

_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_HEADER_WITHIN = 30
"""A table's header is among so many rows."""

_LONGEST_NAME = 60
_MOST_SPEAKERS = 40
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

    The names in a header tell; what they leave open the content does: clock times, few names that
    come back, long texts.
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
    named = {time, end, speaker, text}
    if time is None:
        time = next(
            (column for column in used if column not in named and _is_of_times(body, column)), None
        )
        named.add(time)
    if end is None and time is not None:
        end = next(
            (column for column in used if column not in named and _is_of_times(body, column)), None
        )
    open_to_all = [column for column in used if column not in {time, end, speaker, text}]
    if text is None:
        text = _text(body, open_to_all)
    if text is None:
        return None
    if speaker is None:
        speaker = _speaker(body, [column for column in open_to_all if column != text], text)
    chosen = {time, end, speaker, text}
    if kinds.get(text) != "text" and len(used) > 1 and speaker is None and time is None:
        return None
    others = tuple(column for column in used if column not in chosen)
    guessed = any(column is not None and column not in kinds for column in (text, speaker, time))
    return TableColumns(header, text, time, end, speaker, others, guessed and len(used) > 1)


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
        if len(named) > 1 or (first and "text" in named):
            return place, kinds
        first = False
    return None, {}


def _used(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the columns that are not empty."""
    return sorted({column for row in rows for column, cell in enumerate(row) if cell.strip()})


def _cells(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    """Return the cells of a column that hold anything, without white space around them."""
    return [cell for row in rows if column < len(row) and (cell := row[column].strip())]


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


def _is_of_times(rows: Sequence[Sequence[str]], column: int, *, numbers: bool = False) -> bool:
    cells = _cells(rows, column)
    times = sum(
        cell_milliseconds(cell) is not None or (numbers and is_numeral(cell)) for cell in cells
    )
    return bool(cells) and times >= 0.8 * len(cells)


def _text(rows: Sequence[Sequence[str]], columns: Collection[int]) -> int | None:
    """Return the column with by far the most words, several in most of its cells."""
    most = sorted(((_words(rows, column), column) for column in columns), reverse=True)
    if not most or (len(most) > 1 and most[0][0] < 2 * most[1][0]):
        return None
    lengths = [len(cell.split()) for cell in _cells(rows, most[0][1])]
    several = len(lengths) == 1 or (median(lengths) >= 2 and mean(lengths) >= 3)
    return most[0][1] if several or len(columns) == 1 else None


def _speaker(rows: Sequence[Sequence[str]], columns: Collection[int], text: int) -> int | None:
    """Return the column with few names that come back, or names with a colon behind them."""
    best: tuple[int, int] | None = None
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
        if _is_of_names(rows, column) and all(map(_LETTER.search, speakers)):
            changes = sum(one != other for one, other in pairwise(names))
            if best is None or changes > best[0]:
                best = (changes, column)
    return best[1] if best else None


def _is_of_names(rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = _cells(rows, column)
    return sum(map(_could_be_name, cells)) >= 0.9 * len(cells)


def _could_be_name(cell: str) -> bool:
    words = len(cell.split())
    is_sentence = cell.endswith(("?", "!")) or (words > 3 and cell.endswith((".", "…")))
    return len(cell) <= _LONGEST_NAME and words <= 6 and not is_sentence
