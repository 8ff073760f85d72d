"""Forgetting interviews and people, and what merging does with what was withdrawn elsewhere."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kodeverk.errors import NotFound, Refused, StaleWrite
from kodeverk.model.records import Coder
from kodeverk.service.coding import finish, mark_read, working_transcript, write_memo
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.forgetting import forget
from kodeverk.service.importing import Choices, import_files, look_at
from kodeverk.service.merging import merge
from kodeverk.service.replacing import replace_text
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.derived_files import files_made, remembered
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from kodeverk.store.withdrawal.acts import withdraw_text
from tests.project_content import content_of, path_of
from tests.service.trial_project import (
    AMINA,
    JONAS,
    KARI,
    code_words,
    rows_of,
    text_of,
    transcript_named,
)
from tests.undo_and_redo import undo

NAME = "Quirinalde"
PSEUDONYM = {NAME: "[Person A]"}
GROUP = f"""\
Intervjuer: Hva tenker dere?

{NAME}: Jeg heter {NAME} og vil jobbe.

Xaver: Jeg vil studere. Det vil {NAME} også.
"""


@pytest.fixture
def group(project: Project, tmp_path: Path) -> Project:
    """The trial project with a group interview of two informants, coded by two."""
    path = tmp_path / "files" / "group.txt"
    path.write_text(GROUP, encoding="utf-8")
    roles = {NAME: "participant", "Xaver": "participant"}
    people = {NAME: "P1", "Xaver": "P2"}
    (result,) = import_files(project, KARI, [path], Choices(roles=roles, informants=people))
    assert result.error is None
    _code(project, KARI, f"heter {NAME} og vil jobbe")
    _code(project, JONAS, "vil studere")
    return project


def _code(project: Project, coder: Coder, words: str, name: str = "group") -> None:
    coding = code_words(project, coder, words, name=name)
    write_memo(project, coder, "coding", coding.id, f"Om {words}")


def _withdraw(project: Project) -> None:
    group = transcript_named(project, "group").id
    withdraw_text(project, KARI, {group: PSEUDONYM}, PSEUDONYM, "pseudonymised 1 transcript")


def _holding(folder: Path, name: str) -> list[str]:
    files = [one for one in folder.rglob("*") if one.is_file()]
    return sorted(one.name for one in files if name.encode() in one.read_bytes())


def test_an_interview_is_forgotten_by_name_and_nothing_else_is_touched(group: Project) -> None:
    before = rows_of(group)
    planned = forget(group, KARI, "group", dry_run=True)
    assert rows_of(group) == before
    done = forget(group, KARI, "group")
    assert (planned.transcripts, planned.informants) == (("group",), ("P1", "P2"))
    assert (done.transcripts, dict(done.removed)) == (("group",), dict(planned.removed))
    assert done.removed["codings"] == 2
    assert rows_of(group) == {row for row in before if row.transcript != "group"}
    assert verify(group).ok


def test_a_person_is_forgotten_and_the_other_one_stays(group: Project) -> None:
    done = forget(group, KARI, "P1")
    assert (done.transcripts, done.informants, done.withdrawn_in) == ((), ("P1",), ("group",))
    assert text_of(group, "group") == (
        "Intervjuer: Hva tenker dere?\n\n[…]: […]\n\n"
        f"Xaver: Jeg vil studere. Det vil {NAME} også.\n"
    )
    (row,) = rows_of(group)
    assert (row.coder, text_of(group, "group")[row.start : row.end]) == ("Jonas", "vil studere")
    assert verify(group).ok


def test_lines_of_a_person_that_another_text_gives_to_nobody_are_named_before_they_stay(
    group: Project, tmp_path: Path
) -> None:
    assert forget(group, KARI, "P1", dry_run=True).left == ()
    path = tmp_path / "ny.txt"
    path.write_text(text_of(group, "group").replace(":", ",") + "Takk.\n", encoding="utf-8")
    preview = look_at(group, [path], Choices())[0]
    replace_text(group, KARI, transcript_named(group, "group").id, preview)
    assert forget(group, KARI, "P1", dry_run=True).left == ("group",)
    assert forget(group, KARI, "P1").left == ("group",)


def test_a_removed_interview_can_still_be_forgotten(group: Project) -> None:
    path = path_of(group)
    undo(group, JONAS)
    undo(group, JONAS)
    for _ in range(3):
        undo(group, KARI)
    assert NAME not in str(rows_of(group))
    assert forget(group, KARI, "group").transcripts == ("group",)
    group.close()
    assert _holding(path.parent, NAME) == ["group.txt"]


@pytest.mark.parametrize("name", ["grou", "nobody", ""])
def test_a_name_that_is_nobodys_is_an_error_that_lists_names(group: Project, name: str) -> None:
    with pytest.raises(NotFound) as error:
        forget(group, KARI, name)
    assert "group" in error.value.hint


def test_a_name_that_fits_two_is_an_error_that_lists_both(group: Project, tmp_path: Path) -> None:
    path = tmp_path / "files" / "P1.txt"
    path.write_text("Intervjuer: Hei.\n\nDeltaker: Hei.\n", encoding="utf-8")
    import_files(group, KARI, [path], Choices())
    with pytest.raises(NotFound, match="fits several"):
        forget(group, KARI, "P1")


def test_backups_and_exports_made_before_are_named(group: Project, tmp_path: Path) -> None:
    backup, gone = tmp_path / "elsewhere.kodeverk", tmp_path / "gone.kodeverk"
    for one in (backup, gone):
        with remembered(group, one):
            copy_project(group, one)
    merged = copy_project(group, tmp_path / "project-before-merge-1.kodeverk")
    gone.unlink()
    assert forget(group, KARI, "group").made == (backup, merged) == files_made(group)


def test_a_path_with_a_name_that_is_withdrawn_is_told_once_and_not_kept(
    group: Project, tmp_path: Path
) -> None:
    with open_project(str(copy_project(group, tmp_path / "copy.kodeverk"))) as copy:
        for name in (NAME, "group"):
            with remembered(copy, tmp_path / f"{name}.kodeverk"):
                copy_project(copy, tmp_path / f"{name}.kodeverk")
        _withdraw(group)
        merge(copy, JONAS, [group.location])
        assert tmp_path / f"{NAME}.kodeverk" not in files_made(copy)
        assert tmp_path / "group.kodeverk" in forget(copy, KARI, "group").made
        assert tmp_path / "group.kodeverk" not in files_made(copy)
        copy.rest()
        assert b"group.kodeverk" not in path_of(copy).read_bytes()


def test_what_is_not_writable_remembers_nothing_and_does_not_fail(
    group: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kodeverk.store.derived_files.can_write", lambda _path: False)
    with remembered(group, tmp_path):
        assert files_made(group) == ()
    assert files_made(group) == ()


MAKE_AND_DIE = """
import os, signal, sys
import signal
import subprocess
import sys
from pathlib import Path
import kodeverk.files, kodeverk.folders
from kodeverk.model.records import Coder
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.merging import merge
from kodeverk.service.pseudonymising import proposals, save_proposals
from kodeverk.store.backup import copy_project
from kodeverk.store.derived_files import remembered
from kodeverk.store.opening import open_project

