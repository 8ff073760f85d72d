"""What stands in files: tables of CSV and of SQLite, and whether a file is the same as before."""

import csv
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def xlsx_rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet, each cell under the column's name."""
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def sqlite_rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query, whose columns have whatever type it gives them."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def register_rows(shared: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a table of official statistics."""
    with (shared / "registers" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
