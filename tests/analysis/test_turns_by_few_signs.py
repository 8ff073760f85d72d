"""Who speaks where few signs tell: on covers, in legends, by labels that stand once."""

import io
import os
import re
import subprocess
import sys

import docx
import pytest

from kodeverk.analysis.recognition.evidence.persons import alike_labels
from kodeverk.analysis.recognition.turns import recognise, recognitions
from kodeverk.formats.transcripts import read_transcript_bytes
from tests.transcript_files import recognition_of, source_of

TALK = (
    "Pregunta: ¿Cómo se venden hoy los billetes?\nRespuesta: En la caseta, con un lápiz.\n"
    "Pregunta: ¿Quién lleva el cuaderno?\nRespuesta: Mi hija, y cuando ella no está, yo.\n"
    "Pregunta: ¿Se puede pagar con tarjeta?\nRespuesta: No, solo en monedas.\n"
    "Pregunta: ¿Cuántas personas caben?\nRespuesta: Doce, y trece si son pequeñas.\n"
)


@pytest.mark.parametrize(
    "cover",
    [
        "Fecha de preparación: 20/04/2014\nLugar: Oficina de La Barca\n"
        "Entrevistado: Rubén Castaño Cargo: Dueño\nObjetivo a lograr: Saber cómo se venden.\n",
        "Entrevista\nPreparada por: Inés Altos Martín, Ana Mora Inés y Luis Sol Parra\n"
        "Entrevistado: Ana Tau - Cargo: dueña\nCuerpo de la entrevista:\n",
    ],
)
def test_a_person_and_a_further_fact_on_one_line_of_the_cover_are_no_turn(cover: str) -> None:
    reading = recognition_of(cover + TALK)
    assert (reading.speakers, reading.warnings) == ({"Pregunta": 4, "Respuesta": 4}, ())
    assert reading.blocks[0].label_start == len(cover)


def test_the_number_of_a_question_is_asked_and_is_no_legend() -> None:
    reading = recognition_of(
        "I: Q1\nB: Wir schneiden das Brot mit einer Maschine.\nI: Q2\nB: Es muss frisch sein.\n"
        "I: Q3\nB: Das ist wichtig.\nI: Meinst du damit die Gäste?\nB: Ja, auch die.\n"
    )
    assert reading.speakers == {"I": 4, "B": 4}
    assert reading.outside == ()


def test_initials_with_full_stops_and_a_hyphen_are_a_label_where_they_come_back() -> None:
    reading = recognition_of(
        "***OM:*** Jak się zaczęło?\n\n***WCh:*** Od urodzenia mieszkam nad rzeką.\n\n"
        "***Ż.Ł-T:*** Dodam tylko, że most był z drewna.\n\n***WCh:*** Tak, i skrzypiał.\n\n"
        "***OM:*** Czy ktoś się bał?\n\n***WCh:*** Wszyscy, nawet psy.\n\n"
        "***Ż.Ł-T:*** A pamiętasz, kto go naprawiał?\n\n***WCh:*** Mój dziadek, co wiosnę.\n",
        "rozmowa.md",
    )
    assert reading.speakers == {"OM": 2, "WCh": 4, "Ż.Ł-T": 2}


@pytest.mark.parametrize(
    ("one", "other", "odd"),
    [
        ("Speaker 2", "Speaker 1", "Speaker"),
        ("Intervjuer", "Deltaker", "Informant"),
        ("Intervjuer", "Deltaker", "Intervjuer3"),
    ],
)
def test_a_role_or_a_code_that_speaks_once_is_asked_about(one: str, other: str, odd: str) -> None:
    exchange = f"{one}: Hva gjør dere?\n{other}: Vi syr sko.\n"
    reading = recognition_of(f"{exchange * 3}{odd}: Ja.\n{exchange * 3}")
    (told,) = reading.warnings
    assert told == f"{odd!r} speaks once: is it a speaker, or words of the one before?"


@pytest.mark.parametrize(
    "labels", [("Deltaker 1", "Deltaker 2", "Deltaker 3"), ("int", "om1", "int2")]
)
def test_one_of_those_who_are_counted_may_speak_once(labels: tuple[str, str, str]) -> None:
    one, other, third = labels
    exchange = f"{one}: Vi syr sko her.\n{other}: Og vi selger dem.\n"
    assert recognition_of(f"{exchange * 3}{third}: Ja.\n{exchange * 3}").warnings == ()


