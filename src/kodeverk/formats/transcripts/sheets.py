"""Transcripts kept as tables: a row an utterance, with columns for time, speaker and text.

A row's speaker becomes its paragraph's voice and stands at its head as `Name: `; its time becomes a
mark, and then the row is a cue. A table whose columns cannot be told keeps its rows as they are.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from operator import itemgetter

from kodeverk.errors import BadInput
from kodeverk.formats.limits import CELLS, refuse_over
from kodeverk.formats.transcripts.assembly import Line, assemble
from kodeverk.formats.transcripts.clock import cell_milliseconds, in_milliseconds, unit
from kodeverk.formats.transcripts.columns import (
    TableColumns,
    find_columns,
    is_numeral,
    take_turns,
)
from kodeverk.formats.transcripts.decode import decode_text
from kodeverk.formats.transcripts.delimited import SEPARATORS, delimited_rows
from kodeverk.formats.transcripts.excel import xlsx_sheets
from kodeverk.formats.transcripts.own_tables import refuse_own_table
from kodeverk.formats.transcripts.surveys import survey_of
from kodeverk.formats.transcripts.workbooks import WorkbookSheet, ods_sheets
from kodeverk.model.columns import IN_FILES
from kodeverk.model.sentences import ENDS
from kodeverk.model.source import Source
from kodeverk.model.text import normalise

Rows = Sequence[Sequence[str]]

_FEWEST_CELLS = 3
_NEARLY_ALL = 0.9
_MOSTLY = 0.8
_CLOSING = "\"'”’»)] "

_MILLISECONDS = re.compile(r"(?<![^\W_])(?:ms|milli)", re.IGNORECASE)
_SECONDS = re.compile(r"(?<![^\W_])(?:s|se[ck]\w*)(?![^\W_])", re.IGNORECASE)


def read_csv(data: bytes, name: str) -> Source:
    """Return the source of a text table that is comma, semicolon or tab separated.

    Raises BadInput when it is no text, and NoTranscript for tables of this program.
    """
    return _text_table(data, name, "csv")


def read_tsv(data: bytes, name: str) -> Source:
    """Return the source of a text table named tab separated, whatever separates it."""
    return _text_table(data, name, "tsv")


def read_xlsx(data: bytes, name: str) -> Source:
    """Return the source of an Excel workbook's transcript; raises BadInput when it is damaged."""
    return _workbook(*xlsx_sheets(data, name), name, "xlsx")


def read_ods(data: bytes, name: str) -> Source:
    """Return the source of an OpenDocument spreadsheet; raises BadInput when it is damaged."""
    return _workbook(*ods_sheets(data, name), name, "ods")


def is_table_of_talk(text: str) -> bool:
    """Tell whether nearly all lines of a text are rows of a table with TABs that is a transcript.

    A heading names the column of what is said and another; or each row has a start and an end, and
    each column that holds words is known.
    """
    rows = [line.split("\t") for line in text.split("\n") if line.strip()]
    widths = Counter(map(len, rows))
    width, most = max(widths.items(), key=itemgetter(1), default=(0, 0))
    if width < _FEWEST_CELLS or most < _NEARLY_ALL * len(rows):
        return False
    columns = find_columns(rows)
    if columns is None:
        return False
    named = set(IN_FILES.columns(rows[0]).values())
    is_named = columns.header == 0 and "text" in named and bool(named & {"speaker", "time"})
    is_told = columns.speaker is not None or not columns.others
    return is_named or (columns.time is not None and columns.end is not None and is_told)


def rows_of_talk(
    rows: Rows, name: str, format_name: str, encoding: str | None, warnings: Sequence[str]
) -> Source | None:
    """Return the source of rows below one that names their columns, or None: no transcript.

    The names say who speaks, and when or what; or people take turns in a column, whatever its name.
    """
    columns = find_columns(rows) if rows else None
    named = {*IN_FILES.columns(rows[0]).values()} if columns and columns.header == 0 else set()
    if columns is None or columns.speaker is None or not ({"time", "text"} & named):
        columns = find_columns(rows[1:])
        if columns is None or columns.header is not None or not take_turns(rows[1:], columns):
            return None
        columns = replace(columns, header=0)
    return _transcript(rows, columns, name, format_name, encoding, warnings)


