"""Cues as recorders and recognisers write them, with their times and voices."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source


def vtt(text: str) -> Source:
    return read_transcript_bytes(text.encode(), "møte.vtt")


def srt(text: str) -> Source:
    return read_transcript_bytes(text.encode(), "møte.srt")


def cues(source: Source) -> list[tuple[int | None, int | None, str | None, str]]:
    return [
        (at.cue, at.milliseconds, at.voice, source.text[at.start : at.end])
        for at in source.paragraphs
    ]


def test_a_voice_stands_at_the_head_of_its_cue() -> None:
    source = vtt(
        "WEBVTT - møte\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n"
        "91b3f3c3-44c6/32-0\n00:00:10.087 --> 00:00:13.130\n<v Kari Nord>Hei,\n"
        "og velkommen.</v>\n\n"
        "00:13.130 --> 00:16.270 align:start\n<v.loud Ola>Takk &amp; <i>hei</i> <[?]> 5 &lt; 6\n"
    )
    assert cues(source) == [
        (0, 10_087, "Kari Nord", "Kari Nord: Hei, og velkommen."),
        (1, 13_130, "Ola", "Ola: Takk & hei <[?]> 5 < 6"),
    ]


def test_each_voice_of_a_cue_is_a_paragraph() -> None:
    source = vtt("WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Hei.</v> <v B>Hallo.\n")
    assert [at.voice for at in source.paragraphs] == ["A", "B"]
    assert source.text == "A: Hei.\nB: Hallo.\n"


def test_notes_styles_and_regions_are_no_speech() -> None:
    source = vtt(
        "\ufeffWEBVTT\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\nNOTE intern\nmerknad\n\n"
        "00:01.000 --> 00:02.000\nen\n\nNOTE midt i\n\n00:03.000 --> 00:04.000\nto\n"
    )
    assert source.text == "en\nto\n"


@pytest.mark.parametrize("times", ["00:00:03,000 --> 00:00:04,000", "00:03.000 --> 00:04.000"])
def test_lost_blank_lines_and_either_decimal_sign_are_understood(times: str) -> None:
    source = srt(f"1\n00:00:01,000 --> 00:00:02,500\nen\n2\n{times}\nto\n")
    assert cues(source) == [(0, 1_000, None, "en"), (1, 3_000, None, "to")]


def test_a_blank_line_within_a_cue_loses_nothing() -> None:
    source = srt(
        "1\n00:00:01,000 --> 00:00:02,000\nen\n\nmer\n\n2\n00:00:03,000 --> 00:00:04,000\n1987\n"
    )
    assert source.text == "en mer\n1987\n"


def test_overlapping_cues_keep_the_order_of_the_file() -> None:
    source = vtt("WEBVTT\n\n00:05.000 --> 00:09.000\nsent\n\n00:01.000 --> 00:06.000\ntidlig\n")
    assert [at.milliseconds for at in source.paragraphs] == [5_000, 1_000]


def test_cues_without_text_are_left_out_and_counted() -> None:
    source = srt("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nto\n")
    assert source.text == "to\n"
    assert "cues without text (1)" in source.warnings[0]


def test_markup_of_other_kinds_goes_and_words_in_brackets_stay() -> None:
    source = srt(
        '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="red">Hei</font> <uklart> (ler)\n'
    )
    assert source.text == "Hei <uklart> (ler)\n"


LINES = (
    "the boat is here",
    "no, no, it left",
    "no it is here",
    "look at the flag",
    "I see it now",
    "and it is red",
)


def timed(*cues: str) -> str:
    return "".join(
        f"{n}\n00:00:{2 * n:02},000 --> 00:00:{2 * n + 1:02},000\n{cue}\n\n"
        for n, cue in enumerate(cues)
    )


SCROLLING = {
    "two lines, the upper one again": ["\n".join(pair) for pair in pairwise(LINES)],
    "each line alone between, as YouTube does": [
        cue for above, line in pairwise(LINES) for cue in (above, f"{above}\n{line}")
    ],
    "a line that grows": [" ".join(LINES[0].split()[:words]) for words in range(1, 5)]
    + [" ".join(LINES[:number]) for number in range(2, 7)],
}


@pytest.mark.parametrize("cues", SCROLLING.values(), ids=SCROLLING)
def test_captions_that_scroll_are_read_once_and_that_is_told(cues: Sequence[str]) -> None:
    source = srt(timed(*cues))
    assert source.text.split() == " ".join(LINES).split()
    (warning,) = source.warnings
    assert warning.startswith("these captions scroll: ")


def test_what_is_left_of_a_scrolling_cue_has_that_cues_time() -> None:
    source = srt(timed(*SCROLLING["two lines, the upper one again"]))
    last = source.paragraphs[-1]
    assert (source.line(len(source.paragraphs) - 1), last.milliseconds) == (LINES[-1], 8000)


@pytest.mark.parametrize(
    "cues",
    [
        ["Thank you."] * 12,  # a recogniser that hears the same again
        ["Yes", "Yes yes", "No", "No why", "So they say", "Do they"],
        [*LINES, LINES[-1]],
    ],
)
def test_who_says_the_same_words_again_is_believed(cues: Sequence[str]) -> None:
    source = srt(timed(*cues))
    assert source.text.split() == " ".join(cues).split()
    assert source.warnings == ()


SAID = [("Kari Nord", "Hva gjør du nå?"), ("Ola Vik", "Jeg venter på svar."), ("Kari Nord", "Ja?")]


@pytest.mark.parametrize(
    "cue",
    [
        lambda number, who, said, times: f'{number} "{who}" (70{number % 2})\n{times}\n{said}',
        lambda number, who, said, times: f"{number} - {who}\n{times}\n{said}",
        lambda number, who, said, times: f"{number}\n{times}\n{who}\n{said}",
    ],
    ids=["in quotation marks above the times", "above the times", "on the first line of the cue"],
)
@pytest.mark.parametrize("read", [vtt, srt], ids=["vtt", "srt"])
def test_who_speaks_may_stand_above_the_times_or_on_the_first_line_of_each_cue(
    cue: Callable[[int, str, str, str], str], read: Callable[[str], Source]
) -> None:
    captions = [
        cue(number, who, f"{said} {number}.", f"00:{number:02}:01.000 --> 00:{number:02}:04.000")
        for number, (who, said) in enumerate(SAID * 3, 1)
    ]
    source = read("WEBVTT\n\n" * (read is vtt) + "\n\n".join(captions) + "\n")
    assert [at.voice for at in source.paragraphs] == [who for who, _ in SAID] * 3
    assert source.text.startswith("Kari Nord: Hva gjør du nå? 1.\nOla Vik: Jeg venter")


def test_lines_that_hardly_come_back_are_said_and_ids_that_count_are_no_names() -> None:
    captions = [
        f"del-{number}\n00:{number:02}:01.000 --> 00:{number:02}:04.000\nså gikk vi {number}\nhjem"
        for number in range(9)
    ]
    source = vtt("WEBVTT\n\n" + "\n\n".join(captions))
    assert [at.voice for at in source.paragraphs] == [None] * 9
    assert source.text.startswith("så gikk vi 0 hjem\n")


@pytest.mark.parametrize("form", ["{} - {}", "{}| {}", "{} {}"])
def test_cues_may_name_who_speaks_by_any_sign(form: str) -> None:
    lines = [form.format(who.replace(" ", "_").upper(), said) for who, said in SAID * 3]
    source = srt(
        "\n\n".join(
            f"{number}\n00:{number:02}:01,000 --> 00:{number:02}:04,000\n{line}"
            for number, line in enumerate(lines, 1)
        )
    )
    assert recognise(source).speakers == {"KARI_NORD": 6, "OLA_VIK": 3}


def test_cues_that_begin_with_the_same_words_name_nobody() -> None:
    begun = ["Og", "Jeg", "Så"]
    source = srt(
        "\n\n".join(
            f"{number}\n00:{number:02}:01,000 --> 00:{number:02}:04,000\n"
            f"{begun[number * number % 3]} {'gikk' if number % 4 else 'fant'} vi {number} båter."
            for number in range(1, 40)
        )
    )
    assert not recognise(source).speakers


def test_words_behind_a_blank_line_within_a_cue_are_told() -> None:
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Amina>Vi dro.\n\n(Amina går ut.)\n"
    source = read_transcript_bytes(cues.encode(), "a.vtt")
    assert source.warnings == (
        "words behind a blank line belong to the cue above them, for they have no time (1): look "
        "whether somebody says them",
    )
