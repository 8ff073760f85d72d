"""The words on the pages of a PDF: lines, paragraphs, and what is furniture of the page."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.formats.pdf_files import Text, lines, pdf, shown
from tests.transcript_files import read_transcript


def read(*pages: Sequence[Text] | str) -> Source:
    return read_transcript_bytes(pdf(pages), "intervju.pdf")


FULL = "Dette er en linje som er så lang at den går helt til margen på siden"


def spaced(*paragraphs: tuple[str, ...]) -> list[tuple[float, float, str]]:
    """Return paragraphs of lines, set apart by more than their lines are."""
    texts: list[tuple[float, float, str]] = []
    y = 780.0
    for paragraph in paragraphs:
        for line in paragraph:
            texts.append((72, y, line))
            y -= 13
        y -= 10
    return texts


def test_what_stands_on_one_height_is_one_line_wherever_it_is_in_the_file() -> None:
    source = read([(102, 770, "Hei på deg"), (72, 757, "Ola: ja"), (72, 770, "*Kari:")])
    assert source.text == "Kari: Hei på deg\nOla: ja\n"
    assert source.paragraphs[0].bold_to == 5
    assert source.paragraphs[1].bold_to == source.paragraphs[1].start


def test_what_stands_far_to_the_right_is_behind_a_tab() -> None:
    source = read([(72, 770, "00:01"), (150, 770, "Kari"), (250, 770, "Hei"), (72, 750, "00:02")])
    assert source.text == "00:01\tKari\tHei\n00:02\n"


def test_lines_of_one_operator_of_text_are_lines() -> None:
    source = read("BT /F1 11 Tf 12 TL 72 770 Td (Kari: Hei) Tj T* (Ola: ja) Tj (Per) ' ET")
    assert source.text == "Kari: Hei\nOla: ja\nPer\n"


def test_lines_are_joined_to_paragraphs_where_these_are_set_apart() -> None:
    source = read(
        spaced(
            (f"Kari: {FULL}", FULL, "og slutter."),
            ("Ola: ja",),
            (f"Kari: {FULL}", "så"),
            ("Ola: nei",),
            ("Kari: da",),
        )
    )
    assert source.text == f"Kari: {FULL} {FULL} og slutter.\nOla: ja\nKari: {FULL} så\n" + (
        "Ola: nei\nKari: da\n"
    )


def test_lines_are_left_apart_where_nothing_tells_paragraphs() -> None:
    texts = (f"Kari: {FULL}", FULL, "Ola: ja", f"Kari: {FULL}", "Ola: nei")
    assert read(lines(*texts)).text == "\n".join(texts) + "\n"


def test_short_lines_that_stand_close_are_never_joined() -> None:
    talk = [("Kari: hei", "Ola: ja", "Kari: nei", "Ola: jo")] * 3
    source = read(spaced((FULL,), *talk, (FULL,)))
    assert source.text.count("\n") == 14


@pytest.mark.parametrize(
    ("known", "divided", "joined"),
    [
        ("innstilling", ("inn-", "stilling"), "innstilling"),
        ("e-post", ("e-", "post"), "e-post"),
        ("annet", ("inn-", "stilling"), "inn- stilling"),
        ("innOslo", ("inn-", "Oslo"), "inn- Oslo"),
        ("annet", ("inn\u00ad", "stilling"), "innstilling"),
    ],
)
def test_a_divided_word_is_rejoined_only_where_it_is_known(
    known: str, divided: tuple[str, str], joined: str
) -> None:
    source = read(
        spaced(
            (f"{FULL} {divided[0]}", f"{divided[1]} videre"),
            (f"{FULL} om", FULL),
            (f"Ola: {known}",),
            ("Kari: ja",),
            ("Ola: da",),
        )
    )
    assert source.text.split("\n")[0] == f"{FULL} {joined} videre"


def numbered_pages(count: int) -> list[list[tuple[float, float, str]]]:
    return [
        [
            (72, 810, "Intervju 3, fortrolig"),
            *lines(f"Kari: dette er side nummer {'abcdefgh'[page]}", "Ola: ja"),
            (290, 30, f"Side {page + 1} av {count}"),
        ]
        for page in range(count)
    ]


def test_page_numbers_and_running_heads_are_left_out_and_named() -> None:
    source = read(*numbered_pages(4))
    assert source.text == "".join(
        f"Kari: dette er side nummer {letter}\nOla: ja\n" for letter in "abcd"
    )
    assert source.warnings == (
        "left out: 'Intervju 3, fortrolig' at the head or foot of pages (4)",
        "left out: 'Side 1 av 4' at the head or foot of pages (4)",
    )


def test_a_label_that_comes_back_at_the_head_of_pages_is_no_furniture() -> None:
    texts = [
        lines("Kari:", f"nummer {page}", "Ola:", "ja", "Kari:", "nei", "Ola:", "så")
        for page in "ab"
    ]
    assert read(*texts, *texts).text.count("Kari:") == 8


def test_numbers_that_do_not_count_the_pages_are_text() -> None:
    texts = [lines(f"{number}", "Kari: hei", f"Ola: {number}") for number in (7, 7, 12)]
    source = read(*texts)
    assert source.text.count("7\nKari: hei\n") == 2
    assert "12\nKari: hei\n" in source.text


def test_text_outside_the_page_or_its_window_is_left_to_the_page_that_shows_it() -> None:
    window = "q 0 100 m 595 100 l 595 800 l 0 800 l h W n "
    source = read(
        window
        + shown([(72, 770, "vist"), (72, 90, "skjult"), (72, 900, "utenfor")])
        + " Q "
        + shown([(72, 50, "igjen")])
    )
    assert source.text == "vist\nigjen\n"


def test_a_page_that_is_turned_when_shown_is_read_as_shown() -> None:
    turned = "BT /F1 11 Tf 0 1 -1 0 {} 72 Tm ({}) Tj ET"
    page = turned.format(100, "Kari: hei") + turned.format(120, "Ola: ja")
    data = pdf([page], of_page="/Rotate 90")
    assert read_transcript_bytes(data, "a.pdf").text == "Kari: hei\nOla: ja\n"


def test_pages_without_text_are_told() -> None:
    source = read(lines("Kari: hei"), "", lines("Ola: ja"))
    assert source.warnings == ("no text on page 2: blank, or a picture",)


def locked(password: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf([lines("Kari: hei")]))))
    writer.encrypt(password, "eier", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_file_locked_only_against_changes_is_read() -> None:
    assert read_transcript_bytes(locked(""), "a.pdf").text == "Kari: hei\n"


@pytest.mark.parametrize(
    ("data", "told", "hint"),
    [
        (locked("hemmelig"), "password", "without protection"),
        (pdf([""]), "only pictures", "OCR"),
        (pdf([lines("Kari: hei")])[:300], "damaged", "Ask for the document"),
        (b"%PDF-1.7\n%%EOF", "damaged", "Ask for the document"),
        (pdf([lines("…—–“”")]), "not one word", ""),
    ],
    ids=["locked", "pictures", "truncated", "empty", "no words"],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, told: str, hint: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_transcript_bytes(data, "a.pdf")
    assert refused.value.message.startswith("a.pdf")
    assert told in refused.value.message
    assert hint in refused.value.hint


def test_the_real_transcript_has_all_its_numbered_paragraphs_whole(shared: Path) -> None:
    source = read_transcript(shared / "transcripts" / "pdpilot" / "P1.pdf")
    heads = [line.split(" ", 1)[0] for line in source.text.splitlines()]
    numbers = [int(head) for head in heads if head.isdigit()]
    assert numbers == list(range(1, 96))
    assert len(source.paragraphs) == 97
    assert source.warnings == ("left out: '1/5' at the head or foot of pages (5)",)
