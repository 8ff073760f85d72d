"""What is published: figures without small ones, and nothing by which a person is found."""

import csv
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, NotFound, Refused
from kodeverk.formats.metadata import FileFacts
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.codings_import import import_codings
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.exports.picture_export import export_svg
from kodeverk.service.exports.study_report import export_docx
from kodeverk.service.exports.workbook_export import export_xlsx
from kodeverk.service.importing import Choices, import_files
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.known_study import BOOK
from tests.service.trial_project import KARI

PUBLISH = ExportOptions(publish=True)


def rows_of(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


def csv_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return [*csv.DictReader(opened)]


def test_figures_of_few_are_null_with_a_reason_and_never_0(study: Project, tmp_path: Path) -> None:
    done = export_sqlite(study, tmp_path / "p.sqlite", PUBLISH)
    file = tmp_path / "p.sqlite"
    assert rows_of(file, "PRAGMA foreign_key_check") == []
    figures = rows_of(
        file, "SELECT speakers, codings, of_speakers, reason FROM code_frequency WHERE role = 'all'"
    )
    assert {(None, None, None, ":")} <= {*figures}
    assert not [row for row in figures if row[0] is not None], "nowhere are there five informants"
    assert {row[-1] for row in figures} == {":", ".."}
    bases = rows_of(file, "SELECT number, speakers, reason FROM municipality")
    assert ("3203", None, ":") in bases
    assert done.paths == (file, tmp_path / "p.sqlite-withheld.csv")
    assert done.notes[0].startswith("Withheld: ")
    assert "100 %" in done.notes[0]


def test_what_is_published_tells_of_no_interview_and_no_person(
    study: Project, tmp_path: Path
) -> None:
    export_sqlite(study, tmp_path / "p.sqlite", PUBLISH)
    export_csv(study, tmp_path / "p", PUBLISH)
    export_xlsx(study, tmp_path / "p.xlsx", PUBLISH)
    tables = {name for (name,) in rows_of(tmp_path / "p.sqlite", "SELECT name FROM sqlite_master")}
    assert not tables & {"transcript", "not_read", "variable", "coding", "speaker", "memo"}
    published = (tmp_path / "p.sqlite").read_bytes()
    published += b"".join(file.read_bytes() for file in (tmp_path / "p").iterdir())
    for word in ("asker-1", "uavklart", "Kari", "Jonas", "2018-03-14", "ASK-D1"):
        assert word.encode() not in published, word
    assert {file.name for file in (tmp_path / "p").iterdir()} == {
        "export_info.csv",
        "frequencies.csv",
        "matrix.csv",
        "matrix_informants.csv",
    }


def test_what_is_withheld_is_logged_beside_and_not_in_what_is_published(
    study: Project, tmp_path: Path
) -> None:
    export_csv(study, tmp_path / "p", PUBLISH)
    log = csv_rows(tmp_path / "p-withheld.csv")
    assert {row["why"] for row in log} >= {"there are fewer informants than the threshold"}
    assert ("3203", "REL-TILLIT", "code", "all") in {
        (row["municipality"], row["code"], row["level"], row["role"]) for row in log
    }
    assert {row["speakers"] for row in csv_rows(tmp_path / "p" / "frequencies.csv")} <= {":", ".."}


def test_the_log_replaces_no_file_of_somebody_elses(study: Project, tmp_path: Path) -> None:
    (tmp_path / "p.xlsx-withheld.csv").write_text("my notes\n", encoding="utf-8")
    with pytest.raises(Refused, match="no log"):
        export_xlsx(study, tmp_path / "p.xlsx", PUBLISH)
    assert (tmp_path / "p.xlsx-withheld.csv").read_text(encoding="utf-8") == "my notes\n"


@pytest.mark.parametrize("name", ["p.xlsx", "p.sqlite", "p.docx", "p", "p.svg-folder"])
def test_where_no_log_can_be_written_nothing_is_published(
    study: Project, tmp_path: Path, name: str
) -> None:
    (tmp_path / f"{name}-withheld.csv").mkdir()
    write = {
        "p.xlsx": export_xlsx,
        "p.sqlite": export_sqlite,
        "p.docx": export_docx,
        "p": export_csv,
        "p.svg-folder": export_svg,
    }[name]
    before = {*tmp_path.iterdir()}
    for options in (PUBLISH, replace(PUBLISH, replace=True)):
        with pytest.raises(Refused, match="-withheld"):
            write(study, tmp_path / name, options)
        assert {*tmp_path.iterdir()} == before


def test_where_nothing_can_be_published_no_log_is_left(study: Project, tmp_path: Path) -> None:
    (tmp_path / "p.sqlite").write_text("mine", encoding="utf-8")
    before = {*tmp_path.iterdir()}
    with pytest.raises(Refused):
        export_sqlite(study, tmp_path / "p.sqlite", PUBLISH)
    assert {*tmp_path.iterdir()} == before


def test_a_folder_below_folders_that_are_not_there_has_its_log_beside_it(
    study: Project, tmp_path: Path
) -> None:
    done = export_csv(study, tmp_path / "a" / "b" / "p", PUBLISH)
    assert done.paths[-1] == tmp_path / "a" / "b" / "p-withheld.csv"
    assert done.paths[-1].is_file()


def test_municipalities_have_labels_instead_of_names_and_counties(
    study: Project, tmp_path: Path
) -> None:
    file = tmp_path / "p.sqlite"
    export_sqlite(study, file, ExportOptions(publish=True, labels=True))
    places = rows_of(file, "SELECT number, name, county FROM municipality ORDER BY number")
    assert [place[0] for place in places] == ["-", "M1", "M2", "M3"]
    assert {place[2] for place in places} == {None}
    for word in ("Asker", "Oslo", "3203", "Akershus", "Bergen"):
        assert word.encode() not in file.read_bytes(), word


def test_municipalities_can_be_put_together_by_a_variable(study: Project, tmp_path: Path) -> None:
    file = tmp_path / "p.sqlite"
    export_sqlite(study, file, ExportOptions(publish=True, group="years", threshold=3))
    assert rows_of(file, "SELECT number, name FROM municipality") == [("-", "no group"), ("2", "2")]
    assert b"Asker" not in file.read_bytes()
    with pytest.raises(NotFound, match="variable 'yaers'"):
        export_sqlite(study, file, ExportOptions(publish=True, group="yaers"))


def test_a_group_that_is_called_none_is_one_with_those_of_no_group(tmp_path: Path) -> None:
    facts = {}
    for name, area in (("a", {"area": "-"}), ("b", {}), ("c", {"area": "east"})):
        text = f"Intervjuer: Hva skjer i {name}?\n\nVeileder: Her er {name * 3}.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        facts[f"{name}.txt"] = FileFacts(name, None, None, {}, {}, {}, {**area})
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    file = tmp_path / "p.sqlite"
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        load_codebook(project, KARI, tmp_path / "book.yaml")
        import_files(project, KARI, [tmp_path / name for name in facts], Choices(facts=facts))
        export_sqlite(project, file, ExportOptions(publish=True, group="area"))
    places = rows_of(file, "SELECT number, name FROM municipality ORDER BY number")
    assert places == [("-", "no group"), ("east", "east")]


@pytest.mark.parametrize(
    "options",
    [
        ExportOptions(publish=True, memos=True),
        ExportOptions(publish=True, with_identifying=True),
        ExportOptions(labels=True),
        ExportOptions(threshold=3),
        ExportOptions(publish=True, threshold=2),
    ],
)
def test_choices_that_do_not_go_together_are_refused(
    study: Project, tmp_path: Path, options: ExportOptions
) -> None:
    with pytest.raises(BadInput):
        export_csv(study, tmp_path / "p", options)
    assert not (tmp_path / "p").exists()


def test_a_role_left_over_does_not_tell_how_many_said_what_hinders(tmp_path: Path) -> None:
    said = [*["advisor fremmer"] * 2, *["advisor hemmer"] * 5, *["participant fremmer"] * 5]
    said += ["participant hemmer"] * 5
    lines = [f"{who[:3].upper()}{number}: Om sak {number}." for number, who in enumerate(said)]
    text = "\n".join([*lines, *(line.replace("sak", "arbeid") for line in lines)]) + "\n"
    (tmp_path / "alle.txt").write_text(text, encoding="utf-8")
    rows = ["transcript,start,end,code,coder,retning"]
    for line, who in zip(lines, said, strict=True):
        start = text.index(line) + line.index("Om")
        rows.append(f"alle,{start},{start + 2},REL-TILLIT,Kari,{who.split()[1]}")
    (tmp_path / "codings.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    roles = {line.split(":")[0]: who.split()[0] for line, who in zip(lines, said, strict=True)}
    with create_project(str(tmp_path / "p.kodeverk")) as project:
        load_codebook(project, KARI, tmp_path / "book.yaml")
        import_files(project, KARI, [tmp_path / "alle.txt"], Choices("0301", roles=roles))
        import_codings(project, KARI, tmp_path / "codings.csv")
        done = export_sqlite(project, tmp_path / "p.sqlite", PUBLISH)
    figures = rows_of(
        tmp_path / "p.sqlite",
        "SELECT role, value, speakers, reason FROM facet_frequency WHERE facet = 'retning' "
        "AND code = 'REL-TILLIT' AND value <> 'unset' ORDER BY role, value",
    )
    # Two advisors are what the seven of all are more than the five participants.
    assert figures == [
        (role, value, None, ":")
        for role in ("advisor", "all", "participant")
        for value in ("fremmer", "hemmer")
    ]
    withheld = rows_of(
        tmp_path / "p.sqlite",
        "SELECT code, facet || '=' || value, role FROM facet_frequency WHERE reason = ':'",
    )
    log = csv_rows(tmp_path / "p.sqlite-withheld.csv")
    of_facets = [(row["code"], row["level"], row["role"]) for row in log if "=" in row["level"]]
    assert sorted(of_facets) == sorted(withheld), "each is in the log, with the reason"
    assert {row["why"] for row in log if row["level"] == "retning=fremmer"} == {
        "fewer informants than the threshold have it",
        "it would tell another figure",
    }
    assert done.notes[0].startswith(f"Withheld: {len(log)} of "), "and in the share"
    assert "fewer informants than the threshold have it" not in done.notes[0], "notes are published"
