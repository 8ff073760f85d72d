"""Where form alone tells who asks, what may be another question or the end is asked about."""

import io
import re
from collections.abc import Iterable
from random import Random

import docx
import pytest

from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from tests.transcript_files import recognition_of, source_of

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


WRAPPED = (
    "So before the bridge was built and everybody went by the ford as they had always done,",
    "who looked after the boats?",
)


@pytest.mark.parametrize("second", [WRAPPED[1], f"{WRAPPED[0].lower()} who looked after them?"])
def test_a_bold_question_over_two_lines_is_asked_from_the_first_on(second: str) -> None:
    talk = bold_talk()
    talk[6:6] = [(WRAPPED[0], True), (second, True), ("My aunt, when she was at home.", False)]
    reading = read(*talk)
    assert reading.speakers == {"Q": 7, "A": 7}
    (asked,) = (
        block for block in reading.blocks if block.label == "Q" and block.end - block.start > 90
    )
    assert asked.end - asked.start == len(WRAPPED[0]) + 1 + len(second)


@pytest.mark.parametrize(("end", "label"), [("**", "Q"), ("", "A")])
def test_a_question_in_marks_of_bold_over_several_lines_is_asked_as_a_whole(
    end: str, label: str
) -> None:
    talk = "".join(f"**{asked}**\n\n{answered}\n\n" for asked, answered in EXCHANGES)
    asked = f"**We heard of the great storm in which\nyour uncle lost\nthe green boat.{end}"
    text = f"{talk}{asked}\n\nHe never did, it was another one.\n\n{talk}"
    reading = recognition_of(text, "talk.md")
    turns = [(block.label, text[block.start : block.end]) for block in reading.blocks]
    assert [who for who, words in turns if "your uncle lost" in words] == [label]
    assert [who for who, words in turns if "He never did" in words] == ["A"]


@pytest.mark.parametrize("asked", ["and was it ever sold", "[00:12:40] why not"])
def test_what_is_bold_and_begins_small_is_asked_though_no_stop_ends_it(asked: str) -> None:
    talk = bold_talk()
    talk[6:6] = [(asked, True), ("Nobody wanted it.", False)]
    assert read(*talk).speakers == {"Q": 7, "A": 7}
    talk[6] = ("The boats of old", True)
    assert read(*talk).speakers == {"Q": 6, "A": 6}


def test_a_bold_heading_above_a_bold_question_is_not_asked() -> None:
    talk = bold_talk()
    talk[6:6] = [("The ford", True), ("Who looked after the boats?", True), ("My aunt.", False)]
    reading = read(*talk)
    assert reading.speakers == {"Q": 7, "A": 7}
    assert 6 in {each.place for each in reading.outside}


def test_notes_with_bold_headings_below_bold_questions_are_asked_about_by_their_line() -> None:
    headings = ("North: 17,89 (2 rooms)", "South: 30 (one room)")
    notes = [each for words in headings for each in ((words, True), ("2,30 + 2,10", False))]
    assert lines_asked(read(*bold_talk(), *notes), "does the interview end") == [13]


def test_a_heading_with_a_colon_behind_bold_questions_is_asked_about_by_its_line() -> None:
    notes = [("Further notes:", True), ("The uncle was out.", False)]
    assert lines_asked(read(*bold_talk(), *notes), "does the interview end") == [13]


@pytest.mark.parametrize(
    ("begins", "lines"), [("Wilma: ", [3, 7]), ("Ida said: ", []), ("Price: ", [])]
)
def test_a_name_that_comes_back_before_sentences_among_bold_questions_is_asked_about(
    begins: str, lines: list[int]
) -> None:
    talk = bold_talk()
    for place in (3, 7):
        words = "17,89" if begins == "Price: " else "We turn to the boats now."
        talk[place] = (begins + words, False)
    assert lines_asked(read(*talk), "not taken for a speaker") == [each + 1 for each in lines]


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


PROMPTS = ("Tell me about the nets.", "I would like to hear about the rope.", "Describe the ferry.")


