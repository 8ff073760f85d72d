"""Finding passages across interviews: filters, groups, counts, and what is not to be seen."""

import random
from pathlib import Path
from typing import Any

import pytest

from kodeverk.analysis.counting.scope import Basis, Scope
from kodeverk.errors import BadInput, NotFound, Refused
from kodeverk.model.records import MAIN_ROUND, Coder
from kodeverk.model.text import Span
from kodeverk.service.assigning import assign
from kodeverk.service.coding import add_coding, current_text
from kodeverk.service.counting import frequencies
from kodeverk.service.exports.found_passages import list_with_counts
from kodeverk.service.finding import FoundPassages, find_passages
from kodeverk.service.found_figures import PassageGroup, count_passages
from kodeverk.service.frequency_table import FrequencyTable
from kodeverk.service.passage_query import Grouping, PassageQuery
from kodeverk.service.quoting import Quoted, quote_places
from kodeverk.service.scoping import Selection
from kodeverk.service.surroundings import Context
from kodeverk.store import queries
from kodeverk.store.project import Project
from tests.analysis.random_study import ANNE, make
from tests.service.known_study import apply, done, make_study, remember
from tests.service.trial_project import JONAS, KARI, code_keyed, span_of, transcript_named
from tests.strategies import examples

CHOICES: list[tuple[Scope, Basis]] = [
    ("finished", "final"),
    ("started", "final"),
    ("started", "all"),
]


TRUST = ("Vi stoler", "stoler på […]", "Jeg stoler på henne")
PLAN = '=Planen, sa hun; "den er skrevet"'


def selected(**chosen: Any) -> PassageQuery:
    return PassageQuery(Selection(**chosen))


def find(
    project: Project, query: PassageQuery, by: Grouping = "municipality", reader: Coder = KARI
) -> FoundPassages:
    return find_passages(project, reader, query, by)


def quotes(project: Project, query: PassageQuery, **how: Any) -> list[Quoted]:
    found = find(project, query)
    return [*quote_places(project, KARI, found, found.places, **how)]


def texts(project: Project, query: PassageQuery, **how: Any) -> list[str]:
    return [one.text for one in quotes(project, query, **how)]


def everything(**chosen: Any) -> PassageQuery:
    return selected(scope="started", basis="all", **chosen)


# What is found


def test_identifying_words_are_hidden_unless_they_are_asked_for(study: Project) -> None:
    chosen = selected(codes=("REL-TILLIT",), roles=("advisor",))
    assert texts(study, chosen) == ["Vi stoler", "stoler på […]"]
    assert texts(study, chosen, with_identifying=True) == ["Vi stoler", "stoler på Amir"]
    (marked,) = quotes(study, selected(codes=("X-IDENT",)))
    assert (marked.text, marked.counted) == ("[…]", False)


@pytest.mark.parametrize(
    ("query", "right"),
    [
        (selected(codes=("REL-TILLIT", "REL-TID"), municipalities=("Oslo",)), ["Tiden er knapp"]),
        (
            selected(themes=("REL",), transcripts=("asker-1",)),
            [*TRUST, "henne. Hun", "Hun ringer tilbake"],
        ),
        (selected(facets=(("retning", "hemmer"),)), ["Hun ringer tilbake"]),
        (selected(codes=("REL-TILLIT",), facets=(("retning", "unset"), ("fase", "sist"))), [
            "Jeg stoler på henne"
        ]),
        (selected(codes=("REL-TILLIT",), informants=("ASK-D1",)), [
            "Jeg stoler på henne", "Han stoler"
        ]),
        (selected(codes=("MET-PLAN",), municipalities=("-",)), [PLAN]),
        (PassageQuery(Selection(themes=("REL",)), words="ringer"), ["Hun ringer tilbake"]),
        (PassageQuery(Selection(themes=("REL",)), words="stole", how="forms"), [
            *TRUST, "Han stoler"
        ]),
        (PassageQuery(Selection(codes=("REL-TILLIT",)), beside="REL"), ["Jeg stoler på henne"]),
        (PassageQuery(Selection(codes=("REL-TILLIT",)), beside="REL", near="turn"), [
            "Jeg stoler på henne"
        ]),
        (PassageQuery(Selection(codes=("REL-TILLIT",)), beside="REL", near=5), [
            "stoler på […]", "Jeg stoler på henne"
        ]),
    ],
)  # fmt: skip
def test_every_filter_chooses(study: Project, query: PassageQuery, right: list[str]) -> None:
    assert texts(study, query) == right


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (selected(codes=("REL-TILIT",)), "not in the codebook"),
        (selected(themes=("REL-TILLIT",)), "a code of a theme"),
        (selected(facets=(("retning", "opp"),)), "no value 'opp'"),
        (selected(facets=(("fas", "sist"),)), "no facet 'fas'"),
        (selected(informants=("ASK-D2",)), "no informant"),
        (selected(variables=(("alder", "2"),)), "a variable 'alder'"),
        (selected(variables=(("years", "22"),)), "years has no value '22'"),
        (selected(transcripts=("asker",)), "no transcript"),
        (selected(roles=("leader",)), "the role 'leader'"),
        (selected(municipalities=("Halden",)), "no transcript belongs"),
        (PassageQuery(beside="REL"), "beside no code"),
        (PassageQuery(Selection(codes=("REL",)), words="hun", anywhere=True), "have no codes"),
        (PassageQuery(anywhere=True), "nothing to look for"),
        (PassageQuery(unconfirmed=True, words="a", anywhere=True), "have no codings"),
    ],
)
def test_a_filter_that_fits_nothing_is_an_error_and_not_an_empty_list(
    study: Project, query: PassageQuery, said: str
) -> None:
    with pytest.raises((BadInput, NotFound), match=said):
        find(study, query)


