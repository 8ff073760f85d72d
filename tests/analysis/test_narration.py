"""What stands within a turn and may be said by nobody is asked about, or outside by its form."""

import pytest

from kodeverk.analysis.recognition.turns import Recognition, recognise
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
    (asked,) = (doubt for doubt in reading.doubts if "outside" in doubt.text)
    assert (asked.line, asked.likewise) == (5, (11, 17))


@pytest.mark.parametrize("signs", ["“”", "  "])
def test_what_goes_on_in_quotation_marks_or_where_no_turn_has_any_is_said(signs: str) -> None:
    told = f"\n\n{signs[0]}The boat turns. Nobody looks at it.{signs[1]}"
    reading = recognition_of(quoted(signs[0], signs[1], told=told))
    assert all("outside" not in doubt.text for doubt in reading.doubts)
    assert len(reading.blocks) == 6


def noted(*notes: str, between: str = "\n") -> Recognition:
    """Return the reading of three talks with a note below each of the first two."""
    talk = "\n".join(f"I: {asked}\nB: {answered}" for asked, answered in SAID)
    return recognition_of(between.join((talk, *(f"{note}{between}{talk}" for note in notes))))


def test_a_bracket_too_long_for_a_note_is_asked_about_once_with_all_its_lines() -> None:
    long = f"({NOTE} two. {NOTE} all.\n{NOTE} three.)"
    (doubt,) = noted(long, long).doubts
    assert (doubt.line, doubt.likewise, doubt.remedy) == (7, (15,), "said")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "note",
    [
        f"({NOTE} two.)",
        f"[{NOTE} two. Then the ferry comes. {NOTE} all.]",
        f"[{NOTE} two.\nThen the ferry comes.\n{NOTE} all.]",
        "(Applause by the dogs\nand the ferry)",
        "[She waits\nfor him.]",
    ],
)
def test_a_note_of_several_sentences_or_lines_between_turns_is_outside(
    note: str, between: str
) -> None:
    reading = noted(note, note, between=between)
    assert reading.doubts == ()
    lines = 2 * (1 + note.count("\n"))
    assert [each.reason for each in reading.outside] == ["a note of what happened"] * lines
    assert reading.turns == 18


@pytest.mark.parametrize(
    "said",
    [
        "(Applause\nsaid we.",
        "[The ferry](https://example.org/the/ferry)",
        "We saw the ferry come in with my aunt and\n(as I have told you, the dog that she\nhas).",
    ],
)
def test_a_bracket_that_does_not_stand_for_itself_is_said(said: str) -> None:
    reading = noted(said)
    assert (reading.doubts, reading.outside) == ((), ())


def test_what_goes_on_right_below_notes_is_said_by_who_spoke_above_them() -> None:
    said = (
        "Fog is bad.",
        "Hens lay.",
        "Old men rest.",
        "Sheep need grass.",
        "Roads cost.",
        "So be it.",
    )
    turns = [
        f"{('Ann', 'Bob')[turn % 2]}: {one}\n(Applause from\nthe ferry)\n{other}\n"
        for turn, (one, other) in enumerate(zip(said, said[3:] + said[:3], strict=True))
    ]
    assert recognition_of("\n".join(turns)).doubts == ()
    apart = "\n".join(turns).replace("ferry)", "ferry)\n")
    assert "without a label" in recognition_of(apart).doubts[0].text


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


TALK = "\n".join(f"Ida: {asked}\nBo: {answered}" for asked, answered in SAID)


@pytest.mark.parametrize(
    "told",
    [
        "The participant shows a photograph of the ferry.",
        "A note of the interviewer's on how both look at the clock.",
        "I think that the informant is tired.",
        "L’enquêtée montre une photo.",
        "Informanten viser fram et bilde av ferja.",
        "Die Befragte zeigt ein Foto der Fähre.",
    ],
)
@pytest.mark.parametrize("below", ["", TALK])
def test_a_paragraph_about_who_asks_or_answers_is_asked_about(told: str, below: str) -> None:
    (doubt,) = recognition_of(f"{TALK}\n{told}\n{below}").doubts
    assert (doubt.line, "outside the interview" in doubt.text) == (7, True)


@pytest.mark.parametrize(
    "told",
    ["Nobody asked whether the participants paid.", "They wanted an interview with my aunt."],
)
def test_who_takes_part_in_something_else_may_be_talked_about(told: str) -> None:
    assert recognition_of(f"{TALK}\n{told}\n{TALK}").doubts == ()


def test_who_is_called_an_informant_in_the_talk_may_be_so_again() -> None:
    asked = "Ida: What do you tell informants?\nBo: The informant is told all.\n"
    assert recognition_of(f"{asked}{TALK}\nThe informant is told twice.\n{TALK}").doubts == ()


SHARED = "Share this article\nAdvertisement\nPosted in Interviews | 3 comments"


def test_lines_that_end_a_file_as_no_speech_does_are_asked_about_once() -> None:
    (doubt,) = recognition_of(f"{TALK}\n{SHARED}").doubts
    assert (doubt.line, doubt.likewise, doubt.remedy) == (7, (8, 9), "said")


def test_where_nobody_ends_sentences_such_lines_are_said() -> None:
    said = recognition_of(f"{TALK.replace('.', '')}\n{SHARED}")
    assert all("outside" not in doubt.text for doubt in said.doubts)


def test_a_plain_heading_is_asked_about_where_others_have_a_style() -> None:
    parts = TALK.split("\n")
    page = "".join(f"<p>{line}</p>" for line in parts)
    reading = recognition_of(f"{page}<h2>The Boat</h2>{page}<p>The Harbour</p>{page}", "talk.html")
    (doubt,) = reading.doubts
    assert (doubt.line, "'The Harbour'" in doubt.text) == (14, True)


@pytest.mark.parametrize("half", ["And then we came to the", "So, well", "Og så var det"])
def test_a_short_half_sentence_that_goes_on_in_small_letters_is_said(half: str) -> None:
    talk = TALK.replace("My aunt and her dog.", f"My aunt and her dog.\n{half}")
    page = "".join(f"<p>{line}</p>" for line in f"{TALK}\n{talk}\n{TALK}".split("\n"))
    reading = recognition_of(f"{page}<h2>Notes</h2>", "talk.html")
    assert all("by who speaks above it" not in doubt.text for doubt in reading.doubts)


def test_a_comment_above_an_answer_that_no_label_names_is_asked_about() -> None:
    talk = "\n\n".join(f"{n}. {asked}\n\n{said}" for n, (asked, said) in enumerate(SAID, 1))
    text = talk.replace("My aunt", "Interviewer’s note: he laughs here.\n\nMy aunt")
    (doubt, _) = recognition_of(text).doubts
    assert (doubt.line, "outside the interview" in doubt.text) == (7, True)


@pytest.mark.parametrize("note", ["*door opens*", "*both laugh, for long*"])
def test_a_note_between_asterisks_is_said_by_nobody(note: str) -> None:
    reading = recognition_of(f"{TALK}\n{note}\n{TALK}")
    assert [each.reason for each in reading.outside] == ["a note of what happened"]
    assert reading.doubts == ()


@pytest.mark.parametrize("said", ["*no* and *yes* again.", "*and that*, I said, was that."])
def test_what_is_stressed_between_asterisks_is_said(said: str) -> None:
    assert recognition_of(f"{TALK}\n{said}\n{TALK}").outside == ()
