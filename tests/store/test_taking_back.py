"""Undo and redo: inverse changes, the coder's own steps only, never over somebody else's."""

from collections.abc import Callable

import pytest

from kodeverk.errors import Refused
from kodeverk.model.change import Value
from kodeverk.service import undoing
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.queries import conflicts
from kodeverk.store.steps import EVERYWHERE, Within, steps
from tests.project_content import content_of
from tests.store.coder_steps import (
    ADA,
    BO,
    BOOK,
    CARI,
    DIRECTION,
    THEME,
    TRUST,
    apply_code,
    assert_state_is_the_fold,
    born_coding,
    changes,
    founded,
    import_interview,
    live,
    load_codebook,
    merge,
    remove,
    set_field,
    share_interview,
    transcript_of,
    value,
)
from tests.undo_and_redo import redo, undo


def test_undo_takes_the_coding_away_and_redo_brings_the_same_one_back(project: Project) -> None:
    founded(project)
    before = content_of(project)
    coding = apply_code(project)
    after = content_of(project)
    assert undo(project, ADA).summary == "apply code"
    assert live(project, "coding") == set()
    assert content_of(project) == before
    assert redo(project, ADA).skipped == ()
    assert live(project, "coding") == {coding}
    assert content_of(project) == after
    assert_state_is_the_fold(project)


def test_undo_and_redo_survive_a_restart(project: Project) -> None:
    founded(project)
    coding = apply_code(project)
    with open_project(project.location) as later:
        undo(later, ADA)
    with open_project(project.location) as still_later:
        redo(still_later, ADA)
    assert live(project, "coding") == {coding}


def test_undo_loses_no_change_of_the_journal(project: Project) -> None:
    founded(project)
    apply_code(project)
    known = changes(project)
    undo(project, ADA)
    redo(project, ADA)
    undo(project, ADA)
    assert known < changes(project)


def test_undo_takes_back_only_ones_own_steps(project: Project) -> None:
    founded(project)
    mine = apply_code(project, ADA)
    theirs = apply_code(project, BO)
    assert undo(project, ADA).summary == "apply code"
    assert live(project, "coding") == {theirs}
    assert undo(project, BO).summary == "apply code"
    assert live(project, "coding") == set()
    assert mine != theirs


def test_with_nothing_to_take_back_undo_says_so(project: Project) -> None:
    founded(project, ADA)
    before = changes(project)
    with pytest.raises(Refused, match="Cari"):
        undo(project, CARI)
    with pytest.raises(Refused, match="redo"):
        redo(project, ADA)
    assert changes(project) == before


def test_a_new_step_ends_what_could_be_done_again(project: Project) -> None:
    founded(project)
    apply_code(project)
    undo(project, ADA)
    apply_code(project, ADA, 10, 18)
    with pytest.raises(Refused):
        redo(project, ADA)


def test_a_whole_step_is_taken_back_at_once(project: Project) -> None:
    founded(project)
    before = content_of(project)
    with project.writing(ADA, "code with facet") as writer:
        coding = born_coding(writer, 0, 8)
        writer.set("coding", coding, DIRECTION, ["hemmer"])
        writer.set("code", TRUST, "position", 9)
    after = content_of(project)
    undo(project, ADA)
    assert content_of(project) == before
    redo(project, ADA)
    assert content_of(project) == after
    assert value(project, "coding", coding, DIRECTION) == ["hemmer"]
    assert_state_is_the_fold(project)


def test_a_removal_is_taken_back(project: Project) -> None:
    founded(project)
    coding = apply_code(project)
    before = content_of(project)
    remove(project, ADA, "coding", coding)
    undo(project, ADA)
    assert content_of(project) == before


def test_several_changes_of_one_field_are_taken_back_one_by_one(project: Project) -> None:
    founded(project)
    contents = [content_of(project)]
    for position in (7, 8, 9):
        set_field(project, ADA, "code", TRUST, "position", position)
        contents.append(content_of(project))
    for before in contents[-2::-1]:
        assert undo(project, ADA).skipped == ()
        assert content_of(project) == before
    for after in contents[1:]:
        assert redo(project, ADA).skipped == ()
        assert content_of(project) == after
    assert_state_is_the_fold(project)


def test_a_coding_that_was_applied_and_removed_is_taken_back_all_the_way(project: Project) -> None:
    founded(project)
    before = content_of(project)
    coding = apply_code(project)
    remove(project, ADA, "coding", coding)
    undo(project, ADA)
    assert live(project, "coding") == {coding}
    assert undo(project, ADA).skipped == ()
    assert content_of(project) == before


def test_what_somebody_else_put_back_is_theirs(project: Project) -> None:
    founded(project)
    for coder, position in ((ADA, 7), (BO, 8), (BO, 7)):
        set_field(project, coder, "code", TRUST, "position", position)
    assert undo(project, ADA).skipped
    assert value(project, "code", TRUST, "position") == 7


def test_a_field_somebody_has_changed_since_stays_and_undo_says_so(project: Project) -> None:
    founded(project)
    with project.writing(ADA, "two fields") as writer:
        writer.set("code", TRUST, "position", 8)
        writer.set("code", TRUST, "hotkey", "t")
    set_field(project, BO, "code", TRUST, "position", 9)
    reversal = undo(project, ADA)
    assert value(project, "code", TRUST, "position") == 9
    assert value(project, "code", TRUST, "hotkey") is None
    (skipped,) = reversal.skipped
    assert "position" in skipped
    redo(project, ADA)
    assert value(project, "code", TRUST, "position") == 9
    assert value(project, "code", TRUST, "hotkey") == "t"


