"""What the screens one works in have in common: the workspace they are in, and their keys."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.screen import Screen

from kodeverk.errors import NotFound, Question
from kodeverk.tui import services
from kodeverk.tui.gateway import Gateway
from kodeverk.tui.keys import Section, full_description
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.projects import Act, Project

Answer = TypeVar("Answer")
Seen = TypeVar("Seen")


class Mode(Screen[None]):
    """A screen one works in: project, coding. `SECTIONS` are its keys, as help lists them."""

    SECTIONS: ClassVar[tuple[Section, ...]] = ()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual's own
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-high")]  # noqa: RUF012

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    @property
    def gateway(self) -> Gateway:
        """Where the project is asked and written."""
        return self.workspace.gateway

    def key_of(self, name: str) -> str:
        """Return the first key of the binding with this id, as people write it."""
        return self.workspace.key_of(name)

    def description_of(self, binding: Binding) -> str:
        """Return what a key does on this screen, in full."""
        return full_description(binding)

    async def press(self, name: str) -> None:
        """Do what the key of the binding with this id does."""
        for section in self.SECTIONS:
            for binding in section.keys:
                if binding.id == name:
                    await self.app.run_action(binding.action, self.namespace(section.namespace))

    def namespace(self, name: str) -> DOMNode:
        """Return what the actions of a section of keys run on."""
        assert name == "screen"
        return self

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take back no step of the project while words are typed: Ctrl+Z is meant for these."""
        if action in ("undo", "redo") and self._is_typing:
            return False
        return super().check_action(action, parameters)

    @property
    def _is_typing(self) -> bool:
        focused = self.focused
        return focused is not None and focused.check_consume_key("x", "x")

    def clear_the_caret(self) -> None:
        """Let toasts stand where they hide no caret; most screens have none."""

    async def ask(
        self, dialog: Screen[Answer | None], then: Callable[[Answer], Awaitable[None]]
    ) -> None:
        """Show a dialog and go on with its answer, if it gives one.

        Keys typed ahead of a question were meant for what would have been done without it.
        """
        if isinstance(dialog, Menu) and not dialog.foreseen:
            self.workspace.forget_keys()

        async def answered(answer: Answer | None) -> None:
            if answer is not None:
                await then(answer)

        await self.app.push_screen(dialog, answered)

    async def action_leave(self) -> None:
        """Go back to the project; everything is on disk."""
        await self.app.switch_mode("project")

    @asynccontextmanager
    async def left_if_gone(self) -> AsyncIterator[None]:
        """Leave the screen where what it shows is no longer there: its import was taken back."""
        try:
            yield
        except NotFound:
            await self.action_leave()
            raise

    async def reverse(
        self,
        act: "Act",
        read: "Callable[[Project, Coder], Seen]",
        then: Callable[[str, Seen], Awaitable[None]],
        *,
        transcript: str | None = None,
        placements: bool = False,
    ) -> None:
        """Take a step back, or do one again; go on with what was done, in words, and what is there.

        Which step is as `services.reverse` says; what it asks about is asked here first.
        """

        async def go(sure: str | None) -> None:
            write = partial(
                services.reverse, act=act, transcript=transcript, placements=placements, sure=sure
            )
            async with self.left_if_gone():
                reversal, seen = await self.gateway.write_and_read(write, read)
            done = {"undo": "Undid", "redo": "Did again"}[reversal.act]
            await then("; ".join([f"{done}: {reversal.summary}", *reversal.skipped]), seen)

        async def answered(place: int) -> None:
            if place == 1:
                with self.workspace.errors_shown():
                    await go(about)

        with self.workspace.errors_shown():
            try:
                await go(None)
            except Question as question:
                about = question.about
                await self.ask(Menu(question.question, ["No", "Yes"]), answered)


def read_on(area: VerticalScroll, pages: int) -> None:
    """Scroll by so many pages, less a row."""
    area.scroll_relative(y=pages * max(area.size.height - 1, 1), animate=False)
