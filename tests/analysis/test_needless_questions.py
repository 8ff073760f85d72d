"""What a reader reads in one way is asked about by nobody; what is like it and is not, is."""

from collections.abc import Sequence

import pytest

from tests.transcript_files import recognition_of

QUESTIONS = tuple(
    f"And who {done}?"
    for done in ("mended the nets", "kept the hens", "rang the bell", "sold the salt")
)
ANSWERS = (
    "An old woman called Tilda. She never said much.",
    "My uncle did, in the winter. It was cold there.",
    "Nobody, as far as I know.",
    "We did it ourselves, at night.",
)


def talk(*within: str, labels: Sequence[str] = ("Ines", "Bo Tarn"), at: int = 2) -> list[str]:
    """Return the paragraphs of a talk, with some `within` answer number `at`."""
    asks, answers = labels
    turns = [
        [f"{asks}: {asked}", f"{answers}: {answered}"]
        for asked, answered in zip(2 * QUESTIONS, 2 * ANSWERS, strict=True)
    ]
    turns[at] += [*within, "So it went on."] if within else []
    return [paragraph for turn in turns for paragraph in turn]


def asked(paragraphs: Sequence[str], apart: str = "\n\n") -> tuple[str, ...]:
    return recognition_of(apart.join(paragraphs)).warnings


@pytest.mark.parametrize("apart", ["\n\n", "\n"])
@pytest.mark.parametrize("labels", [("Ines", "Bo Tarn"), ("I", "P")])
@pytest.mark.parametrize(
    "said",
    [
        ["The boss said: go home, there is no salt."],
        ["My mother always says: who saves has bread.", "My mother always says: never mind."],
    ],
)
def test_words_of_a_sentence_before_a_colon_and_small_letters_are_no_label(
    said: Sequence[str], labels: Sequence[str], apart: str
) -> None:
    reading = recognition_of(apart.join(talk(*said, labels=labels)))
    assert (reading.turns, reading.warnings) == (16, ())


@pytest.mark.parametrize(
    "line", ["The boss said: Go home, there is no salt.", "Boss: go home, there is no salt."]
)
def test_what_may_be_a_label_for_what_stands_behind_it_or_its_few_words_is_asked_about(
    line: str,
) -> None:
    assert asked(talk(line, labels=("I", "P")))


def test_words_before_a_colon_are_asked_about_where_all_speak_in_small_letters() -> None:
    paragraphs = talk("The boss said: go home, there is no salt.", labels=("I", "P"))
    small = [
        label + colon + words.lower()
        for label, colon, words in (paragraph.partition(": ") for paragraph in paragraphs)
    ]
    assert asked(small)


def test_who_is_named_above_the_talk_may_be_told_of_in_it() -> None:
    above = "A talk with Bo Tarn and Tilda Ram"
    assert asked([above, *talk("Tilda Ram mended the best of them.")]) == ()
    assert asked([above, *talk("Bo Tarn stands up and looks at the loom.")])


def group(*labels: str, once: str, apart: str = ": ") -> list[str]:
    """Return the paragraphs of a talk of several, with somebody who speaks `once`."""
    turns = [
        f"{label}{apart}" + (f"{word}en {word}te {word}ar {word}s." if place else asked)
        for number, asked in enumerate((*QUESTIONS, *QUESTIONS[:2]))
        for place, label in enumerate(labels)
        for word in [f"{'VKNTRS'[number]}{'aeiou'[place]}l"]
    ]
    return [*turns[:9], f"{once}{apart}I was there as well.", *turns[9:]]


@pytest.mark.parametrize("apart", [": ", "\n"])
@pytest.mark.parametrize(
    ("labels", "once"),
    [
        (("M", "P1", "P2", "P3"), "P7"),
        (("Moderator", "Participant 1", "Participant 2"), "Participant 6"),
        (("INT", "KH01", "KH02"), "KH11"),
    ],
)
def test_who_speaks_once_under_a_label_of_their_kind_is_a_speaker(
    labels: Sequence[str], once: str, apart: str
) -> None:
    reading = recognition_of("\n\n".join(group(*labels, once=once, apart=apart)))
    assert (reading.speakers[once], reading.warnings) == (1, ())


