"""The conflicts: what people said differently of one thing, and which of it shall hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.service.phrases import number_of, time_told
from kodeverk.tui.keys import CONFLICT_KEYS, CONFLICT_SECTIONS, Section
from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.conflicts import ConflictChoice, Disagreement
    from kodeverk.store.project import Project


class ConflictScreen(Mode):
    """Lists the open conflicts with their values; Enter lets the highlighted value hold."""

    AUTO_FOCUS: ClassVar[str | None] = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = list(CONFLICT_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = CONFLICT_SECTIONS

    heading = getters.query_one("#heading", Static)
    lines = getters.query_one(OptionList)
    value = getters.query_one("#value", Static)
    status = getters.query_one("#status", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._places: dict[str, tuple[Disagreement, int]] = {}

    def compose(self) -> ComposeResult:
        """Show the conflicts, and below them the highlighted value in full."""
        yield Static(id="heading", markup=False)
        yield OptionList()
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="value", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Say how a conflict is settled."""
        self._say_how()

    async def on_screen_resume(self) -> None:
        """Read the conflicts again."""
        await self.action_reload()

    async def action_reload(self) -> None:
        """Read the conflicts and show them."""

        def work(project: Project, _coder: Coder) -> tuple[Disagreement, ...]:
            from kodeverk.service.conflicts import list_conflicts

            return list_conflicts(project)

        with self.workspace.errors_shown():
            self._list(await self.gateway.asked(work))

    def action_settle(self) -> None:
        """Let the highlighted value hold."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Settle a conflict by the value chosen."""
        conflict, number = self._places[str(event.option_id)]

        def work(project: Project, coder: Coder) -> tuple[str, ...]:
            from kodeverk.service.conflicts import settle_conflicts

            return settle_conflicts(project, coder, {conflict.id: number})

        with self.workspace.errors_shown():
            (holds,) = await self.gateway.written(work)
            await self.action_reload()
            self.say(f"Settled {holds}; {self.key_of('conflicts.undo')} takes it back")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show in full what its line may have cut."""
        conflict, number = self._places[str(event.option_id)]
        choice = conflict.choices[number - 1]
        self.value.update(f"{conflict.about}\n\n{choice.words}\n\n{_whose(choice)}")

    async def action_undo(self) -> None:
        """Take back my last step; one that reaches far is asked about."""
        await self.reverse("undo", self._changed)

    async def action_redo(self) -> None:
        """Do the step undone last again."""
        await self.reverse("redo", self._changed)

    async def _changed(self, said: str) -> None:
        await self.action_reload()
        self.say(said)

    async def action_leave(self) -> None:
        """Go back to the project."""
        self._say_how()
        await self.app.switch_mode("project")

    def say(self, fact: str) -> None:
        """Show what has happened in the status line."""
        self.status.update(fact, layout=False)

    def _say_how(self) -> None:
        settle = self.key_of("conflicts.settle")
        self.say(f"* shows now; {settle} lets the highlighted value hold")

    def _list(self, found: tuple[Disagreement, ...]) -> None:
        """Show the conflicts, the same line highlighted as before."""
        before = self.lines.highlighted or 1
        self._places = {
            f"{one.id} {number}": (one, number)
            for one in found
            for number in range(1, len(one.choices) + 1)
        }
        options = []
        for one in found:
            options.append(Option(Content.styled(one.about, "bold"), disabled=True))
            for number, choice in enumerate(one.choices, 1):
                sign = "*" if choice.is_shown else " "
                line = f" {sign} {choice.words} ({_whose(choice)})"
                options.append(Option(Content(line), f"{one.id} {number}"))
        self.lines.set_options(options)
        name, coder = self.gateway.project_name, self.gateway.coder.name
        self.heading.update(f"{number_of(len(found), 'conflict')} open  {coder} · {name}")
        if found:
            self.lines.highlighted = min(before, len(options) - 1)
        else:
            self.value.update("No conflict is open: nobody said of one thing what others did not.")


def _whose(choice: ConflictChoice) -> str:
    return choice.author if choice.at is None else f"{choice.author}, {time_told(choice.at)}"
