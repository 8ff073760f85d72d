"""The memo editor: what is typed is on disk at once, as a draft until it is written."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Button, Static, TextArea

from kodeverk.errors import KodeverkError
from kodeverk.service.phrases import time_told_shortly
from kodeverk.tui.keys import MEMO_KEYS
from kodeverk.tui.memos import MemoOnDisk

if TYPE_CHECKING:
    from kodeverk.store.drafts import Draft

KEEP_SECONDS = 0.5
"""How long after a letter what is typed is on disk, at the latest."""

_HINT = "Ctrl+S or F2 writes it · an empty memo is removed"


class MemoEditor(ModalScreen[None]):
    """Edits one memo; `write` puts it on disk and tells whether that was done.

    `draft` is what was typed before and is not written: it is shown instead of the memo's `text`.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(MEMO_KEYS)
    field = getters.query_one(TextArea)
    hint = getters.query_one(".hint", Static)

    def __init__(
        self,
        title: str,
        text: str,
        write: Callable[[str], Awaitable[bool]],
        on_disk: MemoOnDisk,
        draft: "Draft | None",
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._write = write
        self._on_disk = on_disk
        self._draft = draft
        self._kept = text if draft is None else draft.text
        self._keeping: Timer | None = None
        self._warned = False

    def compose(self) -> ComposeResult:
        """Show what the memo is on, its text, and how to write it."""
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="title", markup=False)
            yield TextArea(self._kept, soft_wrap=True)
            yield Static(self._typed_before() or _HINT, classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Write", variant="primary", id="write")
                yield Button("Close", id="close")

    def _typed_before(self) -> str:
        if self._draft is None:
            return ""
        when = time_told_shortly(self._draft.at)
        return f"Typed {when} and not written yet: Ctrl+S or F2 writes it, Esc twice drops it"

    def on_mount(self) -> None:
        """Let the keys go to the text at once, at its end."""
        self.set_focus(self.field)
        self.field.move_cursor(self.field.document.end)

    def on_text_area_changed(self) -> None:
        """Keep what is typed in a moment, with what is typed until then."""
        if self._keeping is None and self.field.text != self._kept:
            self._keeping = self.set_timer(KEEP_SECONDS, self._keep)

    async def _keep(self) -> None:
        self._keeping = None
        text = self._kept = self.field.text
        try:
            if text.strip() == self._text.strip():
                await self._on_disk.give_up()
            else:
                await self._on_disk.keep(text)
        except KodeverkError as error:
            self.hint.update(f"Not kept as a draft: {error.message}. {error.hint}")

    def _keep_no_more(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        if event.button.id == "write":
            await self.action_write()
        else:
            await self.action_close()

    async def action_write(self) -> None:
        """Write the memo and close; where that fails, the text stays here."""
        self._keep_no_more()
        if self.field.text.strip() == self._text.strip():
            await self._drop()
        elif await self._write(self.field.text):
            self.dismiss(None)
        else:
            await self._keep()

    async def action_close(self) -> None:
        """Close; with changes that are not written, only when asked twice."""
        if self._warned or self.field.text.strip() == self._text.strip():
            await self._drop()
            return
        self._warned = True
        self.hint.update("Not written yet. Ctrl+S or F2 writes it; Esc again drops the changes.")

    async def _drop(self) -> None:
        """Close, and keep nothing of what is typed."""
        self._keep_no_more()
        if self._draft is not None or self._kept != self._text:
            try:
                await self._on_disk.give_up()
            except KodeverkError as error:
                self.app.notify(error.hint, title=error.message, severity="error", markup=False)
        self.dismiss(None)