def _text_table(data: bytes, name: str, format_name: str) -> Source:
    decoded = decode_text(data, name)
    text = normalise(decoded.text)
    # Cells are made of these; those within quotation marks are few.
    refuse_over(CELLS, text.count("\n") + max(map(text.count, SEPARATORS)), name)
    table = delimited_rows(text)
    refuse_over(CELLS, sum(map(len, table.rows)), name)
    refuse_own_table(table.rows, name)
    rows, wide = table.fitted()
    columns = find_columns(rows)
    warnings = list(decoded.warnings)
    if wide and columns is not None and columns.text + 1 < table.width:
        warnings.append(
            f"rows with more cells than the table has columns ({len(wide)}), the first is row "
            f"{wide[0] + 1}: what is too much was put into the last column"
        )
    kept = table.rows if columns is None else rows
    return _source(kept, columns, name, format_name, decoded.encoding, warnings)


def _workbook(sheets: list[WorkbookSheet], comments: int, name: str, format_name: str) -> Source:
    """Return the source of the sheet that looks like a transcript most; the others are named."""
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    if not filled:
        raise BadInput(
            f"{name}: there is nothing in the cells of this workbook",
            "Check that it is the right file, and that its formulas have been calculated.",
        )
    # Of two sheets that look alike the first one, which is what people open.
    chosen = filled[0]
    if len(filled) > 1:
        chosen = max(filled, key=lambda sheet: _likeness(sheet.rows))
    warnings = []
    if others := [repr(sheet.name) for sheet in filled if sheet is not chosen]:
        left_out = ", ".join(others)
        warnings.append(
            f"read from the sheet {chosen.name!r}; left out: {left_out}. To import another, save "
            "it as a file of its own"
        )
    if comments:
        warnings.append(f"left out: comments on cells ({comments})")
    rows = [[normalise(cell) for cell in row] for row in chosen.rows]
    refuse_own_table(rows, name)
    return _source(rows, find_columns(rows), name, format_name, None, warnings)


def _likeness(rows: Rows) -> tuple[int, int]:
    """Return how much a sheet looks like a transcript: columns that are told, then its words."""
    columns = find_columns(rows)
    chosen = [] if columns is None else [columns.text, columns.time, columns.speaker]
    told = sum(column is not None for column in chosen)
    survey = survey_of(rows)
    words = sum(len(cell.split()) for row in rows for cell in row)
    return max(told, 2 if survey is not None and survey.form.is_plain else 0), words


def _source(
    rows: Rows,
    columns: TableColumns | None,
    name: str,
    format_name: str,
    encoding: str | None,
    warnings: Sequence[str],
) -> Source:
    source = _transcript(rows, columns, name, format_name, encoding, warnings)
    return replace(source, survey=survey_of(rows, warnings))


def _transcript(
    rows: Rows,
    columns: TableColumns | None,
    name: str,
    format_name: str,
    encoding: str | None,
    warnings: Sequence[str],
) -> Source:
    if columns is None:
        warning = (
            "it cannot be told which column of this table holds what was said: its rows were kept "
            "as they are, with a tab between the cells"
        )
        lines = [_whole(row) for row in rows]
        return assemble(lines, name, format_name, encoding, (*warnings, warning))
    lines, left_out = _talk(rows, columns)
    return assemble(lines, name, format_name, encoding, (*warnings, *left_out))


