"""What somebody says of single lines: a doubt about one place is settled there."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodeverk.analysis.recognition.decision.blocks import begun, join_turns
from kodeverk.analysis.recognition.doubts.doubt import (
    LINE_MEANINGS,
    LineAnswer,
    LineMeaning,
    SaidBy,
)
from kodeverk.analysis.recognition.lines import with_lines
from kodeverk.analysis.recognition.paragraphs import read_paragraphs
from kodeverk.analysis.recognition.turns import Recognition, recognise, recognitions
from kodeverk.errors import BadInput
from kodeverk.model.source import Source
from kodeverk.model.text import count_words
from tests.transcript_files import source_of

TALK = "I: Hva skjedde i dag?\nV: Jeg ringte til kommunen.\n" * 4
NAMED = TALK.replace("I:", "Intervjuer:").replace("V:", "Veileder:")
SELDOM = f"{TALK}Bedre veier: kom i morgen.\n(pause)\nDet var alt.\n{TALK}Bedre veier: ja.\n{TALK}"
LINES = st.lists(
    st.sampled_from(["Kari: hei", "Ola: ja", "NAV: nei", "Kari - hm", "ord", "(latter)", ""])
    | st.sampled_from(
        ["Bedre veier: mer", "[0:15] ord", "Kari", "KAPITTEL 2", "Slutt", "Ola: nei"]
    ),
    min_size=1,
    max_size=24,
)
REPORT = "Hun viste meg rundt etterpå, og det var fint å se alt de hadde fått til der.\n\n" * 30


def said(source: Source, reading: Recognition) -> list[tuple[str | None, str]]:
    return [(turn.label, source.text[turn.start : turn.end]) for turn in join_turns(reading.blocks)]


def test_a_label_that_was_doubted_is_a_speakers_wherever_it_stands() -> None:
    source = source_of(SELDOM)
    reading = recognise(source)
    doubts = [(doubt.line, doubt.label) for doubt in reading.doubts if doubt.remedy == "speaker"]
    assert doubts == [(9, "Bedre veier"), (20, "Bedre veier")]
    taken = with_lines(source, reading, {9: "speaker"})
    assert taken.speakers == {"I": 12, "V": 12, "Bedre veier": 2}
    assert said(source, taken)[8:10] == [
        ("Bedre veier", "kom i morgen."),
        ("Bedre veier", "Det var alt."),
    ]
    assert not [doubt for doubt in taken.doubts if "Bedre veier" in doubt.text]
    assert taken.turns == reading.turns + 2


def test_a_turn_that_begins_none_belongs_to_the_one_before() -> None:
    source = source_of(TALK + "(pause)\nV: Det var alt.\n" + TALK)
    reading = recognise(source)
    merged = with_lines(source, reading, {10: "said", 13: "said"})
    assert said(source, merged)[7:9] == [
        ("V", "Jeg ringte til kommunen."),
        ("V", "V: Det var alt."),
    ]
    assert said(source, merged)[10] == (
        "V",
        "Jeg ringte til kommunen.\nI: Hva skjedde i dag?",
    )
    assert merged.turns == reading.turns - 2


def test_from_the_line_where_the_interview_ends_nothing_is_said() -> None:
    source = source_of(f"{TALK}{REPORT}")
    reading = recognise(source)
    (doubt,) = (doubt for doubt in reading.doubts if doubt.remedy == "end")
    assert doubt.line is not None
    ended = with_lines(source, reading, {doubt.line: "end"})
    assert said(source, ended)[-1][1].endswith("fått til der.") is (doubt.line > 9)
    assert not [doubt for doubt in ended.doubts if doubt.remedy == "end"]
    lines = source.text.split("\n")
    assert {paragraph.place + 1 for paragraph in ended.outside} == {
        number for number, line in enumerate(lines, 1) if number >= doubt.line and line.strip()
    }
    counted = sum(count_words(words) for _, words in said(source, ended))
    whole = sum(count_words(words) for _, words in said(source, reading))
    assert counted == whole - count_words("\n".join(lines[doubt.line - 1 :]))


FORMS = (
    f"{TALK}[V] Det var alt (I) i dag.\nI: Er det alt? V: Nei.\n{TALK}"
    f"V - Jeg ringte igjen.\n[I] Hva så?\n{TALK}{TALK}"
)


def test_a_known_label_in_another_form_or_within_a_line_begins_a_turn_where_it_is_said_to() -> None:
    source = source_of(FORMS)
    reading = recognise(source)
    told = [doubt.text for doubt in reading.doubts if doubt.remedy == "speaker"]
    assert told[0].startswith("line 9, “[V] Det var alt (I) i dag.”: 'V' is in another form than ")
    assert told[0].endswith("begin no turn; likewise in lines 10, 19")
    assert told[1].startswith("line 20, “[I] Hva så?”: 'I' is in another form")
    assert len(told) == 2
    taken = with_lines(source, reading, {10: "speaker"})
    assert taken.speakers == {"I": 17, "V": 19}
    turns = said(source, taken)
    assert turns[8:11] == [("V", "Det var alt (I) i dag."), ("I", "Er det alt?"), ("V", "Nei.")]
    assert turns[19] == ("V", "Jeg ringte igjen.\n[I] Hva så?")
    assert [doubt.line for doubt in taken.doubts if doubt.remedy == "speaker"] == [20]
    both = with_lines(source, reading, {10: "speaker", 20: "speaker"})
    assert said(source, both)[19:21] == [("V", "Jeg ringte igjen."), ("I", "Hva så?")]
    assert both.doubts == ()


@pytest.mark.parametrize(
    ("text", "line", "meaning"),
    [
        (FORMS, 9, "said"),
        (SELDOM, 20, "said"),
        (f"{NAMED}Ola: Kom i morgen.\n{NAMED}", 9, "speaker"),
        (f"{TALK}{TALK}{TALK}V- kom i morgen.\n{TALK}", 25, "speaker"),
        (f"{TALK}{REPORT}", 11, "said"),
    ],
)
def test_a_line_that_is_as_it_was_taken_is_a_doubt_less_and_nothing_else(
    text: str, line: int, meaning: LineMeaning
) -> None:
    source = source_of(text)
    reading = recognise(source)
    settled = with_lines(source, reading, {line: meaning})
    assert said(source, settled) == said(source, reading)
    assert len(settled.doubts) == len(reading.doubts) - 1


def test_a_line_taken_for_a_heading_is_said_again_by_who_spoke_before_it() -> None:
    talk = [f"Bob: When was {n}?\nAnn: I came by boat {n}.\n" for n in "abcdefghijkl"]
    source = source_of("".join([*talk[:6], "So\n", *talk[6:]]))
    reading = recognise(source)
    asked = [doubt for doubt in reading.doubts if doubt.remedy == "outside"]
    assert asked[0].text == "line 13: 'So' is taken for a heading: is it said?"
    taken = with_lines(source, reading, {13: "said"})
    assert said(source, taken)[11] == ("Ann", "I came by boat f.\nSo")
    assert taken.outside == ()
    assert taken.turns == reading.turns
    kept = with_lines(source, reading, {13: "outside"})
    assert said(source, kept) == said(source, reading)
    assert len(kept.doubts) == len(reading.doubts) - 1


def test_a_line_of_back_matter_that_is_said_is_the_last_speakers_with_what_stands_behind_it() -> (
    None
):
    talk = "".join(f"Bob: When was {n}?\n\nAnn: I came by boat {n}.\n\n" for n in "abcdef")
    behind = "And they never did answer\n\nSo we took the boat home.\n\n(laughs)\n\nIt rained.\n"
    source = source_of(f"{talk}{behind}")
    reading = recognise(source)
    assert [(doubt.line, doubt.remedy) for doubt in reading.doubts] == [(25, "outside")]
    taken = with_lines(source, reading, {25: "said"})
    words = "I came by boat f.\n\nAnd they never did answer\n\nSo we took the boat home."
    assert said(source, taken)[-1] == ("Ann", words)
    assert [(each.place + 1, each.zone) for each in taken.outside] == [(29, "back"), (31, "back")]
    assert (taken.doubts, taken.turns) == ((), reading.turns)
    both = with_lines(source, reading, {25: "said", 31: "said"})
    assert said(source, both)[-1] == ("Ann", "It rained.")
    assert both.turns == reading.turns
    assert said(source, with_lines(source, reading, {27: "said"}))[-1][1].endswith("boat home.")


LISTED = ["There are two reasons for that:", "1. No money.", "2. No time."]


@pytest.mark.parametrize(
    ("led", "apart"),
    [
        (LISTED, "\n\n"),
        (LISTED, "\n"),
        (["These two:", "- No money.", "- No time."], "\n\n"),
        (["There are reasons for all of that:", "We had no money."], "\n\n"),
    ],
)
def test_what_leads_to_a_list_at_the_end_of_the_last_answer_is_said_and_asked_about(
    led: Sequence[str], apart: str
) -> None:
    talk = [f"Bob: When was {n}?{apart}Ann: I came by boat {n}." for n in "abcdef"]
    source = source_of(apart.join([*talk, *led]))
    reading = recognise(source)
    assert said(source, reading)[-1] == ("Ann", apart.join(["I came by boat f.", *led]))
    line = source.text[: source.text.index(led[0])].count("\n") + 1
    assert {(doubt.line, doubt.remedy) for doubt in reading.doubts} == {(line, "end")}
    assert said(source, with_lines(source, reading, {line: "end"}))[-1][1] == "I came by boat f."


@pytest.mark.parametrize("heading", ["Weather:", "**The weather on all these days:**"])
def test_a_heading_with_a_colon_behind_the_last_answer_is_not_said(heading: str) -> None:
    talk = "".join(f"Bob: When was {n}?\n\nAnn: I came by boat {n}.\n\n" for n in "abcdef")
    source = source_of(f"{talk}{heading}\n\nIt rained all day.\n")
    reading = recognise(source)
    assert said(source, reading)[-1] == ("Ann", "I came by boat f.")
    assert reading.doubts == ()


def test_a_line_that_nobody_says_is_left_out_of_the_turn_it_stands_in() -> None:
    source = source_of(f"{TALK}Ola: Ja.\nHer ble det stille.\nDet var det.\n{TALK}")
    reading = recognise(source)
    line = source.text[: source.text.index("Her ble")].count("\n") + 1
    left = with_lines(source, reading, {line: "outside"})
    assert [each.reason for each in left.outside] == ["outside, as somebody says"]
    assert "stille" not in "".join(words for _, words in said(source, left))
    assert left.turns == reading.turns


@pytest.mark.parametrize(
    "lines",
    [
        {900: "outside"},
        {1: "said"},
        {2: "speaker"},
        {1: "end"},
        {900: "end"},
        {900: "said"},
        {0: "said"},
        {900: SaidBy("V")},
        {9: SaidBy("V")},
        {2: SaidBy("Nobody")},
        {2: SaidBy("Interviewer\x1b[31m")},
        {2: SaidBy("Interviewer " * 9)},
    ],
)
def test_what_cannot_be_said_of_a_line_is_refused_with_its_number(
    lines: dict[int, LineAnswer],
) -> None:
    source = source_of(TALK + "\n")
    (line,) = lines
    with pytest.raises(BadInput, match=f"line {line}: "):
        with_lines(source, recognise(source), lines)


@given(
    LINES,
    st.dictionaries(
        st.integers(1, 26),
        st.sampled_from(
            [
                *LINE_MEANINGS,
                SaidBy("Kari"),
                SaidBy("Ola"),
                SaidBy(None),
                SaidBy("Ola", goes_on=True),
            ]
        ),
        min_size=1,
        max_size=4,
    ),
)
@settings(deadline=None)
def test_whatever_is_said_of_lines_blocks_stay_in_order_and_in_the_interview(
    lines: list[str], meant: dict[int, LineAnswer]
) -> None:
    source = source_of("\n".join(["ord", *lines]))
    for reading in recognitions(source):
        try:
            chosen = with_lines(source, reading, meant)
        except BadInput:
            continue
        end = 0
        for block in chosen.blocks:
            assert end <= block.label_start <= block.label_end <= block.start <= block.end
            end = block.end
        assert end <= len(source.text)
        assert chosen.turns == begun(chosen.blocks) or reading.convention == "none"
        outside = {paragraph.place + 1 for paragraph in chosen.outside}
        assert outside == {
            paragraph.line
            for paragraph in read_paragraphs(source, chosen)
            if paragraph.is_outside and paragraph.line in outside
        }


HELD = "M: Hva nå?\nKari: Jeg ringte.\nOg hva sa hun da?\nHun sa nei.\n(pause)\nDet var alt.\n" + (
    "M: Hva så?\nKari: Intet.\nOla: Det var dumt.\n" * 4
)


@pytest.mark.parametrize(
    ("answers", "turns"),
    [
        (
            {4: SaidBy("m")},
            [("Kari", "Jeg ringte."), ("M", "Og hva sa hun da?"), ("Kari", "Hun sa nei.")],
        ),
        (
            {4: SaidBy("M"), 5: SaidBy("M")},
            [("Kari", "Jeg ringte."), ("M", "Og hva sa hun da?\nHun sa nei.")],
        ),
        ({4: SaidBy(None)}, [("Kari", "Jeg ringte."), (None, "Og hva sa hun da?")]),
        ({3: SaidBy("Ola")}, [("Ola", "Jeg ringte.\nOg hva sa hun da?\nHun sa nei.")]),
        (
            {4: SaidBy("M", goes_on=True)},
            [
                ("Kari", "Jeg ringte."),
                ("M", "Og hva sa hun da?\nHun sa nei."),
                ("M", "Det var alt."),
            ],
        ),
        (
            {4: SaidBy("M", goes_on=True), 5: SaidBy("Ola", goes_on=True), 7: SaidBy("Kari")},
            [
                ("Kari", "Jeg ringte."),
                ("M", "Og hva sa hun da?"),
                ("Ola", "Hun sa nei."),
                ("Kari", "Det var alt."),
            ],
        ),
        (
            {6: SaidBy("Ola", goes_on=True)},
            [
                ("Kari", "Jeg ringte.\nOg hva sa hun da?\nHun sa nei."),
                ("Ola", "(pause)\nDet var alt."),
            ],
        ),
        ({4: SaidBy("Kari")}, [("Kari", "Jeg ringte.\nOg hva sa hun da?\nHun sa nei.")]),
    ],
)
def test_a_line_is_whose_somebody_says_it_is_and_a_turn_with_its_label_whole(
    answers: dict[int, LineAnswer], turns: list[tuple[str | None, str]]
) -> None:
    source = source_of("Om i går\n" + HELD)
    told = with_lines(source, recognise(source), answers)
    assert said(source, told)[1 : len(turns) + 1] == turns
    assert told.turns == begun(told.blocks)


def test_what_lies_outside_is_said_by_whom_somebody_names_and_parts_no_turn_then() -> None:
    source = source_of("Om i går\n" + HELD)
    reading = recognise(source)
    opened = with_lines(source, reading, {1: SaidBy("M")})
    assert said(source, opened)[:2] == [("M", "Om i går"), ("M", "Hva nå?")]
    assert 0 not in {each.place for each in opened.outside}
    noted = with_lines(source, reading, {6: SaidBy("Kari")})
    assert said(source, noted)[1][1].endswith("Hun sa nei.\n(pause)\nDet var alt.")
    other = with_lines(source, reading, {6: SaidBy("Ola")})
    assert said(source, other)[2:4] == [("Ola", "(pause)"), ("Kari", "Det var alt.")]
    assert other.turns == reading.turns + 2


def test_whose_a_doubted_line_is_holds_for_all_lines_of_the_doubt() -> None:
    talk = (
        "Ann: I came by boat {0}.\n\nAnd who else came {0}?\n\n"
        "Bob: The others walked {0}, as they always did.\n\nCid: Not all of them {0}.\n\n"
    )
    source = source_of("".join(talk.format(word) for word in ("then", "there", "again", "home")))
    reading = recognise(source)
    (asked,) = (doubt for doubt in reading.doubts if doubt.remedy == "by")
    assert (asked.line, asked.likewise) == (3, (11, 19, 27))
    told = with_lines(source, reading, {3: SaidBy("Cid")})
    assert said(source, told)[1] == ("Cid", "And who else came then?")
    assert told.speakers == {"Ann": 4, "Cid": 8, "Bob": 4}
    assert (told.turns, told.doubts) == (reading.turns, ())
    asks = with_lines(source, reading, {3: SaidBy("Interviewer")})
    assert (asks.speakers["Interviewer"], asks.roles["Interviewer"]) == (4, "interviewer")
    kept = with_lines(source, reading, {3: SaidBy(None)})
    assert (said(source, kept), kept.doubts) == (said(source, reading), ())


def test_each_line_of_a_turn_of_nobody_is_its_own_also_beside_another() -> None:
    minute = (
        "00:{0}1 Kari\nHva nå?\n\n00:{0}6 Ola\nIkke nå?\n\n"
        "00:{0}8\nDet var alt.\nIkke?\nJo.\nVel.\n\n"
    )
    source = source_of("".join(map(minute.format, range(1, 5))))
    reading = recognise(source)
    line = source.text[: source.text.index("Ikke?")].count("\n") + 1
    told = with_lines(source, reading, {line: SaidBy("Kari"), line + 1: SaidBy("Ola")})
    assert said(source, told)[2:6] == [
        (None, "Det var alt."),
        ("Kari", "Ikke?"),
        ("Ola", "Jo."),
        (None, "Vel."),
    ]


def test_who_is_said_to_speak_is_not_doubted_and_nothing_is_said_behind_the_end() -> None:
    source = source_of("Om i går\n" + HELD)
    reading = recognise(source)
    told = with_lines(source, reading, {4: SaidBy("Interviewer")})
    assert told.speakers["Interviewer"] == 1
    assert not [doubt for doubt in told.doubts if doubt.label == "Interviewer"]
    with pytest.raises(BadInput, match="line 5: the interview ends above line 4"):
        with_lines(source, reading, {4: "end", 5: SaidBy("M")})


def test_where_nobody_is_named_the_turns_are_those_that_somebody_is_said_to_say() -> None:
    source = source_of("Om i går\n\nJeg gikk hjem.\n\nDet regnet.\n")
    reading = recognise(source)
    assert (reading.turns, reading.speakers) == (0, {})
    told = with_lines(source, reading, {1: SaidBy("Interviewer"), 3: "outside"})
    assert (told.turns, told.speakers) == (1, {"Interviewer": 1})


def test_a_line_with_a_time_whose_label_lies_outside_is_said_once() -> None:
    talk = "Kari\n[0:15] Hva nå?\n\nOla\n[0:20] Jeg venter.\nDet er alt.\n\n"
    source = source_of(talk * 4)
    reading = recognise(source)
    for line in range(1, 6):
        for speaker in (SaidBy("Ola"), SaidBy(None)):
            answers: dict[int, LineAnswer] = {line: "outside", line + 1: speaker}
            if line == 5:
                answers = {4: speaker, 5: "outside"}
            try:
                told = with_lines(source, reading, answers)
            except BadInput:
                continue
            end = 0
            for block in told.blocks:
                assert end <= block.label_start <= block.label_end <= block.start <= block.end
                end = max(block.label_end, block.end)


def test_a_note_between_a_label_and_its_words_can_be_said() -> None:
    source = source_of("Kari\n(latter)\nHva nå?\n\nOla\nJeg venter.\n\n" * 4)
    reading = recognise(source)
    assert (said(source, reading)[0], reading.outside[0].place) == (("Kari", "Hva nå?"), 1)
    told = with_lines(source, reading, {2: "said"})
    assert said(source, told)[0] == ("Kari", "(latter)\nHva nå?")
    assert told.turns == reading.turns


def test_when_all_turns_lie_outside_nobody_is_there_to_say_a_line() -> None:
    source = source_of("Kari: Hei.\nOla: Ja.\nKari: Nei.\nOla: Jo.\n(latter)\n")
    reading = recognise(source)
    gone: dict[int, LineAnswer] = dict.fromkeys(range(1, 5), "outside")
    assert with_lines(source, reading, gone).blocks == ()
    with pytest.raises(BadInput, match="line 5: nobody has spoken before it"):
        with_lines(source, reading, {**gone, 5: "said"})


def test_the_words_of_nobody_below_a_time_are_whose_somebody_says_they_are() -> None:
    minute = (
        "00:{0}1 Kari\nHva nå?\n\n00:{0}5 Kari\nIntet, sa jeg.\n\n00:{0}6 Ola\nIkke nå?\n\n"
        "00:{0}8\nDet var alt.\nIkke sant?\n\n"
    )
    source = source_of("".join(map(minute.format, range(1, 5))))
    reading = recognise(source)
    (asked,) = (doubt for doubt in reading.doubts if doubt.remedy == "by")
    assert (asked.line, asked.likewise) == (11, (24, 37, 50))
    told = with_lines(source, reading, {11: SaidBy("Kari")})
    assert said(source, told)[3] == ("Kari", "Det var alt.\nIkke sant?")
    assert told.speakers == {"Kari": 12, "Ola": 4}
    assert {block.milliseconds for block in told.blocks} == {
        block.milliseconds for block in reading.blocks
    }


def test_a_line_with_a_label_that_nobody_says_leaves_what_stands_below_it_said() -> None:
    source = source_of("Om i går\n" + HELD)
    left = with_lines(source, recognise(source), {3: "outside"})
    assert said(source, left)[1] == ("Kari", "Og hva sa hun da?\nHun sa nei.")
    doubted = source_of(f"{NAMED}Ola: Kom i morgen.\nDet var alt.\n{NAMED}")
    reading = recognise(doubted)
    assert 9 in {doubt.line for doubt in reading.doubts} or "Ola" in reading.speakers
    told = with_lines(doubted, reading, {9: "outside"})
    assert "Kom i morgen." not in "".join(words for _, words in said(doubted, told))


def test_one_answer_holds_for_all_labels_that_are_told_together() -> None:
    source = source_of("".join(f"The old {letter}: The ice went early.\n" for letter in "ABCDEFGH"))
    reading = recognise(source)
    (*_, more) = (doubt for doubt in reading.doubts if doubt.remedy == "speaker")
    assert more.text == "3 more such labels are not taken for speakers, the first in line 6"
    taken = with_lines(source, reading, {6: "speaker"})
    assert [*taken.speakers] == ["The old F", "The old G", "The old H"]


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        (f"{TALK}V: Jeg venter |I: Ja. | på svar.\nI: Takk.\n", "talk.txt", 9),
        ("".join(f"The old {letter}: The ice went.\n" for letter in "ABCD"), "talk.txt", 2),
        ("**Who has a boat?**\n\nWe do.\n\n" * 4 + "**Further notes:**\n\nLate.", "a.md", 17),
        (
            "WEBVTT\n\n"
            + "".join(
                f"00:0{n}:01.000 --> 00:0{n}:09.000\n<v {who}>{words}</v>\n\n"
                for n, (who, words) in enumerate(
                    [("Oda", "Hva så?"), ("Per", "- Ja. - Nei."), ("Oda", "Vel."), ("Per", "Takk.")]
                )
            ),
            "talk.vtt",
            2,
        ),
    ],
)
def test_what_was_taken_for_said_stays_whose_it_is_where_a_turn_begins_there(
    text: str, name: str, line: int
) -> None:
    source = source_of(text, name)
    reading = recognise(source)
    assert line in {doubt.line for doubt in reading.doubts}
    settled = with_lines(source, reading, {line: "said"})
    assert said(source, settled) == said(source, reading)
    assert line not in {doubt.line for doubt in settled.doubts}


@pytest.mark.parametrize(("opens", "closes"), [("//", "//"), ("(", ")"), ("[", "]"), ("|", "|")])
def test_what_another_says_meanwhile_is_asked_about_and_ends_where_it_closes(
    opens: str, closes: str
) -> None:
    within = f"V: Jeg venter {opens}I: Ja. {closes} på svar {opens}I: nei{closes} nå.\nI: Takk.\n"
    source = source_of(TALK + within)
    reading = recognise(source)
    (doubt,) = reading.doubts
    assert (doubt.line, doubt.label, doubt.remedy) == (9, "I", "speaker")
    assert "likewise" not in doubt.text
    taken = with_lines(source, reading, {9: "speaker"})
    assert taken.doubts == ()
    assert said(source, taken)[8:] == [
        ("V", f"Jeg venter {opens}"),
        ("I", "Ja."),
        ("V", f"på svar {opens}"),
        ("I", "nei"),
        ("V", "nå."),
        ("I", "Takk."),
    ]
    assert taken.turns == reading.turns + 2


def test_a_colon_in_brackets_behind_other_words_is_not_asked_about() -> None:
    text = f"{TALK}V: Vi har to (kurs: norsk), og/eller tre (se: http://I.no).\nI: Takk.\n"
    assert recognise(source_of(text)).doubts == ()
