"""`kodeverk turns`: how a transcript can be read, and reading it in another way."""

import json
from pathlib import Path

import pytest

from tests.cli.command_line import Run

TALK = (
    "Kari Nord: Hei du?\nOla: Jeg er veileder.\nNord: Lenge?\nOla: Ti år.\nNord: Takk.\n"
    "Nord: Og så?\nOla: Så er det slutt.\n"
)


@pytest.fixture
def talk(project: Path, run: Run, tmp_path: Path) -> Path:
    """The project with one interview more, in which one person has two labels."""
    (tmp_path / "samtale.txt").write_text(TALK, encoding="utf-8")
    assert run("import", project, tmp_path / "samtale.txt").code == 0
    return project


def test_without_a_choice_the_readings_are_shown(talk: Path, run: Run) -> None:
    shown = run("turns", talk, "samtale")
    assert shown.code == 0
    assert "name: text (now)" in shown.out
    assert "Jeg er veileder." in shown.out
    assert "--join 'Kari Nord=Nord'" in shown.err
    read = json.loads(run("turns", talk, "samtale", "--json").out)
    best = read["readings"][0]
    assert (best["convention"], best["turns"], best["now"]) == ("name: text", 7, True)
    assert best["speakers"][0] == {"label": "Kari Nord", "turns": 1, "first_words": "Hei du?"}


def test_labels_are_joined_and_it_is_said_who_speaks_now(talk: Path, run: Run) -> None:
    command = ("turns", talk, "samtale", "--join", "Kari Nord=Nord", "--json")
    tried = json.loads(run(*command, "--dry-run").out)
    assert (tried["status"], tried["gone"]) == ("would change", ["Kari Nord"])
    done = json.loads(run(*command).out)
    assert done["status"] == "changed"
    assert [(one["label"], one["turns"], one["role"]) for one in done["speakers"]] == [
        ("Nord", 4, "unknown"),
        ("Ola", 3, "unknown"),
    ]
    assert json.loads(run(*command).out)["status"] == "unchanged"
    assert run("verify", talk).code == 0
    assert run("undo", talk).code == 0
    assert '"now": true' in run("turns", talk, "samtale", "--json").out


def test_another_convention_is_used_and_told(talk: Path, run: Run) -> None:
    done = run("turns", talk, "samtale", "--convention", "none")
    assert done.code == 0
    assert "read as 'none'" in done.out
    assert "Ola speaks no more" in done.err


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--convention", "colon"], 1, "there is no convention 'colon'"),
        (["--convention", "voice"], 1, "no speaker is named as in 'voice'"),
        (["--ignore", "Per"], 1, "no speaker is labelled 'Per'"),
        (["--join", "Per"], 2, "'Per' is not VARIANT=LABEL"),
    ],
)
def test_a_choice_that_fits_nothing_is_told(
    talk: Path, run: Run, options: list[str], code: int, message: str
) -> None:
    done = run("turns", talk, "samtale", *options)
    assert done.code == code
    assert message in done.err
