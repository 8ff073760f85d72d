"""The import screen's list of files: read, shown, imported; without what one chooses for them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.cells import cell_len
from textual import events, getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.service.phrases import number_of, some_of
from kodeverk.tui import imports
from kodeverk.tui.import_list import (
    FileFact,
    file_facts,
    file_line,
    first_question,
    reading_lines,
    status_of,
    summary,
)
from kodeverk.tui.keys import IMPORT_KEYS, IMPORT_SECTIONS, Section
from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.service.import_choices import Choices, Memory
    from kodeverk.service.previewing import Preview

Answer = TypeVar("Answer")

_ACTIONS = {binding.action.partition("(")[0] for binding in IMPORT_KEYS}
_STATUS_CELLS = 12
_EMPTY = """No files yet.

{add} adds files or folders: type a path, choose in the list, or paste several paths here.

Nothing is written before {go}, and {undo} on the project screen takes it back."""


class ImportDesk(Mode):
    """Lists files to import; what is chosen for the highlighted one stands beside or below."""

    AUTO_FOCUS: ClassVar[str | None] = "#files"
    BINDINGS: ClassVar[list[BindingType]] = list(IMPORT_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = IMPORT_SECTIONS

    heading = getters.query_one("#heading", Static)
    files = getters.query_one("#files", OptionList)
    choices = getters.query_one("#choices", OptionList)
    words = getters.query_one("#words", Static)
    reading = getters.query_one("#reading", VerticalScroll)
    desk = getters.query_one("#desk", Container)
    empty = getters.query_one("#empty", Static)
    status = getters.query_one("#status", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.previews: list[Preview] = []
        self.memory: Memory | None = None
        self.listed: list[FileFact] = []
        self._told_of: Path | None = None
        self._folder = Path.cwd()
        self._under_way: imports.Running | None = None
        # A dialog that closes resumes the screen too, and has something to say of the files.
        self._was_left = True

    def compose(self) -> ComposeResult:
        """Show the files, what can be chosen for one of them, and its first turns."""
        yield Static(id="heading", markup=False)
        with Container(id="desk"):
            yield OptionList(id="files")
            with Vertical(id="about"):
                yield OptionList(id="choices")
                with VerticalScroll(id="reading", can_focus=False):
                    yield Static(id="words", markup=False)
        yield Static(id="empty", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    async def on_screen_resume(self) -> None:
        """Ask again whether the texts are there: the project may have changed meanwhile."""
        if self._was_left and not self.is_busy:
            self._was_left = False
            await self.choose([None] * len(self.previews))

    @property
    def is_busy(self) -> bool:
        """Whether files are being read or imported; until then nothing else can be done."""
        return self._under_way is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only Escape do anything while files are read or imported."""
        if self.is_busy and action in _ACTIONS and action != "stop":
            return False
        return super().check_action(action, parameters)

    # Which files

    async def action_add(self) -> None:
        """Ask for files and folders."""
        from kodeverk.tui.screens.file_choice import FileChoice

        await self.ask(FileChoice(self._folder), self._add)

    async def on_paste(self, event: events.Paste) -> None:
        """Add the files and folders whose paths are pasted or dropped here."""
        from kodeverk.tui.screens.file_choice import pasted_paths

        event.stop()
        await self._add(pasted_paths(event.text))

    async def _add(self, paths: list[Path]) -> None:
        if paths and not self.is_busy:
            self._folder = paths[-1].parent
            self._run("reading", lambda running: self._read(paths, running))

    async def _read(self, paths: list[Path], running: imports.Running) -> None:
        previews, left_out = await imports.look_at(self.gateway, paths, self.memory, running)
        known = {preview.path: preview for preview in [*self.previews, *previews]}
        self.previews = await imports.choose_again(
            self.gateway, [(preview, None) for preview in known.values()], self.memory
        )
        named = f"; cannot read {some_of([one.name for one in left_out])}" if left_out else ""
        self._show(previews[0].path if previews else None)
        self.say(f"Read {number_of(len(previews), 'file')}{named}")

    async def action_drop(self) -> None:
        """Take the highlighted file out of the list."""
        if self.previews:
            gone = self.previews.pop(self._place)
            # Another file of the list may have the same text.
            await self.choose([None] * len(self.previews))
            self.say(f"Took {gone.file} out of the list")

    def action_next_asking(self) -> None:
        """Go to the next file somebody is asked about, from the last one to the first."""
        places = [n for n, one in enumerate(self.previews) if status_of(one) == "asks"]
        if places:
            behind = [place for place in places if place > self._place]
            self.files.highlighted = (behind or places)[0]
        else:
            self.say("No file asks")

    async def action_import(self) -> None:
        """Import all files that are ready."""
        ready = [one for one in self.previews if status_of(one) == "ready"]
        if ready:
            self._run("importing", lambda running: self._keep(ready, running))
        else:
            key = self.key_of("import.import-one")
            self.say(f"No file is ready; {key} imports the chosen one in spite of what it asks")

    async def action_import_one(self) -> None:
        """Import the highlighted file in spite of what it asks."""
        preview = self.chosen
        if preview is None:
            return
        if preview.is_asked:
            preview = replace(preview, choices=replace(preview.choices, as_new=True))
        if preview.is_ready or preview.fills:
            self._run("importing", lambda running: self._keep([preview], running))
        else:
            there = f"It has the same text as {preview.transcript}"
            self.say(preview.error or preview.clash or there)

    async def _keep(self, previews: list[Preview], running: imports.Running) -> None:
        results = await imports.keep(self.gateway, previews, running)
        done = {
            preview.path
            for preview, result in zip(previews, results, strict=True)
            if result.status in ("imported", "updated")
        }
        left = [preview for preview in self.previews if preview.path not in done]
        self.previews = await imports.choose_again(
            self.gateway, [(preview, None) for preview in left], self.memory
        )
        self._show()
        stay = f"; still here: {summary(self.previews)}" if self.previews else ""
        self.say(f"Imported {len(done)} of {number_of(len(previews), 'file')}{stay}")

    def _run(self, doing: str, work: Callable[[imports.Running], Awaitable[None]]) -> None:
        """Do something with many files, telling how far it has come, until Escape stops it."""

        def shown(done: int, total: int) -> None:
            if self._under_way is running:
                self.say(f"{doing.capitalize()} {done} of {total} · Esc cancels")

        running = self._under_way = imports.Running(shown)

        async def run() -> None:
            try:
                with self.workspace.errors_shown():
                    await work(running)
                    return
                # How far it had come is not how it is: what it did is not kept.
                self.say("")
            finally:
                self._under_way = None
                self._show_heading()
                self.refresh_bindings()

        self.say(f"{doing.capitalize()} … · Esc cancels")
        self.run_worker(run())

    def action_stop(self) -> None:
        """Stop what is being read or imported."""
        if self._under_way is not None:
            self._under_way.stop()

    async def action_leave(self) -> None:
        """Go back to the project; the list stays."""
        self._was_left = True
        await self.app.switch_mode("project")

    # What is shown

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the file that is reached in the list."""
        event.stop()
        if event.option_list is self.files:
            self._show_chosen()

    async def choose(self, choices: Iterable[Choices | None]) -> None:
        """Choose something for each file, None where nothing changes, and show what follows."""
        with self.workspace.errors_shown():
            self.previews = await imports.choose_again(
                self.gateway, list(zip(self.previews, choices, strict=True)), self.memory
            )
            self.say("")
            self._show()

    async def ask(
        self, screen: Screen[Answer | None], then: Callable[[Answer], Awaitable[None]]
    ) -> None:
        """Show a dialog and go on with its answer, if it gives one."""

        async def answered(answer: Answer | None) -> None:
            if answer is not None:
                await then(answer)

        await self.app.push_screen(screen, answered)

    @property
    def _place(self) -> int:
        return min(self.files.highlighted or 0, max(len(self.previews) - 1, 0))

    @property
    def chosen(self) -> Preview | None:
        """The highlighted file."""
        return self.previews[self._place] if self.previews else None

    def say(self, said: str) -> None:
        """Show what has happened in the status line."""
        self.status.update(said, layout=False)

    def _show(self, path: Path | None = None) -> None:
        """Show the list anew, with the same file highlighted, or the one at `path`."""
        now = self.chosen
        path = path or (now.path if now else None)
        width = self.size.width * 2 // 5 if self.has_class("-wide") else self.size.width
        longest = max((cell_len(one.file) for one in self.previews), default=0)
        room = min(longest, max(width // 2 - _STATUS_CELLS, _STATUS_CELLS))
        place = next((n for n, one in enumerate(self.previews) if one.path == path), self._place)
        self.desk.display = bool(self.previews)
        self.empty.display = not self.previews
        self.files.set_options(Option(file_line(one, room)) for one in self.previews)
        if self.previews:
            self.files.highlighted = place
            if self.focused is None:
                self.set_focus(self.files)
        else:
            add, go = self.key_of("import.add"), self.key_of("import.import")
            undo = self.key_of("project.undo")
            self.empty.update(_EMPTY.format(add=add, go=go, undo=undo))
        self._show_heading()
        self._show_chosen()

    def _show_heading(self) -> None:
        name = self.gateway.project_name
        self.heading.update(f"Import: {summary(self.previews)}  into {name}", layout=False)

    def _show_chosen(self) -> None:
        """Show what can be chosen for the highlighted file, and its first turns."""
        preview = self.chosen
        # What was reached stays so while something is chosen for the same file.
        is_same = preview is not None and preview.path == self._told_of
        before = self.choices.highlighted if is_same else None
        self.listed = file_facts(preview) if preview else []
        self.choices.set_options(Option(fact.line) for fact in self.listed)
        if preview is not None and self.listed:
            place = first_question(preview) if before is None else before
            self.choices.highlighted = min(place, len(self.listed) - 1)
        self._told_of = preview.path if preview else None
        self.words.update(reading_lines(preview) if preview else Content(""))

    def on_resize(self) -> None:
        """Share the new width."""
        self.call_after_refresh(self._show)
