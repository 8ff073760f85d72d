"""Finding a code: the order is right, and the same every time."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.formats.codebooks import read_codebook
from kodeverk.tui.code_search import IndexedCode, code_index, fitting, rank


@pytest.fixture(scope="module")
def known(repository: Path) -> tuple[IndexedCode, ...]:
    return code_index(read_codebook(repository / "codebooks" / "veiledning.yaml").codes)


def keys(query: str, known: tuple[IndexedCode, ...]) -> list[str]:
    return [code.key for code in rank(query, known)]


def test_no_query_lists_every_code_as_the_codebook_does(known: tuple[IndexedCode, ...]) -> None:
    assert keys("  ", known) == [one.code.key for one in known]


def test_the_key_itself_stands_first_whatever_else_begins_with_it(
    known: tuple[IndexedCode, ...],
) -> None:
    for one in known:
        assert keys(one.code.key.lower(), known)[0] == one.code.key


@pytest.mark.parametrize(
    ("query", "first"),
    [("rel-til", "REL-TILLIT"), ("tillit", "REL-TILLIT"), ("praksis", "ARB-PRAKS"),
     ("rt", "REL-TILLIT"), ("reltil", "REL-TILLIT"), ("xi", "X-IDENT"),
     ("tilitt", "REL-TILLIT"), ("trust", "REL-TILLIT"), ("x-i", "X-IDENT")],
)  # fmt: skip
def test_what_one_remembers_of_a_code_finds_it(
    known: tuple[IndexedCode, ...], query: str, first: str
) -> None:
    assert keys(query, known)[0] == first


def test_nothing_like_a_query_is_an_empty_list(known: tuple[IndexedCode, ...]) -> None:
    assert keys("qqqqzzzz", known) == []


@given(st.text(max_size=12))
def test_the_order_never_changes_under_an_unchanged_query(
    known: tuple[IndexedCode, ...], query: str
) -> None:
    first = keys(query, known)
    assert keys(query, known) == first
    assert len(set(first)) == len(first)


def test_a_code_is_found_by_its_rules_after_all_that_are_called_so(
    known: tuple[IndexedCode, ...],
) -> None:
    found = fitting("overlapping", known)
    assert found[0].code.key == "REL-KONTIN"
    assert found[0].found.startswith("use when: ")
    assert "overlapping" in found[0].found
    by_name = fitting("tolk", known)
    places = {one.code.key: bool(one.found) for one in by_name}
    assert [*places.values()] == sorted(places.values())


def test_a_code_is_found_by_what_it_was_called_before(known: tuple[IndexedCode, ...]) -> None:
    renamed = [replace(one.code, formerly=("REL-GAMMEL",)) for one in known[:1]]
    (found,) = fitting("rel-gam", code_index(renamed))
    assert found.found == "formerly REL-GAMMEL"
