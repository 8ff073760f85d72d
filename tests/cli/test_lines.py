"""`--line`: what a doubtful line is, said at import and of a transcript that is there."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import Run
from tests.written_files import fingerprint

TALK = "I: Hva skjedde i dag?\nV: Jeg ringte til kommunen.\n" * 4
SELDOM = f"{TALK}Bedre veier: kom i morgen.\n{TALK}"


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "samtale.txt"
    path.write_text(SELDOM, encoding="utf-8")
    return path


def turns_of(run: Run, project: Path, transcript: str) -> dict[str, int]:
    ways: list[dict[str, Any]] = json.loads(run("turns", project, transcript, "--json").out)[
        "readings"
    ]
    return {one["label"]: one["turns"] for one in ways[0]["speakers"]}


def test_the_note_names_the_option_and_the_option_settles_it(
    run: Run, project: Path, talk: Path
) -> None:
    looked = run("import", project, talk, "--dry-run")
    told = "line 9, “Bedre veier: kom i morgen.”: 'Bedre veier' is not taken for a speaker"
    assert f"{told} (say --line 9=speaker)" in looked.err
    recognised = json.loads(run("recognise", talk, "--json").out)["files"][0]["doubts"]
    assert {"text": told, "line": 9, "option": "--line 9=speaker"} in recognised
    done = run("import", project, talk, "--line", "9=speaker", "--json")
    (file,) = json.loads(done.out)["transcripts"]
    assert [(one["label"], one["turns"]) for one in file["speakers"]] == [
        ("I", 8),
        ("V", 8),
        ("Bedre veier", 1),
    ]
    assert not [warning for warning in file["warnings"] if "not taken" in warning]


def test_whose_a_line_is_can_be_said_at_import_and_afterwards(run: Run, project: Path) -> None:
    path = project.parent / "samtale.txt"
    path.write_text(f"{TALK}Og hva sa de da?\nDe sa nei.\n{TALK}", encoding="utf-8")
    assert run("import", project, path, "--line", "9=by: i", "--line", "10=by:").code == 0
    (version,) = json.loads(run("versions", project, "samtale", "--json").out)["versions"]
    assert version["turns"] == 18
    again = run("turns", project, "samtale", "--line", "9=by:I", "--json")
    assert {one["label"]: one["turns"] for one in json.loads(again.out)["speakers"]} == {
        "I": 9,
        "V": 9,
    }
    on = run("turns", project, "samtale", "--line", "9=from:I", "--dry-run", "--json")
    assert {one["label"]: one["turns"] for one in json.loads(on.out)["speakers"]} == {
        "I": 9,
        "V": 8,
    }
    before = fingerprint(project)
    unknown = run("turns", project, "samtale", "--line", "9=by:Per")
    assert (unknown.code, fingerprint(project)) == (1, before)
    assert "line 9: no speaker is labelled 'Per'" in unknown.err
    assert "The labels are: I, V." in unknown.err
    assert run("turns", project, "samtale", "--line", "9=by:Tolk").code == 0
    assert (
        run("turns", project, "samtale", "--line", "9=by:Tolk", "--dry-run").out.count("Tolk") == 1
    )
    assert run("verify", project).code == 0


def test_of_a_transcript_that_is_there_a_line_is_said_and_taken_back(
    run: Run, project: Path, talk: Path
) -> None:
    assert run("import", project, talk).code == 0
    shown = run("turns", project, "samtale")
    assert "(say --line 9=speaker)" in shown.err
    looked = run("turns", project, "samtale", "--line", "9=speaker", "--dry-run")
    assert "Bedre veier" in looked.out
    assert run("turns", project, "samtale", "--line", "9=speaker").code == 0
    (version,) = json.loads(run("versions", project, "samtale", "--json").out)["versions"]
    assert version["turns"] == 17
    assert run("turns", project, "samtale", "--line", "9=end").code == 0
    (version,) = json.loads(run("versions", project, "samtale", "--json").out)["versions"]
    assert (version["turns"], version["words"]) == (8, 32)
    assert run("undo", project).code == 0
    (version,) = json.loads(run("versions", project, "samtale", "--json").out)["versions"]
    assert version["turns"] == 17


@pytest.mark.parametrize("line", ["9", "x=end", "9=noe", "=said"])
def test_what_is_no_line_and_meaning_is_wrong_use(
    run: Run, project: Path, talk: Path, line: str
) -> None:
    done = run("import", project, talk, "--line", line)
    assert done.code == 2
    assert "speaker|said|outside|end" in done.err


def test_a_line_is_of_one_file(run: Run, project: Path, talk: Path, tmp_path: Path) -> None:
    other = tmp_path / "annen.txt"
    other.write_text(TALK, encoding="utf-8")
    before = fingerprint(project)
    assert run("import", project, talk, other, "--line", "9=end").code == 2
    assert fingerprint(project) == before


def test_a_line_that_cannot_be_so_is_an_error_and_nothing_is_written(
    run: Run, project: Path, talk: Path
) -> None:
    before = fingerprint(project)
    done = run("import", project, talk, "--line", "2=speaker")
    assert done.code == 1
    assert "line 2: no label stands there that is not taken for a speaker" in done.err
    assert "hint: " in done.err
    assert fingerprint(project) == before


def test_a_survey_takes_no_answers_of_lines(run: Run, project: Path) -> None:
    path = project.parent / "svar.csv"
    rows = "".join(
        f"{n},Vi fikk mye hjelp av {n} der.,Det var lite tid for {n}.\n" for n in range(1, 6)
    )
    path.write_text(f"id,Hva hjalp deg mest?,Hva kunne vært bedre?\n{rows}", encoding="utf-8")
    before = fingerprint(project)
    refused = run("import", project, path, "--survey", "--line", "2=by:Respondent")
    assert (refused.code, fingerprint(project)) == (2, before)
    assert "a survey has one for each respondent" in refused.err


def test_who_is_said_to_say_a_line_is_no_nobody_of_an_earlier_file(run: Run, project: Path) -> None:
    for name in ("a", "b"):
        text = f"{TALK}Og hva sa de {name}?\nDe sa nei.\n{TALK}"
        (project.parent / f"{name}.txt").write_text(text, encoding="utf-8")
    first, second = (project.parent / f"{name}.txt" for name in ("a", "b"))
    by = ("--line", "9=by:Tolk")
    assert run("import", project, first, *by, "--ignore", "Tolk").code == 0
    done = run("import", project, second, *by, "--as-new", "--json")
    (file,) = json.loads(done.out)["transcripts"]
    assert "Tolk" in {one["label"] for one in file["speakers"]}
    again = run("import", project, second, "--line", "10=by:I")
    assert "see kodeverk turns" in again.out + again.err
    huge = run("import", project, second, "--line", f"{'9' * 5000}=by:I")
    assert (huge.code, "is not N=" in huge.err) == (2, True)
