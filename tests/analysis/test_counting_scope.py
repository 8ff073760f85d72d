"""Whose codings count: scope, basis, and codes that came after the reading."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from kodeverk.analysis.counting.scope import counted_work, not_coded
from kodeverk.analysis.counting.work import CodebookVersion
from kodeverk.errors import BadInput, BadProject, NotFound
from kodeverk.model.records import Assignment, AssignmentState, Coder
from tests.analysis.counted_transcripts import code

CODERS = {
    "anne": Coder("anne", "Anne"),
    "bo": Coder("bo", "Bo"),
    "enig": Coder("enig", "Enighet", "consensus"),
}


def work(
    coder: str,
    transcript: str,
    state: AssignmentState = "finished",
    *,
    round_name: str = "main",
    versions: Iterable[str] = (),
) -> Assignment:
    return Assignment(
        f"{coder}-{transcript}-{round_name}",
        coder,
        transcript,
        round_name,
        0,
        state,
        tuple(versions),
    )


def who(
    assignments: Iterable[Assignment],
    transcripts: Iterable[str] = ("t1",),
    mains: Sequence[str] = (),
    **choices: Any,
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...], tuple[str, ...]]:
    """`mains` are the main coders of t1."""
    named = {"t1": mains} if mains else {}
    counted = counted_work(transcripts, assignments, CODERS, named, **choices)
    counting = {
        transcript: tuple(one.coder for one in counting)
        for transcript, counting in counted.counting.items()
    }
    return counting, counted.unfinished, counted.unsettled


def test_the_only_coder_counts_when_finished_and_released_is_finished() -> None:
    assert who([work("anne", "t1")]) == ({"t1": ("anne",)}, (), ())
    assert who([work("anne", "t1", "released")]) == ({"t1": ("anne",)}, (), ())


@pytest.mark.parametrize("state", ["assigned", "started"])
def test_what_is_not_finished_is_out_of_scope_and_listed(state: AssignmentState) -> None:
    assert who([work("anne", "t1", state)]) == ({}, ("t1",), ())


def test_a_transcript_nobody_is_assigned_is_not_even_started() -> None:
    assert who([], scope="started") == ({}, ("t1",), ())


def test_the_scope_started_counts_what_is_started_and_still_lists_it_as_unfinished() -> None:
    assignments = [work("anne", "t1", "started"), work("anne", "t2", "assigned")]
    assert who(assignments, ("t1", "t2"), scope="started") == (
        {"t1": ("anne",)},
        ("t1", "t2"),
        (),
    )


def test_a_finished_consensus_counts_before_anybody_assigned_as_main() -> None:
    assignments = [work("anne", "t1"), work("bo", "t1"), work("enig", "t1")]
    assert who(assignments, mains=["anne"]) == ({"t1": ("enig",)}, (), ())


@pytest.mark.parametrize("scope", ["finished", "started"])
def test_an_unfinished_consensus_leaves_the_transcript_to_its_main_coder(scope: str) -> None:
    assignments = [work("anne", "t1"), work("bo", "t1"), work("enig", "t1", "started")]
    assert who(assignments, mains=["bo"], scope=scope) == ({"t1": ("bo",)}, (), ())


def test_several_finished_coders_without_a_main_coder_are_unsettled_and_left_out() -> None:
    assert who([work("anne", "t1"), work("bo", "t1")]) == ({}, (), ("t1",))


@pytest.mark.parametrize("scope", ["finished", "started"])
def test_where_people_named_two_main_coders_nobody_counts_until_it_is_settled(scope: str) -> None:
    both = ["anne", "bo"]
    assert who([work("anne", "t1"), work("bo", "t1")], mains=both, scope=scope) == ({}, (), ("t1",))
    one_at_work = [work("anne", "t1", "started"), work("bo", "t1")]
    assert who(one_at_work, mains=both, scope=scope) == ({}, (), ("t1",))
    assert who([work("anne", "t1", "assigned")], mains=both, scope=scope) == ({}, ("t1",), ())


def test_a_consensus_settles_what_two_main_coders_leave_open() -> None:
    assignments = [work("anne", "t1"), work("bo", "t1"), work("enig", "t1")]
    assert who(assignments, mains=["anne", "bo"]) == ({"t1": ("enig",)}, (), ())


def test_a_main_coder_who_has_not_finished_is_not_replaced_by_a_second_coder_who_has() -> None:
    assignments = [work("anne", "t1", "started"), work("bo", "t1")]
    assert who(assignments, mains=["anne"]) == ({}, ("t1",), ())


@pytest.mark.parametrize("scope", ["finished", "started"])
def test_the_only_coder_who_has_finished_counts_in_either_scope(scope: str) -> None:
    assignments = [work("anne", "t1"), work("bo", "t1", "started")]
    assert who(assignments, scope=scope) == ({"t1": ("anne",)}, (), ())


def test_several_coders_who_have_only_started_are_unsettled_too() -> None:
    assignments = [work("anne", "t1", "started"), work("bo", "t1", "started")]
    assert who(assignments, scope="started") == ({}, ("t1",), ("t1",))


def test_the_basis_all_takes_every_person_and_never_the_consensus_with_them() -> None:
    assignments = [work("anne", "t1"), work("bo", "t1"), work("enig", "t1")]
    assert who(assignments, basis="all")[0] == {"t1": ("anne", "bo")}
    assert who(assignments, basis="all", chosen=["enig"])[0] == {"t1": ("enig",)}
    assert who(assignments, basis="all", chosen=["bo"])[0] == {"t1": ("bo",)}
    with pytest.raises(BadInput, match="persons and the consensus"):
        who(assignments, basis="all", chosen=["bo", "enig"])


def test_the_basis_all_takes_only_those_who_have_finished() -> None:
    assignments = [work("anne", "t1"), work("bo", "t1", "started"), work("bo", "t2", "started")]
    assert who(assignments, ("t1", "t2"), basis="all") == ({"t1": ("anne",)}, ("t2",), ())


def test_the_basis_coder_takes_one_and_the_transcripts_that_one_has_finished() -> None:
    assignments = [work("anne", "t1"), work("bo", "t1"), work("bo", "t2")]
    assert who(assignments, ("t1", "t2"), basis="coder", chosen=["anne"]) == (
        {"t1": ("anne",)},
        ("t2",),
        (),
    )
    for chosen in ([], ["anne", "bo"]):
        with pytest.raises(BadInput, match="takes one coder"):
            who(assignments, basis="coder", chosen=chosen)


def test_only_the_work_of_the_chosen_round_counts() -> None:
    assignments = [work("anne", "t1", round_name="pilot"), work("bo", "t1", "started")]
    assert who(assignments, round_name="pilot")[0] == {"t1": ("anne",)}
    assert who(assignments)[0] == {}
    with pytest.raises(BadInput, match="no round 'pilto'") as caught:
        who(assignments, round_name="pilto")
    assert caught.value.hint == "Rounds of this project: main, pilot."


def test_a_choice_that_could_not_apply_is_an_error_and_never_ignored() -> None:
    assignments = [work("anne", "t1")]
    with pytest.raises(BadInput, match="chooses the coder of each transcript"):
        who(assignments, chosen=["anne"])
    with pytest.raises(BadInput, match="no scope 'done'"):
        who(assignments, scope="done")
    with pytest.raises(BadInput, match="no basis 'main'"):
        who(assignments, basis="main")
    with pytest.raises(NotFound, match="no coder kari"):
        who(assignments, basis="coder", chosen=["kari"])


def test_one_can_ask_whether_a_coding_counts() -> None:
    counted = counted_work(["t1"], [work("anne", "t1"), work("bo", "t1", "started")], CODERS, {})
    assert counted.counts("t1", "anne")
    assert not counted.counts("t1", "bo")
    assert not counted.counts("t2", "anne")


CODES = [
    code("OLD", book="b"),
    code("NEW", book="b"),
    code("OTHER", book="c"),
    code("DRAFT", book="d"),
    code("X", book=""),
]
VERSIONS = [
    CodebookVersion("b1", "b", frozenset({"OLD"})),
    CodebookVersion("b2", "b", frozenset({"OLD", "NEW"})),
    CodebookVersion("c1", "c", frozenset({"OTHER"})),
]


def unread(*assignments: Assignment, **choices: Any) -> frozenset[tuple[str, str]]:
    counted = counted_work(
        {one.transcript for one in assignments}, assignments, CODERS, {}, **choices
    )
    return not_coded(counted, VERSIONS, CODES)


def test_a_transcript_finished_before_a_code_existed_is_not_coded_for_it() -> None:
    assert unread(work("anne", "t1", versions=["b1", "c1"])) == {("t1", "NEW")}


def test_reading_again_for_the_newer_version_makes_it_coded() -> None:
    assert unread(work("anne", "t1", versions=["b1", "b2", "c1"])) == set()


def test_a_transcript_read_with_one_codebook_is_not_coded_for_another() -> None:
    assert unread(work("anne", "t1", versions=["b2"])) == {("t1", "OTHER")}


def test_what_was_finished_before_there_was_a_codebook_is_read_for_none_of_its_codes() -> None:
    assert unread(work("anne", "t1")) == {("t1", key) for key in ("OLD", "NEW", "OTHER")}


def test_work_that_was_begun_goes_on_under_the_codebook_of_now() -> None:
    assert unread(work("anne", "t1", "started"), scope="started") == set()


def test_nothing_is_said_against_a_codebook_never_frozen() -> None:
    assert not any(key in ("DRAFT", "X") for _, key in unread(work("bo", "t1", versions=["b1"])))


def test_what_any_coder_who_counts_has_read_for_is_coded() -> None:
    both = [work("anne", "t1", versions=["b1", "c1"]), work("bo", "t1", versions=["b2", "c1"])]
    assert unread(*both, basis="all") == set()
    assert unread(*both, basis="coder", chosen=["anne"]) == {("t1", "NEW")}


def test_a_version_that_is_not_in_the_project_is_an_error() -> None:
    with pytest.raises(BadProject, match="the codebook version b9"):
        unread(work("anne", "t1", versions=["b9"]))
