"""Talk whose labels were not seen is asked about, be it within a turn or before the first one."""

import pytest

from kodeverk.analysis.recognition.doubts.doubt import LineMeaning
from kodeverk.analysis.recognition.lines import with_lines
from kodeverk.analysis.recognition.turns import recognise
from tests.transcript_files import recognition_of, source_of

ASKED = "does somebody else speak from"
TALK = "Ivo: We have two boats.\nRut: And one oar.\n" * 6
FURTHER = (
    "Who mends them?\nMy uncle does, in winter.\nDoes he take money for it?\nOnly of guests.\n"
    "And when he is ill?\nThen they leak.\n"
)


def doubts_of(text: str, name: str = "intervju.txt") -> list[str]:
    return [doubt.text for doubt in recognition_of(text, name).doubts]


def test_questions_that_are_answered_within_one_turn_are_asked_about() -> None:
    (asked,) = (each for each in doubts_of(TALK + FURTHER + TALK) if ASKED in each)
    assert asked.startswith(f"line {TALK.count(chr(10)) + 1}: ")


def test_a_speaker_who_wonders_twice_is_not_asked_about() -> None:
    twice = FURTHER[: FURTHER.index("And when")]
    assert not any(ASKED in each for each in doubts_of(TALK + twice + TALK))


@pytest.mark.parametrize("apart", ["\n\n", "\n"])
@pytest.mark.parametrize(
    ("plain", "is_asked"),
    [("Who mends them?", True), ("What can I say. Who knows?", False), ("So. Who?", False)],
)
def test_questions_without_the_form_of_the_others_are_asked_about(
    apart: str, plain: str, is_asked: bool
) -> None:
    bold = ["**Who has a boat?**", "We have two.", "I painted one.", "**Where are they kept?**"]
    answer = ["Below the old barn.", "Nobody goes there."]
    last = ["**Is there more?**", "Hardly any.", "Ask my uncle."]
    lines = [*bold, *answer, plain, "My aunt does.", "She learned it as a girl.", *last]
    asked = [each for each in doubts_of(apart.join(lines), "talk.md") if ASKED in each]
    assert [each.split("'")[1] for each in asked] == [plain] * is_asked


def test_a_question_amid_the_lines_of_an_answer_is_not_asked_about() -> None:
    answer = "We have two boats.\nAnd who mends them?\nMy uncle does.\n"
    text = f"**Who has a boat?**\n\n{answer}\n**Where is it kept?**\n\n{answer}\n" * 3
    assert not any(ASKED in each for each in doubts_of(text, "talk.md"))


def test_a_turn_far_longer_than_all_others_is_asked_about() -> None:
    story = "".join(
        f"In the year {year} the ice came early, and we stayed.\n" for year in range(60)
    )
    line = TALK.count("\n") + 1
    (asked,) = (each for each in doubts_of(TALK + story + TALK) if ASKED in each)
    assert asked.startswith(f"line {line}: ")


def test_the_first_half_of_a_talk_with_labels_in_another_form_is_asked_about() -> None:
    other = "i. we have two boats\nr. yes\n" * 4
    later = "I: We mend them in the winter.\nR: Who pays for the tar?\n" * 6
    (asked,) = (each for each in doubts_of(other + later) if "talk as well" in each)
    assert asked.startswith("line 1: ")


def test_a_talk_that_another_convention_names_above_the_one_that_is_read_is_asked_about() -> None:
    clocks = "".join(
        f"00:{minute:02}:10 --> 00:{minute:02}:50\n{name}\nWe have two boats.\n\n"
        for minute, name in enumerate(("IVO MO", "RUT LI") * 4)
    )
    other = "".join(
        f"{name}   {minute}:03\nWho mends them in the winter?\n\n"
        for minute, name in enumerate(("Nils Berg", "Eva Dal") * 5)
    )
    text = f"{other}Interview 2\nTranscript\n\n{clocks}"
    assert any("talk as well" in each and "Nils Berg" in each for each in doubts_of(text))


