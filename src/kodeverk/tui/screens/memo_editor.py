"""The memo editor: what has been typed stays until it is on disk, or is dropped on purpose."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static, TextArea

from kodeverk.tui.keys import MEMO_KEYS


class MemoEditor(ModalScreen[None]):
    """Edits one memo; `write` puts it on disk and tells whether that was done."""

    BINDINGS: ClassVar[list[BindingType]] = list(MEMO_KEYS)
    field = getters.query_one(TextArea)
    hint = getters.query_one(".hint", Static)

    def __init__(self, title: str, text: str, write: Callable[[str], Awaitable[bool]]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._write = write
        self._warned = False

    def compose(self) -> ComposeResult:
        """Show what the memo is on, its text, and how to write it."""
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="title", markup=False)
            yield TextArea(self._text, soft_wrap=True)
            yield Static("Ctrl+S or F2 writes it · an empty memo is removed", classes="hint")
            with Horizontal(classes="buttons"):
                yield Button("Write", variant="primary", id="write")
                yield Button("Close", id="close")

    def on_mount(self) -> None:
        """Let the keys go to the text at once, at its end."""
        self.set_focus(self.field)
        self.field.move_cursor(self.field.document.end)

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        if event.button.id == "write":
            await self.action_write()
        else:
            self.action_close()

    async def action_write(self) -> None:
        """Write the memo and close; where that fails, the text stays here."""
        if self.field.text.strip() == self._text.strip() or await self._write(self.field.text):
            self.dismiss(None)

    def action_close(self) -> None:
        """Close; with changes that are not written, only when asked twice."""
        if self._warned or self.field.text.strip() == self._text.strip():
            self.dismiss(None)
            return
        self._warned = True
        self.hint.update("Not written yet. Ctrl+S or F2 writes it; Esc again drops the changes.")
