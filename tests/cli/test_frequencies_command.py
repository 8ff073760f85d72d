"""`kodeverk frequencies` by one thing or two, by every measure, and its saved views."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.command_line import Run
from tests.written_files import csv_rows

CODE = ("--code", "REL-TILLIT")


def test_two_dimensions_stand_in_the_table_the_csv_and_the_json(run: Run, coded: Path) -> None:
    by = ("--by", "municipality,facet:retning")
    table = run("frequencies", coded, *CODE, *by).out
    assert "3203 Asker · fremmer" in table
    assert "3203 Asker · total" in table
    assert "total · total" in table
    rows = [*csv.DictReader(io.StringIO(run("frequencies", coded, *CODE, *by, "--csv").out))]
    assert {"code", "municipality", "municipality_name", "facet:retning", "role"} <= {*rows[0]}
    assert {row["facet:retning"] for row in rows} >= {"fremmer", "hemmer", "unset"}
    found = json.loads(run("frequencies", coded, *CODE, *by, "--json").out)
    assert len(found["rows"]) == len(rows)
    assert all(None not in (row["municipality"], row["facet:retning"]) for row in found["rows"])
    whole = [
        row
        for row in found["totals"]
        if (row["municipality"], row["facet:retning"], row["role"]) == (None, None, "all")
    ]
    alone = json.loads(run("frequencies", coded, *CODE, "--by", "role", "--json").out)["rows"]
    same = ("codings", "passages", "turns", "speakers", "words", "of_speakers", "of_words")
    (right,) = [row for row in alone if row["role"] == "all"]
    assert [[row[name] for name in same] for row in whole] == [[right[name] for name in same]]


def test_the_old_names_of_a_variable_and_of_informants_go_on_working(run: Run, coded: Path) -> None:
    old = run("frequencies", coded, *CODE, "--by", "variable", "--variable", "sex", "--json")
    new = run("frequencies", coded, *CODE, "--by", "variable:sex", "--json")
    before, after = json.loads(old.out), json.loads(new.out)
    assert [row["variable"] for row in before["rows"]] == [
        row["variable:sex"] for row in after["rows"]
    ]
    assert (before["by"], before["variable"]) == ("variable", "sex")
    speakers = run("frequencies", coded, *CODE, "--measure", "speakers").out
    assert run("frequencies", coded, *CODE, "--measure", "informants").out == speakers


@pytest.mark.parametrize(
    ("by", "code", "said"),
    [
        ("moon", 2, "'moon' is not one of municipality, role"),
        ("role,moon", 2, "is not one of"),
        ("role,role", 1, "role is there twice"),
        ("role,coder,round", 1, "at most two"),
        ("facet", 1, "Name it: --by facet:NAME."),
        ("facet:retnin", 1, "Did you mean retning?"),
        ("variable:sx", 1, "nothing has a variable 'sx'"),
    ],
)
def test_what_cannot_be_compared_is_an_error_that_says_what_can(
    run: Run, made_once: Path, by: str, code: int, said: str
) -> None:
    done = run("frequencies", made_once, "--by", by)
    assert (done.code, said in done.err) == (code, True), done.err


def test_a_round_beside_a_table_by_round_is_an_error(run: Run, made_once: Path) -> None:
    done = run("frequencies", made_once, "--by", "round", "--round", "main")
    assert (done.code, "leave out --round" in done.err) == (2, True)


def test_no_totals_stand_over_coders(run: Run, coded: Path) -> None:
    assert "total" not in run("frequencies", coded, *CODE, "--by", "coder").out
    both = run("frequencies", coded, *CODE, "--by", "coder,municipality").out
    assert "Kari · total" in both
    assert "total · 3203" not in both


def test_passages_per_1000_words_are_those_of_the_informants_in_scope(
    run: Run, coded: Path
) -> None:
    found = json.loads(run("frequencies", coded, *CODE, "--by", "role", "--json").out)["rows"]
    (row,) = [one for one in found if one["role"] == "all"]
    assert row["per_1000"] == pytest.approx(1000 * row["passages"] / row["of_words"])
    table = run("frequencies", coded, *CODE, "--by", "role", "--measure", "per-1000").out
    assert f" · {row['per_1000']:.1f}" in table


def test_a_saved_view_comes_back_by_its_name_and_other_options_go_before_it(
    run: Run, coded: Path
) -> None:
    asked = (*CODE, "--by", "role,facet:retning", "--measure", "informants")
    saved = run("frequencies", coded, *asked, "--save-view", "  direction ")
    assert "saved the view" in saved.err
    assert run("frequencies", coded, "--view", "direction").out == saved.out
    other = run("frequencies", coded, "--view", "direction", "--by", "role").out
    assert other == run("frequencies", coded, *CODE, "--by", "role", "--measure", "informants").out
    listed = run("frequencies", coded, "--views").out
    assert listed == "direction: by role,facet:retning · informants · codes REL-TILLIT\n"
    wrong = run("frequencies", coded, "--view", "directon")
    assert (wrong.code, "Did you mean direction?" in wrong.err) == (1, True)


def test_what_cannot_be_counted_is_kept_as_no_view(run: Run, coded: Path) -> None:
    assert run("frequencies", coded, "--code", "REL-TILIT", "--save-view", "wrong").code == 1
    nothing = run("frequencies", coded, "--by", "round", "--round", "main", "--save-view", "both")
    assert (nothing.code, "saved" in nothing.err) == (2, False)
    assert "wrong" not in run("frequencies", coded, "--views").out


def test_a_view_is_taken_away_brought_back_and_saved_again(run: Run, coded: Path) -> None:
    run("frequencies", coded, "--by", "role", "--save-view", "roles")
    assert run("frequencies", coded, "--drop-view", "roles").code == 0
    assert json.loads(run("frequencies", coded, "--views", "--json").out) == {"views": []}
    assert run("undo", coded).out == "undid: dropped the view roles\n"
    assert run("frequencies", coded, "--views").out == "roles: by role · passages\n"
    run("frequencies", coded, "--drop-view", "roles")
    run("frequencies", coded, "--by", "coder", "--basis", "all", "--save-view", "roles")
    assert run("frequencies", coded, "--views").out == "roles: by coder · passages · basis all\n"
    assert run("frequencies", coded, "--drop-view", "role").code == 1
    assert run("verify", coded).code == 0


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".docx", ".md", ".html"])
def test_a_table_is_written_to_a_file_of_every_format(
    run: Run, coded: Path, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"table{ending}"
    done = run("frequencies", coded, *CODE, "--by", "role", "--out", out)
    assert done.out.splitlines()[0] == str(out)
    assert "Scope: finished" in done.err
    assert out.stat().st_size > 100
    again = run("frequencies", coded, *CODE, "--by", "role", "--out", out)
    assert (again.code, "exists already" in again.err) == (1, True)
    assert run("frequencies", coded, *CODE, "--by", "role", "--out", out, "--force").code == 0


def test_the_figures_of_a_file_are_those_of_the_table(
    run: Run, coded: Path, tmp_path: Path
) -> None:
    out = tmp_path / "table.csv"
    roles = ("--role", "advisor", "--role", "participant")
    done = run("frequencies", coded, *roles, "--measure", "words", "--out", out)
    names = ("table", "table-frequencies-participant", "table-rows", "table-about")
    assert done.out.split() == [str(tmp_path / f"{name}.csv") for name in names]
    rows = {(row["code"], row["level"]): row for row in csv_rows(out)}
    shown = run("frequencies", coded, *CODE, "--role", "advisor", "--measure", "words").out
    for cell in (cell for head, cell in rows["REL-TILLIT", "code"].items() if "Asker" in head):
        assert cell in shown
    at_length = csv_rows(tmp_path / "table-rows.csv")
    assert {row["role"] for row in at_length} == {"advisor", "participant"}
    assert {row["level"] for row in at_length} == {"code", "theme"}
    about = {row["key"]: row["value"] for row in csv_rows(tmp_path / "table-about.csv")}
    assert (about["measure"], about["roles"]) == ("words", "advisor, participant")


def test_a_text_names_what_nobody_has_and_a_wrong_ending_is_refused(
    run: Run, coded: Path, tmp_path: Path
) -> None:
    out = tmp_path / "table.md"
    assert run("frequencies", coded, "--out", out).code == 0
    text = out.read_text(encoding="utf-8")
    assert "**Without a coding:**" in text
    assert "How it is counted" in text
    refused = run("frequencies", coded, "--out", tmp_path / "table.pdf")
    assert (refused.code, ".docx, .md, .html" in refused.err) == (1, True)
    assert run("frequencies", coded, "--out", out, "--csv").code == 2
