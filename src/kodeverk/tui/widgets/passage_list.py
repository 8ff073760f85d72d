"""A list of passages in groups: only the rows in sight are drawn, and only their words are there.

Each passage takes as many rows as the others, so that every row is found without looking at those
above it.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kodeverk.cells import cells_of, cut
from kodeverk.tui.passage_lines import Piece, around_in_lines
from kodeverk.tui.widgets.painting import parsed_colour
from kodeverk.tui.widgets.passage_list_keys import KEYS

if TYPE_CHECKING:
    from kodeverk.service.finding import Place

_CURRENT, _MARKED = "▸", "●"
_INDENT = 5


class Words(NamedTuple):
    """What the list shows of a passage: a line that says where it is from, and its words."""

    head: str
    before: str
    text: str
    after: str
    colour: str | None = None
    right: str = ""


class PassageList(ScrollView, can_focus=True):
    """Shows passages, the current one on a ground of its own, and tells whose words it lacks."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "passage-list--heading",
        "passage-list--current",
        "passage-list--around",
        "passage-list--own",
    }
    DEFAULT_CSS = """
    PassageList {
        padding: 0 1; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        & > .passage-list--heading { text-style: bold; background: $panel; }
        & > .passage-list--current { background: $primary-muted; }
        & > .passage-list--around { color: $foreground 70%; }
        & > .passage-list--own { text-style: underline; }
    }
    """

    class Lacking(Message):
        """The words of passages in sight, or soon in sight, are not there yet."""

        def __init__(self, places: "Sequence[Place]") -> None:
            super().__init__()
            self.places = places

    class Moved(Message):
        """Another passage is the current one."""

    class Opened(Message):
        """A passage was clicked on that was the current one."""

    def __init__(self) -> None:
        super().__init__()
        self._places: Sequence[Place] = ()
        self._heads: Mapping[int, str] = {}
        self._tops: list[int] = []
        self._rows = 2
        self._words: dict[Place, Words] = {}
        self._strips: dict[tuple[Place, int, bool, bool], Strip] = {}
        self._lines: dict[Place, list[list[Piece]]] = {}
        self._styles: dict[str, Style] = {}
        self._asked: set[Place] = set()
        self._marked: set[Place] = set()
        self._at = 0

    # What is listed

    def show(
        self, places: "Sequence[Place]", heads: Mapping[int, str], at: int, *, rows: int
    ) -> None:
        """Show passages, a heading before some of them, the one at `at` as the current one.

        Each takes so many rows. What was known of their words is forgotten; marks stay.
        """
        self._places, self._heads, self._rows = places, heads, rows
        self._marked &= {*places}
        self.forget_words()
        self._lay_out()
        self._at = min(max(at, 0), max(len(places) - 1, 0))
        self.reveal()

    def set_heads(self, heads: Mapping[int, str]) -> None:
        """Write other headings; the same passages have one."""
        self._heads = heads
        self.refresh()

    def set_rows(self, rows: int) -> None:
        """Give each passage so many rows: more of what stands around it is asked for."""
        self._rows = rows
        self.forget_words()
        self._lay_out()
        self.reveal()

    def forget_words(self) -> None:
        """Ask for all words anew."""
        self._words, self._asked = {}, set()
        self._draw_anew()

    def fill(self, words: "Mapping[Place, Words]") -> None:
        """Show the words of passages."""
        self._words.update(words)
        self._draw_anew()
        self.refresh()

    def words_of(self, place: "Place") -> Words | None:
        """Return what is known of a passage's words."""
        return self._words.get(place)

    @property
    def places(self) -> "Sequence[Place]":
        """The passages."""
        return self._places

    @property
    def current(self) -> "Place | None":
        """The current passage, if there is any."""
        return self._places[self._at] if self._places else None

    @property
    def at(self) -> int:
        """The number of the current passage, from 0."""
        return self._at

    # Marks

    @property
    def marks(self) -> int:
        """How many passages are marked."""
        return len(self._marked)

    @property
    def marked(self) -> "list[Place]":
        """The marked passages, in the order of the list."""
        return [place for place in self._places if place in self._marked]

    def toggle_mark(self) -> None:
        """Mark the current passage, or take its mark away, and go to the next."""
        if (place := self.current) is not None:
            self._marked ^= {place}
            self.refresh()
            self.action_move(1)

    def mark(self, places: "Collection[Place]") -> None:
        """Mark these passages and no others."""
        self._marked = {*places}
        self.refresh()

    # Moving

    def action_move(self, passages: int) -> None:
        """Go on by so many passages."""
        self.go_to(self._at + passages)

    def action_page(self, pages: int) -> None:
        """Go on by as many passages as are in sight."""
        self.go_to(self._at + pages * max(self.size.height // self._rows, 1))

    def action_end(self, way: int) -> None:
        """Go to the first or the last passage."""
        self.go_to(0 if way < 0 else len(self._places) - 1)

    def action_group(self, way: int) -> None:
        """Go to the first passage of the next group, or of this one and then of that before."""
        firsts = sorted(self._heads)
        if way > 0:
            self.go_to(next((first for first in firsts if first > self._at), self._at))
        else:
            self.go_to(max((first for first in firsts if first < self._at), default=0))

    def go_to(self, at: int) -> None:
        """Make another passage the current one, and bring it into sight."""
        at = min(max(at, 0), max(len(self._places) - 1, 0))
        if at != self._at:
            self._refresh_passage(self._at)
            self._at = at
            self._refresh_passage(at)
            self._bring_into_sight()
            self.post_message(self.Moved())

    def _refresh_passage(self, at: int) -> None:
        """Draw the rows of one passage again."""
        self.refresh_lines(self._tops[at] - self.scroll_offset.y, self._height(at))

    def reveal(self) -> None:
        """Show the current passage, with its heading if it has one."""
        self._bring_into_sight()
        self.refresh()
        self.call_after_refresh(self.ask)

    def _bring_into_sight(self) -> None:
        if self._places:
            top, height = self.scroll_offset.y, self.scrollable_content_region.height
            first = self._tops[self._at]
            last = first + self._height(self._at)
            if first < top:
                self.scroll_to(y=first, animate=False, force=True)
            elif last > top + height:
                self.scroll_to(y=max(last - height, 0), animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the words of what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        self.ask()

    def on_resize(self) -> None:
        """Break the words anew, and keep the current passage in sight."""
        self._draw_anew()
        self.reveal()

    def notify_style_update(self) -> None:
        """Draw in the colours of another theme."""
        super().notify_style_update()
        self._styles = {}
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._strips, self._lines = {}, {}

    def _style(self, name: str, *, partial: bool = False) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(
                f"passage-list--{name}", partial=partial
            )
        return self._styles[name]

    def ask(self) -> None:
        """Tell which passages in sight, a page before and a page after lack their words."""
        if not self._places:
            return
        height = max(self.scrollable_content_region.height, 1)
        top = self.scroll_offset.y
        in_sight = self._places[self._index(top) : self._index(top + height) + 1]
        if all(place in self._words or place in self._asked for place in in_sight):
            return
        near = self._places[self._index(top - height) : self._index(top + 2 * height) + 1]
        lacking = [place for place in near if place not in self._words and place not in self._asked]
        self._asked.update(lacking)
        self.post_message(self.Lacking(lacking))

    # Drawing

    def _height(self, at: int) -> int:
        return self._rows + (at in self._heads)

    def _lay_out(self) -> None:
        rows, tops = 0, []
        for at in range(len(self._places)):
            tops.append(rows)
            rows += self._rows + (at in self._heads)
        self._tops = tops
        self.virtual_size = Size(1, max(rows, 1))

    def _index(self, row: int) -> int:
        return max(bisect_right(self._tops, max(row, 0)) - 1, 0)

    def render_line(self, y: int) -> Strip:
        """Return the strip of the window's row `y`."""
        width, base = self.scrollable_content_region.width, self.rich_style
        row = y + self.scroll_offset.y
        if not self._places or row >= self.virtual_size.height:
            return Strip.blank(width, base)
        at = self._index(row)
        line = row - self._tops[at]
        if at in self._heads:
            if line == 0:
                style = base + self._style("heading")
                return _padded([Segment(cut(self._heads[at], width), style)], width, style)
            line -= 1
        place = self._places[at]
        drawn = (place, line, at == self._at, place in self._marked)
        if drawn not in self._strips:
            if at == self._at:
                base += self._style("current")
            segments = self._passage_line(place, line, width, base)
            self._strips[drawn] = _padded(segments, width, base)
        return self._strips[drawn]

    def _passage_line(self, place: "Place", line: int, width: int, base: Style) -> list[Segment]:
        words = self._words.get(place)
        signs = "".join(
            sign if is_so else " "
            for sign, is_so in (
                (_CURRENT, place is self._places[self._at]),
                (_MARKED, place in self._marked),
            )
        )
        if words is None:
            return [Segment(f"{signs} …" if line == 0 else "", base)]
        if line == 0:
            return self._head(words, signs, width, base)
        around = base + self._style("around", partial=True)
        own = base + self._style("own", partial=True)
        lines = self._lines.get(place)
        if lines is None:
            room = max(width - _INDENT, 10)
            lines = around_in_lines(words.before, words.text, words.after, room, self._rows - 1)
            self._lines[place] = lines
        if line > len(lines):
            return []
        return [
            Segment(" " * _INDENT, base),
            *(Segment(text, own if is_own else around) for text, is_own in lines[line - 1]),
        ]

    @staticmethod
    def _head(words: Words, signs: str, width: int, base: Style) -> list[Segment]:
        colour = parsed_colour(words.colour)
        swatch = [] if colour is None else [Segment("▌ ", base + Style(color=colour.rich_color))]
        right = f" {words.right}"
        room = max(width - 3 - 2 * len(swatch) - cells_of(right), 0)
        text = cut(words.head, room)
        gap = " " * (room - cells_of(text))
        return [
            Segment(f"{signs} ", base + Style(bold=True)),
            *swatch,
            Segment(text, base + Style(bold=True)),
            Segment(f"{gap}{right}", base),
        ]

    def on_click(self, event: events.Click) -> None:
        """Make the passage clicked on the current one; a click on that opens it."""
        row = event.y + self.scroll_offset.y
        if not self._places or row >= self.virtual_size.height:
            return
        at = self._index(row)
        if event.x <= 3 and row - self._tops[at] == (at in self._heads):
            self._at = at
            self.toggle_mark()
        elif at == self._at:
            self.post_message(self.Opened())
        else:
            self.go_to(at)


def _padded(segments: list[Segment], width: int, style: Style) -> Strip:
    return Strip(segments).adjust_cell_length(width, style)
