"""One row of a transcript as a strip of styled cells."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.strip import Strip
from textual.widget import Widget

from kodeverk.cells import cells_of, cut, fitted
from kodeverk.model.records import ROLES
from kodeverk.model.text import Span
from kodeverk.tui.graphemes import drawing, graphemes, is_plain
from kodeverk.tui.lanes import MORE, Margin, RowColumns, Stripe, without_lane
from kodeverk.tui.legible_filter import colours_of
from kodeverk.tui.shown_transcript import ShownCoding, ShownTranscript
from kodeverk.tui.wrapping import Layout

NOTED = "*"
"""What the margin shows of a memo: in its row, and before the key of a coding that has one."""

_SHORTEST_LABEL = 4
"""The fewest cells in which a label is cut in its middle."""

_TINT = 0.3
"""How much of a code's colour its text has in the background."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The styles a row is painted with; `roles` has one for `other`, which every role can take.

    `tints` tells whether there are colours enough for coded text to have some of its code's.
    """

    base: Style
    dim: Style
    selection: Style
    caret: Style
    hit: Style
    chosen: Style
    read: Style
    mark: Style
    roles: Mapping[str, Style]
    tints: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything rows are painted from but the selection and the caret.

    `read_row` is the last row read, -1 for none; `noted` are the rows with a memo. Where turns are
    `numbered`, the gutter has a turn's number before its speaker.
    """

    transcript: ShownTranscript
    layout: Layout
    columns: RowColumns
    margin: Margin
    palette: Palette
    hits: Sequence[Span] = ()
    highlighted: ShownCoding | None = None
    read_row: int = -1
    noted: frozenset[int] = frozenset()
    numbered: bool = False


def palette_of(view: Widget) -> Palette:
    """Return the styles of a view, from its component classes `transcript-view--PART`."""

    def style(part: str) -> Style:
        return view.get_component_rich_style(f"transcript-view--{part}")

    return Palette(
        base=view.rich_style,
        dim=style("dim"),
        selection=style("selection"),
        caret=view.get_component_rich_style("transcript-view--caret", partial=True),
        hit=style("hit"),
        chosen=view.get_component_rich_style("transcript-view--chosen", partial=True),
        read=style("read"),
        mark=style("mark"),
        roles={role: style(role) for role in ROLES},
        tints=colours_of(view.app) in ("all", "256"),
    )


def read_row(layout: Layout, read_to: int) -> int:
    """Return the last row with something before the offset `read_to`, or -1."""
    return layout.rows_of(0, read_to)[1] if read_to > 0 else -1


def rows_with(layout: Layout, offsets: Iterable[int]) -> frozenset[int]:
    """Return the rows in which the offsets are."""
    return frozenset(map(layout.row_of, offsets))


def paint_row(
    picture: Picture,
    row: int,
    selection: Span,
    caret: int | None,
    top: bool,
    letters: Mapping[int, str] = MappingProxyType({}),
) -> Strip:
    """Return `row` as a strip.

    `selection` may be empty; `caret` is None unless it stands in this row. On the `top` row of the
    window the gutter names who speaks even where the turn began above. `letters` are drawn over the
    graphemes at their offsets.
    """
    columns, palette = picture.columns, picture.palette
    segments = list(_gutter(picture, row, top))
    room = columns.text
    for segment in _body(picture, row, selection, caret, letters):
        segments.append(segment)
        room -= segment.cell_length
    mark = NOTED if row in picture.noted else " "
    segments.append(Segment(f"{' ' * room}{mark}" if room >= 0 else "", palette.base))
    segments.extend(_margin(picture, row))
    width = columns.lanes_from + columns.lanes + MORE + columns.keys
    return Strip(segments).adjust_cell_length(width, palette.base)


