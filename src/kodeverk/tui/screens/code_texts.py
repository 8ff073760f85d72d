"""What a code means, in one form: definition, use when, not when, example, and at length."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static, TextArea

from kodeverk.model.codebook import norwegian_name
from kodeverk.model.records import Code
from kodeverk.tui.keys import FACTS_KEYS
from kodeverk.tui.screens.dialog import Dialog

_FIELDS = {
    "definition": "Definition",
    "use_when": "Use when",
    "not_when": "Not when",
    "example": "Example",
    "full_definition": "At length",
}
_HINT = "Tab: next field · Ctrl+S or F2 keeps it · Esc closes"


class CodeTexts(Dialog[None]):
    """Changes the texts of one code; `write` puts them on disk and tells whether that was done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FACTS_KEYS,
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]
    hint = getters.query_one(".hint", Static)
    texts = getters.query_one(VerticalScroll)

    def __init__(
        self, code: Code, reach: str, write: Callable[[Mapping[str, str]], Awaitable[bool]]
    ) -> None:
        super().__init__()
        self._title = f"{code.key}  {norwegian_name(code.name)} · {reach}"
        self._write = write
        self._warned = False
        self._before = {field: _text(code, field) for field in _FIELDS}
        self._areas = {
            field: TextArea(text, soft_wrap=True) for field, text in self._before.items()
        }

    def compose(self) -> ComposeResult:
        """Show each text under what it is, and how to keep what is changed."""
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                for field, heading in _FIELDS.items():
                    yield Static(heading, classes="named", markup=False)
                    yield self._areas[field]
            yield Static(_HINT, classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Keep", variant="primary", id="keep", compact=True)
                yield Button("Close", id="close", compact=True)

    def on_mount(self) -> None:
        """Let the keys go to the definition at once, at its end."""
        first = self._areas["definition"]
        self.set_focus(first)
        first.move_cursor(first.document.end)
        self.call_after_refresh(self.texts.scroll_home, animate=False)

    def said(self) -> dict[str, str]:
        """Return the texts that were changed."""
        now = {field: area.text.strip() for field, area in self._areas.items()}
        return {field: text for field, text in now.items() if text != self._before[field].strip()}

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        if event.button.id == "keep":
            await self.action_write()
        else:
            self.action_close()

    async def action_write(self) -> None:
        """Keep what was changed and close; where that fails, the texts stay here."""
        said = self.said()
        if not said or await self._write(said):
            self.dismiss(None)

    def action_close(self) -> None:
        """Close; with changes that are not kept, only when asked twice."""
        if self._warned or not self.said():
            self.dismiss(None)
            return
        self._warned = True
        self.hint.update("Not kept yet. Ctrl+S or F2 keeps it; Esc again drops the changes.")


def _text(code: Code, field: str) -> str:
    if field == "definition":
        return norwegian_name(code.definition)
    text: str | None = getattr(code, field)
    return text or ""
