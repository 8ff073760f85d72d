"""Columns of a text, and what stands in the margin, on the pages of a PDF."""

from random import Random

import pytest

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.formats.pdf_files import Text, pdf, shown

LINE = 14.0


def read(*pages: str) -> Source:
    return read_transcript_bytes(pdf(pages), "intervju.pdf")


def small(texts: list[Text]) -> str:
    return shown(texts).replace(" 11 Tf", " 7 Tf")


def talk(turns: int, left: float) -> list[Text]:
    """Return numbered turns of three lines beside an empty margin."""
    texts: list[Text] = []
    for number in range(turns):
        y = 770 - number * 52
        label = "Person 5" if number % 2 else "Siri Prat"
        texts += [
            (left - 60, y, str(number + 1)),
            (left, y, f"{label}: så var det, mente jeg, at"),
            (left, y - LINE, "vannet i elva ble varmt, og den"),
            (left, y - 2 * LINE, f"kaldere i år {number}."),
        ]
    return texts


def test_codes_in_the_margin_are_no_words_and_are_told() -> None:
    codes: list[Text] = [(60, 765.5 - 41 * n, f"..Kode {'abc'[n % 3]}") for n in range(9)]
    words = talk(8, 260)
    source = read(shown(words) + "\n" + small(codes), shown(words))
    alone = read(shown(words), shown(words))
    assert source.text == alone.text
    assert source.text.startswith("1\tSiri Prat: så var det")
    assert source.warnings == ("left out: '..Kode a' and what else stands in the margin (9)",)


def test_comments_in_the_right_margin_are_no_words() -> None:
    said: list[Text] = [(60, 770 - LINE * n, f"det var i {n} dager slik") for n in range(30)]
    comments: list[Text] = [(400, 764 - 61 * n, f"Kommentert [A{n}]: se {n}") for n in range(5)]
    source = read(shown(said) + "\n" + small(comments))
    assert source.text.splitlines() == [words for _, _, words in said]
    assert len(source.warnings) == 1


@pytest.mark.parametrize("higher", [0.0, 2.5])
def test_names_in_small_letters_beside_their_words_are_kept(higher: float) -> None:
    words: list[Text] = []
    names: list[Text] = []
    for n in range(12):
        y = 770 - 30 * n
        words += [(160, y, f"det var da {n} ganger, sa hun,"), (160, y - LINE, "og så en til.")]
        names.append((60, y + higher, ("Kari", "Ola")[n % 2]))
    source = read(shown(words) + "\n" + small(names))
    assert source.text.count("Kari\tdet var") == 6
    assert not source.warnings


def test_what_stands_lower_in_the_left_column_is_read_before_the_right_one() -> None:
    said = ["det", "var", "en", "gang", "en", "kone", "som", "bodde", "ved", "en"]

    def column(left: float, blocks: list[int]) -> list[Text]:
        texts: list[Text] = []
        y = 770.0
        for count in blocks:
            for n in range(count):
                texts.append((left, y, " ".join(said[n % 2 :]) + f" elv{len(texts)}"))
                y -= LINE
            y -= 10
        return texts

    left, right = column(60, [14, 6, 5, 7]), column(320, [12, 9])
    foot: list[Text] = [(60, 40, "En fot under det hele")]
    source = read(shown([*left, *right, *foot]))
    assert source.text.splitlines() == [text for _, _, text in [*left, *right, *foot]]
    assert source.warnings == ("read column after column: page 1",)


WIDE, WIDTH = 556 * 11 / 1000, 225.0
"""How wide the letters of `justified` are, and how wide a column of it."""


def justified(count: int, left: float, top: float, distance: float, seed: int) -> list[list[Text]]:
    """Return the lines of a column with both margins even, each letter shown alone."""
    chance = Random(seed)
    column = []
    for n in range(count):
        words: list[str] = []
        while len("".join(words)) * WIDE + 3 * len(words) < WIDTH - 45:
            words.append("".join(chance.choices("abdeghnopqu", k=chance.randint(2, 9))))
        space = (WIDTH - len("".join(words)) * WIDE) / (len(words) - 1)
        line, x = [], left
        for word in words:
            for letter in word:
                line.append((x, top - distance * n, letter))
                x += WIDE
            x += space
        column.append(line)
    return column


def words_of(column: list[list[Text]]) -> list[str]:
    """Return the letters of each line."""
    return ["".join(letter for _, _, letter in line) for line in column]


def test_columns_with_wide_spaces_at_heights_of_their_own_are_never_mixed() -> None:
    for seed in range(6):
        left = justified(25, 60, 500, LINE, seed)
        right = justified(44, 305, 770, 14.7, seed + 100)
        source = read(shown([text for line in [*left, *right] for text in line]))
        expected = [*words_of(left), *words_of(right)]
        assert [line.replace(" ", "") for line in source.text.splitlines()] == expected
        assert source.warnings == ("read column after column: page 1",)


def test_facts_where_a_column_begins_on_another_page_are_read_row_by_row() -> None:
    said = ["det var en gang en kone som bodde", "ved en elv og hadde sju barn, og"]
    columns = [(x, 770 - LINE * n, f"{said[n % 2]} elv") for x in (60.0, 305.0) for n in range(20)]
    facts = [("Dato:", "3. mai"), ("Sted:", "Oslo"), ("Hvem:", "Kari")]
    cover: list[Text] = [
        (x, 770 - LINE * n, words)
        for n, fact in enumerate(facts)
        for x, words in zip((60.0, 305.0), fact, strict=True)
    ]
    source = read(shown(columns), shown(cover))
    assert source.text.endswith("Dato:\t3. mai\nSted:\tOslo\nHvem:\tKari\n")
    assert source.warnings == ("read column after column: page 1",)


@pytest.mark.parametrize("names", [("Kari", "Per"), ("Interviewer", "Respondent")])
def test_who_speaks_in_a_column_beside_what_is_said_is_read_row_by_row(
    names: tuple[str, str],
) -> None:
    dice, things = Random(5), ("boat", "wool", "fish", "rain", "harbour", "aunt", "lamp", "stove")
    left: list[Text] = []
    right: list[Text] = []
    y = 770.0
    for number in range(16):
        words = " ".join(dice.choices(things, k=13))
        said = [f"The {words[:45]}", f"{words[45:]}."][: 1 + number % 2]
        left.append((60.0, y, names[number % 2]))
        right += [(130.0, y - LINE * place, line) for place, line in enumerate(said)]
        y -= LINE * len(said) + 13
    source = read(shown([*left, *right]))
    assert recognise(source).speakers == dict.fromkeys(names, 8)
    assert source.warnings == ()
