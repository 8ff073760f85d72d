"""Files that would fill memory are refused by what is counted; `benchmarks.bombs` measures them."""

import io
import os
import threading
import time
import zipfile
from pathlib import Path

import pytest

from benchmarks.bombs import BOMBS, Bomb, document
from kodeverk.analysis.recognition.turns import recognise
from kodeverk.errors import BadInput
from kodeverk.formats.codebooks import read_codebook, read_codebook_table
from kodeverk.formats.limits import CODEBOOK, COMMENTS, FILE, PARAGRAPHS, TABLE, Limit, bytes_of
from kodeverk.formats.metadata import read_metadata
from kodeverk.formats.tables import read_table
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.formats.transcripts.assembly import Line
from kodeverk.formats.transcripts.page import Page

ALLOWED = ("longest-line.txt", "marks.txt", "comments.docx")
"""What is just under the limits, as all that is named `most-`, and is read."""

SLOW = ("breaks.docx", "old-letters.txt", "open-quote.csv", "short-rows.csv")
OF_THE_PROJECT = ("coders.csv", "bad-rows.csv", "unknown-codes.csv")
"""What is wrong with these is seen when their rows meet a project: test_codings_import.py."""

TOLD = ("too large: ", "nests", "lines", "field larger")


def _read(bomb: Bomb, path: Path) -> None:
    if bomb.command[0] == "codebook":
        reader = read_codebook if path.suffix == ".yaml" else read_codebook_table
        reader(path)
    elif bomb.command[0] == "import-codings":
        read_table(path, ("transcript", "code"))
    elif "--metadata" in bomb.command:
        read_metadata(path)
    else:
        read_transcript_bytes(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    "bomb",
    [
        bomb
        for bomb in BOMBS
        if bomb.name not in (*ALLOWED, *SLOW, *OF_THE_PROJECT)
        and not bomb.name.startswith(("/", "most-"))
    ],
    ids=lambda bomb: bomb.name,
)
def test_what_no_interview_and_no_table_holds_is_refused_with_what_can_be_done(
    bomb: Bomb, tmp_path: Path
) -> None:
    path = tmp_path / bomb.name
    path.write_bytes(bomb.make())
    with pytest.raises(BadInput) as refused:
        _read(bomb, path)
    assert any(told in refused.value.message for told in TOLD)
    assert bomb.name in refused.value.message
    assert refused.value.hint


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
@pytest.mark.parametrize("limit", [FILE, TABLE, CODEBOOK], ids=["file", "table", "codebook"])
def test_a_device_without_an_end_is_read_no_further_than_may_be(limit: Limit) -> None:
    with pytest.raises(BadInput, match=f"/dev/zero: too large: more than {limit.most:,} bytes"):
        bytes_of(Path("/dev/zero"), limit)


