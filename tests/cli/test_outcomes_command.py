"""`kodeverk outcomes`, from a table to a case matrix in every format."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.command_line import Run

TABLE = "municipality,year,n,of,cohort\n0220,2016,22,30,2015\n0417,2016,:,:,2015\n"


@pytest.fixture
def with_outcomes(coded: Path, run: Run, tmp_path: Path) -> Path:
    (tmp_path / "work.csv").write_text(TABLE, encoding="utf-8")
    loaded = run("outcomes", "load", coded, "work.csv")
    assert loaded.code == 0, loaded.err
    assert loaded.out.splitlines() == [
        "work: 2 added, 0 changed, 0 unchanged",
        "n: 1 present, 1 suppressed, 0 missing, 0 not applicable",
        "of: 1 present, 1 suppressed, 0 missing, 0 not applicable",
    ]
    return coded


def test_a_table_is_loaded_shown_and_taken_out_again(with_outcomes: Path, run: Run) -> None:
    assert "work: work" in run("outcomes", "show", with_outcomes).out
    assert "22" in run("outcomes", "show", with_outcomes, "--municipality", "Asker").out
    assert run("outcomes", "remove", with_outcomes, "work").out == "removed work: 2 outcomes\n"
    assert "No outcomes" in run("outcomes", "show", with_outcomes).out
    assert run("undo", with_outcomes, "--yes").code == 0
    shown = json.loads(run("outcomes", "show", with_outcomes, "--json").out)
    assert {(each["area"], each["n"]) for each in shown["outcomes"]} == {
        ("0220", 22),
        ("0417", ":"),
    }


def test_the_matrix_has_outcome_interval_and_lag_beside_the_codes(
    with_outcomes: Path, run: Run
) -> None:
    done = run("outcomes", "matrix", with_outcomes, "--code", "REL-TILLIT", "--years", "2016")
    assert done.code == 0, done.err
    (asker,) = [line for line in done.out.splitlines() if line.startswith("3203 Asker  ")]
    assert re.split(" {2,}", asker)[1:4] == ["22 of 30 (73 %)", "56–86 %", "above"]
    (stange,) = [line for line in done.out.splitlines() if line.startswith("3413 Stange  ")]
    assert ":" in stange
    made = json.loads(run("outcomes", "matrix", with_outcomes, "--json").out)
    first = made["cases"][0]
    assert (first["municipality"], first["standing"], first["lag"]) == ("3203", "above", [3, 3])
    assert {case["standing"] for case in made["cases"][1:]} == {None}
    assert all(case["reason"] in {":", ".."} for case in made["cases"][1:])


def test_a_suppressed_outcome_is_suppressed_in_every_format(
    with_outcomes: Path, run: Run, tmp_path: Path
) -> None:
    assert run("outcomes", "matrix", with_outcomes, "--out", "m.csv").code == 0
    with (tmp_path / "m.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["municipality"]: row for row in csv.DictReader(file)}
    assert (rows["3413"]["n"], rows["3413"]["share"], rows["3413"]["reason"]) == (":", ":", ":")
    assert rows["3203"]["n"] == "22"
    for name in ("m.md", "m.html", "m.docx", "m.xlsx"):
        done = run("outcomes", "matrix", with_outcomes, "--out", name, "--exploratory")
        assert (done.code, done.out) == (0, f"{name}\n"), done.err
    stange = next(
        line
        for line in (tmp_path / "m.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| 3413 Stange")
    )
    assert [cell.strip() for cell in stange.split("|")][2:5] == [":", "", ":"]
    assert run("outcomes", "matrix", with_outcomes, "--out", "m.md").code == 1, "it is there"


@pytest.mark.parametrize("years", ["22", "2019-", "x", ","])
def test_years_that_are_none_are_wrong_use(with_outcomes: Path, run: Run, years: str) -> None:
    assert run("outcomes", "matrix", with_outcomes, "--years", years).code == 2
