"""How far coders agree, code by code, what needs talk most first; from there to passages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.cells import in_columns
from kodeverk.service.agreement_table import UNITS, AgreementOptions, needs_talk
from kodeverk.service.phrases import number_of
from kodeverk.tui import services
from kodeverk.tui.keys import AGREEMENT_KEYS, AGREEMENT_SECTIONS, Section
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.agreement_table import AgreementRow, AgreementTable
    from kodeverk.service.projects import Project

_BARS = ((90, 21), (0, 11))
"""On a list of so many cells a bar takes so many: an odd number, for 0 is in the middle."""

_BESIDE = (9, 12, 8, 5, 5, 7)
"""The cells of alpha, interval, positive agreement, both, one and neither."""


class AgreementScreen(ListScreen["AgreementTable"]):
    """Lists the codes that two coders or more have read for, with how far they agree."""

    BINDINGS: ClassVar[list[BindingType]] = list(AGREEMENT_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = AGREEMENT_SECTIONS
    FILTER = "A word of the code's key"

    about = getters.query_one("#about", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._options = AgreementOptions()
        self._coders: tuple[str, ...] = ()
        self._table: AgreementTable | None = None
        self._rows: dict[str, AgreementRow] = {}

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
        """Show a line a code: what needs talk most first, what is too rare to judge last."""
        if self._table is None:
            return
        unit = self._options.unit
        alphas = [
            row
            for row in self._table.rows
            if row.statistic == "alpha"
            and row.unit == unit
            and row.is_together
            and row.code is not None
        ]
        positive = {
            row.code: row.value
            for row in self._table.rows
            if row.statistic == "positive" and row.is_together
        }
        used = [row for row in alphas if row.coded]
        shown = [
            row
            for row in used
            if all(word in str(row.code).casefold() for word in self.query_words)
        ]
        shown.sort(key=needs_talk)
        self._rows = {str(row.code): row for row in shown}
        bar = next(cells for width, cells in _BARS if self.width >= width)
        first = self.width - sum(_BESIDE) - bar - len(_BESIDE) - 1
        sizes = (first, _BESIDE[0], bar, *_BESIDE[1:])
        scale = f"−1{'0'.center(bar - 4)} 1"
        heads = ("code", "alpha", scale, "95 %", "positive", "both", "one", "neither")
        self.columns.update(f" {in_columns(heads, sizes)}")
        self.set_lines(
            [
                Option(
                    Content(f" {in_columns(_cells(row, positive.get(row.code), bar), sizes)}"), key
                )
                for key, row in self._rows.items()
            ]
        )
        self._show_heading(len(shown), len(used))
        self._tell_about()

    def _show_heading(self, shown: int, used: int) -> None:
        assert self._table is not None
        whose = " and ".join(self._table.coders) or "nobody"
        counted = number_of(used, "code") if shown == used else f"{shown} of {used} shown"
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
        row = self._rows.get((option and option.id) or "")
        if row is None:
            self.about.update("\n".join(table.notes))
            return
        over = number_of(row.transcripts, "transcript")
        said = [f"{row.code}: alpha {_figure(row.value)} over {over}"]
        if row.note:
            said.append(row.note)
        said += [
            f"of {number_of(each.alike + each.differing, 'passage')}: alike {each.alike} · other "
            f"borders {each.placing} · another code {each.choosing} · nothing there "
            f"{each.noticing}"
            for each in table.differences
            if each.code == row.code
        ]
        instead = [
            f"{first if second == row.code else second} {times}"
            for first, second, times in table.confused
            if row.code in (first, second)
        ]
        if instead:
            said.append(f"given to the same words instead: {', '.join(instead)}")
        self.about.update("\n".join([*said, "", *table.notes]))

    def action_open(self) -> None:
        """Go to the passages of the highlighted code."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the passages of a code, of the coders who are compared."""
        whose = " ".join(f'coder:"{coder}"' for coder in self._options.coders)
        with self.workspace.errors_shown():
            await self.workspace.find_passages(f"code:{event.option_id} basis:all {whose}".strip())

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

    async def _compare(self, options: AgreementOptions) -> None:
        before, self._options = self._options, options
        with self.workspace.errors_shown():
            try:
                await self.show(await self.gateway.ask(self.reading()))
            except BaseException:
                self._options = before
                raise


def _cells(row: AgreementRow, positive: float | None, bar: int) -> tuple[str, ...]:
    both, first, second, neither = row.pairs
    return (
        str(row.code),
        "too rare" if row.is_rare else _figure(row.value),
        "" if row.is_rare else _bar(row, bar),
        "" if row.is_rare or row.low is None else f"{row.low:.2f} – {row.high:.2f}",
        _figure(positive),
        str(both),
        str(first + second),
        str(neither),
    )


def _bar(row: AgreementRow, cells: int) -> str:
    """Return a value with its interval between −1 and 1, told by signs alone."""

    def place(value: float) -> int:
        return round((min(max(value, -1.0), 1.0) + 1) / 2 * (cells - 1))

    bar = ["·"] * cells
    bar[cells // 2] = "|"
    if row.low is not None and row.high is not None:
        for at in range(place(row.low), place(row.high) + 1):
            bar[at] = "─"
    if row.value is not None:
        bar[place(row.value)] = "●"
    return "".join(bar)


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"
