"""`kodeverk import` on folders as they lie about: what is meant, what is left out, what is said."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command_line import Run
from tests.transcript_files import PHRASES
from tests.written_files import fingerprint

TALK = (
    "I: Hvordan{0} går{0} det {0}?\nV: Jeg{0} stoler{0} på{0} henne.\nI: Og?\n"
    "V: Hun{0} ringer{0} tilbake{0}.\n"
) * 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "innsamlet"
    path.mkdir()
    for number in range(5):
        text = TALK.format(number)
        (path / f"{number} samtale.txt").write_text(text, encoding="utf-8")
    return path


def notes(err: str) -> list[str]:
    return [line for line in err.splitlines() if line.startswith("note: ")]


def test_the_folder_of_samples_gives_its_interviews_and_none_of_its_tables(
    run: Run, project: Path, samples: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(samples, tmp_path / "samples")
    fresh = tmp_path / "ny.kodeverk"
    assert run("init", fresh).code == 0
    done = run("import", fresh, copy)
    assert done.code == 0, done.err
    assert "files: 12 imported" in done.err
    left_out = [line for line in notes(done.err) if "left out" in line]
    assert any("metadata.csv" in line and "--metadata" in line for line in left_out)
    assert sum("import-codings" in line for line in left_out) == 3


def test_a_list_found_in_a_folder_is_left_out_and_comes_in_when_it_is_named(
    run: Run, project: Path, folder: Path
) -> None:
    phrases = folder / "ordliste.tsv"
    phrases.write_text(PHRASES, encoding="utf-8")
    done = run("import", project, folder, "--json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert [one["status"] for one in told["transcripts"]] == ["imported"] * 5
    assert told["left_out"] == [{"file": str(phrases), "reason": "does not look like a transcript"}]
    assert "Name the file itself to import it all the same" in done.err
    named = run("import", project, folder, phrases, "--json")
    statuses = [one["status"] for one in json.loads(named.out)["transcripts"]]
    assert statuses == ["unchanged"] * 5 + ["imported"]


def test_a_folder_with_nothing_but_tables_is_an_error(
    run: Run, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "tabeller").mkdir()
    (tmp_path / "tabeller" / "ordliste.tsv").write_text(PHRASES, encoding="utf-8")
    before = fingerprint(project)
    done = run("import", project, tmp_path / "tabeller")
    assert done.code == 1
    assert "ordliste.tsv" in done.err
    assert "error: there is no transcript in what was named\nhint: " in done.err
    assert fingerprint(project) == before


def test_an_old_document_in_a_folder_fails_with_the_remedy(
    run: Run, project: Path, folder: Path
) -> None:
    (folder / "gammelt.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    done = run("import", project, folder)
    assert done.code == 1
    assert "files: 5 imported, 1 failed" in done.err
    assert "gammelt.doc: this is a document of an old Office version" in done.err
    assert "save it as .docx" in done.err


def test_many_files_with_one_warning_or_one_error_are_named_in_one_line(
    run: Run, project: Path, folder: Path
) -> None:
    failed = run("import", project, folder, "--municipality", "Herøy")
    assert failed.code == 1
    errors = [line for line in failed.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert all(f"{number} samtale.txt" in errors[0] for number in range(5))
    done = run("import", project, folder)
    assert done.code == 0
    (note,) = [line for line in notes(done.err) if "role unknown" in line]
    assert "and 2 more: role unknown: V" in note


def test_a_text_that_is_there_asks_nothing_again(run: Run, project: Path, folder: Path) -> None:
    assert run("import", project, folder).code == 0
    again = run("import", project, folder, "--dry-run")
    assert again.code == 0
    assert "please check" not in again.out
    assert "role unknown" not in again.err
    assert "the text is there already, as 3 samtale" in again.err


def test_what_an_option_suggests_can_be_pasted_into_a_shell(
    run: Run, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "navn.txt"
    path.write_text(
        "Kari Nordmann: Ja, det går.\nNordmann: Og videre.\nOla Hansen: Fint.\n" * 4, "utf-8"
    )
    assert "(say --join 'Nordmann=Kari Nordmann')" in run("import", project, path).err


def test_the_table_tells_which_files_it_lacks_and_which_columns_are_variables(
    run: Run, project: Path, folder: Path
) -> None:
    table = folder / "metadata.csv"
    table.write_text("file,kommune\n1 samtale.txt,Asker\ngone.txt,Oslo\n", encoding="utf-8")
    done = run("import", project, folder, "--metadata", table, "--dry-run")
    assert done.code == 0, done.err
    told = "\n".join(notes(done.err))
    assert "rows of files that were not given: gone.txt" in told
    assert "no row for" in told
    assert "0 samtale.txt" in told
    assert "columns kept as variables: kommune" in told


def test_a_file_that_cannot_be_opened_fails_alone(run: Run, project: Path, folder: Path) -> None:
    closed = folder / "3 samtale.txt"
    closed.unlink()
    closed.symlink_to(closed.name)
    done = run("import", project, *sorted(folder.iterdir()))
    assert done.code == 1
    assert "files: 4 imported, 1 failed" in done.err
    assert f"{closed} cannot be read: Too many levels of symbolic links" in done.err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_device_without_an_end_is_refused_and_not_read_for_ever(run: Run, project: Path) -> None:
    done = run("import", project, "/dev/zero")
    assert done.code == 1
    assert "/dev/zero: too large: more than 100,000,000 bytes" in done.err


def test_files_of_one_name_are_told_apart_in_the_table(
    run: Run, project: Path, folder: Path
) -> None:
    for number in ("5", "6"):
        (folder / number).mkdir()
        (folder / number / "samtale.txt").write_text(TALK.format(number), encoding="utf-8")
    rows = run("import", project, folder).out.splitlines()
    shown = [row.split("  ")[0] for row in rows if "samtale" in row]
    assert str(folder / "5" / "samtale.txt") in shown
    assert "0 samtale.txt" in shown
    assert len({*shown}) == 7
