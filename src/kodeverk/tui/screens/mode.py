"""What the screens one works in have in common: their app and their keys."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.dom import DOMNode
from textual.screen import Screen

from kodeverk.tui.gateway import Gateway
from kodeverk.tui.keys import Section

if TYPE_CHECKING:
    from kodeverk.tui.app import KodeverkApp


class Mode(Screen[None]):
    """A screen one works in: project, coding. `SECTIONS` are its keys, as help lists them."""

    SECTIONS: ClassVar[tuple[Section, ...]] = ()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual's own

    @property
    def kodeverk(self) -> "KodeverkApp":
        """The app this screen belongs to."""
        return cast("KodeverkApp", self.app)

    @property
    def gateway(self) -> Gateway:
        """Where the project is asked and written."""
        return self.kodeverk.gateway

    def key_of(self, name: str) -> str:
        """Return the first key of the binding with this id, as people write it."""
        return self.kodeverk.key_of(name)

    def namespace(self, name: str) -> DOMNode:
        """Return what the actions of a section of keys run on."""
        assert name == "screen"
        return self
