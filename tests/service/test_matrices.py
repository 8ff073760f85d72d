"""Matrices of the study whose every figure is known, and what must never stand in them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kodeverk.analysis.counting.scope import SCOPES
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.records import IN_MUNICIPALITY, in_municipality_target
from kodeverk.service.codebooks import load_codebook, load_crosswalk
from kodeverk.service.coding import reopen, write_memo
from kodeverk.service.counting import frequencies
from kodeverk.service.exports.matrix_export import export_matrix
from kodeverk.service.finding import find_passages
from kodeverk.service.found_figures import count_passages
from kodeverk.service.matrices.making import matrix
from kodeverk.service.matrices.table import MATRICES, Matrix, MatrixKind, MatrixOptions
from kodeverk.service.scoping import Selection
from kodeverk.store.project import Project
from tests.analysis.random_study import make as make_random
from tests.service.known_study import apply, done, make_study
from tests.service.trial_project import JONAS, KARI, code_keyed, transcript_named

HIDDEN = ("Amir", "Hassan")


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The study with codes on the same words, proposals of measures, and a memo on a cell."""
    with make_study(tmp_path_factory.mktemp("noted")) as project:
        apply(project, KARI, "asker-1", "på Amir Hassan nå", "REL-TID")
        apply(project, KARI, "asker-1", "stoler på henne", "MET-PLAN")
        apply(project, KARI, "oslo", "knapp", "REL-TILLIT")
        write_memo(
            project,
            KARI,
            IN_MUNICIPALITY,
            in_municipality_target(code_keyed(project, "REL").id, "3203"),
            "De stoler på Amir Hassan og på hverandre.",
        )
        yield project


def made(project: Project, kind: MatrixKind, **more: Any) -> Matrix:
    options = {name: more.pop(name) for name in ("near", "across_coders", "by") if name in more}
    return matrix(project, KARI, MatrixOptions(kind, Selection(**more), **options))


def texts(made_one: Matrix) -> dict[tuple[str, str], str]:
    return {
        (row.head, column.head): cell.text
        for row in made_one.rows
        for column, cell in zip(made_one.columns, row.cells, strict=True)
    }


def test_codes_meet_as_in_a_count_by_hand(noted: Project) -> None:
    shown = texts(made(noted, "cooccurrence"))
    assert shown["REL-TILLIT", "REL-TILLIT"] == "(4)"
    assert shown["REL-TILLIT", "REL-TID"] == shown["REL-TID", "REL-TILLIT"] == "2"
    assert shown["REL-TILLIT", "MET-PLAN"] == "1"
    assert shown["REL-TID", "MET-PLAN"] == "0"
    assert texts(made(noted, "cooccurrence", near="turn"))["REL-TID", "MET-PLAN"] == "1"
    assert not {code for pair in shown for code in pair if code.startswith("X-")}


def test_every_kind_leads_from_a_cell_to_the_passages_it_counts(noted: Project) -> None:
    for kind in MATRICES:
        codes = ("REL-TILLIT",) if kind == "measures" else ()
        for row in made(noted, kind, codes=codes).rows:
            for cell in row.cells:
                if cell.query is None or not cell.heat:
                    continue
                found = find_passages(noted, KARI, cell.query)
                assert found.places, (kind, row.head, cell)


def test_facets_are_those_of_the_frequencies_with_unset_beside_them(noted: Project) -> None:
    shown = texts(made(noted, "facets"))
    assert shown["REL-TILLIT", "retning fremmer"] == "1 of 4 · 1"
    assert shown["REL-TILLIT", "retning unset"] == "2 of 4 · 3"
    assert shown["REL-TID", "retning hemmer"] == "1 of 4 · 1"
    only = texts(made(noted, "facets", roles=("participant",)))
    assert only["REL-TID", "retning hemmer"] == "1 of 1 · 1"


def test_informants_are_1_or_0_and_empty_where_nobody_read_for_the_code(noted: Project) -> None:
    wide = made(noted, "informants", codes=("REL-TILLIT", "REL-TID", "MET-NY"))
    rows = {str(row[0]): dict(zip(wide.heads, row, strict=True)) for row in wide.wide_rows()}
    participant = rows["ASK-D1"]
    assert participant["municipality"] == "3203"
    assert participant["transcripts"] == "asker-1|asker-2"
    assert participant["years"] == "2"
    assert (participant["REL-TILLIT"], participant["REL-TID"]) == (1, 1)
    assert participant["MET-NY"] is None
    assert participant["not_read_for"] == "MET-NY (..)"
    assert rows["Veileder, oslo"]["REL-TID"] == 1
    late = rows["Veileder, uten"]
    assert (late["REL-TILLIT"], late["MET-NY"], late["not_read_for"]) == (0, 0, None)
    reasons = {record[-1] for record in wide.records if record[-2] is None}
    assert reasons == {".."}
    assert not any("uferdig" in name for name in rows), "nobody has finished it"


