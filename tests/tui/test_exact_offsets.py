"""What is selected is what the screen shows: any script, any width, keys and mouse, and a resize.

Where a character is drawn is read off the screen here, not asked of the layout.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.pilot import Pilot

from kodeverk.model.passages import passage_to_code
from kodeverk.model.text import Span, normalise
from kodeverk.tui.graphemes import Grapheme, drawing, graphemes
from kodeverk.tui.shown_transcript import ShownCoding, ShownSpeaker, ShownTranscript
from kodeverk.tui.widgets.selection import next_character, snap, whole_selection
from kodeverk.tui.widgets.transcript import TranscriptView
from kodeverk.tui.widgets.transcript_keys import KEYS
from tests.strategies import examples
from tests.tui.test_layout import PIECES, interviews
from tests.tui.test_transcript_view import Host, picture_of

SPEAKERS = {
    "S0": ShownSpeaker("Intervjuer", "interviewer"),
    "S1": ShownSpeaker("Deltaker", "participant"),
}
WIDTHS = st.integers(60, 240)
HEIGHT = 24
LONG = 5_000

PROPERTY = settings(
    max_examples=examples(6, 200),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def transcripts(draw: st.DrawFn) -> ShownTranscript:
    """Interviews in many scripts; in some a paragraph of 5,000 characters comes before."""
    text, turns = draw(interviews())
    if draw(st.booleans()):
        pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30))
        words = "".join(piece for piece in pieces if piece != "\n") + "ord. "
        long = normalise(words * (LONG // len(words)))[:LONG]
        text = f"{long}\n{text}"
        shift = len(text) - len(text.removeprefix(f"{long}\n"))
        turns = tuple(
            turn._replace(
                label_start=turn.label_start + shift,
                label_end=turn.label_end + shift,
                start=turn.start + shift,
                end=turn.end + shift,
            )
            for turn in turns
        )
    return ShownTranscript(text, turns, SPEAKERS)


class Cell(NamedTuple):
    """Where on the screen a grapheme is drawn, and over how many cells."""

    x: int
    y: int
    cells: int
    span: Span


class Window:
    """An app with a transcript view, open for all examples; `run` gives it something to do."""

    def __init__(self, runner: asyncio.Runner, view: TranscriptView, pilot: Pilot[None]) -> None:
        self._runner = runner
        self.view = view
        self.pilot = pilot

    def run(self, do: Callable[[], Awaitable[None]]) -> None:
        async def done() -> None:
            await do()

        self._runner.run(done())

    async def show(
        self, transcript: ShownTranscript, width: int, codings: tuple[ShownCoding, ...] = ()
    ) -> None:
        await self.resize(width)
        self.view.show(transcript, codings)
        await self.pilot.pause()

    async def resize(self, width: int) -> None:
        await self.pilot.resize_terminal(width, HEIGHT)
        await self.pilot.pause()

    def cells(self) -> list[Cell]:
        """Every grapheme of the text in sight, where the screen draws it."""
        view, found = self.view, []
        picture, top = picture_of(view), view.scroll_offset.y
        layout, left = picture.layout, picture.columns.text_from
        for y in range(min(HEIGHT, len(layout) - top)):
            start, end = layout.starts[top + y], layout.ends[top + y]
            x = left
            for grapheme in graphemes(layout.text, start, end):
                drawn = drawing(layout.text, grapheme)
                if layout.text[grapheme.start] != "\n":
                    found.append(Cell(x, y, cell_len(drawn), Span(grapheme.start, grapheme.end)))
                x += cell_len(drawn)
        return found

    def cells_to_drag(self) -> list[Cell]:
        """Those on which the button can be held down: in the last row that scrolls on."""
        return [cell for cell in self.cells() if cell.y < HEIGHT - 1]

    def segment(self, cell: Cell) -> Segment:
        """What the screen is given for a grapheme's first cell: a stretch of text in one style."""
        x = 0
        for segment in self.view.render_line(cell.y):
            x += segment.cell_length
            if cell.x < x:
                return segment
        raise AssertionError(cell)

    def check_painted(self) -> None:
        """Every row shows its text, or a letter over it; a grapheme looks selected where it is."""
        (start, end), caret = self.view.selection, self.view.caret
        text, palette = self.view.transcript.text, picture_of(self.view).palette
        rows: dict[int, str] = {}
        for cell in self.cells():
            segment = self.segment(cell)
            style, selected = segment.style, start < cell.span.end <= end
            is_letter = style == palette.mark
            drawn = drawing(text, Grapheme(*cell.span, 0, cell.cells))
            shown = segment.text[0] + " " * (cell.cells - 1) if is_letter else drawn
            rows[cell.y] = rows.get(cell.y, "") + shown
            if is_letter or cell.span.start <= caret < cell.span.end:
                continue  # a letter and the caret look like nothing else
            assert style is not None
            assert (style.bgcolor == palette.selection.bgcolor) == selected
        for y, body in rows.items():
            assert body in self.view.render_line(y).text

    async def drag(self, begin: Cell, end: Cell) -> None:
        await self.pilot.mouse_down(TranscriptView, offset=(begin.x, begin.y))
        await self.pilot.hover(TranscriptView, offset=(end.x + end.cells - 1, end.y))
        await self.pilot.mouse_up(TranscriptView, offset=(end.x + end.cells - 1, end.y))
        await self.pilot.pause()


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()

        async def open_app() -> Window:
            app = Host()
            pilot = await stack.enter_async_context(app.run_test(size=(80, HEIGHT)))
            return Window(runner, app.query_one(TranscriptView), pilot)

        yield runner.run(open_app())
        runner.run(stack.aclose())


