"""Who speaks is found by what comes back, and nobody speaks who does not."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kodeverk.analysis.recognition.decision.blocks import Block, join_turns
from kodeverk.analysis.recognition.turns import CONVENTIONS, recognise
from kodeverk.errors import BadInput
from kodeverk.model.text import normalise
from tests.transcript_files import recognition_of, source_of

ANSWER = "Jeg tenker at det er viktig å møte folk der de er, og så må vi gi dem tid. " * 12


def interview(one: str, other: str, turns: int, paragraphs: int) -> str:
    more = "".join(f"Avsnitt {number}. {ANSWER}\n" for number in range(paragraphs))
    return "".join(
        f"{one}: Hvordan jobber dere, del {number}?\n{other}: {ANSWER}\n{more}"
        for number in range(turns)
    )


CONVENTION_OF = {
    "name: text": "Kari: Hei\nOla: Hallo\nKari: Ja\nOla: Nei\n",
    "name<TAB>text": "Kari\tHei\nOla\tHallo\nKari\tJa\nOla\tNei\n",
    "name - text": "Kari – Hei\nOla – Jeg kom – da\nKari – Ja\nOla – Nei\n",
    "[name] text": "[Kari] Hei\n[Ola] Hallo\n[Kari] Ja\n[Ola] Nei\n",
    "name on a line": "Kari\nHei du.\n\nOla\nHallo.\n\nKari\nJa.\n\nOla\nNei.\n",
    "name and time": "Kari  0:03\nHei\n\nOla  0:09\nHallo\n\nKari  1:12\nJa\n\nOla  1:13\nNei\n",
    "time and name": "0:03 Kari\nHei\n\n0:09 Ola\nHallo\n\n1:12 Kari\nJa\n\n1:13 Ola\nNei\n",
    "first word": "Kari hei du\nOla hallo der\nKari ja vel\nOla nei da\n" * 2,
    "text (name)": "Hei (Kari)\nHallo (Ola)\nJa (Kari)\nNei (Ola)\n",
}


@pytest.mark.parametrize("convention", CONVENTION_OF)
def test_each_convention_is_recognised(convention: str) -> None:
    reading = recognition_of(CONVENTION_OF[convention])
    assert reading.convention == convention
    assert list(reading.speakers) == ["Kari", "Ola"]


@pytest.mark.parametrize(
    ("text", "speakers", "turns"),
    [
        ("I: Hei\nD: Hei\nI: Hvordan?\nD: Bra\nV: Ja\nB: hm\n", "I D V B", 6),
        ("Intervjuar: Hei\nRettleiar: Hei\nIntervjuar: Ja\nTolk: Nei\n", None, 4),
        ("Interviewer :\u00a0Hei\nDeltaker\u00a0: Hei\nInterviewer : Ja\n", None, 3),
        ("A：Hei\nB：Hallo\nA：Ja\n", "A B", 3),
        ("Kari: Hei\nOla: Hallo\n", "Kari Ola", 2),
        ("kari: hei\nola: hallo\nkari: ja\nola: nei\n", "kari ola", 4),
        ("001: Hei\n002: Hei\n001: ja\n002: nei\n", "001 002", 4),
        ("Mr Pink: Hei\nBSR01: Ja\nMr Pink: Ja\nBSR01: nei\nDr. Li: Hm\n", None, 5),
        ("[00:17] SPEAKER_00: Hei\n[00:20] SPEAKER_01: Ja\n[00:24] SPEAKER_00: Å\n", None, 3),
        ("00:01\tKari:\tHei\n00:03\tOla:\tHallo\n00:05\tKari:\tJa\n", "Kari Ola", 3),
        ("00:01\tKari\tHei\n00:03\tOla\tHallo\n00:05\tKari\tJa\n", "Kari Ola", 3),
        ("I: Hei #00:00:01-2#\nB: Hallo #00:00:03-2#\nI: ja #00:00:04-1#\n", "I B", 3),
        ("Kari (rådgiver): Hei\nAmina: Hei\nKari (rådgiver): Ja\nAmina: Å\n", None, 4),
        ("Spørsmål: Hva?\nSvar: Det.\nSpørsmål: Hvor?\nSvar: Der.\n", None, 4),
        ("Intervjuer:\nHva?\n\nDeltaker:\nDet.\n\nIntervjuer:\nHvor?\n", None, 3),
        ("Gruppe:\nDeltaker 1: Hei\nDeltaker 2: Å\nDeltaker 1: ja\nAlle: Ja\n", None, 4),
    ],
)
def test_labels_of_all_kinds_are_speakers(text: str, speakers: str | None, turns: int) -> None:
    reading = recognition_of(text)
    assert reading.turns == turns
    assert len(reading.blocks) == turns
    if speakers:
        assert list(reading.speakers) == speakers.split()


@pytest.mark.parametrize(
    ("one", "other"), [("I", "V"), ("Intervjuer", "Veileder"), ("Kari", "Ola")]
)
def test_long_answers_over_many_paragraphs_stay_with_their_speaker(one: str, other: str) -> None:
    reading = recognition_of(interview(one, other, turns=4, paragraphs=20))
    assert reading.speakers == {one: 4, other: 4}


def test_one_question_and_one_long_answer_are_two_turns() -> None:
    assert recognition_of(interview("Intervjuer", "Veileder", turns=1, paragraphs=20)).turns == 2


@pytest.mark.parametrize(
    "line",
    [
        "Han sa: ja, kom igjen.\nHan sa: nei.",
        "(CROSSTALK)",
        "[Cross Talk 3:00]",
        "**Break:** [08:17]",
        "14:05 kom han",
        "04-May-2023 - 14:05 - 50m39s",
        "https://eksempel.no: en side",
        "Det handler om: alt",
        "og sier: ja",
        "NB: husk dette",
    ],
)
def test_what_looks_like_a_label_within_an_answer_is_no_speaker(line: str) -> None:
    reading = recognition_of(f"Kari: Hei\nOla: Hallo\n{line}\nKari: Ja\nOla: Nei\n")
    assert reading.speakers == {"Kari": 2, "Ola": 2}


@pytest.mark.parametrize(
    "cover",
    [
        "Prosjekt: Gode grep\nIntervjuer: Kari Nord\nDeltaker: D03\nVarighet: 00:50:12\n\n",
        "Intervjuer: Kari Nord\nDeltaker: Amina Ali\n\n",
        "Intervju i Volda\nDato: 4. mai 2017\nSted: rådhuset\nTil stede: Kari og Amina\n",
        "04-May-2023 - 14:05 - 50m39s - Pseudonym\n\n",
    ],
)
def test_the_cover_page_is_nobody_speaking(cover: str) -> None:
    text = "Intervjuer: Kan du fortelle?\nDeltaker: Ja.\nIntervjuer: Takk\nDeltaker: Selv takk\n"
    reading = recognition_of(cover + text)
    assert reading.speakers == {"Intervjuer": 2, "Deltaker": 2}
    assert reading.blocks[0].label_start == len(cover)


def test_a_label_that_occurs_once_in_a_short_file_is_a_speaker() -> None:
    reading = recognition_of(
        "Veileder: Hei\nDeltaker: Hei\nVeileder: Hva?\nDeltaker: Jobbe.\nMarit: Hallo?\n"
    )
    assert reading.speakers["Marit"] == 1


def test_a_heading_with_a_colon_is_told_as_no_speaker() -> None:
    text = interview("Kari", "Ola", 8, 0) + "Bedre veier: mer.\n"
    reading = recognition_of(text)
    assert "Bedre veier" not in reading.speakers
    assert any("'Bedre veier' is not taken for a speaker" in told for told in reading.warnings)


@pytest.mark.parametrize(
    "text",
    [
        f"{ANSWER}\nJa.\nJa.\nNei.\nVi dro hjem: det var sent.\nMm\nMm\n" * 5,
        "ja det er det\nog så gikk vi\nmen jeg vet ikke\nså kom han\nog da sa jeg\n" * 5,
        "1. Hva jobber du med?\n2. Hvor lenge?\n3. Hva er bra?\n4. Hva er vanskelig?\n",
        f"{ANSWER}\nEksempel: en mann.\n{ANSWER}\nEksempel: en kvinne.\nMerk: dette.\nMerk: og.\n",
        f"{ANSWER}\n[latter] ja det var gøy\n{ANSWER}\n[latter] ja\n",
        "[00:17] Hei der alle sammen\n[00:20] Hallo på deg\n[00:24] Ja\n",
        "Dato: 4. mai\nSted: Volda\nVarighet: en time\n",
    ],
)
def test_text_without_speakers_has_a_block_a_paragraph_and_no_turns(text: str) -> None:
    reading = recognition_of(text)
    assert reading.convention == "none"
    assert reading.speakers == {}
    assert reading.turns == 0
    assert len(reading.blocks) == len(text.splitlines())


def test_label_and_body_spans_hold_what_they_say() -> None:
    text = (
        "Tittel\n\n[00:17] **Kari:**  Hei\nmer\n\n(ler)\n\nOla : Å\u00a0ja \nKari: \n\nTil slutt\n"
    )
    blocks = recognition_of(text).blocks
    assert [text[at.label_start : at.label_end] for at in blocks] == [
        "[00:17] **Kari:**",
        "Ola :",
        "Kari:",
    ]
    assert [text[at.start : at.end] for at in blocks] == ["Hei\nmer", "Å\u00a0ja", "Til slutt"]
    assert [at.milliseconds for at in blocks] == [17_000, None, None]


def test_spellings_of_one_label_are_one_speaker_and_told() -> None:
    reading = recognition_of(
        "Interviewer1: Hei\nP: Hei\nInterviewer 1: Ja\nP: ok\nInterviewer1: a\n"
    )
    assert reading.speakers == {"Interviewer1": 3, "P": 2}
    assert any("taken for one speaker" in told for told in reading.warnings)


def test_two_tiers_of_the_same_words_are_told() -> None:
    reading = recognition_of("khs   hei\nkhs_ort   hei\na01   ja\na01_ort   ja\n" * 3)
    assert len(reading.speakers) == 4
    assert any("two tiers" in told for told in reading.warnings)


VOICES = (
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v INT> Hva?\n\n00:02.000 --> 00:03.000\n<v AB> Det.\n\n"
    "00:03.000 --> 00:04.000\nOg mer.\n\n00:04.000 --> 00:05.000\n<v AB>Sist.\n"
)


def test_a_cue_without_a_voice_continues_the_speaker() -> None:
    text = source_of(VOICES, "a.vtt")
    reading = recognise(text)
    assert [block.label for block in reading.blocks] == ["INT", "AB", "AB", "AB"]
    assert reading.turns == 4
    assert [block.milliseconds for block in reading.blocks] == [1_000, 2_000, 3_000, 4_000]


def test_unnamed_neighbours_join_and_labels_stay_out_of_bodies() -> None:
    text = source_of(VOICES, "a.vtt")
    turns = join_turns(recognise(text).blocks)
    assert [text.text[turn.start : turn.end] for turn in turns] == [
        "Hva?",
        "Det.\nOg mer.",
        "Sist.",
    ]


def test_cues_of_nobody_stay_apart() -> None:
    blocks = (Block(None, 0, 0, 0, 3), Block(None, 4, 4, 4, 7))
    assert join_turns(blocks) == blocks


def test_a_convention_may_be_given_and_must_exist() -> None:
    text = source_of("Kari: Hei – du\nOla – ja\nKari: å\n")
    assert recognise(text, "none").speakers == {}
    assert recognise(text, "voice").warnings == ("no speaker is named as in 'voice'",)
    with pytest.raises(BadInput, match="no convention 'colon'"):
        recognise(text, "colon")


LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "Kari: hei",
                "Ola\tja",
                "0:12 Kari",
                "[Ola] å",
                "**Kari:** a",
                "Dato: 1.1.2020",
                "Kari",
                "Kari:",
                "[00:12] hei",
                "0:12",
                "0 minutes 12 seconds0:12",
                "K",
                "0:1:2.3 --> 0:1:4.5",
                "0:12 From Ola to Kari:",
                "Kari stopped transcription",
            ]
        ),
    ),
    max_size=20,
)


@given(LINES, st.sampled_from([None, *CONVENTIONS]))
@settings(deadline=None)
@example(["¹:", "A:"], None)
def test_any_text_gives_blocks_in_order_that_lie_in_it(
    lines: list[str], convention: str | None
) -> None:
    text = normalise("\n".join(["ord", *lines]))
    try:
        read_from = source_of(text)
    except BadInput:
        return
    reading = recognise(read_from, convention)
    assert 0 <= reading.confidence <= 1
    for blocks in (reading.blocks, join_turns(reading.blocks)):
        end = 0
        for block in blocks:
            assert end <= block.label_start <= block.label_end <= block.start <= block.end
            assert block.end <= len(read_from.text)
            assert block.label is None or block.label.strip()
            end = block.end


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("2  I: Hei\n3  D: Hallo\n4  I: Ja\n5  D: Nei\n", ["I", "D"]),
        ("[00:01 - 00:05] Kari: Hei\n[00:05 - 00:09] Ola: Ja\n[00:09 - 00:10] Kari: Å\n", None),
        ("Kari [00:00:01 - 00:00:05]: Hei\nOla [00:00:05 - 00:00:09]: Ja\n" * 2, None),
        ("00:01.000 --> 00:05.000\nKari\nHei\n00:05.000 --> 00:09.000\nOla\nJa\n" * 2, None),
        ("(Kari) Hei\n(Ola) Hallo\n(Kari) Ja\n(Ola) nei\n", None),
        (">> KARI: Hei\n>> OLA: Hallo\n>> KARI: ja\n", ["KARI", "OLA"]),
        ("INTERVJUER hva gjør du\nDELTAKER jobber\nINTERVJUER ja\nDELTAKER nei\n", None),
    ],
)
def test_numbers_and_time_ranges_around_labels_belong_to_no_name(
    text: str, speakers: list[str] | None
) -> None:
    expected = speakers or (["INTERVJUER", "DELTAKER"] if "DELT" in text else ["Kari", "Ola"])
    assert list(recognition_of(text).speakers) == expected


def test_a_phrase_before_a_colon_in_cues_is_no_speaker() -> None:
    said = ("Han sa: ja", "mer", "Han sa: nei", "Han sa: ja", "og")
    text = "".join(
        f"00:0{place}.000 --> 00:0{place}.500\n{words}\n\n" for place, words in enumerate(said)
    )
    assert recognition_of(f"WEBVTT\n\n{text}", "a.vtt").speakers == {}
