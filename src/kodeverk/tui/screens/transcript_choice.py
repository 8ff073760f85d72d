"""Which transcript of the project: typed, with those whose names hold what is typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kodeverk.tui.screens.typed_choice import TypedChoice

if TYPE_CHECKING:
    from kodeverk.service.overview import OverviewRow


class TranscriptChoice(TypedChoice["OverviewRow", str]):
    """Gives a transcript's id, or None when it was closed without."""

    def __init__(self, title: str, rows: "Sequence[OverviewRow]") -> None:
        super().__init__(title, "", "Some of its name")
        self._rows = rows

    async def fitting(self, typed: str) -> "Sequence[OverviewRow]":
        """Return those whose names hold every word that is typed, in any case."""
        words = typed.casefold().split()
        return [row for row in self._rows if all(word in row.name.casefold() for word in words)]

    def shown(self, line: "OverviewRow") -> str:
        """Return the name and municipality of a transcript."""
        return " · ".join(filter(None, [line.name, line.place.name if line.then else ""]))

    async def take(self, line: "OverviewRow | None") -> None:
        """Give the id of the transcript chosen; where none fits, wait for another name."""
        if line is not None:
            self.dismiss(line.id)
