"""A legend gives labels their roles and joins them; it is no turn."""

import pytest

from kodeverk.analysis.recognition.lines import with_lines
from kodeverk.analysis.recognition.text.legend import is_entry
from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from tests.transcript_files import recognition_of

TALK = (
    "{a}: Was haben Sie gemacht?\n{b}: Wir haben lange gewartet.\n{a}: Und dann?\n"
    "{b}: Dann kam ein Brief vom Amt.\n{a}: Was stand darin?\n{b}: Dass ich anfangen kann.\n"
)


@pytest.mark.parametrize(
    "legend",
    [
        "I: Interviewer, B: Befragter\n",
        "I = Interviewer\nB = Befragter\n",
        "(I) = Interviewer\n(B) = Befragter\n",
        "Legende: I = Interviewer, B = Befragter\n",
        "Interviewer (I)\nBefragter (B)\n",
        "Legende\n\nInterviewer = I\nBefragter = B\n",
        "Datum: 3.5.2020\nOrt: Köln\nI: Interviewer\nB: Befragter\n",
    ],
)
def test_a_legend_gives_roles_and_is_no_turn(legend: str) -> None:
    text = f"{legend}\n{TALK.format(a='I', b='B')}"
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert reading.speakers == {"I": 3, "B": 3}
    assert reading.roles["I"] == "interviewer"
    assert not reading.warnings
    assert {each.zone for each in reading.outside} == {"front"}


@pytest.mark.parametrize(("legend", "label"), [("{}: {}", "{} {}: "), ("{} = {}", "{1} ")])
def test_a_legend_of_four_on_one_line_is_no_talk_to_ask_about(legend: str, label: str) -> None:
    titles = {"AB1": "Forscherin", "CD1": "Person eins", "CD2": "Person zwei", "CD3": "Person drei"}
    front = ", ".join(legend.format(*entry) for entry in titles.items())
    said = ("Was war da?", "Wir kamen an.\nDas war spät.", "Es war kalt.\nJa.", "Und wir auch.")
    turns = (
        f"{label.format(f'0:{number:02}', name)}{words}\n"
        for number, (name, words) in enumerate(zip((*titles,) * 5, said * 5, strict=True))
    )
    reading = recognise(read_transcript_bytes(f"{front}\n\n{''.join(turns)}".encode(), "kreis.txt"))
    assert {*reading.speakers} == {*titles}
    assert not reading.warnings


@pytest.mark.parametrize("place", ["above", "below"])
@pytest.mark.parametrize(
    "legend",
    [
        "I: Interviewer / B: Befragter",
        "I: Interviewer  B: Befragter",
        "Key: I=Interviewer B=Respondent",
        '"I" = Interviewer; "B" = Respondent',
        "[I = interviewer, B = respondent]",
        '{"I": "Interviewer", "B": "Respondent"}',
        "| Sigle | Person |\n|---|---|\n| I | Interviewer |\n| B | Respondent |",
        "I: Anne Berg (interviewer)\nB: Kari Nord (informant)",
        "1. I: Interviewer\n2. B: Respondent",
        "I -> Interviewer\nB -> Befragter",
        "[I] Interviewer\n[B] Befragter",
        "**I** = Interviewer\n**B** = Befragter",
        "I: Interviewerin (Projektleitung, anwesend im ganzen Gespräch)\n"
        "B: Befragte Person, 45 Jahre, arbeitet seit zehn Jahren auf dem Amt",
        "Legende:\nI: Interviewerin\nB: Befragte Person",
        "Participants:\n- I: Interviewer\n- B: Informant",
        "Speakers: I (Interviewer), B (Informant)",
    ],
)
def test_a_legend_in_any_ordinary_form_above_or_below_the_talk_is_no_turn(
    legend: str, place: str
) -> None:
    talk = TALK.format(a="I", b="B")
    text = f"{legend}\n\n{talk}" if place == "above" else f"{talk}\n{legend}\n"
    source = read_transcript_bytes(text.encode(), "gespraech.md")
    reading = recognise(source)
    assert reading.speakers == {"I": 3, "B": 3}
    assert reading.stated.keys() == {"I", "B"}
    assert reading.roles["I"] == "interviewer"
    assert not reading.warnings
    said = "".join(source.text[block.start : block.end] for block in reading.blocks)
    assert "Interviewer" not in said
    assert "Respondent" not in said
    assert "Befragte" not in said