def test_facts_and_persons_above_a_talk_are_no_talk_in_another_form() -> None:
    cover = "".join(f"Interview {number}\nDate - May\nPlace - Town\n\n" for number in range(4))
    assert not any("talk as well" in each for each in doubts_of(cover + TALK))


BELOW_NO_HEADING = "".join(
    f"Welcome, it is the {part} hour of this evening, and we talk of boats and of those who mend "
    "them.\n\n"
    for part in ("first", "second", "third", "last")
)
LONG_TALK = "Ivo: We have two boats.\n\nRut: And one oar, which is an old one.\n\n" * 60


def test_what_a_host_tells_above_the_first_label_of_a_long_talk_is_asked_about() -> None:
    (asked,) = (each for each in doubts_of(BELOW_NO_HEADING + LONG_TALK) if "talk as well" in each)
    assert asked.startswith("line 1: ")
    far_more = "Evening of boats\n\n" + BELOW_NO_HEADING * 9 + LONG_TALK
    (asked,) = (each for each in doubts_of(far_more) if "talk as well" in each)
    assert asked.startswith("line 3: ")


@pytest.mark.parametrize(
    "above",
    [
        "Consent\n\n" + BELOW_NO_HEADING,
        BELOW_NO_HEADING[: BELOW_NO_HEADING.index("\n") + 2],
        "Interview 4\n\nDate: 4 May\nPlace: Dunvik\n\nSummary\n\n" + BELOW_NO_HEADING,
    ],
)
def test_a_letter_below_its_heading_and_one_sentence_above_a_talk_are_not_asked_about(
    above: str,
) -> None:
    assert doubts_of(above + LONG_TALK) == []


NEXT = "Mona is forty, and she mends sails for others."


def test_who_is_introduced_where_another_interview_begins_is_asked_about() -> None:
    first = "Ivo: Have you a boat?\nRut: Two of them.\n" * 6
    second = "Ivo: Have you a sail?\nMona: Three of them.\n" * 6
    (asked,) = (each for each in doubts_of(f"{first}{NEXT}\n{second}") if ASKED in each)
    assert asked.startswith(f"line {first.count(chr(10)) + 1}: ")
    assert doubts_of(first + second) == []


def test_who_is_introduced_above_questions_that_are_counted_anew_is_asked_about() -> None:
    first = "".join(f"{n}. Whose is boat {n}?\nMy uncle has it.\n" for n in range(1, 9))
    second = "".join(f"{n}. Have you oar {n}?\nYes, that one.\n" for n in range(1, 7))
    (asked,) = (each for each in doubts_of(f"{first}{NEXT}\n{second}") if ASKED in each)
    assert asked.startswith(f"line {first.count(chr(10)) + 1}: ")


def test_a_second_paragraph_is_asked_about_where_hardly_any_turn_has_one() -> None:
    (asked,) = doubts_of(TALK * 2 + NEXT + "\n" + TALK * 2)
    assert "said by who speaks above it, or outside the interview?" in asked
    assert doubts_of(TALK * 2 + f"She said: “{NEXT}”\n" + TALK * 2) == []
    assert doubts_of(TALK * 2 + f"{NEXT}\n" * 3 + TALK * 2) == []
    assert doubts_of("".join(f"{TALK}She has {n}.\n" for n in ("a boat", "oars", "sails"))) == []


MENDED = "Ivo: Who mends the two boats?\nRut: My uncle does it in the winter, in the dark.\n" * 5


def asked_within(text: str) -> list[str]:
    return [each.split(":")[0] for each in doubts_of(text) if ASKED in each]


@pytest.mark.parametrize("behind", ["", "Ivo: And the oars?\nRut: Nobody.\n"])
def test_an_answer_without_its_label_is_asked_about(behind: str) -> None:
    text = f"{MENDED}Ivo: And the nets, in the summer?\nThose my aunt takes home.\n{behind}"
    assert asked_within(text) == ["line 12"]
    assert not any("report" in each for each in doubts_of(text))


