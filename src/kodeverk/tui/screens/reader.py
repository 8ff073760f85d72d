"""Something that is to be read and not changed, such as a colleague's memo."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.widgets.key_hint import key_hint

ONLY_ITS_AUTHOR = "Only its author changes it"
"""What is to be known of a colleague's memo."""


class Reader(Dialog[None]):
    """Shows a text until it is closed."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", show=False)]

    def __init__(self, title: str, text: str | Content, hint: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Show what the text is, its words, and what else there is to know."""
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="title", markup=False)
            with VerticalScroll():
                yield Static(self._text, markup=False)
            yield Static(key_hint(f"{self._hint} · Esc closes"), classes="hint")
            yield Button("Close", compact=True)

    def on_button_pressed(self) -> None:
        """Close."""
        self.dismiss(None)
