"""Two microphones of one room are noticed, and one of them can be left out whole."""

import pytest

from kodeverk.analysis.recognition.nets.echoes import echoes
from kodeverk.analysis.recognition.relabelled import with_labels
from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from tests.transcript_files import recognition_of

SAID = (
    "da vi kom hit var det ingen som fortalte oss noe",
    "og hvordan var det på mottaket den første tiden",
    "vi fikk vite om kurset av naboen vår på mottaket",
    "hva sa veilederen da du spurte om praksis",
    "hun sa at jeg måtte vente til neste høst",
    "fikk du noen hjelp til å søke på jobber",
    "ja vi skrev søknader sammen hver onsdag",
    "hva ble det til slutt etter alt dette",
)


def tracks(*, both: bool) -> Recognition:
    """Return the reading of subtitles of two tracks, the second a little misheard."""
    cues = []
    for number, said in enumerate(SAID):
        voices = [("Spor 1", said), ("Spor 2", said.replace("det", "dette", 1))]
        for voice, words in voices if both else voices[number % 2 : number % 2 + 1]:
            begin = f"00:00:{2 * number:02}.000 --> 00:00:{2 * number + 2:02}.000"
            cues.append(f"{begin}\n<v {voice}>{words}\n")
    text = "WEBVTT\n\n" + "\n".join(cues)
    return recognise(read_transcript_bytes(text.encode(), "opptak.vtt"))


def test_each_microphone_that_repeats_the_other_is_asked_about() -> None:
    assert any("two microphones" in doubt for doubt in tracks(both=True).warnings)


def test_two_who_talk_in_turn_are_no_microphones_of_one_room() -> None:
    assert not any("two microphones" in doubt for doubt in tracks(both=False).warnings)


def test_an_ignored_microphone_is_left_out_whole_and_asked_about_no_more() -> None:
    chosen = with_labels(tracks(both=True), {}, ["Spor 2"])
    assert chosen.speakers == {"Spor 1": len(SAID)}
    assert not any("two microphones" in doubt for doubt in chosen.warnings)


def in_lines(*, misheard: int, missing: int = 0) -> str:
    """Return what two tracks heard, without times: each `misheard`th word of the second is other
    words, and each `missing`th line of it is not there.
    """
    lines = []
    for number, said in enumerate((*SAID, *(f"{said} igjen og igjen" for said in SAID))):
        heard = [
            "mmh" if misheard and not place % misheard else word
            for place, word in enumerate(said.split(), 1)
        ]
        voices = ("Mona", "Tove")[:: -1 if number % 2 else 1]
        lines.append(f"{voices[0]}: {said}")
        if not missing or number % missing:
            lines.append(f"{voices[1]}: {' '.join(heard)}")
    return "\n".join(lines)


@pytest.mark.parametrize(("misheard", "missing"), [(0, 0), (3, 0), (0, 3), (10, 2)])
def test_words_under_two_labels_never_count_twice_in_silence_without_times_or_misheard(
    misheard: int, missing: int
) -> None:
    reading = recognition_of(in_lines(misheard=misheard, missing=missing))
    (told,) = (doubt for doubt in reading.warnings if "two microphones" in doubt)
    assert "Without one of them all words are the other's" in told


def test_who_interprets_each_word_for_word_is_no_second_microphone() -> None:
    lines = []
    for number, said in enumerate(SAID * 2):
        lines += [f"{'Mona' if number % 2 else 'Tove'}: {said}", f"Interpreter: {said}"]
    reading = recognition_of("\n".join(lines))
    assert not any("two microphones" in doubt for doubt in reading.warnings)


def test_that_all_words_are_now_one_microphones_is_said_when_the_other_is_ignored() -> None:
    chosen = with_labels(recognition_of(in_lines(misheard=0)), {}, ["Tove"])
    assert chosen.speakers == {"Mona": 2 * len(SAID)}
    assert "'Mona' has the words of both microphones, whoever says them" in chosen.warnings


@pytest.mark.parametrize("label", ["A", None])
def test_one_speaker_repeats_nobody(label: str | None) -> None:
    assert echoes([(label, said) for said in SAID * 3]) == []


def test_a_short_question_before_a_long_answer_is_no_second_microphone() -> None:
    answers = " og ".join(reversed(SAID))
    talk = [turn for said in SAID for turn in (("I", f"{said[-12:]} var det så"), ("D", answers))]
    assert echoes(talk) == []
