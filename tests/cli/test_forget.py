"""`kodeverk forget`."""

import json

import pytest


@pytest.fixture
def victim(project):
    from kodeverk.store import queries
    from kodeverk.store.project import open_project

    with open_project(str(project)) as opened, opened.reading() as connection:
        return queries.transcripts(connection)[0].name


def test_forgetting_is_told_first_and_asks(coded, run, victim):
    looked = run("forget", coded, victim, "--dry-run")
    assert looked.code == 0
    assert f"forgets the transcript {victim}" in looked.out
    assert "nothing was written" in looked.err
    refused = run("forget", coded, victim)
    assert refused.code == 1
    assert "--yes" in refused.err
    assert run("verify", coded).code == 0


def test_a_forgotten_interview_is_gone_and_cannot_come_back(coded, run, victim):
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


def test_merging_a_withdrawal_tells_whose_words_went(coded, run, victim, tmp_path):
    run("backup", coded, tmp_path / "theirs.kodeverk")
    run("forget", coded, victim, "--yes")
    looked = run("merge", "theirs.kodeverk", coded, "--dry-run")
    assert f"withdrawn there: words of {victim}" in looked.out
    done = run("merge", "theirs.kodeverk", coded)
    assert done.code == 0
    assert f"withdrawn there, so also here: words of {victim}" in done.out
    assert "still holds what is withdrawn" in done.err
    assert victim not in run("status", "theirs.kodeverk").out
