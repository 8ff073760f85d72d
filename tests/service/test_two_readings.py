"""Copies whose programs read one transcript differently: nobody's turns are lost or replaced."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kodeverk.formats.metadata import read_metadata
from kodeverk.service.conflicts import Disagreement, list_conflicts, settle_conflicts
from kodeverk.service.correcting import correct
from kodeverk.service.facts import Fact
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import merge
from kodeverk.service.recognising import recognise_again
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.trial_project import JONAS, KARI, transcript_named
from tests.undo_and_redo import undo

WORDS = """\
I: Hvordan går det?

V: Det går bra. Vi møtes.

K: Hver uke.

I: Og så?

V: Så ringer hun.
"""


class Reading(NamedTuple):
    """How a version of the program may have read the text: who has which role, who is nobody."""

    roles: str
    ignored: str = ""
    joined: str = ""


READ_NOW = Reading("I=interviewer;V=advisor;K=participant")
READ_BEFORE = Reading("I=interviewer;V=advisor", ignored="K")
READ_OTHERWISE = Reading("I=advisor;V=interviewer", ignored="K")


@pytest.fixture
def read_as(tmp_path: Path) -> Callable[[Reading], Project]:
    """Make a project of its own that has read the interview in a way."""
    file = tmp_path / "volda.txt"
    file.write_text(WORDS, encoding="utf-8")
    numbers = itertools.count(1)

    def made(reading: Reading) -> Project:
        # What a table says of a file is remembered for no other.
        table = tmp_path / "metadata.csv"
        table.write_text(f"file,roles\nvolda.txt,{reading.roles}\n", encoding="utf-8")
        choices = Choices(
            facts=read_metadata(table),
            ignored={reading.ignored: True} if reading.ignored else {},
            joined={reading.joined: "V"} if reading.joined else {},
        )
        project = create_project(str(tmp_path / f"{next(numbers)}.kodeverk"))
        coder = KARI if reading is READ_NOW else JONAS
        (result,) = import_files(project, coder, [file], choices)
        assert result.status == "imported"
        return project

    return made


def turns_of(project: Project) -> list[tuple[str, str]]:
    """Return label and role of whoever speaks in each turn."""
    transcript = transcript_named(project, "volda")
    with project.reading() as connection:
        version = queries.version(connection, transcript.version)
        speakers = {one.id: one for one in queries.speakers(connection)}
        return [(speakers[one.speaker].label, speakers[one.speaker].role) for one in version.turns]


def speakers_of(project: Project) -> list[str]:
    with project.reading() as connection:
        return [one.label for one in queries.speakers(connection)]


def the_conflict(project: Project) -> Disagreement:
    (conflict,) = list_conflicts(project)
    return conflict


def place_of(conflict: Disagreement, beginning: str) -> int:
    return next(
        number
        for number, choice in enumerate(conflict.choices, 1)
        if choice.words.startswith(beginning)
    )


def test_two_readings_of_a_transcript_are_one_conflict_with_the_counts_of_both(
    read_as: Callable[[Reading], Project],
) -> None:
    mine, theirs = read_as(READ_NOW), read_as(READ_BEFORE)
    report = merge(mine, KARI, [theirs.location])
    (conflict,) = report.conflicts
    assert conflict == the_conflict(mine)
    assert conflict.about == "two readings of volda"
    assert {(choice.words, choice.author) for choice in conflict.choices} == {
        ("5 turns, 15 words: I (interviewer) 2, V (advisor) 2, K (participant) 1", "Kari"),
        ("4 turns, 16 words: I (interviewer) 2, V (advisor) 2", "Jonas"),
    }
    assert verify(mine).ok


def test_roles_that_come_with_a_reading_are_no_conflicts_of_their_own(
    read_as: Callable[[Reading], Project],
) -> None:
    mine, theirs = read_as(READ_NOW), read_as(READ_OTHERWISE)
    merge(mine, KARI, [theirs.location])
    conflict = the_conflict(mine)
    assert {choice.words for choice in conflict.choices} == {
        "5 turns, 15 words: I (interviewer) 2, V (advisor) 2, K (participant) 1",
        "4 turns, 16 words: I (advisor) 2, V (interviewer) 2",
    }
    settle_conflicts(mine, KARI, {conflict.id: place_of(conflict, "4 turns")})
    assert list_conflicts(mine) == ()
    assert turns_of(mine) == [
        ("I", "advisor"),
        ("V", "interviewer"),
        ("I", "advisor"),
        ("V", "interviewer"),
    ]


def test_a_role_that_somebody_set_in_one_reading_is_decided_by_itself(
    read_as: Callable[[Reading], Project],
) -> None:
    mine, theirs = read_as(READ_NOW), read_as(READ_OTHERWISE)
    correct(theirs, JONAS, transcript_named(theirs, "volda").id, {Fact("role", "V"): "leader"})
    merge(mine, KARI, [theirs.location])
    abouts = [conflict.about for conflict in list_conflicts(mine)]
    assert abouts == ["two readings of volda", "role of the speaker volda, V"]


@pytest.mark.parametrize("chosen", ["5 turns", "4 turns"])
def test_the_reading_that_is_chosen_holds_with_its_speakers_in_every_copy(
    read_as: Callable[[Reading], Project], chosen: str
) -> None:
    mine, theirs = read_as(READ_NOW), read_as(READ_BEFORE)
    merge(mine, KARI, [theirs.location])
    before = verify(mine).content_hash
    conflict = the_conflict(mine)
    settle_conflicts(mine, KARI, {conflict.id: place_of(conflict, chosen)})
    is_now = chosen == "5 turns"
    assert list_conflicts(mine) == ()
    assert len(turns_of(mine)) == (5 if is_now else 4)
    assert speakers_of(mine) == (["I", "K", "V"] if is_now else ["I", "V"])
    assert verify(mine).ok
    merge(theirs, JONAS, [mine.location])
    assert list_conflicts(theirs) == ()
    assert verify(theirs).content_hash == verify(mine).content_hash
    undo(mine, KARI)
    assert verify(mine).content_hash == before
    assert the_conflict(mine) == conflict


def test_a_speaker_who_went_with_a_reading_comes_back_with_it(
    read_as: Callable[[Reading], Project],
) -> None:
    mine, theirs = read_as(READ_NOW), read_as(READ_BEFORE)
    merge(theirs, JONAS, [mine.location])
    # In the other copy somebody had the text read anew, and its third speaker went.
    recognise_again(mine, KARI, "volda", ignored=["K"])
    assert speakers_of(mine) == ["I", "V"]
    merge(mine, KARI, [theirs.location])
    conflict = next(iter(list_conflicts(mine)), None)
    if conflict is not None:
        settle_conflicts(mine, KARI, {conflict.id: len(conflict.choices)})
    assert list_conflicts(mine) == ()
    assert {label for label, _ in turns_of(mine)} == {*speakers_of(mine)}
    assert verify(mine).ok


def test_readings_of_many_copies_merge_alike_in_any_order(
    read_as: Callable[[Reading], Project],
) -> None:
    given = (READ_NOW, READ_BEFORE, Reading("I=interviewer;V=advisor", joined="K"))
    found = set()
    for order in itertools.permutations(given):
        first, *others = map(read_as, order)
        merge(first, KARI, [other.location for other in others])
        conflict = the_conflict(first)
        assert conflict.about == "three readings of volda"
        found.add((verify(first).content_hash, tuple(choice.words for choice in conflict.choices)))
    assert len(found) == 1


def test_a_text_keeps_its_turns_however_the_file_is_read_when_it_comes_again(
    read_as: Callable[[Reading], Project], tmp_path: Path
) -> None:
    project = read_as(READ_BEFORE)
    before = verify(project).content_hash, turns_of(project)
    (result,) = import_files(project, KARI, [tmp_path / "volda.txt"], Choices())
    assert result.status == "unchanged"
    assert (verify(project).content_hash, turns_of(project)) == before
    recognise_again(project, KARI, "volda")
    assert [label for label, _ in turns_of(project)] == ["I", "V", "K", "I", "V"]