def test_passages_of_a_role_that_nobody_has_name_the_roles_there_are(study: Project) -> None:
    with pytest.raises(NotFound) as raised:
        find(study, selected(roles=("participant",), municipalities=("Oslo",)))
    assert raised.value.hint == "Roles there are: advisor, interviewer."


def test_a_passage_knows_whose_words_it_is_and_under_which_codebook(study: Project) -> None:
    (one,) = quotes(study, selected(codes=("REL-TILLIT",), transcripts=("asker-2",)))
    assert (one.speakers, one.roles) == (("ASK-D1",), ("participant",))
    assert one.coder is not None
    assert (one.coder.name, one.codebook_version, one.origin) == ("Kari", "1", "manual")
    assert (one.municipality.number, one.transcript.municipality) == ("3203", "3203")
    assert (one.counted, one.quotation) == (True, "not asked")


def test_what_is_near_is_near_the_same_coder_unless_any_is_asked_for(tmp_path: Path) -> None:
    with make_study(tmp_path) as project:
        apply(project, JONAS, "asker-1", "Jeg stoler", "REL-TID")
        query = PassageQuery(everything(codes=("REL-TILLIT",)).selection, beside="REL-TID")
        assert texts(project, query) == []
        by_any = PassageQuery(query.selection, beside="REL-TID", by_any=True)
        assert texts(project, by_any) == ["Jeg stoler på henne"]


def test_unfinished_and_unsettled_interviews_are_left_out_and_named(study: Project) -> None:
    found = find(study, selected())
    names = {found.material.transcripts[place.transcript].name for place in found.places}
    assert names == {"asker-1", "asker-2", "oslo", "uten"}
    assert any("unsettled" in note and "uavklart" in note for note in found.notes)
    started = find(study, everything())
    names = {started.material.transcripts[place.transcript].name for place in started.places}
    assert {"uferdig", "uavklart"} <= names


def test_identifying_marks_in_an_earlier_version_keep_quotes_back(tmp_path: Path) -> None:
    with make_study(tmp_path / "own") as project:
        marked = apply(project, KARI, "asker-2", "Han", "X-IDENT")
        with project.writing(KARI, "elsewhere") as writer:
            writer.set("coding", marked, "version", transcript_named(project, "oslo").version)
        with pytest.raises(Refused, match="earlier version"):
            texts(project, selected())
        assert texts(project, selected(), with_identifying=True)


def test_a_passage_comes_with_as_many_words_or_turns_around_it_as_wished(study: Project) -> None:
    query = selected(codes=("REL-TILLIT",), transcripts=("asker-1",), roles=("participant",))
    (few,) = quotes(study, query, context=Context(2))
    assert (few.before, few.after) == ("[…] nå.\n\nASK-D1: ", ". Hun ringer")
    (none,) = quotes(study, query, context=Context(0))
    assert (none.before, none.after) == ("", "")
    (turn,) = quotes(study, query, context=Context(turns=0))
    assert (turn.before, turn.after) == ("ASK-D1: ", ". Hun ringer tilbake.")
    (wide,) = quotes(study, query, context=Context(turns=9))
    assert wide.before.startswith("Intervjuer: Hva skjer her?\n\nVeileder: Vi stoler på […]")


