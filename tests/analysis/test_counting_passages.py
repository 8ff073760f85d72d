"""What is shown of a passage: nothing identifying, and all the rest."""

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.counting.passages import WITHHELD, mask
from kodeverk.model.text import Span

TEXT = "Jeg heter Amina Ali og bor i Vik, i Vik ja."


def spans_of(*parts: str) -> list[Span]:
    return [Span(TEXT.index(part), TEXT.index(part) + len(part)) for part in parts]


def test_a_name_is_replaced_by_one_mark_and_the_rest_is_as_it_was() -> None:
    assert mask(TEXT, 0, len(TEXT), spans_of("Amina Ali")) == TEXT.replace("Amina Ali", "[…]")


def test_names_that_overlap_or_touch_make_one_mark_and_a_space_between_them_makes_two() -> None:
    assert mask(TEXT, 0, 22, spans_of("Amina", "na Ali")) == "Jeg heter […] og"
    assert mask(TEXT, 0, 19, spans_of("Amina", " Ali")) == "Jeg heter […]"
    assert mask(TEXT, 0, 19, spans_of("Amina", "Ali")) == "Jeg heter […] […]"


def test_a_quote_that_begins_or_ends_inside_a_name_shows_nothing_of_it() -> None:
    assert mask(TEXT, 12, 30, spans_of("Amina Ali")) == "[…] og bor i V"
    assert mask(TEXT, 0, 12, spans_of("Amina Ali")) == "Jeg heter […]"
    assert mask(TEXT, 11, 13, spans_of("Amina Ali")) == "[…]"


def test_a_name_beside_the_quote_leaves_no_mark() -> None:
    assert mask(TEXT, 19, 22, spans_of("Amina Ali")) == " og"
    assert mask(TEXT, 4, 10, spans_of("Amina Ali")) == "heter "


spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(*sorted(pair)))


@given(st.text("abc [", max_size=40), spans, st.lists(spans, max_size=6))
def test_no_identifying_character_is_ever_shown_and_every_other_one_is(
    text: str, span: Span, identifying: list[Span]
) -> None:
    start, end = (min(offset, len(text)) for offset in span)
    hidden = {offset for one in identifying for offset in range(*one)}
    expected, before = [], False
    for offset in range(start, end):
        if offset not in hidden:
            expected.append(text[offset])
        elif not before:
            expected.append(WITHHELD)
        before = offset in hidden
    assert mask(text, start, end, identifying) == "".join(expected)