def test_the_framework_has_the_passages_and_the_memo_of_each_cell(noted: Project) -> None:
    wide = made(noted, "framework")
    shown = texts(wide)
    assert shown["3203 Asker", "REL"] == "2 of 2 · 3 *"
    assert shown["4601 Bergen", "REL"] == ".."
    (cell,) = [
        cell.value
        for row in wide.rows
        for column, cell in zip(wide.columns, row.cells, strict=True)
        if (row.head, column.head) == ("3203 Asker", "REL")
    ]
    assert "De stoler på […] og på hverandre." in str(cell)
    assert "“Jeg stoler på henne” (ASK-D1, asker-1, REL-TILLIT)" in str(cell)
    by_person = texts(made(noted, "framework", by="informant"))
    assert by_person["ASK-D1", "REL"].startswith("1 of 1")
    assert by_person["Veileder, uten", "REL"] == "0 of 1 · 0"


def test_interviewers_are_no_informants_and_get_no_empty_table_of_them(noted: Project) -> None:
    with pytest.raises(BadInput, match="'interviewer' is no informant"):
        made(noted, "framework", by="informant", roles=("interviewer",))
    assert made(noted, "framework", roles=("interviewer",)).rows


def test_saturation_goes_by_when_transcripts_were_finished(noted: Project) -> None:
    wide = made(noted, "saturation")
    new = {str(row[0]): row for row in wide.records}
    assert list(new) == ["asker-1", "asker-2", "oslo", "uten"]
    assert new["asker-1"][3:9] == (4, 4, 4, 4, 5, "REL|REL-TILLIT|REL-TID|MET-PLAN")
    assert new["asker-2"][3:9] == (1, 0, 0, 4, 5, "")
    assert new["uten"][7] == 6, "MET-NY came in version 2"
    assert new["uten"][2] == "2"


def test_measures_say_what_is_proposed_by_whom_and_in_how_many_places(noted: Project) -> None:
    with pytest.raises(NotFound) as none:
        made(noted, "measures")
    assert "--code" in none.value.hint
    wide = made(noted, "measures", codes=("REL-TILLIT",))
    shown = texts(wide)
    assert shown["all proposals", "informants"] == "3 of 4 · 4"
    assert shown["all proposals", "municipalities"] == "2 of 3"
    assert shown["REL-TID", "informants"] == "2 of 4 · 2"
    assert shown["MET-PLAN", "who"] == "ASK-D1 (participant)"
    assert shown["without another code", "municipalities"] == "1 of 3"
    about = {record[7]: record[1] for record in wide.records}
    assert about["stoler på […]"] == "REL-TID"
    assert about["Han stoler"] == ""


def test_words_marked_as_identifying_are_in_no_matrix_and_no_file(
    noted: Project, tmp_path: Path
) -> None:
    for kind in MATRICES:
        codes = ("REL-TILLIT",) if kind == "measures" else ()
        wide = made(noted, kind, codes=codes)
        for ending in (".csv", ".md", ".html"):
            out = tmp_path / f"{kind}{ending}"
            for path in export_matrix(noted, wide, out).paths:
                text = path.read_text(encoding="utf-8")
                assert not [name for name in HIDDEN if name in text], path
        assert not [name for name in HIDDEN if name in str(wide.as_json())]


def test_every_ending_holds_the_matrix_and_the_rules(noted: Project, tmp_path: Path) -> None:
    wide = made(noted, "framework")
    for ending in (".csv", ".xlsx", ".docx", ".md", ".html"):
        (first, *_) = export_matrix(noted, wide, tmp_path / f"f{ending}").paths
        assert first.stat().st_size > 0
    page = (tmp_path / "f.md").read_text(encoding="utf-8")
    assert "Jeg stoler på henne" in page
    assert "Scope: transcripts finished in the round" in page
    with pytest.raises(BadInput):
        export_matrix(noted, wide, tmp_path / "f.pdf")


def test_coders_meet_only_where_that_is_asked_for(tmp_path: Path) -> None:
    with make_study(tmp_path / "s") as project:
        apply(project, JONAS, "oslo", "Tiden er", "REL-TILLIT")
        done(project, JONAS, "oslo")
        apart = texts(made(project, "cooccurrence", basis="all", municipalities=("0301",)))
        assert apart["REL-TILLIT", "REL-TID"] == "0"
        across = made(
            project, "cooccurrence", basis="all", municipalities=("0301",), across_coders=True
        )
        assert texts(across)["REL-TILLIT", "REL-TID"] == "1"
        assert "of any coders together" in across.says
        with pytest.raises(BadInput):
            made(project, "cooccurrence", across_coders=True)


