"""What R and LibreOffice make of the exports, as docs/r-and-excel.md shows it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.exports.registry import EXPORTS
from kodeverk.service.scoping import Selection
from tests.service.known_study import make_study
from tests.written_files import csv_rows

STARTED = Selection(scope="started")
QUOTE = '=Planen, sa hun; "den er skrevet"'
pytestmark = pytest.mark.outside

r_only = pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not here")
office_only = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every export of the known study."""
    folder = tmp_path_factory.mktemp("exported")
    with make_study(folder) as project:
        for name, out, options in (
            ("sqlite", "study.sqlite", ExportOptions(STARTED)),
            ("xlsx", "study.xlsx", ExportOptions(STARTED)),
            ("docx", "study.docx", ExportOptions(STARTED)),
            ("csv", "tables", ExportOptions(STARTED)),
            ("csv", "excel", ExportOptions(STARTED, excel=True)),
        ):
            EXPORTS[name].write(project, folder / out, options)
    return folder


def opened(path: Path, to: str, into: Path, *more: str) -> None:
    """Let LibreOffice open a file in a Norwegian locale and write it in another format."""
    profile = f"-env:UserInstallation=file://{into / 'profile'}"
    subprocess.run(
        ["soffice", profile, "--headless", *more, "--convert-to", to, "--outdir", into, path],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "LC_ALL": "nb_NO.UTF-8", "LANG": "nb_NO.UTF-8"},
    )


@r_only
def test_the_r_script_of_the_documentation_gives_the_figures(
    folder: Path, repository: Path
) -> None:
    page = (repository / "docs" / "r-and-excel.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"^```r\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert script.count("\n") == 10
    (folder / "informants.R").write_text(script, encoding="utf-8")
    done = subprocess.run(
        ["Rscript", "informants.R"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    shown = done.stdout.split("place")[1]
    rows = {row["code"]: row for row in csv_rows(folder / "tables" / "matrix_informants.csv")}
    for code in ("REL-TILLIT", "REL-TID", "MET-PLAN"):
        (line,) = [line for line in shown.splitlines() if line.strip().startswith(f"{code} ")]
        n = [int(cell) for name, cell in rows[code].items() if name.endswith(" n") and cell != ".."]
        assert sum(map(int, line.split()[1:])) == sum(n)


@office_only
def test_libreoffice_opens_the_workbook_with_whole_cells(folder: Path, tmp_path: Path) -> None:
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    opened(folder / "study.xlsx", every_sheet, tmp_path)
    read = csv_rows(tmp_path / "study-codings.csv")
    written = csv_rows(folder / "tables" / "codings.csv")
    for name in ("id", "municipality", "quote", "code_name", "county"):
        assert [row[name] for row in read] == [row[name] for row in written], name
    assert QUOTE in [row["quote"] for row in read]


@office_only
def test_libreoffice_opens_the_table_and_runs_nothing(folder: Path, tmp_path: Path) -> None:
    told = "--infilter=Text - txt - csv (StarCalc):59,34,76"
    plain = "csv:Text - txt - csv (StarCalc):44,34,76"
    opened(folder / "excel" / "codings.csv", plain, tmp_path, told)
    read = [row["quote"].removeprefix("'") for row in csv_rows(tmp_path / "codings.csv")]
    assert read == [row["quote"] for row in csv_rows(folder / "tables" / "codings.csv")]


@office_only
def test_libreoffice_opens_the_report_and_prints_it(folder: Path, tmp_path: Path) -> None:
    opened(folder / "study.docx", "pdf", tmp_path)
    assert (tmp_path / "study.pdf").stat().st_size > 10_000


def test_without_excel_a_quote_is_untouched_and_with_it_guarded(folder: Path) -> None:
    assert QUOTE in {row["quote"] for row in csv_rows(folder / "tables" / "codings.csv")}
    guarded = (folder / "excel" / "codings.csv").read_text(encoding="utf-8-sig")
    assert "'=Planen" in guarded
