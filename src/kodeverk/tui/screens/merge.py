"""The merge: what comes in from whom, what may be one, what was said differently; then yes or no.

All of it is foreseen: nothing is written before somebody says so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.errors import KodeverkError
from kodeverk.service.phrases import local_time, number_of, some_of
from kodeverk.tui import merge_services
from kodeverk.tui.gateway import Progress
from kodeverk.tui.keys import MERGE_KEYS, MERGE_SECTIONS, Section
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.service.conflicts import ConflictChoice, Disagreement
    from kodeverk.service.merging import MergeReport
    from kodeverk.service.perhaps_one import PerhapsOne

_YES, _NO, _OPEN = "[x]", "[–]", "[ ]"


class MergeScreen(ListScreen["MergeReport"]):
    """Lists what a merge would do and asks about what may be one; merges when told to."""

    BINDINGS: ClassVar[list[BindingType]] = list(MERGE_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = MERGE_SECTIONS

    whole = getters.query_one("#line", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._files: tuple[Path, ...] = ()
        self._report: MergeReport | None = None
        self._answers: dict[PerhapsOne, bool] = {}
        self._chosen: dict[str, int] = {}
        """Conflict, by its id -> the number of the value that shall hold."""
        self._asked: dict[str, PerhapsOne] = {}
        self._values: dict[str, tuple[Disagreement, int]] = {}
        self._told: dict[str, str] = {}
        self._under_way: Progress | None = None
        self._is_entered = False
        """Whether one has come here from the project: a screen resumes after each dialog too."""

    def compose_below(self) -> ComposeResult:
        """Show the highlighted line in full."""
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="line", markup=False)

    def on_mount(self) -> None:
        """Show that nothing has been chosen yet; lines have no columns."""
        self.columns.display = False

    async def on_screen_resume(self) -> None:
        """Ask which files when one comes here."""
        if not self._is_entered:
            self._is_entered = True
            self.show_lines()
            await self.action_add()

    # What would come in

    async def action_add(self) -> None:
        """Choose colleagues' copies, or what they have sent."""
        from kodeverk.tui.screens.file_choice import FileChoice

        location = Path(self.gateway.location)
        own = location if location.exists() else None
        folder = own.absolute().parent if own else Path.cwd()
        copies_in = partial(merge_services.copies_in, own=own)
        await self.ask(FileChoice(folder, "Whose copy, or what was sent?", copies_in), self._added)

    async def _added(self, paths: list[Path]) -> None:
        self._files = (*dict.fromkeys((*self._files, *paths)),)
        await self.action_reload()

    async def action_reload(self) -> None:
        """Foresee again what merging the files would do."""
        if self._files:
            self._run("Reading", self._foresee)

    async def _foresee(self, progress: Progress) -> None:
        files = self._files
        try:
            report = await self.gateway.ask(
                merge_services.foresee_merge, files=files, progress=progress.report
            )
        except KodeverkError:
            self._files = ()
            self._report = None
            self.show_lines()
            raise
        await self.show(report)
        self._say_how()

    async def show(self, report: MergeReport) -> None:
        """Show what a merge would do."""
        self._report = report
        self._answers = {
            one: answer for one, answer in self._answers.items() if one in report.proposals
        }
        self.show_lines()

    # Yes and no

    async def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """Answer yes, by a click too; what is answered yes already is open again."""
        self._answer(None)

    def action_accept(self) -> None:
        """Say that two are one, or that a value shall hold."""
        self._answer(True)

    def action_refuse(self) -> None:
        """Say that two are two, or that a conflict is decided later."""
        self._answer(False)

    def _answer(self, yes: bool | None) -> None:
        highlighted = self.lines.highlighted_option
        line = (highlighted and highlighted.id) or ""
        if line in self._asked:
            one = self._asked[line]
            answer = not self._answers.get(one, False) if yes is None else yes
            self._answers[one] = answer
        elif line in self._values:
            conflict, number = self._values[line]
            holds = self._chosen.get(conflict.id) != number if yes is None else yes
            self._chosen.pop(conflict.id, None)
            if holds:
                self._chosen[conflict.id] = number
        else:
            return
        self.show_lines()
        if yes is not None:
            self.lines.action_cursor_down()

    # Merging

    async def action_commit(self) -> None:
        """Merge, join what is answered yes and settle what is decided."""
        if not self._files or self._report is None:
            self.say(f"Nothing is chosen; {self.key_of('merge.add')} chooses a colleague's copy")
        elif self._under_way is None:
            self._run("Merging", self._merge)

    async def _merge(self, progress: Progress) -> None:
        report = await self.gateway.write(
            merge_services.merge_files,
            files=self._files,
            answers=dict(self._answers),
            settled=dict(self._chosen),
            progress=progress.report,
        )
        self._files, self._report = (), None
        self._answers.clear()
        self._chosen.clear()
        self.show_lines()
        facts = [f"Merged: {some_of(report.added_in_words) or 'nothing new'}"]
        if report.joined:
            facts.append(f"joined {some_of(report.joined, 2)}")
        if report.told_apart:
            facts.append(f"said to be two: {some_of(report.told_apart, 2)}")
        if report.backup is not None:
            facts.append(f"as it was before: {report.backup.name}")
        self._under_way = None
        await self.action_leave()
        self.app.notify("; ".join(facts), timeout=10)

    async def action_leave(self) -> None:
        """Stop what is under way; else go back to the project, with nothing written."""
        if self._under_way is not None:
            self._under_way.stop()
            return
        self._is_entered = False
        self._files, self._report = (), None
        self._answers.clear()
        self._chosen.clear()
        await super().action_leave()

    def _run(self, doing: str, work: Callable[[Progress], Awaitable[None]]) -> None:
        """Work through the files, telling how far that has come, until Escape stops it."""

        def shown(done: int, total: int) -> None:
            if self._under_way is progress:
                self.say(f"{doing} {done} of {total} · {leave} cancels")

        leave = self.key_of("merge.leave")
        progress = self._under_way = Progress(shown, "the merge")

        async def run() -> None:
            try:
                with self.workspace.errors_shown():
                    await work(progress)
                    return
                self.say("")
            finally:
                self._under_way = None
                self._show_heading()

        self.say(f"{doing} … · {leave} cancels")
        self.run_worker(run())

    # The lines

    def _say_how(self) -> None:
        commit, leave = self.key_of("merge.commit"), self.key_of("merge.leave")
        self.say(f"Nothing is written yet · {commit} merges · {leave} leaves it as it is")

    def _show_heading(self) -> None:
        files = some_of([file.name for file in self._files], 3) or "nothing chosen"
        name, coder = self.gateway.project_name, self.gateway.coder.name
        self.heading.update(f"Merge {files}  {coder} · {name}")

    def show_lines(self) -> None:
        """Show what comes in, what may be one, conflicts, and what is not in the result."""
        self._asked, self._values, self._told = {}, {}, {}
        options = [*self._lines(self._report)] if self._report is not None else []
        asks = self._asked.keys() | self._values.keys()
        first = next(
            (at for at, one in enumerate(options) if one.id in asks),
            next((at for at, one in enumerate(options) if not one.disabled), 0),
        )
        self.set_lines(options, first)
        self._show_heading()
        if not options:
            add = self.key_of("merge.add")
            self.whole.update(
                f"{add} chooses a colleague's copy of the project, or a file one has sent. "
                "You see what would come in, and nothing is written before you say so."
            )

    def _lines(self, report: MergeReport) -> Iterator[Option]:
        yield _heading("Comes in")
        for whose, what in report.from_whom or (("nobody", "nothing new"),):
            yield self._line(f"  {whose}: {what}", f"From {whose}: {what}.")
        for book, differences in report.changed_frozen.items():
            yield _heading(f"Changed by a colleague, though frozen here: the codebook {book}")
            for difference in differences:
                yield self._line(f"  {difference}", difference)
        if report.proposals:
            yield _heading("Perhaps one")
        for number, one in enumerate(report.proposals):
            self._asked[f"one {number}"] = one
            answer = self._answers.get(one)
            sign = _OPEN if answer is None else _YES if answer else _NO
            share = "" if one.percent is None else f", {one.percent} % of their words"
            line = f"  {sign} {one.kind}: {one.goes_name} → {one.into_name}{share}"
            told = (
                f"{one.kind} {one.goes_name} into {one.into_name}{share}\n\nIf yes: {one.does}. "
                "If no: nobody is asked again."
            )
            yield self._line(line, told, f"one {number}")
        if report.conflicts:
            yield _heading("Said differently")
        yield from self._conflict_lines(report)
        lost = [*_not_in_the_result(report)]
        if lost:
            yield _heading("Not in the result")
        for line in lost:
            yield self._line(f"  {line}", line)

    def _conflict_lines(self, report: MergeReport) -> Iterator[Option]:
        for conflict in report.conflicts:
            yield _heading(f"  {conflict.about}")
            for number, choice in enumerate(conflict.choices, 1):
                name = f"{conflict.id} {number}"
                self._values[name] = conflict, number
                sign = _YES if self._chosen.get(conflict.id) == number else _OPEN
                shows = "*" if choice.is_shown else " "
                line = f"  {sign} {shows} {choice.words} ({_whose(choice)})"
                told = f"{conflict.about}\n\n{choice.words}\n\n{_whose(choice)}"
                yield self._line(line, told, name)

    def _line(self, line: str, told: str, name: str | None = None) -> Option:
        name = name or f"line {len(self._told)}"
        self._told[name] = told
        return Option(Content(line), name)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show in full the line that may be cut, and what an answer would do."""
        self.whole.update(self._told.get(str(event.option_id), ""))


def _heading(words: str) -> Option:
    return Option(Content.styled(words, "bold"), disabled=True)


def _not_in_the_result(report: MergeReport) -> Iterator[str]:
    for lost in report.unplaced:
        if lost["start"] is None:
            yield f"{lost['coder']}'s coding in {lost['transcript']}: {lost['reason']}"
            continue
        where = f"{lost['transcript']} {lost['start']}–{lost['end']}"
        yield f"{lost['coder']}'s {lost['code']} on {where}: {lost['reason']}"
    for record in report.removed:
        called = record.get("text") or record["transcript"]
        yield f"the {record['kind']} {called}: {record['reason']}"
    for name in report.withdrawn:
        yield f"words of {name}: withdrawn there, so also here"
    for name in report.people:
        yield f"{name}: forgotten there, so also here"
    if report.to_review:
        count = number_of(sum(report.to_review.values()), "passage")
        yield f"{count} will wait for a person, as their place in a text is not sure"


def _whose(choice: ConflictChoice) -> str:
    return choice.author if choice.at is None else f"{choice.author}, {local_time(choice.at)}"
