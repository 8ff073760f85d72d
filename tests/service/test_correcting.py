"""What was said at import is set and corrected afterwards."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kodeverk.errors import StaleWrite
from kodeverk.formats.metadata import read_metadata
from kodeverk.service.correcting import Corrected, correct
from kodeverk.service.counting import frequencies
from kodeverk.service.facts import Fact, FactValue, Unfit, describe_transcript
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.merging import merge
from kodeverk.service.metadata import correct_from_table
from kodeverk.service.recognising import recognise_again, ways_to_read
from kodeverk.service.verification import verify
from kodeverk.store.project import Project
from tests import undo_and_redo
from tests.service.trial_project import JONAS, KARI, transcript_named

TALK = """\
I: Hvordan gikk det på møtet?

V: Vi hadde god tid den dagen, og hun forklarte alt rolig.

T: Ja.

D: Hun ringte tilbake samme uke.

I: Hva skjedde etterpå?

V: Da snakket vi om praksis.

T: Hun spør om det er greit.

D: Det var greit for meg.
"""


@pytest.fixture
def voss(project: Project, tmp_path: Path) -> Project:
    (tmp_path / "voss.txt").write_text(TALK, encoding="utf-8")
    import_files(project, KARI, [tmp_path / "voss.txt"], Choices())
    return project


def facts(project: Project, name: str = "voss") -> Mapping[Fact, FactValue]:
    with project.reading() as connection:
        return describe_transcript(connection, transcript_named(project, name)).facts


def put(
    project: Project, said: Mapping[Fact, FactValue], name: str = "voss", **more: Any
) -> Corrected:
    return correct(project, KARI, transcript_named(project, name).id, said, **more)


def test_all_that_was_forgotten_at_import_is_set_in_one_step_and_undone_in_one(
    voss: Project,
) -> None:
    before = verify(voss).content_hash
    said = {
        Fact("municipality"): "Voss",
        Fact("date"): "2.1.2020",
        Fact("role", "v"): "advisor",
        Fact("role", "D"): "participant",
        Fact("role", "T"): "interpreter",
        Fact("informant", "V"): "VOSS-V1",
        Fact("quotation", "VOSS-V1"): "paraphrase",
        Fact("takes_part", "D"): "yes",
        Fact("variable", "Kjønn"): "kvinne",
        Fact("variable", "alder"): "41",
    }
    put(voss, said)
    now = facts(voss)
    assert now[Fact("municipality")] == "4621"
    assert now[Fact("date")] == "2020-01-02"
    assert now[Fact("role", "V")] == "advisor"
    assert now[Fact("speaks_for", "T")] == "D"
    assert now[Fact("quotation", "VOSS-V1")] == "paraphrase"
    assert now[Fact("takes_part", "voss/D")] == "yes"
    assert (now[Fact("variable", "kjønn")], now[Fact("variable", "alder")]) == ("kvinne", 41)
    assert verify(voss).ok
    undo_and_redo.undo(voss, KARI)
    assert verify(voss).content_hash == before


def test_variables_of_informants_and_of_the_municipality_hold_in_their_other_transcripts(
    voss: Project, tmp_path: Path
) -> None:
    later = "I: Og nå?\n\nD: Jeg tar fagbrev.\n\nI: Hvor?\n\nD: På sykehjemmet i byen, med Ola.\n"
    (tmp_path / "again.txt").write_text(later, encoding="utf-8")
    import_files(voss, KARI, [tmp_path / "again.txt"], Choices("Voss"))
    put(voss, {Fact("informant", "D"): "VOSS-D1"}, "again")
    before = verify(voss).content_hash
    said: dict[Fact, FactValue] = {
        Fact("municipality"): "Voss",
        Fact("informant", "D"): "VOSS-D1",
        Fact("informant_variable", "D", "År i programmet"): "2",
        Fact("informant_variable", "V", "kjønn"): "kvinne",
        Fact("municipality_variable", "", "inside_nav"): "ja",
    }
    put(voss, said)
    of_person = Fact("informant_variable", "VOSS-D1", "år i programmet")
    of_place = Fact("municipality_variable", "4621", "inside_nav")
    for name in ("voss", "again"):
        assert (facts(voss, name)[of_person], facts(voss, name)[of_place]) == (2, "ja")
    assert facts(voss)[Fact("informant_variable", "voss/V", "kjønn")] == "kvinne"
    counted = frequencies(voss, by="variable", variable="inside_nav", scope="started", basis="all")
    assert "ja" in {row.group for row in counted.rows}
    put(voss, {of_person: "3", of_place: ""}, "again")
    assert facts(voss)[of_person] == 3
    assert of_place not in facts(voss)
    assert verify(voss).ok
    undo_and_redo.undo(voss, KARI)
    undo_and_redo.undo(voss, KARI)
    assert verify(voss).content_hash == before


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (Fact("municipality_variable", "", "inside_nav"), "has no municipality"),
        (Fact("informant_variable", "D", "date"), "not the name of a variable"),
        (Fact("informant_variable", "D", ""), "needs a name"),
        (Fact("informant_variable", "X", "alder"), "no speaker labelled 'X'"),
    ],
)
def test_a_variable_of_nobody_or_nowhere_is_refused(voss: Project, about: Fact, told: str) -> None:
    before = verify(voss).content_hash
    with pytest.raises(Unfit, match=told) as caught:
        put(voss, {about: "1"})
    assert caught.value.fact == about
    assert verify(voss).content_hash == before


def test_nothing_said_takes_away_what_is_known(voss: Project) -> None:
    put(
        voss,
        {
            Fact("municipality"): "Voss",
            Fact("date"): "2020-01-02",
            Fact("role", "V"): "advisor",
            Fact("informant", "V"): "VOSS-V1",
            Fact("archiving", "V"): "yes",
            Fact("variable", "kjønn"): "kvinne",
        },
    )
    put(
        voss,
        {
            Fact("municipality"): "",
            Fact("date"): "",
            Fact("role", "V"): "",
            Fact("archiving", "VOSS-V1"): "",
            Fact("variable", "kjønn"): "",
        },
    )
    put(voss, {Fact("informant", "V"): ""})
    now = facts(voss)
    assert now[Fact("municipality")] is None
    assert now[Fact("date")] is None
    assert now[Fact("role", "V")] == "unknown"
    assert now[Fact("informant", "V")] is None
    assert Fact("variable", "kjønn") not in now
    put(voss, {Fact("variable", "kjønn"): "mann", Fact("informant", "V"): "VOSS-V1"})
    assert facts(voss)[Fact("variable", "kjønn")] == "mann"
    assert facts(voss)[Fact("archiving", "VOSS-V1")] == "not asked"


def test_another_day_brings_the_number_that_the_municipality_had_then(voss: Project) -> None:
    put(voss, {Fact("municipality"): "Volda"})
    done = put(voss, {Fact("date"): "2024-01-02"})
    assert [one.fact.kind for one in done.changes] == ["date"]
    put(voss, {Fact("municipality"): "Oslo", Fact("date"): ""})
    put(voss, {Fact("municipality"): "5001"})
    put(voss, {Fact("date"): "2017-05-01"})
    assert facts(voss)[Fact("municipality")] == "1601"


@pytest.mark.parametrize(
    ("fact", "value", "message"),
    [
        (Fact("name"), "advisor", "another transcript is named 'advisor'"),
        (Fact("name"), " \n ", "a transcript needs a name"),
        (Fact("municipality"), "Herøy", "fits 2 municipalities"),
        (Fact("municipality"), "Atlantis", "Atlantis"),
        (Fact("date"), "31.2.2020", "is not a date"),
        (Fact("role", "V"), "advisr", "there is no role 'advisr'"),
        (Fact("role", "X"), "advisor", "has no speaker labelled 'X'"),
        (Fact("label", "V"), "d", "another speaker is labelled 'd'"),
        (Fact("label", "V"), "", "a speaker needs a label"),
        (Fact("speaks_for", "V"), "D", "V speaks for D and is no interpreter"),
        (Fact("takes_part", "D"), "perhaps", "is 'perhaps'"),
        (Fact("takes_part", "I"), "yes", "I is interviewer and no informant"),
        (Fact("variable", "date"), "1", "date is not the name of a variable"),
        (Fact("variable", "data_class"), "svart", "black data"),
    ],
)
def test_what_cannot_be_said_is_refused_where_it_was_said_and_nothing_is_written(
    voss: Project, fact: Fact, value: str, message: str
) -> None:
    before = verify(voss).content_hash
    with pytest.raises(Unfit, match=message) as refused:
        put(voss, {Fact("municipality"): "Voss", Fact("variable", "x"): "1", fact: value})
    assert refused.value.fact == fact
    assert verify(voss).content_hash == before


def test_who_is_no_interpreter_any_more_speaks_for_nobody(voss: Project) -> None:
    put(voss, {Fact("role", "T"): "interpreter", Fact("role", "D"): "participant"})
    assert facts(voss)[Fact("speaks_for", "T")] == "D"
    put(voss, {Fact("role", "T"): "other"})
    assert facts(voss)[Fact("speaks_for", "T")] is None


def test_another_label_is_the_records_alone_and_the_text_is_read_as_before(voss: Project) -> None:
    put(voss, {Fact("role", "V"): "advisor"})
    put(voss, {Fact("label", "V"): "Veileder Kari", Fact("label", "D"): "V"})
    ways = ways_to_read(voss, "voss")
    assert ways.text == TALK
    assert ways.now == 0
    assert not recognise_again(voss, KARI, "voss").changed
    again = recognise_again(voss, KARI, "voss", joined={"T": "D"})
    assert again.gone == ("T",)
    assert facts(voss)[Fact("role", "Veileder Kari")] == "advisor"
    assert Fact("role", "D") not in facts(voss)


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(voss: Project) -> None:
    seen = facts(voss)
    put(voss, {Fact("date"): "2020-01-02"})
    with pytest.raises(StaleWrite, match="date has been changed to 2020-01-02"):
        put(voss, {Fact("date"): "2021-01-02"}, seen=seen)
    put(voss, {Fact("municipality"): "Voss"}, seen=seen)


def test_setting_a_value_again_settles_a_conflict_about_it(
    make_project: Callable[[str], Project],
) -> None:
    kari, jonas = make_project("kari"), make_project("jonas")
    for project, coder, day in ((kari, KARI, "2020-01-02"), (jonas, JONAS, "2020-01-03")):
        known = transcript_named(project, "advisor").id
        correct(project, coder, known, {Fact("date"): day})
    assert [one.field for one in merge(kari, KARI, [jonas.location]).conflicts] == ["date"]
    shown = facts(kari, "advisor")[Fact("date")]
    done = put(kari, {Fact("date"): shown}, "advisor")
    assert [one.fact for one in done.changes] == [Fact("date")]
    merge(jonas, JONAS, [kari.location])
    assert verify(kari).content_hash == verify(jonas).content_hash
    assert facts(jonas, "advisor")[Fact("date")] == shown


def test_a_table_fills_what_is_empty_and_says_of_each_row_what_it_kept(
    voss: Project, tmp_path: Path
) -> None:
    put(voss, {Fact("municipality"): "Voss", Fact("role", "V"): "advisor"})
    table = tmp_path / "meta.csv"
    table.write_text(
        "file,municipality,date,roles,kjønn,takes_part\n"
        'voss.txt,Oslo,2020-01-02,"V=employer;D=participant",kvinne,D=yes\n'
        "participant,,,,mann,\n"
        "nobody.txt,,,,mann,\n",
        encoding="utf-8",
    )
    rows = read_metadata(table)
    first, second, third = correct_from_table(voss, KARI, rows)
    assert (first.status, second.status, third.status) == ("set", "set", "failed")
    assert {str(one.fact) for one in first.kept} == {"municipality", "role of V"}
    assert facts(voss)[Fact("municipality")] == "4621"
    assert facts(voss)[Fact("date")] == "2020-01-02"
    assert facts(voss)[Fact("takes_part", "voss/D")] == "yes"
    assert facts(voss, "participant")[Fact("variable", "kjønn")] == "mann"
    before = verify(voss).content_hash
    again = correct_from_table(voss, KARI, rows)
    assert [one.status for one in again] == ["unchanged", "unchanged", "failed"]
    assert verify(voss).content_hash == before
    (changed, *_) = correct_from_table(voss, KARI, rows, overwrite=True)
    assert {str(one.fact) for one in changed.changes} == {"municipality", "role of V"}
    assert not changed.kept
    undo_and_redo.undo(voss, KARI)
    assert verify(voss).content_hash == before


def test_a_person_in_two_rows_is_one_and_the_second_row_keeps_what_the_first_said(
    voss: Project, tmp_path: Path
) -> None:
    table = tmp_path / "meta.csv"
    table.write_text(
        "file,informants,quotation\nvoss.txt,V=VEIL-1,yes\nadvisor,Veileder=VEIL-1,no\n",
        encoding="utf-8",
    )
    _, second = correct_from_table(voss, KARI, read_metadata(table))
    assert [(str(one.fact), one.before) for one in second.kept] == [
        ("consent to quotation of VEIL-1", "yes")
    ]