def test_several_answers_without_their_labels_are_asked_about_each() -> None:
    lost = "Ivo: And the nets, I ask? Tell me.\nThose my aunt takes home.\n"
    assert asked_within(f"{MENDED}{lost}{MENDED}{lost}{MENDED}") == ["line 12", "line 24"]


@pytest.mark.parametrize(
    "last",
    [
        "Ivo: And the nets?\nI mean the torn ones.\nRut: My aunt.\n",
        "Ivo: That is all I had.\nThank you for the coffee.\n",
        "Rut: Have we been here?\nYes, in the year of the ice.\nIvo: And the nets?\n",
        "Ivo: And the nets?\nThe torn ones, that is?\n",
    ],
)
def test_what_somebody_goes_on_to_say_is_not_asked_about(last: str) -> None:
    assert asked_within(MENDED + last) == []


def test_who_often_goes_on_below_a_question_is_not_asked_about() -> None:
    talk = MENDED + "Ivo: And the nets?\nI heard of two.\nRut: They are at home.\n"
    assert asked_within(f"{talk}Ivo: And the oars?\nI saw none.\n") == []


INTERVIEW = "**Who built the boats?**\n\nMy father did.\n\n**And the oars?**\n\nHe had them.\n\n"


def test_what_stands_below_a_heading_behind_an_answer_is_asked_about() -> None:
    poem = "## Mara Lind: The boats\n\nBoats upon a narrow sea,\n\n"
    text = f"# Boats\n\n{INTERVIEW}{INTERVIEW}{poem}{INTERVIEW}{poem}{INTERVIEW}"
    (asked,) = (each for each in doubts_of(text, "boats.md") if "below a heading" in each)
    assert asked.startswith("line 21: ")


def test_headings_of_parts_above_questions_are_not_asked_about() -> None:
    text = "".join(f"## Part {number}\n\n{INTERVIEW}" for number in range(4))
    assert not any("below a heading" in each for each in doubts_of(text, "boats.md"))


PROMPTS = ("Tell me about your boats", "And the others here", "Let us go on", "Now the winter")
GROUP = "Ivo: We have two boats.\n\nRut: And one oar.\n\nPer: It leaks."
WITHOUT_LABEL = "does somebody without a label say"


@pytest.mark.parametrize("form", ["{}.", "➔ {}.", "- {}.", "«{}.»", "{}", "**{}**", "__{}__"])
def test_what_may_lead_a_group_where_nobody_who_is_named_asks_is_asked_about_once(
    form: str,
) -> None:
    prompts = [form.format(words) for words in PROMPTS]
    text = GROUP + "".join(f"\n\n{prompt}\n\n{GROUP}" for prompt in prompts)
    (asked,) = (each for each in doubts_of(text, "talk.md") if WITHOUT_LABEL in each)
    assert asked.startswith("line 7: ")
    assert asked.endswith("; likewise in lines 15, 23, 31")


@pytest.mark.parametrize(
    ("asker", "behind"),
    [("Interviewer", "It leaks."), ("Per", "Who else has one?"), ("Per", "We say\n\nso much.")],
)
def test_headings_and_what_goes_on_where_somebody_who_is_named_asks_are_not_asked_about(
    asker: str, behind: str
) -> None:
    group = GROUP.replace("Per: It leaks.", f"{asker}: {behind}")
    prompts = [f"**{words}**" for words in PROMPTS] if "\n" not in behind else ["Ivo: So."]
    text = group + "".join(f"\n\n{prompt}\n\n{group}" for prompt in prompts)
    assert not any(WITHOUT_LABEL in each for each in doubts_of(text, "talk.md"))


@pytest.mark.parametrize(("sign", "is_asked"), [("➔ ", True), ("", False)])
def test_sentences_in_a_form_of_their_own_at_the_ends_of_turns_are_asked_about(
    sign: str, is_asked: bool
) -> None:
    group = "Interviewer: Who has a boat?\n\nRut: We do.\n\nIt is old.\n\nPer: It leaks."
    text = "\n\n".join(f"{group}\n\n{sign}{words}." for words in PROMPTS) + f"\n\n{group}"
    assert any(WITHOUT_LABEL in each for each in doubts_of(text)) == is_asked


