"""CSV files as they are written: read back by any program, to the byte what the library writes."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.formats.consensus_table import WrittenDecision, read_items, write_items
from kodeverk.formats.mapping import read_mapping, write_mapping
from kodeverk.formats.tables import read_table, write_table

texts = st.text(st.sampled_from("aæ |,;\"'\n\r\t=+-0"), max_size=8)
cells = st.one_of(texts, st.integers(), st.none())
rows = st.lists(st.lists(cells, min_size=2, max_size=4), max_size=6)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "out.csv"


def written(file: Path, some: Sequence[Sequence[object]], *, excel: bool = False) -> str:
    assert write_table(file, ["x", "y"], some, excel=excel) == len(some)
    return file.read_bytes().decode("utf-8-sig" if excel else "utf-8")


@given(rows=rows)
def test_every_cell_is_read_back_as_it_was(file: Path, rows: list[list[str | int | None]]) -> None:
    said = written(file, rows)
    _, *read = csv.reader(io.StringIO(said, newline=""), strict=True)
    assert read == [["" if cell is None else str(cell) for cell in row] for row in rows]


@given(rows=rows)
def test_the_file_is_to_the_byte_what_the_csv_library_writes(
    file: Path, rows: list[list[str | int | None]]
) -> None:
    # The library leaves a lone carriage return bare, which not every program reads as it was.
    rows = [[cell.replace("\r", "") if isinstance(cell, str) else cell for cell in r] for r in rows]
    expected = io.StringIO(newline="")
    csv.writer(expected, lineterminator="\n").writerows([["x", "y"], *rows])
    assert written(file, rows) == expected.getvalue()


@given(rows=rows)
def test_cells_given_together_are_written_as_if_they_stood_apart(
    file: Path, rows: list[list[str | int | None]]
) -> None:
    apart = written(file, rows)
    assert written(file, [(row[0], tuple(row[1:])) for row in rows]) == apart
    assert written(file, [(tuple(row),) for row in rows]) == apart


def test_a_row_of_one_empty_cell_is_a_row(file: Path) -> None:
    assert written(file, [[""], ["a"], [None]]) == 'x,y\n""\na\n""\n'


@given(rows=rows)
def test_no_cell_of_a_file_for_spreadsheets_begins_like_a_formula(
    file: Path, rows: list[list[str | int | None]]
) -> None:
    said = written(file, [(row[0], tuple(row[1:])) for row in rows], excel=True)
    _, *read = csv.reader(io.StringIO(said, newline=""), delimiter=";", strict=True)
    for shown, row in zip(read, rows, strict=True):
        for cell, given_cell in zip(shown, row, strict=True):
            if isinstance(given_cell, str):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
                assert cell in {given_cell, f"'{given_cell}"}


@given(
    rows=st.lists(st.tuples(st.sampled_from(["a", "b", "æ", "a\nb", ""]), texts), min_size=1),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    is_marked=st.booleans(),
)
def test_grouped_rows_are_the_rows_with_those_of_one_group_together(
    file: Path, rows: list[tuple[str, str]], ending: str, is_marked: bool
) -> None:
    write_table(file, ("name", "words"), rows)
    content = file.read_text(encoding="utf-8").replace("\n", ending)
    file.write_text(content, encoding="utf-8-sig" if is_marked else "utf-8", newline="")
    table = read_table(file, ("name",))
    all_rows = [*table.rows]
    first = {cells["name"]: place for place, (_, cells) in reversed([*enumerate(all_rows)])}
    together = sorted(all_rows, key=lambda row: first[row[1]["name"]])
    assert [*table.grouped("name", str)] == together
    of_one = [*table.grouped("name", lambda _name: None)]
    assert of_one == all_rows


def test_what_a_table_to_be_filled_in_tells_is_run_by_no_spreadsheet(tmp_path: Path) -> None:
    meeting, mapping = tmp_path / "meeting.csv", tmp_path / "mapping.csv"
    attack, spoken = "=cmd|' /C calc'!A0", "- Ja, det var fint."
    write_items(meeting, [("00ff", "A-EN", 3, 9, spoken, f"Kari 3-9: {spoken}", "", "", "", "")])
    ids = ("01a22877-0000-7000-8000-000000000001", "01a22877-0000-7000-8000-000000000002")
    write_mapping(mapping, [("", "coder", *ids, attack, "Kari", f"codings of {attack}")])
    told = meeting.read_text(encoding="utf-8") + mapping.read_text(encoding="utf-8")
    assert (f"'{spoken}" in told, f"'{attack}" in told) == (True, True)
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("\n,", "\nyes,"))
    (pairing,) = read_mapping(mapping, ["coder"])
    assert (pairing.goes, pairing.into) == ids
    meeting.write_text(meeting.read_text(encoding="utf-8").replace(",,,,", ",both,,,"))
    (decision,) = read_items(meeting)
    assert isinstance(decision, WrittenDecision)
    assert (decision.item, decision.outcome) == ("00ff", "both")
