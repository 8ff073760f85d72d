"""What the screens share that show a transcript to move, select and search in."""

from textual import getters
from textual.widgets import Static

from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.widgets.search_field import SearchField
from kodeverk.tui.widgets.transcript import TranscriptView
from kodeverk.tui.workspace import Workspace


class TextScreen(Mode):
    """Says in its status line what the transcript and the search tell; subclasses have both."""

    heading = getters.query_one("#heading", Static)
    status = getters.query_one("#status", Static)
    search_field = getters.query_one(SearchField)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.fact = ""
        """What has happened last, in words."""

    def say(self, fact: str) -> None:
        """Show what has happened in the status line."""
        self.fact = fact
        self.show_status()

    def show_status(self) -> None:
        """Write the status line."""
        self.status.update(self.fact, layout=False)

    def new_search_field(self, view: TranscriptView) -> SearchField:
        """Return a field that searches in a view."""
        return SearchField(view, self.key_of("transcript.hit"), self.key_of("transcript.hit-back"))

    def action_let_go(self) -> None:
        """Close the search, hide the hits, select nothing."""
        view = self.search_field.view
        self.search_field.close()
        view.find("")
        view.clear_selection()

    def on_transcript_view_selection_changed(self) -> None:
        """Let toasts that are shown make way for the caret."""
        if self.app._notifications:
            self.clear_the_caret()

    def clear_the_caret(self) -> None:
        """Let toasts stand above when the caret is in the lower half of the screen, else below."""
        view = self.search_field.view
        row = view.region.y + view.caret_row
        self.set_class(2 * row >= self.size.height, "-caret-below")

    def on_transcript_view_hit_reached(self, event: TranscriptView.HitReached) -> None:
        """Say which hit this is."""
        self.say(f"Hit {event.number} of {event.total}")

    def on_transcript_view_nothing_found(self, event: TranscriptView.NothingFound) -> None:
        """Say what there is none of."""
        self.say(self.nothing_in_words(event.wanted))

    def nothing_in_words(self, wanted: str) -> str:
        """Return in words that there is no coding, hit or other thing to go to."""
        return f"There is no {wanted} there"

    def on_transcript_view_turn_ended(self, event: TranscriptView.TurnEnded) -> None:
        """Say who speaks next, before their words are selected, too."""
        self.say(f"The turn ends here: the same key again goes on into that of {event.speaker}")

    def on_search_field_missed(self, event: SearchField.Missed) -> None:
        """Say that the words do not occur."""
        self.say(f"“{event.words}” does not occur")
