"""What stands at the head of each of several interviews in a file names nobody who speaks."""

import pytest

from kodeverk.analysis.recognition.turns import recognise, recognitions
from tests.transcript_files import recognition_of, source_of

SAID = (
    "She mends the nets herself, mostly in the spring when the ice is gone.",
    "Nobody pays for the rope, it is made of what is left.",
    "The ferry has not come since she was nine years old.",
)
SHEETS = (
    ("3 May", "Tora Lund", "net mender"),
    ("4 May", "Bo Vik", "ferryman, now old"),
    ("9 May", "Ella Moe", "smith"),
)


@pytest.mark.parametrize("sign", [": ", "\t", " – "])
def test_facts_above_each_of_several_texts_without_labels_are_no_speakers(sign: str) -> None:
    sheets = [
        f"Day{sign}{day}\nGuest{sign}{name}\nWork{sign}{work}\n\n" + "\n\n".join(SAID)
        for day, name, work in SHEETS
    ]
    reading, *_ = recognitions(source_of("Talks at the lake\n\n" + "\n\n".join(sheets)))
    assert reading.speakers == {}


def test_facts_above_labelled_talks_do_not_take_their_turns_away() -> None:
    talk = "".join(f"Q: And what about it?\nA: {each}\n" for each in SAID)
    sheets = [f"Day\t{day}\nGuest\t{name}\nWork\t{work}\n{talk}" for day, name, work in SHEETS]
    assert recognition_of("\n".join(sheets)).speakers == {"Q": 9, "A": 9}


def test_a_fact_that_holds_what_was_said_is_asked_about_with_the_facts_above_it() -> None:
    sheets = [
        f"Day: {day}\nName: {name}\nWork: {work}\nWhat was said: {' '.join(SAID)}\n"
        for day, name, work in SHEETS
    ]
    reading = recognition_of("Talks at the lake\n\n" + "\n".join(sheets))
    assert reading.speakers == {}
    assert [doubt.line for doubt in reading.doubts] == [3]


def test_three_who_answer_in_few_words_each_time_are_speakers() -> None:
    answers = "Ella: Two a week\nBo: Never\nTora: When it rains, and then I go out in the boat.\n"
    text = "".join(f"{n}. How often is that?\n{answers}\n" for n in range(1, 6))
    reading = recognise(source_of(text))
    assert reading.speakers == {"Ella": 5, "Bo": 5, "Tora": 5} or reading.doubts


def test_labels_alone_above_a_name_among_labels_with_words_are_asked_about() -> None:
    talk = "".join(f"E: And what about it?\nA: {each}\n" for each in SAID)
    text = "".join(f"{talk}\nOrvo:\n{name}\nMail:\nx@sea.no\n\n" for _, name, _ in SHEETS)
    reading = recognition_of(text + "E: Why?\nA: So.\n")
    asked = [doubt for doubt in reading.doubts if "or a fact" in doubt.text]
    assert [doubt.label for doubt in asked] == ["Orvo", "Mail"]
