"""A corrected file on the command line: replaced, compared, and what waits decided."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.command_line import CODINGS, Run, write_codings

TEXT = (
    "Intervjuer: Hvordan gikk det med kurset?\n\nDeltaker: Jeg stoler på henne, og hun på meg. Vi "
    "møtes hver uke.\n\nIntervjuer: Og så?\n\nDeltaker: Så ringer hun når det blåser på Værøy.\n"
)
CORRECTED = TEXT.replace(" Vi møtes hver uke.", "").replace("Værøy", "Røst")


@pytest.fixture
def corrected(run: Run, codebook: Path, tmp_path: Path) -> Path:
    """A project with one interview, coded twice, and then given another text."""
    (tmp_path / "anna.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "anna-2.txt").write_text(CORRECTED, encoding="utf-8")
    project = tmp_path / "one.kodeverk"
    assert run("init", project, "--codebook", codebook).code == 0
    assert run("import", project, tmp_path / "anna.txt").code == 0
    rows: list[dict[str, object]] = [
        dict.fromkeys(CODINGS, "")
        | {"transcript": "anna", "code": "REL-TILLIT", "coder": "Kari", "quote": words}
        | {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}
        for words in ("Jeg stoler på henne, og hun på meg.", "Vi møtes hver uke.")
    ]
    table = write_codings(tmp_path / "codings.csv", rows)
    assert run("import-codings", project, table).code == 0
    assert run("import", project, tmp_path / "anna-2.txt", "--replaces", "anna").code == 0
    return project


def waiting(run: Run, project: Path, *arguments: object) -> list[dict[str, object]]:
    done = run("place", project, *arguments, "--json")
    assert done.code == 0, done.err
    found: list[dict[str, object]] = json.loads(done.out)["waiting"]
    return found


def test_the_versions_are_listed_with_file_coder_and_codings(run: Run, corrected: Path) -> None:
    done = run("versions", corrected, "anna")
    assert done.code == 0
    _, _, first, second = done.out.splitlines()
    assert re.match(r"\s+1\s+anna\.txt\s.*\sKari\s+4\s+27\s+2$", first)
    assert re.match(r"\s+2\s+anna-2\.txt\s.*\sKari\s+4\s+23\s+0\s+current$", second)
    rows = json.loads(run("versions", corrected, "anna", "--json").out)["versions"]
    assert [(row["number"], row["codings"], row["is_current"]) for row in rows] == [
        (1, 2, False),
        (2, 0, True),
    ]


def test_two_versions_are_compared_word_by_word(run: Run, corrected: Path) -> None:
    done = run("versions", corrected, "anna", "--compare")
    assert done.code == 0
    assert "[-Værøy-]{+Røst+}" in done.out
    assert "[- Vi møtes hver uke.-]" in done.out
    assert run("versions", corrected, "anna", "--compare", 1, 2).out == done.out
    assert "[-Røst-]{+Værøy+}" in run("versions", corrected, "anna", "--compare", 2, 1).out
    found = json.loads(run("versions", corrected, "anna", "--compare", "--json").out)
    assert (found["old"], found["new"]) == (1, 2)
    changed = next(one for one in found["differences"] if one["kind"] == "changed")
    assert (changed["old_words"], changed["new_words"]) == ("Værøy", "Røst")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nobody",), 1, "no transcript"),
        (("anna", 1, 2), 2, "--compare"),
        (("anna", "--compare", 1), 2, "two numbers"),
        (("anna", "--compare", 1, 7), 1, "has no version 7"),
    ],
)
def test_versions_there_are_not_are_told(
    run: Run, corrected: Path, arguments: tuple[object, ...], code: int, said: str
) -> None:
    done = run("versions", corrected, *arguments)
    assert done.code == code
    assert said in done.err


def test_what_waits_is_shown_with_its_words_then_and_now(run: Run, corrected: Path) -> None:
    done = run("place", corrected)
    assert done.code == 0
    assert "REL-TILLIT" in done.out
    assert "Vi møtes hver uke." in done.out
    assert "its words are gone" in done.out
    assert done.out.splitlines()[-1] == "waiting: 1"
    (one,) = waiting(run, corrected, "anna")
    assert (one["state"], one["new"], one["old_words"]) == ("gone", None, "Vi møtes hver uke.")


def test_a_coding_is_moved_and_the_move_undone(run: Run, corrected: Path) -> None:
    (one,) = waiting(run, corrected)
    start = CORRECTED.index("Så ringer hun")
    done = run("place", corrected, "--move", one["id"], start, start + len("Så ringer hun"))
    assert (done.code, done.out) == (0, "nothing waits\n")
    assert run("verify", corrected).code == 0
    assert run("undo", corrected).code == 0
    assert len(waiting(run, corrected)) == 1


def test_a_coding_is_set_aside_and_stays_in_the_list_of_all(run: Run, corrected: Path) -> None:
    (one,) = waiting(run, corrected)
    assert run("place", corrected, "--aside", one["id"]).code == 0
    assert waiting(run, corrected) == []
    (kept,) = waiting(run, corrected, "--all")
    assert (kept["id"], kept["state"]) == (one["id"], "aside")


def test_all_that_has_a_place_is_accepted_and_what_has_none_still_waits(
    run: Run, corrected: Path, tmp_path: Path
) -> None:
    text = TEXT.replace("på henne, og hun på meg. Vi", "aldri på noen der, det er slik vi")
    (tmp_path / "anna-3.txt").write_text(text, encoding="utf-8")
    assert run("import", corrected, tmp_path / "anna-3.txt", "--replaces", "anna").code == 0
    unsure = [one for one in waiting(run, corrected) if one["state"] == "unsure"]
    assert unsure
    done = run("place", corrected, "--accept-all", "--over", "0.99")
    assert "accepted: 0" in done.err
    done = run("place", corrected, "--accept-all")
    assert f"accepted: {len(unsure)}" in done.err
    assert [one for one in waiting(run, corrected) if one["state"] == "unsure"] == []
    assert run("verify", corrected).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--accept", "nothing"), 1, "'nothing'"),
        (("--move", "nothing", 1, 2), 1, "'nothing'"),
        (("--over", "0.5"), 2, "--accept-all"),
        (("--accept-all", "--aside", "x"), 2, "one thing at a time"),
        (("--move", "x", "one", "two"), 2, "integer"),
    ],
)
def test_a_decision_that_cannot_be_made_is_told(
    run: Run, corrected: Path, arguments: tuple[object, ...], code: int, said: str
) -> None:
    done = run("place", corrected, *arguments)
    assert done.code == code
    assert said in done.err


def test_what_waits_is_told_by_the_status_and_by_a_merge(
    run: Run, corrected: Path, codebook: Path, tmp_path: Path
) -> None:
    done = run("status", corrected)
    assert "1 passage without a sure place in the corrected text: anna 1" in done.err
    assert json.loads(run("status", corrected, "--json").out)["to_review"] == {"anna": 1}
    other = tmp_path / "other.kodeverk"
    assert run("init", other, "--codebook", codebook, "--coder", "Jonas").code == 0
    done = run("merge", other, corrected, "--coder", "Jonas")
    assert "1 passage without a sure place in the corrected text: anna 1" in done.out
    done = run("merge", other, corrected, "--coder", "Jonas", "--json")
    assert json.loads(done.out)["to_review"] == {"anna": 1}
    (one,) = waiting(run, other)
    assert run("place", other, "--aside", one["id"]).code == 0
    assert "without a sure place" not in run("status", other).err


def test_a_corrected_text_never_looks_as_if_its_transcript_were_nowhere(
    run: Run, corrected: Path, tmp_path: Path
) -> None:
    assert run("set", corrected, "anna", "--municipality", "Voss", "--date", "2020-05-04").code == 0
    path = tmp_path / "anna-3.txt"
    path.write_text(CORRECTED.replace("Røst", "Vega"), encoding="utf-8")
    done = run("import", corrected, path, "--replaces", "anna", "--json")
    (told,) = json.loads(done.out)["transcripts"]
    assert told["municipality"] == {"number": "4621", "name": "Voss"}
    assert told["date"] == "2020-05-04"


def test_a_speaker_under_another_label_is_shown_with_the_role_they_have(
    run: Run, corrected: Path, tmp_path: Path
) -> None:
    path = tmp_path / "anna-3.txt"
    path.write_text(CORRECTED.replace("Deltaker:", "Amal:"), encoding="utf-8")
    done = run("import", corrected, path, "--replaces", "anna", "--dry-run")
    assert "Deltaker is Amal now" in done.err
    assert "Amal: participant" in done.out
    assert "role unknown" not in done.out + done.err
    done = run("import", corrected, path, "--replaces", "anna")
    assert "Amal participant" in done.out
    done = run("import", corrected, path, "--replaces", "anna")
    assert "anna: unchanged\n" in done.err


def test_two_texts_of_one_transcript_are_named_by_their_files(
    run: Run, corrected: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.kodeverk"
    assert run("backup", corrected, other).code == 0
    for project, words in ((corrected, "aldri"), (other, "ofte")):
        path = tmp_path / f"{words}.txt"
        path.write_text(CORRECTED.replace("Røst", words), encoding="utf-8")
        assert run("import", project, path, "--replaces", "anna").code == 0
    done = run("merge", corrected, other)
    assert "aldri.txt, 23 words (Kari)" in done.out
    assert "ofte.txt, 23 words (Kari)" in done.out
    assert "1 conflict open (kodeverk conflicts)" in done.out


def test_an_export_has_the_codings_at_their_places_in_the_new_text(
    run: Run, corrected: Path, tmp_path: Path
) -> None:
    assert run("export", "csv", corrected, tmp_path / "out").code == 0
    with (tmp_path / "out" / "codings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["quote"] for row in rows] == ["Jeg stoler på henne, og hun på meg."]
    assert [CORRECTED[int(row["start"]) : int(row["end"])] for row in rows] == [
        "Jeg stoler på henne, og hun på meg."
    ]
