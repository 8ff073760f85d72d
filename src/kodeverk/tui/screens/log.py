"""The log: the steps made in this file, latest first; Enter shows what taking one back changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.cells import in_columns
from kodeverk.service.phrases import local_time, number_of
from kodeverk.tui import services
from kodeverk.tui.keys import LOG_KEYS, LOG_SECTIONS, Section
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.screens.step_question import StepQuestion
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.log import LogPage
    from kodeverk.service.projects import LogLine, Project
    from kodeverk.service.step_effects import Effects

_PAGE = 200
"""How many lines are read at once."""

_MOST_AGAIN = 2_000
"""How many of the lines that were read are read again after a change."""

_AHEAD = 40
"""How many lines before the last one read the next ones are asked for."""

_EMPTY = "No step has been made here yet: each code, memo or import is one."
_NONE_FITS = "No step fits; Esc and the keys for mine and transcript show others."


class LogScreen(ListScreen["LogPage"]):
    """Lists steps, a page at a time; `begin` says of which transcript."""

    BINDINGS: ClassVar[list[BindingType]] = list(LOG_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = LOG_SECTIONS
    FILTER = "A transcript, a coder, a day (2026-11-28 or 28.11), words of the step"

    empty = getters.query_one("#empty", Static)
    which = getters.query_one("#which", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._back = "project"
        self._transcript: str | None = None
        self._transcript_name = ""
        self._mine = False
        self._lines: dict[str, LogLine] = {}
        self._before: int | None = None

    def compose_below(self) -> ComposeResult:
        """Show the whole of the highlighted line."""
        yield Static(_EMPTY, id="empty", markup=False)
        yield Static(id="which", markup=False)

    def on_mount(self) -> None:
        """Read on when the list is scrolled to what has been read last."""
        self.watch(self.lines, "scroll_y", self._read_on_near_the_end, init=False)

    async def begin(self, transcript: str | None, name: str, back: str) -> None:
        """List the steps of a transcript, or of all, and leave to the mode `back`."""
        self._transcript, self._transcript_name, self._back = transcript, name, back
        self._mine = False
        self._lines = {}
        self.lines.clear_options()
        self.action_let_go()
        look = self.key_of("log.look")
        self.say(f"{look} shows what taking the step back would change, before it does")
        await self.action_reload()

    # What is listed

    def reading(self) -> Callable[[Project, Coder], LogPage]:
        """Return what gives the latest lines, as many as have been read."""
        return self._page(max(_PAGE, min(len(self._lines), _MOST_AGAIN)), None)

    def _page(self, most: int, before: int | None) -> Callable[[Project, Coder], LogPage]:
        return partial(
            services.log_page,
            transcript=self._transcript,
            mine=self._mine,
            words=tuple(self.query_words),
            most=most,
            before=before,
        )

    async def show(self, seen: LogPage) -> None:
        """Show the lines that were read, and read on while they do not fill the screen."""
        self._lines = {line.step.id: line for line in seen.lines}
        self._before = seen.before
        self.show_lines()
        self._read_on_near_the_end()

    def on_input_changed(self) -> None:
        """Look for what fits, from the latest step on."""
        self._lines = {}
        self._look_for()

    @work(group="look for", exclusive=True)
    async def _look_for(self) -> None:
        await self.action_reload()

    async def action_mine(self) -> None:
        """List the steps of everybody, or only mine."""
        self._mine = not self._mine
        await self._list_anew()

    async def action_transcript(self) -> None:
        """List the steps in all transcripts, or only in that of the highlighted line."""
        line = self._highlighted()
        if self._transcript is not None:
            self._transcript = None
        elif line is None or line.step.transcript is None:
            self.say("This step keeps within no transcript: it reaches beyond one")
            return
        else:
            self._transcript, self._transcript_name = line.step.transcript, line.where or "-"
        await self._list_anew()

    async def _list_anew(self) -> None:
        self._lines = {}
        await self.action_reload()

    def _read_on_near_the_end(self) -> None:
        seen = max(self.lines.highlighted or 0, round(self.lines.scroll_y) + self.lines.size.height)
        if self._before is not None and seen + _AHEAD > len(self._lines):
            self._read_on(len(self._lines) + _PAGE)

    @work(group="read on", exclusive=True)
    async def _read_on(self, wanted: int) -> None:
        """Read older lines until so many are listed or the log begins."""
        with self.workspace.errors_shown():
            while (before := self._before) is not None and len(self._lines) < wanted:
                listed = self._lines
                page = await self.gateway.ask(self._page(wanted - len(listed), before))
                if self._lines is not listed:
                    return  # others are listed by now
                self._before = page.before
                listed.update({line.step.id: line for line in page.lines})
                self.lines.add_options(self._options(page.lines))
                if page.lines and self.lines.highlighted is None:
                    self.lines.highlighted = 0
                self._show_around()

    # Taking back

    def action_look(self) -> None:
        """Show what taking the highlighted step back would change."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show what taking the chosen step back would change, and do that if it is wanted."""
        with self.workspace.errors_shown():
            effects = await self.gateway.ask(services.step_effects, str(event.option_id))
            await self.ask(StepQuestion(effects), partial(self._reverse, effects))

    async def _reverse(self, effects: Effects, is_wanted: bool) -> None:
        if not is_wanted:
            return
        step, act = effects.step.id, effects.act
        with self.workspace.errors_shown():
            reversal = await self.write(partial(services.reverse_step, step=step, act=act))
            done = {"undo": "Undid", "redo": "Did again"}[reversal.act]
            self.say("; ".join([f"{done}: {reversal.summary}", *reversal.skipped]))

    async def action_leave(self) -> None:
        """Go back to where I came from."""
        await self.app.switch_mode(self._back)

    # What is shown

    def show_lines(self) -> None:
        """Show the lines that have been read."""
        self.set_lines([*self._options(self._lines.values())])
        self._show_around()

    def on_option_list_option_highlighted(self) -> None:
        """Show the whole line that is reached, and read on before the last."""
        self._show_whole()
        self._read_on_near_the_end()

    def _highlighted(self) -> LogLine | None:
        option = self.lines.highlighted_option
        return self._lines.get(str(option.id)) if option else None

    def _options(self, lines: Iterable[LogLine]) -> Iterator[Option]:
        for line in lines:
            row = self._cells(
                f"{line.step.number:>6}",
                local_time(line.step.at),
                line.step.author,
                _what(line),
                line.where or "",
            )
            style = "dim" if line.step.undone else ""
            yield Option(Content.styled(row, style), line.step.id)

    def _cells(self, *texts: str) -> str:
        """Return a row of the list: what a step did takes what the others leave.

        Where all are of one transcript that has no column.
        """
        by, where = max(self.width // 10, 8), 0 if self._transcript else self.width // 5
        return in_columns(texts, (6, 16, by, max(self.width - by - where - 26, 8), where))

    def _show_around(self) -> None:
        """Show what stands around the lines: how many there are, and which are listed."""
        listed = bool(self._lines)
        self.lines.display = self.columns.display = listed
        self.empty.display = not listed
        is_chosen = self._mine or self._transcript is not None or self.query_words
        looking = self._before is not None
        self.empty.update("Looking …" if looking else _NONE_FITS if is_chosen else _EMPTY)
        if listed and not self.is_filtering:
            self.set_focus(self.lines)
        heads = self._cells("  step", "day and time", "coder", "what", "transcript")
        self.columns.update(heads, layout=False)
        facts = [
            number_of(len(self._lines), "step") + (" and more" if looking else ""),
            self._transcript_name if self._transcript else "all transcripts",
            "mine" if self._mine else "everybody's",
            self.gateway.coder.name,
            self.gateway.project_name,
        ]
        self.heading.update(" · ".join(facts), layout=False)
        self._show_whole()

    def _show_whole(self) -> None:
        line = self._highlighted()
        whole = "" if line is None else f"{line.step.number} · {_what(line)} · {_by(line)}"
        self.which.update(whole, layout=False)


def _what(line: LogLine) -> str:
    """Return what a step did, with what has become of it."""
    acts = {"undo": f"undid {line.of}: ", "redo": f"did {line.of} again: "}
    undone = "UNDONE " if line.step.undone else ""
    return f"{undone}{acts.get(line.step.act, '')}{line.step.summary}"


def _by(line: LogLine) -> str:
    return " · ".join(filter(None, [line.step.author, local_time(line.step.at), line.where]))
