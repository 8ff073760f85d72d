"""What stands at the head of each of several interviews in a file names nobody who speaks."""

import pytest

from kodeverk.analysis.recognition.turns import recognise, recognitions
from tests.transcript_files import recognition_of, source_of

SAID = (
    "She mends the nets herself, mostly in the spring when the ice is gone.",
    "Nobody pays for the rope, it is made of what is left.",
    "The ferry has not come since she was nine years old.",
)
SHEETS = (
    ("3 May", "Tora Lund", "net mender"),
    ("4 May", "Bo Vik", "ferryman, now old"),
    ("9 May", "Ella Moe", "smith"),
)


@pytest.mark.parametrize("sign", [": ", "\t", " – "])
def test_facts_above_each_of_several_texts_without_labels_are_no_speakers(sign: str) -> None:
    sheets = [
        f"Day{sign}{day}\nGuest{sign}{name}\nWork{sign}{work}\n\n" + "\n\n".join(SAID)
        for day, name, work in SHEETS
    ]
    reading, *_ = recognitions(source_of("Talks at the lake\n\n" + "\n\n".join(sheets)))
    assert reading.speakers == {}


def test_facts_above_labelled_talks_do_not_take_their_turns_away() -> None:
    talk = "".join(f"Q: And what about it?\nA: {each}\n" for each in SAID)
    sheets = [f"Day\t{day}\nGuest\t{name}\nWork\t{work}\n{talk}" for day, name, work in SHEETS]
    assert recognition_of("\n".join(sheets)).speakers == {"Q": 9, "A": 9}


def test_a_fact_that_holds_what_was_said_is_asked_about_with_the_facts_above_it() -> None:
    sheets = [
        f"Day: {day}\nName: {name}\nWork: {work}\nWhat was said: {' '.join(SAID)}\n"
        for day, name, work in SHEETS
    ]
    reading = recognition_of("Talks at the lake\n\n" + "\n".join(sheets))
    assert reading.speakers == {}
    assert [doubt.line for doubt in reading.doubts] == [3]


def test_three_who_answer_in_few_words_each_time_are_speakers() -> None:
    answers = "Ella: Two a week\nBo: Never\nTora: When it rains, and then I go out in the boat.\n"
    text = "".join(f"{n}. How often is that?\n{answers}\n" for n in range(1, 6))
    reading = recognise(source_of(text))
    assert reading.speakers == {"Ella": 5, "Bo": 5, "Tora": 5} or reading.doubts


def test_labels_alone_above_a_name_among_labels_with_words_are_asked_about() -> None:
    talk = "".join(f"E: And what about it?\nA: {each}\n" for each in SAID)
    text = "".join(f"{talk}\nOrvo:\n{name}\nMail:\nx@sea.no\n\n" for _, name, _ in SHEETS)
    reading = recognition_of(text + "E: Why?\nA: So.\n")
    asked = [doubt for doubt in reading.doubts if "or a fact" in doubt.text]
    assert [doubt.label for doubt in asked] == ["Orvo", "Mail"]


FACTS = "Talk at Sea {n}: {work}\n\nDay: {day}\nAsker: [a name]\nGuest: {name} ({work})\n\n"


def sheets_with(talk: str) -> str:
    return "".join(
        FACTS.format(n=n, day=day, name=name, work=work) + talk
        for n, (day, name, work) in enumerate(SHEETS, 1)
    )


def test_facts_above_each_talk_with_the_label_of_who_asks_are_outside_all_of_them() -> None:
    text = sheets_with("".join(f"Asker: And then?\n\nTora: {each}\n\n" for each in SAID))
    reading = recognition_of(text)
    assert reading.speakers == {"Asker": 9, "Tora": 9}
    facts = [place for place, line in enumerate(text.split("\n")) if "Guest:" in line]
    assert {place - shift for place in facts for shift in (0, 1, 2, 4)} <= {
        each.place for each in reading.outside
    }
    assert reading.doubts == ()


def test_facts_above_each_table_of_counted_questions_are_no_speakers() -> None:
    rows = "".join(f"| {n} | And what then? | {each} |\n" for n, each in enumerate(SAID, 1))
    text = sheets_with(f"| No | Asked | Told |\n|---|---|---|\n{rows}\n")
    reading = recognition_of(text, "talks.md")
    assert reading.speakers == {"Q": 9, "A": 9}
    lines = text.split("\n")
    outside = {lines[each.place] for each in reading.outside}
    assert {"| No | Asked | Told |", "Asker: [a name]", "Day: 3 May", "Day: 9 May"} <= outside
    assert [doubt.may_wait for doubt in reading.doubts] == [True]


def test_those_who_answer_a_question_in_few_words_again_and_again_are_speakers() -> None:
    round_ = "Ivo: How often, all in all?\nElla: Two a week\nBo: Never\nTora: In May\nPer: Once\n"
    reading = recognition_of("".join(f"{round_}\n{each}\n\n" for each in SAID * 2))
    assert {"Ella", "Bo", "Tora", "Per"} <= {*reading.speakers}


