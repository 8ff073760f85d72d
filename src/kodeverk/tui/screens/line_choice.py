"""Which line of a long list: some of it is typed, and the lines that hold it are shown."""

from collections.abc import Sequence

from kodeverk.tui.screens.typed_choice import TypedChoice


class LineChoice(TypedChoice[int, int]):
    """Gives the place of the line chosen among all, or None when it was closed without."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title, "", "Some of it")
        self._all = lines

    async def fitting(self, typed: str) -> Sequence[int]:
        """Return the places of the lines that hold every word that is typed, in any case."""
        words = typed.casefold().split()
        return [
            place
            for place, line in enumerate(self._all)
            if all(word in line.casefold() for word in words)
        ]

    def shown(self, line: int) -> str:
        """Return the line at a place."""
        return self._all[line]

    async def take(self, line: int | None) -> None:
        """Give the place chosen; where nothing fits, wait for other words."""
        if line is not None:
            self.dismiss(line)
