"""The table of proposals and the key: what is read back, and what is refused."""

import os
import stat
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, Refused
from kodeverk.formats.pseudonyms import (
    COLUMNS,
    KeyRow,
    check_key_path,
    read_decisions,
    read_key,
    write_key,
    write_proposals,
)
from kodeverk.formats.tables import read_table

ROW = ("", "Sigrun, hun", "[Person A]", "person", 1, 2, "så Sigrun, hun kom", "", "")
private = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def write(path: Path, *rows: str, header: str = "replace,text,replacement,only") -> Path:
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_what_is_written_comes_back_undecided(table: Path) -> None:
    assert write_proposals(table, [ROW]) == 1
    assert read_table(table, ()).columns == COLUMNS
    (one,) = read_decisions(table)
    assert (one.answer, one.text, one.replacement, one.only) == (
        "",
        "Sigrun, hun",
        "[Person A]",
        "",
    )
    assert one.where == f"{table}:2"


@private
def test_a_table_with_names_is_its_owners_alone(table: Path) -> None:
    write_proposals(table, [ROW])
    assert stat.S_IMODE(table.stat().st_mode) == 0o600


def test_a_table_that_may_hold_decisions_is_not_overwritten(table: Path) -> None:
    write(table, "yes,Sigrun,[Person A],")
    before = table.read_bytes()
    with pytest.raises(Refused, match="exists already"):
        write_proposals(table, [ROW])
    assert table.read_bytes() == before


@pytest.mark.parametrize(
    ("written", "answer"),
    [("yes", "yes"), ("JA", "yes"), ("y", "yes"), ("no", "no"), ("Nei", "no"), ("", ""), (" ", "")],
)
def test_answers_are_read_in_english_and_norwegian(table: Path, written: str, answer: str) -> None:
    (one,) = read_decisions(write(table, f"{written},Sigrun,[Person A],"))
    assert one.answer == answer


def test_a_table_saved_by_a_spreadsheet_is_read(table: Path) -> None:
    table.write_bytes(
        "\ufeffreplace;text;replacement\r\nja;'+47 22 33 44 55;[telefon]\r\n".encode()
    )
    (one,) = read_decisions(table)
    assert (one.answer, one.text) == ("yes", "+47 22 33 44 55")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("kanskje,Sigrun,[Person A],", "replace is 'kanskje'"),
        ("yes,,[Person A],", "the text holds no letter or digit"),
        ("yes,…,[Person A],", "the text holds no letter or digit"),
        ("yes,Sigrun,,", "no replacement"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_file_and_line(
    table: Path, row: str, said: str
) -> None:
    write(table, "no,Oddvar,,", row)
    with pytest.raises(BadInput) as caught:
        read_decisions(table)
    assert caught.value.message.startswith(f"{table}:3: {said}")
    assert caught.value.hint


def test_a_table_without_the_columns_is_refused(table: Path) -> None:
    with pytest.raises(BadInput, match="no column replace, replacement"):
        read_decisions(write(table, "a", header="text"))


def test_a_key_is_written_whole_and_read_again(tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    rows = (KeyRow("p", "2026-01-02", 'Sigrun "Siri" Moe', "[Person A]", ""),)
    assert read_key(key, "p") == ()
    write_key(key, rows)
    assert read_key(key, "p") == rows
    more = (*rows, KeyRow("p", "2026-01-03", "Oddvar", "[Person B]", "intervju 1"))
    write_key(key, more)
    assert read_key(key, "p") == more
    assert [one.name for one in tmp_path.iterdir()] == ["key.csv"]


@private
def test_a_key_is_its_owners_alone(tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    key.touch(mode=0o644)
    write_key(key, [])
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_the_key_of_another_project_is_not_touched(tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    write_key(key, [KeyRow("other", "2026-01-02", "Sigrun", "[Person A]", "")])
    with pytest.raises(Refused, match=r"key\.csv:2: this is the key of another project"):
        read_key(key, "p")


@pytest.mark.parametrize(
    "content", ["SQLite format 3\0", "project,date,original,replacement,only,x\n"]
)
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: str) -> None:
    key = tmp_path / "key.csv"
    key.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match="not a key"):
        read_key(key, "p")


@pytest.mark.parametrize("name", ["study.kodeverk", "study.kodeverk-wal", "study.kodeverk-shm"])
def test_the_project_is_never_taken_for_the_key(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="is the project"):
        check_key_path(tmp_path / name, tmp_path / "study.kodeverk")


def test_a_key_is_kept_out_of_exports_and_of_folders_that_are_not_there(tmp_path: Path) -> None:
    export = tmp_path / "export"
    (export / "deep").mkdir(parents=True)
    (export / "export_info.csv").touch()
    for path in (export / "key.csv", export / "deep" / "key.csv"):
        with pytest.raises(Refused, match="export"):
            check_key_path(path, None)
    with pytest.raises(Refused, match="no folder"):
        check_key_path(tmp_path / "nowhere" / "key.csv", None)
    with pytest.raises(Refused, match="is a folder"):
        check_key_path(export / "deep", None)
    check_key_path(tmp_path / "key.csv", tmp_path / "study.kodeverk")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_key_never_lies_where_only_a_link_to_it_was(tmp_path: Path, is_there: bool) -> None:
    export, safe = tmp_path / "tables", tmp_path / "safe"
    export.mkdir()
    safe.mkdir()
    (export / "export_info.csv").touch()
    if is_there:
        (safe / "key.csv").touch()
    link = export / "key.csv"
    link.symlink_to(safe / "key.csv")
    with pytest.raises(Refused) as refused:
        check_key_path(link, None)
    assert str(safe / "key.csv") in refused.value.hint
