"""Tables by one dimension or two, with their totals: each number is that of the slow recount."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kodeverk.analysis.counting.transcripts import CountedTranscript
from kodeverk.errors import NotFound
from kodeverk.model.records import Facet, Speaker
from kodeverk.service.counting import frequencies
from kodeverk.service.cross_table import cross_table
from kodeverk.service.frequency_table import FrequencyRow, FrequencyTable
from kodeverk.store.opening import open_project
from tests.analysis import recount
from tests.analysis.project_recount import Records
from tests.analysis.random_study import make
from tests.strategies import examples

SEEDS = range(examples(ci=2, full=60))
ALL_OF_IT = "*"

Made = tuple[Records, Path]

Key = tuple[str, tuple[str | None, ...], str]
Found = dict[Key, tuple[object, ...]]


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A study made at random: its records, and where it is."""
    with make(tmp_path_factory.mktemp("study"), 2000 + request.param) as project:
        assert project.path is not None
        return Records(project), project.path


def table_of(made: Made, by: str) -> FrequencyTable:
    with open_project(str(made[1])) as project:
        return frequencies(project, by=by, themes=True, totals=True)


def found(rows: tuple[FrequencyRow, ...]) -> Found:
    figures: Found = {(row.code, row.at, row.role): tuple(row[5:15]) for row in rows}
    assert len(figures) == len(rows)
    return figures


def is_total(key: Key) -> bool:
    return None in key[1]


def check(table: FrequencyTable, codes: Found, themes: Found) -> None:
    assert found(table.rows) == {key: row for key, row in codes.items() if not is_total(key)}
    assert found(table.totals) == {key: row for key, row in codes.items() if is_total(key)}
    assert found(table.themes) == {key: row for key, row in themes.items() if not is_total(key)}
    assert found(table.theme_totals) == {key: row for key, row in themes.items() if is_total(key)}
    shown = cross_table(table)
    for line in shown.lines:
        right = themes if line.is_theme else codes
        for at, row in line.cells.items():
            assert right[line.code.key, at, row.role] == tuple(row[5:15])


def within_margins(
    counted: list[CountedTranscript], places: int
) -> Iterator[tuple[tuple[str | None, ...], list[CountedTranscript]]]:
    """The transcripts for each group and each margin of groups written `A|B`."""

    def margins(group: str) -> list[str]:
        parts = group.split("|")
        wider = [[part, ALL_OF_IT] if part != ALL_OF_IT else [part] for part in parts]
        pairs = [[one] for one in wider[0]]
        if places == 2:
            pairs = [[one, two] for one in wider[0] for two in wider[1]]
        return ["|".join(pair) for pair in pairs if pair != parts]

    groups = {
        one
        for transcript in counted
        for group in [transcript.group, *(voice.group for voice in transcript.voices.values())]
        if group is not None
        for one in [group, *margins(group)]
    }
    for group in sorted(groups):
        at = tuple(None if part == ALL_OF_IT else part for part in group.split("|"))
        yield at, recount.within(counted, group, margins)


def recounted(
    records: Records, counted: list[CountedTranscript], places: int
) -> tuple[Found, Found]:
    """The rows for codes and themes that a table of groups has, by the codes' keys."""
    unread = {
        (one.id, code)
        for one in counted
        for transcript, code in records.unread(records.settled()[0])
        if one.id.split()[0] == transcript
    }
    keys = {code.id: code.key for code in records.codes}
    both: tuple[Found, Found] = ({}, {})
    for at, wider in within_margins(counted, places):
        for rows, figures in zip(
            both,
            (
                recount.code_rows(wider, records.codes, unread),
                recount.theme_rows(wider, records.codes, unread),
            ),
            strict=True,
        ):
            rows |= {(keys[code], at, role): row for (code, _, role), row in figures.items()}
    return both