def test_one_answer_holds_for_all_that_somebody_without_a_label_may_say() -> None:
    text = GROUP + "".join(f"\n\n{words}.\n\n{GROUP}" for words in PROMPTS)
    source = source_of(text)
    reading = recognise(source)
    assert not any(
        WITHOUT_LABEL in each for each in with_lines(source, reading, {7: "said"}).warnings
    )
    outside = with_lines(source, reading, {7: "outside"})
    assert [each.place for each in outside.outside] == [6, 14, 22, 30]


LED_GROUP = "{0}How did you come here?\nRut: I came by boat.\nIvo: So did I.\n"


@pytest.mark.parametrize("asks", ["Moderator: ", "Siv: "])
def test_questions_of_a_group_without_the_label_of_who_asks_are_asked_about_once(asks: str) -> None:
    text = (LED_GROUP.format(asks) * 3 + LED_GROUP.format("")) * 3
    source = source_of(text)
    reading = recognise(source)
    (doubt,) = (doubt for doubt in reading.doubts if WITHOUT_LABEL in doubt.text)
    assert (doubt.line, doubt.likewise) == (10, (22, 34))
    taken = with_lines(source, reading, {10: "outside"})
    assert [each.place + 1 for each in taken.outside] == [10, 22, 34]
    assert taken.doubts == ()


def test_who_answers_in_a_group_may_ask_and_go_on_in_paragraphs() -> None:
    text = LED_GROUP.format("Moderator: ") * 8
    within = text.replace("So did I.", "So did I. Did you not?")
    above_who_asks = text.replace("So did I.", "So did I.\nDid you not?")
    longer = text.replace("by boat.", "by boat.\nWe were late.\nWas it May?")
    for each in (within, above_who_asks, longer):
        assert not any(WITHOUT_LABEL in doubt for doubt in doubts_of(each))


def test_times_alone_on_their_lines_between_turns_are_said_by_nobody() -> None:
    turns = [f"Ann: Then what, {n}? #00:0{n}:01-0#\n\n#00:0{n}:02-0#\n" for n in range(8)]
    talk = "\n".join(turns).replace("Ann: Then what, 1", "Bo: We waited 1").replace(", 3?", ".")
    assert not any(WITHOUT_LABEL in each for each in doubts_of(talk))


def test_of_many_questions_within_turns_all_are_named() -> None:
    bold = "**Who has a boat?**\n\nWe have two.\n\nI painted one.\n\n"
    plain = "Who mends them?\n\nMy aunt does.\n\nShe learned it as a girl.\n\n"
    source = source_of((bold + bold + plain) * 9, "talk.md")
    reading = recognise(source)
    asked = [doubt for doubt in reading.doubts if ASKED in doubt.text]
    named = [line for doubt in asked for line in (doubt.line, *doubt.likewise)]
    assert len(asked) == 5
    assert named == [13 + 18 * n for n in range(9)]
    lines: dict[int, LineMeaning] = {doubt.line or 0: "said" for doubt in asked}
    assert not any(ASKED in doubt.text for doubt in with_lines(source, reading, lines).doubts)


def test_a_lone_question_with_its_answer_within_a_turn_is_asked_about() -> None:
    talk = "Ida: Who mends the nets?\n\nBo: My uncle does, in winter.\n\n"
    text = f"{3 * talk}And who pays him?\n\nNobody does.\n\n{3 * talk}"
    (doubt,) = recognition_of(text).doubts
    assert doubt.line == 13
    assert recognition_of(text.replace("pays him?", "pays him.")).doubts == ()


FOLLOW_UP = "And you went alone?\nYes, I did."
FURTHER_WORDS = (
    "He was ill in May.",
    "There was hardly any rain that spring.",
    "My mother kept all of the receipts.",
    "Nobody told us.",
    "You could hear the trains at night.",
    "The road is new.",
    "It cost us nine crowns.",
)


