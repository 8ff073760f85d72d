"""A sheet of respondents and questions: what it becomes is said before it becomes that."""

import json
from pathlib import Path
from typing import Any

import pytest

from kodeverk.cli import importing
from kodeverk.model.records import Transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from tests.cli.command_line import TALK, Ran, Run
from tests.survey_sheets import BEST, HEADS, PEOPLE, as_csv, as_workbook, sheet

FORM = (
    "a survey: 4 respondents, 2 open questions",
    "transcripts: 4, one a respondent, called after the column 'ID'",
    f"question: {BEST}",
    "variables: alder",
    "municipality: Kommune",
    "left out: E-post",
    "please check: left out: respondents who answered no open question (1)",
)


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    assert run("init", "p.kodeverk").code == 0
    return tmp_path / "p.kodeverk"


def held(project: Path) -> dict[str, Transcript]:
    with open_project(str(project)) as opened, opened.reading() as connection:
        return {one.name: one for one in queries.transcripts(connection)}


def statuses(done: Ran) -> list[str]:
    return [one["status"] for one in json.loads(done.out)["transcripts"]]


@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_where_nobody_can_be_asked_it_is_left_out_with_what_it_would_become(
    project: Path, run: Run, tmp_path: Path, dry_run: tuple[str, ...]
) -> None:
    done = run("import", project, sheet(tmp_path), *dry_run)
    assert done.code == 1
    for line in FORM:
        assert line in done.err
    assert "--survey" in done.err
    assert "--no-survey" in done.err
    assert not held(project)
    told = json.loads(run("import", project, "svar.csv", "--json", *dry_run).out)
    assert [one["status"] for one in told["transcripts"]] == ["asked"]
    assert told["surveys"][0]["file"] == "svar.csv"
    assert told["surveys"][0]["respondents"] == 4
    assert told["surveys"][0]["closed"] == ["alder"]


def test_each_respondent_becomes_a_transcript_with_place_and_variables(
    project: Path, run: Run, tmp_path: Path
) -> None:
    done = run("import", project, sheet(tmp_path), "--survey", "--role", "Respondent=participant")
    assert done.code == 0
    for line in FORM:
        assert line in done.err
    there = held(project)
    assert [*there] == ["svar R1", "svar R2", "svar R3", "svar R4"]
    assert [one.municipality for one in there.values()] == ["0301", "4601", "0301", "0301"]
    with open_project(str(project)) as opened, opened.reading() as connection:
        named = {one.id: one.name for one in there.values()}
        values = {
            named[one.subject]: (one.name, one.value) for one in queries.variables(connection)
        }
    assert values == {
        "svar R1": ("alder", 34),
        "svar R2": ("alder", 40),
        "svar R3": ("alder", 34),
        "svar R4": ("alder", 31),
    }
    assert run("verify", project).code == 0


def test_imported_again_it_gives_nothing_new_also_under_another_name(
    project: Path, run: Run, tmp_path: Path
) -> None:
    assert run("import", project, sheet(tmp_path), "--survey").code == 0
    before = json.loads(run("verify", project, "--json").out)["content_hash"]
    assert statuses(run("import", project, "svar.csv", "--survey", "--json")) == ["unchanged"] * 4
    sheet(tmp_path, name="kopi.csv")
    assert statuses(run("import", project, "kopi.csv", "--survey", "--json")) == ["unchanged"] * 4
    (tmp_path / "svar.xlsx").write_bytes(as_workbook([HEADS, *PEOPLE]))
    assert statuses(run("import", project, "svar.xlsx", "--survey", "--json")) == ["unchanged"] * 4
    assert json.loads(run("verify", project, "--json").out)["content_hash"] == before


def test_somebody_who_answers_otherwise_now_is_asked_about_and_the_others_stay(
    project: Path, run: Run, tmp_path: Path
) -> None:
    assert run("import", project, sheet(tmp_path), "--survey").code == 0
    sheet(tmp_path, ("R1", "Oslo", "34", "Ja, likevel", "Vet ikke", ""), *PEOPLE[1:])
    done = run("import", project, "svar.csv", "--survey", "--json")
    assert statuses(done) == ["asked", "unchanged", "unchanged", "unchanged"]
    assert "--replaces 'svar R1'" in done.err
    assert run("import", project, "svar.csv/R1", "--replaces", "svar R1").code == 0
    assert len(held(project)) == 4


def test_rows_without_ids_of_two_sheets_are_never_taken_for_one_person(
    project: Path, run: Run, tmp_path: Path
) -> None:
    rows = [HEADS[2:], *(person[2:] for person in PEOPLE)]
    for name in ("oslo.csv", "bergen.csv"):
        (tmp_path / name).write_text(as_csv(rows), encoding="utf-8")
    done = run("import", project, "oslo.csv", "bergen.csv", "--survey", "--json")
    assert done.code == 1
    assert statuses(done) == ["imported"] * 4 + ["failed"] * 4
    assert "no id says whether it is the same person" in done.err
    assert "column of ids" in done.err
    again = run("import", project, "oslo.csv", "--survey", "--json")
    assert (again.code, statuses(again)) == (0, ["unchanged"] * 4)


