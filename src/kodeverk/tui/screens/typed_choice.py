"""A list that follows what is typed: the arrows move in it, Enter or a click takes a line."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.widgets.key_hint import key_hint

Line = TypeVar("Line")
Answer = TypeVar("Answer")


class TypedChoice(Dialog[Answer | None], Generic[Line, Answer]):
    """Gives an answer, or None when it was closed without; subclasses say what fits and is taken.

    `CLOSING` is what its last line says of the keys.
    """

    CLOSING: ClassVar[str] = "↑ ↓ choose · Enter takes · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("escape", "dismiss", show=False),
    ]
    field = getters.query_one(Input)
    lines = getters.query_one(OptionList)
    hint = getters.query_one(".hint", Static)

    def __init__(self, title: str, typed: str, placeholder: str) -> None:
        super().__init__()
        self._title = title
        self._field = self.new_field(typed, placeholder)
        self._fitting: Sequence[Line] = ()

    @staticmethod
    def new_field(typed: str, placeholder: str) -> Input:
        """Return the field one types in."""
        return Input(typed, placeholder=placeholder)

    def compose(self) -> ComposeResult:
        """Show the title, the field, the lines that fit, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield self._field
            yield OptionList()
            yield from self.buttons()
            yield Static(key_hint(self.CLOSING), classes="hint")

    def buttons(self) -> ComposeResult:
        """Return the buttons below the list, if there are any."""
        return ()

    async def on_mount(self) -> None:
        """Let the keys go to the field at once; it opens with the end of what is there."""
        self.lines.can_focus = False
        self.set_focus(self.field)
        await self.show_fitting()

    async def on_input_changed(self, event: Input.Changed) -> None:
        """List what fits what is typed now."""
        event.stop()
        await self.show_fitting()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the highlighted line."""
        event.stop()
        place = self.lines.highlighted
        await self.take(self._fitting[place] if place is not None and self._fitting else None)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the line clicked on."""
        await self.take(self._fitting[event.option_index])

    def action_move(self, lines: int) -> None:
        """Move the highlight by so many lines."""
        if self._fitting:
            place = (self.lines.highlighted or 0) + lines
            self.lines.highlighted = min(max(place, 0), len(self._fitting) - 1)

    async def show_fitting(self) -> None:
        """List what fits, the first line highlighted."""
        self._fitting = await self.fitting(self.field.value)
        self.lines.set_options(Option(Content(self.shown(line))) for line in self._fitting)
        self.lines.highlighted = 0 if self._fitting else None

    async def fitting(self, typed: str) -> Sequence[Line]:
        """Return the lines that fit what is typed."""
        raise NotImplementedError

    def shown(self, line: Line) -> str:
        """Return a line in words."""
        raise NotImplementedError

    async def take(self, line: Line | None) -> None:
        """Do what choosing a line does; None is Enter where nothing fits."""
        raise NotImplementedError
