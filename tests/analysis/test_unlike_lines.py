"""What stands below labels and is unlike all that is said is asked about once, with its lines."""

import io
from collections.abc import Sequence

import docx
import pytest

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from tests.transcript_files import recognition_of

QUESTIONS = tuple(
    f"And who mended the looms in {place}?" for place in ["Varn", "Tolm", "Eiv", "Sarr"]
)
ANSWERS = (
    "An old woman called Tilda. She never said much.",
    "My uncle did, in the winter. It was cold there.",
    "Nobody, as far as I know.",
    "We did it ourselves, at night.",
)
MORE = (
    "I hear them still when I am tired.",
    "There was a bell, too.",
    "My sister came a year later.",
    "So we walked by the ford.",
)
BESIDE = "said by who speaks above it, or outside"


def talk(label: str = "Bo Tarn", more: Sequence[str] = ()) -> list[str]:
    """Return the lines of a talk; one of `more` stands below each second answer."""
    turns = [
        [f"Ines: {asked}", f"{label}: {answered}"]
        for asked, answered in zip(2 * QUESTIONS, 2 * ANSWERS, strict=True)
    ]
    for turn, line in zip(turns[::2], more, strict=False):
        turn.append(line)
    return [line for turn in turns for line in turn]


def asked(lines: list[str], name: str = "talk.txt", apart: str = "\n\n") -> set[int]:
    """Return the numbers, from 0, of the lines that a doubt of this kind names."""
    doubts = recognition_of(apart.join(lines), name).doubts
    blank = len(apart)
    return {
        (line - 1) // blank
        for doubt in doubts
        if BESIDE in doubt.text and doubt.line
        for line in (doubt.line, *doubt.likewise)
    }


@pytest.mark.parametrize("more", [(), MORE])
@pytest.mark.parametrize(
    "note",
    [
        "[1] Tilda Ram, weaver, 1899-1971.",
        "¹ Tilda Ram, weaver, 1899-1971.",
        "* Tilda Ram, weaver, 1899-1971.",
        "☐ calm",
        "[x] looks away",
        "Decision: The owner pays for the roof.",
        "Bo Tarn stands up and looks at the loom.",
    ],
)
def test_a_note_or_a_writers_sentence_within_an_answer_is_asked_about(
    note: str, more: Sequence[str]
) -> None:
    lines = talk(more=more)
    place = lines.index(f"Bo Tarn: {ANSWERS[1]}") + 1
    assert asked([*lines[:place], note, *lines[place:]]) == {place}


@pytest.mark.parametrize(
    "said",
    [
        "* Ropes.\n\n* Nets.",
        "Bo Tarn, they called me, and nothing else.",
        "Tilda was the best of them.",
        "I decided: we stay.",
    ],
)
def test_a_list_or_what_tells_of_others_is_said(said: str) -> None:
    lines = talk(more=MORE)
    place = lines.index(f"Bo Tarn: {ANSWERS[1]}") + 1
    assert asked([*lines[:place], said, *lines[place:]]) == set()


def test_a_footnote_in_markdown_is_outside_wherever_it_stands() -> None:
    lines = talk(more=MORE)
    lines[4:4] = ["[^1]: Tilda Ram, weaver."]
    reading = recognition_of("\n\n".join([*lines, "[^2]: The mill closed."]), "talk.md")
    assert [each.reason for each in reading.outside] == ["a note of what happened"] * 2
    assert reading.doubts == ()


def test_endnotes_that_count_up_are_asked_about_and_a_list_that_is_said_is_not() -> None:
    lines = talk(more=MORE)
    assert asked([*lines, "1 Tilda Ram, weaver.", "2 The mill closed."]) == {20, 21}
    assert asked([*lines, "1. Tilda: a weaver.", "2. The mill closed."], apart="\n") == {20, 21}
    lines[1] += "\n1. the owner\n2. the smith"
    assert asked([*lines, "Three of them:", "1. the owner", "2. the smith"]) == set()


@pytest.mark.parametrize("apart", ["\n\n", "\n"])
def test_a_closing_paragraph_no_longer_than_answers_is_asked_about_where_no_turn_has_two(
    apart: str,
) -> None:
    closing = "We walk back along the river, and the bell strikes four."
    doubts = recognition_of(apart.join([*talk(), closing])).doubts
    assert [doubt.line for doubt in doubts] == [16 * len(apart) + 1]
    assert asked([*talk(more=MORE), closing], apart=apart) == set()


