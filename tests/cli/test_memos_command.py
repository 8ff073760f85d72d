"""Memos as the command line lists, exports and merges them."""

import csv
import json
import shutil
from pathlib import Path

import docx

from kodeverk.model.records import IN_MUNICIPALITY, Coder, in_municipality_target
from kodeverk.service.coders import expected_coder, find_coder
from kodeverk.service.coding import remove_codings, working_transcript, write_memo
from kodeverk.service.drafts import keep_draft
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.cli.command_line import Run, write_codings

SAID = "V: Vi hadde god tid den dagen."
REMARK = "Se nærmere på dette"


def commented(path: Path) -> Path:
    """A Word file with a supervisor's comment in its margin."""
    document = docx.Document()
    document.add_paragraph("I: Hvordan gikk det?")
    runs = document.add_paragraph(SAID).runs
    document.add_comment(runs=runs, text=REMARK, author="Leder", initials="L")
    document.save(str(path))
    return path


def people(project: Project) -> list[Coder]:
    with project.reading() as connection:
        return queries.coders(connection)


def test_a_comment_of_a_word_file_is_in_the_list_and_in_the_exports(
    run: Run, tmp_path: Path, codebook: Path
) -> None:
    study, out = tmp_path / "p.kodeverk", tmp_path / "out"
    run("init", study, "--codebook", codebook)
    run("import", study, commented(tmp_path / "a.docx"), "--role", "V=advisor")
    run("finish", study, "a")
    (listed,) = json.loads(run("memos", study, "--json").out)["memos"]
    assert (listed["about"], listed["quote"]) == ("passage", SAID)
    assert (listed["memo"], listed["author"], listed["type"]) == (
        f"Leder: {REMARK}",
        "Kari",
        "free",
    )
    assert listed["created_at"].startswith("20")
    told = run("memos", study)
    assert told.out.endswith(f"  “{SAID}”\n  Leder: {REMARK}\n\nmemos: 1\n")

    assert run("export", "csv", study, out, "--memos").code == 0
    with (out / "memos.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert {name: row[name] for name in ("transcript", "quote", "memo")} == {
        "transcript": "a",
        "quote": SAID,
        "memo": f"Leder: {REMARK}",
    }
    assert "memos_left_out,0" in (out / "export_info.csv").read_text(encoding="utf-8")
    assert "--memos lists them" in run("export", "sqlite", study, tmp_path / "o.sqlite").err

    with open_project(str(study)) as project:
        mine = find_coder(people(project), "Kari")
        keep_draft(project, mine, "transcript", find_transcript(project, "a").id, "halvt")
    assert "typed and not written: 1" in run("memos", study).err


def test_a_memo_on_a_coding_that_the_merge_removes_is_in_the_report_and_in_the_export(
    run: Run, tmp_path: Path, codebook: Path
) -> None:
    study = tmp_path / "s.kodeverk"
    run("init", study, "--codebook", codebook)
    (tmp_path / "a.txt").write_text(f"I: Hvordan gikk det?\n{SAID}\n", encoding="utf-8")
    run("import", study, tmp_path / "a.txt", "--role", "V=advisor")
    start = len("I: Hvordan gikk det?\n") + SAID.index("god tid")
    row = {
        "transcript": "a",
        "start": start,
        "end": start + 7,
        "code": "REL-TILLIT",
        "coder": "Kari",
    }
    codings = write_codings(tmp_path / "codings.csv", [row | {"quote": "god tid", "retning": ""}])
    assert run("import-codings", study, codings, "--unfinished").code == 0
    for name in ("kari", "jonas"):
        shutil.copy(study, tmp_path / f"{name}.kodeverk")
    with open_project(str(tmp_path / "jonas.kodeverk")) as project:
        jonas = expected_coder("Jonas")
        (coding,) = working_transcript(project, find_transcript(project, "a").id, jonas).codings
        write_memo(project, jonas, "coding", coding.id, "uenig, dette er noe annet")
    with open_project(str(tmp_path / "kari.kodeverk")) as project:
        remove_codings(project, find_coder(people(project), "Kari"), [coding])

    merged = run("merge", study, tmp_path / "kari.kodeverk", tmp_path / "jonas.kodeverk")
    place = f"a {start}–{start + 7}"
    assert f"not in the result: Kari's REL-TILLIT on {place}: removed by Kari" in merged.out
    assert (
        f"kept on its passage: Jonas's memo on Kari's REL-TILLIT on {place}: "
        "“uenig, dette er noe annet”"
    ) in merged.out
    listed = run("memos", study).out
    assert "on the passage of Kari's REL-TILLIT, which was removed  Jonas" in listed
    out = tmp_path / "out"
    run("export", "csv", study, out, "--memos", "--scope", "started", "--basis", "all")
    with (out / "memos.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["about"], row["quote"], row["code"], row["coder"], row["memo"]) == (
        "passage",
        "god tid",
        "REL-TILLIT",
        "Kari",
        "uenig, dette er noe annet",
    )


def test_the_diary_and_a_code_in_a_municipality_are_written_to_files_by_their_endings(
    run: Run, tmp_path: Path, codebook: Path
) -> None:
    study = tmp_path / "s.kodeverk"
    run("init", study, "--codebook", codebook)
    (tmp_path / "a.txt").write_text(f"I: Hvordan gikk det?\n{SAID}\n", encoding="utf-8")
    run("import", study, tmp_path / "a.txt", "--role", "V=advisor", "--municipality", "Oslo")
    with open_project(str(study)) as project:
        mine = find_coder(people(project), "Kari")
        with project.reading() as connection:
            code = next(one for one in queries.codes(connection) if one.key == "REL-TILLIT")
        target = in_municipality_target(code.id, "0301")
        write_memo(project, mine, IN_MUNICIPALITY, target, "Alle stoler.", memo_type="code")
        write_memo(project, mine, "project", None, "Vi fryser boken.", memo_type="method")
    listed = run("memos", study, "--code", "REL", "--municipality", "0301")
    assert "on REL-TILLIT in 0301 Oslo" in listed.out
    assert listed.out.endswith("memos: 1 of 2\n")
    assert run("memos", study, "--diary").out.endswith("  Vi fryser boken.\n\nmemos: 1 of 2\n")
    for ending in ("docx", "md", "html", "csv", "xlsx"):
        assert run("memos", study, "--out", tmp_path / f"memos.{ending}").code == 0
        again = run("memos", study, "--out", tmp_path / f"memos.{ending}")
        assert (again.code, "exists already" in again.err) == (1, True)
        assert run("memos", study, "--out", tmp_path / f"memos.{ending}", "--force").code == 0
    text = (tmp_path / "memos.md").read_text(encoding="utf-8")
    assert "On REL-TILLIT in 0301 Oslo" in text
    assert "Alle stoler." in text
    words = [one.text for one in docx.Document(str(tmp_path / "memos.docx")).paragraphs]
    assert "Vi fryser boken." in words
    assert run("memos", study, "--out", tmp_path / "memos.tull").code == 1
    assert run("memos", study, "--json", "--out", tmp_path / "m.md").code == 2