def test_where_all_who_are_named_ask_it_is_asked_who_answers() -> None:
    exchange = "Intervjuer: Hva gjør dere?\nVi syr sko.\nForsker: Hvor lenge?\nI ti år.\n"
    assert any("who answers?" in told for told in recognition_of(exchange * 4).warnings)


ROUND = "A: I take the bus.\nB: I cycle, also in snow.\nC: By train.\n"
RULE = "-" * 120


@pytest.mark.parametrize(
    "asked",
    [
        "{rule}\n{number}) How do you usually travel to\nwork, and why?\n",
        "{number}. How do you usually travel?\n",
        "\nHow do you usually travel, and why?\n",
    ],
)
def test_what_a_moderator_without_a_label_asks_a_group_is_nobodys_and_is_asked(asked: str) -> None:
    text = "".join(asked.format(number=number, rule=RULE) + ROUND for number in range(1, 5))
    reading = recognition_of(f"Group interview\n{text}")
    assert reading.speakers == {"A": 4, "B": 4, "C": 4}
    assert sum(block.label is None for block in reading.blocks) == 4
    (told,) = reading.warnings
    assert told.startswith("utterances that name nobody: 4, the first in line")


def test_answers_of_a_group_that_list_something_or_ask_back_are_their_own() -> None:
    text = (
        "A: There are three things.\n1. It is warm.\n2. It is cheap.\n3. It is fast.\n"
        "B: I cycle.\nIn snow, too.\nC: By train.\n\nIs that what you meant?\n"
    )
    reading = recognition_of(text * 3)
    assert reading.speakers == {"A": 3, "B": 3, "C": 3}
    assert all(block.label for block in reading.blocks)


def test_the_question_above_the_first_of_labelled_answers_is_asked_as_the_others_are() -> None:
    text = "An interview\n" + "".join(
        f"How was it in {place}?\nJ: It was good there, we played every night.\n\n"
        for place in ("Oslo", "Bergen", "Bodø", "Moss", "Hamar", "Voss")
    )
    reading = recognition_of(text)
    assert [block.label for block in reading.blocks] == [None, "J"] * 6
    assert [paragraph.place for paragraph in reading.outside] == [0]


def test_one_label_is_read_though_it_is_a_word_of_the_talk() -> None:
    text = "Interview with the owner of a mill.\n" + "".join(
        f"{asked}\nOwner: {said}\n"
        for asked, said in zip(
            ("Describe your mill.", "How many sacks?", "What comes next?", "And then?"),
            ("It grinds by night.", "Sixty or so.", "Light in the street.", "A dog."),
            strict=True,
        )
    )
    reading = recognition_of(text)
    assert reading.speakers == {"Owner": 4}
    assert any(told.startswith("only one speaker is named: Owner") for told in reading.warnings)


def test_labels_that_come_back_are_offered_though_nobody_is_sure() -> None:
    text = "".join(
        f"## {heading}\n\n**Sara Couto** - I was young then, and lived by the market.\n\n"
        for heading in ("School", "Friends", "Work", "Time to come")
    )
    source = source_of(f"# A voice\n\n{text}", "voice.md")
    none, *others = recognitions(source)
    assert none.convention == "none"
    assert "if 'Sara Couto' name them" in none.warnings[0]
    assert [other.speakers for other in others] == [{"Sara Couto": 4}] * len(others) != []


def test_a_word_for_answers_below_questions_that_a_list_counts_is_nobodys_name() -> None:
    document = docx.Document()
    for asked in ("How long?", "Describe your mill", "How many sacks?", "What comes next?"):
        document.add_paragraph(asked, style="List Number")
        document.add_paragraph("Response: It grinds by night.")
    content = io.BytesIO()
    document.save(content)
    reading = recognise(read_transcript_bytes(content.getvalue(), "mill.docx"))
    assert reading.speakers == {"Q": 4, "A": 4}


