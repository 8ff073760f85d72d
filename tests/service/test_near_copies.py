"""A file that is nearly a transcript of the project, or bears its name, is asked about."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kodeverk.formats.mapping import Pairing
from kodeverk.formats.metadata import read_metadata
from kodeverk.service.correcting import correct
from kodeverk.service.facts import Fact, describe_transcript
from kodeverk.service.import_results import FileResult
from kodeverk.service.importing import Choices, check_choices, import_files, look_at
from kodeverk.service.log import read_log
from kodeverk.service.merging import merge
from kodeverk.service.previewing import Preview
from kodeverk.service.recognising import ways_to_read
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.trial_project import ADVISOR, JONAS, KARI, transcript_named
from tests.undo_and_redo import undo

WORDS = "og i jeg det at en et den til er som på de med han av ikke der så var meg men"


def interview(seed: int, words: int = 400, ending: str = "") -> str:
    """Return an interview of invented words, some with an ending that makes them long."""
    dice = random.Random(seed)
    said = [
        dice.choice(WORDS.split()) + dice.choice(["", ending, *"aeiouyæøå"]) for _ in range(words)
    ]
    turns = [" ".join(said[start : start + 20]) for start in range(0, words, 20)]
    return "".join(
        f"{'I' if number % 2 else 'V'}: {turn}.\n\n" for number, turn in enumerate(turns)
    )


def edited(text: str, share: float, seed: int = 1) -> str:
    dice = random.Random(seed)
    words = text.split(" ")
    return " ".join("endret" if dice.random() < share else word for word in words)


def brought(
    project: Project, path: Path, text: str, choices: Choices | None = None, **more: Any
) -> FileResult:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    (result,) = import_files(project, KARI, [path], choices or Choices(), **more)
    return result


@pytest.mark.parametrize("words", [60, 1000, 4000])
@pytest.mark.parametrize("share", [0.02, 0.12])
@pytest.mark.parametrize("ending", ["", "heten"])
def test_a_corrected_text_under_another_name_is_found_whatever_its_length(
    project: Project, tmp_path: Path, words: int, share: float, ending: str
) -> None:
    text = interview(words, words, ending)
    assert brought(project, tmp_path / "one.txt", text).status == "imported"
    before = verify(project).content_hash
    found = brought(project, tmp_path / "two.txt", edited(text, share))
    assert found.near is not None
    assert (found.status, found.near.name) == ("asked", "one")
    assert found.near.percent >= 80
    assert found.error == f'perhaps it is there: "one" {found.near.percent} % the same words'
    assert "--replaces one" in (found.hint or "")
    assert "--as-new" in (found.hint or "")
    assert verify(project).content_hash == before


def test_white_space_and_capitals_make_no_other_interview(project: Project, tmp_path: Path) -> None:
    text = interview(1)
    brought(project, tmp_path / "one.txt", text)
    found = brought(project, tmp_path / "two.txt", text.replace("\n", " \n").upper())
    assert found.near is not None
    assert (found.status, found.near.percent) == ("asked", 100)


def test_an_interview_that_is_like_none_comes_in_without_a_question(
    project: Project, tmp_path: Path
) -> None:
    brought(project, tmp_path / "one.txt", interview(1))
    assert brought(project, tmp_path / "two.txt", interview(2)).status == "imported"
    assert brought(project, tmp_path / "three.txt", edited(interview(1), 0.6)).status == "imported"


def test_a_file_of_the_same_name_is_asked_about_whatever_it_says(
    project: Project, tmp_path: Path
) -> None:
    found = brought(project, tmp_path / "x" / "advisor.txt", interview(3))
    assert found.status == "asked"
    assert found.near is not None
    assert found.near.is_named_so
    known = transcript_named(project, "advisor").id
    correct(project, KARI, known, {Fact("name"): "asker 1"})
    found = brought(project, tmp_path / "x" / "advisor.txt", interview(3))
    assert found.near is not None
    assert found.near.name == "asker 1"


def test_two_new_files_of_one_name_come_in_and_a_copy_among_them_does_not(
    project: Project, tmp_path: Path
) -> None:
    paths = []
    for folder, text in (
        ("north", interview(1)),
        ("south", interview(2)),
        ("copy", edited(interview(1), 0.02)),
    ):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "a.txt")
        paths[-1].write_text(text, encoding="utf-8")
    results = import_files(project, KARI, paths, Choices())
    assert [one.status for one in results] == ["imported", "imported", "asked"]
    assert [one.transcript for one in results[:2]] == ["a", "a (2)"]
    assert results[2].near is not None
    assert results[2].near.name == "a"


def test_a_table_tells_two_files_of_one_name_apart_by_their_folders(
    project: Project, tmp_path: Path
) -> None:
    for folder, text in (("north", interview(1)), ("south", interview(2))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, encoding="utf-8")
    paths = [tmp_path / "north" / "a.txt", tmp_path / "south" / "a.txt"]
    table = tmp_path / "meta.csv"
    table.write_text("file,municipality\nnorth/a.txt,Voss\nsouth\\a.txt,Oslo\n", "utf-8")
    choices = Choices(facts=read_metadata(table))
    previews = look_at(project, paths, choices)
    check_choices(choices, previews)
    assert [one.municipality and one.municipality.name for one in previews] == ["Voss", "Oslo"]


def test_what_a_second_import_says_fills_what_was_not_known_and_shows_what_is(
    project: Project, tmp_path: Path
) -> None:
    table = tmp_path / "meta.csv"
    table.write_text(
        "file,municipality,date,roles,kjønn,quotation\n"
        "advisor.txt,Asker,2021-05-01,Veileder=employer,kvinne,yes\n",
        encoding="utf-8",
    )
    choices = Choices(facts=read_metadata(table))
    found = brought(project, tmp_path / "advisor.txt", ADVISOR, choices, dry_run=True)
    assert found.status == "would update"
    found = brought(project, tmp_path / "advisor.txt", ADVISOR, choices)
    assert found.status == "updated"
    assert {str(one.fact) for one in found.changes} == {
        "date",
        "municipality",
        "variable kjønn",
        "informant of Veileder",
        "consent to quotation of advisor/Veileder",
    }
    assert [str(one.fact) for one in found.kept] == ["role of Veileder"]
    assert [(one.label, one.role) for one in found.speakers] == [
        ("Intervjuer", "interviewer"),
        ("Veileder", "advisor"),
    ]
    assert brought(project, tmp_path / "advisor.txt", ADVISOR, choices).status == "unchanged"
    with project.reading() as connection:
        facts = describe_transcript(connection, transcript_named(project, "advisor")).facts
    assert facts[Fact("variable", "kjønn")] == "kvinne"
    assert facts[Fact("date")] == "2021-05-01"


def test_a_second_import_knows_a_speaker_under_the_label_of_the_text(
    project: Project, tmp_path: Path
) -> None:
    known = transcript_named(project, "advisor").id
    said = {Fact("label", "Veileder"): "Kari", Fact("role", "Veileder"): ""}
    correct(project, KARI, known, said)
    choices = Choices(roles={"Veileder": "advisor"})
    found = brought(project, tmp_path / "advisor.txt", ADVISOR, choices)
    assert [str(one.fact) for one in found.changes] == ["role of Kari"]
    assert ways_to_read(project, "advisor").now == 0


def test_a_municipality_of_the_interviews_own_day_is_no_other(
    project: Project, tmp_path: Path
) -> None:
    choices = Choices("Voss", "2018-03-01")
    assert brought(project, tmp_path / "v.txt", interview(5), choices).status == "imported"
    again = brought(project, tmp_path / "v.txt", interview(5), Choices("1235", "2018-03-01"))
    assert again.status == "unchanged"


def test_near_copies_of_a_colleague_are_named_as_perhaps_one(
    make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    kari, jonas = make_project("kari"), make_project("jonas")
    brought(kari, tmp_path / "k" / "a.txt", interview(1))
    brought(jonas, tmp_path / "j" / "a.txt", edited(interview(1), 0.02))
    brought(jonas, tmp_path / "j" / "b.txt", interview(2))
    hers, his = (find_transcript(project, "a").id for project in (kari, jonas))
    found = [
        one for one in merge(kari, KARI, [jonas.location]).proposals if one.kind == "transcript"
    ]
    assert [{one.into_name, one.goes_name} for one in found] == [{"a", "a (2)"}]
    assert [(one.into, one.goes) for one in found] == [(hers, his)], "what was there stays"
    assert [
        one for one in merge(kari, KARI, [jonas.location]).proposals if one.kind == "transcript"
    ] == []
    with kari.reading() as connection:
        assert len(queries.transcripts(connection)) == 5


def test_a_merge_with_what_was_joined_in_it_is_undone_by_two_undos(
    make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    kari, jonas = make_project("kari"), make_project("jonas")
    brought(kari, tmp_path / "k" / "a.txt", interview(1))
    brought(jonas, tmp_path / "j" / "a.txt", edited(interview(1), 0.02))
    hers, his = (find_transcript(project, "a").id for project in (kari, jonas))
    before = content_of(kari)
    pairings = [Pairing("transcript", his, hers)]
    done = merge(kari, KARI, [jonas.location], pairings=pairings)
    united = content_of(kari)
    assert done.joined
    undo(kari, KARI)
    undo(kari, KARI)
    assert content_of(kari) == before
    assert verify(kari).ok
    assert merge(kari, KARI, [jonas.location], pairings=pairings).joined == done.joined
    assert content_of(kari) == united


def test_a_person_is_asked_about_a_near_copy_while_others_can_write(
    project: Project, tmp_path: Path
) -> None:
    brought(project, tmp_path / "one.txt", interview(1))
    paths = []
    for number, name in enumerate(("new", "copy", "other")):
        paths.append(tmp_path / f"{name}.txt")
        text = edited(interview(1), 0.05, number) if number else interview(5)
        paths[-1].write_text(text, encoding="utf-8")
    known = transcript_named(project, "advisor").id
    before = len(read_log(project).steps)
    asked: list[str] = []

    def is_another(preview: Preview) -> bool:
        with open_project(project.location) as theirs:
            correct(theirs, JONAS, known, {Fact("name"): f"asker {len(asked)}"})
        asked.append(preview.file)
        return preview.file == "copy.txt"

    results = import_files(project, KARI, paths, Choices(), is_another=is_another)
    assert [one.status for one in results] == ["imported", "imported", "asked"]
    assert asked == ["copy.txt", "other.txt"]
    assert len(read_log(project).steps) == before + 3  # their two, and one for all files
