"""The memo editor: what is typed is on disk at once, as a draft until it is written."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, get_args

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Button, Static, TextArea

from kodeverk.errors import KodeverkError
from kodeverk.model.records import TYPICAL_TYPE, Memo, MemoType
from kodeverk.service.phrases import short_local_time
from kodeverk.tui import memo_services as services
from kodeverk.tui.gateway import Gateway
from kodeverk.tui.keys import MEMO_KEYS
from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.screens.mode import Mode

if TYPE_CHECKING:
    from kodeverk.service.projects import Draft

KEEP_SECONDS = 0.5
"""How long after a letter what is typed is on disk, at the latest."""

_HINT = "Ctrl+S or F2 writes it · an empty memo is removed"


@dataclass(frozen=True, slots=True)
class MemoSubject:
    """What a memo is on, and the memo itself where there is one that is changed."""

    target_kind: str
    target: str | None
    memo: Memo | None = None

    @property
    def draft_key(self) -> tuple[str, str]:
        """What a draft of the memo is kept under."""
        if self.memo is None:
            return self.target_kind, self.target or ""
        return "memo", self.memo.id

    @property
    def type(self) -> MemoType:
        """What sort of memo it is, or is at first."""
        if self.memo is None:
            return TYPICAL_TYPE.get(self.target_kind, "free")
        return self.memo.type


async def edit_memo(
    screen: Mode,
    title: str,
    subject: MemoSubject,
    written: Callable[[str | None, str], None],
    closed: Callable[[None], Awaitable[None]] | None = None,
) -> None:
    """Open the editor of a memo over a screen.

    `written` is told the memo's id and text when it is on disk; no id: an empty text removed it.
    """
    gateway = screen.gateway

    async def write(text: str, memo_type: MemoType) -> bool:
        with screen.workspace.errors_shown():
            identity = await gateway.write(
                services.write_memo,
                subject.target_kind,
                subject.target,
                text,
                memo_type,
                subject.memo,
            )
            written(identity, text.strip())
            return True
        return False

    with screen.workspace.errors_shown():
        draft = await gateway.ask(services.draft_of, *subject.draft_key)
        await screen.app.push_screen(MemoEditor(gateway, title, subject, write, draft), closed)


class MemoEditor(Dialog[None]):
    """Edits one memo; `write` puts it on disk and tells whether that was done.

    `draft` is what was typed before and is not written: it is shown instead of the memo's text.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(MEMO_KEYS)
    field = getters.query_one(TextArea)
    hint = getters.query_one(".hint", Static)

    def __init__(
        self,
        gateway: Gateway,
        title: str,
        subject: MemoSubject,
        write: Callable[[str, MemoType], Awaitable[bool]],
        draft: "Draft | None",
    ) -> None:
        super().__init__()
        self._gateway = gateway
        self._title = title
        self._text = text = subject.memo.text if subject.memo else ""
        self._draft_key = subject.draft_key
        self._type_before = self._type = subject.type
        self._write = write
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
                yield Button("Write", variant="primary", id="write", compact=True)
                yield Button("Close", id="close", compact=True)
                yield Button(self._type_shown(), id="type", compact=True)

    def _typed_before(self) -> str:
        if self._draft is None:
            return ""
        when = short_local_time(self._draft.at)
        return f"Typed {when} and not written yet: Ctrl+S or F2 writes it, Esc twice drops it"

    def _type_shown(self) -> str:
        return f"Type: {self._type} (F4)"

    @property
    def _is_as_it_was(self) -> bool:
        same = self.field.text.strip() == self._text.strip()
        return same and (not self._text or self._type == self._type_before)

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
                await self._gateway.write(services.give_up_draft, *self._draft_key)
            else:
                await self._gateway.write(services.keep_draft, *self._draft_key, text)
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
        elif event.button.id == "type":
            self.action_type()
        else:
            await self.action_close()

    async def action_write(self) -> None:
        """Write the memo and close; where that fails, the text stays here."""
        self._keep_no_more()
        if self._is_as_it_was:
            await self._drop()
        elif await self._write(self.field.text, self._type):
            self.dismiss(None)
        else:
            await self._keep()

    def action_type(self) -> None:
        """Let it be a memo of the next type: on method, a case, a code, or free."""
        types = get_args(MemoType)
        self._type = types[(types.index(self._type) + 1) % len(types)]
        self.query_one("#type", Button).label = self._type_shown()
        self.set_focus(self.field)

    async def action_close(self) -> None:
        """Close; with changes that are not written, only when asked twice."""
        if self._warned or self._is_as_it_was:
            await self._drop()
            return
        self._warned = True
        self.hint.update("Not written yet. Ctrl+S or F2 writes it; Esc again drops the changes.")

    async def _drop(self) -> None:
        """Close, and keep nothing of what is typed."""
        self._keep_no_more()
        if self._draft is not None or self._kept != self._text:
            try:
                await self._gateway.write(services.give_up_draft, *self._draft_key)
            except KodeverkError as error:
                self.app.notify(error.hint, title=error.message, severity="error", markup=False)
        self.dismiss(None)
