"""Words withdrawn by an earlier version of the program stay out, and are found in older copies."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from kodeverk.model.identity import version_id
from kodeverk.model.text import text_hash
from kodeverk.service.verification import verify
from kodeverk.store.opening import open_project
from kodeverk.store.withdrawal.marks import read_marks
from tests.earlier_schemas import write_as_of
from tests.project_content import content_of
from tests.store.coder_steps import (
    ADA,
    BO,
    import_interview,
    interview,
    load_codebook,
    merge,
    value,
)
from tests.store.invented_names import keep_text, write_memo

NAME, SHOWN = "Veilederen", "[Person 1]"
"""As long as the other: the earlier program moved no offset."""

TEXT = interview()
DIGEST = text_hash(TEXT)


def withdraw_as_before(file: Path) -> None:
    """Do to a project of before 0005 what pseudonymising a name did to it then."""
    write_as_of("0003", file)
    start = TEXT.index(NAME)
    end = start + len(NAME)
    said = {
        "clock": 5,
        "edits": [[start, end, SHOWN, None]],
        "names": [[start, end, SHOWN]],
    }
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        new = TEXT.replace(NAME, SHOWN)
        database.execute("UPDATE text SET text = ? WHERE hash = ?", [new, DIGEST])
        database.execute(
            "INSERT INTO withdrawal VALUES ('a', 'text', ?, ?)", [DIGEST, json.dumps(said)]
        )
        database.execute("INSERT INTO local VALUES (?, ?)", [f"withdrawn:{DIGEST}", text_hash(new)])
        database.execute("VACUUM")


def test_what_was_withdrawn_before_stays_out_and_reaches_an_older_copy(
    file: Path, tmp_path: Path
) -> None:
    with open_project(str(file)) as project:
        load_codebook(project, ADA)
        transcript = import_interview(project, ADA)
    older = shutil.copyfile(file, tmp_path / "older.kodeverk")
    withdraw_as_before(file)
    with open_project(str(older)) as theirs:
        memo = write_memo(theirs, BO, f"{NAME} ringte", "project", None)
        later = keep_text(theirs, BO, transcript, TEXT.replace("så meg", "så meg ofte"))
    with open_project(str(file)) as mine, open_project(str(older)) as theirs:
        assert verify(mine).problems == ()
        version = version_id(transcript, DIGEST)
        assert value(mine, "version", version, "source_file") == ""
        assert NAME.encode() not in file.read_bytes()
        merge(theirs, mine, BO)
        merge(mine, theirs, ADA)
        for project in (mine, theirs):
            assert value(project, "memo", memo, "text") == f"{SHOWN} ringte"
            assert value(project, "transcript", transcript, "version") == later
            assert verify(project).problems == ()
            with project.reading() as connection:
                assert len(read_marks(connection)) == 2
        assert content_of(mine) == content_of(theirs)
        for project in (mine, theirs):
            project.clean()
            assert not project.unclean
    assert NAME.encode() not in file.read_bytes() + older.read_bytes()
