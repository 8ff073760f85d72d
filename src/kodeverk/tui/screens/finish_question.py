"""Before a transcript is finished: what is unread, which codings lack a facet, and the question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.model.text import Span
from kodeverk.service.phrases import number_of
from kodeverk.tui.coded_transcript import CodedTranscript
from kodeverk.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from kodeverk.service.coding import Unfinished


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something left open: what, in words, and the passage to go to."""

    line: str
    start: int
    end: int


class FinishQuestion(Dialog[Lacking | bool]):
    """Gives True to finish, False not to, or what is left open that the user will see to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("F,f10", "answer(True)", show=False),
        Binding("escape,q", "answer(False)", show=False),
    ]
    lines = getters.query_one(OptionList)

    def __init__(self, summary: str, lacking: Sequence[Lacking]) -> None:
        super().__init__()
        self._summary = summary
        self._lacking = lacking

    def compose(self) -> ComposeResult:
        """List what is left open, and ask."""
        finish = "Finish anyway" if self._lacking else "Finish"
        with Vertical(classes="dialog wide"):
            yield Static(self._summary, classes="title", markup=False)
            yield OptionList(*(Option(Content(part.line)) for part in self._lacking))
            going = "Enter goes there · " if self._lacking else ""
            yield Static(f"{going}F finishes · Esc goes on coding", classes="hint")
            with Horizontal(classes="buttons"):
                yield Button(finish, variant="primary", id="finish", compact=True)
                yield Button("Go on coding", id="back", compact=True)

    def on_mount(self) -> None:
        """Let the keys go to the list, or to the button where nothing is left open."""
        if self._lacking:
            self.set_focus(self.lines)
            self.lines.highlighted = 0
        else:
            self.lines.display = False
            self.set_focus(self.query_one("#finish"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give what is to be seen to."""
        self.dismiss(self._lacking[event.option_index])

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the answer."""
        self.dismiss(event.button.id == "finish")

    def action_answer(self, finish: bool) -> None:
        """Give the answer."""
        self.dismiss(finish)


def finish_question(transcript: CodedTranscript, unfinished: "Unfinished") -> FinishQuestion:
    """Return the question whether a transcript is finished, with what is left open in it."""
    lacking = _lacking_parts(transcript, unfinished)
    left = (
        f"{number_of(len(unfinished.lacking), 'required facet')} missing, "
        f"{number_of(len(unfinished.unread), 'turn')} not read."
        if lacking
        else "Everything has been read, and no required facet is missing."
    )
    return FinishQuestion(f"Finish {transcript.record.name}? {left}", lacking)


def _lacking_parts(transcript: CodedTranscript, unfinished: "Unfinished") -> list[Lacking]:
    """Return what is left open: codings that lack a facet, then turns that are not read."""
    codings = [
        Lacking(
            f"{transcript.key_of(coding)} has no {facet.key}: "
            f"“{transcript.excerpt(Span(coding.start, coding.end))}”",
            coding.start,
            coding.end,
        )
        for coding, facet in unfinished.lacking
    ]
    turns = [
        Lacking(f"not read: “{transcript.excerpt(turn)}”", turn.start, turn.end)
        for turn in unfinished.unread
    ]
    return [*codings, *turns]
