"""The list of memos: what each is on, by whom and when; Enter goes there. The diary among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from kodeverk.tui import memo_services as services
from kodeverk.tui.filters import Filter, filter_lines, fits, in_words
from kodeverk.tui.keys import MEMO_LIST_KEYS, MEMO_LIST_SECTIONS, Section
from kodeverk.tui.screens.filter_choice import FilterChoice
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.screens.memo_editor import MemoSubject, edit_memo
from kodeverk.tui.screens.memo_target_choice import MemoTargetChoice
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.mode import read_on
from kodeverk.tui.screens.reader import ONLY_ITS_AUTHOR, Reader
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.memo_targets import MemoTarget
    from kodeverk.service.memos import MemoList, PlacedMemo
    from kodeverk.service.projects import Draft, Project

_EMPTY = "There are no memos here. {key} writes one; while coding, m writes one on a coding."
_NONE_FITS = "No memo fits what is chosen; Esc shows all again."
_ORDER = ("on", "type", "author", "code", "municipality")

Seen = tuple["MemoList", "tuple[tuple[Draft, str], ...]"]


class MemoScreen(ListScreen[Seen]):
    """Lists memos, and first what the coder has typed and not written; `begin` says of what."""

    BINDINGS: ClassVar[list[BindingType]] = list(MEMO_LIST_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = MEMO_LIST_SECTIONS
    FILTER = "Words of the memo, a transcript, a code, an author"

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
        self._is_diary = False
        self._only: set[Filter] = set()
        self._memos: dict[str, PlacedMemo] = {}
        self._drafts: dict[str, tuple[Draft, str]] = {}
        self._hidden = 0

    def compose_below(self) -> ComposeResult:
        """Show the whole of the highlighted memo."""
        yield Static(id="empty", markup=False)
        yield Static(id="which", markup=False)
        with VerticalScroll(id="memo", can_focus=False):
            yield Static(id="words", markup=False)

    async def begin(self, transcript: str | None, name: str, back: str) -> None:
        """List the memos of a transcript, or of all, and leave to the mode `back`."""
        self._transcript, self._transcript_name, self._back = transcript, name, back
        self._of_all, self._is_diary = transcript is None, False
        self.action_let_go()
        await self.action_reload()
        self.set_focus(self.lines)

    def reading(self) -> Callable[[Project, Coder], Seen]:
        """Return what gives the memos, and the drafts of the coder's own."""
        transcript = None if self._of_all else self._transcript

        def read(project: Project, coder: Coder) -> Seen:
            return services.memos(project, coder, transcript), services.drafts(project, coder)

        return read

    async def show(self, seen: Seen) -> None:
        """Show the memos and drafts that were read."""
        listed, drafts = seen
        self._memos = {memo.id: memo for memo in listed.memos}
        self._drafts = {f"draft {number}": draft for number, draft in enumerate(drafts)}
        self._hidden = listed.hidden
        self.show_lines()

    # Which of them

    async def action_all(self) -> None:
        """List the memos of all transcripts, or only those of the one I came from."""
        if self._transcript is None:
            self.say("These are the memos of the whole project")
            return
        self._of_all = not self._of_all
        await self.action_reload()

    async def action_diary(self) -> None:
        """Show the method memos of the whole project by date, or all memos by place again."""
        self._is_diary = not self._is_diary
        if self._is_diary:
            self._of_all = True
        await self.action_reload()

    async def action_only(self) -> None:
        """Choose what to show only: on what, which type, whose, which code, which municipality."""
        lines = filter_lines(map(_properties, self._memos.values()), self._only, _ORDER)

        async def chosen(one: Filter) -> None:
            self._only ^= {one}
            self.show_lines()

        await self.ask(FilterChoice("Show only", lines), chosen)

    def action_let_go(self) -> None:
        """Show all memos again."""
        self._only = set()
        super().action_let_go()
        if self._memos or self._drafts:
            self.show_lines()

    def _shown(self) -> Iterator[PlacedMemo]:
        """Yield the memos that fit what is chosen, in the order of the list or of the diary."""
        from kodeverk.service.memos import diary_of

        memos = diary_of(self._memos.values()) if self._is_diary else self._memos.values()
        query = self.query_words
        for memo in memos:
            if fits(self._only, _properties(memo)):
                found = (*_where_on_by(memo), memo.text, memo.quote or "", _about(memo))
                searched = " ".join(found).casefold()
                if all(word in searched for word in query):
                    yield memo

    # Going there, writing

    def action_go(self) -> None:
        """Go to what the highlighted memo is on."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to what the chosen memo is on; where that is nowhere, open the memo."""
        chosen = self._memos.get(str(event.option_id))
        if chosen is None:
            await self.action_open()
        elif chosen.transcript is not None:
            place = chosen.place
            where = f"{place.number} {place.name}" if place and place.county else ""
            passage = (
                None if chosen.start is None else Span(chosen.start, chosen.end or chosen.start)
            )
            with self.workspace.errors_shown():
                await self.workspace.open_transcript(chosen.transcript.id, where, passage)
        elif passages := _passages_of(chosen):
            with self.workspace.errors_shown():
                await self.workspace.find_passages(passages)
        elif chosen.place is not None:
            await self.workspace.show_transcripts(f"{chosen.place.number} {chosen.place.name}")
        else:
            await self.action_open()

    async def action_open(self) -> None:
        """Open the highlighted memo or draft: the coder's own to write on, another's to read."""
        option = self.lines.highlighted_option
        if option is None:
            return
        if str(option.id) in self._drafts:
            await self._open_draft(*self._drafts[str(option.id)])
            return
        memo = self._memos[str(option.id)]
        title = f"Memo {_about(memo)}"
        if memo.memo.coder in (None, self.gateway.coder.id):
            subject = MemoSubject(memo.memo.target_kind, memo.memo.target, memo.memo)
            await self._edit(title, subject)
        else:
            await self.app.push_screen(
                Reader(f"{memo.author}: {title}", memo.text, ONLY_ITS_AUTHOR)
            )

    async def _open_draft(self, draft: Draft, on: str) -> None:
        written = self._memos.get(draft.target)
        if draft.about == "memo" and written is None:
            await self.app.push_screen(
                Reader("The memo it changes is not here", draft.text, ONLY_ITS_AUTHOR)
            )
        elif written is not None:
            memo = written.memo
            await self._edit(f"Memo on {on}", MemoSubject(memo.target_kind, memo.target, memo))
        else:
            await self._edit(f"Memo on {on}", MemoSubject(draft.about, draft.target or None))

    async def action_new(self) -> None:
        """Choose what to write a new memo on; in the diary it is one more day of it."""

        async def write(target: MemoTarget) -> None:
            await self._edit(f"Memo on {target.name}", MemoSubject(target.kind, target.target))

        async def chosen(target: MemoTarget) -> None:
            if target.kind != "code":
                await write(target)
                return
            with self.workspace.errors_shown():
                places = await self.gateway.ask(services.in_municipalities, target)
                title = "On the code, or on what it holds in a municipality"
                await self.ask(MemoTargetChoice(title, places), write)

        with self.workspace.errors_shown():
            if self._is_diary:
                await self._edit("Diary: on the project", MemoSubject("project", None))
                return
            targets = await self.gateway.ask(services.memo_targets)
            here = [one for one in targets if one.target == self._transcript is not None]
            await self.ask(MemoTargetChoice("A memo on what?", [*here, *targets]), chosen)

    async def action_drop(self) -> None:
        """Give up the highlighted draft, when that is wanted."""
        option = self.lines.highlighted_option
        found = None if option is None else self._drafts.get(str(option.id))
        if found is None:
            self.say("Only what is not written is given up here; an emptied memo is removed")
            return
        draft, _ = found

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
        if (found := self._drafts.get(str(event.option_id))) is not None:
            draft, on = found
            when = short_local_time(draft.at)
            self.which.update(f"On {on}, typed {when} and not written", layout=False)
            self.words.update(draft.text)
        elif (memo := self._memos.get(str(event.option_id))) is not None:
            quote = f": “{' '.join(memo.quote.split())}”" if memo.quote else ""
            self.which.update(f"{_about(memo)}{quote}", layout=False)
            self.words.update(memo.text)
        self.whole.scroll_home(animate=False)

    def show_lines(self) -> None:
        """Show the drafts and the memos that fit what is chosen."""
        query, shown = self.query_words, [*self._shown()]
        drafts = [] if self._only or self._is_diary else [*self._drafts.items()]
        options = [
            Option(Content(self._draft_row(draft, on)), identity)
            for identity, (draft, on) in drafts
            if all(word in f"{on} {draft.text}".casefold() for word in query)
        ]
        options += [Option(Content(self._row(memo)), memo.id) for memo in shown]
        self.set_lines(options)
        self.lines.display = self.columns.display = bool(options)
        self.empty.display = not options
        is_narrowed = bool(query or self._only)
        key = self.key_of("memos.new")
        self.empty.update(_NONE_FITS if is_narrowed else _EMPTY.format(key=key))
        if not options:
            self.which.update("")
            self.words.update("")
        self._show_heads(len(shown))

    def _show_heads(self, shown: int) -> None:
        heads = "date by on memo" if self._is_diary else "where on type by since memo"
        self.columns.update(self._cells(*heads.split()), layout=False)
        of = len(self._memos)
        counted = (
            number_of(of, "memo") if shown == of else f"{shown} of {number_of(of, 'memo')} shown"
        )
        whose = self.gateway.project_name if self._of_all else self._transcript_name
        facts = [counted, "diary of method memos" if self._is_diary else "", whose]
        if self._drafts:
            facts.insert(1, number_of(len(self._drafts), "draft"))
        if self._hidden:
            facts.append(f"{self._hidden} hidden until you have finished")
        facts += in_words(self._only, self.query_words)
        self.heading.update(" · ".join(filter(None, facts)), layout=False)

    def _draft_row(self, draft: Draft, on: str) -> str:
        return self._cells("not written", on, "", "", short_local_time(draft.at), draft.text)

    def _row(self, memo: PlacedMemo) -> str:
        where, on, by = _where_on_by(memo)
        day = (memo.created_at or "")[:10]
        if self._is_diary:
            return self._cells(day, by, _about(memo).removeprefix("on "), memo.text)
        return self._cells(where, on, memo.type, by, day, memo.text)

    def _cells(self, *texts: str) -> str:
        """Return a row of the list: the memo takes what the others leave."""
        width = self.width
        sizes = [max(width // 6, 12), max(width // 7, 12), 6, 8, 10]
        if self._is_diary:
            sizes = [10, 8, max(width // 5, 12)]
        rest = max(width - sum(sizes) - len(sizes), 8)
        return in_columns((" ".join(text.split()) for text in texts), (*sizes, rest))


def _passages_of(memo: PlacedMemo) -> str:
    """Return the query for the passages that a memo sums up; empty where there are none."""
    from kodeverk.service.written_query import term

    asked = []
    if memo.code is not None:
        asked.append(term("theme" if memo.code == memo.theme else "code", memo.code))
        if memo.place is not None:
            asked.append(term("municipality", memo.place.number))
    elif memo.informant is not None:
        asked.append(term("informant", memo.informant))
    return " ".join(asked)


def _where_on_by(memo: PlacedMemo) -> tuple[str, str, str]:
    """Return the transcript or municipality of a memo, on what there it is, and by whom."""
    where = memo.place.name if memo.place else "-"
    if memo.transcript is not None:
        where = memo.transcript.name
    return where, memo.code or memo.informant or memo.about, memo.author or "-"


def _properties(memo: PlacedMemo) -> tuple[Filter, ...]:
    """Return what a memo can be chosen by."""
    place = memo.place
    return (
        Filter("on", memo.about.replace("-", " ")),
        Filter("type", memo.type),
        Filter("author", memo.author or "-"),
        *([Filter("code", memo.code)] if memo.code else []),
        *([Filter("code", memo.theme)] if memo.theme and memo.theme != memo.code else []),
        *([Filter("municipality", f"{place.number} {place.name}")] if place else []),
    )


def _about(memo: PlacedMemo) -> str:
    from kodeverk.service.memos import on_what

    return on_what(memo)
