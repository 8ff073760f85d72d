"""Sheets with a row a respondent: which columns are open questions, and what each person answered.

A respondent's text opens with who it is, and has a turn for each question and each answer.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kodeverk.errors import BadInput
from kodeverk.formats.metadata import COLUMNS
from kodeverk.formats.transcripts.assembly import Line, assemble
from kodeverk.formats.transcripts.clock import cell_milliseconds
from kodeverk.model.columns import IN_FILES, IN_SURVEYS, Column
from kodeverk.model.source import Source
from kodeverk.model.survey import Respondent, Survey, SurveyForm
from kodeverk.model.text import normalise, words

ASKS, ANSWERS = "Interviewer", "Respondent"
"""The labels of who asks and who answers in a respondent's text."""

_HEADER_WITHIN = 10
_FEW = 7
"""So many values are few, however small the survey is."""
_MANY = 20
"""So many answers that nobody else gave are no choice among few, however many people there are."""
_FEWEST = 4
"""Of fewer values none needs to come back."""
_IMPORT_ID = re.compile(r'\s*\{\s*"ImportId"')
"""What Qualtrics writes below the questions."""
_LONGEST_ID = 40
_LONGEST_VALUE = 200
_ASKED = re.compile("[?？؟]")
_WORDS_OF_A_QUESTION = 4
_WORDS_OF_AN_ADDRESS = 5
_CODE = re.compile(r"[^\W\d_]{0,6}[-_. ]?\d{1,6}[^\W\d_]?")
_PERSONAL = re.compile(
    r"navn|namn|\bname|surname|e-?post|e-?mail|telefon|mobil|phone|adresse|address|\bip\b|"
    r"fødselsn|personnummer",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?\d{1,7}(?:[.,]\d+)? ?%?")
_SEVEN_DIGITS = re.compile(r"\d(?:[ -]?\d){6}")
_DAY = re.compile(
    r"(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4}))(?:[T ].*)?"
)

Rows = Sequence[Sequence[str]]


def survey_of(rows: Rows, warnings: Sequence[str] = ()) -> Survey | None:
    """Return the survey that the rows of a table may be, None when nobody answers in words.

    It is plainly one when headings ask and what stands below them is written freely, a row a
    person; a table of who says what, and when, never is one. `warnings` are what a person should
    know of the table.
    """
    place = _header(rows)
    if place is None:
        return None
    heads = [" ".join(cell.split()) for cell in rows[place]]
    is_exported = any(map(_names_columns, rows[place + 1 : place + 2]))
    body = [
        (number, row)
        for number, row in enumerate(rows, 1)
        if number > place + 1 and any(row) and not _names_columns(row)
    ]
    cells = {
        column: filled
        for column in range(len(heads))
        if (filled := [cell for _, row in body if (cell := _cell(row, column))])
    }
    is_talk = _is_talk(heads, cells)
    columns = _columns(heads, cells, len(body))
    if not columns.questions or (is_talk and _is_named_so(heads)):
        return None
    ids = Counter(_cell(row, columns.identity) for _, row in body)
    respondents: dict[str, Respondent] = {}
    silent = 0
    for number, row in body:
        respondent = _respondent(number, row, columns)
        if any(next(words(answer), None) for _, answer in respondent.answers):
            key = _key(_cell(row, columns.identity), number, ids, respondents)
            respondents[key] = respondent
        else:
            silent += 1
    wide = [number for number, row in body if any(map(str.strip, row[len(heads) :]))]
    form = SurveyForm(
        len(respondents),
        tuple(columns.questions.values()),
        tuple(columns.closed.values()),
        tuple(
            heads[column] or f"column {column + 1}"
            for column in cells
            if column not in columns.told
        ),
        _named(heads, columns.identity),
        _named(heads, columns.municipality),
        _named(heads, columns.date),
        len(respondents) > 1 and (is_exported or _is_plain(columns, cells, is_talk=is_talk)),
        (
            *warnings,
            *_doubts(ids, silent, wide, is_nameless=columns.identity is None),
            *_merged([row for _, row in body], heads, columns),
        ),
    )
    return Survey(form, respondents)


def respondent_source(survey: Survey, key: str, sheet: Source, name: str) -> Source:
    """Return what a respondent answered, as a source; `sheet` is the source of the whole table.

    Raises BadInput when there is no such respondent.
    """
    respondent = survey.respondents.get(key)
    if respondent is None:
        raise BadInput(
            f"{name}: there is no respondent {key!r} in this sheet",
            "Name the sheet itself: it stands for all its respondents.",
        )
    lines = [Line(key)]
    for place, (question, answer) in enumerate(respondent.answers):
        lines.append(Line(f"{ASKS}: {question}", voice=ASKS, cue=2 * place))
        first, *rest = answer.split("\n")
        lines.append(Line(f"{ANSWERS}: {first}", voice=ANSWERS, cue=2 * place + 1))
        lines += map(Line, rest)
    return assemble(lines, name, sheet.format, sheet.encoding)


class _Columns(NamedTuple):
    """Which columns of a survey are what; open and closed questions by column, with their names."""

    identity: int | None
    municipality: int | None
    date: int | None
    questions: Mapping[int, str]
    closed: Mapping[int, str]

    @property
    def told(self) -> set[int | None]:
        """The columns that say something of a respondent."""
        return {self.identity, self.municipality, self.date, *self.questions, *self.closed}


def _columns(heads: Sequence[str], cells: Mapping[int, list[str]], people: int) -> _Columns:
    """Return which columns are what, by their headings and by the `cells` that are filled."""
    kinds = IN_SURVEYS.columns(heads)
    municipality = next((column for column in cells if kinds.get(column) == "municipality"), None)
    dates = (column for column in cells if kinds.get(column) == "date")
    date = next((column for column in dates if all(map(_day, cells[column]))), None)
    identity = _identity(cells, kinds)
    others = [column for column in cells if column not in (identity, municipality, date)]
    questions = {
        column: heads[column] for column in others if _is_open(heads[column], cells[column], people)
    }
    closed = {
        # Variables are named in small letters.
        column: heads[column].lower()
        for column in others
        if column not in questions and _is_closed(heads[column], cells[column], people)
    }
    return _Columns(identity, municipality, date, questions, _told_apart(closed))


def _respondent(number: int, row: Sequence[str], columns: _Columns) -> Respondent:
    """Return what the row with this number, counted from 1, says of somebody."""
    return Respondent(
        number,
        tuple(
            (question, answer)
            for column, question in columns.questions.items()
            if (answer := _cell(row, column))
        ),
        {
            name: " ".join(value.split())
            for column, name in columns.closed.items()
            if (value := _cell(row, column))
        },
        _cell(row, columns.municipality) or None,
        _day(_cell(row, columns.date)),
        not _cell(row, columns.identity),
    )


def _header(rows: Rows) -> int | None:
    """Return the number of the row that names the columns: the first that fills most of them.

    Where that has short names (`Q1`) and the next row alone asks, the next has the questions, as
    has what stands above the names by which a survey's program knows the columns.
    """
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        if place and _names_columns(row):
            return place - 1
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        filled = sum(1 for cell in row if cell.strip())
        below = max((len(other) for other in rows[place + 1 :]), default=0)
        if filled > 1 and 2 * filled > below:
            asking = [sum(bool(_ASKED.search(cell)) for cell in row) for row in rows[place:][:9]]
            here, after, *others = [*asking, 0]
            return place + 1 if after > 2 * max(1, here, *others) else place
    return None


def _names_columns(row: Sequence[str]) -> bool:
    """Tell whether a row has the names by which the survey's program knows the columns."""
    filled = [cell for cell in row if cell]
    return bool(filled) and all(map(_IMPORT_ID.match, filled))


def _named(heads: Sequence[str], column: int | None) -> str | None:
    return None if column is None else heads[column] or f"column {column + 1}"


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _identity(columns: Mapping[int, list[str]], kinds: Mapping[int, Column]) -> int | None:
    """Return the column that says who somebody is: by its heading, or as the codes at the left."""
    for column, cells in columns.items():
        if kinds.get(column) == "respondent" and all(len(cell) <= _LONGEST_ID for cell in cells):
            return column
    first = next(iter(columns), None)
    if first is None or first in kinds:
        return None
    cells = columns[first]
    codes = all(map(_CODE.fullmatch, cells)) and len({*cells}) >= 0.9 * len(cells)
    return first if codes else None


def _is_open(head: str, cells: Sequence[str], people: int) -> bool:
    """Tell whether a column holds what people wrote, each in words of their own."""
    said = Counter(cell.casefold() for cell in cells)
    different, once = len(said), sum(count == 1 for count in said.values())
    # Of many people many say no more than `no`, and as many something that nobody else says.
    is_free = different >= 0.6 * len(cells) or once > max(_MANY, 0.3 * len(cells))
    if not head or not is_free or _is_personal(head, cells):
        return False
    length = sum(len(cell.split()) for cell in cells) / len(cells)
    if _asks(head):
        many = different > max(_FEW, people / 2) and not all(map(_NUMBER.fullmatch, cells))
        return length >= 3 or ("?" in head and many and length >= 1.5)
    return length >= 8


def _is_closed(head: str, cells: Sequence[str], people: int) -> bool:
    """Tell whether a column holds a number, or one of few values."""
    if not head or not head.isprintable() or head.lower() in COLUMNS or _is_personal(head, cells):
        return False
    if any(len(cell) > _LONGEST_VALUE for cell in cells):
        return False
    different = len({*cells})
    comes_back = different < len(cells) or len(cells) < _FEWEST
    is_few = comes_back and different <= max(_FEW, people / 2)
    return is_few or all(map(_NUMBER.fullmatch, cells))


def _is_personal(head: str, cells: Sequence[str]) -> bool:
    """Tell whether a column has names, addresses or numbers that are somebody's."""
    personal = sum("@" in cell or bool(_SEVEN_DIGITS.fullmatch(cell)) for cell in cells)
    is_short = sum(len(cell.split()) for cell in cells) <= _WORDS_OF_AN_ADDRESS * len(cells)
    return personal > len(cells) / 2 or (is_short and bool(_PERSONAL.search(head)))


def _asks(head: str) -> bool:
    return bool(_ASKED.search(head)) or len(head.split()) >= _WORDS_OF_A_QUESTION


def _is_plain(columns: _Columns, cells: Mapping[int, list[str]], *, is_talk: bool) -> bool:
    """Tell whether the form shows a survey, and no table of something else."""
    questions = [*columns.questions.values()]
    asking = sum(bool(_ASKED.search(question)) for question in questions)
    is_beside = len(columns.told - {None}) > len(questions)
    if len(questions) == 1:
        scales = [column for column in columns.closed if len({*cells[column]}) <= _FEW]
        is_asked = _asks(questions[0]) or len(scales) >= _FEWEST
        asks = asking == 1 or (columns.identity is not None and is_asked)
        return asks and is_beside and not is_talk
    if is_talk:
        return asking > 1
    return any(map(_asks, questions)) and (is_beside or asking > 1)


def _is_talk(heads: Sequence[str], columns: Mapping[int, list[str]]) -> bool:
    """Tell whether a table has speakers who come back, or times."""
    named = IN_FILES.columns(heads)
    return any(
        len({*cells}) <= len(cells) / 3
        for column, cells in columns.items()
        if named.get(column) == "speaker"
    ) or any(
        sum(cell_milliseconds(cell) is not None for cell in cells) >= 0.8 * len(cells)
        for cells in columns.values()
    )


def _is_named_so(heads: Sequence[str]) -> bool:
    """Tell whether headings name a column of what is said, and one of whose it is or when."""
    named = {*IN_FILES.columns(heads).values()}
    return "text" in named and bool({"time", "speaker"} & named)


def _told_apart(names: Mapping[int, str]) -> dict[int, str]:
    """Return column -> name, a number behind each name that another column has too."""
    apart: dict[int, str] = {}
    for column, name in names.items():
        count, own = 1, name
        while own in apart.values():
            count += 1
            own = f"{name} ({count})"
        apart[column] = own
    return apart


def _key(identity: str, row: int, ids: Counter[str], taken: Mapping[str, Respondent]) -> str:
    """Return what a respondent is called: the id, with the row where somebody else has it too."""
    # It is a name in an address of the kind `answers.csv/R12`.
    key = " ".join(normalise(identity).replace("/", "-").split()).strip(".")
    if not key:
        key = f"row {row}"
    elif ids[identity] > 1 or key in taken:
        key = f"{key} (row {row})"
    while key in taken:
        key = f"{key} (row {row})"
    return key


def _doubts(
    ids: Counter[str], silent: int, wide: Sequence[int], *, is_nameless: bool
) -> Iterator[str]:
    if is_nameless:
        yield "no column says who the respondents are: they are called by their rows"
    elif ids[""]:
        yield f"respondents without an id, called by their rows: {ids['']}"
    twice = [identity for identity, count in ids.items() if identity and count > 1]
    if twice:
        listed = ", ".join(map(repr, twice[:5])) + (" …" if len(twice) > 5 else "")
        yield f"ids that several respondents have, told apart by their rows: {listed}"
    if silent:
        yield f"left out: respondents who answered no open question ({silent})"
    if wide:
        yield (
            f"rows with more cells than there are headings ({len(wide)}), the first is row "
            f"{wide[0]}: what is too much is left out, and answers may stand in a wrong column"
        )


def _merged(rows: Rows, heads: Sequence[str], columns: _Columns) -> Iterator[str]:
    """Yield what to say of columns that are filled in the first of several rows each."""
    told = [columns.municipality, *columns.closed]
    for column in (column for column in told if column is not None):
        filled = [place for place, row in enumerate(rows) if _cell(row, column)]
        is_first_of_several = all(after > place + 1 for place, after in pairwise(filled))
        if len(filled) > 1 and filled[0] == 0 and is_first_of_several:
            yield (
                f"{_named(heads, column)!r} is filled in one row of several each "
                f"({len(filled)} of {len(rows)}): where cells are merged only the first "
                "respondent has the value; fill all rows in the spreadsheet"
            )


def _day(cell: str) -> str | None:
    """Return the date at the head of a cell as YYYY-MM-DD, None when there is none."""
    day = _DAY.fullmatch(cell)
    if day is None:
        return None
    year, month, number = (
        day[one] or day[other] for one, other in (("y", "y2"), ("m", "m2"), ("d", "d2"))
    )
    return f"{year}-{int(month):02}-{int(number):02}"