def _talk(rows: Rows, columns: TableColumns) -> tuple[list[Line], list[str]]:
    """Return the lines of a table whose columns are known, and what a person should know."""
    above = _above_talk(rows, columns) if columns.header is None else columns.header
    header = [] if columns.header is None else rows[above]
    body = rows[above + bool(header) :]
    lines = [_whole(row) for row in rows[:above] if any(row)]
    times = _times(body, columns, _cell(header, columns.time))
    voices = {_voice(row, columns) for row in body if _cell(row, columns.text)}
    cue = silent = 0
    for row, milliseconds in zip(body, times, strict=True):
        voice, said = _voice(row, columns), _cell(row, columns.text)
        if not said:
            event = "" if voice in voices else _cell(row, columns.speaker)
            if event:
                lines.append(Line(event, milliseconds=milliseconds))
            silent += not event and any(cell.strip() for cell in row)
            continue
        if columns.time is not None:
            # A cue is one paragraph, and a row with a time is a cue.
            said = " ".join(said.split("\n"))
        head, *rest = said.split("\n")
        labelled = f"{voice}: {head}" if voice else head
        number = None if columns.time is None else cue
        lines.append(Line(labelled, 0, voice or None, number, milliseconds))
        lines += [Line(line, in_row=True) for line in rest]
        cue += 1
    return lines, _warnings(header, columns, silent)


def _above_talk(rows: Rows, columns: TableColumns) -> int:
    """Return how many rows stand above a talk whose columns no header names: titles and facts.

    They are those down to the last under a label that never comes back. Nothing in them ends as
    sentences do, as nearly all that is said does, or has a time.
    """
    turns = Counter(_voice(row, columns) for row in rows)
    titles = takewhile(
        lambda row: (
            not (
                _has_ended(_cell(row, columns.text))
                or cell_milliseconds(_cell(row, columns.time)) is not None
            )
        ),
        rows if columns.speaker is not None else (),
    )
    labels = enumerate((_voice(row, columns) for row in titles), 1)
    once = (number for number, label in labels if label and turns[label] == 1)
    above = max(once, default=0)
    said = [cell for row in rows[above:] if (cell := _cell(row, columns.text))]
    return above if sum(map(_has_ended, said)) >= _MOSTLY * len(said) else 0


def _has_ended(words: str) -> bool:
    return words.rstrip(_CLOSING).endswith(ENDS)


def _whole(row: Sequence[str]) -> Line:
    """Return a row as one paragraph, its cells separated by TAB."""
    cells = [" ".join(cell.split()) for cell in row]
    return Line("\t".join(cells).rstrip("\t"), row=len(cells) > 1)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _voice(row: Sequence[str], columns: TableColumns) -> str:
    return " ".join(_cell(row, columns.speaker).split()).rstrip(":： ")


def _times(body: Rows, columns: TableColumns, header: str) -> list[int | None]:
    """Return the time at which each row begins, in milliseconds."""
    cells = [_cell(row, columns.time) for row in body]
    starts = [_number(cell) for cell in cells]
    if not any(start is not None for start in starts):
        return [cell_milliseconds(cell) for cell in cells]
    if _MILLISECONDS.search(header):
        each = 1
    elif _SECONDS.search(header):
        each = 1000
    else:
        ends = [_number(_cell(row, columns.end)) for row in body]
        words = sum(len(_cell(row, columns.text).split()) for row in body)
        each = unit(
            [start for start in starts if start is not None],
            [end for end in ends if end is not None],
            words,
        )
    return [
        cell_milliseconds(cell) if start is None else in_milliseconds(start, each)
        for cell, start in zip(cells, starts, strict=True)
    ]


def _number(cell: str) -> float | None:
    return float(cell.replace(",", ".")) if is_numeral(cell) else None


def _warnings(header: Sequence[str], columns: TableColumns, silent: int) -> list[str]:
    warnings = []
    if columns.guessed:
        kinds = ("time", columns.time), ("speaker", columns.speaker), ("text", columns.text)
        named = ", ".join(
            f"{kind} from {_named(header, column)}" for kind, column in kinds if column is not None
        )
        warnings.append(
            f"the columns were told by what is in them: {named}. If they are others, give them "
            "headings such as Speaker and Text"
        )
    if columns.others:
        names = ", ".join(_named(header, column) for column in columns.others)
        warnings.append(f"left out: columns that are neither time, speaker nor text: {names}")
    if silent:
        warnings.append(f"left out: rows in which nothing is said ({silent})")
    return warnings


def _named(header: Sequence[str], column: int) -> str:
    """Return what to call a column: its name in the header, else its letters."""
    if name := _cell(header, column):
        return repr(name)
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"column {letters}"
