"""What taking a step back would change is told before, and is what it does."""

from collections.abc import Callable
from itertools import permutations

import pytest

from kodeverk.errors import NotFound
from kodeverk.service.assigning import assign, status
from kodeverk.service.coding import finish, mark_read, remove_codings, write_memo
from kodeverk.service.log import LogFilter, log_page, read_log
from kodeverk.service.merging import merge
from kodeverk.service.phrases import days_in_words
from kodeverk.service.step_effects import Effects, foresee
from kodeverk.service.undoing import reverse_step, undo
from kodeverk.store.project import Project
from kodeverk.store.steps import LogLine
from tests.service.test_undoing import content, direct
from tests.service.trial_project import JONAS, KARI, code_words, transcript_named


def step(project: Project, words: str) -> str:
    """The id of the latest step whose summary holds these words."""
    return next(one.id for one in read_log(project).steps if words in one.summary)


def ahead(project: Project, words: str) -> Effects:
    return foresee(project, KARI, step(project, words))


def test_a_coding_is_told_by_its_words_and_what_becomes_of_it(project: Project) -> None:
    coding = code_words(project, KARI, "stoler på")
    made = ahead(project, "REL-TILLIT")
    assert made.changes == ("REL-TILLIT of Kari on “stoler på” goes",)
    assert (made.act, made.more, made.stays, made.hindered) == ("undo", 0, (), "")
    direct(project, coding, "hemmer")
    assert ahead(project, "retning").changes == (
        "retning of REL-TILLIT of Kari on “stoler på”: hemmer → nothing",
    )
    write_memo(project, KARI, "coding", coding.id, "hvorfor ikke?")
    assert ahead(project, "wrote a memo").changes == ("the memo “hvorfor ikke?” goes",)
    remove_codings(project, KARI, [coding])
    told = ahead(project, "removed").changes
    assert "REL-TILLIT of Kari on “stoler på” comes back" in told
    mark_read(project, KARI, transcript_named(project, "advisor").id, 50)
    (read,) = ahead(project, "read to").changes
    assert read == "read to of Kari's work on advisor: 27 % → 0 %"


def test_what_is_foreseen_is_what_happens_and_it_can_be_done_again(project: Project) -> None:
    code_words(project, KARI, "stoler på")
    first = step(project, "REL-TILLIT")
    code_words(project, KARI, "Vi møtes", "REL-KONTIN")
    after = content(project)
    assert foresee(project, KARI, first).hindered == ""
    assert content(project) == after  # looking writes nothing
    reverse_step(project, KARI, first, "undo")
    again = foresee(project, KARI, first)
    assert again.act == "redo"
    assert again.changes == ("REL-TILLIT of Kari on “stoler på” comes back",)
    reverse_step(project, KARI, first, "redo")
    assert content(project) == after


def test_what_builds_on_a_step_is_named_with_what_to_do(project: Project) -> None:
    coding = code_words(project, KARI, "stoler på")
    direct(project, coding, "hemmer")
    hindered = ahead(project, "REL-TILLIT")
    assert hindered.hindered == "Later steps build on it:"
    (builder,) = hindered.builders
    assert builder.endswith("Kari: retning: hemmer")
    assert "Take those back first" in hindered.advice
    undo(project, KARI)
    assert ahead(project, "REL-TILLIT").builders == ()


def test_what_colleagues_made_is_theirs(project: Project) -> None:
    code_words(project, JONAS, "stoler på")
    theirs = ahead(project, "REL-TILLIT")
    assert "is Jonas's, with codings" in theirs.hindered
    assert "Only they" in theirs.advice


def test_a_merge_is_told_by_how_much_it_brought(
    project: Project, make_project: Callable[[str], Project]
) -> None:
    other = make_project("other")
    code_words(other, JONAS, "stoler på")
    merge(project, KARI, [other.location])
    assert "as before the merge: 1 coding" in ahead(project, "merged").changes
    undone = step(project, "merged")
    reverse_step(project, KARI, undone, "undo")
    with pytest.raises(NotFound, match="no longer in the log"):
        foresee(project, KARI, undone)


