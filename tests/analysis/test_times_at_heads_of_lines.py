"""Times in other forms than a clock's: they are the times of what is said, and no words of it."""

import pytest

from kodeverk.analysis.recognition.turns import Recognition
from tests.analysis.test_turns_never_wrong_in_silence import said, utterances
from tests.transcript_files import recognition_of

SAID = (
    "The ferry leaves early.",
    "Nobody waits for it.",
    "My aunt always does.",
    "She likes the cold.",
    "It is warmer now.",
    "So they say at home.",
)
SECONDS = (3, 20, 64, 81, 135, 184)


def lines(form: str) -> str:
    """Return what is said, each at its time as `form` writes minutes, seconds and both in one."""
    return "".join(
        form.format(m=at // 60, s=at % 60, all=at, end=at + 2.5, words=words)
        for at, words in zip(SECONDS, SAID, strict=True)
    )


def assert_timed(reading: Recognition, text: str) -> None:
    assert [text[block.start : block.end] for block in reading.blocks] == [*SAID]
    assert [block.milliseconds for block in reading.blocks] == [at * 1000 for at in SECONDS]


@pytest.mark.parametrize(
    "form",
    [
        "{m}m{s}s: {words}\n",
        "{m} m {s} s {words}\n",
        "[{all:08.2f}-{end:08.2f}] {words}\n",
        "({all}.0 – {end}) {words}\n",
        "[0:{m:02}:{s:02} - 0:{m:02}:{s:02}.835000] {words}\n",
    ],
)
def test_a_time_in_letters_or_two_numbers_of_seconds_is_the_time_of_its_line(form: str) -> None:
    text = lines(form)
    reading = recognition_of(text)
    assert (reading.convention, reading.doubts) == ("none", ())
    assert_timed(reading, text)


@pytest.mark.parametrize(
    "form",
    [
        "[{m}m{s}s] {who}: {words}\n",
        "[{all}.0-{end}] {who}: {words}\n",
        "[{all:4}s - {end:5}s] {who}: {words}\n",
        "[0:{m:02}:{s:02}.000000 - 0:{m:02}:{s:02}.835000] {who} -  {words}\n",
        "[00:{m:02}:{s:02}.0 @{who}] {words}\n",
    ],
)
def test_such_a_time_before_a_label_is_no_part_of_it(form: str) -> None:
    text = "".join(
        form.format(m=at // 60, s=at % 60, all=at, end=at + 2.5, who="KO"[at % 2], words=words)
        for at, words in zip(SECONDS, SAID, strict=True)
    )
    reading = recognition_of(text)
    assert set(reading.speakers) == {"K", "O"}
    assert_timed(reading, text)


def test_a_reference_in_brackets_without_a_time_is_nobody() -> None:
    text = "".join(f"[@nord20{n:02}] {SAID[n % 3]}\n" for n in (4, 11, 4, 11, 4, 11))
    assert recognition_of(text).convention == "none"


def test_times_of_which_one_goes_back_among_many_are_times_all_the_same() -> None:
    text = "".join(f"{n}:00 {SAID[n % 6]}\n" for n in range(24)) + "22:30 It is over.\n"
    assert recognition_of(text).blocks[-1].milliseconds == 1_350_000


def test_numbers_in_brackets_within_what_is_said_stay_words() -> None:
    text = "".join(f"K: I paid [1.50-2.00] then.\nO: {words}\n" for words in SAID)
    reading = recognition_of(text)
    assert text[reading.blocks[0].start : reading.blocks[0].end] == "I paid [1.50-2.00] then."
    assert reading.doubts == ()


@pytest.mark.parametrize("form", ["{m}'{s}'' {words}\n", "00.{m:02}.{s:02} {words}\n"])
@pytest.mark.parametrize("label", ["", "{who}: "])
def test_numbers_before_nearly_all_that_is_said_are_asked_about(form: str, label: str) -> None:
    text = "".join(
        (label + form).format(m=at // 60, s=at % 60, who="KO"[at % 2], words=words)
        for at, words in zip(SECONDS, SAID, strict=True)
    )
    (doubt,) = recognition_of(text).doubts
    assert "begins with numbers" in doubt.text
    assert doubt.line == 1


def test_numbers_before_what_is_said_now_and_then_are_words() -> None:
    text = "".join(f"K: Since when?\nO: 14/03, I think. {words}\n" for words in SAID)
    assert recognition_of(text).doubts == ()


def test_words_that_come_back_among_very_many_lines_with_a_time_are_no_names() -> None:
    text = "".join(
        f"[{n // 60:02}:{n % 60:02}] {'right' if n % 20 == 0 else f'so {n} went there'}\n"
        for n in range(1200)
    )
    reading = recognition_of(text)
    assert (reading.convention, len(reading.blocks)) == ("none", 1200)


@pytest.mark.parametrize(
    "form",
    [
        "00:0{n}:00.000 - 00:0{n}:05.000 | {name} | {words}\n",
        "00:0{n}:10 | {name} | {words}\n",
        "{n} | {name} | {words}\n",
        "[00:0{n} {name}] {words}\n",
        "[{name} 00:0{n} - 00:0{n}] {words}\n",
        "({name}, 00:0{n}) {words}\n",
    ],
)
def test_a_label_between_bars_or_with_a_time_in_its_bracket_names_who_speaks(form: str) -> None:
    people = ("Peter", "Joan")
    lines = [
        form.format(n=n, name=name, words=words)
        for n, (name, words) in enumerate(utterances(*people))
    ]
    assert said("".join(lines)) == utterances(*people)
    assert all(doubt.may_wait for doubt in recognition_of("".join(lines)).doubts)


def test_a_note_with_a_time_in_its_bracket_names_nobody() -> None:
    lines = [f"[laughs 00:0{n}] {words}\n" for n, (_, words) in enumerate(utterances("A", "B"))]
    assert not recognition_of("".join(lines)).speakers


def talk_of(form: str, turns: int = 12) -> str:
    said = ("Who mends the boats?", "My uncle does.")
    return "\n".join(
        form.format(
            at=f"00:0{n // 6}:{n % 6 * 10:02}", n=n, who=("Ivo", "Rut")[n % 2], said=said[n % 2]
        )
        for n in range(turns)
    )


@pytest.mark.parametrize(
    "form",
    [
        "[{at}]: {who}: {said}",
        "{at} - {at}: {who}: {said}",
        "10:{n:02}:05 AM: {who}: {said}",
        "10:{n:02}:05 AM\n{who}\n{said}",
        "[03.05.2026 10:{n:02}] {who}\n{said}",
        "{at}\n{who}: {said}",
        "#{at}-0#\n**{who}:** {said}",
        "{n}.0 {n}.75 {who} {said}",
    ],
)
def test_a_time_before_a_label_is_that_of_the_turn_and_no_word(form: str) -> None:
    reading = recognition_of(talk_of(form))
    assert reading.speakers == {"Ivo": 6, "Rut": 6}
    assert all(block.milliseconds is not None for block in reading.blocks)
    assert reading.doubts == ()


@pytest.mark.parametrize("note", ["[laughs]", "(0:12)", "(2.25)"])
def test_a_note_right_below_a_label_makes_no_turn_of_nothing(note: str) -> None:
    text = talk_of("{who}:\n{said}\n").replace("Ivo:\n", f"Ivo:\n{note}\n", 3)
    reading = recognition_of(text)
    assert reading.speakers == {"Ivo": 6, "Rut": 6}
    assert reading.joined_turns == 12
    assert [text[block.start : block.end] for block in reading.blocks[:2]] == [
        "Who mends the boats?",
        "My uncle does.",
    ]


@pytest.mark.parametrize(
    "form", ["{who}: {said} ({n}.15)", "{who}: {said} {n} min", "{who}: {n} min. {said}"]
)
def test_numbers_before_or_behind_nearly_all_that_is_said_are_asked_about(form: str) -> None:
    (asked,) = recognition_of(talk_of(form)).doubts
    assert "are they times, or counted?" in asked.text
    some = talk_of(form).split("\n")[:3] + talk_of("{who}: {said}").split("\n")
    assert recognition_of("\n".join(some)).doubts == ()


def test_minutes_before_a_label_are_no_part_of_it() -> None:
    reading = recognition_of(talk_of("{n} min {who}: {said}"))
    assert "min Rut" not in reading.speakers
    assert reading.doubts
