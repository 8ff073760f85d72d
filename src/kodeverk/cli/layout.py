"""Text as a terminal shows it: nothing that the terminal obeys, tables no wider than it is."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any

from kodeverk.model.text import visible

Cell = str | int | None

GAP = "  "
_NARROWEST = 8
_LONGEST_VALUE = 60


def shortened(value: object) -> str:
    """Return a value of a change on at most 60 characters: text as it is, the rest as JSON."""
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= _LONGEST_VALUE else f"{shown[: _LONGEST_VALUE - 1]}…"


def waiting_line(counts: Mapping[str, int]) -> str:
    """Return how many passages wait for a person, from `counts` by the names of transcripts."""
    from kodeverk.service.phrases import number_of, some_of

    listed = some_of([f"{name} {count}" for name, count in counts.items()])
    passages = number_of(sum(counts.values()), "passage")
    return f"{passages} without a sure place in the corrected text: {listed} (kodeverk place)"


def conflicts_line(count: int) -> str:
    """Return how many conflicts are open, and what lists and settles them."""
    from kodeverk.service.phrases import number_of

    return f"{number_of(count, 'conflict')} open (kodeverk conflicts)"


def perhaps_one_lines(proposal: Mapping[str, Any]) -> list[str]:
    """Return in lines which records may be one, and of coders what says so."""
    line = f"perhaps one: the {proposal['kind']}s {' and '.join(proposal['names'])}"
    if proposal["kind"] == "coder":
        first, second, *_ = proposal["records"]
        remedy = f"note: if they are: kodeverk coders PROJECT --join {second}={first}"
        return [f"{line} ({first}, {second})", remedy]
    if "percent" in proposal:
        line += f", with {proposal['percent']} % of their words in common"
    return [line]


def unsearched_line(pseudonyms: Sequence[str]) -> str:
    """Return which withdrawn words may be left in what a copy brought, and what finds them."""
    return (
        f"perhaps left: words that read {', '.join(pseudonyms)} elsewhere; a copy that was merged "
        "never had a text where they stood, so they could not be looked for in what it brought "
        "(kodeverk pseudonymise PROJECT --again --key KEY)"
    )


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` as lines of at most `width` cells, broken at spaces where there are any.

    A sign wider than `width` has a line of its own.
    """
    from kodeverk.cells import cells_of

    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cells_of(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if lines[-1] and cells_of(lines[-1] + sign) > width:
                lines.append("")
            lines[-1] += sign
    return lines


def table_lines(
    columns: Sequence[str], rows: Sequence[Sequence[Cell]], width: int | None = None
) -> list[str]:
    """Return a table as lines: a heading, a rule, and the rows.

    Columns with numbers are set to the right. With `width` the widest columns of text are narrowed
    and their cells folded until the lines fit in so many cells; numbers are never folded.
    """
    from kodeverk.cells import cells_of

    shown = [["" if cell is None else visible(str(cell)) for cell in row] for row in rows]
    numbers = [any(isinstance(row[place], int) for row in rows) for place in range(len(columns))]
    widths = [
        max(cells_of(name), *(cells_of(row[place]) for row in shown), 0)
        for place, name in enumerate(columns)
    ]
    if width is not None:
        _narrow(widths, numbers, width)

    def lines(cells: Sequence[str]) -> Iterator[str]:
        parts = [wrapped(text, room) for text, room in zip(cells, widths, strict=True)]
        for line in zip_longest(*parts, fillvalue=""):
            placed = map(_set, line, widths, numbers)
            yield GAP.join(placed).rstrip()

    rule = GAP.join("─" * room for room in widths)
    return [*lines(columns), rule, *chain.from_iterable(map(lines, shown))]


def _set(text: str, room: int, right: bool) -> str:
    from kodeverk.cells import cells_of

    blank = " " * (room - cells_of(text))
    return blank + text if right else text + blank


def blocks(first: int, widths: Sequence[int], width: int | None) -> list[range]:
    """Return which columns stand side by side in each block of a table too wide for the terminal.

    Every block repeats a first column of `first` cells; `widths` are those of the other columns.
    """
    if width is None:
        return [range(len(widths))]
    ranges: list[range] = []
    begins, used = 0, first
    for place, room in enumerate(widths):
        if place > begins and used + len(GAP) + room > width:
            ranges.append(range(begins, place))
            begins, used = place, first
        used += len(GAP) + room
    return [*ranges, range(begins, len(widths))]


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
