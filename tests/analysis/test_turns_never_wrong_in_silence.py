"""Kinds of files in which words were once given to the wrong speaker, and nothing was said."""

import io
from pathlib import Path
from textwrap import fill

import docx
import pytest
from docx.shared import RGBColor

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.service.import_choices import Choices, Memory
from kodeverk.service.previewing import look
from tests.transcript_files import recognition_of, source_of

QUESTIONS = (
    "How did you come to the town?",
    "What was the first winter like?",
    "Who helped you find work?",
    "What would you change today?",
)
ANSWERS = (
    "We came by boat in the spring, and my aunt met us at the harbour with a cart.",
    "Cold, mostly. We had one stove and the snow came up to the windows for weeks.",
    "A neighbour knew the foreman at the mill, and he took me on the same week.",
    "I would have learned the language first, before anything else, that is sure.",
)


def utterances(one: str, other: str) -> list[tuple[str, str]]:
    """Return who says what, in turn."""
    return [
        (name, words)
        for said in zip(QUESTIONS, ANSWERS, strict=True)
        for name, words in zip((one, other), said, strict=True)
    ]


def talk(form: str, one: str = "Peter", other: str = "Joan") -> str:
    return "".join(form.format(name=name, words=words) for name, words in utterances(one, other))


def said(text: str) -> list[tuple[str | None, str]]:
    """Return who is found to say what."""
    source = source_of(text)
    blocks = recognise(source).blocks
    return [(block.label, source.text[block.start : block.end]) for block in blocks]


@pytest.mark.parametrize("form", ["{name}: {words}\n\n", "{name}\n{words}\n\n"])
@pytest.mark.parametrize(
    "below", ["This interview was recorded at the county museum.", "Mill worker, born 1921"]
)
def test_a_name_in_capitals_on_the_cover_never_begins_a_turn(form: str, below: str) -> None:
    cover = f"JOAN CROFT\n\n{below}\n\n"
    people = ("PETER HALL", "JOAN CROFT")
    assert said(cover + talk(form, *people)) == utterances(*people)


NOTES = (
    "Episode 14: The mill town\n\nIn this episode Joan Croft tells how she came by boat.\n\n"
    "We talk about:\n\n- the harbour\n- the mill: how she found work\n\nLinks:\n\n"
    "County museum: https://example.org\nTwitter: @milltown\n\n"
    "00:00 Introduction\n01:20 The harbour\n\n"
)


@pytest.mark.parametrize("form", ["{name}: {words}\n\n", "{name} (00:01:00):\n{words}\n\n"])
@pytest.mark.parametrize("title", ["", "Transcript\n\n"])
def test_show_notes_before_the_talk_are_never_somebodys_words(form: str, title: str) -> None:
    assert said(NOTES + title + talk(form)) == utterances("Peter", "Joan")


def test_what_is_thanked_among_the_first_turns_never_speaks_unasked() -> None:
    notes = "Peter: Welcome to the podcast.\n\nSubscribe: Apple\n\nSponsor: The museum\n\n"
    reading = recognition_of(notes + talk("{name}: {words}\n\n"))
    told = " ".join(reading.warnings)
    assert "'Subscribe' speaks once" in told
    assert "'Sponsor' speaks once" in told


def test_questions_told_by_colour_alone_are_never_given_to_anybody_unasked(
    tmp_path: Path,
) -> None:
    document = docx.Document()
    for question, answer in zip(QUESTIONS, ANSWERS, strict=True):
        run = document.add_paragraph().add_run(question)
        run.font.color.rgb = RGBColor(255, 0, 0)
        document.add_paragraph(answer)
    written = io.BytesIO()
    document.save(written)
    path = tmp_path / "talk.docx"
    path.write_bytes(written.getvalue())
    preview = look(path, Choices(), Memory())
    assert preview.reading is not None
    assert not preview.reading.speakers
    assert any("nobody is named" in ask.text for ask in preview.asks)


BEHIND = ["{words} ({name})\n", "{words} – {name}\n\n", "{words}\t{name}\n", "{words} [{name}]\n\n"]
BELOW = ["{words}\n— {name}\n\n", "{words}\n{name}\n\n", "{words}\n({name})\n\n"]


