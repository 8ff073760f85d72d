"""`kodeverk agreement`, from two coders' tables to the figure."""

import csv
import json
from pathlib import Path

import pytest

from kodeverk.analysis.agreement.figures import STATISTICS
from kodeverk.analysis.agreement.units import UNITS
from kodeverk.cli import agreement
from tests.cli.command_line import Run

BOOK = """\
schema: kodeverk-kodebok/1
codebook: {id: bok, version: '1.0', title: {nb: Bok}, language: nb}
themes:
- id: A
  name: {nb: Tema A}
  codes:
  - {id: A-EN, name: {nb: en}}
  - {id: A-TO, name: {nb: to}}
"""
TURNS = 12


@pytest.fixture
def coded(run: Run, tmp_path: Path) -> Run:
    """Six interviews that Kari and Jonas have coded: they differ on one turn of each."""
    (tmp_path / "b.yaml").write_text(BOOK, encoding="utf-8")
    assert run("init", "p.kodeverk", "--codebook", "b.yaml").code == 0
    rows = ["transcript,start,end,code,coder"]
    for number in range(6):
        answer = f"D: Jeg lette etter jobb i by {number} den gangen."
        text = "\n".join(f"I: Hva skjedde {turn}?\n{answer}" for turn in range(TURNS)) + "\n"
        (tmp_path / f"t{number}.txt").write_text(text, encoding="utf-8")
        place = 0
        for turn in range(TURNS):
            start = text.index(answer, place) + 3
            place = start
            given = {"Kari": turn in (2, 3, 4), "Jonas": turn in (3, 4, 5 + number % 2)}
            rows += [
                f"t{number},{start},{start + 8},A-EN,{coder}"
                for coder, has_it in given.items()
                if has_it
            ]
            rows += [f"t{number},{start},{start + 8},A-TO,{coder}" for coder in given if turn == 7]
    (tmp_path / "c.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    names = [f"t{number}.txt" for number in range(6)]
    assert run("import", "p.kodeverk", *names, "--role", "D=participant", "--as-new").code == 0
    assert run("import-codings", "p.kodeverk", "c.csv", "--new-coders").code == 0
    return run


def test_a_figure_that_has_no_interval_is_not_said_to_be_of_too_few_transcripts(coded: Run) -> None:
    done = coded("agreement", "p.kodeverk", "--statistic", "alpha-u")
    assert "no interval is computed for it" in done.out
    assert "too few" not in done.out, "they are six"


def test_the_figures_are_those_of_a_count_by_hand(coded: Run) -> None:
    done = coded("agreement", "p.kodeverk", "--code", "A-EN", "--json")
    assert done.code == 0, done.err
    answer = json.loads(done.out)
    assert answer["unit"] == "turn"
    (row,) = [
        one
        for one in answer["statistics"]
        if one["statistic"] == "positive" and one["unit"] == "turn"
    ]
    # Six interviews: two turns in common, one of each coder alone.
    assert [row[name] for name in ("both", "first_only", "second_only", "neither")] == [
        12,
        6,
        6,
        48,
    ]
    assert row["value"] == 24 / 36
    assert row["coders"] == ["Jonas", "Kari"]
    assert row["transcripts"] == 6
    (alpha,) = [
        one for one in answer["statistics"] if one["statistic"] == "alpha" and one["unit"] == "turn"
    ]
    assert alpha["low"] < alpha["value"] <= alpha["high"]


def test_the_table_puts_first_what_needs_talk_and_says_what_it_is_of(coded: Run) -> None:
    done = coded("agreement", "p.kodeverk")
    lines = done.out.splitlines()
    assert [line.split()[0] for line in lines[3:5]] == ["A-EN", "A-TO"]
    assert "too rare" in lines[4]
    assert "6 of 6 transcripts are finished by two coders or more" in done.out
    assert "Compared are the turns of informants." in done.out


@pytest.mark.parametrize("statistic", STATISTICS)
def test_every_statistic_can_be_asked_for(coded: Run, statistic: str) -> None:
    done = coded("agreement", "p.kodeverk", "--statistic", statistic, "--json")
    assert done.code == 0, done.err
    rows = json.loads(done.out)["statistics"]
    assert {row["statistic"] for row in rows} == {statistic}
    assert any(row["value"] is not None for row in rows)
    assert coded("agreement", "p.kodeverk", "--statistic", statistic).code == 0


def test_the_command_names_all_units_and_statistics_there_are() -> None:
    assert agreement.UNITS == UNITS
    assert agreement.STATISTICS == STATISTICS


def test_a_gate_answers_no_where_a_code_falls_short_or_none_is_judged(coded: Run) -> None:
    passed = coded("agreement", "p.kodeverk", "--code", "A-EN", "--min-alpha", "0.2")
    assert passed.code == 0, passed.err
    short = coded("agreement", "p.kodeverk", "--code", "A-EN", "--min-alpha", "0.9")
    assert short.code == 3
    assert "A-EN: the low end of alpha is" in short.err
    rare = coded("agreement", "p.kodeverk", "--code", "A-TO", "--min-alpha", "0.2")
    assert rare.code == 3
    assert "A-TO: cannot be judged (too rare to judge" in rare.err
    unjudged = coded("agreement", "p.kodeverk", "--min-alpha", "0.2", "--strict")
    assert unjudged.code == 3
    nothing = coded("agreement", "p.kodeverk", "--code", "A-EN", "--min-alpha", "nan")
    assert (nothing.code, "'nan' is no number from -1 to 1" in nothing.err) == (2, True)


def test_what_other_programs_would_say_stands_beside_it(coded: Run) -> None:
    done = coded("agreement", "p.kodeverk", "--code", "A-EN", "--compare", "--json")
    (row,) = json.loads(done.out)["elsewhere"]
    # Segments: of each interview 2 agree and 2 stand alone; the book has 3 codes.
    assert row["maxqda"] == pytest.approx((0.5 - 1 / 3) / (1 - 1 / 3))
    assert 0 < row["nvivo"] < 1
    assert row["atlas"] == pytest.approx(row["nvivo"], abs=0.01)
    assert "what other programs would say" in coded("agreement", "p.kodeverk", "--compare").out


def test_the_figures_are_written_as_tables(coded: Run, tmp_path: Path) -> None:
    written = coded("agreement", "p.kodeverk", "--out", "a.csv")
    beside = ("differences", "confused", "facets", "about")
    assert written.out.split() == ["a.csv", *(f"a-{name}.csv" for name in beside)]
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    (row,) = [
        one
        for one in rows
        if (one["statistic"], one["code"], one["unit"]) == ("positive", "A-EN", "turn")
    ]
    assert float(row["value"]) == 24 / 36
    assert (row["both"], row["neither"], row["coders"]) == ("12", "48", "Jonas|Kari")
    assert coded("agreement", "p.kodeverk", "--out", "a.csv").code == 1, "it is there already"
    assert coded("agreement", "p.kodeverk", "--out", "a.csv", "--force").code == 0
    assert coded("agreement", "p.kodeverk", "--out", "a.xlsx").out == "a.xlsx\n"
    assert coded("agreement", "p.kodeverk", "--out", "p.kodeverk", "--force").code == 1


def test_strict_alone_is_wrong_use(coded: Run) -> None:
    assert coded("agreement", "p.kodeverk", "--strict").code == 2


def test_cells_with_few_transcripts_have_no_figures_and_are_named(coded: Run) -> None:
    by_role = coded("agreement", "p.kodeverk", "--by", "role", "--code", "A-EN")
    assert "role: participant" in by_role.out
    assert coded("set", "p.kodeverk", "t0", "--municipality", "0301").code == 0
    by_place = coded("agreement", "p.kodeverk", "--by", "municipality", "--code", "A-EN")
    assert "and so no figures: Oslo." in by_place.out
    assert "municipality: no municipality" in by_place.out


def test_nothing_finished_twice_is_said(run: Run) -> None:
    assert run("init", "p.kodeverk").code == 0
    done = run("agreement", "p.kodeverk")
    assert done.code == 0
    assert "No transcript is finished by two of the coders compared" in done.out


def test_drift_is_seen_round_by_round(coded: Run) -> None:
    names = [f"t{number}" for number in range(6)]
    for command in (
        ("release", "p.kodeverk", *names),
        ("assign", "p.kodeverk", "--coders", "Kari,Jonas", "--double", "100%", "--round", "again"),
        ("finish", "p.kodeverk", *names, "--coder", "Kari", "--round", "again"),
        ("finish", "p.kodeverk", *names, "--coder", "Jonas"),
    ):
        assert coded(*command).code == 0
    done = coded("agreement", "p.kodeverk", "--by", "round", "--code", "A-EN")
    assert done.out.startswith("alpha by round, in order of date\n"), done.out + done.err
    assert done.out.splitlines()[1].split() == ["code", "main", "again"]
    assert "round: again, 20" in done.out
    answer = json.loads(coded("agreement", "p.kodeverk", "--by", "round", "--json").out)
    assert [one["round"] for one in answer["rounds"]] == ["main", "again"]
    assert coded("agreement", "p.kodeverk", "--by", "round", "--round", "again").code == 2