def interview(apart: str, more: int, follow_up: str, often: int) -> str:
    """Return ten answers, so `often` with a follow-up: every other one has it first."""
    lines: list[str] = []
    for n in range(10):
        answer = FURTHER_WORDS[(3 * n + 5) % 7]
        lines += [f"I: Who came in year {n}?", f"R: {answer} So said uncle {n}."]
        lines += [FURTHER_WORDS[(3 * n + k) % 7] for k in range(more)]
        lines += follow_up.splitlines() if n // 2 + 5 * (n % 2) < often else []
    return apart.join(lines)


@pytest.mark.parametrize("often", [1, 5, 10])
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_questions_answered_within_answers_are_asked_about_once(apart: str, often: int) -> None:
    source = source_of(interview(apart, 0, FOLLOW_UP, often))
    reading = recognise(source)
    (doubt,) = (doubt for doubt in reading.doubts if WITHOUT_LABEL in doubt.text)
    assert not any(ASKED in doubt.text for doubt in reading.doubts)
    lines = [doubt.line, *doubt.likewise]
    shown = [source.line((line or 0) - 1) for line in lines]
    assert shown == ["And you went alone?"] * often
    assert with_lines(source, reading, {doubt.line or 0: "said"}).doubts == ()


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_questions_answered_within_longer_answers_are_asked_about_once(apart: str) -> None:
    text = interview(apart, 1, FOLLOW_UP, 5)
    assert sum(WITHOUT_LABEL in each for each in doubts_of(text)) == 1


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("more", "follow_up", "often"),
    [
        (0, "And what did I do? I left.", 10),
        (0, "“And you went alone?”\n“Yes,” I said.", 5),
        (0, "And what could I do, when?", 3),
        (3, FOLLOW_UP, 2),
    ],
)
def test_who_wonders_in_an_answer_is_not_asked_about(
    apart: str, more: int, follow_up: str, often: int
) -> None:
    text = interview(apart, more, follow_up, often)
    assert not any(ASKED in each or WITHOUT_LABEL in each for each in doubts_of(text))


def test_who_asks_otherwise_too_may_ask_within_an_answer() -> None:
    text = interview("\n", 0, FOLLOW_UP, 3).replace("uncle 7.", "uncle 7, who else?")
    assert any(WITHOUT_LABEL in each for each in doubts_of(text))
    asking = text.replace("uncle 8.", "uncle 8, no?")
    assert not any(WITHOUT_LABEL in each for each in doubts_of(asking))


def test_a_question_between_two_turns_of_one_person_is_asked_about() -> None:
    talk = "Ida: Who mends the nets?\n\nBo: My uncle does, in winter.\n\n"
    text = f"{3 * talk}And who pays him?\n\nBo: Nobody does.\n\n{3 * talk}"
    (doubt,) = recognition_of(text).doubts
    assert doubt.line == 13


@pytest.mark.parametrize(
    ("label", "is_asked"), [("R1: ", False), ("R1: [00:01:09] ", False), ("1. Rut: ", True)]
)
def test_the_number_of_a_speaker_begins_no_other_interview(label: str, is_asked: bool) -> None:
    """A number before a label counts questions anew; one in it tells who speaks."""
    talk = "Ivo: Who mends them?\nRut: My uncle does.\n" * 5
    text = f"{talk}Rut: We have two boats.\nAnd one oar.\n{label}And a sail.\n{talk}"
    text = text.replace("Rut: ", label) if label.startswith("R1") else text
    assert any(ASKED in each for each in doubts_of(text)) is is_asked


def test_who_asks_with_a_time_behind_the_question_mark_leaves_no_question_to_others() -> None:
    lines = []
    for turn in range(8):
        lines += [f"F: Who mends boat {turn}? #00:0{turn}:00-0#", "I: My uncle does."]
        lines += [f"He has done so for {turn} years. #00:0{turn}:30-0#"]
    assert not any("without a label" in each for each in doubts_of("\n".join(lines)))
    silent = [line.replace("Who mends", "Then on").replace("?", ".") for line in lines]
    assert any("without a label" in each for each in doubts_of("\n".join(silent)))


