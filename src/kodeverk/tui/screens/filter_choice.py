"""What to show only: typed, among the properties that the lines of a list have."""

from collections.abc import Sequence

from kodeverk.tui.filters import Filter, FilterLine
from kodeverk.tui.screens.typed_choice import TypedChoice


class FilterChoice(TypedChoice[FilterLine, Filter]):
    """Gives the property to show only, or to show only no longer; None when it was closed."""

    CLOSING = "↑ ↓ choose · Enter shows only these, or no longer · Esc closes"

    def __init__(self, title: str, lines: Sequence[FilterLine]) -> None:
        super().__init__(title, "", "Some of it")
        self._all = lines

    async def fitting(self, typed: str) -> Sequence[FilterLine]:
        """Return those that hold every word that is typed, in any case."""
        words = typed.casefold().split()
        return [line for line in self._all if _holds(str(line.filter), words)]

    def shown(self, line: FilterLine) -> str:
        """Return a property with how many lines have it, and a sign where it is chosen."""
        return f"{'✓' if line.is_chosen else ' '} {line.filter} ({line.lines})"

    async def take(self, line: FilterLine | None) -> None:
        """Give the property chosen; where none fits, wait for other words."""
        if line is not None:
            self.dismiss(line.filter)


def _holds(text: str, words: Sequence[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)