def test_short_turns_of_those_who_speak_elsewhere_are_no_facts() -> None:
    talk = "".join(f"Ella: {each}\nBo: Why?\nTora: {each}\n" for each in SAID)
    text = f"{talk}\nElla: Two a week\nBo: Never\nTora: In May\n\n" * 3
    assert recognition_of(text).speakers == {"Ella": 12, "Bo": 12, "Tora": 12}


def test_what_is_said_below_a_table_of_speakers_is_asked_about() -> None:
    rows = "".join(f"| Ivo | And then? |\n| Tora | {each} |\n" for each in SAID)
    table = f"| Speaker | Text |\n|---|---|\n{rows}\n"
    text = f"{table}\nNobody knows who says that here.\n\n{table}"
    (asked,) = recognition_of(text, "talk.md").doubts
    assert "below a row of the table" in asked.text
    assert asked.line == 11
    assert recognition_of(table + table, "talk.md").doubts == ()


CONSENT = "The guest knows what the talk is for, and may leave whenever they want to."


def outside_again(front: str, again: str | None = None, between: str = "") -> list[str]:
    """Return what lies outside behind the first of two talks, the second below `again`."""
    talk = "".join(f"Ida: And what about it?\nBo: {each}\n" for each in SAID)
    first = f"{front}\n{talk}"
    text = f"{first}{between}\n{again or front}\n{talk}"
    lines, begin = text.split("\n"), first.count("\n")
    return [lines[each.place] for each in recognition_of(text).outside if each.place >= begin]


@pytest.mark.parametrize(
    ("front", "again"),
    [
        (f"CONSENT\n\n{CONSENT}\n", None),
        ("Talk at the lake 3\n", "Talk at the lake 4\n"),
        ("Talk at the lake 3\n12/05/2021\n", "Talk at the lake 4\n30/11/2021\n"),
        ("KEYWORDS\n\n- nets\n- rope\n- ferry\n", None),
        ("(.) = a short pause\n(( )) = the ferry is heard\n", None),
        ("Ida: Interviewer\nBo: Informant\n", None),
        ("LEGEND\nIda: Interviewer\nBo: Informant\n", None),
        ("Ida = Interviewer\nBo = Guest\n", None),
        ("Present: Ida, Bo\n", None),
        ("PRESENT\n\nIda\nBo\n", None),
        ("Researcher (Ida), Guest (Bo)\n", None),
        (f"SUMMARY\n\n{CONSENT}\n", f"SUMMARY\n\nBo mends nets on the quay. {CONSENT}\n"),
    ],
)
def test_what_stands_above_the_first_talk_is_outside_above_the_second_too(
    front: str, again: str | None
) -> None:
    below = again or front
    assert outside_again(front, again) == [line for line in below.split("\n") if line]


def test_a_sentence_quoted_at_the_head_of_a_file_is_said_where_it_stands() -> None:
    assert outside_again(f"The nets of the lake\n\n{CONSENT}\n", "\n", f"{CONSENT}\n") == []


def test_short_answers_that_stand_above_the_talk_by_chance_are_said() -> None:
    assert outside_again("yes\nno\n", "\n", "yes\nno\n") == []


def test_a_first_interview_is_never_the_cover_of_the_second() -> None:
    talk = "".join(f"**Ida**\nWhat then?\n\n**Bo**\n{each}\n\n" for each in SAID)
    front = "Place: Bergen | Date: 2021\nIda: Interviewer\nBo: Informant\n\n"
    reading = recognition_of(front + talk + front.replace("2021", "2022") + talk, "talks.md")
    assert reading.speakers == {"Ida": 2 * len(SAID), "Bo": 2 * len(SAID)}


def test_a_legend_below_facts_on_a_line_that_come_back_is_never_said() -> None:
    talk = "".join(f"Ida: And what about it?\nBo: {each}\n" for each in SAID)
    facts = "Plats: Bergen   Kön: kvinna   Yrke: lärare   Språk: 32   Datum: 2021-09-05\n"
    front = f"{facts}Ida: Moderator\nBo: Informant\n\n"
    again = "\nPlats: Bergen\nKön: man\nYrke: fiskare\n\n"
    assert recognition_of(f"{front}{talk}{again}{talk}").speakers == {"Ida": 6, "Bo": 6}


def test_a_list_of_names_above_a_second_talk_never_speaks_where_names_stand_alone() -> None:
    talk = "".join(f"Ida\nAnd what about it?\n\nBo\n{each}\n\n" for each in SAID)
    front = "Present:\nIda\nBo\n\n"
    reading = recognition_of(front + talk + front + talk)
    assert reading.speakers == {"Ida": 2 * len(SAID), "Bo": 2 * len(SAID)}
    assert reading.doubts == ()


def test_a_bold_heading_above_the_same_words_each_time_is_nobody() -> None:
    talk = "".join(f"**Ida**\nWhat then?\n\n**Bo**\n{each}\n\n" for each in 2 * SAID)
    front = f"**Consent**\n{CONSENT}\n\n"
    assert [*recognition_of(front + talk + front + talk, "talks.md").speakers] == ["Ida", "Bo"]


