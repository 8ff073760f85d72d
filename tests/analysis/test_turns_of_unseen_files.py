"""Interviews written in ways seen in no sample: only who speaks is a speaker."""

import io
from collections.abc import Sequence

import docx
import pytest

from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from tests.transcript_files import recognition_of

QUESTIONS = (
    "Kan du fortelle om hvordan dere jobber med veiledningen?",
    "Hvor mange deltakere har du ansvar for nå?",
    "Hva gjør dere når noen slutter?",
    "Hva burde vært annerledes?",
)
ANSWERS = (
    "Ja, altså, vi har samtaler hver sjette uke, og så er det mye på telefon innimellom.",
    "Akkurat nå har jeg tjuefire, og det er litt for mange. Det går ut over samtalene.",
    "Da prøver vi å finne en ny så fort vi kan, men det tar tid.",
    "Vi burde hatt mer tid sammen med bedriftene, det er jeg sikker på.",
)
EXCHANGES = tuple(enumerate(zip(QUESTIONS, ANSWERS, strict=True)))


def talk(form: str, one: str = "I", other: str = "V") -> str:
    """Return four questions and answers, each as `form` says: name, words, minute and row."""
    return "".join(
        form.format(name=name, words=words, minute=number, row=2 * number + place + 1)
        for number, said in EXCHANGES
        for place, (name, words) in enumerate(zip((one, other), said, strict=True))
    )


COLON = "{name}: {words}\n"


def word(*blocks: str | Sequence[Sequence[str]]) -> Recognition:
    """Return what is found in a Word document of paragraphs, `**bold**`, and tables of rows."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            paragraph = document.add_paragraph()
            for place, piece in enumerate(block.split("**")):
                paragraph.add_run(piece).bold = place % 2 == 1
            continue
        table = document.add_table(rows=0, cols=len(block[0]))
        for row in block:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    content = io.BytesIO()
    document.save(content)
    return recognise(read_transcript_bytes(content.getvalue(), "intervju.docx"))


def rows(*before: str) -> list[tuple[str, ...]]:
    """Return the talk as a table's rows; `before` are the cells before the words."""
    return [
        (
            *(cell.format(name=name, minute=number, row=2 * number + place + 1) for cell in before),
            words,
        )
        for number, said in EXCHANGES
        for place, (name, words) in enumerate(zip("IV", said, strict=True))
    ]


def assert_all_of(reading: Recognition, one: str = "I", other: str = "V") -> None:
    assert reading.speakers == {one: 4, other: 4}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I", "B"),
        ("I1", "R1"),
        ("KN", "OH"),
        ("Int.", "Resp."),
        ("Kari N.", "Ola H."),
        ("Intervjuer (Kari)", "Veileder (Ola)"),
        ("Intervjuer", "Programrådgiver og flyktningkonsulent i kommunen"),
        ("Intervjuer 1", "Deltaker nr. 3"),
        ("Intervjuar", "NAV-rettleiar"),
        ("Fatima al-Zahra", "Mohammed Abdi Ali"),
        ("Jearri", "Ráđđeaddi"),
        ("ጠያቂ", "መላሺ"),
        ("سؤال", "جواب"),
    ],
)
def test_names_and_abbreviations_in_any_language_are_labels(one: str, other: str) -> None:
    assert_all_of(recognition_of(talk(COLON, one, other)), one, other)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("**{name}:** {words}\n\n", "a.md"),
        ("__{name}__: {words}\n\n", "a.md"),
        ("_{name}_: {words}\n\n", "a.md"),
        ("> **{name}:** {words}\n>\n", "a.md"),
        ("- **{name}:** {words}\n", "a.md"),
        ("* {name}: {words}\n", "a.md"),
        ("### {name}\n\n{words}\n\n", "a.md"),
        ("{name} – {words}\n", "a.txt"),
        ("00:0{minute}:02 – {name} – {words}\n", "a.txt"),
        ("[{minute}.00s -> {minute}.50s] {name}: {words}\n", "a.txt"),
        ("{name} | 0{minute}:02\n{words}\n\n", "a.txt"),
        ("{name}\n{words}\n\n", "a.txt"),
        ("{row} {name}: {words}\n", "a.txt"),
        ("{row}\t{name}\t{words}\n", "a.txt"),
        ("[00:0{minute}:02] {name}: {words}\n", "a.txt"),
        ("[00:0{minute}:02 -> 00:0{minute}:09] {name}:\n{words}\n\n", "a.txt"),
        ("[00:0{minute}:02.000 --> 00:0{minute}:09.000]  {name}: {words}\n", "a.txt"),
        ("{name} 00:0{minute}:02\n{words}\n\n", "a.txt"),
        ("{name} (00:0{minute}:02): {words}\n", "a.txt"),
        ("[{name}] 10:0{minute}:02\n{words}\n\n", "a.txt"),
        ("00:0{minute}:02\n{name}: {words}\n", "a.txt"),
        ("{name}: {words} #00:0{minute}:02-3#\n\n", "a.txt"),
        ("{row}\n00:0{minute}:02,1 --> 00:0{minute}:09,1\n{name}: {words}\n\n", "a.srt"),
    ],
)
def test_marks_numbers_and_times_around_a_label_are_no_part_of_it(form: str, name: str) -> None:
    assert_all_of(
        recognition_of(talk(form, "Intervjuer", "Veileder"), name), "Intervjuer", "Veileder"
    )


