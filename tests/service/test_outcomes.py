"""Outcomes in a project: loaded, merged, taken back, and set beside what is coded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, NotFound
from kodeverk.service.case_matrix import CaseMatrix, CodeInCase, MatrixOptions, case_matrix
from kodeverk.service.merging import merge
from kodeverk.service.outcomes import (
    FigureCounts,
    load_outcomes,
    measures_in,
    outcomes_of,
    remove_outcomes,
)
from kodeverk.service.removing import remove
from kodeverk.service.scoping import Selection
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.project_content import content_of, path_of
from tests.service.known_study import make_study
from tests.service.trial_project import JONAS, KARI
from tests.undo_and_redo import redo, undo

TABLE = """\
municipality,year,n,of
0220,2012,20,30
0220,2013,18,25
0220,2014,:,9
0627,2012,:,:
0301,2012,140,300
0301,2013,130,290
1201,2013,.,.
"""


def table(folder: Path, text: str = TABLE, name: str = "work.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.fixture
def new(tmp_path: Path) -> Callable[[str], Project]:
    return lambda name: create_project(str(tmp_path / f"{name}.kodeverk"))


def test_the_real_files_load_and_what_is_no_municipality_is_listed(
    new: Callable[[str], Project], shared: Path
) -> None:
    with new("a") as project:
        folder = shared / "registers"
        imdi = load_outcomes(project, KARI, folder / "outcomes_imdi_direkte_kommune_2014.csv")
        assert (imdi.added, imdi.nowhere) == (1284, ("9999 Uoppgitt",))
        assert imdi.n == FigureCounts(139, 629, 0, 516)
        assert imdi.of == FigureCounts(292, 476, 0, 516)
        counties = load_outcomes(project, KARI, folder / "outcomes_imdi_direkte_fylke_2016.csv")
        assert (counties.added, counties.nowhere) == (19, ("Hele Norge",))
        statbank = load_outcomes(project, KARI, folder / "fixture_statbank_10824_layout_latin1.csv")
        assert (statbank.n, statbank.of) == (FigureCounts(16, 8), FigureCounts(21, 3))
        assert {each.area for each in outcomes_of(project, "ssb-10824", "Asker")} == {"0220"}
        assert [each.measure for each in measures_in(outcomes_of(project))] == [
            "imdi-direct",
            "ssb-10824",
        ]


def test_a_file_loaded_twice_or_on_two_machines_is_the_same(
    new: Callable[[str], Project], tmp_path: Path
) -> None:
    with new("a") as one, new("b") as other:
        first = load_outcomes(one, KARI, table(tmp_path))
        assert (first.added, first.unchanged) == (7, 0)
        again = load_outcomes(one, KARI, table(tmp_path))
        assert (again.added, again.changed, again.unchanged) == (0, 0, 7)
        load_outcomes(other, JONAS, table(tmp_path))
        report = merge(one, JONAS, [str(path_of(other))])
        assert not report.conflicts
        assert len(outcomes_of(one)) == 7
        assert verify(one).problems == ()


def test_figures_that_two_machines_have_differently_are_a_conflict(
    new: Callable[[str], Project], tmp_path: Path
) -> None:
    with new("a") as one, new("b") as other:
        load_outcomes(one, KARI, table(tmp_path))
        load_outcomes(other, JONAS, table(tmp_path, TABLE.replace("0220,2014,:", "0220,2014,5")))
        merge(one, KARI, [str(path_of(other))])
        with one.reading() as connection:
            (conflict,) = queries.conflicts(connection)
        assert conflict.field == "n"


def test_a_newer_file_changes_what_it_says_and_undo_takes_it_back(
    new: Callable[[str], Project], tmp_path: Path
) -> None:
    with new("a") as project:
        load_outcomes(project, KARI, table(tmp_path))
        before = content_of(project)
        newer = load_outcomes(project, KARI, table(tmp_path, TABLE.replace("20,30", "21,31")))
        assert (newer.added, newer.changed, newer.unchanged) == (0, 1, 6)
        undo(project, KARI)
        assert content_of(project) == before
        assert remove_outcomes(project, KARI, "work") == 7
        assert outcomes_of(project) == []
        undo(project, KARI)
        assert content_of(project) == before
        redo(project, KARI)
        assert load_outcomes(project, KARI, table(tmp_path)).added == 7
        assert content_of(project) == before


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("9999,2012,1,2", r"work.csv:9: 9999 is not the number"),
        ("301,2012,1,2", r"work.csv:9: 301 is not the number"),
        ("0301 Bergen,2012,1,2", r"work.csv:9: .* contradicts itself"),
        ("Herøy,2022,1,2", r"work.csv:9: .* fits 2 municipalities"),
        ("0301,2012,1,2", r"work.csv:9: 0301 in 2012 is there twice"),
    ],
)
def test_a_municipality_that_is_none_in_a_table_of_ones_own_stops_it_all(
    new: Callable[[str], Project], tmp_path: Path, line: str, message: str
) -> None:
    with new("a") as project:
        with pytest.raises(BadInput, match=message):
            load_outcomes(project, KARI, table(tmp_path, f"{TABLE}{line}\n"))
        assert outcomes_of(project) == []


def test_a_name_is_that_of_the_year(new: Callable[[str], Project], tmp_path: Path) -> None:
    with new("a") as project:
        text = "municipality,year,n,of\nAsker,2014,1,2\nAsker kommune,2021,1,2\nAsker,2024,1,2\n"
        load_outcomes(project, KARI, table(tmp_path, text))
        assert [each.area for each in outcomes_of(project)] == ["0220", "3025", "3203"]


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The study whose figures are known, with outcomes."""
    folder = tmp_path_factory.mktemp("beside")
    project = make_study(folder / "study")
    load_outcomes(project, KARI, table(folder))
    return project