def _gutter(picture: Picture, row: int, top: bool) -> Iterator[Segment]:
    palette, layout = picture.palette, picture.layout
    mark = "│" if row < picture.read_row else "└" if row == picture.read_row else " "
    yield Segment(mark, palette.read)
    width = picture.columns.speaker
    place = layout.opens.get(row)
    carried = place is None and top
    if carried:
        place = picture.transcript.last_turn_from(layout.starts[row])
        carried = place >= 0 and layout.starts[row] < picture.transcript.turns[place].end
    speaker = picture.transcript.speaker_of(place) if place is not None and place >= 0 else None
    if speaker is None or not (carried or row in layout.opens):
        yield Segment(" " * (width + 1), palette.base)
        return
    style = palette.roles.get(speaker.role, palette.roles["other"])
    if picture.numbered and place is not None:
        number = cut(f"{place + 1} ", width)
        yield Segment(number, palette.dim)
        width -= len(number)
    label = _shortened(speaker.label, width) if width >= _SHORTEST_LABEL else speaker.label
    shown = fitted(label, width)
    yield Segment(shown + " ", style + palette.dim if carried else style)


@lru_cache(maxsize=512)
def _shortened(label: str, width: int) -> str:
    """Return a label cut to `width` cells in its middle: its end may be the number that counts."""
    label = " ".join(label.split())
    if cells_of(label) <= width:
        return label
    tail = label[-2:]
    return fitted(label, width - 1 - cells_of(tail)) + "…" + tail


def _body(
    picture: Picture, row: int, selection: Span, caret: int | None, letters: Mapping[int, str]
) -> Iterator[Segment]:
    layout, palette = picture.layout, picture.palette
    text = layout.text
    start, end = layout.starts[row], layout.ends[row]
    coded = _codings_of(picture, row, start, end)
    hits = _hits_of(picture.hits, start, end)
    plain = is_plain(text, start, end)
    pieces = [] if plain else list(graphemes(text, start, end))
    edges = None if plain else [piece.start for piece in pieces] + [end]
    shown_end = end - 1 if start < end and text[end - 1] == "\n" else end
    single = [*letters] if caret is None else [*letters, caret]
    spans = (
        *((coding.start, coding.end) for coding in coded),
        *hits,
        selection,
        *((place, place + 1) for place in single),
    )
    points = sorted({start, shown_end, end, *_cuts(spans, start, end, edges)})
    base = palette.base if _is_spoken(picture.transcript, start) else palette.dim
    for left, right in pairwise(points):
        selected = selection.start < right and left < selection.end
        at_caret = caret is not None and left <= caret < right
        if left >= shown_end:
            # The line's LF shows only when it is selected or has the caret.
            if selected or at_caret:
                yield Segment(" ", _text_style(palette, base, (), False, selected, False, at_caret))
            continue
        if (letter := letters.get(left)) is not None:
            cells = 1 if edges is None else pieces[bisect_left(edges, left)].cells
            yield Segment(letter + " " * (cells - 1), palette.mark)
            continue
        over = tuple(coding for coding in coded if coding.start < right and left < coding.end)
        shortest = min(over, key=lambda coding: coding.end - coding.start, default=None)
        style = _text_style(
            palette,
            base,
            () if shortest is None else (shortest.colour, len(over) > 1),
            picture.highlighted in over,
            selected,
            any(hit.start < right and left < hit.end for hit in hits),
            at_caret,
        )
        if edges is None:
            yield Segment(text[left:right], style)
        else:
            drawn = pieces[bisect_left(edges, left) : bisect_left(edges, right)]
            yield Segment("".join(drawing(text, grapheme) for grapheme in drawn), style)
    if caret is not None and caret >= end:
        yield Segment(" ", base + palette.caret)


def _cuts(
    spans: Iterable[tuple[int, int]], start: int, end: int, edges: Sequence[int] | None
) -> Iterator[int]:
    """Yield where the spans begin and end within a row, at the edges of its graphemes."""
    for span_start, span_end in spans:
        if span_start < end and start < span_end:
            yield _floor(edges, max(span_start, start))
            yield _ceiling(edges, min(span_end, end))


