"""The files of an export as files: what they hold back, replace and survive."""

import csv
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodeverk.errors import BadInput, KodeverkError, Refused
from kodeverk.formats.reports.csv_report import CODINGS, INFO, Sheet, write_csv_report
from kodeverk.formats.reports.sqlite_report import Row, is_report, write_sqlite_report

ABOUT: tuple[str, list[Row]] = ("export_info", [("counting_rules", "1.")])
ASKER: tuple[str, list[Row]] = (
    "municipality",
    [("3203", "Asker", "32", "Akershus", 1, 1, 1, 1)],
)

cells = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"))


def test_a_row_that_refers_to_nothing_stops_the_whole_export(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    orphan: tuple[str, list[Row]] = ("municipality_role", [("0301", "all", 1, 1, 1, 1, 0, 1)])
    with pytest.raises(KodeverkError, match="municipality"):
        write_sqlite_report(out, [ABOUT, orphan])
    assert list(tmp_path.iterdir()) == []


def test_a_figure_without_a_reason_to_be_missing_is_refused(tmp_path: Path) -> None:
    blank: tuple[str, list[Row]] = (
        "code_frequency",
        [("3203", "REL", "all", *[None] * 8, 0, 1, "code")],
    )
    with pytest.raises(BadInput):
        write_sqlite_report(tmp_path / "out.sqlite", [ABOUT, blank])


def test_an_error_in_the_middle_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    write_sqlite_report(out, [ABOUT, ASKER])
    before = out.read_bytes()

    def breaking() -> Iterator[tuple[str, list[Row]]]:
        yield ASKER
        raise BadInput("no more")

    with pytest.raises(BadInput, match="no more"):
        write_sqlite_report(out, breaking())
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out.sqlite"]


def test_only_our_own_databases_are_taken_for_reports(tmp_path: Path) -> None:
    ours, other, text = tmp_path / "å b.sqlite", tmp_path / "other.sqlite", tmp_path / "text"
    write_sqlite_report(ours, [ABOUT])
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE export_info (key TEXT)")
    text.write_text("SQLite format 3", encoding="utf-8")
    assert [is_report(path) for path in (ours, other, text, tmp_path / "none")] == [
        True,
        False,
        False,
        False,
    ]
    with pytest.raises(Refused):
        write_sqlite_report(other, [ABOUT])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "other.sqlite",
        "text",
        "å b.sqlite",
    ]


@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=5))
def test_csv_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    sheets = {"matrix.csv": Sheet(("a", "b"), rows), INFO: Sheet(("key", "value"), ())}
    assert write_csv_report(folder, sheets.items()) == {"matrix.csv": len(rows), INFO: 0}
    with (folder / "matrix.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file, strict=True)) == [["a", "b"], *rows]


@settings(deadline=None)  # it waits for the disk
@given(st.lists(cells, min_size=1, max_size=5))
def test_no_cell_of_a_spreadsheet_begins_as_a_formula(
    tmp_path_factory: pytest.TempPathFactory, row: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    columns = [str(number) for number in range(len(row))]
    write_csv_report(folder, [("matrix.csv", Sheet(columns, [row]))], excel=True)
    with (folder / "matrix.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *found = csv.reader(file, delimiter=";", strict=True)
    assert not [cell for cell in found[0] if cell[:1] in {"=", "+", "-", "@", "\t"}]
    assert [cell.removeprefix("'") for cell in found[0]] == [cell.removeprefix("'") for cell in row]


def test_what_a_killed_export_left_is_gone_after_the_next_one(tmp_path):
    kept = [tmp_path / ".out.sqlite-notes.part", tmp_path / "out.sqlite-0123abcd.part"]
    left = [tmp_path / ".out.sqlite-0123abcd.part", tmp_path / ".csv-89abcdef.part"]
    for folder in (*kept, *left):
        folder.mkdir()
        (folder / CODINGS).write_text("words of an interview", encoding="utf-8")
    write_sqlite_report(tmp_path / "out.sqlite", [])
    write_csv_report(tmp_path / "csv", [(INFO, Sheet(("key", "value"), [("version", "1")]))])
    assert {one.name for one in tmp_path.iterdir()} == {
        *(one.name for one in kept),
        "out.sqlite",
        "csv",
    }


@pytest.mark.parametrize("beside", [(), ("study.kodeverk",), ("sub/more.txt",)])
def test_a_new_set_of_tables_takes_the_place_of_the_old_and_of_nothing_else(tmp_path, beside):
    folder = tmp_path / "csv"
    sheet = Sheet(("key", "value"), [("version", "1")])
    write_csv_report(folder, [(CODINGS, sheet), (INFO, sheet)])
    for name in ("notes.txt", *beside):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "link").symlink_to("nowhere")
    folder.chmod(0o750)
    write_csv_report(folder, [(INFO, sheet)])
    there = {INFO, "notes.txt", "link", *(name.split("/")[0] for name in beside)}
    assert {one.name for one in folder.iterdir()} == there
    for name in ("notes.txt", *beside):
        assert (folder / name).read_text(encoding="utf-8") == name
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
    assert {one.name for one in tmp_path.iterdir()} == {"csv"}


def test_a_folder_in_which_somebody_may_be_at_work_never_becomes_another(tmp_path):
    folder = tmp_path / "csv"
    at_work = folder / "sub" / "study.kodeverk"
    at_work.parent.mkdir(parents=True)
    at_work.touch()
    before = at_work.parent.stat().st_ino
    write_csv_report(folder, [(INFO, Sheet(("key", "value"), [("version", "1")]))])
    assert at_work.parent.stat().st_ino == before
    assert at_work.stat().st_nlink == 1


def test_tables_can_be_written_into_the_current_folder(tmp_path, monkeypatch):
    folder = tmp_path / "csv"
    folder.mkdir()
    monkeypatch.chdir(folder)
    sheet = Sheet(("key", "value"), [("version", "1")])
    for _ in range(2):
        write_csv_report(Path(), [(CODINGS, sheet), (INFO, sheet)])
        assert {one.name for one in Path.cwd().iterdir()} == {CODINGS, INFO}
