"""The first opening asks who codes."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static


class CoderQuestion(ModalScreen[str | None]):
    """Gives the name of who codes, or None when the user would rather quit."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]
    name_field = getters.query_one(Input)

    def compose(self) -> ComposeResult:
        """Ask for the name."""
        with Vertical(classes="dialog"):
            yield Static("Who codes?", classes="title")
            yield Static(
                "All you do carries this name, in every project you open. It is kept in your "
                "settings, not in the project."
            )
            yield Input(placeholder="Your name")
            yield Button("Begin", variant="primary")
            yield Static("Enter begins · Esc quits", classes="hint")

    def on_mount(self) -> None:
        """Let the keys go to the name at once."""
        self.set_focus(self.name_field)

    def on_input_submitted(self) -> None:
        """Give the name, unless it is empty."""
        if self.name_field.value.strip():
            self.dismiss(self.name_field.value)

    def on_button_pressed(self) -> None:
        """Give the name, as Enter does."""
        self.on_input_submitted()
