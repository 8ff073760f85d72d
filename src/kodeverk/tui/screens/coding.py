"""The coding screen: one transcript, and everything that is done to it while reading."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Footer, Input, Static

from kodeverk.errors import NotFound
from kodeverk.model.records import Code, Coding, Memo, MemoType
from kodeverk.model.text import Span
from kodeverk.tui.keys import CODING_KEYS, CODING_SECTIONS, DIRECTION, PINNED, Section
from kodeverk.tui.opened import OpenTranscript, name_of
from kodeverk.tui.screens.choice import Choice
from kodeverk.tui.screens.code_picker import CodePicker
from kodeverk.tui.screens.facet_chooser import Chosen, FacetChooser
from kodeverk.tui.screens.finish import FinishQuestion, Lacking
from kodeverk.tui.screens.memo_editor import MemoEditor
from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.widgets.codes_here import CodeHere, CodesHere
from kodeverk.tui.widgets.transcript import TranscriptView

MEMO_TYPE: MemoType = "free"


class CodingScreen(Mode):
    """Codes one transcript; `open` gives it one."""

    AUTO_FOCUS = "TranscriptView"
    BINDINGS: ClassVar[list[BindingType]] = list(CODING_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = CODING_SECTIONS

    view = getters.query_one(TranscriptView)
    codes_here = getters.query_one(CodesHere)
    heading = getters.query_one("#heading", Static)
    pins = getters.query_one("#pins", Static)
    status = getters.query_one("#status", Static)
    search_field = getters.query_one("#search", Input)

    opened: OpenTranscript
    """The transcript, once `open` has given one."""

    def __init__(self) -> None:
        super().__init__()
        self._place = ""
        self._said = ""
        self._colleagues = False
        self._listed: tuple[CodeHere, ...] | None = None
        # The selection a code was last put on, and that coding.
        self._step: tuple[Span, Coding] | None = None

    def compose(self) -> ComposeResult:
        """Show the transcript, beside or above the codings at the caret."""
        yield Static(id="heading", markup=False)
        with Container(id="desk"):
            yield TranscriptView()
            with Vertical(id="side"):
                yield CodesHere()
                yield Static(id="pins")
        search = Input(placeholder="Words to search for; Enter finds, n and N go on", id="search")
        search.display = False
        yield search
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show when movements begin or cease to extend the selection."""
        self.watch(self.view, "extending", self._show_status, init=False)

    def namespace(self, name: str) -> DOMNode:
        """Return the transcript for its own keys, otherwise this screen."""
        return self.view if name == "view" else super().namespace(name)

    async def open(self, transcript: str, place: str) -> None:
        """Show a transcript, at its read-to mark; `place` is its municipality in words."""
        self.opened = OpenTranscript(await self.gateway.load(transcript), self.gateway.coder)
        self._place = place
        self._step = self._listed = None
        self._said = ""
        opened = self.opened
        self.view.show(
            opened.interview,
            opened.shown(self._colleagues),
            caret=opened.read_to,
            read_to=opened.read_to,
        )
        self.set_focus(self.view)
        self._show_heading()
        self._show_pins()

    # Codes

    def action_pick(self) -> None:
        """Choose a code for the selection, or for the sentence at the caret."""
        passage = self._passage()
        if passage is None:
            return
        title = f"A code for {self._shown_words(passage)}: “{self._excerpt(passage)}”"
        self._ask(CodePicker(self.opened.codes, title), self._apply_chosen)

    async def action_repeat(self) -> None:
        """Apply the last code again."""
        if self.opened.last_code is None:
            self.say("No code has been applied yet: c chooses one")
        else:
            await self._apply(self.opened.last_code)

    def action_recent(self) -> None:
        """Choose among the recent codes, whose order stays while the transcript is open."""
        recent = tuple(self.opened.recent)
        if not recent:
            self.say("No code has been applied yet: c chooses one")
            return

        async def chosen(place: int | None) -> None:
            if place is not None:
                await self._apply(recent[place])

        self._ask(Choice("Recent codes", [_named(code) for code in recent]), chosen)

    async def action_pinned(self, digit: int) -> None:
        """Apply the code pinned to a digit."""
        code = self.opened.pinned(str(digit))
        if code is None:
            self.say(f"No code is pinned to {digit}: give one the hotkey in the codebook")
        else:
            await self._apply(code)

    async def _apply_chosen(self, code: Code | None) -> None:
        if code is not None:
            await self._apply(code)

    async def _apply(self, code: Code) -> None:
        passage = self._passage()
        if passage is None:
            return
        opened = self.opened
        facets = opened.facets_for(code, self.kodeverk.sticky)
        with self.kodeverk.errors_shown():
            coding = await self.gateway.apply_code(
                opened.transcript.id, opened.version, passage, code, facets
            )
            if coding is None:
                self.say(f"{code.key} was on these words already")
                return
            opened.add(coding)
            self._step = (passage, coding)
            self._show_codings(f"{code.key} on {self._shown_words(passage)}")

    async def action_remove(self) -> None:
        """Remove the coding here; where there are several, ask which."""

        async def remove(coding: Coding) -> None:
            with self.kodeverk.errors_shown():
                await self.gateway.remove_codings([coding])
                self.opened.drop([coding])
                self._show_codings(f"{self.opened.key_of(coding)} was removed; u brings it back")

        await self._for_one("Remove which coding?", remove)

    # Facets

    async def action_direct(self, value: str) -> None:
        """Give the coding of the last step, or the one here, a direction."""
        facet = self.opened.facet(DIRECTION)
        if facet is None or value not in {one.id for one in facet.values}:
            self.say(f"The codebook has no {DIRECTION} {value}")
            return

        async def direct(coding: Coding) -> None:
            with self.kodeverk.errors_shown():
                await self.gateway.set_facet([coding], facet, [value])
                self.opened.set_facet([coding], facet, [value])
                self._show_codings(f"{self.opened.key_of(coding)} became {value}")

        await self._for_one(f"Which coding is {value}?", direct, last_step=True)

    def action_facets(self) -> None:
        """Set facets: of the highlighted coding, otherwise for codings to come."""
        highlighted = self._highlighted()
        if highlighted is None:
            facets = [facet for facet in self.opened.facets if facet.key != DIRECTION]
            title, chosen, done = "For new codings", self.kodeverk.sticky, self._hold_facets
        else:
            facets = list(self.opened.facets)
            title = f"For {self.opened.key_of(highlighted)} on these words"
            chosen = {}
            for key, value in highlighted.facets:
                chosen.setdefault(key, []).append(value)
            done = partial(self._set_facets, highlighted, chosen)
        if not facets:
            self.say("The codebook has no other facets")
            return
        self._ask(FacetChooser(title, facets, chosen), done)

    async def _hold_facets(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self.kodeverk.sticky.update(chosen)
            self._show_status()

    async def _set_facets(self, coding: Coding, before: Chosen, chosen: Chosen | None) -> None:
        for facet in self.opened.facets:
            values = (chosen or before).get(facet.key, [])
            if sorted(values) == sorted(before.get(facet.key, [])):
                continue
            with self.kodeverk.errors_shown():
                await self.gateway.set_facet([coding], facet, values)
                coding = self.opened.codings[coding.id]
                self.opened.set_facet([coding], facet, values)
                self._show_codings(f"{self.opened.key_of(coding)}: {facet.key} was set")

    # Memos

    async def action_memo(self) -> None:
        """Write a memo on the coding here, or on the passage where there is none."""
        if not self._own_here():
            passage = self._passage()
            if passage is not None:
                self._edit_passage_memo(passage)
            return

        async def edit(coding: Coding) -> None:
            title = f"Memo on {self.opened.key_of(coding)}"
            self._edit_memo(title, "coding", coding.id)

        await self._for_one("Memo on which coding?", edit, last_step=True, own=True)

    def action_transcript_memo(self) -> None:
        """Write a memo on the transcript."""
        transcript = self.opened.transcript
        self._edit_memo(f"Memo on {transcript.name}", "transcript", transcript.id)

    def _edit_memo(self, title: str, target_kind: str, target: str) -> None:
        memo = self.opened.memo_on(target_kind, target)
        write = partial(self.gateway.write_memo, target_kind, target)
        self._edit(title, Memo("", target_kind, target, MEMO_TYPE, "", None), memo, write, None)

    def _edit_passage_memo(self, passage: Span) -> None:
        memo = self.opened.memo_on_passage(passage)
        write = partial(self.gateway.write_passage_memo, self.opened.version, passage)
        title = f"Memo on “{self._excerpt(passage)}”"
        self._edit(title, Memo("", "passage", None, MEMO_TYPE, "", None), memo, write, passage)

    def _edit(
        self,
        title: str,
        blank: Memo,
        memo: Memo | None,
        put: Callable[[str, Memo | None], Awaitable[str | None]],
        passage: Span | None,
    ) -> None:
        async def write(text: str) -> bool:
            with self.kodeverk.errors_shown():
                identity = await put(text, memo)
                self.opened.set_memo(
                    Memo(
                        identity or (memo.id if memo else ""),
                        blank.target_kind,
                        blank.target,
                        MEMO_TYPE,
                        text.strip(),
                        self.opened.coder.id,
                    ),
                    passage,
                )
                self._show_codings("The memo was written" if identity else "The memo was removed")
                return True
            return False

        self.app.push_screen(MemoEditor(title, memo.text if memo else "", write))

    # Undo and redo

    async def action_undo(self) -> None:
        """Take back my last step, wherever in the project it was."""
        with self.kodeverk.errors_shown():
            taken = await self.gateway.undo()
            await self._read_again(f"Undid: {taken.summary}", taken.skipped)

    async def action_redo(self) -> None:
        """Do the step undone last again."""
        with self.kodeverk.errors_shown():
            taken = await self.gateway.redo()
            await self._read_again(f"Did again: {taken.summary}", taken.skipped)

    async def _read_again(self, said: str, skipped: Sequence[str]) -> None:
        try:
            loaded = await self.gateway.load(self.opened.transcript.id)
        except NotFound:
            await self.action_leave()
            raise
        before = self.opened.version
        self.opened.take(loaded)
        opened = self.opened
        if opened.version == before:
            self.view.read_to = opened.read_to
        else:
            self.view.show(opened.interview, caret=self.view.caret, read_to=opened.read_to)
        self._step = None
        self._show_codings("; ".join([said, *skipped]))

    # Reading

    def action_search(self) -> None:
        """Ask for words to search for."""
        self.search_field.display = True
        self.set_focus(self.search_field)
        self.search_field.select_all()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next place where the words occur."""
        self._close_search()
        count = self.view.find(event.value)
        if count:
            self.view.action_hit(1)
        elif event.value.strip():
            self.say(f"“{event.value}” does not occur")

    async def action_read_to_here(self) -> None:
        """Remember that everything up to the selection's end has been read."""
        offset = max(self.view.selection.end, self.view.caret)
        with self.kodeverk.errors_shown():
            await self.gateway.mark_read(self.opened.transcript.id, offset)
            self.opened.read_to = self.view.read_to = offset
            self.opened.begin()
            self._show_heading()
            self.say(f"Read to here: {self.opened.read_percent()} % of the words")

    async def action_finish(self) -> None:
        """Finish the transcript, after showing what is left open; or reopen it."""
        transcript = self.opened.transcript
        if self.opened.state == "finished":
            choices = ["Leave it finished", "Reopen it"]
            self._ask(Choice(f"{transcript.name} is finished", choices), self._reopen)
            return
        with self.kodeverk.errors_shown():
            left = await self.gateway.unfinished(transcript.id)
            lacking = [
                *(
                    Lacking(f"not read: “{self._excerpt(span)}”", span.start, span.end)
                    for span in left.unread
                ),
                *(
                    Lacking(
                        f"{self.opened.key_of(coding)} has no {facet.key}: "
                        f"“{self._excerpt(Span(coding.start, coding.end))}”",
                        coding.start,
                        coding.end,
                    )
                    for coding, facet in left.lacking
                ),
            ]
            summary = f"Finish {transcript.name}? " + (
                f"{_count(left.unread, 'turn')} not read, "
                f"{_count(left.lacking, 'required facet')} missing."
                if lacking
                else "Everything has been read, and no required facet is missing."
            )
            self._ask(FinishQuestion(summary, lacking), self._finish)

    async def _finish(self, answer: Lacking | bool | None) -> None:
        if isinstance(answer, Lacking):
            self.view.select(answer.start, answer.end)
        elif answer:
            with self.kodeverk.errors_shown():
                await self.gateway.finish(self.opened.transcript.id)
                self.opened.state = "finished"
                self._show_heading()
                self.say("The transcript was finished; q goes back to the project")

    async def _reopen(self, place: int | None) -> None:
        if place == 1:
            with self.kodeverk.errors_shown():
                await self.gateway.reopen(self.opened.transcript.id)
                self.opened.state = "started"
                self._show_heading()
                self.say("The transcript was reopened")

    def action_colleagues(self) -> None:
        """Show or hide colleagues' codings."""
        self._colleagues = not self._colleagues
        others = len(self.opened.codings) - self.opened.own_codings()
        shown = f"{others} of colleagues shown" if self._colleagues else "Only mine shown"
        self._show_codings(shown)

    def action_let_go(self) -> None:
        """Close the search, hide the hits, select nothing."""
        self._close_search()
        self.view.find("")
        self.view.clear_selection()

    async def action_leave(self) -> None:
        """Go back to the project; everything is on disk."""
        await self.app.switch_mode("project")

    # What the transcript tells

    def on_transcript_view_selection_changed(self) -> None:
        """List the codings here and say how much is selected."""
        self._show_here()
        self._show_status()

    def on_transcript_view_coding_highlighted(self) -> None:
        """Mark the highlighted coding in the list."""
        self._show_here()

    def on_transcript_view_hit_reached(self, event: TranscriptView.HitReached) -> None:
        """Say which hit this is."""
        self.say(f"Hit {event.number} of {event.total}")

    def on_transcript_view_nothing_found(self, event: TranscriptView.NothingFound) -> None:
        """Say what there is none of."""
        nothing = {"open turn": "Every turn has been read", "hit": "Nothing is searched for: /"}
        self.say(nothing.get(event.wanted, f"There is no {event.wanted} there"))

    def on_codes_here_coding_chosen(self, event: CodesHere.CodingChosen) -> None:
        """Highlight the coding chosen in the list, or open the memo."""
        for passage, memo in self.opened.passage_memos(0, len(self.opened.interview.text)):
            if memo.id == event.coding:
                self._edit_passage_memo(passage)
                return
        self.view.highlight(event.coding)
        self.set_focus(self.view)

    def on_resize(self, event: events.Resize) -> None:
        """Write the pinned codes below each other where there is room."""
        del event
        if hasattr(self, "opened"):
            self.call_after_refresh(self._show_pins)

    # What the screen says

    def say(self, fact: str) -> None:
        """Show what has happened in the status line."""
        self._said = fact
        self._show_status()

    def _show_codings(self, fact: str) -> None:
        self.view.set_codings(self.opened.shown(self._colleagues))
        self._show_heading()
        self._show_here()
        self.say(fact)