@pytest.mark.parametrize("form", BEHIND + BELOW)
@pytest.mark.parametrize("title", ["", "A talk at the harbour\n\n"])
def test_labels_behind_or_below_the_words_name_who_says_them_and_that_is_told(
    form: str, title: str
) -> None:
    text = title + talk(form)
    assert said(text) == utterances("Peter", "Joan")
    (told,) = recognition_of(text).doubts
    assert told.may_wait
    assert "stand behind what is said" in told.text


def test_what_has_no_label_behind_it_is_nobody_s_and_asked_about() -> None:
    text = talk("{words} ({name})\n\n").replace(" (Peter)", "", 1) + "Nobody knows who says that.\n"
    text = talk("{words} ({name})\n\n") + text
    (asked,) = (doubt for doubt in recognition_of(text).doubts if not doubt.may_wait)
    assert "name nobody: 2, the first in line 17" in asked.text
    assert said(text)[8] == (None, QUESTIONS[0])


@pytest.mark.parametrize(
    "form",
    [
        "{words} (laughs)\n",
        "{words} (Nord 1999)\n\n",
        "{words} [2]\n",
        "{words} (as {name} says)\n",
    ],
)
def test_notes_and_references_behind_what_is_said_are_no_labels(form: str) -> None:
    assert not recognition_of(talk(form)).speakers


def test_who_is_quoted_in_a_report_does_not_say_what_stands_between() -> None:
    text = talk("Many think so, as {words}\n\nThere are others, too.\n\n{words} ({name})\n\n")
    reading = recognition_of(text)
    assert not reading.speakers
    assert reading.doubts[0].convention == "text (name)"


def test_names_behind_the_answers_to_bold_questions_are_asked_about() -> None:
    answers = zip(QUESTIONS, ANSWERS, ("Peter", "Joan") * 2, strict=True)
    text = "".join(f"**{asked}**\n\n{told} ({name})\n\n" for asked, told, name in answers)
    (asked,) = (doubt for doubt in recognition_of(text, "a.md").doubts if not doubt.may_wait)
    assert (asked.line, asked.convention) == (3, "text (name)")


def test_labels_that_may_stand_below_the_words_are_asked_about() -> None:
    reading = recognition_of(talk("{words}\n\n{name}\n\n"))
    assert any("labels stand below" in doubt for doubt in reading.warnings)


@pytest.mark.parametrize(
    "quoted",
    [
        "Foreman: Who are you?\nMe: I am new.\nForeman: Then come in.",
        "Him: Who are you?\nJoan: and I said I was new.",
        '"Foreman: Who are you?"\n"Joan: I am new."',
        "    Foreman: Who are you?\n    Joan: I am new.",
    ],
)
def test_a_dialogue_that_somebody_tells_never_makes_speakers_unasked(quoted: str) -> None:
    written = talk("{name}: {words}\n")
    story = f"Peter: What happened?\nJoan: He stood in the door.\n{quoted}\n"
    reading = recognition_of(written + story + written)
    assert reading.warnings


@pytest.mark.parametrize(
    "form", ["{name}\n: {words}\n\n", "{name}\t: {words}\n", "{name} : {words}\n"]
)
def test_the_colon_before_what_is_said_is_never_a_part_of_it(form: str) -> None:
    assert said(talk(form)) == utterances("Peter", "Joan")


@pytest.mark.parametrize("sign", [" ", ". ", "; ", " – ", "\t"])
@pytest.mark.parametrize("turns", [4, 5, 6])
@pytest.mark.parametrize("lost", [1, 2, 3])
@pytest.mark.parametrize("people", [("Peter", "Joan"), ("I", "R"), ("Interviewer", "Respondent")])
def test_a_label_that_lost_its_colon_never_goes_unasked_in_a_short_talk(
    people: tuple[str, str], lost: int, turns: int, sign: str
) -> None:
    lines = talk("{name}: {words}\n", *people).splitlines()[:turns]
    lines[lost] = lines[lost].replace(": ", sign, 1)
    reading = recognition_of("\n".join(lines))
    assert len(reading.blocks) == turns or reading.warnings


@pytest.mark.parametrize("form", ["{name}: [0:{n:02}] {words}\n", "{name} (0:{n:02}): {words}\n"])
def test_a_label_before_a_time_never_goes_unasked_without_its_colon(form: str) -> None:
    lines = [
        form.format(name=name, n=number, words=words)
        for number, (name, words) in enumerate(utterances("Peter", "Joan") * 2)
    ]
    lines[9] = lines[9].replace(": ", " ", 1)
    reading = recognition_of("".join(lines))
    assert len(reading.blocks) == len(lines) or reading.warnings


