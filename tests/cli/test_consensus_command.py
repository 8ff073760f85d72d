"""`kodeverk consensus`, from two coders' tables to what they decided in a meeting."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.command_line import TALK, Run

BOOK = """\
schema: kodeverk-kodebok/1
codebook: {id: bok, version: '1.0', title: {nb: Bok}, language: nb}
themes:
- id: A
  name: {nb: Tema A}
  codes:
  - {id: A-EN, name: {nb: en}}
"""
SAID = "Vi hadde god tid den dagen, og hun forklarte alt rolig."
CALLED = "Hun ringte tilbake samme uke."


@pytest.fixture
def coded(run: Run, tmp_path: Path) -> Run:
    """Kari and Jonas agree on one answer, and Jonas alone has coded the other."""
    (tmp_path / "b.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "t.txt").write_text(TALK, encoding="utf-8")
    assert run("init", "p.kodeverk", "--codebook", "b.yaml").code == 0
    assert run("import", "p.kodeverk", "t.txt", "--role", "V=advisor").code == 0
    rows = ["transcript,start,end,code,coder"]
    for words, coder in ((SAID, "Kari"), (SAID, "Jonas"), (CALLED, "Jonas")):
        start = TALK.index(words)
        rows.append(f"t,{start},{start + len(words)},A-EN,{coder}")
    (tmp_path / "c.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert run("import-codings", "p.kodeverk", "c.csv", "--new-coders").code == 0
    assert run("finish", "p.kodeverk", "t", "--coder", "Kari").code == 0
    return run


def test_a_team_decides_in_a_meeting_by_a_table(coded: Run, tmp_path: Path) -> None:
    begun = coded("consensus", "p.kodeverk", "t", "--begin", "--coder", "Kari")
    assert (begun.code, begun.out) == (0, "t: agreed 1, decided 0, open 1\n"), begun.err
    listed = coded("consensus", "p.kodeverk", "t", "--coder", "Kari")
    assert f"Jonas {TALK.index(CALLED)}" in listed.out
    written = coded("consensus", "p.kodeverk", "t", "--queue", "q.csv", "--coder", "Kari")
    assert written.out == "q.csv: 1 open item\n"
    header, row = csv.reader((tmp_path / "q.csv").read_text(encoding="utf-8").splitlines())
    row[header.index("decision")], row[header.index("reason")] = "Jonas", "hun gjorde det"
    with (tmp_path / "q.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, row])
    decided = coded("consensus", "p.kodeverk", "t", "--decide", "q.csv", "--coder", "Kari")
    assert decided.out == "t: the consensus is complete\n", decided.err
    answer = json.loads(coded("consensus", "p.kodeverk", "--json", "--coder", "Kari").out)
    (standing,) = answer["transcripts"]
    assert (standing["complete"], standing["agreed"], standing["decided"]) == (True, 1, 1)
    items = json.loads(coded("consensus", "p.kodeverk", "t", "--json", "--coder", "Kari").out)
    assert {item["reason"] for item in items["items"]} == {"", "hun gjorde det"}
    assert "nothing is open" in coded("consensus", "p.kodeverk", "t", "--coder", "Kari").out


def test_what_was_finished_in_another_round_is_settled_there(coded: Run, tmp_path: Path) -> None:
    both = ("--coders", "Kari,Jonas", "--double", "100%", "--round", "again")
    assert coded("assign", "p.kodeverk", *both, "--coder", "Kari").code == 0
    for name in ("Kari", "Jonas"):
        finish = ("finish", "p.kodeverk", "t", "--round", "again", "--coder", name)
        assert coded(*finish).code == 0
    listed = json.loads(coded("consensus", "p.kodeverk", "--json", "--coder", "Kari").out)
    assert [one["round"] for one in listed["transcripts"]] == ["main"]
    again = ("consensus", "p.kodeverk", "t", "--round", "again", "--coder", "Kari")
    assert coded(*again, "--queue", "q.csv").out == "q.csv: 1 open item\n"
    filled = (tmp_path / "q.csv").read_text(encoding="utf-8").replace(",,,,", ",both,,,")
    (tmp_path / "q.csv").write_text(filled, encoding="utf-8")
    assert coded(*again, "--decide", "q.csv").out == "t: the consensus is complete\n"
    for name in ("agian", ""):
        wrong = coded("consensus", "p.kodeverk", "--round", name, "--coder", "Kari")
        assert (wrong.code, f"there is no round {name!r}" in wrong.err) == (1, True)


def test_what_is_asked_for_at_once_and_cannot_be_is_wrong_use(coded: Run) -> None:
    assert coded("consensus", "p.kodeverk", "--begin").code == 2
    assert coded("consensus", "p.kodeverk", "t", "--begin", "--queue", "q.csv").code == 2


def test_a_queue_replaces_no_file(coded: Run, tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("mine", encoding="utf-8")
    refused = coded("consensus", "p.kodeverk", "t", "--queue", "q.csv", "--coder", "Kari")
    assert refused.code == 1
    assert (tmp_path / "q.csv").read_text(encoding="utf-8") == "mine"


def test_there_is_nothing_to_settle_where_nobody_has_finished(run: Run) -> None:
    assert run("init", "p.kodeverk").code == 0
    done = run("consensus", "p.kodeverk", "--coder", "Kari")
    assert done.out == "no transcript is finished by two coders or more\n"


def test_words_go_into_the_codebook_only_after_a_yes(coded: Run, tmp_path: Path) -> None:
    assert coded("consensus", "p.kodeverk", "t", "--queue", "q.csv", "--coder", "Kari").code == 0
    header, row = csv.reader((tmp_path / "q.csv").read_text(encoding="utf-8").splitlines())
    row[header.index("decision")], row[header.index("codebook")] = "Jonas", "perhaps"
    decide = ("consensus", "p.kodeverk", "t", "--decide", "q.csv", "--coder", "Kari")
    for written, error in (("perhaps", "q.csv:2: the column codebook has"), ("ja", "--yes")):
        row[header.index("codebook")] = written
        with (tmp_path / "q.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, row])
        refused = coded(*decide)
        assert (refused.code, error in refused.err) == (1, True), refused.err
    assert f"A-EN: “{CALLED}”" in refused.err
    assert coded(*decide, "--yes").code == 0
    assert coded("codebook", "export", "p.kodeverk", "b2.md").code == 0
    assert CALLED in (tmp_path / "b2.md").read_text(encoding="utf-8")
    forgetting = coded("forget", "p.kodeverk", "t", "--dry-run", "--coder", "Kari")
    assert "the codebook quotes it at A-EN" in forgetting.out
