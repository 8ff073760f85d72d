"""Found passages changed together: one step, all or nothing, and only one's own."""

from pathlib import Path

import pytest

from kodeverk.errors import BadInput, Refused, StaleWrite
from kodeverk.model.records import Coder
from kodeverk.service.code_edits import describe_code
from kodeverk.service.coding import remove_codings
from kodeverk.service.deciding import to_decide
from kodeverk.service.finding import Place, find_passages
from kodeverk.service.importing import Choices, look_at
from kodeverk.service.passage_changes import Change, change_passages, effect_of, told
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.replacing import replace_text
from kodeverk.service.scoping import Selection
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.project import Project
from tests.project_content import content_of
from tests.service.known_study import TEXTS, apply, make_study, remember
from tests.service.trial_project import (
    JONAS,
    KARI,
    Row,
    code_keyed,
    rows_of,
    states_of,
    transcript_named,
)
from tests.undo_and_redo import redo, undo


@pytest.fixture
def study(tmp_path: Path) -> Project:
    return make_study(tmp_path)


def places(project: Project, code: str = "REL-TILLIT", reader: Coder = KARI) -> list[Place]:
    query = PassageQuery(Selection(codes=(code,), scope="started", basis="all"))
    return [*find_passages(project, reader, query).places]


def hits(project: Project, words: str) -> list[Place]:
    return [*find_passages(project, KARI, PassageQuery(words=words, anywhere=True)).places]


def of_code(project: Project, key: str, coder: Coder = KARI) -> list[Row]:
    return sorted(row for row in rows_of(project) if (row.code, row.coder) == (key, coder.name))


def origins(project: Project, key: str) -> list[tuple[str, bool]]:
    with project.reading() as connection:
        codes = {one.id: one.key for one in queries.codes(connection)}
        return [
            (one.origin, one.confirmed)
            for one in queries.codings(connection)
            if codes[one.code] == key
        ]


def test_what_was_marked_gets_another_code_as_one_step_that_one_undo_takes_back(
    study: Project,
) -> None:
    before, chosen = content_of(study), places(study)
    change = Change("recode", code_keyed(study, "REL-TID"))
    effect = effect_of(study, KARI, chosen, change)
    assert content_of(study) == before
    assert (effect.changed, effect.transcripts, effect.finished) == (5, 3, 2)
    assert change_passages(study, KARI, chosen, change) == effect
    assert places(study) == []
    assert len(of_code(study, "REL-TID")) == 8
    assert undo(study, KARI).summary == "5 codings in 3 transcripts became REL-TID"
    assert content_of(study) == before
    redo(study, KARI)
    assert places(study) == []
    assert verify(study).ok


def test_what_gets_a_code_whose_meaning_has_changed_gets_it_with_its_meaning_of_now(
    study: Project,
) -> None:
    there = code_keyed(study, "REL-TID")
    describe_code(study, KARI, there.id, {"use_when": "Snevrere."}, "narrowed")
    waiting = {one.coding.id for one in to_decide(study, KARI)}
    chosen = places(study)
    change_passages(study, KARI, chosen, Change("recode", there))
    assert {one.coding.id for one in to_decide(study, KARI)} == waiting


def test_what_colleagues_coded_stays_and_is_told_before(study: Project) -> None:
    apply(study, JONAS, "oslo", "knapp", "REL-TILLIT")
    change = Change("remove")
    effect = effect_of(study, KARI, places(study), change)
    assert effect.others == {"Jonas": 1}
    assert any("1 coding of Jonas" in line for line in told(effect, change))
    change_passages(study, KARI, places(study), change)
    assert of_code(study, "REL-TILLIT") == []
    assert len(of_code(study, "REL-TILLIT", JONAS)) == 1
    with pytest.raises(Refused, match="none of these passages") as raised:
        change_passages(study, KARI, places(study), change)
    assert "Jonas" in raised.value.hint


def test_a_code_that_is_there_already_is_not_put_on_twice(study: Project) -> None:
    apply(study, KARI, "oslo", "Tiden er knapp", "REL-TILLIT")
    change = Change("recode", code_keyed(study, "REL-TILLIT"))
    effect = change_passages(study, KARI, places(study, "REL-TID"), change)
    assert effect.alike == 1
    assert len(
        {(row.transcript, row.start, row.end) for row in of_code(study, "REL-TILLIT")}
    ) == len(of_code(study, "REL-TILLIT"))
    add = Change("add", code_keyed(study, "REL"))
    assert change_passages(study, KARI, places(study), add).alike == 0
    with pytest.raises(Refused):
        change_passages(study, KARI, places(study), add)


