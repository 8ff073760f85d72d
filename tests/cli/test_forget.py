"""`kodeverk forget`."""

import json
from pathlib import Path

import pytest

from tests.cli.command_line import Run


@pytest.fixture
def victim(project: Path) -> str:
    from kodeverk.store import queries
    from kodeverk.store.opening import open_project

    with open_project(str(project)) as opened, opened.reading() as connection:
        return queries.transcripts(connection)[0].name


def test_forgetting_is_told_first_and_asks(coded: Path, run: Run, victim: str) -> None:
    looked = run("forget", coded, victim, "--dry-run")
    assert looked.code == 0
    assert f"forgets the transcript {victim}" in looked.out
    assert "nothing was written" in looked.err
    refused = run("forget", coded, victim)
    assert refused.code == 1
    assert "--yes" in refused.err
    assert run("verify", coded).code == 0


def test_a_forgotten_interview_is_gone_and_cannot_come_back(
    coded: Path, run: Run, victim: str
) -> None:
    backup = run("backup", coded).out.strip()
    done = run("forget", coded, victim, "--yes", "--json")
    assert done.code == 0
    said = json.loads(done.out)
    assert said["transcripts"] == [victim]
    assert said["dry_run"] is False
    assert [one for one in said["made"] if one.endswith(backup)]
    assert f"still holding it: {said['made'][0]}" in done.err
    assert run("forget", coded, victim, "--yes").code == 1
    merged = run("merge", coded, backup)
    assert merged.code == 0
    told = "not in the result: 1 coding of Kari's: what it is on is withdrawn for good"
    assert told in merged.out.splitlines()
    assert victim not in run("status", coded).out
    assert run("verify", coded).code == 0
    undone = run("undo", coded)
    assert undone.code == 1
    assert "withdrawn for good" in undone.err


def test_words_that_could_not_be_emptied_are_told_at_every_opening(
    coded: Path, run: Run, victim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("kodeverk.store.project.empty_freed", lambda _: "the disk is full")
        done = run("forget", coded, victim, "--yes")
        assert done.code == 0
        for one in (done, run("status", coded)):
            assert "still lie in freed pages" in one.err
            assert "the disk is full" in one.err
    assert "freed pages" not in run("status", coded).err
    before = coded.read_bytes()
    assert "freed pages" not in run("status", coded).err
    assert coded.read_bytes() == before


def test_merging_a_withdrawal_tells_whose_words_went(
    coded: Path, run: Run, victim: str, tmp_path: Path
) -> None:
    run("backup", coded, tmp_path / "theirs.kodeverk")
    run("forget", coded, victim, "--yes")
    looked = run("merge", "theirs.kodeverk", coded, "--dry-run")
    assert f"withdrawn there: words of {victim}" in looked.out
    done = run("merge", "theirs.kodeverk", coded)
    assert done.code == 0
    assert f"withdrawn there, so also here: words of {victim}" in done.out
    assert "still holds what is withdrawn" in done.err
    assert victim not in run("status", "theirs.kodeverk").out


TALK = "I: Hva heter du?\nV: Jeg heter Nils Hansen.\nI: Ja.\nD: Og jeg er fra Hamar.\n"
OTHER = "I: Hvor er du fra?\nV: Fra bygda ved vannet.\nI: Takk for at du kom.\n"


@pytest.fixture
def small(run: Run, tmp_path: Path) -> Path:
    for name, words in (("a", TALK), ("b", OTHER)):
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    assert run("init", "small.kodeverk").code == 0
    done = run("import", "small.kodeverk", "b.txt", "--role", "V=advisor")
    assert done.code == 0, done.err
    return tmp_path / "small.kodeverk"


@pytest.mark.parametrize("put_right", [True, False])
def test_no_word_of_a_forgotten_interview_stays_as_a_wrong_text_of_another(
    run: Run, small: Path, put_right: bool
) -> None:
    run("backup", small, "theirs.kodeverk")
    assert run("import", small, "a.txt", "--replaces", "b").code == 0
    if put_right:
        assert run("undo", small, "--yes").code == 0
    assert run("import", "theirs.kodeverk", "a.txt").code == 0
    assert run("forget", "theirs.kodeverk", "a", "--yes").code == 0
    assert run("merge", small, "theirs.kodeverk").code == 0
    assert run("merge", "theirs.kodeverk", small).code == 0
    hashes = set()
    for project in (small, small.with_name("theirs.kodeverk")):
        raw = project.read_bytes()
        assert b"Hansen" not in raw
        assert b"Hamar" not in raw
        assert b"ved vannet" in raw
        told = json.loads(run("verify", project, "--json").out)
        assert told["problems"] == []
        hashes.add(told["content_hash"])
    assert len(hashes) == 1


def test_what_was_remembered_of_a_forgotten_person_goes_in_every_order(
    run: Run, small: Path
) -> None:
    done = run("import", small, "a.txt", "--role", "D=participant", "--role", "V=advisor")
    assert done.code == 0, done.err
    for copy in ("x.kodeverk", "y.kodeverk", "z.kodeverk"):
        run("backup", small, copy)
    assert run("forget", "y.kodeverk", "a", "--yes").code == 0
    assert run("set", "z.kodeverk", "a", "--informant", "D=P2").code == 0
    assert run("forget", "z.kodeverk", "P2", "--yes").code == 0
    hashes = set()
    for first, second in (("y", "z"), ("z", "y")):
        run("backup", "x.kodeverk", f"x{first}.kodeverk")
        for other in (first, second):
            assert run("merge", f"x{first}.kodeverk", f"{other}.kodeverk").code == 0
        hashes.add(json.loads(run("verify", f"x{first}.kodeverk", "--json").out)["content_hash"])
    assert len(hashes) == 1


def test_whom_a_forgotten_person_was_said_to_be_before_is_named_and_can_be_forgotten(
    run: Run, small: Path
) -> None:
    words = "I: Hva?\nV: Det gikk fint.\nE: Jeg kom i fjor.\nI: Og?\nV: En plan.\nE: Ja, bra.\n"
    Path("c.txt").write_text(words, encoding="utf-8")
    roles = ("--role", "V=participant", "--role", "E=participant")
    done = run("import", small, "c.txt", *roles, "--informant", "V=Kari Virk")
    assert done.code == 0, done.err
    assert run("set", small, "c", "--informant", "V=P1").code == 0
    looked = run("forget", small, "P1", "--dry-run")
    assert "left: the informant Kari Virk, whom the speaker was said to be before" in looked.out
    assert json.loads(run("forget", small, "P1", "--yes", "--json").out)["earlier"] == ["Kari Virk"]
    assert run("forget", small, "Kari Virk", "--yes").code == 0
    assert b"Virk" not in small.read_bytes()