def test_words_may_stand_right_behind_a_label_in_angle_brackets() -> None:
    text = (
        "# Samtale\n\n<Liv> Er det greit?\n\n<Mikkel> Ja.\n\n<b>Broen</b> er borte.\n\n"
        "<part1>Den var av tre.</part1>\n\n<Liv>**Ville du reise?**\n\n"
        "<Mikkel>Det var nok vanen.\n\n<Liv> Var den rød?\n\n<Mikkel> Den <b>grønne</b>.\n"
    )
    reading = recognition_of(text, "samtale.md")
    assert (reading.speakers, reading.warnings) == ({"Liv": 3, "Mikkel": 3}, ())


def test_a_label_that_closes_what_is_said_is_no_word_of_it() -> None:
    text = "".join(
        f"<interviewer>Var det i {place}?</interviewer>\n\n<interviewee>\n\nDet var det.\n\n"
        "Og kaldt.\n\n</interviewee>\n\n"
        for place in ("Oslo", "Bodø", "Moss")
    )
    reading = recognition_of(text, "samtale.md")
    assert reading.speakers == {"interviewer": 3, "interviewee": 3}
    said = {text[block.start : block.end] for block in reading.blocks}
    assert said == {f"Var det i {place}?" for place in ("Oslo", "Bodø", "Moss")} | {
        "Det var det.\n\nOg kaldt."
    }


def test_a_line_in_the_form_of_known_labels_is_no_heading() -> None:
    exchange = "[Liv] Var den rød?\n\n[Mikkel] Den grønne.\n\n"
    text = f"{exchange * 3}**[Liv]Ville du reise?**\n\n{exchange * 3}"
    reading = recognition_of(text, "samtale.md")
    assert reading.outside == ()


TALK_OF_FEW = (
    "I: Hva gjør dere?\nV: Vi syr sko.\nI: Hvor lenge?\nV: I ti år.\nI: Takk.\nV: Bare hyggelig.\n"
)
ASKED_BEFORE = (
    "What do you do?\nWe mend shoes.\nFor how long?\nTen years or so.\nWhere do you live?\nHere.\n"
)


def test_questions_and_answers_above_counted_ones_are_asked_about_by_line() -> None:
    counted = "".join(f"{number}. Is it so?\nIt is.\n" for number in range(1, 5))
    reading = recognition_of(f"Interviews\nBy the river\n{ASKED_BEFORE}\n{counted}")
    assert [doubt.line for doubt in reading.doubts if "talk as well?" in doubt.text] == [3]


def test_questions_and_answers_below_the_end_of_a_talk_are_asked_about_by_line() -> None:
    reading = recognition_of(f"{TALK_OF_FEW}\nEND OF INTERVIEW\n\nA SECOND ONE\n\n{ASKED_BEFORE}")
    assert [doubt.line for doubt in reading.doubts if "talk as well?" in doubt.text] == [12]


def test_what_is_far_longer_than_the_talk_below_it_is_asked_about() -> None:
    reading = recognition_of(
        "The river ran by the house, and they mended shoes.\n" * 60 + TALK_OF_FEW
    )
    (told,) = reading.warnings
    assert told.startswith("line 1: is what stands outside the interview")


@pytest.mark.parametrize(
    "above",
    [
        "Interview guide\nWhat do you do?\nFor how long?\nWhere do you live?\nWhy?\n",
        "Letter\n\nWhat is it for?\nTo learn of shoes.\n\nWho asks?\nThe college.\n\n"
        "What is asked of you?\nAn hour of talk.\n\nMay you say no?\nYes, at any time.\n",
        "Consent\nWho asks?\n" + "You may say no at any time.\n" * 9 + "Where to turn?\nTo us.\n",
    ],
)
def test_a_guide_and_a_letter_of_consent_above_a_talk_are_no_talk(above: str) -> None:
    assert recognition_of(f"{above}\n{TALK_OF_FEW}").warnings == ()


def test_a_framed_interview_in_word_keeps_the_numbers_of_its_questions() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for asked in ("Name of the firm", "Who decides?", "How many are you?", "Why?"):
        cell.add_paragraph(asked, style="List Number")
        cell.add_paragraph("That is my father.")
    content = io.BytesIO()
    document.save(content)
    source = read_transcript_bytes(content.getvalue(), "firm.docx")
    assert recognise(source).speakers == {"Q": 4, "A": 4}


