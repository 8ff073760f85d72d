"""The first opening asks who codes."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Button, Input, Static

from kodeverk.config import Settings
from kodeverk.errors import BadInput
from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.widgets.key_hint import key_hint


class CoderQuestion(Dialog[Settings | None]):
    """Gives the settings with the name of who codes, or None when the user would rather quit.

    `keep` keeps a name and gives these settings. It raises BadInput for a name that cannot be kept,
    which is said and asked for again; no name is proposed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]
    name_field = getters.query_one(Input)
    fault = getters.query_one("#fault", Static)

    def __init__(self, keep: Callable[[str], Awaitable[Settings]]) -> None:
        super().__init__()
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Ask for the name."""
        with Vertical(classes="dialog"):
            yield Static("Who codes?", classes="title")
            yield Static(
                "All you do carries this name, in every project you open. It is kept in your "
                "settings, not in the project."
            )
            yield Input(placeholder="Your name")
            yield Static(id="fault", classes="error", markup=False)
            yield Button("Begin", variant="primary", compact=True)
            yield Static(key_hint("Enter begins · Esc quits"), classes="hint")

    def on_mount(self) -> None:
        """Let the keys go to the name at once."""
        self.fault.display = False
        self.set_focus(self.name_field)

    async def on_input_submitted(self) -> None:
        """Keep the name, unless it is empty; say why where it cannot be kept."""
        name = self.name_field.value
        if not name.strip():
            return
        try:
            self.dismiss(await self._keep(name))
        except BadInput as error:
            self.fault.update(f"{error.message}. {error.hint}")
            self.fault.display = True

    async def on_button_pressed(self) -> None:
        """Keep the name, as Enter does."""
        await self.on_input_submitted()
