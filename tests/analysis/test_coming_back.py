"""What comes back as the heads and feet of pages do, and is not surely theirs, is asked about."""

from random import Random

import pytest

from kodeverk.analysis.recognition.doubts.doubt import Doubt
from kodeverk.analysis.recognition.lines import with_lines
from kodeverk.analysis.recognition.paragraphs import read_paragraphs
from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.model.source import Source
from tests.transcript_files import source_of

HEAD = "Samtale med Ragna Solbakk {} 20. januar 2004"
SIGNS = ("deg", ":", '"', "*deg", "8", "u", "%", "")
"""What a program that reads scans makes of the number of a page, each time anew."""
SYLLABLES = ("ra", "be", "lo", "ti", "mu", "sen", "dar", "kol", "vi", "ne", "sto", "gra", "len")
ASKED = "stands 8 times, about a page apart: is it said, or the head or foot of a page?"


def sentence(random: Random) -> str:
    """Return a sentence of invented words, which no other begins as."""
    words = ("".join(random.choices(SYLLABLES, k=3)) for _ in range(12))
    return " ".join(words).capitalize() + "."


def answers(page: int) -> list[str]:
    """Return what is said on a page: a question and its answer, a paragraph a line."""
    random = Random(page)
    said = [sentence(random) for _ in range(page % 3 + 15)]
    return ["I: Hva gjorde dere så?", f"R: {said[0]}", *said[1:]]


def paged(line: str, pages: int = 8) -> list[str]:
    """Return a talk with a line within an answer of each page, read differently on each."""
    lines: list[str] = []
    for page in range(pages):
        said = answers(page)
        lines += [*said[:9], line.format(SIGNS[page % len(SIGNS)]), *said[9:]]
    return [*lines, "I: Takk for at du ville fortelle."]


def read(lines: list[str]) -> tuple[Source, Recognition]:
    source = source_of("\n".join(lines))
    return source, recognise(source)


def of_pages(reading: Recognition) -> list[Doubt]:
    return [doubt for doubt in reading.doubts if "of a page" in doubt.text]


def test_a_head_that_is_read_differently_on_each_page_is_asked_about_once() -> None:
    lines = paged(HEAD)
    _, reading = read(lines)
    (doubt,) = of_pages(reading)
    heads = [number for number, line in enumerate(lines, 1) if line.startswith("Samtale")]
    assert (doubt.line, *doubt.likewise) == (*heads,)
    assert f"line {heads[0]}: 'Samtale med Ragna Solbakk' {ASKED}; likewise in lines" in doubt.text


def test_one_answer_holds_for_all_lines_that_are_alike() -> None:
    lines = paged(HEAD)
    source, reading = read(lines)
    (doubt,) = of_pages(reading)
    assert doubt.line is not None
    first, *others = (doubt.line, *doubt.likewise)
    left_out = with_lines(source, reading, {first: "outside"})
    assert [each.place + 1 for each in left_out.outside] == [first, *others]
    assert not of_pages(left_out)
    said = with_lines(source, reading, {first: "said"})
    assert (said.outside, said.blocks, of_pages(said)) == ((), reading.blocks, [])
    but_one = with_lines(source, reading, {first: "outside", others[0]: "said"})
    assert [each.place + 1 for each in but_one.outside] == [first, *others[1:]]


def test_the_lines_of_a_head_are_asked_about_as_one() -> None:
    lines = "\n".join(paged("Arkivet på Haugen\n" + HEAD + "\nFortrolig")).split("\n")
    _, reading = read(lines)
    (doubt,) = of_pages(reading)
    begins = ("Arkivet", "Samtale", "Fortrolig")
    heads = [number for number, line in enumerate(lines, 1) if line.startswith(begins)]
    assert (doubt.line, *doubt.likewise) == (*heads,)


def test_a_head_below_a_label_alone_in_front_of_what_is_said_is_asked_about() -> None:
    lines = [
        line
        for page in range(8)
        for line in (
            *("I:", "Hva gjorde dere så?", "R:"),
            f"{HEAD.format(SIGNS[page])} {sentence(Random(page))}",
            *(line for said in answers(page)[2:9] for line in ("I:", "Og så?", "R:", said)),
        )
    ]
    (doubt,) = of_pages(read(lines)[1])
    assert (doubt.remedy, 1 + len(doubt.likewise)) == ("file", 8)


