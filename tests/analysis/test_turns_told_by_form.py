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
