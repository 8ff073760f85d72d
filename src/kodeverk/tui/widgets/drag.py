"""Selecting with the mouse button held down, beyond the window too."""

from collections.abc import Callable

from textual.scroll_view import ScrollView
from textual.timer import Timer

from kodeverk.model.text import Span
from kodeverk.tui.widgets.painting import Picture

_SCROLL_SECONDS = 0.05


class Drag:
    """Selects in a view from where the button was pressed to where the pointer is.

    `picture` gives what the view shows; `select` takes the offsets of the selection's fixed end and
    of the caret.
    """

    def __init__(
        self,
        view: ScrollView,
        picture: Callable[[], Picture | None],
        select: Callable[[int, int], None],
    ) -> None:
        self._view = view
        self._picture = picture
        self._select = select
        self._begun: Span | None = None
        self._direction = 0
        self.moved = False
        """Whether the pointer has moved since the button was pressed last."""
        self._rows = 0
        self._timer: Timer | None = None

    @property
    def is_on(self) -> bool:
        """Whether the button is held down."""
        return self._begun is not None

    def begin(self, pressed: Span, direction: int = 0) -> None:
        """Begin at the grapheme where the button was pressed.

        With a `direction` nothing before it (1) or behind it (-1) is selected.
        """
        self._begun = pressed
        self._direction = direction
        self.moved = False
        self._view.capture_mouse()

    def reach(self, x: int, y: int) -> None:
        """Select to this cell of the view, with it; outside the window, scroll on."""
        picture = self._picture()
        if picture is None:
            return
        self.moved = True
        self._select_to(drawn_at(picture, x, y + self._view.scroll_offset.y))
        height = self._view.scrollable_content_region.height
        # At the screen's own edge the pointer can go no further out.
        above = y < 0 or (y == 0 and self._view.region.y == 0)
        at_bottom = self._view.region.bottom == self._view.screen.size.height
        below = y >= height or (y == height - 1 and at_bottom)
        self._rows = -1 if above else 1 if below else 0
        if self._rows and self._timer is None:
            self._timer = self._view.set_interval(_SCROLL_SECONDS, self._scroll_on)
        elif not self._rows:
            self._stop_scrolling()

    def end(self) -> None:
        """Stop selecting: the button was let go."""
        self._begun = None
        self._stop_scrolling()
        self._view.release_mouse()

    def _select_to(self, reached: Span) -> None:
        """Select from the grapheme where the button was pressed to the one reached."""
        begun = self._begun
        if begun is None:
            return
        direction = self._direction or (-1 if reached.start < begun.start else 1)
        if direction < 0:
            self._select(begun.end, min(reached.start, begun.start))
        else:
            self._select(begun.start, max(reached.end, begun.end))

    def _scroll_on(self) -> None:
        picture = self._picture()
        if picture is None:
            return
        before = self._view.scroll_offset
        self._view.scroll_relative(y=self._rows, animate=False, force=True)
        if self._view.scroll_offset == before:
            return  # at the end of the text: what is under the pointer stays selected
        y = 0 if self._rows < 0 else self._view.scrollable_content_region.height - 1
        row = min(self._view.scroll_offset.y + y, len(picture.layout) - 1)
        stop = picture.layout.starts[row] if self._rows < 0 else picture.layout.last_stop(row)
        self._select_to(Span(stop, stop))

    def _stop_scrolling(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


def drawn_at(picture: Picture, x: int, row: int) -> Span:
    """Return the grapheme drawn at the cell `x` of a row, the nearest row where there is none."""
    row = min(max(row, 0), len(picture.layout) - 1)
    return picture.layout.drawn_at(row, x - picture.columns.text_from)
