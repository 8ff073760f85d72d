"""Questions that are counted: by any sign behind the number, in parts, by slips, and by letters."""

import io
from collections.abc import Sequence
from itertools import zip_longest

import docx
import pytest

from kodeverk.analysis.recognition.turns import Recognition, recognise, recognitions
from kodeverk.formats.transcripts import read_transcript_bytes
from tests.transcript_files import recognition_of, source_of

ASKED = ("What is your name?", "How old are you?", "What do you do?", "Are you glad there?")
ANSWERS = ("Tahra.", "Forty.", "I keep the house, and read.", "Yes, I have become strong.")


def said(reading: Recognition, text: str) -> list[tuple[str | None, str]]:
    """Return who says what, one pair a turn."""
    return [(block.label, text[block.start : block.end]) for block in reading.blocks]


@pytest.mark.parametrize(
    "form",
    [
        "{number}- {asked}\n    {answer}\n",
        "{number}-{asked}\n{answer}\n",
        "### {number}. {asked}\n\n{answer}\n\n",
        "{number}：{asked}\n{answer}\n",
        "Question{number}：\n{asked}\n\n{answer}\n\n",
        "Question{number}：\n\n{asked}\n{answer}\n\n",
        "Question {number}\n{asked}\n\n{answer}\n\n",
        "Question {number}\n\n{asked}\n{answer}\n",
        "**Question {number}**\n\n{asked}\n\n{answer}\n\n",
        "{letter}. {asked}\n{answer}\n",
        "{letter}) {asked}\n{answer}\n",
    ],
)
@pytest.mark.parametrize("interviews", [1, 2])
def test_counted_questions_are_one_who_asks_whatever_stands_behind_the_number(
    form: str, interviews: int
) -> None:
    text = interviews * "".join(
        form.format(number=number, letter="ABCD"[number - 1], asked=asked, answer=answer)
        for number, (asked, answer) in enumerate(zip(ASKED, ANSWERS, strict=True), 1)
    )
    turns = said(recognition_of(text, "interview.md"), text)
    assert [label for label, _ in turns] == ["Q", "A"] * 4 * interviews
    for (_, words), asked, answer in zip(turns[::2], ASKED * 2, ANSWERS * 2, strict=False):
        assert words.endswith(asked)
        assert answer not in words


TOLD = ("Tell me your name.", "Describe your house.", "Say what you do.", "Think of this winter.")


def counted(form: str, *, below: str = "") -> str:
    return "".join(
        form.format(number) + f"{told}\n\n{answer}\n\n{below}"
        for number, (told, answer) in enumerate(zip(TOLD, ANSWERS, strict=True), 1)
    )


def test_what_a_word_says_to_be_questions_needs_no_question_mark() -> None:
    text = counted("Question {}: ")
    turns = said(recognition_of(text), text)
    assert turns == [
        pair
        for told, answer in zip(TOLD, ANSWERS, strict=True)
        for pair in (("Q", told), ("A", answer))
    ]
    headings = text.replace(".\n\n", "\n\n")
    assert "Q" not in recognition_of(headings).speakers


def test_counted_sentences_are_questions_where_somebody_says_so() -> None:
    text = counted("{}. ", below="It was so.\n\n")
    source = source_of(text)
    (doubt,) = recognise(source).doubts
    assert (doubt.remedy, doubt.line, doubt.convention) == ("convention", 1, "question and answer")
    reading = recognise(source, "question and answer")
    assert reading.speakers == {"Q": 4, "A": 4}
    assert [each.convention for each in recognitions(source)] == ["none", "question and answer"]


def test_a_heading_that_counts_questions_begins_no_other_interview() -> None:
    talk = "Interviewer: How was it?\nInformant: It was fine.\n" * 4
    text = "".join(f"Question {number}\n\n{talk}\n" for number in range(1, 4))
    assert recognition_of(text).doubts == ()
    others = text.replace("Question", "Interview")
    assert any("another interview" in doubt.text for doubt in recognition_of(others).doubts)


def test_a_question_in_parts_is_asked_by_who_asks_the_others() -> None:
    text = (
        "1. How did your bakery begin, and why here?\nMy uncle had an oven, which nobody used, "
        "and many friends who were hungry.\n\n"
        "1.2 So it is a bakery like the others, only smaller\nYes, but we work by day and night, "
        "and sell flowers too.\n\n"
        "2. Which breads do you sell most?\nThat of maize, to the older people who live here.\n\n"
        "3. How do you choose the flour?\nWe go to the mill and taste it.\n\n"
        "3.1 And you have never been wrong\nOnce, and on that day the bread was blue.\n"
    )
    turns = said(recognition_of(text), text)
    assert [label for label, _ in turns] == ["Q", "A"] * 5
    assert [words for label, words in turns if label == "A"][1].startswith("Yes, but")


