"""What meeting programs and transcription services export gives its speakers, words and times.

The talk is invented; the shapes are those that the makers document or that their files have.
"""

import io
from collections.abc import Callable, Iterable

import docx
import pytest

from kodeverk.analysis.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes

TALK = [
    (3, "Kari Nordmann", "Hei, og velkommen. Hvordan kom du hit?"),
    (64, "Amina Yusuf", "Jeg kom med fly til Oslo i mai."),
    (125, "Kari Nordmann", "Fikk du hjelp av noen?"),
    (186, "Amina Yusuf", "Ja. Veilederen min: Berit, hun var snill."),
    (247, "Kari Nordmann", "Hva gjorde hun?"),
    (308, "Amina Yusuf", "Hun ringte NAV, og så gikk vi dit sammen."),
]


def long(seconds: int) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02}"


def short(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def text(lines: Iterable[str]) -> bytes:
    return "".join(lines).encode()


def word(paragraphs: Iterable[str]) -> bytes:
    """Return a Word document; `**` begins and ends bold, LF is a line break."""
    document = docx.Document()
    for words in paragraphs:
        paragraph = document.add_paragraph()
        for place, piece in enumerate(words.split("**")):
            paragraph.add_run(piece).bold = place % 2 == 1
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def each(form: Callable[[int, str, str], str]) -> list[str]:
    return [form(*turn) for turn in TALK]


EXPORTS = {
    "Teams, WebVTT": (
        "møte.vtt",
        text(
            [
                "WEBVTT\n\n",
                *each(
                    lambda at, who, said: (
                        f"91b3f3c3-44c6-4a8b-8c0a-add105d816bd/{at}-0\n"
                        f"{long(at)}.000 --> {long(at + 4)}.120\n"
                        f"<v {who}>{said.replace(' ', chr(10), 1)}</v>\n\n"
                    )
                ),
            ]
        ),
    ),
    "Teams, older Word file pasted as text": (
        "møte.txt",
        text(each(lambda at, who, said: f"{long(at)}.000 --> {long(at + 4)}.120\n{who}\n{said}\n")),
    ),
    "Teams, older Word file": (
        "møte.docx",
        word(each(lambda at, who, said: f"{long(at)}.0 --> {long(at + 4)}.12\n{who}\n{said}")),
    ),
    "Teams, newer Word file": (
        "møte.docx",
        word(
            [
                "**Veiledning-20260302_101500-Møteutskrift**",
                "2. mars 2026, 10:15",
                "27m 42s",
                "**Kari Nordmann** startet transkripsjon",
                *each(lambda at, who, said: f"**{who}**   {short(at)}\n{said}"),
            ]
        ),
    ),
    "Zoom, WebVTT": (
        "møte.transcript.vtt",
        text(
            [
                "WEBVTT\r\n\r\n",
                *each(
                    lambda at, who, said: (
                        f"{at}\r\n{long(at)}.000 --> {long(at + 4)}.120\r\n{who}: {said}\r\n\r\n"
                    )
                ),
            ]
        ),
    ),
    "Zoom, chat": (
        "chat.txt",
        text(each(lambda at, who, said: f"{long(at)}\t{who}:\t{said}\r\n")),
    ),
    "Word, Transcribe": (
        "intervju.docx",
        word(
            [
                "**Transcript**",
                "**Audio file**",
                "intervju 3.m4a",
                "**Transcript**",
                *(paragraph for at, who, said in TALK for paragraph in (f"{long(at)} {who}", said)),
            ]
        ),
    ),
    "Otter": (
        "intervju_otter_ai.txt",
        text(each(lambda at, who, said: f"{who}  {short(at)}  \n{said}\n\n")),
    ),
    "Otter, with a summary": (
        "intervju_otter_ai.txt",
        text(
            [
                "Tue, Mar 3, 2026 10:15AM • 27:42\n\n",
                "SUMMARY KEYWORDS\nnav, hjelp, oslo\n\nSPEAKERS\nKari Nordmann, Amina Yusuf\n\n",
                *each(lambda at, who, said: f"{who}  {short(at)}\n{said}\n\n"),
            ]
        ),
    ),
    "Rev": (
        "intervju.txt",
        text(each(lambda at, who, said: f"{who} (0{short(at)}):\n{said}\n\n")),
    ),
    "Rev, Word file": (
        "intervju.docx",
        word(each(lambda at, who, said: f"{who} ({long(at)}):\n{said}")),
    ),
    "f4, time behind": (
        "intervju.txt",
        text(each(lambda at, who, said: f"{who}: {said} #{long(at)}-0#\n\n")),
    ),
    "f4, time before": (
        "intervju.txt",
        text(each(lambda at, who, said: f"#{long(at)}-0# {who}: {said}\n\n")),
    ),
    "Whisper with speakers, as text": (
        "intervju.txt",
        text(each(lambda at, who, said: f"[{long(at)} --> {long(at + 4)}] {who}: {said}\n")),
    ),
}


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_gives_who_said_what_and_when(export: str) -> None:
    name, data = EXPORTS[export]
    source = read_transcript_bytes(data, name)
    reading = recognise(source)
    assert reading.speakers == {"Kari Nordmann": 3, "Amina Yusuf": 3}
    assert [source.text[block.start : block.end] for block in reading.blocks] == [
        said for *_, said in TALK
    ]
    assert [block.milliseconds for block in reading.blocks] == [at * 1000 for at, *_ in TALK]
    assert source.warnings == ()
