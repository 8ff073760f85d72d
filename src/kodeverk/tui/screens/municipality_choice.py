"""Which municipality: typed, with those that may be meant; namesakes stand with their counties."""

from collections.abc import Sequence

from kodeverk.model.municipality import Municipality
from kodeverk.tui import services
from kodeverk.tui.gateway import Gateway
from kodeverk.tui.screens.typed_choice import TypedChoice

NOWHERE = ""
"""The answer that takes the municipality away."""


class MunicipalityChoice(TypedChoice[Municipality | None, str]):
    """Gives a municipality's number, `NOWHERE` for none, or None when it was closed."""

    CLOSING = "↑ ↓ choose · Enter takes, nothing typed: none · Esc closes"

    def __init__(self, title: str, typed: str, gateway: Gateway, day: str | None) -> None:
        super().__init__(title, typed, "A name or a number")
        self._gateway = gateway
        self._day = day

    async def fitting(self, typed: str) -> Sequence[Municipality | None]:
        """Return the municipalities that may be meant; with nothing typed, that there is none."""
        if not typed.strip():
            return [None]
        return await self._gateway.ask(services.municipalities, typed, self._day)

    def shown(self, line: Municipality | None) -> str:
        """Return number, name and county."""
        return "no municipality" if line is None else str(line)

    async def take(self, line: Municipality | None) -> None:
        """Give the number of the municipality; nothing typed means that there is none."""
        if line is not None:
            self.dismiss(line.number)
        elif not self.field.value.strip():
            self.dismiss(NOWHERE)
