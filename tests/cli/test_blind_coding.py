"""What commands must never tell whoever codes a transcript apart from a colleague."""

import json
from pathlib import Path

import pytest

from kodeverk.model.records import passage_target
from kodeverk.model.text import Span
from kodeverk.service.assigning import assign
from kodeverk.service.borders import change_code
from kodeverk.service.coding import working_transcript, write_memo
from kodeverk.service.merging import merge
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from tests.cli.command_line import Run
from tests.service.trial_project import (
    ADVISOR,
    JONAS,
    KARI,
    code_keyed,
    code_words,
    make_trial,
    span_of,
    transcript_named,
    write_files,
)

HERS = ("REL-TILLIT", "REL-KONTIN", "X-IDENT", "stoler på")


@pytest.fixture
def dealt(tmp_path: Path) -> Path:
    """Kari and Jonas code apart; Kari has coded, and her two machines differ."""
    path = tmp_path / "p.kodeverk"
    with make_trial(path, write_files(tmp_path / "files")) as project:
        with project.writing(KARI, "Jonas codes, too") as writer:
            writer.share("coder", JONAS.id, {"name": JONAS.name, "kind": "person"})
        assign(project, KARI, [KARI.id, JONAS.id], double=1.0)
        code_words(project, KARI, "stoler på")
        advisor = transcript_named(project, "advisor").id
        with open_project(str(copy_project(project, tmp_path / "laptop.kodeverk"))) as laptop:
            for copy, key in ((project, "REL-KONTIN"), (laptop, "X-IDENT")):
                (coding,) = working_transcript(copy, advisor, KARI).codings
                change_code(copy, KARI, coding, code_keyed(copy, key))
            merge(project, KARI, [str(laptop.path)])
    return path


def tells_hers(said: str) -> bool:
    return any(word in said for word in HERS)


def test_conflicts_never_tells_a_colleagues_codings_and_says_how_many_are_hidden(
    run: Run, dealt: Path
) -> None:
    assert tells_hers(run("conflicts", dealt, "--coder", "Kari").out)
    told = run("conflicts", dealt, "--coder", "Jonas")
    assert told.code == 0
    assert not tells_hers(told.out + told.err)
    assert "note: 1 about colleagues' work in transcripts you code apart" in told.err
    (identity,) = [
        one["id"] for one in json.loads(run("conflicts", dealt, "--json").out)["conflicts"]
    ]
    done = json.loads(run("conflicts", dealt, "--json", "--coder", "Jonas").out)
    assert done == {"conflicts": [], "hidden": 1}
    refused = run("conflicts", dealt, "--coder", "Jonas", "--settle", f"{identity}=1")
    assert refused.code == 1
    assert not tells_hers(refused.out + refused.err)


def test_log_never_tells_what_a_colleague_did_in_a_transcript_coded_apart(
    run: Run, dealt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tells_hers(run("log", dealt).out)
    for options in (("--coder", "Jonas"), ("--coder", "Jonas", "--json")):
        told = run("log", dealt, *options)
        assert told.code == 0
        assert not tells_hers(told.out + told.err)
        assert "hidden until you have finished this transcript" in told.out
    assert run("finish", dealt, "advisor", "--coder", "Jonas").code == 0
    monkeypatch.setenv("KODEVERK_CODER", "Jonas")
    assert tells_hers(run("log", dealt).out)


def test_log_is_whole_where_nobody_knows_who_reads(
    run: Run, dealt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KODEVERK_CODER")
    assert tells_hers(run("log", dealt).out)


def test_undo_never_tells_what_a_colleague_built_on_a_step(run: Run, dealt: Path) -> None:
    refused = run("undo", dealt, "1", "--yes", "--coder", "Jonas")
    assert refused.code == 1
    assert "later steps build on it" in refused.err
    assert not tells_hers(refused.out + refused.err)


def test_memos_never_lists_a_colleagues_memo_on_a_passage_of_a_transcript_coded_apart(
    run: Run, dealt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_project(str(dealt)) as project:
        found = transcript_named(project, "advisor")
        target = passage_target(found.version, Span(*span_of(project, "advisor", "Vi møtes")))
        write_memo(project, KARI, "passage", target, "Karis tanke.")
        write_memo(project, KARI, "transcript", found.id, "Karis helhet.")
    assert "Karis tanke." in run("memos", dealt).out
    monkeypatch.setenv("KODEVERK_CODER", "Jonas")
    told = run("memos", dealt)
    assert "Karis" not in told.out + told.err
    assert "note: 2 of colleagues in transcripts you code apart" in told.err


def test_place_never_lists_a_colleagues_coding_of_a_transcript_coded_apart(
    run: Run, dealt: Path, tmp_path: Path
) -> None:
    corrected = tmp_path / "corrected.txt"
    corrected.write_text(ADVISOR.replace("Jeg stoler på henne, og hun på meg. ", ""), "utf-8")
    replacing = ("import", dealt, corrected, "--replaces", "advisor", "--coder", "Jonas", "--json")
    done = run(*replacing)
    assert done.code == 0, done.err
    assert not tells_hers(json.dumps(json.loads(done.out)["replaced"], ensure_ascii=False))
    assert tells_hers(run("place", dealt, "--coder", "Kari").out)
    told = run("place", dealt, "--coder", "Jonas")
    assert not tells_hers(told.out + told.err)
    assert "nothing waits" in told.out
    assert "note: 1 of colleagues in transcripts you code apart" in told.err
    assert json.loads(run("place", dealt, "--json", "--coder", "Jonas").out) == {
        "waiting": [],
        "hidden": 1,
    }


def test_release_tells_whoever_has_not_finished_that_they_would_see_a_colleagues_codings(
    run: Run, dealt: Path
) -> None:
    assert run("finish", dealt, "advisor", "--coder", "Kari").code == 0
    asked = run("release", dealt, "advisor", "--coder", "Jonas")
    assert asked.code == 1
    assert "You have not finished it: released, it shows you what Kari coded" in asked.err
    assert run("release", dealt, "advisor", "--coder", "Jonas", "--yes").code == 0
    assert tells_hers(run("conflicts", dealt, "--coder", "Jonas").out)
