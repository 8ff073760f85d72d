"""What those who code a transcript apart must never be told of each other before they finish."""

from pathlib import Path

import pytest

from kodeverk.errors import Refused
from kodeverk.model.records import Coder, Coding
from kodeverk.service.assigning import assign
from kodeverk.service.borders import change_code
from kodeverk.service.coding import (
    finish,
    remove_codings,
    share_assignment,
    working_transcript,
    write_memo,
)
from kodeverk.service.conflicts import (
    conflicts_seen,
    count_conflicts,
    list_conflicts,
    settle_conflicts,
)
from kodeverk.service.consensus import Choice, decide, queue
from kodeverk.service.finding import find_passages
from kodeverk.service.log import read_log
from kodeverk.service.merging import HIDDEN, merge
from kodeverk.service.passage_changes import Change, change_passages
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.project_settings import set_in_project
from kodeverk.service.step_effects import foresee
from kodeverk.service.undoing import undo
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.service.trial_project import JONAS, KARI, code_keyed, code_words, transcript_named

WORDS = "stoler på"


@pytest.fixture
def dealt(project: Project) -> Project:
    """Kari and Jonas code the advisor's interview apart; Kari has begun."""
    with project.writing(KARI, "Jonas codes, too") as writer:
        writer.share("coder", JONAS.id, {"name": JONAS.name, "kind": "person"})
    assign(project, KARI, [KARI.id, JONAS.id], double=1.0)
    code_words(project, KARI, WORDS)
    return project


@pytest.fixture
def disputed(dealt: Project, tmp_path: Path) -> Project:
    """Kari gave her coding another code at each of her two machines."""
    with open_project(str(copy_project(dealt, tmp_path / "laptop.kodeverk"))) as laptop:
        for copy, key in ((dealt, "REL-KONTIN"), (laptop, "X-IDENT")):
            change_code(copy, KARI, coding_in(copy), code_keyed(copy, key))
        merge(dealt, KARI, [str(laptop.path)])
    return dealt


def coding_in(project: Project) -> Coding:
    (coding,) = working_transcript(project, advisor(project), KARI).codings
    return coding


def advisor(project: Project) -> str:
    return transcript_named(project, "advisor").id


def test_the_log_never_tells_who_codes_apart_what_a_colleague_coded_in_several_transcripts(
    dealt: Project,
) -> None:
    found = find_passages(dealt, JONAS, PassageQuery(words="ringer", anywhere=True))
    assert len({place.transcript for place in found.places}) == 2
    change = Change("add", code_keyed(dealt, "REL-KONTIN"), is_search=True)
    change_passages(dealt, JONAS, found.places, change)
    assert "REL-KONTIN" in read_log(dealt, JONAS).steps[0].summary
    told = read_log(dealt, KARI).steps[0]
    assert (told.author, told.summary) == (
        "Jonas",
        "hidden until you have finished what you code apart",
    )
    assert "REL-KONTIN" not in str(foresee(dealt, KARI, told.id))
    finish(dealt, KARI, [transcript_named(dealt, one).id for one in ("advisor", "participant")])
    assert "REL-KONTIN" in read_log(dealt, KARI).steps[1].summary


def test_who_codes_apart_is_never_listed_a_conflict_about_a_colleagues_coding(
    disputed: Project,
) -> None:
    (conflict,) = list_conflicts(disputed)
    seen = conflicts_seen(disputed, JONAS)
    assert (seen.conflicts, seen.hidden, count_conflicts(disputed, JONAS)) == ((), 1, 0)
    assert conflicts_seen(disputed, KARI).conflicts == (conflict,)
    assert conflicts_seen(disputed, None).conflicts == (conflict,)
    finish(disputed, JONAS, [advisor(disputed)])
    assert conflicts_seen(disputed, JONAS).conflicts == (conflict,)


