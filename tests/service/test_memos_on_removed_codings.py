"""A memo on a coding that is no longer there: kept, on the coding's passage, in every copy."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kodeverk.model.records import Coding, Memo, target_passage
from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code, remove_codings, working_transcript, write_memo
from kodeverk.service.importing import Choices, look_at
from kodeverk.service.memos import list_memos, on_what
from kodeverk.service.merging import MergeReport, merge
from kodeverk.service.replacing import replace_text
from kodeverk.service.reviewing import list_waiting, set_aside
from kodeverk.service.verification import verify
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.trial_project import (
    ADVISOR,
    AMINA,
    JONAS,
    KARI,
    code_keyed,
    span_of,
    transcript_named,
)
from tests.undo_and_redo import undo

WORDS = "Vi møtes hver uke."
DISAGREED = "uenig, dette er noe annet"


def coded(project: Project) -> Coding:
    transcript = transcript_named(project, "advisor").id
    span = Span(*span_of(project, "advisor", WORDS))
    coding = apply_code(project, KARI, transcript, span, code_keyed(project, "REL-TILLIT"))
    assert coding is not None
    return coding


def seen(project: Project) -> tuple[Memo, ...]:
    return working_transcript(project, transcript_named(project, "advisor").id, KARI).memos


def words_of(project: Project, memo: Memo) -> str:
    found = working_transcript(project, transcript_named(project, "advisor").id, KARI)
    version, span = target_passage(str(memo.target))
    assert version == found.version.id
    return found.version.text[span.start : span.end]


def correct(project: Project, folder: Path, text: str) -> None:
    path = folder / "corrected.txt"
    path.write_text(text, encoding="utf-8")
    (preview,) = look_at(project, [path], Choices())
    replace_text(project, KARI, transcript_named(project, "advisor").id, preview)


@pytest.fixture
def copies(make_project: Callable[[str], Project], tmp_path: Path) -> Iterator[list[Project]]:
    """Kari's project, and copies of it in which she took her coding off and Jonas wrote on it."""
    start = make_project("start")
    coding = coded(start)
    copies = [
        open_project(str(copy_project(start, tmp_path / f"{name}.kodeverk")))
        for name in ("kari", "jonas")
    ]
    remove_codings(copies[0], KARI, [coding])
    write_memo(copies[1], JONAS, "coding", coding.id, DISAGREED)
    yield [start, *copies]
    for one in copies:
        one.close()


def united(project: Project, *others: Project) -> MergeReport:
    for other in others:
        other.rest()
    return merge(project, KARI, [other.location for other in others])


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_memo_on_a_coding_that_a_merge_removes_is_named_and_kept_on_the_passage(
    copies: list[Project], order: tuple[int, int]
) -> None:
    start = copies[0]
    report = united(start, *(copies[one] for one in order))
    (named,) = report.memos
    assert (named["author"], named["text"]) == ("Jonas", DISAGREED)
    assert (named["coder"], named["code"], named["transcript"]) == ("Kari", "REL-TILLIT", "advisor")
    assert [lost["reason"] for lost in report.unplaced] == ["removed by Kari"]
    (memo,) = seen(start)
    assert (memo.target_kind, memo.text, words_of(start, memo)) == ("passage", DISAGREED, WORDS)
    assert memo.coding is not None
    assert memo.coding.coder == KARI.id
    assert verify(start).ok


def test_either_copy_becomes_the_same_and_merging_again_says_nothing_new(
    copies: list[Project],
) -> None:
    _, kari, jonas = copies
    assert united(kari, jonas).memos == united(jonas, kari).memos != ()
    assert content_of(kari) == content_of(jonas)
    assert seen(kari) == seen(jonas)
    assert united(kari, jonas).memos == ()


def test_undoing_the_merge_puts_the_memo_back_on_its_coding(copies: list[Project]) -> None:
    _, kari, jonas = copies
    merge(jonas, JONAS, [kari.location])
    undo(jonas, JONAS)
    (memo,) = seen(jonas)
    assert memo.target_kind == "coding"


def test_an_undone_coding_leaves_a_colleagues_memo_and_mine_on_its_passage(
    project: Project,
) -> None:
    coding = coded(project)
    write_memo(project, JONAS, "coding", coding.id, DISAGREED)
    write_memo(project, KARI, "coding", coding.id, "mitt eget")
    undo(project, KARI)
    undo(project, KARI)
    assert [(one.target_kind, one.text) for one in seen(project)] == [("passage", DISAGREED)]
    remove_codings(project, KARI, [coding_again := coded(project)])
    assert [one.text for one in seen(project)] == [DISAGREED]
    assert coding_again.id != coding.id


def test_a_memo_on_the_only_coding_of_somebody_who_undid_it_is_still_listed(
    project: Project,
) -> None:
    transcript = transcript_named(project, "advisor").id
    span = Span(*span_of(project, "advisor", WORDS))
    coding = apply_code(project, AMINA, transcript, span, code_keyed(project, "REL-TILLIT"))
    assert coding is not None
    write_memo(project, KARI, "coding", coding.id, DISAGREED)
    undo(project, AMINA)
    (memo,) = list_memos(project, KARI).memos
    assert (memo.quote, memo.code, memo.coder, memo.author) == (WORDS, "REL-TILLIT", None, "Kari")
    assert on_what(memo) == "on the passage of somebody's REL-TILLIT, which was removed"


@pytest.mark.parametrize("first", ["corrected", "removed"])
def test_the_memo_goes_along_into_a_corrected_text(
    project: Project, tmp_path: Path, first: str
) -> None:
    coding = coded(project)
    write_memo(project, JONAS, "coding", coding.id, DISAGREED)
    steps: list[Callable[[], object]] = [
        lambda: correct(project, tmp_path, f"Bergen, i mai.\n\n{ADVISOR}"),
        lambda: remove_codings(project, KARI, [coding]),
    ]
    for step in steps if first == "corrected" else reversed(steps):
        step()
    (memo,) = seen(project)
    assert (memo.text, words_of(project, memo)) == (DISAGREED, WORDS)
    assert verify(project).ok
    if first == "corrected":
        undo(project, KARI)
        assert [one.target_kind for one in seen(project)] == ["coding"]
        assert verify(project).ok


def test_a_memo_whose_place_in_a_corrected_text_is_not_sure_waits_for_a_person(
    project: Project, tmp_path: Path
) -> None:
    coding = coded(project)
    write_memo(project, JONAS, "coding", coding.id, DISAGREED)
    remove_codings(project, KARI, [coding])
    correct(project, tmp_path, ADVISOR.replace(f" {WORDS}", ""))
    (one,) = list_waiting(project)
    assert (one.kind, one.memo, one.old_words) == ("memo", DISAGREED, WORDS)
    set_aside(project, KARI, [one.id])
    assert list_waiting(project) == ()
    assert verify(project).ok