def test_an_import_is_told_without_end(project: Project) -> None:
    told = ahead(project, "imported 2 files")
    assert any(line == "the transcript advisor goes" for line in told.changes)
    assert len(told.changes) <= 100


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_steps_taken_back_in_any_order_leave_nothing_and_come_back_in_any_order(
    project: Project, order: tuple[int, ...]
) -> None:
    before = content(project)
    for words in ("stoler på", "Vi møtes", "hver uke"):
        code_words(project, KARI, words)
    after = content(project)
    made = [one.id for one in read_log(project).steps[:3]]
    for place in order:
        reverse_step(project, KARI, made[place], "undo")
    assert content(project) == before
    for place in order:
        reverse_step(project, KARI, made[place], "redo")
    assert content(project) == after
    for place in reversed(order):
        reverse_step(project, KARI, made[place], "undo")
        reverse_step(project, KARI, made[place], "redo")
        reverse_step(project, KARI, made[place], "undo")
    assert content(project) == before


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_a_transcript_one_was_given_is_never_not_begun_while_work_in_it_is_left(
    project: Project, order: tuple[int, ...]
) -> None:
    assign(project, JONAS, ["Kari"])
    before = content(project)
    code_words(project, KARI, "stoler på")
    mark_read(project, KARI, transcript_named(project, "advisor").id, 50)
    code_words(project, KARI, "hver uke")
    after = content(project)
    made = [one.id for one in read_log(project).steps[:3]]
    for number, place in enumerate(order, 1):
        reverse_step(project, KARI, made[place], "undo")
        assert state_of(project) == ("started" if number < 3 else "assigned")
    assert content(project) == before
    for place in order:
        reverse_step(project, KARI, made[place], "redo")
    assert content(project) == after
    for place in reversed(order):
        reverse_step(project, KARI, made[place], "undo")
        reverse_step(project, KARI, made[place], "redo")
        reverse_step(project, KARI, made[place], "undo")
    assert content(project) == before
    for place in order:
        assert reverse_step(project, KARI, made[place], "redo").skipped == ()
    assert content(project) == after


def state_of(project: Project) -> str | None:
    return next(row.state for row in status(project) if row.transcript == "advisor")


def test_a_transcript_finished_and_coded_again_is_begun_when_finishing_is_taken_back(
    project: Project,
) -> None:
    assign(project, JONAS, ["Kari"])
    finish(project, KARI, [transcript_named(project, "advisor").id])
    code_words(project, KARI, "hver uke")
    reverse_step(project, KARI, step(project, "finished"), "undo")
    assert state_of(project) == "started"
    reverse_step(project, KARI, step(project, "REL-TILLIT"), "undo")
    assert state_of(project) == "assigned"


# The log in pages


def test_pages_of_the_log_hold_every_line_once(project: Project) -> None:
    for _ in range(7):
        code_words(project, KARI, "stoler på")
        undo(project, KARI)
    lines, before = list[LogLine](), None
    while True:
        page = log_page(project, KARI, LogFilter(), 3, before)
        assert len(page.lines) <= 3
        lines += page.lines
        if (before := page.before) is None:
            break
    assert [line.step for line in lines] == [*read_log(project).steps]


def test_the_log_is_filtered_by_transcript_coder_day_and_words(project: Project) -> None:
    code_words(project, KARI, "stoler på")
    code_words(project, JONAS, "Vi møtes", "REL-KONTIN")
    code_words(project, KARI, "Da turte", name="participant")
    advisor = transcript_named(project, "advisor").id

    def found(wanted: LogFilter) -> list[str]:
        page = log_page(project, KARI, wanted, 50)
        assert page.before is None
        return [f"{line.step.author} {line.where or ''}" for line in page.lines]

    assert found(LogFilter(advisor)) == ["Jonas advisor", "Kari advisor"]
    assert found(LogFilter(advisor, mine=True)) == ["Kari advisor"]
    assert found(LogFilter(words=("tillit", "participant"))) == ["Kari participant"]
    assert found(LogFilter(words=("jonas",))) == ["Jonas advisor"]
    day = read_log(project).steps[0].at
    for spelling in days_in_words(day):
        assert len(found(LogFilter(words=(spelling,)))) == len(read_log(project).steps)
    assert found(LogFilter(words=("1999-01-01",))) == []
