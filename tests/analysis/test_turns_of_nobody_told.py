"""Where a reader sees who asks and nothing in the form tells it, the first question is named."""

import pytest

from kodeverk.analysis.recognition.lines import with_lines
from kodeverk.analysis.recognition.turns import recognise
from tests.transcript_files import recognition_of, source_of

EXCHANGES = (
    ("Who mends the nets?", "My uncle does, every spring."),
    ("What is the rope made of?", "Hemp, as long as there is any."),
    ("When did the ferry stop?", "I was nine, so that is long ago."),
    ("Which boat is yours?", "The green one behind the barn."),
)


@pytest.mark.parametrize(
    "form", ["{asked}\n{answered}\n", "o {asked}\n  {answered}\n\n", "| {asked} | {answered} |\n"]
)
def test_questions_with_answers_that_nothing_marks_are_asked_about_by_their_line(form: str) -> None:
    text = "".join(form.format(asked=asked, answered=said) for asked, said in EXCHANGES)
    reading = recognise(source_of(f"A talk\n\n{text}", "talk.md"))
    assert reading.convention == "none"
    assert [doubt.line for doubt in reading.doubts] == [3]


def test_rows_of_a_table_that_ask_with_a_number_behind_are_asked_about_by_their_line() -> None:
    rows = "".join(f"| {asked} (1) a | {said} |\n" for asked, said in EXCHANGES * 2)
    front = "# A talk\n\nAt the lake\n\n| Asked | Told |\n|---|---|\n"
    reading = recognition_of(front + rows, "talk.md")
    assert reading.speakers == {}
    assert [doubt.line for doubt in reading.doubts] == [7]


def test_a_text_that_asks_now_and_then_is_not_asked_about() -> None:
    said = " ".join(answered for _, answered in EXCHANGES)
    text = "".join(f"{asked}\n\n{said}\n\n{said}\n\n{said}\n\n{said}\n\n" for asked, _ in EXCHANGES)
    assert recognition_of(text).doubts == ()


def test_bold_marks_with_spaces_within_them_mark_questions() -> None:
    text = "".join(f"** {asked} **\n\n{answered}\n\n" for asked, answered in EXCHANGES)
    assert recognition_of(text, "talk.md").speakers == {"Q": 4, "A": 4}


def test_a_label_that_names_two_speakers_is_asked_about_where_it_stands_once() -> None:
    text = "".join(f"Baker: {asked}\nSmith: {answered}\n" for asked, answered in EXCHANGES)
    text += "Bakers with smiths: They are old.\n"
    reading = recognition_of(text + text.split("Bakers")[0])
    assert any(doubt.line == 9 for doubt in reading.doubts)


@pytest.mark.parametrize("label", ["Boatman_{} : ", "The old {}: ", "{}lo: "])
def test_labels_that_stand_once_each_are_asked_about_by_their_lines(label: str) -> None:
    told = "The ice went early that year. We sat in the boat house and mended nets."
    text = "\n\n".join(label.format(each) + told for each in "ABCD")
    reading = recognition_of(text)
    lines = [doubt.line for doubt in reading.doubts if doubt.remedy == "speaker"]
    assert reading.speakers or lines == [1, 3, 5, 7]
    assert recognition_of(f"{told}\n\n" * 4 + f"Boat: {told}").doubts == ()


def test_who_speaks_once_each_is_a_speaker_when_somebody_says_so() -> None:
    source = source_of("".join(f"Boatman_{each} : We mended nets, mostly.\n\n" for each in "ABC"))
    reading = with_lines(source, recognise(source), dict.fromkeys([1, 3, 5], "speaker"))
    assert reading.speakers == {"Boatman_A": 1, "Boatman_B": 1, "Boatman_C": 1}
    assert reading.doubts == ()


def cues(*said: str) -> str:
    times = ((f"00:00:{n:02}.000", f"00:00:{n + 1:02}.000") for n in range(len(said)))
    timed = zip(times, said, strict=True)
    return "WEBVTT\n\n" + "\n\n".join(f"{a} --> {b}\n{words}" for (a, b), words in timed)


