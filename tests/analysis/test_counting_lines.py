"""Numbers of pages and numbered headings between turns belong to nobody; a number said is said."""

import pytest

from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.formats.transcripts import read_transcript_bytes

ANSWERS = (
    "Vi flyttet hit i fjor høst, og huset var kaldt.",
    "Naboene var greie helt fra begynnelsen av.",
    "Jeg savner egentlig bare havet.",
    "Det tok lang tid å finne noe å gjøre.",
)


def read(lines: list[str]) -> tuple[list[str], Recognition]:
    """Return the lines that are outside, and the reading, of lines without blank ones between."""
    source = read_transcript_bytes("\n".join(lines).encode(), "intervju.txt")
    reading = recognise(source)
    return [lines[each.place] for each in reading.outside], reading


def talk(*between: str, form: str = "{}: {}") -> list[str]:
    """Return an interview with one of the lines below each of its first answers."""
    lines = []
    for number in range(max(5, len(between) + 1)):
        lines += [
            form.format("Oda", "Hvordan var det den første tiden?"),
            form.format("Per", ANSWERS[number % 4]),
            ANSWERS[(number + 1) % 4],
            *between[number : number + 1],
        ]
    return lines


@pytest.mark.parametrize("form", ["{}: {}", "[{}] {}", "{} – {}", "{}\n{}", "{}\t{}"])
@pytest.mark.parametrize(
    "numbers",
    [
        ("- 3 -", "- 4 -"),
        ("– 7 –",),
        ("3", "4", "5"),
        ("[1]", "[2]"),
        ("2/9", "3/9"),
        ("Sayfa 2", "Sayfa 3"),
        ("Side 2/12",),
        ("第4页", "第5页"),
    ],
)
def test_the_number_of_a_page_is_said_by_nobody_without_blank_lines(
    numbers: tuple[str, ...], form: str
) -> None:
    outside, reading = read("\n".join(talk(*numbers, form=form)).split("\n"))
    assert outside == [*numbers]
    assert set(reading.speakers) == {"Oda", "Per"}
    assert not reading.doubts


def test_numbers_within_the_last_answer_do_not_end_the_interview() -> None:
    lines = [*talk("2", "3"), "4", "Og så kom våren, og da ble alt lettere."]
    outside, reading = read(lines)
    assert outside == ["2", "3", "4"]
    assert not any(each.zone == "back" for each in reading.outside)


def test_a_number_alone_that_follows_no_other_is_asked_about() -> None:
    outside, reading = read(talk("4"))
    assert outside == []
    assert [(doubt.line, doubt.remedy) for doubt in reading.doubts] == [(4, "outside")]


@pytest.mark.parametrize("numbers", [("2", "3", "4"), ("12", "7", "30")])
def test_a_number_that_answers_a_question_is_said(numbers: tuple[str, ...]) -> None:
    lines: list[str] = []
    for number in numbers:
        lines += ["Oda", "Hvor mange bodde dere i huset?", "Per", number]
    outside, reading = read(lines)
    assert outside == []
    assert not reading.doubts


def test_numbered_headings_above_labels_are_outside_in_a_script_without_capitals() -> None:
    lines = [
        "أحمد: كيف كان البيت؟",
        "1. البيت",
        "عمر: كان بارداً.",
        "2. الجيران",
        "أحمد: والجيران؟",
        "عمر: طيبون جداً.",
    ]
    outside, _ = read(lines)
    assert outside == [lines[1], lines[3]]


def test_a_list_that_somebody_tells_is_said() -> None:
    lines = talk("1. huset", "2. jobben")
    lines[3:4] = ["1. huset", "2. havet"]
    outside, _ = read(lines)
    assert outside == []
