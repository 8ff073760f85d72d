"""A transcript is taken out, comes back by undo, and comes in again."""

from pathlib import Path

import pytest

from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code, finish, write_memo
from kodeverk.service.correcting import correct
from kodeverk.service.facts import Fact
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import merge
from kodeverk.service.removing import is_trial, removal, remove
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests import undo_and_redo
from tests.service.trial_project import (
    ADVISOR,
    JONAS,
    KARI,
    code_keyed,
    code_words,
    span_of,
    transcript_named,
)


def names(project: Project) -> list[str]:
    with project.reading() as connection:
        return [one.name for one in queries.transcripts(connection)]


@pytest.fixture
def worked(project: Project) -> Project:
    """A project in which two have coded the transcript `advisor`."""
    known = transcript_named(project, "advisor").id
    code_words(project, KARI, "stoler på henne")
    code_words(project, JONAS, "stoler på henne")
    write_memo(project, KARI, "transcript", known, "Et notat")
    finish(project, KARI, [known])
    correct(project, KARI, known, {Fact("variable", "kjønn"): "kvinne"})
    return project


def test_everything_of_it_goes_and_undo_brings_everything_back(worked: Project) -> None:
    before = verify(worked).content_hash
    known = transcript_named(worked, "advisor").id
    planned = removal(worked, known)
    assert planned.codings == {"Kari": 1, "Jonas": 1}
    assert planned.removed == {
        "transcripts": 1,
        "versions": 1,
        "speakers": 2,
        "variables": 1,
        "assignments": 2,
        "codings": 2,
        "memos": 1,
    }
    assert verify(worked).content_hash == before
    assert remove(worked, KARI, known) == planned
    assert names(worked) == ["participant"]
    assert verify(worked).ok
    assert "the transcript advisor" in undo_and_redo.undo(worked, KARI).summary
    assert verify(worked).content_hash == before
    undo_and_redo.redo(worked, KARI)
    assert names(worked) == ["participant"]


def test_the_same_file_comes_in_again_as_if_it_were_new(
    worked: Project, files: dict[str, Path]
) -> None:
    remove(worked, KARI, transcript_named(worked, "advisor").id)
    (again,) = import_files(
        worked, KARI, [files["advisor.txt"]], Choices("Voss", roles={"Veileder": "employer"})
    )
    assert (again.status, again.transcript) == ("imported", "advisor")
    known = transcript_named(worked, "advisor")
    assert known.municipality == "4621"
    with worked.reading() as connection:
        assert queries.codings(connection, known.id) == []
        assert queries.assignments(connection, known.id) == []
        assert queries.variables(connection, known.id) == []
        assert queries.memos(connection) == []
        roles = {one.label: one.role for one in queries.speakers(connection, known.id)}
    assert roles["Veileder"] == "employer"
    code_words(worked, KARI, "stoler på henne")
    with worked.reading() as connection:
        (work,) = queries.assignments(connection, known.id)
    assert (work.state, work.read_to) == ("started", 0)
    assert verify(worked).ok


def test_a_corrected_file_comes_in_instead_without_a_question(
    worked: Project, tmp_path: Path
) -> None:
    remove(worked, KARI, transcript_named(worked, "advisor").id)
    (tmp_path / "advisor.txt").write_text(ADVISOR.replace("uke", "måned"), encoding="utf-8")
    (result,) = import_files(worked, KARI, [tmp_path / "advisor.txt"], Choices())
    assert (result.status, result.transcript) == ("imported", "advisor")


def test_a_colleague_who_coded_it_meanwhile_loses_nothing(project: Project, tmp_path: Path) -> None:
    copy = copy_project(project, tmp_path / "jonas.kodeverk")
    known = transcript_named(project, "advisor").id
    with open_project(str(copy)) as jonas:
        code_words(jonas, JONAS, "stoler på henne")
        finish(jonas, JONAS, [known])
        correct(jonas, JONAS, known, {Fact("variable", "kjønn"): "kvinne"})
        remove(project, KARI, known)
        report = merge(project, KARI, [jonas.location])
        merge(jonas, JONAS, [project.location])
        assert verify(project).content_hash == verify(jonas).content_hash
    assert report.unplaced == ()
    assert names(project) == ["advisor", "participant"]
    with project.reading() as connection:
        assert [one.coder for one in queries.codings(connection, known)] == [JONAS.id]
        assert {one.role for one in queries.speakers(connection, known)} == {
            "interviewer",
            "advisor",
        }
        assert [one.state for one in queries.assignments(connection, known)] == ["finished"]
    assert verify(project).ok
    correct(project, KARI, known, {Fact("date"): "2020-01-02"})
    assert transcript_named(project, "advisor").date == "2020-01-02"


def test_what_was_taken_out_is_named_by_its_names_when_a_copy_with_it_is_merged(
    worked: Project, tmp_path: Path
) -> None:
    copy = copy_project(worked, tmp_path / "jonas.kodeverk")
    remove(worked, KARI, transcript_named(worked, "advisor").id)
    with open_project(str(copy)) as jonas:
        report = merge(jonas, JONAS, [worked.location])
    assert {(one["coder"], one["reason"]) for one in report.unplaced} == {
        ("Kari", "removed by Kari"),
        ("Jonas", "removed by Kari"),
    }
    assert {one["transcript"] for one in report.unplaced} == {"advisor"}
    assert [
        (one["kind"], one["transcript"], one.get("text"), one["reason"]) for one in report.removed
    ] == [
        ("transcript", "advisor", None, "removed by Kari"),
        ("memo", "advisor", "Et notat", "removed by Kari"),
    ]


def test_a_colleagues_memo_on_the_interview_keeps_it_too(project: Project, tmp_path: Path) -> None:
    copy = copy_project(project, tmp_path / "jonas.kodeverk")
    known = transcript_named(project, "advisor").id
    with open_project(str(copy)) as jonas:
        write_memo(jonas, JONAS, "transcript", known, "Viktig")
        remove(project, KARI, known)
        merge(project, KARI, [jonas.location])
    assert names(project) == ["advisor", "participant"]
    assert verify(project).ok


def test_what_nobody_coded_and_no_consent_was_asked_for_looks_like_a_trial(
    project: Project,
) -> None:
    known = transcript_named(project, "advisor").id
    with project.reading() as connection:
        assert is_trial(connection, known)
    said = {Fact("informant", "Veileder"): "V1", Fact("takes_part", "V1"): "no"}
    correct(project, KARI, known, said)
    with project.reading() as connection:
        assert not is_trial(connection, known)
    other = transcript_named(project, "participant").id
    span = Span(*span_of(project, "participant", "ringer"))
    apply_code(project, KARI, other, span, code_keyed(project, "REL-TILLIT"))
    with project.reading() as connection:
        assert not is_trial(connection, other)
