"""Who the main coder is can be changed, and finished work is released for comparison."""

import json
from pathlib import Path

import pytest

from benchmarks.corpus import BOOK
from tests.cli.command_line import TALK, Run

CODINGS = "transcript,start,end,code,coder\na,42,49,REL-TILLIT,Kari\na,120,134,REL-TILLIT,Kari\n"


@pytest.fixture
def left(run: Run, tmp_path: Path) -> Path:
    """Jonas was dealt the interview and left the project; Kari coded it instead."""
    for name, content in (("a.txt", TALK), ("book.yaml", BOOK), ("codings.csv", CODINGS)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    project = tmp_path / "p.kodeverk"
    for command in (
        ["init", project, "--codebook", "book.yaml"],
        ["import", project, "a.txt", "--role", "V=advisor"],
        ["assign", project, "--coders", "Jonas"],
        ["import-codings", project, "codings.csv"],
    ):
        assert run(*command).code == 0
    return project


def counted(run: Run, project: Path) -> int | None:
    done = run("frequencies", project, "--code", "REL-TILLIT", "--role", "all", "--json")
    (row,) = json.loads(done.out)["rows"]
    codings: int | None = row["codings"]
    return codings


def states(run: Run, project: Path) -> dict[str, tuple[str, bool]]:
    rows = json.loads(run("status", project, "--json").out)["rows"]
    return {row["coder"]: (row["state"], row["main"]) for row in rows}


def test_a_main_coder_who_left_is_replaced_and_the_work_of_the_other_counts(
    run: Run, left: Path
) -> None:
    assert counted(run, left) is None
    said = "Finished, but not by their main coders, and left out: a (kodeverk assign PROJECT --main"
    assert said in run("frequencies", left).out
    done = run("assign", left, "--main", "a=Kari")
    assert done.code == 0
    assert done.out.splitlines()[-1].split() == ["a", "Kari", "Jonas"]
    assert counted(run, left) == 2
    assert said not in run("frequencies", left).out
    assert states(run, left) == {"Jonas": ("assigned", False), "Kari": ("finished", True)}
    assert run("undo", left).code == 0
    assert counted(run, left) is None
    assert run("redo", left).code == 0
    assert counted(run, left) == 2


def test_a_deal_without_the_main_coder_asks_before_it_replaces_anybody(
    run: Run, left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = run("assign", left, "--coders", "Kari")
    assert refused.code == 1
    assert "a (Jonas)" in refused.err
    assert "--again" in refused.err
    assert "--keep" in refused.err
    assert run("assign", left, "--coders", "Kari", "--keep").code == 0
    assert counted(run, left) is None
    monkeypatch.setattr("kodeverk.cli.assign.on_terminal", lambda: True)
    asked: list[str] = []

    def decline(question: str, **_: object) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr("click.confirm", decline)
    assert run("assign", left, "--coders", "Kari").code == 0
    assert asked == ["Not finished by their main coders: a (Jonas). Deal them anew"]
    assert counted(run, left) is None
    assert run("assign", left, "--coders", "Kari", "--again").code == 0
    assert counted(run, left) == 2


def test_a_main_coder_who_has_finished_keeps_the_transcript_in_every_deal(
    run: Run, left: Path
) -> None:
    run("assign", left, "--main", "a=Kari")
    done = run("assign", left, "--coders", "Nora", "--again")
    assert done.code == 0
    assert states(run, left)["Kari"] == ("finished", True)


def test_other_rounds_and_coders_who_have_done_nothing_are_named_main_too(
    run: Run, left: Path
) -> None:
    assert run("coders", left, "--add", "Nora").code == 0
    done = run("assign", left, "--main", "a=Nora", "--round", "pilot", "--json")
    (one,) = json.loads(done.out)["assigned"]
    assert (one["transcript"], one["main"], one["instead_of"]) == ("a", "Nora", None)
    assert states(run, left)["Jonas"] == ("assigned", True)
    assert run("assign", left, "--main", "b=Kari").code == 1
    assert run("assign", left, "--main", "a=Kari", "--coders", "Kari").code == 2


def test_a_slip_in_the_main_coders_name_makes_nobody_a_coder(run: Run, left: Path) -> None:
    refused = run("assign", left, "--main", "a=Jona")
    assert refused.code == 1
    assert "there is no coder 'Jona'" in refused.err
    assert "Did you mean Jonas?" in refused.err
    assert "kodeverk coders PROJECT --add Jona" in refused.err
    assert states(run, left)["Jonas"] == ("assigned", True)
    rows = json.loads(run("coders", left, "--json").out)["coders"]
    assert [row["name"] for row in rows] == ["Jonas", "Kari"]


def test_finished_work_is_released_and_counts_and_can_be_taken_back(run: Run, left: Path) -> None:
    run("assign", left, "--main", "a=Kari")
    waiting = run("release", left)
    assert waiting.code == 0
    assert "a is not released: it is not finished by Jonas" in waiting.err
    refused = run("release", left, "a")
    assert refused.code == 1
    assert "--yes" in refused.err
    assert states(run, left)["Kari"] == ("finished", True)
    done = run("release", left, "a", "--yes")
    assert done.out == "released a: Kari\n"
    assert states(run, left) == {"Jonas": ("assigned", False), "Kari": ("released", True)}
    assert counted(run, left) == 2
    assert run("undo", left).code == 0
    assert states(run, left)["Kari"] == ("finished", True)
    assert run("finish", left, "a", "--coder", "Jonas").code == 0
    done = run("release", left, "--json")
    assert json.loads(done.out)["released"] == [{"transcript": "a", "coders": ["Jonas", "Kari"]}]
    assert "nothing was released" in run("release", left).err


def test_what_nobody_has_finished_cannot_be_released(run: Run, left: Path) -> None:
    assert run("assign", left, "--round", "pilot").code == 0
    refused = run("release", left, "a", "--round", "pilot")
    assert refused.code == 1
    assert "nobody has finished a in round pilot" in refused.err


def test_a_slip_in_the_name_of_a_round_is_no_round_in_which_nothing_is_finished(
    run: Run, left: Path
) -> None:
    for command in (("release", left), ("release", left, "a"), ("status", left)):
        refused = run(*command, "--round", "mian")
        assert refused.code == 1
        assert "there is no round 'mian'" in refused.err
        assert "Rounds of this project: main." in refused.err
