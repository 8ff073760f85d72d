"""What a changed code asks of those who coded before: each decides on what is their own."""

from pathlib import Path

import pytest

from kodeverk.errors import NotFound, Refused, StaleWrite
from kodeverk.model.text import Span
from kodeverk.service.borders import split_coding
from kodeverk.service.code_edits import NewCode, add_code, describe_code, join_codes, split_code
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import finish, working_transcript, write_memo
from kodeverk.service.counting import frequencies
from kodeverk.service.deciding import (
    REMOVE,
    ToDecide,
    decide,
    have_read_again,
    to_decide,
    to_read_again,
)
from kodeverk.service.loading import defined_anew
from kodeverk.service.merging import merge
from kodeverk.service.redefining import Meaning
from kodeverk.service.step_effects import foresee
from kodeverk.service.verification import verify
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.steps import steps
from tests.project_content import content_of
from tests.service.trial_project import (
    CODEBOOK,
    JONAS,
    KARI,
    apply_to_words,
    code_keyed,
    code_words,
    rows_of,
    span_of,
    transcript_named,
)
from tests.undo_and_redo import undo


def narrow(project: Project, key: str = "REL-TILLIT") -> None:
    code = code_keyed(project, key)
    describe_code(project, KARI, code.id, {"definition": f"{code.definition} snevrere"}, "narrowed")


def widen(project: Project, key: str = "REL-TILLIT") -> None:
    code = code_keyed(project, key)
    describe_code(project, KARI, code.id, {"definition": f"{code.definition} videre"}, "widened")


def words(waiting: tuple[ToDecide, ...]) -> list[str]:
    return [one.words for one in waiting]


def test_a_code_that_was_clarified_asks_nothing(project: Project) -> None:
    code_words(project, KARI, "stoler på")
    finish(project, KARI, [transcript_named(project, "advisor").id])
    describe_code(project, KARI, code_keyed(project, "REL-TILLIT").id, {"definition": "Klarere."})
    assert to_decide(project, KARI) == ()
    assert to_read_again(project, KARI) == ()


def test_codings_of_a_narrowed_code_wait_for_their_coders_and_later_ones_do_not(
    project: Project,
) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, JONAS, "på meg")
    code_words(project, KARI, "ringer hun", "REL-KONTIN")
    narrow(project)
    code_words(project, KARI, "hver uke")
    (mine,) = to_decide(project, KARI)
    assert (mine.words, mine.code.key, mine.reason) == (
        "stoler på",
        "REL-TILLIT",
        "REL-TILLIT was narrowed",
    )
    assert mine.before.endswith("Jeg ")
    assert mine.after.startswith(" henne")
    assert words(to_decide(project, JONAS)) == ["på meg"]
    undo(project, KARI)
    undo(project, KARI)
    assert to_decide(project, KARI) == ()


def test_each_decision_is_one_step_of_the_coders_own_and_is_taken_back(project: Project) -> None:
    for said in ("stoler på", "på meg", "hver uke"):
        code_words(project, KARI, said)
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    narrow(project)
    before = (content_of(project), rows_of(project))
    kontin = code_keyed(project, "REL-KONTIN").id
    for choice, left, keys in (
        (None, 2, {"REL-TILLIT"}),
        (REMOVE, 1, set()),
        (kontin, 0, {"REL-KONTIN"}),
    ):
        waiting = to_decide(project, KARI)
        decide(project, KARI, waiting[0], choice)
        assert len(to_decide(project, KARI)) == left
        on_them = {row for row in rows_of(project) if row.start == waiting[0].coding.start}
        assert {row.code for row in on_them} == keys
    for _ in range(3):
        undo(project, KARI)
    assert (content_of(project), rows_of(project)) == before
    assert verify(project).ok


def test_nobody_decides_on_a_colleagues_coding_or_on_one_that_has_changed(
    project: Project,
) -> None:
    code_words(project, KARI, "stoler på")
    narrow(project)
    (mine,) = to_decide(project, KARI)
    with pytest.raises(StaleWrite):
        decide(project, JONAS, mine, REMOVE)
    decide(project, KARI, mine, REMOVE)
    with pytest.raises(StaleWrite):
        decide(project, KARI, mine, None)


