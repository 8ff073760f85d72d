"""Tables on the pages of a PDF: read row by row and cell by cell, never across."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodeverk.errors import BadInput
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
    apart: float = 6,
) -> str:
    """Return the operators that draw a table; `sides` says how its lines are drawn.

    `re S` draws a box round each cell, `re f` thin areas, `low` what is above and below each
    cell alone, nothing none.
    """
    texts: list[Text] = []
    drawn: list[str] = []
    for row in rows:
        high = max(map(len, row)) * LINE + apart
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


def test_an_answer_below_a_full_question_in_a_cell_is_never_part_of_it() -> None:
    asked, said = "Kari: Hva var det (og så)", "Ola: Ikke noe, det"
    cell = (asked, said, "går helt fint nå.", "*Om dem som var der")
    text = read(table([(cell, ("bilde",)), (("notat",), ("her",))], widths=(150, 90))).text
    parts = [asked, f"{said} går helt fint nå.", "Om dem som var der\tbilde", "notat\ther"]
    assert text.splitlines() == parts


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


@pytest.mark.parametrize("parted", [False, True])
def test_a_cell_over_all_columns_is_read_across_though_its_rims_are_drawn_in_pieces(
    parted: bool,
) -> None:
    rims = "60 740 110 0.5 re f 170 740 140 0.5 re f 310 740 200 0.5 re f\n"
    sides = "60 700 0.5 40 re f 510 700 0.5 40 re f\n" + parted * "170 700 0.5 40 re f\n"
    facts = [(65, 725, "*Deltaker:"), (125, 725, "Kari Nord, som bor ved elva")]
    facts += [(65, 712, "*Sted:"), (125, 712, "Et rom i det gamle huset")]
    source = read(table(TALK, "re f", top=700) + rims + sides + shown(facts))
    assert ("Sted: Et rom i det gamle huset" in source.text) != parted
    assert ("Sted:\tKari Nord" in source.text) == parted
    assert source.text.endswith(READ)


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


ASKED: Sequence[Sequence[Cell]] = (
    (
        ("Hva er det viktigste", "i arbeidet ditt?"),
        ("Å ha tid til folk, og å kunne", "snakke sammen."),
    ),
    (
        ("Hvordan går det med", "de som kommer hit nå,", "i forhold til før?"),
        ("Det er vanskelig å si. Noen er", "fort i arbeid."),
    ),
    (
        ("Hva vil du endre på i", "programmet?"),
        ("Mer praksis, og mindre papir", "for oss som jobber her,", "ja."),
    ),
)
ASKED_READ = "".join("\t".join(" ".join(cell) for cell in row) + "\n" for row in ASKED)


def test_cells_that_wrap_are_read_one_after_the_other_where_white_space_tells_them() -> None:
    source = read(table(ASKED, "", widths=(140, 200)))
    assert source.text == ASKED_READ
    assert all(paragraph.row for paragraph in source.paragraphs)


def test_cells_that_wrap_are_read_so_under_a_title_and_over_pages() -> None:
    title = shown([(60, 800, "Intervju 4, med en tittel som går over hele bredden av siden her")])
    pages = [title + table(ASKED, "", widths=(140, 200)), table(ASKED[:2], "", widths=(140, 200))]
    title_line = "Intervju 4, med en tittel som går over hele bredden av siden her\n"
    assert read(*pages).text == title_line + ASKED_READ + "".join(
        ASKED_READ.splitlines(keepends=True)[:2]
    )


def test_cells_that_wrap_and_that_nothing_tells_are_refused_with_what_to_do() -> None:
    with pytest.raises(BadInput, match="on page 2 words stand beside each other") as refused:
        read(shown([(60, 700, "Intervju 4")]), table(ASKED, "", widths=(140, 200), apart=0))
    assert refused.value.message.startswith("tabell.pdf")
    assert "document it was made from" in refused.value.hint


def test_a_column_of_names_beside_what_wraps_is_read_row_by_row() -> None:
    said = ("ja det var en gang jeg kom hit", "og da var det helt annerledes enn", "nå synes jeg")
    rows: list[Sequence[Cell]] = [(("per",), said), (("ola",), ("mm",)), (("per",), said)] * 4
    source = read(table(rows, "", widths=(60, 200), apart=0))
    assert (
        source.text == ("per\t" + "\n".join(said) + "\nola\tmm\nper\t" + "\n".join(said) + "\n") * 4
    )


FLOW = "det var en gang en kone som bodde ved elva og hadde sju barn og en ku"


def flow(count: int, left: float, top: float) -> list[Text]:
    """Return the lines of a column of a text."""
    words = (FLOW.split() * 40)[: count * 5]
    return [
        (left, top - LINE * n, " ".join((*words[5 * n : 5 * n + 5], f"{'abc'[n % 3]}lv{n}")))
        for n in range(count)
    ]


@pytest.mark.parametrize("lower", [0.0, 5.0, 7.0])
def test_two_columns_of_a_text_are_read_one_after_the_other(lower: float) -> None:
    left, right = flow(30, 60, 770), flow(30, 320, 770 - lower)
    title: list[Text] = [
        (60, 800, "En tittel som går over hele bredden av siden, fra venstre til høyre")
    ]
    source = read(shown([*title, *left, *right]))
    assert source.text.splitlines() == [text for _, _, text in [*title, *left, *right]]
    assert source.warnings == ("read column after column: page 1",)


def test_the_last_cells_of_a_table_are_read_so_though_their_page_has_no_more() -> None:
    pages = [table(rows, "", widths=(140, 200)) for rows in (ASKED[:2], ASKED[2:])]
    assert read(*pages).text == ASKED_READ


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=30), min_size=2, max_size=12),
    st.sampled_from([0, 6]),
)
@settings(max_examples=40, deadline=None)
def test_times_and_names_beside_what_is_said_are_never_refused_nor_mixed(
    said: list[list[str]], apart: int
) -> None:
    rows = []
    for number, words in enumerate(said):
        lines = [" ".join(words[n : n + 6]) for n in range(0, len(words), 6)]
        rows.append(((f"00:{number:02}",), ("Kari Nordmann" if number % 2 else "Ola",), lines))
    source = read(table(rows, "", widths=(60, 100, 200), apart=apart))
    expected = [" ".join((*row[0], *row[1], *row[2])) for row in rows]
    assert " ".join(source.text.split()) == " ".join(expected)


def test_a_legend_or_cover_table_refuses_no_interview() -> None:
    cover = [("Deltaker:", "kvinne i førtiårene"), ("Yrke:", "lærer på mellomtrinnet")]
    legend = [("I", "interviewer"), ("R", "respondent"), ("X", "interpreter")]
    texts: list[Text] = [
        (left, 780 - LINE * n, words)
        for n, pair in enumerate([*cover, *legend])
        for left, words in zip((60.0, 150.0), pair, strict=True)
    ]
    talk: list[Text] = [(60, 600 - LINE * n, f"I: {n} ja, hva da?") for n in range(9)]
    source = read(shown([*texts, *talk]))
    assert source.text.startswith("Deltaker:\tkvinne i førtiårene\nYrke:\tlærer på mellom")
    assert "I\tinterviewer\nR\trespondent\n" in source.text


@pytest.mark.parametrize("apart", [0, 6])
@pytest.mark.parametrize("count", [3, 4])
@pytest.mark.parametrize("widths", [(200.0, 250.0), WIDTHS])
def test_a_small_table_without_lines_is_never_read_across_in_silence(
    widths: tuple[float, ...], count: int, apart: float
) -> None:
    rows = [tuple(row[3 - len(widths) :]) for row in TALK[:count]]
    whole = {"\t".join(" ".join(cell) for cell in row) for row in rows}
    try:
        source = read(table(rows, sides="", widths=widths, apart=apart))
    except BadInput:
        return
    assert whole <= {*source.text.split("\n")} or source.warnings
