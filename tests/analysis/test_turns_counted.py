"""Numbers and letters that count something up are no speakers, or are asked about."""

import pytest

from kodeverk.analysis.recognition.turns import recognitions
from tests.transcript_files import recognition_of, source_of

ASKED = ("Who mends the nets?", "What is the rope made of?", "When did the ferry stop?")
ANSWERED = ("My uncle does.", "Hemp, mostly.", "Long before I was born.")


@pytest.mark.parametrize("first", [1, 4])
def test_answers_that_are_counted_as_their_questions_are_no_speakers(first: int) -> None:
    asked = "".join(f"{n}- {each}\n" for n, each in enumerate(ASKED, first))
    answered = "".join(f"{n}- {each}\n" for n, each in enumerate(ANSWERED, first))
    assert recognition_of(f"A talk\n{asked}\nANSWERS\n{answered}").speakers == {}


def test_answers_counted_as_a_part_of_the_questions_are_no_speakers_and_asked_about() -> None:
    asked = "".join(f"{n}- {each}\n" for n, each in enumerate((*ASKED, *ASKED), 1))
    answered = "".join(f"{n}- {each}\n" for n, each in enumerate(ANSWERED, 4))
    reading, other = recognitions(source_of(f"A talk\n{asked}\nANSWERS\n{answered}"))
    assert reading.speakers == {}
    (doubt,) = reading.doubts
    assert doubt.line == 5
    assert other.speakers == {"4": 2, "5": 2, "6": 2}


def test_options_of_a_form_are_no_speakers_and_asked_about() -> None:
    options = ("Boats", "Nets of all kinds", "Rope", "Tar and paint", "Oars")
    lettered = [f"{letter}- {option}" for letter, option in zip("ABCDE", options, strict=True)]
    form = ["\n".join(["What do you have?", "", *lettered[:many]]) for many in (5, 2, 3)]
    reading = recognition_of("\n\n".join(["A form", *form]))
    assert reading.speakers == {}
    assert reading.doubts


@pytest.mark.parametrize("sign", [":", " -"])
def test_three_with_letters_for_names_who_speak_in_turn_are_speakers(sign: str) -> None:
    said = ("We came by boat.", "I walked over the ice.", "My mother carried me, I think.")
    text = "".join(f"{label}{sign} {words}\n" for label, words in zip("ABC", said, strict=True))
    assert recognition_of(5 * text).speakers == {"A": 5, "B": 5, "C": 5}


def test_letters_who_speak_in_turn_and_leave_one_out_are_speakers() -> None:
    said = {"A": "We came by boat.", "B": "I walked over the ice.", "C": "My mother carried me."}
    order = "ABCABACABCBC"
    text = "".join(f"{label}: {said[label]}\n" for label in order)
    assert set(recognition_of(text).speakers) == {"A", "B", "C"}


def test_numbers_among_other_labels_are_asked_about() -> None:
    text = "".join(f"{n}: {ASKED[n - 1]}\nTuva: {ANSWERED[n - 1]}\n" for n in (1, 2, 1, 3, 2, 3, 1))
    assert any("speakers are numbers" in doubt.text for doubt in recognition_of(text).doubts)


def test_who_asks_very_many_people_once_each_speaks_with_each_of_them() -> None:
    asked = "".join(
        f"Talare 1: Vad gör du i byn nu?\nTalare {number}: Jag fiskar.\n"
        for number in range(2, 122)
    )
    speakers = recognition_of(asked).speakers
    assert speakers.pop("Talare 1") == 120
    assert len(speakers) == 120