def test_a_number_typed_twice_does_not_end_the_questions() -> None:
    text = "".join(
        f"Question {number}: Is it true in {place}?\n\nAnswer: In {place} it is.\n\n"
        for number, place in zip((1, 2, 3, 3, 5), "VWXYZ", strict=True)
    )
    assert recognition_of(text).speakers == {"Q": 5, "A": 5}


def test_a_numbered_heading_that_does_not_ask_is_a_question_among_others() -> None:
    text = (
        "# Interview\n\n## Guide\n\n### 1. Name\n\nTarin\n\n### 2. Where do you live?\n\nHere.\n\n"
        "### 3. Who lives with you?\n\nNobody.\n\n### 4. Is it cold?\n\nOnly at night.\n"
    )
    reading = recognition_of(text, "interview.md")
    assert reading.speakers == {"Q": 4, "A": 4}
    assert text[reading.blocks[0].start :].startswith("### 1. Name")


def test_counted_questions_beside_an_interviewer_are_one_speaker() -> None:
    reading = recognition_of(
        "Q1: Que barcos tem?\nEntrevistado 1: Um só.\nEntrevistador: E rema sozinho?\n"
        "Entrevistado 1: Não.\nQ2: Que ventos são os piores?\nEntrevistado 1: O do norte.\n"
        "Entrevistador: Entendi.\nQ3: E que perigos há?\nEntrevistado 1: As redes.\n"
    )
    assert reading.speakers == {"Q": 3, "Entrevistado 1": 4, "Entrevistador": 2}
    assert (reading.roles["Q"], reading.warnings) == ("interviewer", ())


def test_a_number_alone_above_a_question_is_no_answer() -> None:
    interview = "1- How old are you?\n40\n2- What do you do?\nRead books.\n3- Why?\nIt is calm.\n"
    text = f"1-\n{interview}2-\n{interview}"
    reading = recognition_of(text)
    assert reading.speakers == {"Q": 6, "A": 6}
    assert "2-" not in [words for _, words in said(reading, text)]


@pytest.mark.parametrize("persons", ["P1", "Person 1", "Speaker1"])
def test_numbered_persons_who_speak_in_rounds_are_no_questions(persons: str) -> None:
    text = "".join(
        f"{persons.replace('1', str(number))}: We walk there when it is warm.\n"
        for number in (1, 2, 3) * 4
    )
    assert len(recognition_of(text).speakers) == 3


def test_a_line_that_had_room_for_the_next_word_ends_a_question_without_a_mark() -> None:
    text = (
        "1. What is a path?\n"
        "A path is where many have walked, and where one sees it in the\n"
        "grass, also when it has rained for a week and nobody has come.\n"
        "2. What helps those who walk there to keep it clean, and what\n"
        "hinders them\n"
        "You can put up signs so that people know where they are, and a\n"
        "bench, and you can cut the grass before it is too high.\n"
        "3. How do you work with the others of the valley?\n"
        "We meet in spring and share the days.\n"
        "4. Some words for all those who want to do such work\n"
        "So, a word that is worn perhaps is that they should not stop\n"
        "if it is what they like, they should go on, it is a long way and\n"
        "hard, but in the end those who want to will come there.\n"
    )
    turns = said(recognition_of(text), text)
    assert [label for label, _ in turns] == ["Q", "A"] * 4
    assert turns[2][1].endswith("hinders them")
    assert turns[6][1].endswith("such work")


def test_people_who_answer_in_turn_are_several_whatever_their_letter() -> None:
    asked = "M: Hva tenker dere om kurset?\n"
    answered = "A1: Det var bra for oss.\nA2: Jeg vet ikke ennå.\nA3: Vi lærte mye der.\n"
    assert [*recognition_of((asked + answered) * 2).speakers] == ["M", "A1", "A2", "A3"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Pregunta", "Respuesta"), ("Fråga", "Svar"), ("Питання", "Відповідь"), ("سؤال", "جواب")],
)
def test_the_word_before_numbers_tells_questions_most_of_which_only_invite(
    question: str, answer: str
) -> None:
    invited = ("Hábleme de la casa.", "Cuénteme sobre el barco.", "¿Y los hijos?")
    text = "".join(
        f"{question} {number}: {words}\n{answer}: {ANSWERS[number]}\n"
        for number, words in enumerate(invited, 1)
    )
    assert [block.label for block in recognition_of(text).blocks] == ["Q", "A"] * 3


