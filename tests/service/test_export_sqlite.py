"""The SQLite export of a project whose figures are known."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, KodeverkError, NotFound, Refused
from kodeverk.service.correcting import correct
from kodeverk.service.counting import frequencies
from kodeverk.service.exports.database_export import export_sqlite
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.facts import Fact
from kodeverk.service.scoping import Selection
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.known_study import apply, done, make_study, remember
from tests.service.trial_project import JONAS, KARI, transcript_named
from tests.written_files import sqlite_rows


@pytest.fixture(scope="module")
def exported(study: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "figures.sqlite"
    export_sqlite(study, out)
    return out


def columns(path: Path, table: str) -> list[str]:
    return [row[1] for row in sqlite_rows(path, f"PRAGMA table_info({table})")]


def everything(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


def test_the_tables_have_the_columns_that_others_read(exported: Path) -> None:
    base = ["transcripts", "speakers", "turns", "words"]
    measures = ["codings", "passages", "turns", "transcripts", "speakers", "words", "reason"]
    measures += ["of_speakers", "left_out", "is_all"]
    agreed = {
        "municipality": ["number", "name", "county_number", "county", *base, "reason"],
        "municipality_role": ["municipality", "role", *base, "left_out", "is_all", "reason"],
        "code": [
            "code",
            "codebook",
            "name",
            "name_en",
            "parent",
            "theme",
            "position",
            "definition",
            "active",
            "in_figures",
            "order",
        ],
        "code_frequency": ["municipality", "code", "role", *measures, "level"],
        "theme_frequency": ["municipality", "theme", "role", *measures],
        "facet_frequency": ["municipality", "code", "role", "facet", "value", *measures],
        "not_read": ["transcript", "code", "level", "role"],
        "speaker": [
            "speaker",
            "transcript",
            "municipality",
            "name",
            "person",
            "role",
            "is_informant",
            "speaks_for",
            "turns",
            "words",
            "counted",
        ],
        "coding_speaker": ["coding", "speaker", "words"],
        "coding": [
            "id",
            "transcript",
            "municipality",
            "code",
            "coder",
            "start",
            "end",
            "quote",
            "memo",
            "speakers",
            "roles",
            "origin",
            "codebook_version",
            "counted",
            "confirmed",
            "created_at",
            "wording",
            "checked_by",
        ],
        "coding_facet": ["coding", "facet", "value"],
        "transcript": [
            "transcript",
            "municipality",
            "municipality_then",
            "interview_date",
            "source_file",
            "sha256",
            "turns",
            "words",
            "state",
            "counted",
        ],
        "variable": ["kind", "subject", "name", "value", "number"],
        "export_info": ["key", "value"],
    }
    assert {name: columns(exported, name) for name in agreed} == agreed


def test_no_row_refers_to_something_that_is_not_there(exported: Path) -> None:
    assert sqlite_rows(exported, "PRAGMA foreign_key_check") == []
    assert sqlite_rows(exported, "PRAGMA integrity_check") == [("ok",)]
    parents = {row[2] for row in sqlite_rows(exported, "PRAGMA foreign_key_list(code_frequency)")}
    assert parents == {"code", "municipality_role"}


def test_the_figures_are_those_of_the_frequency_table(study: Project, exported: Path) -> None:
    columns = (
        "codings, passages, turns, transcripts, speakers, words, of_speakers, reason, left_out"
    )
    stored = sqlite_rows(
        exported,
        f"SELECT municipality, code, role, {columns} FROM code_frequency ORDER BY 1, 2, 3",
    )
    counted = [(row.group, row.code, row.role, *row[5:14]) for row in frequencies(study).rows]
    assert stored == sorted(counted)
    assert (
        "3203",
        "REL-TILLIT",
        "all",
        4,
        3,
        3,
        2,
        2,
        10,
        2,
        None,
        0,
    ) in stored


def test_zero_is_explicit_and_unknown_is_null_with_its_reason(exported: Path) -> None:
    query = "SELECT codings, reason FROM code_frequency WHERE role = 'all' AND "
    assert sqlite_rows(exported, query + "municipality = '3203' AND code = 'MET-PLAN'") == [
        (0, None)
    ]
    assert sqlite_rows(exported, query + "municipality = '4601' AND code = 'MET-PLAN'") == [
        (None, "..")
    ]
    assert sqlite_rows(exported, query + "municipality = '0301' AND code = 'MET-NY'") == [
        (None, "..")
    ]


def test_denominators_count_what_is_in_scope(exported: Path) -> None:
    assert sqlite_rows(exported, "SELECT * FROM municipality ORDER BY number") == [
        ("-", "no municipality", None, None, 1, 1, 1, 6, None),
        ("0301", "Oslo", "03", "Oslo", 1, 1, 1, 3, None),
        ("3203", "Asker", "32", "Akershus", 2, 2, 4, 19, None),
        ("4601", "Bergen", "46", "Vestland", 0, 0, 0, 0, None),
    ]
    query = "SELECT role, speakers, turns FROM municipality_role WHERE municipality = '3203'"
    assert sorted(sqlite_rows(exported, query)) == [
        ("advisor", 1, 1),
        ("all", 2, 4),
        ("interviewer", 2, 2),
        ("participant", 1, 3),
    ]


def test_themes_and_facets_have_figures_of_their_own(exported: Path) -> None:
    query = "SELECT codings, passages, words FROM theme_frequency WHERE role = 'all' AND "
    assert sqlite_rows(exported, query + "municipality = '3203' AND theme = 'REL'") == [(6, 3, 13)]
    query = "SELECT facet, value, codings FROM facet_frequency WHERE role = 'all' AND "
    found = sqlite_rows(exported, query + "municipality = '3203' AND code = 'REL-TILLIT'")
    assert sorted(found) == [
        ("fase", "først", 1),
        ("fase", "sist", 1),
        ("fase", "unset", 3),
        ("retning", "fremmer", 2),
        ("retning", "hemmer", 0),
        ("retning", "unset", 2),
    ]


def test_where_a_code_was_read_for_in_part_the_base_says_of_how_many(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        done(project, KARI, "asker-2")
        export_sqlite(project, tmp_path / "out.sqlite")
    query = "SELECT of_speakers FROM frequency_by_municipality WHERE municipality = '3203' "
    assert sqlite_rows(tmp_path / "out.sqlite", query + "AND code = 'MET-NY' AND role = 'all'") == [
        (1,)
    ]
    assert sqlite_rows(tmp_path / "out.sqlite", query + "AND code = 'REL' AND role = 'all'") == [
        (2,)
    ]


def test_the_view_to_open_first_compares_by_informants(exported: Path) -> None:
    names = columns(exported, "start_here")
    assert names[:7] == [
        "theme",
        "code",
        "code_name",
        "municipality",
        "municipality_name",
        "informants_who_have_it",
        "passages",
    ]
    assert names[7:] == ["speakers", "of_speakers", "passage_count", "reason", "left_out", "level"]
    query = "SELECT * FROM start_here WHERE code = 'REL-TILLIT' ORDER BY municipality"
    assert {(row[:3], row[-1]) for row in sqlite_rows(exported, query)} == {
        (("REL", "REL-TILLIT", "Tillit"), "code")
    }
    assert [row[3:-1] for row in sqlite_rows(exported, query)] == [
        ("-", "no municipality", "0 of 1", 0, 0, 1, 0, None, 0),
        ("0301", "Oslo", "0 of 1", 0, 0, 1, 0, None, 1),
        ("3203", "Asker", "2 of 2", 3, 2, 2, 3, None, 0),
        ("4601", "Bergen", "..", "..", None, None, None, "..", 1),
    ]


def test_a_theme_in_the_view_to_open_first_has_the_union_of_its_codes(exported: Path) -> None:
    query = "SELECT code, municipality, informants_who_have_it, passages FROM start_here "
    assert sqlite_rows(exported, query + "WHERE code = theme ORDER BY code, municipality") == [
        ("MET", "-", "1 of 1", 1),
        ("MET", "0301", "..", ".."),
        ("MET", "3203", "..", ".."),
        ("MET", "4601", "..", ".."),
        ("REL", "-", "0 of 1", 0),
        ("REL", "0301", "1 of 1", 1),
        ("REL", "3203", "2 of 2", 3),
        ("REL", "4601", "..", ".."),
    ]
    order = [code for code, *_ in sqlite_rows(exported, query + "WHERE municipality = '-'")]
    assert order == ["REL", "REL-TILLIT", "REL-TID", "MET", "MET-PLAN", "MET-NY"]


def test_counted_codings_add_up_to_the_frequencies_of_everybody(exported: Path) -> None:
    counted = sqlite_rows(
        exported, "SELECT municipality, code, count(*) FROM coding WHERE counted GROUP BY 1, 2"
    )
    query = "SELECT municipality, code, codings FROM code_frequency WHERE role = 'all' "
    assert sorted(counted) == sorted(sqlite_rows(exported, query + "AND codings > 0"))
    left = sqlite_rows(exported, "SELECT DISTINCT transcript, code FROM coding WHERE NOT counted")
    assert sorted(left) == [
        ("asker-1", "X-ANNET"),
        ("asker-1", "X-IDENT"),
        ("uavklart", "REL-TID"),
    ]


def test_codes_name_their_theme_and_parent(exported: Path) -> None:
    query = "SELECT code, name, name_en, parent, theme, definition FROM code ORDER BY rowid"
    assert sqlite_rows(exported, query) == [
        ("REL", "Relasjon", "Relationship", None, "REL", "Forholdet."),
        ("REL-TILLIT", "Tillit", "Trust", "REL", "REL", "Å stole på."),
        ("REL-TID", "Tid", "Time", "REL", "REL", "Tid til hverandre."),
        ("MET", "Metode", "Method", None, "MET", "Måten."),
        ("MET-PLAN", "Plan", "Plan", "MET", "MET", "Planen."),
        ("MET-NY", "Ny", "New", "MET", "MET", "Kom til i versjon 2."),
        ("X-IDENT", "Identifiserende", "Identifying", None, "X-IDENT", "Må skjules."),
        ("X-ANNET", "Annet", "Other", None, "X-ANNET", "Uten kode."),
    ]


def test_transcripts_have_both_numbers_their_size_and_state(exported: Path) -> None:
    query = "SELECT transcript, municipality, municipality_then, turns, words, state, counted "
    assert sqlite_rows(exported, query + "FROM transcript ORDER BY transcript") == [
        ("asker-1", "3203", "0220", 3, 16, "finished", 1),
        ("asker-2", "3203", "3203", 3, 10, "finished", 1),
        ("oslo", "0301", "0301", 2, 6, "finished", 1),
        ("uavklart", "0301", "0301", 2, 7, "unsettled", 0),
        ("uferdig", "4601", "4601", 2, 8, "started", 0),
        ("uten", "-", None, 2, 10, "finished", 1),
    ]
    assert sqlite_rows(exported, "SELECT *, typeof(number) FROM variable ORDER BY subject") == [
        ("transcript", "asker-1", "years", 2, 2.0, "real"),
        ("transcript", "asker-2", "years", 2, 2.0, "real"),
    ]


def test_every_denominator_can_be_worked_out_from_who_speaks(exported: Path) -> None:
    query = """
        SELECT municipality, role, count(DISTINCT transcript), count(DISTINCT person), sum(turns),
            sum(words)
        FROM speaker WHERE counted GROUP BY municipality, role
        UNION ALL
        SELECT municipality, 'all', count(DISTINCT transcript), count(DISTINCT person), sum(turns),
            sum(words)
        FROM speaker WHERE counted AND is_informant GROUP BY municipality"""
    stored = "SELECT municipality, role, transcripts, speakers, turns, words FROM municipality_role"
    assert sorted(sqlite_rows(exported, query)) == sorted(
        sqlite_rows(exported, f"{stored} WHERE transcripts > 0")
    )


def test_the_base_of_every_code_can_be_worked_out_from_who_speaks(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        done(project, KARI, "asker-2")
        export_sqlite(project, tmp_path / "out.sqlite")
    for level, table, code in (
        ("code", "code_frequency", "code"),
        ("theme", "theme_frequency", "theme"),
    ):
        query = f"""
            SELECT {code}, role, municipality, of_speakers, (
                SELECT count(DISTINCT person) FROM speaker
                WHERE speaker.counted AND speaker.municipality = figures.municipality
                    AND iif(is_all, is_informant, speaker.role = figures.role)
                    AND NOT EXISTS (
                        SELECT 1 FROM not_read WHERE not_read.transcript = speaker.transcript
                        AND not_read.code = figures.{code} AND not_read.role = figures.role
                        AND level = '{level}')
            ) FROM {table} AS figures WHERE reason IS NULL"""
        found = sqlite_rows(tmp_path / "out.sqlite", query)
        assert len(found) > 10
        assert [row for row in found if row[3] != row[4]] == []


def test_the_speakers_who_have_a_code_can_be_worked_out_from_the_codings(exported: Path) -> None:
    query = """
        SELECT coding.municipality, code, role, count(DISTINCT person)
        FROM coding JOIN coding_speaker ON coding.id = coding_speaker.coding
        JOIN speaker USING (speaker)
        WHERE coding.counted AND coding_speaker.words > 0 GROUP BY 1, 2, 3"""
    stored = "SELECT municipality, code, role, speakers FROM code_frequency WHERE speakers > 0 "
    assert sorted(sqlite_rows(exported, query)) == sorted(
        sqlite_rows(exported, stored + "AND NOT is_all")
    )


def test_codes_say_if_they_are_in_use_and_in_the_figures_and_their_order(exported: Path) -> None:
    query = 'SELECT code, active, in_figures FROM code ORDER BY "order"'
    assert sqlite_rows(exported, query) == [
        ("REL", 1, 1),
        ("REL-TILLIT", 1, 1),
        ("REL-TID", 1, 1),
        ("MET", 1, 1),
        ("MET-PLAN", 1, 1),
        ("MET-NY", 1, 1),
        ("X-IDENT", 1, 0),
        ("X-ANNET", 1, 0),
    ]


def test_the_own_codings_of_a_theme_are_told_from_the_whole_theme(exported: Path) -> None:
    levels = sqlite_rows(exported, "SELECT DISTINCT code, level FROM code_frequency ORDER BY code")
    assert [code for code, level in levels if level == "theme: own codings"] == ["MET", "REL"]
    assert {level for _, level in levels} == {"code", "theme: own codings"}
    query = "SELECT codings, level FROM frequency_by_municipality WHERE role = 'all' "
    assert sqlite_rows(exported, query + "AND municipality = '3203' AND code = 'REL'") == [
        (6, "theme")
    ]


def test_rows_for_all_informants_can_be_told_by_a_column(exported: Path) -> None:
    for table in ("municipality_role", "code_frequency", "theme_frequency", "facet_frequency"):
        roles = dict(sqlite_rows(exported, f"SELECT role, is_all FROM {table}"))
        assert {role for role, told in roles.items() if told} == {"all"}


def test_a_memo_that_was_left_out_is_told_from_one_that_nobody_wrote(
    study: Project, exported: Path, tmp_path: Path
) -> None:
    assert sqlite_rows(exported, "SELECT DISTINCT memo FROM coding") == [(None,)]
    export_sqlite(study, tmp_path / "out.sqlite", ExportOptions(memos=True))
    assert sqlite_rows(tmp_path / "out.sqlite", "SELECT DISTINCT memo FROM coding") == [("",)]


def test_the_file_says_what_was_counted_and_how(exported: Path) -> None:
    info = dict(sqlite_rows(exported, "SELECT key, value FROM export_info"))
    assert info.keys() >= {"version", "time", "project", "coders", "filters", "counting_rules"}
    assert (info["scope"], info["basis"], info["suppression"]) == ("finished", "final", "none")
    assert (info["unfinished"], info["unsettled"]) == ("1", "uavklart")
    assert "Reserve codes" in info["counting_rules"]
    assert "0220 Asker is counted as 3203 Asker." in info["notes"]


def test_no_identifying_word_leaves_unless_it_is_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    with make_study(tmp_path / "own") as project:
        noted = apply(project, KARI, "asker-1", "på Amir Hassan nå", "MET-PLAN")
        remember(project, KARI, noted, "Her nevnes amir  hassan igjen, ikke Amirs bror.")
        apply(project, KARI, "asker-1", "Deltaker", "X-IDENT")
        export_sqlite(project, out, ExportOptions(memos=True))
        whole = everything(out)
        assert "Amir " not in whole
        assert "assan" not in whole
        query = "SELECT quote, memo FROM coding WHERE code = 'MET-PLAN' AND transcript = 'asker-1'"
        assert sqlite_rows(out, query) == [("på […] nå", "Her nevnes […] igjen, ikke Amirs bror.")]
        export_sqlite(project, out)
        assert sqlite_rows(out, query) == [("på […] nå", None)]
        export_sqlite(project, out, ExportOptions(with_identifying=True))
        assert sqlite_rows(out, query) == [("på Amir Hassan nå", None)]


def test_a_speakers_label_that_is_marked_as_identifying_is_hidden(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    with make_study(tmp_path / "own") as project:
        apply(project, KARI, "oslo", "Veileder", "X-IDENT")
        export_sqlite(project, out)
    query = "SELECT speakers, roles FROM coding WHERE transcript = 'oslo' AND code = 'REL-TID'"
    assert sqlite_rows(out, query) == [("[…]", "advisor")]


def test_a_marked_label_does_not_come_out_as_the_name_of_who_consented_under_it(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.sqlite"
    with make_study(tmp_path / "own") as project:
        oslo = transcript_named(project, "oslo").id
        correct(project, KARI, oslo, {Fact("quotation", "Veileder"): "yes"})
        export_sqlite(project, out)
        assert "oslo/Veileder" in everything(out)
        apply(project, KARI, "oslo", "Veileder", "X-IDENT")
        export_sqlite(project, out)
        table = frequencies(project, codes=("REL-TID",), by="informant")
    assert "oslo/Veileder" not in everything(out)
    query = "SELECT name, person FROM speaker WHERE transcript = 'oslo' AND role = 'advisor'"
    assert sqlite_rows(out, query) == [("oslo/advisor", "oslo/advisor")]
    assert "oslo/Veileder" not in {name for row in table.rows for name in row.at}


def test_counts_only_leaves_out_every_single_coding(study: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    export_sqlite(study, out, ExportOptions(counts_only=True))
    tables = {row[0] for row in sqlite_rows(out, "SELECT name FROM sqlite_master")}
    assert not {"coding", "coding_facet", "speaker", "coding_speaker"} & tables
    assert "stoler" not in everything(out)
    assert sqlite_rows(out, "SELECT count(*) FROM start_here") == [(24,)]


def test_a_selection_narrows_everything_in_the_file(study: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    chosen = Selection(municipalities=("Asker",), basis="coder", coders=("Kari",))
    export_sqlite(study, out, ExportOptions(chosen))
    for table in ("municipality_role", "code_frequency", "coding", "transcript"):
        assert sqlite_rows(out, f"SELECT DISTINCT municipality FROM {table}") == [("3203",)]
    assert dict(sqlite_rows(out, "SELECT * FROM export_info"))["filters"] == (
        '{"municipalities": ["Asker"], "coders": ["Kari"]}'
    )
    with pytest.raises(BadInput):
        export_sqlite(study, out, ExportOptions(Selection(codes=("REL",))))


def test_the_scope_started_lists_what_is_not_finished(study: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    export_sqlite(study, out, ExportOptions(Selection(scope="started")))
    assert ("uferdig",) in sqlite_rows(out, "SELECT DISTINCT transcript FROM coding WHERE counted")


def test_a_code_out_of_use_keeps_its_codings_in_the_export(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    with make_study(tmp_path / "own") as project:
        with project.writing(KARI, "out of use") as writer:
            from tests.service.trial_project import code_keyed

            for key in ("REL", "REL-TILLIT", "MET-NY"):
                writer.set("code", code_keyed(project, key).id, "active", False)
        export_sqlite(project, out)
    listed = [row[0] for row in sqlite_rows(out, "SELECT code FROM code ORDER BY rowid")]
    assert listed[:2] == ["REL", "REL-TILLIT"]
    assert "MET-NY" not in listed


def test_two_coders_of_one_name_stay_two(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    with make_study(tmp_path / "own") as project:
        with project.writing(KARI, "renamed") as writer:
            writer.set("coder", JONAS.id, "name", "Kari")
        export_sqlite(project, out)
    names = {row[0] for row in sqlite_rows(out, "SELECT DISTINCT coder FROM coding")}
    assert names == {f"Kari {KARI.id[-8:]}", f"Kari {JONAS.id[-8:]}"}


def test_an_earlier_export_is_replaced_and_another_file_is_not(
    study: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out.sqlite"
    export_sqlite(study, out)
    export_sqlite(study, out, ExportOptions(counts_only=True))
    other = tmp_path / "thesis.sqlite"
    other.write_text("years of work", encoding="utf-8")
    with pytest.raises(Refused, match=r"thesis\.sqlite"):
        export_sqlite(study, other)
    assert other.read_text(encoding="utf-8") == "years of work"
    export_sqlite(study, other, ExportOptions(replace=True))
    assert sqlite_rows(other, "SELECT count(*) FROM municipality") == [(4,)]


def test_a_project_is_never_replaced_by_an_export(study: Project, tmp_path: Path) -> None:
    assert study.path is not None
    before = study.path.read_bytes()
    create_project(str(tmp_path / "other.kodeverk")).close()
    for target in (study.path, tmp_path / "other.kodeverk"):
        with pytest.raises(Refused, match="is a project"):
            export_sqlite(study, target, ExportOptions(replace=True))
    assert study.path.read_bytes() == before


def test_a_failed_export_leaves_the_earlier_one_and_nothing_beside_it(tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    with make_study(tmp_path / "own") as project:
        export_sqlite(project, out)
        before = out.read_bytes()
        marked = apply(project, KARI, "uten", "Planen", "X-IDENT")
        with project.writing(KARI, "elsewhere") as writer:
            from tests.service.trial_project import transcript_named

            writer.set("coding", marked, "version", transcript_named(project, "oslo").version)
        with pytest.raises(KodeverkError):
            export_sqlite(project, out)
        with pytest.raises(NotFound):
            export_sqlite(project, out, ExportOptions(Selection(municipalities=("Bodø",))))
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.sqlite"]


@pytest.mark.parametrize("name", ["no/such/folder.sqlite", "a-folder"])
def test_a_target_that_cannot_be_written_is_one_clear_error(
    study: Project, tmp_path: Path, name: str
) -> None:
    (tmp_path / "a-folder").mkdir()
    with pytest.raises(BadInput) as raised:
        export_sqlite(study, tmp_path / name)
    assert raised.value.hint


def test_an_empty_project_gives_an_empty_export(tmp_path: Path) -> None:
    with create_project(str(tmp_path / "empty.kodeverk")) as project:
        export_sqlite(project, tmp_path / "out.sqlite")
    assert sqlite_rows(tmp_path / "out.sqlite", "SELECT * FROM frequency_by_municipality") == []
