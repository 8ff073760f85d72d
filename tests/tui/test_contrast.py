"""Colours that can be read: on any background, and in the sixteen colours of any terminal."""

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.tui.contrast import ENOUGH, Rgb, contrast, luminance, mix, readable
from kodeverk.tui.sixteen_colours import PALETTES, nearest_pair, safe_pairs

part = st.integers(0, 255)
colours = st.tuples(part, part, part)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == 21
    assert contrast((119, 119, 119), (255, 255, 255)) < ENOUGH
    assert contrast((118, 118, 118), (255, 255, 255)) > ENOUGH


@given(colours, colours)
def test_any_colour_becomes_readable_on_any_background(colour: Rgb, background: Rgb) -> None:
    assert contrast(readable(colour, background), background) >= ENOUGH


@given(colours, colours)
def test_a_colour_that_can_be_read_is_left_as_it_is(colour: Rgb, background: Rgb) -> None:
    if contrast(colour, background) >= ENOUGH:
        assert readable(colour, background) == colour


@given(colours, colours)
def test_no_contrast_is_lost_and_none_is_more_than_21(one: Rgb, other: Rgb) -> None:
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21
    assert 0 <= luminance(mix(one, other, 0.5)) <= 1


@given(colours, colours, colours)
def test_a_pair_of_sixteen_colours_is_readable_in_every_terminal(
    colour: Rgb, background: Rgb, screen: Rgb
) -> None:
    word, behind = nearest_pair(colour, background, screen)
    for palette in PALETTES.values():
        assert contrast(palette[word], palette[behind]) >= ENOUGH


def test_sixteen_colours_are_enough_for_a_screen_selection_and_hits() -> None:
    assert {0, 2, 4, 7} <= safe_pairs().keys()