def test_a_table_that_is_no_survey_after_all_comes_in_as_it_is(
    project: Path, run: Run, tmp_path: Path
) -> None:
    done = run("import", project, sheet(tmp_path), "--no-survey")
    assert done.code == 0
    assert [*held(project)] == ["svar"]


@pytest.mark.parametrize(
    ("answer", "names"),
    [("r", ["svar R1", "svar R2", "svar R3", "svar R4"]), ("t", ["svar"]), ("l", [])],
)
def test_on_a_terminal_somebody_is_asked_after_the_form_has_been_shown(
    project: Path,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    names: list[str],
) -> None:
    asked: list[str] = []

    def ask(question: str, *_others: Any, **_named: Any) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr(importing, "on_terminal", lambda: True)
    monkeypatch.setattr(importing, "ask", ask)
    done = run("import", project, sheet(tmp_path))
    assert len(asked) == 1
    assert FORM[0] in done.err
    assert [*held(project)] == names


def test_a_sheet_without_an_open_question_is_an_error_that_says_what_to_do(
    project: Path, run: Run, tmp_path: Path
) -> None:
    rows = [("ID", "Fornøyd?"), *((f"R{n}", "ja") for n in range(9))]
    (tmp_path / "lukket.csv").write_text(as_csv(rows), encoding="utf-8")
    done = run("import", project, "lukket.csv", "--survey")
    assert done.code == 1
    assert "lukket.csv: no column of this sheet holds what people answered" in done.err
    assert "headings" in done.err


def test_of_one_respondent_somebody_has_to_say_that_it_is_a_survey(
    project: Path, run: Run, tmp_path: Path
) -> None:
    assert run("import", project, sheet(tmp_path, PEOPLE[1]), "--survey").code == 0
    assert [*held(project)] == ["svar R2"]


def test_five_hundred_respondents_are_five_hundred_transcripts_in_one_step(
    project: Path, run: Run, tmp_path: Path
) -> None:
    people = [
        (
            f"{n:04}",
            "Oslo",
            str(20 + n % 5),
            "Nei" if n % 2 else f"Vi fikk hjelp {n} ganger den uka",
            "Vet ikke",
            "",
        )
        for n in range(500)
    ]
    done = run("import", project, sheet(tmp_path, *people), "--survey")
    assert done.code == 0
    assert "files: 500 imported" in done.err
    assert len(held(project)) == 500
    assert run("undo", project, "--yes").code == 0
    assert not held(project)


def test_what_looks_like_a_formula_is_text_and_is_guarded_in_a_table_for_spreadsheets(
    project: Path, run: Run, tmp_path: Path
) -> None:
    assert run("import", project, sheet(tmp_path), "--survey").code == 0
    with open_project(str(project)) as opened, opened.reading() as connection:
        text = queries.current_text(connection, held(project)["svar R4"].id)
    assert text is not None
    assert text.text == f"R4\nInterviewer: {BEST}\nRespondent: =SUM(A1:A9)\n"


def test_a_table_of_facts_says_something_of_a_sheet_and_of_one_respondent(
    project: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "meta.csv").write_text(
        "file,roles,bølge\nsvar.csv,Respondent=participant,1\nsvar.csv/R2,Respondent=advisor,2\n",
        encoding="utf-8",
    )
    done = run("import", project, sheet(tmp_path), "--survey", "--metadata", "meta.csv", "--json")
    assert done.code == 0
    told = json.loads(done.out)["transcripts"]
    roles = [one["speakers"][1]["role"] for one in told]
    assert roles == ["participant", "advisor", "participant", "participant"]
    assert [one["respondent"] for one in told] == ["R1", "R2", "R3", "R4"]
    assert "rows of files that were not given" not in done.err


def test_a_row_in_a_place_that_is_none_fails_alone_and_names_its_row(
    project: Path, run: Run, tmp_path: Path
) -> None:
    people = [("R1", "Atlantis", *PEOPLE[0][2:]), *PEOPLE[1:]]
    done = run("import", project, sheet(tmp_path, *people), "--survey")
    assert done.code == 1
    assert "svar.csv, row 2" in done.err
    assert [*held(project)] == ["svar R2", "svar R3", "svar R4"]


def test_in_a_folder_only_what_is_plainly_a_survey_becomes_one(
    project: Path, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "alt"
    folder.mkdir()
    (folder / "samtale.txt").write_text(TALK, encoding="utf-8")
    talk = [
        ("Taler", "Tekst"),
        *(("AB"[n % 2], f"Dette ble sagt i runde {n} av samtalen.") for n in range(12)),
    ]
    (folder / "samtale.csv").write_text(as_csv(talk), encoding="utf-8")
    sheet(folder)
    done = run("import", project, folder, "--survey")
    assert done.code == 1, "the table of a talk is named as none"
    assert {"svar R1", "svar R4"} < {*held(project)}


def test_what_cannot_be_a_survey_is_refused_as_one(project: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    done = run("import", project, "a.txt", "--survey")
    assert done.code == 1
    assert "none of the files is a sheet, and so no survey" in done.err
    assert run("import", project, sheet(tmp_path), "--survey", "--replaces", "a").code == 2
    gone = run("import", project, "svar.csv/R77")
    assert gone.code == 1
    assert "no respondent 'R77'" in gone.err
