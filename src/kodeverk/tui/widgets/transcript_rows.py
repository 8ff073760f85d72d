"""The rows of the transcript view: laid out for the width, painted when they come into sight.

Selection and caret are offsets in the text; cells are looked up when a row is painted, strips are
kept, and a movement paints only the rows it touches.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kodeverk.model.records import ROLES
from kodeverk.model.text import Span
from kodeverk.tui.lanes import arrange, share_columns
from kodeverk.tui.shown_transcript import ShownCoding, ShownTranscript
from kodeverk.tui.widgets.painting import Palette, Picture, coded_parts, paint_row
from kodeverk.tui.wrapping import Layout, lay_out

_ROOMY_HEIGHT = 30
"""From so many rows up, a blank row separates turns."""


class TranscriptRows(ScrollView, inherit_bindings=False):
    """One text with its codings, a caret and a selection, as rows; what moves them is not here."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"transcript-view--{role}" for role in ROLES),
        *(f"transcript-view--{part}" for part in ("dim", "selection", "caret", "hit", "read")),
    }
    DEFAULT_CSS = """
    TranscriptRows {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .transcript-view--dim { color: $text-muted; }
        & > .transcript-view--selection { background: $warning; color: auto 95%; }
        & > .transcript-view--caret { text-style: reverse; }
        & > .transcript-view--hit { background: $success; color: auto 95%; text-style: bold; }
        & > .transcript-view--read { color: $text-success; }
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
        self._strips: LRUCache[tuple[int, Span, int | None, bool], Strip] = LRUCache(2048)
        self._top = 0
        self._fitting = False
        self._restyled = False

    @property
    def selection(self) -> Span:
        """The selected offsets, half-open; empty, at the caret, when nothing is selected."""
        return Span(min(self._anchor, self._caret), max(self._anchor, self._caret))

    def render_line(self, y: int) -> Strip:
        """Return the strip of the window's row `y`."""
        picture = self._picture
        if picture is None:
            return Strip.blank(self.size.width, self.rich_style)
        if self._restyled:
            self._restyled = False
            self._strips.clear()
            picture = self._picture = replace(picture, palette=self._palette())
        row = self.scroll_offset.y + y
        if row >= len(picture.layout):
            return Strip.blank(self.size.width, picture.palette.base)
        start, end = picture.layout.starts[row], picture.layout.ends[row]
        first, last = max(self.selection.start, start), min(self.selection.end, end)
        selected = Span(first, last) if first < last else Span(0, 0)
        caret = self._caret if picture.layout.row_of(self._caret) == row else None
        if picture.layout.is_spacer(row):
            caret = None
        key = (row, selected, caret, y == 0)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = paint_row(picture, row, selected, caret, y == 0)
        return strip

    def on_resize(self) -> None:
        """Wrap the text to the new width, keeping the first visible character at the top."""
        self._fit()

    def notify_style_update(self) -> None:
        """Paint with the new styles, which are complete only when rows are next asked for."""
        super().notify_style_update()
        self._restyled = True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the first visible character, for when the width changes."""
        super().watch_scroll_y(old_value, new_value)
        if not self._fitting and self._picture is not None:
            layout = self._picture.layout
            self._top = layout.starts[min(round(new_value), len(layout) - 1)]

    def _fit(self) -> None:
        """Lay the text out for the present size, unless it is laid out for it already.

        A new text begins where the caret is; a new size keeps the first visible character.
        """
        window = self.scrollable_content_region
        if window.width == 0:
            return
        columns = share_columns(window.width, self._transcript.label_cells)
        spaced = window.height >= _ROOMY_HEIGHT
        picture = self._picture
        if picture is not None and (picture.columns, picture.layout.spaced) == (columns, spaced):
            return
        layout = lay_out(self._transcript.text, self._transcript.turns, columns.text, spaced=spaced)
        self._strips.clear()
        self._picture = Picture(
            self._transcript,
            layout,
            columns,
            arrange(self._codings, layout, columns),
            self._palette(),
            self._hits,
            self._highlighted,
            read_row(layout, self._read_to),
            rows_with(layout, self._noted),
        )
        self._fitting = True
        self.virtual_size = Size(window.width, len(layout))
        row = layout.row_of(self._caret if picture is None else self._top)
        lead = window.height // 4 if picture is None else 0
        self.scroll_to(y=max(row - lead, 0), animate=False, force=True)
        self._fitting = False
        if picture is None:
            self._top = layout.starts[self.scroll_offset.y]
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

    def _palette(self) -> Palette:
        def style(part: str) -> Style:
            return self.get_component_rich_style(f"transcript-view--{part}")

        return Palette(
            base=self.rich_style,
            dim=style("dim"),
            selection=style("selection"),
            caret=self.get_component_rich_style("transcript-view--caret", partial=True),
            hit=style("hit"),
            read=style("read"),
            roles={role: style(role) for role in ROLES},
        )


def read_row(layout: Layout, read_to: int) -> int:
    """Return the last row with something before the offset `read_to`, or -1."""
    return layout.rows_of(0, read_to)[1] if read_to > 0 else -1


def rows_with(layout: Layout, offsets: Iterable[int]) -> frozenset[int]:
    """Return the rows in which the offsets are."""
    return frozenset(map(layout.row_of, offsets))
