"""The words on the page of an RTF document, each once, in the right letters."""

from pathlib import Path

import pytest

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.transcript_files import read_transcript

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}"
    r"{\f2\fcharset2 Wingdings;}{\f3\fcharset77 Geneva;}}{\colortbl;\red0;}"
    r"{\stylesheet{\s0 Normal;}}{\info{\title Tittelen}{\author Kari}}{\*\generator Noe;}"
)


def rtf(body: str) -> Source:
    return read_transcript_bytes((HEAD + body + "}").encode("latin-1"), "intervju.rtf")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"bl\'e5b\'e6r", "blåbær"),
        (r"bl\u229?b\u230 \'e6r", "blåbær"),
        (r"\uc0 bl\u229b\u230r", "blåbær"),
        (r"{\uc2\u8217\'92\'92s}\u8217\'92t", "’s’t"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\f1\'cf\'f0\'e8\'e2\'e5\'f2 \f0\'e5", "Привет å"),
        (r"\f3\'8c", "å"),
        (r"\f2\'e0\f0 ja", "→ja"),
        (r"{\f2\u-4020?\u-4063?\u-4064?}ja", "☹\ufffd ja"),
        ("bl\xe5b\xe6r", "blåbær"),
        (r"a\~b\_c\-d\{e\}\\", "a\u00a0b-cd{e}\\"),
        (r"a\emdash b\ldblquote c\rdblquote\bullet", "a—b“c”•"),
    ],
)
def test_letters_are_read_in_the_encoding_of_their_font(body: str, text: str) -> None:
    assert rtf(body + " ord").text == f"{text} ord\n".replace("• ord", "•ord")


def test_the_code_page_of_the_file_holds_where_no_font_says_otherwise() -> None:
    data = rb"{\rtf1\mac Bl\'8cb\'ber}"
    assert read_transcript_bytes(data, "a.rtf").text == "Blåbær\n"
    data = rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0}"
    assert read_transcript_bytes(data, "a.rtf").text == "Пр\n"


def test_paragraphs_and_lines_are_apart_and_pictures_out() -> None:
    source = rtf(
        "Kari:\\tab Hei\r\n der\\par Ola\\line ja\\\n"
        r"{\pict\pngblip 89504e}{\*\shppict{\pict 00}}{\pict\bin5 }}}}}}\pard Slutt"
    )
    assert source.text == "Kari:\tHei der\nOla\nja\nSlutt\n"


def test_only_words_of_the_page_are_read() -> None:
    source = rtf(
        r"{\header Intervju 3\par}{\footer 12}{\field{\*\fldinst HYPERLINK https://x.no}"
        r"{\fldrslt lenken}}{\v skjult}{\xe indeks}{\*\ukjent borte}{\upr{ANSI}{\*\ud{ Unikode}}}"
    )
    assert source.text == "lenken Unikode\n"
    assert source.warnings == (
        "left out: headers and footers (1)",
        "left out: hidden passages (1)",
    )


def test_insertions_are_in_and_deletions_out() -> None:
    source = rtf(r"Jeg {\revised alltid }{\deleted aldri }gikk{\deleted\par} hjem\par Slutt")
    assert source.text == "Jeg alltid gikk hjem\nSlutt\n"
    assert source.warnings == ("tracked changes were read as accepted (3)",)


def test_notes_and_text_boxes_are_read_once_after_their_paragraph() -> None:
    source = rtf(
        r"En{\super\chftn}{\footnote\pard {\super\chftn} Noten} to"
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv 5}}{\shptxt\pard I boksen\par}}"
        r"{\shprslt{\*\do{\dptxbxtext\pard I boksen\par}}}}\par Etter"
    )
    assert source.text == "En to\n Noten\nI boksen\nEtter\n"
    assert "footnotes and endnotes were read" in source.warnings[0]


def test_table_cells_stand_between_tabs() -> None:
    definition = r"\trowd\cellx1000\cellx2000"
    source = rtf(
        "Før\\par"
        + definition
        + r"\pard\intbl Kari\cell Hei.\par Mer.\cell{"
        + definition
        + r"\row}"
        + definition
        + r"\pard\intbl Ola | Per\cell \pard\intbl\itap2 a\nestcell{\nonesttables\par}"
        r"b\nestcell{\nonesttables\par}{\*\nesttableprops\trowd\nestrow}\pard\intbl\cell\row"
        r"\pard Etter\par"
    )
    assert source.text == "Før\nKari\tHei.\nMer.\nOla | Per\ta\tb\nEtter\n"
    rows = [paragraph.row for paragraph in source.paragraphs]
    assert rows == [False, True, False, True, False]


def test_a_row_whose_writer_never_says_that_it_is_one_is_read_as_one() -> None:
    source = rtf(r"\trowd\cellx1\cellx2 Kari\cell Hei\cell\row\trowd Ola\cell ja\cell\row Slutt")
    assert source.text == "Kari\tHei\nOla\tja\nSlutt\n"


def test_the_bold_head_of_a_paragraph_is_marked() -> None:
    source = rtf(r"{\b Kari:} Hei\par \b Ola\b0  ja {\b nei}\par\plain Per")
    bold = [source.text[one.start : one.bold_to] for one in source.paragraphs]
    assert bold == ["Kari:", "Ola", ""]


def test_entries_of_numbered_lists_are_marked_and_bullets_are_not() -> None:
    source = rtf(
        r"{\listtext\pard 1.\tab}\ls1 en\par{\pntext\f0 A)\tab}to\par"
        r"{\listtext\f2\'b7\tab}punkt\par fritt\par"
    )
    assert source.text == "en\nto\npunkt\nfritt\n"
    numbered = [paragraph.numbered for paragraph in source.paragraphs]
    assert numbered == [True, True, False, False]


def test_a_comment_stands_on_its_words_and_not_in_the_text() -> None:
    source = rtf(
        r"Vi {\*\atrfstart 0}planla{\*\atrfend 0}{\*\atnid KN}{\*\atnauthor K\'e5re}\chatn"
        r"{\*\annotation{\*\atnref 0}{\*\atndate 12}\pard Hva?\par} m\'f8tet"
        r"{\*\atnauthor Ola}{\*\annotation\pard N\'e5r?}\par"
    )
    assert source.text == "Vi planla møtet\n"
    found = [(source.text[one.start : one.end], one.author, one.text) for one in source.comments]
    assert found == [("planla", "Kåre", "Hva?"), ("møtet", "Ola", "Når?")]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (HEAD.encode() + b"Hei", "cut off"),
        (HEAD.encode() + b"Hei\\", "cut off"),
        (b"{\\rtf1 {\\pict\\bin999999999 }} Hei}", "cut off"),
        (b"{\\rtf1 " + b"{" * 10_000 + b"Hei" + b"}" * 10_000 + b"}", "nests"),
        (b"{\\rtf1 \\par}", "not one word"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_transcript_bytes(data, "a.rtf")
    assert refused.value.message.startswith("a.rtf")
    assert told in refused.value.message


def test_a_real_file_gives_its_labels_tabs_and_typographic_signs(shared: Path) -> None:
    source = read_transcript(shared / "transcripts" / "textreadr" / "trans7.rtf")
    first, _, second = source.text.split("\n")[:3]
    assert first.startswith("Researcher 2:\tOctober 7, 1892.")
    assert second.startswith("Teacher 4:\tStudents it’s time to learn.")
