"""What looks like speakers and may be none: it is told, or it names nobody."""

from pathlib import Path

import pytest

from kodeverk.analysis.recognition.evidence.persons import alike_labels
from kodeverk.analysis.recognition.turns import recognise
from tests.transcript_files import read_transcript, recognition_of

TALK = (
    "{one}: Hva gjør dere nå?\n{other}: Mye rart.\n{quoted}\n{one}: Og så?\n{other}: Så sier de:\n"
    "{again}\n{one}: Hva da?\n{other}: Da går vi.\n{one}: Hvor?\n{other}: Hjem.\n"
)

WORDS = (
    *("mor", "far", "barn", "hus", "bil", "skole", "jobb"),
    *("mat", "seng", "dør", "bord", "stol", "kopp", "glass"),
)


@pytest.mark.parametrize(("one", "other"), [("Int", "Veil"), ("Kari", "Ola"), ("I", "V")])
@pytest.mark.parametrize("office", ["NAV", "IMDi", "Kommunen"])
def test_an_office_among_people_may_be_quoted_and_is_told(
    one: str, other: str, office: str
) -> None:
    reading = recognition_of(
        TALK.format(
            one=one, other=other, quoted=f"{office}: de er med.", again=f"{office}: de kommer."
        )
    )
    (told,) = reading.warnings
    assert told == f"{office!r} speaks 2 times: is it a speaker, or an office that is quoted?"


@pytest.mark.parametrize(
    ("lead", "is_told"), [("Fisken eksempelvis", True), ("Fisken eksempel", False)]
)
def test_words_that_lead_on_to_an_example_are_no_speaker(lead: str, is_told: bool) -> None:
    reading = recognition_of(
        TALK.format(one="Kari", other="Ola", quoted=f"{lead}: den er fin.", again="Den er fin.")
    )
    assert any("is not taken for a speaker" in told for told in reading.warnings) == is_told


def test_somebody_rare_who_is_always_right_behind_the_same_speaker_is_told() -> None:
    reading = recognition_of(
        TALK.format(one="Kari", other="Ola", quoted="Moren: kom inn.", again="Moren: gå ut.")
    )
    (told,) = reading.warnings
    assert told.startswith("'Moren' speaks 2 times, always right behind 'Ola': is it a speaker")


@pytest.mark.parametrize("slip", ["P70", "P0", "Int 2"])
def test_a_number_or_code_that_speaks_once_beside_two_who_talk_at_length_is_asked_about(
    slip: str,
) -> None:
    talk = "Int: Hva gjør dere nå?\nP07: Mye rart.\n" * 6
    (told,) = recognition_of(f"{talk}Int: Og så?\n{slip}: Vi går.\n{talk}").warnings
    assert told.startswith(f"{slip!r} speaks once")


@pytest.mark.parametrize(
    "text",
    [
        "INTERVJUER: Hei.\nDELTAKER: Hei.\nTOLK: Hei.\nINTERVJUER: Ja?\nDELTAKER: Nei.\n" * 2,
        "Intervjuer: Hei.\nKN: Hei.\nIntervjuer: Ja?\nOH: Nei.\n" * 2,
        "Kari: Hei.\nOla: Hei.\nPer: Ja?\nKari: Nei.\nPer: Jo.\nOla: Nei.\n" * 2,
        "Intervjuer: Hei.\nKari: Hei.\nIntervjuer: Og du?\nOla: Hei.\nIntervjuer: Ja?\n" * 2,
        "0:01 Kari: Hei.\n0:02 Ola: Hei.\n0:03 NAV: Hei.\n0:04 Kari: Ja?\n0:05 Ola: Nei.\n" * 2,
    ],
)
def test_people_who_are_asked_and_answer_are_doubted_by_nobody(text: str) -> None:
    assert recognition_of(text).warnings == ()


@pytest.mark.parametrize("kind", ["capitals", "names"])
def test_a_list_of_words_and_what_they_mean_has_no_speakers_and_is_told(kind: str) -> None:
    written = [word.upper() if kind == "capitals" else word.title() for word in WORDS]
    reading = recognition_of("".join(f"{word}\tdet er {word.lower()}\n" for word in written))
    assert (reading.convention, reading.speakers) == ("none", {})
    (told,) = reading.warnings
    assert told.startswith("the lines are rows of a table")