def test_another_summary_below_the_heading_of_the_first_is_asked_about() -> None:
    talk = "".join(f"Ida: And what about it?\nBo: {each}\n" for each in SAID)
    summaries = [f"SUMMARY\n\nBo mends nets {where}.\n\n" for where in ("at home", "on the quay")]
    doubts = recognition_of("\n".join(f"{each}{talk}" for each in summaries)).doubts
    assert [doubt.line for doubt in doubts] == [14]
    assert "below a heading" in doubts[0].text
    (other,) = recognition_of(f"{summaries[0]}{talk}\nWORK\n\nWe mend nets.\n\n{talk}").doubts
    assert "below a heading" not in other.text


def test_a_quoted_sentence_above_the_facts_of_another_interview_is_said() -> None:
    facts = "Date:\t{} May\nLength:\t{} min\nPlace:\tTolm {}\n\n"
    turns = "Ivo: When was that?\n\nTora: I came by boat.\nOne thing: “It was cold then.”\n\n" * 3
    text = facts.format(3, 40, 1) + turns + facts.format(5, 50, 2) + turns
    reading = recognition_of(text)
    assert reading.speakers == {"Ivo": 6, "Tora": 6}
    outside = {text.splitlines()[each.place] for each in reading.outside}
    assert not any("One thing" in line for line in outside)


@pytest.mark.parametrize("names", ["GUIDE: Ella Moe\nVOKSIR: Bo Vik", "VOKSIR: Bo Vik"])
def test_who_takes_part_is_no_turn_among_facts_without_the_sign_of_all_labels(names: str) -> None:
    talk = "".join(f"#GUIDE: And what about it?\n#VOKSIR: {each}\n" for each in SAID * 2)
    reading = recognition_of(f"Day: 3 May\nLake: Orvo\n{names}\n\n{talk}")
    assert reading.speakers == {"GUIDE": 6, "VOKSIR": 6}


def test_a_label_without_its_sign_below_what_is_said_begins_a_turn() -> None:
    talk = "".join(f"#GUIDE: And what about it?\n#VOKSIR: {each}\n" for each in SAID * 2)
    slip = f"Day: 3 May\n\n{talk}VOKSIR: Not Bo\n{talk}"
    assert recognition_of(slip).speakers == {"GUIDE": 12, "VOKSIR": 13}


def test_the_facts_at_the_head_of_a_file_answer_no_question_that_ends_the_first_talk() -> None:
    facts = "Day: {}\nLake: Orvo\nGUIDE: Ella Moe\n\n"
    talk = "".join(f"#GUIDE: And what about it?\n#VOKSIR: {each}\n" for each in SAID)
    text = f"{facts.format(3)}{talk}#GUIDE: Why?\n\n{facts.format(4)}{talk}"
    reading = recognition_of(text)
    assert [each.place for each in reading.outside] == [0, 1, 2, 12, 13, 14]
    answered = recognition_of(f"{talk}#GUIDE: Who was that?\n\n{facts.format(3)}" * 2 + talk)
    assert "a fact above an interview" not in [each.reason for each in answered.outside]


def test_keywords_that_end_in_a_bracket_above_each_interview_say_nothing() -> None:
    words = "Words: nets, ropes, boats, oars, [ice]\n\n"
    talk = "".join(f"Ella: And what about it?\nBo: {each}\n" for each in SAID)
    assert recognition_of((words + talk + "\n") * 2).speakers == {"Ella": 6, "Bo": 6}
    listed = "Ella: And what about it?\nBo: Nets, ropes, boats, oars, and so [laughs]\n"
    assert recognition_of(talk + listed + talk).speakers == {"Ella": 7, "Bo": 7}


def test_facts_with_wide_white_space_between_them_say_nothing_above_each_interview() -> None:
    facts = "File: Talk {}   Length: 00:41:25   Typed by: Bo   Place: Orvo\n\n"
    talk = "".join(f"Ella: And what about it?\nBo: {each}\n" for each in SAID)
    reading = recognition_of(f"{facts.format(1)}{talk}\n{facts.format(2)}{talk}")
    assert reading.speakers == {"Ella": 6, "Bo": 6}
    assert [each.place for each in reading.outside] == [0, 9]


def test_a_summary_above_each_interview_with_another_number_in_it_is_said_by_nobody() -> None:
    summary = "## Outline\nThere are {} boats by the lake. " + " ".join(SAID * 2) + "\n\n"
    talk = "".join(f"## Ella\nAnd what about it?\n\n## Bo\n{each}\n\n" for each in SAID)
    text = f"{summary.format(40)}{talk}{summary.format(67)}{talk}"
    assert recognition_of(text, "talk.md").speakers == {"Ella": 6, "Bo": 6}
    other = text.replace("There are 67 boats", "There is no boat")
    assert recognition_of(other, "talk.md").speakers == {"Outline": 2, "Ella": 6, "Bo": 6}
