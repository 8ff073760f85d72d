"""Reports that are published: who is quoted, and that nothing tells a small figure or a place."""

import re
from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path

import docx
import lxml.html
import pytest

from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.disclosure import SPAN, Cell
from kodeverk.analysis.outcomes import STANDINGS
from kodeverk.errors import BadInput, Refused
from kodeverk.service.case_matrix import CaseMatrix, MatrixOptions, case_matrix
from kodeverk.service.exports.case_export import export_cases
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.exports.registry import EXPORTS
from kodeverk.store.project import Project
from tests.analysis.bounds import Bounds, narrowed
from tests.service.published_study import (
    DATES,
    HAVE,
    NUMBERS_OF_NOW,
    PEOPLE,
    PLACES,
    SAID,
    WORDED,
    make_published,
    words_of,
)
from tests.service.test_study_reports import all_words
from tests.written_files import csv_rows

REPORTS = ("docx", "markdown", "html")
LABELS = ExportOptions(publish=True, labels=True)
PUBLISHED = {
    "labels": LABELS,
    "groups": ExportOptions(publish=True, group="size"),
    "names": ExportOptions(publish=True),
}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with make_published(tmp_path_factory.mktemp("published")) as project:
        yield project


def written(project: Project, name: str, out: Path, options: ExportOptions) -> tuple[str, ...]:
    done = EXPORTS[name].write(project, out, options)
    assert done.paths[-1] == out.with_name(f"{out.name}-withheld.csv")
    return done.notes


def quoted(place: str, person: int, code: str = "REL-TILLIT") -> str:
    """What of somebody's words stands before what tells where they are said."""
    return words_of(place, person, code).partition(" i ")[0]


@pytest.mark.parametrize("instead", PUBLISHED)
@pytest.mark.parametrize("name", [*REPORTS, "svg"])
def test_nothing_in_a_published_report_tells_which_interview_or_who_speaks(
    study: Project, tmp_path: Path, name: str, instead: str
) -> None:
    out = tmp_path / "out"
    written(study, name, out, PUBLISHED[instead])
    words = all_words(out)
    for secret in (
        *DATES.values(),
        *SAID.values(),
        *(f"{place}-2018" for place in PLACES),
        *PEOPLE,
        "asker-og",
    ):
        assert secret not in words, secret
    for pseudonym in ("ASK-1", "OSL-7", "BER-0", "LIE-3"):
        assert pseudonym not in words
    read = re.sub(r"<[^>]*>", " ", words)
    for number in (*PLACES.values(), *NUMBERS_OF_NOW):
        assert not re.search(rf"\b{number}\b", read), number
    for place in PLACES if instead != "names" else ():
        assert not re.search(rf"\b{place}\b", words), place
    assert "stripes" not in words


