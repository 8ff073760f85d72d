"""What cannot be used is named in one line, and leaves the project byte for byte as it was."""

import io
import json
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.command_line import CODINGS, Run, longest_answers, process, write_codings
from tests.written_files import fingerprint

ODD_NAMES = (
    "with spaces.txt",
    'it\'s "quoted".txt',
    "$(touch ran) `touch ran`;touch ran.txt",
    "two\nlines.txt",
    "-rf.txt",
    "escape\x1b[2J.txt",
)


def packed(**parts: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return whole.getvalue()


def bomb() -> bytes:
    return packed(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b" " * 60_000_000})


def damaged(samples: Path) -> bytes:
    whole = (samples / "01-asker-veileder.docx").read_bytes()
    return whole[:9000] + b"\0" * 500 + whole[9500:]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n \n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("cut.docx", b"PK\x03\x04 and then nothing"),
        ("damaged.docx", None),
        ("bomb.docx", bomb()),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("table.xyz", b"Intervjuer: Hei.\nDeltaker: Hei.\n"),
    ],
)
def test_a_file_that_is_no_transcript_is_refused_and_nothing_changes(
    name: str, content: bytes | None, run: Run, project: Path, samples: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(damaged(samples) if content is None else content)
    before = fingerprint(project)
    done = run("import", project, path)
    assert done.code == 1
    assert done.err.startswith("error: ")
    assert name in done.err.splitlines()[0]
    assert done.err.splitlines()[1].startswith("hint: ")
    assert len(done.err.splitlines()) == 2
    assert fingerprint(project) == before


def test_a_missing_file_and_a_folder_are_refused(run: Run, project: Path, tmp_path: Path) -> None:
    before = fingerprint(project)
    for path in (tmp_path / "nothing.txt", tmp_path):
        done = run("import", project, path)
        assert done.code == 1
        assert str(path) in done.err.splitlines()[0]
    assert fingerprint(project) == before


def test_one_bad_file_does_not_keep_the_others_out(run: Run, project: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("Intervjuer: Hvordan går det?\nDeltaker: Bra, takk.\n" * 3, encoding="utf-8")
    bad.write_bytes(b"")
    done = run("import", project, bad, good)
    assert done.code == 1
    assert "bad.txt" in done.err
    assert "good.txt" not in done.err.splitlines()[0]
    assert "good" in run("status", project).out
    assert run("verify", project).code == 0


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_may_be_called_anything_and_nothing_of_it_is_run(
    name: str, run: Run, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text("Intervjuer: Hvordan går det?\nDeltaker: Bra, takk.\n" * 3, encoding="utf-8")
    done = run("import", project, path)
    assert done.code == 0, done.err
    assert "\x1b" not in done.out
    assert done.out.count("\n") == 3
    path.write_bytes(b"")
    refused = run("import", project, path)
    assert refused.code == 1
    assert "\x1b" not in refused.err
    assert len([line for line in refused.err.splitlines() if line.startswith("error: ")]) == 1
    assert not (tmp_path / "ran").exists()
    assert run("verify", project).code == 0


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_project_may_be_called_anything(
    name: str, project: Path, run: Run, tmp_path: Path
) -> None:
    odd = Path(shutil.copy(project, tmp_path / name))
    called = f"./{name}" if name.startswith("-") else str(odd)
    done = run("verify", called)
    assert (done.code, done.err) == (0, "")
    assert "\x1b" not in done.out
    assert len(done.out.splitlines()) == 2
    backup = run("backup", called)
    assert backup.code == 0
    assert len(list(tmp_path.glob("*-backup-*.kodeverk"))) == 1
    missing = run("verify", tmp_path / f"not {name}")
    assert missing.code == 1
    assert [line.partition(":")[0] for line in missing.err.splitlines()] == ["error", "hint"]


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode there")
def test_names_of_files_that_are_no_unicode_are_shown_escaped(
    project: Path, run: Run, tmp_path: Path
) -> None:
    odd = "Bl\udce5b\udce6r"
    try:
        copy = Path(shutil.copy(project, tmp_path / f"{odd}.kodeverk"))
    except OSError:
        pytest.skip("this file system takes names in Unicode only")
    path = tmp_path / f"{odd}.txt"
    path.write_text("Intervjuer: Hei.\nDeltaker: Hei.\n" * 3, encoding="utf-8")
    table = write_codings(tmp_path / f"{odd}.csv", longest_answers(project, "Kari", "REL-TILLIT"))
    for command in (
        ("import", copy, path),
        ("import-codings", copy, table),
        ("merge", project, copy),
        ("backup", copy),
        ("log", project),
        ("verify", project),
    ):
        done = process(*command)
        assert done.code == 0, done.err
    assert "\\udce5" in process("verify", copy).out
    answer = json.loads(process("import", copy, path, "--json").out)
    assert answer["transcripts"][0]["file"] == str(path)


PROJECT_COMMANDS = (
    ("import", "{project}", "{file}"),
    ("codebook", "show", "{project}"),
    ("codebook", "load", "{project}", "{codebook}"),
    ("codebook", "export", "{project}", "out.yaml"),
    ("codebook", "diff", "{project}", "{codebook}"),
    ("assign", "{project}", "--coders", "Kari"),
    ("status", "{project}"),
    ("finish", "{project}", "one"),
    ("import-codings", "{project}", "{file}"),
    ("frequencies", "{project}"),
    ("export", "sqlite", "{project}", "out.sqlite"),
    ("export", "csv", "{project}", "out"),
    ("merge", "{project}", "{other}"),
    ("undo", "{project}"),
    ("redo", "{project}"),
    ("log", "{project}"),
    ("verify", "{project}"),
    ("backup", "{project}", "copy.kodeverk"),
)


@pytest.mark.parametrize("command", PROJECT_COMMANDS, ids=lambda words: " ".join(words[:2]))
@pytest.mark.parametrize("kind", ["foreign", "newer", "text", "absent", "cut"])
def test_what_is_no_project_of_ours_is_refused_by_every_command_and_left_alone(
    kind: str,
    command: tuple[str, ...],
    run: Run,
    project: Path,
    codebook: Path,
    samples: Path,
    tmp_path: Path,
) -> None:
    target = tmp_path / f"{kind}.kodeverk"
    if kind == "foreign":
        with closing(sqlite3.connect(target)) as database, database:
            database.execute("CREATE TABLE letters (text)")
    elif kind == "newer":
        shutil.copy(project, target)
        with closing(sqlite3.connect(target)) as database, database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
    elif kind == "text":
        target.write_text("Intervjuer: Hei.\n", encoding="utf-8")
    elif kind == "cut":
        target.write_bytes(project.read_bytes()[:20_000])
    before = fingerprint(target) if target.exists() else None
    there = sorted(tmp_path.iterdir())
    words = [
        part.format(
            project=target,
            file=samples / "02-asker-deltaker.txt",
            codebook=codebook,
            other=project,
        )
        for part in command
    ]
    done = run(*words)
    assert done.code == 1
    assert done.out == ""
    assert done.err.startswith("error: ")
    assert str(target) in done.err.splitlines()[0]
    assert done.err.splitlines()[1].startswith("hint: ")
    assert len(done.err.splitlines()) == 2
    assert (fingerprint(target) if target.exists() else None) == before
    assert sorted(tmp_path.iterdir()) == there


def test_a_foreign_or_missing_copy_is_not_merged(run: Run, project: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.sqlite"
    with closing(sqlite3.connect(foreign)) as database, database:
        database.execute("CREATE TABLE letters (text)")
    before, there = fingerprint(project), sorted(tmp_path.iterdir())
    for other in (foreign, tmp_path / "absent.kodeverk", project):
        done = run("merge", project, other)
        assert (done.code, done.out) == (1, "")
        assert done.err.count("\n") == 2
    assert fingerprint(project) == before
    assert sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"code": "REL-TILIT"}, "Did you mean REL-TILLIT?"),
        ({"transcript": "01-asker-veilder"}, "Did you mean 01-asker-veileder?"),
        ({"start": 999_990, "end": 999_999, "quote": ""}, "outside the text"),
        ({"start": -4, "quote": ""}, "Offsets are whole numbers"),
        ({"end": "ten"}, "not a number"),
        ({"quote": "Ord som ingen har sagt."}, "the quote is"),
        ({"coder": "Kåre"}, "--new-coders"),
        ({"retning": "frem"}, "no value"),
    ],
)
def test_a_bad_row_of_codings_is_named_by_line_and_no_row_comes_in(
    change: dict[str, object], told: str, run: Run, project: Path, tmp_path: Path
) -> None:
    rows = longest_answers(project, "Kari", "REL-TILLIT")
    rows[0]["transcript"] = "01-asker-veileder"
    rows[3] |= change
    table = write_codings(tmp_path / "codings.csv", rows)
    before = fingerprint(project)
    done = run("import-codings", project, table)
    assert (done.code, done.out) == (1, "")
    assert "line " in done.err
    assert str(table) in done.err.splitlines()[0]
    assert told in done.err
    assert fingerprint(project) == before


