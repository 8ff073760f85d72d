"""Files in which some lines name their speaker in another form than the others do."""

import pytest

from tests.transcript_files import recognition_of, source_of

ASKED = "Barve solin tokke murda, fenal?"
ANSWERED = "Ombre kilta varsen dolu. Peska rinto galve."
TURNS = 24


def talk(usual: str, other: str, *, every: int) -> str:
    """Return a talk of two, each turn `every` so many in the `other` form, the rest as `usual`."""
    return "".join(
        (other if number % every == 1 else usual).format(
            name=("Vanja", "Tormod")[number % 2],
            time=f"00:{number:02}:30",
            words=(ASKED, ANSWERED)[number % 2],
        )
        + "\n"
        for number in range(TURNS)
    )


def said(text: str) -> list[tuple[str | None, str]]:
    source = source_of(text)
    return [
        (block.label, source.text[block.start : block.end]) for block in recognition_of(text).blocks
    ]


EACH = [("Vanja", ASKED), ("Tormod", ANSWERED)] * (TURNS // 2)


@pytest.mark.parametrize("every", [2, 3, TURNS])
@pytest.mark.parametrize(
    "other",
    [
        "{name} {time}: {words}",
        "{name} - {time}: {words}",
        "{name} [@{time}]: {words}",
        "{name}: [{time}] {words}",
        "{name} [laughs]: {words}",
    ],
)
def test_a_time_or_note_beside_some_labels_is_never_a_word_nor_hides_who_speaks(
    other: str, every: int
) -> None:
    text = talk("{name}: {words}", other, every=every)
    assert said(text) == EACH
    assert said(talk(other, "{name}: {words}", every=every)) == EACH
    assert recognition_of(text).warnings == ()


OTHER_FORMS = [
    "{name} = {words}",
    "{name}> {words}",
    "{name} | {words}",
    '"{name}": {words}',
    "«{name}» {words}",
    "({name}): {words}",
    "[{name}] {words}",
    "{{{name}}} {words}",
    "{name}\t{words}",
    "{name}.: {words}",
]


@pytest.mark.parametrize("other", OTHER_FORMS)
def test_one_known_label_in_another_form_begins_a_turn_and_is_told(other: str) -> None:
    text = talk("{name}: {words}", other, every=TURNS)
    (told,) = recognition_of(text).doubts
    assert said(text) == EACH
    assert told.line == 2
    assert told.remedy == "said"


@pytest.mark.parametrize("other", OTHER_FORMS)
def test_many_known_labels_in_another_form_are_never_lost_in_silence(other: str) -> None:
    text = talk("{name}: {words}", other, every=3)
    assert said(text) == EACH or any(doubt.line for doubt in recognition_of(text).doubts)


@pytest.mark.parametrize(
    "line", ["(a) barve solin", "a) barve solin", "Vanja barve solin", '"Vanja" barve solin']
)
def test_what_is_said_with_a_letter_or_a_name_at_its_head_begins_no_turn(line: str) -> None:
    text = talk("{name}: {words}", "{name}: {words}", every=2).replace("Tormod", "A")
    before, behind = text.split(ANSWERED, 1)
    reading = recognition_of(f"{before}{ANSWERED}\n{line}.{behind}")
    assert reading.turns == TURNS
    assert reading.warnings == ()


@pytest.mark.parametrize("time", ["{time}", "[{time}]", "({time})"])
def test_a_time_behind_nearly_all_that_is_said_is_never_a_word_of_it(time: str) -> None:
    form = "{name}: {words} " + time
    reading = recognition_of(talk(form, "{name}: {words}", every=12))
    assert said(talk(form, "{name}: {words}", every=12)) == EACH
    assert sum(block.milliseconds is not None for block in reading.blocks) == TURNS - 2


def test_a_time_that_a_few_say_last_stays_what_they_say() -> None:
    text = talk("{name}: {words}", "{name}: {words} {time}", every=3)
    assert sum(words.endswith(":30") for _, words in said(text)) == TURNS // 3
