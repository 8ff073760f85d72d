"""What speech recognisers, courts, newsrooms and blogs write: said by who says it, or asked."""

import pytest

from kodeverk.analysis.recognition.turns import Recognition, recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source


def read(text: str, name: str = "talk.txt") -> tuple[Source, Recognition]:
    source = read_transcript_bytes(text.encode(), name)
    return source, recognise(source)


def said(text: str, name: str = "talk.txt") -> list[tuple[str | None, str]]:
    """Return who says what, block by block."""
    source, reading = read(text, name)
    return [(block.label, source.text[block.start : block.end]) for block in reading.blocks]


def outside(text: str, name: str = "talk.txt") -> list[tuple[str, str]]:
    """Return what lies outside, each line with its zone."""
    source, reading = read(text, name)
    return [(each.zone, source.line(each.place).strip()) for each in reading.outside]


def warns(text: str, words: str, name: str = "talk.txt") -> bool:
    return any(words in warning for warning in read(text, name)[1].warnings)


@pytest.mark.parametrize("line", ["我在IBM工作", "גם ב-NAV היה כך", "GPTとAPIの話"])
def test_letters_without_capitals_beside_an_abbreviation_are_no_heading_in_capitals(
    line: str,
) -> None:
    talk = [f"甲：{number}番目はどうですか？\n乙：いいと思います。" for number in range(6)]
    text = "\n".join([*talk[:3], line, *talk[3:]])
    assert outside(text) == []
    assert any(words.endswith(line) for _, words in said(text))


@pytest.mark.parametrize("line", ["SECCIÓN 1ª", "DEL TO: NAV"])
def test_a_line_in_capitals_is_still_a_heading(line: str) -> None:
    talk = [f"Ana: ¿Y qué pasó en {number}?\nLuis: Nada de particular." for number in range(6)]
    text = "\n\n".join([*talk[:3], line, *talk[3:]])
    assert ("interlude", line) in outside(text)


@pytest.mark.parametrize("label", ["[Berit] (0:10 - 0:12)", "Berit  0:10", "Berit:"])
def test_thanks_below_the_last_label_are_said(label: str) -> None:
    other = label.replace("Berit", "Omar").replace("0:1", "0:2")
    turns = [
        f"{other}\nDet var fint der, og vi ble i {number} år.\n\n{label}\nHva skjedde da?\n"
        for number in range(4, 9)
    ]
    text = "\n".join(
        [*turns, f"{other}\nJeg vet ikke, men det gikk bra.\n", f"{label}\nTakk skal du ha\n"]
    )
    assert said(text)[-1] == ("Berit", "Takk skal du ha")
    assert outside(text) == []