def test_what_ends_turns_below_names_in_headings_has_the_form_of_what_begins_them() -> None:
    turn = "### I\n\nWho mends them?\n\n### R\n\nMy uncle does in winter.\n"
    said = turn * 3 + (turn + "He takes no money for it.\n") * 4 + turn
    assert not any("without a label" in each for each in doubts_of(said, "samtale.md"))
    bold = said.replace("He takes no money for it.", "**He takes no money for it.**")
    assert doubts_of(bold, "samtale.md") != doubts_of(said, "samtale.md")


def test_notes_at_the_ends_of_what_is_said_that_stand_within_it_too_name_nobody() -> None:
    said = "We had (صمت) two boats (نامفهوم) in the bay. (صمت) And (نامفهوم) one oar. ({})"
    text = "\n\n".join(said.format(("صمت", "نامفهوم")[turn % 2]) for turn in range(8))
    assert not recognition_of(text).speakers
    assert not any("name them" in each for each in doubts_of(text))
    behind = "\n\n".join(f"We had two boats in bay {n}. ({'KJ'[n % 2]}ari)" for n in range(8))
    assert recognition_of(behind).speakers == {"Kari": 4, "Jari": 4}


def test_an_answer_without_its_label_is_asked_about_where_turns_are_one_paragraph() -> None:
    plain = TALK.replace("Rut: And one oar.", "And one oar.", 1)
    text = TALK + plain + TALK
    (asked,) = (each for each in doubts_of(text) if ASKED in each)
    assert asked.startswith("line 14: ")
    goes_on = TALK.replace("oar.", "oar.\nNo more.", 1)
    assert not any(ASKED in each for each in doubts_of(goes_on + text + goes_on))


def test_words_of_another_language_in_brackets_below_turns_are_asked_about_once() -> None:
    pairs = ("Ivo: Vi har to båter her.", "(We have two boats down here.)")
    other = ("Rut: Og en åre til.", "(And one more oar than that.)")
    text = "\n".join((*pairs, *other) * 6)
    (asked,) = (doubt for doubt in recognition_of(text).doubts if "is it said" in doubt.text)
    assert (asked.line, len(asked.likewise)) == (2, 11)
    said = with_lines(source_of(text), recognition_of(text), {2: "said"})
    assert not said.outside
    short = text.replace("down here", "here").replace("than that", "so")
    assert not any("is it said" in each for each in doubts_of(short))


@pytest.mark.parametrize(("who", "is_asked"), [("male, 33", True), ("I am 33.", False)])
def test_who_takes_part_in_another_talk_is_asked_about_below_its_facts(
    who: str, is_asked: bool
) -> None:
    facts = f"---\nDate: 4 June 2021\nPlace: the ford\nRespondent: {who}\n"
    text = TALK.replace("Rut", "R") + facts + TALK.replace("Rut", "R")
    asked = "does it say who takes part?"
    assert any(asked in each for each in doubts_of(text)) is is_asked


@pytest.mark.parametrize(("above", "is_asked"), [("Talks at the lake", False), ("", True)])
def test_a_question_right_above_the_first_label_is_asked_about(above: str, is_asked: bool) -> None:
    question = above or "What did the two of you do with the boats when winter came?"
    asked = [each for each in doubts_of(f"{question}\n{TALK}") if "line 1" in each]
    assert bool(asked) is is_asked


def test_a_bold_sentence_above_the_first_label_and_at_the_end_of_a_turn_is_asked_about() -> None:
    talk = "".join(f"<p>{line}</p>" for line in TALK.splitlines())
    bold = "<p><b>Tell me about the boats.</b></p>"
    (asked,) = recognition_of(f"{bold}{talk}{bold}{talk}", "talk.html").doubts
    assert (asked.line, asked.likewise) == (1, (14,))
    title = bold.replace("Tell me about the boats.", "Talks at the lake")
    assert not doubts_of(f"{title}{talk}{bold}{talk}", "talk.html")
