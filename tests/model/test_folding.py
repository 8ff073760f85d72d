"""Changes: a record is the fold of the set of its changes, whatever their order."""

import json
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.model.change import (
    BIRTH,
    EXISTS,
    Change,
    Value,
    canonical,
    content_line,
    fold,
    heads,
    inverse,
    shared_birth,
)
from tests.strategies import FIELD_NAMES, histories, three_copies, values


def birth(**fields: Value) -> Change:
    return Change("b", 10, "ada", "s", "code", "r", BIRTH, {"name": "Tillit", **fields})


def setting(
    identity: str, clock: int, field: str, value: Value, *replaced: str, author: str = "ada"
) -> Change:
    return Change(identity, clock, author, "s", "code", "r", field, value, replaced)


@given(histories(), st.data())
def test_folding_heeds_neither_order_nor_repetition(
    history: list[Change], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(history)))
    shuffled = data.draw(st.permutations([*history, *again]))
    folded, mixed = fold(history), fold(shuffled)
    assert content_line("code", "r", mixed) == content_line("code", "r", folded)
    assert (mixed.live, mixed.values, mixed.born) == (folded.live, folded.values, folded.born)
    assert mixed.conflicts == folded.conflicts


@given(three_copies())
def test_three_copies_come_together_alike_in_all_six_orders(copies: list[list[Change]]) -> None:
    folded = [fold([*one, *two, *three]) for one, two, three in permutations(copies)]
    assert all(other == folded[0] for other in folded)


@given(histories())
def test_what_is_shown_is_the_head_with_the_latest_stamp(history: list[Change]) -> None:
    folded = fold(history)
    for name in FIELD_NAMES:
        tops = heads(history, name)
        latest = max(tops, key=lambda head: head.stamp)
        assert folded.values[name] == latest.value_of(name)
        said = {canonical(head.value_of(name)) for head in tops}
        assert (name in folded.conflicts) == (len(said) > 1)


@given(histories())
def test_no_head_is_replaced_and_every_other_change_is(history: list[Change]) -> None:
    for name in (*FIELD_NAMES, EXISTS):
        setters = [change for change in history if change.sets(name)]
        tops = heads(history, name)
        for change in setters:
            replaced = any(change.id in other.replaces for other in setters)
            assert (change in tops) is not replaced


@given(histories(), st.data())
def test_settling_replaces_all_heads_and_ends_the_conflict(
    history: list[Change], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(FIELD_NAMES))
    tops = heads(history, name)
    settled = setting("z", 99, name, "avgjort", *(head.id for head in tops))
    folded = fold([*history, settled])
    assert folded.values[name] == "avgjort"
    assert name not in folded.conflicts


@given(histories(), st.data())
def test_taking_back_a_settled_conflict_opens_it_again(
    history: list[Change], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(FIELD_NAMES))
    before = fold(history)
    settled = setting("z", 99, name, "avgjort", *(head.id for head in heads(history, name)))
    whole = [*history, settled]
    answers = [
        setting(f"u{number}", 100 + number, field, value, *replaced)
        for number, (field, value, replaced) in enumerate(inverse(settled, whole, "ada"))
    ]
    assert content_line("code", "r", fold([*whole, *answers])) == content_line("code", "r", before)


@given(histories(), st.data())
def test_any_change_taken_back_at_once_gives_what_was_before(
    history: list[Change], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from((*FIELD_NAMES, EXISTS)))
    value = data.draw(st.booleans()) if name == EXISTS else data.draw(values)
    last = setting("z", 99, name, value, *(head.id for head in heads(history, name)))
    whole = [*history, last]
    answers = [
        setting(f"u{number}", 100 + number, field, old, *replaced)
        for number, (field, old, replaced) in enumerate(inverse(last, whole, "ada"))
    ]
    before, after = fold(history), fold([*whole, *answers])
    assert after.live == before.live
    assert content_line("code", "r", after) == content_line("code", "r", before)


def test_two_people_who_set_different_values_are_in_conflict_and_both_are_kept() -> None:
    ada = setting("a", 11, "name", "Tillit", "b")
    bo = setting("c", 12, "name", "Mistillit", "b", author="bo")
    folded = fold([birth(), ada, bo])
    assert folded.values["name"] == "Mistillit"
    assert folded.conflicts == {"name": (ada, bo)}


