"""An error that cannot be passed over: what is wrong, and what to do."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Static

from kodeverk.tui.screens.dialog import Dialog


class Notice(Dialog[None]):
    """Shows a message, a hint and details until it is closed."""

    AUTO_FOCUS = "Button"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", show=False)]

    def __init__(self, message: str, hint: str, details: str = "", *, closes: str = "OK") -> None:
        super().__init__()
        self._message = message
        self._hint = hint
        self._details = details
        self._closes = closes

    def compose(self) -> ComposeResult:
        """Show the three, and a button."""
        with Vertical(classes="dialog"):
            with VerticalScroll():
                yield Static(self._message, classes="error", markup=False)
                yield Static(self._hint, markup=False)
                if self._details:
                    yield Static(self._details, classes="hint", markup=False)
            yield Button(self._closes, variant="error", compact=True)

    def on_button_pressed(self) -> None:
        """Close."""
        self.dismiss(None)