def test_memos_go_with_what_is_removed_and_come_back(study: Project) -> None:
    coding = apply(study, KARI, "oslo", "knapp", "REL-TILLIT")
    remember(study, KARI, coding, "Hvorfor knapp?")
    before = content_of(study)
    assert effect_of(study, KARI, places(study), Change("remove")).memos == 1
    change_passages(study, KARI, places(study), Change("remove"))
    undo(study, KARI)
    assert content_of(study) == before


def test_where_one_was_removed_meanwhile_nothing_is_changed(study: Project) -> None:
    chosen = places(study)
    with study.reading() as connection:
        gone = next(one for one in queries.codings(connection) if one.id == chosen[0].coding)
    remove_codings(study, KARI, [gone])
    before = content_of(study)
    with pytest.raises(StaleWrite):
        change_passages(study, KARI, chosen, Change("recode", code_keyed(study, "REL-TID")))
    assert content_of(study) == before


@pytest.mark.parametrize("are_coded", [True, False])
def test_a_code_never_goes_on_other_words_where_a_text_was_corrected_meanwhile(
    study: Project, tmp_path: Path, are_coded: bool
) -> None:
    chosen = places(study) if are_coded else hits(study, "ringer")
    path = tmp_path / "corrected.txt"
    path.write_text("Dette står foran.\n\n" + TEXTS["asker-1"], encoding="utf-8")
    (preview,) = look_at(study, [path], Choices())
    replace_text(study, KARI, transcript_named(study, "asker-1").id, preview)
    before = content_of(study)
    with pytest.raises(StaleWrite, match="corrected meanwhile"):
        change_passages(study, KARI, chosen, Change("add", code_keyed(study, "MET-PLAN")))
    assert content_of(study) == before


@pytest.mark.parametrize(
    ("extent", "words"),
    [
        ("words", "ringer"),
        ("sentence", "Hun ringer tilbake."),
        ("turn", "Jeg stoler på henne. Hun ringer tilbake."),
    ],
)
def test_words_that_are_found_are_coded_alone_or_with_their_sentence_or_turn(
    study: Project, extent: str, words: str
) -> None:
    change = Change("add", code_keyed(study, "MET-PLAN"), extent)  # type: ignore[arg-type]
    change_passages(study, KARI, hits(study, "ringer"), change)
    (row,) = of_code(study, "MET-PLAN")
    with study.reading() as connection:
        text = next(
            version.text
            for version in queries.current_versions(connection)
            if "ringer" in version.text
        )
    assert text[row.start : row.end] == words
    assert origins(study, "MET-PLAN") == [("manual", False), ("manual", False)]


def test_what_a_search_codes_at_once_waits_until_each_is_confirmed(study: Project) -> None:
    code = code_keyed(study, "REL-TID")
    found = hits(study, "stole*")
    change = Change("add", code, is_search=True)
    assert "confirmed" in " ".join(told(effect_of(study, KARI, found, change), change))
    change_passages(study, KARI, found, change)
    made = [place for place in places(study, "REL-TID") if (place.start, place.end) in {
        (one.start, one.end) for one in found}]  # fmt: skip
    assert origins(study, "REL-TID").count(("auto", False)) == len(found)
    change_passages(study, KARI, made[:2], Change("confirm"))
    assert origins(study, "REL-TID").count(("auto", True)) == 2
    with pytest.raises(Refused, match="none"):
        change_passages(study, KARI, made[:2], Change("confirm"))
    undo(study, KARI)
    assert origins(study, "REL-TID").count(("auto", True)) == 0
    assert states_of(study)["oslo", "Kari"] == "finished"


def test_facet_values_that_the_new_code_does_not_carry_are_lost_and_told(study: Project) -> None:
    with study.writing(KARI, "facet") as writer:
        facet = next(one for one in queries.facets(writer.connection) if one.key == "fase")
        writer.set("facet", facet.id, "codes", [code_keyed(study, "REL-TILLIT").id])
    change = Change("recode", code_keyed(study, "REL-TID"))
    assert effect_of(study, KARI, places(study), change).lost == {"fase": 1}
    change_passages(study, KARI, places(study), change)
    assert {value for row in of_code(study, "REL-TID") for value in row.facets} <= {
        ("retning", "fremmer"),
        ("retning", "hemmer"),
    }


def test_what_does_not_go_together_is_an_error(study: Project) -> None:
    with pytest.raises(BadInput):
        change_passages(study, KARI, places(study), Change("recode"))
    with pytest.raises(BadInput):
        change_passages(study, KARI, places(study), Change("remove", code_keyed(study, "REL")))
    with pytest.raises(BadInput, match="only found"):
        change_passages(study, KARI, hits(study, "stoler"), Change("remove"))
