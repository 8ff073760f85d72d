"""The project screen: every transcript by municipality, with how far its coding has come."""

from collections.abc import Callable
from functools import partial
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
from kodeverk.tui.keys import PROJECT_KEYS, PROJECT_SECTIONS, Section
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.correcting import Statements
    from kodeverk.service.overview import OverviewRow
    from kodeverk.service.projects import Project

_BAR_CELLS = 12
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

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._rows: dict[str, OverviewRow] = {}
        self._conflicts = 0
        self._described: str | None = None
        self._last: str | None = None

    def compose_below(self) -> ComposeResult:
        """Show, where there is no list, why there is none."""
        yield Static("Opening the project …", id="empty", markup=False)

    def on_mount(self) -> None:
        """Show no list before the project is read."""
        self.heading.update(self.gateway.project_name)
        self.lines.display = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key do anything before the project is open; until then they are shown dimmed."""
        return super().check_action(action, parameters) if self.gateway.is_open else None

    async def on_screen_resume(self) -> None:
        """Read the project again: coding has changed it."""
        if self.gateway.is_open:
            await self.action_reload()

    def reading(self) -> "Callable[[Project, Coder], services.ProjectList]":
        """Return what gives the transcripts."""
        return services.project_list

    async def show(self, seen: services.ProjectList) -> None:
        """Show the transcripts that were read."""
        self.gateway.follow_coder(seen.coder)
        self._rows = {row.id: row for row in seen.rows}
        self._conflicts = seen.conflicts
        self._last = seen.last
        self._show_heading()
        self.show_lines()

    def action_open(self) -> None:
        """Open the highlighted transcript."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the transcript chosen."""
        row = self._rows[str(event.option_id)]
        with self.workspace.errors_shown():
            await self.workspace.open_transcript(row.id, _place(row) if row.municipality else "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show in full what the columns may have cut, when another row is reached."""
        if event.option_id == self._described:
            return
        self._described = event.option_id
        row = self._rows[str(event.option_id)]
        others = f"also with {', '.join(row.others)}" if row.others else ""
        waits = (
            f"{row.to_review} to review: {self.key_of('project.review')}" if row.to_review else ""
        )
        self.say(" · ".join(filter(None, [row.name, _place(row), row.date or "", waits, others])))

    async def action_import(self) -> None:
        """Go to the import screen."""
        await self.app.switch_mode("importing")

    async def action_pseudonyms(self) -> None:
        """Go to the review of pseudonyms."""
        await self.app.switch_mode("pseudonyms")

    async def action_review(self) -> None:
        """Go through the placements that wait, those of the highlighted transcript first."""
        await self.workspace.review_placements(self._described)

    async def action_memos(self) -> None:
        """Go to the list of all memos."""
        await self.workspace.list_memos()

    async def action_log(self) -> None:
        """Go to the log."""
        await self.workspace.show_log()

    async def action_versions(self) -> None:
        """Go to the versions of the highlighted transcript."""
        row = self._rows.get(self._described or "")
        if row is not None:
            await self.workspace.show_versions(row.id, row.name)

    async def action_conflicts(self) -> None:
        """Go to the conflicts."""
        await self.app.switch_mode("conflicts")

    async def action_release(self) -> None:
        """Release the highlighted transcript, after a question where somebody is still at work."""
        row = self._rows.get(self._described or "")
        if row is None:
            return

        async def release(answer: int = 0) -> None:
            if answer == 0:
                await self._release(row)

        with self.workspace.errors_shown():
            standings = await self.gateway.ask(services.releasable, row.id)
            warnings = [standing.warning for standing in standings if standing.at_work]
            if not standings:
                self.say(f"{row.name} is released already")
            elif warnings:
                from kodeverk.tui.screens.menu import Menu

                choices = ["Release what is finished of it", "Leave it"]
                await self.ask(Menu(". ".join(warnings), choices), release)
            else:
                await release()

    async def _release(self, row: "OverviewRow") -> None:
        with self.workspace.errors_shown():
            await self.write(partial(services.release, transcript=row.id))
            self.say(f"Released {row.name}; {self.key_of('project.undo')} takes it back")

    async def action_facts(self) -> None:
        """Show what is said of the highlighted transcript, to correct it."""
        from kodeverk.tui.screens.transcript_facts import TranscriptFacts

        row = self._rows.get(self._described or "")
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

        row = self._rows.get(self._described or "")
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

    def _show_heading(self) -> None:
        finished = sum(row.state in ("finished", "released") for row in self._rows.values())
        total = len(self._rows)
        full = _BAR_CELLS * finished // total if total else 0
        bar = "█" * full + "░" * (_BAR_CELLS - full)
        name, coder = self.gateway.project_name, self.gateway.coder.name
        waiting = sum(row.to_review for row in self._rows.values())
        waits = f"{waiting} to review · " if waiting else ""
        if self._conflicts:
            key = self.key_of("project.conflicts")
            waits += f"{number_of(self._conflicts, 'conflict')}: {key} · "
        heading = f"finished {finished} of {total} {bar}  {waits}{coder} · {name}"
        self.heading.update(heading, layout=False)

    def show_lines(self) -> None:
        """Show the transcripts that fit the filter, under their municipalities."""
        rows = [row for row in self._rows.values() if _fits(row, self.query_words)]
        options = []
        # The column is there only while something waits: it takes room from the names.
        waits = any(row.to_review for row in self._rows.values())
        for place, group in groupby(rows, key=_place):
            options.append(Option(Content.styled(place, "bold"), disabled=True))
            options += [
                Option(Content(_line(row, self.width, waits=waits)), row.id) for row in group
            ]
        # One comes back to the transcript one was in last, also when the program was closed.
        places = {option.id: place for place, option in enumerate(options) if option.id}
        self.set_lines(options, first=places.get(self._last or "", 1))
        self.lines.display = self.columns.display = bool(rows)
        self.empty.display = not rows
        if rows:
            if not self.is_filtering:
                self.set_focus(self.lines)
        elif self._rows:
            self.empty.update("No transcript fits the filter; Esc shows all again.")
        else:
            key = self.key_of("project.import")
            self.empty.update(_EMPTY.format(key=key, project=self.gateway.project_name))
        review = "review" if waits else None
        heads = _cells(self.width, "transcript", "date", "my state", "read", "mine", "with", review)
        self.columns.update(f"  {heads}", layout=False)


def _place(row: "OverviewRow") -> str:
    return " ".join(filter(None, [row.municipality, row.municipality_name])) or "no municipality"


def _fits(row: "OverviewRow", query: list[str]) -> bool:
    """Tell whether every word of `query` occurs in what is shown of a row, in any case."""
    shown = [row.name, _place(row), row.date, row.state or "not begun", *row.others]
    words = " ".join(filter(None, shown)).casefold()
    return all(word in words for word in query)


def _line(row: "OverviewRow", width: int, *, waits: bool) -> str:
    return _cells(
        width,
        row.name,
        row.date or "",
        row.state or "–",
        f"{row.read_percent:>3} %" if row.state else "",
        f"{row.codings:>4}" if row.state else "",
        ", ".join(row.others),
        (f"{row.to_review:>6}" if row.to_review else "") if waits else None,
    )


def _cells(width: int, name: str, *others: str | None) -> str:
    """Return a row of the list: its last column and its name share what the others leave.

    Of the others, those that are None have no column.
    """
    date, state, read, mine, colleagues, review = others
    rest = width - 2 - 11 - 10 - 6 - 5 - (7 if review is not None else 0)
    name_cells = rest * 2 // 3
    parts = (
        (name, name_cells - 1),
        (date, 10),
        (state, 9),
        (read, 5),
        (mine, 4),
        (review, 6),
        (colleagues, rest - name_cells),
    )
    present = [(text, cells) for text, cells in parts if text is not None]
    return "  " + in_columns(*zip(*present, strict=True))
