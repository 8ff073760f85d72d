"""Withdrawal: no name is left anywhere, no coding leaves its words, and no merge brings it back."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from kodeverk.errors import BadInput, NotFound, Refused, StaleWrite
from kodeverk.model.identity import informant_id, transcript_id, version_id
from kodeverk.model.records import Coder, Turn
from kodeverk.model.text import quote_hash, text_hash
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.copying import copy_file
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from kodeverk.store.steps import steps
from kodeverk.store.withdrawal.acts import Withdrawn, forget_people, withdraw_text
from tests.project_content import content_of
from tests.store.coder_steps import (
    ADA,
    BO,
    TIME,
    TRUST,
    apply_code,
    assert_state_is_the_fold,
    changes,
    import_interview,
    live,
    load_codebook,
    merge,
    transcript_of,
    value,
)
from tests.store.conftest import NewLocation
from tests.store.invented_names import (
    FIRST,
    KARI,
    LINES,
    NAMES,
    OLA,
    PLACE,
    PSEUDONYMS,
    code_words,
    interview,
    keep_interview,
    keep_text,
    names_in_files,
    names_in_tables,
    passage,
    speaker_called,
    write_memo,
)
from tests.undo_and_redo import redo, undo

TEXT = interview()
TRANSCRIPT = transcript_id(text_hash(TEXT))
VERSION = version_id(TRANSCRIPT, text_hash(TEXT))
PERSON = informant_id("P")
SHOWN = (
    "[Person A]: Jeg kommer fra [sted 1] og heter [Person A].\n"
    "Veileder: Det var jeg som ringte.\n"
    "[Person A]: [Person B] hjalp meg; [Person B]s bror også. Så fant jeg jobb.\n"
    "Tolk: Hun sier at hun fant jobb.\n"
    "Veileder: Takk.\n"
)


def fill(project: Project) -> None:
    """A project full of names, coded by Ada."""
    load_codebook(project, ADA)
    keep_interview(project, ADA)
    coding = code_words(project, ADA, TRUST, KARI, TEXT)
    code_words(project, ADA, TIME, "Så fant jeg jobb", TEXT)
    code_words(project, ADA, TIME, f"heter {KARI}.\nVeileder", TEXT)
    write_memo(project, ADA, f"{KARI} og {OLA}s mor", "coding", coding)
    write_memo(project, ADA, f'sitat: "{PLACE}"\n{FIRST}\t{OLA}', "passage", passage(TEXT, OLA))
    write_memo(project, ADA, "Uten navn", "transcript", TRANSCRIPT)


def pseudonymise(
    project: Project, coder: Coder = ADA, replaced: dict[str, str] = PSEUDONYMS
) -> Withdrawn:
    chosen = dict.fromkeys(live(project, "transcript"), replaced)
    return withdraw_text(project, coder, chosen, replaced, "pseudonymised")


def work_on_an_older_copy(copy: Project) -> None:
    """What Bo does in a copy from before: names in everything he writes."""
    code_words(copy, BO, TIME, OLA, TEXT)
    coding = code_words(copy, BO, TRUST, f"heter {KARI}", TEXT)
    write_memo(copy, BO, f"Bo om {FIRST}s sak fra {PLACE}", "coding", coding)
    write_memo(copy, BO, f"{OLA}", "project", None)
    with copy.writing(BO, f"renamed {FIRST}") as writer:
        writer.set("transcript", TRANSCRIPT, "name", f"{OLA} hos {KARI}")


@pytest.fixture
def filled(project: Project) -> Project:
    fill(project)
    return project


@pytest.fixture
def two(fresh: Callable[[], Project]) -> tuple[Project, Project]:
    """Ada's project and Bo's copy of it from before she withdraws anything."""
    mine, theirs = fresh(), fresh()
    fill(mine)
    merge(theirs, mine, BO)
    work_on_an_older_copy(theirs)
    return mine, theirs


@pytest.fixture
def folder(tmp_path: Path, file: Path) -> Path:
    """The folder of a project file full of names, and nothing else in it."""
    with open_project(str(file)) as project:
        fill(project)
    return tmp_path


def shown(project: Project) -> str:
    with project.reading() as connection:
        return queries.version(connection, VERSION).text


def quotes(project: Project) -> list[str]:
    """The words of every coding, as they are now."""
    with project.reading() as connection:
        text = queries.version(connection, VERSION).text
        return sorted(text[one.start : one.end] for one in queries.codings(connection))


def test_the_text_reads_with_pseudonyms_and_everything_else_is_as_it_was(filled: Project) -> None:
    done = pseudonymise(filled)
    assert (done.transcripts, done.texts, [*done.gone]) == ((TRANSCRIPT,), 1, ["setting"])
    assert not filled.unclean
    assert shown(filled) == SHOWN
    assert names_in_tables(filled) == []
    assert verify(filled).problems == ()
    assert_state_is_the_fold(filled)


def test_codings_memos_turns_and_marks_are_on_the_words_they_were_on(filled: Project) -> None:
    pseudonymise(filled)
    assert quotes(filled) == ["Så fant jeg jobb", "[Person A]", "heter [Person A].\nVeileder"]
    with filled.reading() as connection:
        version = queries.version(connection, VERSION)
        speakers = {one.id: one.label for one in queries.speakers(connection)}
        memos = {one.text: one.target for one in queries.memos(connection)}
        marks = queries.marks(connection, VERSION)
    assert [
        (version.text[one.label_start : one.label_end], version.text[one.start : one.end])
        for one in version.turns
    ] == [(f"{line.partition(': ')[0]}: ", line.partition(": ")[2]) for line in SHOWN.splitlines()]
    assert speakers[speaker_called(TRANSCRIPT, FIRST)] == "[Person A]"
    start = SHOWN.index("[Person B]")
    assert memos['sitat: "[sted 1]"\n[Person A]\t[Person B]'] == f"{VERSION}:{start}-{start + 10}"
    assert memos["[Person A] og [Person B]s mor"] is not None
    assert marks == {"bold": [[0, 11], [2, 10]], "time": [[1, 500]]}


def test_names_labels_file_names_variables_and_the_log_are_rewritten_and_choices_for_names_go(
    filled: Project,
) -> None:
    pseudonymise(filled)
    assert value(filled, "transcript", TRANSCRIPT, "name") == "Intervju med [Person A]"
    assert value(filled, "version", VERSION, "source_file") == ""
    assert value(filled, "informant", PERSON, "name") == "[Person A]"
    with filled.reading() as connection:
        assert queries.settings(connection) == {}
        assert [one.value for one in queries.variables(connection)] == ["[sted 1]"]
        assert "imported [Person A].txt" in [one.summary for one in steps(connection)]


def test_what_was_said_before_and_changed_since_is_rewritten_too(filled: Project) -> None:
    with filled.writing(ADA, "renamed") as writer:
        writer.set("transcript", TRANSCRIPT, "name", "Intervju 1")
        writer.set("speaker", speaker_called(TRANSCRIPT, FIRST), "label", "Deltaker")
    pseudonymise(filled)
    assert value(filled, "transcript", TRANSCRIPT, "name") == "Intervju 1"
    assert names_in_tables(filled) == []


def test_a_name_that_stands_in_no_text_is_replaced_and_other_copies_read_it_from_a_memo(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    name = "Zarathustriana"
    write_memo(mine, ADA, f"Hun heter egentlig {name}", "transcript", TRANSCRIPT)
    merge(theirs, mine, BO)
    write_memo(theirs, BO, f"{name}!", "project", None)
    pseudonymise(mine, replaced=PSEUDONYMS | {name: "[Person C]"})
    merge(mine, theirs, ADA)
    assert names_in_tables(mine, (*NAMES, name)) == []


def test_earlier_and_later_versions_of_the_text_lose_the_names_as_well(filled: Project) -> None:
    later = keep_text(filled, ADA, TRANSCRIPT, TEXT.replace("ringte", f"ringte {OLA}"))
    pseudonymise(filled)
    with filled.reading() as connection:
        assert queries.version(connection, later).text == SHOWN.replace(
            "ringte", "ringte [Person B]"
        )
    assert shown(filled) == SHOWN
    assert names_in_tables(filled) == []
    assert verify(filled).problems == ()


def test_only_the_chosen_transcripts_are_rewritten(filled: Project) -> None:
    other = keep_interview(filled, ADA, " igjen")
    withdraw_text(filled, ADA, {TRANSCRIPT: PSEUDONYMS}, {}, "pseudonymised")
    with filled.reading() as connection:
        (version,) = queries.current_versions(connection, [other])
    assert version.text == interview(" igjen")
    assert shown(filled) == SHOWN


def test_what_was_replaced_can_be_given_another_pseudonym(filled: Project) -> None:
    pseudonymise(filled)
    again = {"[Person A]": "[Deltaker 7]"}
    pseudonymise(filled, replaced=again)
    assert shown(filled) == SHOWN.replace("[Person A]", "[Deltaker 7]")
    assert value(filled, "informant", PERSON, "name") == "[Deltaker 7]"
    assert verify(filled).problems == ()


def test_a_transcript_that_is_not_there_is_refused_and_nothing_is_done(filled: Project) -> None:
    before = content_of(filled)
    with pytest.raises(NotFound):
        withdraw_text(filled, ADA, {"nothing": PSEUDONYMS}, PSEUDONYMS, "pseudonymised")
    assert content_of(filled) == before


@pytest.mark.parametrize("shows", ["", " ", "to\nlinjer"])
def test_a_replacement_that_is_no_word_is_refused_and_nothing_is_done(
    filled: Project, shows: str
) -> None:
    before = content_of(filled)
    with pytest.raises(BadInput):
        pseudonymise(filled, replaced={KARI: shows})
    assert content_of(filled) == before


def test_an_older_copy_merged_in_brings_its_work_and_none_of_the_names(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    pseudonymise(mine)
    union = merge(mine, theirs, ADA)
    assert union.added["coding"] == 2
    assert union.withheld == ()
    assert quotes(mine)[-3:] == ["[Person B]", "heter [Person A]", "heter [Person A].\nVeileder"]
    with mine.reading() as connection:
        texts = {one.text for one in queries.memos(connection)}
    assert {"Bo om [Person A]s sak fra [sted 1]", "[Person B]"} <= texts
    assert value(mine, "transcript", TRANSCRIPT, "name") == "[Person B] hos [Person A]"
    assert names_in_tables(mine) == []
    assert verify(mine).problems == ()
    assert_state_is_the_fold(mine)


def test_the_older_copy_loses_the_names_when_the_withdrawal_is_merged_into_it(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    pseudonymise(mine)
    union = merge(theirs, mine, BO)
    assert union.withdrawn == ("[Person B] hos [Person A]",)
    assert names_in_tables(theirs) == []
    merge(mine, theirs, ADA)
    assert content_of(mine) == content_of(theirs)
    assert verify(theirs).problems == ()


def test_a_correction_that_only_the_older_copy_has_comes_without_the_names(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    later = keep_text(theirs, BO, TRANSCRIPT, TEXT.replace("Takk", f"Takk, {FIRST}"))
    pseudonymise(mine)
    merge(mine, theirs, ADA)
    with mine.reading() as connection:
        assert queries.version(connection, later).text == SHOWN.replace("Takk", "Takk, [Person A]")
    assert names_in_tables(mine) == []
    assert verify(mine).problems == ()


def test_merging_the_older_copy_again_changes_nothing(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    pseudonymise(mine)
    merge(mine, theirs, ADA)
    before, known = content_of(mine), changes(mine)
    union = merge(mine, theirs, ADA)
    assert (union.added, union.withdrew) == ({}, False)
    assert (content_of(mine), changes(mine)) == (before, known)


def test_two_who_withdrew_the_same_words_apart_agree(two: tuple[Project, Project]) -> None:
    mine, theirs = two
    pseudonymise(mine)
    others = {name: shows.replace("Person ", "P-") for name, shows in PSEUDONYMS.items()}
    pseudonymise(theirs, BO, others)
    merge(mine, theirs, ADA)
    merge(theirs, mine, BO)
    assert content_of(mine) == content_of(theirs)
    assert shown(mine) == shown(theirs) == SHOWN
    assert value(mine, "informant", PERSON, "name") == "[Person A]"
    assert names_in_tables(mine) == names_in_tables(theirs) == []
    assert verify(mine).problems == verify(theirs).problems == ()


def test_the_withdrawn_file_cannot_be_imported_anew_where_the_text_is_not(
    fresh: Callable[[], Project],
) -> None:
    mine, theirs = fresh(), fresh()
    fill(mine)
    forget_people(mine, ADA, [TRANSCRIPT], [])
    merge(theirs, mine, BO)
    for project in (mine, theirs):
        with pytest.raises(Refused, match="for good"):
            keep_interview(project, BO)
        with pytest.raises(Refused, match="for good"), project.writing(BO, "x") as writer:
            writer.put_text(TEXT)


def test_undo_ends_at_a_withdrawal_and_says_so(filled: Project) -> None:
    pseudonymise(filled)
    before = content_of(filled)
    with pytest.raises(Refused) as refused:
        undo(filled, ADA)
    assert "for good" in refused.value.hint
    with pytest.raises(Refused):
        redo(filled, ADA)
    assert content_of(filled) == before
    import_interview(filled, ADA)
    apply_code(filled, ADA)
    assert undo(filled, ADA).summary == "apply code"
    assert redo(filled, ADA).skipped == ()
    assert len(live(filled, "coding")) == 4


def test_who_has_the_project_open_is_not_let_code_offsets_from_before(
    new_sqlite: NewLocation,
) -> None:
    location = new_sqlite()
    with open_project(location) as mine, open_project(location) as theirs:
        fill(mine)
        import_interview(theirs, BO)
        pseudonymise(mine)
        before = content_of(mine)
        with pytest.raises(StaleWrite, match="while it was open"):
            apply_code(theirs, BO)
        assert content_of(mine) == before
        apply_code(mine, ADA)
    with open_project(location) as again:
        apply_code(again, BO)


def test_a_forgotten_interview_is_gone_with_all_that_belongs_to_it(filled: Project) -> None:
    import_interview(filled, ADA)
    apply_code(filled, ADA)
    done = forget_people(filled, ADA, [TRANSCRIPT], [])
    assert {kind: len(ids) for kind, ids in done.gone.items()} == {
        "transcript": 1,
        "version": 1,
        "speaker": 3,
        "informant": 1,
        "coding": 3,
        "memo": 3,
        "variable": 1,
        "setting": 1,
    }
    assert names_in_tables(filled) == []
    assert live(filled, "transcript") == {transcript_of()}
    assert len(live(filled, "coding")) == 1
    assert verify(filled).problems == ()
    assert_state_is_the_fold(filled)


def test_forgetting_can_be_looked_at_first(filled: Project) -> None:
    before, known = content_of(filled), changes(filled)
    done = forget_people(filled, ADA, [TRANSCRIPT], [], dry_run=True)
    assert len(done.gone["coding"]) == 3
    assert (content_of(filled), changes(filled)) == (before, known)


@pytest.mark.parametrize("pseudonymised", [True, False])
def test_a_forgotten_interview_wins_every_merge(
    two: tuple[Project, Project], pseudonymised: bool
) -> None:
    mine, theirs = two
    if pseudonymised:
        pseudonymise(mine)
    forget_people(mine, ADA, [TRANSCRIPT], [])
    union = merge(mine, theirs, ADA)
    assert live(mine, "coding") == live(mine, "transcript") == set()
    assert {one.coding for one in union.withheld} == live(theirs, "coding")
    names = NAMES if pseudonymised else tuple(set(NAMES) - {OLA})  # Bo's memo on the project
    assert names_in_tables(mine, names) == []
    assert verify(mine).problems == ()
    withheld = merge(theirs, mine, BO).withheld
    assert len(withheld) == 5
    assert content_of(mine) == content_of(theirs)
    assert verify(theirs).problems == ()


def test_a_person_who_is_not_alone_is_forgotten_turn_by_turn(filled: Project) -> None:
    done = forget_people(filled, ADA, [], [PERSON])
    assert shown(filled) == (
        "[…]: […]\nVeileder: Det var jeg som ringte.\n[…]: […]\nTolk: […]\nVeileder: Takk.\n"
    )
    assert done.transcripts == (TRANSCRIPT,)
    assert quotes(filled) == ["[…]\nVeileder"]
    with filled.reading() as connection:
        assert [one.text for one in queries.memos(connection)] == ["Uten navn"]
        assert queries.informants(connection) == []
        assert queries.settings(connection) == {}
        labels = {one.label: one.informant for one in queries.speakers(connection)}
    assert labels == {"[…]": None, "Veileder": None, "Tolk": None}
    assert verify(filled).problems == ()
    assert_state_is_the_fold(filled)


def test_a_person_who_is_alone_takes_the_interview_along(filled: Project) -> None:
    with filled.writing(ADA, "role") as writer:
        writer.set("speaker", speaker_called(TRANSCRIPT, "Veileder"), "role", "interviewer")
    forget_people(filled, ADA, [], [PERSON])
    assert live(filled, "transcript") == live(filled, "coding") == live(filled, "memo") == set()
    assert names_in_tables(filled) == []
    assert verify(filled).problems == ()


def test_a_forgotten_person_is_forgotten_in_interviews_that_come_later(
    two: tuple[Project, Project],
) -> None:
    mine, theirs = two
    with theirs.writing(BO, "another interview with her") as writer:
        text = f"Hun: Det er {PLACE}.\nHan: Ja.\n"
        digest = writer.put_text(text)
        transcript = transcript_id(digest)
        version = version_id(transcript, digest)
        hun, han = (speaker_called(transcript, label) for label in ("Hun", "Han"))
        writer.share("transcript", transcript, {"name": "Nytt", "version": version})
        middle = text.index("\n") + 1
        turns = [
            Turn(0, 5, 5, middle - 1, hun),
            Turn(middle, middle + 5, middle + 5, len(text) - 1, han),
        ]
        from kodeverk.model.records import pack_turns

        values = {"transcript": transcript, "text": digest, "turns": pack_turns(turns)}
        writer.share("version", version, values)
        for speaker, label, person in ((hun, "Hun", PERSON), (han, "Han", None)):
            values = {"transcript": transcript, "label": label, "role": "participant"}
            writer.share("speaker", speaker, {**values, "informant": person})
    forget_people(mine, ADA, [], [PERSON])
    merge(mine, theirs, ADA)
    with mine.reading() as connection:
        assert queries.version(connection, version).text == "[…]: […]\nHan: Ja.\n"
    assert verify(mine).problems == ()
    merge(theirs, mine, BO)
    assert content_of(mine) == content_of(theirs)


def test_no_file_holds_a_name_after_the_withdrawal_nor_after_the_older_copy_came_back(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("older")
    path = folder / "studie.kodeverk"
    with open_project(str(path)) as project:
        copy_project(project, elsewhere / "older.kodeverk")
    assert names_in_files(folder)["studie.kodeverk"] == [*NAMES]
    with open_project(str(elsewhere / "older.kodeverk")) as copy:
        work_on_an_older_copy(copy)
    with open_project(str(path)) as project:
        pseudonymise(project)
        assert names_in_files(folder) == {}
        copy_project(project, folder / "studie-backup.kodeverk")
        with open_project(str(elsewhere / "older.kodeverk")) as copy:
            merge(project, copy, ADA)
        assert (folder / "studie.kodeverk-wal").stat().st_size > 0
        assert names_in_files(folder) == {}
    assert names_in_files(folder) == {}
    assert sorted(file.name for file in folder.iterdir()) == [
        "studie-backup.kodeverk",
        "studie.kodeverk",
    ]


def test_a_copy_that_learns_of_the_withdrawal_is_emptied_on_disk_too(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("other")
    path, copy = folder / "studie.kodeverk", elsewhere / "copy.kodeverk"
    shutil.copyfile(path, copy)
    with open_project(str(path)) as mine, open_project(str(copy)) as theirs:
        pseudonymise(mine)
        merge(theirs, mine, BO)
        theirs.clean()
        assert not theirs.unclean
        assert names_in_files(elsewhere) == {}
    assert names_in_files(elsewhere) == {}


DIE_BEFORE_CLEANING = """
import os, signal, sys
from kodeverk.model.records import Coder
from kodeverk.store import opening, project as stored
from kodeverk.store.withdrawal.acts import withdraw_text

