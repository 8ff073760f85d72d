"""How far coders agree, code by code, what needs talk most first; from there to passages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.cells import in_columns
from kodeverk.service.agreement_table import DEFAULT, STATISTICS, UNITS, AgreementOptions
from kodeverk.service.phrases import number_of
from kodeverk.tui import services
from kodeverk.tui.agreement_lines import IN_WORDS, VIEWS, Line, View, listed
from kodeverk.tui.keys import AGREEMENT_KEYS, AGREEMENT_SECTIONS, Section
from kodeverk.tui.screens.line_choice import LineChoice
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.palette import StatisticCommands
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.workspace import Workspace
from kodeverk.written_paths import path_for_file

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.agreement_table import AgreementTable, Statistic
    from kodeverk.service.projects import Project


class AgreementScreen(ListScreen["AgreementTable"]):
    """Lists the codes that two coders or more have read for, with how far they agree."""

    BINDINGS: ClassVar[list[BindingType]] = list(AGREEMENT_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = AGREEMENT_SECTIONS
    COMMANDS = {StatisticCommands}  # noqa: RUF012 - Textual's own
    FILTER = "A word of the code's key"

    about = getters.query_one("#about", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._options = AgreementOptions()
        self._view: View = "figures"
        self._coders: tuple[str, ...] = ()
        self._table: AgreementTable | None = None
        self._lines: dict[str, Line] = {}

    def compose_below(self) -> ComposeResult:
        """Show in what the coders differ on the highlighted code."""
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="about", markup=False)

    async def on_screen_resume(self) -> None:
        """Compare the coders again."""
        if self._table is None:
            self.heading.update("Comparing the coders …")
        await self.action_reload()

    def reading(self) -> Callable[[Project, Coder], AgreementTable]:
        """Return what compares the coders."""
        return partial(services.agreement, options=self._options)

    async def show(self, seen: AgreementTable) -> None:
        """Show the figures that were read."""
        self._table = seen
        if not self._options.coders:
            self._coders = seen.coders
        self.show_lines()

    def show_lines(self) -> None:
        """Show the lines of what is listed that fit the filter."""
        if self._table is None:
            return
        found = listed(self._table, self._view, self.width)
        shown = [
            line
            for line in found.lines
            if all(word in line.id.casefold() for word in self.query_words)
        ]
        self._lines = {line.id: line for line in shown}
        self.columns.update(f" {in_columns(found.heads, found.sizes)}")
        self.set_lines(
            [Option(Content(f" {in_columns(line.cells, found.sizes)}"), line.id) for line in shown]
        )
        of_all = number_of(len(found.lines), found.noun)
        self._show_heading(
            of_all
            if len(shown) == len(found.lines)
            else f"{len(shown)} of {len(found.lines)} shown"
        )
        self._tell_about()

    def _show_heading(self, counted: str) -> None:
        assert self._table is not None
        whose = " and ".join(self._table.coders) or "nobody"
        as_of = "as of now" if self._options.as_of == "now" else "as released"
        self.heading.update(
            f"{counted} · {whose} · by {self._options.unit} · {as_of} · {self.gateway.project_name}"
        )

    def on_option_list_option_highlighted(self) -> None:
        """Show in what the coders differ on the code."""
        self._tell_about()

    def _tell_about(self) -> None:
        table = self._table
        if table is None:
            return
        option = self.lines.highlighted_option
        line = self._lines.get((option and option.id) or "")
        said = [] if line is None else [*line.about, ""]
        self.about.update("\n".join([*said, *table.notes]))

    # From a figure to its passages

    def action_open(self) -> None:
        """Go to the passages of the highlighted line."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the passages of a figure, of the coders who are compared."""
        query = self._lines[str(event.option_id)].query
        coders = self._options.coders if query else self._coders
        whose = " ".join(f'coder:"{coder}"' for coder in coders)
        with self.workspace.errors_shown():
            await self.workspace.find_passages(f"{query} basis:all {whose}".strip())

    # What is compared, and what is listed

    async def action_coders(self) -> None:
        """Compare the next two coders, or all of them together again."""
        pairs = [(), *(combinations(self._coders, 2) if len(self._coders) > 2 else ())]
        now = pairs.index(self._options.coders) if self._options.coders in pairs else 0
        await self._compare(replace(self._options, coders=pairs[(now + 1) % len(pairs)]))

    async def action_unit(self) -> None:
        """Compare by the next unit: turns, characters, words, sentences, transcripts."""
        now = UNITS.index(self._options.unit)
        await self._compare(replace(self._options, unit=UNITS[(now + 1) % len(UNITS)]))

    async def action_as_of(self) -> None:
        """Compare the codings of now, or as they stood at release again."""
        now = self._options.as_of == "now"
        await self._compare(replace(self._options, as_of="release" if now else "now"))

    async def action_statistic(self) -> None:
        """Choose another figure than alpha."""

        async def chosen(place: int) -> None:
            await self.show_statistic(STATISTICS[place])

        await self.ask(LineChoice("Which figure?", STATISTICS), chosen)

    async def show_statistic(self, statistic: Statistic) -> None:
        """Show another figure, with positive agreement beside it."""
        both = DEFAULT if statistic in DEFAULT[:1] else (statistic, DEFAULT[1])
        await self._compare(replace(self._options, statistics=tuple(dict.fromkeys(both))))

    async def action_view(self) -> None:
        """Choose what is listed."""

        async def chosen(place: int) -> None:
            view = VIEWS[place]
            before, self._view = self._view, view
            options = replace(self._options, by="round" if view == "rounds" else None)
            if not await self._compare(options):
                self._view = before

        choices = [IN_WORDS[view] for view in VIEWS]
        await self.ask(Menu("What to list?", choices, foreseen=True), chosen)

    async def _compare(self, options: AgreementOptions) -> bool:
        before, self._options = self._options, options
        with self.workspace.errors_shown():
            try:
                await self.show(await self.gateway.ask(self.reading()))
            except BaseException:
                self._options = before
                raise
            return True
        return False

    # Files

    async def action_export(self) -> None:
        """Ask for a file, and write tables or a report for a codebook meeting to it."""

        async def named(name: str) -> None:
            if name:
                with self.workspace.errors_shown():
                    await self._write(path_for_file(name))

        title = "Which file? .docx .md .html: a report for a codebook meeting; .csv .xlsx: tables"
        await self.ask(Prompt(title, "meeting.docx", "NAME.docx", optional=False), named)

    async def _write(self, out: Path) -> None:
        write = partial(services.export_agreement, options=self._options, out=out)

        async def done(*, replace: bool) -> None:
            made = await self.gateway.ask(partial(write, replace=replace))
            self.say(
                "; ".join([f"Written: {', '.join(one.name for one in made.paths)}", *made.notes])
            )

        async def answered(place: int) -> None:
            if place == 1:
                with self.workspace.errors_shown():
                    await done(replace=True)

        if out.exists():
            await self.ask(Menu(f"{out.name} exists. Replace it?", ["No", "Yes"]), answered)
        else:
            await done(replace=False)