def test_a_known_label_with_signs_nobody_sees_is_asked_about_without_its_colon() -> None:
    written = talk("{name}: {words}\n", "مصاحبه\u200cگر", "پاسخ\u200cگو")
    lost = "پاسخ\u200cگو Cold, mostly.\n"
    reading = recognition_of(written + lost + written)
    assert any("is in another form than elsewhere" in doubt for doubt in reading.warnings)


@pytest.mark.parametrize("before", ["\n", " "])
def test_the_time_behind_a_turn_never_begins_another_where_a_page_wraps_it(before: str) -> None:
    turns = [f"{name}: {words}" for name, words in utterances("Peter", "Joan")]
    timed = [f"{turn} #00:0{number}:12-0#" for number, turn in enumerate(turns)]
    timed[3] = timed[3].replace(" #", f"{before}#")
    timed[5] = timed[5].replace("he took", f"he{before}took")
    reading = recognition_of("\n".join(timed))
    assert [block.label for block in reading.blocks] == ["Peter", "Joan"] * 4
    assert all(block.milliseconds is not None for block in reading.blocks)


def test_what_nobody_is_named_for_is_asked_about_from_its_first_line() -> None:
    turns = [f"{name}: {words} #00:01:12-0#" for name, words in utterances("Peter", "Joan")]
    turns.insert(4, "Nobody knew him\nin the town. #00:02:12-0#")
    source = source_of("\n".join(turns))
    nobodys = [block for block in recognise(source).blocks if block.label is None]
    words = [source.text[block.start : block.end] for block in nobodys]
    assert words == ["Nobody knew him\nin the town."]


def test_a_bold_heading_that_comes_back_is_never_a_speaker_where_labels_are_plain() -> None:
    page = "<p><b>Background</b></p><p>She came by boat, and stayed.</p>"
    turns = "".join(
        f"<p>{name}</p><p>{words}</p>" for name, words in utterances("SPEAKER_00", "SPEAKER_01")
    )
    reading = recognition_of(f"{page}{turns}<p><b>Background</b></p>{turns}", "talk.html")
    assert {*reading.speakers} == {"SPEAKER_00", "SPEAKER_01"}


def test_a_clock_of_a_thousand_minutes_never_makes_words_of_a_label() -> None:
    timed = [
        f"[{minute}:17] {name}: {words}"
        for minute, (name, words) in enumerate(utterances("Peter", "Joan"), 996)
    ]
    assert said("\n".join(timed)) == utterances("Peter", "Joan")


def test_a_name_that_also_means_a_fact_never_goes_to_the_speaker_before() -> None:
    written = talk("{name}: {words}\n") + "Dato: Yes, that was so.\n"
    assert recognition_of(written * 3).speakers["Dato"] == 3


def test_signs_nobody_sees_in_a_name_below_a_time_never_lose_its_turns() -> None:
    written = "".join(
        f"00:0{number}:00\n\u2060{name}\u200f\n{words}\n\n"
        for number, (name, words) in enumerate(utterances("Int.", "Resp."))
    )
    assert said(written) == utterances("Int.", "Resp.")


def test_notes_alone_in_brackets_never_speak_where_labels_are_far_more() -> None:
    people = ("مریم رضایی", "علی کریمی")
    note = "[سکوت]\n\n[نامفهوم]\n\n"
    written = talk("{name} > {words}\n\n", *people)
    reading = recognition_of("".join([*[written, note] * 3, written]))
    assert {*reading.speakers} == {*people}


def test_who_speaks_first_and_only_once_is_never_taken_for_a_fact_unasked() -> None:
    first = "Dr. Hall > Would you please tell us how it was when you came\nto the town?\n\n"
    reading = recognition_of(first + talk("{name} > {words}\n\n", "Dr. Croft", "Dr. Lund"))
    assert "Dr. Hall" in reading.speakers or reading.warnings


