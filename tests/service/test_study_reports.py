"""Reports of a study: who is quoted, what is withheld, and no identifying word in any file."""

import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.dom import minidom

import docx
import pytest
from click.testing import CliRunner

from kodeverk.cli.commands import kodeverk
from kodeverk.errors import Refused
from kodeverk.model.records import Wording
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.codings_import import import_codings
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.exports.registry import EXPORTS
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.scoping import Selection
from kodeverk.service.withholding import BLACK
from kodeverk.service.wordings import NewWording, set_wordings
from kodeverk.store import queries
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.known_study import BOOK, make_study
from tests.service.trial_project import KARI
from tests.written_files import csv_rows, sqlite_rows

STARTED = Selection(scope="started")
FILES = {name: one for name, one in EXPORTS.items() if one.under == "export"}
REPORTS = ("docx", "markdown", "html")


@pytest.fixture(scope="module")
def consenting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The study with an advisor who may be quoted and a participant who wants to be paraphrased."""
    folder = tmp_path_factory.mktemp("consenting")
    with make_study(folder) as project:
        assert project.path is not None
        for name, given in (
            ("asker-1", ("--informant", "Veileder=ASK-V1", "--consent", "ASK-V1=quotation:yes")),
            ("asker-1", ("--consent", "ASK-D1=quotation:paraphrase")),
            ("oslo", ("--informant", "Veileder=OSL-V1", "--consent", "OSL-V1=quotation:no")),
        ):
            words = ["set", str(project.path), name, *given, "--coder", KARI.id]
            done = CliRunner().invoke(kodeverk, words, catch_exceptions=False)
            assert done.exit_code == 0, done.output
        with project.reading() as connection:
            texts = {one.id: one.text for one in queries.current_versions(connection)}
            (worded,) = [
                one.id
                for one in queries.codings(connection)
                if texts[one.version][one.start : one.end] == "Jeg stoler på henne"
            ]
        wording = Wording("Deltakeren, som kjenner Amir Hassan, har tillit.", "Jonas")
        set_wordings(project, KARI, [NewWording(worded, wording)])
        yield project


def written(project: Project, name: str, out: Path, options: ExportOptions) -> tuple[str, ...]:
    return FILES[name].write(project, out, options).notes


def all_words(path: Path) -> str:
    """Everything in a file or a folder, also in the parts of a package and the pages of tables."""
    if path.is_dir():
        return "".join(f"{one.name}\n{all_words(one)}" for one in sorted(path.iterdir()))
    data = path.read_bytes()
    words = data.decode("utf-8", "replace") + data.decode("utf-16-le", "replace")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            words += "".join(
                parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
            )
    return words


@pytest.mark.parametrize("name", FILES)
def test_no_file_has_a_word_that_is_marked_as_identifying(
    consenting: Project, tmp_path: Path, name: str
) -> None:
    for number, memos in enumerate((False, True)):
        out = tmp_path / f"out{number}"
        written(consenting, name, out, ExportOptions(STARTED, memos=memos))
        words = all_words(out)
        assert "REL-TILLIT" in words
        assert "Amir" not in words
        assert "Hassan" not in words


@pytest.mark.parametrize("name", [name for name in FILES if name != "svg"])
def test_identifying_words_leave_when_they_are_asked_for(
    consenting: Project, tmp_path: Path, name: str
) -> None:
    written(consenting, name, tmp_path / "out", ExportOptions(STARTED, with_identifying=True))
    assert "Amir" in all_words(tmp_path / "out")


@pytest.mark.parametrize("name", REPORTS)
def test_only_who_consented_is_quoted_and_what_is_withheld_is_counted(
    consenting: Project, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    notes = written(consenting, name, out, ExportOptions(STARTED))
    words = all_words(out)
    if name == "docx":
        words = "\n".join(one.text for one in docx.Document(str(out)).paragraphs)
    assert "Vi stoler" in words  # yes
    assert "ASK-V1 (advisor)" in words
    assert "Deltakeren, som kjenner" in words  # paraphrase, and worded
    assert "checked by Jonas" in words
    assert "Jeg stoler på henne" not in words
    assert "Hun ringer tilbake" not in words  # paraphrase, and not worded
    assert "Tiden er knapp" not in words  # no
    assert "god tid" not in words  # not asked
    withheld = [note for note in notes if "withheld" in note]
    assert [note.split(" ", 1)[0] for note in withheld] == ["1", "2", "3"]
    for note in withheld:
        kind = note.partition("withheld, ")[2].rstrip(".")
        assert kind in words


@pytest.mark.parametrize("publish", [False, True])
def test_what_is_coded_outside_all_turns_is_no_empty_quotation(
    tmp_path: Path, *, publish: bool
) -> None:
    text = "Intervju nr 4\n\nIntervjuer: Hva hjelper?\n\nDeltaker: Tid hjelper oss.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    rows = "transcript,start,end,code,coder\na,0,13,REL-TILLIT,Kari\n"
    (tmp_path / "codings.csv").write_text(rows, encoding="utf-8")
    out = tmp_path / "a.md"
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        load_codebook(project, KARI, tmp_path / "book.yaml")
        import_files(project, KARI, [tmp_path / "a.txt"], Choices("0301"))
        import_codings(project, KARI, tmp_path / "codings.csv")
        EXPORTS["markdown"].write(project, out, ExportOptions(publish=publish))
    assert "\n> " not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REPORTS)
def test_with_counts_only_nobody_is_quoted(consenting: Project, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    written(consenting, name, out, ExportOptions(STARTED, counts_only=True))
    assert "Vi stoler" not in all_words(out)


@pytest.mark.parametrize("name", [*REPORTS, "xlsx"])
def test_a_file_in_which_somebody_wrote_is_replaced_only_when_asked(
    consenting: Project, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="exists already"):
        written(consenting, name, out, ExportOptions(STARTED))
    assert out.read_text(encoding="utf-8") == "mine"
    written(consenting, name, out, ExportOptions(STARTED, replace=True))
    assert list(tmp_path.iterdir()) == [out]


def test_a_page_runs_nothing_and_loads_nothing(consenting: Project, tmp_path: Path) -> None:
    written(consenting, "html", tmp_path / "out", ExportOptions(STARTED))
    page = (tmp_path / "out").read_text(encoding="utf-8")
    for what in ("<script", "src=", "@import", "url(", "<link", "onload"):
        assert what not in page
    assert page.count("<svg") == page.count("<desc>") == page.count("<details>") > 1


def test_pictures_are_whole_files_that_say_what_they_show(
    consenting: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    written(consenting, "svg", folder, ExportOptions(STARTED))
    first = {one.name: one.read_bytes() for one in folder.iterdir()}
    assert {"figures.csv", "heat-map-studie.svg", "stripes-asker-1.svg"} <= first.keys()
    for name, drawn in first.items():
        if name.endswith(".svg"):
            root = minidom.parseString(drawn).documentElement
            assert root is not None
            assert {"title", "desc"} <= {one.nodeName for one in root.childNodes}
    (folder / "mine.svg").write_text("<svg/>", encoding="utf-8")
    chosen = Selection(scope="started", municipalities=("Oslo",))
    written(consenting, "svg", folder, ExportOptions(chosen))
    left = {one.name for one in folder.iterdir()}
    assert "mine.svg" in left
    assert "stripes-asker-1.svg" not in left


def test_the_sqlite_file_is_clean_for_any_program(consenting: Project, tmp_path: Path) -> None:
    written(consenting, "sqlite", tmp_path / "out", ExportOptions(STARTED))
    with sqlite3.connect(tmp_path / "out") as plain:
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    plain.close()


@pytest.mark.parametrize("name", ["sqlite", "csv"])
def test_offsets_refer_to_the_whole_texts_and_no_marked_word_stands_in_them(
    consenting: Project, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    written(consenting, name, out, ExportOptions(STARTED, texts=True))
    assert "Amir" not in all_words(out)
    if name == "csv":
        texts = {row["transcript"]: row["text"] for row in csv_rows(out / "texts.csv")}
        turns = [
            (row["transcript"], int(row["start"]), int(row["end"]))
            for row in csv_rows(out / "turns.csv")
        ]
        codings = [
            (row["transcript"], int(row["start"]), int(row["end"]), row["quote"])
            for row in csv_rows(out / "codings.csv")
        ]
    else:
        texts = dict(sqlite_rows(out, "SELECT transcript, text FROM text"))
        turns = sqlite_rows(out, 'SELECT transcript, start, "end" FROM turn')
        codings = sqlite_rows(out, 'SELECT transcript, start, "end", quote FROM coding')
        assert sqlite_rows(out, "PRAGMA foreign_key_check") == []
    assert BLACK * len("Amir Hassan") in texts["asker-1"]
    assert f"{BLACK * len('Veileder:')} Vi stoler" in texts["asker-1"]
    for transcript, start, end, quote in codings:
        words = texts[transcript][start:end]
        assert re.sub(f"{BLACK}+", "[…]", words) == quote or "\n" in words
    assert "Hva skjer her?" in {texts[one][start:end] for one, start, end in turns}


def test_counts_alone_have_no_texts(consenting: Project, tmp_path: Path) -> None:
    options = ExportOptions(STARTED, texts=True, counts_only=True)
    written(consenting, "csv", tmp_path / "csv", options)
    assert not (tmp_path / "csv" / "texts.csv").exists()
