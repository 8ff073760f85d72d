"""What a second import of a file, or of one that is nearly it, does and says."""

import json
from pathlib import Path

import pytest

from tests.cli.command_line import TALK, Run


@pytest.fixture
def small(tmp_path: Path, run: Run) -> Path:
    """A project with one interview from a folder."""
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "a.txt").write_text(TALK, encoding="utf-8")
    assert run("init", "p.kodeverk").code == 0
    assert run("import", "p.kodeverk", "f", "--role", "V=advisor").code == 0
    return tmp_path / "p.kodeverk"


@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_a_corrected_file_is_left_out_with_the_options_that_answer(
    small: Path, run: Run, dry_run: tuple[str, ...]
) -> None:
    corrected = small.parent / "f" / "a.txt"
    corrected.write_text(TALK.replace("rolig", "stille"), encoding="utf-8")
    done = run("import", small, "f", *dry_run)
    assert done.code == 1
    assert 'f/a.txt: perhaps it is there: "a" 96 % the same words, of the same name' in done.err
    assert "--replaces a" in done.err
    assert "--as-new" in done.err
    told = json.loads(run("import", small, "f", "--json", *dry_run).out)["transcripts"][0]
    assert told["status"] == "asked"
    assert (told["near"]["transcript"], told["near"]["percent"]) == ("a", 96)
    assert len(run("status", small).out.splitlines()) == 3


def test_of_a_file_that_does_not_come_in_nothing_is_said_of_how_certain_it_is(
    small: Path, run: Run
) -> None:
    corrected = small.parent / "f" / "a.txt"
    corrected.write_text(TALK.replace("rolig", "stille"), encoding="utf-8")
    assert "certain" not in run("import", small, "f", "--dry-run").out
    assert "  not certain: 4 lines" in run("import", small, "f", "--dry-run", "--as-new").out


def test_a_corrected_file_becomes_a_version_or_an_interview_as_is_said(
    small: Path, run: Run
) -> None:
    corrected = small.parent / "f" / "a.txt"
    corrected.write_text(TALK.replace("rolig", "stille"), encoding="utf-8")
    assert run("import", small, corrected, "--replaces", "a").code == 0
    corrected.write_text(TALK.replace("rolig", "stille og fint"), encoding="utf-8")
    assert run("import", small, corrected, "--as-new").code == 0
    assert [line.split()[0] for line in run("status", small).out.splitlines()[2:]] == ["a", "a"]


def test_a_corrected_text_says_what_of_its_turns_is_not_carried_over_and_how_doubts_are_settled(
    small: Path, run: Run
) -> None:
    corrected = small.parent / "f" / "a.txt"
    corrected.write_text(TALK.replace("rolig", "stille"), encoding="utf-8")
    assert "decided otherwise" not in run("import", small, corrected, "--replaces", "a").err
    assert run("turns", small, "a", "--ignore", "V").code == 0
    corrected.write_text(TALK.replace("rolig", "fint") + "\nOla: Kom inn.\n", encoding="utf-8")
    done = run("import", small, corrected, "--replaces", "a")
    assert "the turns of the text before were decided otherwise than it reads" in done.err
    assert "(say --line " in done.err or "(say --ignore Ola," in done.err


def test_what_a_transcript_has_is_told_of_a_text_that_is_there_however_it_would_be_read_now(
    small: Path, run: Run
) -> None:
    assert run("turns", small, "a", "--ignore", "V").code == 0
    row = next(
        line.split() for line in run("versions", small, "a").out.splitlines() if "a.txt" in line
    )
    told = json.loads(run("import", small, "f", "--json").out)["transcripts"][0]
    assert told["status"] == "unchanged"
    assert {str(told["joined_turns"]), str(told["words"])} <= {*row}
    assert sum(speaker["turns"] for speaker in told["speakers"]) == told["turns"]
    again = run("import", small, "f/a.txt", "--convention", "none")
    assert "how it is read here changes no turn there: see kodeverk turns" in again.err


def test_variables_of_a_text_that_is_there_are_kept_and_only_those_are_said_to_be(
    small: Path, run: Run
) -> None:
    (small.parent / "meta.csv").write_text("file,kjønn\na.txt,kvinne\n", encoding="utf-8")
    done = run("import", small, "f/a.txt", "--metadata", "meta.csv")
    assert done.code == 0
    assert "updated" in done.out
    assert "columns kept as variables: kjønn" in done.err
    assert "set variable kjønn: none → kvinne" in done.err
    (small.parent / "meta.csv").write_text("file,kjønn\na.txt,mann\n", encoding="utf-8")
    done = run("import", small, "f/a.txt", "--metadata", "meta.csv")
    assert "unchanged" in done.out
    assert "columns kept as variables" not in done.err
    assert "kept variable kjønn: kvinne (mann was said)" in done.err


def test_the_table_shows_what_is_and_a_clash_names_the_command_that_corrects(
    small: Path, run: Run
) -> None:
    done = run("import", small, "f/a.txt", "--role", "V=employer")
    assert "V advisor 2" in done.out
    assert run("import", small, "f/a.txt", "--municipality", "Voss").code == 0
    done = run("import", small, "f/a.txt", "--municipality", "Oslo")
    assert done.code == 1
    assert "4621 Voss" in done.out
    assert "kodeverk set PROJECT a --municipality 0301" in done.err


def test_a_colleagues_interview_of_the_same_name_is_named_as_perhaps_one(
    small: Path, run: Run
) -> None:
    (small.parent / "j").mkdir()
    theirs = small.parent / "j" / "a.txt"
    theirs.write_text(TALK.replace("rolig", "stille"), encoding="utf-8")
    assert run("init", "jonas.kodeverk").code == 0
    assert run("import", "jonas.kodeverk", theirs, "--role", "V=advisor").code == 0
    before = json.loads(run("versions", small, "a", "--json").out)
    done = run("merge", small, "jonas.kodeverk")
    assert "perhaps one: the transcripts a" in done.out
    held = [
        json.loads(run("versions", small, name, "--json").out)["versions"]
        for name in ("a", "a (2)")
    ]
    assert before["versions"] in held