@pytest.mark.parametrize(
    "table",
    [
        rows("{name}"),
        [("Taler", "Tekst"), *rows("{name}")],
        [("Tid", "Hvem", "Hva"), *rows("00:0{minute}:10", "{name}")],
        [("Nr", "Taler", "Utsagn"), *rows("{row}", "{name}")],
        rows("{row}", "00:0{minute}:10", "{name}"),
        rows("{name}:"),
    ],
)
def test_a_table_in_word_gives_its_speakers_and_not_its_headings(
    table: list[tuple[str, ...]],
) -> None:
    reading = word("Intervju i Volda", table)
    assert_all_of(reading)
    assert reading.warnings == ()


def test_the_facts_in_a_table_before_the_talk_are_nobody_speaking() -> None:
    facts = [("Dato", "14.3.2018"), ("Kommune", "Volda"), ("Intervjuer", "KN")]
    assert_all_of(word(facts, rows("{name}")))
    assert_all_of(word(facts, *talk(COLON).splitlines()))


@pytest.mark.parametrize(
    "cover",
    [
        "Dato: 14.03.2018\nKommune: Volda\nIntervju med: Programrådgiver\nIntervjuer: KN\n\n",
        "Intervju nr: 7\nTranskribert av: AB\nIntervju med: veileder, 40 år\nOpptaksfil: r1.m4a\n",
        "Informant: Veileder 3\nKjønn: Kvinne\nStilling: Rådgiver\nAnsiennitet: 7 år\n\n",
        "Dato: 14.03.2018\nKontor: Volda\nSpråk i samtalen: norsk\nLydkvalitet: god\n\n",
        "I: intervjuer\nV: veileder\n\n",
        "I = intervjuer\nV = veileder\n\n",
        "[Opptaket starter]\n",
    ],
)
def test_facts_and_a_legend_at_the_head_of_a_file_are_nobody_speaking(cover: str) -> None:
    reading = recognition_of(cover + talk(COLON))
    assert_all_of(reading)
    assert reading.blocks[0].label_start == len(cover.rstrip("\n")) + cover.count("\n\n") + 1


def test_a_short_talk_right_under_a_fact_is_not_taken_for_more_facts() -> None:
    assert recognition_of("Dato: 4. mai\nKari: Hei du\nOla: Hallo\n").speakers == {
        "Kari": 1,
        "Ola": 1,
    }


@pytest.mark.parametrize(
    "answer",
    [
        "Tre ting: tid, tillit og tolk.\nFor det første: tid.\nTil slutt: tolk.",
        "Vi har dette:\n- Norsk: 20 timer\n- Praksis: 10 timer\n- Samfunnskunnskap: 50 timer",
        "Han sto der.\n– Hva vil du? sa jeg.\n– Jobbe, sa han.\nHan: jeg vil jobbe.\nJeg: fint.",
        "Mange.\nNAV: de er med fra start.\nHelsestasjonen: av og til.",
        "kl. 14:05 var jeg der.\nKl: 14:05\n14:05 kom hun.\nE-post: post@kommune.no\nPS: sent.",
        "Se https://nav.no/a:b\nNB: husk legitimasjon\nJoh 3:16 sa presten.",
        "[pause]\n[00:14:05]\n(de ler)\n[Telefonen ringer: pause]\nMerknad: dårlig lyd",
    ],
)
def test_nothing_within_an_answer_is_a_speaker(answer: str) -> None:
    reading = recognition_of(talk(COLON) + f"I: Hva mer?\nV: {answer}\nI: Takk.\nV: Selv takk.\n")
    assert reading.speakers == {"I": 6, "V": 6}


@pytest.mark.parametrize("heading", ["Hverdagen: samtalene", "Tema 2: Samarbeid", "Til slutt"])
def test_a_heading_in_the_middle_is_no_speaker(heading: str) -> None:
    assert_all_of(word(*talk(COLON).splitlines()[:4], heading, *talk(COLON).splitlines()[4:]))


