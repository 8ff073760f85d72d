"""Undo and redo on the command line: asked about, named by number, refused in words."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.corpus import BOOK
from kodeverk.cli import console
from kodeverk.cli.commands import kodeverk
from tests.cli.command_line import Run

CODINGS = "transcript,start,end,code,coder\na,3,6,REL,Kari\nb,3,6,REL,Kari\n"


@pytest.fixture
def small(tmp_path: Path, run: Run) -> Path:
    """A fresh project: a codebook, two interviews, assignments, imported codings."""
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "codings.csv").write_text(CODINGS, encoding="utf-8")
    for name in ("a", "b"):
        talk = f"V: Det går {name}.\nI: Og så?\nV: Så gikk det.\nI: Ja.\nV: Det gjorde det.\n"
        (tmp_path / f"{name}.txt").write_text(talk, encoding="utf-8")
    project = tmp_path / "p.kodeverk"
    for command in (
        ("init", project, "--codebook", "book.yaml"),
        ("import", project, "a.txt", "b.txt", "--role", "V=advisor"),
        ("assign", project, "--coders", "Kari,Ola"),
        ("import-codings", project, "codings.csv", "--unfinished"),
    ):
        done = run(*command)
        assert done.code == 0, done.err
    return project


def test_what_reaches_beyond_a_transcript_is_undone_only_with_a_yes(small: Path, run: Run) -> None:
    whole = run("verify", small).out
    asked = run("undo", small)
    assert asked.code == 1
    assert asked.err.startswith("error: “imported codings from codings.csv” (")
    assert "2 codings in 2 transcripts" in asked.err
    assert asked.err.endswith("nobody can be asked here\nhint: Say --yes to do it.\n")
    assert run("verify", small).out == whole
    assert run("undo", small, "--yes").out == "undid: imported codings from codings.csv\n"
    assert run("redo", small).code == 1
    assert run("redo", small, "--yes").out == "did again: imported codings from codings.csv\n"
    assert run("verify", small).out == whole


@pytest.mark.parametrize(("answer", "code"), [("n", 1), ("y", 0)])
def test_on_a_terminal_it_is_asked(
    small: Path, run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    whole = run("verify", small).out
    monkeypatch.setattr(console, "on_terminal", lambda: True)
    done = CliRunner().invoke(kodeverk, ["undo", str(small)], input=f"{answer}\n")
    assert done.exit_code == code
    assert "Take back “imported codings from codings.csv”" in done.stderr
    assert (run("verify", small).out == whole) == bool(code)


def test_the_log_numbers_the_steps_and_any_is_taken_back_by_its_number(
    small: Path, run: Run
) -> None:
    assert run("finish", small, "a").code == 0
    assert run("set", small, "b", "--date", "2024-05-06").code == 0
    steps = json.loads(run("log", small, "--json").out)["steps"]
    assert [step["number"] for step in steps] == [6, 5, 4, 3, 2, 1]
    table = run("log", small).out.splitlines()
    assert table[2].split()[0] == "6"
    assert " a " in table[3]
    refused = run("undo", small, 2)
    assert refused.code == 1
    for told in ("“imported 2 files” cannot be undone", "\n  4 Kari: imported codings", "6 Kari: "):
        assert told in refused.err
    assert run("undo", small, 5).out == "undid: finished 1 transcript\n"
    assert "undo 5" in run("log", small).out
    assert "finished 1 transcript (undone)" in run("log", small).out
    assert "taken back already" in run("undo", small, steps[1]["id"]).err
    assert run("undo", small, 7).out == "did again: finished 1 transcript\n"
    assert run("undo", small, "nothing").code == 1


def test_steps_of_others_are_theirs(small: Path, run: Run) -> None:
    assert run("finish", small, "a", "--coder", "Ola").code == 0
    refused = run("undo", small, 5, "--yes")
    assert refused.code == 1
    assert "is Ola's" in refused.err
    asked = run("undo", small, 4, "--coder", "Ola")
    assert asked.code == 1
    assert "is Kari's" in asked.err
    assert run("undo", small, 5, "--coder", "Ola").code == 0
