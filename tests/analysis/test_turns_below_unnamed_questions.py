"""Questions without a label above labelled answers are nobody's, and never the one's before."""

import pytest

from kodeverk.analysis.recognition.turns import Recognition
from tests.transcript_files import recognition_of

ASKED = (
    "Who mends the nets in this village?",
    "What do you use for the rope?",
    "When did the ferry stop?",
    "How long do you stay at the lake?",
    "Which of the boats is yours?",
)
ANSWERED = (
    "My uncle mends them, mostly in the spring.",
    "Hemp, as long as anybody has some.",
    "I was nine, so long ago it is.",
    "Until the ice breaks.",
    "The green one behind the barn.",
)
EXCHANGES = tuple(zip(ASKED, ANSWERED, strict=True))
LETTERED = "".join(f"A: {question}\nB: {answer}\n" for question, answer in EXCHANGES)


def of_nobody(reading: Recognition, text: str) -> list[str]:
    return [text[block.start : block.end] for block in reading.blocks if block.label is None]


def is_told(reading: Recognition, line: int) -> bool:
    return any(doubt.line == line and "name nobody" in doubt.text for doubt in reading.doubts)


@pytest.mark.parametrize("form", ["### {}", "_{}_", "{}"])
def test_questions_above_several_who_answer_are_nobodys_and_told(form: str) -> None:
    asked = [form.format(question) for question in ASKED]
    text = "# A talk\n\n" + "\n\n".join(
        f"{question}\n\nPelle: {answer}\nTuva: No.\nBo: I forget."
        for question, answer in zip(asked, ANSWERED, strict=True)
    )
    reading = recognition_of(text, "talk.md")
    assert of_nobody(reading, text) == asked
    assert reading.speakers == {"Pelle": 5, "Tuva": 5, "Bo": 5}
    assert is_told(reading, 3)


@pytest.mark.parametrize("mark", ["**", "__"])
def test_what_asks_in_bold_without_a_question_mark_is_nobodys_too(mark: str) -> None:
    asked = [f"{mark}{words}{mark}" for words in (*ASKED, "Tell me about a normal day.")]
    text = "\n\n".join(f"{words}\n\nPelle: I do.\n\nTuva: No.\n\nBo: Well." for words in asked)
    assert of_nobody(recognition_of(text, "talk.md"), text) == asked


def test_questions_whose_numbers_begin_anew_in_each_part_are_nobodys() -> None:
    parts = []
    for part in (1, 2, 3):
        exchanges = [
            f"{number}. {question}\n\nA: {answer}\nB: Never, part {part}."
            for number, (question, answer) in enumerate(EXCHANGES, 1)
        ]
        parts.append(f"### {part}. Part of the talk\n\n" + "\n\n".join(exchanges))
    text = "\n\n".join(parts)
    reading = recognition_of(text)
    assert len(of_nobody(reading, text)) == 15
    assert all(question[2:].strip() in ASKED for question in of_nobody(reading, text))
    assert [outside.zone for outside in reading.outside] == ["front", "interlude", "interlude"]


def test_a_question_whose_answer_is_left_out_is_nobodys_too() -> None:
    answers = [ANSWERED[0], "", "", ANSWERED[3], ""]
    text = "".join(
        f"{number}. {question}\nBescheid: {answer}\n"
        for number, (question, answer) in enumerate(zip(ASKED, answers, strict=True), 1)
    )
    text += "Zusatz: And where?\nBescheid: In the shed.\n"
    reading = recognition_of(text)
    assert [*map(len, of_nobody(reading, text))] == [len(each) + 3 for each in ASKED]


def test_questions_of_one_whose_answers_alone_have_a_label_are_nobodys_in_each_interview() -> None:
    talk = "\n\n".join(f"{question}\nR: {answer}" for question, answer in EXCHANGES)
    reading = recognition_of(text := f"The lake\n\n{talk}\n\nTalk with Bo\n\n{talk}\n")
    assert of_nobody(reading, text) == [*ASKED, *ASKED]
    assert is_told(reading, 3)


