"""The list of memos: what each is on, by whom and when; Enter goes there."""

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

from kodeverk.cells import in_columns
from kodeverk.model.text import Span
from kodeverk.service.phrases import number_of, short_local_time
from kodeverk.tui import services
from kodeverk.tui.keys import MEMO_LIST_KEYS, MEMO_LIST_SECTIONS, Section
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.screens.memo_editor import MemoSubject, edit_memo
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.mode import read_on
from kodeverk.tui.screens.reader import ONLY_ITS_AUTHOR, Reader
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.memos import MemoList, PlacedMemo
    from kodeverk.service.projects import Draft, Project

_EMPTY = "There are no memos here. While coding, m writes one on a coding or a passage."


class MemoScreen(ListScreen["tuple[MemoList, list[Draft]]"]):
    """Lists memos, and first what the coder has typed and not written; `begin` says of what."""

    BINDINGS: ClassVar[list[BindingType]] = list(MEMO_LIST_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = MEMO_LIST_SECTIONS
    FILTER = "A word of the memo, a transcript, a code, an author"

    empty = getters.query_one("#empty", Static)
    which = getters.query_one("#which", Static)
    whole = getters.query_one("#memo", VerticalScroll)
    words = getters.query_one("#words", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._back = "project"
        self._transcript: str | None = None
        self._transcript_name = ""
        self._of_all = True
        self._memos: dict[str, PlacedMemo] = {}
        self._drafts: dict[str, Draft] = {}
        self._hidden = 0

    def compose_below(self) -> ComposeResult:
        """Show the whole of the highlighted memo."""
        yield Static(_EMPTY, id="empty", markup=False)
        yield Static(id="which", markup=False)
        with VerticalScroll(id="memo", can_focus=False):
            yield Static(id="words", markup=False)

    async def begin(self, transcript: str | None, name: str, back: str) -> None:
        """List the memos of a transcript, or of all, and leave to the mode `back`."""
        self._transcript, self._transcript_name, self._back = transcript, name, back
        self._of_all = transcript is None
        self.action_let_go()
        await self.action_reload()
        self.set_focus(self.lines)

    def reading(self) -> Callable[[Project, Coder], tuple[MemoList, list[Draft]]]:
        """Return what gives the memos, and the drafts of the coder's own."""
        transcript = None if self._of_all else self._transcript

        def read(project: Project, coder: Coder) -> tuple[MemoList, list[Draft]]:
            return services.memos(project, coder, transcript), services.drafts(project, coder)

        return read

    async def show(self, seen: tuple[MemoList, list[Draft]]) -> None:
        """Show the memos and drafts that were read."""
        listed, drafts = seen
        self._memos = {memo.id: memo for memo in listed.memos}
        self._drafts = {f"draft {number}": draft for number, draft in enumerate(drafts)}
        self._hidden = listed.hidden
        self.show_lines()

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
        """Go to what the chosen memo is on; where that is nowhere, open the memo."""
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
                    Reader("The memo it changes is not here", draft.text, ONLY_ITS_AUTHOR)
                )
                return
            subject = MemoSubject(draft.about, draft.target, written and written.memo)
            await self._edit("A memo, typed and not written", subject)
            return
        memo = self._memos[str(option.id)]
        title = f"Memo {_about(memo)}"
        if memo.memo.coder in (None, self.gateway.coder.id):
            subject = MemoSubject(memo.memo.target_kind, str(memo.memo.target), memo.memo)
            await self._edit(title, subject)
        else:
            await self.app.push_screen(
                Reader(f"{memo.author}: {title}", memo.text, ONLY_ITS_AUTHOR)
            )

    async def action_drop(self) -> None:
        """Give up the highlighted draft, when that is wanted."""
        option = self.lines.highlighted_option
        draft = None if option is None else self._drafts.get(str(option.id))
        if draft is None:
            self.say("Only what is not written is given up here; an emptied memo is removed")
            return

        async def answered(place: int) -> None:
            if place == 1:
                with self.workspace.errors_shown():
                    about, target = draft.about, draft.target
                    await self.write(partial(services.give_up_draft, about=about, target=target))

        choices = ["Keep it", "Give it up"]
        await self.ask(Menu("Give up what was typed?", choices), answered)

    async def _edit(self, title: str, subject: MemoSubject) -> None:
        def written(identity: str | None, _text: str) -> None:
            self.say("The memo was written" if identity else "The memo was removed")

        async def closed(_: None) -> None:
            await self.action_reload()

        await edit_memo(self, title, subject, written, closed)

    async def action_leave(self) -> None:
        """Go back to where I came from."""
        await self.app.switch_mode(self._back)

    # What is shown

    def action_page(self, pages: int) -> None:
        """Read on, or back, in the memo."""
        read_on(self.whole, pages)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the whole memo that is reached."""
        draft = self._drafts.get(str(event.option_id))
        if draft is not None:
            self.which.update(f"Typed {short_local_time(draft.at)} and not written", layout=False)
            self.words.update(draft.text)
        elif (memo := self._memos.get(str(event.option_id))) is not None:
            quote = f": “{' '.join(memo.quote.split())}”" if memo.quote else ""
            self.which.update(f"{_about(memo)}{quote}", layout=False)
            self.words.update(memo.text)
        self.whole.scroll_home(animate=False)

    def show_lines(self) -> None:
        """Show the drafts and the memos that fit the filter."""
        query = self.query_words
        options = []
        for identity, draft in self._drafts.items():
            cells = ("not written", "draft", "", short_local_time(draft.at), draft.text)
            if all(word in draft.text.casefold() for word in query):
                options.append(Option(Content(_cells(self.width, *cells)), identity))
        for identity, memo in self._memos.items():
            name = memo.transcript.name if memo.transcript else "-"
            shown = (name, _kind(memo), memo.author or "-")
            searched = " ".join((*shown, memo.text, memo.quote or "", _about(memo))).casefold()
            if all(word in searched for word in query):
                cells = (*shown, (memo.created_at or "")[:10], memo.text)
                options.append(Option(Content(_cells(self.width, *cells)), identity))
        self.set_lines(options)
        self.lines.display = self.columns.display = bool(options)
        self.empty.display = not options
        self.empty.update("No memo fits the filter; Esc shows all again." if query else _EMPTY)
        if not options:
            self.which.update("")
            self.words.update("")
        heads = _cells(self.width, "transcript", "on", "by", "since", "memo")
        self.columns.update(heads, layout=False)
        of = self.gateway.project_name if self._of_all else self._transcript_name
        facts = [number_of(len(self._memos), "memo"), of]
        if self._drafts:
            facts.insert(1, number_of(len(self._drafts), "draft"))
        if self._hidden:
            facts.append(f"{self._hidden} hidden until you have finished")
        self.heading.update(" · ".join(facts), layout=False)


def _kind(memo: PlacedMemo) -> str:
    return memo.code or memo.about


def _about(memo: PlacedMemo) -> str:
    from kodeverk.service.memos import on_what

    return on_what(memo)


def _cells(width: int, *texts: str) -> str:
    """Return a row of the list: the memo takes what the others leave."""
    name, on, by = width // 5, max(width // 7, 10), 8
    sizes = (name, on, by, 12, max(width - name - on - by - 12 - 4, 8))
    return in_columns((" ".join(text.split()) for text in texts), sizes)