stored.empty_freed = lambda engine: os.kill(os.getpid(), signal.SIGKILL)
with opening.open_project(sys.argv[1]) as project:
    replaced = eval(sys.argv[2])
    ada = Coder("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "Ada")
    withdraw_text(project, ada, {sys.argv[3]: replaced}, replaced, "x")
"""


def test_what_a_kill_left_on_disk_is_emptied_at_the_next_opening(folder: Path) -> None:
    path = folder / "studie.kodeverk"
    done = subprocess.run(
        [sys.executable, "-c", DIE_BEFORE_CLEANING, path, repr(PSEUDONYMS), TRANSCRIPT],
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert names_in_files(folder) != {}
    left = folder / ".studie.kodeverk-merge-0123abcd.part"
    left.mkdir()
    (left / "copy.kodeverk").write_text(KARI)
    with open_project(str(path)) as project:
        assert shown(project) == SHOWN
        assert names_in_files(folder) == {}
    assert not left.exists()
    assert verify_file(path) == ()


OPEN_WITHOUT_ROOM = """
import resource, sys
from kodeverk.store.opening import open_project

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
with open_project(sys.argv[1]) as project:
    print(project.unclean)
"""


def test_without_room_every_opening_says_what_lies_on_disk_and_no_backup_has_it(
    folder: Path,
) -> None:
    path, backup = folder / "studie.kodeverk", folder / "copy.kodeverk"
    subprocess.run(
        [sys.executable, "-c", DIE_BEFORE_CLEANING, path, repr(PSEUDONYMS), TRANSCRIPT],
        check=False,
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", OPEN_WITHOUT_ROOM, path],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "the disk is full" in done.stdout
        assert names_in_files(folder) != {}
    copy_file(path, backup)
    assert "copy.kodeverk" not in str(names_in_files(folder))
    with open_project(str(backup)) as copy, open_project(str(path)) as project:
        assert content_of(copy) == content_of(project)
        assert not project.unclean
    assert names_in_files(folder) == {}


def test_after_a_withdrawal_the_file_is_not_written_again_at_every_opening(folder: Path) -> None:
    with open_project(str(folder / "studie.kodeverk")) as project:
        pseudonymise(project)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    with open_project(str(folder / "studie.kodeverk")):
        pass
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()
    }


def test_a_project_kept_busy_says_so_and_is_emptied_at_the_next_opening(folder: Path) -> None:
    path = folder / "studie.kodeverk"
    with open_project(str(path)) as mine, open_project(str(path)) as theirs:
        with theirs.reading() as connection:
            queries.transcripts(connection)
            pseudonymise(mine)
            assert "another program" in mine.unclean
        assert names_in_files(folder) != {}
    with open_project(str(path)):
        assert names_in_files(folder) == {}


def verify_file(path: Path) -> tuple[str, ...]:
    with open_project(str(path)) as project:
        return verify(project).problems


def test_on_a_server_neither_rows_nor_statistics_hold_a_name(new_postgresql: NewLocation) -> None:
    import psycopg

    location = new_postgresql()
    with open_project(location) as project:
        fill(project)
        with psycopg.connect(location, autocommit=True) as connection:
            connection.execute("ANALYZE")
            assert names_in_statistics(connection)
        pseudonymise(project)
        assert names_in_tables(project) == []
        with psycopg.connect(location, autocommit=True) as connection:
            assert names_in_statistics(connection) == []


def names_in_statistics(connection: psycopg.Connection) -> list[str]:
    found = connection.execute(
        "SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats"
    ).fetchall()
    return [name for name in NAMES if name in str(found)]


def test_a_mark_made_by_hand_for_a_text_that_is_there_is_a_problem(filled: Project) -> None:
    pseudonymise(filled)
    import sqlalchemy as sa

    from kodeverk.store.schema import text

    with filled.locked() as connection:
        connection.execute(sa.update(text).values(text=TEXT))
    assert any("not the one" in one for one in verify(filled).problems)


def test_no_digest_of_withdrawn_words_is_left_to_be_guessed(filled: Project) -> None:
    digest = quote_hash(KARI)
    assert names_in_tables(filled, [digest]) == [digest]
    pseudonymise(filled)
    assert names_in_tables(filled, [digest]) == []


def test_an_empty_project_learns_of_withdrawals_before_it_has_any_text(
    fresh: Callable[[], Project],
) -> None:
    mine, empty, theirs = fresh(), fresh(), fresh()
    fill(mine)
    merge(theirs, mine, BO)
    work_on_an_older_copy(theirs)
    pseudonymise(mine)
    merge(empty, mine, BO)
    assert content_of(empty) == content_of(mine)
    merge(empty, theirs, BO)
    merge(mine, theirs, ADA)
    assert content_of(empty) == content_of(mine)
    assert names_in_tables(empty) == []


def test_a_server_copied_into_a_file_keeps_its_withdrawals(
    new_postgresql: NewLocation, tmp_path: Path
) -> None:
    with open_project(new_postgresql()) as project:
        fill(project)
        pseudonymise(project)
        with open_project(str(copy_project(project, tmp_path / "copy.kodeverk"))) as copy:
            assert content_of(copy) == content_of(project)
            assert verify(copy).problems == ()


def test_a_new_project_has_nothing_withdrawn(tmp_path: Path) -> None:
    with create_project(str(tmp_path / "new.kodeverk")) as project:
        project.clean()
        assert not project.unclean
        assert LINES[0] not in str(changes(project))


def test_a_merge_that_brought_withdrawn_texts_can_be_taken_back(
    fresh: Callable[[], Project],
) -> None:
    mine, theirs = fresh(), fresh()
    fill(theirs)
    pseudonymise(theirs, BO)
    load_codebook(mine, ADA)
    before = content_of(mine)
    merge(mine, theirs, ADA)
    assert verify(mine).problems == ()
    undo(mine, ADA)
    assert content_of(mine) == before
    merge(mine, theirs, ADA)
    assert shown(mine) == SHOWN
    assert verify(mine).problems == ()
