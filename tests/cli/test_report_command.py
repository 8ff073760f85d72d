"""`kodeverk report`: a set of files as a TOML file says it, all checked before one is made."""

from pathlib import Path

import pytest

from kodeverk.cli.commands import COMMANDS
from kodeverk.cli.report import READING
from tests.cli.command_line import Run, every_command
from tests.service.known_study import make_study
from tests.written_files import csv_rows, xlsx_rows


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    make_study(folder).close()
    return folder / "study.kodeverk"


@pytest.fixture
def report(made_once: Path, tmp_path: Path) -> Path:
    """Where a report is written, beside a project."""
    (tmp_path / "study.kodeverk").write_bytes(made_once.read_bytes())
    return tmp_path / "report.toml"


def test_a_new_report_runs_as_it_stands(run: Run, report: Path) -> None:
    assert run("report", "--new", report).code == 0
    done = run("report", report)
    assert done.code == 0, done.err
    folder = report.parent / "report"
    assert {one.name for one in folder.iterdir()} == {
        "study.xlsx",
        "study.sqlite",
        "tables",
        "study.docx",
        "study.html",
        "figures",
        "by-role.csv",
        "by-role-rows.csv",
        "by-role-about.csv",
        "cooccurrence.xlsx",
    }
    about = {row["key"]: row["value"] for row in csv_rows(folder / "by-role-about.csv")}
    assert about["scope"] == "started"
    told = {row["key"]: row["value"] for row in xlsx_rows(folder / "study.xlsx", "notes")}
    assert told["scope"] == "started"
    again = run("report", report)
    assert again.code == 1
    assert "report.toml:17: " in again.err
    assert "study.xlsx exists already" in again.err
    assert run("report", report, "--force").code == 0


def test_a_new_report_replaces_nothing(run: Run, report: Path) -> None:
    report.write_text("mine", encoding="utf-8")
    assert run("report", "--new", report).code == 1
    assert report.read_text(encoding="utf-8") == "mine"


FILE = '[[file]]\ncommand = "{}"\nout = "{}"\n'


@pytest.mark.parametrize(
    ("text", "said", "advised"),
    [
        ("projekt = 1", "unknown key 'projekt'", "Did you mean project?"),
        ("project = 1", "project is no text", ""),
        ("project = [", "is not TOML", "--new"),
        ('project = "study.kodeverk"', "does not say file", ""),
        (FILE.format("merge", "x.csv"), ":2: 'merge' is no command that", "export"),
        (FILE.format("export xlx", "x"), ":2: 'export xlx' is no command that", "export"),
        ('[[file]]\ncommand = "export xlsx"\n', ":2: it does not say out", ""),
        (FILE.format("export xlsx", "x.xlsx") + "counts = true", "no option 'counts'", "counts-"),
        (FILE.format("export xlsx", "x.xlsx") + 'scope = "al"', "'al' is not one of", "--help"),
        (FILE.format("export xlsx", "x.xlsx") + "memos = 1", "memos is true or false", ""),
        (FILE.format("export xlsx", "x.xlsx") + 'scope = ["a", "b"]', "takes one value", ""),
        (FILE.format("status", "x.docx"), "makes no .docx", ".json, .txt"),
        (FILE.format("export docx", "x.pdf"), ":2: ", "Call it NAME.docx."),
        (FILE.format("export csv", "a") * 2, ":5: a is made twice", ""),
        (FILE.format("export csv", "a") + FILE.format("export svg", "b/../a"), "made twice", ""),
        (FILE.format("frequencies --save-view v", "x.csv"), "--save-view stands in", "save-view ="),
        ('[options]\nfarge = "x"\n' + FILE.format("export csv", "a"), "option 'farge'", ""),
    ],
)
def test_what_is_wrong_is_named_before_anything_is_made(
    run: Run, report: Path, text: str, said: str, advised: str
) -> None:
    project = "" if "proje" in text else 'project = "study.kodeverk"\n'
    report.write_text(project + text, encoding="utf-8")
    done = run("report", report)
    assert done.code == 1
    assert "report.toml" in done.err
    assert said in done.err
    assert advised in done.err
    assert len(list(report.parent.iterdir())) == 2


