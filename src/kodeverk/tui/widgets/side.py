"""What stands beside or below the text: the codings at the caret, one of them whole, the codes."""

from collections.abc import Callable

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from kodeverk.model.records import Coding
from kodeverk.tui.coded_transcript import CodedTranscript
from kodeverk.tui.coding_in_full import codebook_rows, coding_rows
from kodeverk.tui.coding_target import CodingTarget
from kodeverk.tui.keys import PINNED
from kodeverk.tui.lanes import full_width
from kodeverk.tui.widgets.codes_here import CodesHere
from kodeverk.tui.widgets.pins import Pins
from kodeverk.tui.widgets.row_list import Row, RowList

NO_CODING = "no coding at the caret"

_NARROWEST, _WIDEST = 38, 90
"""How many cells the side has on a wide screen."""


class Side(Vertical):
    """Lists the codings at the caret and the pinned codes; where there is room, the rest too."""

    codes_here = getters.query_one(CodesHere)
    coding = getters.query_one("#coding", RowList)
    codebook = getters.query_one("#codebook", RowList)
    pins = getters.query_one(Pins)

    class Resized(Message):
        """It has another size than what it shows was made for."""

    def __init__(self, key_of: Callable[[str], str]) -> None:
        super().__init__(id="side")
        self._key_of = key_of
        self._here: object = None
        self._whole: object = None

    def compose(self) -> ComposeResult:
        """Show the list, the coding, the codebook, the pinned codes."""
        yield CodesHere()
        yield RowList(id="coding", can_focus=True)
        yield RowList(id="codebook", can_focus=False)
        yield Pins(self._key_of, id="pins")

    @property
    def is_wide(self) -> bool:
        """Whether it stands beside the text."""
        return self.screen.has_class("-wide")

    def on_resize(self) -> None:
        """Tell that there is another size: only now do the parts know theirs."""
        self.post_message(self.Resized())

    def forget(self) -> None:
        """Take nothing for shown: there is another transcript, or another width."""
        self._here = self._whole = None

    def fit(self, transcript: CodedTranscript, width: int, measure: int) -> None:
        """Take of a screen `width` cells wide what the text does not need for its measure."""
        rest = width - full_width(transcript.shown_text.label_cells, measure) - 1
        wanted = min(max(rest, _NARROWEST), _WIDEST) if self.is_wide else "100%"
        self.styles.width = wanted

    def show_here(self, target: CodingTarget, colleagues: bool, elsewhere: str) -> None:
        """Show the codings and memos at the caret, unless that is what is shown."""
        listed = (target.lines(colleagues), elsewhere)
        if listed != self._here:
            self._here = listed
            self.codes_here.show(*listed)
        if self.is_wide:
            first = next((line.id for line in listed[0]), "")
            self._show_whole(target.transcript, target.selected(), first)

    def _show_whole(self, transcript: CodedTranscript, selected: Coding | None, first: str) -> None:
        coding = selected or transcript.codings.get(first)
        width = self.coding.scrollable_content_region.width
        memos = tuple(memo.text for memo in transcript.memos if coding and memo.target == coding.id)
        whole = (coding, memos, width)
        if whole == self._whole:
            return
        self._whole = whole
        if coding is None:
            self.coding.show([Row(NO_CODING)], from_top=True)
        else:
            self.coding.show(coding_rows(transcript, coding, width), from_top=True)
            self.codebook.reveal(coding.code)

    def show_codebook(self, transcript: CodedTranscript) -> None:
        """Show the codes in use and how often the coder has used each here."""
        if self.is_wide:
            self.codebook.show(codebook_rows(transcript))

    def show_pins(self, transcript: CodedTranscript) -> None:
        """Show the codes that digits apply; a click applies one, too."""
        if not any(code.counted for code in transcript.codes):
            picks = self._key_of("coding.pick")
            self.pins.update(
                f"No codes yet: {picks} makes one; kodeverk codebook load PROJECT FILE brings many"
            )
            return
        pinned = [
            (digit, code) for digit in PINNED if (code := transcript.pinned(digit)) is not None
        ]
        if self.is_wide and self.screen.has_class("-high"):
            self.pins.show_names(pinned)
        else:
            self.pins.show_keys(pinned, rows=6 if self.is_wide else 2)