def legal(transcript: ShownTranscript, offset: int) -> bool:
    return snap(transcript, offset) == offset


def words_of(transcript: ShownTranscript, span: Span) -> Span:
    """Return what of a span can be coded: neither blanks nor labels stand at its ends."""
    return passage_to_code(transcript.text, transcript.labels, span) or span


@PROPERTY
@given(transcripts(), WIDTHS, WIDTHS, st.data())
def test_a_drag_takes_what_is_drawn_under_the_pointer_at_both_ends(
    window: Window, transcript: ShownTranscript, width: int, other: int, data: st.DataObject
) -> None:
    async def do() -> None:
        await window.show(transcript, width)
        cells = window.cells_to_drag()
        if not cells:
            return
        begin, end = data.draw(st.sampled_from(cells)), data.draw(st.sampled_from(cells))
        await window.drag(begin, end)
        expected = Span(min(begin.span.start, end.span.start), max(begin.span.end, end.span.end))
        assert window.view.selection == whole_selection(transcript, expected)
        window.check_painted()
        await window.resize(other)
        assert window.view.selection == whole_selection(transcript, expected)
        window.check_painted()

    window.run(do)


MOVES = sorted(
    {key for binding in KEYS for key in binding.key.split(",") if binding.id != "transcript.jump"}
)


@PROPERTY
@given(transcripts(), WIDTHS, WIDTHS, st.lists(st.sampled_from(MOVES), max_size=6))
def test_after_any_keys_the_caret_stands_where_it_can_and_the_selection_is_painted(
    window: Window, transcript: ShownTranscript, width: int, other: int, keys: list[str]
) -> None:
    async def do() -> None:
        await window.show(transcript, width)
        for key in keys:
            await window.pilot.press(key)
            assert legal(transcript, window.view.caret)
        window.check_painted()
        before = (window.view.selection, window.view.caret)
        await window.resize(other)
        assert (window.view.selection, window.view.caret) == before
        window.check_painted()

    window.run(do)


@PROPERTY
@given(transcripts(), WIDTHS, st.integers(1, 4), st.data())
def test_extending_by_characters_takes_exactly_so_many(
    window: Window, transcript: ShownTranscript, width: int, count: int, data: st.DataObject
) -> None:
    async def do() -> None:
        await window.show(transcript, width)
        start = snap(transcript, data.draw(st.integers(0, len(transcript.text))))
        window.view.select(start, start)
        await window.pilot.press(*["shift+right"] * count)
        end = start
        for _ in range(count):
            end = next_character(transcript, end)
        assert window.view.selection == (start, end)
        window.check_painted()

    window.run(do)


@PROPERTY
@given(transcripts(), WIDTHS, st.integers(1, 3), st.data())
def test_a_letter_selects_what_begins_under_it_and_moves_no_other_character(
    window: Window, transcript: ShownTranscript, width: int, kinds: int, data: st.DataObject
) -> None:
    async def do() -> None:
        await window.show(transcript, width)
        cells = window.cells()
        await window.pilot.press(*["space"] * kinds)
        mark = picture_of(window.view).palette.mark
        lettered = {
            segment.text[0]: cell
            for cell in cells
            if (segment := window.segment(cell)).style == mark
        }
        letters = {cell: letter for letter, cell in lettered.items()}
        rows: dict[int, str] = {}
        for cell in cells:
            drawn = drawing(transcript.text, Grapheme(*cell.span, cell.x, cell.cells))
            over = letters.get(cell)
            shown = drawn if over is None else over + " " * (cell.cells - 1)
            rows[cell.y] = rows.get(cell.y, "") + shown
        for y, body in rows.items():
            assert body in window.view.render_line(y).text
        if not lettered:
            return
        letter = data.draw(st.sampled_from(sorted(lettered)))
        second = data.draw(st.sampled_from(sorted(lettered)))
        await window.pilot.press(letter)
        one = window.view.selection
        assert _begins_at(window, one, lettered[letter].span, cells)
        await window.pilot.press(second)
        both = window.view.selection
        assert both.start <= one.start
        assert one.end <= both.end
        assert both.start < lettered[second].span.end
        assert lettered[second].span.start < both.end
        assert not window.view.jumping
        window.check_painted()

    window.run(do)


