"""One line to write: a date, a pseudonym."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Button, Input, Static

from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.widgets.key_hint import key_hint


class Prompt(Dialog[str | None]):
    """Gives what was written, without the blanks around it, or None when it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]
    field = getters.query_one(Input)

    def __init__(
        self, title: str, written: str, placeholder: str, *, optional: bool = True
    ) -> None:
        super().__init__()
        self._title = title
        self._written = written
        self._placeholder = placeholder
        self._hint = "Enter writes it · nothing takes it away · Esc closes"
        if not optional:
            self._hint = "Enter goes on · Esc closes"

    def compose(self) -> ComposeResult:
        """Show the line with what it says now."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Input(self._written, placeholder=self._placeholder)
            yield Button("OK", variant="primary", compact=True)
            yield Static(key_hint(self._hint), classes="hint")

    def on_mount(self) -> None:
        """Let the keys go to the line at once."""
        self.set_focus(self.field)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what is written."""
        event.stop()
        self.dismiss(self.field.value.strip())

    def on_button_pressed(self) -> None:
        """Give what is written, as Enter does."""
        self.dismiss(self.field.value.strip())
