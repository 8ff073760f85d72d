"""The cache of places: noted by the journal, derived when it is needed, on both databases."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.model.change import Value
from kodeverk.model.identity import assignment_id, version_id
from kodeverk.model.records import Coder, pack_turns, passage_target
from kodeverk.model.text import Span, text_hash
from kodeverk.service import derived_placements
from kodeverk.store import placements, queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.placements import Placement
from kodeverk.store.project import Project
from tests.store.coder_steps import (
    ADA,
    BO,
    TRUST,
    apply_code,
    assert_state_is_the_fold,
    founded,
    interview,
    merge,
    remove,
    set_field,
    transcript_of,
)
from tests.undo_and_redo import redo, undo

FIRST = interview()
SECOND = f"Forord.\n\n{FIRST}"
SHIFT = len(SECOND) - len(FIRST)
ANOTHER_ACCOUNT = 65534

OLD = version_id(transcript_of(), text_hash(FIRST))
NEW = version_id(transcript_of(), text_hash(SECOND))


def correct(project: Project, coder: Coder = ADA, text: str = SECOND) -> str:
    """Give the interview another text; return the version's id."""
    with project.writing(coder, "correct") as writer:
        digest = writer.put_text(text)
        version = version_id(transcript_of(), digest)
        writer.put(
            "version",
            version,
            {"transcript": transcript_of(), "text": digest, "turns": pack_turns([])},
        )
        writer.set("transcript", transcript_of(), "version", version)
    return version


def incomplete(project: Project) -> list[str]:
    with project.reading() as connection:
        return placements.incomplete(connection)


def places(project: Project) -> dict[str, Placement]:
    """Record -> placement, as they are after somebody has read them."""
    with derived_placements.reading(project) as connection:
        assert list(derived_placements.placement_problems(connection)) == []
        kept = placements.kept(connection, transcript_of())
    return {record: place for (_, record), place in kept.items()}


def assert_at(place: Placement, kind: str, start: int, end: int) -> None:
    assert place[:1] + place[2:5] == (kind, NEW, start, end)
    assert place.confidence >= SURE


def test_a_project_whose_texts_are_as_they_came_has_no_placements_to_look_after(
    project: Project,
) -> None:
    founded(project)
    apply_code(project)
    with project.reading() as connection:
        assert placements.replaced_transcripts(connection) == []
    assert places(project) == {}


def test_a_coding_on_the_old_text_gets_its_place_in_the_new_one(project: Project) -> None:
    founded(project)
    coding = apply_code(project, ADA, 0, 8)
    correct(project)
    assert incomplete(project) == [transcript_of()]
    assert_at(places(project)[coding], "coding", SHIFT, SHIFT + 8)
    assert incomplete(project) == []
    with project.reading() as connection:
        (placed,) = queries.codings(connection)
    assert (placed.version, placed.start, placed.end) == (NEW, SHIFT, SHIFT + 8)


def test_a_coding_made_on_the_text_of_now_has_no_placement(project: Project) -> None:
    founded(project)
    correct(project)
    places(project)
    values: dict[str, Value] = {
        "transcript": transcript_of(),
        "version": NEW,
        "start": 0,
        "end": 6,
        "quote": "",
    }
    with project.writing(BO, "code") as writer:
        writer.born("coding", {**values, "code": TRUST, "coder": BO.id})
    assert incomplete(project) == []
    assert places(project) == {}


def test_a_memo_on_a_passage_and_a_read_to_mark_get_theirs(project: Project) -> None:
    founded(project)
    mark = assignment_id(ADA.id, transcript_of(), "main")
    work = {"coder": ADA.id, "transcript": transcript_of(), "round": "main", "state": "started"}
    with project.writing(ADA, "memo and mark") as writer:
        memo = writer.born(
            "memo",
            {"target_kind": "passage", "target": passage_target(OLD, Span(0, 8)), "text": "Se her"},
        )
        other = writer.born("memo", {"target_kind": "transcript", "target": transcript_of()})
        writer.share("assignment", mark, {**work, "read_to": 8})
    correct(project)
    found = places(project)
    assert_at(found[memo], "memo", SHIFT, SHIFT + 8)
    assert found[mark].start == SHIFT + 8
    assert other not in found
    with project.reading() as connection:
        (assignment,) = queries.assignments(connection)
        targets = {one.id: one.target for one in queries.memos(connection)}
    assert assignment.read_to == SHIFT + 8
    assert targets[memo] == passage_target(NEW, Span(SHIFT, SHIFT + 8))


