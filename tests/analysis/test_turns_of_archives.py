"""What interviews of archives are written like, and what must never pass in silence there."""

import pytest

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.formats.word_files import para, run, word_bytes
from tests.transcript_files import SAID, recognition_of

ASKED = (
    "Who taught you that",
    "When did you come here",
    "What did the boat cost",
    "Where do you live now",
    "Who of you fishes",
    "How was the winter",
)
BOLD = "<w:b/>"


def of_nobody(text: str) -> list[str]:
    """Return what is said by nobody's label."""
    return [
        text[block.start : block.end]
        for block in recognition_of(text).blocks
        if block.label is None
    ]


def group(asked: list[str], name: str = "W{}") -> str:
    turns = [
        f"{name.format(1 + number % 3)}: {SAID[number % 6]} It was long ago, I think,\n"
        f"and {SAID[-number % 6].lower()}\n\n{words}\n\n"
        for number, words in enumerate(asked)
    ]
    return "".join(turns) + f"{name.format(3)}: {SAID[1]}\n"


def test_what_a_moderator_without_a_label_says_in_capitals_is_said_by_none_of_the_others() -> None:
    asked = [f"{words.upper()}?\nAND WHO ELSE..." for words in ASKED] + ["GO ON.", "THANK YOU ALL."]
    text = group([words for one in asked for words in (one, one)])
    assert of_nobody(text) == [words for one in asked for words in (one, one)]


def test_headings_in_capitals_that_ask_are_no_turns_where_an_interviewer_has_a_label() -> None:
    asked = [f"{words.upper()}?" for words in ASKED]
    text = group(asked).replace("W1:", "Interviewer:")
    assert not of_nobody(text)


def sheet(name: str, place: str) -> str:
    return (
        "Title\t: How the boats of the bay were built, mended and sold between the two wars, told\n"
        f"Day\t: 3 May 2020\nPlace\t: {place}\nInformant\t: {name}\n\n"
    )


def pairs(first: int) -> str:
    """Return a table of questions with their answers."""
    rows = (f"{1 + at}\t{ASKED[at]}?\t{SAID[(at + first) % 6]}\n" for at in range(6))
    return "No\tQuestion\tAnswer\n" + "".join(rows) + "\n"


def test_longer_facts_above_each_interview_are_no_speakers_who_say_all_below_them() -> None:
    place = "at the house of the society of those who mend boats by the bay of Vik, in the loft"
    sheets = [("Kari Nord, B.A.", place), ("Ola Vik", place), ("Liv Strand (owner)", "Vik")]
    text = "".join(sheet(*each) + pairs(at) for at, each in enumerate(sheets))
    reading = recognition_of(text)
    assert not {"Title", "Day", "Place", "Informant"} & {*reading.speakers}


def test_the_words_of_two_who_answer_below_the_facts_are_theirs() -> None:
    talk = "".join(f"A: {words}?\nB: {SAID[at]} And so on,\n" for at, words in enumerate(ASKED))
    text = "".join(f"Day: 3 May\nPlace: Vik\nAge: {40 + at}\n{talk}\n" for at in range(3))
    assert recognition_of(text).speakers == {"A": 18, "B": 18}


def word(*paragraphs: str) -> Source:
    return read_transcript_bytes(word_bytes("".join(paragraphs)), "interview.docx")


def test_a_bold_title_above_an_article_asks_nothing_where_a_heading_parts_it_from_the_talk() -> (
    None
):
    story = [para(run(f"{words} {SAID[3]}")) for words in SAID]
    talk = [
        each
        for asked, words in zip(ASKED, SAID, strict=True)
        for each in (para(run(f"{asked}?", BOLD)), para(run(words)))
    ]
    heading = para("<w:r><w:br/></w:r>" + run("Q and A", BOLD))
    title = para(run("The man is called Nord. Per Nord.", BOLD))
    reading = recognise(word(title, *story, heading, *talk))
    assert reading.speakers == {"Q": 6, "A": 6}
    assert {each.zone for each in reading.outside} == {"front"}


@pytest.mark.parametrize("silent", [1, 4])
def test_what_has_the_form_of_the_questions_in_a_labelled_answer_is_asked_about(
    silent: int,
) -> None:
    listed = '<w:pPr><w:pStyle w:val="ListParagraph"/></w:pPr>'
    talk: list[str] = []
    for at, (asked, words) in enumerate(zip(ASKED, SAID, strict=True)):
        ending = "" if at == silent else "?"
        talk.append(f"<w:p>{listed}{run(asked + ending)}</w:p>")
        talk.append(para(run("Response: ", BOLD) + run(words)))
    reading = recognise(word(*talk))
    place = 2 * silent + 1
    assert any(told.line == place and "somebody else" in told.text for told in reading.doubts)


