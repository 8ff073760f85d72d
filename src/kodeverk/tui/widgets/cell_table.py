"""A table of cells to go about in: only what is in sight is drawn, and the first column stays.

A screen gives it columns and rows (`show`), and hears where somebody is (`Moved`), which cell is to
be opened (`Opened`, by a click on the current cell; a key for it is the screen's) and which heading
was clicked on (`HeadClicked`). Heat is told by signs, so that it is there without colours too.
"""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kodeverk.cells import cells_of, cut, fitted
from kodeverk.tui.widgets.cell_table_keys import KEYS

SHADES = " ░▒▓█"
"""What stands behind the text of a cell, by its shade, from none to full."""

WIDEST = 24
"""The cells of a terminal that a column takes at most."""

_LEAST_FIRST = 12
"""The cells that the first column may always take."""


class Cell(NamedTuple):
    """What stands in a cell, and how much of heat it shows: 0 to 4, an index of `SHADES`."""

    text: str
    shade: int = 0


class Column(NamedTuple):
    """A column by its id, its heading, and whether it holds words, which begin at the left."""

    id: str
    head: str
    of_words: bool = False


class TableRow(NamedTuple):
    """A row by its id: what stands in the first column, which stays in sight, and its cells."""

    id: str
    head: str
    cells: Sequence[Cell]
    bold: bool = False


def shade_of(value: float, highest: float) -> int:
    """Return the shade of a value among values up to `highest`: 0 is none, all else shows."""
    if value <= 0 or highest <= 0:
        return 0
    return max(1, min(round(value / highest * (len(SHADES) - 1)), len(SHADES) - 1))


