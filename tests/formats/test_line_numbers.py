"""The numbers of lines are no words, and what else begins with a number is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.formats.transcripts.line_numbers import without_line_numbers
from tests.formats.pdf_files import Text, pdf
from tests.formats.word_files import para, run, word_bytes

LINES = [
    "I: Hva skjedde da dere kom",
    "hit til kommunen?",
    "B: Vi fikk en kontaktperson, og",
    "hun hjalp oss med",
    "alt fra skole til lege.",
    "I: Hva betydde det?",
    "B: Det betydde mye, for",
    "vi kjente ingen.",
    "Ingen i det hele tatt.",
    "I: Og nå?",
]


@given(st.integers(1, 900), st.sampled_from(["  ", "\t", ". ", ") "]), st.integers(0, 3))
def test_a_numbered_transcript_is_kept_without_its_numbers(
    first: int, gap: str, indent: int
) -> None:
    numbered = [f"{' ' * indent}{first + n}{gap}{line}" for n, line in enumerate(LINES)]
    assert without_line_numbers("\n".join(numbered)) == "\n".join(LINES)


def test_numbers_that_begin_anew_on_each_page_are_numbers_of_lines() -> None:
    numbered = [f"{n % 5 + 1}  {line}" for n, line in enumerate(LINES)]
    assert without_line_numbers("\n".join(numbered)) == "\n".join(LINES)


def test_numbers_of_turns_stay() -> None:
    text = "\n".join(f"{n}\t{'IB'[n % 2]}: Ja, det var slik." for n in range(1, 20))
    assert without_line_numbers(text) == text


def test_numbers_that_are_speakers_in_turn_stay() -> None:
    text = "\n".join(f"{n % 2 + 1}: {line}" for n, line in enumerate(2 * LINES))
    assert without_line_numbers(text) == text


def test_the_number_of_one_who_speaks_all_along_stays() -> None:
    text = "\n".join(f"001 {line}" for line in 2 * LINES)
    assert without_line_numbers(text) == text


def test_numbered_questions_stay() -> None:
    text = "\n".join(f"{n}. Hva mener du om det?\nDet vet jeg ikke.\n" for n in range(1, 12))
    assert without_line_numbers(text) == text


def test_years_at_the_head_of_lines_stay() -> None:
    text = "\n".join(f"{year} var et godt år." for year in (2004, 1999, 2011, 1987) * 4)
    assert without_line_numbers(text) == text


def test_the_number_of_a_page_stays_among_numbers_of_lines() -> None:
    numbered = [f"{n + 1}  {line}" for n, line in enumerate(LINES)]
    text = "\n".join([*numbered[:5], "", "1", "Intervju 3", "", *numbered[5:]])
    kept = "\n".join([*LINES[:5], "", "1", "Intervju 3", "", *LINES[5:]])
    assert without_line_numbers(text) == kept


def test_a_long_report_behind_numbered_lines_leaves_them_numbered() -> None:
    numbered = "\n".join(f"{n + 1}  {line}" for n, line in enumerate(LINES))
    report = "\nHun fortalte mer enn det som står her.\n" * 12
    assert without_line_numbers(numbered + report) == "\n".join(LINES) + report


def test_pages_numbered_in_another_column_within_a_report_leave_the_lines_numbered() -> None:
    numbered = "\n".join(f"{n + 1:4}  {line}" for n, line in enumerate(LINES))
    report = "\nHun fortalte mer enn det som står her.\n" * 6
    text = "\n".join(["", "1", report, "2", report, "3", report])
    assert without_line_numbers(numbered + text) == "\n".join(LINES) + text


def test_a_numbered_transcript_in_word_is_kept_without_its_numbers() -> None:
    body = [f"{n % 5 + 1:>2}   {line}" for n, line in enumerate(LINES)]
    source = read_transcript_bytes(word_bytes("".join(para(run(line)) for line in body)), "a.docx")
    assert source.text.splitlines() == LINES


def test_numbers_that_are_bold_in_word_take_no_letter_with_them() -> None:
    body = "".join(
        para(run(f"{n + 1}  {line[:2]}", "<w:b/>") + run(line[2:])) for n, line in enumerate(LINES)
    )
    source = read_transcript_bytes(word_bytes(body), "a.docx")
    assert source.text.splitlines() == LINES
    assert {at.bold_to - at.start for at in source.paragraphs} == {2}


@pytest.mark.parametrize("gap", [10.0, 60.0])
def test_a_numbered_transcript_in_a_pdf_is_kept_without_its_numbers(gap: float) -> None:
    page: list[Text] = []
    for n, line in enumerate(LINES):
        page += [(72.0, 770.0 - 20 * n, str(n + 1)), (80 + gap, 770.0 - 20 * n, line)]
    source = read_transcript_bytes(pdf([page, page]), "a.pdf")
    assert source.text.splitlines() == 2 * LINES


@pytest.mark.parametrize("gap", [" ", "    "])
def test_numbers_behind_the_lines_of_a_document_and_a_pdf_are_no_words(gap: str) -> None:
    written = [f"{line}{gap}{n + 1}" for n, line in enumerate(LINES)]
    body = "".join(para(run(line[:5], "<w:b/>") + run(line[5:])) for line in written)
    source = read_transcript_bytes(word_bytes(body), "a.docx")
    assert source.text.splitlines() == LINES
    assert {at.bold_to - at.start for at in source.paragraphs} == {5}
    page: list[Text] = [(72.0, 770.0 - 20 * n, line) for n, line in enumerate(written)]
    assert read_transcript_bytes(pdf([page]), "a.pdf").text.splitlines() == LINES


def test_numbers_that_end_some_lines_in_turn_are_said() -> None:
    text = "\n".join(f"{line} {n // 2}" if n % 2 else line for n, line in enumerate(4 * LINES))
    assert without_line_numbers(text) == text


def test_the_numbers_of_turns_in_a_table_of_word_stay() -> None:
    rows = [(str(n), "IB"[n % 2], line) for n, line in enumerate(LINES, 1)]
    cells = [[f"<w:tc>{para(run(cell))}</w:tc>" for cell in row] for row in rows]
    table = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells)
    source = read_transcript_bytes(word_bytes(f"<w:tbl>{table}</w:tbl>"), "a.docx")
    assert source.text.startswith("1\tB\tI: Hva")


@given(st.integers(1, 900), st.sampled_from(["  ", "\t", "          "]))
def test_a_transcript_numbered_at_the_right_is_kept_without_its_numbers(
    first: int, gap: str
) -> None:
    numbered = [f"{line}{gap}{first + n}" for n, line in enumerate(LINES)]
    assert without_line_numbers("\n".join(numbered)) == "\n".join(LINES)


@given(st.integers(0, 4), st.sampled_from([5, 10]), st.booleans())
def test_a_transcript_with_every_fifth_or_tenth_line_numbered_is_kept_without_its_numbers(
    first: int, step: int, are_spaced: bool
) -> None:
    lines = [f"      {line}" for line in LINES[:7] * 8]
    numbered = [
        f"{first + n:>4}  {line.strip()}" if (first + n) % step == 0 and first + n else line
        for n, line in enumerate(lines)
    ]
    between = "\n\n" if are_spaced else "\n"
    assert without_line_numbers(between.join(numbered)) == between.join(LINES[:7] * 8)


def test_a_number_that_is_said_at_the_head_of_a_wrapped_line_is_no_number_of_the_line() -> None:
    lines = [*LINES[:7] * 8]
    lines[42] = "45 minutter hver gang, og det var alt."
    numbered = [f"{'' if n % 5 else n:<6}{line}" for n, line in enumerate(lines, 1)]
    assert without_line_numbers("\n".join(numbered)) == "\n".join(lines)


def test_numbers_that_somebody_says_at_the_ends_of_lines_stay() -> None:
    text = "\n".join(f"I: Hvor mange var dere i {n}. klasse?\nB: Vi var {n + 10}" for n in range(9))
    assert without_line_numbers(text) == text


def test_fives_and_tens_that_count_no_lines_stay() -> None:
    said = [f"{5 * n} kroner fikk vi." + "\nOg så gikk vi hjem." * (n % 3) for n in range(1, 20)]
    assert without_line_numbers("\n".join(said)) == "\n".join(said)


def test_the_number_of_a_turn_at_its_right_is_no_word() -> None:
    turns = [f"{'IB'[n % 2]}: Ja, det var slik." for n in range(12)]
    text = "\n".join(f"{turn}      {n}" for n, turn in enumerate(turns))
    assert without_line_numbers(text) == "\n".join(turns)


WORDS = [
    "mill",
    "bridge",
    "barn",
    "fence",
    "house",
    "shed",
    "boat",
    "cart",
    "horse",
    "goat",
    "plough",
    "tower",
    "school",
    "church",
    "stable",
    "well",
    "wall",
    "gate",
    "stone",
    "post",
    "tree",
    "bench",
    "oven",
    "stool",
]
FULL = "the mill stood by the river that winter and the"


@pytest.mark.parametrize("step", [1, 5])
def test_numbers_right_behind_full_lines_of_a_pdf_are_no_words_either(step: int) -> None:
    """The gap is a column where lines are short, and a space where they are full."""
    said = [FULL if number % 3 else "and nobody slept." for number in range(30)]
    shown: list[Text] = []
    for number, words in enumerate(said, 1):
        shown.append((72, 790 - 14 * number, words))
        if number % step == 0:
            shown.append((304, 790 - 14 * number, str(number)))
    source = read_transcript_bytes(pdf([shown]), "talk.pdf")
    assert source.text.splitlines() == said


@pytest.mark.parametrize("counted", [True, False], ids=["lines", "something else"])
def test_numbers_that_count_something_else_beside_lines_that_go_on_refuse_a_pdf(
    counted: bool,
) -> None:
    said = [f"{word}s stood by the river that winter, and the" for word in sorted({*WORDS})]
    shown: list[Text] = []
    for number, words in enumerate(said, 1):
        shown.append((72, 790 - 14 * number, words))
        if number % 5 == 0:
            shown.append((330, 790 - 14 * number, str(number if counted else number * number)))
    if counted:
        assert read_transcript_bytes(pdf([shown]), "talk.pdf").text.splitlines() == said
    else:
        with pytest.raises(BadInput, match="nothing tells in which order"):
            read_transcript_bytes(pdf([shown]), "talk.pdf")
