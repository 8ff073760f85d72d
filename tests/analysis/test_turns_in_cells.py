"""Whose the cells of a table are: paragraphs in one, what stands beside it, and below it."""

import re
from itertools import count

import pytest

from kodeverk.analysis.recognition.lines import with_lines
from kodeverk.analysis.recognition.turns import Recognition, recognise
from tests.transcript_files import recognition_of, source_of

SAID = ("We came by boat.", "It was cold in spring.", "Nobody told us why.", "I stayed for long.")


def table(*further: str, speaker: str = "Tora", last: str = "") -> str:
    """Return a table in HTML; `speaker` speaks in every second row, with `further` paragraphs."""
    more = "".join(f"<p>{each}</p>" for each in further)
    rows = "".join(
        f"<tr><td>Ivo</td><td><p>And then?</p></td></tr>"
        f"<tr><td>{speaker}</td><td><p>{each}</p>{more}</td></tr>"
        for each in SAID
    )
    return f"<table><tr><th>Speaker</th><th>Text</th></tr>{rows}</table>{last}"


def of_page(page: str) -> Recognition:
    return recognition_of(page, "talk.html")


def test_further_paragraphs_of_a_cell_are_its_speakers_with_no_question() -> None:
    reading = of_page(table("And so it was.", "My Mother", "All of us."))
    assert reading.speakers == {"Ivo": 4, "Tora": 4}
    assert reading.doubts == ()
    assert [each.place for each in reading.outside] == [0]


def test_what_stands_below_the_table_is_asked_about() -> None:
    source = source_of(table(last="<p>Nobody knows who says that here.</p>"), "talk.html")
    reading = recognise(source)
    (asked,) = reading.doubts
    assert "below a row of the table" in asked.text
    assert asked.line == len(source.paragraphs)
    left_out = with_lines(source, reading, {asked.line: "outside"})
    assert (left_out.doubts, left_out.turns) == ((), reading.turns)
    assert with_lines(source, reading, {asked.line: "said"}).blocks == reading.blocks


def test_a_note_in_a_cell_is_not_said() -> None:
    source = source_of(table("[laughs]"), "talk.html")
    reading = recognition_of(table("[laughs]"), "talk.html")
    assert {source.line(each.place) for each in reading.outside} == {"Speaker\tText", "[laughs]"}


def test_several_paragraphs_in_the_cell_of_the_speaker_are_asked_about() -> None:
    reading = of_page(table(speaker="<p>Tora</p><p>Berg</p>"))
    assert reading.doubts


@pytest.mark.parametrize("name", ["talk.csv", "talk.html"])
def test_a_short_line_that_ends_the_last_cell_is_no_heading(name: str) -> None:
    rows = "".join(f'Ivo,And then?\nTora,"{each}\n\nMy Mother\nin Berg"\n' for each in SAID)
    text = f"Speaker,Text\n{rows}" if name.endswith("csv") else table("My Mother", "in Berg")
    reading = recognition_of(text, name)
    lines = source_of(text, name).text.split("\n")
    assert reading.speakers == {"Ivo": 4, "Tora": 4}
    assert not {"My Mother", "in Berg"} & {lines[each.place] for each in reading.outside}
    assert reading.doubts == ()


ROWS = (
    ("Anna", "What do you do at the harbour?", ""),
    ("Tom", "I mend the nets, mostly.", "work"),
    ("Anna", "And who pays for the rope?", ""),
    ("Tom", "Nobody does, I think.", "money"),
)


def in_markdown(*headings: str) -> str:
    rows = (headings, ("---",) * len(headings), *ROWS)
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


@pytest.mark.parametrize("heading", ["Code", "Kommentar"])
def test_what_a_coder_writes_beside_what_is_said_is_said_by_nobody_and_told(heading: str) -> None:
    text = in_markdown("Speaker", "Text", heading)
    source = source_of(text, "talk.md")
    reading = recognition_of(text, "talk.md")
    assert [source.text[block.start : block.end] for block in reading.blocks] == [
        words for _, words, _ in ROWS
    ]
    (doubt,) = reading.doubts
    assert doubt.may_wait
    assert "line 4" in doubt.text
    assert "'work' stands below a heading of something else" in doubt.text


def test_a_further_column_whose_heading_tells_nothing_is_asked_about() -> None:
    (doubt,) = recognition_of(in_markdown("Speaker", "Text", "Harbour"), "talk.md").doubts
    assert "line 4" in doubt.text
    assert "what is said stands in 2 cells" in doubt.text


def rows(*given: tuple[str, str]) -> Recognition:
    cells = "".join(f"<tr><td>{who}</td><td>{words}</td></tr>" for who, words in given)
    return of_page(f"<table>{cells}</table>")


GOES_ON = ("", "And there was one thing more.")


def test_a_row_without_a_speaker_goes_on_with_the_one_above_and_is_told() -> None:
    reading = rows(
        *(row for words in SAID for row in (("Ivo", "And then?"), ("Tora", words), GOES_ON))
    )
    assert [doubt.may_wait for doubt in reading.doubts] == [True]
    assert [block.label for block in reading.blocks] == ["Ivo", "Tora"] * 4
    assert reading.doubts[0].text.startswith("utterances that name nobody: 4, the first in line 3")


