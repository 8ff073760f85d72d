"""Hearings and depositions: names before colons, `Q.` and `A.` under oath, lists of who appears."""

import pytest

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.analysis.recognition.zones.outside import Zone
from tests.transcript_files import source_of

TALK = (
    "MR. HALL: Good morning, and thank you for coming.\n"
    "MS. LUND: We object to the letter of the mill.\n"
    "MR. HALL: That is noted, and we go on.\n"
    "MS. LUND: Then we have nothing to add today.\n"
)
OATH = (
    "Q. Where did you keep the letters of\nthe mill?\n"
    "A. In the cellar, below the stairs.\n"
    "Q. Who had the key?\n"
    "A. My brother had it, and so had I.\n"
)


def turns(text: str) -> list[tuple[str | None, str]]:
    source = source_of(text)
    blocks = recognise(source).blocks
    return [(block.label, source.text[block.start : block.end][:12]) for block in blocks]


def zones(text: str) -> dict[str, Zone]:
    source = source_of(text)
    return {source.line(each.place).strip(): each.zone for each in recognise(source).outside}


@pytest.mark.parametrize("begin", ["", "      "])
def test_who_examines_asks_all_questions_below_and_the_witness_answers(begin: str) -> None:
    oath = "".join(f"{begin}{line}\n" for line in OATH.splitlines())
    text = f"{TALK}EXAMINATION\n{begin}BY MR. HALL:\n{oath}{TALK}{begin}BY THE WITNESS:\n"
    text += f"{begin}A. It was my brother.\n{TALK}CROSS-EXAMINATION BY MS. LUND:\n{oath}"
    found = turns(text)
    assert [label for label, _ in found if label not in ("MR. HALL", "MS. LUND")] == [
        "THE WITNESS"
    ] * 5
    asked = [(label, words) for label, words in found if words.startswith(("Where", "Who had"))]
    assert asked == [
        ("MR. HALL", "Where did yo"),
        ("MR. HALL", "Who had the "),
        ("MS. LUND", "Where did yo"),
        ("MS. LUND", "Who had the "),
    ]
    assert zones(text) == {
        "EXAMINATION": "interlude",
        "BY MR. HALL:": "interlude",
        "BY THE WITNESS:": "interlude",
        "CROSS-EXAMINATION BY MS. LUND:": "interlude",
    }


def test_questions_and_answers_among_names_are_turns_though_nobody_says_who_examines() -> None:
    found = turns(TALK + 3 * OATH + TALK)
    assert {label for label, _ in found} == {"MR. HALL", "MS. LUND", "Q", "A"}
    assert len(found) == 4 + 12 + 4


def test_answers_are_never_the_words_of_who_spoke_before_the_examination() -> None:
    found = turns(f"{TALK}BY MR. HALL:\n{OATH}")
    assert ("MS. LUND", "Then we have") in found
    assert found[-1] == ("A", "My brother h")


LISTS = (
    "APPEARANCES:\nFOR THE MILL:\nAnton Hall, Chief Counsel\nKnut Moe, Clerk\n"
    "APPEARANCES: (Cont'd)\nFOR THE WITNESS:\nPetra Lund, Lund and Aas\nRobert Aas, Lund and Aas\n",
    "SPEAKERS: SEN. ANTON HALL, CHAIRMAN\nSEN. KNUT MOE, R-VIK\n"
    "WITNESSES: PETRA LUND, OF THE MILL\nOLAV BERG, ATTORNEY\n",
)


@pytest.mark.parametrize("persons", LISTS)
def test_lists_of_who_appears_never_speak(persons: str) -> None:
    text = persons + 4 * TALK
    assert {label for label, _ in turns(text)} == {"MR. HALL", "MS. LUND"}
    assert {*zones(text).values()} == {"front"}
    assert not [doubt for doubt in recognise(source_of(text)).doubts if doubt.line]


def test_a_list_of_who_appears_that_comes_back_in_a_second_part_never_speaks() -> None:
    text = 2 * (LISTS[1] + 4 * TALK)
    assert {label for label, _ in turns(text)} == {"MR. HALL", "MS. LUND"}


def test_who_names_others_in_short_lines_still_speaks() -> None:
    talk = "Anna: Hello Ida\nIda: Hello Anna\nAnna: And who else?\nIda: Anna\nGrandmother\n"
    text = 3 * talk
    assert {label for label, _ in turns(text)} == {"Anna", "Ida"}


def test_a_first_label_with_a_mark_before_it_is_never_lost_unasked() -> None:
    text = f"THE MILL BILL\nMAY 2, 1999\n[*] MR. HALL: We are here for the mill.\n{2 * TALK}"
    told = [doubt for doubt in recognise(source_of(text)).doubts if doubt.line == 3]
    assert len(told) == 1


def speakers(text: str) -> set[str]:
    return {*recognise(source_of(text)).speakers}


@pytest.mark.parametrize(
    "label",
    [
        "Dr. h. c. Jan von Tal (Die Grauen)",
        "Jan Tal, Rat des Landes",
        "Jan Tal, Parl. Staatssekretär beim Minister für alte Mühlen",
    ],
)
def test_a_title_or_an_office_makes_nobody_lose_the_floor(label: str) -> None:
    words = ("Es hat lange gedauert, bis der Fluss kam.", "Danke, das war alles von mir.")
    turns = [
        f"Präsidentin Ida Ufer:\n{call}, bitte sehr.\n{who}:\n{begin}\n{words[n % 2]}\n"
        for n, (call, who, begin) in enumerate(
            (
                ("Frau Au hat das Wort", "Ute Au (Rot)", "Verehrte Damen, wir warten seit Mai."),
                ("Nun Herr Bach", "Kai Bach (Blau)", "Am Wasser fehlt es seit Jahren."),
                ("Bald ist Mittag, Herr Tal", label, "Liebe Kollegin, so ist es nicht."),
                ("Noch einmal Frau Au", "Ute Au (Rot)", "Doch, genau so ist es gewesen."),
                ("Herr Bach dazu", "Kai Bach (Blau)", "Mehr habe ich nicht zu sagen."),
            )
        )
    ]
    assert label in speakers("".join(turns))


def test_an_office_in_capitals_before_a_name_and_a_place_is_of_the_label() -> None:
    minister = "SU VE ESKİ DEĞİRMENLER İŞLERİ BAKANI AYLA SU (Taşköy)"
    names = ("CAN DERE (Bursa)", minister, "EFE KAYA (Muş)", minister, "CAN DERE (Bursa)")
    text = "".join(f"BAŞKAN – Buyurun {n}.\n{who} – Teşekkürler.\n" for n, who in enumerate(names))
    assert speakers(text) == {"BAŞKAN", *names}


def test_a_sentence_that_begins_with_two_names_is_nobody() -> None:
    told = "Kari Nord, Ola Lie og alle de andre på skolen sa:"
    text = "".join(f"Ida: Hva skjedde i {n}?\nJon: Vi flyttet hjem.\n{told} Kom.\n" for n in "12")
    assert speakers(text) == {"Ida", "Jon"}