def test_a_numbered_list_within_an_answer_asks_nobody() -> None:
    listed = "These are the steps:\n1. We boil the rope.\n2. We dry it.\n3. We wait?"
    text = "".join(f"Pelle: {question}\nTuva: {listed}\n" for question in ASKED)
    reading = recognition_of(text)
    assert reading.speakers == {"Pelle": 5, "Tuva": 5}
    assert of_nobody(reading, text) == []


def test_a_numbered_question_below_a_label_alone_on_its_line_is_its_own() -> None:
    text = "".join(
        f"Pelle:\n{number}. {question}\nTuva:\n{answer}\n"
        for number, (question, answer) in enumerate(EXCHANGES, 1)
    )
    reading = recognition_of(text)
    assert of_nobody(reading, text) == []
    assert reading.warnings == ()


def test_headings_that_ask_above_who_asks_by_a_role_stay_headings() -> None:
    text = "\n\n".join(
        f"### {question}\n\nInterviewer: Tell me.\n\nTuva: {answer}"
        for question, answer in EXCHANGES
    )
    reading = recognition_of(text, "talk.md")
    assert of_nobody(reading, text) == []
    assert len(reading.outside) == 5


@pytest.mark.parametrize("asked", ["why do you cry?", "“Why do you cry?”", "Why do you cry?"])
def test_a_word_that_is_wrapped_before_its_colon_is_no_speaker_and_told_where_a_sentence_begins(
    asked: str,
) -> None:
    said = (
        "we rowed past the island where the old smith lived, and then I asked\n"
        f"Orvar: {asked} And he said it was the smoke, so I asked again\n"
        f"Orvar: {asked} He went in and never came out."
    )
    text = "".join(f"P: {question}\nT: {answer}\n" for question, answer in EXCHANGES)
    reading = recognition_of(text + f"P: And then?\nT: Well, {said}\n" + text)
    assert reading.speakers == {"P": 11, "T": 11}
    told = {doubt.line for doubt in reading.doubts if "'Orvar' is not taken" in doubt.text}
    assert told == ({13, 14} if asked[0] == "W" else set())


@pytest.mark.parametrize("line", ["b. The barn was his.", "b.The barn was his."])
def test_a_letter_with_a_full_stop_where_letters_are_labels_is_told(line: str) -> None:
    reading = recognition_of(f"{LETTERED}A: Whose was it?\n{line}\n{LETTERED}")
    assert any(doubt.line == 12 for doubt in reading.doubts)


def test_entries_that_letters_count_are_no_labels() -> None:
    listed = "B: There are three ways:\na. by boat,\nb. on foot,\nc. never.\n"
    assert recognition_of(f"{LETTERED}A: How?\n{listed}{LETTERED}").warnings == ()


def test_a_question_of_two_lines_above_the_only_label_is_nobodys_from_its_first_line_on() -> None:
    wrapped = "In all the years that you have lived at the lake, and\nin the winter most of all,"
    talk = [f"{wrapped} {question.lower()}\nR: {answer}" for question, answer in EXCHANGES]
    text = "The lake:\n" + "\n".join(talk) + "\n"
    reading = recognition_of(text)
    assert of_nobody(reading, text) == [f"{wrapped} {question.lower()}" for question in ASKED]
    assert is_told(reading, 2)


def test_questions_counted_in_brackets_hold_the_lines_below_them_up_to_a_label() -> None:
    text = "\n\n".join(
        f"({number}) {question}\n[net = net]\nHow would you say it?\n\nAns: {answer}"
        for number, (question, answer) in enumerate(EXCHANGES, 1)
    )
    reading = recognition_of(text)
    asked = [
        line
        for number, question in enumerate(ASKED, 1)
        for line in (f"({number}) {question}", "How would you say it?")
    ]
    assert of_nobody(reading, text) == asked
    assert reading.speakers == {"Ans": 5}


