"""A coding that is there gets other borders, another code, or becomes two."""

from pathlib import Path

import pytest

from kodeverk.errors import BadInput, Refused, StaleWrite
from kodeverk.model.records import Coder, Coding
from kodeverk.model.text import Span
from kodeverk.service import derived_placements
from kodeverk.service.borders import change_code, move_borders, split_coding
from kodeverk.service.coding import remove_codings, set_facet, working_transcript, write_memo
from kodeverk.service.conflicts import list_conflicts, settle_conflicts
from kodeverk.service.importing import Choices, look_at
from kodeverk.service.merging import merge
from kodeverk.service.replacing import replace_text
from kodeverk.service.reviewing import list_waiting
from kodeverk.service.verification import verify
from kodeverk.store import journal, queries, steps
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.trial_project import (
    ADVISOR,
    AMINA,
    KARI,
    apply_to_words,
    code_keyed,
    code_words,
    rows_of,
    span_of,
    text_of,
    transcript_named,
)
from tests.undo_and_redo import redo, undo

WORDS = "Jeg stoler på henne, og hun på meg."
WIDER = f"{WORDS} Vi møtes hver uke."


def on(project: Project, words: str) -> Span:
    return Span(*span_of(project, "advisor", words))


def quotes(project: Project) -> list[tuple[str, str]]:
    """Every coding as its code's key and its words."""
    with derived_placements.reading(project):
        pass  # an undo in these tests leaves the places to whoever reads next
    return sorted(
        (row.code, text_of(project, row.transcript)[row.start : row.end])
        for row in rows_of(project)
    )


def shown(project: Project, coder: Coder = KARI) -> Coding:
    """The one coding of the advisor's interview as the coding screen has it."""
    transcript = transcript_named(project, "advisor").id
    (coding,) = working_transcript(project, transcript, coder).codings
    return coding


def direct(project: Project, coding: Coding, value: str = "fremmer") -> None:
    with project.reading() as connection:
        (facet,) = queries.facets(connection)
    set_facet(project, KARI, [coding], facet, [value])


def summary(project: Project) -> str:
    with project.reading() as connection:
        return next(iter(steps.steps(connection))).summary


def test_moved_borders_keep_the_codings_id_facets_and_memo(project: Project) -> None:
    coding = code_words(project, KARI, WORDS)
    direct(project, coding)
    write_memo(project, KARI, "coding", coding.id, "Gjensidig.")
    before = content_of(project)
    moved = move_borders(project, KARI, shown(project), on(project, WIDER))
    assert moved == shown(project)
    assert (moved.id, moved.facets) == (coding.id, (("retning", "fremmer"),))
    (row,) = rows_of(project)
    assert row[1:] == (*on(project, WIDER), "REL-TILLIT", "Kari", moved.facets, ("Gjensidig.",))
    assert summary(project) == "REL-TILLIT: other borders, now 12 words, before 8"
    assert verify(project).ok
    undo(project, KARI)
    assert content_of(project) == before
    assert quotes(project) == [("REL-TILLIT", WORDS)]
    redo(project, KARI)
    assert quotes(project) == [("REL-TILLIT", WIDER)]


def test_borders_that_are_where_they_were_are_no_step(project: Project) -> None:
    code_words(project, KARI, WORDS)
    said = summary(project)
    move_borders(project, KARI, shown(project), on(project, WORDS))
    assert summary(project) == said


def test_the_same_code_never_comes_to_lie_twice_on_the_same_words(project: Project) -> None:
    code_words(project, KARI, WIDER)
    coding = code_words(project, KARI, WORDS)
    with pytest.raises(Refused, match="REL-TILLIT is on exactly these words already"):
        move_borders(project, KARI, coding, on(project, WIDER))
    with pytest.raises(Refused, match="exactly these words already"):
        split_coding(project, KARI, _of(project, WIDER), on(project, WIDER).start + len(WORDS))
    move_borders(project, KARI, coding, on(project, "på henne"))
    code_words(project, KARI, WORDS)
    assert apply_to_words(project, KARI, "på henne") is None


