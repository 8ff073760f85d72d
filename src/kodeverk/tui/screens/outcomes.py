"""Outcomes beside codes on screen: municipalities in their order, and who has which code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from kodeverk.service.case_matrix import MatrixOptions
from kodeverk.service.exports.case_export import (
    EXPLORED_COLUMNS,
    case_grid,
    code_cell,
    explored_cells,
    headline,
)
from kodeverk.service.exports.options import PLAIN, ExportOptions
from kodeverk.service.outcomes import years_in
from kodeverk.service.phrases import number_of
from kodeverk.tui import outcome_services as services
from kodeverk.tui.keys import OUTCOME_KEYS, OUTCOME_SECTIONS, Section
from kodeverk.tui.screens.chosen_table import ChosenTable
from kodeverk.tui.screens.file_export import ask_and_write
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.screens.publishing import ask_how_to_publish
from kodeverk.tui.screens.table_screen import EVERYBODY
from kodeverk.tui.widgets.cell_table import Cell, Column, TableRow, shade_of
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.case_matrix import Case, CaseMatrix, CodeRow
    from kodeverk.service.passage_query import PassageQuery
    from kodeverk.service.projects import Project

_FIRST = MatrixOptions()
_NO_OUTCOMES = """\
No outcomes are loaded. What SSB, IMDi or a table of your own says of municipalities is loaded by

  kodeverk outcomes load {project} FILE

