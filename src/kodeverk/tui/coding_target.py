"""What a key of the coding screen is about: the words selected, the codings and memos there."""

from kodeverk.model.records import Coding, Memo
from kodeverk.model.text import Span
from kodeverk.tui.coded_transcript import CodedTranscript
from kodeverk.tui.widgets.codes_here import CodeHere
from kodeverk.tui.widgets.transcript import TranscriptView


class CodingTarget:
    """The selection in a view, or its caret, and what lies there of the transcript it shows."""

    def __init__(self, view: TranscriptView, transcript: CodedTranscript) -> None:
        self._view = view
        self._transcript = transcript
        self._made: tuple[Span, str] | None = None

    def passage(self) -> Span | None:
        """Return the selection; with none, select the sentence at the caret and return that.

        None where that holds no words.
        """
        if self._view.selection.start == self._view.selection.end:
            self._view.action_select_whole("sentence")
        start, end = self._view.selection
        words = self._transcript.shown_text.text[start:end].strip()
        return Span(start, end) if words else None

    def codings(self) -> list[Coding]:
        """Return the codings on the screen that touch the selection, or hold the caret."""
        return [self._transcript.codings[shown.id] for shown in self._view.codings_here()]

    def own_codings(self) -> list[Coding]:
        """Return those of the codings here that are the coder's own."""
        return [coding for coding in self.codings() if self._transcript.is_own(coding)]

    def own_codings_of_selection(self) -> list[Coding]:
        """Return the own codings here; where words are selected, those on exactly these words."""
        start, end = self._view.selection
        own = self.own_codings()
        if start == end:
            return own
        return [coding for coding in own if (coding.start, coding.end) == (start, end)]

    def memos(self, colleagues: bool) -> list[Memo]:
        """Return the memos on passages and codings that touch the selection, or hold the caret."""
        return [*self._transcript.memos_here(*self._view.here, colleagues)]

    def lines(self, colleagues: bool) -> tuple[CodeHere, ...]:
        """Return the codings and memos here as the list beside the text shows them."""
        highlighted = self._view.highlighted
        codings = (
            CodeHere(
                coding.id,
                self._transcript.coding_line(coding),
                highlighted is not None and coding.id == highlighted.id,
                self._transcript.colour(coding),
            )
            for coding in self.codings()
        )
        memos = (
            CodeHere(memo.id, self._transcript.memo_line(memo), False)
            for memo in self.memos(colleagues)
        )
        return (*codings, *memos)

    def highlighted(self) -> Coding | None:
        """Return the coding chosen or cycled to, if any."""
        shown = self._view.highlighted
        return None if shown is None else self._transcript.codings.get(shown.id)

    def singled_out(self) -> Coding | None:
        """Return the highlighted coding, or the one made last while its selection stays."""
        highlighted = self.highlighted()
        if highlighted is not None or self._made is None or self._made[0] != self._view.selection:
            return highlighted
        return self._transcript.codings.get(self._made[1])

    def take_as_made(self, passage: Span, coding: Coding | None) -> None:
        """Take note of the coding that a code was last put on a passage as; None forgets it."""
        self._made = None if coding is None else (passage, coding.id)

    def forget_made(self) -> None:
        """Forget which coding was made last: it may be gone."""
        self._made = None
