"""The corrected file of a transcript: which it is, and what it would do to what was coded."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from kodeverk.model.text import count_words
from kodeverk.service.phrases import number_of
from kodeverk.tui.import_list import comments_left, placement_counts
from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.screens.file_choice import Entry, FileChoice, split_path
from kodeverk.written_paths import is_file

if TYPE_CHECKING:
    from kodeverk.service.previewing import Preview
    from kodeverk.service.replacing import Replacement


class CorrectedFile(FileChoice):
    """Gives the path of one file, in a list, or None when it was closed without."""

    CLOSING = "Enter opens · Tab completes · Esc closes"

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(folder)
        self._title = f"Which file has the corrected text of {name}?"

    def buttons(self) -> ComposeResult:
        """Return none: a file is taken at once."""
        return ()

    async def fitting(self, typed: str) -> Sequence[Entry]:
        """Return what the folder holds, but not all its files at once."""
        return [entry for entry in await super().fitting(typed) if entry.kind in ("file", "folder")]

    def shown(self, line: Entry) -> str:
        """Return the name."""
        return line.name

    async def take(self, line: Entry | None) -> None:
        """Go into a folder, or give the file; one the list does not have is told why not later."""
        folder, name = split_path(self.field.value)
        typed = folder / name
        if line is not None and line.kind == "file":
            self.dismiss([line.path])
        elif line is None and is_file(typed):
            self.dismiss([typed])
        else:
            await super().take(line)


class CorrectionQuestion(Dialog[bool]):
    """Gives whether a file shall become the text of a transcript, after telling what that does."""

    AUTO_FOCUS = "#replace"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c,f2", "answer(True)", show=False),
        Binding("escape,q", "answer(False)", show=False),
        Binding("left,right,up,down", "app.focus_next", show=False),
    ]

    def __init__(self, preview: "Preview", would: "Replacement") -> None:
        super().__init__()
        self._title = f"Replace the text of {would.transcript} by {would.file}?"
        self._facts = "\n".join(_facts(preview, would))

    def compose(self) -> ComposeResult:
        """Tell what would happen, and ask."""
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(self._facts, markup=False)
            yield Static("Nothing is lost: the text of now stays as a version.", classes="hint")
            with Horizontal(classes="buttons"):
                yield Button("Replace", variant="primary", id="replace", compact=True)
                yield Button("Leave it", id="leave", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the answer."""
        self.dismiss(event.button.id == "replace")

    def action_answer(self, replace: bool) -> None:
        """Give the answer."""
        self.dismiss(replace)


def _facts(preview: "Preview", would: "Replacement") -> Iterator[str]:
    assert preview.source is not None
    assert preview.reading is not None
    text, blocks = preview.source.text, preview.reading.blocks
    words = number_of(sum(count_words(text[block.start : block.end]) for block in blocks), "word")
    turns = number_of(preview.reading.joined_turns, "turn")
    yield f"It has {words} in {turns} ({would.convention})."
    if would.status == "went back":
        yield "It is an earlier version of this text: the transcript goes back to that."
    yield from placement_counts(would) or ["Nothing was coded in the texts before."]
    yield from (f"{old} is {new} now" for old, new in would.matched)
    yield from (f"new speaker: {label}" for label in would.new_speakers)
    yield from (f"Note: {warning}" for warning in (*would.warnings, *comments_left(would)))
