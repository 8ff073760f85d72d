"""Which municipality: typed, with those that may be meant; namesakes stand with their counties."""

from collections.abc import Sequence
from typing import NamedTuple

from kodeverk.model.municipality import Municipality
from kodeverk.tui import services
from kodeverk.tui.gateway import Gateway
from kodeverk.tui.screens.typed_choice import TypedChoice
from kodeverk.tui.widgets.key_hint import key_hint


class Where(NamedTuple):
    """Where something is from: a municipality by number, or a place that is none, or neither."""

    number: str | None = None
    own_place: str | None = None


class MunicipalityChoice(TypedChoice[Municipality | Where, Where]):
    """Gives where something is from, or None when it was closed.

    Where no municipality is called what is typed, it says so, and offers that as a place, or none.
    """

    CLOSING = "↑ ↓ choose · Enter takes, nothing typed: none · Esc closes"

    def __init__(self, title: str, typed: str, gateway: Gateway, day: str | None) -> None:
        super().__init__(title, typed, "A name or a number")
        self._gateway = gateway
        self._day = day

    async def fitting(self, typed: str) -> Sequence[Municipality | Where]:
        """Return the municipalities that may be meant; where there are none, a place, or none."""
        place = " ".join(typed.split())
        if not place:
            self.hint.update(key_hint(self.CLOSING))
            return [Where()]
        meant = await self._gateway.ask(services.municipalities, typed, self._day)
        is_none = not meant and any(map(str.isalpha, place))
        said = f"“{place}” is no Norwegian municipality · Esc closes" if is_none else self.CLOSING
        self.hint.update(key_hint(said))
        return [Where(own_place=place), Where()] if is_none else meant

    def shown(self, line: Municipality | Where) -> str:
        """Return number, name and county; of a place that is none, how it is kept."""
        if isinstance(line, Municipality):
            return str(line)
        if line.own_place is not None:
            return f"{line.own_place}: a place of your own, the variable place"
        return "no municipality"

    async def take(self, line: Municipality | Where | None) -> None:
        """Give what is chosen; where nothing is listed, wait for other words."""
        if line is not None:
            self.dismiss(Where(line.number) if isinstance(line, Municipality) else line)