@pytest.mark.parametrize(
    ("in_full", "short"),
    [
        (("Juno", "Tarek"), ("J.", "T.")),
        (("Маша Вирова Север", "Олег Лунин Тавро"), ("М.В.", "О.Л.")),
        (("Тавров", "Севин"), ("Т", "С")),
        (("Silje von Brekke", "Ragnar Moen"), ("Brekke", "Moen")),
    ],
)
def test_who_is_named_in_full_at_first_and_in_short_later_speaks_and_may_be_joined(
    in_full: tuple[str, str], short: tuple[str, str]
) -> None:
    first = "".join(f"{label}: We met at the ferry, I think.\n" for label in in_full)
    later = "".join(f"{label}: It was raining, and nobody came.\n" for label in short)
    reading = recognition_of("A talk at the river\n\n" + first + 8 * later)
    assert [*reading.speakers] == [*in_full, *short]
    assert alike_labels(reading.speakers) == tuple(zip(in_full, short, strict=True))


def test_the_first_labels_in_full_alone_on_their_lines_begin_turns() -> None:
    first = (
        "Silje von Brekke:\nWelcome to you all.\nWe have an hour.\n\nRagnar Moen:\nThank you!\n\n"
    )
    later = "Brekke:\nWho mends the boats?\n\nMoen:\nMy neighbour does, every spring.\n\n"
    reading = recognition_of(first + 6 * later)
    assert reading.blocks[0].label == "Silje von Brekke"
    assert reading.outside == ()


def test_a_hyphen_within_a_name_parts_its_initials() -> None:
    talk = 6 * "NVM: Why do you stay here?\nSB: For the sea, and for the quiet.\n"
    reading = recognition_of(
        "Nanna-Vera Moe: When did you come?\nSivert Bull: In May, by boat.\n" + talk
    )
    assert reading.speakers == {"NVM": 7, "SB": 7}
    assert not alike_labels(reading.speakers)


def test_a_name_in_full_with_its_colon_outside_bold_speaks_once_and_is_asked_about() -> None:
    talk = 6 * "**CC:** Why do you stay?\n\n**TL:** For the sea, and for the quiet.\n\n"
    slip = "**Tora May Lund**: And for my mother, who is old.\n\n"
    reading = recognition_of(talk + slip + talk, "talk.md")
    assert any("'Tora May Lund' speaks once" in doubt.text for doubt in reading.doubts)
    assert alike_labels(reading.speakers) == (("Tora May Lund", "TL"),)


def test_questions_apart_above_several_who_answer_belong_to_nobody_with_blank_lines_between() -> (
    None
):
    answers = "Ella: Two a week.\nCarl: Never.\nHanna: When it rains.\n\n"
    asked = ["How often do you mend a net?", "Who pays for the rope?", "Do you sell any?"]
    text = "A talk with three people\n\n" + "".join(f"- {each}\n\n{answers}" for each in asked)
    reading = recognition_of(text)
    of_nobody = [text[block.start : block.end] for block in reading.blocks if not block.label]
    assert of_nobody == [f"- {each}" for each in asked]
    assert any("line 3" in doubt.text for doubt in reading.doubts)


@pytest.mark.parametrize(
    "before",
    [
        "10:05 AM ",
        "[10:05 p.m.] ",
        "5/3/21, 10:05 PM - ",
        "[03.05.21, 10:05:11] ",
        "2021-05-03T10:05:11Z ",
        "10.05 ",
        "[0:05 to 0:06] ",
        "[00:00:05] [00:00:06] ",
        "0.000\t1.500\t",
        "00:10:05;12 ",
        "<123> ",
    ],
)
def test_a_date_a_clock_or_a_number_before_every_label_is_no_part_of_it(before: str) -> None:
    said = {"Juno": "We met at the ferry.", "Tarek": "It was raining, I think."}
    text = 6 * "".join(f"{before}{label}: {words}\n" for label, words in said.items())
    reading = recognition_of(text)
    assert reading.speakers == {"Juno": 6, "Tarek": 6}
    assert {text[block.start : block.end] for block in reading.blocks} == {*said.values()}


