"""`kodeverk recognise`: who speaks in a file, paragraph by paragraph, without a project."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import TALK, Run
from tests.survey_sheets import sheet
from tests.transcript_files import PHRASES

INTERVIEW = """\
Intervju nr. 4
Konstruert for øving.

Interviewer (I): Hvordan gikk det på møtet?

Kari: Vi hadde god tid den dagen.

[telefonen ringer]

Og hun forklarte alt rolig.

I: Hva skjedde etterpå?

Kari: Hun ringte tilbake samme uke.

I: Og så?

Kari: Så fikk jeg plass.

Slutt på intervjuet

Notat: det regnet hele dagen.
"""


@pytest.fixture
def interview(tmp_path: Path) -> Path:
    path = tmp_path / "intervju.txt"
    path.write_text(INTERVIEW, encoding="utf-8")
    return path


def recognised(run: Run, *files: object) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("recognise", *files, "--json").out)
    return told


def test_each_paragraph_says_who_speaks_or_what_shows_that_it_is_outside(
    run: Run, interview: Path
) -> None:
    done = run("recognise", interview)
    assert (done.code, done.err) == (0, "")
    lines = [line.rstrip() for line in done.out.splitlines()]
    assert lines.pop(2).startswith("  named as in: name: text (0.")
    assert lines[:5] == [
        str(interview),
        "  encoding: utf-8",
        "  not certain: 3 lines inferred",
        "  7 turns, 30 words",
        "  outside the interview: 5 lines (2 front, 1 interlude, 2 back)",
    ]
    assert [line.split() for line in lines if line.startswith(("I  ", "Kari  "))][:2] == [
        ["I", "interviewer", "the", "file", "(“Interviewer”)", "3", "10"],
        ["Kari", "unknown", "-", "4", "20"],
    ]
    begin = next(n for n, line in enumerate(lines) if line.lstrip().startswith("line"))
    assert lines[begin + 2 : -1] == [
        "   1  front      before the first speaker   Intervju nr. 4",
        "   2  front      ~before the first speaker  Konstruert for øving.",
        "   4  interview  I                          Interviewer (I): Hvordan gikk d…",
        "   6  interview  Kari                       Kari: Vi hadde god tid den dage…",
        "   8  interlude  a note of what happened    [telefonen ringer]",
        "  10  interview  ~Kari …                    Og hun forklarte alt rolig.",
        "  12  interview  I                          I: Hva skjedde etterpå?",
        "  14  interview  Kari                       Kari: Hun ringte tilbake samme …",
        "  16  interview  I                          I: Og så?",
        "  18  interview  Kari                       Kari: Så fikk jeg plass.",
        "  20  back       what says the end          Slutt på intervjuet",
        "  22  back       ~the heading of notes      Notat: det regnet hele dagen.",
    ]


def test_only_the_lines_that_are_inferred_are_shown_where_somebody_asks_for_them(
    run: Run, interview: Path
) -> None:
    lines = run("recognise", "--inferred", interview).out.splitlines()
    assert [line for line in lines if line.startswith("line")] == [
        "line 2, front, before the first speaker: Konstruert for øving.",
        "line 10, Kari, goes on behind what is outside: Og hun forklarte alt rolig.",
        "line 22, back, the heading of notes: Notat: det regnet hele dagen.",
    ]
    (file,) = recognised(run, "--inferred", interview)["files"]
    assert not file["is_certain"]
    assert [paragraph["line"] for paragraph in file["paragraphs"]] == [2, 10, 22]


def test_a_file_in_which_each_line_has_its_label_is_certain(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "klar.txt"
    path.write_text("I: Hva skjedde?\nKari: Vi dro hjem.\n" * 4, encoding="utf-8")
    assert "  certain: the file says of each line what it is\n" in run("recognise", path).out
    (file,) = recognised(run, "--inferred", path)["files"]
    assert (file["is_certain"], file["paragraphs"]) == (True, [])


def test_no_line_of_a_sample_is_wider_than_a_terminal(run: Run, interviews: list[Path]) -> None:
    done = run("recognise", *interviews)
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80


def test_scripts_are_told_the_same(run: Run, interview: Path) -> None:
    (file,) = recognised(run, interview)["files"]
    assert (file["file"], file["format"], file["encoding"]) == (str(interview), "txt", "utf-8")
    assert (file["convention"], file["error"]) == ("name: text", None)
    assert 0.6 <= file["confidence"] <= 1
    assert (file["turns"], file["joined_turns"], file["words"]) == (6, 7, 30)
    assert file["speakers"][0] == {
        "label": "I",
        "role": "interviewer",
        "said_by": "file",
        "stated": "Interviewer",
        "turns": 3,
        "joined_turns": 3,
        "words": 10,
        "first_words": "Hvordan gikk det på møtet?",
    }
    assert file["speakers"][1]["said_by"] is None
    assert file["readings"][0]["convention"] == "name: text"
    assert {"text": "role unknown: Kari", "line": None, "option": "--role LABEL=ROLE"} in file[
        "doubts"
    ]
    paragraphs = {paragraph["line"]: paragraph for paragraph in file["paragraphs"]}
    assert paragraphs[10] == {
        "line": 10,
        "zone": "interview",
        "speaker": "Kari",
        "reason": "goes on behind what is outside",
        "is_inferred": True,
        "start": INTERVIEW.index("Og hun"),
        "end": INTERVIEW.index("Og hun") + len("Og hun forklarte alt rolig."),
        "text": "Og hun forklarte alt rolig.",
    }
    assert (paragraphs[8]["zone"], paragraphs[8]["speaker"]) == ("interlude", None)


def test_every_paragraph_with_words_is_there_once(run: Run, interviews: list[Path]) -> None:
    for file in recognised(run, *interviews)["files"]:
        places = [paragraph["start"] for paragraph in file["paragraphs"]]
        assert places == sorted(set(places))
        assert all(paragraph["text"].strip() for paragraph in file["paragraphs"])
        assert all(
            (paragraph["speaker"] is not None) == (paragraph["zone"] == "interview")
            for paragraph in file["paragraphs"]
        )


def test_another_convention_shows_what_it_would_make_of_the_file(run: Run, interview: Path) -> None:
    done = run("recognise", interview, "--convention", "none")
    assert "named as in: none (1.00)" in done.out
    assert "or as in: name: text (" in done.out
    assert "7 turns of I, Kari)" in done.out
    assert "(names nobody)" in done.out
    refused = run("recognise", interview, "--convention", "morse")
    assert refused.code == 1
    assert "there is no convention 'morse'" in refused.err


def test_letters_nobody_can_tell_are_read_as_somebody_says(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "moskva.txt"
    path.write_bytes("В: Как давно вы здесь?\nО: Уже третий год.\n".encode("cp1251") * 4)
    refused = run("recognise", path)
    assert refused.code == 1
    assert "--encoding cp1251" in refused.err
    assert "encoding: cp1251" in run("recognise", path, "--encoding", "cp1251").out


def test_a_bad_file_does_not_keep_the_others_from_being_shown(
    run: Run, interview: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "tom.txt"
    empty.write_bytes(b"")
    done = run("recognise", empty, interview, tmp_path / "borte.txt")
    assert done.code == 1
    assert str(interview) in done.out
    assert f"error: {empty}: the file is empty" in done.err
    assert "borte.txt cannot be read: No such file or directory" in done.err
    assert done.err.count("hint: ") == 2
    told = json.loads(run("recognise", empty, interview, "--json").out)
    assert [file["error"] is None for file in told["files"]] == [False, True]
    assert told["files"][0]["paragraphs"] == []
    assert told["files"][0]["hint"]


def test_a_folder_stands_for_the_transcripts_in_it(
    run: Run, interview: Path, tmp_path: Path
) -> None:
    (tmp_path / ".skjult.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "bilde.png").write_bytes(b"\x89PNG")
    (tmp_path / "ordliste.tsv").write_text(PHRASES, encoding="utf-8")
    done = run("recognise", tmp_path)
    assert done.code == 0
    assert str(interview) in done.out
    assert "ordliste" not in done.out
    assert "note: left out, of other kinds: bilde.png" in done.err
    assert f"note: left out: {tmp_path / 'ordliste.tsv'}: does not look like" in done.err
    told = recognised(run, tmp_path)
    assert [file["file"] for file in told["files"]] == [str(interview)]
    assert [Path(left["file"]).name for left in told["left_out"]] == ["bilde.png", "ordliste.tsv"]
    named = run("recognise", tmp_path / "ordliste.tsv")
    assert named.code == 0
    assert "please check: does not look like a transcript" in named.out


def test_where_nothing_is_a_transcript_that_is_an_error(run: Run, tmp_path: Path) -> None:
    nothing = tmp_path / "tom"
    nothing.mkdir()
    assert "without a file that can be read" in run("recognise", nothing).err
    (nothing / "ordliste.tsv").write_text(PHRASES, encoding="utf-8")
    done = run("recognise", nothing)
    assert (done.code, done.out) == (1, "")
    assert "there is no transcript in what was named" in done.err


def test_no_file_is_wrong_use(run: Run) -> None:
    assert run("recognise").code == 2


def test_a_table_of_facts_is_no_transcript(run: Run, samples: Path) -> None:
    done = run("recognise", samples / "metadata.csv")
    assert done.code == 1
    assert "a table of what is known of transcripts" in done.err


def test_a_survey_is_told_with_what_it_would_become_and_each_respondent_can_be_seen(
    run: Run, tmp_path: Path
) -> None:
    path = sheet(tmp_path)
    done = run("recognise", path)
    assert done.code == 0
    assert "a survey: 4 respondents, 2 open questions" in done.out
    assert "it looks like a survey (say --survey or --no-survey at import)" in done.out
    (told,) = recognised(run, path)["files"]
    assert told["survey"]["respondents"] == 4
    assert told["paragraphs"] == []
    (one,) = recognised(run, path / "R1")["files"]
    assert [speaker["label"] for speaker in one["speakers"]] == ["Interviewer", "Respondent"]
    assert one["paragraphs"][0]["zone"] == "front"


def test_nothing_is_written(run: Run, interview: Path, tmp_path: Path) -> None:
    run("recognise", interview)
    assert [path.name for path in tmp_path.iterdir()] == ["intervju.txt"]


def test_a_terminal_without_input_and_a_reader_who_goes_are_no_fault(interview: Path) -> None:
    command = [sys.executable, "-m", "kodeverk", "recognise", str(interview)]
    done = subprocess.run(command, capture_output=True, preexec_fn=lambda: os.close(0), check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Kari" in done.stdout
