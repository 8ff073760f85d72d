"""The coding screen: one transcript, and everything that is done to it while reading."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from kodeverk.errors import NotFound
from kodeverk.model.records import Code, Coding, Facet
from kodeverk.model.text import Span
from kodeverk.service.phrases import number_of
from kodeverk.tui.keys import CODING_KEYS, CODING_SECTIONS, DIRECTION, Section
from kodeverk.tui.screens.code_picker import CodePicker
from kodeverk.tui.screens.coding_desk import named
from kodeverk.tui.screens.facet_chooser import Chosen, FacetChooser
from kodeverk.tui.screens.finish_question import FinishQuestion, Lacking
from kodeverk.tui.screens.memo_desk import MemoDesk
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.widgets.codes_here import CodesHere
from kodeverk.tui.workspace import Workspace


class CodingScreen(MemoDesk):
    """Codes one transcript; `open` gives it one."""

    BINDINGS: ClassVar[list[BindingType]] = list(CODING_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = CODING_SECTIONS

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._was_left = False

    # Codes

    async def action_pick(self) -> None:
        """Choose a code for the selection, or for the sentence at the caret."""
        passage = self.passage()
        if passage is None:
            return
        title = f"A code for {self.shown_words(passage)}: “{self.excerpt(passage)}”"
        await self.ask(
            CodePicker(self.opened.codes, self.opened.colours, title), self._apply_chosen
        )

    async def action_repeat(self) -> None:
        """Apply the last code again."""
        if self.opened.last_code is None:
            self.say(f"No code has been applied yet: {self.key_of('coding.pick')} chooses one")
        else:
            await self._apply(self.opened.last_code)

    async def action_recent(self) -> None:
        """Choose among the recent codes, whose order stays while the transcript is open."""
        recent = tuple(self.opened.recent)
        if not recent:
            self.say(f"No code has been applied yet: {self.key_of('coding.pick')} chooses one")
            return

        async def chosen(place: int | None) -> None:
            if place is not None:
                await self._apply(recent[place])

        await self.ask(Menu("Recent codes", [named(code) for code in recent]), chosen)

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
        passage = self.passage()
        if passage is not None:
            await self._while_open(partial(self._apply_on, passage, code))

    async def _apply_on(self, passage: Span, code: Code) -> None:
        opened = self.opened
        facets = opened.facets_for(code, self.workspace.sticky)
        with self.workspace.errors_shown():
            coding = await self.gateway.apply_code(
                opened.transcript.id, opened.version, passage, code, facets
            )
            made = coding or opened.own_like(code, passage)
            self.made = (passage, made.id) if made else None
            self.view.highlight(None)
            if coding is None:
                self.say(f"{code.key} was on these words already")
                return
            opened.add(coding)
            self.show_codings(f"{code.key} on {self.shown_words(passage)}")

    async def _while_open(self, do: Callable[[], Awaitable[None]]) -> None:
        """Do something to the codings; where the transcript is finished, ask about that first."""
        opened = self.opened
        if opened.state != "finished" or opened.stays_finished:
            await do()
            return

        async def answered(place: int | None) -> None:
            if place is not None:
                with self.workspace.errors_shown():
                    opened.stays_finished = place == 1
                    if place == 0:
                        await self._reopen()
                    await do()

        title = f"You have finished {opened.transcript.name}. Reopen it?"
        await self.ask(
            Menu(title, ["Reopen it and do this", "Do this and leave it finished"]), answered
        )

    async def action_remove(self) -> None:
        """Remove the coding here; where there are several, ask which."""

        async def remove(coding: Coding) -> None:
            await self._while_open(partial(self._remove, coding))

        await self.for_one("Remove which coding?", remove, self.codings_here(), self.highlighted())

    async def _remove(self, coding: Coding) -> None:
        with self.workspace.errors_shown():
            await self.gateway.remove_codings([coding])
            too = " with your memo" if self.opened.memo_on("coding", coding.id) else ""
            self.opened.drop([coding])
            key, undo = self.opened.key_of(coding), self.key_of("coding.undo")
            self.show_codings(f"{key} was removed{too}; {undo} brings it back")

    # Facets

    async def action_direct(self, value: str) -> None:
        """Give the coding made last or singled out, or the one here, a direction."""
        facet = self.opened.facet(DIRECTION)
        if facet is None or value not in {one.id for one in facet.values}:
            self.say(f"The codebook has no {DIRECTION} {value}")
            return

        async def direct(coding: Coding) -> None:
            await self._while_open(partial(self._direct, coding, facet, value))

        which = f"Which coding is {value}?"
        await self.for_one(which, direct, self.own_here(), self.singled_out())

    async def _direct(self, coding: Coding, facet: Facet, value: str) -> None:
        with self.workspace.errors_shown():
            await self.gateway.set_facet([coding], facet, [value])
            self.opened.set_facet([coding], facet, [value])
            self.show_codings(f"{self.opened.key_of(coding)} became {value}")

    async def action_facets(self) -> None:
        """Set facets: of the coding made last or singled out, otherwise for codings to come."""
        coding = self.singled_out()
        if coding is None:
            facets = [facet for facet in self.opened.facets if facet.key != DIRECTION]
            title, chosen, done = "For new codings", self.workspace.sticky, self._hold_facets
        else:
            facets = sorted(self.opened.facets, key=lambda facet: facet.key != DIRECTION)
            title = f"For {self.opened.key_of(coding)} on these words"
            chosen = {}
            for key, value in coding.facets:
                chosen.setdefault(key, []).append(value)
            done = partial(self._set_facets, coding, chosen)
        if not facets:
            self.say("The codebook has no other facets")
            return
        await self.ask(FacetChooser(title, facets, chosen), done)

    async def _hold_facets(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self.workspace.sticky.update(chosen)
            self.show_status()

    async def _set_facets(self, coding: Coding, before: Chosen, chosen: Chosen | None) -> None:
        changed = [
            (facet, values)
            for facet in self.opened.facets
            if sorted(values := (chosen or before).get(facet.key, []))
            != sorted(before.get(facet.key, []))
        ]
        if changed:
            await self._while_open(partial(self._put_facets, coding, changed))

    async def _put_facets(self, coding: Coding, changed: list[tuple[Facet, list[str]]]) -> None:
        for facet, values in changed:
            with self.workspace.errors_shown():
                await self.gateway.set_facet([coding], facet, values)
                coding = self.opened.codings[coding.id]
                self.opened.set_facet([coding], facet, values)
                self.show_codings(f"{self.opened.key_of(coding)}: {facet.key} was set")

    # Undo and redo

    async def action_undo(self) -> None:
        """Take back my last step in this transcript."""
        here = self.opened.transcript.id
        await self.reverse("undo", self._read_again, transcript=here)

    async def action_redo(self) -> None:
        """Do the step undone last in this transcript again."""
        here = self.opened.transcript.id
        await self.reverse("redo", self._read_again, transcript=here)

    async def _read_again(self, said: str) -> None:
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
            self.view.show(opened.shown_text, caret=self.view.caret, read_to=opened.read_to)
        self.made = None
        self.show_codings(said)

    # Reading

    def action_search(self) -> None:
        """Ask for words to search for."""
        self.search_field.ask()

    async def action_read_to_here(self) -> None:
        """Remember that everything up to the selection's end has been read."""
        offset = max(self.view.selection.end, self.view.caret)
        with self.workspace.errors_shown():
            await self.gateway.mark_read(self.opened.transcript.id, offset)
            self.opened.read_to = self.view.read_to = offset
            self.opened.begin()
            self.show_heading()
            self.say(f"Read to here: {self.opened.read_percent()} % of the words")

    async def action_finish(self) -> None:
        """Finish the transcript, after showing what is left open; or reopen it."""
        transcript = self.opened.transcript
        if self.opened.state == "finished":
            choices = ["Leave it finished", "Reopen it"]

            async def answered(place: int | None) -> None:
                if place == 1:
                    with self.workspace.errors_shown():
                        await self._reopen()

            await self.ask(Menu(f"{transcript.name} is finished", choices), answered)
            return
        with self.workspace.errors_shown():
            left = await self.gateway.unfinished(transcript.id)
            lacking = [
                *(
                    Lacking(
                        f"{self.opened.key_of(coding)} has no {facet.key}: "
                        f"“{self.excerpt(Span(coding.start, coding.end))}”",
                        coding.start,
                        coding.end,
                    )
                    for coding, facet in left.lacking
                ),
                *(
                    Lacking(f"not read: “{self.excerpt(span)}”", span.start, span.end)
                    for span in left.unread
                ),
            ]
            summary = f"Finish {transcript.name}? " + (
                f"{number_of(len(left.lacking), 'required facet')} missing, "
                f"{number_of(len(left.unread), 'turn')} not read."
                if lacking
                else "Everything has been read, and no required facet is missing."
            )
            await self.ask(FinishQuestion(summary, lacking), self._finish)

    async def _finish(self, answer: Lacking | bool | None) -> None:
        if isinstance(answer, Lacking):
            self.view.select(answer.start, answer.end)
        elif answer:
            with self.workspace.errors_shown():
                await self.gateway.finish(self.opened.transcript.id)
                self.opened.state = "finished"
                self.show_heading()
                leave = self.key_of("coding.leave")
                self.say(f"The transcript was finished; {leave} goes back to the project")

    async def _reopen(self) -> None:
        await self.gateway.reopen(self.opened.transcript.id)
        self.opened.state = "started"
        self.show_heading()
        self.say("The transcript was reopened")

    async def action_colleagues(self) -> None:
        """Show or hide colleagues' codings; who codes apart from them is asked first."""
        if self.with_colleagues or not self.opened.blind:
            self._toggle_colleagues()
            return

        async def answered(place: int | None) -> None:
            if place == 1:
                self._toggle_colleagues()

        title = "A colleague codes this too. See their codings before you have finished?"
        choices = ["Keep them hidden until then", "Show them now"]
        await self.ask(Menu(title, choices), answered)

    def _toggle_colleagues(self) -> None:
        self.with_colleagues = not self.with_colleagues
        others = len(self.opened.codings) - self.opened.own_codings()
        shown = f"{others} of colleagues shown" if self.with_colleagues else "Only mine shown"
        self.show_codings(shown)

    def action_let_go(self) -> None:
        """Close the search, hide the hits, select nothing."""
        self.search_field.close()
        self.view.find("")
        self.view.clear_selection()

    async def action_leave(self) -> None:
        """Go back to the project; everything is on disk."""
        await self.app.switch_mode("project")

    async def action_review(self) -> None:
        """Review the placements that wait here; one of those at the caret is the first."""
        here = [one.id for one in self.codings_here()]
        here += [memo.id for memo in self.memos_here()]
        await self._review(next((one for one in here if one in self.opened.unsure), None))

    async def action_memos(self) -> None:
        """Go to the list of this transcript's memos."""
        self._was_left = True
        await self.workspace.list_memos(self.opened.transcript.id, self.opened.transcript.name)

    async def _review(self, record: str | None) -> None:
        self._was_left = True
        await self.workspace.review_placements(self.opened.transcript.id, record)

    async def on_screen_resume(self) -> None:
        """Read the transcript again after a review: its codings may lie elsewhere now."""
        if self._was_left:
            self._was_left = False
            with self.workspace.errors_shown():
                await self._read_again("")

    async def on_codes_here_coding_chosen(self, event: CodesHere.CodingChosen) -> None:
        """Highlight the coding chosen in the list, open the memo, or review an unsure place."""
        if event.coding in self.opened.unsure:
            await self._review(event.coding)
            return
        for memo in self.memos_here():
            if memo.id == event.coding:
                await self.open_memo(memo)
                return
        self.view.highlight(event.coding)
        self.set_focus(self.view)
