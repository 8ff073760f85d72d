"""What the screens share whose table is made anew whenever something else is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Generic, TypeVar

from kodeverk.errors import KodeverkError
from kodeverk.service.case_matrix import MatrixOptions as CaseOptions
from kodeverk.service.matrices.table import MatrixOptions
from kodeverk.tui.screens.list_screen import Seen
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.screens.table_screen import TableScreen
from kodeverk.tui.workspace import Workspace

Options = TypeVar("Options", MatrixOptions, CaseOptions)


class ChosenTable(TableScreen[Seen], Generic[Seen, Options]):
    """A table of what `options` say; where that cannot be made, the one before stays.

    `first` are the options it begins with.
    """

    def __init__(self, workspace: Workspace, first: Options) -> None:
        super().__init__(workspace)
        self._first: Options = first
        self.options: Options = first

    def on_mount(self) -> None:
        """Say that the first table is being made."""
        self.heading.update("Counting …")

    async def action_reload(self) -> None:
        """Count again; where that can no longer be asked for, everything will be next time."""
        with self.workspace.errors_shown():
            try:
                seen = await self.gateway.ask(self.reading())
            except KodeverkError:
                self.options = self._first
                raise
            if self.is_attached:  # not so where somebody has quit meanwhile
                await self.show(seen)

    async def make(self, options: Options) -> None:
        """Show another table; where there is none, as the error says, the one before stays."""
        before, self.options = self.options, options
        with self.workspace.errors_shown():
            try:
                await self.show(await self.gateway.ask(self.reading()))
            except BaseException:
                self.options = before
                raise

    async def select(self, **chosen: Any) -> None:
        """Make it of another selection of the codings."""
        await self.make(replace(self.options, selection=replace(self.options.selection, **chosen)))

    async def action_scope(self) -> None:
        """Count what is finished, or also what is begun."""
        finished = self.options.selection.scope == "finished"
        await self.select(scope="started" if finished else "finished")

    async def action_basis(self) -> None:
        """Count the final codings, or every coder's."""
        final = self.options.selection.basis == "final"
        await self.select(basis="all" if final else "final")

    async def action_codes(self) -> None:
        """Say which codes alone are shown; of measures, which say that one is proposed."""
        written = " ".join(self.options.selection.codes)

        async def said(line: str) -> None:
            await self.select(codes=tuple(line.replace(",", " ").split()))

        await self.ask(Prompt("Which codes only, by their keys?", written, "REL-TILLIT …"), said)