@pytest.mark.parametrize("place", ["above", "below"])
def test_a_legend_whose_first_entry_names_no_role_is_one(place: str) -> None:
    legend, talk = "I: Informant\nF: Forsker\n", TALK.format(a="F", b="I")
    text = f"{legend}\n{talk}" if place == "above" else f"{talk}\n{legend}"
    reading = recognise(read_transcript_bytes(text.encode(), "samtale.txt"))
    assert reading.speakers == {"F": 3, "I": 3}
    assert reading.roles == {"F": "interviewer", "I": "unknown"}


@pytest.mark.parametrize(
    "answers",
    [
        "I: Yrke\nB: Lærer\nI: Alder\nB: 45\n",
        "I: Stilling\nB: Forsker\n",
        "I: Navn\nB: Kari Nord\n",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_short_answers_at_the_ends_of_a_talk_are_no_legend(answers: str, place: str) -> None:
    talk = TALK.format(a="I", b="B")
    text = f"{answers}{talk}" if place == "above" else f"{talk}\n{answers}"
    reading = recognise(read_transcript_bytes(text.encode(), "samtale.txt"))
    assert sum(reading.speakers.values()) == 6 + answers.count("\n")


def test_a_legend_above_the_line_that_ends_a_file_is_no_turn() -> None:
    text = f"{TALK.format(a='I', b='B')}\nI: Interviewer\nB: Befragter\n\nEnde des Gesprächs\n"
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert reading.speakers == {"I": 3, "B": 3}
    assert reading.stated == {"I": "Interviewer", "B": "Befragter"}


def test_roles_behind_names_and_initials_are_those_of_the_initials() -> None:
    cover = "Anna Lie (AL), interviewer\nOla Moe (OM), informant\n"
    text = f"{cover}\n{TALK.format(a='AL', b='OM')}"
    reading = recognise(read_transcript_bytes(text.encode(), "samtale.txt"))
    assert reading.roles == {"AL": "interviewer", "OM": "unknown"}


def test_a_legend_tells_the_role_of_a_name() -> None:
    text = f"Kari = Moderator, Uwe = Teilnehmer\n\n{TALK.format(a='Kari', b='Uwe')}"
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert reading.roles == {"Kari": "interviewer", "Uwe": "participant"}


@pytest.mark.parametrize("first", ["Interviewer (I)", "I (lacht)"])
def test_the_long_form_of_a_label_and_the_short_one_are_one_speaker(first: str) -> None:
    text = TALK.format(a="I", b="B").replace("I:", f"{first}:", 1)
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert reading.speakers == {"I": 3, "B": 3}


def test_names_in_full_at_first_and_initials_later_are_one_speaker() -> None:
    cover = "Interviewee: Rita Wolf\nInterviewer: Bert Fink\n"
    first = "Bert Fink: Can you say your name?\nRita Wolf: Rita C. Wolf.\n"
    text = f"{cover}{first}{TALK.format(a='BF', b='RW')}"
    reading = recognise(read_transcript_bytes(text.encode(), "history.txt"))
    assert reading.speakers == {"BF": 4, "RW": 4}
    assert reading.roles["BF"] == "interviewer"


def test_an_answer_that_names_an_office_is_no_legend() -> None:
    text = "I: Was sind Sie?\nB: Teacher\nI: Und Ihr Mann?\nB: Interviewer\nI: So?\nB: Ja, ja.\n"
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert sum(reading.speakers.values()) == 6


def test_a_list_of_speakers_is_no_turn() -> None:
    text = f"Participants: B, I\n\n{TALK.format(a='I', b='B')}"
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert reading.speakers == {"I": 3, "B": 3}
    assert reading.roles == {"I": "interviewer", "B": "unknown"}


@pytest.mark.parametrize(
    ("legend", "asks"),
    [
        ("I = Interviewee, R = Researcher", "R"),
        ("M = Moderator, I = Informant", "M"),
        ("(I) = Informant 2\n(A) = Interviewer", "A"),
        ("R: Interviewer\nI: Respondent", "R"),
        ("Interviewer (Q)\nInformant (I)", "Q"),
        ("I = Ingrid, R = Researcher", "R"),
    ],
)
def test_whom_a_legend_says_a_letter_stands_for_never_has_the_letters_own_role(
    legend: str, asks: str
) -> None:
    text = f"{legend}\n\n{TALK.format(a=asks, b='I')}"
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert reading.speakers == {asks: 3, "I": 3}
    assert reading.roles == {asks: "interviewer", "I": "unknown"}
    assert not reading.warnings


def test_a_name_that_a_legend_gives_leaves_a_label_the_role_it_says_itself() -> None:
    text = f"I: Kari Nord\nB: Uwe Falk\n\n{TALK.format(a='I', b='B')}"
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert reading.roles["I"] == "interviewer"


@pytest.mark.parametrize("letters", ["FGHI", "HIJ", "IJK"])
def test_i_is_no_interviewer_among_letters_in_a_row(letters: str) -> None:
    text = "".join(f"{letter}: Det synes jeg også.\n" for letter in letters * 4)
    reading = recognise(read_transcript_bytes(text.encode(), "gruppe.txt"))
    assert {*reading.roles.values()} == {"unknown"}


def test_i_is_the_interviewer_beside_the_first_letter_of_a_name() -> None:
    reading = recognise(read_transcript_bytes(TALK.format(a="I", b="H").encode(), "gespraech.txt"))
    assert reading.roles == {"I": "interviewer", "H": "unknown"}


def test_i_is_no_interviewer_among_the_letters_of_the_alphabet() -> None:
    lines = [f"{letter}: Det synes jeg også." for letter in "ABCDEFGHI" * 2]
    text = "".join(f"Mod: Hva synes dere?\n{line}\n" for line in lines)
    reading = recognise(read_transcript_bytes(text.encode(), "gruppe.txt"))
    assert len(reading.speakers) == 10
    assert reading.roles["I"] == "unknown"


@pytest.mark.parametrize("asker", ["F", "E"])
def test_i_is_no_interviewer_beside_another_letter_of_who_asks(asker: str) -> None:
    talk = TALK.format(a=asker, b="I")
    reading = recognise(read_transcript_bytes(talk.encode(), "samtale.txt"))
    assert reading.roles == {asker: "unknown", "I": "unknown"}
    told = recognise(read_transcript_bytes(f"I: Intervjuer\n\n{talk}".encode(), "samtale.txt"))
    assert told.roles["I"] == "interviewer"


def test_one_of_several_i_with_numbers_is_no_interviewer() -> None:
    talk = "M: Hva gjorde dere da?\nI{}: Vi dro hjem med bussen.\n"
    text = "".join(talk.format(1 + turn % 3) for turn in range(9))
    reading = recognise(read_transcript_bytes(text.encode(), "gruppe.txt"))
    assert {*reading.roles.values()} == {"unknown"}
    alone = recognise(read_transcript_bytes(6 * talk.format(1).encode(), "samtale.txt"))
    assert alone.roles["I1"] == "interviewer"


@pytest.mark.parametrize(
    "legend",
    [
        "A: Interviewer.\nB: Respondent.\n",
        "A: the interviewer.\n\nB: informant.\n\n",
        "# Key\n\n- `A`: interviewer\n- `B`: respondent\n\n",
        "- **A**: interviewer.\n- **B**: respondent.\n\n",
    ],
)
def test_an_entry_may_end_with_a_full_stop_or_have_its_label_in_backticks(legend: str) -> None:
    talk = "A: And what then was done with the boats?\nB: We mended them in the winter.\n" * 5
    reading = recognition_of(legend + talk, "talk.md")
    assert reading.speakers == {"A": 5, "B": 5}
    assert reading.roles["A"] == "interviewer"
    assert reading.doubts == ()


def test_who_answers_with_a_role_and_a_full_stop_is_a_speaker() -> None:
    talk = "A: What was your first work in the town?\nB: Interviewer.\nA: For whom?\nB: For SSB.\n"
    assert recognition_of(talk * 2).speakers == {"A": 4, "B": 4}
    assert recognition_of(f"A: I am the interviewer.\nB: Yes.\n{talk}").speakers == {"A": 3, "B": 3}


@pytest.mark.parametrize("entry", ["- {}, {}", "{}, {}", "• {} , {}"])
def test_a_comma_between_name_and_role_in_a_list_of_speakers_gives_the_role(entry: str) -> None:
    listed = "\n".join(
        entry.format(*each) for each in (("Eva", "Interviewer"), ("Jan", "Befragter"))
    )
    reading = recognition_of(f"Sprecher:\n{listed}\n\n{TALK.format(a='Eva', b='Jan')}")
    assert reading.roles == {"Eva": "interviewer", "Jan": "unknown"}
    assert not reading.warnings


def test_a_comma_between_two_names_gives_no_role() -> None:
    reading = recognition_of(f"Sprecher:\nEva, Jan\n\n{TALK.format(a='Eva', b='Jan')}")
    assert {*reading.roles.values()} == {"unknown"}


@pytest.mark.parametrize(
    ("listed", "roles"),
    [
        ("Participants: Eva (sewing / sails), Jan (ropes / nets)", ("unknown", "unknown")),
        ("- **Participants:** Eva (sails / oars) and Jan", ("unknown", "unknown")),
        ("Participants: Eva (moderator / sails), Jan (ropes)", ("interviewer", "unknown")),
        ("Participant: Jan (ropes / nets)", ("unknown", "participant")),
    ],
)
def test_a_list_of_who_takes_part_never_gives_its_first_name_a_role(
    listed: str, roles: tuple[str, str]
) -> None:
    cover = f"Datum: 3.5.2020\n{listed}\nOrt: Vik\n"
    reading = recognition_of(f"{cover}\n{TALK.format(a='Eva', b='Jan')}", "gespraech.md")
    assert reading.speakers == {"Eva": 3, "Jan": 3}
    assert (reading.roles["Eva"], reading.roles["Jan"]) == roles


@pytest.mark.parametrize(
    ("cover", "role"), [("AMBASSADOR ELLA C. LEADER", "unknown"), ("Our leader: c.", "leader")]
)
def test_a_surname_on_the_cover_is_no_role(cover: str, role: str) -> None:
    talk = "Q: Where was that?\nLEADER: In the north, by the sea.\n" * 4
    reading = recognition_of(f"{cover}\n\nDate: 3 May\n\n{talk}")
    assert reading.roles == {"Q": "interviewer", "LEADER": role}


@pytest.mark.parametrize(
    "above",
    [
        "Anhang B: Gespräch\n\n",
        "Teilnehmende:\n- I, 34\n- B, 51\n\n",
        "Geschlecht: F, Ort: Lyon, Dauer: 40 min\n\n",
        "Befragte: Ines | Beginn: 10:05\n\n",
        "Interviewerin: Ida Moe\nDatum: 3.5.2020\nSprache: Deutsch\n\n",
        "Die befragte Person hat der Aufnahme zugestimmt. Alle Namen sind geändert.\n\n",
    ],
)
@pytest.mark.parametrize(
    "legend",
    [
        "I: Moderatorin\nB: Lehrerin\n",
        "I: Moderatorin\n\nB: Lehrerin\n",
        "I: Ida Moe (Moderatorin)\nB: Ida Moe (Befragte)\n",
        "I – Moderatorin\nB – Befragte\n",
    ],
)
def test_a_legend_below_whatever_stands_above_the_talk_is_no_turn(above: str, legend: str) -> None:
    text = f"{above}{legend}\n{TALK.format(a='I', b='B')}"
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert reading.speakers == {"I": 3, "B": 3}
    assert reading.roles["I"] == "interviewer"
    assert not reading.warnings


def test_a_legend_above_signs_and_labels_in_bold_is_no_turn() -> None:
    legend = "**Legende**\n\nI: Moderatorin\n\nB: Lehrerin 1\n\n(.) kurze Pause\n\n"
    talk = "\n".join(TALK.format(a="**I**", b="**B**").splitlines(keepends=True))
    reading = recognise(read_transcript_bytes(f"{legend}{talk}".encode(), "gespraech.md"))
    assert reading.speakers == {"I": 3, "B": 3}
    assert reading.roles["I"] == "interviewer"


@pytest.mark.parametrize(
    "legend",
    [
        "I transkripsjonen står MK for moderator og P5 for deltaker.\n",
        "In this transcript, MK stands for the researcher, and P5 is a participant.\n",
        "The moderator is marked as MK and the informant as P5.\n",
        "Deltakere: Moderator (MK), Informant (P5)\n",
        "Sprecher: Moderator (MK), Lehrerin (P5)\n",
        "Kjønn: MK\nForskar: MK, 45\nMK = Moderator\n",
    ],
)
def test_a_legend_in_prose_or_behind_a_title_gives_roles(legend: str) -> None:
    text = f"{legend}\n{TALK.format(a='MK', b='P5')}"
    reading = recognise(read_transcript_bytes(text.encode(), "samtale.txt"))
    assert reading.speakers == {"MK": 3, "P5": 3}
    assert reading.roles["MK"] == "interviewer"
    assert reading.roles["P5"] != "interviewer"


@pytest.mark.parametrize(
    "sentence",
    [
        "MK met P5, who is an informant as MK is a moderator.\n",
        "MK talked as long as there was time to a moderator, and P5 to an informant.\n",
        "The moderator is MK.\n",
        "A moderator and an informant met MK and P5.\n",
    ],
)
def test_a_sentence_in_which_labels_and_roles_take_no_turns_gives_none(sentence: str) -> None:
    text = f"{sentence}\n{TALK.format(a='MK', b='P5')}"
    reading = recognise(read_transcript_bytes(text.encode(), "samtale.txt"))
    assert {*reading.roles.values()} == {"unknown"}


def test_a_role_that_somebody_answers_below_a_first_question_is_no_legend() -> None:
    text = f"I: Was sind Sie?\nB: Lehrerin\nC: Moderator\n{TALK.format(a='I', b='B')}C: Ja.\n"
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert reading.speakers == {"I": 4, "B": 4, "C": 2}


TALK_OF_ROLES = (
    "Intervjuer: Hva skjedde da?\nInformant: Vi ventet lenge på svar.\nIntervjuer: Og så?\n"
    "Informant: Da kom det et brev fra kontoret.\n"
)


@pytest.mark.parametrize(
    "cover",
    [
        "Dato: 3. mai\nIntervjuer: Ida\nInformant: Tor\nSted: Volda\n",
        "Dato: 3. mai\nIntervjuer: Ida\nInformant: Tor\n\n",
        "**Dato:** 3. mai\n**Informant:** Tor\n**Sted:** Volda\n",
        "- Dato: 3. mai\n- Informant: Tor\n\n",
        "Intervjuer: Ida Moe | Start: 10:05 | Transkribert av: AB\n\n",
        "Informant: Tor, Intervjuer: Ida Moe\n\n",
        "Transkribert av: AB\nForsker: Ida\n\n",
        "Forsker: Ida\nDeltaker: Tor\n\n",
        "Alder:\t34\nForsker:\tIda\nLengde:\t40 min\n\n",
    ],
)
def test_who_takes_part_among_facts_above_the_talk_is_no_turn(cover: str) -> None:
    text = f"{cover}{TALK_OF_ROLES}"
    reading = recognise(read_transcript_bytes(text.encode(), "samtale.txt"))
    assert reading.speakers == {"Intervjuer": 2, "Informant": 2}
    assert not reading.warnings


@pytest.mark.parametrize(
    ("first", "label"),
    [
        ("Dato: 3. mai\nIntervjuer: Hei\nInformant: Hei\n", "Intervjuer"),
        ("Dato: 3. mai\n\nIntervjuer: Hei\nInformant: Hei\n", "Intervjuer"),
        ("Transkribert av: AB\n\nInformant: Tor\n\n", "Informant"),
        ("Dato: 3. mai\nRektor: Velkommen\n", "Rektor"),
    ],
)
def test_one_word_right_above_the_talk_may_be_a_name_or_said_and_is_asked_about(
    first: str, label: str
) -> None:
    reading = recognise(read_transcript_bytes(f"{first}{TALK_OF_ROLES}".encode(), "samtale.txt"))
    assert sum(reading.speakers.values()) == 4 + first.count(": ") - 1
    assert any(doubt.line or doubt.label for doubt in reading.doubts if not doubt.may_wait)
    assert any(label in warning for warning in reading.warnings)


def test_a_first_turn_that_says_who_takes_part_is_left_out_on_a_persons_word() -> None:
    text = f"Transkribert av: AB\n\nInformant: Tor\n\n{TALK_OF_ROLES}"
    source = read_transcript_bytes(text.encode(), "samtale.txt")
    reading = recognise(source)
    asked = next(doubt for doubt in reading.doubts if doubt.line == 3)
    assert asked.remedy == "outside"
    settled = with_lines(source, reading, {3: "outside"})
    assert settled.speakers == {"Intervjuer": 2, "Informant": 2}
    assert not settled.warnings


@pytest.mark.parametrize("title", ["## Intervju 2", "Intervju 2"])
def test_facts_on_one_line_above_a_second_interview_are_nobodys(title: str) -> None:
    facts = "Start: 10:05 | Sted: Volda | Dato: 3. 5. 2021 | Informant: Tor"
    text = f"{TALK_OF_ROLES}\n{title}\n{facts}\n\n{TALK_OF_ROLES.replace('lenge', 'ei stund')}"
    reading = recognise(read_transcript_bytes(text.encode(), "samtaler.md"))
    assert [each.place for each in reading.outside] == [5, 6]
    assert reading.speakers == {"Intervjuer": 4, "Informant": 4}


def test_a_letter_that_is_a_word_of_the_sentence_has_no_role_from_it() -> None:
    text = f"I met the participant at home. P was a teacher.\n\n{TALK.format(a='I', b='P')}"
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.txt"))
    assert reading.roles == {"I": "interviewer", "P": "unknown"}


@pytest.mark.parametrize(
    ("asker", "teller", "who"),
    [("Kysymys", "Vastaus", "Vastaaja"), ("Spørsmål", "Svar", "Informant")],
)
def test_a_legend_of_question_and_answer_is_no_turn(asker: str, teller: str, who: str) -> None:
    legend = f"{asker}: Interviewer\n\n{teller}: {who}\n\n"
    reading = recognition_of(legend + TALK.format(a=asker, b=teller))
    assert reading.speakers == {asker: 3, teller: 3}
    assert not reading.warnings


@pytest.mark.parametrize("labels", [("IH", "BT"), ("I", "B"), ("A", "B")])
@pytest.mark.parametrize(
    "above", ["", "Gespräch 4\n\n", "Anwesend:\nIna Holt, Weberin\nBo Tarn\n\n"]
)
def test_names_in_full_behind_labels_above_the_talk_are_no_turns(
    labels: tuple[str, str], above: str
) -> None:
    one, other = labels
    legend = f"{one}: Ina Holt\n{other}: Bo Tarn\n\n"
    reading = recognition_of(above + legend + TALK.format(a=one, b=other))
    assert reading.speakers == {one: 3, other: 3}
    assert reading.stated == {one: "Ina Holt", other: "Bo Tarn"}
    assert reading.doubts == ()


@pytest.mark.parametrize("greeting", [("Guten Tag", "Guten Abend"), ("Tag", "Tag")])
def test_two_who_greet_each_other_speak(greeting: tuple[str, str]) -> None:
    first = f"I: {greeting[0]}\nB: {greeting[1]}\n"
    assert recognition_of(first + TALK.format(a="I", b="B")).speakers == {"I": 4, "B": 4}


def test_a_legend_above_each_interview_is_said_by_nobody_in_words_of_no_list_either() -> None:
    legend = "Kısaltmalar\n\nINT: Görüşmeci\n\nRES: Kaynak kişi"
    talk = [
        f"INT [00:0{n}:04]:\nNe zaman geldiniz?\n\nRES [00:0{n}:09]:\n{n} yıl önce geldim."
        for n in range(1, 9)
    ]
    reading = recognise(
        read_transcript_bytes("\n\n".join([legend, *talk[:4], legend, *talk[4:]]).encode(), "a.txt")
    )
    assert reading.turns == 16
    assert [each.zone for each in reading.outside] == ["front"] * 3 + ["interlude"] * 3


@pytest.mark.parametrize("above", ["", "---\ndato: 2021\n---\n\n## Inhalt\n\nDato: 17.05.2021\n\n"])
def test_a_legend_with_a_misspelt_role_is_no_turn(above: str) -> None:
    text = above + "I: Interwiever, B: Befragter\n\n" + TALK.format(a="I", b="B")
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.md"))
    assert reading.turns == 6
    assert reading.outside[-1].zone == "front"


def test_a_name_with_its_role_alone_on_its_line_again_and_again_is_a_label_below_facts() -> None:
    facts = "Dato: 3.5.2020\nInformant: Ida Nord\n\n"
    talk = "**Paul (intervjuer)**\nHvordan var det?\n\n**Ida (informant)**\nKaldt i {n} år.\n\n"
    text = facts + "".join(talk.format(n=n) for n in range(2, 6))
    reading = recognise(read_transcript_bytes(text.encode(), "gespraech.md"))
    assert reading.turns == 8


def test_a_legend_above_two_short_interviews_with_labels_alone_in_brackets_names_nobody() -> None:
    legend = "Legende\nForscher (VB)\nTeilnehmer (DA)\n\n"
    talk = "[VB]\nWarum nicht?\n[DA]\nWeil es so war.\n"
    text = f"{legend}{talk}\n{legend}{talk}{talk}"
    reading = recognition_of(text)
    assert reading.roles == {"VB": "interviewer", "DA": "participant"}
    assert [each.place for each in reading.outside] == [0, 1, 2, 9, 10, 11]


def test_an_answer_with_a_quotation_below_facts_is_no_list_of_who_takes_part() -> None:
    facts = "المكان:\tخوري\nالمدة:\t00:15:46\n\n"
    said = "كان ذلك هنا. وقلت لنفسي مرة: هي هنا."
    talk = "".join(f"سؤال {n}: متى كان ذلك؟\nجواب: {said}\n" for n in range(1, 6))
    assert recognition_of(facts + talk).joined_turns == 10


def test_a_label_in_capitals_for_once_is_no_legend_above_the_talk() -> None:
    turns = "Edith (Interviewer)\nWas nun?\n\nFrank (Befragter)\nDas weiß ich nicht.\n\n"
    text = turns + turns.replace("Edith (Interviewer)", "EDITH (INTERVIEWER)") + turns * 2
    reading = recognition_of(text)
    assert (reading.joined_turns, reading.outside) == (8, ())


def test_a_fact_that_is_the_same_above_each_of_two_interviews_is_told_in_both() -> None:
    fact = "Sprache\tTora Lund"
    assert is_entry(fact, f"{fact}\n\nA: Ja.\n\n{fact}\n\nA: Nein.\n")
    assert not is_entry("Er sagt: Tora Lund", "Er sagt: Tora Lund\n\nA: Ja.\n")


def test_a_legend_that_stands_above_each_interview_is_no_turn_of_its_first_letter() -> None:
    legend = "(I) = Tutkija, (R1) = Informantti\n\n"
    talk = "<I> Hva skjedde da?\n\n<R1> Vi reiste hjem i båten.\n\n" * 4
    reading = recognition_of(f"{legend}{talk}{legend}{talk}")
    assert reading.speakers == {"I": 8, "R1": 8}
    assert len(reading.outside) == 2


CREW = "[Tor] Who mends the nets?\n\n[Ida] My uncle, in spring.\n\n" * 3


@pytest.mark.parametrize("title", ["Legend", "Participants", "Teilnehmer"])
@pytest.mark.parametrize(
    "entry", ["[Tor] baker\n[Ida] mends nets\n", "- **[Tor]**: Baker\n- **[Ida]**: Nets (spring)\n"]
)
@pytest.mark.parametrize("below", ["## At sea", "---"])
def test_labels_once_each_below_the_heading_of_a_legend_are_no_turns(
    title: str, entry: str, below: str
) -> None:
    text = f"## {title}\n{entry}\n{below}\n\n{CREW}"
    reading = recognition_of(text, "crew.md")
    assert reading.speakers == {"Tor": 3, "Ida": 3}
    assert all("legend" not in doubt.text for doubt in reading.doubts)


@pytest.mark.parametrize(
    ("title", "said", "is_asked"),
    [
        ("Aboard", "baker", True),
        ("Aboard", "I baked.", False),
        ("Participant 1", "baker", True),
        ("Who are you?", "baker", False),
    ],
)
def test_labels_once_each_above_a_heading_may_be_a_legend_and_are_asked_about(
    title: str, said: str, is_asked: bool
) -> None:
    front = f"## {title}\n[Tor] {said}\n[Ida] {said}\n\n## At sea\n\n"
    reading = recognition_of(f"{front}{CREW}", "crew.md")
    asked = [doubt for doubt in reading.doubts if "legend" in doubt.text]
    assert reading.speakers == {"Tor": 4, "Ida": 4}
    assert [(doubt.line, doubt.likewise) for doubt in asked] == [(2, (3,))] * is_asked


def test_a_list_of_signs_above_each_of_two_interviews_is_nobodys_turn() -> None:
    signs = "Forkortelser\n(.) = pause\n[ ] = latter\n(( )) = telefonen ringer"
    said = [
        "I\nHva skjedde da?",
        "Amina\nVi dro til skolen.",
        "I\nOg så?",
        "Amina\nDa fikk jeg plass.",
    ]
    reading = recognition_of("\n\n".join([signs, *said * 2, signs, *said * 2]))
    assert reading.speakers == {"I": 8, "Amina": 8}


@pytest.mark.parametrize("comma", [",", "،"])
def test_a_legend_in_persian_gives_roles_with_the_signs_that_nobody_sees_in_its_words(
    comma: str,
) -> None:
    said = "سوال. آن روز چه شد؟\n\nجواب. به مدرسه رفتیم.\nراه دور بود.\n\n" * 4
    reading = recognition_of(f"سوال = پژوهشگر{comma} جواب = مصاحبه\u200cشونده\n\n{said}")
    assert reading.speakers == {"سوال": 4, "جواب": 4}
    assert [each.place for each in reading.outside] == [0]


@pytest.mark.parametrize("end", ["", "."])
def test_a_legend_again_above_another_interview_is_nobodys_turn_though_it_ends_in_a_stop(
    end: str,
) -> None:
    legend = f"Moderator = E.D., Veileder = D.R{end}"
    talk = ["E.D.: Hva skjedde da?", f"D.R{end}: Vi dro til skolen.", "Det var langt å gå dit."] * 4
    text = "\n".join([legend, *talk, legend, *talk])
    reading = recognition_of(text)
    assert [
        text[block.start : block.end]
        for block in reading.blocks
        if "=" in text[block.start : block.end]
    ] == []


def test_a_reply_in_the_first_row_below_facts_of_one_word_is_said() -> None:
    facts = "Nationality\tI\nPseudonym\tDoreen Hay\nDuration\t{}2 min\nPlace\tDenholm"
    talk = "Int.\tHow was it?\nRes1\tI came here last year.\nRes2\tWe waited.\n" * 4
    rows = [f"{facts.format(3)}\nInt.\tMm-hmm.\n{talk}", f"{facts.format(5)}\n{talk}"]
    tables = (
        "".join(f"<tr><td>{row.replace(chr(9), '</td><td>')}</td></tr>" for row in each.split("\n"))
        for each in rows
    )
    text = "".join(f"<table>{table}</table>" for table in tables)
    assert recognition_of(text, "talk.html").speakers == {"Int.": 9, "Res1": 8, "Res2": 8}


def test_labels_that_stand_in_full_in_the_list_of_who_is_there_name_who_speaks_below() -> None:
    both = ("Gaëlle (Entrevistador)", "Inés (Participante)")
    said = ("¿Qué pasó entonces?", "Fuimos a la escuela.", "¿Y después?", "Encontré trabajo.")
    turns = [f"{both[at % 2]}\n{words}" for at, words in enumerate(said * 3)]
    reading = recognition_of("\n".join(["Personas presentes:", *both, "", *turns]))
    assert reading.speakers == dict.fromkeys(both, 6)


@pytest.mark.parametrize(("told", "role"), [("Veileder", "unknown"), ("Deltaker", "participant")])
def test_a_role_that_the_cover_and_the_label_tell_otherwise_is_unknown(
    told: str, role: str
) -> None:
    cover = f"Dato: 3.5.2021\nOrdstyrer: Dag Dal\n{told}: Inga Bakke\n\n"
    talk = "Dag (Forsker): Hva skjedde da?\n\nInga (Flyktning): Vi dro til skolen.\n\n" * 4
    roles = recognition_of(cover + talk).roles
    assert roles == {"Dag (Forsker)": "interviewer", "Inga (Flyktning)": role}
