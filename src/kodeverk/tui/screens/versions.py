"""The versions of a transcript's text: listed, compared, and replaced by a corrected file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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

from kodeverk.cells import in_columns
from kodeverk.service.phrases import local_time, number_of
from kodeverk.tui import services
from kodeverk.tui.import_list import replacement_summary
from kodeverk.tui.keys import VERSION_KEYS, VERSION_SECTIONS, Section
from kodeverk.tui.screens.corrected_file import CorrectedFile, CorrectionQuestion
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.screens.mode import read_on
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.previewing import Preview
    from kodeverk.service.projects import Project
    from kodeverk.service.versions import Comparison, Stretch, VersionRow

_GONE, _CAME = "$text-error", "$text-success"


class VersionScreen(ListScreen["tuple[VersionRow, ...]"]):
    """Lists the versions of one transcript; the highlighted one is compared with another."""

    BINDINGS: ClassVar[list[BindingType]] = list(VERSION_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = VERSION_SECTIONS

    which = getters.query_one("#which", Static)
    differences = getters.query_one("#differences", VerticalScroll)
    words = getters.query_one("#words", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._transcript = ""
        self._transcript_name = ""
        self._rows: tuple[VersionRow, ...] = ()
        self._marked: int | None = None
        self._compared: tuple[int, int] | None = None
        self._folder = Path.cwd()

    def compose_below(self) -> ComposeResult:
        """Show what differs between two versions."""
        yield Static(id="which", markup=False)
        with VerticalScroll(id="differences", can_focus=False):
            yield Static(id="words", markup=False)

    async def open(self, transcript: str, name: str) -> None:
        """Show the versions of the transcript with this id, the current one highlighted."""
        self._transcript, self._transcript_name = transcript, name
        self._marked = None
        self.say("")
        await self.action_reload()

    async def on_screen_resume(self) -> None:
        """Read the versions again: a review has been left, or a dialog closed."""
        if self._transcript:
            await self.action_reload()

    def reading(self) -> Callable[[Project, Coder], tuple[VersionRow, ...]]:
        """Return what gives the versions."""
        return partial(services.versions, transcript=self._transcript)

    async def show(self, seen: tuple[VersionRow, ...]) -> None:
        """Show the versions that were read, and compare the current one."""
        if seen != self._rows or not self.lines.option_count:
            self._rows = seen
            self._compared = None
            self.show_lines()
            self.lines.highlighted = next(n for n, row in enumerate(seen) if row.is_current)
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
        self.show_lines()
        await self._compare()

    async def on_option_list_option_highlighted(self) -> None:
        """Compare the version that is reached."""
        await self._compare()

    async def _compare(self) -> None:
        """Show what differs between the highlighted version and the marked one, or the one before.

        The older version always comes first.
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
        with self.workspace.errors_shown():
            comparison = await self.gateway.ask(services.comparison, self._transcript, *pair)
            self._show_differences(comparison)

    def _one_only(self) -> str:
        return (
            "There is one version only. A corrected file becomes another: "
            f"{self.key_of('versions.replace')} asks for it, and shows first what would happen."
        )

    def _show_differences(self, comparison: Comparison) -> None:
        old, new = comparison.old.number, comparison.new.number
        count = sum(stretch.kind != "same" for stretch in comparison.stretches)
        numbers = f"Version {old} → {new}: {number_of(count, 'difference')}"
        legend = "[-gone-] {+new+}" if count else ""
        self.which.update("   ".join(filter(None, [numbers, legend])), layout=False)
        groups = [Content.assemble(*_pieces(group, comparison)) for group in comparison.differences]
        self.words.update(Content("\n\n").join(groups))
        self.differences.scroll_home(animate=False)

    def action_page(self, pages: int) -> None:
        """Read on, or back, in the differences."""
        read_on(self.differences, pages)

    # Correcting

    async def action_replace(self) -> None:
        """Ask for the corrected file, show what would happen, and replace the text if wanted."""

        async def look(paths: list[Path] | None) -> None:
            if not paths:
                return
            self._folder = paths[0].parent
            if len(paths) > 1:
                self.say("One file at a time corrects a transcript")
                return
            with self.workspace.errors_shown():
                await self._ask(paths[0])

        await self.app.push_screen(CorrectedFile(self._transcript_name, self._folder), look)

    async def _ask(self, path: Path) -> None:
        preview, would = await self.gateway.ask(
            services.preview_replacement, self._transcript, path
        )
        if would.status == "unchanged":
            self.say(replacement_summary(would))
            return

        async def answered(yes: bool | None) -> None:
            if yes:
                with self.workspace.errors_shown():
                    await self._replace(preview)

        await self.app.push_screen(CorrectionQuestion(preview, would), answered)

    async def _replace(self, preview: Preview) -> None:
        replacement = await self.write(
            partial(services.replace_text, transcript=self._transcript, preview=preview)
        )
        undo = self.key_of("versions.undo")
        self.say(f"{replacement_summary(replacement)}; {undo} takes it back")
        if replacement.to_review:
            await self.action_review()

    async def action_review(self) -> None:
        """Go through the placements that wait, those in this transcript first."""
        await self.workspace.review_placements(self._transcript)

    async def changed(self, fact: str, seen: tuple[VersionRow, ...]) -> None:
        """Show the versions after a step back or forth, and say what was done; none is marked."""
        self._marked = None
        await super().changed(fact, seen)

    async def action_leave(self) -> None:
        """Go back to the project."""
        self._transcript = ""
        await super().action_leave()

    # What is shown

    def _show_heading(self) -> None:
        made = number_of(len(self._rows), "version")
        self.heading.update(
            f"{self._transcript_name} · {made} · {self.gateway.project_name}", layout=False
        )

    def show_lines(self) -> None:
        """Show the versions, the one the others are compared with marked."""
        self.set_lines(
            [
                Option(
                    Content(_line(row, self.width, marked=row.number == self._marked)),
                    str(row.number),
                )
                for row in self._rows
            ]
        )
        heads = _cells(self.width, "no.", "file", "since", "by", "turns", "words", "codings", "")
        self.columns.update(heads, layout=False)


def _line(row: VersionRow, width: int, *, marked: bool) -> str:
    return _cells(
        width,
        f"{'*' if marked else ''}{row.number}".rjust(3),
        row.file,
        "" if row.at is None else local_time(row.at),
        row.coder or "",
        f"{row.turns:>5}",
        f"{row.words:>6}",
        f"{row.codings:>7}",
        "current" if row.is_current else "",
    )


def _cells(width: int, *texts: str) -> str:
    """Return a row of the list: the file takes what the others leave."""
    rest = max(width - 3 - 16 - 8 - 5 - 6 - 7 - 7 - 7, 8)
    return in_columns(texts, (3, rest, 16, 8, 5, 6, 7, 7), marked=False)


def _pieces(group: Sequence[Stretch], comparison: Comparison) -> Iterator[str | tuple[str, str]]:
    """Yield a difference and what is around it; brackets and signs tell what the colours do."""
    for stretch in group:
        gone = comparison.old_text[stretch.old.start : stretch.old.end]
        came = comparison.new_text[stretch.new.start : stretch.new.end]
        if stretch.kind == "same":
            yield gone
            continue
        if gone:
            yield f"[-{gone}-]", _GONE
        if came:
            yield f"{{+{came}+}}", _CAME