def test_rows_that_count_something_have_no_speakers() -> None:
    rows = "".join(f"{number // 3}\tDet var sak nummer {number}.\n" for number in range(60))
    assert recognition_of(rows).speakers == {}


def test_few_numbers_in_a_table_may_be_speakers_and_are_told() -> None:
    reading = recognition_of(
        "1\thei på deg\n2\thallo der\n1\tja vel\n2\tnei da\n1\tok da\n2\tja da\n"
    )
    assert reading.speakers == {"1": 3, "2": 3}
    assert "are they speakers, or something counted?" in reading.warnings[0]


@pytest.mark.parametrize(
    "file",
    [
        "uptake/uptake_data.csv",
        "refugee_phrasebook/Dari.tsv",
        "refugee_phrasebook/ArabicSyrian.tsv",
        "refugee_phrasebook/SwedishNorwegian.tsv",
        "refugee_phrasebook/Tigrinya.tsv",
    ],
)
def test_a_table_that_is_no_transcript_names_nobody_and_is_told(file: str, shared: Path) -> None:
    reading = recognise(read_transcript(shared / "transcripts" / file))
    assert (reading.convention, reading.speakers) == ("none", {})
    assert any("is it a transcript?" in told for told in reading.warnings)


@pytest.mark.parametrize(
    "form", ["P{0}: ja\n", "P{0}\tja\n", "[P{0}] ja\n", "Per {0}\nDet er sant.\n", "P{0} ja\n"]
)
def test_thousands_of_labels_are_nobody_speaking(form: str) -> None:
    assert (
        recognition_of("".join(form.format(number // 2) for number in range(20_000))).speakers == {}
    )


def test_two_people_are_found_among_thousands_of_phrases_before_a_colon() -> None:
    phrases = "".join(f"Punkt {number}: noe.\n" for number in range(1_500))
    talk = "Kari Nord: Hva nå?\nOla Li: Vent litt.\n" * 800
    assert recognition_of(talk + phrases).speakers == {"Kari Nord": 800, "Ola Li": 800}


@pytest.mark.parametrize(
    "last",
    [
        "Transcribed by https://otter.ai",
        "Transkribert av AB",
        "Kari Nord stopped transcription",
        "Kari Nord stoppet transkripsjonen",
        "00:12:10",
        "Transcription ended after 00:12:10",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_what_a_program_writes_below_the_talk_is_said_by_nobody(last: str, between: str) -> None:
    text = f"Kari Nord: Hei.\nOla: Hei.\nKari Nord: Ja?\nOla: Nei.{between}{last}\n"
    reading = recognition_of(text)
    assert reading.speakers == {"Kari Nord": 2, "Ola": 2}
    assert text[reading.blocks[-1].start : reading.blocks[-1].end] == "Nei."
    assert reading.warnings == ()


def test_a_clock_that_somebody_says_stays_in_the_words() -> None:
    text = "Kari: Når?\nOla: 14:05, tror jeg.\nKari: Når?\nOla:\n14:05\nKari: 14:30?\nOla: Ja.\n"
    said = [text[block.start : block.end] for block in recognition_of(text).blocks]
    assert said == ["Når?", "14:05, tror jeg.", "Når?", "14:05", "14:30?", "Ja."]


def test_a_time_in_brackets_behind_a_label_is_a_mark_even_where_few_have_one() -> None:
    text = (
        "Kari: Hei.\nOla: [00:01:10] Hei.\nKari: Ja?\nOla: Nei.\nKari: [ 01:20 ] Jo.\nOla: Vel.\n"
    )
    reading = recognition_of(text)
    assert [block.milliseconds for block in reading.blocks] == [
        None,
        70_000,
        None,
        None,
        80_000,
        None,
    ]
    assert text[reading.blocks[4].start : reading.blocks[4].end] == "Jo."


def test_words_with_a_colon_below_a_label_and_its_time_are_said_by_that_speaker() -> None:
    turns = [
        f"{name}:\n[00:0{number}:00] {words}\n"
        for number, (name, words) in enumerate(
            [("Kari", "Hva sa de?"), ("Ola", "Da vi kom sa de: vent her.")] * 4
        )
    ]
    turns[3] = turns[3].replace("Da vi kom", "Den gangen")
    turns[5] = turns[5].replace("Da vi kom", "Hun på skranken")
    turns[7] = turns[7].replace("Da vi kom sa de:", "Ja.")
    reading = recognition_of("".join(turns))
    assert [block.label for block in reading.blocks] == ["Kari", "Ola"] * 4
    assert reading.warnings == ()


def test_a_speaker_with_a_time_before_the_label_is_never_given_to_the_silent_one_above() -> None:
    talk = "[00:0{0}:00] Kari: Hva sa de?\n[00:0{0}:30] Ola: Ingenting.\n"
    written = "".join(talk.format(number) for number in range(6))
    reading = recognition_of(f"{written}Kari:\n[00:07:00] Per: Jeg var der.\n{talk.format(8)}")
    assert reading.speakers["Per"] == 1


def test_a_word_of_the_talk_before_a_dash_is_no_label_where_all_pause_at_dashes() -> None:
    said = "Vi sa at – ja – det var slik – den gangen, men det ble annerledes."
    other = "Hva – ja – tenkte dere om det – etterpå, og hvem spurte dere om hjelp?"
    talk = [f"Kari – {said}\nOla – {other}\n" for _ in range(4)]
    assert recognition_of("".join([*talk, "Men – ikke nå.\n", *talk])).warnings == ()
    (told,) = recognition_of("".join([*talk, "Per – ikke nå.\n", *talk])).warnings
    assert told.startswith("'Per' speaks once")


def test_a_role_whose_number_was_typed_twice_is_asked_about_though_it_says_who_asks() -> None:
    talk = "Interviewer{}: What then?\nAnna: We went home.\n"
    reading = recognition_of(5 * talk.format(2) + talk.format("2 2"))
    (told,) = reading.warnings
    assert told.startswith("'Interviewer2 2' speaks once: is it a speaker")
    assert alike_labels(reading.speakers) == (("Interviewer2 2", "Interviewer2"),)
    assert not recognition_of(5 * talk.format(1) + talk.format(2)).warnings


def test_an_interviewer_by_the_label_who_answers_is_asked_about() -> None:
    talk = "L: Who mends the nets?\nI: My uncle does, in winter.\n" * 4
    (doubt,) = recognition_of(talk).doubts
    assert "'I' is an interviewer by the label and hardly asks, but 'L' does" in doubt.text
    assert doubt.remedy == "role"
    assert recognition_of(talk.replace("L:", "I:", 4).replace("I: My", "L: My")).doubts == ()


@pytest.mark.parametrize("again", ["Tuva: So who is it that mends the nets?\n", ""])
@pytest.mark.parametrize("label", ["Interpreter", "Interviewer 2", "Pelle"])
def test_questions_that_somebody_named_asks_again_may_be_headings(again: str, label: str) -> None:
    talk = f"Q: Who mends the nets?\n{again}Ida: My uncle does, in winter.\n"
    talk = 4 * (talk + "Tuva: I see.\nIda: And my aunt.\n")
    asked = "'Tuva' asks again and again right behind 'Q'"
    doubts = [doubt for doubt in recognition_of(talk).doubts if asked in doubt.text]
    assert [(doubt.label, doubt.remedy) for doubt in doubts] == [("Q", "ignore")] * bool(again)
    others = recognition_of(talk.replace("Tuva:", f"{label}:")).doubts
    assert any("asks again" in doubt.text for doubt in others) == (again != "" and label == "Pelle")
    answered = "M: What then?\nI1: We went home.\nM: And you?\nI2: I stayed there.\n"
    assert not any("asks again" in doubt.text for doubt in recognition_of(3 * answered).doubts)


@pytest.mark.parametrize(("label", "is_asked"), [("Pro", True), ("Ida", False)])
def test_a_label_cut_short_that_two_others_begin_with_is_asked_about_though_it_has_a_time(
    label: str, is_asked: bool
) -> None:
    turns = "".join(
        f"Prof. {name}: [0:{n:02}:10] Ja.\n" for n in range(9) for name in ("Nord", "Lie")
    )
    reading = recognition_of(f"{turns}{label}: [0:10:10] Ja.\n{turns}")
    assert any("speaks once" in told for told in reading.warnings) is is_asked
