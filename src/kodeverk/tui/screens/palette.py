"""The palette of all commands; a number typed in it goes to the turn with that number."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, Hit, Hits, Provider
from textual.widgets import Input

from kodeverk.model.codebook import norwegian_name
from kodeverk.service.agreement_table import STATISTICS
from kodeverk.tui.code_search import code_index, fitting

if TYPE_CHECKING:
    from kodeverk.tui.screens.agreement import AgreementScreen
    from kodeverk.tui.screens.codebook import CodebookScreen
    from kodeverk.tui.screens.coding import CodingScreen

_MOST_CODES = 8
_BEHIND = 0.01
"""How well the first code fits, so that all commands that fit stand before it."""


class TurnCommands(Provider):
    """Offers the turn whose number is typed, or says that there is none."""

    async def search(self, query: str) -> Hits:
        """Yield going to the turn, before all else that a number fits."""
        screen = cast("CodingScreen", self.screen)
        if (number := turn_number(query)) is not None:
            words = f"Go to turn {number}" if number in screen.turns else screen.no_turn(number)
            yield Hit(2.0, words, lambda: screen.go_to_turn(number))


class CodeCommands(Provider):
    """Offers the codes that fit what is typed: by key and name, by what they mean and were."""

    async def search(self, query: str) -> Hits:
        """Yield applying a code, or going to it in the codebook, behind what the keys do."""
        screen = cast("CodingScreen | CodebookScreen", self.screen)
        found = fitting(query, code_index(screen.offered_codes))[:_MOST_CODES]
        for place, one in enumerate(found):
            words = f"{screen.OFFERED} {one.code.key} {norwegian_name(one.code.name)}"
            choose = partial(screen.choose_code, one.code)
            yield Hit(_BEHIND / (place + 1), words, choose, help=one.found or None)


class StatisticCommands(Provider):
    """Offers the figures of agreement by their names."""

    async def search(self, query: str) -> Hits:
        """Yield showing a figure whose name holds what is typed."""
        screen = cast("AgreementScreen", self.screen)
        words = query.casefold().split()
        for statistic in STATISTICS:
            said = f"Figure: {statistic}"
            if all(word in said.casefold() for word in words):
                yield Hit(_BEHIND, said, partial(screen.show_statistic, statistic))


class Palette(CommandPalette):
    """All commands, to search among; `go_to_turn` is None where no transcript is open."""

    def __init__(self, go_to_turn: Callable[[int], None] | None) -> None:
        super().__init__(id="--command-palette")
        self._go_to_turn = go_to_turn

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close with what is chosen, once: two clicks can arrive before the first has closed it."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    @on(Input.Submitted)
    def _number_submitted(self, event: Input.Submitted) -> None:
        """Go to the turn at once: typed fast, the list is still that of what was typed before."""
        number = turn_number(event.value)
        chosen = self.query_one(CommandList).highlighted
        if number is None or self._go_to_turn is None or chosen not in (None, 0):
            return
        event.prevent_default()
        event.stop()
        self.dismiss()
        self.app.call_later(self._go_to_turn, number)


def turn_number(typed: str) -> int | None:
    """Return the number that was typed, if it is one of a turn."""
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdecimal() else None
