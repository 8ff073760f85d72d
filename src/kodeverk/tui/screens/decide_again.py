"""Codings to decide again, passage after passage: a digit decides, and the next one comes.

Keys typed ahead are dropped where another one comes: they decide on none that nobody has seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.model.codebook import norwegian_name
from kodeverk.model.records import Code
from kodeverk.model.text import Span
from kodeverk.tui import codebook_services as books
from kodeverk.tui import services
from kodeverk.tui.screens.code_choice import CodeChoice
from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.screens.mode import read_on
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.service.deciding import ToDecide

_REMOVE, _OTHER = "remove", "other"

_ACTIONS = (
    ("c another code", "decide('other')"),
    ("x takes it off", "decide('remove')"),
    (". next", "go(1)"),
    (", previous", "go_back()"),
    ("u undoes", "undo()"),
    ("o opens it", "open()"),
    ("Esc closes", "dismiss()"),
)
"""What the last line says of the keys; each can be clicked on."""


def _hint() -> Content:
    links = (f"[@click=screen.{action}]{words}[/]" for words, action in _ACTIONS)
    return Content.from_markup(" · ".join(["a digit decides", *links]))


class DecideAgain(Dialog["tuple[str, Span] | None"]):
    """Goes through codings; gives a transcript and a passage of it to open, None when closed."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"choose({digit})", show=False) for digit in range(1, 10)),
        Binding("x,delete", "decide('remove')", show=False),
        Binding("c,f2", "decide('other')", show=False),
        Binding("full_stop", "go(1)", show=False),
        Binding("comma", "go_back", show=False),
        Binding("u,ctrl+z", "undo", show=False),
        Binding("o", "open", show=False),
        Binding("z,pagedown", "page(1)", show=False),
        Binding("Z,pageup", "page(-1)", show=False),
        Binding("escape,q", "dismiss", show=False),
    ]
    title_line = getters.query_one(".title", Static)
    why = getters.query_one("#why", Static)
    passage = getters.query_one(VerticalScroll)
    words = getters.query_one("#words", Static)
    choices = getters.query_one(OptionList)

    def __init__(
        self, workspace: Workspace, waiting: Sequence[ToDecide], codes: Sequence[Code]
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._waiting = [*waiting]
        self._codes = codes
        self._place = 0
        self._done = 0

    def compose(self) -> ComposeResult:
        """Show the passage with what is around it, why it waits, and the choices."""
        with Vertical(classes="dialog wide"):
            yield Static(classes="title", markup=False)
            yield Static(id="why", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(id="words", markup=False)
            yield OptionList()
            yield Static(_hint(), classes="hint")

    def on_mount(self) -> None:
        """Show the first."""
        self.set_focus(self.choices)
        self._come_to()

    @property
    def asked(self) -> ToDecide:
        """The coding that is shown."""
        return self._waiting[self._place]

    def _come_to(self, fact: str = "") -> None:
        """Show the coding that comes now."""
        self._workspace.forget_keys()
        self._show(fact)

    def _show(self, fact: str = "") -> None:
        one = self.asked
        place = f"{self._place + 1} of {len(self._waiting)}"
        name = f"{one.code.key}  {norwegian_name(one.code.name)}"
        self.title_line.update(f"{place} · {name} · {one.transcript.name}")
        self.why.update(" · ".join(filter(None, [fact, one.reason])))
        self.words.update(
            Content(one.before).append_text(one.words, "bold reverse").append(one.after)
        )
        lines = [f"{one.code.key} stays"]
        lines += [f"{code.key}  {norwegian_name(code.name)}" for code in one.choices]
        self.choices.set_options(
            Option(Content(f"{number if number <= 9 else ' '}  {line}"))
            for number, line in enumerate(lines, 1)
        )
        self.choices.highlighted = 0
        self.call_after_refresh(self._to_the_words)

    def _to_the_words(self) -> None:
        """Scroll so that the words of the coding are in sight, not only what is before them."""
        region = self.passage.scrollable_content_region
        width = max(region.width, 1)
        rows = sum(1 + len(line) // width for line in self.asked.before.split("\n")) - 1
        self.passage.scroll_to(y=max(rows - region.height // 3, 0), animate=False)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Decide as the line chosen says."""
        event.stop()
        await self._choose(event.option_index)

    async def action_choose(self, digit: int) -> None:
        """Decide as the line with this digit says."""
        if digit <= self.choices.option_count:
            await self._choose(digit - 1)

    async def _choose(self, place: int) -> None:
        await self._decide(None if place == 0 else self.asked.choices[place - 1].id)

    async def action_decide(self, how: str) -> None:
        """Take the coding off, or choose another code for it."""
        if how == _REMOVE:
            await self._decide(_REMOVE)
            return

        async def chosen(code: str | None) -> None:
            if code is not None:
                await self._decide(None if code == self.asked.code.id else code)

        title = f"Which code instead of {self.asked.code.key}?"
        await self.app.push_screen(CodeChoice(title, self._codes), chosen)

    async def _decide(self, choice: str | None) -> None:
        """Put the decision on disk and show the next; where that fails, say why."""
        with self._workspace.errors_shown():
            await self._workspace.gateway.write(books.decide, self.asked, choice)
            self._done += 1
            del self._waiting[self._place]
            if not self._waiting:
                self.dismiss(None)
                return
            self._place = min(self._place, len(self._waiting) - 1)
            self._come_to(f"{self._done} decided")

    def action_go(self, places: int) -> None:
        """Go to the next, or to the one before; undecided they stay."""
        self._place = (self._place + places) % len(self._waiting)
        self._come_to()

    def action_go_back(self) -> None:
        """Go to the one before; undecided the others stay."""
        self.action_go(-1)

    async def action_undo(self) -> None:
        """Take the last decision made here back."""
        if not self._done:
            self._show("Nothing was decided here yet")
            return
        with self._workspace.errors_shown():
            reversal = await self._workspace.gateway.write(services.reverse, "undo")
            self._done -= 1
            there = {one.coding.id for one in self._waiting}
            waiting = await self._workspace.gateway.ask(books.to_decide, None)
            again = next((one for one in waiting if one.coding.id not in there), None)
            if again is not None:
                self._waiting.insert(self._place, again)
            self._come_to(f"Undid: {reversal.summary}")

    def action_open(self) -> None:
        """Open the transcript at the coding."""
        coding = self.asked.coding
        self.dismiss((coding.transcript, Span(coding.start, coding.end)))

    def action_page(self, pages: int) -> None:
        """Read on, or back."""
        read_on(self.passage, pages)