def test_a_table_without_the_columns_is_refused(run: Run, project: Path, tmp_path: Path) -> None:
    table = tmp_path / "codings.csv"
    before = fingerprint(project)
    for content in ("", "transcript,start\na,1\n", ",".join(CODINGS) + "\nonly,two\n"):
        table.write_text(content, encoding="utf-8")
        done = run("import-codings", project, table)
        assert done.code == 1
        assert str(table) in done.err.splitlines()[0]
    assert fingerprint(project) == before


def test_an_error_in_a_codebook_is_named_by_line_and_column(
    run: Run, project: Path, codebook: Path, tmp_path: Path
) -> None:
    text = codebook.read_text(encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace("language: nb", "langage: nb", 1), encoding="utf-8")
    before = fingerprint(project)
    checked = run("codebook", "check", codebook, broken)
    assert checked.code == 1
    assert f"error: {broken}:" in checked.err
    place = checked.err.partition(f"{broken}:")[2].split(":")
    assert place[0].isdigit()
    assert place[1].isdigit()
    assert run("codebook", "load", project, broken).code == 1
    assert fingerprint(project) == before
    made = tmp_path / "new.kodeverk"
    assert run("init", made, "--codebook", broken).code == 1
    assert not made.exists()


def test_init_never_replaces_a_file(run: Run, project: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    for path in (project, notes):
        before = fingerprint(path)
        assert run("init", path).code == 1
        assert fingerprint(path) == before
    assert run("init", tmp_path / "no" / "such" / "folder.kodeverk").code == 1


def test_a_role_or_place_that_does_not_exist_is_an_error(
    run: Run, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "new.txt"
    path.write_text("I: Hvordan går det?\nD: Bra, takk.\n" * 4, encoding="utf-8")
    before = fingerprint(project)
    assert "Did you mean advisor?" in run("import", project, path, "--role", "D=adviser").err
    assert "no file has a speaker" in run("import", project, path, "--role", "Q=advisor").err
    assert run("import", project, path, "--role", "advisor").code == 2
    assert run("import", project, path, "--role", "D=advisor", "--role", "D=leader").code == 2
    assert "Nordland" in run("import", project, path, "--municipality", "Herøy").err
    assert run("import", project, path, "--municipality", "Atlantis").code == 1
    assert run("import", project, path, "--date", "2018-02-30").code == 1
    assert fingerprint(project) == before


def test_a_password_is_never_printed() -> None:
    done = process("verify", "postgresql://kari:hemmelig@localhost:1/none")
    assert done.code == 1
    assert "hemmelig" not in done.out + done.err
    assert done.err.startswith("error: ")
    for address in ("postgresql://kari:hemmelig@localhost:port/none", "postgresql://:hemmelig@"):
        assert "hemmelig" not in "".join(map(str, process("verify", address)))


def test_what_is_not_there_is_an_error_that_lists_what_is(run: Run, coded: Path) -> None:
    before = fingerprint(coded)
    assert "01-asker-veileder" in run("finish", coded, "99-oslo").err
    assert "fits" in run("finish", coded, "0").err or run("finish", coded, "0").code == 1
    assert run("frequencies", coded, "--code", "REL-TILIT").code == 1
    assert run("frequencies", coded, "--role", "pilot").code == 1
    assert run("frequencies", coded, "--municipality", "Oslo").code == 1
    assert run("frequencies", coded, "--basis", "coder").code == 1
    assert run("frequencies", coded, "--basis", "coder", "--coder", "Kåre").code == 1
    assert run("frequencies", coded, "--by", "variable", "--variable", "shoe size").code == 1
    assert run("frequencies", coded, "--by", "moon").code == 2
    assert run("undo", coded, "--coder", "Nobody").code == 1
    assert run("assign", coded, "--coders", "Kari", "--double", "20%").code == 1
    assert run("assign", coded, "--double", "0.2").code == 2
    assert run("codebook", "export", coded, "out.yaml", "--codebook", "none").code == 1
    assert fingerprint(coded) == before


def test_several_bad_files_are_each_named_whole_and_what_to_do_is_said_once(
    run: Run, project: Path, tmp_path: Path
) -> None:
    paths = [tmp_path / folder / "same.xyz" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text("Intervjuer: Hei.\nDeltaker: Hei.\n", encoding="utf-8")
    done = run("import", project, *paths)
    assert done.code == 1
    told = done.err.splitlines()
    assert told[0] == "files: 2 failed"
    assert told[1:3] == [f"error: {path}: .xyz files cannot be read" for path in paths]
    assert [line.partition(":")[0] for line in told[3:]] == ["hint"]


def test_a_text_in_which_nobody_is_named_is_told_of(
    run: Run, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "diary.txt"
    path.write_text("I dag var jeg hos veilederen min.\nDet gikk bra.\n", encoding="utf-8")
    done = run("import", project, path)
    assert done.code == 0
    assert "nobody is named as speaking" in done.err


def test_an_address_of_another_database_is_no_file(run: Run) -> None:
    done = run("status", "mysql://kari@server/study")
    assert done.code == 2
    assert done.err.startswith("error: mysql:// is not the address of a project\nhint: ")


def test_a_copy_that_cannot_be_merged_is_named_as_it_was_given(
    run: Run, project: Path, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.kodeverk"
    shutil.copy(project, newer)
    with closing(sqlite3.connect(newer)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    done = run("merge", project, newer)
    assert done.code == 1
    assert done.err.startswith(f"error: {newer} was made by a newer Kodeverk")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_coder_whose_name_the_terminal_garbles_does_not_become_another(
    run: Run, project: Path
) -> None:
    before = fingerprint(project)
    done = run("assign", project, "--coder", "\udcc3\udc85se")
    assert done.code == 1
    assert "encoding of this terminal" in done.err
    assert fingerprint(project) == before


def test_an_export_tells_what_it_leaves_out(run: Run, project: Path, tmp_path: Path) -> None:
    for form, out in (("sqlite", tmp_path / "out.sqlite"), ("csv", tmp_path / "out")):
        done = run("export", form, project, out)
        assert done.code == 0
        assert "12 of 12 transcripts are not finished" in done.err
