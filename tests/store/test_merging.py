"""Merging two copies: what comes in, what is reported, what stays as it was."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from kodeverk.errors import Refused
from kodeverk.model.change import Value
from kodeverk.model.records import Coder
from kodeverk.store import dating, incoming_changes, journal
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from kodeverk.store.private_copy import private_copy
from kodeverk.store.project import Project
from kodeverk.store.queries import Conflict, coders, codes, conflicts, local_value
from kodeverk.store.schema import change
from kodeverk.store.writer import next_clock, set_clock
from tests.project_content import content_of
from tests.store.coder_steps import (
    ADA,
    BO,
    CARI,
    DIRECTION,
    TRUST,
    apply_code,
    assert_state_is_the_fold,
    bytes_of,
    changes,
    founded,
    import_interview,
    live,
    merge,
    remove,
    set_field,
    transcript_of,
    unite_as_step,
    value,
)
from tests.store.conftest import NewLocation
from tests.undo_and_redo import redo, undo


def open_conflicts(project: Project) -> list[Conflict]:
    with project.reading() as connection:
        return conflicts(connection)


@pytest.fixture
def two(fresh: Callable[[], Project]) -> tuple[Project, Project]:
    """Ada's and Bo's copies of one project, each with a coding of their own."""
    mine, theirs = fresh(), fresh()
    for project in (mine, theirs):
        founded(project)
    apply_code(mine, ADA)
    apply_code(theirs, BO)
    return mine, theirs


def test_both_coders_codings_are_in_the_result_and_counted(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    wanted = live(mine, "coding") | live(theirs, "coding")
    union = merge(mine, theirs, ADA)
    assert live(mine, "coding") == wanted
    assert union.added == {"coding": 1, "coder": 1}
    assert union.removed == ()
    with mine.reading() as connection:
        assert [coder.name for coder in coders(connection)] == ["Ada", "Bo"]
    assert_state_is_the_fold(mine)


def test_what_is_said_of_a_new_record_later_in_the_journal_counts(
    two: tuple[Project, Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_changes, "_BATCH", 1)
    mine, theirs = two
    transcript = import_interview(theirs, BO, 1)
    changed, removed = (apply_code(theirs, BO, start, 20, number=1) for start in (3, 4))
    set_field(theirs, BO, "coding", changed, DIRECTION, ["hemmer"])
    remove(theirs, BO, "coding", removed)
    union = merge(mine, theirs, ADA)
    assert union.added["coding"] == len(live(theirs, "coding"))
    assert transcript in live(mine, "transcript")
    assert value(mine, "coding", changed, DIRECTION) == ["hemmer"]
    assert removed not in live(mine, "coding")
    assert_state_is_the_fold(mine)


def test_a_change_that_was_packed_otherwise_comes_in_as_it_reads(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    with theirs.locked() as connection:
        rows = connection.execute(sa.select(change.c.id, change.c.value)).all()
        for row in rows:
            in_full = sa.literal(row.value.encode(), sa.LargeBinary())
            one = sa.update(change).where(change.c.id == row.id)
            connection.execute(one.values(value=sa.type_coerce(in_full, sa.LargeBinary)))
    wanted = live(mine, "coding") | live(theirs, "coding")
    merge(mine, theirs, ADA)
    assert live(mine, "coding") == wanted
    assert_state_is_the_fold(mine)


def test_merging_again_adds_nothing(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    merge(mine, theirs, ADA)
    before, known = content_of(mine), changes(mine)
    union = merge(mine, theirs, ADA)
    assert (content_of(mine), changes(mine)) == (before, known)
    assert union.added == {}
    assert union.last < union.first


def test_a_new_transcript_comes_with_its_text(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    transcript = import_interview(theirs, BO, 1)
    coding = apply_code(theirs, BO, 3, 9, number=1)
    union = merge(mine, theirs, ADA)
    assert union.added["transcript"] == 1
    assert transcript in live(mine, "transcript")
    assert coding in live(mine, "coding")
    assert content_of(mine) != content_of(theirs)
    merge(theirs, mine, BO)
    assert content_of(mine) == content_of(theirs)


def test_two_values_for_one_field_are_a_conflict_and_neither_is_lost(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    set_field(mine, ADA, "code", TRUST, "definition", {"nb": "Adas ord"})
    set_field(theirs, BO, "code", TRUST, "definition", {"nb": "Bos ord"})
    merge(mine, theirs, ADA)
    (found,) = open_conflicts(mine)
    assert (found.kind, found.record, found.field) == ("code", TRUST, "definition")
    assert [(said.author, said.value) for said in found.said] == [
        (ADA.id, {"nb": "Adas ord"}),
        (BO.id, {"nb": "Bos ord"}),
    ]
    assert_state_is_the_fold(mine)


def test_the_same_value_set_by_two_is_no_conflict(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    for project, coder in ((mine, ADA), (theirs, BO)):
        set_field(project, coder, "code", TRUST, "definition", {"nb": "like ord"})
    merge(mine, theirs, ADA)
    assert open_conflicts(mine) == []


def test_facets_of_different_coders_codings_never_meet(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    (my_coding,), (their_coding,) = live(mine, "coding"), live(theirs, "coding")
    set_field(mine, ADA, "coding", my_coding, DIRECTION, ["fremmer"])
    set_field(theirs, BO, "coding", their_coding, DIRECTION, ["hemmer"])
    merge(mine, theirs, ADA)
    assert open_conflicts(mine) == []
    assert value(mine, "coding", my_coding, DIRECTION) == ["fremmer"]
    assert value(mine, "coding", their_coding, DIRECTION) == ["hemmer"]


def test_a_coding_that_one_side_removed_is_reported_on_whichever_side(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    merge(mine, theirs, ADA)
    merge(theirs, mine, BO)
    (coding,) = live(mine, "coding") - {apply_code(mine, ADA, 10, 18)} - _of(mine, BO)
    remove(theirs, BO, "coding", coding)
    copy_of_mine = content_of(mine)
    assert merge(mine, theirs, ADA).removed == (coding,)
    assert content_of(mine) != copy_of_mine
    merge(theirs, mine, BO)
    assert content_of(mine) == content_of(theirs)


def test_a_coding_removed_here_and_still_there_is_reported_too(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    merge(theirs, mine, BO)
    (coding,) = live(mine, "coding")
    remove(mine, ADA, "coding", coding)
    assert merge(mine, theirs, ADA).removed == (coding,)
    assert coding not in live(mine, "coding")


def _of(project: Project, coder: Coder) -> set[str]:
    with project.reading() as connection:
        from kodeverk.store.queries import codings

        return {found.id for found in codings(connection) if found.coder == coder.id}


def test_a_transcript_one_removed_and_the_other_coded_stays(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    merge(mine, theirs, ADA)
    for coding in live(mine, "coding"):
        remove(mine, ADA, "coding", coding)
    remove(mine, ADA, "transcript", transcript_of())
    later = apply_code(theirs, BO, 10, 18)
    merge(mine, theirs, ADA)
    assert live(mine, "transcript") == {transcript_of()}
    assert live(mine, "coding") == {later}
    assert_state_is_the_fold(mine)


def test_a_merge_is_taken_back_and_leaves_no_trace(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    import_interview(theirs, BO, 1)
    before, known = content_of(mine), changes(mine)
    merge(mine, theirs, ADA)
    assert undo(mine, ADA).summary == "merge"
    assert (content_of(mine), changes(mine)) == (before, known)
    assert_state_is_the_fold(mine)
    with pytest.raises(Refused):
        redo(mine, ADA)
    merge(mine, theirs, ADA)
    assert live(theirs, "coding") < live(mine, "coding")
    assert_state_is_the_fold(mine)


def test_steps_elsewhere_do_not_keep_a_merge_from_being_taken_back(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    merge(mine, theirs, CARI)
    coding = apply_code(mine, ADA, 10, 18)
    undo(mine, CARI)
    assert coding in live(mine, "coding")
    assert not live(theirs, "coding") & live(mine, "coding")
    assert_state_is_the_fold(mine)


def _remove_a_merged_coding(mine: Project, theirs: Project) -> None:
    (coding,) = live(theirs, "coding")
    remove(mine, ADA, "coding", coding)


def _code_a_merged_transcript(mine: Project, _theirs: Project) -> None:
    apply_code(mine, ADA, 3, 9, number=1)


def _write_a_memo_on_a_merged_coding(mine: Project, theirs: Project) -> None:
    (coding,) = live(theirs, "coding")
    memo: dict[str, Value] = {
        "target_kind": "coding",
        "target": coding,
        "type": "free",
        "text": "!",
    }
    with mine.writing(ADA, "memo") as writer:
        writer.born("memo", {**memo, "coder": ADA.id})


def _code_as_a_coder_who_came_with_the_merge(mine: Project, _theirs: Project) -> None:
    apply_code(mine, BO, 3, 9)


@pytest.mark.parametrize(
    "build_on",
    [
        _remove_a_merged_coding,
        _code_a_merged_transcript,
        _write_a_memo_on_a_merged_coding,
        _code_as_a_coder_who_came_with_the_merge,
    ],
)
def test_a_merge_that_later_steps_build_on_stays_and_undo_says_so(
    two: tuple[Project, Project], build_on: Callable[[Project, Project], None]
) -> None:
    mine, theirs = two
    import_interview(theirs, BO, 1)
    merge(mine, theirs, CARI)
    build_on(mine, theirs)
    before, known = content_of(mine), changes(mine)
    with pytest.raises(Refused, match="merge") as refused:
        undo(mine, CARI)
    assert "later steps" in refused.value.message
    assert (content_of(mine), changes(mine)) == (before, known)
    assert_state_is_the_fold(mine)


def test_clocks_go_on_from_the_latest_of_both(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    with theirs.locked() as connection:
        days = 2 * 86_400_000 << 16
        set_clock(connection, next_clock(connection) + days)
    set_field(theirs, BO, "code", TRUST, "position", 8)
    merge(mine, theirs, ADA)
    set_field(mine, ADA, "code", TRUST, "position", 9)
    assert value(mine, "code", TRUST, "position") == 9
    merge(theirs, mine, BO)
    assert value(theirs, "code", TRUST, "position") == 9
    assert content_of(mine) == content_of(theirs)


def test_what_is_dated_days_ahead_is_refused_and_told_and_comes_in_dated_anew(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    with theirs.locked() as connection:
        days = 4 * 86_400_000 << 16
        set_clock(connection, next_clock(connection) + days)
    set_field(theirs, BO, "code", TRUST, "position", 8)
    before = content_of(mine)
    with pytest.raises(dating.Ahead, match="days ahead of the clock of this computer"):
        merge(mine, theirs, ADA)
    assert content_of(mine) == before
    with theirs.locked() as connection:
        (found,) = dating.clock_faults(connection)
        assert found.record == TRUST
        assert dating.date_anew(connection) == 1
        assert [*dating.clock_faults(connection)] == []
    merge(mine, theirs, ADA)
    assert value(mine, "code", TRUST, "position") == 8


def test_a_change_that_two_copies_date_differently_has_the_earlier_date_in_both(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    merge(mine, theirs, ADA)
    dated = sa.select(change.c.id, change.c.clock).where(change.c.author.is_not(None))
    with theirs.locked() as connection:
        connection.execute(
            sa.update(change).where(change.c.author.is_not(None)).values(clock=change.c.clock - 7)
        )
        records = connection.execute(sa.select(change.c.kind, change.c.record).distinct())
        journal.refold(connection, map(tuple, records.all()))
        earlier = {tuple(row) for row in connection.execute(dated)}
    for into, source in ((mine, theirs), (theirs, mine), (mine, theirs)):
        merge(into, source, ADA)
        assert_state_is_the_fold(into)
        with into.reading() as connection:
            assert earlier <= {tuple(row) for row in connection.execute(dated)}
    assert content_of(mine) == content_of(theirs)


def test_a_merge_that_fails_half_way_leaves_nothing(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    before, known = content_of(mine), changes(mine)

    def fail_half_way() -> None:
        with mine.locked() as into, theirs.reading() as read:
            unite_as_step(into, read, ADA)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert (content_of(mine), changes(mine)) == (before, known)


def test_many_more_changes_than_a_batch_come_over_whole(fresh: Callable[[], Project]) -> None:
    mine, theirs = fresh(), fresh()
    for project in (mine, theirs):
        founded(project)
    with theirs.writing(BO, "many") as writer:
        from tests.store.coder_steps import born_coding

        for number in range(1203):
            coding = born_coding(writer, number % 30, 40)
            writer.set("coding", coding, DIRECTION, ["hemmer"])
    merge(mine, theirs, ADA)
    assert content_of(mine) == content_of(theirs)


def test_a_project_on_a_server_and_one_in_a_file_merge_either_way(
    new_sqlite: NewLocation, new_postgresql: NewLocation
) -> None:
    with open_project(new_sqlite()) as file, open_project(new_postgresql()) as server:
        for project, coder in ((file, ADA), (server, BO)):
            founded(project)
            apply_code(project, coder)
        merge(file, server, ADA)
        merge(server, file, BO)
        assert content_of(file) == content_of(server)
        assert len(live(server, "coding")) == 2


def test_the_source_of_a_merge_is_byte_for_byte_what_it_was(
    file: Path, tmp_path: Path, new_sqlite: NewLocation
) -> None:
    with open_project(str(file)) as source:
        founded(source)
        apply_code(source, BO)
    before = bytes_of(tmp_path)
    with open_project(new_sqlite()) as target:
        founded(target)
        with (
            target.locked() as into,
            private_copy(str(file), target) as copy,
            copy.reading() as read,
        ):
            apply_code(copy, BO)  # even what is written to the copy stays there
            unite_as_step(into, read, ADA)
        assert target.path is not None
        assert not list(target.path.parent.glob(".*-merge-*"))
    assert bytes_of(tmp_path) == before


def test_a_source_that_somebody_has_open_is_read_as_it_stands(
    file: Path, new_sqlite: NewLocation
) -> None:
    with open_project(str(file)) as source, open_project(new_sqlite()) as target:
        founded(source)
        founded(target)
        coding = apply_code(source, BO)  # in the write-ahead log, not yet in the file
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        merge(target, source, ADA)
        assert coding in live(target, "coding")
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest


def test_a_backup_is_a_whole_project_with_the_same_content(
    project: Project, tmp_path: Path
) -> None:
    founded(project)
    apply_code(project)
    target = copy_project(project, tmp_path / "kopi.kodeverk")
    assert [found.name for found in tmp_path.iterdir()] == ["kopi.kodeverk"]
    with open_project(str(target)) as copy:
        assert content_of(copy) == content_of(project)
        assert changes(copy) == changes(project)
        assert_state_is_the_fold(copy)
        with project.reading() as one, copy.reading() as other:
            assert local_value(other, "project") == local_value(one, "project")


def test_a_backup_never_overwrites_and_needs_a_folder(project: Project, tmp_path: Path) -> None:
    taken = tmp_path / "kopi.kodeverk"
    taken.write_text("noe viktig")
    with pytest.raises(Refused, match=r"kopi\.kodeverk exists"):
        copy_project(project, taken)
    assert taken.read_text() == "noe viktig"
    with pytest.raises(Refused, match="no folder"):
        copy_project(project, tmp_path / "ingen" / "kopi.kodeverk")
    assert [found.name for found in tmp_path.iterdir()] == ["kopi.kodeverk"]


def test_a_backup_made_while_somebody_writes_is_whole(file: Path, tmp_path: Path) -> None:
    with open_project(str(file)) as project:
        founded(project)
        before = content_of(project)
        with project.writing(ADA, "not yet") as writer:
            writer.put_text("x" * 100_000)
            copied = copy_project(project, tmp_path / "kopi.kodeverk")
        with open_project(str(copied)) as copy:
            assert content_of(copy) == before


def test_a_copied_file_is_whole_once_the_project_is_closed_or_at_rest(
    file: Path, tmp_path: Path
) -> None:
    with open_project(str(file)) as project:
        founded(project)
        apply_code(project)
        wal = tmp_path / "studie.kodeverk-wal"
        assert wal.stat().st_size > 0
        project.rest()
        assert wal.stat().st_size == 0
        before = content_of(project)
        copied = shutil.copyfile(file, tmp_path / "kopiert.kodeverk")
    assert sorted(found.name for found in tmp_path.iterdir()) == [
        "kopiert.kodeverk",
        "studie.kodeverk",
    ]
    with open_project(str(copied)) as copy:
        assert content_of(copy) == before


def test_codes_that_are_called_alike_in_one_codebook_keep_keys_apart(
    fresh: Callable[[], Project],
) -> None:
    project = fresh()
    founded(project)
    with project.writing(ADA, "codes") as writer:
        of: dict[str, Value] = {
            "key": "bok",
            "title": {},
            "question": {},
            "language": "nb",
            "rules": [],
        }
        books = [writer.born("codebook", of) for _ in "ab"]
        for key, book in (("TILLIT", 0), ("TILLIT", 0), ("TILLIT", 1), ("bok:TILLIT", 0)):
            named: dict[str, Value] = {"key": key, "name": {"nb": key}, "position": 0}
            flags: dict[str, Value] = {"codebook": books[book], "counted": True, "active": True}
            writer.born("code", named | flags)
    with project.reading() as connection:
        keys = sorted(code.key for code in codes(connection) if "TILLIT" in code.key)
    assert keys == [f"bok:TILLIT{suffix}" for suffix in ("", " (2)", " (3)", " (4)")]
