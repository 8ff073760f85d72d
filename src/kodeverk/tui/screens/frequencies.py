"""How many have each code, and how much there is: by one thing or two; from a cell to passages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from kodeverk.errors import KodeverkError
from kodeverk.service.dimensions import dimensions_of
from kodeverk.service.phrases import number_of
from kodeverk.tui import frequency_services as services
from kodeverk.tui.frequency_lines import (
    about_cell,
    columns_of,
    id_of,
    lines_of,
    rows_of,
)
from kodeverk.tui.gateway import Progress
from kodeverk.tui.keys import FREQUENCY_KEYS, FREQUENCY_SECTIONS, Section
from kodeverk.tui.screens.file_export import ask_and_write
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.screens.table_screen import EVERYBODY, TableScreen
from kodeverk.tui.widgets.cell_table import CellTable
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.cross_table import Column, CrossTable, Line
    from kodeverk.service.frequency_table import FrequencyTable, Measure
    from kodeverk.service.passage_query import PassageQuery
    from kodeverk.service.projects import Project
    from kodeverk.service.views import View

_MEASURES: tuple[Measure, ...] = (
    "informants",
    "passages",
    "codings",
    "turns",
    "transcripts",
    "words",
    "per-1000",
)
_NOTHING = "nothing beside it"


class FrequencyScreen(TableScreen["FrequencyTable"]):
    """Shows how often codes are used; what is counted stands above, the current cell below."""

    BINDINGS: ClassVar[list[BindingType]] = list(FREQUENCY_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = FREQUENCY_SECTIONS
    FILTER = "A word of the code's key or name"

    empty = getters.query_one("#empty", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        from kodeverk.service.views import View

        # What is shown, and what is being counted to be shown next.
        self._view: View = View()
        self._asked: View = self._view
        self._view_name = ""
        self._counted: FrequencyTable | None = None
        self._shown: CrossTable | None = None
        self._lines: dict[str, Line] = {}
        self._columns: dict[str, Column] = {}
        self._folded: set[str] = set()
        self._sorted_by = ""
        self._unused = False
        self._under_way: Progress | None = None

    def compose_below(self) -> ComposeResult:
        """Show why there is no table, where there is none, and the current cell in full."""
        yield Static(id="empty", markup=False)
        yield from super().compose_below()

    def on_mount(self) -> None:
        """Show no empty table before anything is counted."""
        self.empty.display = False

    # Counting

    def reading(self) -> Callable[[Project, Coder], FrequencyTable]:
        """Return what counts, without telling how far it is."""
        return partial(services.frequencies, view=self._view, progress=lambda _done, _total: None)

    async def action_reload(self) -> None:
        """Count again."""
        self._show_view(self._asked)

    def _show_view(self, view: View) -> None:
        """Count what a view asks for, in place of what is being counted."""
        if self._under_way is not None:
            self._under_way.stop()
        self._asked = view
        self._count(view)

    @work(group="count")
    async def _count(self, view: View) -> None:
        """Count what a view asks for; where that cannot be, what was shown stays."""

        def shown(done: int, total: int) -> None:
            if self._under_way is progress and done:
                self.say(f"Counting {done} of {number_of(total, 'transcript')} · Esc cancels")

        progress = self._under_way = Progress(shown, "counting")
        try:
            with self.workspace.errors_shown():
                count = partial(services.frequencies, view=view, progress=progress.report)
                try:
                    seen = await self.gateway.ask(count)
                except KodeverkError:
                    if self._under_way is not progress:
                        return  # another count was asked for meanwhile
                    self._asked = self._view
                    raise
                if self._under_way is progress and self.is_attached:
                    self._view = replace(view, measure=self._asked.measure)
                    await self.show(seen)
        finally:
            if self._under_way is progress:
                self._under_way = None
                self.say("")

    async def show(self, seen: FrequencyTable) -> None:
        """Show the table that was counted."""
        self._counted = seen
        self.show_lines()

    def show_lines(self) -> None:
        """Show the lines that fit the filter and are not folded away."""
        from kodeverk.service.cross_table import cross_table

        counted = self._counted
        if counted is None:
            return
        self._shown = shown = cross_table(counted, *self._view.roles[:1])
        self._columns = {id_of(column.at): column for column in shown.columns}
        if self._sorted_by not in self._columns:
            self._sorted_by = ""
        lines = lines_of(
            shown,
            self._view.measure,
            self.query_words,
            self._folded,
            self._columns.get(self._sorted_by),
            unused=self._unused,
        )
        rows, self._lines = rows_of(shown, lines, self._view.measure, self._folded)
        self.table.show("code", columns_of(shown, self._sorted_by), rows)
        nothing = all(line.is_unread for line in shown.lines)
        self.table.display = self.whole.display = not nothing
        self.empty.display = nothing
        if nothing:
            scope = self.key_of("frequencies.scope")
            begun = f"\n\n{scope} counts what is begun." if counted.scope == "finished" else ""
            self.empty.update("\n".join(counted.notes or ("There is nothing to count.",)) + begun)
        self._show_heading()
        self.tell_about()

    def _show_heading(self) -> None:
        assert self._shown is not None
        view = self._view
        codes = [line for line in self._shown.lines if not line.is_theme]
        used = sum(line.is_used for line in codes)
        facts = [
            f"by {view.by.replace(',', ' and ')}",
            view.measure,
            f"{used} of {number_of(len(codes), 'code')} used",
            f"view {self._view_name}" if self._view_name else "",
            self.gateway.project_name,
        ]
        self.heading.update(" · ".join(filter(None, facts)), layout=False)
        column = self._columns.get(self._sorted_by)
        chosen = [
            f"scope {view.scope}",
            f"basis {view.basis}" + "".join(f" {coder}" for coder in view.coders),
            "" if self._counted is None else f"round {self._counted.round_name}",
            view.roles[0] if view.roles else EVERYBODY,
            f"only {', '.join((*view.codes, *view.municipalities))}"
            if view.codes or view.municipalities
            else "",
            f"sorted by {' · '.join(column.headings)}" if column else "",
        ]
        self.columns.update(" · ".join(filter(None, chosen)), layout=False)

    def in_full(self) -> list[str]:
        """Return the figures of the cell, and what the table leaves out."""
        line, column = self._cell
        assert self._counted is not None
        assert self._shown is not None
        return [*about_cell(self._shown, line, column), *self._counted.notes]

    @property
    def _cell(self) -> tuple[Line | None, Column | None]:
        """The line and the column of the current cell, where there are any."""
        row, column = self.table.at or ("", "")
        return self._lines.get(row), self._columns.get(column)

    def query_of_cell(self) -> PassageQuery | None:
        """Return what finds the passages that the current cell counts."""
        from kodeverk.service.cell_passages import passages_of_cell

        line, column = self._cell
        if line is None or column is None or column.at not in line.cells:
            return None
        return passages_of_cell(self._view, line, column.at)

    # What is shown

    async def action_measure(self) -> None:
        """Show the next measure: informants, passages, codings …"""
        now = _MEASURES.index(self._view.measure) if self._view.measure in _MEASURES else 0
        measure = _MEASURES[(now + 1) % len(_MEASURES)]
        self._view = replace(self._view, measure=measure)
        self._asked = replace(self._asked, measure=measure)
        self.show_lines()

    async def action_scope(self) -> None:
        """Count what is finished, or also what is begun."""
        finished = self._asked.scope == "finished"
        self._show_view(replace(self._asked, scope="started" if finished else "finished"))

    async def action_basis(self) -> None:
        """Count the final codings, or every coder's."""
        final = self._asked.basis == "final"
        self._show_view(replace(self._asked, basis="all" if final else "final", coders=()))

    async def take_roles(self, roles: tuple[str, ...]) -> None:
        """Count only what these roles say; all informants where there are none."""
        self._show_view(replace(self._asked, roles=roles))

    async def action_by(self) -> None:
        """Choose what to compare."""
        await self._choose("Compare what?", 0)

    async def action_across(self) -> None:
        """Choose what to compare beside it."""
        await self._choose("And beside it?", 1)

    async def _choose(self, title: str, place: int) -> None:
        now = [one.written for one in dimensions_of(self._asked.by)]
        with self.workspace.errors_shown():
            there = await self.gateway.ask(services.comparable)
            other = now[1 - place : 2 - place]
            lines = [one for one in there if one not in other]
            if place:
                lines = [_NOTHING, *lines]

            async def chosen(at: int) -> None:
                both = [*now[:place], *([] if lines[at] == _NOTHING else [lines[at]])]
                both += now[1:] if not place else []
                self._sorted_by = ""
                self._show_view(replace(self._asked, by=",".join(both)))

            await self.ask(Menu(title, lines, foreseen=True), chosen)

    def action_fold(self) -> None:
        """Hide the codes of the theme at hand, or show them."""
        line, _ = self._cell
        if line is None or self._sorted_by:
            self.say("Codes are folded under their themes in the order of the codebook")
            return
        self._folded ^= {line.code.theme}
        self.show_lines()

    def action_fold_all(self) -> None:
        """Hide the codes of all themes, or show them."""
        if self._shown is not None:
            themes = {line.code.theme for line in self._shown.lines if line.is_theme}
            self._folded = set() if self._folded >= themes else themes
            self.show_lines()

    def action_unused(self) -> None:
        """Show also codes without a coding, or only those that have some."""
        self._unused = not self._unused
        self.show_lines()

    def action_sort(self) -> None:
        """Sort by the column at hand, what has most first; again: as in the codebook."""
        self._sort_by((self.table.at or ("", ""))[1])

    def on_cell_table_head_clicked(self, event: CellTable.HeadClicked) -> None:
        """Sort by the column clicked on."""
        self._sort_by(event.column)

    def _sort_by(self, column: str) -> None:
        self._sorted_by = "" if column == self._sorted_by else column
        self.show_lines()

    def action_let_go(self) -> None:
        """Stop counting; where nothing is counted, show all codes again."""
        if self._under_way is not None:
            self._under_way.stop()
        else:
            super().action_let_go()

    async def changed(self, fact: str, seen: FrequencyTable) -> None:
        """Show what there is after a step back or forth; a view may be another one now."""
        self._view_name = ""
        await super().changed(fact, seen)

    # Views and files

    async def action_views(self) -> None:
        """Show a saved view, save this one, or take one away."""
        with self.workspace.errors_shown():
            views = await self.gateway.ask(services.saved_views)
            names = [*views]
            acts = ["Save what is shown as a view", *(["Take a view away"] if views else [])]

            async def chosen(place: int) -> None:
                if place < len(names):
                    self._view_name = names[place]
                    self._show_view(views[names[place]])
                elif place == len(names):
                    await self.ask(
                        Prompt("Its name?", self._view_name, "Direction", optional=False), save
                    )
                else:
                    await self.ask(Menu("Take which view away?", names, foreseen=True), drop)

            lines = [f"{name}: {view.in_words}" for name, view in views.items()]
            await self.ask(Menu("Saved views", [*lines, *acts], foreseen=True), chosen)

        async def save(name: str) -> None:
            with self.workspace.errors_shown():
                await self.gateway.write(services.save_view, name, self._view)
                self._view_name = name
                self._show_heading()
                self.say(f"Saved the view {name}; everybody has it with the project")

        async def drop(place: int) -> None:
            with self.workspace.errors_shown():
                await self.gateway.write(services.drop_view, names[place])
                self.say(f"{names[place]} is taken away; {self.key_of('frequencies.undo')} undoes")

    async def action_export(self) -> None:
        """Write what is shown to a file."""
        counted, shown = self._counted, self._shown
        if counted is None or shown is None or not self._lines:
            self.say("There is nothing to write to a file")
            return
        write = partial(
            services.export,
            table=counted,
            shown=shown,
            lines=[*self._lines.values()],
            measure=self._view.measure,
        )
        await ask_and_write(self, "frequencies.xlsx", write)