@pytest.mark.parametrize(
    "form",
    [
        "{name}. {words}\n\n",
        "{name}— {words}\n\n",
        "[00:01:00] {name}: {words}\n\n",
        "{name}: [00:01:00] {words}\n\n",
    ],
)
def test_facts_of_a_second_interview_never_put_the_first_before_the_talk(form: str) -> None:
    first = (("Q", "Tell us about the town when you\ncame."), ("A", "It was cold and then –"))
    before = "".join(form.format(name=name, words=words) for name, words in first)
    second = "INTERVIEW, 2\n\nPlace: Milltown\nDuration: 00:42:05\n\n"
    reading = recognition_of(before + second + talk(form, "Q", "A"))
    assert [block.label for block in reading.blocks if not block.resumes] == ["Q", "A"] * 5


def test_what_opens_a_remark_and_speaks_again_and_again_is_never_lost_unasked() -> None:
    written = talk("{name}: {words}\n") + "Tema: Yes, that was so, and we stayed.\n"
    reading = recognition_of(written * 3)
    assert "Tema" in reading.speakers or any("Tema" in doubt for doubt in reading.warnings)


def test_a_note_in_brackets_of_two_kinds_at_the_head_of_lines_never_speaks() -> None:
    people = ("Peter Hall", "Joan Croft")
    story = "(unclear) and so it went.\nThen [unclear] we left. They (unclear) stayed.\n"
    again = "[unclear] and then they came.\n[unclear] that is how it was.\n"
    written = talk("({name}) {words}\n", *people)
    reading = recognition_of(written + story + written + again + written)
    assert {*reading.speakers} == {*people}


def test_who_speaks_first_and_only_once_above_their_words_is_no_fact() -> None:
    first = "Olga 0:00:05\nWho would like to begin?\n\n"
    rest = "".join(
        f"{name} 0:{minute:02}:10\n{words}\n\n"
        for minute, (name, words) in enumerate(utterances("Peter", "Joan"))
    )
    assert said(first + rest)[0] == ("Olga", "Who would like to begin?")


def test_the_rest_of_a_question_on_the_next_page_is_never_its_answer() -> None:
    more = "Tell us about the harbour, too."
    asked = [*QUESTIONS, *QUESTIONS]
    written = "".join(
        f"Q{number}: {question}\n\nA{number}: {answer}\n\n"
        for number, (question, answer) in enumerate(zip(asked, ANSWERS * 2, strict=True), 1)
    )
    read = said(written.replace("A2: ", f"{more}\n\nA2: "))
    assert [who for who, _ in read] == ["Q", "A"] * 8
    assert [words for who, words in read if who == "A"] == [*ANSWERS * 2]
    assert read[2][1].endswith(more)


@pytest.mark.parametrize("more", ["And was it warmer?", "Tell us about the harbour, too."])
def test_what_a_question_goes_on_with_on_the_next_page_is_never_its_answer(more: str) -> None:
    written = [
        f"Question {number}: {QUESTIONS[number % 4]}\n\n{ANSWERS[number % 4]}\n"
        for number in range(1, 10)
    ]
    at = written[5].index(QUESTIONS[2]) + len(QUESTIONS[2])
    written[2] += "\n1\nInterview 14\n"
    written[5] = f"{written[5][:at]}\n\n2\nInterview 14\n\n{more}{written[5][at:]}"
    written[7] += "\n3\nInterview 14\n"
    read = said("\n".join(written))
    answers = [ANSWERS[number % 4] for number in range(1, 10)]
    assert [words for who, words in read if who == "A"] == answers
    assert ("Q", more) in read


@pytest.mark.parametrize(
    "end", ["End of interview", "Conclusion of Interview.", "Notes:\n\nShe was tired afterwards."]
)
def test_a_break_of_the_recording_never_ends_an_interview_that_ends_later(end: str) -> None:
    written = talk("{name}: {words}\n\n")
    more = "And then we moved away, and never came back."
    source = source_of(f"{written}[end of recording]\n\n{more}\n\n{end}\n")
    reading = recognise(source)
    assert source.text[reading.blocks[-1].start : reading.blocks[-1].end] == more
    assert [outside.zone for outside in reading.outside][:2] == ["interlude", "back"]


def test_a_heading_of_notes_in_capitals_never_speaks_among_names() -> None:
    notes = "INTERVIEWER'S NOTES\n\nShe was tired afterwards, and we stopped early."
    few = "".join(f"{name}\n{words}\n\n" for name, words in utterances("Mr. Hall", "Ms. Croft")[:6])
    reading = recognition_of(few + notes)
    assert {*reading.speakers} == {"Mr. Hall", "Ms. Croft"}


