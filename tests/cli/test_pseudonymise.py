"""`kodeverk pseudonymise` as a researcher meets it."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.command_line import Run
from tests.written_files import fingerprint

TALK = "Intervjuer: Hvem er Gunnvald Myrstad?\n\nDeltaker: Gunnvald bor i Fyresdal, på Myrstad.\n"


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "study.kodeverk"
    for name, talk in (("one", TALK), ("two", TALK.replace("Hvem", "Kven"))):
        (tmp_path / f"{name}.txt").write_text(talk, encoding="utf-8")
    assert run("init", path).code == 0
    assert run("import", path, tmp_path / "one.txt", tmp_path / "two.txt").code == 0
    return path


@pytest.fixture
def key(tmp_path: Path) -> Path:
    (tmp_path / "safe").mkdir()
    return tmp_path / "safe" / "key.csv"


@pytest.fixture
def answered(project: Path, run: Run, tmp_path: Path) -> Path:
    """The table of proposals with yes on each row but one that is left empty."""
    table = tmp_path / "names.csv"
    assert run("pseudonymise", project, "--proposals", table).code == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(
            row | {"replace": "" if row["text"] == "Fyresdal" else "ja"} for row in rows
        )
    return table


def test_proposals_are_listed_kind_by_kind(project: Path, run: Run) -> None:
    done = run("pseudonymise", project)
    assert done.code == 0
    assert done.out.index("person:") < done.out.index("Gunnvald") < done.out.index("municipality:")
    assert "read the texts too" in done.err


def test_proposals_can_be_read_by_a_program(project: Path, run: Run) -> None:
    (first, *_) = json.loads(run("pseudonymise", project, "one", "--json").out)["proposals"]
    assert first["kind"] == "person"
    assert first["places"] == 1
    assert set(first) == {
        "text",
        "replacement",
        "kind",
        "transcripts",
        "places",
        "contexts",
        "doubt",
    }


def test_a_table_is_answered_and_applied(
    project: Path, run: Run, answered: Path, key: Path
) -> None:
    done = run("pseudonymise", project, "--apply", answered, "--key", key, "--yes")
    assert done.code == 0, done.err
    assert "Gunnvald Myrstad -> [Person A]: places 2, transcripts 2" in done.out
    assert "left alone: 1 not answered" in done.out
    assert "pseudonymised 2 transcripts" in done.out
    assert "names.csv holds the originals too" in done.err
    assert "Gunnvald" in key.read_text(encoding="utf-8")
    assert run("verify", project).code == 0
    assert "Gunnvald" not in run("pseudonymise", project).out
    assert "Gunnvald" not in run("log", project).out
    assert b"Gunnvald" not in project.read_bytes()


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(
    project: Path, run: Run, answered: Path
) -> None:
    before = fingerprint(project)
    done = run("pseudonymise", project, "--apply", answered, "--dry-run", "--json")
    told = json.loads(done.out)
    assert (told["dry_run"], told["undecided"], told["transcripts"]) == (True, 1, ["one", "two"])
    assert "nothing was written" in done.err
    assert fingerprint(project) == before


def test_nothing_is_replaced_where_nobody_can_be_asked(
    project: Path, run: Run, answered: Path, key: Path
) -> None:
    done = run("pseudonymise", project, "--apply", answered, "--key", key)
    assert done.code == 1
    assert "cannot be undone" in done.err
    assert "--yes" in done.err
    assert not key.exists()
    assert "Gunnvald" in run("pseudonymise", project).out


def test_a_place_where_no_key_can_be_is_refused_before_anything_is_told_or_asked(
    project: Path, run: Run, answered: Path, tmp_path: Path
) -> None:
    for key in (project, tmp_path / "nowhere" / "key.csv", tmp_path):
        for more in ((), ("--dry-run",), ("--yes",)):
            done = run("pseudonymise", project, "--apply", answered, "--key", key, *more)
            assert (done.code, done.out) == (1, "")
            assert str(key) in done.err or "no folder" in done.err
            assert "nobody can be asked" not in done.err


def test_what_was_made_under_a_name_is_told_and_its_path_not_kept(
    project: Path, run: Run, answered: Path, key: Path, tmp_path: Path
) -> None:
    named = tmp_path / "Gunnvald Myrstad.kodeverk"
    assert run("backup", project, named).code == 0
    assert b"Gunnvald Myrstad.kodeverk" in project.read_bytes()
    done = run("pseudonymise", project, "--apply", answered, "--key", key, "--yes")
    assert f"still holding the originals: {named}" in done.err
    assert b"Gunnvald" not in project.read_bytes()


def test_a_table_of_proposals_is_never_forgotten_because_another_was_answered(
    project: Path, answered: Path, key: Path, run: Run, tmp_path: Path
) -> None:
    other = tmp_path / "answered.csv"
    other.write_bytes(answered.read_bytes())
    done = run("pseudonymise", project, "--apply", other, "--key", key, "--yes")
    assert f"made before, and still holding the originals: {answered}" in done.err
    assert "answered.csv holds the originals too" in done.err


def test_a_table_without_a_yes_changes_nothing(
    project: Path, run: Run, tmp_path: Path, key: Path
) -> None:
    table = tmp_path / "names.csv"
    assert run("pseudonymise", project, "--proposals", table).code == 0
    done = run("pseudonymise", project, "--apply", table, "--key", key, "--yes")
    assert (done.code, key.exists()) == (0, False)
    assert "nothing is answered yes" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--apply", "t.csv"), "give --key"),
        (("--again",), "give --key"),
        (("--again", "--key", "k.csv", "t"), "for all transcripts"),
        (("--apply", "t.csv", "--proposals", "o.csv"), "steps of their own"),
        (("--again", "--apply", "t.csv", "--key", "k.csv"), "steps of their own"),
        (("--dry-run",), "belong to --apply"),
        (("--yes",), "belong to --apply"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(
    project: Path, run: Run, options: tuple[str, ...], said: str
) -> None:
    done = run("pseudonymise", project, *options)
    assert done.code == 2
    assert said in done.err


def test_what_the_key_knows_is_replaced_again_wherever_it_came_to_stand(
    project: Path, answered: Path, key: Path, run: Run, tmp_path: Path
) -> None:
    assert run("pseudonymise", project, "--apply", answered, "--key", key, "--yes").code == 0
    late = tmp_path / "sein.txt"
    late.write_text("I: Hvem?\nV: Gunnvald kom igjen.\n", encoding="utf-8")
    assert run("import", project, late).code == 0
    told = run("pseudonymise", project, "--again", "--key", key, "--dry-run")
    assert "Gunnvald -> " in told.out
    assert "nothing was written" in told.err
    done = run("pseudonymise", project, "--again", "--key", key, "--yes")
    assert (done.code, "pseudonymised 1 transcript" in done.out) == (0, True)
    assert b"Gunnvald" not in project.read_bytes()
    done = run("pseudonymise", project, "--again", "--key", key, "--yes")
    assert (done.code, f"nothing that {key} knows is to be replaced" in done.err) == (0, True)
    missing = run("pseudonymise", project, "--again", "--key", tmp_path / "no.csv", "--yes")
    assert (missing.code, "there is no file" in missing.err) == (1, True)


def test_bad_rows_are_named_by_file_and_line(
    project: Path, run: Run, tmp_path: Path, key: Path
) -> None:
    table = tmp_path / "bad.csv"
    table.write_text(
        "replace,text,replacement\nyes,Gunnvald,Gunnvald M\nyes,Oddny,[Person B]\n",
        encoding="utf-8",
    )
    done = run("pseudonymise", project, "--apply", table, "--key", key, "--yes")
    assert done.code == 1
    assert f"{table}:2: the replacement holds a text that is to be replaced" in done.err
    assert "hint: " in done.err


def test_a_key_beside_the_project_is_warned_of(
    project: Path, run: Run, answered: Path, tmp_path: Path
) -> None:
    done = run("pseudonymise", project, "--apply", answered, "--key", tmp_path / "k.csv", "--yes")
    assert done.code == 0
    assert "lies beside the project" in done.err


def test_no_name_stays_in_a_transcript_that_was_taken_out(
    project: Path, run: Run, tmp_path: Path, key: Path
) -> None:
    assert run("remove", project, "one", "--yes").code == 0
    table = tmp_path / "answers.csv"
    table.write_text(
        "replace,text,replacement,only\nyes,Gunnvald,[Person A],\nyes,Hvem,[ord],\n",
        encoding="utf-8",
    )
    done = run("pseudonymise", project, "--apply", table, "--key", key, "--yes")
    assert done.code == 0, done.err
    assert b"Gunnvald" not in project.read_bytes()
    assert b"Hvem" not in project.read_bytes()
    assert run("verify", project).code == 0
