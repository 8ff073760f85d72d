"""The numbers of lines are no words, and what else begins with a number is kept."""

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.formats.transcripts.line_numbers import without_line_numbers

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


@given(st.integers(1, 900), st.sampled_from(["  ", "\t", ". "]), st.integers(0, 3))
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
