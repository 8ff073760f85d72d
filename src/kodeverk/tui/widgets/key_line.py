"""The last line of the coding screen: the keys that matter here, to press or to click on."""

from collections.abc import Callable
from itertools import chain
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kodeverk.cells import cells_of
from kodeverk.tui.footer_keys import LAST, Group, Offered, that_fit

_BETWEEN = "│ "
"""What stands between two groups of keys."""


class Place(NamedTuple):
    """From which cell to which a key is drawn, by its binding's id."""

    start: int
    end: int
    id: str


class KeyLine(ScrollView, can_focus=False):
    """Shows keys with a word each, in groups; what has no room is left out, never cut.

    `key_of` says by which key the action of a binding's id is reached.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--haste"}
    DEFAULT_CSS = """
    KeyLine {
        height: 1;
        background: $panel;
        color: $foreground;
        overflow: hidden;
        & > .key-line--key { color: $accent; text-style: bold; }
        & > .key-line--haste { background: $warning; color: auto 95%; text-style: bold; }
    }
    """

    class Pressed(Message):
        """A key was clicked on."""

        def __init__(self, id: str) -> None:  # noqa: A002 - as the binding has it
            super().__init__()
            self.id = id

    def __init__(self, key_of: Callable[[str], str]) -> None:
        super().__init__()
        self._key_of = key_of
        self._groups: tuple[Group, ...] = ()
        self._drawn: dict[tuple[int, tuple[Group, ...]], tuple[Strip, list[Place]]] = {}

    def show(self, groups: tuple[Group, ...]) -> None:
        """Show these keys, and those that are always there."""
        if groups != self._groups:
            self._groups = groups
            self.virtual_size = Size(1, 1)
            self.refresh()

    @property
    def offered(self) -> list[str]:
        """The keys in sight, each with its word."""
        return [self._written(offered) for group in self._fitting() for offered in group]

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """Return the line; there is only one."""
        return Strip.blank(self.size.width, self.rich_style) if y else self._line()[0]

    def _line(self) -> tuple[Strip, list[Place]]:
        """Return the line and where each key stands; of what is selected there are few kinds."""
        known = self.size.width, self._groups
        if known not in self._drawn:
            self._drawn[known] = self._draw(self.size.width)
        return self._drawn[known]

    def _draw(self, width: int) -> tuple[Strip, list[Place]]:
        base, places = self.rich_style, list[Place]()
        key, haste = self._style("key"), self._style("haste")
        segments: list[Segment] = []
        *groups, last = self._fitting()
        room = width - sum(map(self._cells, chain(*groups, last)))
        room -= len(_BETWEEN) * max(len(groups) - 1, 0)
        at = 0

        def add(text: str, style: Style) -> None:
            nonlocal at
            segments.append(Segment(text, style))
            at += cells_of(text)

        for number, group in enumerate([*groups, last]):
            if number:
                add(_BETWEEN if number < len(groups) else " " * max(room, 0), base)
            for offered in group:
                more = haste if offered.haste else Style()
                places.append(Place(at, at + self._cells(offered) - 1, offered.id))
                add(self._key_of(offered.id), base + key + more)
                add(f" {offered.word}", base + more)
                add(" ", base)
        return Strip(segments).adjust_cell_length(width, base), places

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"key-line--{part}", partial=True)

    def _fitting(self) -> list[list[Offered]]:
        sizes = {key: self._cells(key) for group in (*self._groups, LAST) for key in group}
        room = self.size.width - sum(sizes[offered] for offered in LAST)
        return [*that_fit(self._groups, sizes, room, len(_BETWEEN)), [*LAST]]

    def _cells(self, offered: Offered) -> int:
        return cells_of(self._written(offered)) + 1

    def _written(self, offered: Offered) -> str:
        return f"{self._key_of(offered.id)} {offered.word}"

    def on_click(self, event: events.Click) -> None:
        """Tell which key was clicked on."""
        for place in self._line()[1]:
            if place.start <= event.x < place.end:
                self.post_message(self.Pressed(place.id))
