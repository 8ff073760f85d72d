"""What the screens share that list something: lines in columns, a filter, undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from textual.widgets import Input

    from kodeverk.model.records import Coder
    from kodeverk.service.projects import Project

Seen = TypeVar("Seen")
Written = TypeVar("Written")


class ListScreen(Mode, Generic[Seen]):
    """A list between a heading and what has happened; subclasses read it and write its lines.

    `FILTER` is what may be written in the filter, where there is one.
    """

    AUTO_FOCUS: ClassVar[str | None] = "OptionList"
    FILTER: ClassVar[str] = ""

    heading = getters.query_one("#heading", Static)
    columns = getters.query_one("#columns", Static)
    lines = getters.query_one(OptionList)
    status = getters.query_one("#status", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._filter: Input | None = None

    def compose(self) -> ComposeResult:
        """Show the list, and below it what the screen says of the highlighted line."""
        yield Static(id="heading", markup=False)
        yield Static(id="columns", markup=False)
        yield self.compose_list()
        yield from self.compose_below()
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def compose_list(self) -> Widget:
        """Return what shows the list."""
        return OptionList()

    def compose_below(self) -> ComposeResult:
        """Return what stands between the list and what has happened."""
        return ()

    @property
    def listing(self) -> Widget:
        """What shows the list, and has the keys when nothing is written."""
        return self.lines

    # What is listed

    def reading(self) -> Callable[[Project, Coder], Seen]:
        """Return the service that gives what the list shows."""
        raise NotImplementedError

    async def show(self, seen: Seen) -> None:
        """Show what was read."""
        raise NotImplementedError

    async def action_reload(self) -> None:
        """Read again what the list shows."""
        with self.workspace.errors_shown():
            async with self.left_if_gone():
                seen = await self.gateway.ask(self.reading())
            if self.is_attached:  # not so where somebody has quit meanwhile
                await self.show(seen)

    async def write(self, write: Callable[[Project, Coder], Written]) -> Written:
        """Let a service write, and show what the list holds then."""
        written, seen = await self.gateway.write_and_read(write, self.reading())
        await self.show(seen)
        return written

    def show_lines(self) -> None:
        """Write the lines that fit the filter, in columns that share the width."""
        raise NotImplementedError

    # The lines

    @property
    def width(self) -> int:
        """The cells that columns share."""
        return max(self.size.width - 4, 40)

    def set_lines(self, options: Sequence[Option], first: int = 0) -> None:
        """Show these lines, with the same line highlighted as before, else that at `first`."""
        option = self.lines.highlighted_option
        before = (option and option.id) or ""
        places = {option.id: place for place, option in enumerate(options) if option.id}
        self.lines.set_options(options)
        if options:
            self.lines.highlighted = places.get(before, first)

    def say(self, fact: str) -> None:
        """Show what has happened in the status line."""
        self.status.update(fact, layout=False)

    def on_resize(self) -> None:
        """Share the new width among the columns."""
        self.share_width()

    def share_width(self) -> None:
        """Write the lines anew, once there are any."""
        if self.lines.option_count:
            self.call_after_refresh(self.show_lines)

    # Steps

    async def action_undo(self) -> None:
        """Take back my last step, wherever in the project it was."""
        await self.reverse("undo", self.reading(), self.changed)

    async def action_redo(self) -> None:
        """Do the step undone last again."""
        await self.reverse("redo", self.reading(), self.changed)

    async def changed(self, fact: str, seen: Seen) -> None:
        """Show what there is after a step back or forth, and say what was done."""
        await self.show(seen)
        self.say(fact)

    # The filter

    @property
    def query_words(self) -> list[str]:
        """What the filter holds, in folded case."""
        return self._filter.value.casefold().split() if self._filter else []

    @property
    def is_filtering(self) -> bool:
        """Whether the filter is being written."""
        return self._filter is not None and self._filter.has_focus

    async def action_filter(self) -> None:
        """Ask what to show only."""
        if self._filter is None:
            # The first paint does not wait for a field that may never be asked for.
            from textual.widgets import Input

            self._filter = Input(placeholder=self.FILTER)
            await self.mount(self._filter, before=self.status)
        self._filter.display = True
        self.set_focus(self._filter)

    async def show_only(self, words: str) -> None:
        """Show what fits some words, as if they had been typed."""
        await self.action_filter()
        if self._filter is not None:
            self._filter.value = words
        self.set_focus(self.listing)

    def on_input_changed(self) -> None:
        """Show what fits."""
        self.show_lines()

    def on_input_submitted(self) -> None:
        """Go to the list of what fits."""
        self.set_focus(self.listing)

    def action_let_go(self) -> None:
        """Show everything again."""
        self.clear_filter()
        self.set_focus(self.listing)

    def clear_filter(self) -> None:
        """Filter by no words."""
        if self._filter is not None:
            self._filter.value = ""
            self._filter.display = False
