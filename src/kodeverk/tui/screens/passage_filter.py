"""Which passages: a line to type or to click together, with what it can go on to be below it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Button, Input

from kodeverk.errors import KodeverkError
from kodeverk.service.written_query import QueryNames, completed
from kodeverk.tui.screens.typed_choice import TypedChoice
from kodeverk.tui.widgets.key_hint import key_hint


class PassageFilter(TypedChoice[tuple[str, str], None]):
    """Lets a line be typed and looked for; it stays open where nothing can be listed so."""

    CLOSING = "Tab completes · Enter shows the passages · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False, priority=True),
        Binding("f2", "show", show=False),
    ]

    def __init__(
        self, typed: str, names: QueryNames, look: Callable[[str], Awaitable[None]]
    ) -> None:
        placeholder = "code:REL-TILLIT role:participant … or words to look for"
        super().__init__("Which passages?", typed, placeholder)
        self._names = names
        self._look = look

    @staticmethod
    def new_field(typed: str, placeholder: str) -> Input:
        """Return the field one types in, at the end of what is there."""
        return Input(typed, placeholder=placeholder, select_on_focus=False)

    def buttons(self) -> ComposeResult:
        """Return a button for what Enter does."""
        yield Button("Show", variant="primary", compact=True)

    async def fitting(self, typed: str) -> Sequence[tuple[str, str]]:
        """Return what the last term can go on to be."""
        return self._names.completions(typed)

    def shown(self, line: tuple[str, str]) -> str:
        """Return a completion with what it is."""
        return "  ".join(filter(None, line))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """List what is typed."""
        event.stop()
        await self.action_show()

    async def action_show(self) -> None:
        """List what is typed, and close; else say what is wrong with it."""
        try:
            await self._look(self.field.value)
        except KodeverkError as error:
            said = ". ".join(filter(None, [error.message, error.hint]))
            self.hint.update(key_hint(f"{said} · Esc closes"))
        else:
            self.dismiss(None)

    async def action_complete(self) -> None:
        """Complete the term with the highlighted line."""
        place = self.lines.highlighted
        if place is not None and self._fitting:
            await self.take(self._fitting[place])

    async def take(self, line: tuple[str, str] | None) -> None:
        """Complete the term with a line."""
        if line is not None:
            self.field.value = completed(self.field.value, line[0])
            self.field.cursor_position = len(self.field.value)
            self.set_focus(self.field)

    async def on_button_pressed(self) -> None:
        """List what is typed, as Enter does."""
        await self.action_show()
