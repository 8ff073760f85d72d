"""What a key of the coding screen is about: the words selected, the codings and memos there."""

from kodeverk.model.codebook import carries
from kodeverk.model.directions import DIRECTION
from kodeverk.model.passages import passage_to_code
from kodeverk.model.records import Coding, Facet, Memo
from kodeverk.model.text import Span, count_words
from kodeverk.tui.coded_transcript import CodedTranscript
from kodeverk.tui.footer_keys import State
from kodeverk.tui.shown_transcript import ShownTranscript
from kodeverk.tui.signs import lacks
from kodeverk.tui.widgets.codes_here import CodeHere
from kodeverk.tui.widgets.selection import sentence_at, turn_at
from kodeverk.tui.widgets.transcript import TranscriptView

TURN_WORDS = 40
"""A turn of up to so many words is coded whole where the caret has only come to it."""

_LONGEST_TURN = 4000
"""So many characters hold more words than that: they need not be counted."""


class CodingTarget:
    """The selection in a view, or its caret, and what lies there of the transcript it shows."""

    def __init__(self, view: TranscriptView, transcript: CodedTranscript) -> None:
        self._view = view
        self.transcript = transcript

    def passage(self) -> Span | None:
        """Return the words selected; with none, select what a code goes on and return that.

        Blanks and labels at its ends are no part of it. None where that holds no words.
        """
        if self._is_empty:
            self._view.action_select_whole(whole_to_code(self._view.transcript, self._view.caret))
        shown = self._view.transcript
        return passage_to_code(shown.text, shown.labels, self._view.selection)

    def passage_to_copy(self) -> Span | None:
        """Return the selection; with none the passage of the selected coding, or the sentence."""
        if not self._is_empty:
            return Span(*self._view.selection)
        if (coding := self.selected()) is not None:
            return Span(coding.start, coding.end)
        return sentence_at(self._view.transcript, self._view.caret)

    def passage_in_words(self) -> str:
        """Return what a code would go on: so many words selected, the whole turn, the sentence."""
        if not self._is_empty:
            return f"{self.transcript.words_in_words(self._view.selection)} selected"
        return f"a code takes the {whole_to_code(self._view.transcript, self._view.caret)}"

    def codings(self) -> list[Coding]:
        """Return the codings on the screen that touch the selection, or hold the caret."""
        return [self.transcript.codings[shown.id] for shown in self._view.codings_here()]

    def own_codings(self) -> list[Coding]:
        """Return those of the codings here that are the coder's own."""
        return [coding for coding in self.codings() if self.transcript.is_own(coding)]

    def own_codings_of_selection(self) -> list[Coding]:
        """Return the own codings here; where words are selected, those on exactly these words."""
        start, end = self._view.selection
        own = self.own_codings()
        if start == end:
            return own
        return [coding for coding in own if (coding.start, coding.end) == (start, end)]

    def memos(self, colleagues: bool) -> list[Memo]:
        """Return the memos on passages and codings that touch the selection, or hold the caret."""
        return [*self.transcript.memos_here(*self._view.here, colleagues)]

    def lines(self, colleagues: bool) -> tuple[CodeHere, ...]:
        """Return the codings and memos here as the list beside the text shows them."""
        selected = self.selected()
        codings = (
            CodeHere(
                coding.id,
                self.transcript.coding_line(coding),
                selected is not None and coding.id == selected.id,
                self.transcript.colour(coding),
            )
            for coding in self.codings()
        )
        memos = (
            CodeHere(memo.id, self.transcript.memo_line(memo), False)
            for memo in self.memos(colleagues)
        )
        return (*codings, *memos)

    def selected(self) -> Coding | None:
        """Return the selected coding, if any: that made, cycled to or acted on last.

        Until the caret moves it is what directions, facets, memos and removing are about.
        """
        shown = self._view.highlighted
        return None if shown is None else self.transcript.codings.get(shown.id)

    def state(self) -> tuple[State, Facet | None]:
        """Return what is at hand, and the direction that the selected coding can be given."""
        if self._view.bordering:
            return "borders", None
        selected, direction = self.selected(), self.transcript.facet(DIRECTION)
        if selected is None or not self.transcript.is_own(selected):
            return ("nothing" if self._is_empty else "selection"), None
        code = self.transcript.code(selected)
        if direction is None or not carries(code, direction):
            return "coding", None
        return ("lacking" if lacks(selected, code, direction) else "coding"), direction

    @property
    def _is_empty(self) -> bool:
        start, end = self._view.selection
        return start == end


def whole_to_code(transcript: ShownTranscript, caret: int) -> str:
    """Return what a code goes on where nothing is selected, as `WHOLES` has it.

    At the beginning of a turn of up to 40 words that is the turn, an answer such as "Ja. Han har
    tid."; elsewhere the sentence.
    """
    turn = turn_at(transcript, caret)
    if turn is None or caret > turn.start or turn.end - turn.start > _LONGEST_TURN:
        return "sentence"
    words = count_words(transcript.text[turn.start : turn.end])
    return "turn" if words <= TURN_WORDS else "sentence"
