"""The review of pseudonyms: what may identify somebody, and what a person says of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.cells import in_columns
from kodeverk.service.phrases import number_of
from kodeverk.tui import services
from kodeverk.tui.keys import PSEUDONYM_KEYS, PSEUDONYM_SECTIONS, Section
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.notice import Notice
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.services import Answer
from kodeverk.tui.workspace import Workspace
from kodeverk.written_paths import path_for_file

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.projects import Project
    from kodeverk.service.pseudonymising import Proposal, Pseudonymised, ReplacementPlan

_SHOWN_LEFT = 40
_SHOWN_PLACES = 3
_WHAT_NEXT = "answered yes; e changes what comes instead"


@dataclass(slots=True)
class _Review:
    """One proposal, with what the user makes of it."""

    proposal: Proposal
    replacement: str
    answer: Answer = ""
    is_added: bool = False


class PseudonymScreen(ListScreen["tuple[Proposal, ...]"]):
    """Lists proposals kind by kind; answered ones are replaced together, after one more question.

    The answers stay while the program runs, also when somebody leaves the screen. They are kept by
    it alone: neither they nor the names are written anywhere but where the user says that the key
    is kept.
    """

    FILTER = "Some of a name, a kind, yes or no"

    BINDINGS: ClassVar[list[BindingType]] = list(PSEUDONYM_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = PSEUDONYM_SECTIONS

    contexts = getters.query_one("#contexts", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._rows: list[_Review] = []
        self._key = ""

    def compose_below(self) -> ComposeResult:
        """Show where the highlighted proposal stands."""
        yield Static(id="contexts", markup=False)

    def on_mount(self) -> None:
        """Say that finding names takes a while."""
        self.heading.update("Searching …")

    async def on_screen_resume(self) -> None:
        """Search the transcripts, unless they were searched before or a dialog was closed."""
        if not self._rows and self.gateway.is_open:
            await self.action_reload()

    def reading(self) -> Callable[[Project, Coder], tuple[Proposal, ...]]:
        """Return what searches the transcripts."""
        return services.proposals

    async def show(self, seen: tuple[Proposal, ...]) -> None:
        """Show what was found, with the answers given before, and the names that were added."""
        before = {row.proposal.text: row for row in self._rows}
        found = [_Review(proposal, proposal.replacement) for proposal in seen]
        for row in found:
            if (earlier := before.pop(row.proposal.text, None)) is not None and earlier.answer:
                row.replacement, row.answer = earlier.replacement, earlier.answer
        self._rows = [*(row for row in before.values() if row.is_added), *found]
        self.show_lines()
        if not self._rows:
            self.contexts.update("Nothing was found.")
        self.say("What no rule knows is not found: read the texts too.")

    # Answers

    def action_answer(self, answer: Answer) -> None:
        """Answer the highlighted proposal, and go on to the next."""
        if (row := self._chosen()) is not None:
            row.answer = answer
            self.show_lines()
            self.lines.action_cursor_down()

    async def action_edit(self) -> None:
        """Ask what comes instead of the highlighted text."""
        row = self._chosen()
        if row is None:
            return

        def write(written: str | None) -> None:
            if written:
                row.replacement, row.answer = written, "yes"
                self.show_lines()

        title = f"What comes instead of {row.proposal.text}?"
        prompt = Prompt(title, row.replacement, "Such as [Person A]", optional=False)
        await self.app.push_screen(prompt, write)

    async def action_add(self) -> None:
        """Ask for a name that was not found, and answer yes to it."""

        async def add(written: str) -> None:
            known = next((row for row in self._rows if row.proposal.text == written), None)
            if known is None:
                with self.workspace.errors_shown():
                    taken = [row.replacement for row in self._rows]
                    proposal = await self.gateway.ask(services.added_proposal, written, taken)
                    known = _Review(proposal, proposal.replacement, "yes", is_added=True)
                    self._rows.insert(0, known)
                    self.say(f"Added, in {number_of(proposal.places, 'place')}: {_WHAT_NEXT}")
            if known is not None:
                self.clear_filter()
                self.show_lines()
                places = {option.id: at for at, option in enumerate(self.lines.options)}
                self.lines.highlighted = places[str(self._rows.index(known))]

        title = "A name that was not found, as it stands in the texts:"
        await self.ask(Prompt(title, "", "A name, a place, a workplace", optional=False), add)

    def action_join(self) -> None:
        """Let the highlighted proposal be the same person as the proposal above."""
        row = self._chosen()
        place = self._rows.index(row) if row is not None else 0
        if row is None or place == 0:
            self.say("There is none above to join.")
            return
        row.replacement = self._rows[place - 1].replacement
        self.show_lines()
        self.say(f"{row.proposal.text} becomes {row.replacement} too.")

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask what comes instead, when a line is chosen."""
        event.stop()
        await self.action_edit()

    def on_option_list_option_highlighted(self) -> None:
        """Show where the highlighted proposal stands, and what is doubtful."""
        if (row := self._chosen()) is not None:
            doubt = f"? {row.proposal.doubt}" if row.proposal.doubt else ""
            self.contexts.update("\n".join(filter(None, [doubt, *row.proposal.contexts])))

    # Replacing

    async def action_apply(self) -> None:
        """Ask where the key is kept, ask once more, and replace what is answered yes."""
        count = sum(row.answer == "yes" for row in self._rows)
        if not count:
            self.say("Nothing is answered yes.")
            return

        answers = [(row.answer, row.proposal.text, row.replacement) for row in self._rows]
        with self.workspace.errors_shown():
            plan = await self.gateway.ask(services.pseudonym_plan, answers)

            async def ask(written: str | None) -> None:
                if not written:
                    return
                self._key = written
                scope = plan.scope
                title = (
                    f"Replace {number_of(count, 'text')} in {scope}, for good? There is no undo."
                )

                async def do(chosen: int) -> None:
                    if chosen == 1:
                        await self._replace(plan, written)

                await self.ask(Menu(title, ["No", "Yes, replace them"]), do)

            title = "Where is the key kept? It leads back to the names: not beside the project."
            prompt = Prompt(title, self._key, "The path of a CSV file", optional=False)
            await self.app.push_screen(prompt, ask)

    async def _replace(self, plan: ReplacementPlan, written: str) -> None:
        with self.workspace.errors_shown():
            key = path_for_file(written)
            pseudonymised = await self.gateway.write(services.pseudonymise, plan, key)
            self._rows = [row for row in self._rows if row.answer != "yes"]
            await self.action_reload()
            changed = number_of(len(pseudonymised.transcripts), "transcript")
            self.say(f"Pseudonymised {changed}; the key is {key}")
            self.workspace.tell_unclean()
            if left := _left(pseudonymised):
                title = "What was replaced is left here:"
                await self.app.push_screen(Notice(title, "For you to judge.", "\n".join(left)))

    def action_let_go(self) -> None:
        """Show all again; where nothing is filtered, go back to the project."""
        if self._filter is not None and self._filter.display:
            super().action_let_go()
            self.show_lines()
        else:
            self.run_worker(self.action_leave())

    def _line(self, row: _Review) -> str:
        proposal = row.proposal
        return _cells(
            self.width,
            row.answer or "–",
            proposal.text,
            row.replacement,
            str(proposal.places),
            proposal.doubt,
        )

    def _chosen(self) -> _Review | None:
        option = self.lines.highlighted_option
        return self._rows[int(option.id)] if option is not None and option.id else None

    def show_lines(self) -> None:
        """Show the proposals that fit the filter under their kinds, and the count of all."""
        words, options = self.query_words, list[Option]()
        numbered = ((at, row) for at, row in enumerate(self._rows) if _fits(row, words))
        for kind, group in groupby(numbered, key=lambda pair: _kind(pair[1])):
            options.append(Option(Content.styled(kind, "bold"), disabled=True))
            options += [Option(Content(self._line(row)), str(at)) for at, row in group]
        self.set_lines(options, first=1)
        heads = _cells(self.width, "replace", "text", "replacement", "places", "doubt")
        self.columns.update(heads, layout=False)
        counts = {
            what: sum(row.answer == answer for row in self._rows)
            for what, answer in (("yes", "yes"), ("no", "no"), ("open", ""))
        }
        summary = " · ".join(f"{what} {count}" for what, count in counts.items())
        self.heading.update(f"Pseudonyms  {summary}  {self.gateway.project_name}", layout=False)


def _kind(row: _Review) -> str:
    return "added" if row.is_added else row.proposal.kind


def _fits(row: _Review, words: list[str]) -> bool:
    shown = f"{row.proposal.text} {row.replacement} {_kind(row)} {row.answer or 'open'}".casefold()
    return all(word in shown for word in words)


def _left(pseudonymised: Pseudonymised) -> list[str]:
    """Return where originals are left: in the project, and in copies made of it before."""
    listed = [
        f"{left.written} ({left.places}): {', '.join(left.where[:_SHOWN_PLACES])}"
        for left in pseudonymised.left[:_SHOWN_LEFT]
    ]
    more = len(pseudonymised.left) - _SHOWN_LEFT
    listed += [f"and {more} more"] if more > 0 else []
    return [*listed, *(f"made before: {path}" for path in pseudonymised.made)]


def _cells(width: int, answer: str, text: str, replacement: str, places: str, doubt: str) -> str:
    """Return a row of the list; the text and the doubt share what the others leave."""
    rest = width - 7 - 1 - 18 - 1 - 6 - 1
    wide = rest * 5 // 9
    return in_columns(
        (answer, text, replacement, places, doubt), (7, wide - 1, 18, 6, rest - wide), marked=False
    )