made = Path(sys.argv[2])
with open_project(sys.argv[1]) as project:
    found = proposals(project)
    for module in (kodeverk.files, kodeverk.folders):
        module.sync_file = lambda path: os.kill(os.getpid(), signal.SIGKILL)
    match sys.argv[3]:
        case "sqlite":
            export_sqlite(project, made)
        case "csv":
            export_csv(project, made)
        case "proposals":
            save_proposals(project, made, found)
        case "backup":
            with remembered(project, made):
                copy_project(project, made)
        case "merge":
            merge(project, Coder("k" * 36, "Kari"), [str(made)])
"""


def test_what_killed_exports_backups_merges_and_proposals_left_is_named(
    group: Project, tmp_path: Path
) -> None:
    copy_project(group, tmp_path / "merge")
    for what in ("sqlite", "csv", "proposals", "backup", "merge"):
        folder = tmp_path / f"of {what}"
        folder.mkdir()
        made_there = tmp_path / "merge" if what == "merge" else folder / what
        script = [sys.executable, "-c", MAKE_AND_DIE, group.location, str(made_there), what]
        assert subprocess.run(script, check=False).returncode == -signal.SIGKILL
        (left,) = tmp_path.glob(".*") if what == "merge" else folder.glob(".*")
        assert left in files_made(group)
    assert len(forget(group, KARI, "group").made) == 5


def test_no_file_of_the_folder_holds_the_name_after_pseudonyms_merge_backup_and_exports(
    group: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    older = tmp_path / "files" / "older.kodeverk"
    with open_project(str(copy_project(group, folder / "study.kodeverk"))) as study:
        copy_project(study, older)
        with open_project(str(older)) as copy:
            _code(copy, AMINA, f"Det vil {NAME} også")
        _withdraw(study)
        assert _holding(folder, NAME) == []
        report = merge(study, KARI, [str(older)])
        assert report.added["codings"] == 1
        assert (report.withdrawn, study.unclean) == ((), "")
        finish(study, KARI, [transcript_named(study, "group").id])
        copy_project(study, folder / "backup.kodeverk")
        export_sqlite(study, folder / "out.sqlite")
        export_csv(study, folder / "out")
        assert verify(study).ok
        assert "Om Det vil [Person A] også" in {
            memo for row in rows_of(study) for memo in row.memos
        }
        assert _holding(folder, NAME) == []
    assert _holding(folder, NAME) == []


def test_a_copy_into_which_a_withdrawal_is_merged_says_whose_words_went_and_names_the_backup(
    group: Project, tmp_path: Path
) -> None:
    with open_project(str(copy_project(group, tmp_path / "copy.kodeverk"))) as copy:
        _withdraw(group)
        assert merge(copy, JONAS, [group.location], dry_run=True).withdrawn == ("group",)
        assert NAME in text_of(copy, "group")
        report = merge(copy, JONAS, [group.location])
        assert report.withdrawn == ("group",)
        assert (copy.unclean, report.backup in files_made(copy)) == ("", True)
        assert content_of(copy) == content_of(group)
        assert _holding(path_of(copy).parent, NAME) == ["copy-before-merge-1.kodeverk", "group.txt"]
        with pytest.raises(Refused):
            undo(copy, JONAS)
        assert merge(copy, JONAS, [group.location]).backup is None


def test_codings_of_what_is_forgotten_are_in_the_report_with_the_reason(
    group: Project, tmp_path: Path
) -> None:
    older = tmp_path / "older.kodeverk"
    copy_project(group, older)
    forget(group, KARI, "group")
    report = merge(group, KARI, [str(older)])
    assert {one["reason"] for one in report.unplaced} == {"what it is on is withdrawn for good"}
    assert sorted(one["coder"] for one in report.unplaced) == ["Jonas", "Kari"]
    assert report.backup is None


def test_read_to_marks_stay_where_one_has_read(group: Project) -> None:
    transcript = transcript_named(group, "group").id
    mark_read(group, KARI, transcript, GROUP.index("Xaver"))
    _withdraw(group)
    seen = working_transcript(group, transcript, KARI)
    assert seen.assignment is not None
    assert seen.version.text[seen.assignment.read_to :].startswith("Xaver")


def test_a_screen_that_shows_the_text_from_before_cannot_code_in_it(group: Project) -> None:
    with open_project(group.location) as screen:
        _withdraw(group)
        with pytest.raises(StaleWrite, match="withdrawn"):
            _code(screen, JONAS, "vil studere")


def test_the_text_as_it_reads_now_is_known_and_so_is_the_one_it_was(
    group: Project, tmp_path: Path
) -> None:
    _withdraw(group)
    path = tmp_path / "again.txt"
    for text in (GROUP, text_of(group, "group")):
        path.write_text(text, encoding="utf-8")
        (result,) = import_files(group, KARI, [path], Choices())
        assert (result.status, result.transcript) == ("unchanged", "group")
    with group.reading() as connection:
        assert len(queries.transcripts(connection)) == 3


def test_a_forgotten_interview_among_others_keeps_only_itself_out(
    group: Project, tmp_path: Path
) -> None:
    forget(group, KARI, "group")
    paths = [tmp_path / "again.txt", tmp_path / "new.txt"]
    for path, text in zip(paths, (GROUP, "Intervjuer: Nytt?\n\nDeltaker: Ja.\n"), strict=True):
        path.write_text(text, encoding="utf-8")
    for dry_run, status in ((True, "would import"), (False, "imported")):
        old, new = import_files(group, KARI, paths, Choices(), dry_run=dry_run)
        assert (old.status, new.status) == ("failed", status)
        assert "forgotten for good" in (old.error or "")


def test_a_forgotten_person_needs_another_pseudonym_to_come_anew(
    group: Project, tmp_path: Path
) -> None:
    forget(group, KARI, "P1")
    path = tmp_path / "new.txt"
    path.write_text("Intervjuer: Nytt?\n\nDeltaker: Ja.\n", encoding="utf-8")
    statuses = [
        import_files(group, KARI, [path], Choices(informants={"Deltaker": name}))[0].status
        for name in ("P1", "P7")
    ]
    assert statuses == ["failed", "imported"]
