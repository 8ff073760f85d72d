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
