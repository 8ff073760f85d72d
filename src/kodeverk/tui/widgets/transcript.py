"""The transcript on the screen: its text with speakers and codings, a caret and a selection.

It is given plain values and knows no database; it tells the screen what has happened in messages.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kodeverk.model.records import ROLES
from kodeverk.model.text import Span
from kodeverk.tui.lanes import (
    arrange,
    coding_at,
    is_more_at,
    rearrange,
    share_columns,
    without_lane,
)
from kodeverk.tui.measure import MEASURE
from kodeverk.tui.shown_transcript import ShownCoding, ShownTranscript
from kodeverk.tui.widgets.border_steps import border_step, both_borders, short_of
from kodeverk.tui.widgets.drag import Drag, drawn_at
from kodeverk.tui.widgets.jump_marks import JumpMarks, following_kind, from_to, jump_marks
from kodeverk.tui.widgets.painting import (
    Picture,
    coded_parts,
    paint_row,
    palette_of,
    read_row,
    rows_with,
)
from kodeverk.tui.widgets.search import coding_towards, find_hits, hit_towards
from kodeverk.tui.widgets.selection import (
    STEPS,
    WHOLES,
    next_character,
    open_turn,
    other_speaker,
    previous_character,
    sentence_at,
    sentence_end,
    snap,
    step_among_turns,
    whole_selection,
)
from kodeverk.tui.widgets.transcript_keys import KEYS
from kodeverk.tui.wrapping import Layout, lay_out

_ROOMY_HEIGHT = 30
"""From so many rows up, a blank row separates turns."""


class TranscriptView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one transcript, with a caret to move, a selection to code and the codings on it.

    Selection and caret are offsets in the text; cells are looked up when a row is painted, strips
    are kept, and a movement paints only the rows it touches.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"transcript-view--{role}" for role in ROLES),
        *(
            f"transcript-view--{part}"
            for part in ("dim", "selection", "caret", "hit", "chosen", "read", "mark")
        ),
    }
    DEFAULT_CSS = """
    TranscriptView {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .transcript-view--dim { color: $text-muted; }
        & > .transcript-view--selection { background: $warning; color: auto 95%; }
        & > .transcript-view--caret { text-style: reverse; }
        & > .transcript-view--hit { background: $success; color: auto 95%; text-style: bold; }
        & > .transcript-view--chosen { text-style: bold italic; }
        & > .transcript-view--read { color: $text-success; }
        & > .transcript-view--mark {
            color: $text-accent; background: $surface; text-style: bold reverse;
        }
        & > .transcript-view--interviewer { color: $text-muted; }
        & > .transcript-view--interpreter { color: $text-secondary; }
        & > .transcript-view--advisor { color: $text-primary; text-style: bold; }
        & > .transcript-view--participant { color: $text-success; text-style: bold; }
        & > .transcript-view--employer { color: $text-warning; text-style: bold; }
        & > .transcript-view--volunteer { color: $text-accent; text-style: bold; }
        & > .transcript-view--leader { color: $text-error; text-style: bold; }
        & > .transcript-view--teacher { color: $text-secondary; text-style: bold; }
        & > .transcript-view--other { color: $text; text-style: bold; }
        & > .transcript-view--unknown { color: $text; text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)
    measure: var[int] = var(MEASURE, init=False)
    """How many cells a line of the text takes at most."""
    extending: var[bool] = var(False)
    """Whether movements extend the selection, as with shift held."""
    jumping: var[str] = var("")
    """What a letter goes to while letters are shown, such as `sentence`; empty while none are."""

    bordering: var[str] = var("")
    """Which border of a coding movements move, `start` or `end`; empty while they move none."""
    numbered: var[bool] = var(False)
    """Whether the gutter shows the numbers of turns."""

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

    class BordersMoved(Message):
        """A coding, by id, is to have other borders: those of `span`."""

        def __init__(self, coding: str, span: Span) -> None:
            super().__init__()
            self.coding = coding
            self.span = span

    class HitReached(Message):
        """The caret has gone to a hit, the `number`th of `total`."""

        def __init__(self, number: int, total: int) -> None:
            super().__init__()
            self.number = number
            self.total = total

    class ListAsked(Message):
        """The number of codings without a lane was clicked: all `codings` of the row, by id."""

        def __init__(self, codings: tuple[str, ...]) -> None:
            super().__init__()
            self.codings = codings

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
        self._transcript = ShownTranscript("")
        self._codings: tuple[ShownCoding, ...] = ()
        self._noted: tuple[int, ...] = ()
        self._hits: tuple[Span, ...] = ()
        self._anchor = self._caret = self._read_to = 0
        self._highlighted: ShownCoding | None = None
        # None until the width is known; rows are blank until then.
        self._picture: Picture | None = None
        self._strips: LRUCache[tuple[Hashable, ...], Strip] = LRUCache(2048)
        self._begin: int | None = None
        self._top = 0
        self._caret_seen = True
        self._fitting = False
        self._restyled = False
        self._goal: int | None = None
        self._stopped: int | None = None
        self._jump: JumpMarks | None = None
        self._jump_left: JumpMarks | None = None
        self._letters: dict[int, dict[int, str]] = {}
        self._bordered: ShownCoding | None = None
        self._dragged: tuple[ShownCoding, int] | None = None
        self._drag = Drag(self, lambda: self._picture, self._move)

    # What is shown

    def show(
        self,
        transcript: ShownTranscript,
        codings: Iterable[ShownCoding] = (),
        noted: Sequence[int] = (),
        *,
        caret: int = 0,
        read_to: int = 0,
        top: int | None = None,
    ) -> None:
        """Show another text, with the caret at the offset `caret`, or the next it can stand at.

        The window begins with the row of the offset `top`, without it some rows before the caret.

        `noted` are the offsets, in order, in whose rows the margin says that there is a memo.
        """
        self._show_jump(None)
        self._bordered = self._dragged = None
        self.bordering = ""
        self._transcript = transcript
        self._codings = _in_order(codings)
        self._noted = tuple(noted)
        self._hits = ()
        self._highlighted = None
        self._read_to = read_to
        self._anchor = self._caret = snap(transcript, caret)
        self._begin = top
        self._picture = None
        self.extending = False
        self._fit()
        self._post_selection()

    def set_codings(self, codings: Iterable[ShownCoding], noted: Sequence[int] = ()) -> None:
        """Show these codings instead; the selection, the place and, if kept, the highlight stay."""
        self._show_jump(None)
        before, highlighted = {coding.id: coding for coding in self._codings}, self._highlighted
        self._codings = _in_order(codings)
        self._noted = tuple(noted)
        if highlighted is not None:
            self._highlighted = self._with_id(highlighted.id)
        picture = self._picture
        if picture is not None:
            changed = _differing(before, self._codings)
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
    def selection(self) -> Span:
        """The selected offsets, half-open; empty, at the caret, when nothing is selected."""
        return Span(min(self._anchor, self._caret), max(self._anchor, self._caret))

    @property
    def caret(self) -> int:
        """The offset where the caret stands."""
        return self._caret

    @property
    def first_visible(self) -> int:
        """The offset the window begins with; it stays when the window gets another size."""
        return self._top

    @property
    def caret_row(self) -> int:
        """The row of the window that the caret stands in: one it has not, when out of sight."""
        if self._picture is None:
            return 0
        return self._picture.layout.row_of(self._caret) - self.scroll_offset.y

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
        self._look()
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

    # The rows

    def render_line(self, y: int) -> Strip:
        """Return the strip of the window's row `y`."""
        picture = self._picture
        if picture is None:
            return Strip.blank(self.size.width, self.rich_style)
        if self._restyled:
            self._restyled = False
            self._strips.clear()
            picture = self._picture = replace(picture, palette=palette_of(self))
        row = self.scroll_offset.y + y
        if row >= len(picture.layout):
            return Strip.blank(self.size.width, picture.palette.base)
        start, end = picture.layout.starts[row], picture.layout.ends[row]
        first, last = max(self.selection.start, start), min(self.selection.end, end)
        selected = Span(first, last) if first < last else Span(0, 0)
        caret = self._caret if picture.layout.row_of(self._caret) == row else None
        if picture.layout.is_spacer(row):
            caret = None
        letters = self._letters.get(row, {})
        key = (row, selected, caret, y == 0, *letters.items())
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = paint_row(picture, row, selected, caret, y == 0, letters)
        return strip

    def on_resize(self) -> None:
        """Wrap the text to the new width; see `_fit`."""
        self._fit()
        if self._caret_seen:
            self._fitting = True
            self._reveal(self._caret)
            self._fitting = False

    def watch_measure(self) -> None:
        """Wrap the text to the new measure, keeping the first visible character at the top."""
        self._fit()

    def notify_style_update(self) -> None:
        """Paint with the new styles, which are complete only when rows are next asked for."""
        super().notify_style_update()
        self._restyled = True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the first visible character, for when the width changes."""
        super().watch_scroll_y(old_value, new_value)
        self._show_jump(None)
        if not self._fitting and self._picture is not None:
            layout = self._picture.layout
            self._top = layout.starts[min(round(new_value), len(layout) - 1)]
            self._look()

    def _look(self) -> None:
        """Remember whether the caret is in sight, for when the window gets another size."""
        self._caret_seen = 0 <= self.caret_row < self.scrollable_content_region.height

    def _fit(self) -> None:
        """Lay the text out for the present size, unless it is laid out for it already.

        A new text begins where it is to begin; a new size keeps the first visible character, and
        `on_resize` the caret in sight if it was.
        """
        self._show_jump(None)
        window = self.scrollable_content_region
        if window.width == 0:
            return
        numbers = len(f"{len(self._transcript.turns)} ") if self.numbered else 0
        label = self._transcript.label_cells + numbers
        columns = share_columns(window.width, label, self.measure)
        spaced = window.height >= _ROOMY_HEIGHT
        picture = self._picture
        if picture is not None and (picture.columns, picture.layout.spaced, picture.numbered) == (
            columns,
            spaced,
            self.numbered,
        ):
            return
        layout = lay_out(self._transcript.text, self._transcript.turns, columns.text, spaced=spaced)
        self._strips.clear()
        self._picture = Picture(
            self._transcript,
            layout,
            columns,
            arrange(self._codings, layout, columns),
            palette_of(self),
            self._hits,
            self._highlighted,
            read_row(layout, self._read_to),
            rows_with(layout, self._noted),
            numbered=self.numbered,
        )
        self._fitting = True
        self.virtual_size = Size(window.width, len(layout))
        begin = self._begin if picture is None else self._top
        row = layout.row_of(self._caret if begin is None else begin)
        lead = window.height // 4 if begin is None else 0
        self.scroll_to(y=max(row - lead, 0), animate=False, force=True)
        self._fitting = False
        if picture is None:
            self._top = layout.starts[self.scroll_offset.y]
            self._look()
        self.refresh()

    def _reveal(self, offset: int, *, jump: bool = False) -> None:
        """Scroll so that `offset` is visible; after a jump, with some rows before it."""
        if self._picture is None:
            return
        row = self._picture.layout.row_of(offset)
        height = max(self.scrollable_content_region.height, 1)
        top = self.scroll_offset.y
        if top <= row < top + height:
            return
        lead = height // 4 if jump else 0 if row < top else height - 1
        self.scroll_to(y=max(row - lead, 0), animate=False, force=True)

    def _repaint(self, **changes: Any) -> None:
        """Paint every row anew, with these fields of the picture changed."""
        if self._picture is not None:
            self._picture = replace(self._picture, **changes)
            self._strips.clear()
            self.refresh()

    def _repaint_changed(self, picture: Picture) -> None:
        """Paint with another picture of the same rows: those in sight whose codings differ."""
        before, self._picture = self._picture, picture
        assert before is not None
        top = self.scroll_offset.y
        rows = range(top, min(top + self.size.height, len(picture.layout)))
        same = {row for row in rows if coded_parts(before, row) == coded_parts(picture, row)}
        kept = [(key, self._strips[key]) for key in tuple(self._strips.keys()) if key[0] in same]
        self._strips.clear()
        for key, strip in kept:
            self._strips[key] = strip
        for row in rows:
            if row not in same:
                self.refresh_lines(row, 1)

    def _repaint_between(self, start: int, end: int) -> None:
        """Paint the visible rows from the one with `start` to the one with `end` anew."""
        if self._picture is None:
            return
        layout, top = self._picture.layout, self.scroll_offset.y
        first = max(layout.row_of(start), top)
        last = min(layout.row_of(end), top + self.size.height - 1)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    # Actions

    def action_go(self, step: str, extend: bool = False) -> None:
        """Move the caret by a step of `STEPS` or of rows, extending the selection or not.

        Where a sentence of another speaker would be selected too, only the second time.
        """
        if step in STEPS and self._bordered is not None:
            is_end = self.bordering == "end"
            caret, other = self._caret, self._anchor
            self._go(border_step(self._transcript, step, caret, other, is_end=is_end), True)
        elif step in STEPS:
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

    def action_select_sentence(self) -> None:
        """Select the sentence at the caret; where whole sentences are selected, the next one too.

        That of another speaker only the second time.
        """
        start, end = self.selection
        first = sentence_at(self._transcript, start)
        begins = first is not None and first.start == start
        if start < end and begins and sentence_end(self._transcript, end - 1) == end:
            self._move(start, end)
            self.action_go("end of sentence", True)
        else:
            self.action_select_whole("sentence")

    def action_begin(self, step: str) -> None:
        """Let the selection begin a step of `STEPS` from where it does; the caret is at its end.

        From a turn it never comes to begin in words that are nobody's, such as a heading.
        """
        start, end = self.selection
        self._highlight(None)
        self._goal = self._stopped = None
        self._move(min(step_among_turns(self._transcript, step, start), end), end)
        self._reveal(self.selection.start)

    def action_toggle_extending(self) -> None:
        """Make movements extend the selection, or stop that."""
        self.extending = not self.extending

    def action_jump(self, wanted: str | None = None) -> None:
        """Show letters on the sentences in sight; again on clauses, on lines, and none.

        Or at once on units of the kind `wanted`, one of `UNITS`.

        From a unit that was gone to, the next kind of letters extends as well. What is coded next
        mostly lies behind what is selected: where that ends low, the text is scrolled before.
        """
        left = self._jump_left
        chosen = None if left is None else left.chosen
        kind = wanted or following_kind(left and left.kind, round_again=chosen is not None)
        if kind is None or self._picture is None:
            return
        if left is None:
            self._raise_selection(self._picture.layout)
        layout, top = self._picture.layout, self.scroll_offset.y
        last = min(top + self.scrollable_content_region.height, len(layout))
        rows = [Span(layout.starts[row], layout.ends[row]) for row in range(top, last)]
        caret = self._caret if chosen is None else chosen.start
        marks = jump_marks(self._transcript, kind, rows, caret)
        if marks:
            self._show_jump(JumpMarks(kind, marks, chosen))
        else:
            self.post_message(self.NothingFound(kind))

    def _raise_selection(self, layout: Layout) -> None:
        """Scroll so that the end of the selection, if it is in the lower half, is in the upper."""
        start, end = self.selection
        height, row = self.scrollable_content_region.height, layout.row_of(end)
        if start < end and height // 2 <= row - self.scroll_offset.y < height:
            self.scroll_to(y=row - height // 4, animate=False, force=True)

    def on_key(self, event: events.Key) -> None:
        """Go to the unit of a letter that is shown, or extend to it; any other key ends them.

        Such a key then does what it always does; but Escape selects nothing, and that is all. While
        a border is moved, Tab takes the other one, Enter asks for them and Escape leaves them.
        """
        if self._bordered is not None and event.key in ("tab", "enter", "escape"):
            event.stop()
            event.prevent_default()
            if event.key == "tab":
                self.other_border()
            else:
                self._end_borders(ask=event.key == "enter")
        jump, self._jump_left = self._jump, None
        if jump is None:
            return
        unit = jump.at(event.character or "")
        if unit is not None:
            self._show_jump(jump._replace(chosen=unit) if jump.chosen is None else None)
            self._goal = None
            self._highlight(None)
            self._move(*whole_selection(self._transcript, from_to(jump.chosen or unit, unit)))
        else:
            self._jump_left = jump
            self._show_jump(None)
            if event.key != "escape":
                return
            self.clear_selection()
        event.stop()
        event.prevent_default()

    def on_blur(self) -> None:
        """End the letters, and moving a border: another widget is worked in."""
        self._end_borders()
        self._show_jump(None)
        self._jump_left = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys only move while a border is moved."""
        if self._bordered is not None and action != "go":
            return False
        return super().check_action(action, parameters)

    def move_borders(self, coding: str) -> None:
        """Let movements move the end of a coding that is shown, until `BordersMoved` or Escape."""
        shown = self._with_id(coding)
        if shown is not None:
            self._show_jump(None)
            self.extending = False
            self._go_to_coding(shown)
            self._bordered = shown
            self.bordering = "end"
            self._reveal(self._caret)

    def other_border(self) -> None:
        """Let movements move the other border."""
        self.bordering = "start" if self.bordering == "end" else "end"
        self._move(self._caret, self._anchor)
        self._reveal(self._caret)

    def _end_borders(self, *, ask: bool = False) -> None:
        """End moving a border; the coding is shown as it was, and asked for as it is to be."""
        shown, self._bordered = self._bordered, None
        if shown is not None:
            self.bordering = ""
            self._ask_for_borders(shown, ask=ask)

    def _ask_for_borders(self, shown: ShownCoding, *, ask: bool = True) -> None:
        coded = Span(shown.start, shown.end)
        span = both_borders(self._transcript, coded, self.selection)
        self._move(*whole_selection(self._transcript, coded))
        if ask and span != coded:
            self.post_message(self.BordersMoved(shown.id, span))

    def action_number_turns(self) -> None:
        """Show the numbers of turns in the gutter, or hide them."""
        self.numbered = not self.numbered

    def watch_numbered(self) -> None:
        """Lay the text out anew: the numbers take some of its width."""
        self._fit()

    def go_to_turn(self, number: int) -> bool:
        """Go to where the turn with this number begins; return False where there is none."""
        if not 1 <= number <= len(self._transcript.turns):
            return False
        self._go(snap(self._transcript, self._transcript.turns[number - 1].start), False, jump=True)
        return True

    def _show_jump(self, jump: JumpMarks | None) -> None:
        if jump is self._jump:
            return
        self._jump = jump
        letters: defaultdict[int, dict[int, str]] = defaultdict(dict)
        if jump is not None and self._picture is not None:
            for mark in jump.marks:
                letters[self._picture.layout.row_of(mark.place)][mark.place] = mark.letter
        self._letters = letters
        self.jumping = "" if jump is None else jump.kind
        self.refresh()

    def action_open_turn(self) -> None:
        """Go to the next informant's turn that has not been read to its end."""
        offset = open_turn(self._transcript, self._caret, self._read_to)
        if offset is None:
            self.post_message(self.NothingFound("open turn"))
        else:
            self._go(offset, False, jump=True)

    def action_coding(self, direction: int) -> None:
        """Highlight the next (1) or previous (-1) coding in the text, and select its passage."""
        coding = coding_towards(
            self._codings, self._highlighted, self.selection, self._caret, direction
        )
        if coding is None:
            self.post_message(self.NothingFound("coding"))
        else:
            self._go_to_coding(coding)

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
        number = hit_towards(self._hits, self.selection, direction)
        self.select(*self._hits[number])
        self.post_message(self.HitReached(number + 1, len(self._hits)))

    def go_to_coding(self, coding: str) -> None:
        """Highlight the coding with this id, if it is shown, and select its passage."""
        shown = self._with_id(coding)
        if shown is not None:
            self._go_to_coding(shown)

    def _go_to_coding(self, coding: ShownCoding) -> None:
        self._highlight(coding)
        self._select_span(Span(coding.start, coding.end))

    def _go(self, offset: int, extend: bool, *, jump: bool = False) -> None:
        self._goal = self._stopped = None
        if self._bordered is None:
            self._highlight(None)
        else:
            is_end = self.bordering == "end"
            offset = short_of(self._transcript, offset, self._anchor, is_end=is_end)
        stays = extend or self.extending or self._bordered is not None
        self._move(self._anchor if stays else offset, offset)
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
        self._show_jump(None)
        self._end_borders()
        if picture is None or event.button != 1:
            return
        event.stop()
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        if x < picture.columns.text_from or x >= picture.columns.lanes_from:
            self._click_margin(picture, x, y + self.scroll_offset.y)
            return
        pressed = drawn_at(picture, x, y + self.scroll_offset.y)
        if not event.shift and self._begin_border_drag(pressed):
            return
        self._go(pressed.start, event.shift)
        self._drag.begin(Span(self._anchor, self._anchor) if event.shift else pressed)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from the pressed cell to this one, both with it; outside the window, scroll on."""
        if self._drag.is_on and self._picture is not None:
            event.stop()
            self._drag.reach(event.x - self.gutter.left, event.y - self.gutter.top)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stop selecting; where a border was dragged, ask for it."""
        if self._drag.is_on:
            event.stop()
            self._drag.end()
            self._end_border_drag()

    def _begin_border_drag(self, pressed: Span) -> bool:
        """Begin to drag the border of the highlighted coding that is pressed on, if one is."""
        shown = self._highlighted
        if shown is None or pressed.start == pressed.end:
            return False
        start, end = whole_selection(self._transcript, Span(shown.start, shown.end))
        if pressed.end == end:
            fixed, direction = Span(start, next_character(self._transcript, start)), 1
        elif pressed.start == start:
            fixed, direction = Span(previous_character(self._transcript, end), end), -1
        else:
            return False
        self._dragged = (shown, pressed.start)
        self._drag.begin(fixed, direction)
        return True

    def _end_border_drag(self) -> None:
        dragged, self._dragged = self._dragged, None
        if dragged is None:
            return
        shown, pressed = dragged
        coded = whole_selection(self._transcript, Span(shown.start, shown.end))
        if not self._drag.moved or self.selection == coded:
            self._go(pressed, False)
        else:
            self._ask_for_borders(shown)

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
        if is_more_at(picture.columns, x):
            stripes = picture.margin.stripes.get(row, ())
            if without_lane(picture.margin, picture.columns, row):
                self.post_message(self.ListAsked(tuple(stripe.coding.id for stripe in stripes)))
            return
        coding = coding_at(picture.margin, picture.columns, row, x)
        if coding is not None:
            self._go_to_coding(coding)


def _differing(before: dict[str, ShownCoding], codings: Iterable[ShownCoding]) -> set[ShownCoding]:
    """Return the codings that were shown before or are shown now, but not both alike."""
    gone = dict(before)
    changed = set()
    for coding in codings:
        was = gone.pop(coding.id, None)
        if was is not coding and was != coding:
            changed |= {coding} if was is None else {coding, was}
    return changed | {*gone.values()}


def _in_order(codings: Iterable[ShownCoding]) -> tuple[ShownCoding, ...]:
    return tuple(
        sorted(codings, key=lambda coding: (coding.start, coding.end, coding.key, coding.id))
    )