def test_persons_on_covers_make_no_speaker_of_the_word_before_numbers() -> None:
    cover = "Moderadora: Hervé Hébert\nEntrevistada: Fabrice Étienne\n\n"
    asked = [
        f"Pregunta {number}: ¿{words}\n\n{ANSWERS[number % 4]}\n\n"
        for number, words in enumerate(ASKED * 2, 1)
    ]
    text = cover + "".join(asked[:4]) + cover + "".join(asked[4:])
    assert {*recognition_of(text).speakers} == {"Q", "A"}


def test_facts_on_covers_make_no_speaker_of_the_word_before_numbers() -> None:
    cover = "Duración: 40 min\nIdioma: francés\n\n"
    asked = [
        f"Pregunta {number}: ¿{words}\n\n{ANSWERS[number % 4]}\n\n"
        for number, words in enumerate(ASKED, 1)
    ]
    text = cover + "".join(asked[:2]) + cover + "".join(asked[2:])
    assert {*recognition_of(text).speakers} == {"Q", "A"}


def test_answers_with_the_numbers_of_their_questions_tell_what_is_asked_without_a_mark() -> None:
    text = "".join(
        f"V{number}: Vertel eens over de haven.\n\nA{number}: {ANSWERS[number]}\n{ANSWERS[0]}\n\n"
        for number in range(1, 4)
    )
    assert [block.label for block in recognition_of(text).blocks] == ["Q", "A"] * 3


def talk_of(fifth: str) -> str:
    """Return ten counted questions with answers of two paragraphs, the fifth as given."""
    words = ("harbour", "winter", "summer", "garden", "kitchen", "council", "school", "papers")
    parts = []
    for number, word in enumerate(words, 1):
        asked = f"{number}. Where was the {word} that you told us of?" if number != 5 else fifth
        parts.append(
            f"{asked}\n{word.title()} days were long.\n{word[::-1].title()} we called them.\n"
        )
    return "\n".join(parts)


def test_a_question_below_another_that_does_not_ask_is_never_answered_with_in_silence() -> None:
    alone = recognition_of(talk_of("5. Tell me about your garden."))
    assert not any("does somebody else" in doubt.text for doubt in alone.doubts)
    further = recognition_of(talk_of("5. Tell me about your garden.\nHow did it begin?"))
    (line,) = (each.line for each in further.doubts if "does somebody else" in each.text)
    assert line == 18


@pytest.mark.parametrize("level", ["##", "###"])
def test_a_further_question_in_a_heading_is_asked_and_another_heading_is_not(level: str) -> None:
    first, *rest = (
        f"## {number}. {asked}\n\n{answer}\n\n"
        for number, (asked, answer) in enumerate(zip(ASKED, ANSWERS, strict=True), 1)
    )
    further = f"{level} And as a child?\n\nThey called me Tari.\n\n"
    heading = f"{level} The house\n\n"
    text = first + further + heading + "".join(rest)
    turns = said(recognition_of(text, "talk.md"), text)
    assert turns[2] == ("Q", f"{level} And as a child?")
    assert [label for label, _ in turns] == ["Q", "A"] * 5
    assert all("The house" not in words for _, words in turns)


@pytest.mark.parametrize("sign", [": ", "："])
def test_a_question_without_a_number_above_a_labelled_answer_is_asked(sign: str) -> None:
    pairs = [
        f"Q{number}{sign}{asked}\nA{sign}{answer}\n"
        for number, (asked, answer) in enumerate(zip(ASKED, ANSWERS, strict=True), 1)
    ]
    pairs.insert(2, f"(again) And before that?\nA{sign}I was a child.\n")
    text = "".join(pairs)
    reading = recognition_of(text)
    assert [label for label, _ in said(reading, text)] == ["Q", "A"] * 5
    assert said(reading, text)[4][1] == "(again) And before that?"
    assert {doubt.remedy for doubt in reading.doubts} == {"convention"}  # nobody is named
    told = text.replace("(again) And before that?", "So it was.")
    (line,) = (doubt.line for doubt in recognition_of(told).doubts if doubt.label == "A")
    assert line == 6


