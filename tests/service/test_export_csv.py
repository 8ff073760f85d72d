"""The CSV export of a project whose figures are known, and its way back in."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kodeverk.errors import BadInput, KodeverkError, Refused
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.codings_import import import_codings
from kodeverk.service.counting import frequencies
from kodeverk.service.exports.csv_export import export_csv
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.frequency_table import FrequencyRow
from kodeverk.service.passages import Passage
from kodeverk.service.scoping import Selection
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.known_study import NEWER_BOOK, apply, import_interviews, make_study, remember
from tests.service.listed_passages import list_passages
from tests.service.trial_project import JONAS, KARI
from tests.written_files import csv_rows

FILES = [
    "codings.csv",
    "export_info.csv",
    "frequencies.csv",
    "matrix.csv",
    "matrix_informants.csv",
]


@pytest.fixture(scope="module")
def exported(study: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "csv"
    export_csv(study, folder)
    return folder


def test_the_folder_has_the_agreed_files_and_nothing_else(exported: Path) -> None:
    assert sorted(path.name for path in exported.iterdir()) == FILES


def test_codings_have_the_columns_that_import_codings_reads(exported: Path) -> None:
    header = (exported / "codings.csv").read_text(encoding="utf-8").split("\n")[0]
    assert header == (
        "id,transcript,transcript_id,municipality,municipality_name,county,date,code,code_name,"
        "theme,codebook,coder,coder_id,start,end,quote,memo,fase,retning,speakers,roles,origin,"
        "codebook_version,counted,confirmed,created_at,"
        "wording,checked_by"
    )


def test_a_row_is_a_coding_with_all_that_is_known_of_it(exported: Path) -> None:
    row = next(row for row in csv_rows(exported / "codings.csv") if row["quote"][:3] == "Jeg")
    assert {name: row[name] for name in row if name not in {"id", "transcript_id"}} == {
        "transcript": "asker-1",
        "municipality": "3203",
        "municipality_name": "Asker",
        "county": "Akershus",
        "date": "2018-03-14",
        "code": "REL-TILLIT",
        "code_name": "Tillit",
        "theme": "REL",
        "codebook": "studie",
        "coder": "Kari",
        "coder_id": KARI.id,
        "start": "78",
        "end": "97",
        "quote": "Jeg stoler på henne",
        "memo": "",
        "fase": "først|sist",
        "retning": "",
        "speakers": "ASK-D1",
        "roles": "participant",
        "origin": "manual",
        "codebook_version": "1",
        "counted": "1",
        "confirmed": "",
        "created_at": row["created_at"],
        "wording": "",
        "checked_by": "",
    }
    assert row["created_at"][10] == "T"


def test_commas_quotation_marks_and_line_breaks_survive_the_way_out(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        apply(project, KARI, "asker-1", "nå.\n\nDeltaker: Jeg", "MET-PLAN")
        export_csv(project, tmp_path / "csv")
    quotes = [row["quote"] for row in csv_rows(tmp_path / "csv" / "codings.csv")]
    assert "nå.\n\nDeltaker: Jeg" in quotes
    assert '=Planen, sa hun; "den er skrevet"' in quotes


def test_frequencies_say_0_for_what_is_0_and_the_reason_for_what_is_unknown(
    study: Project, exported: Path
) -> None:
    rows = csv_rows(exported / "frequencies.csv")
    assert len(rows) == len(frequencies(study).rows)
    by_key = {(row["municipality"], row["code"], row["role"]): row for row in rows}
    found = by_key["3203", "REL-TILLIT", "all"]
    assert [found[name] for name in ("codings", "passages", "turns", "transcripts")] == [*"4332"]
    assert [found[name] for name in ("speakers", "of_speakers", "words")] == ["2", "2", "10"]
    assert by_key["3203", "MET-PLAN", "all"]["codings"] == "0"
    unknown = by_key["4601", "REL-TILLIT", "all"]
    assert {unknown[name] for name in ("codings", "passages", "words", "reason")} == {".."}


def in_order(row: FrequencyRow) -> tuple[str, str, str]:
    return row.group, row.code, row.role


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"scope": "started"},
        {"basis": "all"},
        {"basis": "coder", "coders": ("Jonas",)},
        {"scope": "started", "basis": "all", "coders": ("Kari",)},
        {"municipalities": ("Asker", "-")},
    ],
)
def test_both_exports_hold_the_figures_of_the_frequency_table_on_every_scope_and_basis(
    study: Project, tmp_path: Path, choice: dict[str, Any]
) -> None:
    options = ExportOptions(Selection(**choice))
    export_csv(study, tmp_path / "csv", options)
    export_sqlite(study, tmp_path / "out.sqlite", options)
    counted_apart = frequencies(study, **choice, themes=True)
    themes = {row[0]: row for row in counted_apart.themes}
    assert {*themes} == {"REL", "MET"}
    of_codes = [row for row in counted_apart.rows if row.code not in themes]
    counted = [
        (row.group, row.code, row.role, *row[5:12], row.reason)
        for row in sorted((*of_codes, *counted_apart.themes), key=in_order)
    ]
    names = ("codings", "passages", "turns", "transcripts", "speakers", "words", "of_speakers")
    columns = ("municipality", "code", "role", *names, "reason")
    written = csv_rows(tmp_path / "csv" / "frequencies.csv")
    assert sorted(tuple(row[name] for name in columns) for row in written) == [
        (
            *row[:3],
            *(row[-1] if figure is None else str(figure) for figure in row[3:10]),
            row[-1] or "",
        )
        for row in counted
    ]
    assert {row["code"] for row in written if row["level"] == "theme"} == {*themes}
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as connection:
        stored = connection.execute(f"SELECT {', '.join(columns)} FROM frequency_by_municipality")
        assert sorted(stored) == sorted(counted)


def test_the_matrix_has_codes_by_municipalities(exported: Path) -> None:
    rows = csv_rows(exported / "matrix.csv")
    assert list(rows[0]) == [
        "code",
        "code_name",
        "- no municipality",
        "0301 Oslo",
        "3203 Asker",
        "4601 Bergen",
    ]
    assert [[*row.values()] for row in rows] == [
        ["REL", "Relasjon", "0", "1", "3", ".."],
        ["REL-TILLIT", "Tillit", "0", "0", "3", ".."],
        ["REL-TID", "Tid", "0", "1", "1", ".."],
        ["MET", "Metode", "1", "..", "..", ".."],
        ["MET-PLAN", "Plan", "1", "0", "0", ".."],
        ["MET-NY", "Ny", "0", "..", "..", ".."],
    ]


def test_the_matrix_of_informants_has_how_many_of_how_many(exported: Path) -> None:
    rows = {row["code"]: row for row in csv_rows(exported / "matrix_informants.csv")}
    trust = rows["REL-TILLIT"]
    assert [trust[f"3203 Asker{what}"] for what in (" n", " of")] == ["2", "2"]
    assert [trust[f"4601 Bergen{what}"] for what in (" n", " of")] == ["..", ".."]


def test_the_rows_tell_themes_from_codes_all_from_one_role_and_how_much_is_left_out(
    exported: Path,
) -> None:
    by_key = {
        (row["municipality"], row["code"], row["role"]): row
        for row in csv_rows(exported / "frequencies.csv")
    }
    found = by_key["0301", "REL", "all"]
    assert [found[name] for name in ("speakers", "of_speakers", "left_out")] == ["1", "1", "1"]
    assert (found["level"], found["is_all"]) == ("theme", "1")
    other = by_key["0301", "REL-TID", "advisor"]
    assert (other["level"], other["is_all"]) == ("code", "0")


def test_the_number_of_a_municipality_keeps_its_zero_in_a_spreadsheet(
    study: Project, tmp_path: Path
) -> None:
    export_csv(study, tmp_path / "csv", ExportOptions(excel=True))
    content = (tmp_path / "csv" / "frequencies.csv").read_text(encoding="utf-8-sig")
    assert "\n'0301;Oslo;" in content
    assert "\n3203;Asker;" in content


def test_what_was_counted_and_how_lies_beside_the_tables(exported: Path) -> None:
    info = {row["key"]: row["value"] for row in csv_rows(exported / "export_info.csv")}
    assert (info["scope"], info["basis"], info["suppression"]) == ("finished", "final", "none")
    assert "uavklart" in info["notes"]


def test_no_identifying_word_leaves_unless_it_is_asked_for(study: Project, tmp_path: Path) -> None:
    export_csv(study, tmp_path / "csv")
    assert "Amir" not in (tmp_path / "csv" / "codings.csv").read_text(encoding="utf-8")
    export_csv(study, tmp_path / "csv", ExportOptions(with_identifying=True))
    assert "Amir Hassan" in (tmp_path / "csv" / "codings.csv").read_text(encoding="utf-8")


def test_memos_come_only_when_they_are_asked_for(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        coding = apply(project, KARI, "oslo", "knapp", "MET-PLAN")
        remember(project, KARI, coding, "Se Oslo i fjor.")
        remember(project, JONAS, coding, "Enig.")
        export_csv(project, tmp_path / "csv")
        assert not any(row["memo"] for row in csv_rows(tmp_path / "csv" / "codings.csv"))
        export_csv(project, tmp_path / "csv", ExportOptions(memos=True))
    memos = [row["memo"] for row in csv_rows(tmp_path / "csv" / "codings.csv") if row["memo"]]
    assert memos == ["Se Oslo i fjor.\n\nJonas: Enig."]


def test_a_spreadsheet_runs_no_cell_as_a_formula(study: Project, tmp_path: Path) -> None:
    export_csv(study, tmp_path / "csv", ExportOptions(excel=True))
    content = (tmp_path / "csv" / "codings.csv").read_bytes()
    assert content.startswith("\ufeffid;transcript;".encode())
    assert b"\r\n" in content
    assert "\"'=Planen, sa hun; " in content.decode("utf-8-sig")
    for name in FILES:
        with (tmp_path / "csv" / name).open(encoding="utf-8-sig", newline="") as file:
            found = [cell for row in csv.reader(file, delimiter=";", strict=True) for cell in row]
        assert not [cell for cell in found if cell[:1] in {"=", "+", "-", "@", "\t"}]


def told(one: Passage) -> tuple[object, ...]:
    return (
        one.id,
        one.transcript.name,
        one.start,
        one.end,
        one.quote,
        one.code.key,
        one.coder,
        one.facets,
        one.memo,
    )


@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize("with_identifying", [False, True])
def test_exported_codings_come_back_the_same_in_another_copy(
    tmp_path: Path, excel: bool, with_identifying: bool
) -> None:
    chosen = Selection(scope="started")
    with make_study(tmp_path / "own") as project:
        coding = apply(project, KARI, "oslo", "knapp", "MET-PLAN", {"fase": ["sist"]})
        remember(project, KARI, coding, "=Se «Oslo»; i fjor,\nog i år.")
        apply(project, KARI, "asker-1", "på Amir", "MET-PLAN")
        options = ExportOptions(chosen, memos=True, with_identifying=with_identifying, excel=excel)
        export_csv(project, tmp_path / "csv", options)
        before = [told(one) for one in list_passages(project, chosen, memos=True)]
    (tmp_path / "other").mkdir()
    with create_project(str(tmp_path / "other" / "copy.kodeverk")) as copy:
        import_interviews(copy, tmp_path / "other")
        (tmp_path / "newer.yaml").write_text(NEWER_BOOK, encoding="utf-8")
        load_codebook(copy, KARI, tmp_path / "newer.yaml")
        path = tmp_path / "csv" / "codings.csv"
        came = import_codings(copy, KARI, path, new_coders=True)
        assert (came.added, came.unread_columns) == (len(before), ())
        assert [told(one) for one in list_passages(copy, chosen, memos=True)] == before
        again = import_codings(copy, KARI, path, new_coders=True)
        assert (again.added, again.unchanged) == (0, len(before))


def test_counts_only_also_takes_away_the_quotes_of_an_earlier_export(
    study: Project, tmp_path: Path
) -> None:
    export_csv(study, tmp_path / "csv")
    export_csv(study, tmp_path / "csv", ExportOptions(counts_only=True))
    assert sorted(path.name for path in (tmp_path / "csv").iterdir()) == FILES[1:]


def test_files_that_no_export_made_are_not_replaced(study: Project, tmp_path: Path) -> None:
    mine = tmp_path / "csv" / "matrix.csv"
    mine.parent.mkdir()
    mine.write_text("years of work", encoding="utf-8")
    with pytest.raises(Refused, match=r"matrix\.csv"):
        export_csv(study, mine.parent)
    assert [path.name for path in mine.parent.iterdir()] == ["matrix.csv"]
    assert mine.read_text(encoding="utf-8") == "years of work"
    export_csv(study, mine.parent, ExportOptions(replace=True))
    assert sorted(path.name for path in mine.parent.iterdir()) == FILES


def test_a_failed_export_leaves_the_earlier_one_and_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    with make_study(tmp_path / "own") as project:
        export_csv(project, folder)
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        marked = apply(project, KARI, "uten", "Planen", "X-IDENT")
        with project.writing(KARI, "elsewhere") as writer:
            from tests.service.trial_project import transcript_named

            writer.set("coding", marked, "version", transcript_named(project, "oslo").version)
        with pytest.raises(KodeverkError):
            export_csv(project, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_file_where_the_folder_should_be_is_one_clear_error(
    study: Project, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for target in (tmp_path / "file", tmp_path / "file" / "csv"):
        with pytest.raises((BadInput, Refused)):
            export_csv(study, target)
