"""Runs of characters at places on a page, put into rows of cells."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kodeverk.formats.transcripts.clock import cell_milliseconds
from kodeverk.formats.transcripts.pdf_runs import TextRun

_WHITE = re.compile(r"\s+")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_TO_THE_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SHAPES = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
_DIRECTIONS = re.compile(
    r"(?P<left>[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)"
    r"|(?P<right>[^\W_]+(?:[.,:/-][^\W_]+)*)|(?P<neither>.)",
    re.DOTALL,
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")

_ACCENTS = dict(
    zip(
        "`´ˆ˜¨¯˘˙˚˝ˇ¸˛",
        "\u0300\u0301\u0302\u0303\u0308\u0304\u0306\u0307\u030a\u030b\u030c\u0327\u0328",
        strict=True,
    )
)
"""Accents as signs of their own, as TeX shows them over the letter that follows."""
_OVER = -0.15
"""What begins more than so many times the height of the letters before the last end is over it."""
_COLUMN = 2.5
"""A gap of more than so many times the height of the letters begins a column."""
_SPACE = 0.2
"""A gap of more than so many times the height of the letters stands between two words ..."""
_NARROW = 0.15
"""... or of so many, where the page shows no blanks ..."""
_WIDE = 0.22
"""... or of so many, where it shows blanks, between letters that are shown in one."""
_BLANKS = 0.05
"""A page that shows blanks has at least this share of them."""


class Cell(NamedTuple):
    """Words of a row without a gap of a column: from `x` to `end`; the first `bold` are bold."""

    text: str
    bold: int
    x: float
    end: float


@dataclass(frozen=True, slots=True)
class PageRow:
    """What stands on one height of a page; turned text is a row of its own, below all others.

    A row of a table has all its cells, and each may have lines.
    """

    cells: tuple[Cell, ...]
    y: float
    height: float
    is_of_table: bool = False

    @property
    def text(self) -> str:
        """The cells with TAB between them."""
        return "\t".join(cell.text for cell in self.cells)

    def within(self, start: int, end: int) -> "PageRow":
        """Return the row with what stands in `[start, end)` of its text."""
        cells: list[Cell] = []
        for cell in self.cells:
            text = cell.text[max(0, start) : max(0, end)]
            bold = min(max(0, cell.bold - max(0, start)), len(text))
            if text:
                cells.append(cell._replace(text=text, bold=bold))
            start, end = start - len(cell.text) - 1, end - len(cell.text) - 1
        return replace(self, cells=tuple(cells))

    @property
    def bold(self) -> int:
        """How many code points at the head of the text are bold; so is a time before them."""
        bold = 0
        for place, cell in enumerate(self.cells):
            is_bold_behind = place + 1 < len(self.cells) and self.cells[place + 1].bold > 0
            if place == 0 and is_bold_behind and cell_milliseconds(cell.text) is not None:
                bold = len(cell.text)
                continue
            bold += cell.bold + (place > 0 and cell.bold > 0)
            if cell.bold < len(cell.text):
                break
        return bold

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return self.bold == len(self.text)

    @property
    def x(self) -> float:
        """Where the row begins."""
        return self.cells[0].x

    @property
    def end(self) -> float:
        """Where the row ends."""
        return self.cells[-1].end


def shows_blanks(runs: Iterable[TextRun]) -> bool:
    """Tell whether a page that shows these runs shows the blanks between words."""
    signs = blanks = 0
    for run in runs:
        signs += len(run.text)
        blanks += run.text.count(" ")
    return blanks >= _BLANKS * signs


def rows_of(runs: Sequence[TextRun], has_blanks: bool) -> list[PageRow]:
    """Return the rows of a page, or of a part of one, from above.

    Turned text, such as in a margin, comes last. `has_blanks` says whether the page shows blanks.
    """
    lines, turned = lines_of(runs)
    return [row for line in [*lines, *turned] for row in row_of(line, has_blanks)]


def lines_of(runs: Sequence[TextRun]) -> tuple[list[list[TextRun]], list[list[TextRun]]]:
    """Return what a page shows on each height, from above, and what is turned."""
    segments = _segments(runs)
    level = [segment for segment in segments if not segment[0].is_turned]
    level.sort(key=lambda segment: -segment[0].y)
    lines: list[list[list[TextRun]]] = []
    for segment in level:
        above = lines[-1][0] if lines else None
        if above and above[0].y - segment[0].y < 0.5 * min(_height(above), _height(segment)):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    in_order = [
        sorted((run for segment in line for run in segment), key=lambda run: run.x)
        for line in lines
    ]
    return in_order, [segment for segment in segments if segment[0].is_turned]


def row_of(line: Sequence[TextRun], has_blanks: bool) -> list[PageRow]:
    """Return the row that a line of `lines_of` makes; none where it shows blanks alone."""
    row = _row(line, has_blanks)
    return [row] if row.cells else []


def _segments(runs: Iterable[TextRun]) -> list[list[TextRun]]:
    """Return the runs that follow each other in the file at one height, be they raised a little."""
    segments: list[list[TextRun]] = []
    for run in runs:
        last = segments[-1][-1] if segments else None
        same = (
            last is not None
            and last.is_turned == run.is_turned
            and abs(last.y - run.y) < 0.5 * max(last.height, run.height)
        )
        if same:
            segments[-1].append(run)
        # Where blanks stand alone says nothing.
        elif run.text.strip():
            segments.append([run])
    return segments


def _height(segment: Iterable[TextRun]) -> float:
    return max(run.height for run in segment) or 1.0


def _row(runs: Sequence[TextRun], has_blanks: bool) -> PageRow:
    cells: list[Cell] = []
    text, bold = "", 0
    begins = ends = 0.0
    for run in runs:
        piece = _WHITE.sub(" ", _LIGATURE.sub(lambda at: _LIGATURES[at[0]], run.text))
        gap = (run.x - ends) / (run.height or 1.0) if text else 0.0
        if gap < _OVER and (letter := _with_accent(text[-1:], piece[:1])):
            text, piece = text[:-1], letter + piece[1:]
            bold = min(bold, len(text))
        if gap > _COLUMN and piece.strip():
            cells.append(_cell(text, bold, begins, ends))
            text, bold = "", 0
        elif piece[0] != " " and text and text[-1] != " " and _is_space(gap, run, has_blanks):
            bold += bold == len(text) and run.bold
            text += " "
        if not text or text[-1] == " ":
            piece = piece.removeprefix(" ")
        if not text:
            begins = run.x
        # Blanks between what is bold need not be.
        if run.bold and not text[bold:].strip() and (bold or not text):
            bold = len(text) + len(piece)
        text += piece
        if piece.strip():
            ends = max(run.x + run.width, ends if text != piece else 0.0)
    cells.append(_cell(text, bold, begins, ends))
    kept = tuple(cell for cell in cells if cell.text)
    if any(_TO_THE_LEFT.search(cell.text) for cell in kept):
        kept = _from_the_right(kept)
    return PageRow(kept, runs[0].y, _height(runs))


def _with_accent(accent: str, letter: str) -> str:
    """Return a letter with the accent that is shown over it, empty where there is none so."""
    mark = _ACCENTS.get(accent)
    whole = unicodedata.normalize("NFC", letter.replace("ı", "i") + mark) if mark else ""
    return whole if len(whole) == 1 else ""


def _is_space(gap: float, run: TextRun, has_blanks: bool) -> bool:
    if not has_blanks:
        return gap > _NARROW
    return gap > (_WIDE if run.goes_on else _SPACE)


def _cell(text: str, bold: int, begins: float, ends: float) -> Cell:
    text = text.rstrip()
    return Cell(text, min(bold, len(text)), begins, ends)


def _from_the_right(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells of a row as they are read, where letters run to the left.

    A page shows all letters from the left to the right. A row is read from the right when most of
    its letters are.
    """
    signs = [sign for cell in cells for sign in cell.text if sign.isalpha()]
    from_right = sum(_TO_THE_LEFT.match(sign) is not None for sign in signs) > len(signs) / 2
    turned = [
        cell._replace(text=_read(cell.text, from_right), bold=len(cell.text) * (cell.bold > 0))
        for cell in cells
    ]
    return tuple(turned[::-1] if from_right else turned)


def _read(text: str, from_right: bool) -> str:
    """Return what is shown as `text` in the order in which it is read."""
    if not from_right:
        return re.sub(
            rf"{_TO_THE_LEFT.pattern}(?:[\s\W]*{_TO_THE_LEFT.pattern})*",
            lambda at: _read(at[0], True),
            text,
        )
    pieces = [
        at[0][::-1] if at["left"] else at[0].translate(_MIRRORED)
        for at in _DIRECTIONS.finditer(text)
    ]
    return _SHAPES.sub(lambda at: unicodedata.normalize("NFKC", at[0]), "".join(pieces[::-1]))
