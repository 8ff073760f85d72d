"""The project screen: every transcript by municipality, with how far its coding has come."""

from collections.abc import Callable, Collection
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.model.records import MAIN_ROUND
from kodeverk.tui import services
from kodeverk.tui.filters import Filter, filter_lines, fits, in_words
from kodeverk.tui.keys import PROJECT_KEYS, PROJECT_SECTIONS, Section
from kodeverk.tui.project_list import (
    FILTERED_BY,
    SORTS,
    about,
    columns,
    heading_of,
    in_order,
    line,
    next_steps,
    place_of,
    properties,
    searched,
)
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.facts import Statements
    from kodeverk.service.overview import Length, OverviewRow
    from kodeverk.service.projects import Project

_BAR_CELLS = 12
_COUNTED_AT_ONCE = 10
"""Of so many transcripts the words are counted in one go, so that work goes before."""

_EMPTY = """No transcripts yet.

{key} brings some in: choose files, look at what was recognised, import.

From the command line, for many files with a table of what is known of them:

    kodeverk import {project} FILES"""


class ProjectScreen(ListScreen[services.ProjectList]):
    """Lists the transcripts; Enter opens one for coding."""

    BINDINGS: ClassVar[list[BindingType]] = list(PROJECT_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = PROJECT_SECTIONS
    FILTER = "A name, a municipality, a state, a colleague"

    empty = getters.query_one("#empty", Static)
    about = getters.query_one("#about", Static)
    next = getters.query_one("#next", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._rows: dict[str, OverviewRow] = {}
        self._described: str | None = None
        self._sort = "municipality"
        self._only: set[Filter] = set()
        self._lengths: dict[str, Length] = {}
        self._texts: dict[str, str] = {}
        self._last: str | None = None
        self._rounds: tuple[str, ...] = (MAIN_ROUND,)
        self.round_name = MAIN_ROUND
        """The round that is shown, and in which transcripts are dealt out, finished, released."""

    def compose_below(self) -> ComposeResult:
        """Show, where there is no list, why there is none; else more of the highlighted line."""
        yield Static("Opening the project …", id="empty", markup=False)
        yield Static(id="about", markup=False)
        yield Static(id="next", markup=False)

    def on_mount(self) -> None:
        """Show no list before the project is read."""
        self.heading.update(self.gateway.project_name)
        self.lines.display = self.about.display = self.next.display = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key do anything before the project is open; until then they are shown dimmed."""
        return super().check_action(action, parameters) if self.gateway.is_open else None

    async def on_screen_resume(self) -> None:
        """Read the project again: coding has changed it."""
        if self.gateway.is_open:
            await self.action_reload()

    def reading(self) -> "Callable[[Project, Coder], services.ProjectList]":
        """Return what gives the transcripts."""
        return partial(services.project_list, round_name=self.round_name)

    async def show(self, seen: services.ProjectList) -> None:
        """Show the transcripts that were read."""
        self.gateway.follow_coder(seen.coder)
        self._rows = {row.id: row for row in seen.rows}
        self._last = seen.last
        self._rounds, self.round_name = seen.rounds, seen.round_name
        texts = {row.id: row.version for row in seen.rows}
        for one in [*self._lengths]:
            if self._texts.get(one) != texts.get(one):
                del self._lengths[one]
        self._texts = texts
        steps = next_steps(seen, self.key_of)
        self.next.update(steps, layout=False)
        self.next.display = bool(steps)
        self.show_lines()
        self._tell_about()
        self._count()

    def action_open(self) -> None:
        """Open the highlighted transcript."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the transcript chosen."""
        row = self._rows[str(event.option_id)]
        with self.workspace.errors_shown():
            await self.workspace.open_transcript(row.id, place_of(row) if row.then else "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show in full what the columns may have cut, when another row is reached."""
        if event.option_id == self._described:
            return
        self._described = event.option_id
        self._tell_about()

    async def action_import(self) -> None:
        """Go to the import screen."""
        await self.app.switch_mode("importing")

    async def action_pseudonyms(self) -> None:
        """Go to the review of pseudonyms."""
        self._lengths = {}  # replaced names may be of more words, or fewer
        await self.app.switch_mode("pseudonyms")

    async def action_review(self) -> None:
        """Go through the placements that wait, those of the highlighted transcript first."""
        await self.workspace.review_placements(self._described)

    async def action_passages(self) -> None:
        """Go to passages: of a code, or words in all interviews."""
        with self.workspace.errors_shown():
            await self.workspace.find_passages("")

    async def action_frequencies(self) -> None:
        """Go to the frequencies."""
        await self.app.switch_mode("frequencies")

    async def action_matrix(self) -> None:
        """Go to the matrices."""
        await self.app.switch_mode("matrix")

    async def action_outcomes(self) -> None:
        """Go to the outcomes beside codes."""
        await self.app.switch_mode("outcomes")

    async def action_agreement(self) -> None:
        """Go to how far coders agree."""
        await self.app.switch_mode("agreement")

    async def action_consensus(self) -> None:
        """Go to what coders settle of what they code differently."""
        await self.app.switch_mode("consensus")

    async def action_memos(self) -> None:
        """Go to the list of all memos."""
        await self.workspace.list_memos()

    async def action_codebook(self) -> None:
        """Go to the codebook."""
        await self.workspace.show_codebook()

    async def action_log(self) -> None:
        """Go to the log."""
        await self.workspace.show_log()

    async def action_versions(self) -> None:
        """Go to the versions of the highlighted transcript."""
        row = self._highlighted
        if row is not None:
            await self.workspace.show_versions(row.id, row.name)

    async def action_merge(self) -> None:
        """Go to the merge of a colleague's copy."""
        await self.app.switch_mode("merge")

    async def action_conflicts(self) -> None:
        """Go to the conflicts."""
        await self.app.switch_mode("conflicts")

    async def action_export(self) -> None:
        """Export the project to files for other programs."""
        from kodeverk.tui.screens import project_export

        await project_export.export(self)

    async def action_assign(self) -> None:
        """Deal transcripts out, or name the main coder of the highlighted one."""
        from kodeverk.tui.screens import project_work

        if (row := self._highlighted) is not None:
            await project_work.assign(self, row)

    async def action_finish(self) -> None:
        """Finish the highlighted transcript, after telling what is left open; or reopen it."""
        from kodeverk.tui.screens import project_work

        if (row := self._highlighted) is not None:
            await project_work.finish(self, row)

    async def action_release(self) -> None:
        """Release the highlighted transcript, or all that are finished, telling first whose."""
        from kodeverk.tui.screens import project_work

        if (row := self._highlighted) is not None:
            await project_work.release(self, row)

    @property
    def _highlighted(self) -> "OverviewRow | None":
        """The highlighted transcript, if any is."""
        return self._rows.get(self._described or "")

    async def action_facts(self) -> None:
        """Show what is said of the highlighted transcript, to correct it."""
        from kodeverk.tui.screens.transcript_facts import TranscriptFacts

        row = self._highlighted
        if row is None:
            return
        with self.workspace.errors_shown():
            seen = await self.gateway.ask(services.transcript_facts, row.id)

            async def write(statements: "Statements") -> None:
                corrected = await self.write(
                    partial(services.correct, seen=seen, statements=statements)
                )
                changes = "; ".join(change.changed for change in corrected.changes)
                self.say(f"{corrected.transcript}: {changes or 'unchanged'}")

            await self.app.push_screen(TranscriptFacts(seen, write))

    async def action_remove(self) -> None:
        """Ask whether the highlighted transcript shall go, with what was coded in it."""
        from kodeverk.tui.screens.menu import Menu

        row = self._highlighted
        if row is None:
            return

        async def answered(place: int) -> None:
            if place != 0:
                return
            with self.workspace.errors_shown():
                removed = await self.write(partial(services.remove, transcript=row.id))
                undo = self.key_of("project.undo")
                fact = f"Removed {removed.transcript}; {undo} brings it back"
                # The row that is reached instead says itself first.
                self.call_after_refresh(lambda: self.say(fact))

        with self.workspace.errors_shown():
            goes = await self.gateway.ask(services.removal, row.id)
            coded = ", ".join(f"{coder} {count}" for coder, count in goes.codings.items())
            title = f"Take {goes.transcript} out of the project?"
            if coded:
                title += f" Its codings go with it: {coded}."
            lines = ("Take it out, so that it can come in again", "Leave it")
            await self.ask(Menu(title, lines), answered)

    # What is shown

    async def action_round(self) -> None:
        """Show the next round; the last is followed by the main one again."""
        if len(self._rounds) == 1:
            self.say(f"There is one round: {self.key_of('project.assign')} deals out another")
            return
        place = self._rounds.index(self.round_name) + 1
        self.round_name = self._rounds[place % len(self._rounds)]
        await self.action_reload()
        self.say(f"Round {self.round_name}")

    async def action_sort(self) -> None:
        """Sort by the next property; the last is followed by the municipalities again."""
        ways = [*SORTS]
        self._sort = ways[(ways.index(self._sort) + 1) % len(ways)]
        self.show_lines()
        self.say(f"Sorted by {self._sort}")

    async def action_only(self) -> None:
        """Choose what to show only: a municipality, a role, a state, a coder, what waits."""
        from kodeverk.tui.screens.filter_choice import FilterChoice

        async def chosen(one: Filter) -> None:
            self._only ^= {one}
            self.show_lines()

        lines = filter_lines(map(properties, self._rows.values()), self._only, FILTERED_BY)
        await self.ask(FilterChoice("Show only", lines), chosen)

    def action_let_go(self) -> None:
        """Show everything again."""
        self._only = set()
        super().action_let_go()
        self.show_lines()

    def _show_heading(self, shown: int) -> None:
        finished = sum(row.state in ("finished", "released") for row in self._rows.values())
        double = sum(row.is_double for row in self._rows.values())
        total = len(self._rows)
        full = _BAR_CELLS * finished // total if total else 0
        bar = "█" * full + "░" * (_BAR_CELLS - full)
        facts = [f"finished {finished} of {total} {bar}"]
        if len(self._rounds) > 1:
            facts.insert(0, f"round {self.round_name}")
        if shown != total:
            facts.insert(0, f"{shown} of {total} shown")
        facts += in_words(self._only, self.query_words)
        if double:
            facts.append(f"{double} coded by two")
        facts += [self.gateway.coder.name, self.gateway.project_name]
        self.heading.update(" · ".join(facts), layout=False)

    def show_lines(self) -> None:
        """Show the transcripts that fit what is chosen, in their order."""
        words = self.query_words
        rows = [
            row
            for row in in_order([*self._rows.values()], self._sort, self._lengths)
            if fits(self._only, properties(row)) and all(word in searched(row) for word in words)
        ]
        options = []
        # The column is there only while something waits: it takes room from the names.
        waits = any(row.to_review for row in self._rows.values())
        grouped = self._sort == "municipality"
        for _, together in groupby(rows, place_of if grouped else lambda _: ""):
            group = [*together]
            if grouped:
                options.append(Option(Content.styled(heading_of(group), "bold"), disabled=True))
            options += [Option(self._line(row, waits, grouped), row.id) for row in group]
        # One comes back to the transcript one was in last, also when the program was closed.
        places = {option.id: place for place, option in enumerate(options) if option.id}
        self.set_lines(options, first=places.get(self._last or "", int(grouped)))
        self.lines.display = self.columns.display = self.about.display = bool(rows)
        self.empty.display = not rows
        if rows:
            if not self.is_filtering:
                self.set_focus(self.lines)
        elif self._rows:
            self.empty.update("No transcript fits what is chosen; Esc shows all again.")
        else:
            key = self.key_of("project.import")
            self.empty.update(_EMPTY.format(key=key, project=self.gateway.project_name))
        self.columns.update(columns(self.width, waits=waits), layout=False)
        self._show_heading(len(rows))

    def _line(self, row: "OverviewRow", waits: bool, grouped: bool) -> Content:
        length = self._lengths.get(row.id)
        return Content(line(row, self.width, length, waits=waits, grouped=grouped))

    def _tell_about(self) -> None:
        row = self._highlighted
        if row is not None:
            self.about.update(about(row, self._lengths.get(row.id)), layout=False)

    @work(exclusive=True, group="lengths")
    async def _count(self) -> None:
        """Count the words of transcripts, those in sight first, a few at a time."""
        top, height = self.lines.scroll_offset.y, self.lines.size.height
        options = [option.id for option in self.lines.options]
        order = [*options[top : top + height], *options, *self._rows]
        lacking = [one for one in dict.fromkeys(order) if one and one not in self._lengths]
        for first in range(0, len(lacking), _COUNTED_AT_ONCE):
            if not self.is_current:
                return
            some = [one for one in lacking[first : first + _COUNTED_AT_ONCE] if one in self._rows]
            counted = None
            with self.workspace.errors_shown():
                counted = await self.gateway.ask(services.lengths, some)
            if counted is None:
                return
            self._lengths |= counted
            self._show_counted(counted)
        if lacking and self._sort == "length":
            self.show_lines()

    def _show_counted(self, counted: Collection[str]) -> None:
        waits = any(row.to_review for row in self._rows.values())
        grouped = self._sort == "municipality"
        for option in self.lines.options:
            if option.id in counted and option.id in self._rows:
                row = self._rows[option.id]
                self.lines.replace_option_prompt(row.id, self._line(row, waits, grouped))
        if self._described in counted:
            self._tell_about()