def test_a_head_at_the_front_of_what_is_said_is_asked_about_and_taken_out_in_the_file() -> None:
    lines = [
        f"{line} {sentence(Random(number))}" if line.startswith("Samtale") else line
        for number, line in enumerate(paged(HEAD))
    ]
    _, reading = read(lines)
    (doubt,) = of_pages(reading)
    assert (doubt.remedy, 1 + len(doubt.likewise)) == ("file", 8)
    assert ASKED in doubt.text


@pytest.mark.parametrize(
    "line",
    [
        "Og så sang vi for de små",
        "Hva gjorde dere etter at det ble mørkt?",
        "Ja, det var det",
    ],
)
def test_what_comes_back_here_and_there_is_said(line: str) -> None:
    lines = paged("")
    for place in (3, 8, 17, 21, 60, 66, 70, 110):
        lines.insert(place, line)
    assert not of_pages(read(lines)[1])


def test_a_usual_reply_and_a_set_question_are_said_however_evenly_they_come() -> None:
    reply = [
        line for page in range(8) for line in ("R: Det husker jeg ikke noe av", *answers(page))
    ]
    assert not of_pages(read(reply)[1])
    question = paged("Og hvordan gikk det med de andre da {}, tror du?")
    assert not of_pages(read(question)[1])


def test_what_is_asked_again_and_is_all_that_stands_below_a_label_is_no_head_of_a_page() -> None:
    lines = [
        line
        for page in range(8)
        for line in (
            *("I:", "Fortell gjerne om livet her ute på øya, og om båtene."),
            *(line for said in answers(page)[2:9] for line in ("R:", said, "I:", "Og så?")),
        )
    ]
    assert not of_pages(read(lines)[1])
    headed = [
        f"{line} {sentence(Random(n))}" if "øya" in line else line for n, line in enumerate(lines)
    ]
    assert of_pages(read(headed)[1])


def test_words_that_are_said_all_the_time_are_no_head_however_evenly_they_come() -> None:
    told = "Og det var sånn, ja, og ja, sånn var det, for ja, sånn var det."
    lines = [f"{line} {told}" for line in paged("\nJa, det var sånn\n")]
    usual = "\n".join(lines).replace(f"sånn\n {told}", "sånn\n").split("\n")
    assert not of_pages(read(usual)[1])
    title = [line.replace("Ja, det var sånn", "Ja, Det Var Sånn") for line in usual]
    assert of_pages(read(title)[1])


def test_a_long_paragraph_that_is_told_again_is_no_head_of_a_page() -> None:
    told = paged("Det var en gang tre søsken som gikk ut i verden. " * 9)
    assert not of_pages(read(told)[1])


FOOT = "Samtale med Ragna Solbakk om gården og livet der"


def with_feet(said_within: str = "", page_without: int = -1) -> list[str]:
    """Return a talk of eight pages with a foot and a number, one of them perhaps without."""
    lines: list[str] = []
    for page in range(8):
        said = answers(page)
        feet = ["", FOOT, str(page + 1), ""] if page != page_without else ["", str(page + 1), ""]
        within = [said_within] if page == 3 and said_within else []
        lines += [*said[:7], *within, *said[7:], *feet]
    return [*lines, "I: Takk for at du ville fortelle."]


def test_who_says_the_words_of_a_foot_that_is_known_on_that_page_is_not_asked() -> None:
    _, reading = read(with_feet("Samtale med Ragna Solbakk hadde vi ofte, og det var fint."))
    assert of_pages(reading) == []


def test_the_words_of_a_foot_on_the_only_page_that_has_none_are_asked_about() -> None:
    lines = with_feet(page_without=3)
    above = lines.index("4") - 2
    lines[above] = f"{FOOT} {lines[above]}"
    _, reading = read(lines)
    assert [doubt.line for doubt in of_pages(reading)] == [above + 1]


def test_a_foot_between_a_name_and_the_time_below_it_is_outside_the_interview() -> None:
    lines: list[str] = []
    for page in range(8):
        said = [sentence(Random(page))] * 2
        for turn in range(5):
            name = ("INGRID", "OLA")[turn % 2]
            feet = ["", FOOT, str(page + 1), ""] if turn == page % 3 + 1 else []
            lines += [name, *feet, f"0{page}:{turn}0:00", *said, ""]
    source, reading = read(lines)
    marks = [number for number, line in enumerate(lines, 1) if line == FOOT]
    zones = {paragraph.line: paragraph.zone for paragraph in read_paragraphs(source, reading)}
    assert [zones[number] for number in marks] == ["interlude"] * 8
    assert reading.speakers == {"INGRID": 24, "OLA": 16}
