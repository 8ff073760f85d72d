"""A project with every feature, made by the program of schema 0006, is the same in this one.

`earlier_projects/0006` holds what that program left: the project as SQL, its content hash, and both
of its exports, these with the columns and counting rules that exports have got since.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kodeverk.errors import Damaged
from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Coder
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.merging import merge
from kodeverk.service.verification import verify
from kodeverk.sqlite import APPLICATION_ID
from kodeverk.store.opening import create_project, open_project
from kodeverk.store.project import Project
from kodeverk.store.schema import LATER_TABLES
from tests.project_content import content_of, path_of

OLD = Path(__file__).parent.parent / "earlier_projects" / "0006"
KARI = Coder("11111111-1111-4111-8111-111111111111", "Kari")
WHOLE = ExportOptions(memos=True)


def but_for_when(report: str) -> str:
    """Return a report without the time at which it was written."""
    return re.sub(r"\b(time\W+)\d{4}-[-\d:T+]+", r"\1", report)


def write_project(file: Path) -> Path:
    """Write the project as that program left it."""
    with closing(sqlite3.connect(file)) as database:
        database.executescript((OLD / "project.sql").read_text(encoding="utf-8"))
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")
        database.execute("PRAGMA journal_mode=WAL")
    return file


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with open_project(
        str(write_project(tmp_path_factory.mktemp("old") / "studie.kodeverk"))
    ) as project:
        yield project


def test_it_holds_records_of_every_kind_and_what_was_withdrawn(project: Project) -> None:
    kinds = [kind for kind in KINDS if LATER_TABLES.get(kind, "") <= "0006"]
    tables = [*kinds, "withdrawal", "trace", "draft", "conflict", "maker", "placement"]
    with project.reading() as connection:
        counts = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in tables
        }
    assert [table for table, count in counts.items() if not count] == []


def test_it_is_copied_brought_up_to_date_and_whole(project: Project) -> None:
    assert project.older_copy == path_of(project).with_name("studie-before-0006.kodeverk")
    assert verify(project).problems == ()
    assert content_of(project) == (OLD / "content_hash").read_text(encoding="ascii").strip()


def test_a_new_project_into_which_it_is_merged_has_the_same_content(
    project: Project, tmp_path: Path
) -> None:
    with create_project(str(tmp_path / "new.kodeverk")) as new:
        merge(new, KARI, [project.location])
        assert content_of(new) == content_of(project)
        assert verify(new).problems == ()


def test_its_tables_are_those_that_the_earlier_program_wrote(
    project: Project, tmp_path: Path
) -> None:
    export_csv(project, tmp_path / "csv", WHOLE)
    names = {one.name for one in (tmp_path / "csv").iterdir()}
    assert names == {one.name for one in (OLD / "csv").iterdir()}
    for name in names:
        written, before = (
            but_for_when((folder / "csv" / name).read_bytes().decode())
            for folder in (tmp_path, OLD)
        )
        assert written == before, name


def test_its_database_of_figures_is_that_which_the_earlier_program_wrote(
    project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "report.sqlite"
    export_sqlite(project, out, WHOLE)
    with closing(sqlite3.connect(out)) as database:
        written = "\n".join(database.iterdump()) + "\n"
    before = (OLD / "report.sql").read_text(encoding="utf-8")
    assert but_for_when(written) == but_for_when(before)


@pytest.mark.parametrize("table", ["coding", "draft", "trace", "withdrawal"])
def test_a_table_that_it_lacks_is_named_and_it_stays_as_it_is(table: str, tmp_path: Path) -> None:
    file = write_project(tmp_path / "studie.kodeverk")
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"DROP TABLE {table}")
    before = file.read_bytes()
    with pytest.raises(Damaged, match=f"is damaged: it has no table {table}$") as refused:
        open_project(str(file))
    assert refused.value.hint == "Take the latest copy made by: kodeverk backup"
    assert [*tmp_path.iterdir()] == [file]
    assert file.read_bytes() == before
