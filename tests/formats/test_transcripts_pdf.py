"""The words on the pages of a PDF: lines, paragraphs, and what is furniture of the page."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.formats.transcripts.pdf_lines import paragraphs
from kodeverk.formats.transcripts.pdf_rows import Cell, PageRow
from kodeverk.model.source import Source
from tests.formats.pdf_files import Text, by_numbers, lines, pdf, shown
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


def test_what_begins_with_a_label_below_a_full_line_never_becomes_the_words_of_who_asked() -> None:
    asked = f"Kari: {FULL} (farger, bilder)"
    talk = [(asked,), (f"Ola: {FULL}", "og slutter."), (asked,), (f"Ola: {FULL}", "og slutter.")]
    source = read(spaced(*talk, (asked, f"Ola: {FULL}", "og slutter."), *talk))
    assert source.text.splitlines() == [asked, f"Ola: {FULL} og slutter."] * 5
    heading = "Om hvordan det ble med dem som bodde her:"
    headed = read(spaced(*talk, (f"{asked}.", heading), *talk)).text.splitlines()
    assert headed[4:6] == [f"{asked}.", heading]
    # A colon in a sentence that goes on tells no label.
    within = read(spaced(*talk, (f"{asked} og", "sa: kom hit"), *talk)).text.splitlines()
    assert within[4] == f"{asked} og sa: kom hit"


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


def said(number: int, count: int = 12) -> list[Text]:
    """Return a page of an interview on which no line is like another."""
    words = ("elv", "fjell", "bru", "skog", "vei", "hus", "båt", "sau", "nes", "dal", "myr", "li")
    there = [f"{'Kari' if n % 2 else 'Ola'}: {words[n]} {words[number % 12]}" for n in range(count)]
    return lines(*there, top=760)


def test_a_line_at_the_foot_of_both_of_two_pages_is_never_somebodys_words() -> None:
    foot: Text = (72, 40, "Address: 12 Harbour Street")
    first = lines(
        "Kari: Hva skjedde da?", "Amina: Jeg ville gjerne lære språket, og så", distance=26
    )
    second = lines("begynte jeg på skolen.", "Kari: Og etter det?", "Amina: Jobb.", distance=26)
    source = read_transcript_bytes(pdf([[*first, foot], [*second, foot]]), "intervju.pdf")
    assert "Address" not in source.text
    assert source.warnings == (
        "left out: 'Address: 12 Harbour Street' at the head or foot of pages (2)",
    )


def test_a_short_answer_at_the_foot_of_both_of_two_pages_is_kept() -> None:
    foot: Text = (72, 40, "Amina: Ja.")
    asked = lines("Kari: Var det fint?", "Amina: Veldig.", "Kari: Er du sikker?", distance=26)
    source = read_transcript_bytes(pdf([[*asked, foot], [*asked[1:], foot]]), "intervju.pdf")
    assert source.text.count("Amina: Ja.") == 2


def test_odd_and_even_pages_have_heads_of_their_own() -> None:
    heads = [f"{n}\tIntervju med Kari" if n % 2 else f"Leve i nord\t{n}" for n in range(7, 14)]
    pages = [
        [(72, 810, head.split("\t")[0]), (400, 810, head.split("\t")[1]), *said(number)]
        for number, head in enumerate(heads)
    ]
    source = read(*pages)
    assert source.text == read(*map(said, range(7))).text
    assert len(source.warnings) == 2


def test_a_head_that_a_part_of_the_pages_has_is_left_out_where_it_stands_apart() -> None:
    titles = ["Veilederne"] * 4 + ["Deltakerne"] * 4 + ["Lederne"] * 4
    pages = [[(72, 810, title), *said(number)] for number, title in enumerate(titles)]
    assert read(*pages).text == read(*map(said, range(12))).text


def test_a_head_is_left_out_on_a_short_last_page_and_where_the_title_says_the_same() -> None:
    head: list[Text] = [(72, 820, "Leve i nord"), (72, 808, "Intervju 4")]
    pages = [[*head, *said(number)] for number in range(5)] + [[*head, *said(5, 1)]]
    title: list[Text] = [(72, 500, "Leve i nord")]
    source = read(title, *pages)
    assert source.text == "Leve i nord\n" + read(*map(said, range(5)), said(5, 1)).text


def test_questions_that_begin_two_pages_and_are_numbered_are_no_page_numbers() -> None:
    pages = [
        lines(f"Tema {number}", *(text for _, _, text in said(number)), distance=13)
        for number in (1, 2)
    ]
    assert read(*pages).text.count("Tema") == 2


def test_a_table_head_on_every_page_is_read_once() -> None:
    head: list[Text] = [(72, 790, "Tid"), (150, 790, "Taler"), (260, 790, "Ytring")]
    pages = [
        [
            *head,
            *((72, 770 - 20 * n, f"00:{number}{n}") for n in range(6)),
            *((150, 770 - 20 * n, "Ola" if n % 2 else "Kari") for n in range(6)),
            *((260, 770 - 20 * n, f"{'abcdef'[n]} {'uvw'[number]}") for n in range(6)),
        ]
        for number in range(3)
    ]
    source = read(*pages)
    assert source.text.startswith("Tid\tTaler\tYtring\n00:00\tKari\ta u\n")
    assert source.text.count("Taler") == 1
    assert source.warnings == ("left out: 'Tid\\tTaler\\tYtring' at the head or foot of pages (2)",)


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


TALK = "I: Hva var det viktigste for dere?\nB: At vi kunne snakke sammen og at noen hadde tid.\n"


@pytest.mark.parametrize(
    ("operators", "text"),
    [
        ("[(W) 80 (hat was it?)] TJ", "What was it?"),
        ("[(T) -120 (o be )] TJ", "To be"),
        ("[(T) 180 (o) -280 (V) 120 (olda)] TJ", "To Volda"),
        ("[(J) -180 (us)] TJ ( was here) Tj", "Jus was here"),
        ("[(W) 80 (hat) -250 (w) 20 (as)] TJ", "What was"),
        ("(T) Tj 6.5 0 Td (o be) Tj", "To be"),
        ("2 Tw (a b) Tj 0.5 Tc (c) Tj", "a bc"),
        ("12 TL (Kari: hei) Tj 100 0 Td (ja) Tj", "Kari: hei\tja"),
    ],
)
def test_a_kerned_capital_does_not_split_its_word(operators: str, text: str) -> None:
    page = f"BT /F1 11 Tf 72 770 Td {operators} ET " + shown(lines(*TALK.split("\n"), top=700))
    assert read(page).text == f"{text}\n{TALK}"


def test_letters_are_as_wide_as_their_font_says_whatever_their_numbers() -> None:
    letters = "WThato I"
    words = by_numbers("What", letters), by_numbers("To", letters)
    page = f"BT /F3 10 Tf 72 770 Td {words[0]} Tj 38 0 Td {words[1]} Tj ET"
    data = pdf([page + shown(lines(*TALK.split("\n"), top=700))], numbered=letters)
    assert read_transcript_bytes(data, "a.pdf").text == f"What To\n{TALK}"


def test_cells_shown_in_one_are_apart() -> None:
    page = "BT /F1 11 Tf 72 770 Td (00:01) Tj 78 0 Td (Kari) Tj 100 0 Td (Hei) Tj ET"
    assert read(page).text == "00:01\tKari\tHei\n"


def test_letters_shown_twice_to_look_bold_are_read_once() -> None:
    source = read([(72, 770, "Kari:"), (72.3, 770, "Kari:"), (110, 770, "hei")])
    assert source.text == "Kari: hei\n"
    assert source.paragraphs[0].bold_to == 5


def test_raised_marks_stay_on_their_line() -> None:
    page = "BT /F1 11 Tf 72 770 Td (Det var) Tj /F1 7 Tf 4 Ts (1) Tj 0 Ts /F1 11 Tf ( bra) Tj ET"
    assert read(page).text == "Det var1 bra\n"


def test_a_watermark_across_the_page_does_not_stand_in_the_text() -> None:
    mark = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (UTKAST) Tj ET "
    pages = [mark + shown(lines(f"Kari: {word}", f"Ola: {FULL}")) for word in ("hei", "ja", "nei")]
    source = read(*pages)
    assert source.text == "".join(f"Kari: {word}\nOla: {FULL}\n" for word in ("hei", "ja", "nei"))
    assert source.warnings == ("left out: 'UTKAST' at the head or foot of pages (3)",)


def test_what_is_written_from_the_right_is_read_from_the_right() -> None:
    letters = "سلام: 12)"
    # A page shows letters from the left to the right: the last one of a word first.
    page = f"BT /F3 10 Tf 300 770 Td {by_numbers('12 مالس :ملاس', letters)} Tj ET"
    source = read_transcript_bytes(pdf([page], numbered=letters), "a.pdf")
    assert source.text == "سالم: سلام 12\n"


def test_letters_that_no_font_names_are_refused() -> None:
    letters = "Hvordan gikk det? "
    page = f"BT /F3 10 Tf 72 770 Td {by_numbers(letters, letters)} Tj ET"
    with pytest.raises(BadInput, match="do not say which letters"):
        read_transcript_bytes(pdf([page], numbered=letters, is_known=False), "a.pdf")


def test_labels_in_a_font_that_names_no_letters_are_refused_as_well() -> None:
    labels = [f"BT /F3 10 Tf 72 {770 - 30 * n} Td <000100020003> Tj ET" for n in range(9)]
    said = [(120.0, 770.0 - 30 * n, FULL) for n in range(9)]
    data = pdf([" ".join(labels) + shown(said)], numbered="I: ", is_known=False)
    with pytest.raises(BadInput, match="do not say which letters"):
        read_transcript_bytes(data, "a.pdf")


def test_a_letter_or_two_that_no_font_names_are_told() -> None:
    page = "BT /F3 10 Tf 72 790 Td <0001> Tj ET " + shown(lines(FULL, FULL))
    source = read_transcript_bytes(pdf([page], numbered="x", is_known=False), "a.pdf")
    assert source.text.startswith("\ufffd\n")
    assert "which reads \ufffd (1): page 1" in source.warnings[0]


def test_a_bullet_that_its_font_calls_a_control_is_told_and_the_rest_is_read() -> None:
    letters = "\x03\uffff"
    page = "BT /F3 10 Tf 72 790 Td <00010002> Tj ET " + shown(lines(FULL, FULL))
    source = read_transcript_bytes(pdf([shown(lines(FULL)), page], numbered=letters), "a.pdf")
    assert source.text.split("\n")[1] == "\ufffd\ufffd"
    assert "which reads \ufffd (2): page 2" in source.warnings[0]


ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    "other",
    [
        "".join(chr(ord(sign) - 29) for sign in ALPHABET),
        ALPHABET[3:] + ALPHABET[:3],
        ALPHABET[11:] + ALPHABET[:11],
    ],
)
def test_letters_that_are_others_than_those_shown_are_never_imported(other: str) -> None:
    said = (TALK * 8).replace("å", "a").lower()
    scrambled = said.translate(str.maketrans(ALPHABET, other))
    with pytest.raises(BadInput, match="are not those it shows") as refused:
        read(lines(*scrambled.split("\n")))
    assert "OCR" in refused.value.hint
    assert read(lines(*said.split("\n"))).text == said


def test_one_font_that_shows_others_than_it_says_is_enough_to_refuse() -> None:
    said = " ".join(TALK.split()).lower().replace("å", "a")
    letters = "".join(sorted(set(said)))
    # The last letter is said to be the first, and so on.
    page = f"BT /F3 4 Tf 20 770 Td {by_numbers(said * 2, letters)} Tj ET "
    sound = shown(lines(*TALK.split("\n") * 9, top=700))
    for known, is_sound in ((letters, True), (letters[::-1], False)):
        data = pdf([page * 3 + sound], numbered=known)
        if is_sound:
            assert said in read_transcript_bytes(data, "a.pdf").text
        else:
            with pytest.raises(BadInput, match="in part not those it shows"):
                read_transcript_bytes(data, "a.pdf")


def test_a_question_over_the_end_of_a_page_is_one_paragraph() -> None:
    talk = [("Kari: hei",), (f"Ola: {FULL}", "og slutter."), ("Kari: ja",), (f"Ola: {FULL}", "så")]
    first = [*talk, (f"Kari: {FULL} og",)]
    source = read(spaced(*first), spaced(("hva gjorde du da?",), *talk))
    assert f"Kari: {FULL} og hva gjorde du da?\nKari: hei\n" in source.text
    apart = read(spaced(*first), spaced(("ola: hva gjorde du da?",), *talk))
    assert f"Kari: {FULL} og\nola: hva gjorde du da?\n" in apart.text


def test_a_bold_question_of_two_lines_is_one_and_its_answer_another() -> None:
    asked = (f"*{FULL}", "*og hva gjorde du i den tiden, før det ble så mye bedre for alle her?")
    said = (f"Ja, {FULL}", "og slutter.")
    page = spaced((*asked, *said), (f"*{FULL}?", *said), (*asked, *said))
    question = " ".join(line.removeprefix("*") for line in asked)
    answer = " ".join(said)
    source = read(page)
    assert source.text == f"{question}\n{answer}\n{FULL}?\n{answer}\n{question}\n{answer}\n"
    assert [bool(one.bold_to - one.start) for one in source.paragraphs] == [True, False] * 3


def test_a_bold_question_of_two_lines_is_one_also_where_nothing_tells_paragraphs() -> None:
    title = "*Et intervju om elva"
    asked = f"*{FULL} i dag og"
    again = "*2. Hva med dem som bor der"
    said = f"Nei, {FULL}"
    answer = [said, said, "og slutter."]
    source = read(lines(title, asked, "*hva gjorde du da?", *answer, again, *answer))
    assert source.text.splitlines() == [
        "Et intervju om elva",
        f"{FULL} i dag og hva gjorde du da?",
        *answer,
        "2. Hva med dem som bor der",
        *answer,
    ]
    two = read(lines(asked, f"*2. {FULL}", said, said, said, said))
    assert two.text.splitlines()[:2] == [asked[1:], f"2. {FULL}"]
    all_bold = read(lines(*[f"*{FULL} i dag og"] * 6, said))
    assert len(all_bold.text.splitlines()) == 7


def test_a_bold_question_of_two_lines_is_one_though_other_pages_have_longer_lines() -> None:
    question = (f"*{FULL[:50]} og", "*sier det igjen?")
    narrow = [FULL[:50], FULL[:52], *question, FULL[:40], FULL[:52]]
    source = read(lines(*narrow), lines(f"{FULL} og {FULL}", FULL))
    assert f"{question[0][1:]} {question[1][1:]}" in source.text.splitlines()


def test_blanks_that_are_not_bold_do_not_end_what_is() -> None:
    blanks = "BT /F1 11 Tf 1 0 0 1 82 770 Tm ( ) Tj ET"
    source = read(f"{shown([(72, 770, '*1.')])} {blanks} {shown([(86, 770, '*Hva da?')])}")
    assert source.paragraphs[0].bold_to == len("1. Hva da?")


def test_what_is_bold_behind_a_time_in_the_margin_is_bold_from_there() -> None:
    source = read(
        [(20, 770, "00:41"), (102, 770, "*Hva da?"), (20, 757, "01:02"), (102, 757, "Ja.")]
    )
    assert source.text == "00:41\tHva da?\n01:02\tJa.\n"
    assert [one.bold_to == one.end for one in source.paragraphs] == [True, False]
    assert source.paragraphs[1].bold_to == source.paragraphs[1].start
    named = read([(20, 770, "Kari"), (102, 770, "*Hva da?")])
    assert named.paragraphs[0].bold_to == 0


def test_the_real_transcript_has_all_its_numbered_paragraphs_whole(shared: Path) -> None:
    source = read_transcript(shared / "transcripts" / "pdpilot" / "P1.pdf")
    heads = [line.split(" ", 1)[0] for line in source.text.splitlines()]
    numbers = [int(head) for head in heads if head.isdigit()]
    assert numbers == list(range(1, 96))
    assert len(source.paragraphs) == 96
    assert source.warnings == ("left out: '1/5' at the head or foot of pages (5)",)


def test_mirrored_heads_of_four_pages_are_left_out_also_of_a_short_last_one() -> None:
    def page(number: int, rows: int) -> list[Text]:
        head = ("The lake", "A talk") if number % 2 else ("A talk", "The lake")
        said = lines(*(f"{FULL} {number} {row}" for row in range(rows)), top=730)
        return [(90, 780, head[0]), (90, 769, "of the village"), (400, 769, head[1]), *said]

    source = read_transcript_bytes(pdf([page(n, 30 if n < 3 else 2) for n in range(4)]), "a.pdf")
    assert "lake" not in source.text
    assert "village" not in source.text
    assert source.text.count(FULL) == 92


def numbered(*said: str, margin: str = "{number}      {words}") -> list[Text]:
    return lines(*(margin.format(number=place, words=each) for place, each in enumerate(said, 1)))


HEARD = [
    f"{name}: what was said {place}" for place in range(6) for name in ("MR. HALL", "MS. LUND")
]


def test_the_numbers_of_lines_that_begin_anew_on_each_page_are_no_words() -> None:
    heard = [HEARD[0], "which goes on in 2 lines", *HEARD[1:]]
    source = read(
        numbered("THE MILL", *[""] * 8, "APRIL 2, 1999"), numbered(*heard), numbered(*HEARD)
    )
    assert source.text.splitlines() == ["THE MILL", "APRIL 2, 1999", *heard, *HEARD]


def test_numbers_of_turns_that_go_on_over_pages_stay() -> None:
    said = [f"{place} {words}" for place, words in enumerate([*HEARD, *HEARD], 1)]
    source = read(lines(*said[:12]), lines(*said[12:]))
    assert source.text.splitlines() == said


def test_accents_that_are_shown_over_the_next_letter_are_that_letters() -> None:
    words = "[(La citt`) 333 (a `) 333 (e qui, perch\xb4) 333 (e?)]"
    tex = f"BT /F1 11 Tf 1 0 0 1 72 770 Tm {words} TJ ET"
    source = read_transcript_bytes(pdf([f"{tex} {shown(lines(FULL, top=740))}"]), "a.pdf")
    assert source.text.split("\n")[0] == "La città è qui, perché?"


def test_an_accent_beside_a_letter_stays_a_sign_of_its_own() -> None:
    source = read_transcript_bytes(pdf([lines("Kari: a `e og `a", FULL)]), "a.pdf")
    assert source.text.split("\n")[0] == "Kari: a `e og `a"


def test_bold_rows_of_a_table_on_pages_where_nothing_parts_paragraphs_stay_rows() -> None:
    def row(text: str, y: float, bold: int, *, is_of_table: bool = False) -> PageRow:
        return PageRow((Cell(text, bold, 72, 72 + 5 * len(text)),), y, 11, is_of_table)

    asked = [row(text, 700 - 14 * at, len(text), is_of_table=True) for at, text in enumerate("ABC")]
    page = [*asked, row("D", 650, 1), *(row(FULL, 600 - 14 * at, 0) for at in range(8))]
    assert [line.text for line in paragraphs([page])] == ["A", "B", "C", "D", *[FULL] * 8]