def test_a_coding_comes_again_on_words_that_another_left_for_other_borders(
    project: Project,
) -> None:
    code_words(project, KARI, WORDS)
    move_borders(project, KARI, shown(project), on(project, WIDER))
    code_words(project, KARI, WORDS)
    reached = content_of(project)
    undo(project, KARI)
    assert redo(project, KARI).skipped == ()
    assert content_of(project) == reached


def _of(project: Project, words: str) -> Coding:
    with project.reading() as connection:
        made = queries.codings(connection)
    return next(one for one in made if (one.start, one.end) == on(project, words))


def test_only_its_own_coder_changes_a_coding(project: Project) -> None:
    coding = code_words(project, KARI, WORDS)
    for change in (
        lambda: move_borders(project, AMINA, coding, on(project, WIDER)),
        lambda: split_coding(project, AMINA, coding, on(project, "og hun").start),
        lambda: change_code(project, AMINA, coding, code_keyed(project, "REL-KONTIN")),
    ):
        with pytest.raises(Refused, match="this coding is Kari's"):
            change()


def test_a_coding_that_is_no_longer_as_it_was_shown_is_left_alone(project: Project) -> None:
    coding = code_words(project, KARI, WORDS)
    moved = move_borders(project, KARI, coding, on(project, WIDER))
    with pytest.raises(StaleWrite, match="moved or removed meanwhile"):
        move_borders(project, KARI, coding, on(project, "på henne"))
    remove_codings(project, KARI, [moved])
    with pytest.raises(StaleWrite, match="moved or removed meanwhile"):
        move_borders(project, KARI, moved, on(project, "på henne"))


@pytest.mark.parametrize("span", [Span(5, 5), Span(-1, 4), Span(3, 100_000)])
def test_borders_outside_the_text_are_an_error(project: Project, span: Span) -> None:
    coding = code_words(project, KARI, WORDS)
    with pytest.raises(BadInput):
        move_borders(project, KARI, coding, span)


def test_start_of_one_copy_and_end_of_another_never_combine(
    project: Project, tmp_path: Path
) -> None:
    """Both borders are one field: the later word shows, and the conflict lists both."""
    code_words(project, KARI, WORDS)
    with open_project(str(copy_project(project, tmp_path / "laptop.kodeverk"))) as laptop:
        early, late = "henne, og hun på meg.", WIDER
        move_borders(project, KARI, shown(project), on(project, early))
        move_borders(laptop, KARI, shown(laptop), on(project, late))
        merge(project, KARI, [str(laptop.path)])
        merge(laptop, KARI, [str(project.path)])
        assert quotes(project) == quotes(laptop) == [("REL-TILLIT", late)]
    (conflict,) = list_conflicts(project)
    assert conflict.field == "placed"
    assert [choice.words.partition(" (")[0] for choice in conflict.choices] == [
        f"“{early}”",
        "“Jeg stoler på henne,…. Vi møtes hver uke.”",
    ]
    settle_conflicts(project, KARI, {conflict.id: 1})
    assert quotes(project) == [("REL-TILLIT", early)]
    assert not list_conflicts(project)
    assert verify(project).ok


def test_moved_borders_follow_into_a_corrected_text_and_are_moved_there(
    project: Project, files: dict[str, Path]
) -> None:
    code_words(project, KARI, WORDS)
    move_borders(project, KARI, shown(project), on(project, WIDER))
    corrected = ADVISOR.replace("Hvordan går det?", "Hvordan har det gått?")
    files["advisor.txt"].write_text(corrected, encoding="utf-8")
    (preview,) = look_at(project, [files["advisor.txt"]], Choices())
    replace_text(project, KARI, transcript_named(project, "advisor").id, preview)
    assert quotes(project) == [("REL-TILLIT", WIDER)]
    move_borders(project, KARI, shown(project), on(project, WORDS))
    assert quotes(project) == [("REL-TILLIT", WORDS)]
    assert not list_waiting(project)
    assert verify(project).ok


