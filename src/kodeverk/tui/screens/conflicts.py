"""The conflicts: what people said differently of one thing, and which value shall hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.service.phrases import local_time, number_of
from kodeverk.tui import services
from kodeverk.tui.keys import CONFLICT_KEYS, CONFLICT_SECTIONS, Section
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.conflicts import ConflictChoice, ConflictList, Disagreement
    from kodeverk.service.projects import Project


class ConflictScreen(ListScreen["ConflictList"]):
    """Lists the open conflicts with their values; Enter lets the highlighted value hold."""

    BINDINGS: ClassVar[list[BindingType]] = list(CONFLICT_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = CONFLICT_SECTIONS

    value = getters.query_one("#value", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._conflicts: tuple[Disagreement, ...] = ()
        self._hidden = 0
        self._values: dict[str, tuple[Disagreement, int]] = {}

    def compose_below(self) -> ComposeResult:
        """Show the highlighted value in full."""
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="value", markup=False)

    def on_mount(self) -> None:
        """Say how a conflict is settled; values have no columns."""
        self.columns.display = False
        self._say_how()

    async def on_screen_resume(self) -> None:
        """Read the conflicts again."""
        await self.action_reload()

    def reading(self) -> Callable[[Project, Coder], ConflictList]:
        """Return what gives the open conflicts."""
        return services.conflicts

    async def show(self, seen: ConflictList) -> None:
        """Show the conflicts that were read."""
        self._conflicts, self._hidden = seen.conflicts, seen.hidden
        self.show_lines()

    def action_settle(self) -> None:
        """Let the highlighted value hold."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Settle a conflict by the value chosen."""
        conflict, number = self._values[str(event.option_id)]
        with self.workspace.errors_shown():
            settled = await self.write(
                partial(services.settle_conflict, conflict=conflict.id, number=number)
            )
            self.say(f"Settled {settled}; {self.key_of('conflicts.undo')} takes it back")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show in full the value whose line may be cut."""
        conflict, number = self._values[str(event.option_id)]
        choice = conflict.choices[number - 1]
        self.value.update(f"{conflict.about}\n\n{choice.words}\n\n{_whose(choice)}")

    async def action_leave(self) -> None:
        """Go back to the project."""
        self._say_how()
        await super().action_leave()

    def _say_how(self) -> None:
        settle = self.key_of("conflicts.settle")
        self.say(f"* shows now; {settle} lets the highlighted value hold")

    def show_lines(self) -> None:
        """Show each conflict with its values below it."""
        before = self.lines.highlighted or 1
        self._values = {
            f"{conflict.id} {number}": (conflict, number)
            for conflict in self._conflicts
            for number in range(1, len(conflict.choices) + 1)
        }
        options = []
        for conflict in self._conflicts:
            options.append(Option(Content.styled(conflict.about, "bold"), disabled=True))
            for number, choice in enumerate(conflict.choices, 1):
                sign = "*" if choice.is_shown else " "
                line = f" {sign} {choice.words} ({_whose(choice)})"
                options.append(Option(Content(line), f"{conflict.id} {number}"))
        self.set_lines(options, first=min(before, len(options) - 1))
        name, coder = self.gateway.project_name, self.gateway.coder.name
        count = number_of(len(self._conflicts), "conflict")
        hidden = f" · {self._hidden} hidden until you have finished" if self._hidden else ""
        self.heading.update(f"{count} open{hidden}  {coder} · {name}")
        if not options and self._hidden:
            self.value.update(
                "What is hidden is about colleagues' work in transcripts you code apart."
            )
        elif not options:
            self.value.update("No conflict is open: nobody said of one thing what others did not.")


def _whose(choice: ConflictChoice) -> str:
    return choice.author if choice.at is None else f"{choice.author}, {local_time(choice.at)}"
