"""A corrected file becomes a new version, and everything stays on its words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, NotFound, Refused, StaleWrite
from kodeverk.model.records import Coder, Speaker, passage_target
from kodeverk.model.text import Span, count_words
from kodeverk.service import derived_placements, reviewing
from kodeverk.service.coding import (
    apply_code,
    finish,
    mark_read,
    remove_codings,
    set_facet,
    unfinished,
    working_transcript,
    write_memo,
)
from kodeverk.service.codings_import import import_codings
from kodeverk.service.conflicts import settle_conflicts
from kodeverk.service.importing import Choices, look_at
from kodeverk.service.merging import merge
from kodeverk.service.overview import overview
from kodeverk.service.replacing import PlacementCounts, Replacement, replace_text
from kodeverk.service.verification import verify
from kodeverk.service.versions import comparison, list_versions
from kodeverk.store import placements, queries
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.trial_project import (
    ADVISOR,
    JONAS,
    KARI,
    PARTICIPANT,
    SHORTENED,
    code_keyed,
    code_words,
    span_of,
    text_of,
    transcript_named,
)
from tests.undo_and_redo import redo, undo

CORRECTED = ADVISOR.replace("hver uke", "annenhver uke").replace("Og så?", "Og så videre?")


@pytest.fixture
def replace(project: Project, tmp_path: Path) -> Callable[..., Replacement]:
    """Replaces the text of the interview with the advisor, as Kari unless another is named."""

    def call(
        text: str,
        coder: Coder = KARI,
        *,
        name: str = "advisor",
        choices: Choices | None = None,
        into: Project | None = None,
        dry_run: bool = False,
    ) -> Replacement:
        path = tmp_path / f"{name}-corrected.txt"
        path.write_text(text, encoding="utf-8")
        where = into or project
        (preview,) = look_at(where, [path], choices or Choices())
        transcript = transcript_named(where, name).id
        return replace_text(where, coder, transcript, preview, dry_run=dry_run)

    return call


def words_coded(project: Project, coder: Coder = KARI) -> list[str]:
    """The words under each coding as the coding screen shows them."""
    seen = working_transcript(project, transcript_named(project, "advisor").id, coder)
    assert all(coding.version == seen.version.id for coding in seen.codings)
    return [seen.version.text[one.start : one.end] for one in seen.codings]


def speakers_of(project: Project) -> dict[str, Speaker]:
    with project.reading() as connection:
        transcript = transcript_named(project, "advisor").id
        return {one.label: one for one in queries.speakers(connection, transcript)}


def test_a_coding_stays_on_its_words_and_the_versions_are_both_there(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    code_words(project, KARI, "Jeg stoler på henne, og hun på meg.")
    code_words(project, KARI, "Så ringer hun når det blåser på Værøy.")
    result = replace(CORRECTED)
    assert (result.status, result.transcript) == ("replaced", "advisor")
    assert result.codings == PlacementCounts(sure=2)
    assert text_of(project, "advisor") == CORRECTED
    assert words_coded(project) == [
        "Jeg stoler på henne, og hun på meg.",
        "Så ringer hun når det blåser på Værøy.",
    ]
    first, second = list_versions(project, "advisor")
    assert (first.number, first.file, first.codings, first.is_current) == (
        1,
        "advisor.txt",
        2,
        False,
    )
    assert (second.number, second.coder, second.codings, second.is_current) == (2, "Kari", 0, True)
    assert first.at is not None
    assert second.at is not None
    assert verify(project).ok


def test_the_anchor_stays_as_its_coder_made_it(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    made = code_words(project, KARI, "Jeg stoler på henne")
    replace("Forord.\n\n" + CORRECTED)
    with project.reading() as connection:
        (kept,) = queries.codings_as_made(connection, [made.id])
        (placed,) = queries.codings(connection)
    assert kept == made
    assert placed.start == made.start + len("Forord.\n\n")


def test_a_coding_whose_words_are_gone_waits_and_is_not_shown(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    made = code_words(project, KARI, "Vi møtes hver uke.")
    result = replace(SHORTENED)
    assert result.codings == PlacementCounts(gone=1)
    (one,) = result.to_review
    assert (one.id, one.state, one.code, one.coder) == (made.id, "gone", "REL-TILLIT", "Kari")
    assert (one.old_words, one.new) == ("Vi møtes hver uke.", None)
    assert reviewing.list_waiting(project, "advisor") == result.to_review
    seen = working_transcript(project, transcript_named(project, "advisor").id, KARI)
    assert (seen.codings, seen.to_review) == ((), 1)


def test_an_unsure_place_is_shown_and_marked_until_somebody_accepts_it(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    made = code_words(project, KARI, "Jeg stoler på henne, og hun på meg. Vi møtes hver uke.")
    replace(ADVISOR.replace("på henne, og hun på meg. Vi møtes", "aldri på noen der, det gjør vi"))
    seen = working_transcript(project, transcript_named(project, "advisor").id, JONAS)
    assert (seen.unsure, seen.to_review) == (frozenset({made.id}), 1)
    (one,) = reviewing.list_waiting(project)
    assert one.state == "unsure"
    assert one.new is not None
    assert one.new_words == text_of(project, "advisor")[slice(*one.new)]
    reviewing.accept(project, JONAS, [one.id], version=one.new_version)
    assert reviewing.list_waiting(project) == ()
    seen = working_transcript(project, transcript_named(project, "advisor").id, KARI)
    assert (seen.unsure, seen.to_review) == (frozenset(), 0)
    assert verify(project).ok


def test_what_was_moved_lies_there_and_follows_the_next_correction_from_there(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    made = code_words(project, KARI, "Vi møtes hver uke.")
    replace(SHORTENED)
    there = Span(*span_of(project, "advisor", "Så ringer hun"))
    reviewing.move(project, JONAS, made.id, there)
    assert words_coded(project) == ["Så ringer hun"]
    replace("Forord.\n\n" + SHORTENED)
    assert words_coded(project) == ["Så ringer hun"]
    replace(ADVISOR)
    assert words_coded(project) == ["Vi møtes hver uke."]


def test_what_was_set_aside_is_not_shown_nor_waits_but_stays_in_the_project(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    made = code_words(project, KARI, "Vi møtes hver uke.")
    replace(SHORTENED)
    reviewing.set_aside(project, JONAS, [made.id[:-1]])
    assert reviewing.list_waiting(project) == ()
    (one,) = reviewing.list_waiting(project, aside=True)
    assert (one.id, one.state) == (made.id, "aside")
    assert words_coded(project) == []
    replace("Forord.\n\n" + SHORTENED)
    assert [one.state for one in reviewing.list_waiting(project, aside=True)] == ["aside"]
    undo(project, KARI)
    undo(project, JONAS)
    assert [one.state for one in reviewing.list_waiting(project)] == ["gone"]
    assert verify(project).ok


def test_two_people_who_decide_differently_are_a_conflict(
    make_project: Callable[[str], Project], replace: Callable[..., Replacement]
) -> None:
    mine = make_project("mine")
    made = code_words(mine, KARI, "Vi møtes hver uke.")
    replace(SHORTENED, into=mine)
    theirs = make_project("theirs")
    merge(theirs, JONAS, [mine.location])
    reviewing.set_aside(mine, KARI, [made.id])
    reviewing.move(theirs, JONAS, made.id, Span(0, 10))
    report = merge(mine, KARI, [theirs.location])
    assert [(one.kind, one.field) for one in report.conflicts] == [("coding", "placed")]
    assert verify(mine).ok


def test_a_decision_about_what_waits_for_none_or_is_nowhere_is_refused(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    made = code_words(project, KARI, "Vi møtes hver uke.")
    with pytest.raises(NotFound):
        reviewing.accept(project, KARI, [made.id])
    replace(SHORTENED)
    with pytest.raises(BadInput, match="gone"):
        reviewing.accept(project, KARI, [made.id])
    with pytest.raises(BadInput, match="outside"):
        reviewing.move(project, KARI, made.id, Span(0, 10_000))
    with pytest.raises(NotFound):
        reviewing.set_aside(project, KARI, [""])
    with pytest.raises(StaleWrite):
        reviewing.set_aside(project, KARI, [made.id], version=made.version)


def test_a_coding_cannot_be_moved_onto_the_same_code_of_the_same_coder(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    made = code_words(project, KARI, "Vi møtes hver uke.")
    code_words(project, KARI, "Så ringer hun")
    replace(SHORTENED)
    with pytest.raises(Refused):
        reviewing.move(project, JONAS, made.id, Span(*span_of(project, "advisor", "Så ringer hun")))


def test_a_code_cannot_be_applied_twice_to_words_it_was_placed_on(
    project: Project, replace: Callable[..., Replacement], tmp_path: Path
) -> None:
    code_words(project, KARI, "Jeg stoler på henne")
    replace("Forord.\n\n" + ADVISOR)
    transcript = transcript_named(project, "advisor").id
    span = Span(*span_of(project, "advisor", "Jeg stoler på henne"))
    trust = code_keyed(project, "REL-TILLIT")
    assert apply_code(project, KARI, transcript, span, trust) is None
    table = tmp_path / "codings.csv"
    row = f"advisor,{span.start},{span.end},REL-TILLIT,Kari"
    table.write_text(f"transcript,start,end,code,coder\n{row}\n", encoding="utf-8")
    assert import_codings(project, KARI, table).unchanged == 1
    assert words_coded(project) == ["Jeg stoler på henne"]


def test_a_placed_coding_is_changed_and_removed_like_any_other(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    code_words(project, KARI, "Jeg stoler på henne")
    replace("Forord.\n\n" + ADVISOR)
    seen = working_transcript(project, transcript_named(project, "advisor").id, KARI)
    set_facet(project, KARI, seen.codings, seen.facets[0], ["hemmer"])
    seen = working_transcript(project, seen.transcript.id, KARI)
    assert seen.codings[0].facets == (("retning", "hemmer"),)
    assert words_coded(project) == ["Jeg stoler på henne"]
    remove_codings(project, KARI, seen.codings)
    assert words_coded(project) == []
    assert verify(project).ok


def test_memos_on_passages_and_read_to_marks_come_along(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    found = transcript_named(project, "advisor")
    passage = Span(*span_of(project, "advisor", "Vi møtes hver uke."))
    write_memo(project, KARI, "passage", passage_target(found.version, passage), "Viktig")
    mark_read(project, KARI, found.id, passage.end)
    result = replace("Forord.\n\n" + ADVISOR)
    assert (result.memos, result.read_marks) == (PlacementCounts(sure=1), 1)
    seen = working_transcript(project, found.id, KARI)
    (memo,) = seen.memos
    moved = Span(*span_of(project, "advisor", "Vi møtes hver uke."))
    assert memo.target == passage_target(seen.version.id, moved)
    assert seen.assignment is not None
    assert seen.assignment.read_to == moved.end
    row = next(row for row in overview(project, KARI) if row.id == found.id)
    assert row.read_percent == 100 * moved.end // len(seen.version.text)
    unread = unfinished(project, KARI, found.id).unread
    assert [seen.version.text[span.start : span.end][:9] for span in unread] == ["Så ringer"]
    write_memo(project, KARI, "passage", None, "Viktigere", memo=memo)
    (memo,) = working_transcript(project, found.id, KARI).memos
    assert memo.text == "Viktigere"
    assert verify(project).ok


def test_what_is_done_in_the_new_version_is_placed_when_the_old_one_is_current_again(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    replace("Forord.\n\n" + ADVISOR)
    code_words(project, JONAS, "Vi møtes hver uke.")
    mark_read(project, JONAS, transcript_named(project, "advisor").id, 40)
    undo(project, KARI)
    assert text_of(project, "advisor") == ADVISOR
    assert words_coded(project, JONAS) == ["Vi møtes hver uke."]
    seen = working_transcript(project, transcript_named(project, "advisor").id, JONAS)
    assert seen.assignment is not None
    assert seen.assignment.read_to == 40 - len("Forord.\n\n")
    assert [row.codings for row in list_versions(project, "advisor")] == [0, 1]
    redo(project, KARI)
    assert words_coded(project, JONAS) == ["Vi møtes hver uke."]
    assert verify(project).ok


def test_undo_takes_a_replacement_back_wholly_and_redo_brings_it_again(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    code_words(project, KARI, "Jeg stoler på henne")
    before = content_of(project)
    replace(CORRECTED.replace("Veileder", "Rådgiver"))
    after = content_of(project)
    undo(project, KARI)
    assert content_of(project) == before
    assert [row.number for row in list_versions(project, "advisor")] == [1]
    redo(project, KARI)
    assert content_of(project) == after
    assert verify(project).ok


def test_a_dry_run_tells_what_would_become_of_it_and_writes_nothing(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    code_words(project, KARI, "Vi møtes hver uke.")
    before = content_of(project)
    result = replace(SHORTENED, dry_run=True)
    assert (result.status, result.codings) == ("replaced", PlacementCounts(gone=1))
    assert content_of(project) == before
    assert verify(project).ok


def test_the_same_text_is_unchanged_and_an_earlier_one_is_gone_back_to(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    code_words(project, KARI, "Vi møtes hver uke.")
    assert replace(ADVISOR).status == "unchanged"
    replace(SHORTENED)
    assert replace(SHORTENED).status == "unchanged"
    assert replace(ADVISOR).status == "went back"
    assert words_coded(project) == ["Vi møtes hver uke."]
    assert [row.is_current for row in list_versions(project, "advisor")] == [True, False]
    assert verify(project).ok


def test_the_text_of_another_transcript_is_refused_by_its_name(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    with pytest.raises(Refused, match="participant"):
        replace(PARTICIPANT)
    assert text_of(project, "advisor") == ADVISOR


def test_a_file_that_cannot_be_read_is_refused_and_nothing_written(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("")
    (preview,) = look_at(project, [tmp_path / "empty.txt"], Choices())
    with pytest.raises(BadInput, match="empty"):
        replace_text(project, KARI, transcript_named(project, "advisor").id, preview)


def test_speakers_stay_the_same_persons_with_their_roles(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    before = speakers_of(project)
    result = replace(CORRECTED, choices=Choices(roles={"Veileder": "leader"}))
    assert (result.matched, result.new_speakers) == ((), ())
    after = speakers_of(project)
    assert {label: one.id for label, one in after.items()} == {
        label: one.id for label, one in before.items()
    }
    assert after["Veileder"].role == "leader"


def test_a_speaker_under_another_label_is_known_by_the_turns(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    before = speakers_of(project)["Veileder"]
    result = replace(ADVISOR.replace("Veileder:", "Karianne:"))
    assert result.matched == (("Veileder", "Karianne"),)
    assert result.new_speakers == ()
    assert result.roles == {"Intervjuer": "interviewer", "Karianne": "advisor"}
    after = speakers_of(project)
    assert set(after) == {"Intervjuer", "Karianne"}
    assert (after["Karianne"].id, after["Karianne"].role) == (before.id, "advisor")
    with project.reading() as connection:
        version = queries.version(connection, transcript_named(project, "advisor").version)
    assert before.id in {turn.speaker for turn in version.turns}


def test_a_turn_given_to_somebody_new_makes_a_new_speaker(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    text = ADVISOR.replace("Veileder: Så ringer", "Tolk: Så ringer")
    result = replace(text, choices=Choices(roles={"Tolk": "interpreter"}))
    assert (result.matched, result.new_speakers) == ((), ("Tolk",))
    assert speakers_of(project)["Tolk"].role == "interpreter"


def test_a_label_that_was_anothers_before_makes_a_speaker_of_its_own(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    replace(ADVISOR.replace("Veileder:", "Karianne:"))
    replace(
        ADVISOR.replace("Veileder:", "Karianne:").replace("Intervjuer: Og så?", "Veileder: Og så?")
    )
    found = speakers_of(project)
    assert len({one.id for one in found.values()}) == 3
    assert set(found) == {"Intervjuer", "Karianne", "Veileder"}


def test_a_speaker_who_is_silent_in_the_new_text_is_named(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    result = replace("Intervjuer: Hvordan går det?\n\nIntervjuer: Og så?\n\nIntervjuer: Ja.\n")
    assert "Veileder no longer has a turn" in result.warnings


def test_a_colleagues_codings_on_the_old_text_are_placed_when_they_are_merged(
    make_project: Callable[[str], Project], replace: Callable[..., Replacement]
) -> None:
    mine, theirs = make_project("mine"), make_project("theirs")
    code_words(theirs, JONAS, "Jeg stoler på henne")
    lost = code_words(theirs, JONAS, "Vi møtes hver uke.")
    replace(SHORTENED, into=mine)
    report = merge(mine, KARI, [theirs.location])
    with mine.reading() as connection:
        assert placements.incomplete(connection) == []
    assert words_coded(mine) == ["Jeg stoler på henne"]
    assert [one.id for one in reviewing.list_waiting(mine)] == [lost.id]
    assert report.to_review == reviewing.waiting_counts(mine) == {"advisor": 1}
    merge(theirs, JONAS, [mine.location])
    assert content_of(mine) == content_of(theirs)
    assert words_coded(theirs) == words_coded(mine)
    undo(theirs, JONAS)
    assert words_coded(theirs, JONAS) == ["Jeg stoler på henne", "Vi møtes hver uke."]
    assert verify(mine).ok
    assert verify(theirs).ok


def test_two_different_corrections_are_a_conflict_and_all_codings_stay(
    make_project: Callable[[str], Project], replace: Callable[..., Replacement]
) -> None:
    mine, theirs = make_project("mine"), make_project("theirs")
    replace(SHORTENED, into=mine)
    replace("Forord.\n\n" + ADVISOR, JONAS, into=theirs)
    made = [
        code_words(mine, KARI, "Så ringer hun"),
        code_words(theirs, JONAS, "Vi møtes hver uke."),
    ]
    report = merge(mine, KARI, [theirs.location])
    named = {
        (
            one.kind,
            one.field,
            *sorted((said.words, said.author) for said in one.choices),
        )
        for one in report.conflicts
    }
    labels = 4
    files = tuple(
        (f"advisor-corrected.txt, {count_words(text) - labels} words", coder)
        for text, coder in ((ADVISOR, "Jonas"), (SHORTENED, "Kari"))
    )
    assert ("transcript", "version", *sorted(files)) in named
    seen = working_transcript(mine, transcript_named(mine, "advisor").id, KARI)
    shown = {coding.id for coding in seen.codings}
    waiting = {one.id for one in reviewing.list_waiting(mine)}
    assert {coding.id for coding in made} == shown | waiting
    merge(theirs, JONAS, [mine.location])
    assert content_of(mine) == content_of(theirs)
    assert text_of(mine, "advisor") == text_of(theirs, "advisor")
    replace(SHORTENED, into=mine)
    assert verify(mine).ok


@pytest.mark.parametrize("chosen", [1, 2])
def test_a_conflict_of_two_texts_is_settled_by_choosing_one(
    make_project: Callable[[str], Project], replace: Callable[..., Replacement], chosen: int
) -> None:
    mine, theirs = make_project("mine"), make_project("theirs")
    replace(SHORTENED, into=mine)
    replace(CORRECTED, JONAS, into=theirs)
    made = [
        code_words(mine, KARI, "Så ringer hun"),
        code_words(theirs, JONAS, "Vi møtes annenhver uke."),
    ]
    report = merge(mine, KARI, [theirs.location])
    (texts,) = [one for one in report.conflicts if one.field == "version"]
    settle_conflicts(mine, KARI, {texts.id: chosen})
    right = {"Kari": SHORTENED, "Jonas": CORRECTED}[texts.choices[chosen - 1].author]
    assert text_of(mine, "advisor") == right
    seen = working_transcript(mine, transcript_named(mine, "advisor").id, KARI)
    waiting = {one.id for one in reviewing.list_waiting(mine)}
    assert {coding.id for coding in made} == {coding.id for coding in seen.codings} | waiting
    merge(theirs, JONAS, [mine.location])
    assert content_of(mine) == content_of(theirs)
    assert verify(mine).ok


@pytest.mark.parametrize(("right", "status"), [(0, "settled"), (1, "went back")])
def test_the_file_of_either_text_settles_which_of_two_is_the_right_one(
    make_project: Callable[[str], Project],
    replace: Callable[..., Replacement],
    right: int,
    status: str,
) -> None:
    mine, theirs = make_project("mine"), make_project("theirs")
    replace(SHORTENED, into=mine)
    replace(CORRECTED, JONAS, into=theirs)
    merge(mine, KARI, [theirs.location])
    shown = text_of(mine, "advisor")
    text = [shown, *{SHORTENED, CORRECTED} - {shown}][right]
    assert replace(text, into=mine).status == status
    assert text_of(mine, "advisor") == text
    assert replace(text, into=mine).status == "unchanged"
    report = merge(theirs, JONAS, [mine.location])
    assert report.conflicts == ()
    assert text_of(theirs, "advisor") == text
    assert content_of(mine) == content_of(theirs)
    assert verify(mine).ok


def test_a_text_taken_back_in_one_copy_and_shown_in_another_keeps_its_speakers(
    make_project: Callable[[str], Project], replace: Callable[..., Replacement]
) -> None:
    mine, theirs = make_project("mine"), make_project("theirs")
    text = ADVISOR.replace("Veileder: Så ringer", "Tolk: Så ringer")
    replace(text, into=mine)
    merge(theirs, JONAS, [mine.location])
    undo(mine, KARI)
    replace(SHORTENED, JONAS, into=theirs)
    replace(text, JONAS, into=theirs)
    for one, other, coder in ((mine, theirs, KARI), (theirs, mine, JONAS)):
        merge(one, coder, [other.location])
        seen = working_transcript(one, transcript_named(one, "advisor").id, coder)
        assert {turn.speaker for turn in seen.version.turns} <= seen.speakers.keys()
        assert verify(one).ok
    assert content_of(mine) == content_of(theirs)


def test_a_finished_transcript_stays_finished(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    transcript = transcript_named(project, "advisor").id
    finish(project, KARI, [transcript])
    replace(CORRECTED)
    seen = working_transcript(project, transcript, KARI)
    assert seen.assignment is not None
    assert seen.assignment.state == "finished"


def test_a_place_that_is_not_derived_from_the_texts_fails_to_verify(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    made = code_words(project, KARI, "Jeg stoler på henne")
    replace("Forord.\n\n" + ADVISOR)
    assert verify(project).ok
    with project.locked() as connection:
        connection.exec_driver_sql("UPDATE placement SET start = 1 WHERE kind = 'coding'")
    verdict = verify(project)
    assert [made.id in problem for problem in verdict.problems] == [True]


def test_what_the_cache_lacks_is_computed_and_not_guessed(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    made = code_words(project, KARI, "Jeg stoler på henne")
    replace("Forord.\n\n" + ADVISOR)
    transcript = transcript_named(project, "advisor").id
    with project.locked() as connection:
        placements.derive_anew(connection, [transcript])
    assert verify(project).ok
    with derived_placements.reading(project) as connection:
        assert [one.id for one in queries.codings(connection)] == [made.id]
    assert words_coded(project) == ["Jeg stoler på henne"]


def test_two_versions_are_compared_by_their_numbers(
    project: Project, replace: Callable[..., Replacement]
) -> None:
    with pytest.raises(NotFound):
        comparison(project, "advisor")
    replace(CORRECTED)
    found = comparison(project, "advisor")
    assert (found.old.number, found.new.number) == (1, 2)
    changed = {
        (found.old_text[slice(*one.old)], found.new_text[slice(*one.new)])
        for group in found.differences
        for one in group
        if one.kind != "same"
    }
    assert ("hver", "annenhver") in changed
    backwards = comparison(project, "advisor", 2, 1)
    assert (backwards.old_text, backwards.new_text) == (CORRECTED, ADVISOR)
    with pytest.raises(NotFound):
        comparison(project, "advisor", 1, 3)
