"""The table of kinds of records: what it says holds together, and nothing is left unsaid."""

import pytest

from kodeverk.model.kinds import FORGETTABLE, KEEPERS, KINDS, ON_ANY, PARTS, Field

FIELDS = [
    (kind, name, field) for kind, about in KINDS.items() for name, field in about.fields.items()
]


def test_a_field_about_which_nobody_said_whether_it_may_name_somebody_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="words"):
        Field(type="text")  # type: ignore[call-arg]  # the word that lacks is the test


def test_a_record_refers_only_to_earlier_kinds_and_its_own() -> None:
    known = {"text"}
    for kind, about in KINDS.items():
        known.add(kind)
        assert {field.refers for field in about.fields.values() if field.refers} <= known


def test_what_is_mentioned_is_a_kind_or_stands_in_the_field_beside_it() -> None:
    for kind, name, field in FIELDS:
        if field.mentions == "any":
            assert f"{name}_kind" in KINDS[kind].fields
        elif field.mentions:
            assert field.mentions in KINDS


def test_what_a_record_belongs_to_is_a_record() -> None:
    assert all(field.refers or field.mentions for _, _, field in FIELDS if field.belongs)


def test_ids_numbers_and_offsets_hold_no_words_that_people_write() -> None:
    for kind, name, field in FIELDS:
        if field.refers or field.mentions or field.anchored or field.type in {"integer", "boolean"}:
            assert field.words == "none", (kind, name)


def test_kinds_have_plurals_of_their_own() -> None:
    assert len({about.plural for about in KINDS.values()}) == len(KINDS)


def test_a_placed_kind_holds_offsets() -> None:
    for about in KINDS.values():
        if about.placed:
            assert any(field.anchored for field in about.fields.values())


def test_what_is_known_of_a_transcript_goes_and_comes_back_with_it() -> None:
    assert PARTS == ("version", "speaker", "assignment", "main_coder", "decision")


def test_what_a_coding_or_a_code_refers_to_stays_with_it() -> None:
    assert KEEPERS == {
        "coder": (
            ("assignment", "coder"),
            ("main_coder", "coder"),
            ("coding", "coder"),
            ("memo", "coder"),
        ),
        "codebook": (("code", "codebook"),),
        "code": (("code", "parent"), ("coding", "code")),
        "transcript": (("coding", "transcript"),),
        "version": (("coding", "version"),),
    }


def test_variables_and_memos_are_on_records_of_any_kind() -> None:
    assert ON_ANY == {"variable": "subject", "memo": "target"}


def test_interviews_and_people_can_be_taken_out_for_good() -> None:
    assert FORGETTABLE == ("transcript", "informant")


def test_only_of_what_is_common_is_a_field_so() -> None:
    for kind, name, field in FIELDS:
        assert KINDS[kind].common or not field.common, (kind, name)
