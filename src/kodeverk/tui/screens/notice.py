"""What cannot be passed over: an error and what to do, or what was done and is to be known."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Static
from textual.widgets.button import ButtonVariant

from kodeverk.tui.screens.dialog import Dialog


class Notice(Dialog[None]):
    """Shows a message, a hint and details until it is closed; most tell of an error."""

    AUTO_FOCUS = "Button"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", show=False)]

    def __init__(
        self,
        message: str,
        hint: str,
        details: str = "",
        *,
        closes: str = "OK",
        is_error: bool = True,
    ) -> None:
        super().__init__()
        self._message = message
        self._hint = hint
        self._details = details
        self._closes = closes
        self._is_error = is_error

    def compose(self) -> ComposeResult:
        """Show the three, and a button."""
        with Vertical(classes="dialog"):
            with VerticalScroll():
                told = "error" if self._is_error else "title"
                yield Static(self._message, classes=told, markup=False)
                yield Static(self._hint, markup=False)
                if self._details:
                    yield Static(self._details, classes="hint", markup=False)
            tone: ButtonVariant = "error" if self._is_error else "primary"
            yield Button(self._closes, variant=tone, compact=True)

    def on_button_pressed(self) -> None:
        """Close."""
        self.dismiss(None)
