"""What a change to several passages would make of them; and whether to do it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.widgets.key_hint import key_hint


class ChangeQuestion(Dialog[bool | None]):
    """Gives whether to do it; None when it was closed."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"choose({digit})", show=False) for digit in (1, 2)),
        Binding("escape", "dismiss", show=False),
    ]
    choices = getters.query_one(OptionList)

    def __init__(self, title: str, told: Sequence[str], verb: str) -> None:
        super().__init__()
        self._title, self._told, self._verb = title, told, verb

    def compose(self) -> ComposeResult:
        """Show what would be done, what becomes of the passages, and the choice."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Static("\n".join(self._told), markup=False)
            lines = ("Leave them", self._verb)
            yield OptionList(
                *(Option(Content(f"{number}  {line}")) for number, line in enumerate(lines, 1))
            )
            yield Static(key_hint("a digit or Enter chooses · Esc closes"), classes="hint")

    def on_mount(self) -> None:
        """Let the keys go to the choice at once."""
        self.set_focus(self.choices)
        self.choices.highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give whether the second choice was made."""
        self.dismiss(event.option_index == 1)

    def action_choose(self, digit: int) -> None:
        """Give whether the second choice was made."""
        self.dismiss(digit == 2)