def test_who_asks_in_bold_among_many_who_answer_is_never_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    for question, answer in zip(QUESTIONS, ANSWERS, strict=True):
        document.add_paragraph().add_run(f"INT: {question}").bold = True
        for name in ("RES1", "RES2", "RES3", "RES1", "RES2"):
            document.add_paragraph(f"{name}: {answer}")
    document.save(str(tmp_path / "group.docx"))
    preview = look(tmp_path / "group.docx", Choices(), Memory())
    assert preview.reading is not None
    assert preview.reading.speakers["INT"] == len(QUESTIONS)


def test_a_name_that_always_stands_above_a_mark_of_the_tape_is_none_of_the_pages() -> None:
    block = "".join(
        f"**{name}:**\n{words}\n\n"
        for name, words in (
            ("Peter", QUESTIONS[0]),
            ("Joan", " ".join(ANSWERS * 3)),
            ("Anna", " ".join(ANSWERS * 2)),
            ("Lars", ANSWERS[1]),
        )
    )
    tape = "".join(f"{block}[INTERVIEW {number}, B]\n\n" for number in range(1, 7))
    reading = recognition_of(tape, "interview.md")
    assert reading.speakers == dict.fromkeys(("Peter", "Joan", "Anna", "Lars"), 6)


def test_times_alone_above_some_of_many_labels_never_make_the_others_words() -> None:
    everybody = utterances("A", "B") * 12
    written = "".join(
        ("" if number % 11 else f"00:{number // 2:02}:00\n") + f"{name}\n{words}\nSo it went on.\n"
        for number, (name, words) in enumerate(everybody)
    )
    assert recognition_of(f"Friday\n{written}").turns == len(everybody)


def test_persons_told_by_a_number_behind_words_nobody_knows_are_never_left_out() -> None:
    people = ("Kaynak kişi 1", "Kaynak kişi 2", "Kaynak kişi 3")
    written = "".join(
        f"<Araştırmacı> {question}\n\n"
        + "".join(
            f"<{people[(place + more) % 3]}> {answer}\nand so it was,\nfor all of us\n\n"
            for more in range(2)
        )
        for place, (question, answer) in enumerate(zip(QUESTIONS, ANSWERS, strict=True))
    )
    assert {*recognition_of(written).speakers} == {"Araştırmacı", *people}


def test_persons_told_by_a_number_below_a_time_never_lose_their_number() -> None:
    everybody = ("Araştırmacı", "Kaynak kişi 1", "Kaynak kişi 2", "Kaynak kişi 3")
    written = "".join(
        f"[00:0{place}:10] {everybody[number]}\n" + "Orada bir yol var.\n" * 4 + "\n"
        for place, number in enumerate((0, 2, 0, 3, 1, 2, 3, 1, 2, 0, 1, 2))
    )
    reading = recognition_of(written)
    assert {*reading.speakers} == {*everybody}
    assert reading.confidence > 0.9


def test_a_long_line_that_is_said_again_and_again_is_none_of_the_pages() -> None:
    line = "And so we came to the town by the river, where nobody had waited for us"
    written = "".join(
        f"Peter: {QUESTIONS[number % 4]}\n\nJoan: {' '.join(ANSWERS * 3)} and {number} of us\n"
        f"{line}\nMargaret and the dog had gone to the harbour that day, number {number}.\n\n"
        for number in range(9)
    )
    source = source_of(written)
    spoken = "".join(source.text[block.start : block.end] for block in recognise(source).blocks)
    assert spoken.count(line) == 9


def test_a_legend_above_labels_alone_on_their_lines_never_speaks() -> None:
    legend = "## Key\n\nModerator (SPEAKER_00)\nAdvisor (SPEAKER_01)\n\n"
    form = "**{name}**\n{words}\nAnd so it went on.\n\n"
    written = legend + talk(form, "SPEAKER_00", "SPEAKER_01") * 3
    source = source_of(written, "interview.md")
    reading = recognise(source)
    assert source.text[: reading.blocks[0].label_start] == legend
    assert dict(reading.roles) == {"SPEAKER_00": "interviewer", "SPEAKER_01": "advisor"}


