"""What is no talk: a form that is filled in, a guide, a number that stands once is asked about."""

import pytest

from tests.transcript_files import recognition_of

ASKED = "none asks what another answers"
FORM = (
    "Visitor {number}\nBoat: an old skiff of larch.\nMain trouble: The oars are worn thin.\n"
    "What is missing: A net that holds.\n\n"
)


def doubts_of(text: str) -> list[str]:
    return [doubt.text for doubt in recognition_of(text).doubts]


def test_a_form_filled_in_again_and_again_is_asked_about() -> None:
    text = "".join(FORM.format(number=number) for number in range(1, 5))
    (asked,) = (each for each in doubts_of(text) if ASKED in each)
    assert asked.startswith("line 2, ")
    assert "'Main trouble'" in asked


def test_a_group_in_which_all_answer_each_question_in_turn_is_not_asked_about() -> None:
    talk = "".join(f"{name}: We have two boats.\n" for name in ("Ivo", "Rut", "Per", "Siv"))
    assert not any(ASKED in each for each in doubts_of(talk * 5))


@pytest.mark.parametrize(("stop", "asked"), [("", 1), (".", 0)])
def test_rows_of_a_form_are_asked_about_and_those_in_which_people_speak_are_not(
    stop: str, asked: int
) -> None:
    rows = "Owner\tIvo Mo{stop}\nTrouble\tThe oars are worn{stop}\nMissing\tA net{stop}\n\n"
    text = "".join(f"Boat {number}\n\n{rows.format(stop=stop)}" for number in range(1, 6))
    assert sum(ASKED in each for each in doubts_of(text)) == asked


def test_cards_with_two_headings_are_asked_about() -> None:
    text = "Seen, heard or told\nThey row at dawn.\nWhat it means for us\nThe wind is low.\n" * 4
    assert sum(ASKED in each for each in doubts_of(text)) == 1


def test_a_guide_that_nobody_answers_is_asked_about() -> None:
    asked = "Opening: Who built boat {number}?\n____\nFollow-up: And why?\nBreton: Piv?\n____\n"
    text = "".join(asked.format(number=number) for number in range(1, 6))
    assert sum(ASKED in each for each in doubts_of(text)) == 1


@pytest.mark.parametrize(
    "headings",
    [
        ("Choose Boats", "Mend Them", "Row Out"),
        ("Choose A Boat", "Mend The Oars"),  # also said: `choose a boat`
    ],
)
def test_headings_that_come_back_in_each_section_are_asked_about(headings: tuple[str, ...]) -> None:
    answers = [f"{number}. We choose a boat and mend the keel." for number in range(1, 4)]
    sections = (
        f"1.{section} Rower {section}\n\n"
        + "".join(f"{each}\n\n{words}\n\n" for each, words in zip(headings, answers, strict=False))
        for section in range(1, 5)
    )
    (asked,) = (each for each in doubts_of("".join(sections)) if ASKED in each)
    assert asked.startswith("line 3, ")


@pytest.mark.parametrize(
    "names",
    [("Ivo Mo", "Rut Li"), ("Ivo", "Rut Li", "Per Dal"), ("Rower 1", "Rower 2", "Rower 3")],
)
def test_names_above_what_is_said_in_turns_are_not_asked_about(names: tuple[str, ...]) -> None:
    talk = "".join(f"{name}\n\nWe have two boats, and I mend one.\n\n" for name in names)
    assert not any(ASKED in each for each in doubts_of(talk * 5))


@pytest.mark.parametrize(
    "talk",
    [
        "Ivo: We have two boats.\nRut: And one oar.\nPer: Or none.\n",
        "The old man: Who has an oar?\nRut: I have one.\nPer: Or none.\n",
        "Interviewer: You said boats.\nThe old man: Two of them.\nHis wife: One.\n",
        "Interviewer: Who rows?\nThe old man: Who does not?\n",
    ],
)
def test_people_who_take_turns_are_not_asked_about(talk: str) -> None:
    assert not any(ASKED in each for each in doubts_of(talk * 5))


def test_headings_that_count_interviews_are_asked_about_each() -> None:
    talk = "Ana: Who built the boats?\nRui Sol: My father did.\n" * 4
    counted = f"Tidal Talk 2: a builder\n{talk}Tidal Talk 3: a fisher\n{talk}"
    asked = [each for each in doubts_of(talk + counted) if "speaks once" in each]
    assert [each[:15] for each in asked] == ["'Tidal Talk 2' ", "'Tidal Talk 3' "]


def test_one_of_those_who_are_counted_may_speak_once() -> None:
    talk = "Speaker 1: Who built them?\nSpeaker 2: My father did.\n" * 5
    assert not doubts_of(f"{talk}Speaker 3: He did not.\n{talk}")