def test_a_removed_coding_leaves_its_memo_on_the_passage(project: Project) -> None:
    coding = code_words(project, KARI, "stoler på")
    write_memo(project, KARI, "coding", coding.id, "Viktig.")
    narrow(project)
    (mine,) = to_decide(project, KARI)
    decide(project, KARI, mine, REMOVE)
    seen = working_transcript(project, transcript_named(project, "advisor").id, KARI)
    assert [memo.text for memo in seen.memos] == ["Viktig."]


def test_a_split_code_is_decided_with_its_parts_as_choices(project: Project) -> None:
    code_words(project, KARI, "stoler på")
    code = code_keyed(project, "REL-TILLIT")
    first, second = split_code(project, KARI, code.id, ["Åpenhet", "Løfter"])
    assert (first.key, second.key) == ("REL-ÅPENHET", "REL-LØFTER")
    assert not code_keyed(project, "REL-TILLIT").active
    (mine,) = to_decide(project, KARI)
    assert [one.key for one in mine.choices] == ["REL-ÅPENHET", "REL-LØFTER"]
    assert mine.reason == "REL-TILLIT was split into REL-ÅPENHET, REL-LØFTER"
    decide(project, KARI, mine, second.id)
    assert {row.code for row in rows_of(project)} == {"REL-LØFTER"}
    assert to_decide(project, KARI) == ()
    undo(project, KARI)
    undo(project, KARI)
    assert code_keyed(project, "REL-TILLIT").active


def counted(project: Project, key: str) -> tuple[int | None, int | None, str | None]:
    """Return passages of a code, of how many informants, and why there are none."""
    (row,) = [one for one in frequencies(project).rows if (one.code, one.role) == (key, "all")]
    return row.passages, row.of_speakers, row.reason


def test_what_a_split_code_became_counts_in_what_was_finished_before_once_it_is_decided(
    project: Project,
) -> None:
    code_words(project, KARI, "stoler på")
    finish(project, KARI, [transcript_named(project, "advisor").id])
    before = counted(project, "REL-TILLIT")
    added = add_code(project, KARI, NewCode("Helt ny", parent=code_keyed(project, "REL").id))
    into = ["Åpenhet", "Løfter", added.id]
    split_code(project, KARI, code_keyed(project, "REL-TILLIT").id, into)
    assert counted(project, "REL-ÅPENHET") == (None, None, "..")
    (mine,) = to_decide(project, KARI)
    decide(project, KARI, mine, code_keyed(project, "REL-ÅPENHET").id)
    assert counted(project, "REL-ÅPENHET") == before
    assert counted(project, "REL-LØFTER") == (0, before[1], None)
    assert counted(project, added.key) == (None, None, "..")
    undo(project, KARI)
    assert counted(project, "REL-ÅPENHET") == (None, None, "..")


def test_half_of_a_coding_that_waits_waits_too(project: Project) -> None:
    coding = code_words(project, KARI, "stoler på henne")
    narrow(project)
    start, _ = span_of(project, "advisor", "på henne")
    split_coding(project, KARI, coding, start)
    assert words(to_decide(project, KARI)) == ["stoler", "på henne"]