@pytest.mark.parametrize("once", ["A7", "F", "Teacher", "P"])
def test_who_speaks_once_under_a_label_of_another_kind_is_asked_about(once: str) -> None:
    assert asked(group("M", "P1", "P2", "P3", once=once))


def test_a_letter_among_many_letters_is_a_speaker_and_among_two_asked_about() -> None:
    assert asked(group("M", "A", "B", "C", once="F")) == ()
    assert asked(group("M", "A", once="F"))


@pytest.mark.parametrize("closing", [(), ("That is what I miss.",)])
@pytest.mark.parametrize("signs", [("- ", "- "), ("1. ", "2. "), ("• ", "• ")])
@pytest.mark.parametrize("apart", ["\n\n", "\n"])
def test_a_list_that_the_last_answer_leads_on_to_is_said(
    apart: str, signs: tuple[str, str], closing: tuple[str, ...]
) -> None:
    listed = [f"{sign}{what}" for sign, what in zip(signs, ("the bell", "the boats"), strict=True)]
    *paragraphs, _ = talk()
    last = "Bo Tarn: Two things, I would say:"
    assert asked([*paragraphs, last, *listed, *closing], apart) == ()
    if apart == "\n\n":
        assert asked([*paragraphs, *listed, *closing], apart)


@pytest.mark.parametrize(
    "half", ["So many people", "And I thought", "Well, the ford", "Poor mother"]
)
def test_one_or_two_half_sentences_in_answers_are_said(half: str) -> None:
    assert asked(talk(half)) == ()
    assert asked([*talk(half), *talk("Just like that", at=5)]) == ()


def test_short_lines_in_answers_that_are_several_or_read_as_titles_are_asked_about() -> None:
    titles = ("Early years", "School days", "The mill")
    told = asked([each for at, title in enumerate(titles) for each in talk(title, at=at + 1)])
    assert any("outside the interview?; likewise in lines" in each for each in told)
    assert asked(talk("Early Years"))
    assert asked(talk("Photograph by Tilda Ram"))
    assert asked(talk("Childhood"))


@pytest.mark.parametrize("look", ["*{}*", "_{}_"])
def test_a_sign_alone_in_a_look_of_its_own_is_no_line_to_ask_about(look: str) -> None:
    assert asked(talk(look.format("."))) == ()
    assert asked(talk(look.format("The old loom.")))


@pytest.mark.parametrize("form", ["{}. {}", "{}: {}"])
def test_words_before_quotations_are_no_speakers_beside_letters_or_within_a_sentence(
    form: str,
) -> None:
    turns = []
    for turn in range(8):
        turns += [form.format("Q", f"When was boat {turn} built?")]
        turns += [form.format("A", f"In spring, some {turn} years ago, and as they said then,")]
        turns += [f"{('Por ejemplo', 'Ella decía')[turn % 2]}: “It was boat {turn}.”"]
    turns[5] = "por ejemplo: it was cold that year, and so on."
    reading = recognition_of("\n".join(turns))
    assert reading.speakers == {"Q": 8, "A": 8}


def test_names_in_the_facts_above_bold_questions_are_not_asked_about_as_who_answers() -> None:
    turns = [(f"**{asks}**", says) for asks, says in zip(QUESTIONS, ANSWERS, strict=True)]
    facts = "Date\t{}\nFile\tTilda Moe\nPlace\tTarn\n\n"
    said = "\n".join(f"{asks}\n{says}" for asks, says in turns)
    two = recognition_of(f"{facts.format(3)}{said}\n\n{facts.format(4)}{said}\n", "talk.md")
    assert not any("behind what is said" in told for told in two.warnings)
    named = "\n".join(
        f"{asks}\n{says} ({who})"
        for who, (asks, says) in zip(["Bo", "Ines"] * 2, turns, strict=True)
    )
    assert any("behind what is said" in told for told in recognition_of(named, "talk.md").warnings)