def blocks_of(text: str, name: str = "talk.txt") -> list[tuple[str | None, str]]:
    """Return who says what in a text in which nothing is asked of a person."""
    source = source_of(text, name)
    reading = recognise(source)
    assert all(doubt.may_wait for doubt in reading.doubts)
    return [(block.label, source.text[block.start : block.end]) for block in reading.blocks]


def numbered(asked: Iterable[str], below: str = "{}") -> str:
    answers = (answered for _, answered in EXCHANGES)
    pairs = enumerate(zip(asked, answers, strict=False), 1)
    return "".join(f"{n}. {words}\n{below.format(answer)}\n" for n, (words, answer) in pairs)


@pytest.mark.parametrize("mark", ["{n}. {asked}", "*{asked}*", "**{asked}**", "## {asked}"])
def test_one_sentence_that_asks_shows_that_the_others_in_its_form_do(mark: str) -> None:
    asked = [*PROMPTS, "What was it like?"]
    exchanges = list(zip(asked, EXCHANGES, strict=False))
    text = "".join(
        f"{mark.format(n=n, asked=words)}\n\n{answer}\n\n"
        for n, (words, (_, answer)) in enumerate(exchanges, 1)
    )
    labels = [label for label, _ in blocks_of(text, "talk.md")]
    assert labels == ["Q", "A"] * len(asked)


def test_numbered_sentences_of_which_none_asks_are_asked_about() -> None:
    reading = recognition_of(numbered(PROMPTS))
    assert not reading.speakers
    assert lines_asked(reading, "asked, and what follows answered") == [1]


@pytest.mark.parametrize("form", ["- {}", "➔ {}", "*{}*", "## {}", "> {}"])
@pytest.mark.parametrize(("end", "is_asked"), [(".", True), ("", False)])
def test_sentences_of_one_form_of_which_none_asks_are_asked_about_and_headings_are_not(
    form: str, end: str, is_asked: bool
) -> None:
    prompts = [form.format(f"Tell me about the {each}{end}") for each in ("nets", "rope", "ferry")]
    text = "".join(f"{prompt}\n\nIt was so.\n\nNobody minds.\n\n" for prompt in prompts)
    reading = recognition_of(text, "talk.md")
    assert not reading.speakers
    assert lines_asked(reading, "asked, and what follows answered") == [1] * is_asked


LISTED = [
    each for asked, answer in EXCHANGES for each in (f"- {asked}", answer, "It was so.", "---")
]


@pytest.mark.parametrize(
    ("place", "silent", "is_asked"),
    [
        (0, ["- Who rows", "My aunt."], True),
        (6, ["- Who rows", "My aunt."], True),
        (6, ["- My aunt", "- My uncle"], False),
        (0, ["**About boats**", "A talk."], False),
    ],
)
def test_what_has_the_form_of_the_questions_and_answers_below_is_asked_about(
    place: int, silent: list[str], is_asked: bool
) -> None:
    lines = [*LISTED[:place], *silent, *LISTED[place:], *LISTED]
    reading = recognition_of("\n\n".join(lines), "talk.md")
    assert reading.convention == "question and answer"
    asked = [*lines_asked(reading, "somebody else speak"), *lines_asked(reading, "talk as well")]
    assert asked == [2 * place + 1] * is_asked


def test_long_answers_in_another_look_than_the_codes_above_them_are_no_questions() -> None:
    codes = "".join(
        f"<p><u>A{number}_{number}</u></p><p>{' '.join(each for _, each in EXCHANGES)}</p>"
        for number in range(5)
    )
    assert "Q" not in recognition_of(codes + "<p>Who knows?</p>", "codes.html").speakers


def test_bold_sentences_at_the_head_of_paragraphs_are_no_questions_for_one_that_asks() -> None:
    said = [*PROMPTS, "The barn is old.", "Who would not?"]
    text = "".join(f"**{words}** It is dark, and we mend things.\n\n" for words in said)
    assert not recognition_of(text, "notes.md").speakers


def test_a_question_in_japanese_ends_in_a_word() -> None:
    asked = ("学校はどうでしたか。", "それから何がありましたか。", "誰が手伝ってくれましたか。")
    answers = ("楽しかったです。", "仕事を始めました。", "先生が手伝ってくれました。")
    text = "".join(f"**{one}**\n\n{other}\n\n" for one, other in zip(asked, answers, strict=True))
    assert [label for label, _ in blocks_of(text, "talk.md")] == ["Q", "A"] * 3


