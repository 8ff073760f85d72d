"""The files of an export as files: what they hold back, replace and survive."""

import csv
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kodeverk.errors import BadInput, KodeverkError, Refused
from kodeverk.formats.reports.csv_folder import CODINGS, INFO, new_csv_folder
from kodeverk.formats.reports.database import is_report, new_database
from kodeverk.formats.reports.table import Table

ABOUT = "export_info", {"key": "counting_rules", "value": "1."}
BASE = dict.fromkeys(("transcripts", "speakers", "turns", "words"), 1)
ASKER = (
    "municipality",
    {"number": "3203", "name": "Asker", "county_number": "32", "county": "Akershus", **BASE},
)
COLUMNS = ("key", "value")
VERSION = [("version", "1")]

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"))


def write_database(out: Path, *rows: tuple[str, dict[str, Any]]) -> None:
    """Write rows, each a table's name and its cells by column."""
    with new_database(out) as file:
        for name, row in rows:
            file.add(Table(name, {tuple(row): lambda cells: tuple(cells.values())}), [row])


def write_csv(folder: Path, *sheets: tuple[str, Sequence[str], Sequence[Any]], **how: Any) -> None:
    """Write sheets, each a file's name, its columns and its rows."""
    with new_csv_folder(folder, **how) as tables:
        for name, columns, rows in sheets:
            tables.add(Table(name, {tuple(columns): tuple}), rows)


def test_a_row_that_refers_to_nothing_stops_the_whole_export(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    orphan = {"municipality": "0301", "role": "all", **BASE, "left_out": 0, "is_all": 1}
    with pytest.raises(KodeverkError, match="municipality"):
        write_database(out, ABOUT, ("municipality_role", orphan))
    assert list(tmp_path.iterdir()) == []


def test_a_figure_without_a_reason_to_be_missing_is_refused(tmp_path: Path) -> None:
    blank = {"municipality": "3203", "code": "REL", "role": "all", "left_out": 0, "is_all": 1}
    with pytest.raises(BadInput, match="CHECK constraint"):
        write_database(
            tmp_path / "out.sqlite", ABOUT, ("code_frequency", {**blank, "level": "code"})
        )


def test_an_error_in_the_middle_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    write_database(out, ABOUT, ASKER)
    before = out.read_bytes()

    def breaking() -> Iterator[tuple[str, str]]:
        yield "version", "1"
        raise BadInput("no more")

    with pytest.raises(BadInput, match="no more"), new_database(out) as file:
        file.add(Table("export_info", {COLUMNS: tuple}), breaking())
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out.sqlite"]


def test_only_our_own_databases_are_taken_for_reports(tmp_path: Path) -> None:
    ours, other, text = tmp_path / "å b.sqlite", tmp_path / "other.sqlite", tmp_path / "text"
    write_database(ours, ABOUT)
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
        write_database(other, ABOUT)
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
    write_csv(folder, ("matrix.csv", ("a", "b"), rows), (INFO, COLUMNS, ()))
    assert (folder / INFO).read_bytes() == b"key,value\n"
    with (folder / "matrix.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file, strict=True)) == [["a", "b"], *rows]


@settings(deadline=None)  # it waits for the disk
@given(st.lists(cells, min_size=1, max_size=5))
@example(["'="])
def test_no_cell_of_a_spreadsheet_begins_as_a_formula(
    tmp_path_factory: pytest.TempPathFactory, row: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    columns = [str(number) for number in range(len(row))]
    write_csv(folder, ("matrix.csv", columns, [row]), excel=True)
    with (folder / "matrix.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *found = csv.reader(file, delimiter=";", strict=True)
    assert not [cell for cell in found[0] if cell[:1] in {"=", "+", "-", "@", "\t"}]
    for kept, cell in zip(found[0], row, strict=True):
        assert kept in (cell, f"'{cell}")


def test_what_a_killed_export_left_is_gone_after_the_next_one(tmp_path: Path) -> None:
    kept = [tmp_path / ".out.sqlite-notes.part", tmp_path / "out.sqlite-0123abcd.part"]
    left = [tmp_path / ".out.sqlite-0123abcd.part", tmp_path / ".csv-89abcdef.part"]
    for folder in (*kept, *left):
        folder.mkdir()
        (folder / CODINGS).write_text("words of an interview", encoding="utf-8")
    write_database(tmp_path / "out.sqlite")
    write_csv(tmp_path / "csv", (INFO, COLUMNS, VERSION))
    assert {one.name for one in tmp_path.iterdir()} == {
        *(one.name for one in kept),
        "out.sqlite",
        "csv",
    }


@pytest.mark.parametrize("beside", [(), ("study.kodeverk",), ("sub/more.txt",)])
def test_a_new_set_of_tables_takes_the_place_of_the_old_and_of_nothing_else(
    tmp_path: Path, beside: tuple[()] | tuple[str]
) -> None:
    folder = tmp_path / "csv"
    write_csv(folder, (CODINGS, COLUMNS, VERSION), (INFO, COLUMNS, VERSION))
    for name in ("notes.txt", *beside):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "link").symlink_to("nowhere")
    folder.chmod(0o750)
    write_csv(folder, (INFO, COLUMNS, VERSION))
    there = {INFO, "notes.txt", "link", *(name.split("/")[0] for name in beside)}
    assert {one.name for one in folder.iterdir()} == there
    for name in ("notes.txt", *beside):
        assert (folder / name).read_text(encoding="utf-8") == name
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
    assert {one.name for one in tmp_path.iterdir()} == {"csv"}


def test_a_folder_in_which_somebody_may_be_at_work_never_becomes_another(tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    at_work = folder / "sub" / "study.kodeverk"
    at_work.parent.mkdir(parents=True)
    at_work.touch()
    before = at_work.parent.stat().st_ino
    write_csv(folder, (INFO, COLUMNS, VERSION))
    assert at_work.parent.stat().st_ino == before
    assert at_work.stat().st_nlink == 1


def test_tables_can_be_written_into_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "csv"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for _ in range(2):
        write_csv(Path(), (CODINGS, COLUMNS, VERSION), (INFO, COLUMNS, VERSION))
        assert {one.name for one in Path.cwd().iterdir()} == {CODINGS, INFO}
