"""What the screens share that show figures: a table of cells, and the current cell in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Static

from kodeverk.tui import passage_services
from kodeverk.tui.screens.list_screen import ListScreen, Seen
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.mode import read_on
from kodeverk.tui.widgets.cell_table import CellTable
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.service.passage_query import PassageQuery

EVERYBODY = "all informants"


class TableScreen(ListScreen[Seen]):
    """A table of cells with what the current cell is below; from a cell one goes to its passages.

    Subclasses count, fill the table, and tell of the cell.
    """

    AUTO_FOCUS: ClassVar[str | None] = "CellTable"

    table = getters.query_one(CellTable)
    about = getters.query_one("#about", Static)
    whole = getters.query_one("#whole", VerticalScroll)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._is_left = True

    def compose_list(self) -> Widget:
        """Return the table."""
        return CellTable()

    def compose_below(self) -> ComposeResult:
        """Show the current cell in full."""
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="about", markup=False)

    @property
    def listing(self) -> CellTable:
        """The table."""
        return self.table

    def namespace(self, name: str) -> DOMNode:
        """Return the table for its own keys, otherwise this screen."""
        return self.table if name == "table" else super().namespace(name)

    def share_width(self) -> None:
        """Leave it to the table, which shows as many columns as there is room for."""

    async def on_screen_resume(self) -> None:
        """Count again when one comes from elsewhere: the codings may be others now."""
        if self._is_left:
            self._is_left = False
            await self.action_reload()

    async def action_leave(self) -> None:
        """Go back to the project."""
        self._is_left = True
        await super().action_leave()

    # The cell

    def in_full(self) -> list[str]:
        """Return what is said of the current cell and of the table, a line each."""
        raise NotImplementedError

    def tell_about(self) -> None:
        """Show the current cell in full."""
        self.about.update("\n".join(self.in_full()))
        self.whole.scroll_home(animate=False)

    def on_cell_table_moved(self) -> None:
        """Show the cell that was reached in full."""
        self.tell_about()

    def action_page(self, pages: int) -> None:
        """Read on in the text about the cell."""
        read_on(self.whole, pages)

    def query_of_cell(self) -> PassageQuery | None:
        """Return what finds the passages of the current cell, None where there are none."""
        raise NotImplementedError

    async def action_open(self) -> None:
        """Go to the passages that the current cell counts."""
        from kodeverk.service.written_query import written_query

        query = self.query_of_cell()
        if query is None:
            self.say("No passages stand behind this")
            return
        self._is_left = True
        with self.workspace.errors_shown():
            await self.workspace.find_passages(written_query(query))

    async def on_cell_table_opened(self) -> None:
        """Go to the passages of the cell that was clicked on."""
        await self.action_open()

    # Whose words

    async def take_roles(self, roles: tuple[str, ...]) -> None:
        """Count only what these roles say; all informants where there are none."""
        raise NotImplementedError

    async def action_role(self) -> None:
        """Count all informants' words, or only those of a role."""
        with self.workspace.errors_shown():
            names = await self.gateway.ask(passage_services.query_names)
            roles = [EVERYBODY, *names.values["role"]]

            async def chosen(place: int) -> None:
                await self.take_roles((roles[place],) if place else ())

            await self.ask(Menu("Whose words?", roles, foreseen=True), chosen)
