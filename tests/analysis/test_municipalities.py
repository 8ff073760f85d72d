"""Which municipality somebody means: found in every spelling, never guessed."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.municipalities import resolve, suggested, today
from kodeverk.errors import BadInput, KodeverkError, NotFound
from kodeverk.formats.register import load_register
from kodeverk.model.municipality import Municipality, folded
from tests.written_files import register_rows

REGISTER = load_register()
ALL = tuple(REGISTER.municipalities.values())
TODAYS = tuple(one for one in ALL if one.until is None)
DATES = (
    *(date(2008, 1, 1), date(2012, 7, 1), date(2015, 3, 2), date(2017, 1, 1), date(2018, 3, 14)),
    *(date(2019, 12, 31), date(2020, 1, 1), date(2023, 12, 31), date(2024, 1, 1)),
)
WITHOUT_OUR_LETTERS: tuple[dict[str, str | int | None], ...] = (
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"},
    {"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"},
)
NAMES = {name for one in ALL for name in (*one.official.split(" - "), *one.aliases)}


def found(written: str, on: date | None = None) -> str:
    return resolve(REGISTER, written, on).number


def refusal(written: str, on: date | None = None) -> NotFound:
    with pytest.raises(NotFound) as error:
        resolve(REGISTER, written, on)
    return error.value


def answer_to(written: str, on: date | None = None) -> Municipality | KodeverkError:
    try:
        return resolve(REGISTER, written, on)
    except (NotFound, BadInput) as error:
        return error


def numbers_in(error: KodeverkError) -> set[str]:
    return set(re.findall(r"\b\d{4}\b(?=\s)", error.message)) & REGISTER.municipalities.keys()


def names_in_lineage(one: Municipality) -> set[str]:
    lineage = REGISTER.lineage(one)
    return {
        folded(name)
        for each in lineage
        for name in (each.official, *each.official.split(" - "), *each.aliases)
    }


def once_elsewhere(name: str) -> set[str]:
    """Return the numbers in use that anybody who has borne the name is counted in."""
    bearers = REGISTER.bearers[folded(name)]
    return {now for bearer in bearers for now in REGISTER.municipalities[bearer].today}


@pytest.mark.parametrize(
    ("written", "on", "number"),
    [
        ("0301", None, "0301"),
        ("K-0301", None, "0301"),
        ("Oslo kommune", None, "0301"),
        ("asker", None, "3203"),
        ("  Asker\n", None, "3203"),
        ("aurskog høland", None, "3226"),
        ("Tromso", None, "5501"),
        ("Soer-Varanger", None, "5605"),
        ("Baerum", None, "3201"),
        ("Aas", None, "3218"),
        ("Voss herad", None, "4621"),
        ("Gáivuotna – Kåfjord – Kaivuono", None, "5540"),
        ("Kåfjord/Gáivuotna", None, "5540"),
        ("Yykea", None, "5536"),
        ("1818 Herøy", None, "1818"),
        ("Herøy (1818)", None, "1818"),
        ("1818 Herøy (Nordland)", None, "1818"),
        ("Herøy (Nordland)", None, "1818"),
        ("Herøy kommune i Nordland fylke", None, "1818"),
        ("Herøy, Møre og Romsdal", None, "1515"),
        ("heroy på Helgeland", None, "1818"),
        ("Nes i Hallingdal", None, "3322"),
        ("Våler (Hedmark)", None, "3419"),
        ("Nes (Akershus)", None, "3228"),
        ("Kristiansand S", None, "4204"),
        ("Ålesund (2024-)", None, "1508"),
        ("Halden (-2019)", None, "3101"),
        ("Vågå", None, "3435"),
        ("Vågan", None, "1865"),
        ("Haram", None, "1580"),
        ("Harstad", None, "5503"),
        ("Halden (-2019)", date(2016, 5, 1), "0101"),
        ("0101 Halden (-2019)", date(2016, 5, 1), "0101"),
        ("0228 Rælingen (1929-2019)", date(2016, 5, 1), "0228"),
        ("0417 Stange", date(2017, 5, 1), "0417"),
        ("Asker", date(2018, 3, 14), "0220"),
        ("Volda", date(2018, 3, 14), "1519"),
        ("Trondheim", date(2018, 3, 14), "5001"),
        ("Trondheim", date(2017, 12, 31), "1601"),
        ("Trondheim - Tråante", date(2017, 12, 31), "1601"),
        ("Steinkjer – Stïentje", date(2018, 3, 14), "5004"),
        ("Nesbyen", date(2018, 3, 14), "0616"),
        ("Nes", date(2022, 3, 14), "3034"),
        ("Bø", date(2022, 3, 14), "1867"),
        ("Bø i Telemark", date(2018, 3, 14), "0821"),
        ("Ålesund", date(2018, 3, 14), "1504"),
        ("Ålesund", date(2021, 3, 14), "1507"),
        ("Ålesund", date(2024, 3, 14), "1508"),
        ("Mandal", date(2019, 12, 31), "1002"),
        ("Harstad", date(2012, 12, 31), "1901"),
    ],
)
def test_what_people_write_is_found(written: str, on: date | None, number: str) -> None:
    assert found(written, on) == number


def test_two_heroy_are_listed_with_number_and_county_and_neither_is_chosen() -> None:
    error = refusal("Herøy")
    assert "1515 Herøy (Møre og Romsdal) and 1818 Herøy (Nordland)" in error.message
    assert "number" in error.hint
    assert numbers_in(refusal("heroey kommune", date(2017, 5, 1))) == {"1515", "1818"}


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("Våler", {"3114", "3419"}),
        ("Bø", {"1867", "4020", "0821"}),
        ("Nes", {"3228", "3322", "0616"}),
        ("Os", {"3430", "4624", "1243"}),
        ("Sande", {"1514", "3903", "0713"}),
        ("Ålesund", {"1508", "1580", "1507"}),
    ],
)
def test_a_name_that_meant_another_place_before_is_asked_about_without_a_date(
    name: str, numbers: set[str]
) -> None:
    assert numbers_in(refusal(name)) == numbers


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("Mandal", {"1002", "4205"}),
        ("Askim", {"0124", "3118"}),
        ("Bø i Telemark", {"0821", "4020"}),
        ("Asker (-2019)", {"0220", "3203"}),
        ("Stokke", {"0720", "3905", "3907"}),
        ("Snillfjord", {"5012", "5055", "5056", "5059"}),
        ("Divtasvuodna", {"1850", "1806", "1875"}),
        ("Sandøy", {"1546", "1508"}),
    ],
)
def test_a_merged_or_split_name_is_told_what_it_became_and_never_replaced(
    name: str, numbers: set[str]
) -> None:
    error = refusal(name)
    assert numbers_in(error) == numbers
    assert "date of the interview" in error.hint


def test_a_name_younger_than_the_interview_is_told_what_it_was_made_from() -> None:
    error = refusal("Lillestrøm", date(2018, 3, 14))
    assert numbers_in(error) >= {"0226", "0227", "0231"}
    assert "was made from" in error.message


def test_a_number_typed_without_its_zero_is_suggested_and_not_taken() -> None:
    assert "0301 Oslo" in refusal("301").hint
    assert "0301 Oslo" in refusal("301 Oslo").hint


def test_a_county_number_or_an_unknown_number_is_refused() -> None:
    assert "county Nordland" in refusal("18").hint
    assert "9999" in refusal("9999").message
    assert "four digits" in refusal("030100").hint


def test_a_number_that_contradicts_the_name_or_county_is_refused() -> None:
    for written in ("1818 Asker", "1818 Herøy (Møre og Romsdal)", "1818 (Rogaland)", "0220 Oslo"):
        assert "contradicts" in refusal(written, date(2018, 1, 1)).message


def test_a_number_out_of_use_on_the_day_says_what_it_became_or_was() -> None:
    assert "became 3413 Stange" in refusal("0417").message
    assert "became 3413 Stange" in refusal("0417 Stange", date(2021, 1, 1)).message
    error = refusal("3203", date(2018, 3, 14))
    assert "made from 0220 Asker" in error.message
    assert numbers_in(error) == {"3203", "0220", "0627", "0628"}
    assert numbers_in(refusal("1580", date(2018, 3, 14))) == {"1580", "1534"}


def test_a_county_that_does_not_fit_lists_the_namesakes() -> None:
    assert numbers_in(refusal("Herøy (Rogaland)")) == {"1515", "1818"}
    assert numbers_in(refusal("Asker i Nordland")) == {"3203"}
    assert numbers_in(refusal("Herøy (Nordland) (Rogaland)")) == {"1515", "1818"}


def test_a_misspelt_name_gets_suggestions_and_no_answer() -> None:
    assert "Vågan" in refusal("Vaagann").hint
    assert "3411 Ringsaker" in refusal("Ringsakker").hint
    assert "0124 Askim" in refusal("Askimm").hint
    assert refusal("Xyzzyx").hint.startswith("Check the spelling")


@pytest.mark.parametrize("written", ["", "   ", "()", "–", "(-2019)"])
def test_nothing_is_not_a_municipality(written: str) -> None:
    with pytest.raises(BadInput):
        resolve(REGISTER, written, None)


def test_a_day_before_the_register_begins_is_refused_not_guessed() -> None:
    for written, on in (("Oslo", date(2007, 12, 31)), ("Sarpsborg (1838-1991)", None)):
        with pytest.raises(BadInput, match="2008-01-01"):
            resolve(REGISTER, written, on)


def test_an_open_period_that_began_long_ago_is_no_obstacle() -> None:
    assert found("Oslo (1838-)") == "0301"


def test_control_characters_in_what_is_written_never_reach_the_message() -> None:
    assert "\x1b" not in refusal("\x1b[31mHerøyy").message


@pytest.mark.parametrize("on", [None, *DATES])
def test_every_number_is_found_on_its_days_and_refused_on_others(on: date | None) -> None:
    for one in ALL:
        if one.valid_on(on):
            for written in (one.number, f"{one.number} {one.name}", f"{one.number} {one.official}"):
                assert resolve(REGISTER, written, on) is one
        else:
            instead = numbers_in(refusal(one.number, on)) - {one.number}
            assert instead
            assert all(REGISTER.municipalities[number].valid_on(on) for number in instead)


def test_every_municipality_of_today_is_found_by_every_name_or_listed_with_the_others() -> None:
    for one in TODAYS:
        spellings = [
            one.name,
            one.official,
            one.official.replace(" - ", " – "),
            one.official.replace(" - ", "/"),
            *one.official.split(" - "),
            f"{one.name} kommune",
            one.name.lower(),
            one.name.replace("-", " "),
            *(one.name.translate(str.maketrans(letters)) for letters in WITHOUT_OUR_LETTERS),
        ]
        meant = once_elsewhere(one.name)
        for written in spellings:
            if meant == {one.number}:
                assert resolve(REGISTER, written, None) is one
            else:
                assert numbers_in(refusal(written)) >= meant >= {one.number}


def test_every_municipality_of_today_is_found_by_name_and_county_unless_the_county_has_two() -> (
    None
):
    unsettled = set()
    for one in TODAYS:
        for written in (f"{one.name} ({one.county})", f"{one.name} i {one.county}"):
            try:
                assert resolve(REGISTER, written, None) is one
            except NotFound:
                unsettled.add(one.name)
    assert unsettled == {"Ålesund"}


@pytest.mark.parametrize("on", DATES)
def test_every_name_of_a_day_is_found_that_day_or_listed_with_its_namesakes(on: date) -> None:
    for name in NAMES:
        bearers = [REGISTER.municipalities[number] for number in REGISTER.bearers[folded(name)]]
        valid = {one.number for one in bearers if one.valid_on(on)}
        if len(valid) == 1:
            assert {found(name, on)} == valid
        elif valid:
            assert numbers_in(refusal(name, on)) == valid
        else:
            answer = answer_to(name, on)
            if isinstance(answer, Municipality):
                assert any(answer in REGISTER.lineage(one) for one in bearers)
            else:
                assert numbers_in(answer)


@given(
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(["", " kommune", " (Nordland)", " i Viken", " (-2019)", " (2020-)", " / Oslo"]),
    st.none() | st.dates(date(2008, 1, 1), date(2030, 1, 1)),
)
def test_an_answer_always_bears_the_name_given_and_is_valid_that_day(
    name: str, after: str, on: date | None
) -> None:
    answer = answer_to(name + after, on)
    if isinstance(answer, Municipality):
        assert answer.valid_on(on)
        assert folded(name) in names_in_lineage(answer)
    else:
        assert answer.message
        assert answer.hint


@given(
    st.text(max_size=12) | st.text("0123456789() -–/,.iåÅ", max_size=12),
    st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)
def test_whatever_is_written_gives_what_it_names_or_an_error_that_can_be_acted_on(
    written: str, on: date | None
) -> None:
    answer = answer_to(written, on)
    if isinstance(answer, Municipality):
        assert answer.valid_on(on)
        assert answer.number in written or any(
            name in folded(written) for name in names_in_lineage(answer)
        )
    else:
        assert answer.message
        assert answer.hint


@given(st.sampled_from(sorted(NAMES)), st.data())
def test_a_name_with_one_letter_changed_is_never_taken_for_another(
    name: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abdefgiklmnoprstuvyæøå"))
    changed = name[:place] + letter + name[place + 1 :]
    answer = answer_to(changed)
    assert isinstance(answer, KodeverkError) or folded(changed) in names_in_lineage(answer)


def test_an_old_number_is_counted_as_todays_and_a_sentence_says_so() -> None:
    counted = today(REGISTER, "0220")
    assert counted.now == REGISTER.municipalities["3203"]
    assert counted.sentence == "0220 Asker is counted as 3203 Asker."
    assert today(REGISTER, "3203").sentence == ""
    assert today(REGISTER, "1729").sentence == "1729 Inderøy is counted as 5053 Inderøy."


def test_a_split_number_is_counted_as_none_and_the_sentence_names_all() -> None:
    counted = today(REGISTER, "1507")
    assert counted.now is None
    assert [one.number for one in counted.candidates] == ["1508", "1580"]
    assert "1508 Ålesund and 1580 Haram" in counted.sentence


def test_an_unknown_number_is_counted_as_none_with_the_reason() -> None:
    counted = today(REGISTER, "9999")
    assert (counted.now, counted.candidates) == (None, ())
    assert "9999" in counted.sentence


def test_every_number_is_counted_exactly_as_the_official_register_says(shared: Path) -> None:
    official: dict[str, set[str]] = {}
    for row in register_rows(shared, "municipalities_old_to_2024.csv"):
        official.setdefault(row["gammel_kode"], set()).add(row["kode_2024"])
    split = set()
    for number, numbers in official.items():
        counted = today(REGISTER, number)
        assert {one.number for one in counted.candidates} == numbers
        assert (counted.now is None) == (len(numbers) > 1)
        assert bool(counted.sentence) == (numbers != {number})
        if counted.now is None:
            split.add(number)
    assert split == {"0720", "1507", "1613", "1850", "5012"}


def test_every_official_spelling_is_found_or_asked_about(shared: Path) -> None:
    def key(row: dict[str, str]) -> str:
        return folded(row["alias"].removesuffix(" kommune"))

    rows = register_rows(shared, "municipalities_aliases.csv")
    ambiguous = {key(row) for row in rows if row["tvetydig"] == "ja"}
    for row in rows:
        answer = answer_to(row["alias"])
        if key(row) in ambiguous:
            assert isinstance(answer, NotFound)
            assert row["kommunenummer"] in numbers_in(answer)
        elif isinstance(answer, Municipality):
            assert answer.number == row["kommunenummer"]
        else:
            # Only a name out of use, of a municipality that was merged into the one given here.
            assert row["type"].startswith("tidligere_navn")
            assert row["kommunenummer"] in numbers_in(answer)


@pytest.mark.parametrize(
    ("typed", "on", "first"),
    [
        ("Herøy", None, ["1515", "1818"]),
        ("her", None, ["1515", "1818"]),
        ("stav", None, ["1103"]),
        ("Stange", date(2017, 11, 8), ["0417"]),
        ("030", None, ["0301"]),
        ("3203", None, ["3203"]),
        ("Kaivuo", None, ["5540"]),
        ("Mandal", None, ["4205"]),
        ("Trondhjem", None, ["5001"]),
    ],
)
def test_what_is_typed_so_far_lists_those_that_may_be_meant_on_that_day(
    typed: str, on: date | None, first: list[str]
) -> None:
    offered = suggested(REGISTER, typed, on)
    assert [one.number for one in offered[: len(first)]] == first
    assert all(one.valid_on(on) for one in offered)
    assert len({one.number for one in offered}) == len(offered) <= 8


def test_a_whole_name_that_two_bear_offers_these_two_alone() -> None:
    offered = suggested(REGISTER, "Herøy", None, whole=True)
    assert [one.number for one in offered] == ["1515", "1818"]
    assert [one.name for one in suggested(REGISTER, "Vågå", None, whole=True)] == ["Vågå"]


@given(st.text(max_size=20))
def test_whatever_is_typed_something_or_nothing_is_offered(typed: str) -> None:
    assert all(one in ALL for one in suggested(REGISTER, typed, None))
