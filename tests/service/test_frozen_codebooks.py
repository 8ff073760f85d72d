"""Frozen codebooks, their versions, and the codes that are proposed meanwhile."""

from pathlib import Path

import pytest

from kodeverk.errors import NotFound, Refused
from kodeverk.formats.pseudonyms import Decision
from kodeverk.model.records import Coder, Proposal
from kodeverk.model.text import Span
from kodeverk.service.assigning import assign
from kodeverk.service.book_of_project import Frozen
from kodeverk.service.code_edits import NewCode, add_code, describe_code, pin_code, rename_code
from kodeverk.service.codebooks import load_codebook, project_codebooks
from kodeverk.service.deciding import decide, to_decide
from kodeverk.service.freezing import compare_versions, freeze, history, reopen
from kodeverk.service.loading import lost_by_loading
from kodeverk.service.log import read_log
from kodeverk.service.merging import merge
from kodeverk.service.project_settings import set_in_project
from kodeverk.service.proposing import accept_proposal, list_proposals, propose_code
from kodeverk.service.pseudonymising import plan_replacement, pseudonymise
from kodeverk.service.undoing import reverse_step
from kodeverk.service.verification import verify
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from tests.project_content import bytes_on_disk, content_of
from tests.service.trial_project import (
    CODEBOOK,
    JONAS,
    KARI,
    code_keyed,
    code_words,
    rows_of,
    span_of,
    transcript_named,
)
from tests.undo_and_redo import undo


def propose(
    project: Project,
    author: Coder,
    words: str,
    name: str,
    theme: str | None = None,
    within: str = "advisor",
) -> None:
    transcript = transcript_named(project, within).id
    span = Span(*span_of(project, within, words))
    propose_code(project, author, transcript, span, Proposal(name, theme))


def test_a_loaded_codebook_that_nobody_changed_is_frozen_under_its_own_name(
    project: Project,
) -> None:
    before = content_of(project)
    assert freeze(project, KARI) == "1"
    past = history(project)
    assert [(row.label, row.author, row.codes) for row in past.versions] == [("1", "Kari", 4)]
    assert past.frozen
    assert past.edited == ()
    undo(project, KARI)
    assert content_of(project) == before


def test_while_it_is_frozen_no_code_can_be_changed_and_the_error_says_what_to_do(
    project: Project,
) -> None:
    freeze(project, KARI)
    before = content_of(project)
    code = code_keyed(project, "REL-TILLIT").id
    for change in (
        lambda: add_code(project, KARI, NewCode("Ny")),
        lambda: rename_code(project, KARI, code, "Ny"),
        lambda: describe_code(project, KARI, code, {"use_when": "Alltid."}),
        lambda: pin_code(project, KARI, code_keyed(project, "X-IDENT").id, "1"),
    ):
        with pytest.raises(Frozen, match="frozen as 1") as caught:
            change()
        assert "kodeverk codebook reopen" in caught.value.hint
    assert content_of(project) == before
    code_words(project, KARI, "stoler på")
    reopen(project, KARI)
    rename_code(project, KARI, code, "Ny")
    with pytest.raises(Refused, match="open already"):
        reopen(project, KARI)


def test_undo_and_redo_never_change_a_frozen_codebook(project: Project) -> None:
    rename_code(project, KARI, code_keyed(project, "REL-TILLIT").id, "Tiltro")
    renaming = read_log(project).steps[0].id
    freeze(project, KARI)
    frozen = content_of(project)
    with pytest.raises(Frozen):
        reverse_step(project, KARI, renaming, "undo")
    assert content_of(project) == frozen
    propose(project, KARI, "stoler på", "Noe nytt")
    undo(project, KARI)
    reopen(project, KARI)
    reverse_step(project, KARI, renaming, "undo")
    freeze(project, KARI)
    with pytest.raises(Frozen):
        reverse_step(project, KARI, renaming, "redo")


def test_versions_are_kept_with_their_words_and_compared(project: Project) -> None:
    add_code(project, KARI, NewCode("Åpenhet", code_keyed(project, "REL").id))
    assert [one.change for one in history(project).edited or ()] == ["added"]
    assert freeze(project, KARI) == "2"
    reopen(project, JONAS)
    code = code_keyed(project, "REL-TILLIT").id
    describe_code(project, JONAS, code, {"definition": "Å tro på."})
    assert freeze(project, JONAS, label="endelig") == "endelig"
    past = history(project)
    assert [(row.label, row.author) for row in past.versions] == [
        ("1", "Kari"),
        ("2", "Kari"),
        ("endelig", "Jonas"),
    ]
    assert [(one.key, one.change) for one in compare_versions(project, None, "1", "2")] == [
        ("REL-ÅPENHET", "added")
    ]
    (differs,) = compare_versions(project, None, "2", None)
    assert (differs.key, differs.field) == ("REL-TILLIT", "definition")
    assert compare_versions(project, None, "endelig", None) == ()
    with pytest.raises(NotFound, match="no version '3'"):
        compare_versions(project, None, "3", None)
    reopen(project, KARI)
    describe_code(project, KARI, code, {"definition": "Noe annet."})
    with pytest.raises(Refused, match="called 2 already"):
        freeze(project, KARI, label="2")
    assert verify(project).ok


