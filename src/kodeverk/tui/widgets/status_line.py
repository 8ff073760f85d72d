"""The last line of the coding screen: what has happened, and what holds for what comes next."""

from collections.abc import Sequence

from textual.widgets import Static

from kodeverk.cells import cells_of, cut

_LEAST_FACT = 24
"""So many cells of a fact are shown, whatever else there is to say."""


class StatusLine(Static):
    """Shows a fact at left; at right what holds, and what is also shown elsewhere."""

    _shown: tuple[str, Sequence[str], Sequence[str]] = ("", (), ())

    def show(self, fact: str, elsewhere: Sequence[str], held: Sequence[str]) -> None:
        """Show the three; where there is no room for all, what is `elsewhere` gives way first."""
        self._shown = (fact, elsewhere, held)
        self._draw()

    def on_resize(self) -> None:
        """Share the new width."""
        self._draw()

    def _draw(self) -> None:
        if self.size.width:
            self.update(status_in(self.size.width, *self._shown), layout=False)


def status_in(width: int, fact: str, elsewhere: Sequence[str], held: Sequence[str]) -> str:
    """Return one line of `width` cells.

    What is `elsewhere` gives way first, then the end of the fact, of which 24 cells are left; then
    the end of what is held.
    """
    right = ""
    for given_up in range(len(elsewhere) + 1):
        right = " · ".join(filter(None, [*elsewhere[given_up:], *held]))
        if cells_of(fact) + 2 + cells_of(right) <= width:
            break
    least = min(cells_of(fact), _LEAST_FACT, width)
    room = width - (least + 2 if least else 0)
    right = cut(right, room) if room > 0 else ""
    left = cut(fact, max(width - cells_of(right) - (2 if right else 0), 0))
    return left + " " * (width - cells_of(left) - cells_of(right)) + right
