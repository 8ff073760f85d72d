"""Replacing names in a text touches the names, all of them, and nothing else."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.model.replacement import Edit, finder, with_replacements

MARK = "\ue000"

words = st.sampled_from(["Kari", "Ola", "Berg", "Olas", "al", "By", "kari", "Å", "7", "Berget"])
gaps = st.sampled_from(
    [" ", "  ", "\n", " \n\n", "\t", "-", "_", "s ", "s", ". ", "’s ", "", ", ", "+"]
)
texts = st.lists(st.tuples(words, gaps), max_size=14).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
originals = st.lists(
    st.tuples(
        st.sampled_from(["", "", "+"]),
        st.lists(words, min_size=1, max_size=3),
        st.sampled_from([" ", " ", "-"]),
    ).map(lambda one: one[0] + one[2].join(one[1])),
    max_size=6,
)


def replaced(text: str, replacements: dict[str, str]) -> str:
    return with_replacements(text, finder(replacements)(text))


def slowly_covered(text: str, originals: list[str]) -> list[bool]:
    """Tell of each character whether it is in an original, as plainly as it can be said."""
    covered = [False] * len(text)
    for original in originals:
        parts = [re.escape(part) for part in original.split()]
        before = r"(?<![^\W_])" if original[0].isalnum() else ""
        ending = "(?:(?=[sS](?![^\\W_]))|(?![^\\W_]))" if original[-1].isalpha() else r"(?![^\W_])"
        pattern = re.compile(before + r"\s+".join(parts) + ending)
        for start in range(len(text)):
            if found := pattern.match(text, start):
                covered[found.start() : found.end()] = [True] * len(found[0])
    for space in re.finditer(r"\s+", text):
        if "\n" in space[0] or "\t" in space[0]:
            covered[space.start() : space.end()] = [False] * len(space[0])
    return covered


@given(texts, originals)
def test_every_whole_word_original_goes_and_every_other_character_stays(
    text: str, originals: list[str]
) -> None:
    new = replaced(text, dict.fromkeys(originals, MARK))
    kept = [
        sign
        for sign, covered in zip(text, slowly_covered(text, originals), strict=True)
        if not covered
    ]
    assert new.replace(MARK, "") == "".join(kept)
    assert not finder(dict.fromkeys(originals, MARK))(new)


@given(texts, originals)
def test_edits_are_in_order_and_do_not_overlap(text: str, originals: list[str]) -> None:
    edits = finder(dict.fromkeys(originals, MARK))(text)
    assert all(0 <= edit.start < edit.end <= len(text) for edit in edits)
    assert all(one.end <= other.start for one, other in pairwise(edits))


def test_a_genitive_s_stays_behind_the_pseudonym() -> None:
    assert replaced("Karis bok, KARIS bok", {"Kari": "[A]", "KARI": "[A]"}) == "[A]s bok, [A]S bok"


def test_longer_words_and_other_letters_are_left_alone() -> None:
    assert (
        replaced("Karin, kari, Karianne, Kari2", {"Kari": "[A]"}) == "Karin, kari, Karianne, Kari2"
    )


def test_a_full_name_goes_before_the_first_name_in_it() -> None:
    names = {"Kari": "[A]", "Kari Moe": "[B]"}
    assert replaced("Kari Moe og Kari.", names) == "[B] og [A]."


def test_what_overlaps_is_replaced_whole() -> None:
    names = {"Kari Moe": "[A]", "Moe fra Lia": "[1]"}
    assert replaced("Kari Moe fra Lia sa det", names) == "[A] [1] sa det"


def test_hyphen_and_underscore_end_a_name() -> None:
    assert replaced("Lia-skolen, kart_Lia_2", {"Lia": "[1]"}) == "[1]-skolen, kart_[1]_2"


def test_any_space_fits_and_a_line_break_stays() -> None:
    names = {"Kari Moe": "[A]"}
    assert replaced("Kari\u00a0Moe, Kari  Moe", names) == "[A], [A]"
    assert replaced("sa Kari\nMoe: ja", names) == "sa [A]\n[A]: ja"


def test_a_name_that_maps_to_itself_is_protected() -> None:
    names = {"Jona": "[A]", "Jonas": "Jonas"}
    assert replaced("Jonas, Jona og Jonas", names) == "Jonas, [A] og Jonas"
    assert finder(names)("Jonas") == ()


def test_a_number_with_signs_around_it_is_found_whole() -> None:
    assert finder({"+47 22 33": "[telefon]"})("ring +47 22 33.") == (Edit(5, 14, "[telefon]"),)
    assert finder({"22 33": "[telefon]"})("22 334") == ()


def test_an_original_must_hold_a_letter_or_digit() -> None:
    with pytest.raises(ValueError, match="letter or digit"):
        finder({"…": "[A]"})
