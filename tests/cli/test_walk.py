"""A study from the first command to the last, as somebody types it."""

import csv
import io
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from kodeverk.config import Settings
from kodeverk.service.coders import current_coder
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from tests.cli.command_line import Ran, Run, longest_answers, process, write_codings
from tests.written_files import fingerprint


def content(run: Run, project: Path) -> str:
    answer = json.loads(run("verify", project, "--json").out)
    assert answer["ok"], answer["problems"]
    return str(answer["content_hash"])


def test_a_study_from_init_to_undo(
    run: Run, tmp_path: Path, codebook: Path, interviews: list[Path], samples: Path
) -> None:
    study, colleague = tmp_path / "study.kodeverk", tmp_path / "jonas.kodeverk"
    made = run("init", study)
    assert made == (0, f"made {study}\n", "")
    loaded = run("codebook", "load", study, codebook)
    assert (loaded.code, loaded.err) == (0, "")
    assert loaded.out.startswith("veiledning 1.0: ")

    imported = run("import", study, *interviews, "--metadata", samples / "metadata.csv", "--json")
    assert imported.code == 0
    told = "columns kept as variables: sex, inside_nav, years_in_programme\n"
    assert imported.err == f"note: {samples / 'metadata.csv'}: {told}"
    files = json.loads(imported.out)["transcripts"]
    assert [one["file"] for one in files] == [str(path) for path in interviews]
    assert {one["status"] for one in files} == {"imported"}
    empty = content(run, study)

    shutil.copy(study, colleague)
    own = write_codings(tmp_path / "kari.csv", longest_answers(study, "Kari", "REL-TILLIT"))
    assert run("import-codings", study, own) == (0, "12 codings added, 0 there already\n", "")
    assert run("import-codings", study, own) == (0, "0 codings added, 12 there already\n", "")
    theirs = write_codings(
        tmp_path / "jonas.csv", longest_answers(colleague, "Jonas", "TID-SAKER")[:4]
    )
    added = run("import-codings", colleague, theirs, "--new-coders", "--unfinished")
    assert added.code == 0
    assert "new coders: Jonas" in added.out
    coded = content(run, study)
    assert coded != empty

    counted = json.loads(run("frequencies", study, "--json").out)
    assert sum(row["passages"] for row in counted["rows"] if row["role"] == "all") == 12
    assert (counted["scope"], counted["basis"]) == ("finished", "final")

    report = tmp_path / "report.sqlite"
    assert run("export", "sqlite", study, report).code == 0
    with closing(sqlite3.connect(report)) as database:
        assert database.execute("SELECT count(*) FROM coding").fetchone() == (12,)
    tables = tmp_path / "tables"
    assert run("export", "csv", study, tables).code == 0
    assert len((tables / "codings.csv").read_text(encoding="utf-8").splitlines()) >= 13

    before_copy = fingerprint(colleague)
    planned = json.loads(run("merge", study, colleague, "--dry-run", "--json").out)
    assert planned["added"]["codings"] == 4
    assert content(run, study) == coded
    merged = run("merge", study, colleague)
    assert merged.code == 0
    assert "4 codings" in merged.out
    assert fingerprint(colleague) == before_copy
    assert content(run, study) != coded
    assert run("merge", study, colleague) == (0, "added nothing\n", "")

    asked = run("undo", study)
    assert asked.code == 1
    assert "merged" in asked.err
    assert "--yes" in asked.err
    undone = run("undo", study, "--yes")
    assert (undone.code, undone.err) == (0, "")
    assert undone.out.startswith("undid: merged")
    assert content(run, study) == coded
    assert run("undo", study, "--yes").out.startswith("undid: imported codings")
    assert content(run, study) == empty
    assert run("redo", study, "--yes").code == 0
    assert content(run, study) == coded
    log = json.loads(run("log", study, "--json").out)["steps"]
    assert [step["act"] for step in log][:2] == ["redo", "undo"]


def test_the_same_walk_as_processes(tmp_path: Path, codebook: Path, interviews: list[Path]) -> None:
    study = tmp_path / "med mellomrom og æøå.kodeverk"
    assert process("init", study, "--codebook", codebook).code == 0
    shown = process("import", study, interviews[0], "--municipality", "0301", "--json")
    assert shown.code == 0
    assert json.loads(shown.out)["transcripts"][0]["municipality"] == {
        "number": "0301",
        "name": "Oslo",
    }
    assert process("finish", study, interviews[0].stem).out == f"finished {interviews[0].stem}\n"
    counted = process("frequencies", study, "--code", "REL-TILLIT")
    assert counted.code == 0
    assert "0 of 1 · 0" in counted.out
    assert process("verify", study).code == 0
    assert not list(tmp_path.glob("*-wal"))


