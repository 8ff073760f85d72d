"""The register of municipalities: sound in itself, and equal to the official statistics."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kodeverk.formats.register import load_register
from kodeverk.model.municipality import folded
from tests.written_files import register_rows

REGISTER = load_register()
ALL = REGISTER.municipalities.values()


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2008, 1, 1), 430),
        (date(2012, 1, 1), 429),
        (date(2013, 1, 1), 428),
        (date(2017, 1, 1), 426),
        (date(2018, 1, 1), 422),
        (date(2020, 1, 1), 356),
        (date(2023, 12, 31), 356),
        (date(2024, 1, 1), 357),
        (None, 357),
    ],
)
def test_there_are_as_many_municipalities_as_there_were(day: date | None, count: int) -> None:
    assert sum(one.valid_on(day) for one in ALL) == count


def test_the_register_is_read_once() -> None:
    assert load_register() is REGISTER


def test_a_number_is_four_digits_and_begins_with_its_county() -> None:
    for number, one in REGISTER.municipalities.items():
        assert number == one.number
        assert len(number) == 4
        assert number.isdecimal()
        assert REGISTER.counties[one.county_number] == one.county


def test_the_norwegian_name_is_one_of_the_official_names() -> None:
    assert all(one.name in one.official.split(" - ") for one in ALL)


def test_a_number_that_ended_was_followed_by_numbers_valid_on_that_day() -> None:
    for one in ALL:
        assert (one.until is None) == (not one.became)
        assert one.since is None or one.until is None or one.since < one.until
        for later in one.became:
            assert REGISTER.municipalities[later].valid_on(one.until)


def test_a_number_that_began_was_made_from_numbers_valid_the_day_before() -> None:
    for one in ALL:
        assert (one.since is None) == (one.number not in REGISTER.made_from)
        for earlier in REGISTER.made_from.get(one.number, ()):
            assert REGISTER.municipalities[earlier].until == one.since


def test_todays_numbers_are_in_use_and_lie_on_the_way_of_what_became_of_it() -> None:
    def ends(number: str) -> set[str]:
        became = REGISTER.municipalities[number].became
        return set().union(*map(ends, became)) if became else {number}

    differing = set()
    for one in ALL:
        assert set(one.today) <= ends(one.number)
        assert all(REGISTER.municipalities[now].until is None for now in one.today)
        if set(one.today) != ends(one.number):
            differing.add(one.number)
    # These lay wholly in one of the two that Ålesund was split into.
    assert differing == {"1504", "1523", "1529", "1534", "1546"}


def test_a_lineage_runs_from_day_to_day_and_holds_nobody_else() -> None:
    for one in ALL:
        lineage = REGISTER.lineage(one)
        assert one in lineage
        for earlier, later in pairwise(lineage):
            assert earlier.until == later.since
            assert earlier.became == (later.number,)
            assert REGISTER.made_from[later.number] == (earlier.number,)


def test_a_merger_ends_a_lineage() -> None:
    assert REGISTER.lineages["0220"] == ("0220",)
    assert REGISTER.lineages["3025"] == ("3025", "3203")
    assert REGISTER.lineages["1601"] == ("1601", "5001")
    assert REGISTER.lineages["0417"] == ("0417", "3413")


def test_no_two_names_are_equal_when_folded_but_spellings_of_one() -> None:
    spellings = defaultdict(set)
    for one in ALL:
        spellings[folded(one.name)].add(one.name)
    assert all(len(names) == 1 for names in spellings.values())
    assert folded("Lærdal") != folded("Lardal")
    assert folded("Vågå") != folded("Vågan")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AURSKOG HOLAND", "Aurskog-Høland"),
        ("aalesund", "Ålesund"),
        ("alesund", "Ålesund"),
        ("Baerum", "Bærum"),
        ("Tromsoe", "Tromsø"),
        ("tromso", "Tromsø"),
        ("Karasjohka", "Kárášjohka"),
        ("Porsáŋgu", "Porsángu"),
        ("A\u030as", "Ås"),
    ],
)
def test_spellings_of_a_name_fold_alike(written: str, name: str) -> None:
    assert folded(written) == folded(name)


def test_todays_register_is_the_official_one(shared: Path) -> None:
    official = register_rows(shared, "municipalities.csv")
    assert {row["kommunenummer"] for row in official} == {
        one.number for one in ALL if one.until is None
    }
    for row in official:
        one = REGISTER.municipalities[row["kommunenummer"]]
        assert one.name == row["kommunenavn"]
        assert one.county == row["fylke"]
        assert one.county_number == row["fylkesnummer"]
        assert one.official == row["offisielt_navn"].removesuffix(f" ({row['fylke']})")
        parallel = {row["samisk_navn"], row["kvensk_navn"]} - {""}
        assert parallel <= set(one.official.split(" - "))


def test_every_old_number_is_valid_and_maps_as_the_official_one(shared: Path) -> None:
    official = defaultdict(set)
    for row in register_rows(shared, "municipalities_old_to_2024.csv"):
        one = REGISTER.municipalities[row["gammel_kode"]]
        official[one.number].add(row["kode_2024"])
        since = date.fromisoformat(row["gyldig_fra_tidligst_kjent"])
        last_known = date.fromisoformat(row["gyldig_til"])
        assert one.valid_on(since)
        assert one.until is None or one.until >= last_known
        name = row["gammelt_navn"].partition(" (")[0]
        assert set(name.split(" - ")) <= set(one.official.split(" - "))
    for number, numbers in official.items():
        assert set(REGISTER.municipalities[number].today) == numbers
    added = REGISTER.municipalities.keys() - official.keys()
    ended = {number for number in added if REGISTER.municipalities[number].until is not None}
    assert ended == {"1723", "1729", "1901", "1915"}


def test_every_official_change_of_number_is_a_step_on_its_day(shared: Path) -> None:
    changed = defaultdict(set)
    for row in register_rows(shared, "municipalities_changes_2016_2026.csv"):
        if row["gammel_kode"] != row["ny_kode"]:
            changed[row["gammel_kode"], date.fromisoformat(row["dato"])].add(row["ny_kode"])
    assert changed == {
        (one.number, one.until): set(one.became)
        for one in ALL
        if one.until is not None and one.until.year >= 2016
    }


@pytest.mark.parametrize(
    "name", ["outcomes_ssb10824_kommune_2011_2014.csv", "outcomes_imdi_direkte_kommune_2014.csv"]
)
def test_every_number_in_the_outcome_statistics_is_known_by_its_name(
    shared: Path, name: str
) -> None:
    for row in register_rows(shared, name):
        if row["kommunenummer"] == "9999":
            continue
        one = REGISTER.municipalities[row["kommunenummer"]]
        for part in row["kommune"].partition(" (")[0].split(" - "):
            assert one.number in REGISTER.bearers[folded(part)]


def test_tables_show_no_name_that_two_of_them_share() -> None:
    shown = [
        number
        for number, one in REGISTER.municipalities.items()
        if one.until is None or len(one.today) > 1
    ]
    names = {REGISTER.unique_name(number) for number in shown}
    assert len(names) == len(shown)
    apart = {number: REGISTER.unique_name(number) for number in ("1818", "1507", "3419")}
    assert apart == {
        "1818": "Herøy (Nordland)",
        "1507": "Ålesund (1507)",
        "3419": "Våler (Innlandet)",
    }
    numbers = ("1818", "1507", "3203", "9999")
    told = [REGISTER.number_and_name(number) for number in numbers]
    assert told == ["1818 Herøy (Nordland)", "1507 Ålesund", "3203 Asker", "9999"]
    # A number that is counted as another is the same municipality, not a namesake.
    assert [REGISTER.unique_name(number) for number in ("0220", "3203")] == ["Asker", "Asker"]