def test_a_greeting_with_labels_above_counted_questions_is_asked_about_and_facts_are_not() -> None:
    talk = counted("Question {}: ")
    greeting = "Host: Are you well? Shall we begin?\n\nGuest: Yes, let us begin.\n\n"
    (doubt,) = (doubt for doubt in recognition_of(greeting + talk).doubts if doubt.line == 1)
    assert "on talk as well" in doubt.text
    facts = "Host: Ida Holm, Vik.\n\nGuest: Bo Tarn, weaver, Vik.\n\n"
    assert all(doubt.line != 1 for doubt in recognition_of(facts + talk).doubts)


@pytest.mark.parametrize("sign", [",", "!", ""])
def test_a_greeting_right_above_counted_questions_is_asked_about_and_a_title_is_not(
    sign: str,
) -> None:
    title = "Two who mend nets\n\n"
    for above in (f"Dear Ida{sign}\n\n", f"# Dear Ida{sign}\n\n"):
        doubts = recognition_of(title + above + counted("Question {}: ")).doubts
        asked = [doubt.line for doubt in doubts if "on talk as well" in doubt.text]
        assert asked == ([3] if sign and above[0] == "D" else [])


@pytest.mark.parametrize(("who", "is_asked"), [("My name is Ida, and I", True), ("Ida", False)])
def test_who_says_a_name_above_counted_questions_is_asked_about_and_a_lead_is_not(
    who: str, is_asked: bool
) -> None:
    text = f"Place: Vik\n\n{who} mended nets for ten years.\n\n{counted('Question {}: ')}"
    asked = [doubt.line for doubt in recognition_of(text).doubts if "talk as well" in doubt.text]
    assert asked == [3] * is_asked


@pytest.mark.parametrize(("sign", "word"), [("R/ ", "barca"), ("R= ", "barca"), ("O/ ", "O/")])
def test_what_stands_for_an_answer_before_a_stroke_is_none_of_its_words(
    sign: str, word: str
) -> None:
    text = "".join(
        f"{number}. ¿Cómo llegaron a {place}?\n\n{sign}barca, en el invierno de {place}.\n\n"
        for number, place in enumerate("VWXYZ", 1)
    )
    reading = recognition_of(text)
    assert reading.speakers == {"Q": 5, "A": 5}
    answers = [words for label, words in said(reading, text) if label == "A"]
    assert all(answer.startswith(word) for answer in answers)


def test_an_answer_with_its_number_may_begin_behind_the_question_on_its_line() -> None:
    answers = [f"{answer} So it was in those days." for answer in 2 * ANSWERS]
    text = ""
    for number, (asked, told) in enumerate(zip(2 * ASKED, answers, strict=True), 1):
        parted = " " if number == 3 else "\n"
        text += f"Question {number}: {asked}{parted}Answer {number}: {told}\n"
    expected = [pair for each in zip(2 * ASKED, answers, strict=True) for pair in each]
    assert [words for _, words in said(recognition_of(text), text)] == expected


def test_typed_numbers_follow_one_that_the_word_processor_counts() -> None:
    document = docx.Document()
    document.add_paragraph(ASKED[0], style="List Number")
    document.add_paragraph(ANSWERS[0])
    for number, (asked, told) in enumerate(zip(ASKED[1:], ANSWERS[1:], strict=True), 2):
        document.add_paragraph(f"{number}-. {asked}")
        document.add_paragraph(told)
    content = io.BytesIO()
    document.save(content)
    reading = recognise(read_transcript_bytes(content.getvalue(), "talk.docx"))
    assert reading.speakers == {"Q": 4, "A": 4}


@pytest.mark.parametrize("is_heading", [True, False])
def test_a_counted_heading_between_counted_questions_is_never_asked_nor_an_answer(
    is_heading: bool,
) -> None:
    file = docx.Document()
    for part in (1, 2):
        file.add_paragraph(f"{part}. The house {part}", "Heading 3" if is_heading else "Normal")
        for number, (asked, answer) in enumerate(zip(ASKED, ANSWERS, strict=True), 1):
            file.add_paragraph(f"{part}.{number}. {asked}")
            file.add_paragraph(answer)
    written = io.BytesIO()
    file.save(written)
    source = read_transcript_bytes(written.getvalue(), "talk.docx")
    reading = recognise(source)
    words = [words for _, words in said(reading, source.text)]
    assert ("2. The house 2" in words) is not is_heading
    assert all(any(answer in each for each in words) for answer in ANSWERS)


