"""A codebook leaves the project as a codebook, as a table, or as a text to read."""

import csv
import stat
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.cli.command_line import Run

ENDINGS = ("yaml", "yml", "csv", "xlsx", "docx", "md", "html")
CODES = "REL-TILLIT", "X-IDENT"
DEFINITION = "stoler på, eller ikke stoler på, den andre"


def words(file: Path) -> str:
    """What a person reads in a file."""
    match file.suffix:
        case ".xlsx":
            (sheet,) = openpyxl.load_workbook(file).worksheets
            return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        case ".docx":
            return "\n".join(one.text for one in docx.Document(str(file)).paragraphs)
        case _:
            return file.read_text(encoding="utf-8").replace("\\-", "-")


def test_every_format_has_every_code_with_its_definition(project: Path, run: Run) -> None:
    for ending in ENDINGS:
        file = Path(f"bok.{ending}")
        done = run("codebook", "export", project, file)
        assert (done.code, done.out) == (0, f"{file}\n"), done.err
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        said = words(file)
        assert DEFINITION in " ".join(said.split())
        assert all(code in said for code in CODES)
        assert ("not rules, facets and former keys" in done.err) == (ending in ("csv", "xlsx"))


def test_the_workbook_has_the_cells_of_the_csv_table(project: Path, run: Run) -> None:
    for ending in ("csv", "xlsx"):
        assert run("codebook", "export", project, f"bok.{ending}").code == 0
    (sheet,) = openpyxl.load_workbook("bok.xlsx").worksheets
    with Path("bok.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == rows


def test_the_text_has_rules_facets_and_the_tree(project: Path, run: Run) -> None:
    assert run("codebook", "export", project, "bok.docx").code == 0
    document = docx.Document("bok.docx")
    styled = [(one.style and one.style.name, one.text) for one in document.paragraphs]
    headings = [(style, text) for style, text in styled if style and style[:4] == "Head"]
    assert headings.index(("Heading 2", "REL Relasjon og tillit")) + 1 == headings.index(
        ("Heading 3", "REL-TILLIT Tillit")
    )
    assert ("Heading 1", "Rules") in headings
    retning = next(table for table in document.tables if table.cell(1, 0).text == "fremmer")
    assert [row.cells[0].text for row in retning.rows[1:]] == [
        "fremmer",
        "hemmer",
        "ambivalent",
        "beskrivende",
    ]


@pytest.mark.parametrize("name", ["bok", "bok.txt", "bok.pdf"])
def test_a_name_that_says_no_format_is_refused(project: Path, run: Run, name: str) -> None:
    done = run("codebook", "export", project, name)
    assert done.code == 1
    assert ".yaml, .yml, .csv, .xlsx, .docx, .md, .html" in done.err
    assert not Path(name).exists()


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_there_stays_unless_it_is_to_be_replaced(
    project: Path, run: Run, ending: str
) -> None:
    file = Path(f"bok.{ending}")
    file.write_text("mine", encoding="utf-8")
    done = run("codebook", "export", project, file)
    assert (done.code, file.read_text(encoding="utf-8")) == (1, "mine")
    assert "exists already" in done.err
    assert run("codebook", "export", project, file, "--force").code == 0
    assert zipfile.is_zipfile(file) == (ending in ("xlsx", "docx"))


def test_a_project_without_a_codebook_says_so_and_writes_nothing(run: Run) -> None:
    assert run("init", "tom.kodeverk").code == 0
    done = run("codebook", "export", "tom.kodeverk", "bok.docx")
    assert done.code == 1
    assert "no codebook yet" in done.err
    assert not Path("bok.docx").exists()


def test_a_file_in_no_folder_is_told(project: Path, run: Run) -> None:
    done = run("codebook", "export", project, "ingen/bok.html")
    assert done.code == 1
    assert "there is no folder" in done.err
