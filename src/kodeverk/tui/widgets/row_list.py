"""Rows to read and perhaps to click on; only those that change are painted."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kodeverk.cells import cells_of, cut
from kodeverk.tui.widgets.painting import parsed_colour


class Row(NamedTuple):
    """A row: its text, what stands at its right end, and the colour of a swatch before it.

    One with an `id` can be clicked on.
    """

    text: str
    right: str = ""
    colour: str | None = None
    bold: bool = False
    id: str = ""


class RowList(ScrollView):
    """Shows rows, cut to its width, and scrolls: by the wheel, by arrows if it has the focus."""

    DEFAULT_CSS = """
    RowList { padding: 0 1; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    class Clicked(Message):
        """A row with an id was clicked on."""

        def __init__(self, id: str) -> None:  # noqa: A002 - as the row has it
            super().__init__()
            self.id = id

    def __init__(self, *, id: str, can_focus: bool) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, can_focus=can_focus)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> list[str]:
        """The rows as they are written, but for what is cut off."""
        return [f"{row.text} {row.right}".rstrip() for row in self._rows]

    def show(self, rows: Sequence[Row], *, from_top: bool = False) -> None:
        """Show these rows; with `from_top` from the first one."""
        before, self._rows = self._rows, tuple(rows)
        # A size that stays as it is spares the screen a new layout.
        self.virtual_size = Size(1, len(rows) if len(rows) > self.size.height else 1)
        if from_top and self.scroll_offset.y:
            self.scroll_to(y=0, animate=False, force=True)
        for place, (old, new) in enumerate(zip_longest(before, rows)):
            if old != new:
                self.refresh_lines(place - self.scroll_offset.y)

    def reveal(self, id: str) -> None:  # noqa: A002 - as the row has it
        """Scroll so that the row with this id is in sight, if there is one."""
        top, height = self.scroll_offset.y, self.size.height
        place = next((place for place, row in enumerate(self._rows) if row.id == id), top)
        if not top <= place < top + height:
            self.scroll_to(y=max(place - height // 3, 0), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Return the strip of the window's row `y`."""
        place, base = y + self.scroll_offset.y, self.rich_style
        width = self.scrollable_content_region.width
        if place >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[place]
        colour = parsed_colour(row.colour)
        segments = [] if colour is None else [Segment("▌ ", base + Style(color=colour.rich_color))]
        room = max(width - 2 * len(segments) - cells_of(row.right), 0)
        text = cut(row.text, room)
        segments.append(Segment(text, base + Style(bold=row.bold)))
        segments.append(Segment(" " * (room - cells_of(text)) + row.right, base))
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked on."""
        place = event.y + self.scroll_offset.y
        if place < len(self._rows) and self._rows[place].id:
            self.post_message(self.Clicked(self._rows[place].id))