def test_when_all_of_a_step_had_to_stay_the_next_undo_goes_on_to_the_one_before(
    project: Project,
) -> None:
    founded(project)
    set_field(project, ADA, "code", TRUST, "hotkey", "t")
    set_field(project, ADA, "code", TRUST, "position", 8)
    set_field(project, BO, "code", TRUST, "position", 9)
    assert undo(project, ADA).skipped
    assert undo(project, ADA).skipped == ()
    assert value(project, "code", TRUST, "hotkey") is None
    assert value(project, "code", TRUST, "position") == 9


def test_a_coding_somebody_removed_meanwhile_is_not_brought_back_by_undo(project: Project) -> None:
    founded(project)
    coding = apply_code(project, ADA)
    remove(project, BO, "coding", coding)
    assert undo(project, ADA).skipped
    assert live(project, "coding") == set()


def test_an_import_that_somebody_has_coded_stays_with_text_and_speakers_and_undo_says_so(
    project: Project,
) -> None:
    load_codebook(project, ADA)
    transcript = import_interview(project, ADA)
    coding = apply_code(project, BO)
    assert undo(project, ADA).skipped
    assert live(project, "transcript") == {transcript}
    assert len(live(project, "version")) == len(live(project, "speaker")) == 1
    assert live(project, "coding") == {coding}
    assert_state_is_the_fold(project)


def test_an_import_nobody_has_coded_is_taken_back_with_all_its_parts(project: Project) -> None:
    load_codebook(project, ADA)
    before = content_of(project)
    import_interview(project, ADA)
    assert undo(project, ADA).skipped == ()
    assert content_of(project) == before


def test_undoing_an_import_with_codings_takes_ones_own_codings_though_others_coded_too(
    project: Project,
) -> None:
    load_codebook(project, ADA)
    with project.writing(ADA, "import with codings") as writer:
        transcript = share_interview(writer, 0)
        mine = born_coding(writer, 0, 8)
    theirs = apply_code(project, BO)
    undo(project, ADA)
    assert live(project, "transcript") == {transcript}
    assert live(project, "coding") == {theirs}
    redo(project, ADA)
    assert live(project, "coding") == {mine, theirs}


def test_a_settled_conflict_opens_again(fresh: Callable[[], Project]) -> None:
    mine, theirs = fresh(), fresh()
    for project in (mine, theirs):
        founded(project)
    set_field(mine, ADA, "code", TRUST, "position", 8)
    set_field(theirs, BO, "code", TRUST, "position", 9)
    merge(mine, theirs, ADA)
    disputed = content_of(mine)

    def values_in_dispute() -> list[list[int]]:
        with mine.reading() as connection:
            return [
                [said.value for said in one.said if isinstance(said.value, int)]
                for one in conflicts(connection)
            ]

    assert [sorted(values) for values in values_in_dispute()] == [[8, 9]]
    set_field(mine, ADA, "code", TRUST, "position", 8)
    settled = content_of(mine)
    assert values_in_dispute() == []
    undo(mine, ADA)
    assert [sorted(values) for values in values_in_dispute()] == [[8, 9]]
    assert content_of(mine) == disputed
    redo(mine, ADA)
    assert values_in_dispute() == []
    assert content_of(mine) == settled
    undo(mine, ADA)
    assert content_of(mine) == disputed
    assert_state_is_the_fold(mine)


def test_the_log_says_what_was_undone(project: Project) -> None:
    founded(project)
    apply_code(project)
    undo(project, ADA)
    with project.reading() as connection:
        log = steps(connection)
    assert [step.act for step in log[:2]] == ["undo", "do"]
    assert log[0].summary == "apply code"


def make_code_on_words(project: Project) -> tuple[str, str]:
    """Make a code with its first coding, as one step; return the ids of both."""
    with project.writing(ADA, "made the code NY") as writer:
        values: dict[str, Value] = {"codebook": BOOK, "key": "NY", "name": {"nb": "Ny"}}
        standing: dict[str, Value] = {"position": 9, "counted": True, "active": True}
        code = writer.born("code", {**values, "parent": THEME, **standing})
        return code, born_coding(writer, 0, 8, code=code)


def test_a_code_made_for_a_coding_comes_and_goes_with_it_within_the_transcript(
    project: Project,
) -> None:
    here = Within(founded(project))
    before = content_of(project)
    code, coding = make_code_on_words(project)
    after = content_of(project)
    for _ in range(2):
        assert undoing.undo(project, ADA, within=here).skipped == ()
        assert content_of(project) == before
        assert undoing.redo(project, ADA, within=here).skipped == ()
        assert content_of(project) == after
    assert coding in live(project, "coding")
    assert code in live(project, "code")
    assert_state_is_the_fold(project)
    with project.reading() as connection:
        assert {step.transcript for step in steps(connection)[:5]} == {here.transcript}


def test_a_code_that_is_used_elsewhere_by_now_does_not_go_with_its_first_coding(
    project: Project,
) -> None:
    here = Within(founded(project))
    import_interview(project, ADA, 1)
    code, _ = make_code_on_words(project)
    apply_code(project, BO, 20, 28, code=code, number=1)
    after = content_of(project)
    for within in (here, EVERYWHERE):
        with pytest.raises(Refused, match=r"later steps build on it\n  .* Bo: apply code"):
            undoing.undo(project, ADA, within=within)
    assert content_of(project) == after
    undoing.undo(project, BO, within=Within(transcript_of(1)))
    undoing.undo(project, ADA, within=here)
    assert (live(project, "coding"), code in live(project, "code")) == (set(), False)