def test_bold_questions_are_asked_and_answered_by_nobody_named() -> None:
    said = [f"**{n + 1}. {question}**\n{answer}" for n, (question, answer) in EXCHANGES]
    reading = word(*(line for both in said for line in both.split("\n")))
    assert reading.convention == "question and answer"
    assert_all_of(reading, "Q", "A")
    assert all(block.label_start == block.label_end for block in reading.blocks)
    assert "nobody is named" in reading.warnings[0]


def test_questions_that_word_numbers_are_asked() -> None:
    document = docx.Document()
    for _, (question, answer) in EXCHANGES:
        document.add_paragraph(question, style="List Number")
        document.add_paragraph(answer)
    content = io.BytesIO()
    document.save(content)
    reading = recognise(read_transcript_bytes(content.getvalue(), "intervju.docx"))
    assert_all_of(reading, "Q", "A")


def test_bold_headings_ask_nothing() -> None:
    said = [f"**Tema {n + 1}**\n{answer}" for n, (_, answer) in EXCHANGES]
    reading = word(*(line for both in said for line in both.split("\n")))
    assert (reading.convention, reading.speakers) == ("none", {})


@pytest.mark.parametrize(
    "notes",
    [
        "Bakgrunn: lærer\nErfaring: 7 år\nSamarbeid: NAV, skole\nTiltak: mer tid\nAnnet: nei\n",
        "Tema: bakgrunn\nHar 24 deltakere.\nTema: samarbeid\nMed NAV.\nTema: tiltak\nMer tid.\n",
        "1. Bakgrunn\n- Hvor lenge har du jobbet her?\n2. Veiledning\n- Hva er bra?\n",
        "Møtereferat\nTil stede: Kari, Ola\nSak 1: Praksis\nKari orienterte.\nSak 2: Tolk\n",
    ],
)
def test_notes_and_a_guide_have_no_speakers(notes: str) -> None:
    assert recognition_of(notes).speakers == {}


def test_a_bold_name_with_a_time_after_it_is_a_speaker_as_teams_writes_it() -> None:
    said = talk("**{name}**   {minute}:02\n{words}\n", "Kari Nordmann", "Ola Hansen (Ekstern)")
    reading = word("Møteopptak", "12. mars 2024, 09:03AM", "34m 12s", *said.splitlines())
    assert_all_of(reading, "Kari Nordmann", "Ola Hansen (Ekstern)")


@pytest.mark.parametrize("other", ["{name} – {words}\n", "{name}\n{words}\n", "{name}; {words}\n"])
def test_labels_in_a_second_form_are_told_and_not_lost_in_silence(other: str) -> None:
    reading = recognition_of(talk(COLON, "Kari", "Ola") + talk(other, "Kari", "Ola"))
    assert_all_of(reading, "Kari", "Ola")
    first, second = reading.warnings
    assert "'Kari' is in another form than elsewhere" in first
    likewise = "begin no turn; likewise in lines"
    assert first.endswith((f"{likewise} 11, 13, 15", f"{likewise} 13, 17, 21"))
    assert "'Ola' is in another form" in second


def test_a_label_within_a_line_is_told_and_not_lost_in_silence() -> None:
    reading = recognition_of(talk(COLON) + "I: Er det alt? V: Nei.\n")
    (told,) = reading.warnings
    assert told.startswith("line 9, “V: Nei.”: 'V' is in another form than elsewhere or within a ")


def test_all_six_of_a_focus_group_are_speakers_though_one_speaks_once() -> None:
    names = ("Amina", "Yusuf", "Hodan", "Samir", "Leila", "Tesfay")
    said = [f"{name}: {ANSWERS[place % 4]}\n" for place, name in enumerate(names)]
    text = f"Moderator: Velkommen.\n{''.join(said)}Moderator: Mer?\n{''.join(said[1:])}"
    assert recognition_of(text).speakers == {"Moderator": 2, **dict.fromkeys(names, 2), "Amina": 1}


def test_a_column_headed_by_a_fact_about_who_answers_names_no_speaker() -> None:
    answers = [
        (f"R{one}", ("Mann", "Kvinne")[one % 2], f"Byen har elver, og {one} av dem er mine.")
        for one in range(8)
    ]
    reading = word([("Nr", "Kjønn", "Fortell om byen"), *answers])
    assert not reading.speakers
    assert any("is it a transcript?" in warning for warning in reading.warnings)
    assert word([("Nr", "Taler", "Utsagn"), *answers]).speakers == {"Mann": 4, "Kvinne": 4}


def test_signs_before_a_colon_below_facts_are_no_label() -> None:
    facts = "Date: 3.4.2020\nPlace: Blora\n_____: said loudly\n\n"
    assert recognition_of(facts + "I: Who comes?\nB: The whole street.\n" * 3).speakers == {
        "I": 3,
        "B": 3,
    }