@pytest.mark.skipif(os.name == "nt", reason="needs a pipe with a name")
def test_a_table_may_come_through_a_pipe(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.write(write, b"file,a\nx.txt,1\n")
    os.close(write)
    assert [*read_metadata(Path(f"/dev/fd/{read}"))] == ["x.txt"]
    os.close(read)


@pytest.mark.skipif(os.name == "nt", reason="needs a pipe with a name")
def test_a_pipe_is_read_when_somebody_writes_to_it_and_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "samtale.txt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"A: hei\n",))
    writer.start()
    assert bytes_of(pipe, FILE) == b"A: hei\n"
    writer.join()
    monkeypatch.setattr("kodeverk.formats.limits.SECONDS_FOR_A_WRITER", 0.1)
    with pytest.raises(BadInput, match="a pipe that nobody writes to"):
        bytes_of(pipe, FILE)


def test_an_interview_of_ten_hours_is_read_whole() -> None:
    lines = "".join(
        f"{'Intervjuer' if place % 2 else 'Kari'}: ja det var vel slik på det kontoret {place}\n\n"
        for place in range(18_000)
    )
    assert len(read_transcript_bytes(lines.encode(), "lang.txt").paragraphs) == 35_999
    run = '<w:r w:rsidRPr="00AB12CD"><w:rPr><w:lang w:val="nb"/></w:rPr><w:t>ord og ord</w:t></w:r>'
    said = f'<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD">{run * 4}</w:p>'
    source = read_transcript_bytes(document(said * 9_000), "lang.docx")
    assert len(source.text.split()) == 9_000 * 9


def test_a_day_of_a_focus_group_is_read_in_every_format() -> None:
    """Fifteen thousand turns; a text whose lines are broken to a width has 40,000 lines."""
    turns = 15_000
    wrapped = "A: hei og hei\nog hei igjen\n\n" * 13_333
    captions = "WEBVTT\n\n" + "00:00:01.000 --> 00:00:02.000\n<v A>hei\n\n" * turns
    titles = "7\n00:00:01,000 --> 00:00:02,000\nA: hei\n\n" * turns
    table = "speaker,text" + ",x" * 13 + "\n" + ("A,hei" + "," * 13 + "\n") * turns
    rich = "{\\rtf1 " + ("\\q" * 38 + "\\pard A: hei\\par\n") * turns + "}"
    paragraphs = document("<w:p><w:r><w:t>A: hei</w:t></w:r></w:p><w:p/>" * turns)
    for name, data, most in (
        ("a.txt", wrapped.encode(), 39_998),
        ("a.vtt", captions.encode(), turns),
        ("a.srt", titles.encode(), turns),
        ("a.csv", table.encode(), turns),
        ("a.rtf", rich.encode(), turns),
        ("a.docx", paragraphs, 2 * turns - 1),
    ):
        assert len(read_transcript_bytes(data, name).paragraphs) == most, name


def test_a_document_of_more_turns_than_two_days_have_is_refused() -> None:
    said = "<w:p><w:r><w:t>A: hei</w:t></w:r></w:p>"
    with pytest.raises(BadInput, match="too large: 30,001 paragraphs with words"):
        read_transcript_bytes(document(said * (PARAGRAPHS.most + 1)), "a.docx")


def test_half_a_million_codings_are_gone_through(tmp_path: Path) -> None:
    path = tmp_path / "alle.csv"
    path.write_text("transcript,code\n" + "a,b\n" * 500_000)
    table = read_table(path, ("transcript", "code"))
    assert table.size == 500_000
    assert next(table.rows) == (2, {"transcript": "a", "code": "b"})


def test_more_comments_than_anybody_writes_in_a_margin_are_refused() -> None:
    page = Page("a.docx")
    page.add("hei")
    for number in range(COMMENTS.most):
        page.comment(str(number), "Kari", [Line("se her")])
    with pytest.raises(BadInput, match="too large: 1,001 comments"):
        page.comment("one more", "Kari", [Line("se her")])


def test_xml_in_an_encoding_in_which_nothing_can_be_counted_is_refused() -> None:
    for declared in ("UTF-7", "EBCDIC-CP-US"):
        data = document("<w:p/>")
        said = f'<?xml version="1.0" encoding="{declared}"?><w:document/>'.encode()
        with pytest.raises(BadInput, match="strange encoding"):
            read_transcript_bytes(_with_main(data, said), "a.docx")


def _with_main(data: bytes, xml: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "line",
    ["Tor" + " " * 20_000 + ": no", "Tor: " + "(" * 30_000, "Tor: " + "[" * 30_000 + "\t" * 20_000],
    ids=["blanks", "round", "square"],
)
def test_a_line_of_very_many_blanks_or_brackets_is_looked_through_at_once(line: str) -> None:
    source = read_transcript_bytes(f"Ada: and then?\n{line}\nTor: no.\n".encode() * 6, "a.txt")
    begun = time.process_time()
    assert recognise(source).blocks
    assert time.process_time() - begun < 5
