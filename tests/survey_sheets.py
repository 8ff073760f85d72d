"""Sheets of respondents and questions, as survey programs and spreadsheets save them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl

HEADS = (
    "ID",
    "Kommune",
    "Alder",
    "Hva var det beste med veiledningen?",
    "Hva kunne vært bedre?",
    "E-post",
)
BEST, BETTER = HEADS[3], HEADS[4]
GOOD = "Det var fint at noen spurte hva jeg ville."
MORE = "Mer tid til hver av oss, og færre nye folk"
PEOPLE = (
    ("R1", "Oslo", "34", "Nei", "Vet ikke", "a@example.org"),
    ("R2", "Bergen", "40", f"{GOOD}\n\nOla: hei\nInterviewer: nei", MORE, ""),
    ("R3", "Oslo", "34", "Nei", "Vet ikke", "c@example.org"),
    ("R4", "Oslo", "31", "=SUM(A1:A9)", "", "d@example.org"),
    ("R5", "Oslo", "29", "", "", "e@example.org"),
)
Rows = Sequence[Sequence[str]]


def as_csv(rows: Rows, separator: str = ";") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue()


def as_workbook(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            place = sheet.cell(row, column)
            place.value = cell
            # What somebody wrote is text, though it looks like a formula.
            place.data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet(folder: Path, *people: Sequence[str], name: str = "svar.csv") -> Path:
    """Write a sheet of these people, or of five; return its path."""
    path = folder / name
    path.write_text(as_csv([HEADS, *(people or PEOPLE)]), encoding="utf-8")
    return path