def test_memos_stand_beside_their_passages(tmp_path: Path) -> None:
    with make_study(tmp_path) as project:
        coding = apply(project, JONAS, "oslo", "knapp", "REL-TID")
        remember(project, JONAS, coding, "Hva er knapp?")
        shown = quotes(project, everything(codes=("REL-TID",), transcripts=("oslo",)))
        assert [one.memo for one in shown] == ["", "Hva er knapp?"]


# Words anywhere


def test_words_are_found_in_all_interviews_coded_or_not_and_never_in_labels(study: Project) -> None:
    found = find(study, PassageQuery(words="stoler", anywhere=True))
    assert len(found.places) == 6
    assert {place.coding for place in found.places} == {None}
    assert find(study, PassageQuery(words="deltaker", anywhere=True)).places == ()
    assert find(study, PassageQuery(words="dem deltaker", anywhere=True)).places == ()
    of_role = PassageQuery(Selection(roles=("participant",)), words="stoler", anywhere=True)
    assert texts(study, of_role) == ["stoler", "stoler", "stoler"]
    groups, total = count_passages(study, KARI, find(study, of_role))
    assert {one.name: (one.listed, one.speakers, one.of_speakers) for one in groups} == {
        "3203 Asker": (2, 1, 1),
        "4601 Bergen": (1, 1, 1),
    }
    assert (total.listed, total.speakers, total.of_speakers) == (3, 2, 2)


# Groups and counts


FIGURES = ("codings", "passages", "turns", "transcripts", "speakers", "words", "of_speakers")


def figures(row: Any) -> tuple[Any, ...]:
    return (*(getattr(row, name) for name in FIGURES), row.reason, row.left_out)


def rows_of(table: FrequencyTable, code: str, role: str) -> dict[str, tuple[Any, ...]]:
    rows = [*table.rows, *table.themes]
    return {row.group: figures(row) for row in rows if row.code == code and row.role == role}


def counted(
    project: Project, query: PassageQuery, by: Grouping = "municipality", reader: Coder = ANNE
) -> tuple[dict[str, tuple[Any, ...]], PassageGroup]:
    groups, total = count_passages(project, reader, find(project, query, by, reader))
    return {one.group: figures(one) for one in groups if one.reason != "."}, total


