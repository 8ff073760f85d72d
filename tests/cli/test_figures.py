"""What frequencies and exports say of small projects, from the file to the figure."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kodeverk.model.change import Value
from kodeverk.model.identity import new_id, variable_id
from kodeverk.model.records import Coder
from kodeverk.store import queries
from kodeverk.store.opening import open_project
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
COLUMNS = "transcript,start,end,code,coder\n"

Begin = Callable[..., None]
Figures = Callable[..., list[dict[str, str]]]


@pytest.fixture
def book(tmp_path: Path) -> str:
    (tmp_path / "b.yaml").write_text(BOOK, encoding="utf-8")
    return "b.yaml"


@pytest.fixture
def figures(run: Run) -> Figures:
    """Call `kodeverk frequencies` for one code; return its rows."""

    def call(*arguments: str) -> list[dict[str, str]]:
        done = run("frequencies", "p.kodeverk", "--code", "A-EN", "--csv", *arguments)
        assert done.code == 0, done.err
        return list(csv.DictReader(io.StringIO(done.out)))

    return call


@pytest.fixture
def begin(run: Run, tmp_path: Path) -> Begin:
    """Make a project, with a codebook if it is given, and import texts into it, by name."""

    def call(texts: dict[str, str], *options: str, codebook: str | None = None) -> None:
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        loaded = [] if codebook is None else ["--codebook", codebook]
        assert run("init", "p.kodeverk", *loaded).code == 0
        assert run("import", "p.kodeverk", *texts, *options).code == 0

    return call


def of_role(rows: list[dict[str, str]], role: str) -> dict[str, str]:
    (found,) = [row for row in rows if row["role"] == role]
    return found


def test_a_transcript_finished_before_any_codebook_was_loaded_is_not_coded(
    begin: Begin, run: Run, figures: Figures, book: str
) -> None:
    said = {"t.txt": "I: Hei du.\nV: Jeg ringte henne.\n"}
    begin(said, "--municipality", "0301", "--role", "V=advisor")
    assert run("finish", "p.kodeverk", "t").code == 0
    assert run("codebook", "load", "p.kodeverk", book).code == 0
    rows = figures()
    assert [row["role"] for row in rows] == ["all", "interviewer", "advisor"]
    assert {row[name] for row in rows for name in ("codings", "of_speakers", "reason")} == {".."}
    assert run("finish", "p.kodeverk", "t").code == 0
    assert of_role(figures(), "all")["codings"] == "0"


def test_a_person_whose_consent_is_withdrawn_is_in_no_denominator(
    begin: Begin, run: Run, figures: Figures, book: str
) -> None:
    said = {"t.txt": "I: Hei du.\nV: Jeg ringte henne.\nD: Ja, hun ringte.\n"}
    roles = ("--role", "V=advisor", "--role", "D=participant", "--informant", "D=D7")
    begin(said, "--municipality", "0301", *roles, codebook=book)
    assert run("finish", "p.kodeverk", "t").code == 0
    assert of_role(figures(), "all")["of_speakers"] == "2"
    assert run("forget", "p.kodeverk", "D7", "--yes").code == 0
    rows = figures()
    assert of_role(rows, "all")["of_speakers"] == "1"
    assert [row["role"] for row in rows] == ["all", "interviewer", "advisor"]


def test_by_variable_there_are_only_values_that_somebody_has(
    begin: Begin,
    run: Run,
    figures: Figures,
    book: str,
    tmp_path: Path,
) -> None:
    (tmp_path / "m.csv").write_text(
        "file,municipality,roles,informants,sex\n"
        "v.txt,0301,V=advisor;D=participant,V=P1;D=P2,\n"
        "u.txt,0301,V=advisor;D=participant,V=P3;D=P4,m\n",
        encoding="utf-8",
    )
    said = {
        "v.txt": "V: Jeg ringte henne.\nD: Ja, hun ringte.\n",
        "u.txt": "V: Jeg ringte henne i dag.\nD: Ja, hun ringte da.\n",
    }
    begin(said, "--metadata", "m.csv", codebook=book)
    with open_project("p.kodeverk") as project, project.writing(Coder(new_id(), "X"), "v") as step:
        for one in queries.informants(step.connection):
            sex: dict[str, Value] = {
                "subject_kind": "informant",
                "subject": one.id,
                "name": "sex",
                "value": "k",
            }
            step.share("variable", variable_id("informant", one.id, "sex"), sex)
    assert run("finish", "p.kodeverk", "v", "u").code == 0
    rows = figures("--by", "variable", "--variable", "sex")
    assert {row["variable"] for row in rows} == {"k"}
    assert of_role(rows, "all")["of_speakers"] == "4"


def test_a_cell_is_never_0_because_a_coding_waits_for_its_place(
    begin: Begin,
    run: Run,
    figures: Figures,
    book: str,
    tmp_path: Path,
) -> None:
    said = (
        "V: Jeg ringte henne hver uke hele høsten.\n"
        "D: Det hjalp meg mye med norsken og praksisen.\n"
    )
    new = said.splitlines()[0] + "\nD: Helt andre ord står nå her i linjen.\n"
    roles = ("--role", "V=advisor", "--role", "D=participant")
    begin({"t.txt": said}, "--municipality", "0301", *roles, codebook=book)
    (tmp_path / "c.csv").write_text(COLUMNS + "t,7,19,A-EN,Kari\nt,49,62,A-EN,Kari\n")
    assert run("import-codings", "p.kodeverk", "c.csv").code == 0
    assert of_role(figures(), "participant")["codings"] == "1"
    (tmp_path / "t2.txt").write_text(new, encoding="utf-8")
    assert run("import", "p.kodeverk", "t2.txt", "--replaces", "t").code == 0
    rows = figures()
    waiting = of_role(rows, "participant")
    assert (waiting["codings"], waiting["reason"], waiting["left_out"]) == ("..", "..", "1")
    for role in ("all", "advisor"):
        assert [of_role(rows, role)[name] for name in ("codings", "speakers")] == ["1", "1"]


def test_codings_of_a_codebook_without_facets_come_back_from_their_table(
    begin: Begin, run: Run, book: str, tmp_path: Path
) -> None:
    said = {"t.txt": "I: Hei du.\nV: Jeg ringte henne.\n"}
    begin(said, "--role", "V=advisor", codebook=book)
    (tmp_path / "c.csv").write_text(COLUMNS + "t,14,24,A-EN,Kari\n")
    assert run("import-codings", "p.kodeverk", "c.csv", "--new-coders").code == 0
    assert run("export", "csv", "p.kodeverk", "out").code == 0
    with (tmp_path / "out" / "codings.csv").open(encoding="utf-8", newline="") as file:
        heading, row = csv.reader(file)
    cells = dict(zip(heading, row, strict=True))
    assert (cells["speakers"], cells["roles"], cells["origin"]) == ("V", "advisor", "imported")
    done = run("import-codings", "p.kodeverk", "out/codings.csv")
    assert (done.code, done.out) == (0, "0 codings added, 1 there already\n")


@pytest.mark.parametrize("export", [(), ("csv", "out"), ("sqlite", "out.sqlite")])
def test_where_nothing_is_finished_it_is_said_with_what_there_is_and_what_to_do(
    begin: Begin,
    run: Run,
    book: str,
    tmp_path: Path,
    export: tuple[()] | tuple[str, str],
) -> None:
    said = {"a.txt": "I: Hva nå?\nV: Vi hadde god tid, og hun forklarte alt rolig.\n"}
    begin(said, "--role", "V=advisor", "--municipality", "Voss", codebook=book)
    (tmp_path / "c.csv").write_text(COLUMNS + "a,25,32,A-EN,Kari\na,14,16,A-TO,Kari\n")
    assert run("import-codings", "p.kodeverk", "c.csv", "--unfinished").code == 0
    if export:
        done = run("export", export[0], "p.kodeverk", export[1])
    else:
        done = run("frequencies", "p.kodeverk")
    told = done.err if export else done.out
    assert done.code == 0
    assert "Nothing is in scope yet: 2 codings in 1 transcript that is not finished." in told
    assert "kodeverk finish" in told
    assert "--scope started" in told
    assert "without a coding" not in told
    begun = run("frequencies", "p.kodeverk", "--scope", "started")
    assert "A-EN" in begun.out
    assert "Nothing is in scope" not in begun.out


def test_by_coder_what_is_left_out_is_that_coders(
    begin: Begin,
    run: Run,
    figures: Figures,
    book: str,
    tmp_path: Path,
) -> None:
    said = {
        "t.txt": "I: Hei du.\nV: Jeg ringte henne.\n",
        "u.txt": "I: Hei igjen.\nV: Jeg ringte henne da.\n",
        "v.txt": "I: Hei nå.\nV: Ingen ringte.\n",
    }
    begin(said, "--municipality", "0301", "--role", "V=advisor", codebook=book)
    (tmp_path / "c.csv").write_text(COLUMNS + "t,14,24,A-EN,Anne\nu,17,27,A-EN,Anne\n")
    (tmp_path / "d.csv").write_text(COLUMNS + "t,14,24,A-EN,Bo\n")
    assert run("import-codings", "p.kodeverk", "c.csv", "--new-coders").code == 0
    begun = run("import-codings", "p.kodeverk", "d.csv", "--new-coders", "--unfinished")
    assert begun.code == 0
    rows = figures("--by", "coder", "--basis", "all", "--role", "all")
    left = {row["coder"]: (row["codings"], row["left_out"]) for row in rows}
    assert left == {"Anne": ("2", "0"), "Bo": ("..", "1")}
    told = run("frequencies", "p.kodeverk", "--by", "coder", "--basis", "all").out
    assert "Bo: 1 of 1 transcript is not finished in the round main: left out." in told
    assert "Anne:" not in told


CUES = """\
WEBVTT