def test_thanks_behind_the_last_counted_question_are_asked_about_and_a_last_word_is_said() -> None:
    turns = zip(range(1, 7), 2 * QUESTIONS, 2 * ANSWERS, strict=False)
    counted = [line for n, asks, answer in turns for line in (f"{n}. {asks}", answer)]
    thanks = ["We thank you for your time.", "Thank you, come again."]
    assert asked([*counted, *thanks], apart="\n") == {12, 13}
    assert asked([*counted, thanks[1]], apart="\n") == set()


def test_a_note_whose_stars_stand_at_a_word_above_is_asked_about_and_stars_around_words_not() -> (
    None
):
    lines = talk(more=MORE)
    lines[1] = lines[1].replace("Tilda", "Tilda*")
    place = lines.index(f"Bo Tarn: {ANSWERS[1]}") + 1
    for note, is_asked in (("*A ropery twists ropes.", True), ("*Ropes*, they said.", False)):
        assert asked([*lines[:place], note, *lines[place:]]) == ({place} if is_asked else set())


def test_a_section_without_labels_between_two_headings_is_asked_about_with_all_lines() -> None:
    report = ["These answers are alike.", "The theme comes back in chapter four."]
    lines = ["# Bo", *talk(more=MORE), "# What we learn", *report, "# Sal", *talk(label="Sal")]
    reading = recognition_of("\n\n".join(lines), "talk.md")
    (doubt,) = (doubt for doubt in reading.doubts if "below a heading" in doubt.text)
    assert [(line - 1) // 2 for line in (doubt.line or 0, *doubt.likewise)] == [22, 23]


@pytest.mark.parametrize("more", [(), MORE])
def test_a_report_without_a_heading_between_two_interviews_is_asked_about(
    more: Sequence[str],
) -> None:
    report = ["These answers are alike.", "The theme comes back in chapter four."]
    first, second = talk(more=more), talk("Sal", more)
    doubts = recognition_of("\n\n".join([*first, *report, *second])).doubts
    named = {line // 2 for doubt in doubts for line in (doubt.line or 0, *doubt.likewise)}
    assert {len(first), len(first) + 1} <= named
    assert asked([*first, *report, *first[:4]]) == set()


def test_an_answer_goes_on_below_one_heading() -> None:
    lines = talk(more=MORE)
    lines[2:2] = ["# The looms", "There were nine of them."]
    assert recognition_of("\n\n".join(lines), "talk.md").doubts == ()


def word(lines: list[tuple[str, str]]) -> bytes:
    document = docx.Document()
    for words, look in lines:
        paragraph = document.add_paragraph(style="Caption" if look == "caption" else None)
        run = paragraph.add_run(words)
        run.bold, run.italic = look == "bold", look == "italic"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("look", ["italic", "caption", ""])
def test_a_caption_or_an_editors_note_in_a_look_of_its_own_is_asked_about(look: str) -> None:
    lines = [
        each
        for asked, *said in zip(2 * QUESTIONS, 2 * ANSWERS, 2 * MORE, strict=True)
        for each in ((asked, "bold"), *((words, "") for words in said))
    ]
    lines[5:5] = [("The old loom in Varn.", look)]
    reading = recognise(read_transcript_bytes(word(lines), "talk.docx"))
    doubts = [doubt.line for doubt in reading.doubts if BESIDE in doubt.text]
    assert doubts == ([6] if look else [])


def test_what_always_begins_small_behind_one_label_is_asked_about() -> None:
    lines = talk()
    lines[4:4] = ["Presenter: summarised the plans for the roof."]
    lines[7:7] = ["Presenter: told of the bell."]
    lines[12:12] = ["Presenter: showed the bill."]
    told = [doubt for doubt in recognition_of("\n\n".join(lines)).doubts if "told" in doubt.text]
    assert [(doubt.label, doubt.remedy) for doubt in told] == [("Presenter", "ignore")]
    small = [line.replace(": A", ": a").replace(": M", ": m") for line in lines]
    assert recognition_of("\n\n".join(small)).doubts == ()


def with_titles(form: str, titles: tuple[str, str], times: int = 2) -> str:
    return "".join(
        form.format(name=name, title=title, words=words)
        for pair in zip(times * QUESTIONS, times * ANSWERS, strict=True)
        for name, title, words in zip(("Ines Holt", "Bo Tarn"), titles, pair, strict=True)
    )


@pytest.mark.parametrize(
    "form",
    [
        "{name}\n{title}\n{words}\n\n",
        "{name}\n{title}\n\n{words}\n\n",
        "{name}:\n{title}\n{words}\n\n",
        "**{name}**\n*{title}*\n\n{words}\n\n",
    ],
)
@pytest.mark.parametrize(
    "titles", [("Reporter, Varn Post", "Head of weaving"), ("Veileder", "Deltaker")]
)
def test_who_somebody_is_below_each_name_is_no_speaker_and_not_said(
    form: str, titles: tuple[str, str]
) -> None:
    text = with_titles(form, titles)
    reading = recognition_of(text, "talk.md" if "*" in form else "talk.txt")
    blocks = (block for block in reading.blocks if block.start < block.end)
    said = [text[block.start : block.end] for block in blocks]
    assert [*reading.speakers] == ["Ines Holt", "Bo Tarn"]
    assert said == [
        words for pair in zip(2 * QUESTIONS, 2 * ANSWERS, strict=True) for words in pair
    ]
    assert {each.reason for each in reading.outside} == {"who the speaker above is"}
    assert reading.doubts == ()


def test_who_somebody_is_where_the_name_stands_first_is_asked_about() -> None:
    first = with_titles("{name}\n{title}\n{words}\n\n", ("Reporter", "Head of weaving"), 1)
    below = with_titles("{name}\n{words}\n\n", ("", ""))
    text = "".join(first.partition(QUESTIONS[1])[0].rpartition("Ines")[:1]) + below
    (doubt,) = recognition_of(text).doubts
    assert (doubt.line, doubt.likewise) == (2, (6,))


def test_what_everybody_says_first_is_no_title() -> None:
    turns = "Ines\nYes.\nAnd who mended them?\n\nBo\nYes.\nMy uncle mended them.\n\n"
    assert not recognition_of(4 * turns).outside


def test_a_sentence_that_begins_as_a_remark_does_and_names_an_hour_is_said() -> None:
    hour = "Se habló de los telares, y a las 12:30 todo estaba hecho."
    assert asked(talk(more=(hour, *MORE[1:]))) == set()
    assert asked(talk(more=("Comment: the looms were old.", *MORE[1:]))) == {2}


@pytest.mark.parametrize("note", ["The loom. Photo: Tora Lind", "This talk was cut for length."])
def test_a_credit_or_a_note_in_italics_is_never_a_question_nor_said_in_silence(note: str) -> None:
    pairs = [*zip(2 * QUESTIONS, 2 * ANSWERS, strict=True)]
    lines = [each for asked, said in pairs for each in (f"**{asked}**", said)]
    reading = recognition_of("\n\n".join([*lines[:6], f"*{note}*", *lines[6:]]), "talk.md")
    assert reading.speakers == {"Q": 8, "A": 8}
    named = {doubt.line for doubt in reading.doubts} | {each.place + 1 for each in reading.outside}
    assert 13 in named


def test_an_answer_all_in_italics_is_said_where_answers_are() -> None:
    pairs = [*zip(2 * QUESTIONS, 2 * ANSWERS, strict=True)]
    lines = [each for asked, said in pairs for each in (f"**{asked}**", f"*{said}*")]
    lines[4:4] = ["*There was a bell, too.*"]
    assert asked(lines, "talk.md") == set()


@pytest.mark.parametrize(
    "headings", [("Interview 1", "Interview 2"), ("Respondent A", "Respondent B"), ("", "")]
)
@pytest.mark.parametrize("labels", [("I", "R"), ("Interviewer", "Participant")])
def test_the_same_label_in_another_interview_is_told(
    headings: tuple[str, str], labels: tuple[str, str]
) -> None:
    one, other = labels
    first = [
        f"{one}: {asked}\n\n{other}: {said}" for asked, said in zip(QUESTIONS, ANSWERS, strict=True)
    ]
    second = [
        f"{one}: {asked}\n\n{other}: {said}"
        for asked, said in zip(QUESTIONS, ANSWERS[::-1], strict=True)
    ]
    text = "\n\n".join([headings[0], *first, headings[1], *second])
    (doubt,) = recognition_of(text).doubts
    assert (doubt.label, doubt.remedy, doubt.may_wait) == (other, "file", True)
    assert "another interview begins" in doubt.text


@pytest.mark.parametrize("headings", [("Part 1", "Part 2"), ("Theme 1", "Theme 2")])
def test_another_part_of_an_interview_or_a_name_that_comes_back_is_one_person(
    headings: tuple[str, str],
) -> None:
    turns = [f"I: {each}\n\nR: {said}" for each, said in zip(QUESTIONS, ANSWERS, strict=True)]
    text = "\n\n".join([headings[0], *turns[:2], headings[1], *turns[2:]])
    assert recognition_of(text).doubts == ()
    named = "\n\n".join(["Interview 1", *turns, "Interview 2", *turns]).replace("R:", "Bo Tarn:")
    assert all("another interview" not in doubt.text for doubt in recognition_of(named).doubts)


@pytest.mark.parametrize(
    "form", ["**{one}**\n\n**{other}**", "{n}. {one}\n{other}", "**{one}**\n{other}"]
)
def test_a_question_asked_in_two_languages_is_one_turn(form: str) -> None:
    french = [
        f"Et qui a réparé les métiers à {place} ?" for place in ("Varn", "Tolm", "Eiv", "Sarr")
    ]
    lines = [
        f"{form.format(n=n, one=one, other=other)}\n\n{said}"
        for n, (one, other, said) in enumerate(zip(french, QUESTIONS, ANSWERS, strict=True), 1)
    ]
    text = "\n\n".join(lines)
    reading = recognition_of(text, "talk.md")
    said = [text[block.start : block.end] for block in reading.blocks if block.label == "A"]
    assert said == [*ANSWERS]
    assert reading.speakers == {"Q": 4, "A": 4}
    assert all(doubt.may_wait for doubt in reading.doubts)


def test_a_hard_wrapped_line_that_begins_with_a_speakers_name_is_said() -> None:
    wrapped = "    By then all of the houses had looms, it was\n    Ines who came to mend them."
    lines = talk(more=MORE)
    assert asked([f"{lines[0]}\n{wrapped}", *lines[1:]], apart="\n") == set()
    assert asked([*lines[:2], "Ines came to mend them.", *lines[2:]])


def test_what_is_quoted_again_between_turns_is_asked_about_and_another_quotation_is_said() -> None:
    lines = talk(more=MORE)
    place = lines.index(f"Bo Tarn: {ANSWERS[1]}") + 1
    for words, expected in (
        ("“An old woman called Tilda.”", {place}),
        ("“Come in,” she said.", ()),
    ):
        assert asked([*lines[:place], words, *lines[place:]]) == {*expected}


def test_the_head_of_a_page_in_the_middle_of_a_sentence_is_asked_about() -> None:
    lines = talk(more=MORE)
    lines[4:5] = [
        "Bo Tarn: We walked by the ford",
        "Mill project, interview 4",
        "and came back late.",
    ]
    assert asked(lines) == {5}
    lines[5] = "By the mill we turned"
    assert recognition_of("\n".join(lines)).turns == 16


def test_what_opens_each_section_below_its_heading_is_asked_about() -> None:
    lines = talk()
    lines[8:8] = ["# Home", "The second theme is home."]
    lines[4:4] = ["# Work", "The first theme is work. It comes back."]
    (doubt,) = recognition_of("\n\n".join(lines), "talk.md").doubts
    assert (doubt.line, doubt.likewise) == (11, (23,))


def test_links_to_other_pages_below_the_talk_are_asked_about() -> None:
    lines = [*talk(more=MORE), "Related articles", "Ten mills you should visit", "The river"]
    doubts = recognition_of("\n".join(lines)).doubts
    assert {21, 22, 23} <= {line for each in doubts for line in (each.line or 0, *each.likewise)}
    listed = [*talk(more=MORE), "There were three:", "ropes for the boat", "nets"]
    assert asked(listed, apart="\n") == set()


@pytest.mark.parametrize("apart", ["\n\n", "\n"])
@pytest.mark.parametrize(
    "printed",
    ["First published in The Ford Review of May 2019", "The Ford Review, Issue 12\nPhoto: Tora"],
)
def test_where_a_talk_was_printed_is_asked_about_below_it_however_long(
    printed: str, apart: str
) -> None:
    lines = talk(more=MORE)
    doubts = recognition_of(apart.join([*lines, *printed.split("\n")])).doubts
    assert [doubt.line for doubt in doubts] == [len(apart) * len(lines) + 1]
    half = "and so we went down to the ford and never came back to it"
    assert recognition_of(apart.join([*lines, half])).doubts == ()


@pytest.mark.parametrize("form", ["{}\n{}\n", "{}\n{}\n\n", "{}: {}\n"])
@pytest.mark.parametrize("title", ["Interview with Orra Lind", "Orra Lind, weaver, 61 years"])
def test_a_title_and_a_place_above_another_interview_are_never_said_in_silence(
    form: str, title: str
) -> None:
    lines = [line.partition(": ")[::2] for line in talk() if ": " in line]
    first = "".join(form.format(*pair) for pair in lines)
    above = f"{title}\nTaped in Tolm, 3 May 2019\n"
    reading = recognition_of(f"{first}{above}{first}")
    named = {line for doubt in reading.doubts for line in (doubt.line, *doubt.likewise)}
    named |= {each.place + 1 for each in reading.outside}
    begin = first.count("\n") + 1
    assert {begin, begin + 1} <= named


@pytest.mark.parametrize(
    "note", ["tape_2.mp3", "Side 2 of 2 (VN07.WMA)", "unclear", "Ferry horn, 2 doors", "#ford"]
)
def test_the_only_short_line_without_a_stop_is_asked_about_wherever_it_stands(note: str) -> None:
    lines = talk(more=MORE)
    for place in (2, len(lines)):
        assert place in asked([*lines[:place], note, *lines[place:]], apart="\n"), place
    broken = [line.removesuffix(".") if "night" in line else line for line in lines]
    assert asked([*broken[:5], note, *broken[5:]]) <= {5}


def test_a_line_without_a_stop_that_begins_an_answer_told_by_form_is_asked_about() -> None:
    pairs = [(f"**{asks}**", said) for asks, said in zip(2 * QUESTIONS, 2 * ANSWERS, strict=True)]
    lines = [line for pair in pairs for line in pair]
    assert asked([*lines[:3], "Side 2", *lines[3:]], "talk.md") == {3}
    assert asked([*lines[:3], "Side by side.", *lines[3:]], "talk.md") == set()


def test_a_title_with_another_name_above_another_interview_is_outside_and_no_other_name_is() -> (
    None
):
    again = ["A talk with Sal Eiv", "@saleiv / weaver"]
    for title, outside in (("A talk with Bo Tarn", {21, 22}), ("A talk of weavers", set[int]())):
        lines = [title, *talk(more=MORE), *again, *talk("Sal", more=MORE)]
        reading = recognition_of("\n".join(lines))
        assert {each.place for each in reading.outside if each.place} == outside


def test_a_fact_that_each_part_of_a_talk_has_is_asked_about_and_one_alone_is_said() -> None:
    facts = ["_station : Varn", "_station : Tolm hill", "_station : Eiv"]
    lines = talk(more=facts)
    assert asked(lines) == {lines.index(fact) for fact in facts}
    assert asked(talk(more=["Bread: two loaves", "Milk: a jug", "Eggs: ten"])) == set()


def test_a_line_alone_between_hard_wrapped_turns_that_have_labels_is_asked_about() -> None:
    wrapped = (
        "An old woman called Tilda mended them all\nand never said a word of it while my father was"
    )
    blocks = [
        block for asking in 3 * QUESTIONS for block in (f"Ines: {asking}", f"Bo Tarn: {wrapped}")
    ]
    blocks.insert(12, "BREAK in tape, other side")
    warnings = recognition_of("\n\n".join(blocks)).warnings
    assert any("'BREAK in tape, other side' said" in told for told in warnings)
    blocks[12] = "and so we left them, and went"
    assert not any(
        "and so we left" in told for told in recognition_of("\n\n".join(blocks)).warnings
    )


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [
        ("Hele intervjuet er fra i vår, og kortet ned.", True),
        ("Contact the ropery: tilda@ropery.example.", True),
        ("More of it stands on https://ropery.example/talks.", True),
        ("They wanted an interview with my aunt.", False),
    ],
)
def test_what_tells_of_the_talk_or_gives_an_address_among_further_paragraphs_is_asked_about(
    line: str, is_asked: bool
) -> None:
    lines = talk(more=MORE)
    place = next(n for n, words in enumerate(lines) if words in MORE) + 1
    assert asked([*lines[:place], line, *lines[place:]]) == ({place} if is_asked else set())