def test_a_row_without_a_speaker_that_may_be_an_answer_is_nobody_s_and_asked_about() -> None:
    talk = [row for words in SAID for row in (("Ivo", "And then?"), ("Tora", words))]
    for amid in (("Ivo", "Why?"), GOES_ON), (("Ivo", "Well."), GOES_ON, ("Ivo", "I see.")):
        reading = rows(*talk, *amid, *talk[1:])
        assert [block.label for block in reading.blocks].count(None) == 1
        assert [doubt.may_wait for doubt in reading.doubts] == [False]


def test_a_speaker_alone_in_a_row_says_the_row_below() -> None:
    talk = [
        row for words in SAID for row in (("Ivo", ""), ("", "Go on."), ("Tora", ""), ("", words))
    ]
    reading = rows(*talk)
    assert [doubt.may_wait for doubt in reading.doubts] == [True]
    source = "".join(f"<tr><td>{who}</td><td>{words}</td></tr>" for who, words in talk)
    text = source_of(f"<table>{source}</table>", "talk.html").text
    said = [(block.label, text[block.start : block.end].strip()) for block in reading.blocks]
    assert said == [each for words in SAID for each in (("Ivo", "Go on."), ("Tora", words))]


def test_a_year_alone_in_the_cell_of_what_is_said_is_an_answer() -> None:
    reading = of_page(table().replace("It was cold in spring.", "1996."))
    assert [block.label for block in reading.blocks].count("Tora") == len(SAID)
    assert reading.doubts == ()


def test_numbers_in_a_column_of_their_own_are_no_words() -> None:
    number = count(1)
    page = re.sub("<tr><td>(?=Ivo|Tora)", lambda _: f"<tr><td>{next(number)}.</td><td>", table())
    reading = of_page(page.replace("<tr><th>", "<tr><th>No</th><th>"))
    said = source_of(page.replace("<tr><th>", "<tr><th>No</th><th>"), "talk.html").text
    assert reading.speakers == {"Ivo": 4, "Tora": 4}
    assert {said[block.start : block.end] for block in reading.blocks} == {"And then?", *SAID}


def test_a_table_of_facts_above_a_short_talk_in_a_table_hides_no_speakers() -> None:
    words = ("Location", "Place", "Gender", "Occupation", "Duration", "Date", "File name", "Age")
    facts = "".join(f"<tr><td>{word}</td><td>Transcript 2</td></tr>" for word in words)
    rows = "".join(
        f"<tr><td>Int</td><td>Why?</td></tr><tr><td>Res</td><td>{s}</td></tr>" for s in SAID
    )
    reading = of_page(f"<table>{facts}</table><p></p><table>{rows}</table>")
    assert reading.speakers == {"Int": 4, "Res": 4}


def test_the_same_facts_in_a_table_above_each_interview_name_nobody() -> None:
    facts = "<tr><td>Місце</td><td>{}</td></tr><tr><td>Файл</td><td>{}</td></tr>" * 2
    asked = "".join(f"<p>{n}. Where was {n}?</p><p>{s}</p>" for n, s in enumerate(SAID, 1))
    sheets = [f"<table>{facts.format(*'abcd')}</table>{asked}" for _ in range(2)]
    assert of_page("".join(sheets)).speakers.keys() == {"Q", "A"}


@pytest.mark.parametrize(
    "name", ["<p>00:05 {}:</p><p>{}</p>", "<table><tr><td>{}</td><td>{}</td></tr></table>"]
)
def test_the_facts_above_another_interview_in_a_table_are_nobodys(name: str) -> None:
    facts = "".join(
        f"<tr><td>{word}</td><td>{{}} {number}</td></tr>"
        for number, word in enumerate(("Lieu", "Langue", "Profession", "Date", "Projet"))
    )
    said = "".join(
        name.format(who, words)
        for asked, told in zip(SAID, SAID[::-1], strict=True)
        for who, words in (("Ivo", asked), ("Tora", told))
    )
    talks = "".join(f"<table>{facts.format(*whom)}</table>{said}" for whom in ("abcde", "fghij"))
    reading = of_page(talks)
    assert reading.speakers == {"Ivo": 8, "Tora": 8}
    assert sum(each.reason == "a fact above an interview" for each in reading.outside) == 5


@pytest.mark.parametrize("sign", ["|", ";", "\t"])
@pytest.mark.parametrize("has_code", [True, False])
def test_a_code_in_a_cell_behind_the_words_is_asked_about(sign: str, has_code: bool) -> None:
    rows = [
        (name, f"{words} {number}", *((code,) if has_code else ()))
        for number in range(10)
        for name, words, code in (("vt", "and where is mill", "ask"), ("tm", "below lake", "tell"))
    ]
    warnings = recognition_of("".join(f"{sign.join(row)}\n" for row in rows)).warnings
    assert any("in a cell of its own" in told for told in warnings) is has_code