def test_questions_that_are_headings_are_asked_though_one_ends_without_its_mark() -> None:
    text = "".join(
        f"## {number}. {asked}\n\n{answer}\n\n"
        for number, (asked, answer) in enumerate(zip(ASKED, ANSWERS, strict=True), 1)
    ).replace("old are you?", "old you are.")
    assert recognition_of(text, "talk.md").speakers == {"Q": 4, "A": 4}


@pytest.mark.parametrize("is_bold", [True, False])
def test_what_is_bold_below_counted_questions_in_bold_is_asked_too(*, is_bold: bool) -> None:
    further = "We could count the boats, or leave them out."
    document = docx.Document()
    for number, (asked, answer) in enumerate(zip(ASKED, ANSWERS, strict=True), 1):
        document.add_paragraph().add_run(f"{number}. {asked}").bold = True
        if number == 2:
            document.add_paragraph().add_run(further).bold = is_bold
        document.add_paragraph(answer)
    data = io.BytesIO()
    document.save(data)
    source = read_transcript_bytes(data.getvalue(), "talk.docx")
    question, answer = f"2. {ASKED[1]}", ANSWERS[1]
    turns = [("Q", f"{question}\n{further}"), ("A", answer)]
    if not is_bold:
        turns = [("Q", question), ("A", f"{further}\n{answer}")]
    assert said(recognise(source), source.text)[2:4] == turns


PARTS = (("Who with?", "My sister."), ("How often?", "Every day."), ("Since when?", "Last year."))


def with_parts(parts: Sequence[str]) -> str:
    """Return an interview by numbers with some lines below each of the first answers."""
    pairs = [
        f"{n}. {each[0]}\n{each[1]}\n" for n, each in enumerate(zip(ASKED, ANSWERS, strict=True), 1)
    ]
    return "".join(f"{pair}{part}" for pair, part in zip_longest(pairs, parts, fillvalue=""))


def test_questions_by_letters_below_an_answer_to_one_by_number_are_asked_too() -> None:
    lines = [f"a. {PARTS[0][0]}\n{PARTS[0][1]}\nb. {PARTS[1][0]}\n{PARTS[1][1]}\n"]
    text = with_parts([*lines, f"a. {PARTS[2][0]}\n{PARTS[2][1]}\n"])
    assert [label for label, _ in said(recognition_of(text), text)] == ["Q", "A"] * 7
    assert [doubt for doubt in recognition_of(text).doubts if "somebody else" in doubt.text] == []


def test_what_letters_list_in_an_answer_and_what_they_ask_beside_it_are_no_questions() -> None:
    lines = [f"a. {asked}\n{answer}\n" for asked, answer in (*PARTS, ("By boat.", "Or on foot."))]
    text = with_parts(lines)
    assert [label for label, _ in said(recognition_of(text), text)] == ["Q", "A"] * 4


def test_a_counted_heading_in_capitals_right_above_its_first_part_is_never_asked() -> None:
    one, two, three, four = (
        f"{asked}\n{told}\n" for asked, told in zip(ASKED, ANSWERS, strict=True)
    )
    text = f"1. THE NET\n1.1. {one}1.2. {two}2. THE FERRY\n2.1. {three}2.2. {four}"
    reading = recognition_of(text)
    assert [label for label, _ in said(reading, text)] == 4 * ["Q", "A"]
    assert [each.place + 1 for each in reading.outside] == [1, 6]


def test_a_question_right_above_its_first_part_is_asked_where_it_asks_or_is_answered() -> None:
    first = f"1. {ASKED[0].upper()}\n1.1. {ASKED[1]}\n{ANSWERS[1]}\n"
    second = f"2. TELL ME OF THE HOUSE.\n{ANSWERS[2]}\n2.1. {ASKED[3]}\n{ANSWERS[3]}\n"
    text = f"{first}{second}3. {ASKED[2]}\n{ANSWERS[0]}\n"
    labels = [label for label, _ in said(recognition_of(text), text)]
    assert labels == ["Q", "Q", "A", "Q", "A", "Q", "A", "Q", "A"]


@pytest.mark.parametrize("sign", ["R/ ", "R= "])
def test_an_answer_behind_a_stroke_on_the_line_of_its_question_is_found(sign: str) -> None:
    pairs = [f"{n}. ¿Cómo fue {place}?\n\n{sign}Frío.\n\n" for n, place in enumerate("VWXYZ", 1)]
    text = "".join([*pairs, f"6. ¿Y usted llegó? {sign}Sí, claro.\n\n"])
    reading = recognition_of(text)
    assert reading.speakers == {"Q": 6, "A": 6}
    assert said(reading, text)[-1] == ("A", "Sí, claro.")