def test_import_shows_what_it_will_do_before_it_does_it(
    run: Run, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "oslo.txt"
    path.write_text("I: Hvordan går det?\nD: Bra, takk.\n" * 4, encoding="utf-8")
    before = fingerprint(project)
    options = ("--role", "D=participant", "--role", "I=interviewer", "--municipality", "Oslo")
    planned = run("import", project, path, *options, "--date", "14.3.2018", "--dry-run")
    assert planned.code == 0
    line = planned.out.splitlines()[-1]
    for part in ("oslo.txt", "would import", "8", "D participant 4", "0301 Oslo"):
        assert part in line
    assert fingerprint(project) == before
    assert "imported" in run("import", project, path, *options).out
    again = run("import", project, path, "--json")
    assert json.loads(again.out)["transcripts"][0]["status"] == "unchanged"
    elsewhere = run("import", project, path, "--municipality", "Bergen")
    assert elsewhere.code == 1
    assert "0301" in elsewhere.err


def test_import_answers_with_the_keys_that_scripts_rely_on(
    run: Run, project: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    good = tmp_path / "good.txt"
    good.write_text("I: Hei.\nD: Hei.\n" * 3, encoding="utf-8")
    done = run("import", project, bad, good, "--json")
    assert done.code == 1
    failed, imported = json.loads(done.out)["transcripts"]
    keys = {"file", "status", "transcript", "convention", "confidence", "encoding", "turns"}
    keys |= {"words", "speakers", "municipality", "warnings", "error"}
    assert keys <= failed.keys()
    assert keys <= imported.keys()
    assert (failed["file"], failed["status"]) == (str(bad), "failed")
    assert failed["error"]
    assert imported["municipality"] is None
    assert imported["warnings"] == [] or isinstance(imported["warnings"][0], str)
    assert {speaker["label"] for speaker in imported["speakers"]} == {"I", "D"}


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("frequencies",),
        ("frequencies", "--by", "role"),
        ("frequencies", "--by", "coder", "--basis", "all"),
        ("frequencies", "--by", "transcript"),
        ("frequencies", "--by", "variable", "--variable", "sex"),
        ("log",),
        ("verify",),
        ("assign", "--coders", "Kari,Jonas", "--double", "20%"),
        ("merge", "copy.kodeverk"),
    ],
    ids=" ".join,
)
def test_json_on_stdout_is_json_and_nothing_else(
    command: tuple[str, ...], run: Run, coded: Path, tmp_path: Path
) -> None:
    shutil.copy(coded, tmp_path / "copy.kodeverk")
    name, *rest = command
    done = run(name, coded, *rest, "--json")
    assert done.code == 0, done.err
    assert isinstance(json.loads(done.out), dict)


def test_frequencies_by_each_grouping_name_the_group_under_its_key(run: Run, coded: Path) -> None:
    for by in ("municipality", "role", "coder", "transcript"):
        answer = json.loads(run("frequencies", coded, "--by", by, "--json").out)
        row = answer["rows"][0]
        measures = {"codings", "passages", "turns", "transcripts", "speakers", "words"}
        assert {"code", by, "role", "of_speakers", "reason", *measures} <= row.keys()
        assert {"scope", "basis", "rules", "filters"} <= answer.keys()


def test_a_table_of_frequencies_shows_informants_first_and_says_what_it_covers(
    run: Run, coded: Path
) -> None:
    done = run("frequencies", coded)
    assert done.code == 0
    assert "1818 Herøy (Nordland)" in done.out
    tillit = next(line for line in done.out.splitlines() if line.startswith("REL-TILLIT"))
    assert " of " in tillit
    assert "Scope: finished, round main. Basis: final." in done.out
    assert "codes without a coding are not listed" in done.out
    only = run("frequencies", coded, "--code", "TID-SAKER", "--measure", "words")
    assert "TID-SAKER" in only.out
    assert "· 0" in only.out
    assert "TID-SAKER" in only.out.splitlines()[-1] or "codes TID-SAKER" in only.out


