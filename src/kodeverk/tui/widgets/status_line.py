"""The last line of the coding screen: what has happened, and what holds for what comes next."""

from collections.abc import Sequence

from textual.widgets import Static

from kodeverk.cells import cells_of, cut


class StatusLine(Static):
    """Shows a fact at left; at right what holds, and what is also shown elsewhere."""

    def show(self, fact: str, elsewhere: Sequence[str], held: Sequence[str]) -> None:
        """Show the three; where there is no room for all, what is `elsewhere` gives way first."""
        width, right = self.size.width, ""
        for given_up in range(len(elsewhere) + 1):
            right = " · ".join(filter(None, [*elsewhere[given_up:], *held]))
            if cells_of(fact) + 2 + cells_of(right) <= width:
                break
        room = max(width - cells_of(right) - (2 if right else 0), 0)
        left = cut(fact, room)
        gap = max(width - cells_of(left) - cells_of(right), 0)
        self.update(left + " " * gap + right, layout=False)