class CellTable(ScrollView, can_focus=True):
    """Shows rows of cells under headings, the current cell on a ground of its own."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"cell-table--head", "cell-table--current"}
    DEFAULT_CSS = """
    CellTable {
        padding: 0 1; height: 1fr;
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        & > .cell-table--head { text-style: bold underline; }
        & > .cell-table--current { background: $primary-muted; text-style: bold reverse; }
    }
    """

    class Moved(Message):
        """Another cell is the current one."""

    class Opened(Message):
        """The current cell was clicked on."""

    class HeadClicked(Message):
        """The heading of a column was clicked on; `column` is its id, empty for the first one."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._corner = ""
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[TableRow, ...] = ()
        self._sizes: list[int] = []
        self._head_size = 1
        self._shaded = False
        self._first = 0
        self._row = self._column = 0

    # What is shown

    def show(self, corner: str, columns: Sequence[Column], rows: Sequence[TableRow]) -> None:
        """Show these rows; `corner` is the heading of the first column.

        The current cell is that of the same row and column as before, where they are still there.
        """
        at = self.at
        self._corner, self._columns, self._rows = corner, tuple(columns), tuple(rows)
        self._shaded = any(cell.shade for row in rows for cell in row.cells)
        self._head_size = max(cells_of(corner), *(cells_of(row.head) for row in rows), 1)
        self._sizes = [
            min(
                max(
                    cells_of(column.head),
                    *(cells_of(row.cells[place].text) + 2 * self._shaded for row in rows),
                    1,
                ),
                WIDEST,
            )
            for place, column in enumerate(columns)
        ]
        self.virtual_size = Size(1, len(rows) + 1)
        row, column = at or ("", "")
        rows_at = {one.id: place for place, one in enumerate(rows)}
        columns_at = {one.id: place for place, one in enumerate(columns)}
        self._row = rows_at.get(row, 0)
        self._column = columns_at.get(column, 0)
        self._first = min(self._first, max(len(columns) - 1, 0))
        self._reveal()
        self.refresh()

    @property
    def at(self) -> tuple[str, str] | None:
        """The ids of the row and the column of the current cell, if there is one."""
        if not self._rows or not self._columns:
            return None
        return self._rows[self._row].id, self._columns[self._column].id

    @property
    def texts(self) -> list[list[str]]:
        """What is shown, as it is written: the headings, then a row's head and its cells."""
        heads = [self._corner, *(column.head for column in self._columns)]
        return [heads, *([row.head, *(cell.text for cell in row.cells)] for row in self._rows)]

    # Moving

    def action_move(self, rows: int, columns: int) -> None:
        """Go on by so many rows and columns."""
        self.go_to(self._row + rows, self._column + columns)

    def action_page(self, pages: int) -> None:
        """Go on by as many rows as are in sight."""
        self.go_to(self._row + pages * max(self.size.height - 2, 1), self._column)

    def action_end(self, way: int) -> None:
        """Go to the first or the last column; from there to the first or the last row."""
        column = 0 if way < 0 else len(self._columns) - 1
        row = self._row
        if column == self._column:
            row = 0 if way < 0 else len(self._rows) - 1
        self.go_to(row, column)

    def go_to(self, row: int, column: int) -> None:
        """Make another cell the current one, and bring it into sight."""
        row = min(max(row, 0), max(len(self._rows) - 1, 0))
        column = min(max(column, 0), max(len(self._columns) - 1, 0))
        if (row, column) != (self._row, self._column):
            self._row, self._column = row, column
            self.post_message(self.Moved())
        self._reveal()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the current cell in sight."""
        self._reveal()

    def _reveal(self) -> None:
        """Scroll so that the current cell is in sight."""
        top, rows = self.scroll_offset.y, max(self.size.height - 1, 1)
        if not top <= self._row < top + rows:
            above = self._row if self._row < top else self._row - rows + 1
            self.scroll_to(y=above, animate=False, force=True)
        self._first = min(self._first, self._column)
        while self._first < self._column and self._column not in self._places():
            self._first += 1

    def _scroll_aside(self, columns: int) -> None:
        last = max(len(self._columns) - 1, 0)
        self._first = min(max(self._first + columns, 0), last)
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """With Shift, show what is further to the right."""
        if event.shift:
            event.prevent_default().stop()
            self._scroll_aside(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """With Shift, show what is further to the left."""
        if event.shift:
            event.prevent_default().stop()
            self._scroll_aside(-1)

    def on_mouse_scroll_right(self) -> None:
        """Show what is further to the right."""
        self._scroll_aside(1)

    def on_mouse_scroll_left(self) -> None:
        """Show what is further to the left."""
        self._scroll_aside(-1)

    def on_click(self, event: events.Click) -> None:
        """Make the cell clicked on the current one, or open it if it is; or tell of a heading."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        column = next(
            (
                place
                for place, (left, size) in self._places().items()
                if left <= offset.x < left + size
            ),
            None,
        )
        if offset.y == 0:
            of_first = offset.x < self._first_size
            if column is not None or of_first:
                name = "" if column is None else self._columns[column].id
                self.post_message(self.HeadClicked(name))
            return
        row = offset.y - 1 + self.scroll_offset.y
        if row >= len(self._rows) or not self._columns:
            return
        wanted = (row, self._column if column is None else column)
        if wanted == (self._row, self._column):
            self.post_message(self.Opened())
        else:
            self.go_to(*wanted)

    # How it is drawn

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    @property
    def _first_size(self) -> int:
        """The cells that the first column takes: at most two fifths, more if all the rest fits."""
        beside = sum(self._sizes) + len(self._sizes) + 2
        most = max(self._width * 2 // 5, self._width - beside, _LEAST_FIRST)
        return min(self._head_size, most)

    def _places(self) -> dict[int, tuple[int, int]]:
        """Return column -> where it begins and how many cells it takes, of those in sight."""
        left = self._first_size + 2
        places: dict[int, tuple[int, int]] = {}
        for place in range(self._first, len(self._columns)):
            size = self._sizes[place]
            # The last cell of the width tells that there are more.
            if left + size > self._width - 1 and places:
                break
            size = min(size, max(self._width - 1 - left, 1))
            places[place] = (left, size)
            left += size + 1
        return places

    def render_line(self, y: int) -> Strip:
        """Return the strip of the window's row `y`: the headings, or a row below them."""
        base = self.rich_style
        if y == 0:
            return self._heads(base)
        place = y - 1 + self.scroll_offset.y
        if place >= len(self._rows):
            return Strip.blank(self._width, base)
        return self._line(place, base)

    def _heads(self, base: Style) -> Strip:
        head = self.get_component_rich_style("cell-table--head")
        places = self._places()
        segments = [
            Segment(fitted(cut(self._corner, self._first_size), self._first_size), head),
            Segment("‹ " if self._first else "  ", base),
        ]
        for place, (_, size) in places.items():
            column = self._columns[place]
            text = cut(column.head, size)
            blank = " " * (size - cells_of(text))
            segments += [
                Segment(text + blank if column.of_words else blank + text, head),
                Segment(" ", base),
            ]
        more = bool(places) and max(places) < len(self._columns) - 1
        strip = Strip(segments).adjust_cell_length(self._width - 1, base)
        return Strip([*strip, Segment("›" if more else " ", base)])

    def _line(self, place: int, base: Style) -> Strip:
        row, first = self._rows[place], self._first_size
        style = base + Style(bold=True) if row.bold else base
        current = self.get_component_rich_style("cell-table--current", partial=True)
        segments = [
            Segment(fitted(cut(row.head, first), first), style),
            Segment("│ ", base),
        ]
        for column, (_, size) in self._places().items():
            cell = row.cells[column]
            sign = f" {SHADES[cell.shade]}" if self._shaded else ""
            room = max(size - len(sign), 1)
            text = cut(" ".join(cell.text.split()), room)
            blank = " " * (room - cells_of(text))
            words = text + blank if self._columns[column].of_words else blank + text
            is_current = (place, column) == (self._row, self._column)
            segments += [
                Segment(fitted(words + sign, size), style + current if is_current else style),
                Segment(" ", base),
            ]
        return Strip(segments).adjust_cell_length(self._width, base)
