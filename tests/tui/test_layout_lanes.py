"""The margin: every coding has a stripe, and no two stand in the same cell."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kodeverk.model.records import Turn
from kodeverk.tui.lanes import (
    MORE,
    RowColumns,
    arrange,
    coding_at,
    full_width,
    rearrange,
    share_columns,
)
from kodeverk.tui.shown_transcript import ShownCoding
from kodeverk.tui.wrapping import lay_out

TEXT = "I: " + "ord etter ord " * 12 + "\nB: " + "svar på svar " * 12
BREAK = TEXT.index("\n")
TURNS = (Turn(0, 2, 3, BREAK, "I"), Turn(BREAK + 1, BREAK + 3, BREAK + 4, len(TEXT), "B"))
LAYOUT = lay_out(TEXT, TURNS, 20, spaced=True)
COLUMNS = RowColumns(speaker=4, text=20, lanes=3, keys=9)


@st.composite
def codings(draw: st.DrawFn) -> list[ShownCoding]:
    found = []
    for place in range(draw(st.integers(0, 25))):
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, min(start + 90, len(TEXT))))
        key = draw(st.sampled_from(("A", "REL-TILLIT", "NAV-ROLLE", "ÅRSAK", "漢字漢字漢字")))
        found.append(ShownCoding(str(place), start, end, key))
    return found


@given(codings())
def test_no_two_stripes_share_a_cell_and_there_are_no_more_lanes_than_needed(
    shown: list[ShownCoding],
) -> None:
    stripes = arrange(shown, LAYOUT, COLUMNS).stripes
    for row, here in stripes.items():
        lanes = [stripe.lane for stripe in here]
        assert len(lanes) == len(set(lanes))
        assert all(stripe.first <= row <= stripe.last for stripe in here)
    used = {stripe.lane for here in stripes.values() for stripe in here}
    assert len(used) == max((len(here) for here in stripes.values()), default=0)


@given(codings())
def test_every_coding_has_a_stripe_on_every_row_that_shows_some_of_it(
    shown: list[ShownCoding],
) -> None:
    stripes = arrange(shown, LAYOUT, COLUMNS).stripes
    for coding in shown:
        for row in range(len(LAYOUT)):
            here = any(stripe.coding == coding for stripe in stripes.get(row, ()))
            start, end = LAYOUT.starts[row], LAYOUT.ends[row]
            if max(start, coding.start) < min(end, coding.end):
                assert here


@given(codings())
def test_keys_stand_beside_each_other_within_their_cells_on_rows_of_their_stripe(
    shown: list[ShownCoding],
) -> None:
    margin = arrange(shown, LAYOUT, COLUMNS)
    for row, keys in margin.keys.items():
        reached = 0
        for key in keys:
            assert key.column >= reached
            reached = key.column + cell_len(key.text) + 1
            assert any(stripe.coding == key.coding for stripe in margin.stripes[row])
        assert reached - 1 <= COLUMNS.keys


@given(codings())
def test_a_pointer_on_a_stripe_or_a_key_finds_its_coding(shown: list[ShownCoding]) -> None:
    margin = arrange(shown, LAYOUT, COLUMNS)
    for row, here in margin.stripes.items():
        for stripe in here:
            if stripe.lane < COLUMNS.lanes:
                found = coding_at(margin, COLUMNS, row, COLUMNS.lanes_from + stripe.lane)
                assert found == stripe.coding
    for row, keys in margin.keys.items():
        for key in keys:
            x = COLUMNS.lanes_from + COLUMNS.lanes + MORE + key.column
            assert coding_at(margin, COLUMNS, row, x) == key.coding
    assert coding_at(margin, COLUMNS, 10**6, COLUMNS.lanes_from) is None


@given(codings(), st.sets(st.integers(0, 24)))
def test_codings_that_come_or_go_leave_the_margin_as_if_all_were_arranged_anew(
    shown: list[ShownCoding], kept: set[int]
) -> None:
    fewer = [one for place, one in enumerate(shown) if place in kept]
    for before, after in ((fewer, shown), (shown, fewer)):
        margin = arrange(before, LAYOUT, COLUMNS)
        changed = {*before} ^ {*after}
        again = rearrange(margin, changed, after, LAYOUT, COLUMNS)
        assert again == arrange(after, LAYOUT, COLUMNS)


def test_a_short_stripe_gets_its_key_before_a_long_one_that_can_wait() -> None:
    long, short = ShownCoding("1", 3, 80, "LANG"), ShownCoding("2", 3, 6, "KORT")
    margin = arrange([long, short], LAYOUT, RowColumns(4, 20, 3, 6))
    assert [key.text for key in margin.keys[0]] == ["KORT"]
    assert [key.text for key in margin.keys[1]] == ["LANG"]


@given(st.integers(40, 300), st.integers(0, 40))
def test_the_columns_fill_the_width_and_most_of_it_is_text(width: int, label: int) -> None:
    columns = share_columns(width, label, width)
    assert columns.lanes_from + columns.lanes + MORE + columns.keys == width
    assert columns.text > width // 2 - 1


@given(st.integers(40, 300), st.integers(0, 40), st.integers(32, 160))
def test_no_line_is_longer_than_the_measure_and_what_is_over_goes_to_lanes_and_keys(
    width: int, label: int, measure: int
) -> None:
    columns, whole = share_columns(width, label, measure), share_columns(width, label, width)
    assert columns.text == min(measure, whole.text)
    assert columns.lanes >= whole.lanes
    assert columns.keys >= whole.keys
    assert columns.lanes_from + columns.lanes + MORE + columns.keys <= width
    assert share_columns(full_width(label, measure), label, measure).text == measure


def test_a_label_of_twelve_cells_is_whole_at_eighty_and_a_short_one_takes_only_what_it_needs() -> (
    None
):
    assert share_columns(79, 12, 80).speaker == 12
    assert share_columns(79, 3, 80).text == share_columns(79, 12, 80).text + 9