def _begins_at(window: Window, unit: Span, first: Span, cells: list[Cell]) -> bool:
    """Tell whether a unit begins at a grapheme, or before the window where that is its first."""
    return unit.start == first.start or (
        unit.start < first.start == min(cell.span.start for cell in cells)
    )


BORDER_MOVES = ("left", "right", "w", "b", "W", "j", "J", "S", "p", "P", "t", "T", "up", "down")


@PROPERTY
@given(
    transcripts(),
    WIDTHS,
    WIDTHS,
    st.lists(st.sampled_from(BORDER_MOVES), min_size=1, max_size=4),
    st.booleans(),
    st.data(),
)
def test_moving_a_border_leaves_the_other_one_exactly_where_it_was(
    window: Window,
    transcript: ShownTranscript,
    width: int,
    other: int,
    keys: list[str],
    start_moves: bool,
    data: st.DataObject,
) -> None:
    async def do() -> None:
        size = len(transcript.text)
        if not size:
            return
        start = data.draw(st.integers(0, size - 1))
        coding = ShownCoding("c", start, data.draw(st.integers(start + 1, size)), "KODE")
        coded = whole_selection(transcript, Span(coding.start, coding.end))
        if coded.start == coded.end:
            return
        await window.show(transcript, width, (coding,))
        window.view.move_borders("c")
        window.view.focus()
        if start_moves:
            await window.pilot.press("tab")
        await window.pilot.press(*keys)
        await window.resize(other)
        moved = window.view.selection
        assert legal(transcript, moved.start)
        assert legal(transcript, moved.end)
        assert (coded.end if start_moves else coded.start) in moved
        window.check_painted()
        heard = window.view.app.heard  # type: ignore[attr-defined]
        heard.clear()
        await window.pilot.press("enter")
        await window.pilot.pause()
        asked = [one for one in heard if isinstance(one, TranscriptView.BordersMoved)]
        assert window.view.selection == coded
        words = words_of(transcript, moved)
        if asked:
            assert moved != coded
            assert asked[0].span.start in (words.start, coding.start)
            assert asked[0].span.end in (words.end, coding.end)
        else:  # it has not been moved, or over blanks alone
            assert moved == coded or words == words_of(transcript, coded)

    window.run(do)


@PROPERTY
@given(transcripts(), WIDTHS, st.booleans(), st.data())
def test_dragging_a_coding_s_end_brings_it_to_what_is_drawn_under_the_pointer(
    window: Window, transcript: ShownTranscript, width: int, start_moves: bool, data: st.DataObject
) -> None:
    async def do() -> None:
        await window.show(transcript, width)
        cells = [
            cell
            for cell in window.cells_to_drag()
            if legal(transcript, cell.span.start) and legal(transcript, cell.span.end)
        ]
        if len(cells) < 2:
            return
        first, last, target = sorted(
            (data.draw(st.sampled_from(cells)) for _ in range(3)), key=lambda cell: cell.span
        )
        if start_moves:
            target, first = first, target
            first, last = sorted((first, last), key=lambda cell: cell.span)
        coding = ShownCoding("c", first.span.start, last.span.end, "KODE")
        if first == last or whole_selection(transcript, Span(*coding[1:3])) != coding[1:3]:
            return
        window.view.set_codings((coding,))
        window.view.highlight("c")
        heard = window.view.app.heard  # type: ignore[attr-defined]
        heard.clear()
        await window.drag(first if start_moves else last, target)
        asked = [one for one in heard if isinstance(one, TranscriptView.BordersMoved)]
        dragged = (
            Span(target.span.start, coding.end)
            if start_moves
            else Span(coding.start, target.span.end)
        )
        words = words_of(transcript, whole_selection(transcript, dragged))
        expected = Span(words.start, coding.end) if start_moves else Span(coding.start, words.end)
        if coding[1:3] in (dragged, expected):
            assert not asked
        else:
            assert [one.span for one in asked] == [expected]

    window.run(do)
