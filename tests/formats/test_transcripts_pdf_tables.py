"""Tables on the pages of a PDF: read row by row and cell by cell, never across."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.formats.pdf_files import Text, pdf, shown

Cell = Sequence[str]
"""The lines of a cell of a table."""

WIDTHS = (110.0, 140.0, 200.0)
TOP, LINE = 770.0, 13.0


def table(
    rows: Sequence[Sequence[Cell]],
    sides: str = "re S",
    top: float = TOP,
    widths: Sequence[float] = WIDTHS,
) -> str:
    """Return the operators that draw a table; `sides` says how its lines are drawn.

    `re S` draws a box round each cell, `re f` thin areas, `low` what is above and below each
    cell alone, nothing none.
    """
    texts: list[Text] = []
    drawn: list[str] = []
    for row in rows:
        high = max(map(len, row)) * LINE + 6
        left = 60.0
        for width, cell in zip(widths, row, strict=False):
            texts += [(left + 5, top - 12 - LINE * n, line) for n, line in enumerate(cell)]
            low = top - high
            if sides == "re S":
                drawn.append(f"{left} {low} {width} {high} re S")
            elif sides == "re f":
                drawn.append(f"{left} {low} {width} 0.5 re f {left} {top} {width} 0.5 re f")
                drawn.append(f"{left} {low} 0.5 {high} re f {left + width} {low} 0.5 {high} re f")
            elif sides == "low":
                drawn.append(f"{left} {low} {width} 1 re f {left} {top} {width} 1 re f")
            left += width
        top -= high
    return "\n".join(drawn) + "\n" + shown(texts)


def read(*pages: str) -> Source:
    return read_transcript_bytes(pdf(pages), "tabell.pdf")


TALK: Sequence[Sequence[Cell]] = (
    (("Intervjuer", "(Anne)"), ("Hva synes du om", "programmet?"), ("Vi spør alle",)),
    (("Deltaker",), ("Det var bra, men jeg", "måtte vente lenge på", "plass."), ("latter",)),
    (("Intervjuer", "(Anne)"), ("Hvor lenge?",), ("kort",)),
    (("Deltaker",), ("Et halvt år, tror", "jeg."), ("uklart, hør", "opptaket")),
)
READ = (
    "Intervjuer (Anne)\tHva synes du om programmet?\tVi spør alle\n"
    "Deltaker\tDet var bra, men jeg måtte vente lenge på plass.\tlatter\n"
    "Intervjuer (Anne)\tHvor lenge?\tkort\n"
    "Deltaker\tEt halvt år, tror jeg.\tuklart, hør opptaket\n"
)


@pytest.mark.parametrize("sides", ["re S", "re f", "low"])
def test_the_cells_of_a_drawn_table_are_read_one_after_the_other(sides: str) -> None:
    source = read(table(TALK, sides))
    assert source.text == READ
    assert all(paragraph.row for paragraph in source.paragraphs)


def test_a_paragraph_of_a_cell_that_was_ended_is_one_of_its_own() -> None:
    said = ("Ja.", "Nei, jeg vil ikke si det", "slik, men det var lenge.")
    source = read(table([(("Kari",), said), (("Ola",), ("Hvorfor?",))]))
    assert source.text == f"Kari\tJa.\n{said[1]} {said[2]}\nOla\tHvorfor?\n"


def test_what_stands_above_and_below_a_table_stays_there() -> None:
    page = table(TALK, top=700) + shown([(60, 770, "Intervju 4"), (60, 400, "Slutt på opptaket")])
    assert read(page).text == f"Intervju 4\n{READ}Slutt på opptaket\n"


def test_a_frame_round_the_page_and_lines_under_words_are_no_table() -> None:
    page = "30 30 535 780 re S 72 765 80 0.5 re f 72 752 80 0.5 re f\n"
    page += shown([(72, 767, "Kari: hei på deg"), (72, 754, "Ola: ja"), (72, 741, "Kari: nei")])
    assert read(page).text == "Kari: hei på deg\nOla: ja\nKari: nei\n"


def test_words_with_a_line_under_them_do_not_divide_a_cell() -> None:
    page = table(TALK) + "\n175 737 60 0.5 re f 175 705 60 0.5 re f"
    assert read(page).text == READ


def test_a_cell_over_two_rows_is_read_in_the_first() -> None:
    page = "60 700 300 60 re S 160 700 m 160 760 l S 160 730 m 360 730 l S\n"
    page += shown([(65, 725, "Kari"), (165, 745, "Først"), (165, 715, "Siden")])
    assert read(page).text == "Kari\tFørst\n\tSiden\n"


def test_a_row_that_goes_on_over_a_page_is_one_and_its_head_is_read_once() -> None:
    head: Sequence[Cell] = (("Taler",), ("Ytring",))
    first = [head, (("Kari",), ("Ja.",)), (("Ola",), ("Jeg ville gjerne", "ha et kurs"))]
    second = [head, ((), ("i norsk, men det", "var fullt.")), (("Kari",), ("Nei?",))]
    source = read(table(first), table(second))
    assert source.text == (
        "Taler\tYtring\nKari\tJa.\nOla\tJeg ville gjerne ha et kurs i norsk, men det var fullt.\n"
        "Kari\tNei?\n"
    )
    assert source.warnings == ("left out: 'Taler\\tYtring' at the head or foot of pages (1)",)


WORDS = st.sampled_from(["elv", "fjell", "bru", "skog", "vei", "hus", "nes"])
CELLS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=3, max_size=8),
    st.sampled_from(["re S", "re f", "low"]),
)
def test_no_cell_of_a_drawn_table_ever_mixes_with_another(
    rows: list[tuple[list[str], list[str], list[str]]], sides: str
) -> None:
    source = read(table(rows, sides))
    expected = ["\t".join(" ".join(cell) for cell in row) for row in rows]
    read_rows = "".join(
        ("\n" if paragraph.row else " ") + source.text[paragraph.start : paragraph.end]
        for paragraph in source.paragraphs
    )
    assert read_rows.split("\n")[1:] == expected