def counted(first: int, last: int, *, follow: bool) -> str:
    """Return the counted questions with answers in quotes, each with a labelled one if asked so."""
    exchanges = [*enumerate(EXCHANGES, 1)][first:last]
    further = '\n\nPelle: "And now?"\n\nTuva: "Now too."' if follow else ""
    return "\n\n".join(
        f'{number}. {question}\n\n"{answer}"{further}' for number, (question, answer) in exchanges
    )


def test_counted_questions_above_the_first_label_are_of_the_talk_they_go_on_in() -> None:
    guide = "".join(f"{number}. {question}\n" for number, question in enumerate(ASKED, 1))
    text = f"Questions\n\n{guide}\nAnswers\n\n{counted(0, 2, follow=False)}\n\n"
    reading = recognition_of(text + counted(2, 5, follow=True) + "\n")
    assert is_told(reading, 11)
    assert [outside.place for outside in reading.outside] == [0, *range(2, 7), 8]


def test_counted_questions_that_are_mostly_answered_without_a_label_are_asked_about() -> None:
    text = "Answers\n\n" + "\n\n".join(
        counted(number, number + 1, follow=number not in (0, 2, 4)) for number in range(5)
    )
    text += "\n\n" + "\n\n".join(f"Pelle: {each[0]}\n\nTuva: {each[1]}" for each in EXCHANGES)
    doubts = [doubt.line for doubt in recognition_of(text).doubts if "else speak" in doubt.text]
    assert doubts == [3]


def test_a_guide_above_labels_that_goes_on_nowhere_asks_nobody() -> None:
    guide = "".join(f"{number}. {question}\n" for number, question in enumerate(ASKED, 1))
    reading = recognition_of(guide + "\n" + LETTERED * 2)
    assert reading.speakers == {"A": 10, "B": 10}
    assert not any("else speak" in doubt.text for doubt in reading.doubts)


def test_questions_that_stand_last_in_turns_of_those_who_answer_are_nobodys_and_asked_about() -> (
    None
):
    text = "".join(
        f"{name}: {answer}\n{other}\n{question}\n"
        for name, other, (question, answer) in zip(
            ("Pelle", "Tuva", "Pelle", "Tuva", "Bo"), reversed(ANSWERED), EXCHANGES, strict=True
        )
    )
    reading = recognition_of(f"{text}Pelle: Never.\nTuva: I forget.\nBo: And I.\n")
    assert [doubt.line for doubt in reading.doubts if "name nobody" in doubt.text] == [3]
    assert reading.speakers == {"Pelle": 3, "Tuva": 3, "Bo": 2}


MODERATED = (
    "A1: Thanks.\nA2: I am Anne.\nI work at the mill.\nWhat do you think of it?\nA1: Well.\n"
    "A3: Why so late? It came in May.\nWe had to wait.\nWho helped you then?\nA2: The baker.\n"
    "A1: None.\nThen it was summer.\nWhat comes now?\nA3: We wait.\nA2: We work.\nWhat else?\n"
)


@pytest.mark.parametrize("opening", ["", "Moderator: Welcome to all of you.\n"])
def test_a_moderators_questions_without_a_label_are_said_by_none_of_those_who_answer(
    opening: str,
) -> None:
    text = opening + MODERATED
    reading = recognition_of(text)
    asked = ["What do you think of it?", "Who helped you then?", "What comes now?", "What else?"]
    assert of_nobody(reading, text) == asked
    assert any("name nobody" in doubt.text for doubt in reading.doubts)


def test_questions_below_those_who_ask_otherwise_stay_with_them() -> None:
    talk = "A1: Why?\nA2: It rained.\nA1: I see.\nAnd then?\nA2: It snowed.\n"
    assert None not in {block.label for block in recognition_of(talk * 5).blocks}


