"""Queries as people type them: read, written, completed; what is wrong is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.errors import BadInput
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.scoping import Selection
from kodeverk.service.written_query import (
    LIVE,
    QueryNames,
    completed,
    query_names,
    read_query,
    term,
    written_query,
)
from kodeverk.store.project import Project

FACETS = ("retning", "fase")


def test_a_line_says_which_passages_are_wanted() -> None:
    query = read_query(
        'code:REL-TILLIT code:REL role:participant municipality:"Herøy (Nordland)" '
        "retning:hemmer years=2 with:REL-TID near:turn by:any basis:final ringer tilbake",
        FACETS,
    )
    assert query == PassageQuery(
        Selection(
            codes=("REL-TILLIT", "REL"),
            roles=("participant",),
            municipalities=("Herøy (Nordland)",),
            facets=(("retning", "hemmer"),),
            variables=(("years", "2"),),
            scope="started",
            basis="final",
        ),
        "ringer tilbake",
        beside="REL-TID",
        near="turn",
        by_any=True,
    )


def test_words_alone_are_looked_for_anywhere_and_with_a_code_in_its_passages() -> None:
    assert read_query("how:forms samtale role:advisor") == PassageQuery(
        Selection(roles=("advisor",), scope=LIVE.scope, basis=LIVE.basis),
        "samtale",
        "forms",
        anywhere=True,
    )
    assert not read_query("samtale code:REL").anywhere
    assert not read_query("samtale retning:hemmer", FACETS).anywhere
    assert not read_query("").anywhere


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cod:REL", "Did you mean code:"),
        ("how:guess a", "one of: exact"),
        ("near:far code:A", "one of: words"),
        ("code:", "Say what"),
        ("scope:started scope:finished", "Leave one"),
        ('role:"" x', "Say what"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(typed: str, said: str) -> None:
    with pytest.raises(BadInput) as raised:
        read_query(typed, FACETS)
    assert said in raised.value.hint


VALUES = st.text(st.sampled_from("aå-*. :()="), min_size=1, max_size=6).map(str.strip).filter(bool)


@given(
    st.lists(VALUES, max_size=2),
    st.lists(VALUES, max_size=2),
    st.lists(VALUES, max_size=2),
    st.sampled_from(["exact", "forms"]),
    st.sampled_from(["final", "all"]),
)
def test_what_is_written_is_read_as_what_it_was(
    codes: list[str], places: list[str], words: list[str], how: str, basis: str
) -> None:
    line = " ".join(
        [
            *(f'code:"{one}"' for one in codes),
            *(f'municipality:"{one}"' for one in places),
            f"basis:{basis}",
            f"how:{how}",
            *(f'"{one}"' for one in words),
        ]
    )
    query = read_query(line)
    again = read_query(written_query(query))
    if query.words:
        assert again == query or again.words.split() == query.words.split()
    assert again.selection == query.selection


NAMES = st.text(st.sampled_from('aå-*. :()="'), min_size=1, max_size=6).map(str.strip).filter(bool)


@given(st.lists(NAMES, max_size=2), st.lists(st.tuples(NAMES, NAMES), max_size=2), NAMES)
def test_names_with_blanks_quotes_and_signs_can_be_asked_for(
    transcripts: list[str], variables: list[tuple[str, str]], words: str
) -> None:
    selection = Selection(
        transcripts=tuple(transcripts), variables=tuple(variables), scope="started", basis="all"
    )
    query = PassageQuery(selection, " ".join(words.split()), anywhere=True)
    assert read_query(written_query(query)) == query


def test_the_passages_of_a_code_whose_key_a_merge_told_apart_are_of_it_alone() -> None:
    query = read_query(term("code", "veiledning:REL-FAST (2)"))
    assert (query.selection.codes, query.words) == (("veiledning:REL-FAST (2)",), "")


def test_a_variable_whose_name_has_blanks_is_completed_and_read() -> None:
    names = QueryNames({"years in programme=": {"2": ""}, "code": {}})
    (key, _), (value, _) = *names.completions("year"), *names.completions('"years in programme"=')
    assert (key, value) == ('"years in programme"=', '"years in programme"=2')
    assert names.completions('"years in') == [(key, "variable")]
    assert read_query(f"code:A {value}").selection.variables == (("years in programme", "2"),)


def test_what_is_typed_is_completed_to_what_there_is(study: Project) -> None:
    names: QueryNames = query_names(study)
    assert ("code:", "") in names.completions("")
    assert names.completions("co") == [("code:", ""), ("coder:", "")]
    assert ("code:REL-TILLIT", "Tillit") in names.completions("role:participant code:rel-ti")
    assert names.completions("municipality:ask") == [("municipality:3203", "Asker")]
    assert names.completions("retning:h") == [("retning:hemmer", "Hemmer"),
                                              ("retning:unset", "")][:1]  # fmt: skip
    assert names.completions("years=") == [("years=2", "")]
    assert ("years=", "variable") in names.completions("ye")
    assert completed("role:participant co", "code:") == "role:participant code:"
    assert completed("code:REL-", "code:REL-TILLIT") == "code:REL-TILLIT "
    line = completed("informant:ask", names.completions("informant:ask")[0][0])
    assert read_query(line).selection.informants == ("ASK-D1",)