def test_a_mistake_in_a_later_file_lets_no_earlier_one_be_made(run: Run, report: Path) -> None:
    text = FILE.format("export csv", "tables") + FILE.format("export csv", "b") + "x = 1"
    report.write_text('project = "study.kodeverk"\n' + text, encoding="utf-8")
    assert run("report", report).code == 1
    assert not (report.parent / "tables").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ('basis = "final"\ncoder = ["Kari"]', "the basis 'final' chooses the coder"),
        ('basis = "coder"', "the basis 'coder' takes one coder"),
        ('municipality = ["Bodø"]', "Bodø"),
        ('round = "third"', "third"),
    ],
)
def test_a_choice_that_fits_nothing_lets_no_earlier_file_be_made(
    run: Run, report: Path, options: str, said: str
) -> None:
    text = FILE.format("export csv", "tables") + FILE.format("matrix facets", "f.csv") + options
    report.write_text('project = "study.kodeverk"\n' + text, encoding="utf-8")
    done = run("report", report)
    assert done.code == 1
    assert "report.toml:5: " in done.err
    assert said in done.err
    assert not (report.parent / "tables").exists()


BEFORE = FILE.format("export csv", "tables")


@pytest.mark.parametrize(
    ("command", "out", "options", "said"),
    [
        ("frequencies", "f.csv", 'save-view = "mine"', "changes the project"),
        ("frequencies", "f.csv", "csv = true", "csv is what the ending of out says"),
        ("agreement", "a.csv", "strict = true", "--strict belongs to --min-alpha"),
        ("frequencies", "f.csv", 'code = ["REL-TILIT"]', "REL-TILIT"),
        ("frequencies", "f.csv", 'by = "variable:sx"', "nothing has a variable 'sx'"),
        ("frequencies", "f.csv", 'by = "facet:retnin"', "Did you mean retning?"),
        ("frequencies", "f.json", 'role = ["leader"]', "has the role 'leader'"),
        ("frequencies", "f.csv", 'view = "mine"', "mine"),
        ("frequencies", "f.pdf", "", "There are: .csv, .xlsx, .docx, .md, .html."),
        ("matrix facets", "f.pdf", "", "There are: .csv, .xlsx, .docx, .md, .html."),
        ("matrix informants", "f.csv", 'code = ["X-IDENT"]', "reserve code"),
        ("matrix facets", "f.csv", 'near = "turn"', "near belongs to cooccurrence"),
        ("crosswalk", "k.csv", 'codebooks = "a,b"', "there is no codebook 'a'"),
        ("passages", "p.docx", 'variable = ["inne=ja"]', "nothing has a variable 'inne'"),
        ("passages", "p.docx", 'transcript = ["bodo"]', "bodo"),
        ("passages", "p.docx", 'theme = ["REL-TILLIT"]', "not a theme"),
        ("memos", "m.docx", 'coder = ["Nobody"]', "Nobody"),
        ("agreement", "a.docx", 'coders = "Kari,Nobody"', "Nobody"),
        ("print bodo", "t.docx", "", "bodo"),
        ("print asker-1", "t.csv", "", "There are: .docx, .md, .html."),
        ("codebook export", "b.docx", 'codebook = "other"', "other"),
        ("outcomes matrix", "o.csv", "", "no outcomes are in the project"),
        ("export xlsx", "x.xlsx", 'publish = true\ngroup = "syze"', "a variable 'syze'"),
        ("export xlsx", "x.xlsx", "municipality-labels = true", "belong to --publish"),
        ("export xlsx", "x.xlsx", "publish = true\nmemos = true", "neither memos nor texts"),
        ("archive", "archive", "", "no transcript may be archived"),
        ("export docx", "mine.docx", "", "mine.docx exists already"),
        ("status", "mine.txt", "", "mine.txt exists already"),
        ("export sqlite", "mine.sqlite", "", "is not an export of this program"),
        ("export csv", "mine.docx", "", "is a file"),
        ("export docx", "mine.docx/x.docx", "", "is a file, not a folder"),
    ],
)
def test_what_is_wrong_with_the_last_file_is_named_before_the_first_is_made(
    run: Run, report: Path, command: str, out: str, options: str, said: str
) -> None:
    text = f"{BEFORE}{FILE.format(command, out)}{options}\n"
    report.write_text('project = "study.kodeverk"\n' + text, encoding="utf-8")
    for name in ("mine.docx", "mine.txt", "mine.sqlite"):
        (report.parent / name).write_text("mine", encoding="utf-8")
    there = {*report.parent.iterdir()}
    done = run("report", report)
    assert done.code == 1
    assert "report.toml:5: " in done.err
    assert said in done.err
    assert {*report.parent.iterdir()} == there


def test_a_report_names_commands_that_there_are_and_that_change_nothing() -> None:
    known = {name for name, _ in every_command()} | {*COMMANDS}
    assert {*READING} <= known
    changing = {"import", "merge", "undo", "set", "pseudonymise", "forget", "outcomes load"}
    assert not changing & {*READING}
