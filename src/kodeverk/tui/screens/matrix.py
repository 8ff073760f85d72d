"""Matrices on screen: one of six at a time; from a cell to its passages and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from kodeverk.service.matrices.table import MatrixOptions
from kodeverk.service.phrases import number_of
from kodeverk.tui import matrix_services
from kodeverk.tui.keys import MATRIX_KEYS, MATRIX_SECTIONS, Section
from kodeverk.tui.screens.chosen_table import ChosenTable
from kodeverk.tui.screens.file_export import ask_and_write
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.table_screen import EVERYBODY
from kodeverk.tui.widgets.cell_table import Cell, Column, TableRow, shade_of
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.matrices.table import Matrix, MatrixCell, MatrixKind
    from kodeverk.service.passage_query import PassageQuery
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


class MatrixScreen(ChosenTable["Matrix", MatrixOptions]):
    """Shows a matrix; what it is of stands above it, the current cell in full below."""

    BINDINGS: ClassVar[list[BindingType]] = list(MATRIX_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = MATRIX_SECTIONS
    FILTER = "A word of a row's head"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, MatrixOptions("cooccurrence"))
        self._made: Matrix | None = None
        self._cells: dict[tuple[str, str], MatrixCell] = {}

    def reading(self) -> Callable[[Project, Coder], Matrix]:
        """Return what makes the matrix."""
        return partial(matrix_services.matrix, options=self.options)

    async def show(self, seen: Matrix) -> None:
        """Show the matrix that was made."""
        self._made = seen
        self.show_lines()

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
        self.tell_about()

    def _show_heading(self, shown: int) -> None:
        assert self._made is not None
        selection, rows = self.options.selection, len(self._made.rows)
        counted = number_of(rows, "row")
        if shown != rows:
            counted = f"{shown} of {counted} shown"
        whose = ", ".join(selection.roles) or EVERYBODY
        how = {"cooccurrence": f"near: {self.options.near}", "framework": self.options.by}
        facts = [
            self.options.kind,
            how.get(self.options.kind, ""),
            counted,
            number_of(len(self._made.columns), "column"),
            whose,
            " ".join(selection.codes),
            self.gateway.project_name,
        ]
        self.heading.update(" · ".join(filter(None, facts)), layout=False)
        chosen = [f"scope {selection.scope}", f"basis {selection.basis}"]
        self.columns.update(" · ".join([*chosen, self._made.says]), layout=False)

    @property
    def _cell(self) -> MatrixCell | None:
        """The current cell, if there is one."""
        return self._cells.get(self.table.at or ("", ""))

    def in_full(self) -> list[str]:
        """Return the cell with its row and column, and what the matrix says and leaves out."""
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
        return said

    def query_of_cell(self) -> PassageQuery | None:
        """Return what finds the passages of the current cell."""
        return self._cell.query if self._cell is not None else None

    # What is shown

    async def action_kind(self) -> None:
        """Choose another matrix."""
        kinds = [*KINDS]

        async def chosen(place: int) -> None:
            await self.make(replace(self.options, kind=kinds[place]))

        await self.ask(Menu("Which matrix?", [*KINDS.values()], foreseen=True), chosen)

    async def action_near(self) -> None:
        """Let codes meet on the same words, in one turn, or within ten words."""
        at = _NEARNESS.index(self.options.near) if self.options.near in _NEARNESS else -1
        near = _NEARNESS[(at + 1) % len(_NEARNESS)]
        await self.make(replace(self.options, kind="cooccurrence", near=near))  # type: ignore[arg-type]

    async def action_by(self) -> None:
        """Let the rows of the framework be municipalities, or informants."""
        by_place = self.options.by == "municipality"
        other = "informant" if by_place and self.options.kind == "framework" else "municipality"
        await self.make(replace(self.options, kind="framework", by=other))  # type: ignore[arg-type]

    async def take_roles(self, roles: tuple[str, ...]) -> None:
        """Count only what these roles say; all informants where there are none."""
        await self.select(roles=roles)

    async def action_export(self) -> None:
        """Write what is shown to a file."""
        made = self._made
        if made is None or not made.rows:
            self.say("There is nothing to write to a file")
            return
        write = partial(matrix_services.export_matrix, made=made)
        await ask_and_write(self, f"{made.options.kind}.xlsx", write)