def of_informants(records: Records) -> Callable[[Speaker], str | None]:
    """The pseudonym of each informant; of who has none the role, numbered, and the transcript."""

    def name(speaker: Speaker) -> str | None:
        if speaker.role in ("interviewer", "interpreter"):
            return None
        if speaker.informant is not None:
            return records.pseudonyms[speaker.informant]
        alike = sorted(
            one.id
            for one in records.speakers.values()
            if (one.transcript, one.role, one.informant) == (speaker.transcript, speaker.role, None)
        )
        number = f" {alike.index(speaker.id) + 1}" if len(alike) > 1 else ""
        return f"{speaker.role}{number}, {records.transcripts[speaker.transcript].name}"

    return name


def test_a_table_by_informant_is_that_of_the_recount(made: Made) -> None:
    records, table = made[0], table_of(made, "informant")
    counting, _ = records.settled()
    name = of_informants(records)
    counted = records.as_counted(counting, lambda _: ALL_OF_IT, lambda _: name)
    check(table, *recounted(records, counted, 1))


def test_a_table_of_municipality_and_variable_is_that_of_the_recount(made: Made) -> None:
    records = made[0]
    name = "sex"
    if name not in {one.name for one in records.variables}:
        with pytest.raises(NotFound):
            table_of(made, f"municipality,variable:{name}")
        return
    table = table_of(made, f"municipality,variable:{name}")
    counting, _ = records.settled()
    _, value_in = records.by_variable(name)

    def of(transcript: str) -> Callable[[Speaker], str | None]:
        value = value_in(transcript)

        def both(speaker: Speaker) -> str | None:
            own = value(speaker)
            return None if own is None else f"{records.place(transcript)}|{own}"

        return both

    counted = records.as_counted(counting, lambda one: f"{records.place(one)}|{ALL_OF_IT}", of)
    check(table, *recounted(records, counted, 2))


def with_facet(
    records: Records, counted: list[CountedTranscript], facet: Facet, rows: recount.Rows
) -> Found:
    keys = {code.id: code.key for code in records.codes}
    return {
        (keys[code], (value, None if group == ALL_OF_IT else group), role): row
        for (code, group, role, key, value), row in rows.items()
        if key == facet.key
    }


def test_a_table_of_facet_and_municipality_is_that_of_the_recount(made: Made) -> None:
    records = made[0]
    facet = next(one for one in records.facets if one.key == "emne")
    table = table_of(made, "facet:emne,municipality")
    counting, _ = records.settled()
    unread = records.unread(counting)
    counted = records.as_counted(counting)
    whole = records.as_counted(counting, lambda _: ALL_OF_IT)
    codes, themes = recounted(records, counted, 1)
    codes = {(key, (None, *at), role): row for (key, at, role), row in codes.items()}
    themes = {(key, (None, *at), role): row for (key, at, role), row in themes.items()}
    for some in (counted, whole):
        given = (some, records.codes, unread, [facet])
        codes |= with_facet(records, some, facet, recount.facet_rows(*given))
        themes |= with_facet(records, some, facet, recount.theme_facet_rows(*given))
    check(table, codes, themes)


def test_a_table_of_two_facets_is_that_of_the_recount(made: Made) -> None:
    records, table = made[0], table_of(made, "facet:retning,facet:emne")
    first, second = (
        next(one for one in records.facets if one.key == key) for key in ("retning", "emne")
    )
    counting, _ = records.settled()
    counted = records.as_counted(counting, lambda _: "all")
    for code in recount.shown_codes(counted, records.codes):
        for pair in {row.at for row in table.rows if row.code == code.key}:
            kept = [
                replace(
                    one,
                    codings=[
                        coding
                        for coding in recount.codings_of(one)
                        if coding.code == code.id
                        and all(
                            value in recount.values_carried(code, facet, coding.facets)
                            for facet, value in zip((first, second), pair, strict=True)
                        )
                    ],
                    waiting=(),
                )
                for one in counted
                if (one.id, code.id) not in recount.readable(counted, records.codes, set())
            ]
            unread = records.unread(counting)
            right = recount.code_rows(kept, [code], {one for one in unread if one[1] == code.id})
            row = next(
                row for row in table.rows if (row.code, row.at, row.role) == (code.key, pair, "all")
            )
            assert (row.codings, row.passages, row.words) == (
                right[code.id, "all", "all"][0],
                right[code.id, "all", "all"][1],
                right[code.id, "all", "all"][5],
            )
