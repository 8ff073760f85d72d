"""Wrapping: every code point has a cell, every cell an offset."""

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from kodeverk.model.passages import label_spans
from kodeverk.model.records import Turn
from kodeverk.model.text import normalise
from kodeverk.tui.graphemes import (
    drawing,
    graphemes,
    is_plain,
    next_boundary,
    previous_boundary,
)
from kodeverk.tui.wrapping import Layout, lay_out

PIECES = (
    *("a", "å", "Ø", "ord", "langtsammensattord", ".", "–", "…", "\u00ad", "\xa0"),
    *(" ", "  ", "\t", "\n", "\u3000"),
    *("e\u0301", "\u0301", "\u200d", "\u200c", "\ufe0f", "1\ufe0f\u20e3", "क\u094d\u200dषि"),
    *("❤\ufe0f", "👩\u200d👩\u200d👧", "👍🏽", "🇳🇴", "🇳", "漢字", "한", "ሰላም", "مرحبا"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join).map(normalise)
WIDTHS = st.integers(8, 40)


@st.composite
def interviews(draw: st.DrawFn) -> tuple[str, tuple[Turn, ...]]:
    """Texts with turns: labels in their line, in mid line or in a line of their own, or none."""
    text, turns = draw(TEXTS), []
    for place in range(draw(st.integers(0, 5))):
        if text and not text.endswith("\n") and draw(st.booleans()):
            text += "\n"
        label_start = len(text)
        label = draw(st.sampled_from(("", "Intervjuer:", "B:")))
        blank = draw(st.sampled_from(("", " ", "\n", " (00:12) "))) if label else ""
        body = draw(TEXTS).strip()
        text += label + blank + body
        start = len(text) - len(body)
        label_end = label_start + len(label) if label else start
        label_start = label_start if label else start
        turns.append(Turn(label_start, label_end, start, len(text), f"S{place % 2}"))
    return text + draw(st.sampled_from(("", "\n", "\n\n"))), tuple(turns)


def stops(layout: Layout, row: int) -> list[int]:
    """The offsets of a row's graphemes, and behind them the last one the caret can have."""
    row_graphemes = graphemes(layout.text, layout.starts[row], layout.ends[row])
    last = layout.last_stop(row)
    return [*(one.start for one in row_graphemes if one.start < last), last]


@given(interviews(), WIDTHS, st.booleans())
@example(("B: a\nB:", (Turn(0, 2, 3, 4, "S"), Turn(5, 7, 7, 7, "S"))), 8, True)
@example(("abcdefgh", ()), 8, False)
def test_every_code_point_is_in_one_row_or_in_a_label(
    interview: tuple[str, tuple[Turn, ...]], width: int, spaced: bool
) -> None:
    text, turns = interview
    layout = lay_out(text, turns, width, spaced=spaced)
    seen = [0] * len(text)
    for row in range(len(layout)):
        for offset in range(layout.starts[row], layout.ends[row]):
            seen[offset] += 1
    for span in label_spans(text, turns):
        for offset in range(span.start, span.end):
            seen[offset] += 1
    assert seen == [1] * len(text)
    assert len(layout) > 0
    assert sorted(layout.opens) == list(layout.opens)


@given(interviews(), WIDTHS, st.booleans())
def test_rows_fit_the_width_as_the_terminal_measures_them(
    interview: tuple[str, tuple[Turn, ...]], width: int, spaced: bool
) -> None:
    text, turns = interview
    layout = lay_out(text, turns, width, spaced=spaced)
    for row in range(len(layout)):
        start, end = layout.starts[row], layout.ends[row]
        pieces = list(graphemes(text, start, end))
        drawn = [drawing(text, one) for one in pieces]
        assert [cell_len(one) for one in drawn] == [one.cells for one in pieces]
        assert all(one.cells > 0 for one in pieces)
        assert cell_len("".join(drawn)) == sum(one.cells for one in pieces) <= width
        assert layout.column_of(layout.last_stop(row))[1] < width
        assert text.find("\n", start, end) in (-1, end - 1)


@given(interviews(), WIDTHS, st.booleans())
def test_an_offset_leads_to_a_cell_and_the_cell_back_to_the_offset(
    interview: tuple[str, tuple[Turn, ...]], width: int, spaced: bool
) -> None:
    text, turns = interview
    layout = lay_out(text, turns, width, spaced=spaced)
    for row in range(len(layout)):
        if layout.is_spacer(row):
            continue
        columns = []
        for offset in stops(layout, row):
            found, column = layout.column_of(offset)
            assert found == row
            assert layout.offset_at(row, column) == offset
            columns.append(column)
        assert columns == sorted(set(columns))


@given(interviews(), WIDTHS)
def test_later_offsets_never_stand_before_earlier_ones(
    interview: tuple[str, tuple[Turn, ...]], width: int
) -> None:
    text, turns = interview
    layout = lay_out(text, turns, width)
    places = [layout.column_of(offset) for offset in range(len(text) + 1)]
    assert places == sorted(places)
    assert list(layout.starts) == sorted(layout.starts)


@given(interviews(), WIDTHS)
def test_no_row_breaks_a_grapheme(interview: tuple[str, tuple[Turn, ...]], width: int) -> None:
    text, turns = interview
    layout = lay_out(text, turns, width)
    for row in range(len(layout) - 1):
        start, end = layout.starts[row], layout.ends[row]
        if start < end == layout.starts[row + 1] and row + 1 not in layout.opens:
            *_, last = graphemes(text, start, end)
            assert next_boundary(text, last.start, len(text)) == end


@given(interviews(), WIDTHS)
def test_every_turn_begins_a_row_of_its_own(
    interview: tuple[str, tuple[Turn, ...]], width: int
) -> None:
    text, turns = interview
    layout = lay_out(text, turns, width)
    opened = {place: layout.starts[row] for row, place in layout.opens.items()}
    for place, turn in enumerate(turns):
        if turn.start < turn.end:
            assert turn.label_start <= opened[place] <= turn.start


@given(TEXTS)
def test_a_grapheme_ends_where_the_way_back_begins(text: str) -> None:
    offset = 0
    while offset < len(text):
        behind = next_boundary(text, offset, len(text))
        assert offset < behind
        assert previous_boundary(text, behind, 0) == offset
        offset = behind


def test_emoji_flags_and_marks_are_one_character_each() -> None:
    text = "👩\u200d👩\u200d👧🇳🇴👍🏽❤\ufe0fé漢"
    assert [text[one.start : one.end] for one in graphemes(text, 0, len(text))] == [
        "👩\u200d👩\u200d👧", "🇳🇴", "👍🏽", "❤\ufe0f", "é", "漢",
    ]  # fmt: skip
    assert [one.cells for one in graphemes(text, 0, len(text))] == [2, 2, 2, 2, 1, 2]


def test_a_mark_without_a_letter_is_drawn_so_that_it_can_be_seen() -> None:
    (mark, letter) = graphemes("\u0301a", 0, 2)
    assert drawing("\u0301a", mark) == "\u25cc\u0301"
    assert (mark.cells, letter.column) == (1, 1)


def test_every_character_that_is_not_measured_takes_one_cell() -> None:
    plain = [chr(code) for code in range(0x20, 0x2100) if is_plain(chr(code), 0, 1)]
    assert len(plain) > 1500
    assert [one for one in plain if cell_len(one) != 1] == []


def test_a_tab_reaches_the_next_stop() -> None:
    text = "a\tbcd\te\t"
    assert [(one.column, one.cells) for one in graphemes(text, 0, len(text))] == [
        (0, 1), (1, 3), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1), (9, 3),
    ]  # fmt: skip


