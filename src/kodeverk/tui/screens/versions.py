"""The versions of a transcript's text: listed, compared, and replaced by a corrected file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.cells import set_cell_size
from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.errors import NotFound
from kodeverk.service.phrases import number_of, time_told
from kodeverk.tui import imports
from kodeverk.tui.import_list import replacement_summary
from kodeverk.tui.keys import VERSION_KEYS, VERSION_SECTIONS, Section
from kodeverk.tui.screens.corrected_file import CorrectedFile, CorrectionQuestion
from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.analysis.alignment.comparison import Stretch
    from kodeverk.model.records import Coder
    from kodeverk.service.previewing import Preview
    from kodeverk.service.replacing import Replacement
    from kodeverk.service.versions import Comparison, VersionRow
    from kodeverk.store.project import Project

_GONE, _CAME = "$text-error", "$text-success"


class VersionScreen(Mode):
    """Lists the versions of one transcript; the highlighted one is compared with another."""

    AUTO_FOCUS: ClassVar[str | None] = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = list(VERSION_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = VERSION_SECTIONS

    heading = getters.query_one("#heading", Static)
    columns = getters.query_one("#columns", Static)
    lines = getters.query_one(OptionList)
    which = getters.query_one("#which", Static)
    differences = getters.query_one("#differences", VerticalScroll)
    words = getters.query_one("#words", Static)
    status = getters.query_one("#status", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._transcript = ""
        self._called = ""
        self._rows: tuple[VersionRow, ...] = ()
        self._marked: int | None = None
        self._compared: tuple[int, int] | None = None
        self._folder = Path.cwd()

    def compose(self) -> ComposeResult:
        """Show the versions, and below them what differs between two."""
        yield Static(id="heading", markup=False)
        yield Static(id="columns", markup=False)
        yield OptionList()
        yield Static(id="which", markup=False)
        with VerticalScroll(id="differences", can_focus=False):
            yield Static(id="words", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    async def open(self, transcript: str, name: str) -> None:
        """Show the versions of the transcript with this id, the current one highlighted."""
        self._transcript, self._called = transcript, name
        self._marked = None
        self.say("")
        await self._read()

    async def on_screen_resume(self) -> None:
        """Read the versions again: a review has been left, or a dialog closed."""
        if self._transcript:
            await self._read()

    async def _read(self) -> None:
        transcript = self._transcript

        def work(project: Project, _coder: Coder) -> tuple[VersionRow, ...]:
            from kodeverk.service.versions import list_versions

            return list_versions(project, transcript)

        with self.workspace.errors_shown():
            try:
                rows = await self.gateway.asked(work)
            except NotFound:
                # Its import has been taken back.
                await self.action_leave()
                raise
            if rows != self._rows or not self.lines.option_count:
                self._rows = rows
                self._compared = None
                self._list()
                self.lines.highlighted = next(n for n, row in enumerate(rows) if row.is_current)
            self._show_heading()
            await self._compare()

    # Comparing

    def action_mark(self) -> None:
        """Compare the other versions with the highlighted one from now on, or no longer."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Mark the version chosen, or take the mark off."""
        event.stop()
        number = self._rows[event.option_index].number
        self._marked = None if self._marked == number else number
        self._list()
        await self._compare()

    async def on_option_list_option_highlighted(self) -> None:
        """Compare the version that is reached."""
        await self._compare()

    async def _compare(self) -> None:
        """Show what differs between the highlighted version and the marked one, or the one before.

        The older one always comes first.
        """
        place = self.lines.highlighted
        if place is None:
            return
        number = self._rows[place].number
        other = self._marked or number - 1
        if other in (0, number):
            self._compared = None
            enter = self.key_of("versions.mark")
            first = f"The others are compared with version {number}: go to one of them"
            self.which.update(first if other else f"Version {number}, the first one", layout=False)
            more = f"{enter} on a version compares the others with it." if self._rows[1:] else ""
            self.words.update(more or self._one_only())
            return
        pair = (min(other, number), max(other, number))
        if pair == self._compared:
            return
        self._compared = pair
        transcript = self._transcript

        def work(project: Project, _coder: Coder) -> Comparison:
            from kodeverk.service.versions import comparison

            return comparison(project, transcript, *pair)

        with self.workspace.errors_shown():
            self._show_differences(await self.gateway.asked(work))

    def _one_only(self) -> str:
        return (
            "There is one version only. A corrected file becomes another: "
            f"{self.key_of('versions.replace')} asks for it, and shows first what would happen."
        )

    def _show_differences(self, found: Comparison) -> None:
        count = sum(one.kind != "same" for one in found.stretches)
        said = f"Version {found.old.number} → {found.new.number}: {number_of(count, 'difference')}"
        legend = "[-gone-] {+new+}" if count else ""
        self.which.update("   ".join(filter(None, [said, legend])), layout=False)
        groups = [Content.assemble(*_pieces(group, found)) for group in found.differences]
        self.words.update(Content("\n\n").join(groups))
        self.differences.scroll_home(animate=False)

    def action_page(self, pages: int) -> None:
        """Read on, or back, in the differences."""
        page = max(self.differences.size.height - 1, 1)
        self.differences.scroll_relative(y=pages * page, animate=False)

    # Correcting

    async def action_replace(self) -> None:
        """Ask for the corrected file, show what would happen, and do it when that is wanted."""

        async def look(paths: list[Path] | None) -> None:
            if not paths:
                return
            self._folder = paths[0].parent
            if len(paths) > 1:
                self.say("One file at a time corrects a transcript")
                return
            with self.workspace.errors_shown():
                await self._ask(paths[0])

        await self.app.push_screen(CorrectedFile(self._called, self._folder), look)

    async def _ask(self, path: Path) -> None:
        transcript = self._transcript

        def work(project: Project, coder: Coder) -> tuple[Preview, Replacement]:
            from kodeverk.service.importing import Choices, look_at
            from kodeverk.service.replacing import replace_text

            (preview,) = look_at(project, [path], Choices())
            return preview, replace_text(project, coder, transcript, preview, dry_run=True)

        preview, would = await self.gateway.asked(work)
        if would.status == "unchanged":
            self.say(replacement_summary(would))
            return

        async def answered(yes: bool | None) -> None:
            if yes:
                with self.workspace.errors_shown():
                    await self._replace(preview)

        await self.app.push_screen(CorrectionQuestion(preview, would), answered)

    async def _replace(self, preview: Preview) -> None:
        done = await imports.replace_text(self.gateway, self._transcript, preview)
        await self._read()
        self.say(f"{replacement_summary(done)}; {self.key_of('versions.undo')} takes it back")
        if done.to_review:
            await self.action_review()

    async def action_review(self) -> None:
        """Go through the placements that wait, those in this transcript first."""
        await self.workspace.review_placements(self._transcript)

    async def action_undo(self) -> None:
        """Take back my last step, wherever in the project it was."""
        await self.reverse("undo", self._changed)

    async def action_redo(self) -> None:
        """Do the step undone last again."""
        await self.reverse("redo", self._changed)

    async def _changed(self, said: str) -> None:
        self._marked = None
        await self._read()
        self.say(said)

    async def action_leave(self) -> None:
        """Go back to the project."""
        self._transcript = ""
        await self.app.switch_mode("project")

    # What is shown

    def say(self, fact: str) -> None:
        """Show what has happened in the status line."""
        self.status.update(fact, layout=False)

    def on_resize(self) -> None:
        """Share the new width among the columns."""
        if self._rows:
            self.call_after_refresh(self._list)

    def _show_heading(self) -> None:
        made = number_of(len(self._rows), "version")
        self.heading.update(f"{self._called} · {made} · {self.gateway.project_name}", layout=False)

    def _list(self) -> None:
        """Show the versions, with the same one highlighted as before."""
        before, width = self.lines.highlighted, max(self.size.width - 4, 40)
        self.lines.set_options(
            Option(Content(_line(row, width, marked=row.number == self._marked)))
            for row in self._rows
        )
        if before is not None and self._rows:
            self.lines.highlighted = min(before, len(self._rows) - 1)
        heads = _cells(width, "version", "file", "since", "by", "words", "codings", "")
        self.columns.update(heads, layout=False)


def _line(row: VersionRow, width: int, *, marked: bool) -> str:
    return _cells(
        width,
        f"{'*' if marked else ''}{row.number}".rjust(7),
        row.file,
        "" if row.at is None else time_told(row.at),
        row.coder or "",
        f"{row.words:>6}",
        f"{row.codings:>7}",
        "current" if row.is_current else "",
    )


def _cells(width: int, *columns: str) -> str:
    """Return a row of the list: the file takes what the others leave."""
    rest = max(width - 7 - 16 - 8 - 6 - 7 - 7 - 6, 8)
    sizes = (7, rest, 16, 8, 6, 7, 7)
    return " ".join(set_cell_size(text, cells) for text, cells in zip(columns, sizes, strict=True))


def _pieces(group: Sequence[Stretch], found: Comparison) -> Iterator[str | tuple[str, str]]:
    """Yield a difference and what is around it; brackets and signs tell what the colours do."""
    for one in group:
        gone = found.old_text[one.old.start : one.old.end]
        came = found.new_text[one.new.start : one.new.end]
        if one.kind == "same":
            yield gone
            continue
        if gone:
            yield f"[-{gone}-]", _GONE
        if came:
            yield f"{{+{came}+}}", _CAME
