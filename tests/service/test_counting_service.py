"""Counting a project whose figures are known."""

import json
from pathlib import Path
from typing import Any

import pytest

from kodeverk.errors import BadInput, NotFound
from kodeverk.service.assigning import set_main
from kodeverk.service.counting import frequencies
from kodeverk.service.frequency_table import FrequencyRow, FrequencyTable
from kodeverk.store.project import Project
from tests.service.known_study import apply, done, make_study
from tests.service.trial_project import JONAS, KARI, code_keyed, transcript_named


def figures(
    table: FrequencyTable, code: str, group: str, role: str = "all"
) -> tuple[int | None, ...]:
    """Codings, passages, turns, transcripts, speakers, words and of how many speakers."""
    return tuple(only(table, code, group, role)[5:12])


def only(table: FrequencyTable, code: str, group: str, role: str = "all") -> FrequencyRow:
    (row,) = [one for one in table.rows if (one.code, one.group, one.role) == (code, group, role)]
    return row


def test_interviews_from_before_and_after_a_reform_are_counted_under_todays_number(
    study: Project,
) -> None:
    table = frequencies(study)
    assert figures(table, "REL-TILLIT", "3203") == (4, 3, 3, 2, 2, 10, 2)
    assert only(table, "REL-TILLIT", "3203").group_name == "Asker"
    assert not [row for row in table.rows if row.group == "0220"]
    assert "0220 Asker is counted as 3203 Asker." in table.notes


def test_a_joined_informant_speaking_through_an_interpreter_is_one_participant(
    study: Project,
) -> None:
    table = frequencies(study)
    assert figures(table, "REL-TILLIT", "3203", "participant") == (2, 2, 2, 2, 1, 6, 1)
    assert figures(table, "REL-TILLIT", "3203", "advisor") == (2, 1, 1, 1, 1, 4, 1)
    assert figures(table, "REL-TILLIT", "3203", "interviewer") == (0, 0, 0, 0, 0, 0, 2)
    assert "interpreter" not in {row.role for row in table.rows}


def of_themes(table: FrequencyTable, group: str) -> dict[str, int | None]:
    """The codings of each theme in a group, in all roles."""
    return {
        one.code: one.codings for one in table.themes if (one.group, one.role) == (group, "all")
    }


def test_what_was_read_and_not_found_is_0_and_what_nobody_read_is_not(study: Project) -> None:
    table = frequencies(study)
    assert figures(table, "MET-PLAN", "3203") == (0, 0, 0, 0, 0, 0, 2)
    assert figures(table, "REL-TILLIT", "4601") == (None,) * 7
    assert only(table, "REL-TILLIT", "4601").reason == ".."


def test_a_code_that_came_later_counts_only_where_it_was_read_for(study: Project) -> None:
    table = frequencies(study)
    assert {row.group: row.reason for row in table.rows if row.code == "MET-NY"} == {
        "-": None,
        "0301": "..",
        "3203": "..",
        "4601": "..",
    }
    assert figures(table, "MET-NY", "-") == (0, 0, 0, 0, 0, 0, 1)


def test_interviews_without_a_municipality_are_a_group_of_their_own(study: Project) -> None:
    row = only(frequencies(study), "MET-PLAN", "-")
    assert (row.group_name, row.codings, row.words) == ("no municipality", 1, 6)


def test_what_is_left_out_is_named(study: Project) -> None:
    table = frequencies(study)
    assert table.left_out.unfinished == ("uferdig",)
    assert table.left_out.unsettled == ("uavklart",)
    assert table.left_out.reserve == 2
    assert only(table, "REL-TID", "0301").left_out == 1
    assert [note for note in table.notes if "uavklart" in note]


def test_reserve_codes_are_in_no_frequency(study: Project) -> None:
    assert not [row for row in frequencies(study).rows if row.code.startswith("X-")]
    with pytest.raises(BadInput, match="reserve"):
        frequencies(study, codes=["X-IDENT"])


def test_a_theme_is_the_union_of_its_codes_and_itself(study: Project) -> None:
    table = frequencies(study, themes=True)
    (row,) = [
        one for one in table.themes if (one.code, one.group, one.role) == ("REL", "3203", "all")
    ]
    assert (row.codings, row.passages, row.words) == (6, 3, 13)
    assert figures(table, "REL", "3203") == (1, 1, 1, 1, 1, 2, 2)


def test_a_table_of_a_theme_says_that_its_row_is_not_the_whole_theme(study: Project) -> None:
    def told(code: str) -> bool:
        return any("itself" in note for note in frequencies(study, codes=[code]).notes)

    assert told("REL")
    assert not told("REL-TILLIT")
    assert not any("itself" in note for note in frequencies(study).notes)


