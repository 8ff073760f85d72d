"""Interviews whose lines were broken at the width of a page."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.model.hard_wraps import joined_lines
from kodeverk.model.records import Turn

WORDS = st.lists(st.text("abæø.,?", min_size=1, max_size=12), min_size=40, max_size=60)


def interview(said: list[str]) -> tuple[str, tuple[Turn, ...]]:
    """Return a text in which V and D say this in turn, and its turns."""
    text, turns = "", []
    for number, words in enumerate(said):
        label = ("V: ", "D: ")[number % 2]
        start = len(text) + len(label)
        turns.append(Turn(len(text), start, start, start + len(words), label))
        text += f"{label}{words}\n"
    return text, tuple(turns)


@given(st.lists(WORDS, min_size=3, max_size=5), st.integers(60, 70))
def test_what_a_width_has_broken_is_shown_as_it_was_said(
    spoken: list[list[str]], width: int
) -> None:
    whole = [" ".join(words) for words in spoken]
    broken = [textwrap.fill(f"V: {words}", width, break_on_hyphens=False)[3:] for words in whole]
    text, turns = interview(broken)
    assert joined_lines(text, turns) == interview(whole)[0]


@given(st.text("abc \n", max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_every_offset_stays_and_nothing_but_line_breaks_in_a_turn_is_changed(
    text: str, one: int, other: int
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = joined_lines(text, [Turn(start, start, start, end, "V")])
    assert len(shown) == len(text)
    for at, (was, now) in enumerate(zip(text, shown, strict=True)):
        assert was == now or (was, now, start <= at < end) == ("\n", " ", True)


def test_lines_that_somebody_chose_stay_lines() -> None:
    text, turns = interview(
        ["Først:\nen liste\nmed korte linjer\nog en til, litt lengre linje her"]
    )
    assert joined_lines(text, turns) == text


def test_short_lines_and_long_paragraphs_of_a_turn_stay_as_they_are() -> None:
    for lines in (["kort"] * 5, ["ord " * 60, "ord", "ord", "ord " * 60, "ord"]):
        text, turns = interview(["\n".join(lines)])
        assert joined_lines(text, turns) == text