def _codings_of(picture: Picture, row: int, start: int, end: int) -> list[ShownCoding]:
    codings = (stripe.coding for stripe in picture.margin.stripes.get(row, ()))
    return [coding for coding in codings if coding.start < end and start < coding.end]


def _hits_of(hits: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    first = bisect_right(hits, start, key=lambda hit: hit.end)
    return hits[first : bisect_left(hits, end, key=lambda hit: hit.start)]


def _is_spoken(transcript: ShownTranscript, offset: int) -> bool:
    return transcript.turn_at(offset) is not None


def _floor(edges: Sequence[int] | None, offset: int) -> int:
    return offset if edges is None else edges[bisect_right(edges, offset) - 1]


def _ceiling(edges: Sequence[int] | None, offset: int) -> int:
    return offset if edges is None else edges[bisect_left(edges, offset)]


def _text_style(
    palette: Palette,
    base: Style,
    code: tuple[()] | tuple[str | None, bool],
    chosen: bool,
    selected: bool,
    hit: bool,
    caret: bool,
) -> Style:
    style = base
    if code:
        colour, several = code
        style += _coded_style(colour if palette.tints else None, palette.base, several)
    if hit:
        style += palette.hit
    if selected:
        style += palette.selection
    if chosen:
        style += palette.chosen
    return style + palette.caret if caret else style


@lru_cache(maxsize=1024)
def _coded_style(colour: str | None, base: Style, several: bool) -> Style:
    """Return what coded text adds: an underline, bold where codings overlap, and a tint."""
    tint = None
    parsed = parsed_colour(colour)
    if parsed is not None and base.bgcolor is not None:
        tint = Color.from_rich_color(base.bgcolor).blend(parsed, _TINT).rich_color
    return Style(underline=True, bold=several or None, bgcolor=tint)


@lru_cache(maxsize=1024)
def _stripe_style(colour: str | None, base: Style, highlighted: bool) -> Style:
    parsed = parsed_colour(colour)
    return base + Style(
        color=None if parsed is None else parsed.rich_color,
        bold=highlighted or None,
        reverse=highlighted or None,
    )


def parsed_colour(colour: str | None) -> Color | None:
    """Return a code's colour, or None if it has none that can be shown."""
    try:
        return None if colour is None else Color.parse(colour)
    except ColorParseError:
        return None


def _margin(picture: Picture, row: int) -> Iterator[Segment]:
    base, columns = picture.palette.base, picture.columns
    lanes = [Segment(" ", base)] * columns.lanes
    for stripe in picture.margin.stripes.get(row, ()):
        if stripe.lane < columns.lanes:
            style = _style_of(picture, stripe.coding)
            lanes[stripe.lane] = Segment(_stripe_cell(stripe, row), style)
    yield from lanes
    more = len(without_lane(picture.margin, columns, row))
    yield Segment((f"+{more}" if more <= 9 else "9+") if more else " " * MORE, base)
    column = 0
    for key in picture.margin.keys.get(row, ()):
        yield Segment(" " * (key.column - column), base)
        yield Segment(key.text, _style_of(picture, key.coding))
        column = key.column + cells_of(key.text)


def coded_parts(picture: Picture, row: int) -> tuple[object, ...]:
    """Return all that codings give a row to show: equal for two pictures in which it looks alike.

    The pictures must have the same layout and columns.
    """
    stripes = picture.margin.stripes.get(row, [])
    highlighted = any(stripe.coding == picture.highlighted for stripe in stripes)
    return (
        stripes,
        picture.margin.keys.get(row, []),
        picture.highlighted if highlighted else None,
        row in picture.noted,
    )


def _style_of(picture: Picture, coding: ShownCoding) -> Style:
    return _stripe_style(coding.colour, picture.palette.base, coding == picture.highlighted)


def _stripe_cell(stripe: Stripe, row: int) -> str:
    if row == stripe.first and stripe.coding.sign:
        return stripe.coding.sign
    if stripe.first == stripe.last:
        return "•"
    return "╻" if row == stripe.first else "╹" if row == stripe.last else "┃"
