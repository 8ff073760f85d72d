"""The last line of the coding screen: the keys that matter here, to press or to click on."""

from collections.abc import Callable
from typing import ClassVar

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
        self._from: list[tuple[int, int, str]] = []

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

    def render_line(self, y: int) -> Strip:
        """Return the line, and remember where each key stands."""
        width, base = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, base)
        segments: list[Segment] = []
        self._from.clear()
        *groups, last = self._fitting()
        for number, group in enumerate(groups):
            if number:
                segments.append(Segment(_BETWEEN, base))
            self._draw(group, segments)
        room = width - sum(map(cells_of, (text for text, *_ in segments)))
        room -= sum(map(self._cells, last))
        segments.append(Segment(" " * max(room, 0), base))
        self._draw(last, segments)
        return Strip(segments).adjust_cell_length(width, base)

    def _draw(self, group: list[Offered], segments: list[Segment]) -> None:
        base = self.rich_style
        for offered in group:
            at = sum(cells_of(segment.text) for segment in segments)
            self._from.append((at, at + self._cells(offered) - 1, offered.id))
            haste = self._style("haste") if offered.haste else Style()
            key = self._key_of(offered.id)
            segments.append(Segment(key, base + self._style("key") + haste))
            segments.append(Segment(f" {offered.word}", base + haste))
            segments.append(Segment(" ", base))

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
        for start, end, identity in self._from:
            if start <= event.x < end:
                self.post_message(self.Pressed(identity))
