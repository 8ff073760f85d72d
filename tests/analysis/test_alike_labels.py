"""Labels of one person are proposed as one; two people never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.recognition.evidence.persons import alike_labels


@pytest.mark.parametrize(
    ("labels", "pairs"),
    [
        ({"Kari Nordmann": 1, "Ola": 9, "Nordmann": 20}, [("Kari Nordmann", "Nordmann")]),
        ({"Kari Nordmann": 9, "Ola": 9, "Kari": 2}, [("Kari", "Kari Nordmann")]),
        (
            {"Kari Nordmann": 9, "Ola": 9, "Kari": 2, "Nordmann": 1},
            [("Kari", "Kari Nordmann"), ("Nordmann", "Kari Nordmann")],
        ),
        ({"Intervjuer": 40, "Int": 2, "V": 42}, [("Int", "Intervjuer")]),
        ({"I": 40, "Intervjuer": 2, "V": 42}, [("Intervjuer", "I")]),
        ({"V": 40, "Veileder": 2, "I": 42}, [("Veileder", "V")]),
        ({"Intervjuer": 40, "Intervjuer 1": 2, "V": 42}, [("Intervjuer 1", "Intervjuer")]),
        ({"KN": 3, "Kari Nordmann": 20, "Ola": 22}, [("KN", "Kari Nordmann")]),
        ({"Intervjuer": 20, "Intevjuer": 1, "Veileder": 21}, [("Intevjuer", "Intervjuer")]),
        ({"WCh": 34, "Wiktoria Chorz": 1, "ML": 20}, [("Wiktoria Chorz", "WCh")]),
        ({"Speaker 1": 12, "Speaker 2": 9, "Speaker l": 6}, [("Speaker l", "Speaker 1")]),
        ({"l": 6, "I": 12, "B": 18}, [("l", "I")]),
        ({"Intervjuer": 13, "Interviuer": 7, "B": 21}, [("Interviuer", "Intervjuer")]),
        ({"Moderatro": 8, "Moderator": 9, "Kari": 21}, [("Moderatro", "Moderator")]),
        ({"Amina": 20, "Amnia": 1, "I": 21}, [("Amnia", "Amina")]),
        ({"Kari": 10, "Karu": 5, "I": 15}, [("Karu", "Kari")]),
        ({"Dr. Nordmann": 1, "A": 8, "Dr": 7}, [("Dr. Nordmann", "Dr")]),
        ({"DELTAKER 2": 20, "DETLAKER 2": 1, "I": 21}, [("DETLAKER 2", "DELTAKER 2")]),
        (
            {"Deltaker": 20, "Deltaker (gjennom tolk)": 3},
            [("Deltaker (gjennom tolk)", "Deltaker")],
        ),
        ({"Amina": 20, "Amina (ler)": 3, "I": 4}, [("Amina (ler)", "Amina")]),
        ({"Speaker 1": 9, "Speaker 2": 9, "Speaker1 1": 1}, [("Speaker1 1", "Speaker 1")]),
        ({"Q": 4, "Entrevistado 1": 9, "Entrevistador": 5}, [("Q", "Entrevistador")]),
        ({"entrevistadora": 3, "interviewer": 8}, [("entrevistadora", "interviewer")]),
        ({"P03": 9, "P04": 6, "P3": 1}, [("P3", "P03")]),
        (
            {"Person A": 9, "Person B": 6, "Person C": 1, "Person Bx": 1},
            [("Person Bx", "Person B")],
        ),
        ({"Żaneta Łucka-Tomczyk": 1, "Ż.Ł-T": 3}, [("Żaneta Łucka-Tomczyk", "Ż.Ł-T")]),
        ({"Mrs Nordmann": 11, "Mrs N": 3, "Me": 12}, [("Mrs N", "Mrs Nordmann")]),
        ({"Mihcael Nord": 5, "Michael Nord": 6}, [("Mihcael Nord", "Michael Nord")]),
    ],
)
def test_labels_of_one_person_are_proposed_as_one(
    labels: dict[str, int], pairs: list[tuple[str, str]]
) -> None:
    assert list(alike_labels(labels)) == pairs


@pytest.mark.parametrize(
    "labels",
    [
        {"Deltaker 1": 20, "Deltaker 2": 20},
        {"Kari": 15, "Ola": 15, "Kari and Ola": 1, "Kari/Ola": 1},
        {"Mrs Nordmann": 11, "Mrs N": 3, "Mrs Nilsen": 12},
        {"Speaker A": 9, "Speaker Anna": 8},
        {"Anna Nordmann": 9, "Anne Nordmann": 8},
        {"Deltaker 1": 20, "Deltaker 2": 1},
        {"Deltaker": 3, "Deltaker 1": 20, "Deltaker 2": 20},
        {"SPEAKER_00": 20, "SPEAKER_01": 1},
        {"D03": 9, "D08": 1},
        {"D03": 9, "D30": 1},
        {"Amina": 10, "Amira": 9},
        {"Marten": 20, "Martens": 9},
        {"BASH": 20, "BUSH": 50},
        {"Dr": 7, "Dr. Nordmann": 3, "Dr. Berg": 3},
        {"I": 10, "Ivar": 9},
        {"A": 10, "B": 1},
        {"H": 10, "I": 10, "P": 10, "Q": 10},
        {"Tolk": 3, "Deltaker (tolk)": 10},
        {"Veileder": 3, "Programveileder 2": 10, "Lærer": 3},
        {"Kari": 20, "Kari Nord": 3, "Kari Berg": 3},
        {"Per": 1, "Pia": 9},
        {"khs": 9, "khs_ort": 9},
        {"001": 9, "002": 9, "1": 2},
        {"Entrevistador": 20, "Entrevistado": 20},
        {"Jan": 20, "Jane": 20},
        {"ENTREVISTADORA": 6, "ENTREVISTADO": 6},
        {"A.K.": 9, "P.B.": 9, "R.K.": 1},
        {"WCh": 9, "Wanda Celt": 1},
        {"Person A": 40, "Person B": 30, "Person C": 1},
    ],
)
def test_labels_that_may_be_two_people_are_not_proposed(labels: dict[str, int]) -> None:
    assert alike_labels(labels) == ()


@given(st.dictionaries(st.text("aAbK 1.", min_size=1, max_size=6), st.integers(1, 30), max_size=8))
def test_a_variant_has_one_main_that_is_no_variant(labels: dict[str, int]) -> None:
    pairs = alike_labels(labels)
    variants = [variant for variant, _ in pairs]
    assert len(set(variants)) == len(variants)
    assert not {main for _, main in pairs} & {*variants}
    assert all({variant, main} <= labels.keys() for variant, main in pairs)