def test_a_memo_of_a_removed_coding_lies_where_its_borders_were_moved_to(project: Project) -> None:
    coding = code_words(project, KARI, WORDS)
    write_memo(project, AMINA, "coding", coding.id, "Enig.")
    moved = move_borders(project, KARI, coding, on(project, WIDER))
    remove_codings(project, KARI, [moved])
    transcript = transcript_named(project, "advisor")
    (memo,) = working_transcript(project, transcript.id, AMINA).memos
    start, end = on(project, WIDER)
    assert memo.target == f"{transcript.version}:{start}-{end}"
    assert verify(project).ok


def test_a_split_coding_is_two_and_one_step_and_its_memo_stays_on_the_first(
    project: Project,
) -> None:
    coding = code_words(project, KARI, WIDER)
    direct(project, coding)
    write_memo(project, KARI, "coding", coding.id, "Gjensidig.")
    before = content_of(project)
    first, second = split_coding(project, KARI, shown(project), on(project, " Vi møtes").start)
    rows = sorted(rows_of(project), key=lambda row: row.start)
    assert [(row.facets, row.memos) for row in rows] == [
        (coding.facets or (("retning", "fremmer"),), ("Gjensidig.",)),
        ((("retning", "fremmer"),), ()),
    ]
    assert quotes(project) == [("REL-TILLIT", WORDS), ("REL-TILLIT", "Vi møtes hver uke.")]
    assert {first, second} == {
        *working_transcript(project, transcript_named(project, "advisor").id, KARI).codings
    }
    assert summary(project) == "split REL-TILLIT into 8 and 4 words"
    assert verify(project).ok
    undo(project, KARI)
    assert content_of(project) == before


@pytest.mark.parametrize("beside", ["Jeg stoler", "Veileder", "\n\nIntervjuer: Og"])
def test_a_coding_is_not_split_where_one_part_has_no_words(project: Project, beside: str) -> None:
    coding = code_words(project, KARI, WIDER)
    with pytest.raises(BadInput, match="on one side only"):
        split_coding(project, KARI, coding, on(project, beside).start)


def test_another_code_keeps_words_id_memo_and_the_facets_it_carries(project: Project) -> None:
    coding = code_words(project, KARI, WORDS)
    direct(project, coding)
    write_memo(project, KARI, "coding", coding.id, "Gjensidig.")
    before = content_of(project)
    recoded = change_code(project, KARI, shown(project), code_keyed(project, "REL-KONTIN"))
    assert recoded is not None
    assert (recoded.coding, recoded.lost) == (shown(project), ())
    (row,) = rows_of(project)
    assert row[3:] == ("REL-KONTIN", "Kari", (("retning", "fremmer"),), ("Gjensidig.",))
    assert summary(project) == "REL-TILLIT became REL-KONTIN on 8 words"
    undo(project, KARI)
    assert content_of(project) == before


def test_a_code_that_does_not_carry_a_facet_loses_its_value_and_says_so(project: Project) -> None:
    coding = code_words(project, KARI, WORDS)
    direct(project, coding)
    recoded = change_code(project, KARI, shown(project), code_keyed(project, "X-IDENT"))
    assert recoded is not None
    assert recoded.lost == ("retning",)
    assert shown(project).facets == ()


def test_another_code_that_lies_there_already_is_left_as_it_is(project: Project) -> None:
    coding = code_words(project, KARI, WORDS)
    code_words(project, KARI, WORDS, "REL-KONTIN")
    assert change_code(project, KARI, coding, code_keyed(project, "REL-KONTIN")) is None
    assert len(quotes(project)) == 2


def test_two_codes_for_one_coding_from_two_copies_are_a_conflict(
    project: Project, tmp_path: Path
) -> None:
    code_words(project, KARI, WORDS)
    with open_project(str(copy_project(project, tmp_path / "laptop.kodeverk"))) as laptop:
        change_code(project, KARI, shown(project), code_keyed(project, "REL-KONTIN"))
        change_code(laptop, KARI, shown(laptop), code_keyed(project, "X-IDENT"))
        merge(project, KARI, [str(laptop.path)])
    assert [conflict.field for conflict in list_conflicts(project)] == ["code"]
    with project.reading() as connection:
        assert journal.content_hash(connection) == verify(project).content_hash