def test_who_codes_apart_never_settles_a_conflict_about_a_colleagues_coding(
    disputed: Project,
) -> None:
    (conflict,) = list_conflicts(disputed)
    with pytest.raises(Refused, match="colleagues' work") as refused:
        settle_conflicts(disputed, JONAS, {conflict.id: 1})
    assert "REL-KONTIN" not in str(refused.value)
    set_in_project(disputed, KARI, {"blind": False})
    settle_conflicts(disputed, JONAS, {conflict.id: 1})
    assert list_conflicts(disputed) == ()


def test_a_merge_never_tells_who_codes_apart_of_a_conflict_about_a_colleagues_coding(
    dealt: Project, tmp_path: Path
) -> None:
    with open_project(str(copy_project(dealt, tmp_path / "laptop.kodeverk"))) as laptop:
        for copy, key in ((dealt, "REL-KONTIN"), (laptop, "X-IDENT")):
            change_code(copy, KARI, coding_in(copy), code_keyed(copy, key))
        report = merge(dealt, JONAS, [str(laptop.path)])
    assert (report.conflicts, report.open_conflicts) == ((), 1)


def test_what_builds_on_a_step_never_tells_who_codes_apart_what_a_colleague_coded(
    dealt: Project,
) -> None:
    book = next(step for step in read_log(dealt).steps if step.number == 1)
    with pytest.raises(Refused) as refused:
        undo(dealt, JONAS, "1", sure=book.id)
    assert "REL-TILLIT" not in str(refused.value)
    assert "Kari: hidden until you have finished this transcript" in str(refused.value)
    builders = " ".join(foresee(dealt, JONAS, book.id).builders)
    assert "REL-TILLIT" not in builders
    assert "Kari: hidden until" in builders
    assert "Kari: REL-TILLIT on 2 words" in " ".join(foresee(dealt, KARI, book.id).builders)


def test_a_step_of_a_colleague_named_by_number_never_tells_what_they_coded(dealt: Project) -> None:
    made = read_log(dealt).steps[0]
    undo(dealt, KARI)
    assert "REL-TILLIT" in made.summary
    with pytest.raises(Refused, match="taken back already") as refused:
        undo(dealt, JONAS, str(made.number))
    assert "REL-TILLIT" not in str(refused.value)


def test_who_codes_apart_is_never_told_what_others_decided_there(
    dealt: Project, tmp_path: Path
) -> None:
    code_words(dealt, JONAS, "hun på meg")
    finish(dealt, KARI, [advisor(dealt)])
    finish(dealt, JONAS, [advisor(dealt)])
    amina = Coder("01890000-0000-7000-8000-00000000000a", "Amina")
    with dealt.writing(amina, "codes, too") as writer:
        share_assignment(writer, amina.id, advisor(dealt))
    items = [one for one in queue(dealt, KARI, "advisor") if one.state == "open"]
    copy = str(copy_project(dealt, tmp_path / "laptop.kodeverk"))
    decide(dealt, KARI, "advisor", [Choice(one.id, "neither") for one in items])
    with open_project(copy) as laptop:
        decide(laptop, JONAS, "advisor", [Choice(one.id, "both") for one in items])
    merge(dealt, KARI, [copy])
    assert len(conflicts_seen(dealt, KARI).conflicts) == len(items) == 2
    assert (conflicts_seen(dealt, amina).conflicts, count_conflicts(dealt, amina)) == ((), 0)
    with pytest.raises(Refused, match="coded apart"):
        queue(dealt, amina, "advisor")


def test_a_merge_never_tells_who_codes_apart_what_a_colleague_has_removed(
    dealt: Project, tmp_path: Path
) -> None:
    with open_project(str(copy_project(dealt, tmp_path / "laptop.kodeverk"))) as laptop:
        coding = coding_in(laptop)
        write_memo(laptop, JONAS, "coding", coding.id, "det er mye tillit her")
        remove_codings(laptop, KARI, [coding])
        report = merge(dealt, JONAS, [str(laptop.path)])
    (lost,) = report.unplaced
    assert lost["coding"] == coding.id, "it is accounted for"
    assert (lost["code"], lost["start"], lost["reason"]) == ("-", None, HIDDEN)
    assert report.memos == ()
