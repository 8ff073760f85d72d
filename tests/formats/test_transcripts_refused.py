"""What lies beside transcripts or looks like one and is none: each is named, with what to do."""

import csv
import io
import zipfile
from collections.abc import Sequence

import docx
import openpyxl
import pytest

from kodeverk.errors import BadInput, NoTranscript
from kodeverk.formats.metadata import COLUMNS as METADATA
from kodeverk.formats.pseudonyms import COLUMNS as PROPOSALS
from kodeverk.formats.pseudonyms import KEY_COLUMNS
from kodeverk.formats.transcripts import read_transcript_bytes

WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OPEN_XML = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = b"http://purl.oclc.org/ooxml/officeDocument/relationships"

OWN_TABLES = [
    (("transcript", "start", "end", "code", "coder", "quote", "retning"), "import-codings"),
    (("id", "code", "code_name", "coder", "end", "memo", "start", "transcript"), "import-codings"),
    (METADATA, "--metadata"),
    (("File", "Municipality"), "--metadata"),
    (("file", "sex", "roles"), "--metadata"),
    (("key", "parent", "name_nb", "definition_nb"), "codebook load"),
    (KEY_COLUMNS, "outside the project"),
    (PROPOSALS, "pseudonymise"),
    (("municipality", "code", "code_name", "role", "passages"), "interviews"),
    (("key", "value"), "interviews"),
    (("id", "about", "transcript", "quote", "author", "memo"), "exported from"),
    (("transcript", "coder"), "assign"),
]


def table(columns: Sequence[str], delimiter: str = ",", rows: int = 30) -> bytes:
    """A table of these columns whose cells would pass for speakers and what they say."""
    file = io.StringIO()
    written = csv.writer(file, delimiter=delimiter)
    written.writerow(columns)
    for number in range(rows):
        written.writerow([f"{name} {number % 3} sa noe om planen" for name in columns])
    return file.getvalue().encode()


def changed(old: bytes, new: bytes, part: str = "") -> bytes:
    """A Word document in whose parts, or in one part, `new` stands for `old`."""
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph("Intervjuer: Hei?")
    document.save(stream)
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as read, zipfile.ZipFile(out, "w") as written:
        for name in read.namelist():
            data = read.read(name)
            written.writestr(name, data.replace(old, new) if part in ("", name) else data)
    return out.getvalue()


@pytest.mark.parametrize(("columns", "hint"), OWN_TABLES)
def test_a_table_of_this_program_is_no_transcript_and_what_it_is_for_is_told(
    columns: Sequence[str], hint: str
) -> None:
    for delimiter in (",", ";"):
        with pytest.raises(NoTranscript, match=r"tabell\.csv: this is") as caught:
            read_transcript_bytes(table(columns, delimiter), "tabell.csv")
        assert hint in caught.value.hint


def test_a_workbook_of_codings_is_no_transcript_either() -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(table(OWN_TABLES[0][0]).decode())):
        book.active.append(row)
    book.save(file)
    with pytest.raises(NoTranscript, match="a table of codings"):
        read_transcript_bytes(file.getvalue(), "tabell.xlsx")


@pytest.mark.parametrize(
    "columns",
    [
        ("file", "date", "speaker", "text"),
        ("start", "end", "speaker", "transcript"),
        ("transcript", "start", "end", "code"),
        ("key", "value", "text"),
        ("coder", "transcript", "time"),
    ],
)
def test_a_transcript_may_have_some_of_the_same_columns(columns: Sequence[str]) -> None:
    assert "sa noe om planen" in read_transcript_bytes(table(columns), "intervju.csv").text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (b"application/vnd.ms-word.document.macroEnabled.main+xml", ".docm"),
        (b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", ".dotm"),
        (WORD.replace(b"document.main", b"template.main"), ".dotx"),
    ],
)
def test_what_else_word_writes_is_named_with_the_remedy(kind: bytes, said: str) -> None:
    for name in ("intervju.docm", "intervju.docx"):
        with pytest.raises(BadInput) as caught:
            read_transcript_bytes(changed(WORD, kind), name)
        assert said in caught.value.message
        assert ".docx" in caught.value.hint


def test_strict_open_xml_is_named_with_the_remedy() -> None:
    with pytest.raises(BadInput, match="Strict Open XML") as caught:
        read_transcript_bytes(changed(OPEN_XML, STRICT), "intervju.docx")
    assert "ordinary Word document" in caught.value.hint


def test_more_text_than_anybody_says_in_a_day_is_refused_before_it_fills_the_memory() -> None:
    for name in ("logg.txt", "logg.srt", "logg.html"):
        with pytest.raises(BadInput, match="too large: 21,000,000 bytes of text"):
            read_transcript_bytes(b"I: Hei.\nD: Ja.\n" * 1_400_000, name)
