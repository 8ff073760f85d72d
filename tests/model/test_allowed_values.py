"""What a field can hold, one change at a time."""

import pytest

from kodeverk.model.allowed_values import LONGEST_LINE, cleaned, value_fault
from kodeverk.model.change import BIRTH, EXISTS, Value
from kodeverk.model.identity import derived_id
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Turn, pack_turns

ONE, TWO = (derived_id("test", one) for one in ("one", "two"))
CODING: dict[str, Value] = {
    "transcript": ONE,
    "version": ONE,
    "start": 0,
    "end": 4,
    "code": ONE,
    "coder": TWO,
    "codebook_version": None,
    "origin": "manual",
    "quote": "0123456789abcdef",
    "facet.retning": ["hemmer"],
}


def test_a_birth_as_this_program_writes_it_is_sound() -> None:
    assert value_fault("coding", ONE, BIRTH, CODING) is None


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("start", -1, "number"),
        ("start", True, "number"),
        ("end", 2**31, "number"),
        ("end", 1.0, "number"),
        ("code", "REL-1", "id"),
        ("coder", None, "id"),
        ("origin", "guessed", "manual, auto, imported"),
        ("quote", "øl", "digest"),
        ("facet.retning", "hemmer", "list"),
        ("facet.\x1b[31m", ["hemmer"], "facet"),
        ("exists", True, "no field"),
        ("colour", "#ffffff", "no field"),
        ("placed", {"version": ONE, "start": 5, "end": 2}, "decision"),
    ],
)
def test_what_is_wrong_in_a_birth_is_told_with_its_field(
    field: str, value: Value, said: str
) -> None:
    found = value_fault("coding", ONE, BIRTH, CODING | {field: value})
    assert found
    assert said in found
    assert found.isprintable()


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("coder", "name", "\x1b]52;c;aGVp\x07"),
        ("coder", "name", "Ada\u202e"),
        ("coder", "name", "Ada\nBo"),
        ("coder", "name", "a" * (LONGEST_LINE + 1)),
        ("coder", "name", ["Ada"]),
        ("code", "name", {"nb": "Tillit\x9b2J"}),
        ("code", "name", {"nb\x1b": "Tillit"}),
        ("code", "colour", "red; }"),
        ("code", "hotkey", "10"),
        ("memo", "text", "a\rb"),
        ("memo", "target", f"{ONE}:9-2"),
        ("memo", "target", "passage"),
        ("memo", "target", f"{ONE}:+2-09"),
        ("memo", "target", f"{ONE}:٢-٩"),
        ("coding", "facet.retning", ["hemmer", "fremmer"]),
        ("coding", "facet.retning", ["hemmer", "hemmer"]),
        ("memo", "target_kind", "coder"),
        ("transcript", "date", "2024-13-01"),
        ("transcript", "date", "2024-02-31"),
        ("transcript", "date", "0000-01-01"),
        ("transcript", "municipality", "Oslo"),
        ("variable", "value", float("inf")),
        ("variable", "value", None),
        ("variable", "value", 10**30),
        ("assignment", "codebook_versions", "x"),
        ("version", "turns", {"speakers": [ONE], "spans": [[0, 1, 2, 3, 1, None]]}),
        ("version", "turns", {"speakers": [ONE], "spans": [[0, 1, 2, 3, 0]]}),
        ("version", "marks", {"bold": [[]]}),
        ("version", "marks", {"blink": [[1]]}),
        ("facet", "values", [{"id": "a"}]),
        ("facet", "values", [{"id": "a", "name": {}, "definition": {}}] * 2),
        ("facet", "values", [{"id": "", "name": {}, "definition": {}}]),
        ("speaker", "role", "all"),
        ("code", "foreign_id", "Tillit"),
        ("coder", EXISTS, 1),
        ("ghost", "name", "x"),
    ],
)
def test_what_no_field_holds_is_told(kind: str, field: str, value: Value) -> None:
    assert value_fault(kind, ONE, field, value)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("coder", "name", "Åse e\u0301 👩‍👩‍👧 العربية"),
        ("memo", "text", "to\nlinjer\tog mer"),
        ("memo", "target", None),
        ("memo", "target", f"{ONE}:2-9"),
        ("code", "colour", "#4dd0c0"),
        ("variable", "value", 2.5),
        ("version", "turns", pack_turns([Turn(0, 1, 2, 3, ONE, 5), Turn(3, 3, 3, 9, TWO)])),
        ("coding", "placed", {"version": ONE, "aside": True}),
        ("coding", "facet.retning", None),
        ("memo", "foreign_id", TWO),
        ("coder", EXISTS, False),
    ],
)
def test_what_this_program_writes_is_sound(kind: str, field: str, value: Value) -> None:
    assert value_fault(kind, ONE, field, value) is None


def test_every_kind_and_field_of_the_table_is_known_and_no_record_is_without_an_id() -> None:
    for kind, about in KINDS.items():
        assert "no field" not in str(
            [value_fault(kind, ONE, field, None) for field in about.fields]
        )
        assert value_fault(kind, "not an id", EXISTS, True)


def test_what_people_said_is_kept_clean_and_what_is_no_word_stays() -> None:
    assert cleaned("coder", "name", "A\x1b[31mda\r\nBo\u202e") == "A[31mda Bo"
    assert cleaned("memo", "text", "a\r\nb\u200b") == "a\nb"
    assert cleaned("code", "name", {"nb\x00": "e\u0301\x07"}) == {"nb": "é"}
    assert cleaned("coding", "start", 3) == 3


@pytest.mark.parametrize(("about", "target"), [("passage", ONE), ("coding", f"{ONE}:2-9")])
def test_a_memo_is_on_what_it_is_said_to_be_on(about: str, target: str) -> None:
    born: Value = {
        "target_kind": about,
        "target": target,
        "type": "free",
        "text": "",
        "coder": None,
    }
    assert value_fault("memo", TWO, "*", born) == "its target is not of the kind it is said to be"