def test_the_cache_is_right_after_undo_and_redo(project: Project) -> None:
    founded(project)
    coding = apply_code(project)
    correct(project)
    places(project)
    undo(project, ADA)
    assert places(project) == {}
    added = apply_code(project, BO, 10, 18)
    redo(project, ADA)
    assert places(project).keys() == {coding, added}


def test_a_removed_coding_has_no_placement_until_it_is_there_again(project: Project) -> None:
    founded(project)
    coding = apply_code(project)
    correct(project)
    assert places(project).keys() == {coding}
    remove(project, ADA, "coding", coding)
    assert places(project) == {}
    undo(project, ADA)
    assert places(project).keys() == {coding}


def test_a_decision_goes_before_what_the_texts_say(project: Project) -> None:
    founded(project)
    coding = apply_code(project)
    correct(project)
    set_field(project, BO, "coding", coding, "placed", {"version": NEW, "start": 2, "end": 5})
    assert places(project)[coding] == Placement("coding", coding, NEW, 2, 5, 1.0)
    set_field(project, BO, "coding", coding, "placed", {"version": NEW, "aside": True})
    assert places(project)[coding] == Placement("coding", coding, NEW, None, None, 1.0)
    undo(project, BO)
    assert places(project)[coding].start == 2


@pytest.mark.parametrize(
    "nonsense", ["here", {"version": NEW}, {"version": NEW, "start": 5, "end": 900}, [1, 2], 3]
)
def test_a_decision_that_says_nothing_is_passed_over(project: Project, nonsense: Value) -> None:
    founded(project)
    coding = apply_code(project)
    correct(project)
    set_field(project, BO, "coding", coding, "placed", nonsense)
    assert places(project)[coding].start == SHIFT


def test_what_a_merge_brings_is_placed_and_gone_when_the_merge_is_undone(
    fresh: Callable[[], Project],
) -> None:
    mine, theirs = fresh(), fresh()
    for project in (mine, theirs):
        founded(project)
    own, coming = apply_code(mine), apply_code(theirs, BO, 10, 18)
    correct(mine)
    merge(mine, theirs, ADA)
    assert places(mine).keys() == {own, coming}
    undo(mine, ADA)
    assert places(mine).keys() == {own}
    merge(theirs, mine, BO)
    assert places(theirs).keys() == {own, coming}
    undo(theirs, BO)
    assert places(theirs) == {}
    assert_state_is_the_fold(theirs)


def test_a_copy_of_a_project_has_its_places(project: Project, tmp_path: Path) -> None:
    founded(project)
    coding = apply_code(project)
    correct(project)
    found = places(project)
    assert found.keys() == {coding}
    with open_project(str(copy_project(project, tmp_path / "copy.kodeverk"))) as copy:
        assert places(copy) == found


READ = """
import os, sys
import sqlalchemy.dialects.sqlite.pysqlite
from kodeverk.analysis.alignment.texts import align
from kodeverk.service import derived_placements
from kodeverk.store import placements, queries
from kodeverk.store.opening import open_project

align("what it needs", "is loaded before it may not")
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))

with open_project(sys.argv[1]) as project:
    for _ in range(2):
        with derived_placements.reading(project) as connection:
            print([one.start for one in queries.codings(connection)])
    with project.reading() as connection:
        print(len(placements.incomplete(connection)))
"""


def test_where_nobody_may_write_the_places_are_derived_in_memory(
    file: Path, open_folder: Path
) -> None:
    with open_project(str(file)) as project:
        founded(project)
        apply_code(project, ADA, 0, 8)
        correct(project)
        placed = copy_project(project, open_folder / "studie.kodeverk")
    placed.chmod(0o444)
    open_folder.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(placed), str(ANOTHER_ACCOUNT)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stderr == ""
    assert done.stdout.split("\n")[:3] == [f"[{SHIFT}]", f"[{SHIFT}]", "1"]