def test_two_who_freeze_the_same_agree_and_two_who_freeze_different_codebooks_are_told(
    project: Project, tmp_path: Path
) -> None:
    path = copy_project(project, tmp_path / "theirs.kodeverk")
    with open_project(str(path)) as theirs:
        freeze(project, KARI)
        freeze(theirs, JONAS)
        theirs.rest()
        assert merge(project, KARI, [str(path)]).conflicts == ()
        for one, coder, name in ((project, KARI, "Åpenhet"), (theirs, JONAS, "Løfter")):
            reopen(one, coder)
            add_code(one, coder, NewCode(name, code_keyed(one, "REL").id))
            freeze(one, coder)
        theirs.rest()
        (told,) = merge(project, KARI, [str(path)]).conflicts
        assert "version" in told.about
        assert {choice.words for choice in told.choices} == {
            "2 with REL-ÅPENHET",
            "2 with REL-LØFTER",
        }
        assert verify(project).ok


def test_a_codebook_begun_in_the_program_is_frozen_once_it_has_codes(tmp_path: Path) -> None:
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        with pytest.raises(NotFound, match="no codebook yet"):
            freeze(project, KARI)
        add_code(project, KARI, NewCode("Økonomi"))
        assert history(project).versions == ()
        assert freeze(project, KARI) == "1.0"
        (book,) = project_codebooks(project)
        assert (book.version, [code.key for code in book.codes]) == ("1.0", ["ØKONOMI"])


def test_loading_a_file_says_what_it_would_overwrite_or_thaw(
    project: Project, tmp_path: Path
) -> None:
    (same := tmp_path / "same.yaml").write_text(CODEBOOK, encoding="utf-8")
    newer = CODEBOOK.replace("version: '1'", "version: '2'").replace("Å stole på.", "Å tro.")
    (other := tmp_path / "other.yaml").write_text(newer, encoding="utf-8")
    assert lost_by_loading(project, other) is None
    add_code(project, KARI, NewCode("Åpenhet", code_keyed(project, "REL").id))
    lost = lost_by_loading(project, other)
    assert lost is not None
    assert "was changed in the project" in lost.question.message
    assert ("REL-ÅPENHET", "removed") in {(one.key, one.change) for one in lost.differences}
    load_codebook(project, KARI, other)
    assert not code_keyed(project, "REL-ÅPENHET").active
    undo(project, KARI)
    undo(project, KARI)
    freeze(project, KARI)
    assert lost_by_loading(project, same) is None
    lost = lost_by_loading(project, other)
    assert lost is not None
    assert "is frozen as 1" in lost.question.message


