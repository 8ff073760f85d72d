"""Identities: the same source gets the same id, everything else its own."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.model import identity
from kodeverk.model.text import text_hash

parts = st.lists(st.one_of(st.text(st.characters(codec="utf-8"), max_size=5), st.integers()))


@given(parts, parts)
def test_ids_are_equal_exactly_when_what_they_follow_from_is(
    one: list[str | int], other: list[str | int]
) -> None:
    same = identity.derived_id(*one) == identity.derived_id(*other)
    assert same == (one == other)


@given(parts)
def test_a_derived_id_is_a_uuid(given_parts: list[str | int]) -> None:
    found = uuid.UUID(identity.derived_id(*given_parts))
    assert found.version == 5


def test_random_ids_differ() -> None:
    made = [identity.new_id() for _ in range(1000)]
    assert len({*made}) == 1000
    assert made == sorted(made), "what lies in the same place would be listed by chance"


def test_parts_do_not_run_into_each_other() -> None:
    assert identity.derived_id("ab", "c") != identity.derived_id("a", "bc")
    assert identity.derived_id("1") != identity.derived_id(1)


def test_one_word_in_two_kinds_of_record_gives_two_ids() -> None:
    makers = (
        identity.transcript_id,
        identity.codebook_id,
        identity.facet_id,
        identity.informant_id,
    )
    assert len({make("veiledning") for make in makers}) == len(makers)


def test_ids_are_what_they_were_in_every_project_made_so_far() -> None:
    """Ids are in people's files: another namespace or spelling would part equal transcripts."""
    transcript = identity.transcript_id(text_hash("I: Hei.\n"))
    assert transcript == "595115ee-beae-52f4-bc75-47d41ff137e0"
    assert (
        identity.version_id(transcript, text_hash("I: Hei.\n"))
        == "cc60267f-f822-5f30-b9ff-9d36c6080ea5"
    )
    assert identity.code_id("veiledning", "REL-TILLIT") == "6440e7c6-0c39-5bc5-9afa-c781eff59e4c"
    assert identity.code_id("", "X-ANNET") == "b0c84ed0-e56d-5d61-83fa-efc5d218666f"
