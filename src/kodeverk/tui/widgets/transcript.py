"""The transcript on the screen: its text with speakers and codings, a caret and a selection.

It is given plain values and knows no database; it tells the screen what has happened in messages.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer

from kodeverk.model.text import Span
from kodeverk.tui.lanes import coding_at, rearrange
from kodeverk.tui.shown_transcript import ShownCoding, ShownTranscript
from kodeverk.tui.widgets.painting import Picture
from kodeverk.tui.widgets.search import find_hits
from kodeverk.tui.widgets.selection import (
    STEPS,
    WHOLES,
    open_turn,
    other_speaker,
    snap,
    whole_selection,
)
from kodeverk.tui.widgets.transcript_keys import KEYS
from kodeverk.tui.widgets.transcript_rows import TranscriptRows, read_row, rows_with
from kodeverk.tui.wrapping import Layout

_DRAG_SCROLL_SECONDS = 0.05


class TranscriptView(TranscriptRows, can_focus=True):
    """Shows one transcript, with a caret to move, a selection to code and the codings on it."""

    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)
    extending: var[bool] = var(False)
    """Whether movements extend the selection, as with shift held."""

    class SelectionChanged(Message):
        """The caret has moved: the selection is `[start, end)`, empty when the two are equal."""

        def __init__(self, start: int, end: int, caret: int) -> None:
            super().__init__()
            self.start = start
            self.end = end
            self.caret = caret

    class CodingHighlighted(Message):
        """Another coding is highlighted, or none."""

        def __init__(self, coding: str | None) -> None:
            super().__init__()
            self.coding = coding

    class HitReached(Message):
        """The caret has gone to a hit, the `number`th of `total`."""

        def __init__(self, number: int, total: int) -> None:
            super().__init__()
            self.number = number
            self.total = total

    class TurnEnded(Message):
        """A movement has stopped at the end of a turn; `speaker` would be selected from next."""

        def __init__(self, speaker: str) -> None:
            super().__init__()
            self.speaker = speaker

    class NothingFound(Message):
        """A movement had nowhere to go; `wanted` names what is not there, such as `open turn`."""

        def __init__(self, wanted: str) -> None:
            super().__init__()
            self.wanted = wanted

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._goal: int | None = None
        self._stopped: int | None = None
        self._drag_from: Span | None = None
        self._drag_rows = 0
        self._drag_timer: Timer | None = None

    # What is shown

    def show(
        self,
        transcript: ShownTranscript,
        codings: Iterable[ShownCoding] = (),
        noted: Sequence[int] = (),
        *,
        caret: int = 0,
        read_to: int = 0,
    ) -> None:
        """Show another text, with the caret at the offset `caret`, or the next it can stand at.

        `noted` are the offsets, in order, in whose rows the margin says that there is a memo.
        """
        self._transcript = transcript
        self._codings = _in_order(codings)
        self._noted = tuple(noted)
        self._hits = ()
        self._highlighted = None
        self._read_to = read_to
        self._anchor = self._caret = snap(transcript, caret)
        self._picture = None
        self.extending = False
        self._fit()
        self._post_selection()

    def set_codings(self, codings: Iterable[ShownCoding], noted: Sequence[int] = ()) -> None:
        """Show these codings instead; the selection, the place and, if kept, the highlight stay."""
        before, highlighted = self._codings, self._highlighted
        self._codings = _in_order(codings)
        self._noted = tuple(noted)
        if highlighted is not None:
            self._highlighted = self._with_id(highlighted.id)
        picture = self._picture
        if picture is not None:
            changed = {*before} ^ {*self._codings}
            margin = rearrange(
                picture.margin, changed, self._codings, picture.layout, picture.columns
            )
            self._repaint_changed(
                replace(
                    picture,
                    margin=margin,
                    highlighted=self._highlighted,
                    noted=rows_with(picture.layout, self._noted),
                )
            )
        if highlighted is not None and self._highlighted is None:
            self.post_message(self.CodingHighlighted(None))

    def find(self, query: str) -> int:
        """Mark every place where `query` occurs, in any case, and return how many there are.

        An empty query takes the marks away. The caret does not move.
        """
        self._hits = find_hits(self._transcript, query)
        self._repaint(hits=self._hits)
        return len(self._hits)

    @property
    def transcript(self) -> ShownTranscript:
        """The text that is shown, with its turns and speakers."""
        return self._transcript

    @property
    def read_to(self) -> int:
        """The offset up to which the transcript has been read; the gutter marks these rows."""
        return self._read_to

    @read_to.setter
    def read_to(self, offset: int) -> None:
        self._read_to = offset
        if self._picture is not None:
            self._repaint(read_row=read_row(self._picture.layout, offset))

    # The selection

    @property
    def caret(self) -> int:
        """The offset where the caret stands."""
        return self._caret

    @property
    def highlighted(self) -> ShownCoding | None:
        """The highlighted coding, if any."""
        return self._highlighted

    @property
    def here(self) -> Span:
        """The selected offsets, or the one character at the caret if nothing is selected."""
        start, end = self.selection
        return Span(start, max(end, start + 1))

    def codings_here(self) -> tuple[ShownCoding, ...]:
        """Return the codings that touch the selection, or hold the caret if nothing is selected."""
        start, end = self.here
        return tuple(
            coding for coding in self._codings if coding.start < end and start < coding.end
        )

    def highlight(self, coding: str | None) -> None:
        """Highlight the coding with this id, if it is shown, or none; the selection stays."""
        self._highlight(None if coding is None else self._with_id(coding))

    def select(self, start: int, end: int) -> None:
        """Select `[start, end)`, with the caret at `end`, and bring it into the window."""
        self._highlight(None)
        self._select_span(Span(start, end))

    def clear_selection(self) -> None:
        """Select nothing and highlight no coding; the caret stays, and stops extending."""
        self.extending = False
        self._highlight(None)
        self._move(self._caret, self._caret)

    def _select_span(self, span: Span) -> None:
        start, end = whole_selection(self._transcript, span)
        self._goal = None
        self._move(start, end)
        self._reveal(end, jump=True)
        self._reveal(start, jump=True)

    def _move(self, anchor: int, caret: int) -> None:
        """Set the selection; repaint the rows whose selection or caret changes."""
        before, old_caret = self.selection, self._caret
        if (anchor, caret) == (self._anchor, old_caret):
            return
        self._anchor, self._caret = anchor, caret
        after = self.selection
        touched = [old_caret, caret]
        if before.start != after.start:
            touched += [before.start, after.start]
        if before.end != after.end:
            touched += [before.end, after.end]
        self._repaint_between(min(touched), max(touched))
        self._post_selection()

    def _post_selection(self) -> None:
        self.post_message(self.SelectionChanged(*self.selection, self._caret))

    def _with_id(self, coding: str) -> ShownCoding | None:
        return next((shown for shown in self._codings if shown.id == coding), None)

    def _highlight(self, coding: ShownCoding | None) -> None:
        if coding == self._highlighted:
            return
        self._highlighted = coding
        if self._picture is not None:
            self._repaint_changed(replace(self._picture, highlighted=coding))
        self.post_message(self.CodingHighlighted(None if coding is None else coding.id))

    # Actions

    def action_go(self, step: str, extend: bool = False) -> None:
        """Move the caret by a step of `STEPS` or of rows, extending the selection or not.

        Where a sentence of another speaker would be selected too, only the second time.
        """
        if step in STEPS:
            target = STEPS[step](self._transcript, self._caret)
            if extend and step == "end of sentence" and self._caret != self._stopped:
                speaker = other_speaker(self._transcript, self._caret, target)
                if speaker is not None:
                    self._stopped = self._caret
                    self.post_message(self.TurnEnded(speaker))
                    return
            self._go(target, extend)
        elif self._picture is not None:
            self._go_by_row(self._picture.layout, step, extend)

    def action_select_whole(self, whole: str) -> None:
        """Select the word, sentence, paragraph, turn or answer at the caret."""
        span = WHOLES[whole](self._transcript, self._caret)
        if span is None:
            self.post_message(self.NothingFound(whole))
        else:
            self.select(*span)

    def action_toggle_extending(self) -> None:
        """Make movements extend the selection, or stop that."""
        self.extending = not self.extending

    def action_open_turn(self) -> None:
        """Go to the next informant's turn that has not been read to its end."""
        offset = open_turn(self._transcript, self._caret, self._read_to)
        if offset is None:
            self.post_message(self.NothingFound("open turn"))
        else:
            self._go(offset, False, jump=True)

    def action_coding(self, direction: int) -> None:
        """Highlight the next (1) or previous (-1) coding in the text, and select its passage."""
        places = range(len(self._codings))
        if self._highlighted is not None:
            place = self._codings.index(self._highlighted) + direction
        elif direction > 0:
            place = next(
                (place for place in places if self._codings[place].start >= self._caret), -1
            )
        else:
            start = self.selection.start
            place = next(
                (place for place in reversed(places) if self._codings[place].start < start), -1
            )
        if place not in places:
            self.post_message(self.NothingFound("coding"))
            return
        self._go_to_coding(self._codings[place])

    def action_cycle_codings(self) -> None:
        """Highlight the next of the codings here; the selection stays."""
        here = self.codings_here()
        if not here:
            self.post_message(self.NothingFound("coding"))
            return
        at = here.index(self._highlighted) + 1 if self._highlighted in here else 0
        self._highlight(here[at % len(here)])

    def action_hit(self, direction: int) -> None:
        """Select the next (1) or previous (-1) hit; behind the last comes the first."""
        if not self._hits:
            self.post_message(self.NothingFound("hit"))
            return
        start, end = self.selection
        if direction > 0:
            number = bisect_left(self._hits, end, key=lambda hit: hit.start)
        else:
            number = bisect_left(self._hits, start, key=lambda hit: hit.start) - 1
        number %= len(self._hits)
        self.select(*self._hits[number])
        self.post_message(self.HitReached(number + 1, len(self._hits)))

    def _go_to_coding(self, coding: ShownCoding) -> None:
        self._highlight(coding)
        self._select_span(Span(coding.start, coding.end))

    def _go(self, offset: int, extend: bool, *, jump: bool = False) -> None:
        self._goal = self._stopped = None
        self._highlight(None)
        self._move(self._anchor if extend or self.extending else offset, offset)
        self._reveal(offset, jump=jump)

    def _go_by_row(self, layout: Layout, step: str, extend: bool) -> None:
        row, column = layout.column_of(self._caret)
        if step in ("start of row", "end of row"):
            target = layout.starts[row] if step == "start of row" else layout.last_stop(row)
            self._go(target, extend)
            return
        goal = column if self._goal is None else self._goal
        page = max(self.scrollable_content_region.height - 1, 1)
        rows = {"row up": -1, "row down": 1, "page up": -page, "page down": page}[step]
        if abs(rows) > 1:
            self.scroll_relative(y=rows, animate=False, force=True)
        target_row = min(max(row + rows, 0), len(layout) - 1)
        while layout.is_spacer(target_row):
            target_row += 1 if rows > 0 else -1
        self._go(layout.offset_at(target_row, goal), extend)
        self._goal = goal

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret there, or extend to it with shift; in the margins see `_click_margin`."""
        picture = self._picture
        if picture is None or event.button != 1:
            return
        event.stop()
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        if x < picture.columns.text_from or x >= picture.columns.lanes_from:
            self._click_margin(picture, x, y + self.scroll_offset.y)
            return
        pressed = self._drawn_at(picture, x, y)
        self._go(pressed.start, event.shift)
        self._drag_from = Span(self._anchor, self._anchor) if event.shift else pressed
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from the pressed cell to this one, both with it; outside the window, scroll on."""
        picture = self._picture
        if self._drag_from is None or picture is None:
            return
        event.stop()
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        self._drag_to(self._drawn_at(picture, x, y))
        height = self.scrollable_content_region.height
        # At the screen's own edge the pointer can go no further out.
        above = y < 0 or (y == 0 and self.region.y == 0)
        below = y >= height or (y == height - 1 and self.region.bottom == self.screen.size.height)
        self._drag_rows = -1 if above else 1 if below else 0
        if self._drag_rows and self._drag_timer is None:
            self._drag_timer = self.set_interval(_DRAG_SCROLL_SECONDS, self._drag_on)
        elif not self._drag_rows:
            self._stop_scrolling()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stop selecting."""
        if self._drag_from is not None:
            event.stop()
            self._drag_from = None
            self._stop_scrolling()
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the word at the second click, the sentence at the third."""
        picture = self._picture
        x = event.x - self.gutter.left
        if picture is None or not picture.columns.text_from <= x < picture.columns.lanes_from:
            return
        if event.chain in (2, 3):
            self.action_select_whole("word" if event.chain == 2 else "sentence")

    def _click_margin(self, picture: Picture, x: int, row: int) -> None:
        """Select the turn whose speaker is clicked, or highlight the coding of a stripe or key."""
        if row >= len(picture.layout):
            return
        if x < picture.columns.text_from:
            turn = WHOLES["turn"](self._transcript, picture.layout.starts[row])
            if turn is not None:
                self.select(*turn)
            return
        coding = coding_at(picture.margin, picture.columns, row, x)
        if coding is not None:
            self._go_to_coding(coding)

    def _drawn_at(self, picture: Picture, x: int, y: int) -> Span:
        row = min(max(y + self.scroll_offset.y, 0), len(picture.layout) - 1)
        return picture.layout.drawn_at(row, x - picture.columns.text_from)

    def _drag_to(self, reached: Span) -> None:
        """Select from the grapheme where the button was pressed to the one reached."""
        begun = self._drag_from
        if begun is not None and reached.start < begun.start:
            self._move(begun.end, reached.start)
        elif begun is not None:
            self._move(begun.start, reached.end)

    def _drag_on(self) -> None:
        picture = self._picture
        if picture is None:
            return
        self.scroll_relative(y=self._drag_rows, animate=False, force=True)
        y = 0 if self._drag_rows < 0 else self.scrollable_content_region.height - 1
        row = min(self.scroll_offset.y + y, len(picture.layout) - 1)
        stop = picture.layout.starts[row] if self._drag_rows < 0 else picture.layout.last_stop(row)
        self._drag_to(Span(stop, stop))

    def _stop_scrolling(self) -> None:
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None


def _in_order(codings: Iterable[ShownCoding]) -> tuple[ShownCoding, ...]:
    return tuple(
        sorted(codings, key=lambda coding: (coding.start, coding.end, coding.key, coding.id))
    )