@pytest.mark.parametrize(
    "behind", [" (10:05 AM)", " (kl. 10.05)", " (10.05)", " (1h05)", " (5 min)"]
)
def test_a_clock_in_brackets_before_the_colon_is_no_part_of_a_label(behind: str) -> None:
    text = 6 * f"Juno{behind}: We met at the ferry.\nTarek{behind}: It was raining, I think.\n"
    assert recognition_of(text).speakers == {"Juno": 6, "Tarek": 6}


def test_a_label_with_a_question_mark_speaks_and_a_question_mark_alone_names_nobody() -> None:
    text = 6 * "M: Who mends the nets?\nP1: My uncle.\nP2: Mine, too.\nP?: Nobody does!\n"
    assert recognition_of(text).speakers == {"M": 6, "P1": 6, "P2": 6, "P?": 6}
    nobody = recognition_of(text + "???: I do, in winter.\n" + text)
    assert nobody.speakers == {"M": 12, "P1": 12, "P2": 12, "P?": 12}
    assert any("name nobody: 1" in doubt.text for doubt in nobody.doubts)


@pytest.mark.parametrize("mark", ["", "**"])
@pytest.mark.parametrize("label", ["Speaker ?", "Speaker?"])
def test_a_speaker_whom_nobody_could_tell_never_speaks_under_the_name_of_the_one_before(
    label: str, mark: str
) -> None:
    talk = 4 * "Speaker 1:\nWho mends the nets?\n\nSpeaker 2:\nMy uncle.\n\n"
    unsure = f"{label}:\nMine, too.\n\n"
    text = re.sub(r"(Speaker.*:)", rf"{mark}\1{mark}", talk + unsure + talk + unsure + talk)
    assert recognition_of(text, "talk.md").speakers == {"Speaker 1": 12, "Speaker 2": 12, label: 2}


@pytest.mark.parametrize(("opening", "is_told"), [("Juno?:", True), ("Juno? No, the:", False)])
def test_a_known_name_with_a_question_mark_before_its_colon_begins_a_turn_and_is_told(
    opening: str, is_told: bool
) -> None:
    talk = 6 * "Juno: Who mends the nets?\nTarek: My uncle.\n"
    reading = recognition_of(f"{talk}{opening} ferry came at noon.\n{talk}")
    assert reading.speakers == {"Juno": 12 + is_told, "Tarek": 12}
    assert any("line 13" in told and "form" in told for told in reading.warnings) is is_told


def test_names_in_headings_speak_without_capitals_though_the_talk_is_full_of_them() -> None:
    words = "ليلى قالت إن هدى هنا، وليلى وهدى معا، هدى وليلى.\n\n"
    text = 8 * f"### ليلى\n\n{words}### هدى\n\n{words}" + f"### عمر\n\n{8 * 'عمر '}.\n\n" * 2
    assert recognition_of(text, "talk.md").speakers == {"ليلى": 8, "هدى": 8, "عمر": 2}


@pytest.mark.parametrize(("before", "behind"), [("**(", "):** "), ("(", "):"), ("(", "): ")])
def test_a_label_in_brackets_with_a_colon_may_be_bold_or_have_no_space_behind(
    before: str, behind: str
) -> None:
    said = [("Nora", "Who bakes?"), ("Lu", "We all do.")]
    text = 5 * "".join(f"{before}{label}{behind}{words}\n\n" for label, words in said)
    assert recognition_of(text, "talk.md").speakers == {"Nora": 5, "Lu": 5}


def test_german_labels_for_all_sexes_are_whole_labels() -> None:
    talk = "Int.: Wie war das?\nBefragte:r 1: Ganz gut.\nBefragte:r 2: Naja.\n" * 3
    reading = recognition_of(talk)
    assert reading.speakers == {"Int.": 3, "Befragte:r 1": 3, "Befragte:r 2": 3}
    assert recognition_of(talk.replace("Befragte:r", "Befragte*r")).turns == 9


def test_what_others_are_quoted_with_is_no_speaker_and_not_asked_about() -> None:
    talk = "Int.: Wie war das?\nA: Ganz gut.\n"
    quoted = "Man sagte mir: „Sie müssen warten.“\n"
    reading = recognition_of(f"{talk}{talk}{quoted}{talk}{quoted}{talk}")
    assert reading.speakers == {"Int.": 4, "A": 4}
    assert all(doubt.may_wait for doubt in reading.doubts)