@pytest.mark.parametrize("seed", range(examples(ci=3, full=60)))
def test_what_passages_come_to_is_what_the_frequencies_say(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    scope, basis = CHOICES[seed % len(CHOICES)]
    with make(tmp_path, seed) as project:
        whole = frequencies(project, scope=scope, basis=basis, themes=True)
        by_role = frequencies(project, scope=scope, basis=basis, by="role", themes=True)
        roles = sorted({row.role for row in whole.rows})
        codes = sorted({row.code for row in whole.rows})
        for code in dice.sample(codes, min(4, len(codes))):
            role = dice.choice(roles)
            asked = (role,) if role != "all" else ()
            chosen = {"codes": (code,), "scope": scope, "basis": basis}
            right = {row.group: figures(row) for row in whole.rows
                     if (row.code, row.role) == (code, role)}  # fmt: skip
            by_municipality, total = counted(project, selected(**chosen, roles=asked))
            assert by_municipality == right
            (of_all,) = [one for one in by_role.rows if (one.code, one.role) == (code, role)]
            assert figures(total) == figures(of_all)
            each_role, _ = counted(project, selected(**chosen), "role")
            assert each_role == {
                one.role: figures(one)
                for one in by_role.rows
                if one.code == code and one.role != "all"
            }
        for theme in sorted({row.code for row in whole.themes}):
            of_theme, _ = counted(project, selected(themes=(theme,), scope=scope, basis=basis))
            assert of_theme == {
                row.group: figures(row)
                for row in whole.themes
                if row.code == theme and row.role == "all"
            }


@pytest.mark.parametrize("seed", range(examples(ci=2, full=30)))
def test_a_variable_chooses_those_whom_its_row_in_the_frequencies_has(
    tmp_path: Path, seed: int
) -> None:
    with make(tmp_path, seed) as project:
        for name in ("inne", "sex"):
            try:
                table = frequencies(project, by="variable", variable=name, scope="started")
            except NotFound:
                continue
            for row in table.rows:
                if row.role == "all" and row.group != "-" and row.codings:
                    query = selected(
                        codes=(row.code,), variables=((name, row.group),), scope="started"
                    )
                    _, total = counted(project, query)
                    assert figures(total) == figures(row)


def test_by_informant_each_has_a_group_and_what_touches_two_stands_under_both(
    study: Project,
) -> None:
    found = find(study, selected(codes=("REL-TILLIT",)), "informant")
    assert [found.group_names[place.group] for place in found.places] == [
        *["ASK-D1"] * 2,
        *["Veileder, asker-1"] * 2,
    ]
    groups, _ = count_passages(study, KARI, found)
    assert {one.name: (one.passages, one.speakers) for one in groups if one.passages} == {
        "ASK-D1": (2, 1),
        "Veileder, asker-1": (1, 1),
    }


# What a search coded, and what is not to be seen


def code_as_a_search(project: Project, coder: Coder, name: str, words: str, code: str) -> str:
    transcript = transcript_named(project, name)
    with project.writing(coder, "search") as writer:
        current = current_text(writer, transcript.id)
        span = Span(*span_of(project, name, words))
        return add_coding(writer, coder.id, current, span, code_keyed(project, code), {}, "auto")


def test_what_a_search_coded_is_in_no_final_list_until_it_is_confirmed(tmp_path: Path) -> None:
    with make_study(tmp_path) as project:
        code_as_a_search(project, KARI, "oslo", "knapp", "REL-TILLIT")
        final = find(project, selected(codes=("REL-TILLIT",), municipalities=("Oslo",)))
        assert final.places == ()
        assert any("nobody has confirmed" in note for note in final.notes)
        waiting = PassageQuery(Selection(codes=("REL-TILLIT",)), unconfirmed=True)
        (one,) = quotes(project, waiting)
        assert (one.text, one.origin, one.confirmed) == ("knapp", "auto", False)
        (seen,) = quotes(project, everything(codes=("REL-TILLIT",), municipalities=("Oslo",)))
        assert seen.confirmed is False


def test_who_codes_apart_sees_ones_own_passages_and_where_others_are_hidden(tmp_path: Path) -> None:
    with make_study(tmp_path) as project:
        assign(project, KARI, coders=[KARI.name, JONAS.name], double=1.0, round_name=MAIN_ROUND)
        apply(project, JONAS, "uferdig", "dem", "REL-TILLIT")
        query = everything(codes=("REL-TILLIT",), transcripts=("uferdig",))
        for reader, words in ((KARI, "Jeg stoler"), (JONAS, "dem")):
            found = find_passages(project, reader, query)
            shown = [*quote_places(project, reader, found, found.places)]
            assert ([one.text for one in shown], found.hidden) == ([words], 1)
            _, total = count_passages(project, reader, found)
            assert total.codings == 1
        done(project, KARI, "uferdig")
        assert find_passages(project, KARI, query).hidden == 0


def test_who_codes_apart_is_never_told_how_often_a_colleague_used_a_code(tmp_path: Path) -> None:
    with make_study(tmp_path) as project:
        assign(project, KARI, coders=[KARI.name, JONAS.name], double=1.0, round_name=MAIN_ROUND)
        for words in ("Jeg", "stoler", "dem"):
            apply(project, JONAS, "uferdig", words, "REL-TID")
        told = {
            (found.hidden, found.notes)
            for code in ("REL-TID", "REL-TILLIT", "MET-PLAN")
            for query in [everything(codes=(code,), transcripts=("uferdig",))]
            for found in [find_passages(project, KARI, query)]
        }
        assert len(told) == 1
        assert "in 1 transcript that you code apart" in " ".join(told.pop()[1])


def test_nothing_is_listed_twice_where_codings_are_equal(tmp_path: Path) -> None:
    with make_study(tmp_path) as project:
        code_as_a_search(project, KARI, "oslo", "Tiden er knapp", "REL-TID")
        with project.reading() as connection:
            assert len(queries.codings(connection)) == 14
        assert texts(project, selected(codes=("REL-TID",), municipalities=("Oslo",))) == [
            "Tiden er knapp"
        ]


def test_a_label_that_is_marked_names_no_group_outside_the_project(tmp_path: Path) -> None:
    with make_study(tmp_path) as project:
        apply(project, KARI, "oslo", "Veileder", "X-IDENT")
        found = find(project, everything(codes=("REL-TID",), municipalities=("Oslo",)), "informant")
        listed = list_with_counts(project, KARI, found)
        assert "[…], oslo" in [group.name for group in listed.groups]
        assert "Veileder, oslo" not in listed.found.group_names.values()
        own = list_with_counts(project, KARI, found, with_identifying=True)
        assert "Veileder, oslo" in own.found.group_names.values()