def test_a_numbered_question_goes_on_in_the_sentence_right_below_that_asks() -> None:
    asked = [words for words, _ in EXCHANGES[:4]]
    asked[1] = f"The rope is old, and they say that it has been mended.\n{asked[1]}"
    asked[3] = f"Many have a boat here.\n{asked[3]}"
    said = blocks_of(numbered(asked))
    assert [words.split(" ", 1)[1] for label, words in said if label == "Q"] == asked


def test_an_answer_that_begins_with_a_question_is_not_asked() -> None:
    text = numbered([*PROMPTS, "What was it like?"], "{}\nWho would not?\nSo it goes.")
    said = recognition_of(text)
    asked = [block for block in said.blocks if block.label == "Q"]
    assert all("\n" not in text[block.start : block.end] for block in asked)


def test_a_bracket_wrapped_below_a_question_is_part_of_it_and_a_note_is_not() -> None:
    asked = [
        f"{words[:-1]} in the years before the bridge was built?" for words, _ in EXCHANGES[:4]
    ]
    asked[0] += "\n(nets, oars, neighbours)"
    text = numbered(asked).replace("Hemp", "(laughter)\nHemp")
    said = blocks_of(text)
    assert [words.split(" ", 1)[1] for label, words in said if label == "Q"] == asked


def test_answers_keep_their_labels_where_a_question_has_more_paragraphs() -> None:
    text = "".join(
        f"Question {n}: We spoke of it.\nYou said so.\n{one}\nAnswer: {other}\n"
        for n, (one, other) in enumerate(EXCHANGES[:4], 1)
    )
    said = blocks_of(text)
    assert [words for label, words in said if label == "A"] == [other for _, other in EXCHANGES[:4]]


def test_in_markdown_label_and_question_may_be_bold_together() -> None:
    text = "".join(f"**Vera: {one}**\n\nPaul: {other}\n\n" for one, other in EXCHANGES)
    labels = [label for label, _ in blocks_of(text, "talk.md")]
    assert labels == ["Vera", "Paul"] * len(EXCHANGES)


@pytest.mark.parametrize(
    ("head", "begun"), [("Nr | Locuteur | Texte", []), ("0 | B | Well.", ["B"])]
)
def test_the_head_of_a_table_in_markdown_is_known_by_the_rule_below_it(
    head: str, begun: list[str]
) -> None:
    said = [words for exchange in EXCHANGES for words in exchange]
    rows = (f"| {n} | {'AB'[n % 2]} | {words} |\n" for n, words in enumerate(said, 1))
    text = f"| {head} |\n| --- | --- | --- |\n{''.join(rows)}"
    labels = [label for label, _ in blocks_of(text, "talk.md")]
    assert labels == [*begun, *["B", "A"] * len(EXCHANGES)]


def test_who_answers_in_plain_and_asks_in_passing_is_not_taken_for_who_asks_in_italics() -> None:
    body = "".join(
        f"<p><i>{one}</i></p><p>Who would not? {other} So it is. That is all.</p>"
        for one, other in EXCHANGES
    )
    said = blocks_of(f"<p>Recorded in the barn by Vera.</p>{body}", "talk.html")
    assert [words for label, words in said if label == "Q"] == [one for one, _ in EXCHANGES]


def test_a_dash_behind_the_question_mark_of_a_bold_question_is_no_part_of_what_it_asks() -> None:
    asked = [f"* **{one}** {other}" for one, other in EXCHANGES[:5]]
    asked[3:3] = ["* **How deep is the bay? -** Nobody ever told me that."]
    reading = recognition_of("\n".join(asked), "talk.md")
    assert reading.speakers == {"Q": 6, "A": 6}


