"""What is known of one file that is to be imported, line by line, and its first turns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.tui.import_list import FileFact, file_facts, first_question, reading_lines

if TYPE_CHECKING:
    from kodeverk.service.previewing import Preview


class FilePanel(Vertical):
    """Shows a file; its lines can be chosen to say something else.

    `key_of` gives the first key of a binding, by its id.
    """

    lines = getters.query_one("#choices", OptionList)
    words = getters.query_one("#words", Static)
    reading = getters.query_one("#reading", VerticalScroll)

    def __init__(self, key_of: Callable[[str], str]) -> None:
        super().__init__(id="about")
        self._key_of = key_of
        self._facts: list[FileFact] = []
        self._told_of: Path | None = None

    def compose(self) -> ComposeResult:
        """Show what can be chosen above what is read."""
        yield OptionList(id="choices")
        with VerticalScroll(id="reading", can_focus=False):
            yield Static(id="words", markup=False)

    def show(self, preview: Preview | None) -> None:
        """Show a file, or none; what was highlighted of it stays so."""
        is_same = preview is not None and preview.path == self._told_of
        before = self.lines.highlighted if is_same else None
        self._facts = file_facts(preview) if preview else []
        self.lines.set_options(Option(fact.line) for fact in self._facts)
        if preview is not None and self._facts:
            place = first_question(preview) if before is None else before
            self.lines.highlighted = min(place, len(self._facts) - 1)
        self._told_of = preview.path if preview else None
        self.words.update(reading_lines(preview, self._key_of) if preview else Content(""))

    def kind(self, place: int) -> str:
        """Return what the line at a place is about."""
        return self._facts[place].kind

    @property
    def speaker(self) -> str | None:
        """The label of the speaker whose line is highlighted, if one is."""
        place = self.lines.highlighted
        fact = self._facts[place] if place is not None and place < len(self._facts) else None
        return fact.label if fact is not None and fact.kind == "speaker" else None
