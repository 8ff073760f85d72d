"""Tables as Excel writes them: empty cells at the end of a row are left out."""

from pathlib import Path

import pytest

from tests.cli.command_line import TALK, Run


@pytest.fixture
def small(tmp_path: Path, run: Run, codebook: Path) -> Path:
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    assert run("init", "p.kodeverk", "--codebook", codebook).code == 0
    return tmp_path / "p.kodeverk"


def test_cells_missing_at_the_end_of_a_row_are_empty_in_every_table(
    small: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "meta.csv").write_text(
        "file;municipality;date;merknad\na.txt;Voss;2020-01-02\n", encoding="utf-8"
    )
    (tmp_path / "codings.csv").write_text(
        "transcript;start;end;code;coder;memo\na;45;52;REL-TILLIT;Kari\n", encoding="utf-8"
    )
    (tmp_path / "answers.csv").write_text(
        "replace;text;replacement;kind;transcripts;places;contexts;doubt;only\n"
        "no;Hun;[Person A];person;1;1;x\n",
        encoding="utf-8",
    )
    done = run("import", small, "a.txt", "--metadata", "meta.csv", "--role", "V=advisor")
    assert done.code == 0, done.err
    assert "4621 Voss" in done.out
    done = run("import-codings", small, "codings.csv", "--new-coders")
    assert done.code == 0, done.err
    done = run("pseudonymise", small, "--apply", "answers.csv", "--dry-run")
    assert done.code == 0, done.err


def test_a_row_with_more_cells_than_the_header_is_refused(
    small: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "meta.csv").write_text(
        "file,municipality\na.txt,Voss, Vestland\n", encoding="utf-8"
    )
    done = run("import", small, "a.txt", "--metadata", "meta.csv")
    assert done.code == 1
    assert "meta.csv:2: 3 cells where the header has 2" in done.err