def rows(layout: Layout) -> list[str]:
    return [layout.text[start:end] for start, end in zip(layout.starts, layout.ends, strict=True)]


def test_rows_break_behind_blanks_and_long_words_at_the_edge() -> None:
    assert rows(lay_out("det er en dag\nkvalifiseringsprogram", (), 10)) == [
        "det er en ", "dag\n", "kvalifiser", "ingsprogra", "m",
    ]  # fmt: skip


def test_labels_are_not_in_the_body_whether_before_it_or_on_a_line_of_their_own() -> None:
    text = "Om møtet\nI: Hei\nB:\nHei igjen\n"
    turns = (Turn(9, 11, 12, 15, "I"), Turn(16, 18, 19, 28, "B"))
    layout = lay_out(text, turns, 20)
    assert rows(layout) == ["Om møtet\n", "Hei\n", "Hei igjen\n", ""]
    assert layout.opens == {1: 0, 2: 1}
    assert [layout.row_of(offset) for offset in (8, 9, 11, 12, 15, 16, 18, 19)] == [
        0, 1, 1, 1, 1, 2, 2, 2,
    ]  # fmt: skip


def test_a_blank_row_separates_turns_only_where_the_text_has_none() -> None:
    text = "I: Hei\nB: Hei\n\nI: Ja"
    turns = (Turn(0, 2, 3, 6, "I"), Turn(7, 9, 10, 13, "B"), Turn(15, 17, 18, 20, "I"))
    layout = lay_out(text, turns, 20, spaced=True)
    assert rows(layout) == ["Hei\n", "", "Hei\n", "\n", "Ja"]
    assert [layout.is_spacer(row) for row in range(5)] == [False, True, False, False, False]


def test_a_line_broken_before_a_label_has_room_for_the_caret_behind_its_last_word() -> None:
    text = "I: Hei. B: Hallo"
    layout = lay_out(text, (Turn(0, 2, 3, 7, "I"), Turn(8, 10, 11, 16, "B")), 20)
    assert rows(layout) == ["Hei. ", "Hallo"]
    assert layout.column_of(8) == (0, 5)
    assert layout.last_stop(0) == 8
    assert layout.column_of(9) == (1, 0)