def test_proposals_of_one_name_are_one_and_become_a_code_on_ones_own_codings_alone(
    project: Project,
) -> None:
    theme = code_keyed(project, "REL").id
    freeze(project, KARI)
    propose(project, KARI, "stoler på", "Sosial kontroll", theme)
    propose(project, KARI, "turte jeg", "sosial  kontroll", theme, "participant")
    propose(project, JONAS, "hver uke", "Sosial kontroll", theme)
    propose(project, KARI, "på meg", "Noe annet")
    with pytest.raises(Refused, match="proposed on exactly these words"):
        propose(project, KARI, "på meg", "Enda noe")
    assert {row.code for row in rows_of(project)} == {"X-ANNET"}
    first, second = list_proposals(project, KARI)
    assert (first.name, first.theme, first.codings, first.own) == ("Sosial kontroll", theme, 3, 2)
    assert (first.coders, first.transcripts) == (("Jonas", "Kari"), ("advisor", "participant"))
    assert (second.name, second.codings) == ("Noe annet", 1)
    with pytest.raises(Frozen):
        accept_proposal(project, KARI, "Sosial kontroll")
    reopen(project, KARI)
    before = (content_of(project), rows_of(project))
    made, given = accept_proposal(project, KARI, "sosial kontroll")
    assert (made.key, made.parent, given) == ("REL-SOSIAL", theme, 2)
    assert {(row.coder, row.code) for row in rows_of(project)} == {
        ("Kari", "REL-SOSIAL"),
        ("Jonas", "X-ANNET"),
        ("Kari", "X-ANNET"),
    }
    assert to_decide(project, KARI) == ()
    assert [one.name for one in list_proposals(project, JONAS)] == ["Noe annet"]
    with pytest.raises(NotFound, match="or it is a code already"):
        accept_proposal(project, JONAS, "Sosial kontroll")
    with pytest.raises(Refused, match="X-IDENT is a reserve code"):
        accept_proposal(project, JONAS, "Noe annet", there=code_keyed(project, "X-IDENT").id)
    (jonas,) = to_decide(project, JONAS)
    assert (jonas.words, [code.key for code in jonas.choices]) == ("hver uke", ["REL-SOSIAL"])
    assert jonas.reason == "your proposal Sosial kontroll is the code REL-SOSIAL now"
    decide(project, JONAS, jonas, made.id)
    assert to_decide(project, JONAS) == ()
    assert [one.name for one in list_proposals(project, KARI)] == ["Noe annet"]
    undo(project, JONAS)
    undo(project, KARI)
    assert (content_of(project), rows_of(project)) == before
    for _ in range(3):
        undo(project, KARI)
    assert {row.coder for row in rows_of(project)} == {"Kari", "Jonas"}
    with pytest.raises(NotFound, match="nobody proposes"):
        accept_proposal(project, KARI, "Uprøvd")
    assert verify(project).ok


def test_what_a_colleague_proposes_in_a_copy_waits_when_it_has_become_a_code(
    project: Project, tmp_path: Path
) -> None:
    propose(project, KARI, "stoler på", "Sosial kontroll")
    with open_project(str(copy_project(project, tmp_path / "theirs.kodeverk"))) as theirs:
        made, _ = accept_proposal(project, KARI, "Sosial kontroll")
        propose(theirs, JONAS, "hver uke", "Sosial kontroll")
        propose(theirs, JONAS, "på meg", "Noe annet")
        theirs.rest()
        merge(project, KARI, [theirs.location])
    assert [one.words for one in to_decide(project, JONAS)] == ["hver uke"]
    assert made.key == "SOSIAL"


def test_who_codes_apart_does_not_see_what_colleagues_propose_there(project: Project) -> None:
    code_words(project, JONAS, "stoler på")
    code_words(project, KARI, "stoler på")
    assign(project, KARI, ["Kari", "Jonas"], double=1, again=True)
    set_in_project(project, KARI, {"blind": True})
    propose(project, JONAS, "hver uke", "Sosial kontroll")
    assert [one.name for one in list_proposals(project, JONAS)] == ["Sosial kontroll"]
    assert list_proposals(project, KARI) == ()


def test_words_that_are_withdrawn_are_in_no_version_and_versions_can_still_be_compared(
    project: Project, tmp_path: Path
) -> None:
    code = code_keyed(project, "REL-TILLIT").id
    describe_code(project, KARI, code, {"example": "Zimbria ringte tilbake."})
    freeze(project, KARI)
    reopen(project, KARI)
    describe_code(project, KARI, code, {"example": "Hun ringte tilbake."})
    planned = plan_replacement(project, [Decision("x:1", "yes", "Zimbria", "[Person A]", "")])
    pseudonymise(project, KARI, planned, tmp_path / "key.csv")
    (told,) = compare_versions(project, None, "2", None)
    assert (told.key, told.old) == ("REL-TILLIT", "[Person A] ringte tilbake.")
    assert b"Zimbria" not in bytes_on_disk(project)
    assert verify(project).ok


def test_a_merge_says_what_a_colleague_changed_in_a_codebook_that_is_frozen_here(
    project: Project, tmp_path: Path
) -> None:
    copy = str(copy_project(project, tmp_path / "jonas.kodeverk"))
    with open_project(copy) as theirs:
        rename_code(theirs, JONAS, code_keyed(theirs, "REL-TILLIT").id, "Trygg", key="REL-TRYGG")
    freeze(project, KARI)
    planned = merge(project, KARI, [copy], dry_run=True)
    report = merge(project, KARI, [copy])
    assert planned.changed_frozen == report.changed_frozen
    (told,) = report.changed_frozen.values()
    assert "code REL-TRYGG: renamed, was REL-TILLIT" in told
    assert merge(project, KARI, [copy]).changed_frozen == {}
    reopen(project, KARI)
    with open_project(copy) as theirs:
        describe_code(theirs, JONAS, code_keyed(theirs, "REL-TRYGG").id, {"definition": "Mer"})
    assert merge(project, KARI, [copy]).changed_frozen == {}
