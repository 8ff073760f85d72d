"""Projects that hold what none can: `verify` names it, and a sound copy is made of the rest."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kodeverk.errors import BadProject, Refused
from kodeverk.formats.pseudonyms import Decision
from kodeverk.model.identity import derived_id
from kodeverk.model.records import Coder, passage_target
from kodeverk.model.text import Span
from kodeverk.service import coding, pseudonymising
from kodeverk.service.merging import merge
from kodeverk.service.repairing import write_sound_copy
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.project_content import path_of
from tests.raw_database import raw_database
from tests.service.trial_project import KARI

HOSTILE = "Jo\x1b]52;c;aGVp\x07nas"


@pytest.fixture
def spoiled(project: Project, tmp_path: Path) -> Path:
    """A copy with two codings more, one of which lies in no text, and a name that is none."""
    with project.reading() as connection:
        transcript = queries.transcripts(connection)[0]
        code = next(one for one in queries.codes(connection) if one.parent)
    for start in (0, 4):
        coding.apply_code(project, KARI, transcript.id, Span(start, start + 3), code, {})
    with project.writing(Coder(derived_id("jonas"), "Jonas"), "said") as writer:
        writer.born("round", {"name": "pilot"})
    project.rest()
    file = Path(shutil.copy(path_of(project), tmp_path / "spoiled.kodeverk"))
    with closing(raw_database(file)) as connection:
        connection.execute(
            "UPDATE change"
            " SET value = compacted(replace(spelled_out(value), '\"start\":4', '\"start\":40000'))"
            " WHERE kind = 'coding'"
        )
        name = HOSTILE.replace("\x1b", "\\u001b").replace("\x07", "\\u0007")
        connection.execute(
            "UPDATE change SET value = compacted(replace(spelled_out(value), 'Jonas', ?))"
            " WHERE kind = 'coder'",
            (name,),
        )
        connection.commit()
    return file


def test_what_no_project_holds_is_named_kept_out_and_left_out_of_a_sound_copy(
    spoiled: Path, make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    mine = make_project("mine")
    with open_project(str(spoiled)) as read:
        problems = verify(read).problems
        assert any("coder" in one and "its name holds signs" in one for one in problems)
        with pytest.raises(BadProject, match="damaged: the coder"):
            merge(mine, KARI, [str(spoiled)])
        before = spoiled.read_bytes()
        lacking = write_sound_copy(read, tmp_path / "sound.kodeverk").lacking
        assert spoiled.read_bytes() == before
    assert all(one.isprintable() for one in lacking)
    assert any("coding" in one for one in lacking)
    with open_project(str(tmp_path / "sound.kodeverk")) as sound:
        assert verify(sound).ok
        with sound.reading() as connection:
            assert len(queries.codings(connection)) == 1
            assert "Jo]52;c;aGVpnas" in {one.name for one in queries.coders(connection)}
            assert len(queries.transcripts(connection)) > 0
        merge(mine, KARI, [str(tmp_path / "sound.kodeverk")])
        assert verify(mine).ok


def test_a_memo_on_a_passage_stays_on_it_without_the_signs_that_no_project_keeps(
    project: Project, tmp_path: Path
) -> None:
    with project.reading() as connection:
        version = queries.transcripts(connection)[0].version
    target = passage_target(version, Span(0, 4))
    coding.write_memo(project, KARI, "passage", target, "Om Jonas")
    project.rest()
    file = Path(shutil.copy(path_of(project), tmp_path / "spoiled.kodeverk"))
    with closing(raw_database(file)) as connection:
        connection.execute(
            r"UPDATE change"
            r" SET value = compacted(replace(spelled_out(value), 'Om Jonas', 'Om \u001bJonas'))"
            " WHERE kind = 'memo'"
        )
        connection.commit()
    with open_project(str(file)) as read:
        write_sound_copy(read, tmp_path / "sound.kodeverk")
    with open_project(str(tmp_path / "sound.kodeverk")) as sound, sound.reading() as connection:
        assert [(one.target, one.text) for one in queries.memos(connection)] == [
            (target, "Om Jonas")
        ]


def test_a_sound_copy_of_a_sound_project_lacks_nothing_and_overwrites_nothing(
    project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "copy.kodeverk"
    assert write_sound_copy(project, target) == ((), 0)
    with open_project(str(target)) as copy:
        assert verify(copy).content_hash == verify(project).content_hash
    with pytest.raises(Refused, match="exists"):
        write_sound_copy(project, target)
    assert {one.name for one in tmp_path.iterdir() if one.name.startswith(".copy")} == set()


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ("UPDATE withdrawal SET value = 'null'", "it says nothing that can be withdrawn"),
        ("UPDATE withdrawal SET target = 'x'", "it says nothing that can be withdrawn"),
        (
            "UPDATE trace SET pieces = replace(pieces, '[[', '[[100000,100001,7],[')",
            "it lies outside of its text",
        ),
        ("UPDATE trace SET covers = '[[5,1,\"x\",false]]'", "what is kept of it says of no words"),
    ],
)
def test_a_mark_or_a_trace_that_is_none_is_refused_named_and_left_out_of_a_sound_copy(
    project: Project, make_project: Callable[[str], Project], tmp_path: Path, spoilt: str, said: str
) -> None:
    mine = make_project("mine")
    with project.reading() as connection:
        words = queries.version(connection, queries.transcripts(connection)[0].version).text
    name = words.split()[-1].strip(".")
    planned = pseudonymising.plan_replacement(
        project, [Decision("x:1", "yes", name, "[Person A]", "")]
    )
    pseudonymising.pseudonymise(project, KARI, planned, tmp_path / "key.csv")
    project.rest()
    file = Path(shutil.copy(path_of(project), tmp_path / "spoiled.kodeverk"))
    with closing(raw_database(file)) as connection:
        connection.execute(spoilt)
        connection.commit()
    with pytest.raises(BadProject, match=f"damaged: the withdrawal .*: {said}"):
        merge(mine, KARI, [str(file)])
    assert verify(mine).ok
    with open_project(str(file)) as read:
        assert any(said in one for one in verify(read).problems)
        lacking = write_sound_copy(read, tmp_path / "sound.kodeverk").lacking
        assert any(said in one for one in lacking)
    with open_project(str(tmp_path / "sound.kodeverk")) as sound:
        assert verify(sound).ok


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE local SET value = 'abc' WHERE key = 'clock'",
        "UPDATE local SET value = '9223372036854775807' WHERE key = 'clock'",
        "DELETE FROM local WHERE key = 'project'",
        "INSERT INTO local VALUES ('made', '{')",
        "INSERT INTO local VALUES ('made', '[1, null]')",
        "INSERT INTO draft VALUES ('x', 'passage', 'x', 'hei', 1)",
        "UPDATE step SET first_change = 'x', author_name = x'ff', summary = x'00'",
        "UPDATE step SET at = -9223372036854775807",
        "INSERT INTO maker VALUES ('x', x'ff', 'y')",
        "UPDATE sqlite_sequence SET seq = 9223372036854775807",
        "UPDATE change SET seq = 9223372036854775807 WHERE seq = (SELECT max(seq) FROM change)",
        "INSERT INTO conflict VALUES ('coding', 'x', 'y')",
    ],
)
def test_what_a_file_says_of_itself_its_log_and_its_drafts_ends_no_command_as_a_fault(
    project: Project, spoilt: str, tmp_path: Path
) -> None:
    project.rest()
    file = Path(shutil.copy(path_of(project), tmp_path / "spoiled.kodeverk"))
    with closing(raw_database(file)) as connection, connection:
        connection.execute(spoilt)
    with open_project(str(file)) as read:
        problems = verify(read).problems
        write_sound_copy(read, tmp_path / "sound.kodeverk")
    assert problems
    assert all(one.isprintable() for one in problems)
    with open_project(str(tmp_path / "sound.kodeverk")) as sound:
        assert verify(sound).content_hash == verify(project).content_hash
        coding.write_memo(sound, KARI, "project", None, "Det går")


def test_what_two_kinds_of_records_are_under_one_id_is_named_when_one_is_left_out(
    project: Project, tmp_path: Path
) -> None:
    with project.reading() as connection:
        code = queries.codes(connection)[0].id
    project.rest()
    file = Path(shutil.copy(path_of(project), tmp_path / "spoiled.kodeverk"))
    with closing(raw_database(file)) as database, database:
        database.execute(
            "INSERT INTO change (id, clock, author, step, kind, record, field, value)"
            " SELECT text_as_id(?), clock + 1, author, step, 'round', text_as_id(?), '*',"
            ' compacted(\'{"name":"x"}\')'
            " FROM change LIMIT 1",
            (derived_id("round"), code),
        )
    with open_project(str(file)) as read:
        lacking = write_sound_copy(read, tmp_path / "sound.kodeverk").lacking
    assert [one for one in lacking if "round" in one and code in one]


def test_two_changes_of_one_id_are_named_and_one_of_them_is_left_out(
    project: Project, make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    project.rest()
    file = Path(shutil.copy(path_of(project), tmp_path / "spoiled.kodeverk"))
    with closing(raw_database(file)) as connection, connection:
        connection.execute("CREATE TABLE other AS SELECT * FROM change")
        connection.execute("DROP TABLE change")
        connection.execute("ALTER TABLE other RENAME TO change")
        connection.execute("INSERT INTO change SELECT * FROM change ORDER BY seq DESC LIMIT 1")
        connection.execute("UPDATE change SET seq = seq + 1 WHERE rowid = last_insert_rowid()")
    with pytest.raises(BadProject, match=r"damaged: the [a-z ]+ \S.*: "):
        merge(make_project("mine"), KARI, [str(file)])
    with open_project(str(file)) as read:
        assert any("two changes" in one for one in verify(read).problems)
        assert write_sound_copy(read, tmp_path / "sound.kodeverk").lacking
    with open_project(str(tmp_path / "sound.kodeverk")) as sound:
        assert verify(sound).content_hash == verify(project).content_hash


@pytest.mark.parametrize(
    "spelling",
    [
        """'{"name":"Ola Hemmelig",' || substr(spelled_out(value), 2)""",
        'replace(spelled_out(value), \'"name":"J\', \'"name":"\\u004a\')',
        "replace(spelled_out(value), ':', ': ')",
    ],
)
def test_words_that_no_withdrawal_would_find_in_a_change_are_kept_out(
    spelling: str, project: Project, make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    with project.writing(Coder(derived_id("jonas"), "Jonas"), "said") as writer:
        writer.born("round", {"name": "pilot"})
    project.rest()
    file = Path(shutil.copy(path_of(project), tmp_path / "spoiled.kodeverk"))
    with closing(raw_database(file)) as connection, connection:
        jonas = "kind = 'coder' AND spelled_out(value) LIKE '%Jonas%'"
        connection.execute(f"UPDATE change SET value = compacted({spelling}) WHERE {jonas}")
    with pytest.raises(BadProject, match=r"damaged: the coder “Jonas”, .*spelt"):
        merge(make_project("mine"), KARI, [str(file)])
    with open_project(str(file)) as read:
        assert any("spelt" in one for one in verify(read).problems)
        write_sound_copy(read, tmp_path / "sound.kodeverk")
    assert b"Hemmelig" not in (tmp_path / "sound.kodeverk").read_bytes()
    with open_project(str(tmp_path / "sound.kodeverk")) as sound:
        assert verify(sound).content_hash == verify(project).content_hash


def test_a_copy_that_says_it_is_of_an_older_version_than_it_is_is_called_by_its_own_name(
    project: Project, make_project: Callable[[str], Project], tmp_path: Path
) -> None:
    project.rest()
    file = Path(shutil.copy(path_of(project), tmp_path / "older.kodeverk"))
    with closing(raw_database(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(BadProject, match=r"older\.kodeverk") as told:
        merge(make_project("mine"), KARI, [str(file)])
    assert ".part" not in told.value.message
