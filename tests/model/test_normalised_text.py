"""Text: normalised once, measured in code points, counted in words."""

import hashlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodeverk.model.text import (
    count_words,
    normalise,
    offset_map,
    page_starts,
    quote_hash,
    text_hash,
    words,
)
from tests.strategies import raw_texts


@given(raw_texts)
def test_normalising_twice_equals_normalising_once(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once


@given(raw_texts)
def test_nothing_that_steers_a_terminal_or_hides_is_left(raw: str) -> None:
    for character in normalise(raw):
        assert character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
        assert character not in "\u200b\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        assert character not in "\u2028\u2029"


@given(raw_texts)
def test_normalised_text_is_composed_and_can_be_stored(raw: str) -> None:
    text = normalise(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode().decode() == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\n"])
def test_every_line_end_becomes_one_line_feed(end: str) -> None:
    assert normalise(f"en{end}to{end}{end}tre") == "en\nto\n\ntre"


@given(st.lists(raw_texts.map(lambda raw: raw.replace("\x0c", "")), min_size=1))
def test_a_page_begins_with_the_line_behind_a_form_feed(pages: list[str]) -> None:
    begun = {len(normalise("\x0c".join(pages[:n])).split("\n")) for n in range(1, len(pages))}
    assert page_starts("\x0c".join(pages)) == begun


def test_a_decomposed_letter_becomes_one_character_even_across_what_is_removed() -> None:
    assert normalise("A\u030ase") == "Åse"
    assert normalise("A\u200b\u030ase") == "Åse"


def test_tabs_and_joined_emoji_stay() -> None:
    scientist = "\U0001f469\u200d\U0001f52c"
    assert normalise(f"a\t{scientist}") == f"a\t{scientist}"


def test_the_hash_is_of_the_utf_8_bytes() -> None:
    assert text_hash("Æ") == hashlib.sha256(b"\xc3\x86").hexdigest()
    assert quote_hash("Æ") == text_hash("Æ")[:16]


def test_a_word_holds_a_letter_or_a_digit() -> None:
    assert count_words("Vi fikk – ja, vi fikk 3 av 10 … _ * til/fra") == 9
    assert count_words(" \n\t– …") == 0


@given(raw_texts, st.data())
def test_words_are_maximal_ordered_and_inside_what_was_asked(raw: str, data: st.DataObject) -> None:
    text = normalise(raw)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = list(words(text, start, end))
    for span in found:
        assert start <= span.start < span.end <= end
        assert not any(character.isspace() for character in text[span.start : span.end])
        assert span.start == start or text[span.start - 1].isspace()
        assert span.end == end or text[span.end].isspace()
        assert any(character.isalnum() for character in text[span.start : span.end])
    assert found == sorted(found)
    tokens = text[start:end].split()
    assert len(found) == sum(any(map(str.isalnum, token)) for token in tokens)


def test_thousands_of_marks_on_one_letter_are_no_more_than_letters_have_and_take_no_time() -> None:
    piled = normalise("hei a" + "\u0301\u0316" * 200_000 + " du")
    assert len(piled) < 50
    assert piled.startswith("hei ")
    assert piled.endswith(" du")
    assert normalise(piled) == piled


def test_words_of_a_long_text_are_counted_as_those_of_a_short_one() -> None:
    line = "Ja – det var 3 ting, ... «fint» æøå _ -- \n"
    assert count_words(line * 30_000) == 30_000 * count_words(line)


@settings(deadline=None)
@given(raw_texts)
def test_the_offset_map_goes_over_the_whole_text_and_never_back(raw: str) -> None:
    places = offset_map(raw)
    assert (len(places), places[-1]) == (len(raw) + 1, len(normalise(raw)))
    assert list(places) == sorted(places)


@settings(deadline=None)
@given(raw_texts)
def test_where_a_text_can_be_cut_the_offset_map_says_what_stands_before_the_cut(raw: str) -> None:
    places = offset_map(raw)
    for cut in range(len(raw) + 1):
        before, after = normalise(raw[:cut]), normalise(raw[cut:])
        if before + after == normalise(raw):
            assert places[cut] == len(before)


@pytest.mark.parametrize(
    ("raw", "places"),
    [
        ("", (0,)),
        ("a\r\nb", (0, 1, 1, 2, 3)),
        ("\ufeffa\u200bb", (0, 0, 1, 1, 2)),
        ("A\u030ase", (0, 0, 1, 2, 3)),
        ("A\u200b\u030as", (0, 0, 0, 1, 2)),
        ("q\u0323\u0307x", (0, 1, 2, 3, 4)),
        ("\u1112\u1161\u11ab\u1112", (0, 0, 0, 1, 2)),
        ("\u0915\u093c\u0915", (0, 1, 2, 3)),
    ],
)
def test_an_offset_within_one_character_lies_at_its_beginning(
    raw: str, places: tuple[int] | tuple[int, int, int, int, int] | tuple[int, int, int, int]
) -> None:
    assert offset_map(raw) == places


def test_the_offset_map_knows_of_marks_that_are_too_many_for_a_letter() -> None:
    raw = "a" + "\u0301" * 1_200 + "b"
    places = offset_map(raw)
    assert (places[-2], places[-1]) == (len(normalise(raw)) - 1, len(normalise(raw)))


def test_the_offset_map_of_a_long_text_takes_time_in_proportion() -> None:
    raw = "漢字かな交じり文" * 5_000
    assert offset_map(raw) == tuple(range(len(raw) + 1))
