"""What taking a step back would change, or what hinders it; and whether to do it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.service.phrases import local_time
from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.screens.mode import read_on
from kodeverk.tui.widgets.key_hint import key_hint

if TYPE_CHECKING:
    from kodeverk.service.step_effects import Effects


class StepQuestion(Dialog[bool | None]):
    """Gives whether to take a step back, or to do it again."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"choose({digit})", show=False) for digit in (1, 2)),
        Binding("z,pagedown", "page(1)", show=False),
        Binding("Z,pageup", "page(-1)", show=False),
        Binding("escape,q", "dismiss", show=False),
    ]
    changes = getters.query_one(VerticalScroll)
    choices = getters.query_one(OptionList)

    def __init__(self, effects: "Effects") -> None:
        super().__init__()
        self._effects = effects

    def compose(self) -> ComposeResult:
        """Show which step it is, what becomes of each record, and the choice."""
        step = self._effects.step
        choices = ["Leave it"] if self._effects.hindered else ["Leave it", self._verb]
        with Vertical(classes="dialog wide"):
            yield Static(f"{step.number} · {step.summary}", classes="title", markup=False)
            yield Static(f"{step.author}, {local_time(step.at)}", classes="hint", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static("\n".join(self._lines()), markup=False)
            yield OptionList(
                *(
                    Option(Content(f"{number}  {choice}"))
                    for number, choice in enumerate(choices, 1)
                )
            )
            hint = key_hint("a digit or Enter chooses · z Z reads on · Esc closes")
            yield Static(hint, classes="hint")

    def on_mount(self) -> None:
        """Let the keys go to the choice at once."""
        self.set_focus(self.choices)
        self.choices.highlighted = 0

    @property
    def _verb(self) -> str:
        return "Take it back" if self._effects.act == "undo" else "Do it again"

    def _lines(self) -> Iterator[str]:
        effects = self._effects
        if effects.hindered:
            yield f"This cannot be {'taken back' if effects.act == 'undo' else 'done again'}."
            yield effects.hindered
            yield from (f"  {line}" for line in reversed(effects.builders))
            yield effects.advice
            return
        if effects.changes:
            yield f"{self._verb}, and this changes:"
        elif not effects.stays:
            yield "Nothing of what is shown would change."
        yield from (f"  {line}" for line in effects.changes)
        if effects.more:
            yield f"  and {effects.more} more"
        if effects.stays:
            yield "This stays:"
            yield from (f"  {line}" for line in effects.stays)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give whether the second choice was made."""
        self.dismiss(event.option_index == 1)

    def action_choose(self, digit: int) -> None:
        """Give whether the second choice was made."""
        if digit <= self.choices.option_count:
            self.dismiss(digit == 2)

    def action_page(self, pages: int) -> None:
        """Read on, or back, in what changes."""
        read_on(self.changes, pages)
