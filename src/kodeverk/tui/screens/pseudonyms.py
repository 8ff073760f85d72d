"""The review of pseudonyms: what may identify somebody, and what a person says of each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.cells import set_cell_size
from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.service.phrases import number_of
from kodeverk.tui.keys import PSEUDONYM_KEYS, PSEUDONYM_SECTIONS, Section
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.screens.notice import Notice
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.analysis.identifying.proposals import Proposal
    from kodeverk.formats.pseudonyms import Decision
    from kodeverk.model.records import Coder
    from kodeverk.service.pseudonymising import Pseudonymised, ReplacementPlan
    from kodeverk.store.project import Project

_SHOWN_LEFT = 40
_SHOWN_PLACES = 3


@dataclass(slots=True)
class _Row:
    """One proposal, with what the user makes of it."""

    proposal: Proposal
    replacement: str
    answer: Literal["yes", "no", ""] = ""


class PseudonymScreen(Mode):
    """Lists proposals kind by kind; answered ones are replaced together, after one more question.

    The answers are kept by this screen alone: neither they nor the names are written anywhere but
    where the user says that the key is kept.
    """

    AUTO_FOCUS: ClassVar[str | None] = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = list(PSEUDONYM_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = PSEUDONYM_SECTIONS

    heading = getters.query_one("#heading", Static)
    columns = getters.query_one("#columns", Static)
    lines = getters.query_one(OptionList)
    contexts = getters.query_one("#contexts", Static)
    status = getters.query_one("#status", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._rows: list[_Row] = []
        self._warned = False
        self._key = ""

    def compose(self) -> ComposeResult:
        """Show how far the review is, the proposals, and where the highlighted one stands."""
        yield Static("Searching …", id="heading", markup=False)
        yield Static(id="columns", markup=False)
        yield OptionList()
        yield Static(id="contexts", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    async def on_screen_resume(self) -> None:
        """Search the transcripts, unless answers are waiting here or a dialog was closed."""
        if not self._rows and self.gateway.is_open:
            await self.action_search()

    async def action_search(self) -> None:
        """Search the transcripts anew; answers given are dropped, but only when asked twice."""
        if self._keeps_answers("Searching again"):
            return

        def work(project: Project, _coder: Coder) -> tuple[Proposal, ...]:
            from kodeverk.service.pseudonymising import proposals

            return proposals(project)

        with self.workspace.errors_shown():
            self._rows = [_Row(one, one.replacement) for one in await self.gateway.asked(work)]
            self._list()
            self.lines.highlighted = 1 if self._rows else None
            self.say("What no rule knows is not found: read the texts too.")

    # Answers

    def action_answer(self, answer: Literal["yes", "no", ""]) -> None:
        """Answer the highlighted proposal, and go on to the next."""
        if (row := self._chosen()) is not None:
            row.answer = answer
            self._show()
            self.lines.action_cursor_down()

    async def action_edit(self) -> None:
        """Ask what comes instead of the highlighted text."""
        row = self._chosen()
        if row is None:
            return

        def write(written: str | None) -> None:
            if written:
                row.replacement, row.answer = written, "yes"
                self._show()

        title = f"What comes instead of {row.proposal.text}?"
        prompt = Prompt(title, row.replacement, "Such as [Person A]", optional=False)
        await self.app.push_screen(prompt, write)

    def action_join(self) -> None:
        """Let the highlighted proposal be who the one above is."""
        row = self._chosen()
        place = self._rows.index(row) if row is not None else 0
        if row is None or place == 0:
            self.say("There is none above to join.")
            return
        row.replacement = self._rows[place - 1].replacement
        self._show()
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

        def decisions() -> list[Decision]:
            from kodeverk.formats.pseudonyms import Decision

            return [
                Decision(f"line {number}", row.answer, row.proposal.text, row.replacement, "")
                for number, row in enumerate(self._rows, 1)
            ]

        def work(project: Project, _coder: Coder) -> ReplacementPlan:
            from kodeverk.service.pseudonymising import plan_replacement

            return plan_replacement(project, decisions())

        with self.workspace.errors_shown():
            planned = await self.gateway.asked(work)

            async def ask(written: str | None) -> None:
                if not written:
                    return
                self._key = written
                scope = planned.scope
                title = (
                    f"Replace {number_of(count, 'text')} in {scope}, for good? There is no undo."
                )

                async def do(chosen: int | None) -> None:
                    if chosen == 1:
                        await self._replace(planned, Path(written).expanduser())

                await self.app.push_screen(Menu(title, ["No", "Yes, replace them"]), do)

            title = "Where is the key kept? It leads back to the names: not beside the project."
            prompt = Prompt(title, self._key, "The path of a CSV file", optional=False)
            await self.app.push_screen(prompt, ask)

    async def _replace(self, planned: ReplacementPlan, key: Path) -> None:
        def work(project: Project, coder: Coder) -> Pseudonymised:
            from kodeverk.service.pseudonymising import pseudonymise

            return pseudonymise(project, coder, planned, key)

        with self.workspace.errors_shown():
            done = await self.gateway.written(work)
            self._rows = []
            await self.action_search()
            changed = number_of(len(done.transcripts), "transcript")
            self.say(f"Pseudonymised {changed}; the key is {key}")
            self.workspace.tell_unclean()
            if left := _left(done):
                title = "What was replaced is left here:"
                await self.app.push_screen(Notice(title, "For you to judge.", "\n".join(left)))

    async def action_leave(self) -> None:
        """Go back to the project; with answers that are not carried out, only when asked twice."""
        if self._keeps_answers("Leaving"):
            return
        self._rows = []
        await self.app.switch_mode("project")

    def say(self, fact: str) -> None:
        """Show what has happened in the status line."""
        self.status.update(fact, layout=False)

    def _keeps_answers(self, doing: str) -> bool:
        """Tell, and warn, that answers would be dropped; the second time they may be."""
        if self._warned or not any(row.answer for row in self._rows):
            self._warned = False
            return False
        self._warned = True
        self.say(f"{doing} drops the answers, nothing is replaced yet. Once more does it.")
        return True

    def _chosen(self) -> _Row | None:
        option = self.lines.highlighted_option
        return self._rows[int(option.id)] if option is not None and option.id else None

    def _list(self) -> None:
        """Show the proposals under their kinds, none highlighted."""
        options = []
        for kind, group in groupby(enumerate(self._rows), key=lambda one: one[1].proposal.kind):
            options.append(Option(Content.styled(kind, "bold"), disabled=True))
            options += [Option("", str(place)) for place, _ in group]
        self.lines.set_options(options)
        self.contexts.update("" if self._rows else "Nothing was found.")
        self._show()

    def _show(self) -> None:
        """Show every line and the count as they are now."""
        self._warned = False
        width = max(self.size.width - 4, 40)
        for place, row in enumerate(self._rows):
            one = row.proposal
            cells = _cells(
                width, row.answer or "–", one.text, row.replacement, str(one.places), one.doubt
            )
            self.lines.replace_option_prompt(str(place), Content(cells))
        heads = _cells(width, "replace", "text", "replacement", "places", "doubt")
        self.columns.update(heads, layout=False)
        counts = {
            what: sum(row.answer == answer for row in self._rows)
            for what, answer in (("yes", "yes"), ("no", "no"), ("open", ""))
        }
        said = " · ".join(f"{what} {count}" for what, count in counts.items())
        self.heading.update(f"Pseudonyms  {said}  {self.gateway.project_name}", layout=False)

    def on_resize(self) -> None:
        """Share the new width among the columns."""
        if self._rows:
            self.call_after_refresh(self._show)


def _left(done: Pseudonymised) -> list[str]:
    """Return where originals are left: in the project, and in copies made of it before."""
    listed = [
        f"{one.written} ({one.places}): {', '.join(one.where[:_SHOWN_PLACES])}"
        for one in done.left[:_SHOWN_LEFT]
    ]
    more = len(done.left) - _SHOWN_LEFT
    listed += [f"and {more} more"] if more > 0 else []
    return [*listed, *(f"made before: {path}" for path in done.made)]


def _cells(width: int, answer: str, text: str, replacement: str, places: str, doubt: str) -> str:
    """Return a row of the list; the text and the doubt share what the others leave."""
    rest = width - 7 - 1 - 18 - 1 - 6 - 1
    wide = rest * 5 // 9
    parts = ((answer, 7), (text, wide - 1), (replacement, 18), (places, 6), (doubt, rest - wide))
    return " ".join(set_cell_size(one, cells) for one, cells in parts)
