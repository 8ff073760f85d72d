"""`kodeverk remove`, and what `kodeverk forget` says of a trial."""

import json
from pathlib import Path

from tests.cli.command_line import Run


def test_codings_in_it_are_asked_about_and_undo_brings_them_back(coded: Path, run: Run) -> None:
    before = json.loads(run("verify", coded, "--json").out)["content_hash"]
    done = run("remove", coded, "01-asker-veileder")
    assert done.code == 1
    assert "01-asker-veileder has codings, which go with it: Kari 1" in done.err
    assert "--yes" in done.err
    assert json.loads(run("verify", coded, "--json").out)["content_hash"] == before
    done = run("remove", coded, "01-asker-veileder", "--yes", "--json")
    told = json.loads(done.out)
    assert (told["codings"], told["removed"]["codings"]) == ({"Kari": 1}, 1)
    assert "01-asker-veileder" not in run("status", coded).out
    assert run("undo", coded, "--yes").code == 0
    assert json.loads(run("verify", coded, "--json").out)["content_hash"] == before


def test_a_transcript_without_codings_goes_without_a_question(project: Path, run: Run) -> None:
    done = run("remove", project, "01-asker-veileder")
    assert done.code == 0, done.err
    assert done.out.startswith("removed 01-asker-veileder: transcripts 1, versions 1")


def test_forgetting_what_was_only_tried_names_the_other_command(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text("I: Hei?\nV: Ja.\nI: Og?\nV: Nei.\n", encoding="utf-8")
    run("init", "p.kodeverk")
    run("import", "p.kodeverk", "a.txt")
    done = run("forget", "p.kodeverk", "a")
    assert done.code == 1
    assert "kodeverk remove" in done.err
    assert run("forget", "p.kodeverk", "a", "--yes").code == 0