00:00.000 --> 00:02.000
<v Kari>Hei du.

00:02.000 --> 00:04.000
Hvordan går det?

00:04.000 --> 00:06.000
<v Ola>Jo, det går.
"""


def test_the_number_of_turns_and_words_is_the_same_from_import_to_export(
    run: Run, tmp_path: Path, book: str
) -> None:
    (tmp_path / "c.vtt").write_text(CUES, encoding="utf-8")
    assert run("init", "p.kodeverk", "--codebook", book).code == 0
    looked = run("import", "p.kodeverk", "c.vtt", "--dry-run", "--json")
    (told,) = json.loads(looked.out)["transcripts"]
    assert (told["turns"], told["joined_turns"], told["words"]) == (3, 2, 8)
    imported = run("import", "p.kodeverk", "c.vtt").out
    assert re.search(r"c\.vtt +imported +2 +8", imported), imported
    assert run("export", "sqlite", "p.kodeverk", "out.sqlite").code == 0
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as made:
        assert made.execute("SELECT turns, words FROM transcript").fetchall() == [(2, 8)]


def test_finished_by_two_coders_of_whom_none_is_main_is_not_counted_as_finished(
    begin: Begin, run: Run, book: str, tmp_path: Path
) -> None:
    begin({"t.txt": "I: Hei du.\nV: Jeg ringte henne.\n"}, "--role", "V=advisor", codebook=book)
    for coder in ("Anne", "Bo"):
        assert run("finish", "p.kodeverk", "t", "--coder", coder).code == 0
    told = run("status", "p.kodeverk").err
    assert "0 of 1 transcript finished" in told
    assert "--main" in told
    assert run("assign", "p.kodeverk", "--main", "t=Bo", "--coder", "Bo").code == 0
    assert "1 of 1 transcript finished" in run("status", "p.kodeverk").err