def test_two_people_who_set_the_same_value_are_not_in_conflict() -> None:
    ada = setting("a", 11, "name", "Mistillit", "b")
    bo = setting("c", 12, "name", "Mistillit", "b", author="bo")
    assert fold([birth(), ada, bo]).conflicts == {}


def test_equal_clocks_are_told_apart_by_the_id_of_the_change() -> None:
    ada = setting("a", 11, "name", "A", "b")
    bo = setting("c", 11, "name", "B", "b")
    assert fold([birth(), bo, ada]).values["name"] == "B"


def test_true_and_one_are_different_values() -> None:
    ada = setting("a", 11, "name", True, "b")
    bo = setting("c", 12, "name", 1, "b")
    assert "name" in fold([birth(), ada, bo]).conflicts


def test_a_change_of_a_field_leaves_the_other_fields_of_the_birth() -> None:
    folded = fold([birth(definition="d"), setting("a", 11, "name", "Ny", "b")])
    assert folded.values == {"name": "Ny", "definition": "d"}
    assert folded.live


def test_a_removal_that_somebody_else_took_back_is_a_conflict_about_being_there() -> None:
    removed = setting("a", 11, EXISTS, False, "b")
    again = setting("c", 12, EXISTS, False, "b", author="bo")
    back = setting("d", 13, EXISTS, True, "c", author="bo")
    folded = fold([birth(), removed, again, back])
    assert folded.live
    assert list(folded.conflicts) == [EXISTS]


def test_a_field_somebody_has_changed_since_is_not_taken_back() -> None:
    mine = setting("a", 11, "name", "Min", "b")
    theirs = setting("c", 12, "name", "Deres", "a", author="bo")
    assert inverse(mine, [birth(), mine, theirs], "ada") == []


def test_a_birth_is_taken_back_by_no_longer_existing() -> None:
    only = birth()
    assert inverse(only, [only], "ada") == [(EXISTS, False, ("b",))]
    removed = setting("a", 11, EXISTS, False, "b", author="bo")
    assert inverse(only, [only, removed], "ada") == []


def test_a_field_that_had_no_value_has_none_again() -> None:
    only = birth()
    first = setting("a", 11, "note", "x")
    (answer,) = inverse(first, [only, first], "ada")
    assert answer == ("note", None, ("a",))
    back = setting("u", 12, *answer[:2], *answer[2])
    line = content_line("code", "r", fold([only, first, back]))
    assert line == content_line("code", "r", fold([only]))


def test_the_content_says_nothing_of_stamps_ids_authors_or_steps() -> None:
    one = fold([birth(), setting("a", 11, "name", "Ny", "b")])
    other = fold(
        [
            Change("q", 77, "bo", "t", "code", "r", BIRTH, {"name": "Tillit"}),
            Change("w", 99, "bo", "u", "code", "r", "name", "Ny", ("q",)),
        ]
    )
    assert content_line("code", "r", one) == content_line("code", "r", other)


def test_the_content_of_a_conflict_does_not_depend_on_who_was_last() -> None:
    def line(clock: int) -> str:
        mine = setting("a", 11, "name", "A", "b")
        theirs = setting("c", clock, "name", "B", "b")
        return content_line("code", "r", fold([birth(), mine, theirs]))

    assert line(5) == line(50)


@given(st.dictionaries(st.sampled_from(["name", "note", "parent"]), values))
def test_the_same_source_gives_the_same_birth_on_every_machine(fields: dict[str, Value]) -> None:
    mine = shared_birth("code", "r", fields, "my step")
    theirs = shared_birth("code", "r", dict(reversed(fields.items())), "their step")
    assert mine.id == theirs.id
    assert mine.stamp == theirs.stamp
    assert mine.author is None


def test_another_content_or_another_record_is_another_birth() -> None:
    one = shared_birth("code", "r", {"name": "a"}, "s")
    assert shared_birth("code", "r", {"name": "b"}, "s").id != one.id
    assert shared_birth("code", "q", {"name": "a"}, "s").id != one.id


@given(values)
def test_a_value_has_one_spelling(value: Value) -> None:
    assert canonical(json.loads(canonical(value))) == canonical(value)