def test_facts_above_each_of_many_interviews_never_speak_beside_one_heading() -> None:
    cover = "Miejsce: Milltown\nZawód: 43\nTranskrypcja: Mi\n\n"
    part = talk("{name}. {words}\n\n", "INTERVIEWER", "RESPONDENT") + cover
    reading = recognition_of("Transkrypcja:\n\n" + part * 6 + part)
    assert {*reading.speakers} == {"INTERVIEWER", "RESPONDENT"}


def test_the_first_turn_with_its_time_is_no_fact_below_others() -> None:
    facts = "Zawód:\t43\nMiejsce:\tMilltown\nCzas trwania:\t51 min\n\n"
    written = "".join(
        f"{name} {number:02}:05\n{words}\n\n"
        for number, (name, words) in enumerate(utterances("Dr. Hall", "Dr. Croft"))
    )
    assert said(facts + written) == utterances("Dr. Hall", "Dr. Croft")


def test_a_heading_in_capitals_never_speaks_where_labels_are_first_words() -> None:
    part = "LA LLEGADA\n" + talk("{name} {words}\n", "GK", "WR")
    assert {*recognition_of(part * 3).speakers} == {"GK", "WR"}


def test_initials_before_words_without_capitals_are_no_headings() -> None:
    words = ["كان", "هناك", "بيت", "قرب", "النهر", "ثم", "ذهبنا", "إلى", "المدينة", "معا"]
    turned = [" ".join(words[place:] + words[:place]) for place in range(len(words))]
    below = "".join(f"{turned[place]}\n" for place in (1, 4, 7))
    written = "".join(f"{name} {turned[2]}\n{below}" for name in ("RD", "JE") * 8)
    assert {*recognition_of(written).speakers} == {"RD", "JE"}


def test_a_fact_with_a_time_at_both_ends_of_a_file_is_nobody() -> None:
    facts = "Längd\t01:00:15\nKön\t57\nPlats\tDale\n\n"
    turns = "".join(
        f"{name} {number:02}:05\n{words}\n\n"
        for number, (name, words) in enumerate(utterances("Mr. Lunde", "Mr. Dale"))
    )
    reading = recognition_of(f"{facts}{turns}End of interview\n\nLängd: 01:00:15\nPlats: Dale\n")
    assert {*reading.speakers} == {"Mr. Lunde", "Mr. Dale"}


def test_the_first_word_of_labels_below_a_time_is_nobody() -> None:
    people = ("Görüşmeci", "Kaynak kişi (Ana)", "Kaynak kişi (Bo)")
    lines = "evde bir yol var\nve orada durdu\nbir daha\n"
    written = "".join(
        f"00:0{place}:10 {people[number]}\nBir {lines}\n"
        for place, number in enumerate((0, 1, 2, 0, 1, 0, 2, 1, 2, 0, 1, 2))
    )
    assert "Kaynak" not in recognition_of(written).speakers


def test_words_before_a_dash_that_stand_twice_speak_in_no_script_in_silence() -> None:
    words = ["كان", "هناك", "بيت", "قرب", "النهر", "ثم", "ذهبنا", "إلى", "المدينة", "معا"]
    below = f"{' '.join(words[3:])}.\n" * 9
    turns = "".join(f"{name} – {below}" for name in ("INT", "P04") * 6)
    paused = f"{' '.join(words[:3])} – {' '.join(words[3:])}.\n{below}"
    reading = recognition_of(f"{turns}{paused * 2}")
    assert {*reading.speakers} == {"INT", "P04"}


def test_a_report_in_the_last_turn_is_asked_about_from_its_first_line_to_its_last() -> None:
    line = "She told us that it had taken a long time to get an answer from the mill, and\n"
    wrapped = talk("{name}: {words}\n") + f"{line}that was all.\n" + line * 40
    (told,) = recognition_of(wrapped).warnings
    assert told.startswith("line 11: ")
    assert "from here to line 50: is 'She told" in told


