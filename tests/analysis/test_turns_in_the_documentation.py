"""What the documentation says of real files is what recognition finds in them."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from kodeverk.analysis.recognition.turns import CONVENTIONS, recognise
from kodeverk.errors import BadInput
from tests.transcript_files import read_transcript


class Row(NamedTuple):
    """A row of the table of real files."""

    file: str
    written: str
    convention: str
    turns: str
    turns_listed: str
    speakers: str
    speakers_listed: str
    right: str
    argument: str


def page() -> str:
    path = Path(__file__).resolve().parents[2] / "docs" / "transcripts.md"
    return path.read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its head."""
    part = page().split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in rows[2:]]


ROWS = [Row(*(cell.strip(" |") for cell in cells)) for cells in table("Real files")]


def test_every_convention_is_explained_in_the_order_they_are_offered() -> None:
    assert {name.strip(" |") for name, _ in table("The conventions")} == {*CONVENTIONS}


def test_the_table_has_every_transcript_of_the_list(shared: Path) -> None:
    listed = json.loads((shared / "transcripts" / "manifest.json").read_text(encoding="utf-8"))
    expected = {one["file"]: one["expected"] for one in listed if "kind" not in one}
    assert [row.file for row in ROWS] == [*expected]
    for row in ROWS:
        turns = expected[row.file]["turns"]
        assert row.turns_listed == ("-" if turns is None else str(turns))
        assert row.speakers_listed == str(len(expected[row.file]["speakers"]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.file)
def test_the_table_says_what_recognition_finds(row: Row, shared: Path) -> None:
    path = shared / "transcripts" / row.file
    if row.right == "refused":
        with pytest.raises(BadInput, match=r"save it as \.docx|old Office version"):
            read_transcript(path)
        return
    reading = recognise(read_transcript(path))
    assert reading.convention == row.convention
    assert str(reading.turns) == row.turns
    assert str(len(reading.speakers)) == row.speakers


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.file)
def test_a_difference_from_the_list_is_argued(row: Row) -> None:
    equal = row.turns_listed in ("-", row.turns) and row.speakers_listed == row.speakers
    if not equal:
        assert row.argument
    if row.right == "yes" and not equal:
        assert "empty speaker" in row.argument
    assert row.right in ("yes", "argued", "refused")


def test_the_sum_is_that_of_the_table() -> None:
    right = sum(row.right == "yes" for row in ROWS)
    (told,) = re.findall(r"Of (\d+) files (\d+) have the turns", page())
    assert told == (str(len(ROWS)), str(right))