def test_a_number_right_behind_a_full_width_colon_is_said() -> None:
    talk = "司会：どうでしたか？\n参加者：新しかったです。\n" * 3
    reading = recognition_of(talk + "司会：いつですか？\n参加者：2015年に来ました。\n")
    assert reading.speakers == {"司会": 4, "参加者": 4}
    assert reading.doubts == ()


@pytest.mark.parametrize(("one", "other"), [("Li Bo", "Ragnhild"), ("道生 武松", "itaru")])
def test_nobody_is_somebody_else_for_beginning_with_their_own_words(one: str, other: str) -> None:
    assert not alike_labels({one: 4, other: 4})


def test_who_may_be_one_person_is_the_same_in_every_run() -> None:
    asked = (
        "from kodeverk.analysis.recognition.evidence.persons import alike_labels\n"
        "print(alike_labels({'Ida Moen': 6, 'Ida Mone': 1, 'Moen': 2}))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(6)
    }
    assert told == {"(('Ida Mone', 'Ida Moen'), ('Moen', 'Ida Moen'))\n"}


@pytest.mark.parametrize("lines", [2, 40])
def test_codes_as_first_words_name_who_speaks_however_long_the_wrapped_answers_are(
    lines: int,
) -> None:
    begin = [one + other for one in "bdfgklmnprst" for other in ("ent", "ilo", "ars", "oss")]
    answer = "\n".join(f"{word} we had gone by the ford and nobody came" for word in begin[:lines])
    turns = [f"{('TK', 'VA')[at % 2]} {answer}" for at in range(40)]
    assert recognition_of("\n\n".join(turns)).speakers == {"TK": 20, "VA": 20}


@pytest.mark.parametrize("notes", ["Interviewer's notes", "Closing"])
def test_headings_that_name_who_speaks_do_above_a_heading_of_notes_too(notes: str) -> None:
    talk = ["### Prof. Lomax", "How was it?", "### Prof. Croft", "We waited for a long time."] * 3
    text = "\n\n".join([*talk, f"## {notes}\nHe was tired.\nSo was I."])
    assert recognition_of(text, "talk.md").speakers == {"Prof. Lomax": 3, "Prof. Croft": 3}


def test_names_between_dashes_above_lines_with_times_say_who_speaks_in_all_of_them() -> None:
    words = ["well that is", "it", "what we", "saw there", "you know", "so", "and then", "we went"]
    lines: list[str] = []
    for turn in range(12):
        lines += ["", f"--- Speaker {turn % 2 + 1} ---"]
        for at in range(turn * 8, turn * 8 + 8):
            said = words[at * 5 % 8] if at % 3 else f"{words[at % 7]} {'abcdefgh'[at % 8]}{at}"
            lines.append(f"  [{at // 60:02}:{at % 60:02} - {at // 60:02}:{at % 60:02}] {said}")
    reading = recognition_of("\n".join(lines))
    assert reading.speakers == {"Speaker 1": 6, "Speaker 2": 6}


@pytest.mark.parametrize("form", ["**{}.**\n{}", "**{}.** {}"])
def test_a_full_stop_behind_a_bold_name_is_of_the_name(form: str) -> None:
    said = ["It was dark that day.", "And cold, I am told.", "We had no coats on us then."]
    names = ["Ida", "Vadim", "Roman"]
    turns = [form.format(names[at % 3], said[at * 2 % 3]) for at in range(12)]
    reading = recognition_of("\n\n".join(turns), "talk.md")
    assert {label.rstrip("."): count for label, count in reading.speakers.items()} == dict.fromkeys(
        names, 4
    )


def test_words_below_a_heading_that_comes_back_every_few_lines_are_not_lost_in_silence() -> None:
    words = "It was dark that day in the {} and nobody in the village came to see what we did."
    places = ["barn", "mill", "yard", "lane", "hall", "ford", "wood", "shop", "inn", "school"]
    turns = [
        f"**Why, oh why.**\n{words.format(place)}\n\n**{('Ida', 'Tom')[at % 2]}:**\nWhat?"
        for at, place in enumerate(places)
    ]
    reading = recognition_of("\n\n".join(turns), "talk.md")
    assert not [each for each in reading.outside if "above the talk" in each.reason]
