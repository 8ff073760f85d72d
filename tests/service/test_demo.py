import csv
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kodeverk.errors import Refused
from kodeverk.formats.tables import read_table
from kodeverk.service.codebooks import project_codebooks
from kodeverk.service.demo import CODEBOOKS, CODERS, PROJECT_NAME, Demo, make_demo
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.steps import steps
from tests.service.trial_project import rows_of, states_of


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, told: list[str]) -> Demo:
    return make_demo(tmp_path_factory.mktemp("demo") / "new" / "folder", told.append)


def test_the_project_holds_the_interviews_the_codebooks_and_all_codings_and_is_sound(
    demo: Demo, repository: Path
) -> None:
    samples = repository / "sample_transcripts"
    with open_project(str(demo.project)) as project:
        assert verify(project).ok
        assert {book.key for book in project_codebooks(project)} == {*CODEBOOKS}
        with project.reading() as connection:
            assert len(queries.transcripts(connection)) == 12
            assert len({one.municipality for one in queries.transcripts(connection)}) == 6
            assert "merge" in {step.act for step in steps(connection)}
        assert set(states_of(project).values()) == {"finished"}
        found = rows_of(project)
    for name in CODERS:
        table = read_table(samples / f"codings-{name.lower()}.csv", ())
        assert len([row for row in found if row.coder == name]) == table.size


def test_what_it_does_is_told_as_it_does_it(demo: Demo, told: list[str]) -> None:
    assert len(told) >= 5
    assert all(line == line.strip() and line for line in told)


def test_the_table_and_the_files_are_there_and_agree(demo: Demo) -> None:
    assert demo.table.rows
    with closing(sqlite3.connect(demo.sqlite)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        (codings,) = connection.execute("SELECT count(*) FROM coding").fetchone()
    with (demo.csv / "codings.csv").open(encoding="utf-8", newline="") as file:
        assert len([*csv.reader(file)]) == codings + 1
    assert codings > 0


def test_nothing_is_left_beside_the_project_and_its_exports(demo: Demo) -> None:
    left = {one.name for one in demo.project.parent.iterdir()}
    assert left == {demo.project.name, demo.sqlite.name, demo.csv.name}


def test_a_second_demonstration_in_the_same_folder_is_refused_and_touches_nothing(
    demo: Demo,
) -> None:
    before = demo.project.read_bytes()
    with pytest.raises(Refused) as caught:
        make_demo(demo.project.parent)
    assert str(demo.project) in caught.value.message
    assert caught.value.hint
    assert demo.project.read_bytes() == before


def test_a_demonstration_killed_on_its_way_into_a_folder_leaves_nothing_in_the_way(
    tmp_path: Path,
) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    child = os.fork()
    if child == 0:
        rename = Path.rename

        def killed(path: Path, target: Path) -> Path:
            if target == tmp_path / PROJECT_NAME:
                os.kill(os.getpid(), signal.SIGKILL)
            return rename(path, target)

        Path.rename = killed  # type: ignore[assignment, method-assign]  # in a process of its own
        make_demo(tmp_path)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert (tmp_path / "csv").is_dir()
    assert not (tmp_path / PROJECT_NAME).exists()
    made = make_demo(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "notes.txt",
        made.project.name,
        made.sqlite.name,
        made.csv.name,
    }