def test_frequencies_as_csv_leave_no_figure_blank(run: Run, coded: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.txt"
    later.write_text("I: Hei.\nD: Hei.\n" * 3, encoding="utf-8")
    assert run("import", coded, later, "--municipality", "Bergen").code == 0
    done = run("frequencies", coded, "--csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert "Scope: finished" in done.err
    figures = ("codings", "passages", "turns", "transcripts", "speakers", "words", "of_speakers")
    assert all(row[name] for row in rows for name in figures)
    bergen = {row["passages"] for row in rows if row["municipality"] == "4601"}
    assert bergen == {".."}
    assert {row["passages"] for row in rows if row["municipality"] == "5001"} >= {"0"}
    assert {(row["scope"], row["basis"]) for row in rows} == {("finished", "final")}


def test_status_tells_one_heroy_from_the_other_and_counts_what_is_finished(
    run: Run, coded: Path
) -> None:
    done = run("status", coded)
    assert "1818 Herøy (Nordland)" in done.out
    assert done.out.count("finished") == 12
    assert done.err.startswith("12 of 12 transcripts finished in round main")


def test_assigning_deals_every_transcript_out_once_and_leaves_what_is_there(
    run: Run, project: Path
) -> None:
    options = ("--coders", "Kari,Jonas,Amina", "--double", "25 %", "--stratify", "role")
    dealt = json.loads(run("assign", project, *options, "--json").out)["assigned"]
    assert len(dealt) == 12
    assert sum(bool(one["others"]) for one in dealt) == 3
    again = run("assign", project, *options)
    assert (again.code, again.out) == (0, "")
    assert "nothing was assigned" in again.err


def test_who_finishes_what_another_is_main_coder_of_is_told_that_it_does_not_count(
    run: Run, project: Path
) -> None:
    assert run("assign", project, "--coders", "Jonas").code == 0
    finished = run("finish", project, "01-asker-veileder")
    assert finished.out == "finished 01-asker-veileder\n"
    assert "another's coding counts there" in finished.err
    finished = run("finish", project, "01-asker-veileder", "--coder", "Jonas")
    assert "another's" not in finished.err


def test_verify_answers_no_when_a_quote_is_not_its_words(run: Run, coded: Path) -> None:
    with closing(sqlite3.connect(coded)) as database, database:
        database.execute("UPDATE coding SET start = start + 1")
    done = run("verify", coded)
    assert done.code == 3
    assert "not those once coded" in done.out
    answer = json.loads(run("verify", coded, "--json").out)
    assert answer["ok"] is False
    assert answer["problems"]


def test_a_backup_is_a_whole_project_beside_the_first_and_never_replaces_a_file(
    run: Run, coded: Path, tmp_path: Path
) -> None:
    done = run("backup", coded)
    copy = Path(done.out.strip())
    assert copy.parent == coded.parent
    assert copy.name.startswith("study-backup-2")
    assert content(run, copy) == content(run, coded)
    before = fingerprint(copy)
    assert run("backup", coded, copy).code == 1
    assert fingerprint(copy) == before


def test_a_codebook_goes_out_and_comes_back_the_same(
    run: Run, project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.yaml"
    assert run("codebook", "export", project, out) == (0, f"{out}\n", "")
    assert run("codebook", "check", out).code == 0
    assert run("codebook", "diff", project, out) == (0, "", "note: no difference\n")
    assert run("codebook", "export", project, out).code == 1
    text = out.read_text(encoding="utf-8")
    out.write_text(text.replace("nb: Tillit", "nb: Stole på", 1), encoding="utf-8")
    changed = run("codebook", "diff", project, out)
    assert changed.code == 0
    assert "Stole på" in changed.out
    before = content(run, project)
    assert "1 changed" in run("codebook", "load", project, out).out
    assert "Stole på" in run("codebook", "show", project).out
    assert run("undo", project, "--yes").code == 0
    assert content(run, project) == before


def test_all_codebooks_of_the_study_stand_together(run: Run, repository: Path) -> None:
    files = sorted((repository / "codebooks").glob("*.yaml"))
    done = run("codebook", "check", *files)
    assert done.code == 0, done.err
    assert len(done.out.splitlines()) == len(files)


def test_a_merge_tells_conflicts_and_lost_codings_in_words(
    run: Run, coded: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(coded, tmp_path / "copy.kodeverk"))
    assert run("undo", coded, "--yes").code == 0
    extra = write_codings(tmp_path / "more.csv", longest_answers(copy, "Kari", "TID-SAKER")[:1])
    assert run("import-codings", copy, extra).code == 0
    told: Ran = run("merge", coded, copy)
    assert told.code == 0
    assert told.out.startswith("added ")
    assert told.out.count("not in the result: Kari's REL-TILLIT") == 12
    assert "before-merge" in told.err


def test_the_demonstration_leaves_a_project_one_table_and_commands_that_work_as_printed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, Settings]] = []
    monkeypatch.setattr("kodeverk.cli.demo.on_terminal", lambda: True)
    monkeypatch.setattr("kodeverk.tui.app.run", lambda *given: opened.append(given))
    monkeypatch.setattr("sys.argv", ["kodeverk"])
    own = tmp_path / "config.toml"
    own.write_text('[coder]\nname = "Ola"\n', encoding="utf-8")

    folder = tmp_path / "a demo's folder"
    done = run("demo", folder)
    assert done.code == 0
    assert done.out.count("role: ") == 1
    assert " of " in done.out
    project, *files = [Path(line) for line in done.out.splitlines()[-3:]]
    assert run("verify", project).code == 0
    assert all(path.exists() for path in files)

    heading, *printed = done.err.splitlines()
    assert heading == "try next:"
    opening, *others = [
        subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
        for line in printed
    ]
    assert "the terminal UI needs a terminal" in opening.stderr  # found, and stopped by that alone
    assert [one.returncode for one in others] == [0, 0]

    ((shown, settings),) = opened
    assert shown == str(project)
    with open_project(shown) as read:
        lead = current_coder(read, settings)
        with read.reading() as connection:
            assert lead in queries.coders(connection)
    assert lead.name == "Kari"
    assert own.read_text(encoding="utf-8") == '[coder]\nname = "Ola"\n'

    again = run("demo", folder)
    assert again.code == 1
    assert "exists already" in again.err
