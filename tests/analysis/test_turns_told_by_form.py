"""Where form alone tells who asks, what may be another question or the end is asked about."""

import io

import docx
import pytest

from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.formats.transcripts import read_transcript_bytes

EXCHANGES = (
    ("Who mends the nets?", "My uncle does, every spring."),
    ("What is the rope made of?", "Hemp, as long as there is any."),
    ("When did the ferry stop?", "I was nine, so that is long ago."),
    ("Which boat is yours?", "The green one behind the barn."),
    ("How long do you stay?", "Until the ice breaks."),
    ("Tell me about the winter.", "It is dark, and we mend things."),
)


def read(*paragraphs: tuple[str, bool]) -> Recognition:
    """Return who speaks in a Word file of these paragraphs, each in bold or not."""
    document = docx.Document()
    for words, is_bold in paragraphs:
        document.add_paragraph().add_run(words).bold = is_bold
    content = io.BytesIO()
    document.save(content)
    return recognise(read_transcript_bytes(content.getvalue(), "talk.docx"))


def bold_talk() -> list[tuple[str, bool]]:
    return [(words, words == asked) for asked, answered in EXCHANGES for words in (asked, answered)]


def lines_asked(reading: Recognition, words: str) -> list[int | None]:
    return [doubt.line for doubt in reading.doubts if words in doubt.text]


def test_a_question_that_is_not_bold_as_the_others_is_asked_about_by_its_line() -> None:
    talk = bold_talk()
    talk[6:6] = [("Do you ever sell fish?", False), ("No, we eat it all.", False)]
    reading = read(*talk)
    assert reading.speakers == {"Q": 6, "A": 6}
    assert lines_asked(reading, "somebody else speak") == [7]


def test_notes_with_bold_headings_below_bold_questions_are_asked_about_by_their_line() -> None:
    headings = ("North: 17,89 (2 rooms)", "South: 30 (one room)")
    notes = [each for words in headings for each in ((words, True), ("2,30 + 2,10", False))]
    assert lines_asked(read(*bold_talk(), *notes), "does the interview end") == [13]


def test_a_heading_with_a_colon_behind_bold_questions_is_asked_about_by_its_line() -> None:
    notes = [("Further notes:", True), ("The uncle was out.", False)]
    assert lines_asked(read(*bold_talk(), *notes), "does the interview end") == [13]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_last_questions_that_end_as_sentences_are_not_asked_about(count: int) -> None:
    more = [("Tell me about the summer.", True), ("It is short.", False)] * count
    assert lines_asked(read(*bold_talk(), *more), "does the interview end") == []


def test_questions_within_answers_of_several_paragraphs_are_not_asked_about() -> None:
    said = ["Where was I?", "Yes, at the lake."]
    talk = [
        (words, words == asked)
        for asked, answered in EXCHANGES
        for words in (asked, answered, *said)
    ]
    assert lines_asked(read(*talk), "somebody else speak") == []


CHOICES = ("- To ask for advice", "- To be seen by all", "- To talk with others")


def test_a_list_of_choices_that_begins_an_answer_is_asked_about_by_its_line() -> None:
    choices = [("Choose one of these:", True), *((each, False) for each in CHOICES)]
    reading = read(*bold_talk(), *choices, ("The first.", False), *bold_talk())
    assert reading.speakers == {"Q": 13, "A": 13}
    assert lines_asked(reading, "somebody else speak") == [14]


def test_choices_of_which_some_are_bold_ask_nothing_and_are_no_headings() -> None:
    choices = [(f"{each}.", number % 2 == 1) for number, each in enumerate(CHOICES)]
    reading = read(*bold_talk(), ("Choose one of these:", True), *choices, ("The first.", False))
    assert reading.speakers == {"Q": 7, "A": 7}
    assert reading.outside == ()
    assert lines_asked(reading, "somebody else speak") == [14]


def test_an_answer_that_is_a_list_is_not_asked_about() -> None:
    talk = [("What do you sell?", True), *((each, False) for each in CHOICES), *bold_talk()]
    assert lines_asked(read(*talk), "somebody else speak") == []


def test_bold_sentences_without_a_question_mark_in_a_text_of_nobody_are_asked_about() -> None:
    invited = [(f"Tell me about the {each}.", True) for each in ("nets", "rope", "ferry")]
    talk = [
        each
        for one, (_, answer) in zip(invited, EXCHANGES, strict=False)
        for each in (one, (answer, False), ("It was so.", False))
    ]
    reading = read(("The lake", True), *talk)
    assert reading.speakers == {}
    assert lines_asked(reading, "asked") == [2]


def test_bold_headings_in_a_text_of_nobody_are_not_asked_about() -> None:
    headings = ("The nets", "The rope", "The ferry")
    text = [each for head in headings for each in ((head, True), ("It was so.", False))]
    assert read(*text).doubts == ()


def test_lines_that_go_on_are_of_the_question_or_the_answer_that_they_go_on_from() -> None:
    longer = " and is it so in all of the years that you have lived here, or only in\nthe last?"
    further = " and so it has been all the time since my father built the house by the\nlake."
    text = "".join(f"{asked[:-1]}{longer}\n- {said[:-1]}{further}\n" for asked, said in EXCHANGES)
    source = read_transcript_bytes(text.encode(), "talk.txt")
    said = [source.text[block.start : block.end] for block in recognise(source).blocks]
    assert len(said) == 12
    assert all(words.endswith(("last?", "lake.")) for words in said)


def test_choices_in_the_form_of_questions_are_of_the_question_they_stand_below() -> None:
    choices = [("Choose one of these:", True), *((f"{each}.", True) for each in CHOICES)]
    document = docx.Document()
    for words, is_asked in (*bold_talk(), *choices, ("The first.", False), *bold_talk()):
        document.add_paragraph().add_run(words).italic = is_asked
    content = io.BytesIO()
    document.save(content)
    source = read_transcript_bytes(content.getvalue(), "talk.docx")
    said = [source.text[block.start : block.end] for block in recognise(source).blocks]
    assert len(said) == 26
    assert said[12].splitlines() == [words for words, _ in choices]


def test_three_bold_questions_are_asked_though_the_first_is_an_invitation_above_a_heading() -> None:
    talk = [("Tell me about the lake.", True), ("It is deep.", False), ("Coming here", True)]
    reading = read(*talk, *bold_talk()[:4])
    assert reading.speakers == {"Q": 3, "A": 3}
