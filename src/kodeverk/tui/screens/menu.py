"""A short list to choose from: by arrows and Enter, by its digit, or by the mouse."""

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


class Menu(Dialog[int | None]):
    """Gives the place of the line chosen, or None when it was closed without.

    One that is not `numbered` takes no digit, and nothing is chosen in it at first: it is for what
    is asked in the midst of work. Only one that is `foreseen`, as a list that a key asks for, is
    answered by keys typed ahead (`Mode.ask`).
    """

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"choose({digit})", show=False) for digit in range(1, 10)),
        Binding("escape", "dismiss", show=False),
    ]
    lines = getters.query_one(OptionList)

    def __init__(
        self, title: str, choices: Sequence[str], *, numbered: bool = True, foreseen: bool = False
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._numbered = numbered
        self.foreseen = foreseen

    def compose(self) -> ComposeResult:
        """Show the title, the lines with their digits, and how to choose."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield OptionList(
                *(
                    Option(Content(f"{number if self._numbered and number <= 9 else ' '}  {line}"))
                    for number, line in enumerate(self._choices, 1)
                )
            )
            chooses = "a digit or Enter chooses" if self._numbered else "↓ and Enter choose"
            yield Static(key_hint(f"{chooses} · Esc closes"), classes="hint")

    def on_mount(self) -> None:
        """Let the keys go to the list at once."""
        self.set_focus(self.lines)
        self.lines.highlighted = 0 if self._numbered else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the line chosen."""
        self.dismiss(event.option_index)

    def action_choose(self, digit: int) -> None:
        """Give the line with this digit."""
        if self._numbered and digit <= len(self._choices):
            self.dismiss(digit - 1)