def test_what_a_colleague_codes_in_a_copy_before_hearing_of_it_waits_after_a_merge(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    with open_project(str(copy_project(project, tmp_path / "theirs.kodeverk"))) as theirs:
        narrow(project)
        code_words(theirs, JONAS, "hver uke")
        theirs.rest()
        project.rest()
        merge(project, KARI, [theirs.location])
        merge(theirs, JONAS, [project.location])
        for one in (project, theirs):
            assert words(to_decide(one, JONAS)) == ["hver uke"]
            assert words(to_decide(one, KARI)) == ["stoler på"]
        code_words(theirs, JONAS, "på meg")
        assert words(to_decide(theirs, JONAS)) == ["hver uke"]


def test_a_narrowed_code_asks_about_what_went_into_it_and_not_what_it_went_into(
    project: Project,
) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    narrow(project, "REL-KONTIN")
    join_codes(
        project,
        KARI,
        code_keyed(project, "REL-KONTIN").id,
        code_keyed(project, "REL-TILLIT").id,
    )
    (mine,) = to_decide(project, KARI)
    assert (mine.words, mine.code.key) == ("hver uke", "REL-TILLIT")
    narrow(project)
    assert sorted(words(to_decide(project, KARI))) == ["hver uke", "stoler på"]


def test_finished_interviews_are_read_again_for_a_code_that_was_widened(
    project: Project, tmp_path: Path
) -> None:
    advisor = transcript_named(project, "advisor")
    participant = transcript_named(project, "participant")
    finish(project, KARI, [advisor.id])
    widen(project)
    finish(project, KARI, [participant.id])
    (again,) = to_read_again(project, KARI)
    assert (again.transcript, [code.key for code in again.codes]) == (advisor, ["REL-TILLIT"])
    have_read_again(project, KARI, [advisor.id])
    assert to_read_again(project, KARI) == ()
    undo(project, KARI)
    finish(project, KARI, [advisor.id])
    assert to_read_again(project, KARI) == ()
    with open_project(str(copy_project(project, tmp_path / "theirs.kodeverk"))) as theirs:
        widen(project, "REL-KONTIN")
        finish(theirs, JONAS, [advisor.id])
        theirs.rest()
        merge(project, KARI, [theirs.location])
        assert [one.transcript.name for one in to_read_again(project, JONAS)] == ["advisor"]
        assert len(to_read_again(project, KARI)) == 2


def test_a_code_on_the_same_words_already_takes_the_place(project: Project) -> None:
    code_words(project, KARI, "hver uke")
    code_words(project, KARI, "hver uke", "REL-KONTIN")
    narrow(project)
    (mine,) = to_decide(project, KARI)
    decide(project, KARI, mine, code_keyed(project, "REL-KONTIN").id)
    assert [row.code for row in rows_of(project)] == ["REL-KONTIN"]
    assert apply_to_words(project, KARI, "hver uke", "REL-KONTIN") is None
    span = Span(*span_of(project, "advisor", "hver uke"))
    assert span == (mine.coding.start, mine.coding.end)


def test_a_split_needs_two_parts_or_one_beside_which_the_code_stays(project: Project) -> None:
    code = code_keyed(project, "REL-TILLIT").id
    kontin = code_keyed(project, "REL-KONTIN").id
    with pytest.raises(Exception, match="cannot be split into 1"):
        split_code(project, KARI, code, [kontin])
    with pytest.raises(Refused, match="already"):
        split_code(project, KARI, code, ["Ny", "ny"])
    split_code(project, KARI, code, [kontin], keep=True)
    assert code_keyed(project, "REL-TILLIT").active


def test_taking_a_decision_back_is_told_in_words(project: Project) -> None:
    code_words(project, KARI, "stoler på")
    narrow(project)
    (mine,) = to_decide(project, KARI)
    decide(project, KARI, mine, None)
    with project.reading() as connection:
        done = sorted(steps(connection), key=lambda step: step.number)
    before, last = done[-2:]
    assert foresee(project, KARI, last.id).changes == (
        "REL-TILLIT of Kari on “stoler på” waits again",
    )
    undo(project, KARI)
    assert foresee(project, KARI, last.id).changes == (
        "REL-TILLIT of Kari on “stoler på” waits no longer",
    )
    told = " ".join(foresee(project, KARI, before.id).changes)
    assert "the code redefinition REL-TILLIT goes" in told
    assert "definition of the code REL-TILLIT" in told


def test_loading_a_file_asks_what_the_codes_it_defines_anew_mean_once_they_are_in_use(
    project: Project, tmp_path: Path
) -> None:
    (file := tmp_path / "new.yaml").write_text(
        CODEBOOK.replace("Å stole på.", "Å tro.").replace("Samme person.", "Den samme.")
    )
    assert defined_anew(project, file) == {}
    code_words(project, KARI, "stoler på")
    assert [*defined_anew(project, file)] == ["REL-TILLIT"]
    finish(project, KARI, [transcript_named(project, "advisor").id])
    assert [*defined_anew(project, file)] == ["REL-TILLIT", "REL-KONTIN"]
    before = content_of(project)
    meanings: dict[str, Meaning] = {"REL-TILLIT": "narrowed", "REL-KONTIN": "widened"}
    with pytest.raises(NotFound, match="no code REL-UKJENT"):
        load_codebook(project, KARI, file, {"REL-UKJENT": "narrowed"})
    load_codebook(project, KARI, file, meanings)
    assert words(to_decide(project, KARI)) == ["stoler på"]
    assert len(to_read_again(project, KARI)) == 1
    assert defined_anew(project, file) == {}
    undo(project, KARI)
    assert content_of(project) == before
    assert to_decide(project, KARI) == ()
