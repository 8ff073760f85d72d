"""What of a span is coded: words, never the label or the blanks around them."""

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.model.passages import label_spans, passage_to_code, words_within
from kodeverk.model.records import Turn
from kodeverk.model.text import Span
from tests.tui.test_layout import interviews


@given(interviews(), st.data())
def test_what_is_coded_never_begins_or_ends_with_blanks_or_in_a_label(
    interview: tuple[str, tuple[Turn, ...]], data: st.DataObject
) -> None:
    text, turns = interview
    labels = label_spans(text, turns)
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in range(2))
    words = words_within(text, labels, Span(start, end))
    passage = passage_to_code(text, labels, Span(start, end))
    assert (passage is None) == (words == 0)
    if passage is None:
        return
    assert start <= passage.start < passage.end <= end
    assert not text[passage.end - 1].isspace()
    assert (
        not text[passage.start : passage.start + 1].isspace()
        or not text[passage.start : passage.start + 2].isspace()
    )
    for label in labels:
        assert not label.start <= passage.start < label.end
        assert not label.start < passage.end <= label.end
    assert words_within(text, labels, passage) == words
    assert passage_to_code(text, labels, passage) == passage


def test_a_blank_that_carries_a_mark_stays() -> None:
    assert passage_to_code("  \u0301a ", (), Span(0, 5)) == Span(1, 4)
