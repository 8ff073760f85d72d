"""What interviews of studies are written like: nobody's words become another's in silence."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import docx

from kodeverk.analysis.recognition.evidence.persons import alike_labels
from kodeverk.analysis.recognition.turns import Recognition, recognise
from tests.transcript_files import SAID, read_transcript, recognition_of

WHEN = ("first", "then", "in spring", "at sea")


def _told(text: str, words: str, name: str = "interview.txt") -> list[str]:
    return [told for told in recognition_of(text, name).warnings if words in told]


def test_a_time_with_nobodys_name_is_nobodys_utterance_where_each_time_has_a_paragraph() -> None:
    turns = [
        f"00:{number:02d}:03 Speaker {1 + number % 2}\n{SAID[number % 6]}" for number in range(24)
    ]
    turns[9] = f"00:09:03\n{SAID[3]}"
    reading = recognition_of("\n".join(turns) + "\n")
    assert [block.label for block in reading.blocks][8:11] == ["Speaker 1", None, "Speaker 1"]
    assert any(told.startswith("utterances that name nobody: 1,") for told in reading.warnings)


def test_times_within_long_answers_part_nothing() -> None:
    answer = "\n".join(SAID[:4])
    turns = [
        f"00:{number:02d}:03 Speaker {1 + number % 2}\n{answer if number % 2 else SAID[0]}"
        for number in range(24)
    ]
    turns[9] = f"00:09:03 Speaker 2\n{SAID[1]}\n00:09:40\n{SAID[2]}"
    reading = recognition_of("\n".join(turns) + "\n")
    assert {block.label for block in reading.blocks} == {"Speaker 1", "Speaker 2"}


def test_a_label_without_its_sign_is_asked_about_above_words_that_go_on() -> None:
    talk = [f"Kari: {SAID[number % 6]}\nOla: {SAID[-number % 6]}" for number in range(8)]
    talk[5] = "Kari: Garin.\nOla …Garin, do you see, what people they were"
    assert _told("\n".join(talk) + "\n", "line 12, “Ola …Garin")


def test_a_name_in_the_middle_of_a_sentence_is_nobody_who_speaks() -> None:
    talk = [f"Kari: {SAID[number % 6]}\nOla: {SAID[-number % 6]}" for number in range(8)]
    talk[5] = "Kari: Then they came and asked for\nOla … and then they went.\nOla: Yes."
    assert not _told("\n".join(talk) + "\n", "Ola …")


def test_numbered_questions_within_answers_are_seen_where_a_break_of_markdown_ends_them() -> None:
    questions = [
        f'Answer: "{SAID[number % 6]}"<br></br>\n{number}. What did you do {said}?<br></br>\n\n'
        f'    "{SAID[-number % 6]}"<br></br>\n\n    I ask: "And then?"<br></br>\n'
        for number, said in enumerate(("first", "in spring", "at home", "at sea", "at last"), 4)
    ]
    assert _told("\n".join(questions), "line 2: does somebody else speak from '4. What", "t.md")


SAID_AT_SLASHES = [said.lower().replace(" the", " / the").replace(".", " //") for said in SAID]


def test_codes_behind_a_sign_speak_where_slashes_are_pauses() -> None:
    turns = [
        f"@{code}1984f {SAID_AT_SLASHES[number % 6]} / yes / {SAID_AT_SLASHES[-number % 6]}"
        for number, code in enumerate(("ish", "psg", "psg", "ish", "psg") * 4)
    ]
    reading = recognition_of("#begin = 0:01:46\n" + "\n".join(turns) + "\n")
    assert reading.speakers == {"ish1984f": 8, "psg1984f": 12}


def test_a_code_that_begins_one_line_speaks_as_the_others_do() -> None:
    turns = [
        f"{code}1984f {SAID_AT_SLASHES[number % 6]}"
        for number, code in enumerate(("ish", "psg", "psg", "ish", "psg") * 4)
    ]
    turns[7] = turns[7].replace("psg1984f", "psg1948f")
    assert recognition_of("\n".join(turns) + "\n").speakers["psg1948f"] == 1


def test_people_who_are_addressed_in_a_few_lines_are_no_speakers() -> None:
    lines = [*SAID, "@kari1 I think so too.", *SAID[:3], "@ola2 Never.", "@kari1 Why?", *SAID[3:]]
    assert not recognition_of("\n".join(lines) + "\n").speakers


def _interview(*marks: str) -> str:
    return "\n\n".join(
        f"{mark} What did you do {when}?\n{said}"
        for mark, when, said in zip(
            marks, ("first", "then", "in spring", "at sea"), SAID, strict=False
        )
    )


def test_another_interview_behind_a_rule_is_asked_about_where_its_questions_have_no_number() -> (
    None
):
    numbered = _interview("1.", "2.", "3.", "4.")
    other = "\n\n".join(
        f"What do you think of {thing}?\n{SAID[0]}\n{SAID[1]}\n{said}"
        for thing, said in zip(("nets", "boats", "the bay"), SAID[:3], strict=True)
    )
    text = f"Interview 1\n\n{numbered}\n\n------\n\nInterview 2\n\n{other}\n"
    assert _told(text, "is what stands outside the interview from 'What do you think of nets?'")


def test_questions_behind_dashes_without_a_space_are_questions() -> None:
    talk = "\n\n".join(
        f"-What did you do {when}?\n{said}" for when, said in zip(WHEN, SAID[:4], strict=True)
    )
    assert recognition_of(f"About boats\n\n{talk}\n").speakers == {"Q": 4, "A": 4}


def test_a_dialogue_of_dashes_without_spaces_names_nobody() -> None:
    talk = "\n\n".join(
        f"-What did you do {when}?\n-{said}" for when, said in zip(WHEN, SAID[:4], strict=True)
    )
    assert not recognition_of(f"About boats\n\n{talk}\n").speakers


def _talk_with(last: str, sign: str) -> str:
    talk = "\n".join(f"Kari: And then?\nOla: {said[:-1]}{sign}." for said in SAID[:4])
    return f"{talk}\n{last}\n"


def test_notes_to_words_above_that_end_the_file_are_asked_about() -> None:
    notes = "* The boat lay in Vik.\n* Who told him is not known.\n* Not found."
    assert _told(_talk_with(notes, "*"), "is '* The boat lay in Vik.' said, or a report?")


def test_a_list_that_ends_an_answer_is_said_where_no_word_above_has_its_sign() -> None:
    notes = "* The boat lay in Vik.\n* Who told him is not known.\n* Not found."
    assert not _told(_talk_with(notes, ""), "said, or a report?")


def _group(*people: str) -> str:
    return "\n\n".join(
        f"Host: What did you do {when}?\n{people[0]}: {said}\n"
        + "\n".join(f"{person}: {word}" for person, word in zip(people[1:], words, strict=True))
        for when, said, words in zip(
            (*WHEN, "at home", "then"),
            SAID,
            (
                ("nets", "boats"),
                ("fish", "ropes"),
                ("bait", "oars"),
                ("sails", "both"),
                ("nothing", "fish"),
                ("boats", "nets"),
            ),
            strict=True,
        )
    )


def test_who_answers_in_a_word_each_time_speaks_as_who_answers_before_them() -> None:
    reading = recognition_of(_group("Tora", "Ola", "Ida") + "\n")
    assert {*reading.speakers} == {"Host", "Tora", "Ola", "Ida"}


def test_facts_above_each_of_four_interviews_are_nobodys() -> None:
    talk = "\n".join(f"Kari: What then?\nTora: {said}" for said in SAID)
    text = "\n\n".join(
        f"Bygd: {place}\nYrke: Fisker\n\n{talk}" for place in ("Vik", "Nes", "Moen", "Eid")
    )
    assert {*recognition_of(text + "\n").speakers} == {"Kari", "Tora"}


def _table(*cells: Sequence[str]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def test_how_important_each_row_of_a_table_is_names_nobody_who_speaks() -> None:
    rows = [
        (f"R{number}", f"It shows {said.lower()}", f"So that {said.lower()}", word)
        for number, (said, word) in enumerate(
            zip(SAID, ("Must", "Should", "Must") * 2, strict=True)
        )
    ]
    table = _table(("Code", "What", "Why", "Priority"), ("--", "--", "--", "--"), *rows)
    talk = "\n\n".join(
        f"** What did you do {when}? **\n\n {said}"
        for when, said in zip(WHEN, SAID[:4], strict=True)
    )
    reading = recognition_of(f"# Boats\n\n{talk}\n\n### What is to be done\n\n{table}", "t.md")
    assert {*reading.speakers} == {"Q", "A"}


def test_who_speaks_may_stand_behind_what_is_said_in_a_row() -> None:
    rows = [(said, name) for said, name in zip(SAID, ("Tora", "Ola") * 3, strict=True)]
    table = _table(("What", "Of"), ("--", "--"), *rows)
    assert {*recognition_of(f"# Boats\n\n{table}", "t.md").speakers} == {"Tora", "Ola"}


def test_an_interviewee_named_once_is_asked_about_and_no_slip_of_the_interviewer() -> None:
    assert alike_labels({"Interviewee": 1, "Interviewer": 8, "Tora": 8}) == ()
    assert alike_labels({"Interviewr": 1, "Interviewer": 8}) == (("Interviewr", "Interviewer"),)
    turns = "\n".join(
        f"Interviewer: And {when}?\nTora: {said}" for when, said in zip(WHEN, SAID[:4], strict=True)
    )
    assert _told(
        f"Interviewee: Tora Lund, 24, from Vik, goes out in her boat with friends\n{turns}\n",
        "'Interviewee' speaks once",
    )


def test_a_label_alone_may_end_a_file_that_has_something_in_italics() -> None:
    talk = [f"Kari\n{said}\n\nTora\n{SAID[0]}\n" for said in SAID]
    talk[2] = f"Kari\n{SAID[2]}\n*What is better now*\n\nTora\n{SAID[0]}\n"
    reading = recognition_of("\n".join(talk) + "\nKari", "t.md")
    assert reading.speakers == {"Kari": 7, "Tora": 6}


def _outside(text: str) -> list[str]:
    reading = recognition_of(text)
    return [text[start:].split("\n", 1)[0] for start in reading.outside_at]


def test_facts_about_another_person_above_their_interview_are_nobodys_answer() -> None:
    people = ("Tora Lund", "Ola Vik")
    text = "A study of boats\n\n" + "\n\n".join(
        f"Asked by: {person}.\nWho answers: {other}.\n\n{_interview('1.', '2.', '3.', '4.')}"
        for person, other in (people, people[::-1])
    )
    assert _outside(text)[-2:] == ["Asked by: Ola Vik.", "Who answers: Tora Lund."]


def test_a_name_behind_words_in_an_answer_is_said_where_the_head_of_the_file_has_no_such() -> None:
    talk = _interview("1.", "2.", "3.", "4.").split("\n\n")
    talk[1] += "\nTwo came by.\nOne: Ola Vik\nThe other: Tora Lund"
    text = "A study of boats\n\nPlace: Vik\n\n" + "\n\n".join(talk)
    assert "One: Ola Vik" not in _outside(text)


def test_headings_that_count_anew_in_another_interview_are_outside() -> None:
    headings = ("Boats", "The nets and the bay in spring", "What it was worth")
    talk = "\n".join(
        f"{number}. {heading}\nKari: How was it?\nOla: {said}"
        for number, (heading, said) in enumerate(zip(headings, SAID[:3], strict=True), 1)
    )
    text = f"The first:\n{talk}\nThe second:\n{talk}\n"
    assert [line for line in _outside(text) if line[0] == "1"] == ["1. Boats", "1. Boats"]


def test_a_list_that_somebody_counts_up_is_said() -> None:
    talk = "\n".join(
        f"Kari: What is there?\nOla: Let me count.\n1. {one}\n2. {other}"
        for one, other in pairwise(SAID)
    )
    assert not _outside(f"{talk}\n")


def _interviews_in_lists(path: Path, *, below: str) -> Recognition:
    document = docx.Document()
    for person, day in (("Tora Lund", 3), ("Ola Vik", 4)):
        for line in (f"Date: {day} May 2024", "Time: 13:00", f"Informant: {person}"):
            document.add_paragraph(line)
        for thing in ("nets", "boats", "spring"):
            document.add_paragraph(f"How was it with {thing}?", style="List Number")
        document.add_paragraph(below)
        for said in SAID[:3]:
            document.add_paragraph(said, style="List Number")
    document.save(str(path))
    return recognise(read_transcript(path))


def test_questions_below_facts_are_not_the_informants_whom_the_last_fact_names(
    tmp_path: Path,
) -> None:
    reading = _interviews_in_lists(tmp_path / "interview.docx", below="Answers :")
    assert "Informant" not in reading.speakers


def test_a_guide_behind_a_rule_is_outside() -> None:
    guide = "\n".join(f"What do you think of {thing}?" for thing in ("nets", "boats", "the bay"))
    text = f"Interview 1\n\n{_interview('1.', '2.', '3.', '4.')}\n\n------\n\nGuide\n\n{guide}\n"
    assert not _told(text, "is what stands outside")