def test_who_asks_in_the_last_line_of_each_turn_is_not_asked_about() -> None:
    text = "".join(f"Pelle: I see.\n{asked}\nTuva: {said}\n" for asked, said in EXCHANGES)
    text = text.replace("Pelle: I see.", "Pelle: I see. Why?", 1)
    assert not any("else speak" in doubt.text for doubt in recognition_of(text).doubts)


def test_all_that_stands_in_capitals_amid_talk_where_some_of_it_asks_is_nobodys() -> None:
    asked = [words.upper() for words in ("Go on", *ASKED, "Now about the winter", "Thank you all")]
    group = "Pelle: We have two boats.\n\nTuva: And one oar.\n\nBo: It leaks."
    text = "A TALK\n\n" + "\n\n".join(f"{group}\n\n{words}" for words in asked) + f"\n\n{group}"
    reading = recognition_of(text)
    assert of_nobody(reading, text) == asked
    assert is_told(reading, 9)
    assert [paragraph.place for paragraph in reading.outside] == [0]


def test_headings_in_capitals_or_bold_among_questions_in_another_form_stay_headings() -> None:
    group = "Pelle: We have two boats.\n\nTuva: And one oar.\n\nBo: It leaks."
    asked = [f"**{words}**" for words in ASKED]
    parts = [f"{words}\n\n{group}" for words in asked]
    text = "\n\n**THE SEA**\n\n".join(parts)
    reading = recognition_of(text, "talk.md")
    assert of_nobody(reading, text) == asked
    assert {paragraph.reason for paragraph in reading.outside} == {"a heading"}


def test_a_sentence_in_capitals_goes_on_in_the_line_below() -> None:
    question = "MOD: WHO OF YOU MENDS THE BOATS OF THIS VILLAGE, AND WHO TOOK OVER THEIR\n{}\n\n"
    places = ("OLD OARS AND THE NETS", "SHED BY THE LAKE", "ROPE AND THE TAR BARREL")
    text = "".join(f"{question.format(place)}A: My uncle does.\n\nB: No.\n\n" for place in places)
    reading = recognition_of(text * 2)
    assert not reading.outside
    assert reading.speakers == {"MOD": 6, "A": 6, "B": 6}


@pytest.mark.parametrize(
    ("above", "told"),
    [
        (
            "Good morning, and thank you. First we would like to hear what it is that you do here.",
            1,
        ),
        ("Talk 3, May 2020", 0),
    ],
)
def test_what_may_open_the_talk_is_asked_about_where_who_asks_has_no_label(
    above: str, told: int
) -> None:
    named = (("Pelle", "I do."), ("Tuva", "No."))
    answers = "".join(f"{name}\n{said}\n" for name, said in named)
    text = f"THE BOATS\n\n{above}\n{answers}" + "".join(f"{words}\n{answers}" for words in ASKED)
    reading = recognition_of(text)
    assert of_nobody(reading, text) == [*ASKED]
    asked = [each.line for each in reading.doubts if "outside the interview" in each.text]
    assert asked == [3] * told


def test_entries_without_a_label_between_those_of_the_only_one_who_has_one_are_nobodys() -> None:
    text = "# Minutes\n" + "".join(
        f"- Customer : {said}\n- {back}\n"
        for said, back in zip(ANSWERED, ("Yes.", "We see.", *ASKED[2:]), strict=True)
    )
    reading = recognition_of(text)
    assert of_nobody(reading, text)[:2] == ["- Yes.", "- We see."]
    assert [block.label for block in reading.blocks] == ["Customer", None] * 5
    assert is_told(reading, 3)


def test_what_the_only_one_with_a_label_lists_in_entries_is_said_by_that_one() -> None:
    listed = "- A net.\n- A rope.\n"
    text = "".join(
        f"- Customer : {said}\n{listed * (number < 3)}" for number, said in enumerate(ANSWERED)
    )
    assert not of_nobody(recognition_of(text), text)
