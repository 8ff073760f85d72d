"""The coding screen: one transcript, and everything that is done to it while reading."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.dom import DOMNode
from textual.widgets import Static

from kodeverk.config import save_measure
from kodeverk.errors import Refused
from kodeverk.model.records import Code, Coding, Memo
from kodeverk.model.text import Span
from kodeverk.service.phrases import number_of
from kodeverk.tui import services
from kodeverk.tui.coded_transcript import CodedTranscript, code_in_words
from kodeverk.tui.coding_target import CodingTarget
from kodeverk.tui.footer_keys import groups_for
from kodeverk.tui.keys import CODING_KEYS, CODING_SECTIONS, PINNED, Section
from kodeverk.tui.left_place import KEEP_SECONDS, LeftPlace
from kodeverk.tui.measure import next_measure, possible_measure
from kodeverk.tui.screens import coding_changes as changes
from kodeverk.tui.screens import coding_facets as facets
from kodeverk.tui.screens import coding_memos as memos
from kodeverk.tui.screens import coding_work as work
from kodeverk.tui.screens import new_code
from kodeverk.tui.screens.code_picker import CodePicker, Picked
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.palette import CodeCommands, TurnCommands
from kodeverk.tui.screens.text_screen import TextScreen
from kodeverk.tui.services import LoadedTranscript
from kodeverk.tui.widgets.codes_here import CodesHere
from kodeverk.tui.widgets.key_line import KeyLine
from kodeverk.tui.widgets.row_list import RowList
from kodeverk.tui.widgets.side import Side
from kodeverk.tui.widgets.status_line import StatusLine
from kodeverk.tui.widgets.transcript import TranscriptView
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.projects import Project


class CodingScreen(TextScreen):
    """Codes the transcript that `open` is given."""

    AUTO_FOCUS: ClassVar[str | None] = "TranscriptView"
    BINDINGS: ClassVar[list[BindingType]] = list(CODING_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = CODING_SECTIONS
    COMMANDS = {TurnCommands, CodeCommands}  # noqa: RUF012 - Textual's own

    view = getters.query_one(TranscriptView)
    side = getters.query_one(Side)
    status = getters.query_one("#status", StatusLine)
    key_line = getters.query_one(KeyLine)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._transcript: CodedTranscript | None = None
        self._picker = CodePicker()
        self._place = ""
        self._was_left = False
        self._target: CodingTarget | None = None
        self._whose = ""
        self._said_at: tuple[Span, int] | None = None
        self.with_colleagues = False
        self.back = "project"

    @property
    def transcript(self) -> CodedTranscript:
        """The transcript that `open` was given, before the screen could be seen."""
        assert self._transcript is not None
        return self._transcript

    @property
    def target(self) -> CodingTarget:
        """What the next key is about."""
        assert self._target is not None
        return self._target

    def compose(self) -> ComposeResult:
        """Show the transcript, beside or above the codings at the caret."""
        yield Static(id="heading", markup=False)
        view = TranscriptView()
        view.measure = possible_measure(self.gateway.settings.measure)
        with Container(id="desk"):
            yield view
            yield Side(self.key_of)
        yield self.new_search_field(view)
        yield StatusLine(id="status", markup=False)
        yield KeyLine(self.key_of)

    def on_mount(self) -> None:
        """Show when movements begin or cease to extend the selection, and what letters go to."""
        self.watch(self.view, "extending", self.show_status, init=False)
        self.watch(self.view, "jumping", self.show_status, init=False)
        self.watch(self.view, "bordering", self._show_bordering, init=False)
        self._left_place = LeftPlace(self.gateway, self.view)
        self.set_interval(KEEP_SECONDS, self._left_place.keep)

    async def on_unmount(self) -> None:
        """Keep where one leaves the transcript with the program."""
        await self._left_place.keep()

    async def action_leave(self) -> None:
        """Keep where one leaves the transcript, and go back to where one came from."""
        await self._left_place.keep()
        await self.app.switch_mode(self.back)

    async def action_passages(self) -> None:
        """Go to all passages of the code here; where there is none, to a search."""
        here = [self.target.selected(), *self.target.codings()]
        from kodeverk.service.written_query import term

        key = next((self.transcript.key_of(coding) for coding in here if coding), "")
        await self._left_place.keep()
        await self.workspace.find_passages(term("code", key) if key else "")

    def description_of(self, binding: Binding) -> str:
        """Return what a key does: a digit with the code that is pinned to it."""
        code = self.transcript.pinned(binding.key) if binding.key in PINNED else None
        return super().description_of(binding) if code is None else code_in_words(code)

    async def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """Do what the key clicked on does."""
        await self.press(event.id)

    def namespace(self, name: str) -> DOMNode:
        """Return the transcript for its own keys, otherwise this screen."""
        return self.view if name == "view" else super().namespace(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key do anything before there is a transcript, and none while a border is moved."""
        if self._transcript is None or (self.view.bordering and action != "borders"):
            return False
        return super().check_action(action, parameters)

    def open(self, loaded: LoadedTranscript, place: str) -> None:
        """Show a transcript, where one left it or at its read-to mark.

        `place` is its municipality in words.
        """
        self._transcript = CodedTranscript(loaded, self.gateway.coder)
        self._target = CodingTarget(self.view, self._transcript)
        self._place = place
        if not self.transcript.begun:
            self.with_colleagues = False
        self.hide_where_blind()
        self.side.forget()
        self.fact = ""
        read_to, left_at = self.transcript.read_to, self.transcript.left_at
        self.view.show(
            self.transcript.shown_text,
            self.transcript.shown(self.with_colleagues),
            self.transcript.noted(self.with_colleagues),
            caret=read_to if left_at is None else left_at.caret,
            read_to=read_to,
            top=None if left_at is None else left_at.top,
        )
        self._left_place.begin(self.transcript.record.id, self.transcript.version)
        self.set_focus(self.view)
        self.show_heading()
        self.show_side()

    # Codes

    async def action_pick(self) -> None:
        """Choose a code for the selection, or for the sentence at the caret."""
        passage = self.passage()
        if passage is None:
            return
        transcript = self.transcript
        words = transcript.words_in_words(passage)
        title = f"A code for {words}: “{transcript.excerpt(passage)}”"
        await self.pick(title, self._apply, partial(new_code.name_it, self, passage))

    async def pick(
        self,
        title: str,
        then: Callable[[Code], Awaitable[None]],
        new: Callable[[str], Awaitable[None]] | None = None,
    ) -> None:
        """Let a code be chosen, and go on with that; `title` says for what.

        With `new` a code that is not there can be named, too.
        """
        if not self.app.is_screen_installed(self._picker):
            self.app.install_screen(self._picker, "code-picker")
        codes, colours = self.transcript.codes, self.transcript.colours
        self._picker.show(codes, colours, title, makes_new=new is not None)

        async def chosen(picked: Picked) -> None:
            if picked.code is not None:
                await then(picked.code)
            elif new is not None:
                await new(picked.name)

        await self.ask(self._picker, chosen)

    OFFERED = "Apply"

    @property
    def offered_codes(self) -> Sequence[Code]:
        """The codes that the palette offers."""
        return self.transcript.codes

    async def choose_code(self, code: Code) -> None:
        """Apply a code that was chosen in the palette."""
        await self._apply(code)

    async def show_changed(self, fact: str, loaded: LoadedTranscript, coding: Coding) -> None:
        """Show the transcript as it is now, with a coding selected."""
        await self.changed(fact, loaded)
        self.view.select(coding.start, coding.end)
        self.show_codings(fact, self.transcript.codings[coding.id])

    def reading(self) -> "Callable[[Project, Coder], LoadedTranscript]":
        """Return what reads the transcript again."""
        return partial(services.load_again, before=self.transcript.loaded)

    async def action_repeat(self) -> None:
        """Apply the last code again."""
        if self.transcript.last_code is None:
            self.say(f"No code has been applied yet: {self.key_of('coding.pick')} chooses one")
        else:
            await self._apply(self.transcript.last_code)

    async def action_recent(self) -> None:
        """Choose among the recent codes, whose order stays while the transcript is open."""
        recent = tuple(self.transcript.recent)
        if not recent:
            self.say(f"No code has been applied yet: {self.key_of('coding.pick')} chooses one")
            return

        async def chosen(place: int) -> None:
            await self._apply(recent[place])

        await self.ask(
            Menu("Recent codes", [code_in_words(code) for code in recent], foreseen=True), chosen
        )

    async def action_pinned(self, digit: int) -> None:
        """Apply the code pinned to a digit."""
        code = self.transcript.pinned(str(digit))
        if code is None:
            self.say(f"No code is pinned to {digit}: give one the hotkey in the codebook")
        else:
            await self._apply(code)

    async def _apply(self, code: Code) -> None:
        passage = self.passage()
        if passage is not None and not await changes.asked_about_overlap(self, passage, code):
            await work.while_open(self, partial(self.apply_on, passage, code))

    async def apply_on(self, passage: Span, code: Code) -> None:
        """Put a code on a passage, which is selected then."""
        transcript = self.transcript
        facets = transcript.facets_for(code, self.workspace.sticky)
        with self.workspace.errors_shown():
            coding = await self.gateway.write(
                services.apply_code,
                transcript.record.id,
                transcript.version,
                passage,
                code,
                facets,
            )
            if coding is not None:
                self.show_applied(code, coding)
                return
            self._select(passage)
            known = transcript.own_like(code, passage)
            self.view.highlight(None if known is None else known.id)
            self.say(f"{code.key} was on these words already")

    def show_applied(self, code: Code, coding: Coding) -> None:
        """Show a coding that has been applied, selected: the next code goes on the same words."""
        passage = Span(coding.start, coding.end)
        self._select(passage)
        self.transcript.add(coding)
        self.show_codings(f"{code.key} on {self.transcript.words_in_words(passage)}", coding)

    def _select(self, passage: Span) -> None:
        self.view.extending = False
        if self.view.selection != passage:
            self.view.select(*passage)

    async def action_remove(self) -> None:
        """Remove the coding here; where there are several, ask which."""

        async def remove(coding: Coding) -> None:
            await work.while_open(self, partial(self._remove, coding))

        await self.for_coding("Remove which coding?", remove, self.target.codings())

    async def _remove(self, coding: Coding) -> None:
        with self.workspace.errors_shown():
            await self.gateway.write(services.remove_coding, coding)
            too = " with your memo" if self.transcript.memo_on("coding", coding.id) else ""
            named, undo = self.transcript.coding_in_words(coding), self.key_of("coding.undo")
            self.transcript.drop([coding])
            self.show_codings(f"{named} was removed{too}; {undo} brings it back")

    # Borders, and another code

    async def action_borders(self) -> None:
        """Let movements move the end of a coding; again, its other border."""
        await changes.move_borders(self)

    async def on_transcript_view_borders_moved(self, event: TranscriptView.BordersMoved) -> None:
        """Give a coding the borders that it was moved or dragged to."""
        coding = self.transcript.codings.get(event.coding)
        if coding is not None:
            await changes.put_borders(self, coding, event.span)

    async def action_split(self) -> None:
        """Make two codings of the one at the caret."""
        await changes.split(self)

    async def action_another_code(self) -> None:
        """Choose another code for a coding."""
        await changes.another_code(self)

    # Facets

    async def action_direct(self, value: str) -> None:
        """Give the selected coding, or the one here, a direction."""
        await facets.direct(self, value)

    async def action_facets(self) -> None:
        """Set facets: of the selected coding, otherwise for codings to come."""
        await facets.choose_facets(self)

    # Memos

    async def action_memo(self) -> None:
        """Write a memo on the selected coding, or the one here, or the passage."""
        await memos.write_memo(self)

    async def action_wording(self) -> None:
        """Write how the words of the selected coding, or the one here, are published."""
        await changes.write_wording(self)

    async def action_transcript_memo(self) -> None:
        """Write a memo on the transcript."""
        await memos.write_on_transcript(self)

    async def action_memo_around(self) -> None:
        """Write a memo on the turn here, on who speaks in it, or on the municipality."""
        await memos.write_around(self)

    def action_next_memo(self) -> None:
        """Go to the next memo in the text, behind the last to the first, and say its words."""
        memos.go_to_next(self)

    async def open_memo(self, memo: Memo) -> None:
        """Open a memo: the coder's own to write on, a colleague's to read."""
        await memos.open_memo(self, memo)

    # Copying

    async def action_copy(self) -> None:
        """Copy the words selected, those of the selected coding, or the sentence, as a quotation.

        By OSC 52: the terminal puts them on the clipboard, if it allows that.
        """
        passage = self.target.passage_to_copy()
        if passage is None:
            self.say("There are no words here: select some first")
            return
        with self.workspace.errors_shown():
            copied = await self.gateway.ask(
                services.copied_words, self.transcript.record.id, self.transcript.version, passage
            )
            self.app.copy_to_clipboard(copied.text)
            self.say(f"Copied {copied.said}; the terminal must allow it")

    # Undo and redo

    async def action_undo(self) -> None:
        """Take back my last step in this transcript."""
        here = self.transcript.record.id
        await self.reverse("undo", self.reading(), self.changed, transcript=here)

    async def action_redo(self) -> None:
        """Do the step undone last in this transcript again."""
        here = self.transcript.record.id
        await self.reverse("redo", self.reading(), self.changed, transcript=here)

    async def changed(self, fact: str, loaded: LoadedTranscript) -> None:
        """Show the transcript as it is now, and what has happened to it."""
        before, codes = self.transcript.version, self.transcript.codes
        self.transcript.take(loaded)
        if self.transcript.codes is not codes:
            self.show_side()
        self.hide_where_blind()
        transcript = self.transcript
        if transcript.version == before:
            self.view.read_to = transcript.read_to
        else:
            left_at = transcript.left_at
            caret = self.view.caret if left_at is None else left_at.caret
            self.view.show(transcript.shown_text, caret=caret, read_to=transcript.read_to)
            self._left_place.begin(transcript.record.id, transcript.version)
        self.show_codings(fact)

    # Reading

    @property
    def turns(self) -> range:
        """The numbers of the turns."""
        return range(1, len(self.view.transcript.turns) + 1)

    def go_to_turn(self, number: int) -> None:
        """Go to where a turn begins, and say that there is none where there is none."""
        if self.view.go_to_turn(number):
            self.say(f"Turn {number} of {len(self.turns)}")
        else:
            self.say(self.no_turn(number))

    def no_turn(self, number: int) -> str:
        """Return in words that no turn has a number."""
        return f"There is no turn {number}: they are 1 to {len(self.turns)}"

    def action_search(self) -> None:
        """Ask for words to search for."""
        self.search_field.ask()

    async def action_read_to_here(self) -> None:
        """Remember that everything up to the selection's end has been read."""
        await work.mark_read(self)

    async def action_finish(self) -> None:
        """Finish the transcript, after showing what is left open; or reopen it."""
        await work.finish(self)

    async def action_colleagues(self) -> None:
        """Show or hide colleagues' codings; who codes apart from them cannot see them yet."""
        with self.workspace.errors_shown():
            if self.transcript.blind:
                finish, release = self.key_of("coding.finish"), self.key_of("project.release")
                raise Refused(
                    f"you are to code this apart from {self.transcript.apart_from()}",
                    f"Others' codings are shown when you have finished it ({finish}), or when it "
                    f"is released ({release} on the project screen). A team that does not code "
                    "blind says so: kodeverk set PROJECT --blind no",
                )
            self.with_colleagues = not self.with_colleagues
            others = len(self.transcript.codings) - self.transcript.own_codings()
            shown = f"{others} of colleagues shown" if self.with_colleagues else "Only mine shown"
            self.show_codings(shown)

    def hide_where_blind(self) -> None:
        """Let no colleague's codings stay in sight where they are not to be seen yet, or again."""
        if self.transcript.blind:
            self.with_colleagues = False

    async def action_review(self) -> None:
        """Review the placements that wait here; one of those at the caret is the first."""
        here = [coding.id for coding in self.target.codings()]
        here += [memo.id for memo in self.target.memos(self.with_colleagues)]
        await self._review(
            next((record for record in here if record in self.transcript.unsure), None)
        )

    async def action_memos(self) -> None:
        """Go to the list of this transcript's memos."""
        await self._leave_for_a_while()
        await self.workspace.list_memos(self.transcript.record.id, self.transcript.record.name)

    async def action_codebook(self) -> None:
        """Go to the codebook, at the code of the coding here."""
        await self._leave_for_a_while()
        coding = self.target.selected() or next(iter(self.target.codings()), None)
        await self.workspace.show_codebook(None if coding is None else coding.code)

    async def action_log(self) -> None:
        """Go to the steps made in this transcript."""
        await self._leave_for_a_while()
        await self.workspace.show_log(self.transcript.record.id, self.transcript.record.name)

    async def action_measure(self, step: int) -> None:
        """Make the lines of the text narrower (-1) or wider (1), and keep it so."""
        measure = next_measure(self.view.measure, step)
        self.view.measure = measure
        self.show_side()
        self.say(f"Lines of up to {measure} columns")
        with self.workspace.errors_shown():
            settings = self.gateway.settings
            self.gateway.settings = await self.gateway.run(save_measure, settings, measure)

    async def _review(self, record: str | None) -> None:
        await self._leave_for_a_while()
        await self.workspace.review_placements(self.transcript.record.id, record)

    async def _leave_for_a_while(self) -> None:
        """Keep where one is: from a list elsewhere one may go on to another transcript."""
        await self._left_place.keep()
        self._was_left = True

    async def on_screen_resume(self) -> None:
        """Read the transcript again after a review: its codings may lie elsewhere now."""
        if self._was_left:
            self._was_left = False
            with self.workspace.errors_shown():
                async with self.left_if_gone():
                    loaded = await self.gateway.ask(self.reading())
                await self.changed("", loaded)

    # What the keys are about

    def passage(self) -> Span | None:
        """Return the span of words to code; where there are none, say so."""
        passage = self.target.passage()
        if passage is None:
            self.say("There are no words here: select some first")
        return passage

    async def for_coding(
        self,
        question: str,
        do: Callable[[Coding], Awaitable[None]],
        among: Sequence[Coding],
    ) -> None:
        """Do something with the selected coding, without it with the only one; else, ask.

        What is acted on is the selected coding from then on.
        """
        selected = self.target.selected()
        if selected is not None:
            await do(selected)
        elif len(among) == 1:
            self.view.highlight(among[0].id)
            await do(among[0])
        elif not among:
            self.say("There is no coding here")
        else:

            async def chosen(place: int) -> None:
                self.view.highlight(among[place].id)
                await do(among[place])

            await self.ask(
                Menu(question, [self.transcript.coding_line(coding) for coding in among]), chosen
            )

    # What the widgets tell

    def on_transcript_view_selection_changed(self) -> None:
        """List the codings here and say how much is selected; what was said before is over."""
        if self._said_at != (self.view.selection, self.view.caret):
            self.fact = ""
        self.show_here()
        self.show_status()

    def on_transcript_view_coding_highlighted(self) -> None:
        """Name the selected coding, and mark it in the list."""
        self.show_here()
        self.show_status()

    def nothing_in_words(self, wanted: str) -> str:
        """Return in words that there is no open turn, hit or other thing to go to."""
        nothing = {
            "open turn": "Every turn has been read",
            "hit": f"Nothing is searched for: {self.key_of('coding.search')}",
        }
        return nothing.get(wanted, super().nothing_in_words(wanted))

    async def on_codes_here_coding_chosen(self, event: CodesHere.CodingChosen) -> None:
        """Highlight the coding chosen in the list, open the memo, or review an unsure place."""
        if event.coding in self.transcript.unsure:
            await self._review(event.coding)
            return
        for memo in self.target.memos(self.with_colleagues):
            if memo.id == event.coding:
                await self.open_memo(memo)
                return
        self.view.highlight(event.coding)
        self.set_focus(self.view)

    async def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """Apply the code clicked on in the codebook."""
        await self._apply(self.transcript.code_with(event.id))

    async def on_transcript_view_list_asked(self, event: TranscriptView.ListAsked) -> None:
        """List the codings of a row that has more than there is room for; go to the chosen one."""
        codings = [self.transcript.codings[coding] for coding in event.codings]

        async def chosen(place: int) -> None:
            self.view.go_to_coding(codings[place].id)

        lines = [self.transcript.coding_line(coding) for coding in codings]
        await self.ask(Menu(f"{number_of(len(codings), 'coding')} lie in this row", lines), chosen)

    def on_resize(self) -> None:
        """Share the new width between the text and what stands beside it."""
        if self._transcript is not None:
            self.show_side()

    def on_side_resized(self) -> None:
        """Fill the side anew: rows are broken at its width."""
        if self._transcript is not None:
            self._fill_side()

    # What the screen says

    def say(self, fact: str) -> None:
        """Show what has happened, until the caret moves on from here."""
        self._said_at = (self.view.selection, self.view.caret)
        super().say(fact)

    def show_codings(self, fact: str, made: Coding | None = None) -> None:
        """Show the codings as they are now, that just `made` selected, and what has happened."""
        self.view.set_codings(
            self.transcript.shown(self.with_colleagues), self.transcript.noted(self.with_colleagues)
        )
        if made is not None:
            self.view.highlight(made.id)
        self.show_heading()
        self.show_here()
        self.side.show_codebook(self.transcript)
        self.say(fact)

    def show_heading(self) -> None:
        """Show which transcript this is, how far its coding has come, and whose is shown."""
        self._whose = self.transcript.whose(self.with_colleagues, self.key_of("coding.colleagues"))
        facts = self.transcript.heading_facts(self._place, self._to_review())
        self.heading.update(" · ".join(facts), layout=False)

    def show_status(self) -> None:
        """Show what has happened, and what holds for what comes next."""
        if self._transcript is None:
            return
        selected = self.target.selected()
        elsewhere = [
            "" if self.view.bordering else self.target.passage_in_words(),
            f"▸ {self.transcript.key_of(selected)}" if selected else "",
            self._whose,
        ]
        held = [
            "HOLD" if self.view.extending else "",
            f"LETTER: {self.view.jumping}" if self.view.jumping else "",
            changes.bordering_in_words(self),
            *(
                f"{key}: {', '.join(self.transcript.value_names(key, values))}"
                for key, values in self.workspace.sticky.items()
                if values
            ),
        ]
        self.status.show(self.fact, elsewhere, held)
        self.key_line.show(groups_for(*self.target.state()))

    def _show_bordering(self) -> None:
        if self.view.bordering:
            self.fact = ""
        self.refresh_bindings()
        self.show_status()

    def show_here(self) -> None:
        """Show the codings and memos at the caret."""
        self.side.show_here(self.target, self.with_colleagues, self._of_colleagues())

    def show_side(self) -> None:
        """Give the side the width that the text leaves, and then show what it has room for."""
        self.side.fit(self.transcript, self.size.width, self.view.measure)
        self.call_after_refresh(self._fill_side)

    def _fill_side(self) -> None:
        self.side.forget()
        self.side.show_pins(self.transcript)
        self.side.show_codebook(self.transcript)
        self.show_here()

    def _of_colleagues(self) -> str:
        """Return what there is of colleagues' that somebody without codings here does not see."""
        if self.with_colleagues:
            return ""
        return self.transcript.hidden_in_words(self.key_of("coding.colleagues"))

    def _to_review(self) -> str:
        """Return how many placements wait here for a person, and by which key."""
        count = self.transcript.to_review
        return f"{count} to review: {self.key_of('coding.review')}" if count else ""