ASKED, TOLD = zip(*EXCHANGES, strict=True)


@pytest.mark.parametrize(
    "said",
    [
        [f">> {words}" for pair in EXCHANGES for words in pair],
        [words for asked, told in EXCHANGES for words in (f"- {asked}\n- {told}", *TOLD)],
        [f"{told} >> {asked}" for asked, told in EXCHANGES],
    ],
    ids=["a sign before each", "two now and then", "a sign within"],
)
def test_cues_in_which_signs_tell_that_others_speak_are_asked_about(said: list[str]) -> None:
    reading = recognition_of(cues(*said), "talk.vtt")
    assert reading.speakers == {}
    assert [doubt.line for doubt in reading.doubts] == [1]
    assert recognition_of(cues(*TOLD, "- No.", *TOLD), "talk.vtt").doubts == ()


@pytest.mark.parametrize("form", ["{}\n{}", "- {}\n- {}", "{} {}"])
def test_a_cue_in_which_two_are_named_is_asked_about(form: str) -> None:
    talk = [f"{who}: {words}" for pair in EXCHANGES for who, words in zip("KO", pair, strict=True)]
    text = cues(*talk, form.format(*talk[:2]), *talk)
    reading = recognition_of(text, "talk.vtt")
    assert [doubt.line for doubt in reading.doubts] == [9]
    settled = with_lines(source_of(text, "talk.vtt"), reading, {9: "speaker"})
    assert settled.speakers == {"K": 9, "O": 9}


def test_a_cue_of_one_speaker_with_a_dash_before_each_of_two_sentences_is_asked_about() -> None:
    talk = [
        f"<v {who}>{words}</v>" for pair in EXCHANGES for who, words in zip("KO", pair, strict=True)
    ]
    two = recognition_of(cues(*talk, "<v K>- Really?\n- Yes.</v>"), "talk.vtt")
    assert [doubt.line for doubt in two.doubts] == [9]
    one = recognition_of(cues(*talk, "<v K>- Really, I thought - and then no.</v>"), "talk.vtt")
    assert one.doubts == ()


@pytest.mark.parametrize("name", ["talk.txt", "talk.html"])
def test_every_other_paragraph_that_asks_is_read_so_where_somebody_says_it(name: str) -> None:
    turns = [words for exchange in EXCHANGES for words in exchange]
    text = "\n".join(turns) if name == "talk.txt" else f"<ul><li>{'<li>'.join(turns)}</ul>"
    (asked,) = recognise(source_of(text, name)).doubts
    assert asked.convention == "question and answer"
    reading = recognise(source_of(text, name), asked.convention)
    assert [block.label for block in reading.blocks] == ["Q", "A"] * len(EXCHANGES)


def test_paragraphs_that_do_not_ask_by_turns_are_read_so_by_nobody() -> None:
    turns = [words for exchange in EXCHANGES for words in (*exchange, "It was long ago.")]
    source = source_of("\n".join(turns), "talk.txt")
    assert not recognise(source, "question and answer").speakers


@pytest.mark.parametrize(
    ("form", "told"), [("Question {}", [3]), ("问题{}：", [3]), ("Room {}", [])]
)
def test_answers_below_the_numbers_of_their_questions_are_asked_about_by_the_first(
    form: str, told: list[int]
) -> None:
    talk = "".join(f"{form.format(at)}\n{said}\n\n" for at, (_, said) in enumerate(EXCHANGES, 1))
    reading = recognition_of(f"At the lake\n\n{talk}")
    assert reading.speakers == {}
    assert [doubt.line for doubt in reading.doubts] == told


def test_a_question_with_an_answer_above_the_first_label_is_asked_about_where_none_has_one() -> (
    None
):
    others = "".join(f"{asked}\n\nR: {said}\n\n" for asked, said in EXCHANGES)
    first = "Where did you keep the oars?\n\nIn the barn.\n\n"
    warnings = recognition_of(f"A talk\n\n{first}{others}").warnings
    assert any("line 3: is what stands outside" in told for told in warnings)
    assert not any(
        "stands outside" in told for told in recognition_of(f"A talk\n\n{others}").warnings
    )
