"""A file of excerpts from several talks: what heads each, and what is quoted in between."""

import io
from collections.abc import Sequence

import docx
import pytest

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from tests.transcript_files import source_of

ASKED = (
    "And who mended the looms in those years, if anybody did?",
    "How did you come to the mill at all?",
    "What was it like to work by the ford?",
)
ANSWERED = (
    "An old woman did. She never said much, and nobody asked her.",
    "By boat. The road was not built until later.",
    "It was cold, and we sang all the same.",
)
QUOTED = "I remember a day on which nobody came, and we went home before the bell."
HEADS = (
    "1201 (woman, weaver, born by the ford, no children)",
    "1204 (man, smith, born in the town, two children)",
    "1207 (woman, cook, born by the ford, one child)",
)


def excerpt() -> list[str]:
    pairs = zip(2 * ASKED, 2 * ANSWERED, strict=True)
    return [line for asked, told in pairs for line in (f"INT: {asked}", f"RES: {told}")]


def asked_about(lines: Sequence[str], words: str) -> set[str]:
    """Return the lines of a file that a doubt with these words names."""
    doubts = recognise(source_of("\n".join(lines))).doubts
    return {
        lines[line - 1]
        for doubt in doubts
        if words in doubt.text and doubt.line
        for line in (doubt.line, *doubt.likewise)
    }


def test_what_stands_without_a_label_where_blank_lines_part_excerpts_is_asked_about_once() -> None:
    quoted = [QUOTED, f"{QUOTED} So it was.", f"{QUOTED} Every year."]
    lines = [*excerpt(), "", ""]
    for each in quoted:
        lines += [each, "", *excerpt(), "", ""]
    assert asked_about(lines, "without a label say") == {*quoted}


def test_paragraphs_of_long_answers_are_not_asked_about_where_no_blank_line_parts_turns() -> None:
    lines = [*excerpt(), "", QUOTED, *excerpt(), "", f"{QUOTED} So it was.", *excerpt(), "", QUOTED]
    assert not asked_about([*lines, *excerpt()], "without a label say")


def test_paragraphs_are_not_asked_about_where_blank_lines_part_all_turns() -> None:
    lines = [line for each in excerpt() for line in (each, "")]
    assert not asked_about([*lines, QUOTED, "", *lines, QUOTED, "", *lines], "without a label say")


def test_who_it_is_above_each_excerpt_is_asked_about_where_it_counts_up() -> None:
    lines = [line for head in HEADS for line in (head, "", *excerpt(), "")]
    assert asked_about(lines, "or outside the interview") == {*HEADS[1:]}


def test_a_year_that_begins_what_is_said_is_no_head_of_an_excerpt() -> None:
    said = ["", "1986 was when the mill closed, and we all went.", ""]
    lines = ["The mill by the ford", "", *excerpt(), *said, *excerpt(), *said, *excerpt()]
    assert not asked_about(lines, "or outside the interview")


def test_a_row_of_full_stops_between_excerpts_is_a_rule() -> None:
    lines = [*excerpt(), "." * 40, *excerpt(), "…" + "." * 60, *excerpt(), "...", *excerpt()]
    outside = {lines[each.place] for each in recognise(source_of("\n".join(lines))).outside}
    assert outside == {"." * 40, "…" + "." * 60}


def test_a_note_below_the_heading_of_another_interview_is_nobodys_who_spoke_in_the_last() -> None:
    note = "Thanks to Tora, who wrote this one down again with other answers."
    lines = ["Interview 1", *excerpt(), "Interview 2", note, *excerpt(), "Interview 3", *excerpt()]
    assert asked_about(lines, "or outside the interview") == {note}


def test_words_below_titles_that_stand_below_the_number_of_a_page_are_asked_about() -> None:
    report = ["Talks are one way to learn of it.", "Another is to look.", "We did both of them."]
    titles = ["Chapter Four", "Closing", "What we learned"]
    lines = [*excerpt(), "4", "", *excerpt(), "5", "", *excerpt(), "6", *titles, *report]
    assert asked_about(lines, "below a heading") == {*report}
    on = [*excerpt(), "4", "", *excerpt(), "5", "", *excerpt(), "6", "", "And that was all of it."]
    assert not asked_about(on, "below a heading")


@pytest.mark.parametrize("again", ["A weaver by the ford", "A smith by the ford"])
def test_a_line_that_is_a_heading_elsewhere_is_asked_about_where_it_looks_as_what_is_said(
    again: str,
) -> None:
    document = docx.Document()
    lines = [*excerpt(), "A weaver by the ford", *excerpt(), again, "So it was, all in all."]
    for number, line in enumerate([*lines, *excerpt()]):
        document.add_paragraph(line, style="Heading 2" if number == len(excerpt()) else None)
    content = io.BytesIO()
    document.save(content)
    doubts = recognise(read_transcript_bytes(content.getvalue(), "talk.docx")).doubts
    asked = {doubt.line for doubt in doubts if "or outside the interview" in doubt.text}
    assert (2 * len(excerpt()) + 2 in asked) == (again == "A weaver by the ford")


def test_numbers_of_excerpts_need_not_rise_and_one_that_comes_back_is_none() -> None:
    apart = (HEADS[0], HEADS[2], HEADS[1])
    lines = [line for head in apart for line in (head, "", *excerpt(), "")]
    assert asked_about(lines, "or outside the interview") == {*apart[1:]}
    twice = (HEADS[0], HEADS[1], HEADS[1])
    lines = [line for head in twice for line in (head, "", *excerpt(), "")]
    assert not asked_about(lines, "or outside the interview")


@pytest.mark.parametrize(
    ("first", "second", "are_asked"),
    [
        ("[TAPE 1, A]", "[TAPE 1, B]", False),
        ("[TAPE 00:00:00]", "[TAPE 1, B]", False),
        ("[TAPE 1, A]", "[TAPE 2, A]", True),
    ],
)
def test_words_below_the_sides_of_tapes_are_not_asked_about_and_below_other_counts_are(
    first: str, second: str, are_asked: bool
) -> None:
    on = "And that was the summer the mill closed."
    marks = [first, second, "[TAPE 3, A]"]
    lines = [line for mark in marks for line in (mark, on, *excerpt())]
    asked = asked_about(lines[:1] + lines[2:], "or outside the interview")
    assert (on in asked) == are_asked


def test_what_stands_below_the_head_of_a_page_is_not_asked_about_as_between_excerpts() -> None:
    further = ["Nobody came then.", "We sang about the ford.", "The bell rang twice.", "So it was."]
    lines: list[str] = []
    for page, each in enumerate(further, 1):
        lines += [f"Page {page} of 4", "", each, *excerpt(), *excerpt(), ""]
    assert not asked_about(lines, "without a label say")