def test_what_cannot_be_asked_for_is_an_error(noted: Project) -> None:
    with pytest.raises(BadInput, match="one role"):
        made(noted, "facets", roles=("advisor", "participant"))
    with pytest.raises(BadInput, match="reserve"):
        made(noted, "cooccurrence", codes=("X-IDENT",))
    with pytest.raises(NotFound):
        made(noted, "informants", roles=("teacher",))


OTHER = """\
schema: kodeverk-kodebok/1
codebook: {id: annen, version: '1', title: {nb: Annen}, language: nb}
themes:
- id: ANN
  name: {nb: Annet}
  codes:
  - {id: ANN-TID, name: {nb: Tid}}
  - {id: ANN-UTEN, name: {nb: Uten}}
"""
LINKS = """\
schema: kodeverk-kryssvisning/1
version: 1.0
relations: {narrower: {nb: snevrere}}
links:
- {from: "studie:REL-TID", to: "annen:ANN-TID", relation: narrower, note: Begge om tid.}
"""


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The study with a second codebook, a coding of it, and a link."""
    folder = tmp_path_factory.mktemp("linked")
    for name, text in (("annen.yaml", OTHER), ("kryss.yaml", LINKS)):
        (folder / name).write_text(text, encoding="utf-8")
    with make_study(folder) as project:
        assert "crosswalk.yaml" in made(project, "crosswalk").notes[0]
        load_codebook(project, KARI, folder / "annen.yaml")
        assert load_crosswalk(project, KARI, folder / "kryss.yaml") == 1
        apply(project, JONAS, "uten", "skrevet", "ANN-TID")
        reopen(project, JONAS, transcript_named(project, "uten").id)
        done(project, JONAS, "uten")
        yield project


def test_linked_codes_stand_side_by_side_and_are_never_counted_together(linked: Project) -> None:
    wide = made(linked, "crosswalk")
    shown = texts(wide)
    assert shown["studie:REL-TID", "relation"] == "narrower"
    assert shown["studie:REL-TID", "with"] == "annen:ANN-TID"
    assert shown["studie:REL-TID", "the first has"] == "2 of 4 · 2"
    assert shown["studie:REL-TID", "the second has"] == "1 of 1 · 1", "read for it in one only"
    (row,) = wide.rows
    both = row.cells[0].query
    assert both is not None
    found = find_passages(linked, KARI, both)
    assert {place.code for place in found.places} == {
        code_keyed(linked, key).id for key in ("REL-TID", "ANN-TID")
    }
    assert any("never summed" in sentence for sentence in found.notes)
    groups, total = count_passages(linked, KARI, found)
    assert {group.passages for group in (*groups, total)} == {None}
    unlinked = {record[0] for record in wide.records if record[3] == "unlinked"}
    assert unlinked == {"REL-TILLIT", "MET-PLAN", "MET-NY", "ANN-UTEN"}


def test_a_link_is_turned_to_the_codebook_that_is_named_first(linked: Project) -> None:
    turned = matrix(linked, KARI, MatrixOptions("crosswalk", books=("annen", "studie")))
    assert texts(turned)["annen:ANN-TID", "relation"] == "broader"
    with pytest.raises(NotFound, match="studje"):
        matrix(linked, KARI, MatrixOptions("crosswalk", books=("studje", "annen")))
    assert not made(linked, "crosswalk", codes=("MET-PLAN",)).rows


@pytest.mark.parametrize("seed", [11])
def test_matrices_of_any_study_say_what_its_frequencies_say(tmp_path: Path, seed: int) -> None:
    with make_random(tmp_path, seed) as project:
        for scope in SCOPES:
            table = frequencies(project, by="role", scope=scope)
            rows = {row.code: row for row in table.rows if row.role == "all"}
            for record in made(project, "cooccurrence", scope=scope).records:
                code, with_it, meetings, *_ = record
                if code == with_it and rows[str(code)].reason is None and meetings is not None:
                    assert meetings == rows[str(code)].passages
            have: Counter[str] = Counter()
            for record in made(project, "informants", scope=scope).records:
                have[str(record[5])] += int(record[6] or 0)
            assert {code: row.speakers or 0 for code, row in rows.items()} == dict(have)
            proposed = texts(made(project, "measures", scope=scope, codes=("A-EN",)))
            of = rows["A-EN"]
            said = of.reason or f"{of.speakers} of {of.of_speakers} · {of.passages}"
            assert proposed["all proposals", "informants"] == said