docs/outcomes.md says where the files are from, and how to read what stands here then."""
_NO_CASES = "No municipality is chosen: transcripts have none, or other ones than are asked for."


class OutcomeScreen(ChosenTable["CaseMatrix | None", MatrixOptions]):
    """Shows the case matrix: a line a municipality, its outcome, and then a column a code.

    Where there are no outcomes it says how they are loaded.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(OUTCOME_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = OUTCOME_SECTIONS
    FILTER = "A word of a municipality, or where it stands"

    empty = getters.query_one("#empty", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, _FIRST)
        self._made: CaseMatrix | None = None

    def compose_below(self) -> ComposeResult:
        """Show why there is no table, where there is none, and the current cell in full."""
        yield Static(id="empty", markup=False)
        yield from super().compose_below()

    def on_mount(self) -> None:
        """Show no empty table before anything is counted."""
        super().on_mount()
        self.empty.display = False

    def reading(self) -> Callable[[Project, Coder], CaseMatrix | None]:
        """Return what makes the matrix."""
        return partial(services.case_matrix, options=self.options)

    async def show(self, seen: CaseMatrix | None) -> None:
        """Show the matrix that was made."""
        self._made = seen
        if seen is not None:
            self.options = replace(self.options, measure=seen.measure)
        self.show_lines()

    def show_lines(self) -> None:
        """Show the municipalities that fit the filter."""
        made = self._made
        lacking = _NO_OUTCOMES.format(project=self.gateway.location) if made is None else ""
        if made is not None and not made.cases:
            lacking = _NO_CASES
        self.empty.update(lacking)
        self.empty.display = bool(lacking)
        self.table.display = self.whole.display = not lacking
        if made is not None:
            heads, lines = case_grid(made)
            self.table.show(
                heads[0],
                [
                    *(Column(head, head, of_words=True) for head in heads[1:]),
                    *(Column(row.label, row.label) for row in made.rows),
                ],
                [*self._rows(made, lines)],
            )
        self._show_heading()
        self.tell_about()

    def _rows(self, made: CaseMatrix, lines: list[tuple[str, ...]]) -> Iterator[TableRow]:
        """Yield the municipalities, under where they stand to the target."""
        before: str | None = None
        for case, (head, *cells) in zip(made.cases, lines, strict=True):
            stands = case.standing or "not known"
            if not all(word in f"{head} {stands}".casefold() for word in self.query_words):
                continue
            if stands != before:
                blanks = [Cell("")] * (len(cells) + len(made.rows))
                yield TableRow(stands, stands, blanks, bold=True)
                before = stands
            of_codes = (row.cells.get(case.place.number) for row in made.rows)
            yield TableRow(
                case.place.number,
                head,
                [
                    *map(Cell, cells),
                    *(
                        Cell(code_cell(cell), shade_of(cell.n / cell.of, 1.0))
                        if cell is not None and cell.n is not None and cell.of
                        else Cell(code_cell(cell))
                        for cell in of_codes
                    ),
                ],
            )

    def _show_heading(self) -> None:
        made, options = self._made, self.options
        if made is None:
            self.heading.update(f"No outcomes · {self.gateway.project_name}", layout=False)
            self.columns.update("", layout=False)
            return
        facts = [
            made.measure,
            f"target {options.target:g} %",
            number_of(len(made.cases), "case"),
            EVERYBODY if options.role == _FIRST.role else options.role,
            " ".join(options.selection.codes),
            "exploratory" if options.exploratory else "",
            "to be published" if options.publishing.publish else "",
            self.gateway.project_name,
        ]
        self.heading.update(" · ".join(filter(None, facts)), layout=False)
        chosen = [f"scope {options.selection.scope}", f"basis {options.selection.basis}"]
        self.columns.update(" · ".join([*chosen, made.source]), layout=False)

    # The cell

    @property
    def _case(self) -> Case | None:
        """The municipality of the current cell."""
        row, _ = self.table.at or ("", "")
        cases = self._made.cases if self._made is not None else ()
        return next((case for case in cases if case.place.number == row), None)

    @property
    def _code(self) -> CodeRow | None:
        """The code of the current cell, where it is one of a code."""
        _, column = self.table.at or ("", "")
        rows = self._made.rows if self._made is not None else ()
        return next((row for row in rows if row.label == column), None)

    def in_full(self) -> list[str]:
        """Return the cell with its municipality, what was explored of the code, and all notes."""
        made, case, code = self._made, self._case, self._code
        if made is None:
            return []
        said = []
        if case is not None and code is None:
            heads, lines = case_grid(made)
            cells = lines[made.cases.index(case)]
            pairs = zip(heads[1:], cells[1:], strict=True)
            said.append(" · ".join([cells[0], *(f"{head} {cell}" for head, cell in pairs if cell)]))
        if code is not None:
            place = "" if case is None else f" × {case.place.name}: "
            cell = "" if case is None else code_cell(code.cells.get(case.place.number))
            said.append(f"{code.code} {code.name} {code.direction}".rstrip() + place + cell)
            if made.options.exploratory:
                found = zip(EXPLORED_COLUMNS[1:], explored_cells(code)[1:], strict=True)
                said.append(" · ".join(f"{head} {cell}" for head, cell in found if cell))
        return [*said, *headline(made), *made.notes]

    def query_of_cell(self) -> PassageQuery | None:
        """Return what finds the passages of the cell; of what is published there is nothing."""
        from kodeverk.service.cell_passages import passages_of_case

        case, code = self._case, self._code
        if case is None or code is None or self.options.publishing.publish:
            return None
        return passages_of_case(self.options, code, case.place.number)

    # What is shown

    async def action_measure(self) -> None:
        """Choose another outcome."""
        with self.workspace.errors_shown():
            there = await self.gateway.ask(services.measures)

            async def chosen(place: int) -> None:
                measure = there[place].measure
                await self.make(replace(self.options, measure=measure, years=()))

            if there:
                lines = [f"{one.measure}: {one.source}" for one in there]
                await self.ask(Menu("Which outcome?", lines, foreseen=True), chosen)

    async def action_years(self) -> None:
        """Say over which years outcomes are pooled."""

        async def said(line: str) -> None:
            with self.workspace.errors_shown():
                years = years_in(line)
                await self.make(replace(self.options, years=years))

        written = ",".join(map(str, self.options.years))
        await self.ask(Prompt("Of which years? All, if none is named", written, "2019-2022"), said)

    async def action_target(self) -> None:
        """Say what municipalities are above or below."""

        async def said(line: str) -> None:
            number = line.removesuffix("%").strip().replace(",", ".")
            try:
                target = float(number)
            except ValueError:
                target = -1.0
            if 0 <= target <= 100:
                await self.make(replace(self.options, target=target))
            else:
                self.say(f"{line!r} is no percentage from 0 to 100")

        written = f"{self.options.target:g}"
        await self.ask(Prompt("The target, in percent?", written, "55", optional=False), said)

    async def take_roles(self, roles: tuple[str, ...]) -> None:
        """Count only informants of a role; all where there is none."""
        await self.make(replace(self.options, role=roles[0] if roles else _FIRST.role))

    async def action_explore(self) -> None:
        """Add contrasts and rank correlations, or leave them out."""
        if self.options.publishing.publish:
            every = self.key_of("outcomes.publish")
            self.say(f"What is explored is not published; {every} shows every figure")
        else:
            await self.make(replace(self.options, exploratory=not self.options.exploratory))

    async def action_publish(self) -> None:
        """Show it as it may be published, or every figure."""

        async def chosen(publishing: ExportOptions) -> None:
            await self.make(replace(self.options, publishing=publishing, exploratory=False))

        if self.options.publishing.publish:
            await chosen(PLAIN)
        else:
            await ask_how_to_publish(self, chosen)

    async def action_export(self) -> None:
        """Write what is shown to a file."""
        made = self._made
        if made is None or not made.cases:
            self.say("There is nothing to write to a file")
            return
        write = partial(services.export_cases, made=made)
        await ask_and_write(self, "outcomes.xlsx", write)