def test_questions_all_through_a_text_of_long_answers_are_asked_about_where_nobody_is_named() -> (
    None
):
    answer = "".join(f"{words} It was long ago, and nobody\nknows it now.\n" for words in SAID)
    text = "A talk\n\n" + "".join(f"{asked}?\n{answer}" for asked in ASKED)
    reading = recognition_of(text)
    assert any(told.line == 3 and "answered" in told.text for told in reading.doubts)


def test_a_few_questions_in_what_somebody_tells_are_not_asked_about() -> None:
    answer = "".join(f"{words} It was long ago, and nobody\nknows it now.\n" for words in SAID)
    text = answer * 3 + "What then?\n" + answer * 6 + "Who knows?\n" + answer * 4
    assert not any("answered" in told for told in recognition_of(text).warnings)


@pytest.mark.parametrize("form", ["– {}", "00:{n}:00\n{}"])
def test_a_dialogue_that_parts_its_utterances_itself_is_not_asked_about_question_by_question(
    form: str,
) -> None:
    lines: list[str] = []
    for number, asked in enumerate(ASKED):
        lines += [form.format(f"{asked}?", n=10 + 2 * number)]
        lines += [form.format(SAID[number], n=11 + 2 * number), SAID[-1 - number]]
    doubts = recognition_of("\n\n".join(lines)).doubts
    assert not any("what follows answered" in each.text for each in doubts)


def test_what_asks_and_answers_is_named_before_the_facts_that_stand_above_each_interview() -> None:
    facts = "Interviewee:\nKari Nord : Keeper\nInterviewer:\nOla Vik\nPurpose of it:\nTo know\n"
    talk = [
        each
        for asked, words in zip(ASKED, SAID, strict=True)
        for each in (
            para(run("Q.", BOLD) + run(f" {asked}?")),
            para(run("A.", BOLD) + run(f" {words}")),
        )
    ]
    above = [para(run(line)) for line in facts.splitlines()]
    reading = recognise(word(*(line for _ in range(4) for line in (*above, *talk))))
    assert reading.speakers == {"Q.": 24, "A.": 24}


def test_a_question_of_each_interview_without_its_mark_is_no_head_or_foot_of_pages() -> None:
    asked = [
        f"{ASKED[0]}?",
        f"{ASKED[1]}?",
        "Choose one of these boats, the old and the new ones, and tell why",
    ]
    talk: list[str] = []
    for at, guest in enumerate(("First guest", "Second guest", "Third guest")):
        talk.append(para(run(guest, BOLD)))
        for number, words in enumerate(asked, 1):
            answer = " ".join(f"{one} {at} {number}." for one in SAID[at : at + 3])
            above = [para(run(line, BOLD)) for line in (f"Question{number}:", words)]
            talk += [*above, para(run(answer)), para("")]
    reading = recognise(word(*talk))
    assert reading.speakers == {"Q": 9, "A": 9}
    assert not any("about a page apart" in told for told in reading.warnings)


@pytest.mark.parametrize("blank", ["\n", ""])
def test_what_stands_below_an_empty_label_and_a_blank_line_at_the_end_is_asked_about(
    blank: str,
) -> None:
    talk = "".join(f"I: {asked}?\nN: {SAID[at]}\n" for at, asked in enumerate(ASKED))
    guide = "".join(f"{at}. {asked}?\n" for at, asked in enumerate(ASKED, 1))
    reading = recognition_of(f"{talk * 2}I: \n{blank}{guide}")
    assert any("last turn" in told for told in reading.warnings) == bool(blank)


@pytest.mark.parametrize("answer", [" ".join(SAID), SAID[0]])
def test_known_letters_before_full_stops_are_asked_about_where_no_line_is_cut(answer: str) -> None:
    talk = "".join(f"A: {asked}?\nB: {answer}\n" for asked in ASKED)
    slips = "".join(f"a.yeah that is so\nb.so we went {at}\n" for at in range(6))
    told = [told for told in recognition_of(talk + slips).warnings if "in another form" in told]
    assert bool(told) == (len(answer) > len(SAID[0]))
