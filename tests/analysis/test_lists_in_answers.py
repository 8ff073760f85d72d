"""A list that somebody leads on to with a colon is said, whatever its entries look like."""

import pytest

from kodeverk.analysis.recognition.turns import recognise
from tests.analysis.test_turns_never_wrong_in_silence import ANSWERS, QUESTIONS, said, utterances
from tests.transcript_files import recognition_of, source_of

LISTS = {
    "signs": "I would say three:\n- time\n- wool\n- a dog",
    "numbers": "I would say three:\n1. time\n2. wool\n3. a dog",
    "sentences": "It went like this:\n1. We wrote.\n2. We waited.\n3. We went.\nThat was all.",
    "letters": "There are two ways:\na) to write\nb) to call",
    "within another": "We did two things:\n1. We hired.\n   a. One at the door.\n2. We painted.",
}
FORMS = {
    "colon": ("Peter: {}", "Joan: {}"),
    "bold": ("**{}**", "{}"),
    "numbered": ("{n}. {}", "{}"),
    "below": ("Peter\n{}", "Joan\n{}"),
}


def talk(form: str, listed: str, apart: str) -> str:
    """Return a talk with a list in the second answer and in the third."""
    asks, tells = FORMS[form]
    turns = []
    for n, (asked, told) in enumerate(zip(QUESTIONS, ANSWERS, strict=True), 1):
        more = f"\n{listed}" if n in (2, 3) else ""
        turns += [asks.format(asked, n=n), tells.format(told) + more]
    return apart.join(turns)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_list_that_an_answer_leads_on_to_is_said_and_nobody_is_asked(
    form: str, listed: str, apart: str, between: str
) -> None:
    text = talk(form, LISTS[listed].replace("\n", between), apart)
    source = source_of(text, "talk.md")
    reading = recognise(source)
    assert [doubt.text for doubt in reading.doubts if not doubt.may_wait] == []
    assert reading.outside == ()
    assert [block.label for block in reading.blocks][::2] == [reading.blocks[0].label] * 4
    assert len(reading.blocks) == 8
    second = source.text[reading.blocks[3].start : reading.blocks[3].end]
    assert second.endswith(LISTS[listed].replace("\n", between))


def test_a_list_right_below_the_last_answer_is_said_where_blank_lines_part_the_turns() -> None:
    turns = "\n\n".join(f"{who}: {words}" for who, words in utterances("Peter", "Joan"))
    listed = LISTS["sentences"]
    assert recognition_of(f"{turns}\n{listed}\n").doubts == ()
    assert recognition_of(f"{turns}\n\n{listed}\n").doubts
    tight = turns.replace("\n\n", "\n")
    assert recognition_of(f"{tight}\n{listed}\n").doubts


def test_a_numbered_heading_behind_a_colon_is_none_of_a_list() -> None:
    first, second = (
        "\n\n".join(f"{who}: {words}" for who, words in utterances("Peter", "Joan"))
        for _ in range(2)
    )
    text = f"1. The harbour\n\n{first} He said:\n\n2. The town\n\n{second}\n"
    assert [source_of(text).line(each.place) for each in recognition_of(text).outside] == [
        "1. The harbour",
        "2. The town",
    ]


def test_questions_counted_below_a_colon_are_asked() -> None:
    asked = "\n".join(f"{n}. {words}" for n, words in enumerate(QUESTIONS, 1))
    assert recognition_of(f"What I asked:\n{asked}\n").convention == "none"
    pairs = zip(QUESTIONS, ANSWERS, strict=True)
    text = "".join(f"{n}. {one}\n{other}\n" for n, (one, other) in enumerate(pairs, 1))
    assert said(f"What I asked:\n{text}")[0][0] == "Q"


@pytest.mark.parametrize("form", ["{}. {}", "{}: {}"])
@pytest.mark.parametrize(
    "entries", ["A. Ropes.\nB. Nets.\nC. Boats.", "a) ropes\nb) nets\nc) boats"]
)
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_what_is_listed_by_letters_is_said_by_a_who_answers_q(
    form: str, entries: str, apart: str
) -> None:
    turns = [form.format(who, words) for who, words in utterances("Q", "A") * 2]
    listed = entries.replace("\n", apart)
    text = apart.join([*turns[:4], listed, *turns[4:]])
    reading = recognition_of(text)
    assert reading.speakers == {"Q": 8, "A": 8}
    assert text[reading.blocks[3].start : reading.blocks[3].end].endswith(listed)
    may_be_said = [doubt.label for doubt in reading.doubts]
    assert may_be_said == (["A", "B", "C"] if entries.endswith(".") and form[2] == "." else [])


def test_persons_named_by_letters_who_answer_in_turn_are_speakers() -> None:
    turns = [f"{who}. {words}" for who, words in utterances("Q", "A") * 2]
    group = ["A. We came in the spring.", "B. So did we, I think.", "C. No, in the winter."]
    reading = recognition_of("\n".join([*turns[:4], *group, *turns[4:6], group[1], *turns[6:]]))
    assert reading.speakers == {"Q": 8, "A": 9, "B": 2, "C": 1}


@pytest.mark.parametrize("listed", ["1. Barn.\n2. Jobb.\n3. Hus.", "- Barn.\n- Jobb."])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_numbered_heading_right_below_a_list_is_none_of_its_entries(
    listed: str, between: str
) -> None:
    lines: list[str] = []
    for number, part in enumerate(("HELSE", "ARBEID", "FAMILIE"), 1):
        lines += [f"Ida: Hva trengte dere den {number}. dagen?", f"Bo: Dette:\n{listed}"]
        lines += [f"{number}. {part}", "Ida: Og så?", "Bo: Så gikk vi hjem igjen."]
    source = source_of(between.join(lines), "talk.txt")
    reading = recognise(source)
    headings = [source.line(each.place) for each in reading.outside]
    assert headings == ["1. HELSE", "2. ARBEID", "3. FAMILIE"]


def test_articles_whose_paragraphs_letters_count_anew_name_nobody() -> None:
    duty = "to keep the stairs and the yard of the house clean and free of all that blocks the way;"
    articles = "".join(
        f"Article {number}. The tenants have\n\n"
        + "".join(f"({letter}) {letter} {duty}\n\n" for letter in letters)
        for number, letters in enumerate(("abcd", "abc", "abcdfg", "abcdf", "abc"), 1)
    )
    assert recognise(source_of(articles)).convention == "none"


def test_persons_whom_letters_name_speak_though_they_often_begin_with_a() -> None:
    rounds = ("ABCD", "ABC", "ABDCB", "ADC", "ABCD")
    said = "and then we went home by the old road, as we all did after the long day at the mill."
    text = "".join(f"({who}) Well {n}, {said}\n\n" for n, each in enumerate(rounds) for who in each)
    assert {*recognise(source_of(text)).speakers} == {*"ABCD"}