def cells(matrix: CaseMatrix, code: str, direction: str = "") -> dict[str, CodeInCase]:
    (row,) = [row for row in matrix.rows if (row.code, row.direction) == (code, direction)]
    return dict(row.cells)


def test_municipalities_stand_by_outcome_with_who_has_the_code_beside_them(
    beside: Project,
) -> None:
    matrix = case_matrix(beside, MatrixOptions())
    asker, oslo, bergen = matrix.cases
    assert [case.standing for case in matrix.cases] == ["cannot tell", "below", None]
    assert (oslo.outcome.n, oslo.outcome.of, oslo.outcome.years) == (270, 590, (2012, 2013))
    assert bergen.outcome.reason == "..", "of two years nothing is said"
    (*_, bergen) = case_matrix(beside, MatrixOptions(years=(2013,))).cases
    assert bergen.outcome.reason == ".", "nobody left the programme there"
    assert (oslo.cohorts, oslo.interviews, oslo.lag) == ((), (2023,), None)
    assert asker.informants == 2
    assert cells(matrix, "REL-TILLIT")["3203"] == CodeInCase(2, 2, None)
    assert cells(matrix, "REL-TILLIT", "fremmer")["3203"] == CodeInCase(1, 2, None)
    assert cells(matrix, "REL-TILLIT")["4601"] == CodeInCase(None, None, "..")
    assert cells(matrix, "REL")["0301"] == CodeInCase(1, 1, None)


def test_what_is_suppressed_in_a_year_is_left_out_and_where_none_is_left_stays_so(
    beside: Project,
) -> None:
    asker = case_matrix(beside, MatrixOptions(years=(2013, 2014))).cases[0]
    assert asker.place.number == "3203"
    assert (asker.outcome.n, asker.outcome.of) == (18, 25)
    assert asker.outcome.without == ((2014, ":"),)
    suppressed = case_matrix(beside, MatrixOptions(years=(2014,)))
    assert [case.outcome.reason for case in suppressed.cases] == ["..", ":", ".."]
    assert "3203 Asker: left out 2014 (: suppressed)." in suppressed.notes
    assert suppressed.as_json()["cases"][1]["share"] is None


def test_an_area_that_is_suppressed_hides_the_sum_it_is_part_of(beside: Project) -> None:
    asker = next(
        case
        for case in case_matrix(beside, MatrixOptions(years=(2012, 2013))).cases
        if case.place.name == "Asker"
    )
    # There were interviews before and after the reform: all that is Asker today is meant.
    assert (asker.outcome.years, asker.outcome.without) == ((2013,), ((2012, ":"),))


def test_the_outcome_is_that_of_the_municipality_in_which_the_interviews_were(
    tmp_path: Path,
) -> None:
    with make_study(tmp_path / "study") as project:
        load_outcomes(project, KARI, table(tmp_path))
        with project.reading() as connection:
            later = [each.id for each in queries.transcripts(connection) if each.name == "asker-2"]
        remove(project, KARI, *later)
        matrix = case_matrix(project, MatrixOptions(years=(2012,)))
        (asker,) = [case for case in matrix.cases if case.place.name == "Asker"]
        assert (asker.outcome.n, asker.outcome.of) == (20, 30)
        assert "3203 Asker: the outcome is that of 0220 Asker." in matrix.notes
        assert asker.interviews == (2018,)


def test_nothing_is_explored_unless_that_is_asked_for(beside: Project) -> None:
    plain = case_matrix(beside, MatrixOptions())
    assert not any(row.contrast or row.tau for row in plain.rows)
    explored = case_matrix(beside, MatrixOptions(exploratory=True))
    assert all(row.contrast and row.tau for row in explored.rows)
    (said,) = [note for note in explored.notes if note.startswith("Exploratory: ")]
    assert f"{len(explored.rows)} rows" in said
    assert "Holm" in said
    assert case_matrix(beside, MatrixOptions(exploratory=True)).as_json() == explored.as_json()


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (MatrixOptions(measure="wrok"), NotFound, "no measure 'wrok'"),
        (MatrixOptions(years=(1999,)), BadInput, "says nothing of 1999"),
        (MatrixOptions(role="teacher"), NotFound, "nobody in the transcripts"),
        (MatrixOptions(Selection(codes=("X-IDENT",))), BadInput, "reserve code"),
        (MatrixOptions(Selection(codes=("NIX",))), NotFound, "not in the codebook"),
    ],
)
def test_what_fits_nothing_is_an_error(
    beside: Project, options: MatrixOptions, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        case_matrix(beside, options)


def test_a_project_without_outcomes_says_how_to_load_some(study: Project) -> None:
    with pytest.raises(NotFound, match="no outcomes"):
        case_matrix(study, MatrixOptions())
