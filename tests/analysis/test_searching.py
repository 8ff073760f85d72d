"""Words looked for: as they are written, in all their forms, with typing errors; what is near."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.searching.nearness import Near, near
from kodeverk.analysis.searching.words import How, WordSearch
from kodeverk.errors import BadInput
from kodeverk.model.records import Turn
from kodeverk.model.text import Span

TEXT = (
    "Tilliten er stor. Jeg har tillit; utillit? NAV-kontoret sa «ja». Samtalene og samtale, "
    "veiledningssamtalen. Han stoler på\nhenne, og hun trusted him. Blåbærsyltetøy 👩‍👩‍👧 İ tilltt"
)


def found(words: str, how: How = "exact", text: str = TEXT) -> list[str]:
    return [text[span.start : span.end] for span in WordSearch(words, how).find(text)]


@pytest.mark.parametrize(
    ("words", "how", "hits"),
    [
        ("tillit", "exact", ["tillit"]),
        ("TILLIT*", "exact", ["Tilliten", "tillit"]),
        ("*tillit", "exact", ["tillit", "utillit"]),
        ("*samtale*", "exact", ["Samtalene", "samtale", "veiledningssamtalen"]),
        ("s*le", "exact", ["samtale"]),
        ("nav-kontoret sa ja", "exact", ["NAV-kontoret sa «ja"]),
        ("stoler på henne", "exact", ["stoler på\nhenne"]),
        ("blåbærsyltetøy", "exact", ["Blåbærsyltetøy"]),
        ("👩‍👩‍👧", "exact", ["👩‍👩‍👧"]),
        ("tillit", "forms", ["Tilliten", "tillit"]),
        ("samtalen", "forms", ["Samtalene", "samtale"]),
        ("stole på", "forms", ["stoler på"]),
        ("trusting", "forms", ["trusted"]),
        ("tillit", "typos", ["tillit", "utillit", "tilltt"]),
        ("blåbersyltetøy", "typos", ["Blåbærsyltetøy"]),
        ("er", "typos", ["er"]),
    ],
)
def test_words_are_found_as_they_are_asked_for(words: str, how: How, hits: list[str]) -> None:
    assert found(words, how) == hits


@pytest.mark.parametrize("words", ["", "  ", "*", "* *"])
def test_nothing_is_not_looked_for(words: str) -> None:
    with pytest.raises(BadInput, match="nothing to look for"):
        WordSearch(words)


def test_one_search_goes_through_many_texts_with_typing_errors() -> None:
    search = WordSearch("samtale", "typos")
    texts = ["en samtlae", "en annen samtale", "en samtlae til", "ingenting"]
    assert [[text[s.start : s.end] for s in search.find(text)] for text in texts] == [
        ["samtlae"],
        ["samtale"],
        ["samtlae"],
        [],
    ]


WORDS = st.text("aåİß", min_size=1, max_size=3)
SIGNS = st.sampled_from([" ", ", ", "\n", "-", " – "])


@given(st.lists(st.tuples(WORDS, SIGNS), max_size=12), WORDS)
def test_a_word_is_found_wherever_it_stands_whole_and_nowhere_else(
    runs: list[tuple[str, str]], wanted: str
) -> None:
    text = "".join(word + sign for word, sign in runs)
    words = list(re.finditer(r"\w+", text))
    right = [match.span() for match in words if match.group() == wanted]
    hits = [tuple(span) for span in WordSearch(wanted).find(text)]
    assert set(right) <= set(hits)
    assert all(text[start:end].casefold() == wanted.casefold() for start, end in hits)


@pytest.mark.parametrize(
    ("how", "is_near"),
    [("words", False), ("turn", True), (0, False), (1, False), (2, True)],
)
def test_two_passages_are_near_by_words_turn_or_what_is_between(how: Near, is_near: bool) -> None:
    text = "A: en to tre fire fem\nB: seks"
    turns = (Turn(0, 2, 3, 21, "a", 0), Turn(22, 24, 25, 29, "b", 0))
    tells = near(text, turns, how)
    first, second = Span(3, 5), Span(13, 17)
    assert tells(first, second) is tells(second, first) is is_near
    assert tells(Span(3, 8), Span(6, 12))
    assert not near(text, turns, "turn")(Span(3, 5), Span(25, 29))
    assert near(text, turns, 4)(Span(3, 5), Span(25, 29))
    assert not near(text, turns, 3)(Span(3, 5), Span(25, 29))
