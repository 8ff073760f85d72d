"""What stands within a turn and may be said by nobody is asked about, or outside by its form."""

import pytest

from kodeverk.analysis.recognition.turns import recognise
from tests.transcript_files import recognition_of, source_of

SAID = (
    ("When does the ferry leave?", "At six, as it always has."),
    ("Who waits for it?", "My aunt and her dog."),
    ("Does the dog like the sea?", "It sleeps all the way."),
)
NOTE = (
    "He stands up, looks for a photograph of the ferry in the drawer and puts it on the table by us"
)


def quoted(opens: str, closes: str, told: str = "") -> str:
    return "\n\n".join(
        f"Ida: {opens}{asked}{closes}\n\nBo: {opens}{answered}{closes}{told}"
        for asked, answered in SAID
    )


@pytest.mark.parametrize("signs", ['""', "“”", "„“", "«»", "»«"])
def test_what_is_told_between_quotations_is_asked_about(signs: str) -> None:
    reading = recognition_of(
        quoted(signs[0], signs[1], told="\n\nThe boat turns. Nobody looks at it.")
    )
    assert [doubt.line for doubt in reading.doubts if "outside" in doubt.text] == [5, 11, 17]


@pytest.mark.parametrize("signs", ["“”", "  "])
def test_what_goes_on_in_quotation_marks_or_where_no_turn_has_any_is_said(signs: str) -> None:
    told = f"\n\n{signs[0]}The boat turns. Nobody looks at it.{signs[1]}"
    reading = recognition_of(quoted(signs[0], signs[1], told=told))
    assert all("outside" not in doubt.text for doubt in reading.doubts)
    assert len(reading.blocks) == 6


@pytest.mark.parametrize("signs", ["()", "[]"])
def test_a_bracket_too_long_for_a_note_is_asked_about(signs: str) -> None:
    talk = "\n".join(f"I: {asked}\nB: {answered}" for asked, answered in SAID)
    reading = recognition_of(f"{talk}\n{signs[0]}{NOTE} two.{signs[1]}\n{talk}\n")
    (doubt,) = reading.doubts
    assert (doubt.line, doubt.remedy) == (7, "said")


@pytest.mark.parametrize("note", ["(Applause by the dogs\nand the ferry)", "[She waits\nfor him.]"])
def test_a_note_that_goes_on_in_the_next_line_is_asked_about(note: str) -> None:
    talk = "\n".join(f"I: {asked}\nB: {answered}" for asked, answered in SAID)
    reading = recognition_of(f"{talk}\n{note}\n{talk}\n")
    (doubt,) = reading.doubts
    assert (doubt.line, doubt.remedy) == (7, "said")
    assert not recognition_of(f"{talk}\n(Applause\nsaid we.\n{talk}\n").doubts


@pytest.mark.parametrize(
    "note",
    ["(Applause) (Cheering)", "(Applause by Ida Lund (ferry))", "*[She looks for a photo.]*"],
)
def test_several_notes_on_a_line_and_brackets_within_brackets_are_outside(note: str) -> None:
    talk = "\n\n".join(f"I: {asked}\n\nB: {answered}" for asked, answered in SAID)
    reading = recognition_of(f"{talk}\n\n{note}\n\n{talk}\n", "talk.md")
    assert [outside.reason for outside in reading.outside] == ["a note of what happened"]
    assert reading.doubts == ()


def test_brackets_within_what_is_said_are_not_asked_about() -> None:
    talk = "\n".join(f"I: {asked}\nB: {answered}" for asked, answered in SAID)
    text = f"{talk}\n(Later) {NOTE} (and so on).\n({NOTE}) he says, and ({NOTE}).\n{talk}\n"
    assert recognition_of(text).doubts == ()


def test_a_note_alone_under_its_time_is_outside() -> None:
    turns = [
        f"[00:0{n}:10 - 00:0{n}:19]\n{'KO'[n % 2]}ari\n {words}\n"
        for n, words in enumerate(words for pair in SAID for words in pair)
    ]
    source = source_of("\n".join((*turns[:3], "[00:02:50 - 00:02:55]\n (laughter)\n", *turns[3:])))
    reading = recognise(source)
    assert [source.line(place).strip() for place, _, _ in reading.outside] == [
        "[00:02:50 - 00:02:55]",
        "(laughter)",
    ]
    assert len(reading.blocks) == 6