CLOCKS = ["00:{:02}:20", "[00:{:02}:20]", "(00:{:02}:20)", "#00:{:02}:20-0#", "{:02}:20", "{} s"]
RANGES = ["00:{0:02}:20 - 00:{0:02}:29", "00:{0:02}:20.000 --> 00:{0:02}:29.000"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("below", ["\n", "\n\n", " "])
@pytest.mark.parametrize("clock", CLOCKS + RANGES)
def test_hard_wrapped_lines_under_a_time_are_one_turn_and_the_time_is_never_a_word(
    clock: str, below: str, between: str
) -> None:
    wrapped = [fill(f"{words} {words}", 40) for words in ANSWERS]
    timed = [clock.format(number) + below + words for number, words in enumerate(wrapped)]
    reading = recognition_of(between.join(timed) + "\n")
    assert reading.speakers == {}
    assert said(between.join(timed) + "\n") == [(None, words) for words in wrapped]
    assert all(block.milliseconds is not None for block in reading.blocks)


def test_what_stands_above_the_first_time_is_a_turn_a_paragraph() -> None:
    text = "A talk\nabout the mill\n\n" + "".join(f"00:0{n}:00\n{ANSWERS[n]}\n\n" for n in range(4))
    assert [words for _, words in said(text)] == ["A talk", "about the mill", *ANSWERS]


def test_times_that_somebody_tells_of_are_never_left_out_of_what_is_said() -> None:
    told = ["10:30 we left the harbour.", "The cart came at noon.", "09:15 was too early."]
    text = "\n".join([*told, *ANSWERS, "12:00 the bell rang."])
    assert [words for _, words in said(text)] == text.split("\n")


@pytest.mark.parametrize("labels", [("Name", "Profession"), ("Entrevistador", "Entrevistado")])
def test_facts_above_each_of_several_interviews_never_say_what_stands_below(
    labels: tuple[str, str],
) -> None:
    said = "\n".join(ANSWERS)
    facts = (f"{labels[0]}: {name} Moe\n{labels[1]}: Data Scientist." for name in ("Nils", "Ane"))
    text = "".join(f"{each}\n\n{said}\n\n" for each in facts)
    assert not recognition_of(text).speakers


def test_short_answers_in_capitals_without_full_stops_still_speak() -> None:
    text = 4 * f"I: What then\nB: Yes\nI: And Oslo\nB: Bergen\n\n{ANSWERS[0]}\n{ANSWERS[1]}\n\n"
    assert set(recognition_of(text).speakers) == {"I", "B"}


def test_a_word_before_a_colon_in_the_next_line_never_speaks_in_a_short_talk() -> None:
    more = "There were many, and one lay by the harbour for years, which was\ncalled: ours.\n"
    written = [f"@{name}: {words}\n" for name, words in utterances("HR", "FK")[:6]]
    written[1] += more
    written[5] += more
    assert {who for who, _ in said("".join(written))} == {"HR", "FK"}


def test_the_first_label_with_a_time_right_below_a_legend_never_is_an_entry_of_it() -> None:
    lines = ["Int: Moderator, Inf: Participant"]
    for number, (name, words) in enumerate(utterances("Int", "Inf")):
        lines += [f"{name} 00:{number:02}", words]
    source = source_of("".join(f"<p>{line}</p>" for line in lines), "a.html")
    assert len(recognise(source).blocks) == 8


def test_where_a_book_is_sold_below_the_talk_is_never_said_unasked() -> None:
    text = talk("{name}: {words}\n\n") + "*The Mill* is sold by [Hall](https://example.org/mill).\n"
    told = [doubt for doubt in recognition_of(text, "i.md").doubts if "The Mill" in doubt.text]
    assert [doubt.line for doubt in told] == [17]


def test_two_words_before_a_dash_beside_counted_speakers_are_asked_about_in_arabic() -> None:
    talk = "".join(
        f"الباحث – متى كان ذلك؟\nالضيف {n} – كان ذلك قبل {n} سنوات.\n" for n in (1, 2, 3) * 3
    )
    reading = recognition_of(talk + "وبعد ذلك – جاءت الحافلة إلى القرية.\n" + talk)
    assert any("وبعد ذلك" in doubt for doubt in reading.warnings)


@pytest.mark.parametrize("label", ["B", "P1", "Note"])
def test_a_first_turn_with_a_slip_in_its_label_is_asked_about_and_a_note_is_not(label: str) -> None:
    above = f"Bo Carr\nNarrator\n\n{label}: I was five when the ferry stopped.\n\n"
    turns = talk("{name}: {words}\n\n", "AS", "BC") * 3
    doubts = recognition_of(f"{above}We stayed on the island.\n\n{turns}").doubts
    asked = [doubt.line for doubt in doubts if "talk as well" in doubt.text]
    assert asked == ([] if label == "Note" else [4])
