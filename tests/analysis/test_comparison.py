"""Two versions of a text side by side."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.alignment.comparison import compare, differences
from kodeverk.service.versions import Stretch

OLD = "I: Hva skjedde?\nV: Vi ringte Kari Nordmann. Det gikk bra.\nI: Ja.\nV: Så kom hun hit.\n"
NEW = "I: Hva skjedde?\nV: Vi ringte [Person A]. Det gikk ikke bra.\nV: Så kom hun hit.\n"

texts = st.one_of(
    st.lists(st.sampled_from(("ja", "nei", ",", ".", " ", "\n", "\n\n", "😀")), max_size=30).map(
        "".join
    ),
    st.text(max_size=30),
)


def sides(stretches: Iterable[Stretch], side: str, text: str) -> str:
    return "".join(text[slice(*getattr(stretch, side))] for stretch in stretches)


@given(texts, texts)
def test_the_sides_put_together_are_the_two_texts(old: str, new: str) -> None:
    stretches = compare(old, new)
    assert sides(stretches, "old", old) == old
    assert sides(stretches, "new", new) == new


@given(texts, texts)
def test_each_stretch_is_what_it_says(old: str, new: str) -> None:
    for kind, before, after in compare(old, new):
        was, became = old[slice(*before)], new[slice(*after)]
        assert kind == (
            "same"
            if was == became
            else "inserted"
            if not was
            else "deleted"
            if not became
            else "changed"
        )


@given(texts)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert [stretch.kind for stretch in compare(text, text)] == (["same"] if text else [])


def test_names_words_and_turns_are_told_apart() -> None:
    found = [
        (kind, OLD[slice(*old)], NEW[slice(*new)])
        for kind, old, new in compare(OLD, NEW)
        if kind != "same"
    ]
    assert found == [
        ("changed", "Kari Nordmann", "[Person A]"),
        ("inserted", "", "ikke "),
        ("deleted", "I: Ja.\n", ""),
    ]


@given(texts, texts, st.integers(0, 10))
def test_every_difference_is_shown_once_and_in_order(old: str, new: str, context: int) -> None:
    stretches = compare(old, new)
    shown = [
        stretch
        for group in differences(stretches, old, context)
        for stretch in group
        if stretch.kind != "same"
    ]
    assert shown == [stretch for stretch in stretches if stretch.kind != "same"]


@given(texts, texts, st.integers(0, 10))
def test_what_is_shown_around_a_difference_is_the_text_around_it(
    old: str, new: str, context: int
) -> None:
    for group in differences(compare(old, new), old, context):
        begin, end = group[0], group[-1]
        assert sides(group, "old", old) == old[begin.old.start : end.old.end]
        assert sides(group, "new", new) == new[begin.new.start : end.new.end]


def test_differences_far_apart_come_apart_each_with_whole_words_around_it() -> None:
    middle = " ".join(f"ord{number}" for number in range(40))
    old, new = f"Kari {middle} slutt", f"Per {middle} ende"
    first, second = differences(compare(old, new), old, context=8)
    assert sides(first, "old", old) == "Kari ord0 ord1"
    assert sides(second, "new", new) == "ord38 ord39 ende"