@pytest.mark.parametrize("name", REPORTS)
def test_only_published_wordings_and_words_consented_to_are_let_through(
    study: Project, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    notes = written(study, name, out, LABELS)
    words = (
        "\n".join(one.text for one in docx.Document(str(out)).paragraphs)
        if name == "docx"
        else all_words(out)
    )
    words = words.replace("\\", "")
    assert quoted("Asker", 0) in words  # yes
    assert f"{quoted('Asker', 0)} i […] med […]" in words
    for person in (1, 2, 3):  # paraphrase without a wording, no, not asked
        assert quoted("Asker", person) not in words
    assert WORDED in words
    assert quoted("Asker", 4) not in words, "the wording stands instead"
    assert "checked by" not in words
    assert quoted("Bergen", 0) in words, "where the figure is withheld"
    elsewhere = words.partition("Where the figure is withheld")[2]
    assert quoted("Bergen", 0) in elsewhere
    for person in HAVE["REL-TID"]["Asker"]:
        assert quoted("Asker", person, "REL-TID") not in words, "the sum would be told"
    assert any("would tell a figure" in note for note in notes)
    assert not re.search(r"\d+ quotations? (is|are) withheld", words)


def tables(page: Path, name: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the tables of a report, each with the last heading before it."""
    heading = ""
    if name == "html":
        for found in lxml.html.fromstring(page.read_bytes()).iter("h1", "h2", "h3", "table"):
            if found.tag == "table":
                rows = found.iter("tr")
                yield heading, [[cell.text_content() for cell in row] for row in rows]
            heading = heading if found.tag == "table" else found.text_content()
        return
    for block in page.read_text(encoding="utf-8").replace("\\", "").split("\n\n"):
        if block.startswith("#"):
            heading = block.lstrip("# ")
        elif block.startswith("|"):
            lines = [line[2:-2].split(" | ") for line in block.strip().splitlines()]
            yield heading, [line for line in lines if set(line) != {"---"}]


def shares(page: Path, name: str) -> dict[tuple[str, str], set[str]]:
    """Return item and place -> the informants who have it, as all tables of a report say it."""
    found: dict[tuple[str, str], set[str]] = {}
    for heading, (head, *rows) in tables(page, name):
        for first, *cells in rows:
            if head[0] == "code":
                for place, cell in zip(head[1:], cells, strict=True):
                    found.setdefault((first, place), set()).add(cell.partition(" ·")[0])
            elif head[1] == "informants":
                own = " itself" if "theme itself" in heading else ""
                item = heading.split(" ", 1)[0] + own
                found.setdefault((item, first), set()).add(cells[0])
    return found


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_no_figure_of_few_can_be_worked_out_from_the_tables_of_a_report(
    study: Project, tmp_path: Path, name: str
) -> None:
    written(study, name, tmp_path / "out", ExportOptions(publish=True))
    EXPORTS["csv"].write(study, tmp_path / "real", ExportOptions())
    unsummed = {
        row["code"]
        for row in csv_rows(tmp_path / "out-withheld.csv")
        if row["level"].startswith("sum")
    }
    real = {
        (row["code"], row["municipality_name"]): int(row["speakers"])
        for row in csv_rows(tmp_path / "real" / "frequencies.csv")
        if row["role"] == "all"
    }
    bounds: Bounds = {}
    for (item, place), said in shares(tmp_path / "out", name).items():
        (only,) = said  # tables, picture and section say the same
        known = re.fullmatch(r"(\d+) of (\d+)", only)
        assert known or only == ":"
        least, most = (int(known[1]),) * 2 if known else (0, len(PEOPLE))
        bounds[Cell(place, item, ALL)] = (least, most)
        if known and item in HAVE:
            assert least == real[item, place]
            assert least == 0 or least >= 5
    rows: list[tuple[Mapping[Cell, int], float, float]] = []
    for item in {cell.item for cell in bounds} - unsummed:
        total = sum(real.get((item, place), 0) for place in PLACES)
        rows.append(({Cell(place, item, ALL): 1 for place in PLACES}, total, total))
    for theme, codes in (("REL", ("REL-TILLIT", "REL-TID")), ("MET", ("MET-PLAN",))):
        for place in PLACES:
            whole = Cell(place, theme, ALL)
            parts = [Cell(place, item, ALL) for item in (*codes, f"{theme} itself")]
            parts = [part for part in parts if part in bounds]
            rows.append(({whole: -1, **dict.fromkeys(parts, 1)}, 0, inf))
            rows += [({whole: 1, part: -1}, 0, inf) for part in parts]
    withheld = [cell for cell, (least, most) in bounds.items() if least < most]
    assert Cell("Bergen", "REL-TILLIT", ALL) in withheld
    assert len(withheld) < len(bounds)
    told = narrowed(bounds, rows)
    for cell in withheld:
        assert told[cell][1] - told[cell][0] >= SPAN, cell


def test_pictures_draw_what_is_withheld_as_such_and_no_single_interview(
    study: Project, tmp_path: Path
) -> None:
    written(study, "svg", tmp_path / "out", LABELS)
    assert {one.name for one in (tmp_path / "out").iterdir()} == {
        "figures.csv",
        "heat-map-studie.svg",
    }, "an outcome tells which municipality it is of"
    drawn = (tmp_path / "out" / "heat-map-studie.svg").read_text(encoding="utf-8")
    assert "<title>REL-TID, Municipality 1: :</title>" in drawn or ": :</title>" in drawn
    assert "3 of 12" not in drawn
    written(study, "svg", tmp_path / "names", PUBLISHED["names"])
    assert (tmp_path / "names" / "outcome-work.svg").exists()


def matrix(study: Project, publishing: ExportOptions, *, role: str = ALL) -> CaseMatrix:
    return case_matrix(study, MatrixOptions(role=role, publishing=publishing))


@pytest.mark.parametrize("instead", PUBLISHED)
def test_a_published_case_matrix_withholds_what_the_tables_do(
    study: Project, tmp_path: Path, instead: str
) -> None:
    made = matrix(study, PUBLISHED[instead])
    EXPORTS["csv"].write(study, tmp_path / "tables", PUBLISHED[instead])
    tables = {
        (row["code"], row["municipality"]): (row["speakers"], row["of_speakers"])
        for row in csv_rows(tmp_path / "tables" / "frequencies.csv")
        if row["role"] == "all"
    }
    cells = {
        (row.code, number): tuple(str(cell.reason or figure) for figure in (cell.n, cell.of))
        for row in made.rows
        if not row.direction
        for number, cell in row.cells.items()
    }
    assert cells.keys() <= tables.keys()
    assert cells == {key: tables[key] for key in cells}
    assert (":", ":") in cells.values()
    assert [row for row in made.rows if row.code == "REL-TID"], "what is withheld may be there"


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".docx", ".md", ".html"])
@pytest.mark.parametrize("instead", PUBLISHED)
def test_a_published_case_matrix_tells_no_date_and_under_labels_no_outcome(
    study: Project, tmp_path: Path, instead: str, ending: str
) -> None:
    done = export_cases(study, matrix(study, PUBLISHED[instead]), tmp_path / f"m{ending}")
    assert done.paths[-1] == tmp_path / f"m{ending}-withheld.csv"
    words = "".join(all_words(path) for path in done.paths[:-1])
    read = re.sub(r"<[^>]*>", " ", words)
    assert "above" in read
    assert "interviews" not in read, "their years are said of all together"
    if instead != "names":
        for secret in (*PLACES, *PLACES.values(), "811", "1777", "2021"):
            assert not re.search(rf"\b{secret}\b", read), secret
    if ending in (".docx", ".md", ".html"):
        assert not re.search("|".join((*PLACES.values(), *NUMBERS_OF_NOW)), read)


def test_cases_under_labels_stand_in_no_order_of_their_outcomes(study: Project) -> None:
    made = matrix(study, LABELS)
    by_standing = [
        (STANDINGS.index(case.standing), case.place.number) for case in made.cases if case.standing
    ]
    assert by_standing == sorted(by_standing)
    assert {case.outcome.share for case in made.cases} == {None}
    assert made.as_json()["cases"][0]["years"] == []


def test_roles_that_are_told_together_are_withheld_in_the_matrix(study: Project) -> None:
    made = matrix(study, ExportOptions(publish=True, threshold=7), role="advisor")
    assert {case.informants for case in made.cases} == {None}


def test_what_is_explored_is_not_published(study: Project) -> None:
    with pytest.raises(BadInput, match="explored"):
        case_matrix(study, MatrixOptions(exploratory=True, publishing=LABELS))
    with pytest.raises(BadInput, match="belong to --publish"):
        matrix(study, ExportOptions(labels=True))


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_that_is_published_has_no_identifying_words_and_no_choice_without_it(
    study: Project, tmp_path: Path, name: str
) -> None:
    for options in (
        ExportOptions(publish=True, with_identifying=True),
        ExportOptions(labels=True),
    ):
        with pytest.raises(BadInput):
            EXPORTS[name].write(study, tmp_path / "out", options)
    (tmp_path / "out-withheld.csv").write_text("mine\n", encoding="utf-8")
    with pytest.raises(Refused, match="no log"):
        EXPORTS[name].write(study, tmp_path / "out", ExportOptions(publish=True))


def test_the_outcome_of_a_group_is_that_of_all_its_municipalities(study: Project) -> None:
    made = matrix(study, PUBLISHED["groups"])
    assert {case.place.number: case.standing for case in made.cases} == {
        "small": "above",
        "large": "below",
    }
