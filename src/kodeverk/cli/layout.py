"""Text as a terminal shows it: nothing that the terminal obeys, tables no wider than it is."""

import json
import re
import unicodedata
from collections.abc import Sequence

Cell = str | int | None

GAP = "  "
_NARROWEST = 8
_LONGEST_VALUE = 60
_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""Return `text` on one line, with control characters written out, such as `\n` or `\x1b`."""
    return _OBEYED.sub(lambda found: ascii(found.group())[1:-1], text)


def cells_of(text: str) -> int:
    """Return how many terminal cells `text` takes: none for combining marks, two for wide signs."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def cut(text: str, width: int) -> str:
    """Return `text` in at most `width` cells; what is cut off is marked by `…`."""
    if cells_of(text) <= width:
        return text
    kept = ""
    for sign in text:
        if cells_of(kept + sign) > width - 1:
            break
        kept += sign
    return f"{kept}…"


def shortened(value: object) -> str:
    """Return a value of a change on at most 60 characters: text as it is, the rest as JSON."""
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= _LONGEST_VALUE else f"{shown[: _LONGEST_VALUE - 1]}…"


def table_lines(
    columns: Sequence[str], rows: Sequence[Sequence[Cell]], width: int | None = None
) -> list[str]:
    """Return a table as lines: a heading, a rule, and a line for each row.

    Columns with numbers are set to the right. With `width` the widest columns of text are cut until
    the lines fit in so many cells; numbers are never cut.
    """
    shown = [["" if cell is None else visible(str(cell)) for cell in row] for row in rows]
    numbers = [any(isinstance(row[place], int) for row in rows) for place in range(len(columns))]
    widths = [
        max(cells_of(name), *(cells_of(row[place]) for row in shown), 0)
        for place, name in enumerate(columns)
    ]
    if width is not None:
        _narrow(widths, numbers, width)

    def line(cells: Sequence[str]) -> str:
        parts = []
        for text, room, right in zip(cells, widths, numbers, strict=True):
            fitting = cut(text, room)
            blank = " " * (room - cells_of(fitting))
            parts.append(blank + fitting if right else fitting + blank)
        return GAP.join(parts).rstrip()

    rule = GAP.join("─" * room for room in widths)
    return [line(columns), rule, *map(line, shown)]


def blocks(first: int, widths: Sequence[int], width: int | None) -> list[range]:
    """Return which columns stand side by side in each block of a table too wide for the terminal.

    Every block repeats a first column of `first` cells; `widths` are those of the other columns.
    """
    if width is None:
        return [range(len(widths))]
    found: list[range] = []
    begins, used = 0, first
    for place, room in enumerate(widths):
        if place > begins and used + len(GAP) + room > width:
            found.append(range(begins, place))
            begins, used = place, first
        used += len(GAP) + room
    return [*found, range(begins, len(widths))]


def _narrow(widths: list[int], numbers: Sequence[bool], width: int) -> None:
    """Take cells from the widest columns of text until the sum fits or none can give more."""
    over = sum(widths) + len(GAP) * (len(widths) - 1) - width
    while over > 0:
        giving = [
            place for place, room in enumerate(widths) if room > _NARROWEST and not numbers[place]
        ]
        if not giving:
            return
        widths[max(giving, key=lambda place: widths[place])] -= 1
        over -= 1
