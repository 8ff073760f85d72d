"""What was withdrawn of a text, in whatever order it became known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.model.mask import Cover, covered, from_shown, lacking, to_shown, united
from kodeverk.model.text import Span

TEXT = "Kari Nordmann bor på Ås, og Ola bor der."


@st.composite
def covers(draw: st.DrawFn) -> list[Cover]:
    found = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, len(TEXT)))
        shows = draw(st.sampled_from(["[Person A]", "[sted 1]", "…", "x"]))
        found.append(Cover(start, end, shows, draw(st.booleans())))
    return found


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(
    lambda span: span[0] < span[1]
)


@given(covers(), covers())
def test_what_shows_follows_from_the_set_of_covers_however_it_was_reached(
    first: list[Cover], then: list[Cover]
) -> None:
    known, all_of_them = united(first), united([*first, *then])
    assert united([*known, *then]) == all_of_them
    assert united([*then, *first]) == all_of_them
    shows = covered(TEXT, known)
    assert covered(shows, lacking(known, all_of_them)) == covered(TEXT, all_of_them)
    assert lacking(all_of_them, all_of_them) == ()


@given(covers(), covers(), spans)
def test_a_passage_is_at_the_same_place_however_the_covers_came(
    first: list[Cover], then: list[Cover], span: tuple[int, int]
) -> None:
    known, all_of_them = united(first), united([*first, *then])
    at_once = to_shown(all_of_them).span(*span)
    later = to_shown(lacking(known, all_of_them))
    assert later.span(*to_shown(known).span(*span)) == at_once


@given(covers(), spans)
def test_a_passage_never_gets_empty_or_other_words_than_its_own_and_what_covers_them(
    found: list[Cover], span: tuple[int, int]
) -> None:
    known = united(found)
    shows, (start, end) = covered(TEXT, known), to_shown(known).span(*span)
    assert 0 <= start < end <= len(shows)
    touched = [one for one in known if one.start < span[1] and span[0] < one.end]
    first = min([span[0], *(one.start for one in touched)])
    last = max([span[1], *(one.end for one in touched)])
    inside = [one._replace(start=one.start - first, end=one.end - first) for one in touched]
    assert shows[start:end] == covered(TEXT[first:last], inside)


@given(covers(), spans)
def test_back_beneath_the_covers_every_passage_holds_at_least_what_it_held(
    found: list[Cover], span: tuple[int, int]
) -> None:
    known = united(found)
    start, end = to_shown(known).span(*span)
    back = from_shown(known).span(start, end)
    assert back.start <= span[0] < span[1] <= back.end
    assert to_shown(known).span(*back) == Span(start, end)


def test_what_is_forgotten_shows_over_all_that_it_overlaps() -> None:
    whole, first = Cover(0, 13, "[Person A]"), Cover(0, 4, "[…]", True)
    assert united([whole, first]) == (Cover(0, 13, "[…]", True),)
    assert covered(TEXT, united([whole, first])).startswith("[…] bor")


@pytest.mark.parametrize(("position", "start", "end"), [(0, 0, 0), (2, 0, 10), (13, 10, 10)])
def test_positions_inside_a_cover_go_to_its_edges(position: int, start: int, end: int) -> None:
    shift = to_shown([Cover(0, 13, "[Person A]")])
    assert (shift.start(position), shift.end(position)) == (start, end)
