"""Matrices on screen: one of six at a time; from a cell to its passages and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.widgets import Footer, Static

from kodeverk.errors import KodeverkError
from kodeverk.service.matrices.table import MatrixOptions
from kodeverk.service.phrases import number_of
from kodeverk.tui import matrix_services, passage_services
from kodeverk.tui.keys import MATRIX_KEYS, MATRIX_SECTIONS, Section
from kodeverk.tui.screens.file_export import ask_and_write
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.mode import read_on
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.widgets.cell_table import Cell, CellTable, Column, TableRow, shade_of
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.matrices.table import Matrix, MatrixCell, MatrixKind
    from kodeverk.service.projects import Project

KINDS: dict[MatrixKind, str] = {
    "cooccurrence": "Codes by codes: on the same words, in one turn, near",
    "facets": "Codes by values of facets",
    "informants": "Informants by codes: 0 and 1",
    "framework": "Municipalities or informants by themes, with passages and memos",
    "saturation": "New codes with each finished transcript",
    "measures": "Measures proposed, by what they are about",
    "crosswalk": "Crosswalk: codes of two codebooks side by side, by their links",
}

_NEARNESS = ("words", "turn", 10)
_EVERYBODY = "all informants"


class MatrixScreen(ListScreen["Matrix"]):
    """Shows a matrix; what it is of stands above it, the current cell in full below."""

    AUTO_FOCUS: ClassVar[str | None] = "CellTable"
    BINDINGS: ClassVar[list[BindingType]] = list(MATRIX_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = MATRIX_SECTIONS
    FILTER = "A word of a row's head"

    table = getters.query_one(CellTable)
    about = getters.query_one("#about", Static)
    whole = getters.query_one("#whole", VerticalScroll)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._options = MatrixOptions("cooccurrence")
        self._made: Matrix | None = None
        self._cells: dict[tuple[str, str], MatrixCell] = {}
        self._is_left = True

    def compose(self) -> ComposeResult:
        """Show what the matrix is of, the matrix, and the current cell in full."""
        yield Static(id="heading", markup=False)
        yield Static(id="columns", markup=False)
        yield CellTable()
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="about", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    @property
    def listing(self) -> CellTable:
        """The table."""
        return self.table

    def namespace(self, name: str) -> DOMNode:
        """Return the table for its own keys, otherwise this screen."""
        return self.table if name == "table" else super().namespace(name)

    async def on_screen_resume(self) -> None:
        """Count again when one comes from elsewhere: the codings may be others now."""
        if self._is_left:
            self._is_left = False
            if self._made is None:
                self.heading.update("Counting …")
            await self.action_reload()

    async def action_reload(self) -> None:
        """Count again; where that can no longer be asked for, everything will be next time."""
        with self.workspace.errors_shown():
            try:
                seen = await self.gateway.ask(self.reading())
            except KodeverkError:
                self._options = MatrixOptions("cooccurrence")
                raise
            if self.is_attached:  # not so where somebody has quit meanwhile
                await self.show(seen)

    async def action_leave(self) -> None:
        """Go back to the project."""
        self._is_left = True
        await super().action_leave()

    def reading(self) -> Callable[[Project, Coder], Matrix]:
        """Return what makes the matrix."""
        return partial(matrix_services.matrix, options=self._options)

    async def show(self, seen: Matrix) -> None:
        """Show the matrix that was made."""
        self._made = seen
        self.show_lines()

    def share_width(self) -> None:
        """Leave it to the table, which shows as many columns as there is room for."""

    def show_lines(self) -> None:
        """Show the rows that fit the filter."""
        made = self._made
        if made is None:
            return
        rows = [
            row
            for row in made.rows
            if all(word in row.head.casefold() for word in self.query_words)
        ]
        self._cells = {
            (row.id, column.id): cell
            for row in rows
            for column, cell in zip(made.columns, row.cells, strict=True)
        }
        self.table.show(
            made.corner,
            [Column(column.id, column.head, column.of_words) for column in made.columns],
            [
                TableRow(
                    row.id,
                    row.head,
                    [Cell(cell.text, shade_of(cell.heat, 1.0)) for cell in row.cells],
                )
                for row in rows
            ],
        )
        self._show_heading(len(rows))
        self._tell_about()

    def _show_heading(self, shown: int) -> None:
        assert self._made is not None
        selection, rows = self._options.selection, len(self._made.rows)
        counted = number_of(rows, "row")
        if shown != rows:
            counted = f"{shown} of {counted} shown"
        whose = ", ".join(selection.roles) or _EVERYBODY
        how = {"cooccurrence": f"near: {self._options.near}", "framework": self._options.by}
        facts = [
            self._options.kind,
            how.get(self._options.kind, ""),
            counted,
            number_of(len(self._made.columns), "column"),
            whose,
            " ".join(selection.codes),
            self.gateway.project_name,
        ]
        self.heading.update(" · ".join(filter(None, facts)), layout=False)
        chosen = [f"scope {selection.scope}", f"basis {selection.basis}"]
        self.columns.update(" · ".join([*chosen, self._made.says]), layout=False)

    def on_cell_table_moved(self) -> None:
        """Show the cell that was reached in full."""
        self._tell_about()

    async def on_cell_table_opened(self) -> None:
        """Go to the passages of the cell that was clicked on."""
        await self.action_open()

    @property
    def _cell(self) -> MatrixCell | None:
        """The current cell, if there is one."""
        return self._cells.get(self.table.at or ("", ""))

    def _tell_about(self) -> None:
        made, cell, at = self._made, self._cell, self.table.at
        assert made is not None
        said = [made.says, *made.notes]
        if cell is not None and at is not None:
            row = next(row.head for row in made.rows if row.id == at[0])
            column = next(column.head for column in made.columns if column.id == at[1])
            shown = cell.text
            if made.options.kind == "framework" and cell.value is not None:
                shown = str(cell.value)
            said = [f"{row} × {column}: {shown or 'nothing'}", *said]
        self.about.update("\n".join(said))
        self.whole.scroll_home(animate=False)

    async def action_open(self) -> None:
        """Go to the passages that the current cell counts."""
        from kodeverk.service.written_query import written_query

        cell = self._cell
        if cell is None or cell.query is None:
            self.say("No passages stand behind this")
            return
        self._is_left = True
        with self.workspace.errors_shown():
            await self.workspace.find_passages(written_query(cell.query))

    # What is shown

    async def action_kind(self) -> None:
        """Choose another matrix."""
        kinds = [*KINDS]

        async def chosen(place: int) -> None:
            await self._make(replace(self._options, kind=kinds[place]))

        await self.ask(Menu("Which matrix?", [*KINDS.values()], foreseen=True), chosen)

    async def action_near(self) -> None:
        """Let codes meet on the same words, in one turn, or within ten words."""
        at = _NEARNESS.index(self._options.near) if self._options.near in _NEARNESS else -1
        near = _NEARNESS[(at + 1) % len(_NEARNESS)]
        await self._make(replace(self._options, kind="cooccurrence", near=near))  # type: ignore[arg-type]

    async def action_by(self) -> None:
        """Let the rows of the framework be municipalities, or informants."""
        by_place = self._options.by == "municipality"
        other = "informant" if by_place and self._options.kind == "framework" else "municipality"
        await self._make(replace(self._options, kind="framework", by=other))  # type: ignore[arg-type]

    async def action_scope(self) -> None:
        """Count what is finished, or also what is begun."""
        finished = self._options.selection.scope == "finished"
        await self._select(scope="started" if finished else "finished")

    async def action_basis(self) -> None:
        """Count the final codings, or every coder's."""
        final = self._options.selection.basis == "final"
        await self._select(basis="all" if final else "final")

    async def action_role(self) -> None:
        """Count all informants' words, or only those of a role."""
        with self.workspace.errors_shown():
            names = await self.gateway.ask(passage_services.query_names)
            roles = [_EVERYBODY, *names.values["role"]]

            async def chosen(place: int) -> None:
                await self._select(roles=(roles[place],) if place else ())

            await self.ask(Menu("Whose words?", roles, foreseen=True), chosen)

    async def action_codes(self) -> None:
        """Say which codes alone are shown; of measures, which say that one is proposed."""
        written = " ".join(self._options.selection.codes)

        async def said(line: str) -> None:
            await self._select(codes=tuple(line.replace(",", " ").split()))

        await self.ask(Prompt("Which codes only, by their keys?", written, "REL-TILLIT …"), said)

    async def _select(self, **chosen: object) -> None:
        selection = replace(self._options.selection, **chosen)  # type: ignore[arg-type]
        await self._make(replace(self._options, selection=selection))

    async def _make(self, options: MatrixOptions) -> None:
        """Show another matrix; where there is none, as the error says, the one before stays."""
        before, self._options = self._options, options
        with self.workspace.errors_shown():
            try:
                await self.show(await self.gateway.ask(self.reading()))
            except BaseException:
                self._options = before
                raise

    async def action_export(self) -> None:
        """Write what is shown to a file."""
        made = self._made
        if made is None or not made.rows:
            self.say("There is nothing to write to a file")
            return
        write = partial(matrix_services.export_matrix, made=made)
        await ask_and_write(self, f"{made.options.kind}.xlsx", write)

    # The text below

    def action_page(self, pages: int) -> None:
        """Read on in the text of the cell."""
        read_on(self.whole, pages)