@pytest.mark.parametrize(("heading", "told"), [("### What we changed", [19]), ("[laughs]", [])])
def test_counted_headings_below_a_heading_behind_the_last_question_are_asked_about(
    heading: str, told: list[int]
) -> None:
    talk = [f"{at}. {one}\n{other}\n" for at, (one, other) in enumerate(EXCHANGES[:5], 1)]
    notes = ["**6. The boats**\nare green now.\n", "**7. The nets**\nare mended.\n"]
    text = "\n".join([*talk, f"{heading}\n\n", *notes])
    assert lines_asked(recognition_of(text, "talk.md"), "does the interview end") == told


def test_entries_within_those_that_ask_answer_them() -> None:
    talk = "".join(f"- {one}\n  - {other}\n  - So it is.\n" for one, other in EXCHANGES)
    reading = recognition_of(f"# A talk\n\n{talk}", "talk.md")
    assert reading.speakers == {"Q": 6, "A": 6}


def test_a_guide_with_further_questions_within_each_names_nobody() -> None:
    guide = "".join(
        f"- {one}\n  - How do you know that?\n  - Who else does?\n" for one, _ in EXCHANGES
    )
    assert recognition_of(f"# A guide\n\n{guide}", "guide.md").speakers == {}


def test_headings_that_come_back_among_many_turns_of_one_who_has_a_label_never_speak() -> None:
    random = Random(4)
    words = re.findall(r"\w+", "قبل بعد كان هناك بيت كبير نحن أنا هي على عندما كيف هذا التي")

    def said(count: int) -> str:
        return " ".join(random.choices(words, k=count))

    lines: list[str] = []
    for number in range(40):
        lines += [random.choice(("الخلفية", "المستقبل"))] if number % 7 == 3 else []
        lines += [f"<b>{said(8)}؟</b>", f"S046: {said(12)}."]
        lines += [f"{said(14)}." for _ in range(10)]
    text = "".join(f"<p>{line}</p><p></p>" for line in lines)
    assert recognition_of(text, "talk.html").speakers == {"S046": 40}


def counted_talk(last: str, *, parted: bool = False) -> str:
    """Return questions with numbers, `last` in the last answer, perhaps blank lines between."""
    blank = "\n" * parted
    answers = [*(answer for _, answer in EXCHANGES[:-1]), f"{last}\n{EXCHANGES[-1][1]}"]
    return "".join(
        f"{number}. {asked}\n{blank}{answer}\nIt was so.\n{blank}"
        for number, ((asked, _), answer) in enumerate(zip(EXCHANGES, answers, strict=True), 1)
    )


@pytest.mark.parametrize(("parted", "are_asked"), [(False, True), (True, False)])
def test_a_question_below_a_line_that_asks_nothing_is_its_end_where_no_blank_line_parts_them(
    parted: bool, are_asked: bool
) -> None:
    reading = recognition_of(counted_talk("Is it cold?", parted=parted))
    assert reading.speakers == {"Q": 6, "A": 6}
    assert bool(lines_asked(reading, "somebody else speak")) == are_asked


@pytest.mark.parametrize(
    ("words", "is_asked"), [("Which of the two boats?", True), ("I thought: “Which boat?”", False)]
)
def test_a_question_that_an_answer_tells_of_is_not_asked_about(words: str, is_asked: bool) -> None:
    reading = recognition_of(counted_talk(f"There were two.\n{words}"))
    assert bool(lines_asked(reading, "somebody else speak")) == is_asked


@pytest.mark.parametrize(
    ("words", "is_asked"), [("“It is dark.”", False), ("It is dark, and we mend things.", True)]
)
def test_a_word_before_quotations_in_answers_is_no_speaker_who_is_asked_about(
    words: str, is_asked: bool
) -> None:
    text = counted_talk(f"There were two.\nKanskje: {words}\nSo it was.\nKanskje: {words}")
    assert bool(lines_asked(recognition_of(text), "not taken for a speaker")) == is_asked


@pytest.mark.parametrize(("blank", "are_turns"), [("\n", False), ("", True)])
def test_lines_below_dashes_are_more_of_the_same_where_blank_lines_part_what_has_one(
    blank: str, are_turns: bool
) -> None:
    pairs = [(f"– {answer}", asked) for asked, answer in EXCHANGES]
    text = "".join(f"{one}\n{other}\n{blank}" for one, other in pairs)
    assert ("Q" in recognition_of(text).speakers) == are_turns
