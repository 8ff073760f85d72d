"""Numbers and addresses that identify by their form. All of them are made up."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.identifying.identifiers import identifiers, is_identity_number

LENGTHS = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def found_in(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in identifiers(text)]


def control_digits(nine: str) -> str | None:
    """Compute the check digits as the definition is told in words; None where there are none."""
    numbers = [int(digit) for digit in nine]
    for weights in ([3, 7, 6, 1, 8, 9, 4, 5, 2], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]):
        total = 0
        for place, weight in enumerate(weights):
            total += numbers[place] * weight
        rest = 11 - total % 11
        if rest == 11:
            rest = 0
        if rest == 10:
            return None
        numbers.append(rest)
    return f"{numbers[9]}{numbers[10]}"


@st.composite
def begun(draw: st.DrawFn) -> str:
    """The first nine digits of a number: person's or D-number, real or synthetic month."""
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, LENGTHS[month])) + draw(st.sampled_from([0, 40]))
    shift = draw(st.sampled_from([0, 40, 80]))
    return f"{day:02}{month + shift:02}{draw(st.integers(0, 99)):02}{draw(st.integers(0, 999)):03}"


@given(begun())
def test_exactly_one_pair_of_check_digits_fits_or_none(nine: str) -> None:
    right = control_digits(nine)
    fitting = [
        a + b
        for a, b in itertools.product("0123456789", repeat=2)
        if is_identity_number(nine + a + b)
    ]
    assert fitting == ([] if right is None else [right])


@pytest.mark.parametrize(
    "begins",
    ["000190", "320190", "310490", "720190", "711390", "014090", "015390", "019390", "300200"],
)
def test_a_day_there_is_not_makes_no_identity_number(begins: str) -> None:
    numbers = (f"{begins}{serial:03}" for serial in range(100, 140))
    assert not any(is_identity_number(nine + (control_digits(nine) or "00")) for nine in numbers)


@pytest.mark.parametrize("wrong", ["", "1", "0101901234", "010190123456", "0101901234a", "٠" * 11])
def test_anything_but_eleven_digits_is_no_identity_number(wrong: str) -> None:
    assert not is_identity_number(wrong)


@pytest.mark.parametrize("written", ["{a}{b}", "{a} {b}", "{a}-{b}"])
def test_an_identity_number_is_found_as_people_write_it(written: str) -> None:
    nine = next(f"150785{n}" for n in range(300, 400) if control_digits(f"150785{n}"))
    number = nine + str(control_digits(nine))
    shown = written.format(a=number[:6], b=number[6:])
    assert found_in(f"Det er {shown}.") == [("identity number", shown)]
    (one,) = identifiers(f"Det er {shown}.")
    assert one.doubt == ""


def test_wrong_check_digits_are_listed_with_a_doubt() -> None:
    (one,) = identifiers("Nummeret er 010190 12345, tror jeg")
    assert (one.kind, one.doubt) == ("identity number", "the check digits do not fit")


@pytest.mark.parametrize(
    "number",
    [
        "22 33 44 55",
        "912 34 567",
        "91234567",
        "4123 4567",
        "91.23.45.67",
        "+47 912 34 567",
        "+4791234567",
        "0047 912 34 567",
        "+252 61 234 5678",
        "+380 44 123 4567",
        "+46 (0)8 123 456",
    ],
)
def test_phone_numbers_are_found_in_their_groupings(number: str) -> None:
    assert found_in(f"Ring meg på {number}, da.") == [("phone", number)]


@pytest.mark.parametrize(
    "text",
    [
        "I 2016 2017 og 2018",
        "00:12:34,567 --> 00:12:36,000",
        "den 12.03.2018 kl. 10.30",
        "100 000 000 kroner",
        "fra 1 til 10 av 25 000",
        "kommune 0301",
        "konto 1234.56.78903",
    ],
)
def test_dates_times_and_sums_are_no_phone_numbers(text: str) -> None:
    assert found_in(text) == []


def test_mail_and_web_addresses_are_found_without_the_full_stop_after_them() -> None:
    text = "Skriv til oda.lunde@lia.kommune.no. Se https://lia.example/om/oda-lunde). Eller @oda_l!"
    assert found_in(text) == [
        ("e-mail", "oda.lunde@lia.kommune.no"),
        ("web address", "https://lia.example/om/oda-lunde"),
        ("web address", "@oda_l"),
    ]


@pytest.mark.parametrize(
    "address", ["Storgata 12", "Nedre Torggate 5 b", "Åsveien 3", "Kongens gate 7, 0153 Lia"]
)
def test_streets_with_a_number_are_addresses(address: str) -> None:
    assert found_in(f"Jeg bor i {address}.") == [("address", address)]


@given(st.text(alphabet="0123456789 +.-:/@www.noaStorgata ", max_size=80))
def test_what_is_found_never_overlaps_and_lies_in_the_text(text: str) -> None:
    spans = sorted((one.start, one.end) for one in identifiers(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
