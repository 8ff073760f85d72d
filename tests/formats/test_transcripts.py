"""Which files are read as what, and which are refused with a hint."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from tests.formats.damaged_bytes import CHANGES, check_spans, damage
from tests.formats.pdf_files import lines, pdf
from tests.transcript_files import read_transcript

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Kari>Hei på deg\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\nHei på deg\n\n2\n00:00:03,000 --> 00:00:04,000\nja\n"


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return stream.getvalue()


def test_a_text_file_is_one_paragraph_a_line(tmp_path: Path) -> None:
    file = tmp_path / "intervju.txt"
    file.write_bytes("I: Hei\r\n\r\nD: Hallo, Åse\r\n\r\n".encode())
    source = read_transcript(file)
    assert source.text == "I: Hei\n\nD: Hallo, Åse\n"
    assert (source.format, source.encoding, source.warnings) == ("txt", "utf-8", ())
    check_spans(source)


@pytest.mark.parametrize(
    ("data", "name", "read_as"),
    [
        (word_file("Hei"), "intervju.txt", "docx"),
        (VTT.encode(), "intervju.txt", "vtt"),
        (VTT.encode(), "intervju.srt", "vtt"),
        (SRT.encode(), "intervju.txt", "srt"),
        (SRT.encode("utf-16"), "intervju.txt", "srt"),
        (b"Bare tekst", "intervju.docx", "txt"),
        (b"Bare tekst", "intervju.pdf", "txt"),
        (b"{\\rtf1 Hei}", "intervju.docx", "rtf"),
        (b"<!-- saved --><!DOCTYPE html><p>Hei</p>", "intervju.txt", "html"),
    ],
)
def test_a_lying_ending_is_read_by_content_with_a_warning(
    data: bytes, name: str, read_as: str
) -> None:
    source = read_transcript_bytes(data, name)
    assert source.format == read_as
    assert "the ending says" in source.warnings[0]


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.txt", "empty"),
        (b" \r\n ", "a.txt", "empty"),
        (b"--- ... !!\n", "a.txt", "not one word"),
        (b"%PDF-1.7 abc", "a.pdf", "PDF is damaged"),
        (b"%PDF-1.7 abc", "a.txt", "PDF is damaged"),
        (b"{\\rtf1 hei", "a.rtf", "cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a.doc", "old Office"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "password",
        ),
        (b"\x00\x01\x02\x03" * 50, "a.txt", "not a text file"),
        (bytes(range(1, 32)) * 20, "a.txt", "not a text file"),
        (b"\x00\x00\x00\x18ftypM4A abc", "a.txt", "recording"),
        (b"<!DOCTYPE html><p>...</p>", "a.html", "not one word"),
        (b"hei hei", "a.vtt", "no cue"),
        (b"hei hei", "a.srt", "no cue"),
        (b"a\tb\n", "a.eaf", ".eaf"),
        (b"hei hei", "intervju", "files without an ending"),
        (b"PK\x03\x04 not at all", "a.docx", "damaged"),
        (archive(a=b"1"), "a.docx", "an archive, not a document"),
        (archive(**{"xl/workbook.xml": b"<x/>"}), "a.docx", "spreadsheet"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "a.odt", "OpenDocument"),
        (word_file("   "), "a.docx", "not one word"),
        (word_file("Hei")[:-200], "a.docx", "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_with_a_hint(
    data: bytes, name: str, told: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read_transcript_bytes(data, name)
    assert refused.value.message.startswith(name)
    assert told in refused.value.message
    assert refused.value.hint


def test_a_missing_file_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"borte\.txt cannot be read"):
        read_transcript(tmp_path / "borte.txt")


def test_a_folder_is_no_transcript(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        read_transcript(tmp_path)


def test_a_blank_line_more_at_the_end_makes_no_other_text() -> None:
    one = read_transcript_bytes(b"Hei\n", "a.txt")
    assert read_transcript_bytes(b"Hei", "a.txt").text == one.text
    assert read_transcript_bytes(b"Hei\n\r\n  \n", "a.txt").text == one.text


@given(st.text(), st.sampled_from(["a.txt", "a.md"]))
def test_paragraphs_cover_any_text_in_order(text: str, name: str) -> None:
    try:
        source = read_transcript_bytes(text.encode("utf-8", "surrogatepass"), name)
    except BadInput:
        return
    check_spans(source)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word_file("Kari: Hei", "Ola: Hallo på deg"), "a.docx"),
        (VTT.encode(), "a.vtt"),
        (SRT.encode("cp1252"), "a.srt"),
        ("Kari: Hei på deg\r\nOla: Ære være\r\n".encode("mac-roman"), "a.txt"),
        ("Kari: Hei på deg\nOla: å\n".encode("utf-16"), "a.txt"),
        (b"{\\rtf1{\\b Kari:} Hei\\par\\trowd\\intbl a\\cell b\\cell\\row\\u229?}", "a.rtf"),
        (b"<html><p><b>Kari:</b> Hei<br>du<table><tr><td>a<td>b</table></html>", "a.html"),
        (pdf([lines("Kari: Hei", "Ola: Hallo")]), "a.pdf"),
    ],
    ids=["docx", "vtt", "srt", "txt", "utf-16", "rtf", "html", "pdf"],
)
@given(changes=CHANGES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_damaged_bytes_give_a_source_or_are_refused(
    data: bytes, name: str, changes: list[tuple[int, int, str]]
) -> None:
    try:
        source = read_transcript_bytes(damage(data, changes), name)
    except BadInput:
        return
    check_spans(source)


WORD = word_file("Kari: Hei", "Ola: Hallo på deg")
PARTS = ("word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml")


@given(changes=CHANGES, part=st.sampled_from(PARTS))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_damaged_part_of_a_word_file_gives_a_source_or_is_refused(
    changes: list[tuple[int, int, str]], part: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(WORD)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[part] = damage(parts[part], changes)
    try:
        source = read_transcript_bytes(archive(**parts), "a.docx")
    except BadInput:
        return
    check_spans(source)


TABLE = (
    "# Talk\n\n| Time | **Speaker** | Content |\n|:---|---|--:|\n"
    "| 0:10 | **Ida** | Who rows? |\n| 0:20 | Per | I do, \\| or you. |\n"
    "| 0:30 | **Ida** | And then? |\n| 0:40 | Per | We rest. |\n"
)


@pytest.mark.parametrize("name", ["talk.md", "talk.txt"])
def test_rows_of_a_table_in_markdown_are_rows_with_speakers(name: str) -> None:
    source = read_transcript_bytes(TABLE.encode(), name)
    rows = [source.line(place) for place, each in enumerate(source.paragraphs) if each.row]
    assert rows[0] == "Time\t**Speaker**\tContent"
    assert rows[2] == "0:20\tPer\tI do, | or you."
    reading = recognise(source)
    assert reading.speakers == {"Ida": 2, "Per": 2}
    assert [block.milliseconds for block in reading.blocks] == [10_000, 20_000, 30_000, 40_000]


@pytest.mark.parametrize(
    "text", ["a | b\n---\nc | d\n", "| a | b |\n|---|\n| c | d |\n", "Kari | Ida\nhei | ja\n"]
)
def test_lines_without_the_rule_of_a_table_stay_as_they_are(text: str) -> None:
    source = read_transcript_bytes(text.encode(), "talk.md")
    assert source.text == text
    assert not any(paragraph.row for paragraph in source.paragraphs)
