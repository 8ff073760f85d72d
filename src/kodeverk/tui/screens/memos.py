"""The list of memos: what each is on, by whom and when; Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.model.records import Memo
from kodeverk.model.text import Span
from kodeverk.service.phrases import number_of, time_told_shortly
from kodeverk.tui.keys import MEMO_LIST_KEYS, MEMO_LIST_SECTIONS, Section
from kodeverk.tui.memos import MemoOnDisk, drafts, give_up, memos
from kodeverk.tui.screens.memo_editor import MemoEditor
from kodeverk.tui.screens.memo_reader import MemoReader
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.service.memos import PlacedMemo
    from kodeverk.store.drafts import Draft

_EMPTY = "There are no memos here. While coding, m writes one on a coding or a passage."


class MemoScreen(Mode):
    """Lists memos, and first what the coder has typed and not written; `begin` says of what."""

    AUTO_FOCUS: ClassVar[str | None] = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = list(MEMO_LIST_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = MEMO_LIST_SECTIONS

    heading = getters.query_one("#heading", Static)
    columns = getters.query_one("#columns", Static)
    lines = getters.query_one(OptionList)
    empty = getters.query_one("#empty", Static)
    which = getters.query_one("#which", Static)
    reading = getters.query_one("#memo", VerticalScroll)
    words = getters.query_one("#words", Static)
    status = getters.query_one("#status", Static)
    field = getters.query_one(Input)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._back = "project"
        self._transcript: str | None = None
        self._called = ""
        self._of_all = True
        self._memos: dict[str, PlacedMemo] = {}
        self._drafts: dict[str, Draft] = {}
        self._hidden = 0

    def compose(self) -> ComposeResult:
        """Show the memos, and below them the whole of the highlighted one."""
        yield Static(id="heading", markup=False)
        yield Static(id="columns", markup=False)
        yield OptionList()
        yield Static(_EMPTY, id="empty", markup=False)
        yield Static(id="which", markup=False)
        with VerticalScroll(id="memo", can_focus=False):
            yield Static(id="words", markup=False)
        yield Input(placeholder="A word of the memo, a transcript, a code, an author")
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Ask for no filter before one is wanted."""
        self.field.display = False

    async def begin(self, transcript: str | None, name: str, back: str) -> None:
        """List the memos of a transcript, or of all, and leave to the mode `back`."""
        self._transcript, self._called, self._back = transcript, name, back
        self._of_all = transcript is None
        self.field.value = ""
        self.field.display = False
        await self.action_reload()
        self.set_focus(self.lines)

    async def action_reload(self) -> None:
        """Read the memos and show them."""
        with self.workspace.errors_shown():
            of = None if self._of_all else self._transcript
            found, kept = await memos(self.gateway, of), await drafts(self.gateway)
            self._memos = {one.id: one for one in found.memos}
            self._drafts = {f"draft {number}": one for number, one in enumerate(kept)}
            self._hidden = found.hidden
            self._list()

    async def action_all(self) -> None:
        """List the memos of all transcripts, or only those of the one I came from."""
        if self._transcript is None:
            self.say("These are the memos of all transcripts")
            return
        self._of_all = not self._of_all
        await self.action_reload()

    # Going there, writing

    def action_go(self) -> None:
        """Go to what the highlighted memo is on."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to what the memo chosen is on; where that is nowhere, open it."""
        chosen = self._memos.get(str(event.option_id))
        if chosen is None or chosen.transcript is None:
            await self.action_open()
            return
        place = chosen.place
        where = f"{place.number} {place.name}" if place and place.county else ""
        passage = None if chosen.start is None else Span(chosen.start, chosen.end or chosen.start)
        with self.workspace.errors_shown():
            await self.workspace.open_transcript(chosen.transcript.id, where, passage)

    async def action_open(self) -> None:
        """Open the highlighted memo or draft: the coder's own to write on, another's to read."""
        option = self.lines.highlighted_option
        if option is None:
            return
        draft = self._drafts.get(str(option.id))
        if draft is not None:
            written = self._memos.get(draft.target)
            if draft.about == "memo" and written is None:
                await self.app.push_screen(
                    MemoReader("The memo it changes is not here", draft.text)
                )
                return
            title = "A memo, typed and not written"
            await self._edit(title, draft.about, draft.target, written and written.memo)
            return
        one = self._memos[str(option.id)]
        title = f"Memo {_about(one)}"
        if one.memo.coder in (None, self.gateway.coder.id):
            await self._edit(title, one.memo.target_kind, str(one.memo.target), one.memo)
        else:
            await self.app.push_screen(MemoReader(f"{one.author}: {title}", one.text))

    async def action_drop(self) -> None:
        """Give up the highlighted draft, when that is wanted."""
        option = self.lines.highlighted_option
        draft = None if option is None else self._drafts.get(str(option.id))
        if draft is None:
            self.say("Only what is not written is given up here; an emptied memo is removed")
            return

        async def answered(place: int | None) -> None:
            if place == 1:
                with self.workspace.errors_shown():
                    await give_up(self.gateway, draft)
                    await self.action_reload()

        choices = ["Keep it", "Give it up"]
        await self.app.push_screen(Menu("Give up what was typed?", choices), answered)

    async def _edit(self, title: str, target_kind: str, target: str, memo: Memo | None) -> None:
        on_disk = MemoOnDisk(self.gateway, target_kind, target, memo)

        async def write(text: str) -> bool:
            with self.workspace.errors_shown():
                identity = await on_disk.write(text)
                self.say("The memo was written" if identity else "The memo was removed")
                return True
            return False

        async def closed(_: None) -> None:
            await self.action_reload()

        with self.workspace.errors_shown():
            draft = await on_disk.draft()
            text = memo.text if memo else ""
            await self.app.push_screen(MemoEditor(title, text, write, on_disk, draft), closed)

    async def action_leave(self) -> None:
        """Go back to where I came from."""
        await self.app.switch_mode(self._back)

    # The filter

    def action_filter(self) -> None:
        """Ask what to show only."""
        self.field.display = True
        self.set_focus(self.field)

    def on_input_changed(self) -> None:
        """Show the memos that fit."""
        self._list()

    def on_input_submitted(self) -> None:
        """Go to the list of those that fit."""
        self.set_focus(self.lines)

    def action_let_go(self) -> None:
        """Show all memos again."""
        self.field.value = ""
        self.field.display = False
        self.set_focus(self.lines)

    # What is shown

    def action_page(self, pages: int) -> None:
        """Read on, or back, in the memo."""
        page = max(self.reading.size.height - 1, 1)
        self.reading.scroll_relative(y=pages * page, animate=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the whole memo that is reached."""
        draft = self._drafts.get(str(event.option_id))
        if draft is not None:
            self.which.update(f"Typed {time_told_shortly(draft.at)} and not written", layout=False)
            self.words.update(draft.text)
        elif (one := self._memos.get(str(event.option_id))) is not None:
            quote = f": “{' '.join(one.quote.split())}”" if one.quote else ""
            self.which.update(f"{_about(one)}{quote}", layout=False)
            self.words.update(one.text)
        self.reading.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Share the new width among the columns."""
        self.call_after_refresh(self._list)

    def say(self, fact: str) -> None:
        """Show what has happened in the status line."""
        self.status.update(fact, layout=False)

    def _list(self) -> None:
        """Show what fits the filter, with the same one highlighted as before."""
        lines, width = self.lines, max(self.size.width - 4, 40)
        before = lines.highlighted_option.id if lines.highlighted_option else None
        query = self.field.value.casefold().split()
        options = []
        for identity, draft in self._drafts.items():
            cells = ("not written", "draft", "", time_told_shortly(draft.at), draft.text)
            if all(word in draft.text.casefold() for word in query):
                options.append(Option(Content(_cells(width, *cells)), identity))
        for identity, one in self._memos.items():
            shown = (one.transcript.name if one.transcript else "-", _kind(one), one.author or "-")
            searched = " ".join((*shown, one.text, one.quote or "", _about(one))).casefold()
            if all(word in searched for word in query):
                when = (one.created_at or "")[:10]
                options.append(Option(Content(_cells(width, *shown, when, one.text)), identity))
        lines.set_options(options)
        shown_ids = [option.id for option in options]
        if options:
            lines.highlighted = shown_ids.index(before) if before in shown_ids else 0
        lines.display = self.columns.display = bool(options)
        self.empty.display = not options
        self.empty.update("No memo fits the filter; Esc shows all again." if query else _EMPTY)
        if not options:
            self.which.update("")
            self.words.update("")
        self.columns.update(_cells(width, "transcript", "on", "by", "since", "memo"), layout=False)
        of = self.gateway.project_name if self._of_all else self._called
        facts = [number_of(len(self._memos), "memo"), of]
        if self._drafts:
            facts.insert(1, number_of(len(self._drafts), "draft"))
        if self._hidden:
            facts.append(f"{self._hidden} hidden until you have finished")
        self.heading.update(" · ".join(facts), layout=False)


def _kind(one: PlacedMemo) -> str:
    return one.code or one.about


def _about(one: PlacedMemo) -> str:
    from kodeverk.service.memos import on_what

    return on_what(one)


def _cells(width: int, *columns: str) -> str:
    """Return a row of the list: what is said takes what the others leave."""
    name, on, by = width // 5, max(width // 7, 10), 8
    sizes = (name, on, by, 12, max(width - name - on - by - 12 - 4, 8))
    return " ".join(_cut(text, cells) for text, cells in zip(columns, sizes, strict=True))


def _cut(text: str, cells: int) -> str:
    text = " ".join(text.split())
    return (
        set_cell_size(text, cells)
        if cell_len(text) <= cells
        else (set_cell_size(text, cells - 1) + "…")
    )
