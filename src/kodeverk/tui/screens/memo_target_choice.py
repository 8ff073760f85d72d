"""On what to write a memo: typed, among all that the project has."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kodeverk.model.records import IN_MUNICIPALITY
from kodeverk.tui.screens.typed_choice import TypedChoice

if TYPE_CHECKING:
    from kodeverk.service.memo_targets import MemoTarget


class MemoTargetChoice(TypedChoice["MemoTarget", "MemoTarget"]):
    """Gives what the memo is to be on, or None when it was closed without."""

    def __init__(self, title: str, targets: "Sequence[MemoTarget]") -> None:
        super().__init__(title, "", "A transcript, a person, a code, a municipality")
        self._targets = targets

    async def fitting(self, typed: str) -> "Sequence[MemoTarget]":
        """Return those whose kind and name hold every word that is typed, in any case."""
        words = typed.casefold().split()
        return [
            target
            for target in self._targets
            if all(word in self.shown(target).casefold() for word in words)
        ]

    def shown(self, line: "MemoTarget") -> str:
        """Return a name, and of what kind it is where the name does not say that."""
        is_said = line.kind in line.name or line.kind == IN_MUNICIPALITY
        return line.name if is_said else f"{line.name} · {line.kind}"

    async def take(self, line: "MemoTarget | None") -> None:
        """Give what was chosen; where nothing fits, wait for other words."""
        if line is not None:
            self.dismiss(line)
