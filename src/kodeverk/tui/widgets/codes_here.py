"""The codings at the caret, as a list: what stripes and colours show, in words."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kodeverk.cells import cut
from kodeverk.tui.widgets.painting import parsed_colour

NONE_HERE = "no codes here"


class CodeHere(NamedTuple):
    """A line: a coding's id and what is said of it, or a memo on a passage with its own id."""

    id: str
    line: str
    highlighted: bool
    colour: str | None = None


class CodesHere(ScrollView, can_focus=True, inherit_bindings=False):
    """Lists the codings at the caret; choosing one highlights it.

    The caret's every step may change the list, so only the rows that differ are painted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    DEFAULT_CSS = """
    CodesHere {
        padding: 0 1;
        height: 1fr;
        background: $panel;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """
    place: var[int] = var(0)
    """The row that Enter chooses while the list has the focus."""

    class CodingChosen(Message):
        """A line has been chosen."""

        def __init__(self, coding: str) -> None:
            super().__init__()
            self.coding = coding

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[CodeHere, ...] = ()
        self._elsewhere = ""

    @property
    def rows(self) -> list[str]:
        """The rows as they are written, but for what is cut off."""
        return [_written(line) for line in self._lines] or [NONE_HERE]

    def show(self, lines: Sequence[CodeHere], elsewhere: str = "") -> None:
        """Show these lines; where there are none, say so, and what there is `elsewhere`."""
        before, self._lines = self._lines, tuple(lines)
        self._elsewhere = elsewhere
        self.place = min(self.place, max(len(lines) - 1, 0))
        # A size that stays as it is spares the screen a new layout.
        self.virtual_size = Size(1, len(lines) if len(lines) > self.size.height else 1)
        for row, (old, new) in enumerate(zip_longest(before or (None,), lines or (None,))):
            if old != new or not before:
                self.refresh_lines(row)
        if not before or not lines:
            self.refresh_lines(1)

    def render_line(self, y: int) -> Strip:
        """Return the strip of the window's row `y`."""
        row, width, base = y + self.scroll_offset.y, self.size.width, self.rich_style
        if not self._lines and row <= 1:
            words = self._elsewhere if row else NONE_HERE
            return _strip([Segment(words, base + Style(italic=True))], width, base)
        if row >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[row]
        colour = parsed_colour(line.colour)
        swatch = base if colour is None else base + Style(color=colour.rich_color)
        style = base + Style(bold=line.highlighted, reverse=self.has_focus and row == self.place)
        mark, words = _written(line)[:2], cut(line.line, width - 2)
        return _strip([Segment(mark, swatch), Segment(words, style)], width, base)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show or hide which row Enter chooses."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def watch_place(self) -> None:
        """Show another row as the one Enter chooses."""
        self.refresh()

    def action_move(self, rows: int) -> None:
        """Go to another row, and scroll to it."""
        self.place = min(max(self.place + rows, 0), max(len(self._lines) - 1, 0))
        top = self.scroll_offset.y
        if not top <= self.place < top + self.size.height:
            self.scroll_to(y=self.place, animate=False, force=True)

    def action_choose(self) -> None:
        """Tell which coding has been chosen."""
        if self._lines:
            self.post_message(self.CodingChosen(self._lines[self.place].id))

    def on_click(self, event: events.Click) -> None:
        """Choose the row clicked on."""
        row = event.y + self.scroll_offset.y
        if row < len(self._lines):
            self.place = row
            self.action_choose()


def _written(line: CodeHere) -> str:
    swatch = "  " if line.colour is None else "▌ "
    return ("▸ " if line.highlighted else swatch) + line.line


def _strip(segments: list[Segment], width: int, base: Style) -> Strip:
    return Strip(segments).adjust_cell_length(width, base)
