"""A field that asks for words, and goes to where they occur in a transcript."""

from textual.message import Message
from textual.widgets import Input

from kodeverk.tui.widgets.transcript import TranscriptView


class SearchField(Input):
    """Out of sight until it asks; Enter goes to the next place where the words occur.

    What is found the view tells in its own message.
    """

    class Missed(Message):
        """The words do not occur."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, view: TranscriptView, on: str, back: str) -> None:
        super().__init__(
            placeholder=f"Search: Enter finds, then {on} and {back} go on", id="search"
        )
        self.display = False
        self.view = view

    def ask(self) -> None:
        """Ask for words to search for."""
        self.display = True
        self.screen.set_focus(self)
        self.select_all()

    def close(self) -> None:
        """Take the field away."""
        self.screen.set_focus(self.view)
        self.display = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next place where the words occur."""
        event.stop()
        self.close()
        if self.view.find(event.value):
            self.view.action_hit(1)
        elif event.value.strip():
            self.post_message(self.Missed(event.value))
