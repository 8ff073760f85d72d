"""Undo and redo within reach: what is near at hand, what is asked about, what builds on what."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kodeverk.config import Settings
from kodeverk.errors import NotFound, Question, Refused
from kodeverk.model.records import Coder, Coding
from kodeverk.service import undoing
from kodeverk.service.assigning import assign, status
from kodeverk.service.coder_list import add_coder, list_coders
from kodeverk.service.coding import (
    finish,
    mark_read,
    remove_codings,
    set_facet,
    working_transcript,
    write_memo,
)
from kodeverk.service.codings_import import import_codings
from kodeverk.service.merging import merge
from kodeverk.service.releasing import releasable
from kodeverk.service.verification import verify
from kodeverk.store import steps
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.steps import Step, Within
from tests.service.trial_project import (
    AMINA,
    JONAS,
    KARI,
    code_words,
    rows_of,
    span_of,
    states_of,
    transcript_named,
)
from tests.undo_and_redo import redo, undo


def direct(project: Project, coding: Coding, value: str, coder: Coder = KARI) -> None:
    facets = working_transcript(project, coding.transcript, coder).facets
    set_facet(project, coder, [coding], next(f for f in facets if f.key == "retning"), [value])


def within(project: Project, name: str = "advisor") -> Within:
    return Within(transcript_named(project, name).id)


def content(project: Project) -> str:
    found = verify(project)
    assert found.problems == ()
    return found.content_hash


def log(project: Project) -> list[Step]:
    with project.reading() as connection:
        return steps.steps(connection)


def number(project: Project, summary: str) -> str:
    """The number of the latest step with this beginning."""
    return str(next(one.number for one in log(project) if one.summary.startswith(summary)))


def coded(project: Project) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    return {(row.transcript, row.code): row.facets for row in rows_of(project)}


def import_rows(project: Project, tmp_path: Path, *names: str, author: Coder = KARI) -> None:
    words = {"advisor": "Vi møtes", "participant": "Da turte"}
    rows = [
        f"{name},{','.join(map(str, span_of(project, name, words[name])))},REL-KONTIN,Kari"
        for name in names
    ]
    table = tmp_path / "codings.csv"
    table.write_text("\n".join(["transcript,start,end,code,coder", *rows, ""]), encoding="utf-8")
    import_codings(project, author, table, new_coders=True, unfinished=True)


# On the screen: one transcript


def test_undo_in_a_transcript_never_takes_an_import_or_a_codebook_away(project: Project) -> None:
    before = content(project)
    code_words(project, KARI, "stoler på")
    undoing.undo(project, KARI, within=within(project))
    for _ in range(3):
        with pytest.raises(Refused, match="nothing of Kari's to undo in this transcript"):
            undoing.undo(project, KARI, within=within(project))
    assert coded(project) == {}
    assert content(project) == before


def test_undo_in_a_transcript_passes_over_what_was_done_elsewhere_since(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, KARI, "Da turte", name="participant")
    import_rows(project, tmp_path, "advisor", "participant")
    assign(project, KARI, [])
    assert undoing.undo(project, KARI, within=within(project)).summary == "REL-TILLIT on 2 words"
    assert coded(project) == {
        ("participant", "REL-TILLIT"): (),
        ("participant", "REL-KONTIN"): (),
        ("advisor", "REL-KONTIN"): (),
    }
    assert content(project)


def test_codings_imported_into_one_transcript_are_an_import(
    project: Project, tmp_path: Path
) -> None:
    import_rows(project, tmp_path, "advisor")
    with pytest.raises(Refused):
        undoing.undo(project, KARI, within=within(project))
    assert len(coded(project)) == 1


def test_a_redo_is_not_lost_because_something_was_coded_elsewhere(
    project: Project, tmp_path: Path
) -> None:
    first = code_words(project, KARI, "stoler på")
    undoing.undo(project, KARI, within=within(project))
    code_words(project, KARI, "Da turte", name="participant")
    import_rows(project, tmp_path, "participant", author=JONAS)
    undoing.redo(project, KARI, within=within(project))
    assert first.id in {
        one.id for one in working_transcript(project, first.transcript, KARI).codings
    }


def test_going_on_in_the_same_transcript_ends_what_could_be_done_again_there(
    project: Project,
) -> None:
    code_words(project, KARI, "stoler på")
    undoing.undo(project, KARI, within=within(project))
    code_words(project, KARI, "Vi møtes")
    for where in (within(project), steps.EVERYWHERE):
        with pytest.raises(Refused, match="to redo"):
            undoing.redo(project, KARI, within=where)


def test_redo_puts_no_code_twice_on_the_same_words(project: Project, tmp_path: Path) -> None:
    code_words(project, KARI, "Vi møtes", "REL-KONTIN")
    undoing.undo(project, KARI, within=within(project))
    import_rows(project, tmp_path, "advisor")
    done = undoing.redo(project, KARI, within=within(project))
    assert "the coding stays away: the same code is on these words by now" in done.skipped
    assert len(rows_of(project)) == 1


def test_steps_are_told_in_words(project: Project) -> None:
    code_words(project, KARI, "Vi møtes hver uke")
    mark_read(project, KARI, transcript_named(project, "advisor").id, 90)
    first, second = log(project)[:2]
    assert first.summary.startswith("read to ")
    assert first.summary.endswith(" %")
    assert second.summary == "REL-TILLIT on 4 words"
    assert first.transcript == second.transcript == transcript_named(project, "advisor").id


# Larger steps: asked about


@pytest.mark.parametrize("what", ["import", "codings", "assignments", "codebook", "merge"])
def test_what_reaches_beyond_a_transcript_is_named_and_asked_about(
    project: Project, make_project: Callable[[str], Project], tmp_path: Path, what: str
) -> None:
    who = KARI
    if what == "codings":
        import_rows(project, tmp_path, "advisor", "participant")
    elif what == "assignments":
        assign(project, KARI, [KARI.name, "Ola"])
    elif what == "merge":
        other = make_project("other")
        code_words(other, JONAS, "stoler på")
        merge(project, KARI, [other.location])
    elif what == "codebook":
        undoing.undo(project, KARI, sure=log(project)[0].id)
    before = content(project)
    with pytest.raises(Question) as asked:
        undoing.undo(project, who)
    assert content(project) == before
    told = {
        "import": "“imported 2 files” (2 transcripts",
        "codings": "2 codings in 2 transcripts",
        "assignments": "“assigned round main” (",
        "codebook": "“loaded codebook prove 1” (",
        "merge": "“merged other.kodeverk” (",
    }[what]
    assert told in asked.value.question
    assert undoing.undo(project, who, sure=asked.value.about).act == "undo"
    assert content(project) != before
    if what != "merge":
        with pytest.raises(Question, match="beyond one transcript"):
            undoing.redo(project, who)
        undoing.redo(project, who, sure=asked.value.about)
        assert content(project) == before


def test_a_yes_to_one_step_is_no_yes_to_another(project: Project, tmp_path: Path) -> None:
    import_rows(project, tmp_path, "advisor", "participant")
    with pytest.raises(Question) as asked:
        undoing.undo(project, KARI)
    assign(project, KARI, [])
    with pytest.raises(Question, match="assigned round main"):
        undoing.undo(project, KARI, sure=asked.value.about)


# Any step of the log


def test_any_step_is_taken_back_while_nothing_builds_on_it_and_done_again(project: Project) -> None:
    code_words(project, KARI, "stoler på")
    before = content(project)
    code_words(project, KARI, "Vi møtes", "REL-KONTIN")
    code_words(project, KARI, "Da turte", name="participant")
    after = content(project)
    middle = number(project, "REL-KONTIN")
    assert undoing.undo(project, KARI, middle).skipped == ()
    assert coded(project) == {("advisor", "REL-TILLIT"): (), ("participant", "REL-TILLIT"): ()}
    with open_project(project.location) as later:
        with pytest.raises(Refused, match="taken back already"):
            undoing.undo(later, KARI, middle)
        undo_line = str(log(later)[0].number)
        assert undoing.undo(later, KARI, undo_line).act == "redo"
        assert content(later) == after
    for _ in range(2):
        undoing.undo(project, KARI)
    assert content(project) == before


def test_the_first_step_is_taken_back_and_its_coder_stays_for_the_others(project: Project) -> None:
    code_words(project, KARI, "stoler på")
    first = number(project, "REL-TILLIT")
    mark_read(project, KARI, transcript_named(project, "advisor").id, 50)
    code_words(project, KARI, "Da turte", name="participant")
    after = content(project)
    undoing.undo(project, KARI, first)
    seen = working_transcript(project, transcript_named(project, "advisor").id, KARI)
    assert seen.assignment is not None
    assert (seen.assignment.read_to, seen.assignment.state) == (50, "started")
    assert {row.coder for row in rows_of(project)} == {"Kari"}
    undoing.redo(project, KARI)
    assert content(project) == after


def builds(project: Project, coding: Coding, how: str) -> str:
    """Do something that builds on a coding; return how its step is called."""
    if how == "direction":
        direct(project, coding, "hemmer")
        return "retning: hemmer"
    if how == "memo":
        write_memo(project, JONAS, "coding", coding.id, "hvorfor?")
        return "Jonas: wrote a memo"
    remove_codings(project, KARI, [coding])
    return "removed 1 coding"


def test_doing_a_correction_again_says_of_nobody_that_they_have_begun(project: Project) -> None:
    code_words(project, KARI, "Jeg stoler på henne")
    undo(project, KARI)
    with project.writing(KARI, "set name") as writer:
        writer.set("transcript", transcript_named(project, "advisor").id, "name", "rådgiver")
    before = content(project)
    undo(project, KARI)
    redo(project, KARI)
    assert content(project) == before
    assert ("rådgiver", "Kari") not in states_of(project)


@pytest.mark.parametrize("how", ["direction", "memo", "removal"])
def test_a_step_that_others_build_on_stays_and_they_are_named(project: Project, how: str) -> None:
    coding = code_words(project, KARI, "stoler på")
    mine = number(project, "REL-TILLIT")
    called = builds(project, coding, how)
    before = content(project)
    with pytest.raises(Refused, match="later steps build on it") as refused:
        undoing.undo(project, KARI, mine)
    assert called in refused.value.message
    assert f"kodeverk undo PROJECT {log(project)[0].number}" in refused.value.hint
    assert content(project) == before
    undoing.undo(project, JONAS if how == "memo" else KARI)
    assert undoing.undo(project, KARI, mine).skipped == ()
    assert coded(project) == {}


@pytest.mark.parametrize("which", ["imported 2 files", "loaded codebook prove 1"])
def test_codings_build_on_their_text_and_their_code(project: Project, which: str) -> None:
    code_words(project, JONAS, "stoler på")
    with pytest.raises(Refused, match="Jonas: REL-TILLIT on 2 words"):
        undoing.undo(project, KARI, number(project, which), sure="yes")
    undoing.undo(project, JONAS)
    with pytest.raises(Question):
        undoing.undo(project, KARI, number(project, which))


def test_a_merged_coding_is_named_by_its_merge(
    project: Project, make_project: Callable[[str], Project]
) -> None:
    other = make_project("other")
    code_words(other, JONAS, "stoler på")
    merge(project, KARI, [other.location])
    with pytest.raises(Refused, match=r"Kari: merged other\.kodeverk"):
        undoing.undo(project, KARI, number(project, "imported"))


def test_a_merge_names_the_steps_that_build_on_it(
    project: Project, make_project: Callable[[str], Project]
) -> None:
    other = make_project("other")
    theirs = code_words(other, JONAS, "stoler på")
    merge(project, KARI, [other.location])
    merged = number(project, "merged")
    direct(project, theirs, "fremmer", JONAS)
    code_words(project, KARI, "Da turte", name="participant")
    with pytest.raises(Refused, match="Jonas: retning: fremmer") as refused:
        undoing.undo(project, KARI, merged)
    assert "backup" in refused.value.hint
    assert "kodeverk undo" not in refused.value.hint
    assert "REL-TILLIT" not in refused.value.message


def test_somebody_elses_step_is_asked_about_and_their_codings_are_never_taken(
    project: Project,
) -> None:
    code_words(project, JONAS, "stoler på")
    with pytest.raises(Refused, match="is Jonas's, with codings"):
        undoing.undo(project, AMINA, number(project, "REL-TILLIT"), sure="yes")
    undoing.undo(project, JONAS)
    before = content(project)
    imported = number(project, "imported")
    with pytest.raises(Question, match="not a step of your own") as asked:
        undoing.undo(project, AMINA, imported)
    undoing.undo(project, AMINA, imported, sure=asked.value.about)
    undoing.undo(project, AMINA, str(log(project)[0].number), sure=asked.value.about)
    assert content(project) == before


def test_what_others_put_back_can_be_taken_back_again(project: Project) -> None:
    coding = code_words(project, KARI, "stoler på")
    with project.writing(KARI, "told") as writer:
        writer.set("transcript", coding.transcript, "date", "2024-01-01")
    with project.writing(JONAS, "told otherwise") as writer:
        writer.set("transcript", coding.transcript, "date", "2024-02-02")
    told = str(log(project)[1].number)
    with pytest.raises(Refused, match="Jonas: told otherwise"):
        undoing.undo(project, KARI, told)
    undoing.undo(project, JONAS)
    assert undoing.undo(project, KARI, told).skipped == ()
    assert transcript_named(project, "advisor").date is None


@pytest.mark.parametrize("name", ["99", "0", "nei", "-1", "1" * 30, "%"])
def test_a_name_that_fits_no_step_is_not_found(project: Project, name: str) -> None:
    with pytest.raises(NotFound, match="there is no step"):
        undoing.undo(project, KARI, name)


def test_a_step_is_named_by_its_id_or_the_beginning_of_it(project: Project) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, KARI, "Vi møtes")
    first, second = (one.id for one in log(project)[:2])
    with pytest.raises(NotFound, match="fits several steps"):
        undoing.undo(project, KARI, first[:4])
    undoing.undo(project, KARI, second)
    undoing.undo(project, KARI, first[:30])
    assert coded(project) == {}


def test_a_step_taken_back_merges(
    project: Project, make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, KARI, "Vi møtes", "REL-KONTIN")
    project.rest()
    copy = Path(shutil.copy(project.location, tmp_path / "copy.kodeverk"))
    undoing.undo(project, KARI, number(project, "REL-TILLIT"))
    with open_project(str(copy)) as other:
        code_words(other, JONAS, "ringer hun")
        merge(other, JONAS, [project.location])
        merge(project, KARI, [other.location])
        assert content(other) == content(project)
    assert {row.code for row in rows_of(project)} == {"REL-KONTIN", "REL-TILLIT"}
    assert {row.coder for row in rows_of(project) if row.code == "REL-TILLIT"} == {"Jonas"}


def test_finishing_several_transcripts_is_no_step_of_one(project: Project) -> None:
    both = [transcript_named(project, one).id for one in ("advisor", "participant")]
    finish(project, KARI, both)
    with pytest.raises(Refused, match="in this transcript"):
        undoing.undo(project, KARI, within=within(project))
    finish(project, JONAS, both[:1])
    undoing.undo(project, JONAS, within=within(project))


def test_whatever_step_can_be_taken_back_is_done_again_to_the_same_content(
    project: Project, make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    first = code_words(project, KARI, "stoler på")
    direct(project, first, "hemmer")
    second = code_words(project, KARI, "Vi møtes", "REL-KONTIN")
    write_memo(project, KARI, "coding", second.id, "hver uke")
    mark_read(project, KARI, first.transcript, 60)
    gone = code_words(project, KARI, "ringer hun")
    remove_codings(project, KARI, [gone])
    code_words(project, JONAS, "Da turte", name="participant")
    import_rows(project, tmp_path, "participant")
    assign(project, KARI, ["Kari", "Ola"])
    finish(project, KARI, [first.transcript])
    whole = content(project)
    taken = []
    for step in [one for one in log(project) if one.act == "do"]:
        who = JONAS if step.author == "Jonas" else KARI
        try:
            undoing.undo(project, who, str(step.number), sure=step.id)
        except Refused:
            assert content(project) == whole
            continue
        taken.append(step.summary)
        assert content(project) != whole
        undoing.undo(project, who, str(log(project)[0].number), sure=step.id)
        assert content(project) == whole, step.summary
    assert taken == [
        "finished 1 transcript",
        "assigned round main",
        "imported codings from codings.csv",
        "REL-TILLIT on 2 words",
        "removed 1 coding",
        "read to 32 %",
        "wrote a memo",
        "retning: hemmer",
    ]


@pytest.mark.parametrize("by_themselves", [False, True])
def test_a_coder_with_work_is_never_taken_away_with_the_step_that_added_them(
    project: Project, tmp_path: Path, *, by_themselves: bool
) -> None:
    settings = Settings(tmp_path / "none.toml")
    nora = add_coder(project, settings, "Nora", None if by_themselves else KARI)
    author = nora if by_themselves else KARI
    assign(project, JONAS, ["Nora"])
    with pytest.raises(Refused, match="later steps build on it"):
        undoing.undo(project, author, number(project, "added the coder"), sure=None)
    before = content(project)
    assert undoing.undo(project, author).skipped == ("the coder stays: there is work of theirs",)
    assert content(project) == before
    work = {row.coder for row in status(project)}
    assert "Nora" in work
    assert releasable(project) == ()


def test_a_coder_whom_one_copy_took_back_and_another_gave_work_is_there_once_merged(
    project: Project, tmp_path: Path
) -> None:
    nora = add_coder(project, Settings(tmp_path / "none.toml"), "Nora", KARI)
    copied = copy_project(project, tmp_path / "copy.kodeverk")
    undoing.undo(project, KARI)
    with open_project(str(copied)) as copy:
        assign(copy, JONAS, ["Nora"])
    merge(project, KARI, [str(copied)])
    assert nora.id in {row.id for row in list_coders(project)}
    assert {row.coder for row in status(project)} == {"Nora"}
    assert verify(project).problems == ()


def test_a_coder_nobody_gave_anything_is_taken_back_and_added_again(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, "stoler på")
    before = content(project)
    add_coder(project, Settings(tmp_path / "none.toml"), "Nora", KARI)
    after = content(project)
    undoing.undo(project, KARI, number(project, "added the coder"))
    assert content(project) == before
    undoing.redo(project, KARI)
    assert content(project) == after