def test_a_code_moved_to_another_theme_counts_in_its_new_theme_only(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        before = frequencies(project, themes=True)
        with project.writing(KARI, "move") as writer:
            moved, theme = code_keyed(project, "MET-PLAN"), code_keyed(project, "REL")
            writer.set("code", moved.id, "parent", theme.id)
        after = frequencies(project, themes=True)
    assert [of_themes(table, "-") for table in (before, after)] == [
        {"REL": 0, "MET": 1},
        {"REL": 1, "MET": 0},
    ]
    assert figures(after, "MET-PLAN", "-") == figures(before, "MET-PLAN", "-")


def test_an_interview_read_again_under_a_newer_codebook_counts_once(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        before = figures(frequencies(project), "REL-TID", "0301")
        done(project, KARI, "oslo")
        done(project, KARI, "oslo")
        table = frequencies(project)
    assert figures(table, "REL-TID", "0301") == before
    assert figures(table, "MET-NY", "0301") == (0, 0, 0, 0, 0, 0, 1)


def test_the_scope_started_counts_everything_and_says_so(study: Project) -> None:
    table = frequencies(study, scope="started")
    assert figures(table, "REL-TILLIT", "4601")[0] == 1
    assert [note for note in table.notes if "started are counted" in note]


def test_naming_a_main_coder_settles_a_transcript(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        with project.writing(KARI, "main") as writer:
            set_main(writer, KARI.id, transcript_named(project, "uavklart").id)
        table = frequencies(project)
    assert table.left_out.unsettled == ()
    assert figures(table, "REL-TID", "0301") == (2, 2, 2, 2, 2, 5, 2)


def test_the_basis_decides_whose_codings_count(study: Project) -> None:
    everybody = frequencies(study, basis="all")
    assert figures(everybody, "REL-TID", "0301") == (3, 2, 2, 2, 2, 5, 2)
    jonas = frequencies(study, basis="coder", coders=["Jonas"])
    assert figures(jonas, "REL-TID", "0301") == (1, 1, 1, 1, 1, 1, 1)
    assert only(jonas, "REL-TID", "3203").reason == ".."
    with pytest.raises(BadInput, match="one coder"):
        frequencies(study, basis="coder")
    with pytest.raises(BadInput, match="final"):
        frequencies(study, coders=["Kari"])


def test_counting_by_coder_keeps_the_coders_apart(study: Project) -> None:
    table = frequencies(study, by="coder", basis="all")
    assert figures(table, "REL-TID", "Kari") == (3, 3, 3, 3, 3, 8, 4)
    assert figures(table, "REL-TID", "Jonas") == (1, 1, 1, 1, 1, 1, 2)
    assert only(table, "MET-NY", "Kari").reason == ".."
    assert figures(table, "MET-NY", "Jonas") == (0, 0, 0, 0, 0, 0, 1)


def test_counting_by_role_has_one_group(study: Project) -> None:
    table = frequencies(study, by="role")
    assert {row.group_name for row in table.rows} == {"all transcripts"}
    assert figures(table, "REL-TID", "all", "advisor") == (1, 1, 1, 1, 1, 3, 3)
    assert "all" not in table.as_json()["rows"][0].keys() - {"role"}


def test_counting_by_transcript_goes_by_name(study: Project) -> None:
    table = frequencies(study, by="transcript")
    assert figures(table, "REL-TILLIT", "asker-2") == (1, 1, 1, 1, 1, 2, 1)
    assert only(table, "REL-TILLIT", "uavklart").reason == ".."


def test_counting_by_variable_groups_by_value(study: Project) -> None:
    table = frequencies(study, by="variable", variable="years")
    assert figures(table, "REL-TILLIT", "2") == (4, 3, 3, 2, 2, 10, 2)
    assert figures(table, "REL-TID", "-")[0] == 1
    with pytest.raises(NotFound) as raised:
        frequencies(study, by="variable", variable="yaers")
    assert "years" in raised.value.hint
    with pytest.raises(BadInput):
        frequencies(study, by="variable")
    with pytest.raises(BadInput):
        frequencies(study, variable="years")


@pytest.mark.parametrize("given", ["Asker", "3203", "0220", "asker kommune"])
def test_a_municipality_is_found_by_name_and_by_old_and_new_number(
    study: Project, given: str
) -> None:
    table = frequencies(study, municipalities=[given])
    assert {row.group for row in table.rows} == {"3203"}
    assert table.filters == {"municipalities": [given]}


@pytest.mark.parametrize(
    ("filters", "suggestion"),
    [
        ({"roles": ["advisr"]}, "advisor"),
        ({"roles": ["employer"]}, "advisor"),
        ({"codes": ["REL-TILIT"]}, "REL-TILLIT"),
        ({"municipalities": ["Bodø"]}, "4601 Bergen"),
        ({"municipalities": ["Askr"]}, "Asker"),
        ({"basis": "all", "coders": ["Karin"]}, "Kari"),
    ],
)
def test_a_filter_that_fits_nothing_is_an_error_with_suggestions(
    study: Project, filters: dict[str, Any], suggestion: str
) -> None:
    with pytest.raises(NotFound) as raised:
        frequencies(study, **filters)
    assert suggestion in raised.value.hint


def test_filters_for_roles_and_codes_narrow_the_rows(study: Project) -> None:
    table = frequencies(study, roles=["advisor"], codes=["studie:REL-TID"])
    assert {(row.role, row.code) for row in table.rows} == {("advisor", "REL-TID")}


def test_two_municipalities_of_one_name_are_told_apart(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        with project.writing(KARI, "places") as writer:
            for name, number in (("oslo", "1515"), ("uten", "1818")):
                transcript = transcript_named(project, name).id
                writer.set("transcript", transcript, "municipality", number)
        table = frequencies(project)
        assert {row.group: row.group_name for row in table.rows if "Her" in row.group_name} == {
            "1515": "Herøy (Møre og Romsdal)",
            "1818": "Herøy (Nordland)",
        }
        with pytest.raises(NotFound, match="several"):
            frequencies(project, municipalities=["Herøy"])
        assert frequencies(project, municipalities=["Herøy (Nordland)"]).rows[0].group == "1818"


def test_a_municipality_that_was_split_is_told_apart_from_the_one_that_has_its_name(
    tmp_path: Path,
) -> None:
    with make_study(tmp_path / "own") as project:
        with project.writing(KARI, "places") as writer:
            for name, number in (("oslo", "1507"), ("uten", "1508")):
                writer.set("transcript", transcript_named(project, name).id, "municipality", number)
        table = frequencies(project)
        assert {row.group: row.group_name for row in table.rows if "Åle" in row.group_name} == {
            "1507": "Ålesund (1507)",
            "1508": "Ålesund (1508)",
        }
        assert [note for note in table.notes if note.startswith("1507 Ålesund was split")]
        with pytest.raises(NotFound, match="several"):
            frequencies(project, municipalities=["Ålesund"])
        assert {row.group for row in frequencies(project, municipalities=["1507"]).rows} == {"1507"}


def test_a_municipality_that_was_split_stays_under_its_old_number(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        with project.writing(KARI, "places") as writer:
            transcript = transcript_named(project, "uten").id
            writer.set("transcript", transcript, "municipality", "0720")
        table = frequencies(project)
    assert only(table, "MET-PLAN", "0720").group_name == "Stokke"
    assert [note for note in table.notes if "0720 Stokke was split" in note]


def test_the_json_has_the_keys_that_scripts_rely_on(study: Project) -> None:
    found = json.loads(json.dumps(frequencies(study, codes=["REL-TILLIT"]).as_json()))
    assert {"rows", "scope", "basis", "rules", "filters"} <= found.keys()
    row = next(one for one in found["rows"] if one["municipality"] == "4601")
    assert row.keys() >= {
        "code",
        "municipality",
        "role",
        "codings",
        "passages",
        "turns",
        "transcripts",
        "speakers",
        "words",
        "of_speakers",
        "reason",
    }
    assert (row["codings"], row["reason"]) == (None, "..")


def test_an_empty_project_has_no_rows_and_says_why(tmp_path: Path) -> None:
    from kodeverk.store.opening import create_project

    with create_project(str(tmp_path / "empty.kodeverk")) as project:
        table = frequencies(project)
    assert table.rows == ()
    assert table.notes == ("There are no transcripts.",)


def test_codings_in_an_earlier_version_are_left_out_and_said_to_be(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        coding = apply(project, KARI, "asker-2", "dem", "REL-TID")
        with project.writing(KARI, "elsewhere") as writer:
            writer.set("coding", coding, "version", transcript_named(project, "oslo").version)
        table = frequencies(project)
    assert table.left_out.waiting == 1
    assert figures(table, "REL-TID", "3203")[0] == 1


def test_a_project_added_by_two_people_reads_new_codes_again(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        done(project, KARI, "oslo")
        apply(project, JONAS, "oslo", "knapp", "MET-NY")
        table = frequencies(project)
    assert figures(table, "MET-NY", "0301") == (0, 0, 0, 0, 0, 0, 1)
